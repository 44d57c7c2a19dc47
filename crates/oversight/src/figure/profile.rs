//! What pictures of a figure are drawn from, made of its list in one pass: months, and how many cases took how many days.

use std::collections::BTreeMap;

use super::Line;

/// The counted cases of a calendar month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// Cases that count.
    pub counted: u64,
    /// Of them in time, or counted as met.
    pub in_time: u64,
}

/// How the counted cases of a figure lie over the months and over the days that they took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// By year and month.
    pub months: BTreeMap<(i16, i8), Month>,
    /// How many took so many days; what was done before its clock started took none.
    pub lengths: BTreeMap<i32, u64>,
    /// Cases that count and have no days, since their clock has not stopped.
    pub without_days: u64,
}

impl Profile {
    /// Of the lines that count.
    pub fn of(lines: &[Line]) -> Self {
        let mut found = Self::default();
        for line in lines.iter().filter(|line| line.outcome.is_in()) {
            let day = line.day.date();
            let month = found.months.entry((day.year(), day.month())).or_default();
            month.counted += 1;
            month.in_time += u64::from(line.outcome.is_in_time());
            match line.value {
                Some(days) => *found.lengths.entry(days.max(0)).or_default() += 1,
                None => found.without_days += 1,
            }
        }
        found
    }

    /// Cases that have days.
    pub fn measured(&self) -> u64 {
        self.lengths.values().sum()
    }

    /// The days of the case at a place, the fastest first; nothing where there are fewer.
    pub fn at(&self, place: u64) -> Option<i32> {
        let mut before = 0;
        let mut lengths = self.lengths.iter();
        lengths.find_map(|(days, count)| {
            before += count;
            (before > place).then_some(*days)
        })
    }

    /// How many took more than so many days.
    pub fn over(&self, limit: i32) -> u64 {
        self.lengths.range(limit.saturating_add(1)..).map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::Outcome;
    use super::*;
    use crate::flow::{CaseNumber, Day};

    fn line(value: Option<i32>, outcome: Outcome) -> Line {
        Line { case: CaseNumber(1), day: Day::from(date(2024, 2, 29)), value, outcome }
    }

    #[test]
    fn only_what_counts_is_in_it_and_cases_without_days_are_counted_apart() {
        let lines = [
            line(Some(-3), Outcome::InTime),
            line(Some(9), Outcome::Late),
            line(None, Outcome::Late),
            line(Some(2), Outcome::Pending),
        ];
        let found = Profile::of(&lines);
        assert_eq!(found.months, BTreeMap::from([((2024, 2), Month { counted: 3, in_time: 1 })]));
        assert_eq!((found.lengths, found.without_days), (BTreeMap::from([(0, 1), (9, 1)]), 1));
    }

    proptest! {
        /// The counts say what the sorted list says.
        #[test]
        fn places_and_sums_are_those_of_the_sorted_list(mut days in proptest::collection::vec(0_i32..50, 1..40), limit in 0_i32..50) {
            let lines: Vec<Line> = days.iter().map(|days| line(Some(*days), Outcome::InTime)).collect();
            let found = Profile::of(&lines);
            days.sort_unstable();
            let places: Vec<Option<i32>> = (0..=days.len() as u64).map(|place| found.at(place)).collect();
            let sorted: Vec<Option<i32>> = days.iter().copied().map(Some).chain([None]).collect();
            prop_assert_eq!(places, sorted);
            prop_assert_eq!(found.over(limit), days.iter().filter(|days| **days > limit).count() as u64);
            prop_assert_eq!(found.measured(), days.len() as u64);
        }
    }
}
