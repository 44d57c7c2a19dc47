//! Points and percentages with two decimals, exact: whole hundredths, never a binary fraction.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Points of a plan in hundredths: 2.5 points are 250.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

/// A percentage in hundredths of a percent: 90 % is 9 000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub i64);

impl Percent {
    /// All of it.
    pub const WHOLE: i64 = 10_000;

    /// Whether a part of a whole reaches the percentage; compared exactly.
    pub fn is_reached(self, part: u64, whole: u64) -> bool {
        i128::from(part) * i128::from(Self::WHOLE) >= i128::from(self.0) * i128::from(whole)
    }

    /// The share of a number, rounded down: how many are dropped when so much is left out.
    pub fn floor_of(self, number: u64) -> u64 {
        let part = i128::from(self.0) * i128::from(number) / i128::from(Self::WHOLE);
        u64::try_from(part).unwrap_or(0)
    }
}

impl Points {
    /// A share of the points, rounded down to a hundredth: never more than was earned.
    #[must_use]
    pub fn times(self, part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self(0);
        }
        let product = i128::from(self.0) * i128::from(part.min(whole)) / i128::from(whole);
        Self(i64::try_from(product).unwrap_or(self.0))
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        Self(points.map(|points| points.0).sum())
    }
}

/// Reads a decimal of at most two places. `None` where it is no such number.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || places.len() > 2 || !digits(whole) || !digits(places) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let places: i64 = format!("{places:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(places)
}

fn write(f: &mut fmt::Formatter<'_>, hundredths: i64) -> fmt::Result {
    let (whole, places) = (hundredths / 100, hundredths % 100);
    match (places, places % 10) {
        (0, _) => write!(f, "{whole}"),
        (_, 0) => write!(f, "{whole}.{}", places / 10),
        _ => write!(f, "{whole}.{places:02}"),
    }
}

struct Decimal;

impl Visitor<'_> for Decimal {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number that is not negative and has at most two decimals, as 2.5")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i64, E> {
        let fits = value.checked_mul(100).filter(|value| *value >= 0);
        fits.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(E::custom).and_then(|value| self.visit_i64(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        // The shortest text that reads back as the same binary fraction is what was written, for so few places.
        hundredths(&value.to_string()).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<i64, E> {
        hundredths(value).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(value), &self))
    }
}

/// A type that is written and read as a decimal.
macro_rules! decimal {
    ($name:ident, $what:literal) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": r"^-?\d+(\.\d{1,2})?$", "description": $what })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write(f, self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Decimal).map(Self)
            }
        }
    };
}

decimal!(Points, "Points of a plan with at most two decimals, as 2.5.");
decimal!(Percent, "A percentage with at most two decimals, as 90 or 66.66.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_read_back() {
        for (text, points) in [("2.5", 250), ("10", 1000), ("0.07", 7), ("6.66", 666)] {
            assert_eq!(hundredths(text), Some(points));
            assert_eq!(Points(points).to_string(), text);
        }
        for text in ["", "2.555", "-1", "1e3", ".5", "NaN"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_is_compared_without_rounding() {
        assert!(Percent(9000).is_reached(9, 10));
        assert!(!Percent(9000).is_reached(899_999, 1_000_000));
        assert_eq!(Percent(500).floor_of(39), 1);
        assert_eq!(Percent(500).floor_of(19), 0);
        assert_eq!(Points(1000).times(2, 3), Points(666));
    }
}
