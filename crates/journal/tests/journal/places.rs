//! Empty places for journals, and a way to do to their databases what the journal never does.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use journal::Journal;
use postgres::types::ToSql;
use postgres::{Client, NoTls};

/// Where one test keeps its journal. Removed when dropped.
pub(crate) enum Place {
    Sqlite {
        folder: tempfile::TempDir,
    },
    /// With a connection of its own to the schema, for raw statements.
    Postgres {
        schema: String,
        raw: Box<Mutex<Client>>,
    },
}

/// A value for a raw statement.
pub(crate) enum Raw {
    Number(i64),
    Bytes(Vec<u8>),
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        // Beside the build, not in /tmp: that may be memory, and memory needs no syncing.
        Self::Sqlite { folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() }
    }

    pub(crate) fn postgres() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let schema = format!("test_{}_{number}", std::process::id());
        admin().batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
        let raw = Box::new(Mutex::new(Client::connect(&postgres_url(&schema), NoTls).unwrap()));
        Self::Postgres { schema, raw }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite { folder } => format!("sqlite:{}", folder.path().join("journal").display()),
            Self::Postgres { schema, .. } => postgres_url(schema),
        }
    }

    pub(crate) fn open(&self) -> Journal {
        Journal::open(&self.url()).unwrap()
    }

    /// Runs statements on the database itself, with the triggers in force. Answers the database's refusal.
    pub(crate) fn run(&self, sql: &str) -> Result<(), String> {
        match self {
            Self::Sqlite { .. } => self.sqlite_connection().execute_batch(sql).map_err(|error| error.to_string()),
            Self::Postgres { raw, .. } => raw.lock().unwrap().batch_execute(sql).map_err(|error| {
                error.as_db_error().map_or_else(|| error.to_string(), |error| error.message().to_owned())
            }),
        }
    }

    /// Takes away what keeps the tables from being changed.
    pub(crate) fn unprotect(&self) {
        let sql = match self {
            Self::Sqlite { .. } => {
                "DROP TRIGGER facts_grow_at_the_end; DROP TRIGGER facts_are_not_changed; DROP TRIGGER facts_are_not_removed;
                DROP TRIGGER reads_grow_at_the_end; DROP TRIGGER reads_are_not_changed; DROP TRIGGER reads_are_not_removed"
            }
            Self::Postgres { .. } => {
                "DROP TRIGGER facts_only_grow ON facts; DROP TRIGGER reads_only_grow ON reads"
            }
        };
        self.run(sql).unwrap();
    }

    /// Sets one column of one row to a number, or to the bytes as they are.
    pub(crate) fn overwrite(&self, table: &str, column: &str, position: u64, value: &Raw) {
        let position = position.cast_signed();
        match self {
            Self::Sqlite { .. } => {
                let connection = self.sqlite_connection();
                connection.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
                let changed = match value {
                    Raw::Number(number) => connection
                        .execute(&format!("UPDATE {table} SET {column} = ?1 WHERE position = ?2"), (number, position)),
                    Raw::Bytes(bytes) if column == "hash" => connection
                        .execute(&format!("UPDATE {table} SET {column} = ?1 WHERE position = ?2"), (bytes, position)),
                    Raw::Bytes(bytes) => connection.execute(
                        &format!("UPDATE {table} SET {column} = CAST(?1 AS TEXT) WHERE position = ?2"),
                        (bytes, position),
                    ),
                };
                assert_eq!(changed, Ok(1));
            }
            Self::Postgres { raw, .. } => {
                let (expression, value): (&str, &(dyn ToSql + Sync)) = match (value, column) {
                    (Raw::Number(number), "recorded_at" | "at") => {
                        ("timestamptz 'epoch' + $1::bigint * interval '1 us'", number)
                    }
                    (Raw::Number(number), "valid_from" | "valid_to") => {
                        ("to_date(($1::bigint)::text, 'YYYYMMDD')", number)
                    }
                    (Raw::Number(number), _) => ("$1::bigint", number),
                    (Raw::Bytes(bytes), "hash") => ("$1::bytea", bytes),
                    (Raw::Bytes(bytes), _) => ("convert_from($1::bytea, 'UTF8')", bytes),
                };
                let sql = format!("UPDATE {table} SET {column} = {expression} WHERE position = $2");
                assert_eq!(raw.lock().unwrap().execute(&sql, &[value, &position]).unwrap(), 1);
            }
        }
    }

    fn sqlite_connection(&self) -> rusqlite::Connection {
        let connection = rusqlite::Connection::open(self.url().trim_start_matches("sqlite:")).unwrap();
        connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
        connection
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Postgres { schema, .. } = self {
            let dropped = admin().batch_execute(&format!("DROP SCHEMA {schema} CASCADE"));
            assert!(dropped.is_ok() || std::thread::panicking(), "{dropped:?}");
        }
    }
}

fn postgres_url(schema: &str) -> String {
    format!("{}?options=-csearch_path%3D{schema}", admin_url())
}

pub(crate) fn admin_url() -> String {
    std::env::var("ANKOMST_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("ANKOMST_TEST_POSTGRES is not set: export ANKOMST_TEST_POSTGRES=$(scripts/postgres-for-tests)")
    })
}

pub(crate) fn admin() -> Client {
    Client::connect(&admin_url(), NoTls).unwrap_or_else(|error| {
        panic!(
            "the server in ANKOMST_TEST_POSTGRES does not answer ({error}): start it with scripts/postgres-for-tests"
        )
    })
}
