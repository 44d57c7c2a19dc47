//! Median, share in time and trimmed mean of a figure: always together, since each alone hides something.

use std::cmp::Ordering;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Line, Outcome};
use crate::goals::Percent;

/// An exact fraction; compared by multiplication, never by rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Fraction {
    /// Above.
    pub part: i64,
    /// Below; never 0.
    pub whole: u64,
}

impl Fraction {
    /// A fraction; nothing where the whole is 0.
    pub fn of(part: i64, whole: u64) -> Option<Self> {
        (whole > 0).then_some(Self { part, whole })
    }

    /// Against a whole number.
    pub fn compare(self, number: i64) -> Ordering {
        i128::from(self.part).cmp(&(i128::from(number) * i128::from(self.whole)))
    }

    /// For showing only.
    pub fn as_f64(self) -> f64 {
        self.part as f64 / self.whole as f64
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", self.as_f64())
    }
}

/// The numbers of a figure's counted lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FigureStatistics")]
pub struct Statistics {
    /// Lines that count.
    pub counted: u64,
    /// Of them in time, or counted as met.
    pub in_time: u64,
    /// Of them counted as met by a rule.
    pub counts_as_met: u64,
    /// Lines that contradict themselves: they could have counted.
    pub faulty: u64,
    /// Lines left out for another reason.
    pub left_out: u64,
    /// Lines that have days, of those that count.
    pub measured: u64,
    /// The median of the days: of an even number the mean of the two in the middle.
    pub median: Option<Fraction>,
    /// The mean of the fastest.
    pub trimmed_mean: Option<Fraction>,
    /// How many were dropped for it.
    pub trimmed: u64,
}

/// Makes the numbers of the lines. Of n lines with days, ⌊n × (100 % − kept)⌋ are dropped from the mean: the slowest,
/// and of equals the highest case number (lines come in the order of their numbers).
/// Where `mark` is given they become [`Outcome::Trimmed`]; making the numbers again from those lines gives the same.
pub fn statistics(lines: &mut [Line], keep: Percent, mark: bool) -> Statistics {
    let (found, values) = counted(lines);
    let dropped = Percent(Percent::WHOLE - keep.0).floor_of(found.measured);
    let (found, slowest) = with_dropped(found, &values, dropped);
    if mark && found.trimmed > 0 {
        mark_slowest(lines, slowest);
    }
    found
}

impl Statistics {
    /// Whether these are the numbers of the lines: all are made again from them, the mean without as many as are marked as dropped,
    /// or, where none is marked, as many as these numbers say.
    pub fn are_of(&self, lines: &[Line]) -> bool {
        let marked = lines.iter().filter(|line| matches!(line.outcome, Outcome::Trimmed { .. })).count() as u64;
        let dropped = if marked > 0 { marked } else { self.trimmed };
        let (found, values) = counted(lines);
        *self == with_dropped(found, &values, dropped).0
    }
}

/// The numbers of the lines but for the mean, and their days, the fastest first.
fn counted(lines: &[Line]) -> (Statistics, Vec<i32>) {
    let mut found = Statistics::default();
    let mut values = Vec::with_capacity(lines.len());
    for line in lines {
        match line.outcome {
            Outcome::Faulty(_) => found.faulty += 1,
            outcome if !outcome.is_in() => found.left_out += 1,
            outcome => {
                found.counted += 1;
                found.in_time += u64::from(outcome.is_in_time());
                found.counts_as_met += u64::from(matches!(outcome, Outcome::CountsAsMet(_)));
                values.extend(line.value);
            }
        }
    }
    found.measured = values.len() as u64;
    values.sort_unstable();
    found.median = median(&values);
    (found, values)
}

/// The mean without so many of the slowest, and these.
fn with_dropped(found: Statistics, values: &[i32], dropped: u64) -> (Statistics, &[i32]) {
    let kept = values.len().saturating_sub(usize::try_from(dropped).unwrap_or(values.len()));
    let (fastest, slowest) = values.split_at(kept);
    let sum: i64 = fastest.iter().map(|value| i64::from(*value)).sum();
    (Statistics { trimmed: dropped, trimmed_mean: Fraction::of(sum, kept as u64), ..found }, slowest)
}

/// Marks the lines whose values are the slowest: all above the lowest of them, and of that value the last.
fn mark_slowest(lines: &mut [Line], slowest: &[i32]) {
    let Some(lowest) = slowest.first().copied() else { return };
    let mut of_lowest = slowest.iter().take_while(|value| **value == lowest).count();
    for line in lines.iter_mut().rev().filter(|line| line.outcome.is_in()) {
        match line.value.map(|value| value.cmp(&lowest)) {
            Some(Ordering::Greater) => line.outcome = trimmed(line.outcome),
            Some(Ordering::Equal) if of_lowest > 0 => {
                of_lowest -= 1;
                line.outcome = trimmed(line.outcome);
            }
            _ => {}
        }
    }
}

fn trimmed(outcome: Outcome) -> Outcome {
    Outcome::Trimmed { in_time: outcome.is_in_time() }
}

fn median(sorted: &[i32]) -> Option<Fraction> {
    let (low, high) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Fraction::of(i64::from(sorted[low]) + i64::from(sorted[high]), 2)
}

/// The age of an open stock in days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "OpenAge")]
pub struct Age {
    /// Open cases.
    pub count: u64,
    /// The median.
    pub median: Option<Fraction>,
    /// Nine of ten are at most so old: the value of rank ⌈0.9 × n⌉.
    pub ninetieth: Option<i32>,
}

/// The age of open cases.
pub fn age_of(ages: &mut [i32]) -> Age {
    ages.sort_unstable();
    let rank = (ages.len() * 9).div_ceil(10);
    let ninetieth = rank.checked_sub(1).and_then(|place| ages.get(place).copied());
    Age { count: ages.len() as u64, median: median(ages), ninetieth }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{CaseNumber, Day};

    fn lines(values: &[i32]) -> Vec<Line> {
        let line = |(case, value): (usize, &i32)| Line {
            case: CaseNumber(case as u64),
            day: Day(0),
            value: Some(*value),
            outcome: if *value <= 10 { Outcome::InTime } else { Outcome::Late },
        };
        values.iter().enumerate().map(line).collect()
    }

    #[test]
    fn of_equals_the_highest_case_numbers_are_dropped() {
        let mut lines = lines(&[50, 3, 50, 50, 1, 2, 4, 5, 6, 7]);
        let found = statistics(&mut lines, Percent(8000), true);
        assert_eq!(found.trimmed, 2);
        let dropped: Vec<u64> =
            lines.iter().filter(|l| matches!(l.outcome, Outcome::Trimmed { .. })).map(|line| line.case.0).collect();
        assert_eq!(dropped, [2, 3]);
        assert_eq!(found.trimmed_mean, Fraction::of(50 + 3 + 1 + 2 + 4 + 5 + 6 + 7, 8));
        assert_eq!((found.counted, found.in_time), (10, 7));
        assert_eq!(found.median, Fraction::of(5 + 6, 2));
    }

    #[test]
    fn the_number_dropped_is_rounded_down() {
        let mut nineteen = lines(&[1; 19]);
        assert_eq!(statistics(&mut nineteen, Percent(9500), true).trimmed, 0);
        let mut twenty = lines(&[1; 20]);
        assert_eq!(statistics(&mut twenty, Percent(9500), true).trimmed, 1);
    }

    #[test]
    fn numbers_that_are_not_those_of_the_lines_are_told() {
        let mut marked = lines(&[50, 3, 50, 50, 1, 2, 4, 5, 6, 7]);
        let bare = marked.clone();
        for (mark, lines) in [(true, &mut marked), (false, &mut bare.clone())] {
            let found = statistics(lines, Percent(8000), mark);
            assert!(found.are_of(lines));
            let one_more = Statistics { in_time: found.in_time + 1, ..found };
            let shorter = Statistics { trimmed_mean: Fraction::of(1, 8), ..found };
            assert!(!one_more.are_of(lines) && !shorter.are_of(lines));
        }
        // What is marked as dropped is dropped, whatever the numbers say.
        let found = statistics(&mut bare.clone(), Percent(9000), false);
        assert!(!found.are_of(&marked));
        assert!(!Statistics { trimmed: 99, ..found }.are_of(&bare));
    }

    #[test]
    fn nothing_has_neither_median_nor_mean() {
        let found = statistics(&mut [], Percent(9000), true);
        assert_eq!((found.median, found.trimmed_mean, found.counted), (None, None, 0));
        assert_eq!(age_of(&mut []), Age::default());
    }

    #[test]
    fn a_mean_is_compared_exactly() {
        assert_eq!(Fraction { part: 1_100_001, whole: 10_000 }.compare(110), Ordering::Greater);
        assert_eq!(Fraction { part: 1_100_000, whole: 10_000 }.compare(110), Ordering::Equal);
    }

    #[test]
    fn nine_of_ten_are_at_most_so_old() {
        let mut ages: Vec<i32> = (1..=11).collect();
        assert_eq!(age_of(&mut ages).ninetieth, Some(10));
    }
}
