//! Working papers: small private texts beside the facts, such as drafts of forms and saved choices.
//!
//! They are no facts: they stand in no chain, and are changed and deleted freely. Knows their limits and how two editors of one paper are
//! kept from overwriting each other, never what a text means.

use std::fmt;

use jiff::Timestamp;

use crate::database::{Database, NewPaper, Put};
use crate::error::JournalError;
use crate::fact::{NAME_BYTES_MAX, check_name, check_text};

/// Longest content of a working paper, in bytes.
pub const PAPER_BYTES_MAX: usize = 1024 * 1024;

/// A small private text that is no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingPaper {
    /// Whose it is.
    pub owner: String,
    /// Its name among the owner's papers, for example `draft/decision/carl2:1234567`.
    pub name: String,
    /// The text.
    pub content: String,
    /// Another number after each save. No two saves in a journal have the same, whatever was deleted between them.
    pub version: u64,
    /// When it was saved, in whole microseconds.
    pub saved_at: Timestamp,
}

/// What whoever saves a paper believes is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// No paper of that name.
    New,
    /// The paper as it was saved under this version.
    Version(u64),
    /// Anything: what is there is overwritten unseen. For choices, where the last one counts; never for a draft.
    Any,
}

impl Expected {
    /// Whether it may be saved where the present version is this.
    pub(crate) fn holds(self, present: Option<u64>) -> bool {
        match self {
            Self::New => present.is_none(),
            Self::Version(version) => present == Some(version),
            Self::Any => true,
        }
    }
}

pub(crate) fn put(
    database: &mut dyn Database,
    journal: &str,
    paper: NewPaper<'_>,
    expected: Expected,
) -> Result<u64, JournalError> {
    check_paper_name(paper.owner, paper.name)?;
    check_text("content", paper.content, PAPER_BYTES_MAX)?;
    match database.put_paper(paper, expected)? {
        Put::Saved(version) => Ok(version),
        Put::Otherwise(found) => Err(JournalError::PaperConflict {
            journal: journal.to_owned(),
            name: paper.name.to_owned(),
            expected,
            found: found.map(Box::new),
        }),
    }
}

pub(crate) fn get(database: &mut dyn Database, owner: &str, name: &str) -> Result<Option<WorkingPaper>, JournalError> {
    check_paper_name(owner, name)?;
    database.paper(owner, name)
}

pub(crate) fn of(database: &mut dyn Database, owner: &str, prefix: &str) -> Result<Vec<WorkingPaper>, JournalError> {
    check_name("owner", owner, NAME_BYTES_MAX)?;
    check_text("paper name", prefix, NAME_BYTES_MAX)?;
    database.papers_of(owner, prefix)
}

pub(crate) fn delete(database: &mut dyn Database, owner: &str, name: &str) -> Result<bool, JournalError> {
    check_paper_name(owner, name)?;
    database.delete_paper(owner, name)
}

pub(crate) fn delete_saved_before(
    database: &mut dyn Database,
    prefix: &str,
    time: Timestamp,
) -> Result<u64, JournalError> {
    check_text("paper name", prefix, NAME_BYTES_MAX)?;
    database.delete_papers_saved_before(prefix, time)
}

fn check_paper_name(owner: &str, name: &str) -> Result<(), JournalError> {
    check_name("owner", owner, NAME_BYTES_MAX)?;
    check_name("paper name", name, NAME_BYTES_MAX)
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("absent"),
            Self::Version(version) => write!(f, "version {version}"),
            Self::Any => f.write_str("whatever is there"),
        }
    }
}
