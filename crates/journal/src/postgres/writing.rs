//! Writing to PostgreSQL.
//!
//! Rows gather in memory up to a few megabytes and then go by COPY, so that a transaction of any size takes little memory and few round trips.

use std::collections::BTreeMap;
use std::io::Write;

use jiff::Timestamp;
use postgres::{Client, SimpleQueryMessage, SimpleQueryRow, Statement};

use super::binary::{Moment, Rows};
use super::{Postgres, answers, facts, failure, lost, prepared};
use crate::chain::hash_from_hexadecimal;
use crate::database::{FactVisitor, Last, Writing};
use crate::error::{JournalError, Kept, Trouble};
use crate::fact::FactRef;
use crate::filter::Filter;
use crate::kept_answer::KeptAnswer;
use crate::read_log::LoggedReadRef;
use crate::verify::Chain;

const COPY_FACTS: &str = "COPY facts (position, recorded_at, kind, subject, valid_from, valid_to, actor, source_file,
    source_row, replaces, hash, payload) FROM STDIN (FORMAT binary)";
const COPY_READS: &str = "COPY reads (position, at, actor, authority, purpose, subject, what, hash)
    FROM STDIN (FORMAT binary)";
const NEWEST_OF_KIND: &str = "SELECT recorded_at FROM facts WHERE kind = $1 ORDER BY position DESC LIMIT 1";

/// Rows are sent when they are this long. More than a few hundred kilobytes at a time makes nothing faster.
const COPY_BYTES: usize = 1024 * 1024;

/// One round trip: begin, wait for the lock of the chain's only writer, look at the ends of both chains. READ COMMITTED, whatever the server's default:
/// each statement then sees what was committed while the lock was waited for.
fn begin_sql(writer_key: i64) -> String {
    let microseconds = |column: &str| format!("(extract(epoch FROM {column}) * 1000000)::bigint");
    format!(
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
        SELECT pg_advisory_xact_lock({writer_key});
        (SELECT 'facts', position, {}, encode(hash, 'hex') FROM facts ORDER BY position DESC LIMIT 1)
        UNION ALL
        (SELECT 'reads', position, {}, encode(hash, 'hex') FROM reads ORDER BY position DESC LIMIT 1)",
        microseconds("recorded_at"),
        microseconds("at"),
    )
}

/// Makes the key of the facts' writer into that of the read log's: a bit above the 32 that a journal's key has.
const READS_KEY: i64 = 1 << 40;

struct PostgresWriting<'postgres> {
    client: &'postgres mut Client,
    statements: &'postgres mut BTreeMap<String, Statement>,
    journal: &'postgres str,
    last_fact: Option<Last>,
    last_read: Option<Last>,
    facts: Rows,
    reads: Rows,
    open: bool,
}

pub(super) fn begin(postgres: &mut Postgres, chain: Chain) -> Result<Box<dyn Writing + '_>, JournalError> {
    let Postgres { client, statements, journal, writer_key, .. } = postgres;
    let mut writing = PostgresWriting {
        client,
        statements,
        journal,
        last_fact: None,
        last_read: None,
        facts: Rows::new(),
        reads: Rows::new(),
        open: true,
    };
    let key = match chain {
        Chain::Facts => *writer_key,
        // Whoever logs a look waits for others who log, never for a night that stores a delivery.
        Chain::Reads => *writer_key ^ READS_KEY,
    };
    let answers = writing.client.simple_query(&begin_sql(key));
    for answer in writing.kept(answers)? {
        if let SimpleQueryMessage::Row(row) = answer {
            writing.remember(&row)?;
        }
    }
    Ok(Box::new(writing))
}

impl PostgresWriting<'_> {
    fn kept<T>(&self, result: Result<T, postgres::Error>) -> Result<T, JournalError> {
        result.map_err(|error| failure(self.journal, Kept::Nothing, &error))
    }

    /// The end of a chain, from the answer to [`begin_sql`]. The lock's own row has one column.
    fn remember(&mut self, row: &SimpleQueryRow) -> Result<(), JournalError> {
        if row.len() != 4 {
            return Ok(());
        }
        let last = last(row).ok_or_else(|| JournalError::Damaged {
            journal: self.journal.to_owned(),
            what: "the newest entry".to_owned(),
            why: "its position, time or hash is none".to_owned(),
        })?;
        match row.get(0) {
            Some("facts") => self.last_fact = Some(last),
            _ => self.last_read = Some(last),
        }
        Ok(())
    }

    fn send(&mut self, chain: Chain) -> Result<(), JournalError> {
        let (sql, rows) = match chain {
            Chain::Facts => (COPY_FACTS, &mut self.facts),
            Chain::Reads => (COPY_READS, &mut self.reads),
        };
        if rows.is_empty() {
            return Ok(());
        }
        let sent = prepared(self.client, self.statements, sql).and_then(|statement| {
            let mut writer = self.client.copy_in(&statement)?;
            // Only gathers the bytes: what the server answers to them comes out of `finish`.
            let gathered = writer.write_all(rows.finish());
            gathered.map_or_else(|error| Ok(Err(error)), |()| writer.finish().map(Ok))
        });
        rows.clear();
        match self.kept(sent)? {
            Ok(_) => Ok(()),
            Err(error) => Err(JournalError::Storage {
                journal: self.journal.to_owned(),
                trouble: Trouble::ConnectionLost,
                kept: Kept::Nothing,
                source: Box::new(error),
            }),
        }
    }
}

impl Writing for PostgresWriting<'_> {
    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError> {
        Ok(match chain {
            Chain::Facts => self.last_fact,
            Chain::Reads => self.last_read,
        })
    }

    fn newest_of_kind(&mut self, kind: &str) -> Result<Option<Timestamp>, JournalError> {
        let found = self.client.query_opt(NEWEST_OF_KIND, &[&kind]);
        let found = found.and_then(|row| row.map(|row| row.try_get(0)).transpose());
        Ok(self.kept(found)?.map(|Moment(recorded_at)| recorded_at))
    }

    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError> {
        let scanned = facts::scan_inside(self.client, self.statements, after, filter, each);
        self.kept(scanned)
    }

    fn append_fact(&mut self, fact: &FactRef<'_>) -> Result<(), JournalError> {
        let rows = &mut self.facts;
        rows.begin_row(12);
        rows.number(fact.position);
        rows.moment(fact.recorded_at);
        rows.bytes(fact.kind.as_bytes());
        rows.bytes(fact.subject.as_bytes());
        rows.optional(fact.valid_from, Rows::day);
        rows.optional(fact.valid_to, Rows::day);
        rows.bytes(fact.actor.as_bytes());
        rows.optional(fact.source, |rows, source| rows.bytes(source.file.as_bytes()));
        rows.optional(fact.source, |rows, source| rows.number(source.row));
        rows.optional(fact.replaces, Rows::number);
        rows.bytes(&fact.hash);
        rows.bytes(fact.payload.as_bytes());
        if rows.len() >= COPY_BYTES { self.send(Chain::Facts) } else { Ok(()) }
    }

    fn append_read(&mut self, read: &LoggedReadRef<'_>) -> Result<(), JournalError> {
        let rows = &mut self.reads;
        rows.begin_row(8);
        rows.number(read.position);
        rows.moment(read.at);
        for text in [read.actor, read.authority, read.purpose, read.subject, read.what] {
            rows.bytes(text.as_bytes());
        }
        rows.bytes(&read.hash);
        if rows.len() >= COPY_BYTES { self.send(Chain::Reads) } else { Ok(()) }
    }

    fn keep_answer(&mut self, owner: &str, key: &str, answer: &KeptAnswer) -> Result<Option<KeptAnswer>, JournalError> {
        let keeping = answers::keep(self.client, owner, key, answer);
        if self.kept(keeping)? {
            return Ok(None);
        }
        let already = answers::kept(self.client, owner, key);
        self.kept(already)
    }

    fn delete_answers_kept_before(&mut self, time: Timestamp) -> Result<u64, JournalError> {
        let deleted = answers::delete_kept_before(self.client, time);
        self.kept(deleted)
    }

    fn commit(mut self: Box<Self>) -> Result<(), JournalError> {
        self.send(Chain::Facts)?;
        self.send(Chain::Reads)?;
        self.open = false;
        self.client.batch_execute("COMMIT").map_err(|error| {
            let kept = if lost(&error) { Kept::AllOrNothing } else { Kept::Nothing };
            failure(self.journal, kept, &error)
        })
    }
}

impl Drop for PostgresWriting<'_> {
    fn drop(&mut self) {
        if self.open {
            // Where this fails the connection is gone, and the server has rolled back by itself.
            drop(self.client.batch_execute("ROLLBACK"));
        }
    }
}

fn last(row: &SimpleQueryRow) -> Option<Last> {
    let at = Timestamp::from_microsecond(row.get(2)?.parse().ok()?).ok()?;
    Some(Last { position: row.get(1)?.parse().ok()?, at, hash: hash_from_hexadecimal(row.get(3)?)? })
}
