//! Working papers in PostgreSQL.
//!
//! Each save is one statement, whose row is the lock between two that save the same paper; nobody waits for the writer of facts.

use jiff::Timestamp;
use postgres::{Client, Row};

use super::binary::Moment;
use super::facts::moment_of;
use crate::database::{NewPaper, Put};
use crate::working_paper::{Expected, WorkingPaper};

const COLUMNS: &str = "owner, name, content, version, saved_at";

pub(super) fn put(client: &mut Client, paper: NewPaper<'_>, expected: Expected) -> Result<Put, postgres::Error> {
    let NewPaper { owner, name, content, saved_at } = paper;
    let saved_at = saved_at.as_microsecond();
    let insert =
        format!("INSERT INTO working_papers (owner, name, content, saved_at) VALUES ($1, $2, $3, {})", moment_of(4));
    let saved = match expected {
        Expected::New => {
            let sql = format!("{insert} ON CONFLICT DO NOTHING RETURNING version");
            client.query_opt(&sql, &[&owner, &name, &content, &saved_at])?
        }
        Expected::Any => {
            let sql = format!(
                "{insert} ON CONFLICT (owner, name) DO UPDATE
                    SET content = EXCLUDED.content, saved_at = EXCLUDED.saved_at, version = DEFAULT RETURNING version"
            );
            client.query_opt(&sql, &[&owner, &name, &content, &saved_at])?
        }
        Expected::Version(version) => {
            let sql = format!(
                "UPDATE working_papers SET content = $3, saved_at = {}, version = DEFAULT
                    WHERE owner = $1 AND name = $2 AND version = $5 RETURNING version",
                moment_of(4)
            );
            // A version beyond what the database can hold was never given: -1 is none either.
            let version = i64::try_from(version).unwrap_or(-1);
            client.query_opt(&sql, &[&owner, &name, &content, &saved_at, &version])?
        }
    };
    match saved {
        Some(row) => Ok(Put::Saved(row.try_get::<_, i64>(0)?.cast_unsigned())),
        None => one(client, owner, name).map(Put::Otherwise),
    }
}

pub(super) fn one(client: &mut Client, owner: &str, name: &str) -> Result<Option<WorkingPaper>, postgres::Error> {
    let sql = format!("SELECT {COLUMNS} FROM working_papers WHERE owner = $1 AND name = $2");
    client.query_opt(&sql, &[&owner, &name])?.as_ref().map(paper).transpose()
}

pub(super) fn of(client: &mut Client, owner: &str, prefix: &str) -> Result<Vec<WorkingPaper>, postgres::Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM working_papers WHERE owner = $1 AND name >= $2 AND starts_with(name, $2) ORDER BY name"
    );
    client.query(&sql, &[&owner, &prefix])?.iter().map(paper).collect()
}

pub(super) fn delete(client: &mut Client, owner: &str, name: &str) -> Result<bool, postgres::Error> {
    let deleted = client.execute("DELETE FROM working_papers WHERE owner = $1 AND name = $2", &[&owner, &name])?;
    Ok(deleted > 0)
}

pub(super) fn delete_saved_before(client: &mut Client, prefix: &str, time: Timestamp) -> Result<u64, postgres::Error> {
    let sql = format!("DELETE FROM working_papers WHERE saved_at < {} AND starts_with(name, $2)", moment_of(1));
    client.execute(&sql, &[&time.as_microsecond(), &prefix])
}

fn paper(row: &Row) -> Result<WorkingPaper, postgres::Error> {
    let Moment(saved_at) = row.try_get(4)?;
    Ok(WorkingPaper {
        owner: row.try_get(0)?,
        name: row.try_get(1)?,
        content: row.try_get(2)?,
        version: row.try_get::<_, i64>(3)?.cast_unsigned(),
        saved_at,
    })
}
