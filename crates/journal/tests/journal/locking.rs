//! Locks that no second process can take, and that a killed process leaves.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use journal::{Journal, JournalError};

use crate::places::Place;

on_both_databases!(
    a_second_process_cannot_take_the_lock_and_is_told_by_whom_it_is_held,
    a_lock_is_let_go_when_it_is_dropped,
    a_lock_is_let_go_when_its_process_is_killed,
    locks_of_other_names_and_other_journals_are_other_locks,
    a_name_that_could_be_a_path_is_refused,
);

const CHILD: &str = "ANKOMST_TEST_CHILD_HOLDS_A_LOCK_ON";

fn a_second_process_cannot_take_the_lock_and_is_told_by_whom_it_is_held(place: &Place) {
    let journal = place.open();
    let mut child = holder(place);
    match journal.lock("night") {
        Err(JournalError::AlreadyLocked { name, since, by, .. }) => {
            assert_eq!(name, "night");
            assert!(since.is_some());
            let by = by.unwrap();
            assert!(by.contains(&format!("process {}", child.id())), "{by}");
        }
        other => panic!("{other:?}"),
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn a_lock_is_let_go_when_it_is_dropped(place: &Place) {
    let (one, two) = (place.open(), place.open());
    for _ in 0..3 {
        let lock = one.lock("night").unwrap();
        assert!(matches!(two.lock("night"), Err(JournalError::AlreadyLocked { .. })));
        drop(lock);
        drop(two.lock("night").unwrap());
    }
}

fn a_lock_is_let_go_when_its_process_is_killed(place: &Place) {
    let journal = place.open();
    let mut child = holder(place);
    child.kill().unwrap();
    child.wait().unwrap();
    // A server notices the end of a connection a moment later.
    let begun = std::time::Instant::now();
    while journal.lock("night").is_err() {
        assert!(begun.elapsed() < std::time::Duration::from_secs(10), "the lock outlived its process");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

fn locks_of_other_names_and_other_journals_are_other_locks(place: &Place) {
    let other_place = match place {
        Place::Sqlite { .. } => Place::sqlite(),
        Place::Postgres { .. } => Place::postgres(),
    };
    let (journal, other) = (place.open(), other_place.open());
    let _held = journal.lock("night").unwrap();
    drop(journal.lock("serve").unwrap());
    drop(other.lock("night").unwrap());
}

fn a_name_that_could_be_a_path_is_refused(place: &Place) {
    let journal = place.open();
    for name in ["", "../night", "Night", "nat ten"] {
        assert!(matches!(journal.lock(name), Err(JournalError::Refused { field: "lock name", .. })));
    }
}

/// A process of its own that holds the lock until it is killed.
fn holder(place: &Place) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "locking::the_child_that_holds_a_lock", "--nocapture"])
        .env(CHILD, place.url())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().ends_with("held")), "the child could not take the lock");
    child
}

/// Does nothing unless it is started as a child by [`holder`].
#[test]
fn the_child_that_holds_a_lock() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let journal = Journal::open(&url).unwrap();
    let _lock = journal.lock("night").unwrap();
    println!("\nheld");
    std::thread::sleep(std::time::Duration::from_mins(1));
}
