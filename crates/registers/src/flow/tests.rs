//! Bringing deliveries of case flow in: what is taken, what is set aside, what is refused, and that nothing is lost.

use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use oversight::flow::{Area, CaseNumber, Event, EventKind, PersonKey};
use proptest::prelude::*;

use super::{Import, RawEvent, import, replay};
use crate::exchange::{DirectoryWriter, ReadOptions, write_manifest};
use crate::flow_store::FlowStore;
use crate::manifest::{Content, ExchangeFormat};
use crate::quarantine::{Fault, RAW};
use crate::{Error, Reason};

const HEADER: &str = "case_number,area,person,kind,day,recorded,value";
const FIRST: Date = date(2024, 3, 31);
const SECOND: Date = date(2024, 6, 30);

/// A folder with these rows as CSV.
fn folder(rows: &str, produced_on: Date, previous: Option<Date>) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("events.csv"), format!("{HEADER}\n{rows}")).unwrap();
    let content = if previous.is_some() { Content::Changes } else { Content::Full };
    write_manifest(directory.path(), ExchangeFormat::Flow, produced_on, previous, content).unwrap();
    directory
}

fn first(rows: &str) -> Import {
    import(folder(rows, FIRST, None).path(), &ReadOptions::default(), FlowStore::default()).unwrap()
}

fn then(held: &FlowStore, rows: &str) -> Import {
    import(folder(rows, SECOND, Some(FIRST)).path(), &ReadOptions::default(), held.clone()).unwrap()
}

fn cases(store: &FlowStore) -> Vec<u64> {
    let mut cases: Vec<u64> = store.events.iter().map(|event| event.case.0).collect();
    cases.dedup();
    cases
}

fn reasons(import: &Import) -> Vec<(&str, u64)> {
    import.counts.reasons.iter().map(|(reason, &count)| (reason.as_str(), count)).collect()
}

/// A whole case of asylum.
fn whole(case: u64) -> String {
    format!(
        "{case},asylum,{case}0,opened,2024-01-02,2024-01-02,\n\
         {case},asylum,{case}0,spontaneous,2024-01-02,2024-01-03,\n\
         {case},asylum,{case}0,waiting-began,2024-01-05,2024-01-09,1\n\
         {case},asylum,{case}0,waiting-ended,2024-01-20,2024-01-20,\n\
         {case},asylum,{case}0,decided,2024-02-29,2024-02-29,\n"
    )
}

#[test]
fn a_delivery_in_csv_and_in_parquet_is_taken_and_read_back_from_the_store() {
    let read = first(&format!("{}{}", whole(7), whole(3)));
    assert!(read.quarantine.is_empty());
    assert_eq!((read.counts.read, read.counts.taken, read.counts.cases), (10, 10, 2));
    assert_eq!(cases(&read.store), [3, 7], "sorted by case");
    let event = &read.store.events[2];
    let expected = Event {
        case: CaseNumber(3),
        area: Area::Asylum,
        person: Some(PersonKey(30)),
        kind: EventKind::WaitingBegan,
        day: date(2024, 1, 5),
        recorded: date(2024, 1, 9),
        value: Some(1),
    };
    assert_eq!(*event, expected);
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("flow.parquet");
    read.store.write(&path).unwrap();
    assert_eq!(FlowStore::read(&path).unwrap(), read.store);
    assert!(matches!(read.store.write(&path), Err(Error::Io { .. })), "a store is never overwritten");
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "nothing half-written is left");
    let folder = directory.path().join("delivery");
    let mut out = DirectoryWriter::create(&folder, ExchangeFormat::Flow, FIRST, None, Content::Full).unwrap();
    out.write::<RawEvent>("events.parquet", read.store.events.iter().map(RawEvent::from)).unwrap();
    out.finish().unwrap();
    let again = import(&folder, &ReadOptions::default(), FlowStore::default()).unwrap();
    assert_eq!(again.store.events, read.store.events, "Parquet says the same as CSV");
}

#[test]
fn the_stored_form_itself_is_a_delivery_with_numbers_days_and_codes_for_texts() {
    let read = first(&whole(7));
    let directory = tempfile::tempdir().unwrap();
    read.store.write(&directory.path().join("events.parquet")).unwrap();
    write_manifest(directory.path(), ExchangeFormat::Flow, FIRST, None, Content::Full).unwrap();
    let again = import(directory.path(), &ReadOptions::default(), FlowStore::default()).unwrap();
    assert_eq!(again.store.events, read.store.events);
}

#[test]
fn one_row_that_cannot_be_read_sets_its_whole_case_aside_and_no_other() {
    for (row, reason) in [
        ("7,asyl,70,first-interview-held,2024-01-10,2024-01-10,", "unknown-area"),
        ("7,asylum,70,interview,2024-01-10,2024-01-10,", "unknown-kind"),
        ("7,asylum,x,first-interview-held,2024-01-10,2024-01-10,", "person-number"),
        ("7,asylum,0101901234,first-interview-held,2024-01-10,2024-01-10,", "cpr-number"),
        ("7,asylum,010190-1234,first-interview-held,2024-01-10,2024-01-10,", "cpr-number"),
        ("7,asylum,70,first-interview-held,2023-02-29,2024-01-10,", "impossible-day"),
        ("7,asylum,70,first-interview-held,2024-01-10,10-01-2024,", "impossible-day"),
        ("7,asylum,70,first-interview-held,2024-01-10T10:00:00,2024-01-10,", "impossible-day"),
        ("7,asylum,70,first-interview-held,2024-01-11,2024-01-10,", "lies-ahead"),
        ("7,asylum,70,first-interview-held,2024-01-10,2024-01-10,3", "value-unwanted"),
        ("7,asylum,70,reported-missing,2024-01-10,2024-01-10,", "value-missing"),
        ("7,asylum,70,waiting-began,2024-02-01,2024-02-01,5", "bad-value"),
        ("7,asylum,70,at-office,2024-02-01,2024-02-01,-1", "bad-value"),
        ("7,asylum,70,first-interview-held,2024-01-10", "bad-row"),
    ] {
        let read = first(&format!("{}{row}\n{}", whole(7), whole(8)));
        let counted = |name: &str| read.counts.reasons.get(name).copied();
        assert_eq!((counted(reason), counted("case-set-aside")), (Some(1), Some(5)), "{row}");
        assert_eq!(cases(&read.store), [8], "{row}");
        assert_eq!(read.store.awaiting.keys().collect::<Vec<_>>(), [&7], "{row}");
        let item = read.quarantine.items.iter().find(|item| item.fault != Fault::CaseSetAside).unwrap();
        assert_eq!((item.place.line, item.raw.as_slice()), (Some(7), row.as_bytes()), "{row}");
        assert!(item.place.file.ends_with("events.csv"));
    }
}

#[test]
fn a_fault_is_told_with_its_line_in_csv_and_with_its_row_in_parquet() {
    let places = |read: &Import| {
        let told = read.quarantine.items.iter().filter(|item| item.fault != Fault::CaseSetAside);
        told.map(|item| (item.place.line, item.place.row)).collect::<Vec<_>>()
    };
    let rows = "7,\"asy\nlum\",70,opened,2024-01-02,2024-01-02,\n\n8,asylum,80,nothing,2024-01-02,2024-01-02,\n";
    for rows in [rows.to_owned(), rows.replace('\n', "\r\n"), rows.replace('\n', "\r")] {
        assert_eq!(places(&first(&rows)), [(Some(2), None), (Some(5), None)], "{rows:?}");
    }
    let event = |case: &str, kind: &str| RawEvent {
        cells: [case, "asylum", "", kind, "2024-01-02", "2024-01-02", ""].map(str::to_owned),
    };
    let directory = tempfile::tempdir().unwrap();
    let folder = directory.path().join("delivery");
    let mut out = DirectoryWriter::create(&folder, ExchangeFormat::Flow, FIRST, None, Content::Full).unwrap();
    out.write::<RawEvent>("events.parquet", [event("7", "opened"), event("8", "nothing")]).unwrap();
    out.finish().unwrap();
    let read = import(&folder, &ReadOptions::default(), FlowStore::default()).unwrap();
    assert_eq!(places(&read), [(None, Some(2))]);
}

#[test]
fn a_cpr_number_is_refused_as_a_person_and_its_digits_are_not_told_again() {
    let read = first(&format!("7,asylum,0101901234,opened,2024-01-02,2024-01-02,\n{}", whole(8)));
    let item = &read.quarantine.items[0];
    assert!(!format!("{:?} {}", item.fault, item.fault).contains("0101901234"), "{:?}", item.fault);
    assert_eq!(cases(&read.store), [8]);
    for person in ["9999999999", "123456789", "12345678901"] {
        let read = first(&format!("7,asylum,{person},opened,2024-01-02,2024-01-02,\n"));
        assert!(read.quarantine.is_empty(), "{person} is no CPR number");
    }
}

#[test]
fn a_row_of_no_case_is_counted_as_such() {
    for row in [
        ",asylum,,opened,2024-01-10,2024-01-10,",
        "7-A,asylum,,opened,2024-01-10,2024-01-10,",
        "9223372036854775808,asylum,,opened,2024-01-10,2024-01-10,",
    ] {
        let read = first(&format!("{}{row}\n", whole(8)));
        assert_eq!((read.counts.of_no_case, read.counts.quarantined, read.counts.cases), (1, 1, 1), "{row}");
        assert_eq!(reasons(&read), [("case-number", 1)]);
    }
}

#[test]
fn events_in_an_impossible_order_set_their_case_aside_and_the_reason_stands_at_the_row_that_shows_it() {
    for (row, reason) in [
        ("7,asylum,70,closed,2024-01-01,2024-01-10,", "before-opened"),
        ("7,asylum,70,reopened,2024-01-10,2024-01-10,", "reopened-while-open"),
        ("7,asylum,70,first-interview-held,2024-03-01,2024-03-01,", "after-end"),
        ("7,asylum,70,waiting-ended,2024-01-03,2024-01-10,", "ended-before-it-began"),
        ("7,asylum,70,opened,2024-01-10,2024-01-10,", "opened-twice"),
        ("7,visa,70,first-interview-held,2024-01-10,2024-01-10,", "two-areas"),
        ("7,asylum,71,first-interview-held,2024-01-10,2024-01-10,", "two-persons"),
    ] {
        let read = first(&format!("{}{row}\n{}", whole(7), whole(8)));
        let shown = read.quarantine.items.iter().find(|item| item.fault != Fault::CaseSetAside).unwrap();
        assert_eq!((shown.raw.as_slice(), shown.place.line), (row.as_bytes(), Some(7)), "{row}");
        assert_eq!((read.counts.reasons.get(reason), read.counts.quarantined), (Some(&1), 6), "{row}");
        assert_eq!(cases(&read.store), [8]);
    }
    let never = first("7,asylum,,decided,2024-01-03,2024-01-03,\n");
    assert_eq!(reasons(&never), [("never-opened", 1)]);
}

#[test]
fn a_deadline_may_lie_ahead_and_nothing_else() {
    let rows = "7,return,1,opened,2024-01-02,2024-01-02,\n7,return,1,departure-deadline,2024-01-09,2024-01-02,\n";
    assert_eq!(first(rows).counts.taken, 2);
}

#[test]
fn the_same_event_twice_is_counted_and_no_error() {
    let read = first(&format!("{0}{0}{1}", whole(7), whole(8)));
    assert_eq!((read.counts.read, read.counts.taken, read.counts.duplicates), (15, 10, 5));
    let more = then(&read.store, &whole(7));
    assert_eq!((more.counts.taken, more.counts.duplicates, more.store.events.len()), (0, 5, 10));
    let entered_again = "7,asylum,70,decided,2024-02-29,2024-03-01,\n";
    let read = first(&format!("{}{entered_again}", whole(7)));
    assert_eq!(reasons(&read), [("after-end", 1), ("case-set-aside", 5)], "entered on two days is two decisions");
}

#[test]
fn a_moment_is_the_day_it_was_in_denmark() {
    let rows = "7,asylum,,opened,2024-02-28T23:30:00Z,2024-02-29T07:00:00+01:00,\n";
    let event = &first(rows).store.events[0];
    assert_eq!((event.day, event.recorded), (date(2024, 2, 29), date(2024, 2, 29)));
}

#[test]
fn later_events_join_the_case_that_is_held_and_are_checked_with_it() {
    let held = first("7,asylum,,opened,2024-01-02,2024-01-02,\n8,asylum,,opened,2024-01-02,2024-01-02,\n").store;
    let more = then(&held, "7,asylum,,decided,2024-04-02,2024-04-02,\n8,asylum,,decided,2024-01-01,2024-04-02,\n");
    assert_eq!((more.counts.before, more.counts.taken, more.counts.held), (2, 1, 3));
    assert_eq!(reasons(&more), [("before-opened", 1)]);
    assert_eq!(cases(&more.store), [7, 8], "what was held of the other case stays");
}

#[test]
fn a_case_whose_rows_were_set_aside_waits_until_all_of_them_are_mended() {
    let bad = whole(7).replace("-09,1\n", "-09,9\n");
    let (folder, kept) = (folder(&format!("{bad}{}", whole(8)), FIRST, None), tempfile::tempdir().unwrap());
    let read = import(folder.path(), &ReadOptions::default(), FlowStore::default()).unwrap();
    let list = |of: &Import, name: &str| -> PathBuf {
        of.quarantine.write(&kept.path().join(name), &of.delivered.as_ref().unwrap().sha256).unwrap()
    };
    let first_list = list(&read, "first");
    let more = then(&read.store, "7,asylum,70,reopened,2024-04-02,2024-04-02,\n");
    assert_eq!(reasons(&more), [("case-awaits-mending", 1)], "half a case would be taken else");
    let second_list = list(&more, "second");
    let unmended = replay(std::slice::from_ref(&first_list), more.store.clone()).unwrap();
    assert_eq!(reasons(&unmended), [("bad-value", 1), ("case-set-aside", 4)]);
    assert_eq!(unmended.store, more.store);
    let raw = first_list.with_file_name(RAW);
    let mended = std::fs::read_to_string(&raw).unwrap().replace("-09,9\n", "-09,1\n");
    std::fs::write(&raw, mended).unwrap();
    let half = replay(std::slice::from_ref(&first_list), more.store.clone()).unwrap();
    assert_eq!(reasons(&half), [("case-awaits-mending", 5)], "the other quarantine is not read");
    assert_eq!(half.store, more.store);
    let lists = [first_list, second_list];
    let both = replay(&lists, more.store).unwrap();
    assert_eq!((both.counts.taken, both.counts.quarantined, both.counts.awaiting), (6, 0, 0));
    assert_eq!(cases(&both.store), [7, 8]);
    let again = replay(&lists, both.store.clone()).unwrap();
    assert_eq!((again.counts.taken, again.counts.duplicates), (0, 6), "twice changes nothing");
    assert_eq!(again.store, both.store);
}

#[test]
fn a_quarantine_of_another_store_is_refused() {
    let kept = tempfile::tempdir().unwrap();
    let read = first("7,asylum,,decided,2024-01-03,2024-01-03,\n");
    let list = read.quarantine.write(kept.path(), &"0".repeat(64)).unwrap();
    let refused = replay(&[list], read.store);
    assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal.reason == Reason::ForeignQuarantine));
}

#[test]
fn a_full_delivery_takes_the_place_of_all_but_the_cases_it_could_not_read() {
    let held = first(&format!("{}{}{}", whole(6), whole(7), whole(8))).store;
    let bad = whole(7).replace("opened", "opned");
    let again = folder(&format!("{bad}{}", whole(8)), SECOND, None);
    let full = import(again.path(), &ReadOptions::default(), held).unwrap();
    assert_eq!(cases(&full.store), [7, 8], "case 6 is gone, case 7 stays as it was");
    let counts = &full.counts;
    assert_eq!((counts.before, counts.gone, counts.taken, counts.duplicates, counts.held), (15, 5, 0, 5, 10));
}

#[test]
fn deliveries_come_in_their_turn_or_are_refused() {
    let held = first(&whole(7)).store;
    let refused = |held: FlowStore, produced, previous| {
        let outcome = import(folder(&whole(8), produced, previous).path(), &ReadOptions::default(), held);
        match outcome {
            Err(Error::Refused(refusal)) => refusal.reason,
            other => panic!("{other:?}"),
        }
    };
    assert!(matches!(refused(held.clone(), FIRST, None), Reason::AlreadyLoaded { .. }));
    assert!(matches!(refused(held.clone(), SECOND, Some(date(2024, 2, 1))), Reason::OutOfSequence { .. }));
    assert!(matches!(refused(FlowStore::default(), SECOND, Some(FIRST)), Reason::NoBaseline));
    let options = ReadOptions { quarantined: 3, ..ReadOptions::default() };
    let flood = import(folder(&whole(7).replace("asylum", "asyl"), SECOND, Some(FIRST)).path(), &options, held);
    assert!(
        matches!(flood, Err(Error::Refused(refusal)) if refusal.reason == (Reason::TooMuchQuarantined { limit: 3 }))
    );
}

#[test]
fn a_kept_row_stands_in_the_order_of_the_format_however_the_file_had_it() {
    let directory = tempfile::tempdir().unwrap();
    let rows = "kind,case_number,area,person,recorded,day,value\nopned,7,asylum,70,2024-01-03,2024-01-02,\n";
    std::fs::write(directory.path().join("events.csv"), rows).unwrap();
    write_manifest(directory.path(), ExchangeFormat::Flow, FIRST, None, Content::Full).unwrap();
    let read = import(directory.path(), &ReadOptions::default(), FlowStore::default()).unwrap();
    assert_eq!(read.quarantine.items[0].raw, b"7,asylum,70,opned,2024-01-02,2024-01-03,");
}

#[test]
fn a_file_that_is_no_stored_form_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("flow.parquet");
    first(&whole(7)).store.write(&path).unwrap();
    let good = std::fs::read(&path).unwrap();
    for bytes in [b"".as_slice(), b"PAR1", &good[..good.len() - 9]] {
        std::fs::write(&path, bytes).unwrap();
        assert!(matches!(FlowStore::read(&path), Err(Error::Refused(_))), "{} bytes", bytes.len());
    }
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("7".to_owned()),
        Just("asylum".to_owned()),
        prop::sample::select(EventKind::ALL).prop_map(|kind| kind.name().to_owned()),
        "2024-0[1-3]-[0-3][0-9]",
        "[0-9a-z\",é]{0,6}",
    ]
}

fn any_row() -> impl Strategy<Value = String> {
    let likely = (1_u64..6, prop::sample::select(EventKind::ALL), 1_u8..29, prop::option::weighted(0.3, 0_i32..5));
    let likely = likely.prop_map(|(case, kind, day, value)| {
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        format!("{case},asylum,,{},2024-01-{day:02},2024-03-01,{value}", kind.name())
    });
    prop_oneof![4 => likely, 1 => prop::collection::vec(any_cell(), 5..9).prop_map(|cells| cells.join(","))]
}

/// Whether no event of a case that is set aside was taken, and all of the store is in order.
fn whole_or_not_at_all(import: &Import) -> bool {
    let set_aside: Vec<&str> = import.quarantine.items.iter().filter_map(|item| item.subject.as_deref()).collect();
    let of_case = import.store.events.chunk_by(|one, next| one.case == next.case);
    of_case.into_iter().all(|events| {
        let case = events[0].case.0.to_string();
        !set_aside.contains(&case.as_str()) && oversight::flow_order::check(events).is_ok()
    })
}

fn read_rows(directory: &Path) -> Import {
    import(directory, &ReadOptions::default(), FlowStore::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_row_is_taken_set_aside_or_known_and_cases_come_whole_or_not_at_all(
        rows in prop::collection::vec(any_row(), 0..24),
    ) {
        // The import itself asserts that read = taken + quarantined + duplicates.
        let text = rows.join("\n");
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("events.csv"), format!("{HEADER}\n{text}")).unwrap();
        write_manifest(directory.path(), ExchangeFormat::Flow, FIRST, None, Content::Full).unwrap();
        prop_assert!(whole_or_not_at_all(&read_rows(directory.path())));
    }

    #[test]
    fn the_order_of_the_rows_does_not_change_what_is_held(
        rows in prop::collection::vec(any_row(), 0..24), by in any::<prop::sample::Index>(),
    ) {
        let mut turned = rows.clone();
        if !turned.is_empty() {
            turned.rotate_left(by.index(rows.len()));
        }
        // A quote that is not closed swallows the rows behind it, so that their order matters.
        prop_assume!(!rows.iter().any(|row| row.contains('"')));
        let (one, other) = (first(&rows.join("\n")), first(&turned.join("\n")));
        prop_assert_eq!(one.store.events, other.store.events);
        prop_assert_eq!(one.counts.quarantined, other.counts.quarantined);
    }

    #[test]
    fn two_deliveries_that_are_right_hold_what_one_would(split in 0_usize..=15) {
        let all = format!("{}{}{}", whole(6), whole(7), whole(8));
        let lines: Vec<&str> = all.lines().collect();
        let held = first(&lines[..split].join("\n")).store;
        let both = then(&held, &lines[split..].join("\n"));
        prop_assert_eq!(both.store.events, first(&all).store.events);
    }
}
