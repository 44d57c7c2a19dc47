//! How surely a person is found by the name that another register has, on the synthetic country.

#![expect(clippy::unwrap_used, reason = "a test file: what cannot be read or written must fail the test")]

use std::collections::BTreeMap;
use std::path::Path;

use generator::{Country, Extras, Settings};
use linkage::search::NameIndex;

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The name as a person would type it off a register.
fn name(row: &Row) -> String {
    let parts = ["given_names", "middle_names", "surname"].map(|column| row[column].as_str());
    parts.join(" ")
}

#[test]
fn a_person_is_found_among_the_first_ten_by_the_other_registers_spelling() {
    const ASKED: usize = 2000;
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { persons: 20_000, cpr_persons: 40_000, days: 0, ..Settings::new(20_000, 77) };
    Country::generate(&settings, folder.path(), Extras::FlatTables).unwrap();
    let mut builder = NameIndex::builder();
    let mut numbers = BTreeMap::new();
    for row in rows(&folder.path().join("right.csv")) {
        numbers.insert(row["cpr_number"].clone(), builder.push(&[&name(&row)]));
    }
    let index = builder.finish();
    let aliens: BTreeMap<String, Row> =
        rows(&folder.path().join("left.csv")).into_iter().map(|row| (row["person_id"].clone(), row)).collect();
    let mut truth: Vec<(&Row, u32)> = Vec::new();
    for pair in rows(&folder.path().join("truth.csv")) {
        if let Some((alien, number)) = aliens.get(&pair["person_id"]).zip(numbers.get(&pair["cpr_number"])) {
            truth.push((alien, *number));
        }
    }
    let (mut found, mut first, mut asked) = (0, 0, 0);
    for (alien, expected) in truth.iter().step_by(truth.len() / ASKED).take(ASKED) {
        let hits = index.find(&name(alien), 10, |_| true).rows;
        let place = hits.iter().position(|hit| hit.row == *expected);
        asked += 1;
        found += usize::from(place.is_some());
        first += usize::from(place == Some(0));
    }
    println!("{found} of {asked} among the first ten, {first} first");
    assert_eq!(asked, ASKED);
    assert!(found * 100 >= asked * 96, "{found} of {asked} among the first ten");
}
