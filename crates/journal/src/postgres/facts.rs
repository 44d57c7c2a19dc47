//! Reading facts from PostgreSQL.

use std::collections::BTreeMap;

use fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, Row, Statement};

use super::binary::{Day, Hash, Moment};
use super::{Parameters, prepared};
use crate::database::{FactVisitor, Last, Unreadable};
use crate::fact::{FactRef, SourceRef};
use crate::filter::{Filter, Kinds, Subjects};
use crate::verify::Chain;

const COLUMNS: &str = "position, recorded_at, kind, subject, valid_from, valid_to, actor, source_file, source_row, replaces, hash, payload";

/// Rows fetched at a time: few at first, since many reads want one fact or a person's few.
const BATCH_ROWS_FIRST: i32 = 64;
const BATCH_ROWS_MAX: i32 = 4_096;

pub(super) fn last(client: &mut Client, chain: Chain) -> Result<Option<Last>, postgres::Error> {
    let sql = match chain {
        Chain::Facts => "SELECT position, recorded_at, hash FROM facts ORDER BY position DESC LIMIT 1",
        Chain::Reads => "SELECT position, at, hash FROM reads ORDER BY position DESC LIMIT 1",
    };
    let Some(row) = client.query_opt(sql, &[])? else { return Ok(None) };
    let position = row.try_get::<_, i64>(0)?.cast_unsigned();
    let Moment(at) = row.try_get(1)?;
    let Hash(hash) = row.try_get(2)?;
    Ok(Some(Last { position, at, hash }))
}

pub(super) fn scan(
    client: &mut Client,
    statements: &mut BTreeMap<String, Statement>,
    after: u64,
    filter: &Filter,
    each: FactVisitor<'_>,
) -> Result<(), postgres::Error> {
    let Some((sql, values)) = select(after, filter) else { return Ok(()) };
    let parameters: Parameters<'_> = values.iter().map(|value| &**value).collect();
    scan_rows(client, statements, &sql, &parameters, &mut |row, position| {
        each(fact(row).map_err(|why| Unreadable { position, why }))
    })
}

/// As [`scan`], in the transaction that the connection is in. A server knows no transaction within another, so there is
/// no portal to fetch batches from: the rows come as one stream.
pub(super) fn scan_within(
    client: &mut Client,
    statements: &mut BTreeMap<String, Statement>,
    after: u64,
    filter: &Filter,
    each: FactVisitor<'_>,
) -> Result<(), postgres::Error> {
    let Some((sql, values)) = select(after, filter) else { return Ok(()) };
    let statement = prepared(client, statements, &sql)?;
    let mut rows = client.query_raw(&statement, values.iter().map(|value| &**value as &(dyn ToSql + Sync)))?;
    while let Some(row) = rows.next()? {
        let position = row.try_get::<_, i64>(0)?.cast_unsigned();
        if each(fact(&row).map_err(|why| Unreadable { position, why })).is_break() {
            break;
        }
    }
    Ok(())
}

/// Hands over the rows of a SELECT whose first column is the position, a batch at a time, until they end or `each` breaks.
pub(super) fn scan_rows(
    client: &mut Client,
    statements: &mut BTreeMap<String, Statement>,
    sql: &str,
    parameters: &[&(dyn ToSql + Sync)],
    each: &mut dyn FnMut(&Row, u64) -> std::ops::ControlFlow<()>,
) -> Result<(), postgres::Error> {
    let statement = prepared(client, statements, sql)?;
    let mut transaction = client.build_transaction().read_only(true).start()?;
    let portal = transaction.bind(&statement, parameters)?;
    let mut batch_rows = BATCH_ROWS_FIRST;
    loop {
        let mut fetched = 0;
        let mut rows = transaction.query_portal_raw(&portal, batch_rows)?;
        while let Some(row) = rows.next()? {
            fetched += 1;
            let position = row.try_get::<_, i64>(0)?.cast_unsigned();
            if each(&row, position).is_break() {
                return Ok(());
            }
        }
        if fetched < batch_rows {
            break;
        }
        batch_rows = (batch_rows * 4).min(BATCH_ROWS_MAX);
    }
    transaction.commit()
}

pub(super) fn count_by_kind(client: &mut Client) -> Result<BTreeMap<String, u64>, postgres::Error> {
    let rows = client.query("SELECT kind, count(*) FROM facts GROUP BY kind", &[])?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<_, i64>(1)?.cast_unsigned()))).collect()
}

type Values = Vec<Box<dyn ToSql + Sync>>;

/// One SELECT for each kind, merged by position: the server then walks along the index of kinds and sorts nothing.
///
/// `None` where the filter can match nothing.
fn select(after: u64, filter: &Filter) -> Option<(String, Values)> {
    // A position beyond what the database can hold: nothing comes after it.
    let mut values: Values = vec![Box::new(i64::try_from(after).ok()?)];
    let mut conditions = vec!["position > $1".to_owned()];
    if let Some(until) = filter.recorded_until {
        values.push(Box::new(until.as_microsecond()));
        // Whole numbers: a time made from a fraction of seconds would be rounded.
        conditions.push(format!(
            "recorded_at <= timestamptz 'epoch' + ${n}::bigint / 1000000 * interval '1 s' + ${n}::bigint % 1000000 * interval '1 us'",
            n = values.len()
        ));
    }
    match &filter.subjects {
        Subjects::All => {}
        Subjects::Is(subject) => {
            values.push(Box::new(subject.clone()));
            conditions.push(format!("subject = ${}", values.len()));
        }
        Subjects::StartingWith(prefix) => {
            values.push(Box::new(prefix.clone()));
            conditions.push(format!("left(subject, {}) = ${}", prefix.chars().count(), values.len()));
        }
    }
    let conditions = conditions.join(" AND ");
    let mut selects = Vec::new();
    match &filter.kinds {
        Kinds::All => selects.push(format!("SELECT {COLUMNS} FROM facts WHERE {conditions}")),
        Kinds::Only(kinds) => {
            for kind in kinds {
                values.push(Box::new(kind.clone()));
                selects.push(format!("SELECT {COLUMNS} FROM facts WHERE {conditions} AND kind = ${}", values.len()));
            }
        }
    }
    (!selects.is_empty()).then(|| (format!("{} ORDER BY position", selects.join(" UNION ALL ")), values))
}

/// The row as a fact, or why it cannot be one.
fn fact(row: &Row) -> Result<FactRef<'_>, String> {
    decode(row).map_err(|error| match std::error::Error::source(&error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    })?
}

fn decode(row: &Row) -> Result<Result<FactRef<'_>, String>, postgres::Error> {
    let Moment(recorded_at) = row.try_get(1)?;
    let Hash(hash) = row.try_get(10)?;
    let source = match (row.try_get(7)?, row.try_get::<_, Option<i64>>(8)?) {
        (Some(file), Some(row)) => Some(SourceRef { file, row: row.cast_unsigned() }),
        (None, None) => None,
        _ => return Ok(Err("half of the source is absent".to_owned())),
    };
    Ok(Ok(FactRef {
        position: row.try_get::<_, i64>(0)?.cast_unsigned(),
        recorded_at,
        kind: row.try_get(2)?,
        subject: row.try_get(3)?,
        valid_from: row.try_get::<_, Option<Day>>(4)?.map(|Day(day)| day),
        valid_to: row.try_get::<_, Option<Day>>(5)?.map(|Day(day)| day),
        actor: row.try_get(6)?,
        source,
        replaces: row.try_get::<_, Option<i64>>(9)?.map(i64::cast_unsigned),
        payload: row.try_get(11)?,
        hash,
    }))
}
