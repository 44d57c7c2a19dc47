//! The same rows in the same tables, without a journal around them.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use journal::NewFact;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::{ToSql, Type};
use postgres::{Client, NoTls};
use rusqlite::params;

use crate::fact;

/// Which database is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// An empty place for a journal or for bare tables, removed when dropped.
pub(crate) enum Place {
    Sqlite { url: String, _folder: tempfile::TempDir },
    Postgres { url: String, schema: String },
}

impl Place {
    pub(crate) fn new(database: Database) -> Self {
        match database {
            Database::Sqlite => {
                // Beside the build, not in /tmp: that may be memory, and memory needs no syncing.
                let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("the build's folder is writable");
                Self::Sqlite { url: format!("sqlite:{}", folder.path().join("journal").display()), _folder: folder }
            }
            Database::Postgres => {
                static NUMBER: AtomicU32 = AtomicU32::new(0);
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let schema = format!("bench_{}_{number}", std::process::id());
                admin().batch_execute(&format!("CREATE SCHEMA {schema}")).expect("a schema can be made");
                Self::Postgres { url: format!("{}?options=-csearch_path%3D{schema}", admin_url()), schema }
            }
        }
    }

    pub(crate) fn url(&self) -> &str {
        match self {
            Self::Sqlite { url, .. } | Self::Postgres { url, .. } => url,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Postgres { schema, .. } = self {
            admin()
                .batch_execute(&format!("DROP SCHEMA {schema} CASCADE; CHECKPOINT"))
                .expect("a schema can be dropped");
        }
    }
}

fn admin_url() -> String {
    std::env::var("ANKOMST_TEST_POSTGRES")
        .expect("ANKOMST_TEST_POSTGRES must be set: export ANKOMST_TEST_POSTGRES=$(scripts/postgres-for-tests)")
}

fn admin() -> Client {
    Client::connect(&admin_url(), NoTls).expect("the server for tests runs")
}

pub(crate) fn append(database: Database, size: usize, transactions: usize) -> Duration {
    let place = Place::new(database);
    match database {
        Database::Sqlite => append_sqlite(place.url(), size, transactions),
        Database::Postgres => append_postgres(place.url(), size, transactions),
    }
}

fn append_sqlite(url: &str, size: usize, transactions: usize) -> Duration {
    let path = url.strip_prefix("sqlite:").expect("the place is a file");
    let mut connection = rusqlite::Connection::open(path).expect("the place is new");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
            CREATE TABLE facts (position INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, kind TEXT NOT NULL,
                subject TEXT NOT NULL, valid_from INTEGER, valid_to INTEGER, actor TEXT NOT NULL, source_file TEXT,
                source_row INTEGER, replaces INTEGER, hash BLOB NOT NULL, payload TEXT NOT NULL) STRICT;
            CREATE INDEX facts_by_subject ON facts (subject);
            CREATE INDEX facts_by_kind ON facts (kind);",
        )
        .expect("tables can be made");
    let begun = Instant::now();
    for transaction in 0..transactions {
        let first = transaction * size;
        let open = connection.transaction().expect("nobody else writes");
        {
            let insert = "INSERT INTO facts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
            let mut insert = open.prepare_cached(insert).expect("it is SQL");
            for number in first..first + size {
                let NewFact { kind, subject, actor, source, payload, .. } = fact(number);
                let source = source.expect("every fact of this bench has one");
                let position = i64::try_from(number).expect("the bench is small") + 1;
                let none: Option<i64> = None;
                insert
                    .execute(params![
                        position,
                        1_795_000_000_000_000_i64,
                        kind,
                        subject,
                        none,
                        none,
                        actor,
                        source.file,
                        source.row.cast_signed(),
                        none,
                        [7_u8; 32],
                        payload
                    ])
                    .expect("there is room");
            }
        }
        open.commit().expect("there is room");
    }
    begun.elapsed()
}

const TYPES: [Type; 12] = [
    Type::INT8,
    Type::TIMESTAMPTZ,
    Type::TEXT,
    Type::TEXT,
    // Two dates, absent: what is absent is the same in every type, and the driver knows no dates without a calendar.
    Type::TIMESTAMPTZ,
    Type::TIMESTAMPTZ,
    Type::TEXT,
    Type::TEXT,
    Type::INT8,
    Type::INT8,
    Type::BYTEA,
    Type::TEXT,
];

fn append_postgres(url: &str, size: usize, transactions: usize) -> Duration {
    let mut client = Client::connect(url, NoTls).expect("the place is new");
    client
        .batch_execute(
            r#"CREATE TABLE facts (position bigint PRIMARY KEY, recorded_at timestamptz NOT NULL,
                kind text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL, valid_from date, valid_to date,
                actor text COLLATE "C" NOT NULL, source_file text COLLATE "C", source_row bigint, replaces bigint,
                hash bytea NOT NULL, payload text COLLATE "C" NOT NULL);
            CREATE INDEX facts_by_subject ON facts (subject, position);
            CREATE INDEX facts_by_kind ON facts (kind, position);"#,
        )
        .expect("tables can be made");
    let insert = "INSERT INTO facts VALUES ($1, $2, $3, $4, NULL, NULL, $5, $6, $7, $8, $9, $10)";
    let insert = client.prepare(insert).expect("it is SQL");
    let copy = client.prepare("COPY facts FROM STDIN (FORMAT binary)").expect("it is SQL");
    let now = SystemTime::now();
    let none: Option<i64> = None;
    let none_of_day: Option<SystemTime> = None;
    let hash: &[u8] = &[7; 32];
    let begun = Instant::now();
    for transaction in 0..transactions {
        let first = transaction * size;
        let row = |number: usize| {
            let position = i64::try_from(number).expect("the bench is small") + 1;
            let fact = fact(number);
            let source = fact.source.clone().expect("every fact of this bench has one");
            (position, fact, source.file, source.row.cast_signed())
        };
        if size == 1 {
            let (position, fact, file, row) = row(first);
            let values: [&(dyn ToSql + Sync); 10] =
                [&position, &now, &fact.kind, &fact.subject, &fact.actor, &file, &row, &none, &hash, &fact.payload];
            client.execute(&insert, &values).expect("there is room");
            continue;
        }
        let copy = client.copy_in(&copy).expect("there is room");
        let mut copy = BinaryCopyInWriter::new(copy, &TYPES);
        for number in first..first + size {
            let (position, fact, file, row) = row(number);
            let values: [&(dyn ToSql + Sync); 12] = [
                &position,
                &now,
                &fact.kind,
                &fact.subject,
                &none_of_day,
                &none_of_day,
                &fact.actor,
                &file,
                &row,
                &none,
                &hash,
                &fact.payload,
            ];
            copy.write(&values).expect("there is room");
        }
        copy.finish().expect("there is room");
    }
    begun.elapsed()
}
