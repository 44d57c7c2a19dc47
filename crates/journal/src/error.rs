//! What can go wrong with a journal.
//!
//! Each error names the journal without its password. Those that meet a write say what became of it.

use std::fmt;

use jiff::Timestamp;

use crate::kept_answer::KeptAnswer;
use crate::working_paper::{Expected, WorkingPaper};

/// Why the journal could not do it.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The address is neither `sqlite:path` nor `postgres://…`, or cannot be used. The address itself is not repeated: it may hold a password.
    #[error("the journal's address cannot be used: {why}")]
    Address {
        /// What is wrong with it.
        why: String,
    },
    /// The database failed.
    #[error("journal {journal}: {trouble}; {kept}")]
    Storage {
        /// The journal, without password.
        journal: String,
        /// What kind of failure.
        trouble: Trouble,
        /// What became of the facts that were being written.
        kept: Kept,
        /// The database's own words.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is a database, but something else lives in it.
    #[error("journal {journal}: not a journal of Ankomst: {why}")]
    NotAJournal {
        /// The database, without password.
        journal: String,
        /// How it was seen.
        why: String,
    },
    /// A newer program made or changed this journal.
    #[error(
        "journal {journal}: made by a newer program (its layout is number {found}, this program knows up to {known})"
    )]
    TooNew {
        /// The journal, without password.
        journal: String,
        /// The number of the journal's layout.
        found: u32,
        /// The newest layout that this program knows.
        known: u32,
    },
    /// Somebody else appended since the caller looked. Nothing was stored.
    #[error(
        "journal {journal}: expected its last fact at position {expected}, but it is at {found}; nothing was stored"
    )]
    Conflict {
        /// The journal, without password.
        journal: String,
        /// The position that the caller had seen.
        expected: u64,
        /// The position of the last fact.
        found: u64,
    },
    /// The clock shows an earlier time than the newest entry: either it is wrong now, or it was wrong then. Nothing was stored.
    /// See [`crate::Journal::accept_clock`].
    #[error("journal {journal}: the clock shows {given}, but the newest entry was recorded {last}; nothing was stored")]
    ClockWentBack {
        /// The journal, without password.
        journal: String,
        /// When the newest entry was recorded.
        last: Timestamp,
        /// The time that was handed in.
        given: Timestamp,
    },
    /// The journal does not take this. The transaction can go on without it.
    #[error("refused: {field} {why}")]
    Refused {
        /// Which part.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A working paper is not the one that was to be replaced: somebody saved or deleted it meanwhile. It stands as it was, and is handed over, so
    /// that neither text is lost.
    #[error("journal {journal}: working paper {name} was expected to be {expected}, but it is {}; nothing was stored", present(found.as_deref()))]
    PaperConflict {
        /// The journal, without password.
        journal: String,
        /// Name of the paper.
        name: String,
        /// What was expected.
        expected: Expected,
        /// The paper that is there.
        found: Option<Box<WorkingPaper>>,
    },
    /// The command was carried out before, and this is what it was answered. Nothing of this transaction was stored.
    #[error("journal {journal}: the command {key} was carried out {}; nothing was stored anew", kept.at)]
    AlreadyAnswered {
        /// The journal, without password.
        journal: String,
        /// The sender's key.
        key: String,
        /// What was answered then.
        kept: Box<KeptAnswer>,
    },
    /// Somebody else holds the lock.
    #[error("journal {journal}: {name} is already running{}{}", told(" (", by.as_deref(), ")"), told(" since ", *since, ""))]
    AlreadyLocked {
        /// The journal, without password.
        journal: String,
        /// Name of the lock.
        name: String,
        /// Since when, where it can be seen.
        since: Option<Timestamp>,
        /// By which process, where it can be seen.
        by: Option<String>,
    },
    /// Something that is stored cannot be what was written. `verify` tells more.
    #[error("journal {journal}: {what} is damaged: {why}")]
    Damaged {
        /// The journal, without password.
        journal: String,
        /// Which part.
        what: String,
        /// How it was seen.
        why: String,
    },
}

/// Kinds of failure that somebody can do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No room on the disk.
    Full,
    /// The file, the folder or the server takes no writes.
    ReadOnly,
    /// The file is something else.
    NotADatabase,
    /// It could not be opened or reached.
    Unreachable,
    /// The connection to the server broke.
    ConnectionLost,
    /// Another process kept it for too long.
    Busy,
    /// The database itself says that its file is damaged.
    Damaged,
    /// The transaction failed earlier and takes nothing more.
    Failed,
    /// Anything else: the source tells.
    Other,
}

/// What became of the facts that were being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was being written.
    NothingWritten,
    /// The transaction was rolled back whole.
    Nothing,
    /// The connection or the disk failed during the commit: either all of it was stored or nothing. The head tells which.
    AllOrNothing,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "no room left on the disk",
            Self::ReadOnly => "cannot be written to",
            Self::NotADatabase => "the file is not a database",
            Self::Unreachable => "cannot be opened or reached",
            Self::ConnectionLost => "the connection was lost",
            Self::Busy => "another process kept it busy for too long",
            Self::Damaged => "the database is damaged",
            Self::Failed => "the transaction failed earlier and takes nothing more",
            Self::Other => "the database failed",
        })
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NothingWritten => "nothing was being written",
            Self::Nothing => "nothing of this transaction was stored",
            Self::AllOrNothing => {
                "it broke during the commit: all of this transaction was stored or nothing, look at the head"
            }
        })
    }
}

fn present(paper: Option<&WorkingPaper>) -> String {
    paper.map_or_else(|| "absent".to_owned(), |paper| format!("version {}", paper.version))
}

fn told<T: fmt::Display>(before: &str, value: Option<T>, after: &str) -> String {
    value.map(|value| format!("{before}{value}{after}")).unwrap_or_default()
}
