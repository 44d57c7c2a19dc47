//! A figure is a stored list of cases: each with its outcome and, where it is left out, why.
//!
//! The numbers of a figure are made from its list and can be made again; its [`Figure::hash`] is over the list, the
//! definition, the window and the two days of the question, in one canonical form. A figure that is frozen carries that
//! hash with who signed it and when, and can be verified and compared with another.

mod compare;
mod freeze;
mod profile;
mod statistics;
mod suppression;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use compare::{Change, Comparison, DifferentMeasures, Why, compare, compare_in_time};
pub use freeze::{Frozen, Tampered};
pub use profile::{Month, Profile};
pub use statistics::{Age, Fraction, Statistics, age_of, statistics};
pub use suppression::{Published, Table, suppress};

use crate::flow::{CaseNumber, Day, Fault, Office, Sight};
use crate::goals::Span;

/// Fewer cases than this, and a figure says that it rests on few.
pub const FEW: u64 = 20;

/// What became of a case in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CaseOutcome")]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Counted; the measure has no limit.
    Counted,
    /// Counted, and in time.
    InTime,
    /// Counted, and not in time.
    Late,
    /// Counted as met by the rule of this place in the definition.
    CountsAsMet(u8),
    /// Counted in the median and the share, left out of the mean: one of the slowest.
    Trimmed {
        /// Whether it was in time all the same.
        in_time: bool,
    },
    /// In the stock on both days.
    Stayed,
    /// In the opening stock, not in the closing one.
    LeftStock,
    /// In the closing stock, not in the opening one.
    CameIntoStock,
    /// Out, by the exclusion of this place in the definition.
    Excluded(u8),
    /// Out so far: the limit has not passed and the clock has not stopped.
    Pending,
    /// Out: the case was closed, without what stops the clock, while the limit ran.
    ClosedFirst,
    /// Out: the event that starts the clock, or the deadline, is missing.
    NoClock,
    /// Out: the person is counted in another case.
    SamePerson,
    /// Out: the case contradicts itself.
    Faulty(Fault),
}

impl Outcome {
    /// Whether the case is part of the figure's number.
    pub fn is_in(self) -> bool {
        matches!(
            self,
            Self::Counted
                | Self::InTime
                | Self::Late
                | Self::CountsAsMet(_)
                | Self::Trimmed { .. }
                | Self::Stayed
                | Self::LeftStock
                | Self::CameIntoStock
        )
    }

    /// Whether it is in time, or counts as met.
    pub fn is_in_time(self) -> bool {
        matches!(self, Self::InTime | Self::CountsAsMet(_) | Self::Trimmed { in_time: true })
    }

    /// Two bytes that stand for it in the canonical form.
    fn code(self) -> [u8; 2] {
        match self {
            Self::Counted => [0, 0],
            Self::InTime => [1, 0],
            Self::Late => [2, 0],
            Self::CountsAsMet(rule) => [3, rule],
            Self::Trimmed { in_time } => [4, u8::from(in_time)],
            Self::Stayed => [5, 0],
            Self::LeftStock => [6, 0],
            Self::CameIntoStock => [7, 0],
            Self::Excluded(rule) => [8, rule],
            Self::Pending => [9, 0],
            Self::ClosedFirst => [10, 0],
            Self::NoClock => [11, 0],
            Self::SamePerson => [12, 0],
            Self::Faulty(fault) => [13, fault as u8],
        }
    }
}

/// How many cases were in the opening stock: those that stayed and those that left it.
pub fn opening_stock(lines: &[Line]) -> u64 {
    lines.iter().filter(|line| matches!(line.outcome, Outcome::Stayed | Outcome::LeftStock)).count() as u64
}

/// One case, or one observation of it, in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FigureLine")]
pub struct Line {
    /// The case.
    pub case: CaseNumber,
    /// The day it is counted on: the clock's start or stop, as the measure says. The day of the question where none is known.
    pub day: Day,
    /// The days of the clock, the age in the stock, or the observation; nothing where there is none.
    pub value: Option<i32>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A weekday of an office without any observation: never counted as met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MissingWeekday")]
pub struct Missing {
    /// The office.
    pub office: Office,
    /// The weekday.
    pub day: Day,
}

/// A figure with everything it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The plan.
    pub plan: String,
    /// The goal and the part, `1.2.b.all`.
    pub measure: String,
    /// SHA-256 of the goal's definition.
    pub definition: String,
    /// The measure's days.
    pub span: Span,
    /// The days of the question.
    pub sight: Sight,
    /// The cases, by number and day.
    pub lines: Vec<Line>,
    /// The weekdays without observation.
    pub missing: Vec<Missing>,
}

impl Figure {
    /// SHA-256 over the canonical form, in hexadecimal digits.
    ///
    /// The texts, each ended by a zero byte; the five days as four bytes each, the least first; then the number of lines
    /// in eight bytes and each line as case (8 bytes), day (4), value (4; −2³¹ for none) and outcome (2); then
    /// the missing weekdays the same way, as office (1) and day (4).
    pub fn hash(&self) -> String {
        const AT_ONCE: usize = 4_096;
        const LINE: usize = 18;
        let mut hash = Sha256::new();
        for text in [&self.plan, &self.measure, &self.definition] {
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        let Span { from, to, final_by } = self.span;
        for day in [from, to, final_by, self.sight.on, self.sight.known_at] {
            hash.update(day.0.to_le_bytes());
        }
        hash.update((self.lines.len() as u64).to_le_bytes());
        let mut buffer = Vec::with_capacity(AT_ONCE * LINE);
        for lines in self.lines.chunks(AT_ONCE) {
            buffer.clear();
            for line in lines {
                let mut bytes = [0; LINE];
                bytes[..8].copy_from_slice(&line.case.0.to_le_bytes());
                bytes[8..12].copy_from_slice(&line.day.0.to_le_bytes());
                bytes[12..16].copy_from_slice(&line.value.unwrap_or(i32::MIN).to_le_bytes());
                bytes[16..].copy_from_slice(&line.outcome.code());
                buffer.extend_from_slice(&bytes);
            }
            hash.update(&buffer);
        }
        hash.update((self.missing.len() as u64).to_le_bytes());
        for missing in &self.missing {
            hash.update([missing.office as u8]);
            hash.update(missing.day.0.to_le_bytes());
        }
        hexadecimal(&hash.finalize())
    }

    /// How many lines have each outcome; they sum to the number of lines.
    pub fn counts(&self) -> Vec<(Outcome, u64)> {
        let mut counts: BTreeMap<[u8; 2], (Outcome, u64)> = BTreeMap::new();
        // Neighbours mostly have the same outcome: a run of them is one step.
        for run in self.lines.chunk_by(|one, next| one.outcome == next.outcome) {
            let outcome = run[0].outcome;
            counts.entry(outcome.code()).or_insert((outcome, 0)).1 += run.len() as u64;
        }
        counts.into_values().collect()
    }

    /// Whether it rests on so few cases that it says little.
    pub fn rests_on_few(&self) -> bool {
        (self.lines.iter().filter(|line| line.outcome.is_in()).count() as u64) < FEW
    }
}

/// A hash in hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
