//! A fact as it is handed in, and as it stands in the journal.
//!
//! Knows the shape and the limits of a fact, never what its payload means.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::JournalError;

/// Longest kind, in bytes.
pub const KIND_BYTES_MAX: usize = 200;
/// Longest subject, actor, authority or purpose, in bytes. An index entry of PostgreSQL must hold a subject.
pub const NAME_BYTES_MAX: usize = 1_000;
/// Longest name of a source file, in bytes.
pub const FILE_BYTES_MAX: usize = 4_000;
/// Longest payload, in bytes.
pub const PAYLOAD_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A fact to be appended.
///
/// It carries one of the two clocks: when it holds in the world. The other, when the journal learned it, belongs to the
/// transaction that appends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFact {
    /// Schema of the payload and its version, for example `cpr-person/1`. Not empty.
    pub kind: String,
    /// What the fact is about, for example `carl2:1234567`. Not empty.
    pub subject: String,
    /// First day on which it holds, where it is known. The journal keeps it as told and does not compare it with `valid_to`.
    pub valid_from: Option<Date>,
    /// First day on which it does not hold any more, where it is known.
    pub valid_to: Option<Date>,
    /// The person or program that states it. Not empty.
    pub actor: String,
    /// Where it was read, if it was read in a file.
    pub source: Option<Source>,
    /// Position of the earlier fact that this one corrects.
    pub replaces: Option<u64>,
    /// The content, in the schema that `kind` names.
    pub payload: String,
}

/// A place in a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name of the file.
    pub file: String,
    /// Row or line in it.
    pub row: u64,
}

/// A fact in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Place in the journal: 1 for the first fact, without gaps.
    pub position: u64,
    /// When the journal learned it, in whole microseconds.
    pub recorded_at: Timestamp,
    /// Schema of the payload and its version.
    pub kind: String,
    /// What the fact is about.
    pub subject: String,
    /// First day on which it holds.
    pub valid_from: Option<Date>,
    /// First day on which it does not hold any more.
    pub valid_to: Option<Date>,
    /// The person or program that stated it.
    pub actor: String,
    /// Where it was read.
    pub source: Option<Source>,
    /// Position of the earlier fact that this one corrects.
    pub replaces: Option<u64>,
    /// The content.
    pub payload: String,
    /// SHA-256 over the previous fact's hash and everything above.
    pub hash: [u8; 32],
}

/// A [`Fact`] whose texts are borrowed from the database while it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactRef<'row> {
    /// See [`Fact::position`].
    pub position: u64,
    /// See [`Fact::recorded_at`].
    pub recorded_at: Timestamp,
    /// See [`Fact::kind`].
    pub kind: &'row str,
    /// See [`Fact::subject`].
    pub subject: &'row str,
    /// See [`Fact::valid_from`].
    pub valid_from: Option<Date>,
    /// See [`Fact::valid_to`].
    pub valid_to: Option<Date>,
    /// See [`Fact::actor`].
    pub actor: &'row str,
    /// See [`Fact::source`].
    pub source: Option<SourceRef<'row>>,
    /// See [`Fact::replaces`].
    pub replaces: Option<u64>,
    /// See [`Fact::payload`].
    pub payload: &'row str,
    /// See [`Fact::hash`].
    pub hash: [u8; 32],
}

/// A [`Source`] whose file name is borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceRef<'row> {
    /// Name of the file.
    pub file: &'row str,
    /// Row or line in it.
    pub row: u64,
}

impl Fact {
    /// The same with its texts borrowed.
    pub fn as_ref(&self) -> FactRef<'_> {
        FactRef {
            position: self.position,
            recorded_at: self.recorded_at,
            kind: &self.kind,
            subject: &self.subject,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            actor: &self.actor,
            source: self.source.as_ref().map(|source| SourceRef { file: &source.file, row: source.row }),
            replaces: self.replaces,
            payload: &self.payload,
            hash: self.hash,
        }
    }
}

impl FactRef<'_> {
    /// A copy that outlives the read.
    pub fn to_fact(&self) -> Fact {
        Fact {
            position: self.position,
            recorded_at: self.recorded_at,
            kind: self.kind.to_owned(),
            subject: self.subject.to_owned(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            actor: self.actor.to_owned(),
            source: self.source.map(|source| Source { file: source.file.to_owned(), row: source.row }),
            replaces: self.replaces,
            payload: self.payload.to_owned(),
            hash: self.hash,
        }
    }
}

impl NewFact {
    /// Checks everything that both databases can hold, so that a fact is taken by both or by none.
    pub(crate) fn check(&self, position: u64) -> Result<(), JournalError> {
        check_name("kind", &self.kind, KIND_BYTES_MAX)?;
        check_name("subject", &self.subject, NAME_BYTES_MAX)?;
        check_name("actor", &self.actor, NAME_BYTES_MAX)?;
        check_text("payload", &self.payload, PAYLOAD_BYTES_MAX)?;
        check_date("valid_from", self.valid_from)?;
        check_date("valid_to", self.valid_to)?;
        if let Some(source) = &self.source {
            check_text("source file", &source.file, FILE_BYTES_MAX)?;
            if i64::try_from(source.row).is_err() {
                return refused("source row", "is too large a number".to_owned());
            }
        }
        match self.replaces {
            Some(replaced) if replaced == 0 || replaced >= position => {
                refused("replaces", format!("names position {replaced}, which is no fact before position {position}"))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn at(&self, position: u64, recorded_at: Timestamp, hash: [u8; 32]) -> FactRef<'_> {
        FactRef {
            position,
            recorded_at,
            kind: &self.kind,
            subject: &self.subject,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            actor: &self.actor,
            source: self.source.as_ref().map(|source| SourceRef { file: &source.file, row: source.row }),
            replaces: self.replaces,
            payload: &self.payload,
            hash,
        }
    }
}

/// A text that must say something.
pub(crate) fn check_name(field: &'static str, text: &str, bytes_max: usize) -> Result<(), JournalError> {
    if text.is_empty() {
        return refused(field, "is empty".to_owned());
    }
    check_text(field, text, bytes_max)
}

/// A text that fits. PostgreSQL stores no NUL in a text.
pub(crate) fn check_text(field: &'static str, text: &str, bytes_max: usize) -> Result<(), JournalError> {
    if text.len() > bytes_max {
        return refused(field, format!("is {} bytes long, more than {bytes_max}", text.len()));
    }
    if text.as_bytes().contains(&0) {
        return refused(field, "holds a NUL character".to_owned());
    }
    Ok(())
}

/// PostgreSQL's dates begin in 4713 BC; no fact of a register lies before the year 1.
fn check_date(field: &'static str, date: Option<Date>) -> Result<(), JournalError> {
    match date {
        Some(date) if date.year() < 1 => refused(field, format!("{date} lies before the year 1")),
        _ => Ok(()),
    }
}

fn refused(field: &'static str, why: String) -> Result<(), JournalError> {
    Err(JournalError::Refused { field, why })
}
