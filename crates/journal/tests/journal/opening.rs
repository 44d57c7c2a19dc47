//! Made where there is none, refused where something else lives.

use journal::{Journal, JournalError, Kept, Trouble};

use crate::places::{Place, admin_url};
use crate::samples::{append, persons};

on_both_databases!(
    a_journal_is_made_once_by_many_who_open_it_at_the_same_time,
    a_journal_of_a_newer_program_is_refused,
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
        Err(JournalError::TooNew { found: 7, known: 1, .. }) => {}
        other => panic!("{other:?}"),
    }
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
