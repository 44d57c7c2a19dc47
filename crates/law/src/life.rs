//! One person's life under the Act: every conclusion with the days it holds, every duty, and the steps behind them.
//!
//! Everything is drawn once, forward in time, and only from facts that had happened by then; a day is a view of it. So looking
//! day by day and looking once give the same, and a fact about tomorrow changes nothing about yesterday.

use jiff::civil::Date;
use vocabulary::{Kroner, MunicipalityCode, Period};

use crate::act::Provision;
use crate::answer::{Answer, Bearer, Finding};
use crate::case::{Case, PersonFile, PersonRef};
use crate::changes::Changes;
use crate::duty::{Duty, Standing};
use crate::edition::Edition;
use crate::spine::Spine;
use crate::why::{FactRef, Step, Why};
use crate::words::Words;

/// A question that the Act answers about a person.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name in output: `programme.offered`.
    pub key: &'static str,
    /// The question.
    pub words: Words,
}

/// What a conclusion holds besides its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing more.
    None,
    /// A day.
    Day(Date),
    /// A period.
    Period(Period),
    /// An amount.
    Amount(Kroner),
    /// A count of something.
    Count(i32, Words),
    /// A municipality.
    Municipality(MunicipalityCode),
    /// One of several named outcomes: its name in output, and what users read.
    Named(&'static str, Words),
    /// Several named outcomes.
    Names(Vec<(&'static str, Words)>),
    /// Provisions: those that something lacks, for instance.
    Provisions(Vec<Provision>),
    /// Somebody.
    Bearer(Bearer),
}

impl Value {
    /// As output writes it: a day or a name as text, an amount in kroner, a municipality by its code.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::json;
        match self {
            Self::None => json!(null),
            Self::Day(day) => json!(day),
            Self::Period(period) => json!(period),
            Self::Amount(amount) => json!(amount),
            Self::Count(count, _) => json!(count),
            Self::Municipality(municipality) => json!(municipality),
            Self::Named(name, _) => json!(name),
            Self::Names(names) => names.iter().map(|(name, _)| *name).collect(),
            Self::Provisions(provisions) => json!(provisions),
            Self::Bearer(bearer) => json!(bearer),
        }
    }
}

/// An answer to a question, with the days it holds and the steps behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The question.
    pub question: &'static Question,
    /// The fact it is about, where there may be several: a contract, an offer, a decision.
    pub about: Option<FactRef>,
    /// The days it holds.
    pub holds: Period,
    /// The answer, the provision that decided it, and what it waits for.
    pub finding: Finding,
    /// What more there is to say.
    pub value: Value,
    /// Where its steps begin and end among all steps.
    steps: (u32, u32),
}

/// One person's life under the Act.
#[derive(Debug)]
pub struct Life<'a> {
    /// The person's facts.
    pub file: &'a PersonFile<'a>,
    /// The edition it is drawn under.
    pub edition: &'a Edition,
    /// The last day that recurring things are drawn for.
    pub horizon: Date,
    /// What most chapters build on.
    pub spine: Spine,
    conclusions: Vec<Conclusion>,
    duties: Vec<Duty>,
    why: Why,
}

impl<'a> Life<'a> {
    /// Nothing concluded yet.
    pub fn new(file: &'a PersonFile<'a>, edition: &'a Edition, horizon: Date, why: Why) -> Self {
        Self {
            file,
            edition,
            horizon,
            spine: Spine::default(),
            conclusions: Vec::with_capacity(64),
            duties: Vec::with_capacity(64),
            why,
        }
    }

    /// Draws a conclusion that holds from a day on, or for a time; the steps that `find` writes down become its steps.
    pub fn conclude(
        &mut self,
        question: &'static Question,
        about: Option<FactRef>,
        holds: Period,
        find: impl FnOnce(&mut Why) -> (Finding, Value),
    ) {
        let from = self.why.count();
        let (finding, value) = find(&mut self.why);
        self.conclusions.push(Conclusion { question, about, holds, finding, value, steps: (from, self.why.count()) });
    }

    /// Draws a conclusion over a period in which its answer can change on some days: one for each run of days on which it is
    /// the same, found from its first day. The days may come in any order; those outside the period do not count.
    pub fn conclude_by_day(
        &mut self,
        question: &'static Question,
        about: Option<FactRef>,
        over: Period,
        mut days: Vec<Date>,
        find: impl Fn(Date, &mut Why) -> (Finding, Value),
    ) {
        let first = over.from();
        if over.to() == Some(first) || first > self.horizon {
            return;
        }
        days.retain(|day| *day > first && over.contains(*day));
        if days.is_empty() {
            return self.conclude(question, about, over, |why| find(first, why));
        }
        days.push(first);
        days.sort_unstable();
        days.dedup();
        let mut silent = Why::silent();
        let mut found = Changes::default();
        for day in days {
            found.set(day, find(day, &mut silent));
        }
        for (holds, known) in found.periods() {
            let holds = holds.intersection(over).unwrap_or(holds);
            let from = holds.from();
            self.conclude(question, about, holds, |why| if why.keeps() { find(from, why) } else { known.clone() });
        }
    }

    /// Adds a duty.
    pub fn duty(&mut self, duty: Duty) {
        if duty.triggered <= self.horizon {
            self.duties.push(duty);
        }
    }

    /// Where steps are written down that belong to no single conclusion yet.
    pub fn why(&mut self) -> &mut Why {
        &mut self.why
    }

    /// Every conclusion, in the order of the Act.
    pub fn conclusions(&self) -> &[Conclusion] {
        &self.conclusions
    }

    /// Every duty, in the order of the Act.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The steps behind a conclusion; none where they were not kept.
    pub fn steps(&self, conclusion: &Conclusion) -> &[Step] {
        let (from, to) = conclusion.steps;
        self.why.steps().get(from as usize..to as usize).unwrap_or_default()
    }

    /// The conclusions that hold on the day.
    pub fn conclusions_on(&self, day: Date) -> impl Iterator<Item = &Conclusion> {
        self.conclusions.iter().filter(move |conclusion| conclusion.holds.contains(day))
    }

    /// The duties that have arisen by the day, with how they stand then.
    pub fn duties_on(&self, day: Date) -> impl Iterator<Item = (&Duty, Standing)> {
        self.duties.iter().filter_map(move |duty| duty.standing(day).map(|standing| (duty, standing)))
    }

    /// The answer to a question on the day, where there is one.
    pub fn answer_on(&self, question: &'static Question, day: Date) -> Option<&Conclusion> {
        self.conclusions_on(day).find(|conclusion| conclusion.question == question)
    }

    /// What is asked for on the day: every open answer with the conclusions that wait for it.
    pub fn open_on(&self, day: Date) -> Vec<(Answer, Vec<&Conclusion>)> {
        let mut open: Vec<(Answer, Vec<&Conclusion>)> = Vec::new();
        for conclusion in self.conclusions_on(day) {
            for waiting in &conclusion.finding.open {
                match open.iter_mut().find(|(known, _)| known == waiting) {
                    Some((_, conclusions)) => conclusions.push(conclusion),
                    None => open.push((*waiting, vec![conclusion])),
                }
            }
        }
        open
    }
}

/// Draws one person's life under an edition, from the facts that have happened by the horizon.
pub fn with_life<T>(
    case: &Case,
    person: PersonRef,
    edition: &Edition,
    horizon: Date,
    why: Why,
    then: impl FnOnce(&Life<'_>) -> T,
) -> T {
    let file = PersonFile::new(case, person, horizon);
    let mut life = Life::new(&file, edition, horizon, why);
    crate::draw(&mut life);
    then(&life)
}
