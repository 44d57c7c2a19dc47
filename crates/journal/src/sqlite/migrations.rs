//! The layout of the file, brought up to date when it is opened. Forward only.

use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::{Sqlite, WAIT_FOR_WRITER};
use crate::error::{JournalError, Kept};

/// Numbered from 1, each run once. Never edited after a release, only added to.
const MIGRATIONS: [(&str, &str); 2] = [
    ("journal", include_str!("../../migrations/sqlite/0001_journal.sql")),
    ("working papers", include_str!("../../migrations/sqlite/0002_working_papers.sql")),
];

/// `ANKO`: what `file` and this program know a journal by.
const APPLICATION_ID: i32 = 0x414E_4B4F;

const RECORD: &str = "
    CREATE TABLE IF NOT EXISTS journal_migrations (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        applied_at TEXT NOT NULL
    ) STRICT";

pub(super) fn apply(sqlite: &mut Sqlite) -> Result<(), JournalError> {
    let known = u32::try_from(MIGRATIONS.len()).expect("there are fewer migrations than numbers");
    let applied = match state(&sqlite.connection) {
        Ok(State::Applied(applied)) => applied,
        Ok(State::Empty) => 0,
        Ok(State::Foreign(why)) => return Err(JournalError::NotAJournal { journal: sqlite.journal.clone(), why }),
        Err(error) => return Err(sqlite.error(Kept::NothingWritten, error)),
    };
    if applied > known {
        return Err(JournalError::TooNew { journal: sqlite.journal.clone(), found: applied, known });
    }
    if applied < known {
        let migrated = use_wal(&sqlite.connection).and_then(|()| migrate(&mut sqlite.connection));
        migrated.map_err(|error| sqlite.error(Kept::Nothing, error))?;
    }
    Ok(())
}

enum State {
    Empty,
    Applied(u32),
    Foreign(String),
}

fn state(connection: &Connection) -> rusqlite::Result<State> {
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: u32 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (id, tables) {
        (0, 0) => Ok(State::Empty),
        (APPLICATION_ID, _) => {
            let applied = "SELECT coalesce(max(number), 0) FROM journal_migrations";
            connection.query_row(applied, [], |row| row.get(0)).map(State::Applied)
        }
        (0, _) => Ok(State::Foreign("the file holds another program's tables".to_owned())),
        _ => Ok(State::Foreign(format!("the file belongs to another program, application id {id}"))),
    }
}

/// Turning WAL on asks for the file alone and does not wait by itself when another process opens the same new file.
fn use_wal(connection: &Connection) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0)) {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && begun.elapsed() < WAIT_FOR_WRITER =>
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            other => return other.map(drop),
        }
    }
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.execute_batch(RECORD)?;
    // Looked up again: another process may have done it while this one waited.
    let applied: u32 =
        transaction.query_row("SELECT coalesce(max(number), 0) FROM journal_migrations", [], |row| row.get(0))?;
    for (number, (name, sql)) in (1_u32..).zip(MIGRATIONS).filter(|(number, _)| *number > applied) {
        transaction.execute_batch(sql)?;
        let record = "INSERT INTO journal_migrations VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ'))";
        transaction.execute(record, (number, name))?;
    }
    transaction.commit()
}
