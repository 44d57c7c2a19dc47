//! What a night leaves in its folder: who may read it, what it says of protected persons, what it replaces.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use casework::settings::Settings;
use registers::exchange::write_manifest;
use registers::manifest::{Content, ExchangeFormat};
use serde_json::json;

use crate::program::{DAYS, Database, Place};

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    found
}

/// The rows of a CSV file, by column.
fn rows(path: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    reader.deserialize().map(|row| row.unwrap_or_else(|error| panic!("{path}: {error}"))).collect()
}

/// The persons whose name and address are protected in CPR on the first day: record 004, kind 0001, not deleted.
fn protected(place: &Place) -> BTreeSet<String> {
    let delivery = fs::read(place.cpr_file(DAYS[0])).unwrap();
    let text: String = delivery.iter().map(|&byte| char::from(byte)).collect();
    let records = text.lines().filter(|line| line.starts_with("004") && line.get(13..17) == Some("0001"));
    let holds = |deleted: &str| deleted.trim().is_empty() || deleted >= DAYS[0];
    let numbers: BTreeSet<&str> =
        records.filter(|line| line.get(27..37).is_none_or(holds)).map(|line| &line[3..13]).collect();
    let truth = rows(&place.path("country/truth.csv")).into_iter();
    truth.filter(|row| numbers.contains(row["cpr_number"].as_str())).map(|row| row["person_id"].clone()).collect()
}

#[cfg(unix)]
#[test]
fn nobody_but_its_owner_may_read_what_a_night_writes() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_country(Database::Sqlite, 600, 51);
    assert!(place.night(DAYS[0]).is_night());
    let mode = |path: &str| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let report = place.path("report");
    let written = files(Path::new(&report));
    assert!(written.keys().any(|name| name.ends_with("requests.csv")), "{:?}", written.keys());
    assert!(written.keys().any(|name| name.contains("municipality-errors/")), "{:?}", written.keys());
    for name in written.keys().chain([&place.path("journal.db")]) {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    for folder in ["municipality-errors", "administrative-number-requests"] {
        assert_eq!(mode(&format!("{report}/{folder}")), 0o700, "{folder}");
    }
}

#[test]
fn a_protected_person_stands_without_name_in_the_lists_of_errors() {
    let place = Place::with_country(Database::Sqlite, 3000, 52);
    assert!(place.night(DAYS[0]).is_night());
    let (mut protected, mut others) = (0, 0);
    for name in files(Path::new(&place.path("report/municipality-errors"))).keys() {
        for row in rows(name) {
            match row["navne_og_adressebeskyttelse"].as_str() {
                "ja" => {
                    assert_eq!(row["navn"], "", "{name}: {row:?}");
                    protected += 1;
                }
                "nej" => others += usize::from(!row["navn"].is_empty()),
                other => panic!("{name}: {other}"),
            }
        }
    }
    assert!(protected > 0 && others > 0, "{protected} protected, {others} others: the country has both");
}

#[test]
fn the_residence_of_a_protected_person_does_not_stand_beside_their_permit() {
    let place = Place::with_country(Database::Sqlite, 3000, 58);
    let folder = place.path(&format!("country/carl2/{}", DAYS[0]));
    for table in ["persons", "permits"] {
        without_municipality(&format!("{folder}/{table}.csv"));
    }
    let (day, content) = (DAYS[0].parse().unwrap(), Content::Full);
    write_manifest(Path::new(&folder), ExchangeFormat::Carl2, day, None, content).unwrap();
    assert!(place.night(DAYS[0]).is_night());
    let protected = protected(&place);
    let (mut withheld, mut residences) = (0, 0);
    for row in rows(&place.path("report/permits.csv")) {
        if protected.contains(&row["person_id"]) {
            assert_eq!(row["municipality"], "", "{row:?}");
            withheld += usize::from(row["uncoupled_because"].is_empty());
        } else {
            residences += usize::from(!row["municipality"].is_empty());
        }
    }
    assert!(withheld > 0 && residences > 0, "{withheld} withheld, {residences} shown");
}

/// Empties the column of the municipality, so that only CPR knows where anybody lives.
fn without_municipality(path: &str) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = header.iter().position(|name| name == "municipality").unwrap();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&header).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        out.write_record(row.iter().enumerate().map(|(at, cell)| if at == column { "" } else { cell })).unwrap();
    }
    fs::write(path, out.into_inner().unwrap()).unwrap();
}

#[test]
fn a_night_leaves_nothing_unfinished_and_old_lists_give_way() {
    let place = Place::with_country(Database::Sqlite, 600, 53);
    let lists = place.path("report/municipality-errors");
    fs::create_dir_all(&lists).unwrap();
    fs::write(format!("{lists}/9999.csv"), "of a municipality that has no errors").unwrap();
    assert!(place.night(DAYS[0]).is_night());
    let written = files(Path::new(&place.path("report")));
    assert!(!written.keys().any(|name| name.contains(".unfinished") || name.contains(".replaced")));
    assert!(!written.keys().any(|name| name.ends_with("9999.csv")));
    assert!(written.keys().any(|name| name.contains("municipality-errors/")));
}

/// A CPR delivery whose first person cannot be read, and the list of its quarantine.
fn night_with_quarantine(place: &Place) -> String {
    let file = place.cpr_file(DAYS[0]);
    let mut bytes = fs::read(&file).unwrap();
    let person = bytes.windows(4).position(|window| window == b"\n001").unwrap() + 1;
    bytes[person + 38] = b'X';
    fs::write(file, bytes).unwrap();
    assert!(place.night(DAYS[0]).is_night());
    let folder = fs::read_dir(place.path("report/quarantine")).unwrap().next().unwrap().unwrap().path();
    folder.join("quarantine.jsonl").display().to_string()
}

#[test]
fn a_quarantine_is_known_by_its_deliverys_hash_and_not_by_a_name() {
    let place = Place::with_country(Database::Sqlite, 200, 54);
    let list = night_with_quarantine(&place);
    let replay = |list: &str| place.on_journal(&["quarantine", "replay"], &[list, "--by", "test"]);
    let text = fs::read_to_string(&list).unwrap();
    let at = text.find("delivery_sha256\":\"").unwrap() + "delivery_sha256\":\"".len();
    let sha256 = text[at..at + 64].to_owned();
    fs::write(&list, text.replace(&sha256, &"0".repeat(64))).unwrap();
    let of_another = replay(&list);
    assert_eq!(of_another.code, 1);
    assert!(of_another.err.contains("ikke til nogen leverance"), "{}", of_another.err);
    fs::write(&list, &text).unwrap();
    let known = replay(&list);
    assert_eq!(known.code, 0, "{}", known.err);
    assert!(known.out.contains("Stadig ulæselige: 1"), "{}", known.out);
}

#[test]
fn rows_of_tables_are_not_replayed_and_it_is_said_who_must_send_them_again() {
    let place = Place::with_country(Database::Sqlite, 200, 55);
    let folder = place.path(&format!("country/person-ids/{}", DAYS[0]));
    let list = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
    let list = list.filter(|path| path.extension().is_some_and(|end| end == "csv")).min().unwrap();
    let text = fs::read_to_string(&list).unwrap();
    let line = text.lines().nth(1).expect("a list with a row");
    let bad = text.replacen(line, &line.replacen(line.split(',').next().unwrap(), "nonsense", 1), 1);
    fs::write(&list, bad).unwrap();
    let (day, content) = (DAYS[0].parse().unwrap(), Content::Full);
    write_manifest(Path::new(&folder), ExchangeFormat::PersonIds, day, None, content).unwrap();
    let night = place.night(DAYS[0]);
    assert!(night.is_night(), "{}", night.err);
    let quarantine = fs::read_dir(place.path("report/quarantine")).unwrap().next().unwrap().unwrap().path();
    let before = place.on_journal(&["verify"], &[]).out;
    let list = quarantine.join("quarantine.jsonl").display().to_string();
    let replayed = place.on_journal(&["quarantine", "replay"], &[&list, "--by", "test"]);
    assert_eq!(replayed.code, 1, "{}", replayed.out);
    assert!(replayed.err.contains("sende dem igen") && replayed.err.contains("person-id-lister"), "{}", replayed.err);
    assert_eq!(place.on_journal(&["verify"], &[]).out, before, "the journal is untouched");
}

#[test]
fn nothing_is_replayed_into_an_unfinished_night() {
    let place = Place::with_country(Database::Sqlite, 200, 56);
    let list = night_with_quarantine(&place);
    // The second night is stopped by a folder where its permits must go.
    fs::remove_file(place.path("report/permits.csv")).unwrap();
    fs::create_dir(place.path("report/permits.csv")).unwrap();
    assert_eq!(place.night(DAYS[1]).code, 1);
    let replayed = place.on_journal(&["quarantine", "replay"], &[&list, "--by", "test"]);
    assert_eq!(replayed.code, 1, "{}", replayed.out);
    assert!(replayed.err.contains("18-11-2026 er ikke kørt til ende"), "{}", replayed.err);
}

#[test]
fn the_settings_that_are_documented_are_the_settings_there_are() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/night.md")).unwrap();
    let example = page.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(toml::from_str::<Settings>(example).unwrap(), Settings::default());
    let keys: Vec<&str> = example.lines().filter(|line| line.contains(" = ")).collect();
    assert!(keys.len() >= 12, "{keys:?}");
    for key in keys {
        let without: Vec<&str> = example.lines().filter(|line| *line != key).collect();
        assert_eq!(toml::from_str::<Settings>(&without.join("\n")).unwrap(), Settings::default(), "without {key}");
    }
}

#[test]
fn an_explanation_does_not_say_where_a_protected_person_lives() {
    let place = Place::with_country(Database::Sqlite, 3000, 57);
    assert!(place.night(DAYS[0]).is_night());
    let protected = protected(&place);
    let all: BTreeSet<String> =
        rows(&place.path("country/truth.csv")).into_iter().map(|row| row["person_id"].clone()).collect();
    let open: Vec<&String> = all.difference(&protected).take(10).collect();
    let (mut withheld, mut shown) = (0, 0);
    for person_id in protected.iter().take(10).chain(open) {
        let explained = place.on_journal(&["explain"], &[person_id, "--json"]).json();
        if explained["coupled"].is_null() {
            continue;
        }
        let as_text = place.on_journal(&["explain"], &[person_id]).out;
        for candidate in explained["candidates"].as_array().unwrap() {
            for step in candidate["explanation"]["steps"].as_array().unwrap() {
                if !matches!(step["kind"].as_str(), Some("address" | "postcode")) {
                    continue;
                }
                let is_withheld = step["left"] == json!(["beskyttet"]) && step["right"] == json!(["beskyttet"]);
                if protected.contains(person_id) {
                    assert!(is_withheld && as_text.contains("beskyttet | beskyttet"), "{person_id}: {step}");
                    withheld += 1;
                } else {
                    shown += usize::from(!is_withheld && step["right"] != json!([]));
                }
            }
        }
    }
    assert!(withheld > 0 && shown > 0, "{withheld} withheld, {shown} shown");
}
