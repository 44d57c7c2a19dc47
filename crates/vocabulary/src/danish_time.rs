//! The clock on the wall in Denmark. The Act, the registers and everybody at work count days by it, wherever the machine stands and whatever its own
//! clock is set to. The rules of the time zone are part of the program: a machine without them would otherwise show another time.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

static COPENHAGEN: TimeZone = jiff::tz::get!("Europe/Copenhagen");

/// A moment by the clock in Denmark.
pub fn in_denmark(at: Timestamp) -> Zoned {
    at.to_zoned(denmark())
}

/// The day of a moment in Denmark.
pub fn danish_day(at: Timestamp) -> Date {
    in_denmark(at).date()
}

/// Danish time, summer and winter.
pub fn denmark() -> TimeZone {
    COPENHAGEN.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_late_in_the_evening_by_universal_time_is_the_next_day_in_denmark() {
        for (at, day, hour) in [
            ("2026-06-30T22:30:00Z", "2026-07-01", 0),
            ("2026-12-31T23:30:00Z", "2027-01-01", 0),
            ("2026-06-30T21:59:59Z", "2026-06-30", 23),
            ("2026-03-29T01:00:00Z", "2026-03-29", 3),
            ("2026-10-25T01:00:00Z", "2026-10-25", 2),
        ] {
            let at: Timestamp = at.parse().expect("a moment");
            assert_eq!((danish_day(at).to_string().as_str(), in_denmark(at).hour()), (day, hour), "{at}");
        }
    }
}
