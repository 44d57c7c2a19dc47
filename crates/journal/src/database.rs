//! What a database must be able to do to hold a journal.
//!
//! The adapters know SQL and nothing of hashes: they store and hand back what they are given. The chain, the clock and the limits are the
//! same for all of them and live outside.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::error::JournalError;
use crate::fact::FactRef;
use crate::filter::Filter;
use crate::kept_answer::KeptAnswer;
use crate::read_log::LoggedReadRef;
use crate::verify::Chain;
use crate::working_paper::{Expected, WorkingPaper};

/// The last entry of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Last {
    pub(crate) position: u64,
    pub(crate) at: Timestamp,
    pub(crate) hash: [u8; 32],
}

/// A row that cannot be what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) position: u64,
    pub(crate) why: String,
}

impl Unreadable {
    /// As whoever wanted the row is told.
    pub(crate) fn damaged(self, journal: &str, what: &str) -> JournalError {
        let Self { position, why } = self;
        JournalError::Damaged { journal: journal.to_owned(), what: format!("{what} at position {position}"), why }
    }
}

/// A read model as it stands in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredCheckpoint {
    pub(crate) position: u64,
    pub(crate) hash_at_position: Vec<u8>,
    pub(crate) digest: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
}

/// A read model to be stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewCheckpoint<'bytes> {
    pub(crate) name: &'bytes str,
    pub(crate) version: u32,
    pub(crate) position: u64,
    pub(crate) hash_at_position: [u8; 32],
    pub(crate) digest: [u8; 32],
    pub(crate) bytes: &'bytes [u8],
}

/// A working paper to be saved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewPaper<'text> {
    pub(crate) owner: &'text str,
    pub(crate) name: &'text str,
    pub(crate) content: &'text str,
    pub(crate) saved_at: Timestamp,
}

/// What became of a paper that was to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// It has this version now.
    Saved(u64),
    /// Something else than was expected is there, and still is.
    Otherwise(Option<WorkingPaper>),
}

/// Entries about one subject, newest first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'subject> {
    pub(crate) subject: &'subject str,
    /// Only entries before this position.
    pub(crate) before: Option<u64>,
    pub(crate) limit: u32,
}

impl Page<'_> {
    /// As a number that both databases hold. No entry stands at the highest.
    pub(crate) fn before(&self) -> i64 {
        self.before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX)
    }
}

pub(crate) type FactVisitor<'visitor> = &'visitor mut dyn FnMut(Result<FactRef<'_>, Unreadable>) -> ControlFlow<()>;
pub(crate) type ReadVisitor<'visitor> =
    &'visitor mut dyn FnMut(Result<LoggedReadRef<'_>, Unreadable>) -> ControlFlow<()>;

/// One connection to a database that holds a journal.
pub(crate) trait Database: Send {
    /// Waits until nobody else writes to the chain, then begins to write to it and to nothing else. Dropping the result rolls back.
    fn begin(&mut self, chain: Chain) -> Result<Box<dyn Writing + '_>, JournalError>;

    /// The last entry of a chain.
    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError>;

    /// Hands over the facts after a position in order, never all of them in memory.
    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError>;

    /// Hands over the read log in order, of one subject or whole.
    fn scan_reads(&mut self, subject: Option<&str>, each: ReadVisitor<'_>) -> Result<(), JournalError>;

    /// Hands over a page of facts, newest first. Walks along the index of subjects and reads nothing else.
    fn page_of_facts(&mut self, page: Page<'_>, each: FactVisitor<'_>) -> Result<(), JournalError>;

    /// Hands over a page of the read log, newest first. Walks along the index of subjects and reads nothing else.
    fn page_of_reads(&mut self, page: Page<'_>, each: ReadVisitor<'_>) -> Result<(), JournalError>;

    /// How many facts there are of each kind.
    fn count_by_kind(&mut self) -> Result<BTreeMap<String, u64>, JournalError>;

    /// Puts a read model in the place of every earlier one of its name.
    fn save_checkpoint(&mut self, checkpoint: NewCheckpoint<'_>) -> Result<(), JournalError>;

    /// The read model of that name and version.
    fn load_checkpoint(&mut self, name: &str, version: u32) -> Result<Option<StoredCheckpoint>, JournalError>;

    /// Throws away every read model.
    fn drop_checkpoints(&mut self) -> Result<(), JournalError>;

    /// Saves a working paper where what is there is what was expected.
    fn put_paper(&mut self, paper: NewPaper<'_>, expected: Expected) -> Result<Put, JournalError>;

    /// The working paper of that name.
    fn paper(&mut self, owner: &str, name: &str) -> Result<Option<WorkingPaper>, JournalError>;

    /// An owner's working papers whose name begins so, by name, byte by byte.
    fn papers_of(&mut self, owner: &str, prefix: &str) -> Result<Vec<WorkingPaper>, JournalError>;

    /// Deletes a working paper. Answers whether there was one.
    fn delete_paper(&mut self, owner: &str, name: &str) -> Result<bool, JournalError>;

    /// Deletes everybody's working papers whose name begins so and that were saved before a time. Answers how many.
    fn delete_papers_saved_before(&mut self, prefix: &str, time: Timestamp) -> Result<u64, JournalError>;

    /// The answer that was kept under a key.
    fn kept_answer(&mut self, owner: &str, key: &str) -> Result<Option<KeptAnswer>, JournalError>;

    /// Takes a named lock that no other process can take until the result is dropped or the process dies.
    fn lock(&self, name: &str) -> Result<Box<dyn Send>, JournalError>;
}

/// A transaction of the only writer.
pub(crate) trait Writing {
    /// The last entry of a chain when the transaction began.
    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError>;

    /// When the newest fact of this kind was recorded.
    fn newest_of_kind(&mut self, kind: &str) -> Result<Option<Timestamp>, JournalError>;

    /// Hands over the facts of a filter that were stored before the transaction began, in order. Its own may be among them or not.
    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError>;

    /// Stores a fact.
    fn append_fact(&mut self, fact: &FactRef<'_>) -> Result<(), JournalError>;

    /// Stores an entry of the read log.
    fn append_read(&mut self, read: &LoggedReadRef<'_>) -> Result<(), JournalError>;

    /// Keeps an answer. Where the key has one already, keeps nothing and answers that one.
    fn keep_answer(&mut self, owner: &str, key: &str, answer: &KeptAnswer) -> Result<Option<KeptAnswer>, JournalError>;

    /// Deletes answers that were kept before a time. Answers how many.
    fn delete_answers_kept_before(&mut self, time: Timestamp) -> Result<u64, JournalError>;

    /// Makes it durable.
    fn commit(self: Box<Self>) -> Result<(), JournalError>;
}
