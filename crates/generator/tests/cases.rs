//! Integration cases, read and looked at by the law: what the generator promises of them.
#![expect(clippy::unwrap_used, reason = "a test file: what cannot be made or read must fail the test")]

use std::collections::{BTreeMap, BTreeSet};

use generator::{CaseFile, Cases, Settings};
use jiff::civil::Date;
use law::assessment::{Assessment, Inquiry, assess};
use law::case::Case;
use law::edition::LBK_1593_2007;
use law::words::Language;

fn read(case: &CaseFile) -> Case {
    let text = serde_json::to_string(case).unwrap();
    law::case::read(&text).unwrap_or_else(|error| panic!("{}: {error:?}\n{text}", case.case))
}

fn assessments(case: &Case, on: Date) -> Vec<Assessment> {
    let inquiry = Inquiry { on, known_at: None, edition: &LBK_1593_2007, explain: false, language: Language::Danish };
    case.foreigners().into_iter().map(|person| assess(case, person, &inquiry)).collect()
}

#[test]
fn every_case_of_several_seeds_is_read_without_a_problem() {
    for seed in 1..=6 {
        let settings = Settings { days: 2, ..Settings::new(1500, seed) };
        let cases = Cases::of(&settings).unwrap();
        assert!(cases.len() > 50, "{}", cases.len());
        for case in cases {
            assert_eq!(read(&case).facts.len(), case.facts.len());
        }
    }
}

#[test]
fn the_work_of_the_last_day_is_a_believable_mix() {
    let cases = Cases::of(&Settings::new(10_000, 1)).unwrap();
    let (on, number) = (cases.as_of(), cases.len());
    let mut duties: BTreeMap<String, BTreeMap<&str, u32>> = BTreeMap::new();
    let mut open: BTreeMap<String, u32> = BTreeMap::new();
    let (mut overdue, mut theirs, mut facts) = (0, 0, 0);
    for file in cases {
        let case = read(&file);
        facts += case.facts.len();
        let views = assessments(&case, on);
        let late: BTreeSet<_> = views
            .iter()
            .flat_map(|view| &view.duties)
            .filter(|duty| duty.state == "overdue")
            .map(|duty| format!("{:?}", duty.bearer))
            .collect();
        overdue += u32::from(!late.is_empty());
        theirs += u32::from(late.contains("Municipality") || late.contains("FormerMunicipality"));
        for duty in views.iter().flat_map(|view| &view.duties) {
            *duties.entry(format!("{:?} {}", duty.bearer, duty.duty)).or_default().entry(duty.state).or_default() += 1;
        }
        for question in views.iter().flat_map(|view| &view.open) {
            *open
                .entry(format!("{} {} <- {}", question.kind, question.fact, question.needed_by.join(" ")))
                .or_default() += 1;
        }
    }
    println!("{number} cases, {facts} facts, overdue {overdue}, of the municipality {theirs}");
    for (duty, states) in &duties {
        println!("{duty}: {states:?}");
    }
    for (question, count) in &open {
        println!("{count:6} {question}");
    }
}
