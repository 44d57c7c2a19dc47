//! Sex as the registers hold it.

use serde::{Deserialize, Serialize};

/// Sex as CPR registers it (`KOEN`): `K` (kvinde) or `M` (mand). Absent is `Option::None`, never a third value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// `K`
    #[serde(rename = "K")]
    Female,
    /// `M`
    #[serde(rename = "M")]
    Male,
}

/// A text that is neither `K` nor `M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sex is K or M")]
pub struct SexError;

impl Sex {
    /// CPR's letter.
    pub fn letter(self) -> char {
        match self {
            Self::Female => 'K',
            Self::Male => 'M',
        }
    }

    /// Reads CPR's letter.
    pub fn from_letter(letter: char) -> Result<Self, SexError> {
        match letter {
            'K' => Ok(Self::Female),
            'M' => Ok(Self::Male),
            _ => Err(SexError),
        }
    }
}
