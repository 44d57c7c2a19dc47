//! CPR numbers that have the true form and that CPR has never issued.
//!
//! Before 1 October 2007 every number held modulus 11. Since then CPR has issued numbers without it only for birth dates
//! that it lists: 1 January of certain years. So a number that fails modulus 11 *and* whose birth date is not in that list
//! has been issued to nobody. The limit of that argument: CPR calls its list (10 May 2023) not necessarily complete,
//! and it may add dates; a number of this country must therefore never be sent to a real system.
//!
//! Sources: CPR, "Personnumre uden kontrolciffer (modulus 11 kontrol)", 10 May 2023; CPR, "Opbygning af CPR-nummeret".

use jiff::ToSpan;
use jiff::civil::{Date, date};
use vocabulary::{CprNumber, Sex};

/// The years whose 1 January CPR lists as having numbers without modulus 11.
pub const LISTED_YEARS: [i16; 26] = [
    1960, 1962, 1964, 1965, 1966, 1967, 1969, 1970, 1974, 1975, 1978, 1980, 1981, 1982, 1983, 1984, 1985, 1986, 1987,
    1988, 1989, 1990, 1991, 1992, 1994, 1995,
];

/// The first birth date that the pool knows; earlier ones are moved to it.
const FIRST: Date = date(1900, 1, 1);
/// Step from one number of a day to the next: prime, so that it visits all of them.
const STEP: usize = 1097;

/// Whether CPR has issued numbers without modulus 11 to people born on this day.
pub fn is_listed(born: Date) -> bool {
    born.month() == 1 && born.day() == 1 && LISTED_YEARS.contains(&born.year())
}

/// Whether CPR can never have issued the number: it fails modulus 11 and its birth date is not listed.
pub fn is_impossible(number: CprNumber) -> bool {
    !number.holds_modulus_11() && !is_listed(number.birth_date())
}

/// Which series of the seventh digit a number is taken from, so that two makers never make the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Series {
    /// The numbers that the generator gives out.
    Country,
    /// The last seventh digit of each century, kept for the stand-in of the CPR office.
    Office,
}

/// Gives out each number once.
#[derive(Clone, Debug)]
pub(crate) struct NumberPool {
    series: Series,
    /// How many numbers of each day and sex have been tried.
    tried: Vec<[u16; 2]>,
}

impl NumberPool {
    pub(crate) fn new(series: Series) -> Self {
        Self { series, tried: Vec::new() }
    }

    /// The next number for this birth date and sex. When the day has none left, or is listed, a following day gives it:
    /// the birth date that the register holds is then the number's.
    pub(crate) fn issue(&mut self, born: Date, sex: Sex) -> CprNumber {
        let mut day = born.max(FIRST);
        loop {
            if let Some(number) = self.issue_on(day, sex) {
                return number;
            }
            day = day.saturating_add(1.day());
        }
    }

    fn issue_on(&mut self, day: Date, sex: Sex) -> Option<CprNumber> {
        if is_listed(day) {
            return None;
        }
        let index = usize::try_from((day - FIRST).get_days()).ok()?;
        if self.tried.len() <= index {
            self.tried.resize(index + 1, [0; 2]);
        }
        let sevenths = sevenths(self.series, day.year());
        let capacity = sevenths.len() * 500;
        loop {
            let tried = &mut self.tried[index][usize::from(sex == Sex::Male)];
            if usize::from(*tried) >= capacity {
                return None;
            }
            let place = (index * 131 + usize::from(*tried) * STEP) % capacity;
            *tried += 1;
            let number = compose(day, sevenths[place / 500], place % 500, sex);
            if is_impossible(number) {
                return Some(number);
            }
        }
    }
}

/// The seventh digits that mean this year's century, as far as the series may use them.
fn sevenths(series: Series, year: i16) -> &'static [u8] {
    match (series, year) {
        (Series::Country, 2000..) => &[4, 5, 6, 7, 8],
        (Series::Country, 1937..) => &[0, 1, 2, 3, 4],
        (Series::Country, _) => &[0, 1, 2],
        (Series::Office, 1937..) => &[9],
        (Series::Office, _) => &[3],
    }
}

fn compose(day: Date, seventh: u8, pair: usize, sex: Sex) -> CprNumber {
    let last = pair * 2 + usize::from(sex == Sex::Male);
    let text = format!("{:02}{:02}{:02}{seventh}{last:03}", day.day(), day.month(), day.year().rem_euclid(100));
    CprNumber::parse(&text).expect("a date that exists and ten digits")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_thousand_numbers_of_a_day_are_different_impossible_and_true_in_form() {
        let mut pool = NumberPool::new(Series::Country);
        let mut seen = BTreeSet::new();
        for (born, sex) in
            [(date(1979, 1, 1), Sex::Female), (date(2003, 5, 17), Sex::Male), (date(1931, 2, 3), Sex::Male)]
        {
            for _ in 0..1000 {
                let number = pool.issue(born, sex);
                assert!(is_impossible(number), "{}", number.digits());
                assert_eq!((number.birth_date(), number.sex()), (born, sex));
                assert!(seen.insert(number));
            }
        }
    }

    #[test]
    fn a_listed_date_is_left_for_the_next_day() {
        let number = NumberPool::new(Series::Country).issue(date(1985, 1, 1), Sex::Male);
        assert_eq!(number.birth_date(), date(1985, 1, 2));
    }

    #[test]
    fn a_full_day_goes_over_to_the_next() {
        let mut pool = NumberPool::new(Series::Office);
        let days: BTreeSet<Date> = (0..600).map(|_| pool.issue(date(1990, 6, 1), Sex::Female).birth_date()).collect();
        assert_eq!(days, BTreeSet::from([date(1990, 6, 1), date(1990, 6, 2)]));
    }

    #[test]
    fn the_office_and_the_country_never_make_the_same_number() {
        for year in [1901, 1936, 1937, 1999, 2000, 2026] {
            let born = date(year, 3, 3);
            let series = |series| sevenths(series, born.year()).iter().copied().collect::<BTreeSet<_>>();
            assert!(series(Series::Country).is_disjoint(&series(Series::Office)));
        }
    }
}
