//! Who looked at whom, and why: a chain of its own beside the facts.
//!
//! Knows what an entry holds. Whether somebody may look is decided elsewhere, before.

use jiff::Timestamp;

use crate::error::JournalError;
use crate::fact::{NAME_BYTES_MAX, check_name};

/// Somebody looks at a person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadEntry {
    /// When.
    pub at: Timestamp,
    /// Who looks.
    pub actor: String,
    /// For which authority.
    pub authority: String,
    /// For what purpose.
    pub purpose: String,
    /// Whose data, in the words of [`crate::NewFact::subject`].
    pub subject: String,
    /// Which part of it.
    pub what: String,
}

/// An entry in the read log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedRead {
    /// Place in the read log: 1 for the first, without gaps.
    pub position: u64,
    /// What was logged.
    pub entry: ReadEntry,
    /// SHA-256 over the previous entry's hash and everything above.
    pub hash: [u8; 32],
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct LoggedReadRef<'row> {
    pub(crate) position: u64,
    pub(crate) at: Timestamp,
    pub(crate) actor: &'row str,
    pub(crate) authority: &'row str,
    pub(crate) purpose: &'row str,
    pub(crate) subject: &'row str,
    pub(crate) what: &'row str,
    pub(crate) hash: [u8; 32],
}

impl ReadEntry {
    pub(crate) fn check(&self) -> Result<(), JournalError> {
        check_name("actor", &self.actor, NAME_BYTES_MAX)?;
        check_name("authority", &self.authority, NAME_BYTES_MAX)?;
        check_name("purpose", &self.purpose, NAME_BYTES_MAX)?;
        check_name("subject", &self.subject, NAME_BYTES_MAX)?;
        check_name("what", &self.what, NAME_BYTES_MAX)
    }

    pub(crate) fn at(&self, position: u64, at: Timestamp, hash: [u8; 32]) -> LoggedReadRef<'_> {
        LoggedReadRef {
            position,
            at,
            actor: &self.actor,
            authority: &self.authority,
            purpose: &self.purpose,
            subject: &self.subject,
            what: &self.what,
            hash,
        }
    }
}

impl LoggedReadRef<'_> {
    pub(crate) fn to_logged_read(self) -> LoggedRead {
        let entry = ReadEntry {
            at: self.at,
            actor: self.actor.to_owned(),
            authority: self.authority.to_owned(),
            purpose: self.purpose.to_owned(),
            subject: self.subject.to_owned(),
            what: self.what.to_owned(),
        };
        LoggedRead { position: self.position, entry, hash: self.hash }
    }
}
