//! Kept answers in PostgreSQL.

use jiff::Timestamp;
use postgres::Client;

use super::binary::{Hash, Moment};
use super::facts::moment_of;
use crate::kept_answer::KeptAnswer;

/// Whether it was kept: not where the key has its answer already.
pub(super) fn keep(client: &mut Client, owner: &str, key: &str, answer: &KeptAnswer) -> Result<bool, postgres::Error> {
    let KeptAnswer { request_hash, answer, at } = answer;
    let sql = format!(
        "INSERT INTO kept_answers (owner, key, request_hash, answer, at) VALUES ($1, $2, $3, $4, {})
            ON CONFLICT DO NOTHING",
        moment_of(5)
    );
    let kept = client.execute(&sql, &[&owner, &key, &&request_hash[..], answer, &at.as_microsecond()])?;
    Ok(kept > 0)
}

pub(super) fn kept(client: &mut Client, owner: &str, key: &str) -> Result<Option<KeptAnswer>, postgres::Error> {
    let sql = "SELECT request_hash, answer, at FROM kept_answers WHERE owner = $1 AND key = $2";
    let Some(row) = client.query_opt(sql, &[&owner, &key])? else { return Ok(None) };
    let (Hash(request_hash), Moment(at)) = (row.try_get(0)?, row.try_get(2)?);
    Ok(Some(KeptAnswer { request_hash, answer: row.try_get(1)?, at }))
}

pub(super) fn delete_kept_before(client: &mut Client, time: Timestamp) -> Result<u64, postgres::Error> {
    let sql = format!("DELETE FROM kept_answers WHERE at < {}", moment_of(1));
    client.execute(&sql, &[&time.as_microsecond()])
}
