//! Disks that are full, files that cannot be written to, connections that break.

use std::process::Command;

use journal::{Journal, JournalError, Kept, Transaction, Trouble};

use crate::places::{Place, admin};
use crate::samples::{append, evening, fact, persons};

on_both_databases!(
    a_full_disk_is_told_and_nothing_of_the_transaction_is_stored,
    a_journal_that_takes_no_writes_says_so,
);

/// Appends until it fails, then shows that the transaction takes nothing more.
fn append_until_it_fails(mut transaction: Transaction<'_>) -> (Trouble, Kept) {
    let failed = loop {
        match transaction.append(&fact("a/1", &"x".repeat(900))) {
            Ok(position) if position < 100_000 => {}
            Ok(position) => panic!("position {position} and still no failure"),
            Err(JournalError::Storage { trouble, kept, .. }) => break (trouble, kept),
            Err(other) => panic!("{other}"),
        }
    };
    for after in [transaction.append(&fact("a/1", "x")).map(drop), transaction.commit().map(drop)] {
        assert!(matches!(after, Err(JournalError::Storage { trouble: Trouble::Failed, .. })), "{after:?}");
    }
    failed
}

fn a_full_disk_is_told_and_nothing_of_the_transaction_is_stored(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(5));
    // What a full disk answers, without filling one: the adapter of SQLite has a test with a file that may not grow.
    place
        .run(match place {
            Place::Sqlite { .. } => {
                "CREATE TRIGGER full AFTER INSERT ON facts WHEN NEW.position = 3000 BEGIN SELECT raise(ROLLBACK, 'no room'); END"
            }
            Place::Postgres { .. } => {
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
                CREATE TRIGGER no_room BEFORE INSERT ON facts FOR EACH ROW WHEN (NEW.position = 3000) EXECUTE FUNCTION no_room()"
            }
        })
        .unwrap();
    let (trouble, kept) = append_until_it_fails(journal.begin(evening(1)).unwrap());
    assert_eq!(kept, Kept::Nothing);
    if matches!(place, Place::Postgres { .. }) {
        assert_eq!(trouble, Trouble::Full);
    }
    // The connection is whole: the journal goes on where it was.
    assert_eq!(journal.head().unwrap().position, 5);
    assert_eq!(append(&mut journal, 2, &persons(2)).first, 6);
    journal.verify(|_| ()).unwrap();
}

fn a_journal_that_takes_no_writes_says_so(place: &Place) {
    append(&mut place.open(), 0, &persons(1));
    match place {
        Place::Sqlite { folder } => {
            let child = without_rights(folder.path());
            assert!(child.contains("cannot be written to") || child.contains("cannot be opened"), "{child}");
        }
        Place::Postgres { schema, .. } => {
            let role = format!("reader_of_{schema}");
            let made = format!(
                "CREATE ROLE {role} LOGIN PASSWORD 'hemmelig'; GRANT USAGE ON SCHEMA {schema} TO {role};
                GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}"
            );
            admin().batch_execute(&made).unwrap();
            let (_, server) =
                place.url().split_once('@').map(|(user, server)| (user.to_owned(), server.to_owned())).unwrap();
            let mut journal = Journal::open(&format!("postgres://{role}:hemmelig@{server}")).unwrap();
            assert_eq!(journal.head().unwrap().position, 1);
            let (trouble, kept) = append_until_it_fails(journal.begin(evening(1)).unwrap());
            assert_eq!((trouble, kept), (Trouble::ReadOnly, Kept::Nothing));
            drop(journal);
            admin().batch_execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}")).unwrap();
        }
    }
}

const CHILD: &str = "ANKOMST_TEST_CHILD_OPENS_WITHOUT_RIGHTS";

/// What a process says that may read the folder but not write to it. Root may write everywhere, so root's child becomes nobody.
fn without_rights(folder: &std::path::Path) -> String {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let program = std::env::current_exe().unwrap();
    for (path, mode) in [(folder.join("journal"), 0o444), (folder.to_owned(), 0o555)] {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    }
    let mut command = Command::new(program);
    command
        .args(["--exact", "failing::the_child_that_has_no_rights", "--nocapture"])
        .env(CHILD, format!("sqlite:{}", folder.join("journal").display()));
    if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().unwrap();
    std::fs::set_permissions(folder, PermissionsExt::from_mode(0o755)).unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Does nothing unless it is started as a child by [`without_rights`].
#[test]
fn the_child_that_has_no_rights() {
    let Ok(url) = std::env::var(CHILD) else { return };
    match Journal::open(&url) {
        Ok(_) => println!("opened"),
        Err(error) => println!("{error}"),
    }
}

#[test]
fn a_connection_that_breaks_during_a_transaction_leaves_nothing() {
    let place = Place::postgres();
    let mut journal = place.open();
    append(&mut journal, 0, &persons(5));
    let mut transaction = journal.begin(evening(1)).unwrap();
    transaction.append_all(persons(4_000)).unwrap();
    break_connections(&place);
    let (trouble, kept) = append_until_it_fails(transaction);
    assert_eq!((trouble, kept), (Trouble::ConnectionLost, Kept::Nothing));
    assert!(matches!(journal.head(), Err(JournalError::Storage { trouble: Trouble::ConnectionLost, .. })));
    assert_eq!(append(&mut place.open(), 2, &persons(1)).first, 6);
}

/// Every connection that works in the place's tables.
fn break_connections(place: &Place) {
    let statement =
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'facts'::regclass AND pid <> pg_backend_pid()";
    place.run(statement).unwrap();
}
