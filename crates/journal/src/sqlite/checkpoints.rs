//! Checkpoints in SQLite.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::checkpoint::PART_BYTES;
use crate::database::{NewCheckpoint, StoredCheckpoint};

pub(super) fn save(connection: &mut Connection, checkpoint: NewCheckpoint<'_>) -> rusqlite::Result<()> {
    let NewCheckpoint { name, version, position, hash_at_position, digest, bytes } = checkpoint;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("DELETE FROM checkpoint_parts WHERE name = ?1", [name])?;
    transaction.execute(
        "INSERT OR REPLACE INTO checkpoints (name, version, position, hash_at_position, digest)
            VALUES (?1, ?2, ?3, ?4, ?5)",
        params![name, version, position.cast_signed(), hash_at_position, digest],
    )?;
    for (part, bytes) in (0_i64..).zip(bytes.chunks(PART_BYTES)) {
        transaction
            .execute("INSERT INTO checkpoint_parts (name, part, bytes) VALUES (?1, ?2, ?3)", (name, part, bytes))?;
    }
    transaction.commit()
}

pub(super) fn load(
    connection: &mut Connection,
    name: &str,
    version: u32,
) -> rusqlite::Result<Option<StoredCheckpoint>> {
    let transaction = connection.transaction()?;
    let found = transaction
        .query_row(
            "SELECT position, hash_at_position, digest FROM checkpoints WHERE name = ?1 AND version = ?2",
            params![name, version],
            |row| {
                let position = row.get::<_, i64>(0)?.cast_unsigned();
                Ok(StoredCheckpoint { position, hash_at_position: row.get(1)?, digest: row.get(2)?, bytes: Vec::new() })
            },
        )
        .optional()?;
    let Some(mut checkpoint) = found else { return Ok(None) };
    let mut parts = transaction.prepare("SELECT bytes FROM checkpoint_parts WHERE name = ?1 ORDER BY part")?;
    let mut rows = parts.query([name])?;
    while let Some(row) = rows.next()? {
        checkpoint.bytes.extend_from_slice(row.get_ref(0)?.as_blob()?);
    }
    Ok(Some(checkpoint))
}

pub(super) fn drop_all(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("DELETE FROM checkpoint_parts", [])?;
    transaction.execute("DELETE FROM checkpoints", [])?;
    transaction.commit()
}
