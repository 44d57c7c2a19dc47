//! Reading the read log from SQLite.

use rusqlite::{Connection, Params, Row, params};

use super::facts::time;
use crate::database::{Page, ReadVisitor, Unreadable};
use crate::read_log::LoggedReadRef;

const ALL: &str = "SELECT position, at, actor, authority, purpose, subject, what, hash FROM reads ORDER BY position";
const OF_SUBJECT: &str = "SELECT position, at, actor, authority, purpose, subject, what, hash FROM reads
    WHERE subject = ?1 ORDER BY position";
pub(super) const PAGE: &str = "SELECT position, at, actor, authority, purpose, subject, what, hash FROM reads
    WHERE subject = ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3";

pub(super) fn scan(connection: &Connection, subject: Option<&str>, each: ReadVisitor<'_>) -> rusqlite::Result<()> {
    match subject {
        Some(subject) => hand_over(connection, OF_SUBJECT, [subject], each),
        None => hand_over(connection, ALL, [], each),
    }
}

pub(super) fn page(connection: &Connection, page: Page<'_>, each: ReadVisitor<'_>) -> rusqlite::Result<()> {
    hand_over(connection, PAGE, params![page.subject, page.before(), page.limit], each)
}

fn hand_over(connection: &Connection, sql: &str, values: impl Params, each: ReadVisitor<'_>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        let position = row.get_ref(0)?.as_i64()?.cast_unsigned();
        let read = read(row, position).map_err(|why| Unreadable { position, why });
        if each(read).is_break() {
            break;
        }
    }
    Ok(())
}

fn read<'row>(row: &'row Row<'_>, position: u64) -> Result<LoggedReadRef<'row>, String> {
    let field = |index: usize, name: &str| row.get_ref(index).map_err(|error| format!("{name}: {error}"));
    let text = |index, name: &str| field(index, name)?.as_str().map_err(|error| format!("{name}: {error}"));
    let at = field(1, "at")?.as_i64().map_err(|error| format!("at: {error}"))?;
    let hash = field(7, "hash")?.as_blob().map_err(|error| format!("hash: {error}"))?;
    Ok(LoggedReadRef {
        position,
        at: time(at)?,
        actor: text(2, "actor")?,
        authority: text(3, "authority")?,
        purpose: text(4, "purpose")?,
        subject: text(5, "subject")?,
        what: text(6, "what")?,
        hash: hash.try_into().map_err(|_| format!("hash: {} bytes instead of 32", hash.len()))?,
    })
}
