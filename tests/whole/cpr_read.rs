//! `ankomst cpr read`: the same persons from every physical form.

use crate::program::{DAYS, Database, Place, run};

#[test]
fn the_three_physical_forms_hold_the_same_persons() {
    let place = Place::empty(Database::Sqlite);
    let read = |form: &str, expected: &str| {
        let out = place.path(form);
        run(&["generate", "--persons", "150", "--seed", "3", "--first-day", DAYS[0], "--form", form, "--out", &out]);
        let file = format!("{out}/cpr/D261117.L431102");
        let summary = run(&["cpr", "read", &file, "--json"]);
        assert_eq!(summary.code, 0, "{}", summary.err);
        let json = summary.json();
        assert_eq!((&json["form"], &json["quarantined_lines"]), (&expected.into(), &0.into()));
        (json["persons"].clone(), json["records_by_type"].clone(), run(&["cpr", "person", &file]).out)
    };
    let stripped = read("lines-stripped", "lines-stripped");
    assert!(stripped.0.as_u64().unwrap() > 0);
    assert_eq!(read("lines-padded", "lines-padded"), stripped);
    assert_eq!(read("glued", "glued"), stripped);
}

#[test]
fn a_file_that_is_not_there_is_said_in_one_sentence() {
    let place = Place::empty(Database::Sqlite);
    let missing = run(&["cpr", "read", &place.path("nothing.L431102")]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("nothing.L431102"), "{}", missing.err);
}
