//! The coupling method is approved: another configuration is tried in full, and goes live with a name only.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::{DAYS, Database, Place, Run, run};

const CONFIGURATION: &str = include_str!("../../parameters/coupling.toml");

/// A configuration that demands far more weight, written beside the journal.
fn stricter(place: &Place) -> String {
    let path = place.path("stricter.toml");
    std::fs::write(&path, format!("{CONFIGURATION}\n[decision]\ncouple_millibits = 90000\nrule_millibits = 80000\n"))
        .unwrap();
    path
}

/// The night of a day by a configuration.
fn night_by(place: &Place, day: &str, configuration: &str) -> Run {
    let mut arguments = place.night_arguments(day);
    arguments.extend(["--coupling".to_owned(), configuration.to_owned()]);
    run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn method_alarms(report: &Value) -> Vec<Value> {
    let alarms = report["alarms"].as_array().expect("a list of alarms");
    alarms.iter().filter(|alarm| alarm["alarm"] == "method-differs").cloned().collect()
}

fn try_out(place: &Place, configuration: &str, rest: &[&str]) -> Run {
    let out = place.path("changes.csv");
    let arguments = [&["--config", configuration, "--out", &out, "--json"], rest].concat();
    place.on_journal(&["method", "try"], &arguments)
}

fn approve(place: &Place, trial: &str, by: &str, reason: &str) -> Run {
    place.on_journal(&["method", "approve"], &["--trial", trial, "--by", by, "--reason", reason])
}

#[test]
fn another_method_goes_live_with_a_full_trial_and_a_name_and_never_otherwise() {
    let place = Place::with_country(Database::Sqlite, 900, 91);
    let configuration = stricter(&place);
    assert_eq!(place.on_journal(&["method", "show"], &[]).code, 1, "no night has put a method in force");
    let first = place.night(DAYS[0]);
    assert!(first.is_night(), "{}", first.err);
    assert!(method_alarms(&first.json()).is_empty());

    let second = night_by(&place, DAYS[1], &configuration);
    assert_eq!(second.code, 3, "a configuration that is not in force is an alarm: {}", second.err);
    let alarms = method_alarms(&second.json());
    assert_eq!(alarms[0]["differences"], serde_json::json!(["decision.couple_millibits", "decision.rule_millibits"]));
    let text = place.on_journal(&["report"], &[]).out;
    assert!(text.contains("tærsklen couple_millibits") && text.contains("ankomst method try"), "{text}");

    let tried = try_out(&place, &configuration, &[]);
    assert_eq!(tried.code, 0, "{}", tried.err);
    let summary = tried.json();
    let number = summary["trial"].to_string();
    let rows = list(&place);
    assert_eq!(summary["changed"], rows.len());
    let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *by_kind.entry(&row["change"]).or_default() += 1;
    }
    assert_eq!(summary["by_kind"], serde_json::json!(by_kind));
    assert!(by_kind.keys().any(|kind| kind.starts_with("couple to ")), "{by_kind:?}");
    assert!(rows.iter().all(|row| row["outcome_after"] != "couple"), "nobody is sure enough for the stricter method");
    let standing = rows.iter().filter(|row| row["coupled_in_journal"] == "yes").count();
    assert!(standing > 100, "most couplings rest on the method: {standing}");

    for (trial, by, reason) in [("1", "Kirsten Holm", "prøve"), (&number, " ", "prøve"), (&number, "Kirsten Holm", "")]
    {
        let refused = approve(&place, trial, by, reason);
        assert_eq!(refused.code, 4, "{}", refused.err);
        assert!(refused.err.contains("intet er gemt"), "{}", refused.err);
    }
    let before = place.measure()["coupled"].clone();
    let approved = approve(&place, &number, "Kirsten Holm", "vi vil være sikre");
    assert_eq!(approved.code, 0, "{}", approved.err);
    let shown = place.on_journal(&["method", "show"], &[]).out;
    for said in ["Kirsten Holm", "vi vil være sikre", "90000"] {
        assert!(shown.contains(said), "{shown}");
    }
    let third = night_by(&place, DAYS[2], &configuration);
    assert!(third.is_night(), "{}", third.err);
    assert!(method_alarms(&third.json()).is_empty(), "what was approved is in force");
    assert_eq!(third.json()["couplings"]["by_rule"]["weight"]["made"].as_u64().unwrap_or(0), 0);
    assert_eq!(place.measure()["coupled"], before, "existing couplings stay");
    assert_eq!(place.on_journal(&["verify"], &[]).code, 0);
}

#[test]
fn a_trial_is_stale_after_a_night_and_one_for_other_fields_needs_a_model() {
    let place = Place::with_country(Database::Sqlite, 400, 92);
    let configuration = stricter(&place);
    assert!(place.night(DAYS[0]).is_night());
    let number = try_out(&place, &configuration, &[]).json()["trial"].to_string();
    assert!(place.night(DAYS[1]).is_night());
    let refused = approve(&place, &number, "Kirsten Holm", "prøve");
    assert_eq!(refused.code, 4, "{}", refused.err);
    assert!(refused.err.contains("kør prøven igen"), "{}", refused.err);

    let fewer = place.path("fewer.toml");
    let toml = place.on_journal(&["method", "show"], &["--toml"]).out;
    let mut table: toml::Table = toml.parse().unwrap();
    table["field"].as_array_mut().unwrap().retain(|field| field["name"].as_str() != Some("municipality"));
    std::fs::write(&fewer, table.to_string()).unwrap();
    let refused = try_out(&place, &fewer, &[]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("Kommune") && refused.err.contains("--retrain"), "{}", refused.err);
    let tried = try_out(&place, &fewer, &["--retrain"]);
    assert_eq!(tried.code, 0, "{}", tried.err);
    let number = tried.json()["trial"].to_string();
    assert_eq!(approve(&place, &number, "Kirsten Holm", "uden kommune").code, 0);
    let night = night_by(&place, DAYS[2], &fewer);
    assert!(night.is_night(), "{}", night.err);
    assert!(method_alarms(&night.json()).is_empty());
}

#[test]
fn what_the_registers_hold_against_themselves_is_listed_every_night_and_nothing_is_done_about_it() {
    let place = Place::with_country(Database::Sqlite, 2500, 93);
    for day in [DAYS[0], DAYS[1]] {
        let night = place.night(day);
        assert!(night.is_night(), "{}", night.err);
        let counted: BTreeMap<String, u64> = serde_json::from_value(night.json()["detections"].clone()).unwrap();
        for kind in ["person-under-two-person-ids", "changed-number", "number-contradicts-birth-date"] {
            assert!(counted.get(kind).is_some_and(|found| *found > 0), "{day} {kind}: {counted:?}");
        }
        let path = place.path("report/detections.csv");
        let rows = csv::Reader::from_path(&path).unwrap().records().collect::<Result<Vec<_>, _>>().unwrap();
        assert_eq!(rows.len() as u64, counted.values().sum::<u64>());
        let truth = std::fs::read_to_string(place.path("country/truth.csv")).unwrap();
        let number_of = |id: &str| truth.lines().find_map(|line| line.strip_prefix(id)?.split(',').nth(1));
        let doubles: Vec<_> = rows.iter().filter(|row| row[0].starts_with("To personer")).collect();
        let right =
            doubles.iter().filter(|row| number_of(&row[2]).is_some_and(|number| number_of(&row[3]) == Some(number)));
        assert!(right.count() * 10 >= doubles.len() * 8, "most of those who look like one person are");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
    let text = place.on_journal(&["report"], &[]).out;
    assert!(text.contains("To personer i CARL2 ligner én"), "{text}");
    assert!(place.on_journal(&["report"], &["--form", "html"]).out.contains("Fund i registrene"));
}

/// Confirms some true pairs and decides what waits, as the truth has it; answers how many decisions were taken.
fn decide_by_the_truth(place: &Place) -> u64 {
    let truth = std::fs::read_to_string(place.path("country/truth.csv")).unwrap();
    let decide = |verb: &str, id: &str, number: &str| {
        let rest = [id, number, "--by", "Kirsten Holm", "--reason", "set på begge registre"];
        let is_decided = place.on_journal(&["pair", verb], &rest).code == 0;
        if is_decided && verb == "confirm" {
            // A risky pair is only proposed, and takes another's approval; of the others there is nothing to approve.
            place.on_journal(&["pair", "approve"], &[id, number, "--by", "Anders Holm", "--reason", "set igen"]);
        }
        u64::from(is_decided)
    };
    let is_true = |id: &str, number: &str| truth.lines().any(|line| line.starts_with(&format!("{id},{number}")));
    let listed = place.on_journal(&["pair", "queue"], &["--most", "100"]).out;
    let mut decided = 0;
    for line in listed.lines().skip(1) {
        let mut words = line.split_whitespace();
        let (id, number) = (words.next().unwrap(), words.next().unwrap());
        // A true pair whose number is coupled with the same person under another person-id cannot be confirmed.
        decided += decide(if is_true(id, &number.replace('-', "")) { "confirm" } else { "reject" }, id, number);
    }
    for line in truth.lines().skip(1).take(5) {
        let mut cells = line.split(',');
        decided += decide("confirm", cells.next().unwrap(), cells.next().unwrap());
    }
    decided
}

#[test]
fn a_trained_model_is_held_against_what_data_stewards_have_decided_and_what_was_measured() {
    let place = Place::with_country(Database::Sqlite, 2500, 95);
    assert!(place.night(DAYS[0]).is_night());
    assert!(place.on_journal(&["method", "show"], &[]).out.contains("ikke holdt op mod"));
    let decided = decide_by_the_truth(&place);
    assert!(decided >= 3, "{decided}");
    let truth = place.path("country/truth.csv");
    assert_eq!(place.on_journal(&["measure"], &["--truth", &truth, "--record-by", "Kirsten Holm"]).code, 0);
    let toml = place.path("same.toml");
    std::fs::write(&toml, place.on_journal(&["method", "show"], &["--toml"]).out).unwrap();
    let tried = try_out(&place, &toml, &["--retrain"]);
    assert_eq!(tried.code, 0, "{}", tried.err);
    let summary = tried.json();
    let bands = summary["calibration"]["bands"].as_array().expect("bands of decided pairs");
    assert_eq!(bands.iter().map(|band| band["pairs"].as_u64().unwrap()).sum::<u64>(), decided);
    assert_eq!(approve(&place, &summary["trial"].to_string(), "Kirsten Holm", "ny model").code, 0);
    let shown = place.on_journal(&["method", "show"], &[]).out;
    assert!(shown.contains("medarbejdernes afgørelser") && shown.contains("truth.csv"), "{shown}");
}

fn drift_alarms(report: &Value) -> Vec<Value> {
    let alarms = report["alarms"].as_array().expect("a list of alarms");
    alarms.iter().filter(|alarm| alarm["alarm"] == "drifted").cloned().collect()
}

#[test]
fn a_country_whose_birth_dates_all_become_the_first_of_january_has_drifted_and_an_unchanged_one_has_not() {
    let place = Place::with_country(Database::Sqlite, 1500, 94);
    for day in [DAYS[0], DAYS[1]] {
        let night = place.night(day);
        assert!(night.is_night(), "{}", night.err);
        let report = night.json();
        assert!(drift_alarms(&report).is_empty(), "{}", report["drift"]);
        assert!(report["drift"]["pairs"].as_u64().unwrap() > 500, "{}", report["drift"]);
    }
    let folder = place.path(&format!("country/carl2/{}", DAYS[0]));
    let persons = std::path::Path::new(&folder).join("persons.csv");
    let mut reader = csv::Reader::from_path(&persons).unwrap();
    let heads = reader.headers().unwrap().clone();
    let born = heads.iter().position(|head| head == "birth_date").expect("a birth date in each row");
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let mut writer = csv::Writer::from_path(&persons).unwrap();
    writer.write_record(&heads).unwrap();
    for row in rows {
        let year = row[born].get(..4).unwrap_or_default().to_owned();
        let first = if year.is_empty() { String::new() } else { format!("{year}-01-01") };
        writer.write_record(row.iter().enumerate().map(|(at, cell)| if at == born { &first } else { cell })).unwrap();
    }
    writer.flush().unwrap();
    let made = run(&["manifest", &folder, "--format", "carl2", "--produced-on", DAYS[2]]);
    assert_eq!(made.code, 0, "{}", made.err);
    let out = place.path("report");
    let night = place.on_journal(&["night"], &["--carl2", &folder, "--out", &out, "--on", DAYS[2], "--json"]);
    assert_eq!(night.code, 3, "{}", night.err);
    let report = night.json();
    let alarms = drift_alarms(&report);
    assert_eq!(alarms.len(), 1, "{}", report["drift"]);
    assert_eq!(alarms[0]["fields"][0], "birth-date", "{alarms:?}");
    let text = place.on_journal(&["report"], &[]).out;
    assert!(text.contains("ser ikke længere ud") && text.contains("Fødselsdato"), "{text}");
}

/// The list of changes: by column, a row a pair.
fn list(place: &Place) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(place.path("changes.csv")).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}
