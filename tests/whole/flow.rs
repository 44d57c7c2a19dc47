//! Case flow comes in: deliveries with and without faults, one after the other, and what was mended.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{Run, run};

const HEADER: &str = "case_number,area,person,kind,day,recorded,value";

/// A folder with these rows and a manifest made by the program.
fn delivery(place: &Path, name: &str, rows: &str, produced_on: &str, previous: Option<&str>) -> PathBuf {
    let folder = place.join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("events.csv"), format!("{HEADER}\n{rows}\n")).unwrap();
    let folder_text = folder.display().to_string();
    let mut arguments = vec!["manifest", &folder_text, "--format", "flow", "--produced-on", produced_on];
    if let Some(previous) = previous {
        arguments.extend(["--changes", "--previous", previous]);
    }
    let made = run(&arguments);
    assert_eq!(made.code, 0, "{}", made.err);
    folder
}

fn import(folder: &Path, out: &Path, more: &[&str]) -> Run {
    let (folder, out) = (folder.display().to_string(), out.display().to_string());
    run(&[&["flow", "import", &folder, "--out", &out], more].concat())
}

#[test]
fn deliveries_with_faults_are_told_as_they_are() {
    let blocks = include_str!("flow/cases.txt").split("\n\n").skip(1);
    let mut tried = 0;
    for block in blocks {
        let (name, rest) = block.trim().split_once('\n').unwrap();
        let (rows, expected) = rest.split_once("\n=> ").unwrap();
        let mut expected = expected.splitn(5, ' ');
        let mut number = || expected.next().unwrap().parse::<u64>().unwrap();
        let (code, taken, quarantined, duplicates) = (number(), number(), number(), number());
        let says = expected.next().unwrap();
        let place = tempfile::tempdir().unwrap();
        let folder = delivery(place.path(), "first", rows, "2024-12-31", None);
        let told = import(&folder, &place.path().join("told.parquet"), &[]);
        assert_eq!(told.code, i32::try_from(code).unwrap(), "{name}: {}{}", told.out, told.err);
        assert!(told.out.contains(says), "{name}: {says} in {}", told.out);
        let counted = import(&folder, &place.path().join("counted.parquet"), &["--json"]);
        let counted: Value = serde_json::from_str(&counted.out).unwrap();
        let count = |of: &str| counted["counts"][of].as_u64().unwrap();
        assert_eq!(
            [count("taken"), count("quarantined"), count("duplicates")],
            [taken, quarantined, duplicates],
            "{name}"
        );
        assert_eq!(count("read"), taken + quarantined + duplicates, "{name}");
        assert_eq!(place.path().join("told.quarantine/quarantine.jsonl").exists(), quarantined > 0, "{name}");
        tried += 1;
    }
    assert_eq!(tried, 16);
}

#[test]
fn a_case_that_was_set_aside_comes_in_whole_once_it_is_mended() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let rows = "1,visa,,opened,2024-01-02,2024-01-02,\n1,visa,,waiting-began,2024-01-05,2024-01-05,9";
    let first = delivery(place.path(), "first", rows, "2024-03-31", None);
    assert_eq!(import(&first, &at("1.parquet"), &[]).code, 3);
    let rows = "1,visa,,waiting-ended,2024-04-05,2024-04-05,\n2,visa,,opened,2024-04-05,2024-04-05,";
    let second = delivery(place.path(), "second", rows, "2024-06-30", Some("2024-03-31"));
    let held = at("1.parquet").display().to_string();
    let more = import(&second, &at("2.parquet"), &["--onto", &held]);
    assert_eq!(more.code, 3);
    assert!(more.out.contains("rækker i sagen er sat til side i en tidligere leverance"), "{}", more.out);
    let again = import(&second, &at("3.parquet"), &["--onto", &at("2.parquet").display().to_string()]);
    assert_eq!(again.code, 4, "{}", again.err);
    assert!(again.err.contains("30-06-2024") && !at("3.parquet").exists(), "{}", again.err);
    let raw = at("1.quarantine/quarantine.raw");
    let mended = fs::read_to_string(&raw).unwrap().replace("2024-01-05,9", "2024-01-05,0");
    fs::write(&raw, mended).unwrap();
    let lists = ["1", "2"].map(|number| at(&format!("{number}.quarantine/quarantine.jsonl")).display().to_string());
    let (held, out) = (at("2.parquet").display().to_string(), at("3.parquet").display().to_string());
    let replayed = run(&["flow", "replay", &lists[0], &lists[1], "--onto", &held, "--out", &out, "--json"]);
    assert_eq!(replayed.code, 0, "{}{}", replayed.out, replayed.err);
    let counted: Value = serde_json::from_str(&replayed.out).unwrap();
    assert_eq!(
        (&counted["counts"]["taken"], &counted["counts"]["held"], &counted["counts"]["awaiting"]),
        (&3.into(), &4.into(), &0.into())
    );
}

#[test]
fn a_store_is_never_overwritten_and_a_folder_that_is_not_whole_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let folder = delivery(place.path(), "first", "1,visa,,opened,2024-01-02,2024-01-02,", "2024-03-31", None);
    let out = place.path().join("flow.parquet");
    assert_eq!(import(&folder, &out, &[]).code, 0);
    let before = fs::read(&out).unwrap();
    let again = import(&folder, &out, &[]);
    assert!(again.code == 1 && again.err.contains("overskrives ikke"), "{}", again.err);
    assert_eq!(fs::read(&out).unwrap(), before);
    fs::write(folder.join("events.csv"), format!("{HEADER}\n")).unwrap();
    let altered = import(&folder, &place.path().join("other.parquet"), &[]);
    assert!(
        altered.code == 4 && altered.err.contains("events.csv") && altered.err.contains("intet er gemt"),
        "{}",
        altered.err
    );
    assert!(!place.path().join("other.parquet").exists());
}

#[test]
fn a_made_country_of_cases_comes_in_year_by_year() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().display().to_string();
    let made = run(&["generate", "--out", &out, "--seed", "1", "--flow-years", "2023..2024", "--flow-scale", "0.01"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let flow = place.path().join("flow");
    let truth: Value = serde_json::from_str(&fs::read_to_string(flow.join("flow.json")).unwrap()).unwrap();
    let (first, second) = (place.path().join("1.parquet"), place.path().join("2.parquet"));
    assert!([0, 3].contains(&import(&flow.join("2023-12-31"), &first, &[]).code));
    let held = first.display().to_string();
    let read = import(&flow.join("2024-12-31"), &second, &["--onto", &held, "--json"]);
    let read: Value = serde_json::from_str(&read.out).unwrap();
    assert_eq!(read["counts"]["held"], truth["events"], "all that was not broken is held");
    assert_eq!(read["counts"]["quarantined"], truth["deliveries"][1]["set_aside"]);
    let wrong = run(&["generate", "--out", &out, "--flow-years", "2024..2023"]);
    assert!(wrong.code == 1 && wrong.err.contains("2024"), "{}", wrong.err);
}
