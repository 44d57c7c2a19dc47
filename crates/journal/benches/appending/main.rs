//! How fast the journal appends, measured against the bare database.
//!
//! Bare means: the same rows, columns, indexes, transaction sizes and durability, by prepared statements (SQLite, and PostgreSQL one row at a time,
//! where each INSERT commits by itself) or binary COPY (PostgreSQL, many rows), without the chain, without triggers, without positions that are checked. Then how fast
//! it is read, verified and how checkpoints are kept, with the memory that one large transaction took.
//!
//! One database only: add `-- sqlite` or `-- postgres`.
//!
//! ```text
//! ANKOMST_TEST_POSTGRES=$(scripts/postgres-for-tests) cargo bench -p journal --bench appending
//! ```
//!
//! Measured on 2 virtual cores that other builds were using (load 4 to 8; a quiet machine is faster), Rust 1.95, PostgreSQL 15.18 with its own durability (`fsync`,
//! `synchronous_commit` on). Facts a second, journal / bare = ratio:
//!
//! | facts in a transaction | SQLite | PostgreSQL |
//! | --- | --- | --- |
//! | 1 | 6,370 / 5,436 = 1.17 | 222 / 182 = 1.22 (the disk decides) |
//! | 100 | 131,100 / 144,938 = 0.90 | 10,449 / 15,032 = 0.70 |
//! | 100,000 | 235,892 / 242,644 = 0.97 | 90,425 / 116,035 = 0.78 |
//! | 600,000 | 194,807 / 264,109 = 0.74 | 116,373 / 186,145 = 0.63 |
//!
//! The same run read 1.3 million facts a second from SQLite (1.7 on a quieter machine) and 0.6 million from PostgreSQL, verified 0.96 and 0.56 million, and kept and
//! loaded a checkpoint of 200 MiB in 1.0 and 0.3 s, 1.4 and 0.6 s. Peak memory: 73 MiB and 7 MiB.

mod bare;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use journal::{Filter, Journal, NewFact, Source};

const ROUNDS: usize = 3;
/// Facts in a transaction, and transactions in a round.
const SIZES: [(usize, usize); 4] = [(1, 2_000), (100, 300), (100_000, 3), (600_000, 1)];
/// A quarter of a payload.
const PAYLOAD: &str = "
00110101811234 1966010119260101EKSEMPEL             Fictive person of a bench, 100 characters of a record.";
const CHECKPOINT_BYTES: usize = 200 * 1024 * 1024;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for database in [bare::Database::Sqlite, bare::Database::Postgres] {
        if !chosen.is_empty() && !chosen.contains(&format!("{database:?}").to_lowercase()) {
            continue;
        }
        memory_of_one_large_transaction(database);
        println!("{database:?}: facts a second, best of {ROUNDS} rounds");
        println!("{:>12} {:>12} {:>12} {:>8}", "transaction", "journal", "bare", "ratio");
        for (size, transactions) in SIZES {
            let (mut journal, mut bare) = (f64::MIN, f64::MIN);
            for _ in 0..ROUNDS {
                let facts = (size * transactions) as f64;
                journal = journal.max(facts / append(database, size, transactions).as_secs_f64());
                bare = bare.max(facts / bare::append(database, size, transactions).as_secs_f64());
            }
            println!("{size:>12} {journal:>12.0} {bare:>12.0} {:>8.2}", journal / bare);
        }
        reading(database);
        println!();
    }
}

fn append(database: bare::Database, size: usize, transactions: usize) -> Duration {
    let place = bare::Place::new(database);
    let mut journal = Journal::open(place.url()).expect("the place is new");
    let begun = Instant::now();
    for number in 0..transactions {
        append_one(&mut journal, size, number * size);
    }
    begun.elapsed()
}

fn append_one(journal: &mut Journal, size: usize, from: usize) {
    let mut transaction = journal.begin(Timestamp::now()).expect("nobody else writes");
    transaction.append_all((from..from + size).map(fact)).expect("there is room");
    transaction.commit().expect("there is room");
}

fn memory_of_one_large_transaction(database: bare::Database) {
    let place = bare::Place::new(database);
    let mut journal = Journal::open(place.url()).expect("the place is new");
    append_one(&mut journal, 600_000, 0);
    println!(
        "{database:?}: peak memory of the process after one transaction of 600,000 facts: {} MiB",
        peak_mebibytes()
    );
}

/// What the operating system has seen this process take at most.
fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse::<u64>().ok());
    kibibytes.unwrap_or_default() / 1024
}

fn reading(database: bare::Database) {
    let place = bare::Place::new(database);
    let mut journal = Journal::open(place.url()).expect("the place is new");
    append_one(&mut journal, 600_000, 0);
    let rate = |what: &str, count: usize, begun: Instant| {
        let seconds = begun.elapsed().as_secs_f64();
        println!("{what:<44} {:>12.0} a second ({seconds:.3} s)", count as f64 / seconds);
    };
    for (what, filter) in [
        ("read every fact", Filter::all()),
        ("read one kind of three", Filter::all().kinds(["cpr-person/1"])),
        ("read two kinds of three", Filter::all().kinds(["cpr-person/1", "carl2-person/1"])),
        ("read subjects by prefix", Filter::all().subjects_starting_with("carl2:")),
    ] {
        let (mut count, mut bytes) = (0, 0);
        let begun = Instant::now();
        let stopped = journal.read(0, &filter, |fact| {
            count += 1;
            bytes += fact.payload.len();
            ControlFlow::<()>::Continue(())
        });
        assert!(stopped.is_ok() && bytes > 0, "the facts are there");
        rate(what, count, begun);
    }
    let begun = Instant::now();
    for number in 0..2_000 {
        assert!(!journal.by_subject(&fact(number * 7).subject).expect("it is there").is_empty());
    }
    rate("facts of one subject", 2_000, begun);
    let begun = Instant::now();
    assert_eq!(journal.count_by_kind().expect("it is there").len(), 3);
    rate("count by kind", 600_000, begun);
    let begun = Instant::now();
    assert_eq!(journal.verify(|_| ()).expect("it is whole").facts, 600_000);
    rate("verify", 600_000, begun);
    let model: Vec<u8> = (0..CHECKPOINT_BYTES).map(|byte| u8::try_from(byte % 251).unwrap_or_default()).collect();
    let begun = Instant::now();
    journal.save_checkpoint("bench", 1, 600_000, &model).expect("there is room");
    println!("save a checkpoint of 200 MiB: {:.2} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    assert!(journal.load_checkpoint("bench", 1).expect("it is there").is_some_and(|(_, bytes)| bytes == model));
    println!("load it: {:.2} s", begun.elapsed().as_secs_f64());
}

/// A fact of about 500 bytes, as the night appends them.
fn fact(number: usize) -> NewFact {
    let (kind, subject) = match number % 3 {
        0 => ("cpr-person/1", format!("cpr:{:010}", number.wrapping_mul(2_654_435_761) % 3_112_999_999)),
        1 => ("carl2-person/1", format!("carl2:{number:09}")),
        _ => ("coupling/1", format!("carl2:{:09}", number - 1)),
    };
    NewFact {
        kind: kind.to_owned(),
        subject,
        valid_from: None,
        valid_to: None,
        actor: "night".to_owned(),
        source: Some(Source { file: "cpr/D261119.L431102".to_owned(), row: number as u64 }),
        replaces: None,
        payload: [PAYLOAD, PAYLOAD, PAYLOAD, PAYLOAD].concat(),
    }
}
