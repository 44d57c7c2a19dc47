//! Read models that were folded from the facts up to a position, kept so that nobody must fold from the beginning.
//!
//! Derived: the facts are the truth, every checkpoint may be deleted at any time.

use sha2::{Digest, Sha256};

use crate::database::{Database, NewCheckpoint, StoredCheckpoint};
use crate::error::JournalError;
use crate::fact::{KIND_BYTES_MAX, check_name};
use crate::filter::Filter;

/// Longest read model, in bytes.
pub(crate) const CHECKPOINT_BYTES_MAX: usize = 1024 * 1024 * 1024;
/// Bytes in a row of the database.
pub(crate) const PART_BYTES: usize = 4 * 1024 * 1024;

pub(crate) fn save(
    database: &mut dyn Database,
    name: &str,
    version: u32,
    position: u64,
    bytes: &[u8],
) -> Result<(), JournalError> {
    check_name("checkpoint name", name, KIND_BYTES_MAX)?;
    if bytes.len() > CHECKPOINT_BYTES_MAX {
        let why = format!("is {} bytes long, more than {CHECKPOINT_BYTES_MAX}", bytes.len());
        return Err(JournalError::Refused { field: "checkpoint", why });
    }
    let Some(hash_at_position) = hash_at(database, position)? else {
        let why = format!("is said to hold the facts up to position {position}, which does not exist");
        return Err(JournalError::Refused { field: "checkpoint", why });
    };
    let digest = Sha256::digest(bytes).into();
    database.save_checkpoint(NewCheckpoint { name, version, position, hash_at_position, digest, bytes })
}

/// Nothing where the journal below is not the one that the read model was folded from, for example one that was brought back from a backup.
pub(crate) fn load(
    database: &mut dyn Database,
    journal: &str,
    name: &str,
    version: u32,
) -> Result<Option<(u64, Vec<u8>)>, JournalError> {
    let Some(stored) = database.load_checkpoint(name, version)? else { return Ok(None) };
    let StoredCheckpoint { position, hash_at_position, digest, bytes } = stored;
    if hash_at(database, position)?.is_none_or(|hash| hash[..] != hash_at_position[..]) {
        return Ok(None);
    }
    if Sha256::digest(&bytes)[..] != digest[..] {
        return Err(JournalError::Damaged {
            journal: journal.to_owned(),
            what: format!("checkpoint {name}"),
            why: "its bytes are not those that were saved; checkpoints are derived, drop them and go on".to_owned(),
        });
    }
    Ok(Some((position, bytes)))
}

/// The hash of the fact at a position; all zero for position 0, before the first.
fn hash_at(database: &mut dyn Database, position: u64) -> Result<Option<[u8; 32]>, JournalError> {
    if position == 0 {
        return Ok(Some([0; 32]));
    }
    let mut found = None;
    database.scan_facts(position - 1, &Filter::all(), &mut |row| {
        found = row.ok().filter(|fact| fact.position == position).map(|fact| fact.hash);
        std::ops::ControlFlow::Break(())
    })?;
    Ok(found)
}
