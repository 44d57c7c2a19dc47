//! What was changed, removed, put in, moved or cut off is found, at its place.

use journal::{Broken, Chain, Damage, Head, Heads, Journal, Progress, VerifyError};

use crate::places::{Place, Raw};
use crate::samples::{append, look, persons};

on_both_databases!(
    a_removed_fact_is_found,
    a_fact_put_in_from_outside_is_found,
    two_facts_that_changed_places_are_found,
    a_fact_that_cannot_be_one_is_found,
    a_tail_that_was_cut_off_is_found_by_a_head_that_was_kept,
    a_journal_that_was_written_anew_is_found_by_a_head_that_was_kept,
    a_head_that_was_kept_long_ago_still_holds,
    progress_is_told,
);

fn five(place: &Place) -> Journal {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(3));
    append(&mut journal, 60, &persons(2));
    place.unprotect();
    journal
}

fn broken(journal: &mut Journal, kept: Heads) -> (u64, Damage) {
    match journal.verify_against(kept, |_| ()) {
        Err(VerifyError::Broken(Broken { chain: Chain::Facts, position, what })) => (position, what),
        other => panic!("{other:?}"),
    }
}

fn a_removed_fact_is_found(place: &Place) {
    let mut journal = five(place);
    place.run("DELETE FROM facts WHERE position = 3").unwrap();
    assert_eq!(broken(&mut journal, Heads::default()), (3, Damage::Missing));
}

fn a_fact_put_in_from_outside_is_found(place: &Place) {
    let mut journal = five(place);
    place
        .run(
            "INSERT INTO facts (position, recorded_at, kind, subject, actor, hash, payload)
                SELECT 6, recorded_at, kind, subject, actor, hash, payload FROM facts WHERE position = 5",
        )
        .unwrap();
    assert_eq!(broken(&mut journal, Heads::default()), (6, Damage::Changed));
}

fn two_facts_that_changed_places_are_found(place: &Place) {
    let mut journal = five(place);
    for (from, to) in [(2, 99), (3, 2), (99, 3)] {
        place.run(&format!("UPDATE facts SET position = {to} WHERE position = {from}")).unwrap();
    }
    assert_eq!(broken(&mut journal, Heads::default()), (2, Damage::Changed));
}

fn a_fact_that_cannot_be_one_is_found(place: &Place) {
    let mut journal = five(place);
    match place {
        Place::Sqlite { .. } => place.overwrite("facts", "valid_from", 4, &Raw::Number(20_261_131)),
        Place::Postgres { .. } => place.run("UPDATE facts SET valid_from = 'infinity' WHERE position = 4").unwrap(),
    }
    let (position, what) = broken(&mut journal, Heads::default());
    assert_eq!(position, 4);
    assert!(matches!(what, Damage::Unreadable(_)), "{what}");
    let read = journal.get(4).unwrap_err().to_string();
    assert!(read.contains("fact at position 4 is damaged"), "{read}");
}

fn a_tail_that_was_cut_off_is_found_by_a_head_that_was_kept(place: &Place) {
    let mut journal = five(place);
    journal.log_reads(&[look(0, "carl2:1"), look(0, "carl2:2")]).unwrap();
    let kept = journal.heads().unwrap();
    place.run("DELETE FROM reads WHERE position = 2").unwrap();
    journal.verify(|_| ()).unwrap();
    match journal.verify_against(kept, |_| ()) {
        Err(VerifyError::Broken(Broken { chain: Chain::Reads, position: 2, what: Damage::CutOff })) => {}
        other => panic!("{other:?}"),
    }
    place.run("DELETE FROM facts WHERE position >= 4").unwrap();
    journal.verify(|_| ()).unwrap();
    assert_eq!(broken(&mut journal, kept), (4, Damage::CutOff));
}

fn a_journal_that_was_written_anew_is_found_by_a_head_that_was_kept(place: &Place) {
    let mut journal = five(place);
    let kept = journal.heads().unwrap();
    place.run("DELETE FROM facts WHERE position >= 4").unwrap();
    append(&mut journal, 61, &persons(4));
    journal.verify(|_| ()).unwrap();
    assert_eq!(broken(&mut journal, kept), (5, Damage::Rewritten));
}

fn a_head_that_was_kept_long_ago_still_holds(place: &Place) {
    let mut journal = five(place);
    let kept: Heads = journal.heads().unwrap().to_string().parse().unwrap();
    append(&mut journal, 70, &persons(4));
    let verified = journal.verify_against(kept, |_| ()).unwrap();
    assert_eq!((verified.facts, verified.heads), (9, journal.heads().unwrap()));
    let wrong = Heads { facts: Head { position: 2, hash: [9; 32] }, ..kept };
    assert_eq!(broken(&mut journal, wrong), (2, Damage::Rewritten));
}

fn progress_is_told(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(10_001));
    journal.log_read(&look(0, "carl2:1")).unwrap();
    let mut told = Vec::new();
    journal.verify(|progress| told.push(progress)).unwrap();
    let total = 10_002;
    assert_eq!(told, [Progress { done: 10_000, total }, Progress { done: total, total }]);
}
