//! A case number: a text that can stand in an address and in a file name.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest case number, in bytes.
const BYTES_MAX: usize = 60;

/// A case number: letters, digits, full stops, hyphens and underscores, at most sixty bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber(Arc<str>);

/// A text that is no case number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a case number has letters, digits, full stops, hyphens and underscores, at most {BYTES_MAX} bytes")]
pub struct CaseNumberError;

impl CaseNumber {
    /// Reads a case number; spaces around it are left out.
    pub fn parse(text: &str) -> Result<Self, CaseNumberError> {
        let text = text.trim();
        let is_sound = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_');
        let starts_well = text.chars().next().is_some_and(char::is_alphanumeric);
        if !starts_well || text.len() > BYTES_MAX || !text.chars().all(is_sound) {
            return Err(CaseNumberError);
        }
        Ok(Self(text.into()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for CaseNumber {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for CaseNumber {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CaseNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for CaseNumber {
    fn schema_name() -> Cow<'static, str> {
        "CaseNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "maxLength": BYTES_MAX, "pattern": r"^[\p{L}\p{N}][\p{L}\p{N}._-]*$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_can_stand_in_an_address() {
        assert_eq!(CaseNumber::parse(" K-2026-000123 ").map(|number| number.to_string()), Ok("K-2026-000123".into()));
        for bad in ["", "..", "a/b", "K 1", "K?", "K\u{202e}1", &"1".repeat(61)] {
            assert_eq!(CaseNumber::parse(bad), Err(CaseNumberError), "{bad}");
        }
    }
}
