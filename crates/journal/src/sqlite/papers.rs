//! Working papers in SQLite.

use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::facts::time;
use crate::database::{NewPaper, Put};
use crate::working_paper::{Expected, WorkingPaper};

/// A new row, and so a new version, in place of the one of that name.
const PUT: &str = "INSERT OR REPLACE INTO working_papers (owner, name, saved_at, content) VALUES (?1, ?2, ?3, ?4)";
const ONE: &str = "SELECT owner, name, content, version, saved_at FROM working_papers WHERE owner = ?1 AND name = ?2";
/// `>=` begins where the prefix would stand; `substr` keeps what begins so.
const OF_OWNER: &str = "SELECT owner, name, content, version, saved_at FROM working_papers
    WHERE owner = ?1 AND name >= ?2 AND substr(name, 1, ?3) = ?2 ORDER BY name";
const DELETE: &str = "DELETE FROM working_papers WHERE owner = ?1 AND name = ?2";
const DELETE_OLD: &str = "DELETE FROM working_papers WHERE saved_at < ?1 AND substr(name, 1, ?2) = ?3";

pub(super) fn put(connection: &mut Connection, paper: NewPaper<'_>, expected: Expected) -> rusqlite::Result<Put> {
    let NewPaper { owner, name, content, saved_at } = paper;
    // The writer's place before the look: nobody saves between the look and the save.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let present = one(&transaction, owner, name)?;
    if !expected.holds(present.as_ref().map(|paper| paper.version)) {
        return Ok(Put::Otherwise(present));
    }
    transaction.execute(PUT, params![owner, name, saved_at.as_microsecond(), content])?;
    let version = transaction.last_insert_rowid().cast_unsigned();
    transaction.commit()?;
    Ok(Put::Saved(version))
}

pub(super) fn one(connection: &Connection, owner: &str, name: &str) -> rusqlite::Result<Option<WorkingPaper>> {
    connection.prepare_cached(ONE)?.query_row([owner, name], paper).optional()
}

pub(super) fn of(connection: &Connection, owner: &str, prefix: &str) -> rusqlite::Result<Vec<WorkingPaper>> {
    let mut statement = connection.prepare_cached(OF_OWNER)?;
    statement.query_map(params![owner, prefix, characters(prefix)], paper)?.collect()
}

pub(super) fn delete(connection: &Connection, owner: &str, name: &str) -> rusqlite::Result<bool> {
    Ok(connection.execute(DELETE, [owner, name])? > 0)
}

pub(super) fn delete_saved_before(connection: &Connection, prefix: &str, time: Timestamp) -> rusqlite::Result<u64> {
    connection.execute(DELETE_OLD, params![time.as_microsecond(), characters(prefix), prefix])?;
    Ok(connection.changes())
}

fn characters(prefix: &str) -> i64 {
    i64::try_from(prefix.chars().count()).expect("a prefix was checked to be short")
}

fn paper(row: &Row<'_>) -> rusqlite::Result<WorkingPaper> {
    Ok(WorkingPaper {
        owner: row.get(0)?,
        name: row.get(1)?,
        content: row.get(2)?,
        version: row.get::<_, i64>(3)?.cast_unsigned(),
        saved_at: time(row.get(4)?).map_err(|why| FromSqlError::Other(why.into()))?,
    })
}
