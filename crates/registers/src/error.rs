//! What goes wrong with a whole file, and where: errors of reading and writing, and refusals.

use std::fmt;
use std::io;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A place in a file. Lines, rows and bytes are counted from 1. A line is one of the file, as an editor counts them, a table's header with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's name as it was given.
    pub file: String,
    /// The line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The row of a table without lines (Parquet).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The byte from the file's beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte: Option<u64>,
}

/// Why nothing of a file, or of a folder of files, may be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Where.
    pub place: Place,
    /// What.
    pub reason: Reason,
}

/// What is wrong with a file that is refused. `Display` says it in English; [`Reason::advice`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Reason {
    /// The file has no byte.
    Empty,
    /// Its first bytes are those of another kind of file.
    NotText {
        /// The kind: ZIP, gzip, PDF …
        found: String,
    },
    /// It is UTF-8 or UTF-16, where CPR writes ISO-8859-1.
    WrongEncoding {
        /// The encoding that was found.
        found: String,
    },
    /// The first record is not a start record.
    NoStartRecord,
    /// The start record's task or dates cannot be read.
    BadStartRecord {
        /// What is wrong with it.
        detail: String,
    },
    /// It was produced on or before the day of the last delivery that was loaded.
    AlreadyLoaded {
        /// Its production date.
        produced: Date,
        /// The production date of the last that was loaded.
        last: Date,
    },
    /// The delivery before it is not the last that was loaded: one is missing.
    OutOfSequence {
        /// The delivery before it, as it says itself; none when it says that it is the first.
        previous: Option<Date>,
        /// The production date of the last that was loaded.
        last: Date,
    },
    /// It holds changes only, and nothing that they change is loaded.
    NoBaseline,
    /// There is no end record, so the file is not whole.
    NoEndRecord,
    /// The end record cannot be read.
    BadEndRecord,
    /// Something follows the end record.
    AfterEndRecord {
        /// Records or unreadable lines after it.
        records: u64,
    },
    /// The end record's count is not the number of records in the file.
    WrongCount {
        /// The count in the end record.
        said: u64,
        /// Records between start and end record.
        found: u64,
    },
    /// More was set aside than the limit allows to keep.
    TooMuchQuarantined {
        /// The limit of kept items.
        limit: u64,
    },
    /// The manifest cannot be read or contradicts itself.
    BadManifest {
        /// What is wrong with it.
        detail: String,
    },
    /// A file that the manifest names is not there.
    MissingFile,
    /// The file is not the one that the manifest describes.
    WrongHash {
        /// SHA-256 in the manifest.
        said: String,
        /// SHA-256 of the file.
        found: String,
    },
    /// The file has not the rows that the manifest says.
    WrongRowCount {
        /// Rows in the manifest.
        said: u64,
        /// Rows in the file.
        found: u64,
    },
    /// A column is missing, unknown, or stands twice.
    BadColumns {
        /// Which, and what is wrong.
        detail: String,
    },
    /// The quarantine is of no delivery that was brought in here.
    ForeignQuarantine,
    /// The file cannot be read as the kind of table that its name says.
    BadTable {
        /// What the reader said.
        detail: String,
    },
}

/// Why reading or writing stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk or the stream failed.
    #[error("{file}{}: {source}", byte.map_or_else(String::new, |byte| format!(", byte {byte}")))]
    Io {
        /// The file.
        file: String,
        /// The byte after the last that was read, counted from 1; none when the file could not be opened or written.
        byte: Option<u64>,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is larger than the limit.
    #[error("{file}: more than {limit} {unit}, which is the limit")]
    TooLarge {
        /// The file.
        file: String,
        /// The limit.
        limit: u64,
        /// Of what.
        unit: &'static str,
    },
    /// The file must not be used.
    #[error("{0}")]
    Refused(Box<Refusal>),
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }
}

impl Refusal {
    pub(crate) fn of_file(file: impl Into<String>, reason: Reason) -> Self {
        Self { place: Place::file(file), reason }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl Error {
    pub(crate) fn io(file: &std::path::Path, source: io::Error) -> Self {
        Self::Io { file: file.display().to_string(), byte: None, source }
    }
}

impl Reason {
    /// What whoever runs the job should do.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Empty => "fetch the file again",
            Self::NotText { .. } => "unpack it, or fetch the file that CPR delivered",
            Self::WrongEncoding { .. } => "fetch the file again as bytes, without conversion between character sets",
            Self::NoStartRecord | Self::NoEndRecord | Self::BadEndRecord | Self::WrongCount { .. } => {
                "the file is not whole: fetch it again, and ask CPR for a new one if it is the same"
            }
            Self::BadStartRecord { .. } | Self::AfterEndRecord { .. } => {
                "fetch the file again, or ask CPR for a new one"
            }
            Self::AlreadyLoaded { .. } => "an old file: load the one produced after the last that was loaded",
            Self::OutOfSequence { .. } => "a delivery between them is missing: fetch and load it first",
            Self::NoBaseline => "load a full delivery first",
            Self::TooMuchQuarantined { .. } => "look at what was set aside: the file is probably not of this format",
            Self::BadManifest { .. } | Self::MissingFile | Self::WrongHash { .. } | Self::WrongRowCount { .. } => {
                "send all files again with a manifest written after them"
            }
            Self::ForeignQuarantine => "read it again onto the store that its delivery was brought into",
            Self::BadColumns { .. } | Self::BadTable { .. } => "write the file with the columns of the format",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.reason, self.reason.advice())
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NotText { found } => write!(f, "the file is {found}, not text"),
            Self::WrongEncoding { found } => write!(f, "the file is {found}, not ISO-8859-1"),
            Self::NoStartRecord => f.write_str("the file does not begin with a start record (000)"),
            Self::BadStartRecord { detail } => write!(f, "the start record cannot be read: {detail}"),
            Self::AlreadyLoaded { produced, last } => {
                write!(f, "produced {produced}, but the delivery of {last} is loaded already")
            }
            Self::OutOfSequence { previous: Some(previous), last } => {
                write!(f, "it follows the delivery of {previous}, but the last that was loaded is of {last}")
            }
            Self::OutOfSequence { previous: None, last } => {
                write!(f, "it says that it is the first, but the delivery of {last} is loaded already")
            }
            Self::NoBaseline => f.write_str("it holds changes, but no full delivery is loaded"),
            Self::NoEndRecord => f.write_str("there is no end record (999)"),
            Self::BadEndRecord => f.write_str("the end record (999) cannot be read"),
            Self::AfterEndRecord { records } => write!(f, "{records} records follow the end record (999)"),
            Self::WrongCount { said, found } => {
                write!(f, "the end record counts {said} records, the file has {found}")
            }
            Self::TooMuchQuarantined { limit } => write!(f, "more than {limit} items would have to be set aside"),
            Self::BadManifest { detail } => write!(f, "the manifest cannot be used: {detail}"),
            Self::MissingFile => f.write_str("the manifest names this file, but it is not there"),
            Self::WrongHash { said, found } => write!(f, "SHA-256 is {found}, the manifest says {said}"),
            Self::WrongRowCount { said, found } => write!(f, "{found} rows, the manifest says {said}"),
            Self::BadColumns { detail } => write!(f, "wrong columns: {detail}"),
            Self::ForeignQuarantine => f.write_str("no delivery that was brought in here has this quarantine"),
            Self::BadTable { detail } => write!(f, "the table cannot be read: {detail}"),
        }
    }
}
