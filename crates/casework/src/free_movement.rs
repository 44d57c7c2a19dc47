//! Who needs no residence permit, and therefore need not be in the alien register.
//!
//! Only used to tell whether a missing person-id is an error; nobody's right to stay is decided here.
//! Source: `parameters/free-movement.csv`.

use std::sync::LazyLock;

use jiff::civil::Date;
use vocabulary::{Country, CountryCode, Period};

/// Whether a citizen of the country needed a residence permit on the day. A code without an ISO letter code, such as
/// statelessness or an unknown state, needs one.
pub(crate) fn needs_permit(citizenship: CountryCode, on: Date) -> bool {
    if citizenship == CountryCode::DENMARK {
        return false;
    }
    let iso3 = citizenship.country().and_then(|country: &Country| country.iso3);
    !iso3.is_some_and(|iso3| table().iter().any(|(free, period)| *free == iso3 && period.contains(on)))
}

fn table() -> &'static [(&'static str, Period)] {
    static TABLE: LazyLock<Vec<(&str, Period)>> = LazyLock::new(|| {
        let text = include_str!("../../../parameters/free-movement.csv");
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.map(|row| read_row(row).expect("parameters/free-movement.csv is checked by a test")).collect()
    });
    &TABLE
}

fn read_row(row: &'static str) -> Option<(&'static str, Period)> {
    let mut cells = row.split(',');
    let iso3 = cells.next()?;
    let _basis = cells.next()?;
    let from = match cells.next()? {
        "" => Date::MIN,
        from => from.parse().ok()?,
    };
    let to = match cells.next()? {
        "" => None,
        to => Some(to.parse().ok()?),
    };
    Some((iso3, Period::new(from, to).ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn code(iso3: &str) -> CountryCode {
        Country::by_iso3(iso3, date(2012, 1, 1)).unwrap().code
    }

    #[test]
    fn every_state_of_the_table_is_in_the_country_register() {
        for (iso3, _) in table() {
            assert!(Country::by_iso3(iso3, date(2012, 1, 1)).is_some(), "{iso3}");
        }
    }

    #[test]
    fn a_pole_needed_a_permit_before_accession_and_a_briton_after_withdrawal() {
        assert!(needs_permit(code("POL"), date(2004, 4, 30)));
        assert!(!needs_permit(code("POL"), date(2004, 5, 1)));
        assert!(!needs_permit(code("GBR"), date(2020, 12, 31)));
        assert!(needs_permit(code("GBR"), date(2021, 1, 1)));
    }

    #[test]
    fn the_stateless_and_the_unknown_need_a_permit_and_danes_do_not() {
        assert!(needs_permit(CountryCode::STATELESS, date(2020, 1, 1)));
        assert!(needs_permit(CountryCode::UNKNOWN, date(2020, 1, 1)));
        assert!(!needs_permit(CountryCode::DENMARK, date(2020, 1, 1)));
    }
}
