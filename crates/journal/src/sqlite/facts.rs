//! Reading facts from SQLite.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::{FromSqlError, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Params, Row, params, params_from_iter};

use crate::database::{FactVisitor, Last, Page, Unreadable};
use crate::fact::{FactRef, SourceRef};
use crate::filter::{Filter, Kinds, Subjects};
use crate::verify::Chain;

const COLUMNS: &str = "position, recorded_at, kind, subject, valid_from, valid_to, actor, source_file, source_row, replaces, hash, payload";

pub(super) fn last(connection: &Connection, chain: Chain) -> rusqlite::Result<Option<Last>> {
    let sql = match chain {
        Chain::Facts => "SELECT position, recorded_at, hash FROM facts ORDER BY position DESC LIMIT 1",
        Chain::Reads => "SELECT position, at, hash FROM reads ORDER BY position DESC LIMIT 1",
    };
    let mut statement = connection.prepare_cached(sql)?;
    let last = |row: &Row<'_>| {
        let at = row.get_ref(1)?.as_i64()?;
        let at = time(at).map_err(|why| FromSqlError::Other(why.into()))?;
        Ok(Last { position: row.get::<_, i64>(0)?.cast_unsigned(), at, hash: row.get(2)? })
    };
    statement.query_row([], last).optional()
}

pub(super) fn scan(
    connection: &Connection,
    after: u64,
    filter: &Filter,
    each: FactVisitor<'_>,
) -> rusqlite::Result<()> {
    let Some((sql, values)) = select(after, filter) else { return Ok(()) };
    hand_over(connection, &sql, params_from_iter(values), each)
}

pub(super) fn page(connection: &Connection, page: Page<'_>, each: FactVisitor<'_>) -> rusqlite::Result<()> {
    hand_over(connection, &page_sql(), params![page.subject, page.before(), page.limit], each)
}

pub(super) fn page_sql() -> String {
    format!("SELECT {COLUMNS} FROM facts WHERE subject = ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3")
}

fn hand_over(connection: &Connection, sql: &str, values: impl Params, each: FactVisitor<'_>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        let position = row.get_ref(0)?.as_i64()?.cast_unsigned();
        let fact = fact(row, position).map_err(|why| Unreadable { position, why });
        if each(fact).is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn count_by_kind(connection: &Connection) -> rusqlite::Result<BTreeMap<String, u64>> {
    let mut statement = connection.prepare_cached("SELECT kind, count(*) FROM facts GROUP BY kind")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
    rows.collect()
}

/// The time that a number in the file stands for.
pub(super) fn time(microseconds: i64) -> Result<Timestamp, String> {
    Timestamp::from_microsecond(microseconds).map_err(|error| error.to_string())
}

/// One SELECT for each kind, merged by position: SQLite then walks along the index of kinds and sorts nothing, where
/// `kind IN (…) ORDER BY position` would walk along the whole journal or sort whole payloads in memory.
/// The `+` keeps the other conditions away from indexes that would break the order.
///
/// `None` where the filter can match nothing.
fn select(after: u64, filter: &Filter) -> Option<(String, Vec<Value>)> {
    // A position beyond what the file can hold: nothing comes after it.
    let mut values = vec![Value::Integer(i64::try_from(after).ok()?)];
    let mut conditions = vec!["position > ?1".to_owned()];
    if let Some(until) = filter.recorded_until {
        values.push(Value::Integer(until.as_microsecond()));
        conditions.push(format!("+recorded_at <= ?{}", values.len()));
    }
    let by_subject = match &filter.subjects {
        Subjects::All => false,
        Subjects::Is(subject) => {
            values.push(Value::Text(subject.clone()));
            conditions.push(format!("subject = ?{}", values.len()));
            true
        }
        Subjects::StartingWith(prefix) => {
            values.push(Value::Text(prefix.clone()));
            conditions.push(format!("substr(subject, 1, {}) = ?{}", prefix.chars().count(), values.len()));
            false
        }
    };
    let conditions = conditions.join(" AND ");
    let mut selects = Vec::new();
    match &filter.kinds {
        Kinds::All => selects.push(format!("SELECT {COLUMNS} FROM facts WHERE {conditions}")),
        Kinds::Only(kinds) => {
            for kind in kinds {
                values.push(Value::Text(kind.clone()));
                let kept_from_index = if by_subject { "+" } else { "" };
                let condition = format!("{kept_from_index}kind = ?{}", values.len());
                selects.push(format!("SELECT {COLUMNS} FROM facts WHERE {conditions} AND {condition}"));
            }
        }
    }
    (!selects.is_empty()).then(|| (format!("{} ORDER BY position", selects.join(" UNION ALL ")), values))
}

/// The row as a fact, or why it cannot be one.
fn fact<'row>(row: &'row Row<'_>, position: u64) -> Result<FactRef<'row>, String> {
    let field = |index: usize, name: &str| row.get_ref(index).map_err(|error| format!("{name}: {error}"));
    let text = |index, name: &str| field(index, name)?.as_str().map_err(|error| format!("{name}: {error}"));
    let number = |index, name: &str| field(index, name)?.as_i64_or_null().map_err(|error| format!("{name}: {error}"));
    let recorded_at = number(1, "recorded_at")?.ok_or("recorded_at is absent")?;
    let source = match (field(7, "source_file")?, number(8, "source_row")?) {
        (ValueRef::Null, None) => None,
        (ValueRef::Null, Some(_)) | (_, None) => return Err("half of the source is absent".to_owned()),
        (_, Some(row)) => Some(SourceRef { file: text(7, "source_file")?, row: row.cast_unsigned() }),
    };
    let hash = field(10, "hash")?.as_blob().map_err(|error| format!("hash: {error}"))?;
    Ok(FactRef {
        position,
        recorded_at: time(recorded_at)?,
        kind: text(2, "kind")?,
        subject: text(3, "subject")?,
        valid_from: number(4, "valid_from")?.map(date).transpose()?,
        valid_to: number(5, "valid_to")?.map(date).transpose()?,
        actor: text(6, "actor")?,
        source,
        replaces: number(9, "replaces")?.map(i64::cast_unsigned),
        payload: text(11, "payload")?,
        hash: hash.try_into().map_err(|_| format!("hash: {} bytes instead of 32", hash.len()))?,
    })
}

/// 20261120 is 2026-11-20.
fn date(number: i64) -> Result<Date, String> {
    let no_date = || format!("{number} is no date");
    let year = i16::try_from(number / 10_000).map_err(|_| no_date())?;
    let month = i8::try_from(number / 100 % 100).map_err(|_| no_date())?;
    let day = i8::try_from(number % 100).map_err(|_| no_date())?;
    Date::new(year, month, day).map_err(|_| no_date())
}
