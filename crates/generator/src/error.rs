//! Why a country could not be made or written.

use std::io;
use std::path::{Path, PathBuf};

use registers::cpr::RecordError;

use crate::flow::FlowSettingsError;
use crate::settings::SettingsError;

/// Why a country could not be made or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The settings cannot be met.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The settings of case flow cannot be met.
    #[error(transparent)]
    FlowSettings(#[from] FlowSettingsError),
    /// A file could not be written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The folder holds deliveries already: two countries in one folder would be read as one.
    #[error("{} holds deliveries already: choose another folder, or empty it first", .0.display())]
    NotEmpty(PathBuf),
    /// A value did not fit into CPR's record: a fault of this crate.
    #[error("a record of a made person cannot be written: {0}")]
    Record(#[from] RecordError),
    /// A file of registers could not be written or read.
    #[error(transparent)]
    Registers(#[from] registers::Error),
}

/// Makes the folder, and refuses one that holds deliveries.
pub(crate) fn empty_folder(folder: &Path) -> Result<(), Error> {
    if ["cpr", "carl2", "person-ids", "truth.csv", "cases.jsonl"].iter().any(|name| folder.join(name).exists()) {
        return Err(Error::NotEmpty(folder.to_owned()));
    }
    std::fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))
}

impl Error {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    pub(crate) fn csv(path: &Path, error: csv::Error) -> Self {
        Self::io(path, error.into())
    }
}
