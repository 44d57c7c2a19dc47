//! Periods of whole days, from (inclusive) to (exclusive).

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A half-open period of whole days: `from` is in it, `to` is not. No `to` means that it has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Period {
    from: Date,
    to: Option<Date>,
}

/// A period that would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the period would end {to}, before it begins {from}")]
pub struct PeriodError {
    /// First day.
    pub from: Date,
    /// First day after it.
    pub to: Date,
}

impl Period {
    /// From `from` (inclusive) to `to` (exclusive). An empty period, where both are the same day, is allowed: it holds no day.
    pub fn new(from: Date, to: Option<Date>) -> Result<Self, PeriodError> {
        match to {
            Some(to) if to < from => Err(PeriodError { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// From `from` (inclusive) on, without end.
    pub const fn since(from: Date) -> Self {
        Self { from, to: None }
    }

    /// First day in the period.
    pub fn from(self) -> Date {
        self.from
    }

    /// First day after the period, where it ends.
    pub fn to(self) -> Option<Date> {
        self.to
    }

    /// Whether the day is in the period.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether some day is in both periods.
    pub fn overlaps(self, other: Self) -> bool {
        self.intersection(other).is_some()
    }

    /// The days that are in both periods, where there are any.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        (to.is_none_or(|to| from < to)).then_some(Self { from, to })
    }
}

#[derive(Serialize, Deserialize)]
struct Ends {
    from: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
}

impl TryFrom<Ends> for Period {
    type Error = PeriodError;

    fn try_from(ends: Ends) -> Result<Self, Self::Error> {
        Self::new(ends.from, ends.to)
    }
}

impl From<Period> for Ends {
    fn from(period: Period) -> Self {
        Self { from: period.from, to: period.to }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}/{to}", self.from),
            None => write!(f, "{}/..", self.from),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_end_is_not_in_the_period() {
        let march = Period::new(date(2026, 3, 1), Some(date(2026, 4, 1))).unwrap();
        assert!(march.contains(date(2026, 3, 31)));
        assert!(!march.contains(date(2026, 4, 1)));
    }

    #[test]
    fn neighbours_do_not_overlap() {
        let march = Period::new(date(2026, 3, 1), Some(date(2026, 4, 1))).unwrap();
        assert!(!march.overlaps(Period::since(date(2026, 4, 1))));
        assert!(march.overlaps(Period::since(date(2026, 3, 31))));
    }

    #[test]
    fn a_period_cannot_end_before_it_begins() {
        assert!(Period::new(date(2026, 3, 2), Some(date(2026, 3, 1))).is_err());
        let text = r#"{"from":"2026-03-02","to":"2026-03-01"}"#;
        assert!(serde_json::from_str::<Period>(text).is_err());
    }

    fn days() -> impl Strategy<Value = Period> {
        (0_i64..200, proptest::option::of(0_i64..200)).prop_map(|(start, length)| {
            let day = |n: i64| date(2026, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
            Period::new(day(start), length.map(|length| day(start + length))).unwrap()
        })
    }

    proptest! {
        #[test]
        fn the_intersection_holds_exactly_the_common_days(one in days(), two in days(), n in 0_i64..500) {
            let day = date(2026, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
            let both = one.contains(day) && two.contains(day);
            prop_assert_eq!(one.intersection(two).is_some_and(|common| common.contains(day)), both);
        }
    }
}
