//! The sheet that a case's facts are written on, and the pen that writes one person's.
//!
//! A pen writes nothing that happens after the last day it knows: a course can be told to its end, and the case holds what
//! has happened so far. Must not know what the facts mean.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rand::RngExt;
use serde::Serialize;
use serde_json::{Map, Value};
use vocabulary::UncertainDate;

use super::rates::CaseRates;
use crate::chance::Stream;

/// An integration case as the law's case file has it (docs/case-file.md).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseFile {
    /// The case number.
    pub case: String,
    /// The persons; the first is the one the case is about.
    pub persons: Vec<CasePerson>,
    /// The facts, in the order of their days.
    pub facts: Vec<CaseFact>,
}

/// A person of a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CasePerson {
    /// The person-id of CARL2, as the exchange files write it.
    pub id: String,
    /// The name in CARL2.
    pub name: String,
    /// The birth date in CARL2, as far as it is known there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<UncertainDate>,
}

/// A fact of a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseFact {
    /// Its kind.
    pub fact: &'static str,
    /// Its name, where other facts can point at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The day it happened or holds from.
    pub on: Date,
    /// Whom it is about: the id of a person of the case.
    pub person: String,
    /// Who stands behind a judgement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The reason for a judgement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// What its kind holds.
    #[serde(flatten)]
    pub held: Map<String, Value>,
}

/// The facts of a case while it is written.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    facts: Vec<CaseFact>,
    named: u32,
}

impl Sheet {
    /// The facts in the order of their days; of one day, as they were written.
    pub(crate) fn finish(mut self) -> Vec<CaseFact> {
        self.facts.sort_by_key(|fact| fact.on);
        self.facts
    }
}

/// Writes facts about one person, up to a last day.
#[derive(Debug)]
pub(crate) struct Pen<'a> {
    pub(crate) sheet: &'a mut Sheet,
    pub(crate) rng: &'a mut Stream,
    pub(crate) rates: &'a CaseRates,
    /// The person's id.
    pub(crate) person: &'a str,
    /// The last day that is written.
    pub(crate) until: Date,
    /// The spouse's id, where the spouse is a person of the case: an absence counts against both (§ 30, stk. 1).
    pub(crate) spouse: Option<&'a str>,
    /// Who judges in the municipality.
    pub(crate) caseworker: u8,
}

impl Pen<'_> {
    /// Writes a fact.
    pub(crate) fn write(&mut self, on: Date, fact: &'static str, held: Value) {
        self.put(on, fact, None, None, held);
    }

    /// Writes a fact under a name that others can point at, and gives the name.
    pub(crate) fn name(&mut self, on: Date, fact: &'static str, held: Value) -> String {
        let id = self.next_name(fact);
        self.put(on, fact, Some(id.clone()), None, held);
        id
    }

    fn next_name(&mut self, fact: &str) -> String {
        self.sheet.named += 1;
        format!("{fact}-{}", self.sheet.named)
    }

    /// Writes a judgement of the caseworker, with its reason.
    pub(crate) fn judge(&mut self, on: Date, fact: &'static str, reason: &'static str, held: Value) {
        self.put(on, fact, None, Some(reason), held);
    }

    /// Writes a judgement under a name.
    pub(crate) fn judge_named(&mut self, on: Date, fact: &'static str, reason: &'static str, held: Value) -> String {
        let id = self.next_name(fact);
        self.put(on, fact, Some(id.clone()), Some(reason), held);
        id
    }

    fn put(&mut self, on: Date, fact: &'static str, id: Option<String>, reason: Option<&'static str>, held: Value) {
        if on > self.until {
            return;
        }
        let Value::Object(held) = held else { unreachable!("what a fact holds is written as an object") };
        let by = reason.map(|_| format!("Sagsbehandler {}", self.caseworker));
        self.sheet.facts.push(CaseFact { fact, id, on, person: self.person.to_owned(), by, reason, held });
    }

    /// Whether something with this share happens.
    pub(crate) fn happens(&mut self, share: f64) -> bool {
        self.rng.random_bool(share)
    }

    /// A working day so many days after a day, at least the first number and at most about the second; never before the day.
    pub(crate) fn after(&mut self, day: Date, least: i32, most: i32) -> Date {
        let drawn = day.saturating_add(self.rng.random_range(least..=most).days());
        let back = match drawn.weekday() {
            Weekday::Saturday => 1,
            Weekday::Sunday => 2,
            _ => 0,
        };
        drawn.saturating_sub(back.days()).max(day)
    }

    /// A number between two, each as likely.
    pub(crate) fn number(&mut self, least: i32, most: i32) -> i32 {
        self.rng.random_range(least..=most)
    }

    /// One of several, each as likely.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.rng.random_range(0..choices.len())]
    }
}
