//! Checkpoints in PostgreSQL.

use postgres::Client;

use crate::checkpoint::PART_BYTES;
use crate::database::{NewCheckpoint, StoredCheckpoint};

pub(super) fn save(client: &mut Client, checkpoint: NewCheckpoint<'_>) -> Result<(), postgres::Error> {
    let NewCheckpoint { name, version, position, hash_at_position, digest, bytes } = checkpoint;
    let mut transaction = client.transaction()?;
    // The row of the name is the lock between two that save the same checkpoint.
    transaction.execute(
        "INSERT INTO checkpoints (name, version, position, hash_at_position, digest) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (name) DO UPDATE SET (version, position, hash_at_position, digest)
            = (EXCLUDED.version, EXCLUDED.position, EXCLUDED.hash_at_position, EXCLUDED.digest)",
        &[&name, &i64::from(version), &position.cast_signed(), &&hash_at_position[..], &&digest[..]],
    )?;
    transaction.execute("DELETE FROM checkpoint_parts WHERE name = $1", &[&name])?;
    let insert = transaction.prepare("INSERT INTO checkpoint_parts (name, part, bytes) VALUES ($1, $2, $3)")?;
    for (part, bytes) in (0_i64..).zip(bytes.chunks(PART_BYTES)) {
        transaction.execute(&insert, &[&name, &part, &bytes])?;
    }
    transaction.commit()
}

pub(super) fn load(client: &mut Client, name: &str, version: u32) -> Result<Option<StoredCheckpoint>, postgres::Error> {
    // One snapshot for both tables, whatever is saved meanwhile.
    let isolation = postgres::IsolationLevel::RepeatableRead;
    let mut transaction = client.build_transaction().isolation_level(isolation).read_only(true).start()?;
    let found = transaction.query_opt(
        "SELECT position, hash_at_position, digest FROM checkpoints WHERE name = $1 AND version = $2",
        &[&name, &i64::from(version)],
    )?;
    let Some(row) = found else { return Ok(None) };
    let mut checkpoint = StoredCheckpoint {
        position: row.try_get::<_, i64>(0)?.cast_unsigned(),
        hash_at_position: row.try_get(1)?,
        digest: row.try_get(2)?,
        bytes: Vec::new(),
    };
    let part = transaction.prepare("SELECT bytes FROM checkpoint_parts WHERE name = $1 AND part = $2")?;
    for number in 0_i64.. {
        let Some(row) = transaction.query_opt(&part, &[&name, &number])? else { break };
        checkpoint.bytes.extend_from_slice(row.try_get(0)?);
    }
    transaction.commit()?;
    Ok(Some(checkpoint))
}

pub(super) fn drop_all(client: &mut Client) -> Result<(), postgres::Error> {
    let mut transaction = client.transaction()?;
    transaction.batch_execute("DELETE FROM checkpoints; DELETE FROM checkpoint_parts")?;
    transaction.commit()
}
