//! When the journal learned it never goes back.

use journal::{CLOCK_TOLERANCE, Filter, JournalError};

use crate::places::Place;
use crate::samples::{append, evening, look, persons, positions};

on_both_databases!(
    a_clock_a_little_behind_is_taken_as_the_newest_facts_time,
    a_clock_that_went_back_is_refused_and_nothing_is_stored,
    a_clock_that_had_run_ahead_is_accepted_in_somebodys_name,
    a_clock_that_is_not_behind_cannot_be_accepted,
    the_read_log_keeps_the_same_rule,
);

fn a_clock_a_little_behind_is_taken_as_the_newest_facts_time(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 100, &persons(1));
    let receipt = append(&mut journal, 100 - CLOCK_TOLERANCE.as_secs(), &persons(1));
    assert_eq!(receipt.recorded_at, evening(100));
    assert_eq!(positions(&mut journal, &Filter::all().recorded_until(evening(99))), [0_u64; 0]);
}

fn a_clock_that_went_back_is_refused_and_nothing_is_stored(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 7_200, &persons(1));
    match journal.begin(evening(0)) {
        Err(JournalError::ClockWentBack { last, given, .. }) => assert_eq!((last, given), (evening(7_200), evening(0))),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("time went back"),
    }
    assert_eq!(append(&mut journal, 7_200, &persons(1)).first, 2);
}

fn a_clock_that_had_run_ahead_is_accepted_in_somebodys_name(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 7_200, &persons(1));
    let receipt = journal.accept_clock(evening(10), "operator anna").unwrap();
    let correction = journal.get(receipt.last).unwrap().unwrap();
    assert_eq!((correction.kind.as_str(), correction.actor.as_str()), ("clock-corrected/1", "operator anna"));
    assert_eq!(correction.recorded_at, evening(7_200));
    assert_eq!(append(&mut journal, 20, &persons(1)).recorded_at, evening(7_200));
    assert_eq!(append(&mut journal, 30, &persons(1)).recorded_at, evening(7_200));
    assert_eq!(append(&mut journal, 7_300, &persons(1)).recorded_at, evening(7_300));
    // That acceptance went up to 7,200: the next time it goes back, somebody must say so again.
    assert!(matches!(journal.begin(evening(40)), Err(JournalError::ClockWentBack { .. })));
    journal.verify(|_| ()).unwrap();
}

fn a_clock_that_is_not_behind_cannot_be_accepted(place: &Place) {
    let mut journal = place.open();
    assert!(matches!(journal.accept_clock(evening(0), "anna"), Err(JournalError::Refused { field: "clock", .. })));
    append(&mut journal, 0, &persons(1));
    assert!(matches!(journal.accept_clock(evening(0), "anna"), Err(JournalError::Refused { field: "clock", .. })));
    assert_eq!(journal.head().unwrap().position, 1);
}

fn the_read_log_keeps_the_same_rule(place: &Place) {
    let mut journal = place.open();
    journal.log_read(&look(7_200, "carl2:1")).unwrap();
    journal.log_read(&look(7_190, "carl2:1")).unwrap();
    assert!(matches!(journal.log_read(&look(0, "carl2:1")), Err(JournalError::ClockWentBack { .. })));
    journal.accept_clock(evening(0), "operator anna").unwrap();
    journal.log_read(&look(1, "carl2:1")).unwrap();
    let times: Vec<_> = journal.reads_of("carl2:1").unwrap().iter().map(|read| read.entry.at).collect();
    assert_eq!(times, [evening(7_200); 3]);
}
