//! What the registers get wrong about a person's birth date, sex and nationality, and which id was typed.
//!
//! Each function draws at the stated rates and names the kind of what it did. Must not know rows or files.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use vocabulary::{CprNumber, Sex, UncertainDate};

use crate::chance::Stream;
use crate::culture::{Culture, Nationality, STATELESS, UNKNOWN};
use crate::error_kind::{ErrorKind, ErrorKinds};
use crate::number::{is_impossible, is_listed};
use crate::population::TypedId;
use crate::rates::Rates;

/// A birth date as each register holds it. The civil one is the date that a CPR number is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BirthDates {
    pub alien: UncertainDate,
    pub civil: Date,
    pub civil_uncertain: bool,
}

/// The birth dates that the registers hold of a person born on `born`.
pub(crate) fn birth_dates(
    born: Date,
    culture: Culture,
    rates: &Rates,
    rng: &mut Stream,
    kinds: &mut ErrorKinds,
) -> BirthDates {
    let mut alien = born;
    let mut civil = born;
    let first = first_january(born.year());
    if rng.random_bool((rates.default_birth_date * unknown_birth_dates(culture)).min(1.0)) && !is_listed(first) {
        (alien, civil) = (first, first);
        kinds.insert(ErrorKind::BirthDefault);
    } else if rng.random_bool(rates.default_birth_date_once) {
        alien = first;
        kinds.insert(ErrorKind::BirthDefaultOnce);
    } else {
        let mistaken = mistaken_date(born, rates, rng, kinds);
        if rng.random_bool(0.5) {
            alien = mistaken;
        } else {
            civil = mistaken;
        }
    }
    let civil_uncertain = rng.random_bool(rates.birth_uncertain);
    let alien_uncertain = rng.random_bool(rates.birth_uncertain);
    if civil_uncertain || alien_uncertain {
        kinds.insert(ErrorKind::BirthUncertain);
    }
    let (month, day) = if rng.random_bool(rates.birth_partial) {
        kinds.insert(ErrorKind::BirthPartial);
        (if rng.random_bool(0.5) { 0 } else { alien.month() }, 0)
    } else {
        (alien.month(), alien.day())
    };
    let alien =
        UncertainDate::from_parts(alien.year(), month, day, alien_uncertain).expect("the parts of a date that exists");
    BirthDates { alien, civil, civil_uncertain }
}

/// Another day that a clerk could have written for this one, at the stated rates; mostly the same day.
fn mistaken_date(born: Date, rates: &Rates, rng: &mut Stream, kinds: &mut ErrorKinds) -> Date {
    if rng.random_bool(rates.birth_swapped)
        && let Ok(swapped) = Date::new(born.year(), born.day(), born.month())
        && swapped != born
    {
        kinds.insert(ErrorKind::BirthSwapped);
        return swapped;
    }
    if rng.random_bool(rates.birth_year) {
        let years = if rng.random_bool(0.7) { 1 } else { rng.random_range(2..=10) };
        // A child is made older, never younger: nobody is born after the registration.
        let years = if born.year() < 2010 && rng.random_bool(0.5) { years } else { -years };
        kinds.insert(ErrorKind::BirthYear);
        return born.saturating_add(years.years());
    }
    if rng.random_bool(rates.birth_day) {
        let day = if born.day() > 10 { born.day() - 10 } else { born.day() + 10 };
        kinds.insert(ErrorKind::BirthDay);
        return Date::new(born.year(), born.month(), day).unwrap_or(born);
    }
    born
}

/// How much more often than the rate birth dates are unknown in a culture.
fn unknown_birth_dates(culture: Culture) -> f64 {
    match culture {
        Culture::Somali => 2.2,
        Culture::Persian => 1.9,
        Culture::Arabic => 1.2,
        Culture::Habesha | Culture::Congolese | Culture::Burmese => 1.0,
        Culture::Turkish | Culture::Tamil => 0.4,
        Culture::Vietnamese | Culture::Balkan | Culture::Slavic => 0.08,
        Culture::Eastern | Culture::Danish => 0.0,
    }
}

/// The sex as each register holds it: CARL2's, CPR's.
pub(crate) fn sexes(sex: Sex, rates: &Rates, rng: &mut Stream, kinds: &mut ErrorKinds) -> (Sex, Sex) {
    if !rng.random_bool(rates.sex_differs) {
        return (sex, sex);
    }
    kinds.insert(ErrorKind::SexDiffers);
    let other = if sex == Sex::Male { Sex::Female } else { Sex::Male };
    if rng.random_bool(0.7) { (other, sex) } else { (sex, other) }
}

/// The nationality as each register holds it: CARL2's, CPR's code.
pub(crate) fn nationalities(
    true_one: Nationality,
    rates: &Rates,
    rng: &mut Stream,
    kinds: &mut ErrorKinds,
) -> (Option<Nationality>, u16) {
    if let Some(before) = state_before(true_one.cpr)
        && rng.random_bool(rates.nationality_dissolved)
    {
        kinds.insert(ErrorKind::NationalityDissolved);
        return (Some(true_one), before);
    }
    let once = |one: u16, other: u16| if one == other { UNKNOWN.cpr } else { other };
    if rng.random_bool(rates.nationality_stateless) {
        kinds.insert(ErrorKind::NationalityStateless);
        return if rng.random_bool(0.5) {
            (Some(STATELESS), once(STATELESS.cpr, true_one.cpr))
        } else {
            (Some(true_one), once(true_one.cpr, STATELESS.cpr))
        };
    }
    if rng.random_bool(rates.nationality_unknown) {
        kinds.insert(ErrorKind::NationalityUnknown);
        return if rng.random_bool(0.5) { (None, true_one.cpr) } else { (Some(true_one), UNKNOWN.cpr) };
    }
    (Some(true_one), true_one.cpr)
}

/// The code of a state that is no more and whose citizens became citizens of this one.
fn state_before(code: u16) -> Option<u16> {
    match code {
        5704 | 5700 | 5706 => Some(5162),
        5754 | 5756 => Some(5152),
        5757 | 5761 => Some(5758),
        _ => None,
    }
}

/// What a municipality types when it does not type the right id. `family` is a row of a relative, where there is one.
pub(crate) fn wrong_id(
    row: u32,
    family: Option<u32>,
    rates: &Rates,
    rng: &mut Stream,
    kinds: &mut ErrorKinds,
) -> TypedId {
    let drawn: f64 = rng.random();
    if drawn < rates.wrong_digits_share {
        kinds.insert(ErrorKind::IdDigits);
        return TypedId::WrongDigits(row, rng.random_range(0..=255));
    }
    let other = family.or_else(|| (row > 0).then(|| rng.random_range(0..row)));
    if let Some(other) = other
        && drawn < rates.wrong_digits_share + rates.wrong_of_another_share
    {
        kinds.insert(ErrorKind::IdOfAnother);
        return TypedId::Of(other);
    }
    kinds.insert(ErrorKind::IdLocal);
    TypedId::MadeUp
}

/// The digits of a person-id with one mistake: neighbours swapped, or one digit another.
pub(crate) fn wrong_digits(id: &str, way: u8) -> String {
    let mut digits: Vec<u8> = id.bytes().collect();
    let place = 1 + usize::from(way / 2) % (digits.len() - 2);
    if way.is_multiple_of(2) && digits[place] != digits[place + 1] {
        digits.swap(place, place + 1);
    } else {
        digits[place] = b'0' + (digits[place] - b'0' + 1 + way % 8) % 10;
    }
    digits.into_iter().map(char::from).collect()
}

/// A CPR number with one wrong digit that is still a number, and still one that CPR never issued.
pub(crate) fn wrong_number(number: CprNumber, rng: &mut Stream) -> CprNumber {
    loop {
        let mut digits: Vec<u8> = number.digits().into_bytes();
        let place = rng.random_range(0..10_usize);
        digits[place] = b'0' + (digits[place] - b'0' + rng.random_range(1..10_u8)) % 10;
        let wrong = CprNumber::from_ascii(&digits).ok();
        if let Some(wrong) = wrong.filter(|&wrong| is_impossible(wrong)) {
            return wrong;
        }
    }
}

/// The first day of a year.
pub(crate) fn first_january(year: i16) -> Date {
    jiff::civil::date(year, 1, 1)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::chance::{Chance, Purpose};
    use crate::number::{NumberPool, Series};

    fn rng() -> Stream {
        Chance::new(8).stream(Purpose::Registers, 1)
    }

    #[test]
    fn wrong_digits_differ_from_the_id_and_are_as_long() {
        for way in 0..=255 {
            let wrong = wrong_digits("010203345", way);
            assert_ne!(wrong, "010203345", "{way}");
            assert_eq!(wrong.len(), 9);
        }
    }

    #[test]
    fn a_wrong_number_is_never_one_that_cpr_could_have_issued() {
        let mut rng = rng();
        let number = NumberPool::new(Series::Country).issue(date(1985, 11, 1), Sex::Female);
        for _ in 0..500 {
            let wrong = wrong_number(number, &mut rng);
            assert!(is_impossible(wrong) && wrong != number);
        }
    }

    #[test]
    fn unknown_birth_dates_become_1_january_only_where_cpr_lists_none() {
        let mut rng = rng();
        let rates = Rates { default_birth_date: 0.5, ..Rates::default() };
        let mut draw = |year| {
            let mut kinds = ErrorKinds::default();
            let dates = birth_dates(date(year, 5, 9), Culture::Somali, &rates, &mut rng, &mut kinds);
            (dates.civil, kinds.contains(ErrorKind::BirthDefault))
        };
        assert_eq!(draw(1979), (date(1979, 1, 1), true));
        assert!((0..50).all(|_| draw(1985).0 != date(1985, 1, 1)));
    }

    #[test]
    fn rates_are_realised_within_tolerance() {
        let mut rng = rng();
        let rates = Rates::default();
        let mut swapped = 0;
        for _ in 0..40_000 {
            let mut kinds = ErrorKinds::default();
            birth_dates(date(1990, 3, 7), Culture::Danish, &rates, &mut rng, &mut kinds);
            swapped += u32::from(kinds.contains(ErrorKind::BirthSwapped));
        }
        assert!((140..260).contains(&swapped), "{swapped} of about 200");
    }
}
