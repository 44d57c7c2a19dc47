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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn settings(text: Value) -> Result<Settings, serde_json::Error> {
        serde_json::from_value(text)
    }

    #[test]
    fn every_key_may_be_left_out_also_within_a_table() {
        let whole = serde_json::to_value(Settings::default()).unwrap();
        let mut left_out = 0;
        for (key, part) in whole.as_object().unwrap() {
            let mut without = whole.clone();
            without.as_object_mut().unwrap().remove(key);
            assert_eq!(settings(without).unwrap(), Settings::default(), "without {key}");
            for inner in part.as_object().into_iter().flatten().map(|(inner, _)| inner) {
                let mut without = whole.clone();
                without[key].as_object_mut().unwrap().remove(inner);
                assert_eq!(settings(without).unwrap(), Settings::default(), "without {key}.{inner}");
                left_out += 1;
            }
        }
        assert!(left_out >= 7, "four limits of alarms and three of person-ids, at least");
        let one = settings(json!({ "alarms": { "late_after_weekdays": 3 } })).unwrap();
        let others = Thresholds { late_after_weekdays: 3, ..Thresholds::default() };
        assert_eq!(one, Settings { alarms: others, ..Settings::default() });
    }

    #[test]
    fn an_unknown_key_is_named_wherever_it_stands() {
        for text in [
            json!({ "deadlien": 1 }),
            json!({ "alarms": { "deadlien": 1 } }),
            json!({ "person_id": { "deadlien": 1 } }),
        ] {
            let error = settings(text).unwrap_err().to_string();
            assert!(error.contains("deadlien"), "{error}");
        }
    }
}
