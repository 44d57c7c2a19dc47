//! Alarms of a night: what must not go unseen for years again.
//!
//! The matching server that was set up wrongly failed in silence until 2015 (Rigsrevisionen, note of 2017, point 11).
//! So every sign of it is an alarm here: a late delivery, a too small one, a coupling rate that drops, a proof that
//! does not hold. Alarms are pure conclusions from this night and the nights before it.

use serde::{Deserialize, Serialize};
use vocabulary::Date;

/// When a sign becomes an alarm. From the night's configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// A delivery may be this many weekdays (Monday to Friday) older than the night.
    pub late_after_weekdays: u32,
    /// A delivery of changes smaller than this share of the median of the ten before it is too small.
    pub smallest_share_of_median: f64,
    /// The share of uncoupled permits may rise by this much from one night to the next (0.005 is half a percentage point).
    pub largest_rise_of_uncoupled_share: f64,
    /// The share of records that were set aside may be this large.
    pub largest_share_set_aside: f64,
    /// The share of known records that a full delivery no longer holds may be this large.
    pub largest_share_absent: f64,
    /// A night that makes fewer couplings than this share of the median of the ten before it makes too few.
    pub fewest_couplings_of_median: f64,
    /// The coupled pairs may be this far from what the model expects: the population stability index of any field, or of
    /// the outcomes (0.25 by custom).
    pub largest_drift: f64,
    /// Fewer coupled pairs than this tell nothing of a drift.
    pub drift_needs_pairs: u64,
    /// A request for an administrative CPR number may go unanswered for so many weekdays.
    pub unanswered_after_weekdays: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            late_after_weekdays: 1,
            smallest_share_of_median: 0.2,
            largest_rise_of_uncoupled_share: 0.005,
            largest_share_set_aside: 0.01,
            largest_share_absent: 0.01,
            fewest_couplings_of_median: 0.2,
            largest_drift: 0.25,
            drift_needs_pairs: 200,
            unanswered_after_weekdays: 10,
        }
    }
}

/// One thing that somebody must look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "alarm", rename_all = "kebab-case")]
pub enum Alarm {
    /// A source brought nothing this night.
    Missing {
        /// Which source.
        source: String,
        /// When its last delivery was made, if there ever was one.
        last_produced_on: Option<Date>,
    },
    /// The newest delivery of a source is too old.
    Late {
        /// Which source.
        source: String,
        /// When its newest delivery was made.
        produced_on: Date,
        /// Weekdays between that day and the night.
        weekdays: u32,
    },
    /// A delivery is far smaller than those before it.
    TooSmall {
        /// Which source.
        source: String,
        /// Records read.
        read: u64,
        /// Median of the ten deliveries of changes before it.
        median: u64,
    },
    /// A full delivery no longer holds many records that are known.
    Absent {
        /// Which source.
        source: String,
        /// Records that are gone.
        absent: u64,
        /// Records that it holds.
        read: u64,
    },
    /// Far fewer couplings were made than on the nights before: the sign of a matching job that runs and does nothing.
    FewCouplings {
        /// Made this night.
        made: u64,
        /// Median of the ten nights before.
        median: u64,
    },
    /// Requests for administrative CPR numbers go unanswered.
    RequestsUnanswered {
        /// How many, for longer than they may.
        requests: u64,
    },
    /// More permits are uncoupled than on the best of the nights that the trend shows.
    UncoupledRose {
        /// Smallest share on those nights.
        before: f64,
        /// Share now.
        now: f64,
    },
    /// Too many records could not be read.
    SetAside {
        /// Which source.
        source: String,
        /// Records set aside.
        set_aside: u64,
        /// Records read.
        read: u64,
    },
    /// `read = coupled + queued + rejected + unchanged` does not hold.
    ProofBroken {
        /// Which source.
        source: String,
    },
    /// The coupling's configuration is not the one in force, which the night used.
    MethodDiffers {
        /// What differs, as `part.name` of the configuration: `decision.couple_millibits`, `rule.person-id`.
        differences: Vec<String>,
    },
    /// The registers no longer look as the coupling's model believes.
    Drifted {
        /// The fields that are too far from it, the farthest first; `outcome` stands for what became of the records.
        fields: Vec<String>,
        /// The population stability index of the farthest.
        index: f64,
    },
    /// Couplings that rest on what has changed since: a data steward must look.
    CouplingsInDoubt {
        /// How many.
        couplings: u64,
    },
}

/// Weekdays after `from` up to and including `to`; 0 when `to` is not later.
pub fn weekdays_between(from: Date, to: Date) -> u32 {
    let mut weekdays = 0;
    let mut day = from;
    while day < to {
        day = day.saturating_add(jiff::Span::new().days(1));
        weekdays += u32::from(day.weekday().to_monday_one_offset() <= 5);
    }
    weekdays
}

/// A delivery that is too old for the night.
pub fn late(source: &str, produced_on: Date, night: Date, thresholds: &Thresholds) -> Option<Alarm> {
    let weekdays = weekdays_between(produced_on, night);
    let is_late = weekdays > thresholds.late_after_weekdays;
    is_late.then(|| Alarm::Late { source: source.to_owned(), produced_on, weekdays })
}

/// Median of the last ten of some counts. Nothing before there have been three.
fn median_of_ten(counts: &[u64]) -> Option<u64> {
    let mut last: Vec<u64> = counts.iter().rev().take(10).copied().collect();
    last.sort_unstable();
    (last.len() >= 3).then(|| last[last.len() / 2])
}

/// A night that made far fewer couplings than the ten before it. Says nothing before there have been three.
pub fn few_couplings(made: u64, before: &[u64], thresholds: &Thresholds) -> Option<Alarm> {
    let median = median_of_ten(before)?;
    let few = (made as f64) < median as f64 * thresholds.fewest_couplings_of_median;
    few.then_some(Alarm::FewCouplings { made, median })
}

/// A full delivery that no longer holds many records that are known.
pub fn absent(source: &str, absent: u64, read: u64, thresholds: &Thresholds) -> Option<Alarm> {
    let many = absent as f64 > (absent + read) as f64 * thresholds.largest_share_absent;
    many.then(|| Alarm::Absent { source: source.to_owned(), absent, read })
}

/// A delivery of changes that is far smaller than the ten before it. Says nothing before there have been three.
pub fn too_small(source: &str, read: u64, before: &[u64], thresholds: &Thresholds) -> Option<Alarm> {
    let median = median_of_ten(before)?;
    let small = (read as f64) < median as f64 * thresholds.smallest_share_of_median;
    small.then(|| Alarm::TooSmall { source: source.to_owned(), read, median })
}

/// Fields whose population stability index is too large. Says nothing of few pairs.
pub fn drifted<'a>(
    indexes: impl Iterator<Item = (&'a str, f64)>,
    pairs: u64,
    thresholds: &Thresholds,
) -> Option<Alarm> {
    let mut far: Vec<(&str, f64)> = indexes.filter(|(_, index)| *index > thresholds.largest_drift).collect();
    far.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let (_, index) = *far.first().filter(|_| pairs >= thresholds.drift_needs_pairs)?;
    Some(Alarm::Drifted { fields: far.into_iter().map(|(field, _)| field.to_owned()).collect(), index })
}

/// A rise of the share of uncoupled permits since the best of the nights before: a slow one is seen as well as a jump.
pub fn uncoupled_rose(before: impl Iterator<Item = f64>, now: Option<f64>, thresholds: &Thresholds) -> Option<Alarm> {
    let (before, now) = (before.reduce(f64::min)?, now?);
    (now - before > thresholds.largest_rise_of_uncoupled_share).then_some(Alarm::UncoupledRose { before, now })
}

/// Too many unreadable records in a delivery.
pub fn set_aside(source: &str, set_aside: u64, read: u64, thresholds: &Thresholds) -> Option<Alarm> {
    let many = set_aside as f64 > read as f64 * thresholds.largest_share_set_aside;
    (set_aside > 0 && many).then(|| Alarm::SetAside { source: source.to_owned(), set_aside, read })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn fridays_delivery_is_not_late_on_monday() {
        let thresholds = Thresholds::default();
        let friday = date(2026, 11, 20);
        assert_eq!(late("cpr", friday, date(2026, 11, 23), &thresholds), None);
        let Some(Alarm::Late { weekdays, .. }) = late("cpr", friday, date(2026, 11, 24), &thresholds) else {
            panic!("Tuesday's night must miss Monday's delivery");
        };
        assert_eq!(weekdays, 2);
    }

    #[test]
    fn a_delivery_from_the_future_is_not_late() {
        assert_eq!(weekdays_between(date(2026, 11, 24), date(2026, 11, 20)), 0);
    }

    #[test]
    fn a_small_delivery_is_noticed_once_there_is_something_to_compare_with() {
        let thresholds = Thresholds::default();
        assert_eq!(too_small("cpr", 0, &[1000, 1100], &thresholds), None);
        assert!(too_small("cpr", 199, &[1000, 1100, 900], &thresholds).is_some());
        assert_eq!(too_small("cpr", 200, &[1000, 1100, 900], &thresholds), None);
    }

    #[test]
    fn a_rise_is_an_alarm_and_a_fall_is_not() {
        let thresholds = Thresholds::default();
        let rose = |before: &[f64], now| uncoupled_rose(before.iter().copied(), Some(now), &thresholds).is_some();
        assert!(rose(&[0.030], 0.036));
        assert!(!rose(&[0.030], 0.034));
        assert!(!rose(&[0.100], 0.030));
        assert!(!rose(&[], 0.030));
        assert!(rose(&[0.030, 0.032, 0.034], 0.0355), "a slow rise counts from the best night");
    }

    #[test]
    fn a_matching_job_that_does_nothing_is_noticed_at_once() {
        let thresholds = Thresholds::default();
        assert!(few_couplings(0, &[40, 50, 60], &thresholds).is_some());
        assert_eq!(few_couplings(10, &[40, 50, 60], &thresholds), None);
        assert_eq!(few_couplings(0, &[40, 50], &thresholds), None);
    }

    #[test]
    fn a_drift_names_the_fields_from_the_farthest_on_once_there_are_pairs_enough() {
        let thresholds = Thresholds::default();
        let indexes = [("given", 0.30), ("birth-date", 2.0), ("sex", 0.25)];
        let fields = vec!["birth-date".to_owned(), "given".to_owned()];
        assert_eq!(drifted(indexes.into_iter(), 200, &thresholds), Some(Alarm::Drifted { fields, index: 2.0 }));
        assert_eq!(drifted(indexes.into_iter(), 199, &thresholds), None);
        assert_eq!(drifted([("sex", 0.2)].into_iter(), 1000, &thresholds), None);
    }

    #[test]
    fn a_full_extract_that_lost_many_is_noticed() {
        let thresholds = Thresholds::default();
        assert!(absent("carl2", 2, 100, &thresholds).is_some());
        assert_eq!(absent("carl2", 1, 100, &thresholds), None);
        assert_eq!(absent("carl2", 0, 0, &thresholds), None);
    }

    #[test]
    fn one_unreadable_record_among_few_is_an_alarm() {
        let thresholds = Thresholds::default();
        assert!(set_aside("cpr", 1, 50, &thresholds).is_some());
        assert_eq!(set_aside("cpr", 1, 100, &thresholds), None);
        assert_eq!(set_aside("cpr", 0, 0, &thresholds), None);
    }
}
