//! Nights as they should go: everything couples, nothing is lost, the same on both databases and in any form.

use serde_json::Value;

use crate::program::{DAYS, Database, Place, assert_same, run};

fn proofs_hold(report: &Value) {
    let proofs = report["proofs"].as_array().expect("a list of proofs");
    assert!(!proofs.is_empty());
    for proof in proofs {
        let figure = |name: &str| proof[name].as_u64().expect("a count");
        let parts = figure("coupled") + figure("queued") + figure("rejected") + figure("unchanged");
        assert_eq!(figure("read"), parts, "{proof}");
    }
}

fn three_nights(database: Database) {
    let place = Place::with_country(database, 1500, 41);
    for day in DAYS {
        let night = place.night(day);
        assert!(night.is_night(), "{day}: {}", night.err);
        let report = night.json();
        assert_eq!(report["night"], day);
        proofs_hold(&report);
    }
    let measured = place.measure();
    assert_eq!(measured["wrong"], 0, "{measured}");
    assert!(measured["recall"].as_f64().unwrap() > 0.95, "{measured}");
    let verified = place.on_journal(&["verify"], &[]);
    assert_eq!(verified.code, 0, "{}", verified.err);
}

#[test]
fn three_nights_on_sqlite_couple_rightly_and_account_for_everything() {
    three_nights(Database::Sqlite);
}

#[test]
fn three_nights_on_postgresql_couple_rightly_and_account_for_everything() {
    three_nights(Database::Postgres);
}

/// A report without the names of files, which lie in another folder for each test.
fn conclusions(report: &Value) -> Value {
    match report {
        Value::Object(parts) => parts
            .iter()
            .filter(|(name, _)| name.as_str() != "file")
            .map(|(name, part)| (name.clone(), conclusions(part)))
            .collect(),
        Value::Array(parts) => parts.iter().map(conclusions).collect(),
        plain => plain.clone(),
    }
}

#[test]
fn both_databases_come_to_the_same_report() {
    let (one, two) = (Place::with_country(Database::Sqlite, 600, 5), Place::with_country(Database::Postgres, 600, 5));
    for day in DAYS {
        assert_same(&conclusions(&one.night(day).json()), &conclusions(&two.night(day).json()), day);
    }
}

#[test]
fn a_night_is_run_once() {
    let place = Place::with_country(Database::Sqlite, 300, 6);
    assert!(place.night(DAYS[0]).is_night());
    let before = place.on_journal(&["verify"], &[]).out;
    let again = place.night(DAYS[0]);
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{}", again.err);
    assert_eq!(place.on_journal(&["verify"], &[]).out, before, "the journal is untouched");
}

#[test]
fn the_inbox_is_read_once_however_often_it_is_looked_into() {
    let place = Place::with_country(Database::Sqlite, 300, 7);
    let inbox = place.path("country");
    let night = |day: &str| {
        let rest = ["--inbox", &inbox, "--out", &place.path("report"), "--on", day, "--json"];
        place.on_journal(&["night"], &rest)
    };
    let first = night("2026-11-19").json();
    assert_eq!(first["deliveries"].as_array().unwrap().len(), 9, "three days of three sources");
    proofs_hold(&first);
    let saturday = night("2026-11-21").json();
    assert_eq!(saturday["deliveries"].as_array().unwrap().len(), 0);
    assert_eq!(saturday["alarms"], serde_json::json!([]), "nothing is delivered on a Saturday");
    let tuesday = night("2026-11-24").json();
    let missing = tuesday["alarms"].as_array().unwrap().iter().filter(|alarm| alarm["alarm"] == "missing");
    assert_eq!(missing.count(), 3, "every source is missed: {}", tuesday["alarms"]);
}

#[test]
fn an_inbox_that_is_not_there_is_an_error_and_no_empty_night() {
    let place = Place::empty(Database::Sqlite);
    let (inbox, out) = (place.path("nowhere"), place.path("report"));
    let run = place.on_journal(&["night"], &["--inbox", &inbox, "--out", &out, "--on", DAYS[0]]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("nowhere"), "{}", run.err);
    assert_eq!(place.on_journal(&["night"], &["--out", &out, "--on", DAYS[0]]).code, 1, "nor is a night of nothing");
}

#[test]
fn a_night_before_the_last_one_is_an_error() {
    let place = Place::with_country(Database::Sqlite, 200, 12);
    assert!(place.night(DAYS[0]).is_night());
    let out = place.path("report");
    let cpr = place.cpr_file(DAYS[1]).display().to_string();
    let run = place.on_journal(&["night"], &["--cpr", &cpr, "--out", &out, "--on", "2026-11-16"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("17-11-2026"), "{}", run.err);
}

#[test]
fn a_full_extract_that_lost_most_persons_is_an_alarm_and_the_couplings_stay() {
    let place = Place::with_country(Database::Sqlite, 300, 13);
    let before = place.night(DAYS[0]).json();
    let small = Place::with_country(Database::Sqlite, 20, 14);
    let (folder, out) = (small.path(&format!("country/carl2/{}", DAYS[0])), place.path("report"));
    let made = run(&["manifest", &folder, "--format", "carl2", "--produced-on", DAYS[1]]);
    assert_eq!(made.code, 0, "{}", made.err);
    let night = place.on_journal(&["night"], &["--carl2", &folder, "--out", &out, "--on", DAYS[1], "--json"]);
    assert_eq!(night.code, 3, "{}", night.err);
    let report = night.json();
    proofs_hold(&report);
    let absent = report["alarms"].as_array().unwrap().iter().filter(|alarm| alarm["alarm"] == "absent");
    assert_eq!(absent.count(), 1, "{}", report["alarms"]);
    let doubted = report["couplings"]["in_doubt"].as_u64().unwrap();
    assert!(doubted <= 20, "only whom the small extract says otherwise of can be doubted, not the absent: {doubted}");
    let sum = |report: &Value| {
        let rules = report["couplings"]["by_rule"].as_object().unwrap().values();
        rules.map(|rule| rule["coupled"].as_u64().unwrap()).sum::<u64>()
    };
    assert!(sum(&report) >= sum(&before));
}

#[test]
fn a_late_delivery_is_an_alarm_with_an_exit_code_of_its_own() {
    let place = Place::with_country(Database::Sqlite, 300, 8);
    let mut arguments = place.night_arguments(DAYS[0]);
    let on = arguments.iter().position(|argument| argument == "--on").unwrap();
    arguments[on + 1] = "2026-11-25".to_owned();
    let night = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(night.code, 3, "{}", night.err);
    let report = night.json();
    let late = report["alarms"].as_array().unwrap().iter().filter(|alarm| alarm["alarm"] == "late");
    assert_eq!(late.count(), 3);
}

#[test]
fn an_administrative_number_is_asked_for_answered_coupled_and_followed() {
    let place = Place::with_country(Database::Sqlite, 1500, 9);
    let first = place.night(DAYS[0]).json();
    let asked = first["administrative_numbers"]["requested"].as_u64().unwrap();
    assert!(asked > 0, "the country has fresh permits without numbers");
    let requests = place.path(&format!("report/administrative-number-requests/{}", DAYS[0]));
    let (answers, delivery) = (place.path("answers"), place.path("office.L431102"));
    let office = run(&[
        "cpr-office",
        &requests,
        "--answers",
        &answers,
        "--on",
        DAYS[1],
        "--cpr",
        &delivery,
        "--previous",
        DAYS[0],
    ]);
    assert_eq!(office.code, 0, "{}", office.err);
    assert!(office.out.contains("stand-in"), "the stand-in says what it is");
    let out = place.path("report");
    let rest = ["--cpr", &delivery, "--administrative-numbers", &answers, "--out", &out, "--on", DAYS[1], "--json"];
    let second = place.on_journal(&["night"], &rest).json();
    let numbers = &second["administrative_numbers"];
    assert_eq!(numbers["answered"], asked);
    assert_eq!(numbers["not_yet_resident"], asked, "status 20 is no residence");
    assert_eq!(second["couplings"]["by_rule"]["administrative-number"]["made"], asked);
    let resident = place.path("resident.L431102");
    run(&[
        "cpr-office",
        &requests,
        "--answers",
        &place.path("again"),
        "--on",
        DAYS[2],
        "--cpr",
        &resident,
        "--previous",
        DAYS[1],
        "--resident",
    ]);
    let rest = ["--cpr", &resident, "--out", &out, "--on", DAYS[2], "--json"];
    let third = place.on_journal(&["night"], &rest).json();
    assert_eq!(third["administrative_numbers"]["resident"], asked);
    assert_eq!(third["administrative_numbers"]["not_yet_resident"], 0);
}

#[test]
fn a_night_runs_on_a_delivery_that_somebody_else_made() {
    let place = Place::with_country(Database::Sqlite, 300, 10);
    let delivery = place.cpr_file(DAYS[0]).display().to_string();
    let made = run(&["generate", "--from-cpr", &delivery, "--out", &place.path("companion"), "--seed", "3"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let (carl2, ids) =
        (place.path(&format!("companion/carl2/{}", DAYS[0])), place.path(&format!("companion/person-ids/{}", DAYS[0])));
    let out = place.path("report");
    let rest = ["--cpr", &delivery, "--carl2", &carl2, "--person-ids", &ids, "--out", &out, "--on", DAYS[0], "--json"];
    let night = place.on_journal(&["night"], &rest);
    assert!(night.is_night(), "{}", night.err);
    let report = night.json();
    proofs_hold(&report);
    assert!(report["couplings"]["coupled"].as_u64().unwrap() > 0);
}
