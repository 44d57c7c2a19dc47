//! Countries and other citizenship codes, from CPR's own authority register, by code and date.
//!
//! Alpha-3 codes alone do not do: `CS` stood for two states, Yugoslavia has two CPR codes, and a person may keep
//! the citizenship of a state that is no more. So the CPR code is the key, and ISO codes are looked up with a date.

use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// CPR's four-digit code of a country, statelessness or unknown citizenship (5001–5999).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CountryCode(u16);

/// A row of CPR's country register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// CPR's code.
    pub code: CountryCode,
    /// ISO 3166-1 alpha-3, or ICAO 9303 (`XXA` stateless, `XXX` unspecified), or `XKX` for Kosovo; none for regions.
    pub iso3: Option<&'static str>,
    /// First day CPR used the code, where the register says.
    pub from: Option<Date>,
    /// First day CPR no longer used it.
    pub to: Option<Date>,
    /// CPR's Danish name.
    pub name: &'static str,
}

/// A number outside CPR's country series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not in CPR's country series 5001–5999")]
pub struct CountryCodeError(pub u16);

impl CountryCode {
    /// Denmark.
    pub const DENMARK: Self = Self(5100);
    /// Stateless.
    pub const STATELESS: Self = Self(5103);
    /// Unknown.
    pub const UNKNOWN: Self = Self(5999);

    /// From a number in the country series.
    pub fn new(code: u16) -> Result<Self, CountryCodeError> {
        if (5001..=5999).contains(&code) { Ok(Self(code)) } else { Err(CountryCodeError(code)) }
    }

    /// The number.
    pub fn value(self) -> u16 {
        self.0
    }

    /// The register's row for this code, if it has one: newer states are missing in older registers.
    pub fn country(self) -> Option<&'static Country> {
        Country::all().iter().find(|country| country.code == self)
    }
}

impl Country {
    /// All rows, in the order of the codes. From `parameters/countries.csv`.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Country>> = LazyLock::new(|| {
            let table = include_str!("../../../parameters/countries.csv");
            let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
            rows.map(|row| read_row(row).expect("parameters/countries.csv is checked by a test")).collect()
        });
        &ALL
    }

    /// The country that had this alpha-3 code on the day; of two, the one that took the code last.
    pub fn by_iso3(iso3: &str, on: Date) -> Option<&'static Self> {
        let held = Self::all().iter().filter(|country| country.iso3 == Some(iso3) && country.in_use(on));
        held.max_by_key(|country| country.from)
    }

    /// Whether CPR used the code on the day.
    pub fn in_use(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on < to)
    }
}

/// Reads `cpr_code,iso3,valid_from,valid_to,name`, where only the name may be quoted.
fn read_row(row: &'static str) -> Option<Country> {
    let mut cells = row.splitn(5, ',');
    let code = CountryCode::new(cells.next()?.parse().ok()?).ok()?;
    let iso3 = cells.next().filter(|iso3| !iso3.is_empty());
    let from = read_date(cells.next()?).ok()?;
    let to = read_date(cells.next()?).ok()?;
    let name = cells.next()?.trim_matches('"');
    Some(Country { code, iso3, from, to, name })
}

fn read_date(cell: &str) -> Result<Option<Date>, jiff::Error> {
    if cell.is_empty() { Ok(None) } else { cell.parse().map(Some) }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CountryCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn code_of(iso3: &str, on: Date) -> Option<u16> {
        Country::by_iso3(iso3, on).map(|country| country.code.value())
    }

    #[test]
    fn the_register_is_whole_and_in_order() {
        assert_eq!(Country::all().len(), 213);
        assert!(Country::all().windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn yugoslavia_is_two_countries_and_the_date_tells_which() {
        assert_eq!(code_of("YUG", date(1990, 1, 1)), Some(5152));
        assert_eq!(code_of("YUG", date(2000, 1, 1)), Some(5758));
    }

    #[test]
    fn a_dissolved_state_keeps_its_code_for_those_who_kept_its_citizenship() {
        assert_eq!(code_of("SUN", date(2000, 1, 1)), None);
        assert_eq!(CountryCode::new(5162).unwrap().country().unwrap().iso3, Some("SUN"));
    }

    #[test]
    fn codes_that_the_register_writes_wrongly_or_not_at_all_are_mended() {
        assert_eq!(code_of("SRB", date(2020, 1, 1)), Some(5757));
        assert_eq!(code_of("ROU", date(2020, 1, 1)), Some(5158));
        assert_eq!(code_of("TKM", date(2020, 1, 1)), Some(5718));
        assert_eq!(code_of("XKX", date(2020, 1, 1)), Some(5761));
        assert_eq!(code_of("XXA", date(2020, 1, 1)), Some(5103));
    }

    #[test]
    fn only_the_country_series_is_accepted() {
        assert_eq!(CountryCode::new(851), Err(CountryCodeError(851)));
    }
}
