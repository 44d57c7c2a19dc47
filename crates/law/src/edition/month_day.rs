//! A day of every year, as the Act names one: 1 April, 10 September.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days that every year has in each month.
const DAYS: [i8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A day of every year, written `04-01`. 29 February is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    /// The day with this number in this month.
    ///
    /// # Panics
    /// Where some year has no such day: in a constant, that stops the build.
    pub const fn new(month: i8, day: i8) -> Self {
        assert!(is_in_every_year(month, day), "every year has the day");
        Self { month, day }
    }

    /// The day in a year.
    pub fn of(self, year: i16) -> Date {
        Date::new(year, self.month, self.day).unwrap_or(Date::MAX)
    }
}

#[expect(clippy::cast_sign_loss, reason = "the month is from 1 to 12 where it is used as a place")]
const fn is_in_every_year(month: i8, day: i8) -> bool {
    1 <= month && month <= 12 && 1 <= day && day <= DAYS[month as usize - 1]
}

impl TryFrom<String> for MonthDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let parts = text.split_once('-').filter(|_| (text.len(), digits) == (5, 4));
        let numbers = parts.and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        let day = numbers.filter(|(month, day)| is_in_every_year(*month, *day));
        day.map(|(month, day)| Self { month, day }).ok_or("a day of every year is written MM-DD")
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        format!("{:02}-{:02}", day.month, day.day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_is_the_same_day_in_every_year() {
        let day = MonthDay::new(9, 30);
        assert_eq!([day.of(2007), day.of(2008)], [date(2007, 9, 30), date(2008, 9, 30)]);
        assert_eq!(serde_json::to_string(&day).unwrap(), r#""09-30""#);
        assert_eq!(serde_json::from_str::<MonthDay>(r#""09-30""#).unwrap(), day);
    }

    #[test]
    fn what_is_no_day_of_every_year_is_refused() {
        for text in ["02-29", "09-31", "13-01", "00-10", "9-30", "+4-01", "0930", ""] {
            assert!(MonthDay::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
