//! Killed anywhere and started again; two at once.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{DAYS, Database, Place, assert_same};

/// What the two journals must agree on, however often one of them was interrupted. How many pairs were compared is no
/// conclusion: a night that goes on compares only what it has not compared before.
fn outcome(place: &Place) -> Value {
    let report = place.on_journal(&["report"], &["--form", "json"]).json();
    let mut couplings = report["couplings"].clone();
    couplings["candidate_pairs"] = Value::Null;
    json!({ "couplings": couplings, "uncoupled": report["uncoupled"], "proofs": report["proofs"] })
}

fn killed_anywhere(database: Database) {
    let (calm, killed) = (Place::with_country(database, 1200, 21), Place::with_country(database, 1200, 21));
    for day in &DAYS[..2] {
        assert!(calm.night(day).is_night());
        // Ever later, until a night gets through before it is killed.
        let mut wait = Duration::from_millis(5);
        loop {
            let mut child = killed.start_night(day);
            sleep(wait);
            let ended = child.try_wait().expect("the process can be asked").is_some();
            child.kill().expect("the process can be killed");
            child.wait().expect("the process ends");
            if ended {
                break;
            }
            wait += Duration::from_millis(25);
        }
        killed.night(day);
        let verified = killed.on_journal(&["verify"], &[]);
        assert_eq!(verified.code, 0, "{}", verified.err);
        assert_same(&outcome(&killed), &outcome(&calm), day);
    }
}

#[test]
fn a_night_on_sqlite_that_is_killed_anywhere_goes_on_and_does_nothing_twice() {
    killed_anywhere(Database::Sqlite);
}

#[test]
fn a_night_on_postgresql_that_is_killed_anywhere_goes_on_and_does_nothing_twice() {
    killed_anywhere(Database::Postgres);
}

fn two_at_once(database: Database) {
    let place = Place::with_country(database, 3000, 22);
    let mut first = place.start_night(DAYS[0]);
    // The second may come before the first has the lock; whichever has it, the other is told so or finds it done.
    let second = place.night(DAYS[0]);
    let first = first.wait().expect("the first night ends");
    let ended_well = |code: Option<i32>| matches!(code, Some(0 | 3));
    assert!(ended_well(first.code()) || ended_well(Some(second.code)), "{}", second.err);
    place.night(DAYS[0]);
    let report = place.on_journal(&["report"], &["--form", "json"]).json();
    assert_eq!(report["deliveries"].as_array().unwrap().len(), 3, "each delivery is stored once");
    let persons = report["proofs"].as_array().unwrap().iter().find(|proof| proof["kind"] == "carl2-person/1").unwrap();
    assert_eq!(persons["read"], report["couplings"]["persons"]);
    assert_eq!(place.on_journal(&["verify"], &[]).code, 0);
}

#[test]
fn two_nights_started_at_once_on_sqlite_are_one_night() {
    two_at_once(Database::Sqlite);
}

#[test]
fn two_nights_started_at_once_on_postgresql_are_one_night() {
    two_at_once(Database::Postgres);
}
