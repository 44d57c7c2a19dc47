//! The journal's own clock never goes back.
//!
//! Pure: it decides which time an entry gets, given the time that was handed in and the newest entry.

use jiff::{SignedDuration, Timestamp};

/// How far behind the newest entry a time may lie and still be taken as that entry's time.
///
/// Two writers read their clocks before they wait for each other, and a time server moves a clock by a little: that is no reason to
/// refuse a fact. A minute more or less tells nobody anything wrong about when something was known.
pub const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_secs(60);

/// The time that was handed in lies too far before the newest entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WentBack {
    pub(crate) last: Timestamp,
}

/// The time that an entry gets: the one handed in, in whole microseconds, but never before `last`.
pub(crate) fn settle(given: Timestamp, last: Option<Timestamp>) -> Result<Timestamp, WentBack> {
    let given = Timestamp::from_microsecond(given.as_microsecond())
        .expect("a time cut to whole microseconds lies within the times that there are");
    match last {
        Some(last) if last.duration_since(given) > CLOCK_TOLERANCE => Err(WentBack { last }),
        Some(last) => Ok(last.max(given)),
        None => Ok(given),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_later_time_is_taken_as_it_is() {
        assert_eq!(settle(second(11), Some(second(10))), Ok(second(11)));
        assert_eq!(settle(second(11), None), Ok(second(11)));
    }

    #[test]
    fn a_time_a_little_behind_becomes_the_newest_entrys_time() {
        assert_eq!(settle(second(40), Some(second(100))), Ok(second(100)));
    }

    #[test]
    fn a_clock_that_went_back_is_refused() {
        assert_eq!(settle(second(39), Some(second(100))), Err(WentBack { last: second(100) }));
    }

    #[test]
    fn times_are_cut_to_what_both_databases_hold() {
        let given = Timestamp::new(5, 123_456_789).unwrap();
        assert_eq!(settle(given, None), Ok(Timestamp::new(5, 123_456_000).unwrap()));
    }
}
