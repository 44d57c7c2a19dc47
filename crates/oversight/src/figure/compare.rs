//! What lies between two figures of one measure: which cases came, left and changed, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Figure, Line};
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

/// Compares an earlier figure with a later one of the same measure. The lines of a case are matched in their order.
pub fn compare(earlier: &Figure, later: &Figure) -> Comparison {
    let same_definition = earlier.definition == later.definition;
    let mut found = Comparison { same_definition, same: 0, changes: Vec::new() };
    let (mut before, mut after) = (earlier.lines.iter().peekable(), later.lines.iter().peekable());
    loop {
        let change = match (before.peek(), after.peek()) {
            (None, None) => return found,
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
    let day = match change {
        Change::Came(line) | Change::Left(line) => line.day,
        Change::Changed { after, .. } => after.day,
    };
    let until: Day = earlier.sight.on;
    if day > until {
        Why::HappenedSince
    } else if earlier.definition != later.definition {
        Why::DefinitionChanged
    } else if earlier.span != later.span {
        Why::WindowChanged
    } else if let Change::Changed { .. } = change
        && later.sight.on > until
        && later.sight.known_at == earlier.sight.known_at
    {
        Why::HappenedSince
    } else {
        Why::EnteredLater
    }
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
