//! Reading the read log from PostgreSQL.

use std::collections::BTreeMap;

use postgres::{Client, Row, Statement};

use super::Parameters;
use super::binary::{Hash, Moment};
use super::facts::scan_rows;
use crate::database::{Page, ReadVisitor, Unreadable};
use crate::read_log::LoggedReadRef;

const ALL: &str = "SELECT position, at, actor, authority, purpose, subject, what, hash FROM reads ORDER BY position";
const OF_SUBJECT: &str = "SELECT position, at, actor, authority, purpose, subject, what, hash FROM reads
    WHERE subject = $1 ORDER BY position";
/// As [`super::facts::page`].
const PAGE: &str = "SELECT position, at, actor, authority, purpose, subject, what, hash FROM reads
    WHERE subject >= $1 AND (subject, position) < ($1, $2) ORDER BY subject DESC, position DESC LIMIT $3";

pub(super) fn scan(
    client: &mut Client,
    statements: &mut BTreeMap<String, Statement>,
    subject: Option<&str>,
    each: ReadVisitor<'_>,
) -> Result<(), postgres::Error> {
    let sql = if subject.is_some() { OF_SUBJECT } else { ALL };
    let parameters: Parameters<'_> = match &subject {
        Some(subject) => vec![subject],
        None => Vec::new(),
    };
    scan_rows(client, statements, sql, &parameters, &mut |row, position| {
        each(read(row, position).map_err(|error| Unreadable { position, why: error.to_string() }))
    })
}

pub(super) fn page(
    client: &mut Client,
    statements: &mut BTreeMap<String, Statement>,
    page: Page<'_>,
    each: ReadVisitor<'_>,
) -> Result<(), postgres::Error> {
    let (before, limit) = (page.before(), i64::from(page.limit));
    let parameters: Parameters<'_> = vec![&page.subject, &before, &limit];
    scan_rows(client, statements, PAGE, &parameters, &mut |row, position| {
        each(read(row, position).map_err(|error| Unreadable { position, why: error.to_string() }))
    })
}

fn read(row: &Row, position: u64) -> Result<LoggedReadRef<'_>, postgres::Error> {
    let Moment(at) = row.try_get(1)?;
    let Hash(hash) = row.try_get(7)?;
    Ok(LoggedReadRef {
        position,
        at,
        actor: row.try_get(2)?,
        authority: row.try_get(3)?,
        purpose: row.try_get(4)?,
        subject: row.try_get(5)?,
        what: row.try_get(6)?,
        hash,
    })
}
