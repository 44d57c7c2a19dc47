//! Days as numbers: what many millions of events are counted in.

use std::borrow::Cow;
use std::fmt;

use law::calendar::{days_between, months_after};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vocabulary::Date;

/// A day in Denmark as the number of days since 1 January 1970, which is how Parquet keeps days.
///
/// The event's time of day and zone are gone: a delivery that has them says which day in Copenhagen it was.
/// In JSON it is a date, `2024-02-29`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The calendar date; the calendar's first or last where the number lies outside the years −9999 to 9999.
    pub fn date(self) -> Date {
        // Howard Hinnant's `civil_from_days`: the calendar's own spans are too slow for millions of cases.
        let shifted = i64::from(self.0) + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
        let edge = if self.0 < 0 { Date::MIN } else { Date::MAX };
        let (Ok(year), Ok(month), Ok(day)) = parts else { return edge };
        Date::new(year, month, day).unwrap_or(edge)
    }

    /// So many days later; earlier where negative.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same day number so many months later, or the last day of that month where it is shorter:
    /// the house's one rule of months (`law::calendar::months_after`).
    #[must_use]
    pub fn months_later(self, months: u16) -> Self {
        Self::from(months_after(self.date(), months))
    }

    /// The last day of the calendar month after this day's month.
    #[must_use]
    pub fn end_of_next_month(self) -> Self {
        Self::from(months_after(self.date().first_of_month(), 1).last_of_month())
    }

    /// Days from an earlier day to this one; negative where it is later.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(days_between(jiff::civil::date(1970, 1, 1), date))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

/// A date in its own right: what is written is no number of days.
impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FlowDay".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Date::json_schema(generator)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.date().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Date::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_day_of_four_centuries_reads_back() {
        let mut day = date(1800, 1, 1);
        while day < date(2200, 1, 1) {
            assert_eq!(Day::from(day).date(), day);
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn a_leap_day_counts_and_a_month_ends_with_its_last_day() {
        let leap = Day::from(date(2024, 2, 29));
        assert_eq!(Day::from(date(2024, 3, 1)).since(leap), 1);
        assert_eq!(leap.months_later(12).date(), date(2025, 2, 28));
        assert_eq!(Day::from(date(2023, 7, 31)).months_later(7).date(), leap.date());
        assert_eq!(Day::from(date(2024, 1, 5)).end_of_next_month(), leap);
        assert_eq!(Day::from(date(2024, 12, 31)).end_of_next_month().date(), date(2025, 1, 31));
    }
}
