//! What case flow is made from: years, scale, seed, and how often things go wrong.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::{FIRST_YEAR, LAST_YEAR};

/// What a flow is made from. The same settings give the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowSettings {
    /// The first year in which cases begin. Some returns began years before it.
    pub first_year: i16,
    /// The last year; nothing that happened or was entered after it is known.
    pub last_year: i16,
    /// The seed that everything is drawn from.
    pub seed: u64,
    /// Cases for each case of Denmark: 1 is the country as it is.
    pub scale: f64,
    /// How often things go wrong.
    pub rates: FlowRates,
}

/// Shares from 0 to 1. All are our choice: no authority publishes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FlowRates {
    /// Events entered one to three days after they happened.
    pub entered_days_later: f64,
    /// Events entered four to 20 days after.
    pub entered_weeks_later: f64,
    /// Events entered 21 to 90 days after.
    pub entered_months_later: f64,
    /// Days on which an office does not report its next appointment.
    pub counter_silent: f64,
    /// Cases of which a delivery has a row with a fault, or events in an impossible order.
    pub broken: f64,
    /// Rows that a delivery has twice.
    pub duplicate: f64,
}

impl Default for FlowRates {
    fn default() -> Self {
        Self {
            entered_days_later: 0.10,
            entered_weeks_later: 0.03,
            entered_months_later: 0.01,
            counter_silent: 0.004,
            broken: 0.003,
            duplicate: 0.002,
        }
    }
}

/// Settings that no flow can be made from.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FlowSettingsError {
    /// Years that do not follow each other, or for which there are no volumes.
    #[error(
        "years from {first} to {last}: choose years from {FIRST_YEAR} to {LAST_YEAR}, the first not after the last"
    )]
    Years {
        /// The first.
        first: i16,
        /// The last.
        last: i16,
    },
    /// A scale that is no number of cases.
    #[error("a scale of {0}: choose one above 0 and at most 100")]
    Scale(f64),
    /// A rate that is no share.
    #[error("{name} is {share}, which is no share from 0 to 1")]
    Rate {
        /// The rate.
        name: &'static str,
        /// What it was set to.
        share: f64,
    },
}

impl FlowSettings {
    /// The country as it is, over these years.
    pub fn new(first_year: i16, last_year: i16, seed: u64) -> Self {
        Self { first_year, last_year, seed, scale: 1.0, rates: FlowRates::default() }
    }

    /// Refuses settings that no flow can be made from.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), FlowSettingsError> {
        let (first, last) = (self.first_year, self.last_year);
        if first > last || first < FIRST_YEAR || last > LAST_YEAR {
            return Err(FlowSettingsError::Years { first, last });
        }
        if !(self.scale > 0.0 && self.scale <= 100.0) {
            return Err(FlowSettingsError::Scale(self.scale));
        }
        let wrong = self.rates.shares().into_iter().find(|(_, share)| !(0.0..=1.0).contains(share));
        wrong.map_or(Ok(()), |(name, share)| Err(FlowSettingsError::Rate { name, share }))
    }

    /// The last day of the flow.
    pub fn until(&self) -> Date {
        date(self.last_year, 12, 31)
    }
}

impl FlowRates {
    fn shares(&self) -> [(&'static str, f64); 6] {
        [
            ("entered_days_later", self.entered_days_later),
            ("entered_weeks_later", self.entered_weeks_later),
            ("entered_months_later", self.entered_months_later),
            ("counter_silent", self.counter_silent),
            ("broken", self.broken),
            ("duplicate", self.duplicate),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_made_are_refused() {
        assert_eq!(FlowSettings::new(2022, 2025, 1).check(), Ok(()));
        assert!(matches!(FlowSettings::new(2025, 2022, 1).check(), Err(FlowSettingsError::Years { .. })));
        assert!(matches!(FlowSettings::new(1999, 2022, 1).check(), Err(FlowSettingsError::Years { .. })));
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let settings = FlowSettings { scale, ..FlowSettings::new(2022, 2025, 1) };
            assert!(matches!(settings.check(), Err(FlowSettingsError::Scale(_))), "{scale}");
        }
        let mut settings = FlowSettings::new(2022, 2025, 1);
        settings.rates.broken = 1.5;
        assert_eq!(settings.check(), Err(FlowSettingsError::Rate { name: "broken", share: 1.5 }));
    }
}
