//! Money in whole øre.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount of Danish money, held as whole øre so that sums are exact. May be negative (a claim, a correction).
///
/// Written in files as kroner, with at most two decimals: `5773`, `1443.50`. Shown as `5.773,00 kr.`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kroner(i64);

/// A text or number that is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount is written in kroner with at most two decimals, as in 5773 or 1443.50")]
pub struct KronerError;

impl Kroner {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From whole kroner.
    pub const fn whole(kroner: i64) -> Self {
        Self(kroner * 100)
    }

    /// From øre.
    pub const fn from_oere(oere: i64) -> Self {
        Self(oere)
    }

    /// The amount in øre.
    pub const fn oere(self) -> i64 {
        self.0
    }

    /// Whether the amount is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `numerator / denominator` of the amount, rounded to the nearest øre, half away from zero. The denominator must not be 0.
    #[must_use]
    pub const fn share(self, numerator: i64, denominator: i64) -> Self {
        Self(divide_to_nearest(self.0 as i128 * numerator as i128, denominator as i128))
    }

    /// Rounded to the nearest whole krone, half away from zero.
    #[must_use]
    pub const fn rounded_to_krone(self) -> Self {
        Self(divide_to_nearest(self.0 as i128, 100) * 100)
    }

    /// The amount less another, and nothing where that would be negative.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }

    /// Reads kroner with at most two decimals after a full stop.
    pub fn parse(text: &str) -> Result<Self, KronerError> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "00"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(decimals) || decimals.len() > 2 || whole.len() > 12 {
            return Err(KronerError);
        }
        let whole: i64 = whole.parse().map_err(|_| KronerError)?;
        let hundredths: i64 = format!("{decimals:0<2}").parse().map_err(|_| KronerError)?;
        Ok(Self(sign * (whole * 100 + hundredths)))
    }
}

/// Division to the nearest whole number, half away from zero.
#[expect(clippy::cast_possible_truncation, reason = "a share of an amount is no larger than amounts can be")]
const fn divide_to_nearest(value: i128, by: i128) -> i64 {
    let half = by / 2;
    let rounded = if (value < 0) == (by < 0) { (value + half) / by } else { (value - half) / by };
    rounded as i64
}

impl Add for Kroner {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Kroner {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Kroner {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Kroner {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Kroner {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Kroner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kroner, oere) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = kroner.to_string();
        let sign = if self.0 < 0 { "-" } else { "" };
        f.write_str(sign)?;
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place) % 3 == 0 {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ",{oere:02} kr.")
    }
}

impl Serialize for Kroner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.0 as f64 / 100.0)
        }
    }
}

impl<'de> Deserialize<'de> for Kroner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Amount)
    }
}

struct Amount;

impl Visitor<'_> for Amount {
    type Value = Kroner;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount in kroner with at most two decimals")
    }

    fn visit_i64<E: de::Error>(self, kroner: i64) -> Result<Kroner, E> {
        kroner.checked_mul(100).map(Kroner).ok_or_else(|| E::custom(KronerError))
    }

    fn visit_u64<E: de::Error>(self, kroner: u64) -> Result<Kroner, E> {
        i64::try_from(kroner).map_err(E::custom).and_then(|kroner| self.visit_i64(kroner))
    }

    /// A decimal number is taken by its shortest text, so that 0.1 is ten øre and nothing is rounded unseen.
    fn visit_f64<E: de::Error>(self, kroner: f64) -> Result<Kroner, E> {
        Kroner::parse(&kroner.to_string()).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Kroner, E> {
        Kroner::parse(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_amount_is_shown_as_danes_write_it() {
        assert_eq!(Kroner::whole(5773).to_string(), "5.773,00 kr.");
        assert_eq!(Kroner::from_oere(-123_456_789).to_string(), "-1.234.567,89 kr.");
        assert_eq!(Kroner::from_oere(5).to_string(), "0,05 kr.");
    }

    #[test]
    fn amounts_are_read_with_at_most_two_decimals() {
        assert_eq!(Kroner::parse("1443.5"), Ok(Kroner::from_oere(144_350)));
        assert_eq!(serde_json::from_str::<Kroner>("0.1").unwrap(), Kroner::from_oere(10));
        for text in ["", "1,5", "1.234", ".5", "1.", "--1", "1e3"] {
            assert_eq!(Kroner::parse(text), Err(KronerError), "{text}");
        }
        assert!(serde_json::from_str::<Kroner>("0.125").is_err());
    }

    #[test]
    fn shares_are_rounded_to_the_nearest_oere_half_away_from_zero() {
        assert_eq!(Kroner::from_oere(100).share(1, 3).oere(), 33);
        assert_eq!(Kroner::from_oere(5).share(1, 2).oere(), 3);
        assert_eq!(Kroner::from_oere(-5).share(1, 2).oere(), -3);
        assert_eq!(Kroner::from_oere(688_880).rounded_to_krone(), Kroner::whole(6889));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(oere in -1_000_000_000_i64..1_000_000_000) {
            let amount = Kroner::from_oere(oere);
            let text = serde_json::to_string(&amount).unwrap();
            prop_assert_eq!(serde_json::from_str::<Kroner>(&text).unwrap(), amount);
        }
    }
}
