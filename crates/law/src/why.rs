//! The steps behind a conclusion, kept only when somebody asks for them.

use jiff::civil::Date;
use vocabulary::{Kroner, MunicipalityCode, Period};

use crate::act::Provision;
use crate::answer::Answer;
use crate::parameters::Rate;
use crate::words::Words;

/// The place of a fact in its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactRef(u32);

impl FactRef {
    pub(crate) fn new(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// The place in [`Case::facts`](crate::case::Case::facts).
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// The facts a step rests on: none, one, two or three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence([Option<FactRef>; 3]);

impl Evidence {
    /// The facts, in the order they were named.
    pub fn facts(self) -> impl Iterator<Item = FactRef> {
        self.0.into_iter().flatten()
    }
}

impl From<()> for Evidence {
    fn from((): ()) -> Self {
        Self::default()
    }
}

impl From<FactRef> for Evidence {
    fn from(fact: FactRef) -> Self {
        Self([Some(fact), None, None])
    }
}

impl From<Option<FactRef>> for Evidence {
    fn from(fact: Option<FactRef>) -> Self {
        Self([fact, None, None])
    }
}

impl From<[Option<FactRef>; 2]> for Evidence {
    fn from([one, two]: [Option<FactRef>; 2]) -> Self {
        Self([one, two, None])
    }
}

impl From<[Option<FactRef>; 3]> for Evidence {
    fn from(facts: [Option<FactRef>; 3]) -> Self {
        Self(facts)
    }
}

/// What a step found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// An answer.
    Answer(Answer),
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
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A remark in words: which exception won, what a figure is taken from.
    Remark(Words),
}

/// A step: a provision, what it found, and on which facts and figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The provision; its title says what was asked.
    pub provision: Provision,
    /// What it found.
    pub said: Said,
    /// The facts it rests on.
    pub evidence: Evidence,
    /// The rate it used, with its validity and source.
    pub rate: Option<&'static Rate>,
}

/// Where steps are written down. A silent one keeps nothing and costs a comparison a step.
#[derive(Debug)]
pub struct Why {
    steps: Vec<Step>,
    keeps: bool,
}

impl Why {
    /// Keeps no step.
    pub fn silent() -> Self {
        Self { steps: Vec::new(), keeps: false }
    }

    /// Keeps every step.
    pub fn account() -> Self {
        Self { steps: Vec::with_capacity(256), keeps: true }
    }

    /// Writes down what a provision found.
    #[inline]
    pub fn says(&mut self, provision: Provision, said: Said, evidence: impl Into<Evidence>) {
        if self.keeps {
            self.steps.push(Step { provision, said, evidence: evidence.into(), rate: None });
        }
    }

    /// Writes down an answer.
    #[inline]
    pub fn answer(&mut self, provision: Provision, answer: Answer, evidence: impl Into<Evidence>) {
        self.says(provision, Said::Answer(answer), evidence);
    }

    /// Writes down a remark in words.
    #[inline]
    pub fn remarks(&mut self, provision: Provision, words: Words, evidence: impl Into<Evidence>) {
        self.says(provision, Said::Remark(words), evidence);
    }

    /// Writes down an amount, with the rate it comes from.
    #[inline]
    pub fn amount(
        &mut self,
        provision: Provision,
        amount: Kroner,
        rate: Option<&'static Rate>,
        evidence: impl Into<Evidence>,
    ) {
        if self.keeps {
            self.steps.push(Step { provision, said: Said::Amount(amount), evidence: evidence.into(), rate });
        }
    }

    /// Whether it keeps steps.
    pub(crate) fn keeps(&self) -> bool {
        self.keeps
    }

    /// How many steps have been kept.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }

    /// The steps, where they are kept.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}
