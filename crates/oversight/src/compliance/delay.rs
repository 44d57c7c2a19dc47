//! Late entry: how long after something happened it was recorded.
//!
//! The unit is a fact of a case that counts. Its delay is the days from the day it happened to the day it was recorded. A fact that
//! was recorded before its day (an appointment, a decision with effect from a later day) is counted apart and not as a delay of less
//! than nothing; a fact whose day is not known to the day is left out and counted.
//! Quantiles are nearest-rank: the smallest delay that at least that share of the facts do not exceed (Hyndman and Fan, *Sample
//! Quantiles in Statistical Packages*, 1996, definition 1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A delay of more days than this is counted as this one: ten years.
pub const DAYS_MAX: usize = 3_653;

/// Delays, a count for each number of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    counts: Vec<u64>,
    ahead: u64,
    without_day: u64,
}

/// What there is to say of many delays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Facts with a delay, those of no days among them.
    pub facts: u64,
    /// Facts that were recorded before their day.
    pub ahead: u64,
    /// Facts whose day is not known to the day.
    pub without_day: u64,
    /// The median of the delays, in days; none where there are none.
    pub median_days: Option<u64>,
    /// What nine of ten do not exceed, in days.
    pub p90_days: Option<u64>,
    /// The longest, in days; [`DAYS_MAX`] for that many and more.
    pub longest_days: Option<u64>,
    /// The share with more than seven days.
    pub share_over_7_days: Option<f64>,
    /// The share with more than thirty days.
    pub share_over_30_days: Option<f64>,
}

impl Delays {
    /// Counts a fact by its delay in days; a negative one was recorded before its day.
    pub fn count(&mut self, days: i32) {
        let Ok(days) = usize::try_from(days) else {
            self.ahead += 1;
            return;
        };
        let days = days.min(DAYS_MAX);
        if self.counts.len() <= days {
            self.counts.resize(days + 1, 0);
        }
        self.counts[days] += 1;
    }

    /// Counts a fact whose day is not known to the day.
    pub fn count_without_day(&mut self) {
        self.without_day += 1;
    }

    /// Facts with a delay.
    pub fn facts(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The smallest delay that at least this share of the facts do not exceed; none where there are none.
    pub fn quantile(&self, share: f64) -> Option<u64> {
        let facts = self.facts();
        let rank = (facts as f64 * share).ceil().max(1.0);
        let mut seen = 0;
        for (days, count) in (0..).zip(&self.counts) {
            seen += count;
            if *count > 0 && seen as f64 >= rank {
                return Some(days);
            }
        }
        None
    }

    fn share_over(&self, days: usize) -> Option<f64> {
        let (facts, over) = (self.facts(), self.counts.iter().skip(days + 1).sum::<u64>());
        (facts > 0).then(|| over as f64 / facts as f64)
    }

    /// What there is to say of them.
    pub fn summary(&self) -> Summary {
        Summary {
            facts: self.facts(),
            ahead: self.ahead,
            without_day: self.without_day,
            median_days: self.quantile(0.5),
            p90_days: self.quantile(0.9),
            longest_days: self.quantile(1.0),
            share_over_7_days: self.share_over(7),
            share_over_30_days: self.share_over(30),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn delays(of: &[i32]) -> Delays {
        let mut delays = Delays::default();
        for days in of {
            delays.count(*days);
        }
        delays
    }

    #[test]
    fn seven_days_are_not_more_than_seven() {
        let summary = delays(&[0, 7, 8, 30, 31]).summary();
        assert_eq!((summary.share_over_7_days, summary.share_over_30_days), (Some(0.6), Some(0.2)));
        assert_eq!((summary.median_days, summary.p90_days, summary.longest_days), (Some(8), Some(31), Some(31)));
    }

    #[test]
    fn what_was_recorded_ahead_or_has_no_day_is_counted_and_delays_nothing() {
        let mut delays = delays(&[-3, 2]);
        delays.count_without_day();
        let summary = delays.summary();
        assert_eq!((summary.facts, summary.ahead, summary.without_day, summary.median_days), (1, 1, 1, Some(2)));
        assert_eq!(Delays::default().summary(), Summary::default());
    }

    proptest! {
        #[test]
        fn quantiles_are_those_of_the_sorted_list(mut days in proptest::collection::vec(0..5_000_i32, 1..60), share in 0.01..=1.0_f64) {
            let counted = delays(&days).quantile(share);
            days.sort_unstable();
            // The first rank that holds at least the share.
            let rank = (1..days.len()).find(|rank| *rank as f64 >= days.len() as f64 * share).unwrap_or(days.len());
            let wanted = usize::try_from(days[rank - 1]).expect("no negative").min(DAYS_MAX) as u64;
            prop_assert_eq!(counted, Some(wanted));
        }
    }
}
