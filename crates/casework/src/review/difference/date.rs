//! Birth dates and days of events.

use jiff::civil::Date;
use vocabulary::UncertainDate;

use super::number::is_one_digit;
use super::{Difference, Register};

/// Birth dates further apart than so many years contradict each other: no typing error and no guess at a border
/// explains them (docs/interpretations.md).
const YEARS_APART: i16 = 2;

/// Two birth dates, each known as far as its register knows it.
pub fn birth_dates(carl2: Option<UncertainDate>, cpr: Option<UncertainDate>) -> Difference {
    if let Some(missing) = Difference::of_missing(carl2.is_none(), cpr.is_none()) {
        return missing;
    }
    let (Some(left), Some(right)) = (carl2, cpr) else { return Difference::MissingOnBoth };
    if (left.year(), left.month(), left.day()) == (right.year(), right.month(), right.day()) {
        return Difference::Same;
    }
    match (left.day(), right.day()) {
        (Some(one), Some(two)) => both_known(one, two),
        _ => in_part(left, right),
    }
}

fn both_known(left: Date, right: Date) -> Difference {
    let same_year = left.year() == right.year();
    match (is_first_of_january(left), is_first_of_january(right)) {
        (true, false) if same_year => return Difference::KnownInPart { on: Register::Carl2 },
        (false, true) if same_year => return Difference::KnownInPart { on: Register::Cpr },
        _ => {}
    }
    if same_year && left.month() == right.day() && left.day() == right.month() {
        return Difference::DayAndMonthSwapped;
    }
    if is_one_digit(&digits(left), &digits(right)) {
        return Difference::OneDigit;
    }
    match same_year {
        true if left.month() == right.month() => Difference::SameMonthOnly,
        true => Difference::SameYearOnly,
        false => of_years(left.year(), right.year()),
    }
}

/// At least one of the two lacks its day.
fn in_part(left: UncertainDate, right: UncertainDate) -> Difference {
    if left.year() != right.year() {
        return of_years(left.year(), right.year());
    }
    // How much each knows; 1 January is what is written where only the year is known.
    let known = |date: UncertainDate| match (date.month(), date.day()) {
        (_, Some(day)) if is_first_of_january(day) => 1,
        (_, Some(_)) => 3,
        (Some(_), None) => 2,
        (None, None) => 1,
    };
    let agree = known(left) == 1 || known(right) == 1 || left.month() == right.month();
    match (agree, known(left).cmp(&known(right))) {
        (false, _) => Difference::SameYearOnly,
        (true, std::cmp::Ordering::Less) => Difference::KnownInPart { on: Register::Carl2 },
        (true, std::cmp::Ordering::Greater) => Difference::KnownInPart { on: Register::Cpr },
        // A year, and 1 January of that year: the same knowledge, written in two ways.
        (true, std::cmp::Ordering::Equal) => Difference::Same,
    }
}

fn of_years(left: i16, right: i16) -> Difference {
    if (left - right).abs() > YEARS_APART { Difference::Contradicting } else { Difference::Different }
}

/// Two days of one event, such as the entry.
pub fn days(carl2: Option<Date>, cpr: Option<UncertainDate>) -> Difference {
    if let Some(missing) = Difference::of_missing(carl2.is_none(), cpr.is_none()) {
        return missing;
    }
    let (Some(left), Some(right)) = (carl2, cpr) else { return Difference::MissingOnBoth };
    let Some(day) = right.day() else {
        let fits = right.earliest() <= left && left <= right.latest();
        return if fits { Difference::KnownInPart { on: Register::Cpr } } else { Difference::Different };
    };
    if left == day {
        return Difference::Same;
    }
    if left.year() == day.year() && left.month() == day.day() && left.day() == day.month() {
        return Difference::DayAndMonthSwapped;
    }
    let apart = (day - left).get_days().unsigned_abs();
    if apart <= 31 { Difference::DaysApart { days: apart } } else { Difference::Different }
}

fn is_first_of_january(date: Date) -> bool {
    (date.month(), date.day()) == (1, 1)
}

fn digits(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}
