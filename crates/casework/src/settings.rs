//! What a night can be told: who acts, when a sign is an alarm, how long a municipality has.

use oversight::alarm::Thresholds;
use serde::{Deserialize, Serialize};
use vocabulary::PersonIdFormat;

/// Settings of the night, from a TOML file; every key has a default, and an unknown key is an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Who stands as actor on the night's facts.
    pub actor: String,
    /// When a sign becomes an alarm.
    pub alarms: Thresholds,
    /// Days that a municipality has to mend a registration, counted from the night that found it.
    ///
    /// No law sets this deadline; 14 days is our own choice and the agency's to change.
    pub municipality_deadline_days: u16,
    /// An administrative CPR number is asked for when the permit was granted at most so many days before the night.
    ///
    /// Older permits without a coupling are for data stewards: their holders have lived here and have a number, and a
    /// second one would be the double registration that the scheme is to prevent.
    pub administrative_number_window_days: u16,
    /// Whether a CPR delivery is taken whose end record counts otherwise than the file has records. It is meant for
    /// samples that were cut by hand; the night warns of each that it takes.
    pub accept_wrong_count: bool,
    /// Which texts are person-ids.
    pub person_id: PersonIdFormat,
    /// How many set-aside records a report names; all are counted.
    pub set_aside_shown: usize,
    /// How many nights the trend shows.
    pub trend_nights: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            actor: "night".to_owned(),
            alarms: Thresholds::default(),
            municipality_deadline_days: 14,
            administrative_number_window_days: 60,
            accept_wrong_count: false,
            person_id: PersonIdFormat::default(),
            set_aside_shown: 100,
            trend_nights: 30,
        }
    }
}
