//! In order, filtered, as known at a time.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use journal::{Filter, Journal};

use crate::places::Place;
use crate::samples::{append, evening, fact, positions};

on_both_databases!(
    a_read_begins_after_a_position_and_stops_where_it_is_told,
    kinds_are_merged_in_order,
    no_kind_is_no_fact,
    a_subject_is_found_by_its_whole_name_or_its_beginning,
    the_journal_can_be_read_as_it_was_known_at_a_time,
    filters_hold_together,
    one_fact_is_found_by_its_position,
    an_empty_journal_answers_everything,
    kinds_are_counted,
    texts_that_look_like_sql_are_texts,
    a_journal_can_move_to_another_thread,
    an_async_server_can_use_a_journal_on_its_blocking_threads,
);

/// Positions 1 to 9: kinds a, b, c in turn; subjects cpr:1, cpr:2, cpr:2, carl2:1 …; three transactions ten minutes apart.
fn nine(place: &Place) -> Journal {
    let mut journal = place.open();
    let subjects = ["cpr:1", "cpr:2", "cpr:2", "carl2:1", "cpr:2", "CPR:1", "cpr:21", "cpr:1", "øst:1"];
    let kinds = ["a/1", "b/1", "c/1"];
    let facts: Vec<_> = subjects.iter().zip(kinds.iter().cycle()).map(|(subject, kind)| fact(kind, subject)).collect();
    for (number, facts) in (0..).zip(facts.chunks(3)) {
        append(&mut journal, number * 600, facts);
    }
    journal
}

fn a_read_begins_after_a_position_and_stops_where_it_is_told(place: &Place) {
    let mut journal = nine(place);
    let mut seen = Vec::new();
    let stopped = journal.read(4, &Filter::all(), |fact| {
        seen.push(fact.position);
        if fact.position == 7 { ControlFlow::Break(fact.subject.to_owned()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped.unwrap().as_deref(), Some("cpr:21"));
    assert_eq!(seen, [5, 6, 7]);
    let none = journal.read(9, &Filter::all(), |_| ControlFlow::Break(()));
    assert_eq!(none.unwrap(), None);
    assert_eq!(journal.read(u64::MAX, &Filter::all(), |_| ControlFlow::Break(())).unwrap(), None);
}

fn kinds_are_merged_in_order(place: &Place) {
    let mut journal = nine(place);
    assert_eq!(positions(&mut journal, &Filter::all().kinds(["b/1"])), [2, 5, 8]);
    assert_eq!(positions(&mut journal, &Filter::all().kinds(["c/1", "a/1", "c/1", "none/1"])), [1, 3, 4, 6, 7, 9]);
}

fn no_kind_is_no_fact(place: &Place) {
    let mut journal = nine(place);
    assert_eq!(positions(&mut journal, &Filter::all().kinds([""; 0])), [0_u64; 0]);
}

fn a_subject_is_found_by_its_whole_name_or_its_beginning(place: &Place) {
    let mut journal = nine(place);
    let of_two: Vec<u64> = journal.by_subject("cpr:2").unwrap().iter().map(|fact| fact.position).collect();
    assert_eq!(of_two, [2, 3, 5]);
    assert_eq!(positions(&mut journal, &Filter::all().subjects_starting_with("cpr:2")), [2, 3, 5, 7]);
    assert_eq!(positions(&mut journal, &Filter::all().subjects_starting_with("ø")), [9]);
    assert_eq!(positions(&mut journal, &Filter::all().subjects_starting_with("")), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert!(journal.by_subject("nobody").unwrap().is_empty());
}

fn the_journal_can_be_read_as_it_was_known_at_a_time(place: &Place) {
    let mut journal = nine(place);
    let until = |second| Filter::all().recorded_until(evening(second));
    assert_eq!(positions(&mut journal, &until(-1)), [0_u64; 0]);
    assert_eq!(positions(&mut journal, &until(600)), [1, 2, 3, 4, 5, 6]);
    let just_before = Filter::all().recorded_until(evening(600) - jiff::SignedDuration::from_micros(1));
    assert_eq!(positions(&mut journal, &just_before), [1, 2, 3]);
}

fn filters_hold_together(place: &Place) {
    let mut journal = nine(place);
    let filter = Filter::all().kinds(["a/1", "b/1"]).subjects_starting_with("cpr:").recorded_until(evening(600));
    assert_eq!(positions(&mut journal, &filter), [1, 2, 5]);
    let filter = Filter::all().kinds(["b/1", "c/1"]).subject("cpr:2").recorded_until(evening(0));
    assert_eq!(positions(&mut journal, &filter), [2, 3]);
}

fn one_fact_is_found_by_its_position(place: &Place) {
    let mut journal = nine(place);
    assert_eq!(journal.get(4).unwrap().unwrap().subject, "carl2:1");
    for position in [0, 10, u64::MAX] {
        assert_eq!(journal.get(position).unwrap(), None);
    }
}

fn an_empty_journal_answers_everything(place: &Place) {
    let mut journal = place.open();
    assert_eq!(journal.head().unwrap(), journal::Head::default());
    assert_eq!(journal.last_recorded_at().unwrap(), None);
    assert_eq!(journal.count_by_kind().unwrap(), BTreeMap::new());
    assert_eq!(journal.get(1).unwrap(), None);
    let verified = journal.verify(|_| ()).unwrap();
    assert_eq!((verified.facts, verified.reads), (0, 0));
}

fn kinds_are_counted(place: &Place) {
    let mut journal = nine(place);
    append(&mut journal, 1_800, &[fact("b/1", "x")]);
    let counted = journal.count_by_kind().unwrap();
    let expected = [("a/1", 3), ("b/1", 4), ("c/1", 3)].map(|(kind, count)| (kind.to_owned(), count));
    assert_eq!(counted, BTreeMap::from(expected));
}

fn texts_that_look_like_sql_are_texts(place: &Place) {
    let mut journal = place.open();
    let nasty = "x'; DROP TABLE facts; --%_\\\"";
    append(&mut journal, 0, &[fact(nasty, nasty)]);
    assert_eq!(positions(&mut journal, &Filter::all().kinds([nasty]).subjects_starting_with(nasty)), [1]);
    assert_eq!(positions(&mut journal, &Filter::all().subjects_starting_with("%")), [0_u64; 0]);
    assert_eq!(journal.by_subject(nasty).unwrap().len(), 1);
}

fn a_journal_can_move_to_another_thread(place: &Place) {
    let mut journal = nine(place);
    let head = std::thread::spawn(move || journal.head().unwrap()).join().unwrap();
    assert_eq!(head.position, 9);
}

fn an_async_server_can_use_a_journal_on_its_blocking_threads(place: &Place) {
    let server = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let url = place.url();
    let counted = server.block_on(async {
        let count = move || {
            let mut journal = Journal::open(&url).unwrap();
            append(&mut journal, 0, &[fact("a/1", "x")]);
            positions(&mut journal, &Filter::all()).len()
        };
        tokio::task::spawn_blocking(count).await.unwrap()
    });
    assert_eq!(counted, 1);
}
