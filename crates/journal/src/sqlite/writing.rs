//! Writing to SQLite.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::FromSqlError;
use rusqlite::{ErrorCode, OptionalExtension, Row, TransactionBehavior, params};

use super::facts::{self, time};
use super::{Sqlite, failure};
use crate::database::{FactVisitor, Last, Writing};
use crate::error::{JournalError, Kept};
use crate::fact::FactRef;
use crate::filter::Filter;
use crate::read_log::LoggedReadRef;
use crate::verify::Chain;

/// `OR FAIL`: an insert that fails ends the transaction, so SQLite need not keep a copy of every page to undo one row.
const APPEND_FACT: &str = "INSERT OR FAIL INTO facts
    (recorded_at, kind, subject, valid_from, valid_to, actor, source_file, source_row, replaces, hash, payload)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
const APPEND_READ: &str = "INSERT OR FAIL INTO reads (at, actor, authority, purpose, subject, what, hash)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const NEWEST_OF_KIND: &str = "SELECT recorded_at FROM facts WHERE kind = ?1 ORDER BY position DESC LIMIT 1";

struct SqliteWriting<'sqlite> {
    transaction: rusqlite::Transaction<'sqlite>,
    journal: &'sqlite str,
}

pub(super) fn begin(sqlite: &mut Sqlite) -> Result<Box<dyn Writing + '_>, JournalError> {
    let Sqlite { connection, journal, .. } = sqlite;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| failure(journal, Kept::Nothing, error))?;
    Ok(Box::new(SqliteWriting { transaction, journal }))
}

impl SqliteWriting<'_> {
    fn kept<T>(&self, result: rusqlite::Result<T>) -> Result<T, JournalError> {
        result.map_err(|error| failure(self.journal, Kept::Nothing, error))
    }

    /// The position that SQLite gave must be the one that the hash was made with.
    fn stands_at(&self, position: u64, given: rusqlite::Result<i64>) -> Result<(), JournalError> {
        let given = self.kept(given)?;
        if given == position.cast_signed() {
            return Ok(());
        }
        Err(JournalError::Damaged {
            journal: self.journal.to_owned(),
            what: "the order of positions".to_owned(),
            why: format!("position {given} was given where {position} comes next"),
        })
    }
}

impl Writing for SqliteWriting<'_> {
    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError> {
        self.kept(facts::last(&self.transaction, chain))
    }

    fn newest_of_kind(&mut self, kind: &str) -> Result<Option<Timestamp>, JournalError> {
        let recorded_at = |row: &Row<'_>| {
            let recorded_at = time(row.get(0)?).map_err(|why| FromSqlError::Other(why.into()))?;
            Ok(recorded_at)
        };
        self.kept(self.transaction.query_row(NEWEST_OF_KIND, [kind], recorded_at).optional())
    }

    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError> {
        self.kept(facts::scan(&self.transaction, after, filter, each))
    }

    fn append_fact(&mut self, fact: &FactRef<'_>) -> Result<(), JournalError> {
        let appended = self.transaction.prepare_cached(APPEND_FACT).and_then(|mut statement| {
            statement.insert(params![
                fact.recorded_at.as_microsecond(),
                fact.kind,
                fact.subject,
                fact.valid_from.map(number),
                fact.valid_to.map(number),
                fact.actor,
                fact.source.map(|source| source.file),
                fact.source.map(|source| source.row.cast_signed()),
                fact.replaces.map(u64::cast_signed),
                fact.hash,
                fact.payload,
            ])
        });
        self.stands_at(fact.position, appended)
    }

    fn append_read(&mut self, read: &LoggedReadRef<'_>) -> Result<(), JournalError> {
        let appended = self.transaction.prepare_cached(APPEND_READ).and_then(|mut statement| {
            statement.insert(params![
                read.at.as_microsecond(),
                read.actor,
                read.authority,
                read.purpose,
                read.subject,
                read.what,
                read.hash,
            ])
        });
        self.stands_at(read.position, appended)
    }

    fn commit(self: Box<Self>) -> Result<(), JournalError> {
        let Self { transaction, journal } = *self;
        transaction.commit().map_err(|error| {
            // What a disk does with a commit that it failed to write or sync is known when the file is next read.
            let unknown = error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure);
            failure(journal, if unknown { Kept::AllOrNothing } else { Kept::Nothing }, error)
        })
    }
}

/// 2026-11-20 is 20261120.
fn number(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}
