//! One person's life under the Act: every conclusion with the days it holds, every duty, and the steps behind them.
//!
//! Everything is drawn once, forward in time, and only from facts that had happened by then; a day is a view of it. So looking
//! day by day and looking once give the same, and a fact about tomorrow changes nothing about yesterday.

use jiff::civil::Date;
use vocabulary::{Kroner, MunicipalityCode, Period};

use crate::act::Provision;
use crate::answer::{Answer, Bearer, Finding};
use crate::case::{Case, PersonFile, PersonRef};
use crate::duty::{Duty, Standing};
use crate::edition::Edition;
use crate::facts::Month;
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
    /// Hundredths of something: of a per cent, of an hour.
    Hundredths(i32, Words),
    /// Which time something happens, from 1.
    Time(i32),
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
            Self::Count(count, _) | Self::Hundredths(count, _) | Self::Time(count) => json!(count),
            Self::Municipality(municipality) => json!(municipality),
            Self::Named(name, _) => json!(name),
            Self::Names(names) => names.iter().map(|(name, _)| *name).collect(),
            Self::Provisions(provisions) => json!(provisions),
            Self::Bearer(bearer) => json!(bearer),
        }
    }
}

/// What a conclusion is about, where a question is answered for each of several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The person.
    Person,
    /// A fact: a contract, an offer, a decision.
    Fact(FactRef),
    /// A month.
    Month(Month),
}

impl From<Option<FactRef>> for About {
    fn from(fact: Option<FactRef>) -> Self {
        fact.map_or(Self::Person, Self::Fact)
    }
}

impl From<Month> for About {
    fn from(month: Month) -> Self {
        Self::Month(month)
    }
}

/// An answer to a question, with the days it holds and the steps behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The question.
    pub question: &'static Question,
    /// What it is about, where there may be several: a contract, an offer, a decision, a month.
    pub about: About,
    /// The days it holds.
    pub holds: Period,
    /// The answer, the provision that decided it, and what it waits for.
    pub finding: Finding,
    /// What more there is to say.
    pub value: Value,
    /// Whether it presupposes that a municipality has taken over.
    presupposes_takeover: bool,
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
    /// What is drawn presupposes something that happened on this day: it holds from then on at the earliest.
    presupposed: Option<Date>,
    conclusions: Vec<Conclusion>,
    duties: Vec<Duty>,
    why: Why,
}

/// Room for the conclusions and duties of a life of three years, so that they are not moved while it is drawn.
const CONCLUSIONS: usize = 320;
const DUTIES: usize = 96;

impl<'a> Life<'a> {
    /// Nothing concluded yet.
    pub fn new(file: &'a PersonFile<'a>, edition: &'a Edition, horizon: Date, why: Why) -> Self {
        Self {
            file,
            edition,
            horizon,
            spine: Spine::default(),
            presupposed: None,
            conclusions: Vec::with_capacity(CONCLUSIONS),
            duties: Vec::with_capacity(DUTIES),
            why,
        }
    }

    /// Draws a conclusion that holds from a day on, or for a time; the steps that `find` writes down become its steps.
    pub fn conclude(
        &mut self,
        question: &'static Question,
        about: impl Into<About>,
        holds: Period,
        find: impl FnOnce(&mut Why) -> (Finding, Value),
    ) {
        let about = about.into();
        let holds = match self.presupposed {
            None => holds,
            Some(from) => match holds.intersection(Period::since(from)) {
                Some(holds) => holds,
                None => return,
            },
        };
        let from = self.why.count();
        let (finding, value) = find(&mut self.why);
        let presupposes_takeover = self.presupposed.is_some();
        let steps = (from, self.why.count());
        self.conclusions.push(Conclusion { question, about, holds, finding, value, presupposes_takeover, steps });
    }

    /// Draws one conclusion for each stretch of days on which what `find` finds stays the same. The days are those on which it can
    /// change, in order; those outside `holds` are passed over. Returns the days on which it did change.
    pub fn conclude_changing(
        &mut self,
        question: &'static Question,
        about: Option<FactRef>,
        holds: Period,
        days: &[Date],
        find: impl Fn(Date, &mut Why) -> (Finding, Value),
    ) -> Vec<Date> {
        let mut changed = Vec::new();
        let mut silent = Why::silent();
        let mut from = holds.from();
        let mut found = find(from, &mut silent);
        let start = days.partition_point(|day| *day <= from);
        let inside = days[start..].iter().copied().take_while(|day| holds.contains(*day));
        for day in inside {
            let next = find(day, &mut silent);
            if next == found {
                continue;
            }
            let held = std::mem::replace(&mut found, next);
            let stretch = Period::new(from, Some(day)).unwrap_or(holds);
            self.conclude(question, about, stretch, |why| if why.keeps() { find(from, why) } else { held });
            from = day;
            changed.push(day);
        }
        let stretch = Period::new(from, holds.to()).unwrap_or(holds);
        self.conclude(question, about, stretch, |why| if why.keeps() { find(from, why) } else { found });
        changed
    }

    /// The same for days in any order, and for a period that may be empty or begin after the last day that is drawn.
    pub fn conclude_by_day(
        &mut self,
        question: &'static Question,
        about: Option<FactRef>,
        over: Period,
        mut days: Vec<Date>,
        find: impl Fn(Date, &mut Why) -> (Finding, Value),
    ) {
        if over.to() != Some(over.from()) && over.from() <= self.horizon {
            days.sort_unstable();
            self.conclude_changing(question, about, over, &days, find);
        }
    }

    /// From a day on, the question is answered anew about the same thing: what was concluded of it before ends there.
    pub fn supersede(&mut self, question: &'static Question, about: impl Into<About>, from: Date) {
        let about = about.into();
        let same = |held: &Conclusion| held.question == question && held.about == about;
        let ending = Period::new(Date::MIN, Some(from)).unwrap_or_else(|_| Period::since(from));
        self.conclusions.retain_mut(|held| {
            if !same(held) {
                return true;
            }
            let before = held.holds.intersection(ending);
            held.holds = before.unwrap_or(held.holds);
            before.is_some()
        });
    }

    /// Adds a duty.
    pub fn duty(&mut self, mut duty: Duty) {
        duty.triggered = self.presupposed.map_or(duty.triggered, |from| from.max(duty.triggered));
        // Nothing is due before there is a duty to do it.
        duty.due.on = duty.due.on.map(|due| due.max(duty.triggered));
        let fell_away_first = duty.ended.is_some_and(|(day, _)| day < duty.triggered);
        if self.presupposed.is_some() && self.spine.was_never_covered_by(duty.triggered) {
            return;
        }
        if duty.triggered <= self.horizon && !fell_away_first {
            self.duties.push(duty);
        }
    }

    /// What is drawn from here on presupposes something that happened on a day, such as the takeover: it is clipped to the days from
    /// then on, whatever older facts it rests on.
    pub fn presuppose(&mut self, from: Option<Date>) {
        self.presupposed = from;
    }

    /// What was answered about the person on the presumption of a takeover is not answered on days on which the Act does not cover them;
    /// a no stays. Answers about a fact or a month stay too: what happened while the person was covered is still so.
    pub fn leave_out_days_without_cover(&mut self) {
        if self.spine.scope.periods().all(|(_, scope)| !scope.finding.answer.is_no()) {
            return;
        }
        let covered = self.spine.scope.stretches(|scope| !scope.finding.answer.is_no());
        let mut kept = Vec::with_capacity(self.conclusions.len());
        for conclusion in self.conclusions.drain(..) {
            let needs_cover = conclusion.presupposes_takeover && conclusion.about == About::Person;
            if !needs_cover || conclusion.finding.answer.is_no() {
                kept.push(conclusion);
                continue;
            }
            let within = covered.iter().filter_map(|days| days.intersection(conclusion.holds));
            kept.extend(within.map(|holds| Conclusion { holds, ..conclusion.clone() }));
        }
        self.conclusions = kept;
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
