//! When the night runs: 22:00 in Copenhagen, summer and winter, as the alien authorities' matching job does.
//!
//! The rule is a cron line and the reckoning is a library's; here stands only what it means for a night.

use croner::Cron;
use croner::errors::CronError;
use jiff::{Timestamp, Zoned};
use vocabulary::{denmark, in_denmark};

/// The cron line of the night: every day at 22:00.
pub const NIGHTLY: &str = "0 22 * * *";

/// A schedule of nights.
pub struct Schedule {
    cron: Cron,
}

/// Why a schedule cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// Not a cron line.
    #[error("the schedule {line} is no cron line: {source}")]
    Line {
        /// What was given.
        line: String,
        /// What the library says.
        source: CronError,
    },
    /// The line never comes true.
    #[error("the schedule never comes true: {0}")]
    Never(CronError),
}

/// Now, by the clock in Denmark.
pub(crate) fn now_in_denmark() -> Zoned {
    in_denmark(Timestamp::now())
}

impl Schedule {
    /// Reads a cron line of five fields, in Copenhagen's time.
    pub fn parse(line: &str) -> Result<Self, ScheduleError> {
        let cron = line.parse().map_err(|source| ScheduleError::Line { line: line.to_owned(), source })?;
        Ok(Self { cron })
    }

    /// The next start after a moment.
    pub fn next_after(&self, moment: &Zoned) -> Result<Zoned, ScheduleError> {
        let local = moment.with_time_zone(denmark());
        self.cron.find_next_occurrence(&local, false).map_err(ScheduleError::Never)
    }

    /// The last start at or before a moment.
    pub fn last_until(&self, moment: &Zoned) -> Result<Zoned, ScheduleError> {
        let local = moment.with_time_zone(denmark());
        self.cron.find_previous_occurrence(&local, true).map_err(ScheduleError::Never)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    #[test]
    fn the_night_begins_at_22_in_copenhagen_summer_and_winter() {
        let nightly = Schedule::parse(NIGHTLY).unwrap();
        for (moment, next) in [
            ("2026-07-01T12:00[UTC]", "2026-07-01T22:00+02:00[Europe/Copenhagen]"),
            ("2026-01-01T12:00[UTC]", "2026-01-01T22:00+01:00[Europe/Copenhagen]"),
            ("2026-07-01T20:00[UTC]", "2026-07-02T22:00+02:00[Europe/Copenhagen]"),
            // The nights on which the clocks change.
            ("2026-03-28T21:30[UTC]", "2026-03-29T22:00+02:00[Europe/Copenhagen]"),
            ("2026-10-24T20:30[UTC]", "2026-10-25T22:00+01:00[Europe/Copenhagen]"),
        ] {
            assert_eq!(nightly.next_after(&at(moment)).unwrap(), at(next), "after {moment}");
        }
    }

    #[test]
    fn the_start_itself_counts_as_the_last_one() {
        let nightly = Schedule::parse(NIGHTLY).unwrap();
        let start = at("2026-07-01T22:00+02:00[Europe/Copenhagen]");
        assert_eq!(nightly.last_until(&start).unwrap(), start);
        assert_eq!(
            nightly.last_until(&at("2026-07-01T19:59[UTC]")).unwrap(),
            at("2026-06-30T22:00+02:00[Europe/Copenhagen]")
        );
    }

    #[test]
    fn what_is_no_cron_line_is_refused() {
        assert!(matches!(Schedule::parse("klokken ti"), Err(ScheduleError::Line { .. })));
    }
}
