//! A second, hypothetical edition: it changes a figure and a whole rule, and touches nothing of the first.

use std::borrow::Cow;

use jiff::civil::{Date, date};
use law::answer::{Answer, Finding};
use law::case::{PersonFile, read};
use law::chapter2_municipality::{TAKEOVER, Takeover};
use law::comparison::compare;
use law::edition::{Edition, Figures, LBK_1593_2007, Rules};
use law::life::Value;
use law::life::with_life;
use law::why::{Said, Why};
use law::words::Language;
use serde_json::json;

/// Responsibility for a refugee from the day of the placement, as a bill of 2010 had it.
fn takeover_on_placement(file: &PersonFile<'_>, _: &Edition, known: Date, why: &mut Why) -> Takeover {
    let provision = law::cite!("§ 4, stk. 2, 1. pkt.");
    match file.placements.first().filter(|placement| placement.on <= known) {
        Some(placement) => {
            why.says(provision, Said::Day(placement.on), placement.fact);
            Takeover {
                finding: Finding::of(Answer::Yes, provision),
                on: Some(placement.on),
                because: Some(placement.fact),
            }
        }
        None => Takeover { finding: Finding::of(Answer::No, provision), on: None, because: None },
    }
}

/// The first edition with two changes: the programme lasts four years, and refugees are taken over on the day of the placement.
fn hypothetical() -> Edition {
    Edition {
        id: Cow::Borrowed("hypothetical"),
        name: Cow::Borrowed("a hypothetical edition"),
        figures: Figures { introduction_period_years: 4, ..LBK_1593_2007.figures },
        rules: Rules { takeover: takeover_on_placement, ..LBK_1593_2007.rules },
        ..LBK_1593_2007.clone()
    }
}

fn refugee() -> law::case::Case {
    let facts = json!([
        { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
        { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
        { "fact": "placement", "on": "2008-01-20", "municipality": 101 },
    ]);
    read(&json!({ "case": "K", "persons": [{ "id": "p", "born": "1980-01-01" }], "facts": facts }).to_string()).unwrap()
}

#[test]
fn another_edition_changes_what_it_changes_and_the_first_stays() {
    let (case, edition) = (refugee(), hypothetical());
    let person = case.foreigners()[0];
    let takeover = |edition: &Edition| {
        with_life(&case, person, edition, date(2008, 6, 1), Why::silent(), |life| {
            (
                life.answer_on(&TAKEOVER, date(2008, 6, 1)).unwrap().value.clone(),
                life.spine.introduction_period.unwrap().to(),
            )
        })
    };
    assert_eq!(takeover(&LBK_1593_2007), (Value::Day(date(2008, 3, 1)), Some(date(2011, 3, 1))));
    assert_eq!(takeover(&edition), (Value::Day(date(2008, 1, 20)), Some(date(2012, 1, 20))));
}

#[test]
fn two_editions_are_compared_on_the_same_case() {
    let (case, edition) = (refugee(), hypothetical());
    let person = case.foreigners()[0];
    let found = compare(&case, person, [&LBK_1593_2007, &edition], date(2008, 6, 1), Language::English);
    let names: Vec<&str> = found.conclusions.iter().map(|difference| difference.name).collect();
    assert!(names.contains(&"municipality.takeover") && names.contains(&"programme.period"), "{names:?}");
    assert!(!names.contains(&"scope"), "what no edition changes does not differ: {names:?}");
    let start = found.duties.iter().find(|duty| duty.name == "programme.start").unwrap();
    assert_eq!(start.first.as_ref().unwrap().due, Some(date(2008, 4, 1)));
    assert_eq!(start.second.as_ref().unwrap().due, Some(date(2008, 2, 20)));
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    let case = refugee();
    let found =
        compare(&case, case.foreigners()[0], [&LBK_1593_2007, &LBK_1593_2007], date(2009, 1, 1), Language::Danish);
    assert!(found.conclusions.is_empty() && found.duties.is_empty());
}
