//! What lies between two figures of one measure: which cases came, left and changed, and why.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Figure, Line, Outcome};
use crate::flow::{CaseNumber, Day};

/// Why a case stands otherwise in the later figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ChangeWhy")]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// What counts it happened after the earlier figure's day.
    HappenedSince,
    /// It had happened by then, and was entered or corrected later.
    EnteredLater,
    /// Both days of the question lie later, and the list alone does not tell which of the two it was.
    HappenedOrEntered,
    /// It stands as it did in all but the definition, which is another.
    DefinitionChanged,
    /// The windows differ.
    WindowChanged,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "LineChange")]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is only in the later figure.
    Came(Line),
    /// It is only in the earlier one.
    Left(Line),
    /// It is in both and differs.
    Changed {
        /// As it was.
        before: Line,
        /// As it is.
        after: Line,
    },
}

/// The differences of two figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Whether both were made under the same definition.
    pub same_definition: bool,
    /// Lines that are equal in both.
    pub same: u64,
    /// The others, by case.
    pub changes: Vec<(Change, Why)>,
}

/// Two figures of different measures have no cases in common that could be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{earlier} and {later} are different measures: their cases cannot be compared")]
pub struct DifferentMeasures {
    /// Of the one.
    pub earlier: String,
    /// Of the other.
    pub later: String,
}

/// Compares two figures of the same measure, the one whose days are earlier first.
///
/// # Errors
/// As [`compare`].
pub fn compare_in_time(one: &Figure, other: &Figure) -> Result<Comparison, DifferentMeasures> {
    let days = |figure: &Figure| (figure.sight.on, figure.sight.known_at);
    let (earlier, later) = if days(one) <= days(other) { (one, other) } else { (other, one) };
    compare(earlier, later)
}

/// Compares an earlier figure with a later one of the same measure. The lines of a case are matched in their order.
///
/// # Errors
/// Figures of different measures.
pub fn compare(earlier: &Figure, later: &Figure) -> Result<Comparison, DifferentMeasures> {
    let name = |figure: &Figure| format!("{} {}", figure.plan, figure.measure);
    if (&earlier.plan, &earlier.measure) != (&later.plan, &later.measure) {
        return Err(DifferentMeasures { earlier: name(earlier), later: name(later) });
    }
    let same_definition = earlier.definition == later.definition;
    let mut found = Comparison { same_definition, same: 0, changes: Vec::new() };
    let (mut before, mut after) = (earlier.lines.iter().peekable(), later.lines.iter().peekable());
    loop {
        let change = match (before.peek(), after.peek()) {
            (None, None) => return Ok(found),
            (Some(old), None) => Change::Left(**old),
            (None, Some(new)) => Change::Came(**new),
            (Some(old), Some(new)) if old.case < new.case => Change::Left(**old),
            (Some(old), Some(new)) if old.case > new.case => Change::Came(**new),
            (Some(old), Some(new)) => Change::Changed { before: **old, after: **new },
        };
        match change {
            Change::Left(_) => drop(before.next()),
            Change::Came(_) => drop(after.next()),
            Change::Changed { .. } => drop((before.next(), after.next())),
        }
        match change {
            Change::Changed { before, after } if is_same(&before, &after, earlier, later) => found.same += 1,
            change => found.changes.push((change, why(&change, earlier, later))),
        }
    }
}

/// A line whose day is only the day of the question (nothing of the case is dated) is the same on another day.
fn is_same(before: &Line, after: &Line, earlier: &Figure, later: &Figure) -> bool {
    let same_day = before.day == after.day || (before.day == earlier.sight.on && after.day == later.sight.on);
    same_day && before.outcome == after.outcome && before.value == after.value
}

fn why(change: &Change, earlier: &Figure, later: &Figure) -> Why {
    let (from, to) = (earlier.sight, later.sight);
    let dated = match change {
        Change::Came(line) | Change::Changed { after: line, .. } => Some(line).filter(|line| has_day(line, to.on)),
        Change::Left(_) => None,
    };
    if dated.is_some_and(|line| line.day > from.on) {
        return Why::HappenedSince;
    }
    if earlier.definition != later.definition {
        return Why::DefinitionChanged;
    }
    if earlier.span != later.span {
        return Why::WindowChanged;
    }
    let came_and_had_happened = matches!(change, Change::Came(_)) && dated.is_some();
    match (to.on == from.on, to.known_at.cmp(&from.known_at)) {
        (true, _) => Why::EnteredLater,
        (false, Ordering::Equal) => Why::HappenedSince,
        (false, Ordering::Greater) if came_and_had_happened => Why::EnteredLater,
        (false, _) => Why::HappenedOrEntered,
    }
}

/// Whether a line's day is one on which something happened. A case of which nothing is dated, or that is counted as it stands, has
/// the day of the question.
fn has_day(line: &Line, on: Day) -> bool {
    line.day != on
        || matches!(
            line.outcome,
            Outcome::Counted | Outcome::InTime | Outcome::CountsAsMet(_) | Outcome::Trimmed { .. }
        )
}

impl Change {
    /// The case.
    pub fn case(&self) -> CaseNumber {
        match self {
            Self::Came(line) | Self::Left(line) => line.case,
            Self::Changed { after, .. } => after.case,
        }
    }
}
