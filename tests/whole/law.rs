//! The law on the command line: a caseworker asks, and gets an answer with its reasons, or is told what is wrong with the file.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::run;

/// A folder with the example case.
fn example() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("case.json");
    let written = run(&["law", "example"]);
    assert_eq!(written.code, 0, "{}", written.err);
    fs::write(&path, written.out).unwrap();
    (folder, path)
}

fn assess(path: &Path, more: &[&str]) -> Value {
    let path = path.display().to_string();
    let arguments: Vec<&str> = ["law", "assess", &path, "--json"].into_iter().chain(more.iter().copied()).collect();
    let run = run(&arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    run.json()["assessments"][0].clone()
}

fn conclusion<'a>(assessment: &'a Value, question: &str) -> &'a Value {
    let all = assessment["conclusions"].as_array().unwrap();
    all.iter().find(|conclusion| conclusion["question"] == question).unwrap_or_else(|| panic!("no {question}"))
}

fn duty<'a>(assessment: &'a Value, duty: &str) -> &'a Value {
    let all = assessment["duties"].as_array().unwrap();
    all.iter().find(|held| held["duty"] == duty).unwrap_or_else(|| panic!("no {duty}"))
}

#[test]
fn the_example_is_assessed_with_reasons_down_to_facts_and_rates() {
    let (_folder, path) = example();
    let day = assess(&path, &["--on", "2008-04-30", "--explain"]);
    assert_eq!(conclusion(&day, "scope")["value"], "refugee");
    assert_eq!(conclusion(&day, "municipality.responsible")["value"], 101);
    let month = conclusion(&day, "benefit.month");
    let rates = month["steps"].as_array().unwrap().iter().filter_map(|step| step.get("rate"));
    assert!(rates.clone().count() > 0, "{month}");
    for rate in rates {
        assert!(!rate["source"].as_str().unwrap().is_empty() && !rate["status"].as_str().unwrap().is_empty());
    }
    let contract = duty(&day, "contract.draw_up");
    assert_eq!(contract["state"], "kept");
    assert_eq!(contract["due"], "2008-04-01");
    assert_eq!(contract["due_rule"], json!({ "rule": "within_months", "count": 1 }));
}

#[test]
fn a_day_can_be_asked_about_as_it_was_known() {
    let (_folder, path) = example();
    let known = assess(&path, &["--on", "2008-03-15", "--known-at", "2008-03-09"]);
    assert_eq!(conclusion(&known, "benefit.right")["answer"], "for_judgement");
    let now = assess(&path, &["--on", "2008-03-15"]);
    assert_eq!(conclusion(&now, "benefit.right")["answer"], "yes");
}

#[test]
fn the_report_is_danish_and_the_second_language_english() {
    let (_folder, path) = example();
    let path = path.display().to_string();
    let danish = run(&["law", "assess", &path, "--on", "2008-08-20"]);
    assert!(danish.out.contains("FRISTEN ER OVERSKREDET") && danish.out.contains("20. august 2008"), "{}", danish.out);
    let english = run(&["law", "assess", &path, "--on", "2008-08-20", "--english"]);
    assert!(english.out.contains("OVERDUE") && !english.out.contains("oplysninger"), "{}", english.out);
}

#[test]
fn every_provision_is_indexed_and_every_executed_one_has_cases_and_a_function() {
    let coverage = run(&["law", "coverage", "--json"]).json();
    let provisions = coverage["provisions"].as_array().unwrap();
    assert!(provisions.len() > 850, "{}", provisions.len());
    for provision in provisions.iter().filter(|provision| provision["status"] == "executed") {
        assert!(provision["cases"].as_array().unwrap().len() >= 2, "{provision}");
        assert!(provision["function"].is_string(), "{provision}");
    }
    let broken = coverage["broken_references"].as_array().unwrap();
    assert!(broken.contains(&json!({ "from": "§ 12, stk. 3", "to": "§ 23, stk. 2, nr. 3" })), "{broken:?}");
}

#[test]
fn a_whole_life_and_two_editions_can_be_told() {
    let (folder, path) = example();
    let path = path.display().to_string();
    let told = run(&["law", "timeline", &path, "--until", "2008-12-31"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.lines().next().unwrap().contains("EKSEMPEL-1"));
    let reform = folder.path().join("reform.toml");
    fs::write(
        &reform,
        "id = \"reform\"\nname = \"hver måned\"\nbased_on = \"lbk-1593-2007\"\n[figures]\nfollow_up_months = 1\n",
    )
    .unwrap();
    let reform = reform.display().to_string();
    let compared =
        run(&["law", "diff", &path, "--editions", "lbk-1593-2007", &reform, "--until", "2008-06-30", "--json"]);
    assert_eq!(compared.code, 0, "{}", compared.err);
    let duties = compared.json()["comparisons"][0]["duties"].clone();
    assert!(
        duties.as_array().unwrap().iter().any(|duty| duty["provision"].as_str().unwrap().starts_with("§ 20, stk. 1")),
        "{duties}"
    );
}

#[test]
fn a_bad_case_file_is_refused_with_every_fault_and_nothing_is_concluded() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("bad.json");
    let bad = json!({ "case": "K", "persons": [{ "id": "p" }], "facts": [
        { "fact": "permit", "on": "2008-01-10", "ground": "syv" },
        { "fact": "placement", "on": "2008-02-30", "municipality": 101 },
    ] });
    fs::write(&path, bad.to_string()).unwrap();
    let refused = run(&["law", "assess", &path.display().to_string(), "--on", "2008-03-01"]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.is_empty(), "{}", refused.out);
    for told in ["facts[0].ground", "\"syv\"", "7:1", "facts[1].on", "ÅÅÅÅ-MM-DD", "Intet er beregnet"] {
        assert!(refused.err.contains(told), "{told}: {}", refused.err);
    }
}

#[test]
fn a_file_that_is_no_text_or_is_not_there_is_said_to_be() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("case.json");
    let missing = run(&["law", "assess", &path.display().to_string(), "--on", "2008-03-01"]);
    assert!(missing.code == 1 && missing.err.contains("kan ikke læses"), "{}", missing.err);
    fs::write(&path, [b'{', 0xff, b'}']).unwrap();
    let bytes = run(&["law", "assess", &path.display().to_string(), "--on", "2008-03-01"]);
    assert!(bytes.code == 1 && bytes.err.contains("UTF-8") && bytes.err.contains("byte 1"), "{}", bytes.err);
}
