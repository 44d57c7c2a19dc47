//! A journal in one SQLite file.
//!
//! WAL, so that readers and the one writer do not wait for each other, and `synchronous=FULL`, so that a commit survives a power cut.
//! Knows SQL, and nothing of hashes or of what a fact means.

mod answers;
mod checkpoints;
mod facts;
mod file_lock;
mod migrations;
mod papers;
mod reads;
mod writing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::database::{
    Database, FactVisitor, Last, NewCheckpoint, NewPaper, Page, Put, ReadVisitor, StoredCheckpoint, Writing,
};
use crate::error::{JournalError, Kept, Trouble};
use crate::filter::Filter;
use crate::kept_answer::KeptAnswer;
use crate::verify::Chain;
use crate::working_paper::{Expected, WorkingPaper};

/// How long a writer waits for another: longer than the longest night's longest transaction.
const WAIT_FOR_WRITER: Duration = Duration::from_mins(2);

/// The settings of a connection. The cache holds the inner pages of the indexes of some tens of millions of facts.
const SETTINGS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -65536;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA trusted_schema = OFF;
";

pub(crate) struct Sqlite {
    connection: Connection,
    path: PathBuf,
    journal: String,
}

/// Opens the file; makes it where there is none. Its folder must be there.
pub(crate) fn open(path: &str) -> Result<Sqlite, JournalError> {
    let journal = format!("sqlite:{path}");
    if path.is_empty() || path == ":memory:" {
        return Err(JournalError::Address { why: "sqlite: needs the path of a file".to_owned() });
    }
    let path = PathBuf::from(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    make_private(&path);
    let connection = Connection::open_with_flags(&path, flags).map_err(|error| unopened(&journal, &path, error))?;
    let mut sqlite = Sqlite { connection, path, journal };
    sqlite.prepare().map_err(|error| sqlite.error(Kept::NothingWritten, error))?;
    if sqlite.connection.is_readonly("main").map_err(|error| sqlite.error(Kept::NothingWritten, error))? {
        return Err(JournalError::Storage {
            journal: sqlite.journal,
            trouble: Trouble::ReadOnly,
            kept: Kept::NothingWritten,
            source: "the file is write-protected".into(),
        });
    }
    migrations::apply(&mut sqlite)?;
    Ok(sqlite)
}

/// Makes the file where there is none, so that only its owner may read it; SQLite gives the files beside it the same
/// permissions. Where it cannot be made, SQLite cannot make it either, and opening it says why.
fn make_private(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    drop(options.open(path));
}

impl Sqlite {
    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(WAIT_FOR_WRITER)?;
        self.connection.execute_batch(SETTINGS)
    }

    fn error(&self, kept: Kept, error: rusqlite::Error) -> JournalError {
        failure(&self.journal, kept, error)
    }

    /// An error of a read: nothing was being written.
    fn unread<T>(&self, result: rusqlite::Result<T>) -> Result<T, JournalError> {
        result.map_err(|error| self.error(Kept::NothingWritten, error))
    }
}

impl Database for Sqlite {
    fn begin(&mut self, _: Chain) -> Result<Box<dyn Writing + '_>, JournalError> {
        // The file has one writer, whatever is written.
        writing::begin(self)
    }

    fn last(&mut self, chain: Chain) -> Result<Option<Last>, JournalError> {
        self.unread(facts::last(&self.connection, chain))
    }

    fn scan_facts(&mut self, after: u64, filter: &Filter, each: FactVisitor<'_>) -> Result<(), JournalError> {
        self.unread(facts::scan(&self.connection, after, filter, each))
    }

    fn scan_reads(&mut self, subject: Option<&str>, each: ReadVisitor<'_>) -> Result<(), JournalError> {
        self.unread(reads::scan(&self.connection, subject, each))
    }

    fn page_of_facts(&mut self, page: Page<'_>, each: FactVisitor<'_>) -> Result<(), JournalError> {
        self.unread(facts::page(&self.connection, page, each))
    }

    fn page_of_reads(&mut self, page: Page<'_>, each: ReadVisitor<'_>) -> Result<(), JournalError> {
        self.unread(reads::page(&self.connection, page, each))
    }

    fn count_by_kind(&mut self) -> Result<BTreeMap<String, u64>, JournalError> {
        self.unread(facts::count_by_kind(&self.connection))
    }

    fn save_checkpoint(&mut self, checkpoint: NewCheckpoint<'_>) -> Result<(), JournalError> {
        let saved = checkpoints::save(&mut self.connection, checkpoint);
        saved.map_err(|error| self.error(Kept::Nothing, error))
    }

    fn load_checkpoint(&mut self, name: &str, version: u32) -> Result<Option<StoredCheckpoint>, JournalError> {
        let loaded = checkpoints::load(&mut self.connection, name, version);
        self.unread(loaded)
    }

    fn drop_checkpoints(&mut self) -> Result<(), JournalError> {
        let dropped = checkpoints::drop_all(&mut self.connection);
        dropped.map_err(|error| self.error(Kept::Nothing, error))
    }

    fn put_paper(&mut self, paper: NewPaper<'_>, expected: Expected) -> Result<Put, JournalError> {
        let put = papers::put(&mut self.connection, paper, expected);
        put.map_err(|error| self.error(Kept::Nothing, error))
    }

    fn paper(&mut self, owner: &str, name: &str) -> Result<Option<WorkingPaper>, JournalError> {
        self.unread(papers::one(&self.connection, owner, name))
    }

    fn papers_of(&mut self, owner: &str, prefix: &str) -> Result<Vec<WorkingPaper>, JournalError> {
        self.unread(papers::of(&self.connection, owner, prefix))
    }

    fn delete_paper(&mut self, owner: &str, name: &str) -> Result<bool, JournalError> {
        papers::delete(&self.connection, owner, name).map_err(|error| self.error(Kept::Nothing, error))
    }

    fn delete_papers_saved_before(&mut self, prefix: &str, time: Timestamp) -> Result<u64, JournalError> {
        let deleted = papers::delete_saved_before(&self.connection, prefix, time);
        deleted.map_err(|error| self.error(Kept::Nothing, error))
    }

    fn kept_answer(&mut self, owner: &str, key: &str) -> Result<Option<KeptAnswer>, JournalError> {
        self.unread(answers::kept(&self.connection, owner, key))
    }

    fn lock(&self, name: &str) -> Result<Box<dyn Send>, JournalError> {
        Ok(Box::new(file_lock::take(&self.journal, &self.path, name)?))
    }
}

/// SQLite says little about a file that it cannot open; the likely reasons are looked up.
fn unopened(journal: &str, path: &Path, error: rusqlite::Error) -> JournalError {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let source = match folder {
        Some(folder) if !folder.is_dir() => format!("there is no folder {}", folder.display()).into(),
        _ if path.is_dir() => "it is a folder".into(),
        _ => Box::new(error).into(),
    };
    JournalError::Storage {
        journal: journal.to_owned(),
        trouble: Trouble::Unreachable,
        kept: Kept::NothingWritten,
        source,
    }
}

fn failure(journal: &str, kept: Kept, error: rusqlite::Error) -> JournalError {
    let trouble = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Trouble::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Trouble::ReadOnly,
        Some(ErrorCode::NotADatabase) => Trouble::NotADatabase,
        Some(ErrorCode::CannotOpen) => Trouble::Unreachable,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::Busy,
        Some(ErrorCode::DatabaseCorrupt) => Trouble::Damaged,
        _ => Trouble::Other,
    };
    JournalError::Storage { journal: journal.to_owned(), trouble, kept, source: Box::new(error) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::NewFact;

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_a_new_journal_and_the_files_beside_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let sqlite = open(folder.path().join("journal.db").to_str().unwrap()).unwrap();
        let _lock = sqlite.lock("night").unwrap();
        let mut seen = Vec::new();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
            seen.push(name);
        }
        seen.sort();
        assert_eq!(seen, ["journal.db", "journal.db-shm", "journal.db-wal", "journal.db.night.lock"]);
    }

    #[test]
    fn a_page_walks_backwards_along_the_index_of_subjects_and_sorts_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = open(folder.path().join("journal").to_str().unwrap()).unwrap();
        for (sql, index) in [(facts::page_sql(), "facts_by_subject"), (reads::PAGE.to_owned(), "reads_by_subject")] {
            let mut statement = sqlite.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let steps = statement.query_map(("x", 9, 5), |row| row.get::<_, String>(3)).unwrap();
            let steps: Vec<String> = steps.map(|step| step.unwrap()).collect();
            assert!(steps.len() == 1 && steps[0].contains(&format!("{index} (subject=? AND rowid<?)")), "{steps:?}");
        }
    }

    #[test]
    fn a_file_that_may_not_grow_is_told_and_keeps_what_it_had() {
        let folder = tempfile::tempdir().unwrap();
        let mut sqlite = open(folder.path().join("journal").to_str().unwrap()).unwrap();
        let pages: i64 = sqlite.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        sqlite.connection.pragma_update_and_check(None, "max_page_count", pages + 10, |_| Ok(())).unwrap();
        let fact = NewFact {
            kind: "a/1".to_owned(),
            subject: "x".to_owned(),
            valid_from: None,
            valid_to: None,
            actor: "test".to_owned(),
            source: None,
            replaces: None,
            payload: "p".repeat(1_000),
        };
        let mut writing = sqlite.begin(Chain::Facts).unwrap();
        let mut positions = 1..1_000;
        let error = positions
            .find_map(|position| writing.append_fact(&fact.at(position, Timestamp::UNIX_EPOCH, [0; 32])).err());
        drop(writing);
        match error {
            Some(JournalError::Storage { trouble: Trouble::Full, kept: Kept::Nothing, .. }) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(sqlite.last(Chain::Facts).unwrap(), None);
    }
}
