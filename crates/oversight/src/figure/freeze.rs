//! A frozen figure: who signed which list of cases, and when; verified by making everything again from the list.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Figure;

/// A figure that somebody stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The figure with its list.
    pub figure: Figure,
    /// Its hash when it was frozen.
    pub hash: String,
    /// Who froze it: an officer's id.
    pub signer: String,
    /// When.
    pub at: Timestamp,
}

/// The list is not the one that was frozen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the figure {measure} was frozen with the hash {frozen}; its list now has {found}")]
pub struct Tampered {
    /// The measure.
    pub measure: String,
    /// The hash it was frozen with.
    pub frozen: String,
    /// The hash of the list.
    pub found: String,
}

impl Frozen {
    /// Freezes a figure.
    pub fn freeze(figure: Figure, signer: impl Into<String>, at: Timestamp) -> Self {
        Self { hash: figure.hash(), figure, signer: signer.into(), at }
    }

    /// Makes the hash again from the list.
    pub fn verify(&self) -> Result<(), Tampered> {
        let found = self.figure.hash();
        if found == self.hash {
            return Ok(());
        }
        Err(Tampered { measure: self.figure.measure.clone(), frozen: self.hash.clone(), found })
    }
}
