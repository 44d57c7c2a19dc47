//! The rhythm of reports: every third year before the change of 2016, every second since. Where the one turns into the other is worked out
//! here and nowhere else.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How often a report is owed, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Years between reports.
    pub years: i16,
    /// The first day of this rhythm; none for the one before all others.
    pub from: Option<Date>,
    /// Where it stands.
    pub source: &'static str,
}

/// What a report covers, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ReportPeriod {
    /// The first day.
    pub first: Date,
    /// The last day. The report is owed from the day after.
    pub last: Date,
}

/// A row of the parameter file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) what: &'static str,
    pub(super) key: &'static str,
    pub(super) value: &'static str,
    pub(super) from: Option<Date>,
    pub(super) source: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let table = include_str!("../../../../parameters/danish-education-reports.csv");
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| read(line).expect("parameters/danish-education-reports.csv is checked by a test")).collect()
});

static RHYTHMS: LazyLock<Vec<Rhythm>> = LazyLock::new(|| {
    let rows = ROWS.iter().filter(|row| row.what == "rhythm");
    let rhythm = |row: &Row| Rhythm {
        years: row.value.parse().expect("years of a rhythm are a number, as a test checks"),
        from: row.from,
        source: row.source,
    };
    rows.map(rhythm).collect()
});

fn read(line: &'static str) -> Option<Row> {
    let cells: Vec<&str> = line.split(';').collect();
    let [what, key, value, from, _, source] = cells[..] else { return None };
    let from = if from.is_empty() { None } else { Some(from.parse().ok()?) };
    Some(Row { what, key, value, from, source })
}

pub(super) fn rows() -> &'static [Row] {
    &ROWS
}

/// The rhythms, oldest first.
pub fn rhythms() -> &'static [Rhythm] {
    &RHYTHMS
}

/// The last day that reports called in before this system cover.
pub fn covered_until() -> Date {
    let row = ROWS.iter().find(|row| row.what == "covered_until");
    row.and_then(|row| row.value.parse().ok()).expect("the parameter file has the day, as a test checks")
}

/// The last day of the next period, where reports cover everything up to a day.
///
/// It is the first day on which the rhythm then in force says that enough years have gone by. A change to a shorter rhythm therefore never makes a
/// report owed before the change, and never later than the old rhythm would have.
pub fn due_after(covered: Date) -> Date {
    due_under(rhythms(), covered)
}

fn due_under(rhythms: &[Rhythm], covered: Date) -> Date {
    let mut due = Date::MAX;
    for (place, rhythm) in rhythms.iter().enumerate() {
        let until = rhythms.get(place + 1).and_then(|next| next.from).unwrap_or(Date::MAX);
        let enough = covered.saturating_add(rhythm.years.years());
        due = enough.max(rhythm.from.unwrap_or(Date::MIN));
        if due < until {
            return due;
        }
    }
    due
}

/// Every period that has begun by a day, oldest first; the last one may still be running.
pub fn periods(on: Date) -> Vec<ReportPeriod> {
    let mut periods = Vec::new();
    let mut covered = covered_until();
    while covered < on {
        let last = due_after(covered);
        periods.push(ReportPeriod { first: covered.tomorrow().unwrap_or(Date::MAX), last });
        covered = last;
    }
    periods
}

/// The period of the rhythm that ends on a day; none where no period does.
pub fn period_ending(last: Date) -> Option<ReportPeriod> {
    periods(last).into_iter().find(|period| period.last == last)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_parameter_file_is_whole() {
        assert_eq!(rhythms().iter().map(|rhythm| rhythm.years).collect::<Vec<_>>(), [3, 2]);
        assert!(rhythms()[0].from.is_none() && rhythms().is_sorted_by_key(|rhythm| rhythm.from));
        assert!(ROWS.iter().all(|row| !row.source.is_empty()));
        assert_eq!(covered_until(), date(2014, 12, 31));
    }

    #[test]
    fn the_report_after_2014_came_after_two_years_since_the_rhythm_had_changed_by_then() {
        assert_eq!(due_after(date(2014, 12, 31)), date(2016, 12, 31));
    }

    #[test]
    fn a_report_of_the_third_year_that_fell_before_the_change_was_not_moved() {
        assert_eq!(due_after(date(2012, 12, 31)), date(2015, 12, 31));
    }

    #[test]
    fn where_two_years_had_gone_by_at_the_change_the_report_was_owed_on_its_day_and_not_before() {
        assert_eq!(due_after(date(2013, 12, 31)), date(2016, 6, 28));
    }

    #[test]
    fn periods_follow_each_other_without_gap_and_the_last_one_may_be_running() {
        let periods = periods(date(2026, 11, 18));
        assert_eq!(periods.first().map(|period| period.first), Some(date(2015, 1, 1)));
        assert_eq!(periods.last().map(|period| period.last), Some(date(2026, 12, 31)));
        assert!(periods.windows(2).all(|two| two[0].last.tomorrow().ok() == Some(two[1].first)));
        assert_eq!(period_ending(date(2024, 12, 31)).map(|period| period.first), Some(date(2023, 1, 1)));
        assert_eq!(period_ending(date(2023, 12, 31)), None);
    }

    #[test]
    fn a_leap_day_ends_a_period_on_the_last_day_of_february() {
        assert_eq!(due_after(date(2020, 2, 29)), date(2022, 2, 28));
    }

    /// The rhythm in force on a day, looked up the slow way.
    fn in_force(rhythms: &[Rhythm], day: Date) -> Rhythm {
        let mut holding = rhythms.iter().filter(|rhythm| rhythm.from.is_none_or(|from| from <= day));
        *holding.next_back().expect("the first rhythm has no beginning")
    }

    proptest! {
        #[test]
        fn a_report_is_owed_on_the_first_day_that_the_rhythm_of_that_day_asks_for_it(
            days in 0_i32..6000, change in 0_i32..6000, before in 1_i16..5, since in 1_i16..5,
        ) {
            let covered = date(2005, 1, 1) + days.days();
            let change = date(2005, 1, 1) + change.days();
            let rhythms = [
                Rhythm { years: before, from: None, source: "" },
                Rhythm { years: since, from: Some(change), source: "" },
            ];
            let mut day = covered;
            while covered.saturating_add(in_force(&rhythms, day).years.years()) > day {
                day = day.tomorrow().expect("a day");
            }
            prop_assert_eq!(due_under(&rhythms, covered), day);
        }
    }
}
