//! What kind of country is asked for.
//!
//! Must not know how it is made.

use jiff::civil::{Date, date};
use registers::cpr::Form;
use serde::{Deserialize, Serialize};

use crate::rates::{Rates, RatesError};

/// Most persons in one register: beyond it indexes of 32 bits and CPR's numbers would run out.
pub const MOST_PERSONS: u32 = 20_000_000;
/// Most days of changes.
pub const MOST_DAYS: u16 = 1000;

/// What the country is made from. The same settings give the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Rows of CARL2 on the first day.
    pub persons: u32,
    /// Rows of the civil register on the first day; more where the persons of CARL2 and their families need them.
    pub cpr_persons: u32,
    /// The seed that everything is drawn from.
    pub seed: u64,
    /// Days of changes after the first.
    pub days: u16,
    /// Persons to whom something happens on each of them.
    pub changes_per_day: u32,
    /// The day of the baseline. The following days are the following weekdays.
    pub first_day: Date,
    /// How the records lie in CPR's files.
    pub form: Form,
    /// In which order the records of a person stand.
    pub order: RecordOrder,
    /// The number of the task at CPR.
    pub task: u32,
    /// Most integration cases that are made; all there are without it.
    pub cases: Option<u32>,
    /// How often things go wrong.
    pub rates: Rates,
}

/// The order of records in CPR's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordOrder {
    /// Each person's records as one block, but all addressing names (003) at the end of the file, as in CPR's samples.
    AddressingNamesLast,
    /// Each person's records as one block.
    ByPerson,
}

/// Settings that no country can be made from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// Too many persons.
    #[error("{0} persons are more than the {MOST_PERSONS} that can be made")]
    TooManyPersons(u32),
    /// Too many days.
    #[error("{0} days are more than the {MOST_DAYS} that can be made")]
    TooManyDays(u16),
    /// The first day is too early for the people to have come, or too late for CPR's numbers.
    #[error("the first day is between 2017-01-01 and 2035-12-31, not {0}")]
    FirstDay(Date),
    /// A task number that does not fit.
    #[error("CPR's task numbers have six digits, {0} has more")]
    Task(u32),
    /// A rate that is no share.
    #[error(transparent)]
    Rates(#[from] RatesError),
}

impl Settings {
    /// A country of so many persons in CARL2, twice as many in CPR, and the default of everything else.
    pub fn new(persons: u32, seed: u64) -> Self {
        Self {
            persons,
            cpr_persons: persons.saturating_mul(2),
            seed,
            days: 0,
            changes_per_day: 100,
            first_day: date(2026, 11, 19),
            form: Form::LinesStripped,
            order: RecordOrder::AddressingNamesLast,
            task: 431_102,
            cases: None,
            rates: Rates::default(),
        }
    }

    /// Refuses settings that no country can be made from.
    pub fn check(&self) -> Result<(), SettingsError> {
        let most = self.persons.max(self.cpr_persons);
        if most > MOST_PERSONS {
            return Err(SettingsError::TooManyPersons(most));
        }
        if self.days > MOST_DAYS {
            return Err(SettingsError::TooManyDays(self.days));
        }
        if !(2017..=2035).contains(&self.first_day.year()) {
            return Err(SettingsError::FirstDay(self.first_day));
        }
        if self.task > 999_999 {
            return Err(SettingsError::Task(self.task));
        }
        Ok(self.rates.check()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_made_are_refused() {
        assert_eq!(Settings::new(1000, 1).check(), Ok(()));
        let with = |change: fn(&mut Settings)| {
            let mut settings = Settings::new(1000, 1);
            change(&mut settings);
            settings.check().unwrap_err()
        };
        assert_eq!(with(|s| s.persons = 30_000_000), SettingsError::TooManyPersons(30_000_000));
        assert_eq!(with(|s| s.days = 2000), SettingsError::TooManyDays(2000));
        assert_eq!(with(|s| s.first_day = date(2001, 1, 1)), SettingsError::FirstDay(date(2001, 1, 1)));
        assert_eq!(with(|s| s.task = 1_000_000), SettingsError::Task(1_000_000));
        assert!(matches!(with(|s| s.rates.refused = 2.0), SettingsError::Rates(_)));
    }
}
