//! What a letter says of facts and of the Act: a fact in words, and the steps by which the Act concluded something of it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::act::Provision;
use law::answer::Answer;
use law::assessment::{conclusion_view, day_text};
use law::edition::Edition;
use law::facts::{describe, headline};
use law::life::{About, with_life};
use law::why::{FactRef, Said, Why};
use law::words::{Language, Words};
use letters::{Source, Sourced, Text};
use serde_json::{Map, Value};

use super::writing::Material;
use crate::cases::CaseFile;

/// Most provisions that a letter names: beyond these it would not be read.
const PROVISIONS_MOST: usize = 6;
/// Most steps of the Act that a letter tells.
const STEPS_MOST: usize = 8;

/// Questions that are about the handling of a decision, not about what it rests on.
const PROCEDURE: [&str; 2] = ["complaint.", "decision."];

/// A fact as the case file writes it.
pub(super) fn json_of(file: &CaseFile, id: &str) -> Option<Map<String, Value>> {
    serde_json::from_str::<Value>(&file.fact_of(id)?.json).ok()?.as_object().cloned()
}

/// A text with the fact that it comes from.
pub(super) fn of_fact(text: &str, id: &str) -> Option<Sourced<Text>> {
    Text::new(text).ok().map(|text| Sourced::new(text, Source::Fact(id.to_owned())))
}

/// A field of a fact that holds a text.
pub(super) fn field_of(file: &CaseFile, id: &str, field: &str) -> Option<Sourced<Text>> {
    of_fact(json_of(file, id)?.get(field)?.as_str()?, id)
}

/// A fact in a sentence: what it is, its day, and what it holds.
pub(super) fn told(file: &CaseFile, id: &str, language: Language) -> Option<Sourced<Text>> {
    let mut fact = json_of(file, id)?;
    let head = headline(&fact, language);
    let day = fact.get("on").and_then(Value::as_str).and_then(|on| on.parse::<Date>().ok());
    let day = day.map(|day| day_text(day, language)).filter(|day| !head.contains(day.as_str()));
    fact.retain(|name, value| !matches!(&**name, "on" | "id" | "by" | "recorded" | "person") && !points(file, value));
    let held: Vec<String> = describe(&fact, language)
        .into_iter()
        .filter(|(_, value)| !head.contains(value.as_str()))
        .map(|(label, value)| format!("{label}: {value}"))
        .collect();
    let mut sentence = head;
    if let Some(day) = day {
        sentence = format!("{sentence} ({day})");
    }
    if !held.is_empty() {
        sentence = format!("{sentence}. {}", held.join("; "));
    }
    of_fact(&format!("{sentence}."), id)
}

/// Whether a value only names other facts.
fn points(file: &CaseFile, value: &Value) -> bool {
    match value {
        Value::String(id) => file.fact_of(id).is_some(),
        Value::Array(ids) => ids.iter().all(|id| points(file, id)),
        _ => false,
    }
}

/// What the Act concluded of some facts: the provisions, and each step that tells something in words.
#[derive(Debug, Default)]
pub(super) struct Concluded {
    pub(super) provisions: Vec<Provision>,
    pub(super) steps: Vec<Sourced<Text>>,
}

/// What held by the Act on a day of a draft and the facts it rests on, with the provision that the kind of decision rests on first. The day is
/// the decision's own, with the Act and the rates of that day: what changed since is no reason for it.
pub(super) fn concluded(
    material: &Material<'_>,
    (about, on): (&[FactRef], Date),
    first: Provision,
    language: Language,
) -> Concluded {
    // A decision from before the first edition that is built in is told by the one that the letter is written under.
    let edition = Edition::on(on).unwrap_or(material.edition);
    let mut told = BTreeSet::new();
    let mut concluded = Concluded { provisions: vec![first], steps: Vec::new() };
    with_life(material.case, material.person, edition, on, Why::account(), |life| {
        let concerns = |about_what: About| matches!(about_what, About::Fact(fact) if about.contains(&fact));
        let of_the_matter = |question: &str| !PROCEDURE.iter().any(|area| question.starts_with(area));
        let conclusions = life.conclusions_on(on).filter(|one| concerns(one.about));
        for conclusion in conclusions.filter(|one| of_the_matter(one.question.key)) {
            // What is open is no reason yet, and a no is what the decision does not rest on.
            if conclusion.finding.answer != Answer::Yes {
                continue;
            }
            let provision = conclusion.finding.provision;
            if !concluded.provisions.contains(&provision) && concluded.provisions.len() < PROVISIONS_MOST {
                concluded.provisions.push(provision);
            }
            let view = conclusion_view(life, conclusion, on, language);
            for (step, shown) in life.steps(conclusion).iter().zip(&view.steps) {
                if matches!(step.said, Said::Answer(_)) && step.rate.is_none() {
                    continue;
                }
                let text = format!("{} ({}): {}.", shown.title, shown.provision, shown.said);
                let source = step.rate.map_or(Source::Provision(step.provision), |rate| Source::Rate {
                    key: rate.key,
                    from: rate.valid.from(),
                });
                if concluded.steps.len() < STEPS_MOST && told.insert(text.clone()) {
                    concluded.steps.extend(Text::new(text).ok().map(|text| Sourced::new(text, source)));
                }
            }
            let answered = format!("{} {} ({}).", view.text, Words::new("Ja", "Yes").text(language), provision);
            if concluded.steps.len() < STEPS_MOST && told.insert(answered.clone()) {
                let source = Source::Provision(provision);
                concluded.steps.extend(Text::new(answered).ok().map(|text| Sourced::new(text, source)));
            }
        }
    });
    concluded
}
