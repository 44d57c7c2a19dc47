//! The person-id of the alien authorities' register.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The key of a person in CARL2: an opaque text.
///
/// Its format is not public and it carries no meaning, so nothing is ever read out of it and it is never a number.
/// Which texts are accepted is configuration: [`PersonIdFormat`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(String);

/// Which texts are accepted as person-ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PersonIdFormat {
    /// Fewest characters.
    pub shortest: usize,
    /// Most characters.
    pub longest: usize,
    /// Whether only the digits 0–9 are accepted; otherwise letters, digits and hyphens are.
    pub digits_only: bool,
}

/// Why a text is not a person-id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonIdError {
    /// Too short or too long.
    #[error("a person-id has {shortest} to {longest} characters, this one has {length}")]
    Length {
        /// Characters in the text.
        length: usize,
        /// Fewest accepted.
        shortest: usize,
        /// Most accepted.
        longest: usize,
    },
    /// A character that the format does not accept.
    #[error("a person-id cannot hold the character {0:?}")]
    Character(char),
}

impl Default for PersonIdFormat {
    /// 4 to 20 letters, digits or hyphens: wide enough for any key, narrow enough to refuse names and sentences.
    fn default() -> Self {
        Self { shortest: 4, longest: 20, digits_only: false }
    }
}

impl PersonIdFormat {
    /// Accepts or refuses a text. Surrounding blanks are not part of an id and are removed.
    pub fn parse(&self, text: &str) -> Result<PersonId, PersonIdError> {
        let text = text.trim();
        let length = text.chars().count();
        if !(self.shortest..=self.longest).contains(&length) {
            return Err(PersonIdError::Length { length, shortest: self.shortest, longest: self.longest });
        }
        let accepted = |c: char| c.is_ascii_digit() || (!self.digits_only && (c.is_ascii_alphabetic() || c == '-'));
        match text.chars().find(|&c| !accepted(c)) {
            Some(c) => Err(PersonIdError::Character(c)),
            None => Ok(PersonId(text.to_owned())),
        }
    }
}

impl PersonId {
    /// The text as it stands in the register.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for PersonId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonId({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_its_leading_zeros_and_loses_its_blanks() {
        let id = PersonIdFormat::default().parse(" 00451209 ").unwrap();
        assert_eq!(id.as_str(), "00451209");
    }

    #[test]
    fn the_format_is_configuration() {
        let format = PersonIdFormat { shortest: 8, longest: 8, digits_only: true };
        assert!(format.parse("12345678").is_ok());
        assert_eq!(format.parse("1234567A"), Err(PersonIdError::Character('A')));
        assert_eq!(format.parse("123"), Err(PersonIdError::Length { length: 3, shortest: 8, longest: 8 }));
    }
}
