//! A journal in a PostgreSQL database: in the first schema of the connection's search path.
//!
//! Knows SQL, and nothing of hashes or of what a fact means.

mod address;
mod answers;
mod binary;
mod checkpoints;
mod facts;
mod migrations;
mod papers;
mod reads;
mod session_lock;
mod writing;

use std::collections::BTreeMap;

use jiff::Timestamp;
use postgres::error::SqlState;
use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};

use crate::database::{
    Database, FactVisitor, Last, NewCheckpoint, NewPaper, Page, Put, ReadVisitor, StoredCheckpoint, Writing,
};
use crate::error::{JournalError, Kept, Trouble};
use crate::filter::Filter;
use crate::kept_answer::KeptAnswer;
use crate::verify::Chain;
use crate::working_paper::{Expected, WorkingPaper};

/// The settings of a connection.
///
/// A server may have been set to answer a commit before it is on disk: not for a journal. Every read is in the order of an index; a planner that has not
/// yet counted a newly filled table would rather sort all of it on disk, so sorting is not offered. A writer waits for another longer than
/// the longest night's longest transaction.
const SETTINGS: &str = "
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SET enable_sort = off;
    SET enable_seqscan = off;
    SET enable_bitmapscan = off;
    SET jit = off;
    SET lock_timeout = '120s';
    SET client_min_messages = warning;
";

/// Prepared statements that are kept. Reads by ever new sets of kinds begin anew when there are more.
const STATEMENTS_MAX: usize = 100;

pub(crate) struct Postgres {
    client: Client,
    statements: BTreeMap<String, Statement>,
    config: Config,
    journal: String,
    /// Key of the lock that the one writer holds: different for every journal in a database.
    writer_key: i64,
}

/// Connects, and makes the journal where the schema holds none.
pub(crate) fn open(url: &str) -> Result<Postgres, JournalError> {
    let (config, journal) = address::parse(url)?;
    let mut client = connect(&config, &journal)?;
    migrations::apply(&mut client, &journal)?;
    let key = client.query_one("SELECT 'facts'::regclass::oid", &[]);
    let key = key.and_then(|row| row.try_get::<_, u32>(0));
    let key = key.map_err(|error| failure(&journal, Kept::NothingWritten, &error))?;
    Ok(Postgres { client, statements: BTreeMap::new(), config, journal, writer_key: i64::from(key) })
}

fn connect(config: &Config, journal: &str) -> Result<Client, JournalError> {
    let mut client = config.connect(NoTls).map_err(|error| {
        let JournalError::Storage { journal, kept, source, .. } = failure(journal, Kept::NothingWritten, &error) else {
            unreachable!("a failure of the database is a failure of the storage")
        };
        JournalError::Storage { journal, trouble: Trouble::Unreachable, kept, source }
    })?;
    client.batch_execute(SETTINGS).map_err(|error| failure(journal, Kept::NothingWritten, &error))?;
    Ok(client)
}

impl Postgres {
    pub(crate) fn name(&self) -> &str {
        &self.journal
    }

    /// An error of a read: nothing was being written.
    fn unread<T>(&self, result: Result<T, postgres::Error>) -> Result<T, JournalError> {
        result.map_err(|error| failure(&self.journal, Kept::NothingWritten, &error))
    }

    /// An error of a statement that commits itself.
    fn unsaved(&self, error: &postgres::Error) -> JournalError {
        let kept = if lost(error) { Kept::AllOrNothing } else { Kept::Nothing };
        failure(&self.journal, kept, error)
    }
}

/// A statement that is prepared once.
fn prepared(
    client: &mut Client,
    statements: &mut BTreeMap<String, Statement>,
    sql: &str,
) -> Result<Statement, postgres::Error> {
    if let Some(statement) = statements.get(sql) {
        return Ok(statement.clone());
    }
    if statements.len() >= STATEMENTS_MAX {
        statements.clear();
    }
    let statement = client.prepare(sql)?;
    statements.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

type Parameters<'values> = Vec<&'values (dyn ToSql + Sync)>;

impl Database for Postgres {
    fn begin(&mut self, chain: Chain) -> Result<Box<dyn Writing + '_>, JournalError> {
        writing::begin(self, chain)
    }

    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError> {
        let last = facts::last(&mut self.client, chain);
        self.unread(last)
    }

    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError> {
        let scanned = facts::scan(&mut self.client, &mut self.statements, after, filter, each);
        self.unread(scanned)
    }

    fn scan_reads(&mut self, subject: Option<&str>, each: ReadVisitor<'_>) -> Result<(), JournalError> {
        let scanned = reads::scan(&mut self.client, &mut self.statements, subject, each);
        self.unread(scanned)
    }

    fn page_of_facts(&mut self, page: Page<'_>, each: FactVisitor<'_>) -> Result<(), JournalError> {
        let paged = facts::page(&mut self.client, &mut self.statements, page, each);
        self.unread(paged)
    }

    fn page_of_reads(&mut self, page: Page<'_>, each: ReadVisitor<'_>) -> Result<(), JournalError> {
        let paged = reads::page(&mut self.client, &mut self.statements, page, each);
        self.unread(paged)
    }

    fn count_by_kind(&mut self) -> Result<BTreeMap<String, u64>, JournalError> {
        let counted = facts::count_by_kind(&mut self.client);
        self.unread(counted)
    }

    fn save_checkpoint(&mut self, checkpoint: NewCheckpoint<'_>) -> Result<(), JournalError> {
        let saved = checkpoints::save(&mut self.client, checkpoint);
        saved.map_err(|error| failure(&self.journal, Kept::Nothing, &error))
    }

    fn load_checkpoint(&mut self, name: &str, version: u32) -> Result<Option<StoredCheckpoint>, JournalError> {
        let loaded = checkpoints::load(&mut self.client, name, version);
        self.unread(loaded)
    }

    fn drop_checkpoints(&mut self) -> Result<(), JournalError> {
        let dropped = checkpoints::drop_all(&mut self.client);
        dropped.map_err(|error| failure(&self.journal, Kept::Nothing, &error))
    }

    fn put_paper(&mut self, paper: NewPaper<'_>, expected: Expected) -> Result<Put, JournalError> {
        let put = papers::put(&mut self.client, paper, expected);
        put.map_err(|error| self.unsaved(&error))
    }

    fn paper(&mut self, owner: &str, name: &str) -> Result<Option<WorkingPaper>, JournalError> {
        let paper = papers::one(&mut self.client, owner, name);
        self.unread(paper)
    }

    fn papers_of(&mut self, owner: &str, prefix: &str) -> Result<Vec<WorkingPaper>, JournalError> {
        let papers = papers::of(&mut self.client, owner, prefix);
        self.unread(papers)
    }

    fn delete_paper(&mut self, owner: &str, name: &str) -> Result<bool, JournalError> {
        let deleted = papers::delete(&mut self.client, owner, name);
        deleted.map_err(|error| self.unsaved(&error))
    }

    fn delete_papers_saved_before(&mut self, prefix: &str, time: Timestamp) -> Result<u64, JournalError> {
        let deleted = papers::delete_saved_before(&mut self.client, prefix, time);
        deleted.map_err(|error| self.unsaved(&error))
    }

    fn kept_answer(&mut self, owner: &str, key: &str) -> Result<Option<KeptAnswer>, JournalError> {
        let kept = answers::kept(&mut self.client, owner, key);
        self.unread(kept)
    }

    fn lock(&self, name: &str) -> Result<Box<dyn Send>, JournalError> {
        Ok(Box::new(session_lock::take(&self.config, &self.journal, self.writer_key, name)?))
    }
}

/// The server's detail is left out: it may repeat a row, and a row holds personal data.
fn failure(journal: &str, kept: Kept, error: &postgres::Error) -> JournalError {
    let trouble = match error.code() {
        Some(code) => trouble(code),
        None if lost(error) => Trouble::ConnectionLost,
        None => Trouble::Other,
    };
    let source = match error.as_db_error() {
        Some(error) => format!("{} (SQLSTATE {})", error.message(), error.code().code()).into(),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}").into(),
            None => error.to_string().into(),
        },
    };
    JournalError::Storage { journal: journal.to_owned(), trouble, kept, source }
}

fn trouble(code: &SqlState) -> Trouble {
    match *code {
        SqlState::DISK_FULL => Trouble::Full,
        SqlState::READ_ONLY_SQL_TRANSACTION | SqlState::INSUFFICIENT_PRIVILEGE => Trouble::ReadOnly,
        SqlState::LOCK_NOT_AVAILABLE => Trouble::Busy,
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => Trouble::Damaged,
        // The server is going down, or an operator ended the connection.
        _ if code.code().starts_with("57P") => Trouble::ConnectionLost,
        _ => Trouble::Other,
    }
}

fn lost(error: &postgres::Error) -> bool {
    error.is_closed() || std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
}
