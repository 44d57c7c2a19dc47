//! Named locks beside the file: `<file>.<name>.lock`.
//!
//! The operating system holds the lock, and lets it go when the process ends in whatever way. The lock file itself stays: removing it would
//! let two processes lock two files of the same name.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;

use jiff::Timestamp;

use crate::error::{JournalError, Kept, Trouble};

/// More than any process writes into its lock file.
const OWNER_BYTES_MAX: u64 = 200;

pub(super) fn take(journal: &str, database: &Path, name: &str) -> Result<File, JournalError> {
    let mut path = database.as_os_str().to_owned();
    path.push(format!(".{name}.lock"));
    let failed = |error: io::Error| JournalError::Storage {
        journal: journal.to_owned(),
        trouble: Trouble::Unreachable,
        kept: Kept::NothingWritten,
        source: format!("lock file {}: {error}", Path::new(&path).display()).into(),
    };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    // Whoever can open the file can take the lock, and so keep the nights from running.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {
            tell_owner(&mut file).map_err(failed)?;
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => Err(JournalError::AlreadyLocked {
            journal: journal.to_owned(),
            name: name.to_owned(),
            since: file
                .metadata()
                .and_then(|metadata| metadata.modified())
                .ok()
                .and_then(|time| Timestamp::try_from(time).ok()),
            by: owner(&file),
        }),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// For whoever finds the lock held. The file's own time says since when.
fn tell_owner(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    write!(file, "process {}", std::process::id())
}

/// Told where it can be read: on the way to an error that is certain without it.
fn owner(file: &File) -> Option<String> {
    let mut text = String::new();
    file.take(OWNER_BYTES_MAX).read_to_string(&mut text).ok()?;
    (!text.is_empty()).then_some(text)
}
