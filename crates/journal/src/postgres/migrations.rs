//! The layout of the schema, brought up to date when it is opened. Forward only.

use postgres::Client;

use super::failure;
use crate::error::{JournalError, Kept};

/// Numbered from 1, each run once. Never edited after a release, only added to.
const MIGRATIONS: [(&str, &str); 2] = [
    ("journal", include_str!("../../migrations/postgres/0001_journal.sql")),
    ("working papers", include_str!("../../migrations/postgres/0002_working_papers.sql")),
];

/// Held while the layout is changed, in whichever schema of the database: `ANKO`, then 1.
const LOCK: &str = "SELECT pg_advisory_xact_lock(x'414E4B4F00000001'::bigint)";

const STATE: &str = "SELECT current_schema(), current_setting('server_encoding'),
    to_regclass(quote_ident(current_schema()) || '.journal_migrations') IS NOT NULL,
    to_regclass(quote_ident(current_schema()) || '.facts') IS NOT NULL";

const RECORD: &str = "CREATE TABLE IF NOT EXISTS journal_migrations (
    number bigint PRIMARY KEY,
    name text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)";

pub(super) fn apply(client: &mut Client, journal: &str) -> Result<(), JournalError> {
    let known = i64::try_from(MIGRATIONS.len()).expect("there are fewer migrations than numbers");
    let applied = match state(client).map_err(|error| failure(journal, Kept::NothingWritten, &error))? {
        State::Empty => 0,
        State::Applied(applied) => applied,
        State::Foreign(why) => return Err(JournalError::NotAJournal { journal: journal.to_owned(), why }),
    };
    if applied > known {
        let (found, known) = (u32::try_from(applied).unwrap_or(u32::MAX), u32::try_from(known).unwrap_or(u32::MAX));
        return Err(JournalError::TooNew { journal: journal.to_owned(), found, known });
    }
    if applied < known {
        migrate(client).map_err(|error| failure(journal, Kept::Nothing, &error))?;
    }
    Ok(())
}

enum State {
    Empty,
    Applied(i64),
    Foreign(String),
}

fn state(client: &mut Client) -> Result<State, postgres::Error> {
    let row = client.query_one(STATE, &[])?;
    let schema: Option<String> = row.try_get(0)?;
    let encoding: String = row.try_get(1)?;
    let Some(schema) = schema else {
        return Ok(State::Foreign("the search path names no schema that exists".to_owned()));
    };
    if encoding != "UTF8" {
        return Ok(State::Foreign(format!("the database stores texts as {encoding}, not as UTF8")));
    }
    if row.try_get(2)? {
        let applied = client.query_one("SELECT coalesce(max(number), 0) FROM journal_migrations", &[])?;
        return applied.try_get(0).map(State::Applied);
    }
    if row.try_get(3)? {
        return Ok(State::Foreign(format!("schema {schema} holds another program's table facts")));
    }
    Ok(State::Empty)
}

fn migrate(client: &mut Client) -> Result<(), postgres::Error> {
    let mut transaction = client.transaction()?;
    transaction.batch_execute(LOCK)?;
    transaction.batch_execute(RECORD)?;
    // Looked up again: another process may have done it while this one waited.
    let applied = transaction.query_one("SELECT coalesce(max(number), 0) FROM journal_migrations", &[])?;
    let applied: i64 = applied.try_get(0)?;
    for (number, (name, sql)) in (1_i64..).zip(MIGRATIONS).filter(|(number, _)| *number > applied) {
        transaction.batch_execute(sql)?;
        transaction.execute("INSERT INTO journal_migrations (number, name) VALUES ($1, $2)", &[&number, &name])?;
    }
    transaction.commit()
}
