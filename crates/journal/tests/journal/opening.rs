//! Made where there is none, refused where something else lives.

use journal::{Expected, Fact, Filter, Journal, JournalError, Kept, LoggedRead, Trouble};

use crate::places::{Place, admin_url};
use crate::samples::{append, evening, look, persons, read_all};

on_both_databases!(
    a_journal_is_made_once_by_many_who_open_it_at_the_same_time,
    a_journal_of_a_newer_program_is_refused,
    a_journal_from_before_the_working_papers_is_brought_up_to_date,
    a_database_of_another_program_is_refused_and_left_alone,
);

fn a_journal_is_made_once_by_many_who_open_it_at_the_same_time(place: &Place) {
    std::thread::scope(|scope| {
        for number in 0..8 {
            scope.spawn(move || append(&mut place.open(), number % 3, &persons(2)));
        }
    });
    assert_eq!(place.open().verify(|_| ()).unwrap().facts, 16);
}

fn a_journal_of_a_newer_program_is_refused(place: &Place) {
    append(&mut place.open(), 0, &persons(1));
    place
        .run("INSERT INTO journal_migrations (number, name, applied_at) VALUES (7, 'later', '2031-01-01T00:00:00Z')")
        .unwrap();
    match Journal::open(&place.url()) {
        Err(JournalError::TooNew { found: 7, known: 2, .. }) => {}
        other => panic!("{other:?}"),
    }
}

fn a_journal_from_before_the_working_papers_is_brought_up_to_date(place: &Place) {
    // The chains are made by a journal elsewhere and written row by row into the first layout.
    let elsewhere = Place::sqlite();
    let mut model = elsewhere.open();
    append(&mut model, 0, &persons(3));
    model.log_read(&look(1, "carl2:2")).unwrap();
    place.run(&first_layout(place)).unwrap();
    for fact in read_all(&mut model, &Filter::all()) {
        place.run(&insert_fact(place, &fact)).unwrap();
    }
    for read in model.reads_of("carl2:2").unwrap() {
        place.run(&insert_read(place, &read)).unwrap();
    }
    let mut old = place.open();
    assert_eq!(old.heads().unwrap(), model.heads().unwrap());
    assert_eq!(old.put_paper("anna", "draft", "tekst", Expected::New, evening(2)).unwrap(), 1);
    assert_eq!(append(&mut old, 3, &persons(1)).last, 4);
    let verified = old.verify(|_| ()).unwrap();
    assert_eq!((verified.facts, verified.reads), (4, 1));
    drop(old);
    // Opened again, nothing is brought up to date twice.
    assert_eq!(place.open().paper("anna", "draft").unwrap().unwrap().content, "tekst");
}

/// The layout as the program without working papers left it.
fn first_layout(place: &Place) -> String {
    match place {
        Place::Sqlite { .. } => format!(
            "PRAGMA journal_mode = WAL; PRAGMA application_id = 0x414E4B4F;
            CREATE TABLE journal_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT;
            INSERT INTO journal_migrations VALUES (1, 'journal', '2026-11-01T00:00:00Z'); {}",
            include_str!("../../migrations/sqlite/0001_journal.sql")
        ),
        Place::Postgres { .. } => format!(
            "CREATE TABLE journal_migrations (number bigint PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
            INSERT INTO journal_migrations (number, name) VALUES (1, 'journal'); {}",
            include_str!("../../migrations/postgres/0001_journal.sql")
        ),
    }
}

/// SQLite gives the position itself; a sample has no `valid_to`, no `replaces` and no quotation mark.
fn insert_fact(place: &Place, fact: &Fact) -> String {
    let Fact { position, kind, subject, actor, payload, .. } = fact;
    let (source, valid_from) = (fact.source.as_ref().unwrap(), fact.valid_from.unwrap());
    let (file, row, hash) = (&source.file, source.row, hexadecimal(&fact.hash));
    let texts = format!("'{kind}', '{subject}', '{actor}', '{file}', {row}, '{payload}'");
    let columns = "kind, subject, actor, source_file, source_row, payload, recorded_at, valid_from, hash";
    match place {
        Place::Sqlite { .. } => {
            let (at, day) = (fact.recorded_at.as_microsecond(), valid_from.to_string().replace('-', ""));
            format!("INSERT INTO facts ({columns}) VALUES ({texts}, {at}, {day}, X'{hash}')")
        }
        Place::Postgres { .. } => {
            let at = fact.recorded_at;
            format!(
                "INSERT INTO facts (position, {columns}) VALUES ({position}, {texts}, '{at}', '{valid_from}', '\\x{hash}')"
            )
        }
    }
}

fn insert_read(place: &Place, read: &LoggedRead) -> String {
    let LoggedRead { position, entry, hash } = read;
    let hash = hexadecimal(hash);
    let texts = [&entry.actor, &entry.authority, &entry.purpose, &entry.subject, &entry.what];
    let texts = texts.map(|text| format!("'{text}'")).join(", ");
    let columns = "actor, authority, purpose, subject, what, at, hash";
    match place {
        Place::Sqlite { .. } => {
            format!("INSERT INTO reads ({columns}) VALUES ({texts}, {}, X'{hash}')", entry.at.as_microsecond())
        }
        Place::Postgres { .. } => {
            format!("INSERT INTO reads (position, {columns}) VALUES ({position}, {texts}, '{}', '\\x{hash}')", entry.at)
        }
    }
}

fn hexadecimal(hash: &[u8; 32]) -> String {
    hash.map(|byte| format!("{byte:02x}")).concat()
}

fn a_database_of_another_program_is_refused_and_left_alone(place: &Place) {
    place.run("CREATE TABLE facts (trivia text)").unwrap();
    match Journal::open(&place.url()) {
        Err(JournalError::NotAJournal { .. }) => {}
        other => panic!("{other:?}"),
    }
    place.run("INSERT INTO facts (trivia) VALUES ('still mine')").unwrap();
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    std::fs::write(&path, b"PK\x03\x04 this is a ZIP, or says it is".repeat(100)).unwrap();
    match Journal::open(&format!("sqlite:{}", path.display())) {
        Err(JournalError::Storage { trouble: Trouble::NotADatabase, kept: Kept::NothingWritten, journal, .. }) => {
            assert!(journal.ends_with("journal"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere").join("journal");
    let error = Journal::open(&format!("sqlite:{}", path.display())).unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("there is no folder") && source.contains("nowhere"), "{source}");
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn an_address_of_neither_kind_is_refused_without_repeating_it() {
    for url in ["", "journal.db", "sqlite:", "sqlite::memory:", "mysql://anna:hemmelig@localhost/journal"] {
        match Journal::open(url) {
            Err(error @ JournalError::Address { .. }) => assert!(!format!("{error:?}").contains("hemmelig")),
            other => panic!("{url}: {other:?}"),
        }
    }
}

#[test]
fn a_server_that_cannot_be_reached_is_named_without_the_password() {
    let error = Journal::open("postgres://anna:hemmelig@127.0.0.1:1/journal").unwrap_err();
    assert!(matches!(error, JournalError::Storage { trouble: Trouble::Unreachable, .. }), "{error:?}");
    assert!(error.to_string().contains("postgres://anna@127.0.0.1:1/journal"), "{error}");
    assert!(!format!("{error:?}").contains("hemmelig"));
}

#[test]
fn a_wrong_password_is_told_without_repeating_it() {
    let (_, server) = admin_url().split_once('@').map(|(user, server)| (user.to_owned(), server.to_owned())).unwrap();
    let error = Journal::open(&format!("postgres://postgres:hemmelig@{server}")).unwrap_err();
    assert!(matches!(error, JournalError::Storage { trouble: Trouble::Unreachable, .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("hemmelig"));
}
