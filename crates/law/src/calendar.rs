//! The Act's ways of counting time, each once and under its own name.
//!
//! *n months after D*: the same day number n months later, or the last day of that month where it is shorter. *Within n months
//! after D*: that day is the last in time. Source: the readings in `docs/interpretations.md`.

use jiff::civil::{Date, Weekday, date};

/// The same day number `months` later, or the last day of that month where it is shorter.
pub fn months_after(day: Date, months: u16) -> Date {
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let (Ok(year), Ok(month)) = (i16::try_from(year), i8::try_from(month)) else { return Date::MAX };
    match Date::new(year, month, day.day().min(28)) {
        Ok(first) if day.day() > 28 => last_possible(first, day.day()),
        Ok(day) => day,
        Err(_) => Date::MAX,
    }
}

/// The day with this number in the month of `within`, or the last day of the month.
fn last_possible(within: Date, day: i8) -> Date {
    let number = day.min(within.days_in_month());
    Date::new(within.year(), within.month(), number).unwrap_or(within)
}

/// The same date `years` later; 28 February after 29 February.
pub fn years_after(day: Date, years: u16) -> Date {
    months_after(day, years * 12)
}

/// So many days later.
pub fn days_after(day: Date, days: u32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

/// So many weeks later.
pub fn weeks_after(day: Date, weeks: u16) -> Date {
    days_after(day, u32::from(weeks) * 7)
}

/// Whole days from one day to a later one; negative where it is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    number(to) - number(from)
}

/// Days since 1 March of year 0: Howard Hinnant's `days_from_civil`, since an intermediate span per difference is too slow
/// for the months of a whole population.
fn number(day: Date) -> i32 {
    let year = i32::from(day.year()) - i32::from(day.month() <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = (i32::from(day.month()) + 9) % 12;
    let of_year = (153 * month + 2) / 5 + i32::from(day.day()) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// The day on which the first whole month after the day has ended: the first day of the second month after it (§ 4, stk. 2).
pub fn end_of_first_whole_month_after(day: Date) -> Date {
    months_after(day.first_of_month(), 2)
}

/// The first day of the month after the day's month (§ 31 a, stk. 1, 2. pkt.).
pub fn first_of_next_month(day: Date) -> Date {
    months_after(day.first_of_month(), 1)
}

/// The day on which somebody reaches an age; born on 29 February, that is 28 February in common years.
pub fn birthday(born: Date, age: u16) -> Date {
    years_after(born, age)
}

/// Whether the day is a Saturday, a Sunday or a public holiday. Until 2024, when Store Bededag was abolished.
pub fn is_day_of_rest(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || is_public_holiday(day)
}

/// A citizen's deadline that falls on a day of rest ends on the next working day. Authorities' own duties are not moved.
pub fn next_working_day(day: Date) -> Date {
    let mut day = day;
    while is_day_of_rest(day) {
        let Ok(next) = day.tomorrow() else { return day };
        day = next;
    }
    day
}

/// Whether what begins on `next` is connected ("sammenhængende") with what ended the day before `end`: no working day lies between.
pub fn is_connected(end: Date, next: Date) -> bool {
    next <= next_working_day(end)
}

/// The whole months from one day to a later one, and the days left over; none where it is earlier.
pub fn months_and_days_between(from: Date, to: Date) -> (u16, u16) {
    let mut months =
        (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month()) - i32::from(from.month());
    let after = |months: i32| months_after(from, u16::try_from(months).unwrap_or(0));
    if months > 0 && after(months) > to {
        months -= 1;
    }
    let days = days_between(after(months), to);
    (u16::try_from(months).unwrap_or(0), u16::try_from(days).unwrap_or(0))
}

fn is_public_holiday(day: Date) -> bool {
    let fixed = [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)];
    let fixed_day = fixed.contains(&(day.month(), day.day()));
    let from_easter = days_between(easter(day.year()), day);
    let prayer_day = from_easter == 26 && day < date(2024, 1, 1);
    fixed_day || matches!(from_easter, -3 | -2 | 0 | 1 | 39 | 49 | 50) || prayer_day
}

/// Easter Sunday of the Gregorian calendar: the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, chapter 8).
#[expect(clippy::many_single_char_names, reason = "the letters are those of the algorithm")]
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let a = y % 19;
    let (b, c) = (y / 100, y % 100);
    let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    let (month, day) = (f / 31, f % 31 + 1);
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Date::MAX };
    Date::new(year, month, day).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_day(year: i16) -> impl Iterator<Item = Date> {
        let first = date(year, 1, 1);
        (0..i32::from(first.days_in_year())).map(move |n| days_after(first, u32::try_from(n).unwrap()))
    }

    /// Every day of a leap and a common year, against the calendar of the library.
    #[test]
    fn months_after_is_the_same_day_or_the_last_of_the_month() {
        for day in every_day(2008).chain(every_day(2007)) {
            for months in 0..40 {
                let due = months_after(day, months);
                let library = day.checked_add(jiff::Span::new().months(months)).unwrap();
                assert_eq!(due, library, "{day} + {months}");
                assert!(due.day() == day.day() || due == due.last_of_month(), "{day} + {months}");
            }
        }
    }

    #[test]
    fn the_first_whole_month_ends_when_the_second_month_begins() {
        for day in every_day(2008).chain(every_day(2007)) {
            let from = end_of_first_whole_month_after(day);
            assert_eq!(from.day(), 1, "{day}");
            let whole = (i32::from(from.year()) - i32::from(day.year())) * 12 + i32::from(from.month())
                - i32::from(day.month());
            assert_eq!(whole, 2, "{day}");
        }
        assert_eq!(end_of_first_whole_month_after(date(2007, 12, 31)), date(2008, 2, 1));
    }

    #[test]
    fn days_between_counts_every_day_of_a_leap_and_a_common_year() {
        for (n, day) in every_day(2008).enumerate() {
            assert_eq!(days_between(date(2008, 1, 1), day), i32::try_from(n).unwrap());
        }
        for (n, day) in every_day(2007).enumerate() {
            assert_eq!(days_between(day, date(2007, 1, 1)), -i32::try_from(n).unwrap());
        }
    }

    #[test]
    fn a_weekend_between_does_not_break_what_is_connected() {
        let (friday, saturday) = (date(2008, 3, 7), date(2008, 3, 8));
        assert!(is_connected(saturday, date(2008, 3, 10)));
        assert!(!is_connected(saturday, date(2008, 3, 11)));
        assert!(is_connected(friday, friday) && !is_connected(friday, saturday));
        assert!(is_connected(date(2008, 3, 20), date(2008, 3, 25)), "Easter");
        assert!(is_connected(friday, date(2008, 3, 1)), "one that begins before the other ends");
    }

    #[test]
    fn whole_months_and_the_days_left_over_make_up_the_time_between() {
        for from in every_day(2008) {
            for days in [0, 1, 27, 28, 29, 30, 31, 59, 60, 61, 89, 92, 365, 366] {
                let to = days_after(from, days);
                let (months, left) = months_and_days_between(from, to);
                assert_eq!(days_after(months_after(from, months), left.into()), to, "{from} to {to}");
                assert!(months_after(from, months + 1) > to, "{from} to {to}");
            }
        }
        assert_eq!(months_and_days_between(date(2008, 3, 1), date(2008, 2, 1)), (0, 0));
    }

    #[test]
    fn a_birthday_on_a_leap_day_is_kept_on_the_last_of_february() {
        assert_eq!(birthday(date(1992, 2, 29), 18), date(2010, 2, 28));
        assert_eq!(birthday(date(1992, 2, 29), 20), date(2012, 2, 29));
    }

    #[test]
    fn easter_and_what_follows_it_are_days_of_rest() {
        assert_eq!(
            [easter(2007), easter(2008), easter(2000)],
            [date(2007, 4, 8), date(2008, 3, 23), date(2000, 4, 23)]
        );
        for day in [
            date(2008, 3, 20),
            date(2008, 3, 21),
            date(2008, 3, 24),
            date(2008, 4, 18),
            date(2008, 5, 1),
            date(2008, 5, 12),
        ] {
            assert!(is_public_holiday(day), "{day}");
        }
        assert!(!is_public_holiday(date(2024, 4, 26)));
        assert_eq!(next_working_day(date(2008, 3, 20)), date(2008, 3, 25));
        assert_eq!(next_working_day(date(2008, 4, 16)), date(2008, 4, 16));
    }
}
