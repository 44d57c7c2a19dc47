//! The 98 municipalities and five regions since 1 January 2007.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// CPR's code of a municipality (`KOMKOD`): three digits, written with four in CPR files.
///
/// Any code up to 9999 can be held, since old, Greenlandic and administrative codes occur in deliveries;
/// [`MunicipalityCode::municipality`] tells whether it is one of today's 98.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MunicipalityCode(u16);

/// A municipality of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// CPR's code.
    pub code: MunicipalityCode,
    /// Danish name.
    pub name: String,
    /// Its region.
    pub region: Region,
}

/// A region of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// 1081
    Nordjylland,
    /// 1082
    Midtjylland,
    /// 1083
    Syddanmark,
    /// 1084
    Hovedstaden,
    /// 1085
    Sjaelland,
}

/// A text that is no municipality code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a municipality code has three or four digits")]
pub struct MunicipalityCodeError;

impl Region {
    /// Every region, in the order of the codes.
    pub const ALL: [Self; 5] =
        [Self::Nordjylland, Self::Midtjylland, Self::Syddanmark, Self::Hovedstaden, Self::Sjaelland];

    /// The region's code, 1081 to 1085.
    pub fn code(self) -> u16 {
        match self {
            Self::Nordjylland => 1081,
            Self::Midtjylland => 1082,
            Self::Syddanmark => 1083,
            Self::Hovedstaden => 1084,
            Self::Sjaelland => 1085,
        }
    }

    /// The region's Danish name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nordjylland => "Region Nordjylland",
            Self::Midtjylland => "Region Midtjylland",
            Self::Syddanmark => "Region Syddanmark",
            Self::Hovedstaden => "Region Hovedstaden",
            Self::Sjaelland => "Region Sjælland",
        }
    }

    fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.code() == code)
    }
}

impl MunicipalityCode {
    /// From a number up to 9999.
    pub fn new(code: u16) -> Result<Self, MunicipalityCodeError> {
        if code <= 9999 { Ok(Self(code)) } else { Err(MunicipalityCodeError) }
    }

    /// Reads three or four digits.
    pub fn parse(text: &str) -> Result<Self, MunicipalityCodeError> {
        if !(3..=4).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MunicipalityCodeError);
        }
        text.parse().map(Self).map_err(|_| MunicipalityCodeError)
    }

    /// The number.
    pub fn value(self) -> u16 {
        self.0
    }

    /// The municipality of today with this code, if there is one.
    pub fn municipality(self) -> Option<&'static Municipality> {
        Municipality::all().iter().find(|municipality| municipality.code == self)
    }
}

impl Municipality {
    /// All 98, in the order of the codes. From `parameters/municipalities.csv`.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Municipality>> = LazyLock::new(|| {
            let table = include_str!("../../../parameters/municipalities.csv");
            let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
            rows.map(|row| read_row(row).expect("parameters/municipalities.csv is checked by a test")).collect()
        });
        &ALL
    }
}

fn read_row(row: &str) -> Option<Municipality> {
    let mut cells = row.split(',');
    let code = MunicipalityCode::parse(cells.next()?).ok()?;
    let name = cells.next()?.to_owned();
    let region = Region::from_code(cells.next()?.parse().ok()?)?;
    Some(Municipality { code, name, region })
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl fmt::Debug for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MunicipalityCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_98_municipalities_in_five_regions() {
        assert_eq!(Municipality::all().len(), 98);
        let in_region = |region| Municipality::all().iter().filter(|m| m.region == region).count();
        assert_eq!(Region::ALL.map(in_region), [11, 19, 22, 29, 17]);
    }

    #[test]
    fn codes_are_in_order_and_each_stands_once() {
        assert!(Municipality::all().windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn a_code_is_written_with_four_digits_and_read_with_three_or_four() {
        let aalborg = MunicipalityCode::parse("851").unwrap();
        assert_eq!(MunicipalityCode::parse("0851"), Ok(aalborg));
        assert_eq!(aalborg.to_string(), "0851");
        assert_eq!(aalborg.municipality().unwrap().name, "Aalborg");
        assert!(MunicipalityCode::parse("85").is_err());
    }
}
