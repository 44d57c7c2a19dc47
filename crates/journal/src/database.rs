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
use crate::read_log::LoggedReadRef;
use crate::verify::Chain;

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

pub(crate) type FactVisitor<'visitor> = &'visitor mut dyn FnMut(Result<FactRef<'_>, Unreadable>) -> ControlFlow<()>;
pub(crate) type ReadVisitor<'visitor> =
    &'visitor mut dyn FnMut(Result<LoggedReadRef<'_>, Unreadable>) -> ControlFlow<()>;

/// One connection to a database that holds a journal.
pub(crate) trait Database: Send {
    /// Waits until nobody else writes, then begins to write. Dropping the result rolls back.
    fn begin(&mut self) -> Result<Box<dyn Writing + '_>, JournalError>;

    /// The last entry of a chain.
    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError>;

    /// Hands over the facts after a position in order, never all of them in memory.
    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError>;

    /// Hands over the read log in order, of one subject or whole.
    fn scan_reads(&mut self, subject: Option<&str>, each: ReadVisitor<'_>) -> Result<(), JournalError>;

    /// How many facts there are of each kind.
    fn count_by_kind(&mut self) -> Result<BTreeMap<String, u64>, JournalError>;

    /// Puts a read model in the place of every earlier one of its name.
    fn save_checkpoint(&mut self, checkpoint: NewCheckpoint<'_>) -> Result<(), JournalError>;

    /// The read model of that name and version.
    fn load_checkpoint(&mut self, name: &str, version: u32) -> Result<Option<StoredCheckpoint>, JournalError>;

    /// Throws away every read model.
    fn drop_checkpoints(&mut self) -> Result<(), JournalError>;

    /// Takes a named lock that no other process can take until the result is dropped or the process dies.
    fn lock(&self, name: &str) -> Result<Box<dyn Send>, JournalError>;
}

/// A transaction of the only writer.
pub(crate) trait Writing {
    /// The last entry of a chain when the transaction began.
    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError>;

    /// When the newest fact of this kind was recorded.
    fn newest_of_kind(&mut self, kind: &str) -> Result<Option<Timestamp>, JournalError>;

    /// As [`Database::scan_facts`], within the transaction: what it appended itself is among them.
    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError>;

    /// Stores a fact.
    fn append_fact(&mut self, fact: &FactRef<'_>) -> Result<(), JournalError>;

    /// Stores an entry of the read log.
    fn append_read(&mut self, read: &LoggedReadRef<'_>) -> Result<(), JournalError>;

    /// Makes it durable.
    fn commit(self: Box<Self>) -> Result<(), JournalError>;
}
