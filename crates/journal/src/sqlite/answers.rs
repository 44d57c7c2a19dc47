//! Kept answers in SQLite.

use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use rusqlite::{Connection, OptionalExtension, params};

use super::facts::time;
use crate::kept_answer::KeptAnswer;

const KEEP: &str = "INSERT INTO kept_answers (owner, key, request_hash, at, answer) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT DO NOTHING";
const KEPT: &str = "SELECT request_hash, answer, at FROM kept_answers WHERE owner = ?1 AND key = ?2";
const DELETE_OLD: &str = "DELETE FROM kept_answers WHERE at < ?1";

/// Whether it was kept: not where the key has its answer already.
pub(super) fn keep(connection: &Connection, owner: &str, key: &str, answer: &KeptAnswer) -> rusqlite::Result<bool> {
    let KeptAnswer { request_hash, answer, at } = answer;
    let kept = connection.execute(KEEP, params![owner, key, request_hash, at.as_microsecond(), answer])?;
    Ok(kept > 0)
}

pub(super) fn kept(connection: &Connection, owner: &str, key: &str) -> rusqlite::Result<Option<KeptAnswer>> {
    let mut statement = connection.prepare_cached(KEPT)?;
    let answer = statement.query_row([owner, key], |row| {
        let at = time(row.get(2)?).map_err(|why| FromSqlError::Other(why.into()))?;
        Ok(KeptAnswer { request_hash: row.get(0)?, answer: row.get(1)?, at })
    });
    answer.optional()
}

pub(super) fn delete_kept_before(connection: &Connection, time: Timestamp) -> rusqlite::Result<u64> {
    connection.execute(DELETE_OLD, [time.as_microsecond()])?;
    Ok(connection.changes())
}
