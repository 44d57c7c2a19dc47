//! Named locks on a PostgreSQL journal: advisory locks of a connection of their own.
//!
//! The server lets the lock go when that connection ends, in whatever way the process ended.

use postgres::{Client, Config};
use sha2::{Digest, Sha256};

use super::binary::Moment;
use super::{connect, failure};
use crate::error::{JournalError, Kept};

const HOLDER: &str =
    "SELECT activity.pid, activity.backend_start, activity.application_name, host(activity.client_addr)
    FROM pg_locks JOIN pg_stat_activity AS activity USING (pid)
    WHERE pg_locks.locktype = 'advisory' AND pg_locks.granted AND pg_locks.objsubid = 1
    AND (pg_locks.classid::bigint << 32 | pg_locks.objid::bigint) = $1
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// The connection that holds the lock.
pub(super) struct SessionLock {
    client: Client,
    key: i64,
}

pub(super) fn take(config: &Config, journal: &str, writer_key: i64, name: &str) -> Result<SessionLock, JournalError> {
    let key = key(writer_key, name);
    let mut config = config.clone();
    config.application_name(&format!("ankomst {name}, process {}", std::process::id()));
    let mut client = connect(&config, journal)?;
    let taken = client.query_one("SELECT pg_try_advisory_lock($1)", &[&key]);
    let taken = taken.and_then(|row| row.try_get(0));
    if taken.map_err(|error| failure(journal, Kept::NothingWritten, &error))? {
        return Ok(SessionLock { client, key });
    }
    let holder = client.query_opt(HOLDER, &[&key]);
    let holder = holder.map_err(|error| failure(journal, Kept::NothingWritten, &error))?;
    // Only a superuser or the same role sees these; the lock is held whether or not they can be read.
    let since = holder.as_ref().and_then(|row| row.try_get(1).ok()).map(|Moment(since)| since);
    let by = holder.as_ref().and_then(|row| {
        let program: String = row.try_get(2).ok()?;
        let address: Option<String> = row.try_get(3).ok()?;
        Some(format!("{program}, from {}", address.as_deref().unwrap_or("this machine")))
    });
    Err(JournalError::AlreadyLocked { journal: journal.to_owned(), name: name.to_owned(), since, by })
}

/// A number for this journal and this name. Two would have to share 64 bits of SHA-256 to be taken for one.
fn key(writer_key: i64, name: &str) -> i64 {
    let digest = Sha256::new().chain_update(writer_key.to_be_bytes()).chain_update(name).finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

impl Drop for SessionLock {
    fn drop(&mut self) {
        // Unlocked and waited for, so that the next one can take it at once. Where this fails the connection is gone, and the lock with it.
        drop(self.client.execute("SELECT pg_advisory_unlock($1)", &[&self.key]));
    }
}
