//! A date of which perhaps only the year, or the year and month, is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date that may lack its day or its month, and that the register may mark as uncertain (`*`).
///
/// The text form is `1961`, `1961-03` or `1961-03-20`, with a `*` behind it when marked; serde uses it too.
/// A rule that needs the day asks for [`UncertainDate::day`] and says so when there is none: it never guesses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UncertainDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    marked: bool,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UncertainDateError {
    /// Not of the form `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[error("a date is written YYYY, YYYY-MM or YYYY-MM-DD, with * behind it when uncertain")]
    Form,
    /// Of the right form, but no such day exists.
    #[error("no such date exists")]
    NoSuchDate,
}

impl UncertainDate {
    /// A date known to the day and not marked.
    pub fn certain(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()), marked: false }
    }

    /// From numbers as registers hold them, where 0 stands for an unknown month or day.
    ///
    /// A day without a month is kept as a year only: the day alone says nothing.
    pub fn from_parts(year: i16, month: i8, day: i8, marked: bool) -> Result<Self, UncertainDateError> {
        if !(1..=9999).contains(&year) || !(0..=12).contains(&month) || !(0..=31).contains(&day) {
            return Err(UncertainDateError::NoSuchDate);
        }
        let (month, day) = match (month, day) {
            (0, _) => (None, None),
            (month, 0) => (Some(month), None),
            (month, day) => {
                Date::new(year, month, day).map_err(|_| UncertainDateError::NoSuchDate)?;
                (Some(month), Some(day))
            }
        };
        Ok(Self { year, month, day, marked })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, where known.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day, where the date is known to the day (marked as uncertain or not).
    pub fn day(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// Whether the register marks the date as uncertain.
    pub fn is_marked_uncertain(self) -> bool {
        self.marked
    }

    /// The first day that the date can be.
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).expect("checked when the date was made")
    }

    /// The last day that the date can be.
    pub fn latest(self) -> Date {
        self.day().unwrap_or_else(|| {
            let month = Date::new(self.year, self.month.unwrap_or(12), 1).expect("checked when the date was made");
            month.last_of_month()
        })
    }
}

impl From<Date> for UncertainDate {
    fn from(date: Date) -> Self {
        Self::certain(date)
    }
}

impl fmt::Display for UncertainDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        f.write_str(if self.marked { "*" } else { "" })
    }
}

impl fmt::Debug for UncertainDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UncertainDate({self})")
    }
}

impl FromStr for UncertainDate {
    type Err = UncertainDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (text, marked) = text.strip_suffix('*').map_or((text, false), |rest| (rest, true));
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next(), 4)?.ok_or(UncertainDateError::Form)?;
        let month = digits(parts.next(), 2)?;
        let day = digits(parts.next(), 2)?;
        if parts.next().is_some() || month == Some(0) || day == Some(0) {
            return Err(UncertainDateError::Form);
        }
        let part = |value: Option<i16>| i8::try_from(value.unwrap_or(0)).map_err(|_| UncertainDateError::NoSuchDate);
        Self::from_parts(year, part(month)?, part(day)?, marked)
    }
}

/// A group of exactly `width` digits, or nothing where the text has ended.
fn digits(part: Option<&str>, width: usize) -> Result<Option<i16>, UncertainDateError> {
    let Some(part) = part else { return Ok(None) };
    if part.len() != width || !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(UncertainDateError::Form);
    }
    part.parse().map(Some).map_err(|_| UncertainDateError::Form)
}

impl Serialize for UncertainDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UncertainDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_year_alone_can_be_any_day_of_it() {
        let year: UncertainDate = "1961*".parse().unwrap();
        assert_eq!(year.day(), None);
        assert_eq!((year.earliest(), year.latest()), (date(1961, 1, 1), date(1961, 12, 31)));
        assert!(year.is_marked_uncertain());
    }

    #[test]
    fn a_month_alone_ends_on_its_last_day() {
        let month = UncertainDate::from_parts(1980, 2, 0, false).unwrap();
        assert_eq!(month.latest(), date(1980, 2, 29));
        assert_eq!(month.to_string(), "1980-02");
    }

    #[test]
    fn a_day_without_month_is_a_year() {
        assert_eq!(UncertainDate::from_parts(1980, 0, 17, false).unwrap().to_string(), "1980");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "196", "1961-", "1961-3", "1961-03-20-01", "1961-00", "19a1", "+961"] {
            assert_eq!(text.parse::<UncertainDate>(), Err(UncertainDateError::Form), "{text}");
        }
        for text in ["0000", "1961-13", "1961-02-29"] {
            assert_eq!(text.parse::<UncertainDate>(), Err(UncertainDateError::NoSuchDate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_text_round_trips(year in 1_i16..=9999, month in 0_i8..=12, day in 0_i8..=31, marked: bool) {
            if let Ok(date) = UncertainDate::from_parts(year, month, day, marked) {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
                prop_assert!(date.earliest() <= date.latest());
            }
        }

        #[test]
        fn any_text_parses_or_is_refused(text in "\\PC{0,14}") {
            let _ = text.parse::<UncertainDate>();
        }
    }
}
