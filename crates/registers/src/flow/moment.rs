//! Days of events: a day as it stands, or a moment with its offset, which becomes the day it was in Denmark.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::exchange::read_date;

/// Denmark's time since 1996: one hour before Greenwich, two from the last Sunday of March to the last of October, both
/// at 01:00 in Greenwich (directive 2000/84/EC, and its forerunners from 1996). Written out, so that a day does not
/// depend on the machine's own tables.
const DENMARK: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
/// No authority's system knows earlier cases or later deadlines: a year outside is a typing error.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2099;

/// Reads `YYYY-MM-DD`, or a moment of RFC 3339 with its offset.
pub(super) fn read_day(text: &str) -> Result<Date, String> {
    let day = if text.len() <= 10 { read_date(text)? } else { day_of_moment(text)? };
    if YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!("{day} is not between {} and {}", YEARS.start(), YEARS.end()))
    }
}

fn day_of_moment(text: &str) -> Result<Date, String> {
    const SHAPE: &str = "a day is written YYYY-MM-DD, or as a moment with offset, 2024-03-31T23:30:00+02:00";
    // What follows a moment in brackets names a zone, which is no part of RFC 3339; a date alone would be no moment.
    if text.contains('[') || !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
        return Err(SHAPE.to_owned());
    }
    let _: Date = read_date(text.get(..10).ok_or(SHAPE)?)?;
    let moment: Timestamp = text.parse().map_err(|_| SHAPE.to_owned())?;
    let zone = TimeZone::posix(DENMARK).map_err(|error| error.to_string())?;
    Ok(moment.to_zoned(zone).date())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_becomes_the_day_it_was_in_denmark() {
        for (moment, day) in [
            ("2024-02-28T23:30:00Z", date(2024, 2, 29)),
            ("2024-02-29T23:30:00+01:00", date(2024, 2, 29)),
            ("2023-02-28T23:30:00Z", date(2023, 3, 1)),
            ("2024-06-30T22:30:00Z", date(2024, 7, 1)),
            ("2024-12-31T22:30:00Z", date(2024, 12, 31)),
            ("2024-12-31T23:00:00Z", date(2025, 1, 1)),
            ("2024-05-01T02:00:00+09:00", date(2024, 4, 30)),
            ("2024-04-30T20:00:00-04:00", date(2024, 5, 1)),
            ("2024-04-30 20:00:00.250-04:00", date(2024, 5, 1)),
        ] {
            assert_eq!(read_day(moment), Ok(day), "{moment}");
        }
    }

    #[test]
    fn the_hours_around_the_changes_of_the_clock_are_read_by_their_offset() {
        // On 31 March 2024 clocks went from 02:00 to 03:00, on 27 October back from 03:00 to 02:00.
        for (moment, day) in [
            ("2024-03-30T22:59:59Z", date(2024, 3, 30)),
            ("2024-03-30T23:00:00Z", date(2024, 3, 31)),
            ("2024-03-31T21:59:59Z", date(2024, 3, 31)),
            ("2024-03-31T22:00:00Z", date(2024, 4, 1)),
            ("2024-10-26T22:00:00Z", date(2024, 10, 27)),
            ("2024-10-27T02:30:00+02:00", date(2024, 10, 27)),
            ("2024-10-27T02:30:00+01:00", date(2024, 10, 27)),
            ("2024-10-27T22:59:59Z", date(2024, 10, 27)),
            ("2024-10-27T23:00:00Z", date(2024, 10, 28)),
        ] {
            assert_eq!(read_day(moment), Ok(day), "{moment}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused_and_never_guessed() {
        for text in [
            "",
            "2023-02-29",
            "2024-02-30",
            "24-02-28",
            "28-02-2024",
            "2024-2-8",
            "2024-02-28T12:00:00",
            "2024-02-30T12:00:00Z",
            "2024-02-28T12:00:00+01:00[Europe/Copenhagen]",
            "2024-02-28T25:00:00Z",
            "20240228T120000Z",
            "0024-03-05",
            "2924-03-05",
            "2024-02-28T12:00:00Europe",
            "2024-02-2ø",
        ] {
            assert!(read_day(text).is_err(), "{text}");
        }
        assert_eq!(read_day("2024-02-29"), Ok(date(2024, 2, 29)), "a leap day exists in a leap year");
    }

    proptest! {
        #[test]
        fn the_day_is_that_of_the_time_zone_database(seconds in 820_454_400_i64..2_524_608_000) {
            let moment = Timestamp::from_second(seconds).unwrap();
            let zone = TimeZone::get("Europe/Copenhagen").unwrap();
            prop_assert_eq!(read_day(&moment.to_string()), Ok(moment.to_zoned(zone).date()));
        }

        #[test]
        fn no_text_stops_the_reader(text in ".{0,40}") {
            let _ = read_day(&text);
        }
    }
}
