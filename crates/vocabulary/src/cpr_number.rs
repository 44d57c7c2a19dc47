//! The CPR number: ten digits `DDMMYYSSSS`, a key into the civil register that also tells birth date and sex.
//!
//! Sources: folkeregistreringsbekendtgørelsen § 1 (BEK 862 of 13 June 2023); CPR, "Opbygning af CPR-nummeret";
//! CPR, "Personnumre uden kontrolciffer"; CPR, "Erstatningspersonnummer i eksterne systemer".

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Sex;

/// A CPR number of ten digits whose first six are a date that exists.
///
/// `Display` and `Debug` hide the last four digits, so that a number does not reach a log by accident;
/// [`CprNumber::digits`] and [`CprNumber::hyphenated`] give the whole number. Serde writes the ten digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CprNumber(u64);

/// Who made the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CprNumberKind {
    /// Issued by CPR. Whether it is administrative shows only in the person's status (20), never in the number.
    Ordinary,
    /// Made by another authority's system, with 60 added to the day. Never appears in CPR's own deliveries.
    Replacement,
}

/// Why a text is not a CPR number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CprNumberError {
    /// Not ten digits (a hyphen after the sixth is allowed).
    #[error("a CPR number has ten digits")]
    NotTenDigits,
    /// The first six digits with the century of the seventh are no date.
    #[error("the first six digits of the CPR number are no date that exists")]
    NoSuchDate,
}

impl CprNumber {
    /// Reads `DDMMYYSSSS` or `DDMMYY-SSSS`.
    pub fn parse(text: &str) -> Result<Self, CprNumberError> {
        match text.as_bytes() {
            [first @ .., b'-', _, _, _, _] if first.len() == 6 => {
                let mut digits = [0; 10];
                digits[..6].copy_from_slice(first);
                digits[6..].copy_from_slice(&text.as_bytes()[7..]);
                Self::from_ascii(&digits)
            }
            bytes => Self::from_ascii(bytes),
        }
    }

    /// Reads ten ASCII digits, as they stand in a delivery.
    pub fn from_ascii(bytes: &[u8]) -> Result<Self, CprNumberError> {
        if bytes.len() != 10 || !bytes.iter().all(u8::is_ascii_digit) {
            return Err(CprNumberError::NotTenDigits);
        }
        let value = bytes.iter().fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let number = Self(value);
        number.date().ok_or(CprNumberError::NoSuchDate)?;
        Ok(number)
    }

    /// The ten digits without hyphen, for files and keys.
    pub fn digits(self) -> String {
        format!("{:010}", self.0)
    }

    /// The whole number as people write it, `DDMMYY-SSSS`.
    pub fn hyphenated(self) -> String {
        format!("{:06}-{:04}", self.0 / 10_000, self.0 % 10_000)
    }

    /// The ten digits as one integer, for indexes.
    pub fn value(self) -> u64 {
        self.0
    }

    /// Who made the number.
    pub fn kind(self) -> CprNumberKind {
        if self.day_digits() > 60 { CprNumberKind::Replacement } else { CprNumberKind::Ordinary }
    }

    /// The birth date in the number: what was known when the number was issued, not always the true date.
    pub fn birth_date(self) -> Date {
        self.date().expect("checked when the number was made")
    }

    /// The sex in the number: the last digit is even for women and odd for men.
    pub fn sex(self) -> Sex {
        if self.0.is_multiple_of(2) { Sex::Female } else { Sex::Male }
    }

    /// Whether the weighted sum of the digits is divisible by 11.
    ///
    /// A warning and nothing more: since 1 October 2007 numbers are issued for which it does not hold, above all
    /// to people born on 1 January, and CPR requires that systems accept them.
    pub fn holds_modulus_11(self) -> bool {
        const WEIGHTS: [u64; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        let mut rest = self.0;
        let mut sum = 0;
        for weight in WEIGHTS.iter().rev() {
            sum += weight * (rest % 10);
            rest /= 10;
        }
        sum.is_multiple_of(11)
    }

    fn day_digits(self) -> u64 {
        self.0 / 100_000_000
    }

    fn date(self) -> Option<Date> {
        let day = self.day_digits();
        let day = if day > 60 { day - 60 } else { day };
        let month = self.0 / 1_000_000 % 100;
        let year = century(self.0 / 1_000 % 10, self.0 / 10_000 % 100)?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

/// The full year, from the seventh digit and the two digits of the year.
fn century(seventh: u64, year: u64) -> Option<i16> {
    let first = match (seventh, year) {
        (0..=3, _) | (4 | 9, 37..=99) => 1900,
        (4 | 9, 0..=36) | (5..=8, 0..=57) => 2000,
        (5..=8, 58..=99) => 1800,
        _ => return None,
    };
    i16::try_from(first + year).ok()
}

impl fmt::Display for CprNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}-xxxx", self.0 / 10_000)
    }
}

impl fmt::Debug for CprNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CprNumber({self})")
    }
}

impl FromStr for CprNumber {
    type Err = CprNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for CprNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits())
    }
}

impl<'de> Deserialize<'de> for CprNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> CprNumber {
        text.parse().unwrap()
    }

    #[test]
    fn the_seventh_digit_gives_the_century() {
        for (text, born) in [
            ("0101360000", date(1936, 1, 1)),
            ("0101364000", date(2036, 1, 1)),
            ("0101374000", date(1937, 1, 1)),
            ("0101575000", date(2057, 1, 1)),
            ("0101585000", date(1858, 1, 1)),
            ("0101999000", date(1999, 1, 1)),
            ("0101369000", date(2036, 1, 1)),
        ] {
            assert_eq!(number(text).birth_date(), born, "{text}");
        }
    }

    #[test]
    fn the_last_digit_gives_the_sex() {
        assert_eq!(number("0101360000").sex(), Sex::Female);
        assert_eq!(number("0101360001").sex(), Sex::Male);
    }

    #[test]
    fn a_replacement_number_has_sixty_added_to_the_day() {
        let replacement = number("6701800009");
        assert_eq!(replacement.kind(), CprNumberKind::Replacement);
        assert_eq!(replacement.birth_date(), date(1980, 1, 7));
        assert_eq!(number("0701800009").kind(), CprNumberKind::Ordinary);
    }

    #[test]
    fn a_leap_day_exists_only_in_a_leap_year() {
        assert!(CprNumber::parse("2902800000").is_ok());
        assert_eq!(CprNumber::parse("2902810000"), Err(CprNumberError::NoSuchDate));
    }

    #[test]
    fn what_is_not_ten_digits_is_refused() {
        for text in ["", "010136000", "01013600000", "0101-360000", "010136 0000", "０１０１３６００００", "010136-000"]
        {
            assert_eq!(CprNumber::parse(text), Err(CprNumberError::NotTenDigits), "{text}");
        }
        assert_eq!(CprNumber::parse("3202800000"), Err(CprNumberError::NoSuchDate));
    }

    #[test]
    fn modulus_11_is_told_and_not_demanded() {
        // 4·0 + 3·7 + 2·0 + 7·7 + 6·6 + 5·1 + 4·4 + 3·2 + 2·8 + 1·5 = 154 = 14 · 11.
        assert!(number("0707614285").holds_modulus_11());
        assert!(!number("0707614287").holds_modulus_11());
    }

    #[test]
    fn printing_hides_the_last_four_digits() {
        let shown = format!("{0} {0:?}", number("0101361234"));
        assert!(!shown.contains("1234"), "{shown}");
        assert_eq!(number("0101361234").hyphenated(), "010136-1234");
    }

    proptest! {
        #[test]
        fn any_text_parses_or_is_refused(text in "\\PC{0,14}") {
            let _ = CprNumber::parse(&text);
        }

        #[test]
        fn digits_round_trip(value in 0_u64..=9_999_999_999) {
            if let Ok(number) = CprNumber::parse(&format!("{value:010}")) {
                prop_assert_eq!(CprNumber::parse(&number.digits()), Ok(number));
                prop_assert_eq!(CprNumber::parse(&number.hyphenated()), Ok(number));
                prop_assert_eq!(number.value(), value);
            }
        }
    }
}
