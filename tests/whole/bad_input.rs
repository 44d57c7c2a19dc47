//! What nights make of bad deliveries: a clear error that names the place, nothing stored.

use std::fs;
use std::path::Path;

use crate::program::{DAYS, Database, Place, Run};

/// The first night with another CPR file in place of the country's.
fn night_with(place: &Place, bytes: &[u8]) -> Run {
    fs::write(place.cpr_file(DAYS[0]), bytes).expect("the file can be written");
    place.night(DAYS[0])
}

fn refused(run: &Run, place: &Place) {
    assert_eq!(run.code, 4, "{}{}", run.out, run.err);
    assert!(run.err.contains("L431102"), "names the file: {}", run.err);
    let queue = place.on_journal(&["report"], &[]);
    assert_eq!(queue.code, 1, "no night has completed: {}", queue.out);
    let journal = place.on_journal(&["verify"], &[]).out;
    assert!(journal.contains(": 1 fakta"), "only the refusal itself is in the journal: {journal}");
}

#[test]
fn broken_deliveries_are_refused_and_nothing_is_stored() {
    let place = Place::with_country(Database::Sqlite, 200, 31);
    let good = fs::read(place.cpr_file(DAYS[0])).unwrap();
    let last_line = good[..good.len() - 1].iter().rposition(|&byte| byte == b'\n').unwrap();
    let without_end = good[..=last_line].to_vec();
    let cut = good[..good.len() / 2].to_vec();
    let mut after_end = good.clone();
    after_end.extend_from_slice(&good[..=good.iter().position(|&byte| byte == b'\n').unwrap()]);
    let zip = [b"PK\x03\x04".as_slice(), &good].concat();
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(good.iter().flat_map(|&byte| [byte, 0])).collect();
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("cut in the middle", cut),
        ("without its end record", without_end),
        ("with records after its end", after_end),
        ("a ZIP archive", zip),
        ("UTF-16", utf16),
    ] {
        let fresh = Place::with_country(Database::Sqlite, 200, 31);
        let night = night_with(&fresh, &bytes);
        eprintln!("{name}");
        refused(&night, &fresh);
    }
}

#[test]
fn a_delivery_of_last_week_is_refused_by_its_dates() {
    let place = Place::with_country(Database::Sqlite, 200, 32);
    assert!(place.night(DAYS[0]).is_night());
    assert!(place.night(DAYS[1]).is_night());
    let before = place.on_journal(&["report"], &["--form", "json"]).out;
    let mut arguments = place.night_arguments(DAYS[0]);
    let on = arguments.iter().position(|argument| argument == "--on").unwrap();
    arguments[on + 1] = "2026-11-23".to_owned();
    let night = crate::program::run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(night.code, 4, "{}", night.err);
    assert!(
        night.err.contains("17-11-2026") && night.err.contains("18-11-2026"),
        "both dates are named: {}",
        night.err
    );
    assert_eq!(place.on_journal(&["report"], &["--form", "json"]).out, before);
}

#[test]
fn a_missing_delivery_in_between_is_a_gap() {
    let place = Place::with_country(Database::Sqlite, 200, 33);
    assert!(place.night(DAYS[0]).is_night());
    let night = place.night(DAYS[2]);
    assert_eq!(night.code, 4, "{}", night.err);
}

#[test]
fn a_person_that_cannot_be_read_is_set_aside_whole_and_read_again_when_mended() {
    let place = Place::with_country(Database::Sqlite, 200, 34);
    let good = fs::read(place.cpr_file(DAYS[0])).unwrap();
    let at = good.windows(4).position(|window| window == b"\n001").unwrap() + 1;
    let mut bad = good.clone();
    // The sex of the first person: byte 39 of record 001.
    bad[at + 38] = b'X';
    let night = night_with(&place, &bad);
    assert!(night.is_night(), "{}", night.err);
    let report = night.json();
    let persons = report["proofs"].as_array().unwrap().iter().find(|proof| proof["kind"] == "cpr-person/1").unwrap();
    assert_eq!(persons["rejected_set_aside"], 1);
    assert_eq!(report["set_aside"][0]["fault"]["kind"], "bad-field");
    let folder = fs::read_dir(place.path("report/quarantine")).unwrap().next().unwrap().unwrap().path();
    let raw = folder.join("quarantine.raw");
    let mut bytes = fs::read(&raw).unwrap();
    let sex = bytes.windows(3).position(|window| window == b"001").unwrap() + 38;
    assert_eq!(bytes[sex], b'X');
    bytes[sex] = good[at + 38];
    fs::write(&raw, bytes).unwrap();
    let list = folder.join("quarantine.jsonl").display().to_string();
    let replayed = place.on_journal(&["quarantine", "replay"], &[&list, "--by", "test"]);
    assert!(replayed.out.contains("Gemt: 1 personer"), "{}{}", replayed.out, replayed.err);
    let again = place.on_journal(&["quarantine", "replay"], &[&list, "--by", "test"]);
    assert!(again.out.contains("Gemt: 0 personer"), "{}", again.out);
}

#[test]
fn altered_exchange_files_are_refused_by_their_manifest() {
    let place = Place::with_country(Database::Sqlite, 200, 35);
    let persons = place.path(&format!("country/carl2/{}/persons.csv", DAYS[0]));
    let mut text = fs::read_to_string(&persons).unwrap();
    text.push_str("one,more\n");
    fs::write(&persons, text).unwrap();
    let night = place.night(DAYS[0]);
    assert_eq!(night.code, 4, "{}", night.err);
    assert!(night.err.contains("persons.csv"), "{}", night.err);
}

#[test]
fn a_missing_folder_and_a_wrong_setting_are_said_in_one_sentence() {
    let place = Place::with_country(Database::Sqlite, 200, 36);
    fs::remove_dir_all(place.path(&format!("country/carl2/{}", DAYS[0]))).unwrap();
    let night = place.night(DAYS[0]);
    assert_eq!(night.code, 4, "{}", night.err);
    let settings = place.path("night.toml");
    fs::write(&settings, "deadline = 3\n").unwrap();
    let out = place.path("report");
    let wrong = place.on_journal(&["night"], &["--settings", &settings, "--out", &out]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("deadline") && wrong.err.contains("night.toml"), "{}", wrong.err);
}

#[test]
fn a_report_folder_that_cannot_be_written_keeps_what_was_stored_and_the_night_goes_on_later() {
    let place = Place::with_country(Database::Sqlite, 200, 37);
    fs::create_dir_all(place.path("report")).unwrap();
    // A folder stands where the file of permits must go, whoever runs the test.
    fs::create_dir_all(place.path("report/permits.csv")).unwrap();
    let night = place.night(DAYS[0]);
    assert_eq!(night.code, 1, "{}", night.err);
    assert!(night.err.contains("permits.csv"), "{}", night.err);
    fs::remove_dir_all(Path::new(&place.path("report/permits.csv"))).unwrap();
    let later = place.night(DAYS[0]);
    assert!(later.is_night(), "{}", later.err);
    assert_eq!(later.json()["deliveries"].as_array().unwrap().len(), 3);
}
