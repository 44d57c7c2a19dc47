//! What could not be read: set aside whole, with its place and the reason, so that it can be mended and read again.
//!
//! One type for every source. A quarantine holds personal data; printing an item shows its place and reason only.

use std::fmt;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use oversight::flow_order::Disorder;
use serde::{Deserialize, Serialize};

use crate::cpr::{FieldFault, RecordType};
use crate::error::{Error, Place};
use crate::flow::EventFault;

/// Something that was set aside: a person with all records of the file, a row, or bytes that belong to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Where the fault lies.
    pub place: Place,
    /// What the fault is.
    pub fault: Fault,
    /// Whose data were set aside: the digits of a CPR number or a person-id; none when it cannot be told.
    pub subject: Option<String>,
    /// Records or rows that were set aside.
    pub records: u64,
    /// Bytes of the file that were set aside, also those beyond the kept ones.
    pub bytes: u64,
    /// The records or rows as they stand in the file, one a line, the cells of a table in the order of its format; of a
    /// line without end only its beginning.
    pub raw: Vec<u8>,
}

/// Why something was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Fault {
    /// The record type is not in the layouts.
    #[error("unknown record type {found:?}")]
    UnknownRecordType {
        /// The three bytes.
        found: String,
    },
    /// Bytes 4–13 are no CPR number.
    #[error("bytes 4-13 are no CPR number")]
    BadNumber,
    /// A number made by another authority's system, which CPR never delivers.
    #[error("a replacement number, which CPR never delivers")]
    ReplacementNumber,
    /// A field of a CPR record.
    #[error("record {record_type}: {fault}")]
    BadField {
        /// The record type.
        record_type: RecordType,
        /// The field and what is wrong with it.
        fault: FieldFault,
    },
    /// The record is shorter than type and number.
    #[error("shorter than a record type and a number")]
    TooShort,
    /// The line is longer than any record; only its beginning was kept.
    #[error("a line of {length} bytes, longer than any record")]
    LineTooLong {
        /// Its bytes.
        length: u64,
    },
    /// The file ends inside the record.
    #[error("the file ends inside the record")]
    Truncated,
    /// Bytes where a record should begin.
    #[error("no record begins here")]
    NoRecord,
    /// The record before it does not end where its type says.
    #[error("the record does not end where its type says")]
    BrokenFrame,
    /// A start or end record in the wrong place.
    #[error("a record {record_type} in the wrong place")]
    StrayFrame {
        /// 000 or 999.
        record_type: RecordType,
    },
    /// A person has two records 001: the number stands in two blocks.
    #[error("the number has two records 001")]
    TwoPersonRecords,
    /// A person has more records of a type than CPR allows.
    #[error("more than {most} records {record_type}")]
    TooManyRecords {
        /// The record type.
        record_type: RecordType,
        /// The most there can be.
        most: u16,
    },
    /// A person has no record 001, which CPR always delivers.
    #[error("the number has no record 001")]
    NoPersonRecord,
    /// A record beside the person's own belongs to nobody that can be told, so perhaps to this person.
    #[error("a record beside it belongs to nobody that can be told")]
    BesideUnattributable,
    /// A cell of a table.
    #[error("column {column}: {reason}")]
    BadCell {
        /// The column.
        column: String,
        /// What is wrong with the cell.
        reason: String,
    },
    /// The row has more or fewer cells than the header, or is not UTF-8.
    #[error("the row cannot be read: {reason}")]
    BadRow {
        /// What the reader said.
        reason: String,
    },
    /// Two rows of the table have this key; both are set aside.
    #[error("the key stands twice in {column}")]
    KeyTwice {
        /// The key's column.
        column: String,
    },
    /// Another row of the same person was set aside.
    #[error("another row of the person was set aside")]
    PersonSetAside,
    /// A row of case flow that is no event.
    #[error("{fault}")]
    BadEvent {
        /// What is wrong with it.
        fault: EventFault,
    },
    /// The events of the case cannot have happened in this order.
    #[error("{disorder}")]
    Disorder {
        /// What is wrong with the order, and at which event.
        disorder: Disorder,
    },
    /// Another row of the same case was set aside.
    #[error("another row of the case was set aside")]
    CaseSetAside,
    /// Rows of the case were set aside of an earlier delivery, and have not been mended.
    #[error("rows of the case were set aside of an earlier delivery, and are not mended yet")]
    CaseAwaitsMending,
}

/// Everything that was set aside of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quarantine {
    /// The items, in the order of the file.
    pub items: Vec<Quarantined>,
    /// Items beyond the limit, of which nothing was kept.
    pub not_kept: u64,
}

/// A quarantine that was written, read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenQuarantine {
    /// The items, in the order of the list.
    pub items: Vec<Quarantined>,
    /// SHA-256 of the delivery that they were set aside of, in hexadecimal; none where the list does not say.
    pub delivery_sha256: Option<String>,
}

/// An item as it stands in the quarantine's list.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// The same in every entry, so that each line can be understood by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delivery_sha256: Option<String>,
    place: Place,
    fault: Fault,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    records: u64,
    bytes: u64,
    raw_from: u64,
    raw_bytes: u64,
}

/// The list of a written quarantine: one JSON object a line.
pub const LIST: &str = "quarantine.jsonl";
/// The bytes of a written quarantine, which the list points into.
pub const RAW: &str = "quarantine.raw";

impl Quarantine {
    /// Whether nothing was set aside.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.not_kept == 0
    }

    /// Records or rows that were set aside and kept.
    pub fn records(&self) -> u64 {
        self.items.iter().map(|item| item.records).sum()
    }

    /// Bytes of the file that were set aside.
    pub fn bytes(&self) -> u64 {
        self.items.iter().map(|item| item.bytes).sum()
    }

    /// Writes the list and the bytes into a folder, which is made if it is not there, and says where the list is.
    ///
    /// `delivery_sha256` is that of the delivery, in hexadecimal. A quarantine that is there already is never
    /// overwritten: that is an error. Only their owner may read the files.
    pub fn write(&self, directory: &Path, delivery_sha256: &str) -> Result<PathBuf, Error> {
        let list = directory.join(LIST);
        self.write_files(directory, &list, delivery_sha256).map_err(|source| Error::io(&list, source))?;
        Ok(list)
    }

    fn write_files(&self, directory: &Path, list: &Path, delivery_sha256: &str) -> io::Result<()> {
        private_folder(directory)?;
        let mut raw = BufWriter::new(private_file(&directory.join(RAW))?);
        let mut out = BufWriter::new(private_file(list)?);
        let mut raw_from = 0;
        for item in &self.items {
            let raw_bytes = item.raw.len() as u64;
            let entry = Entry {
                delivery_sha256: Some(delivery_sha256.to_owned()),
                place: item.place.clone(),
                fault: item.fault.clone(),
                reason: item.fault.to_string(),
                subject: item.subject.clone(),
                records: item.records,
                bytes: item.bytes,
                raw_from,
                raw_bytes,
            };
            serde_json::to_writer(&mut out, &entry)?;
            out.write_all(b"\n")?;
            raw.write_all(&item.raw)?;
            raw.write_all(b"\n")?;
            raw_from += raw_bytes + 1;
        }
        for file in [raw, out] {
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        }
        Ok(())
    }
}

/// Makes a file that only its owner may read. One that is there already is an error.
pub fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes a folder that only its owner may look into, with those above it that are missing. One that is there already
/// stays as it is.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Reads a quarantine that [`Quarantine::write`] wrote. Bytes may have been mended in the raw file as long as none moved.
///
/// The raw file may be at most `limit` bytes long.
pub fn replay(list: &Path, limit: u64) -> Result<WrittenQuarantine, Error> {
    let raw_path = list.with_file_name(RAW);
    let mut raw = Vec::new();
    let file = File::open(&raw_path).map_err(|source| Error::io(&raw_path, source))?;
    file.take(limit.saturating_add(1)).read_to_end(&mut raw).map_err(|source| Error::io(&raw_path, source))?;
    if raw.len() as u64 > limit {
        return Err(Error::TooLarge { file: raw_path.display().to_string(), limit, unit: "bytes" });
    }
    let mut written = WrittenQuarantine::default();
    let file = File::open(list).map_err(|source| Error::io(list, source))?;
    for line in BufReader::new(file.take(limit)).lines() {
        line.and_then(|line| take_in(&mut written, &line, &raw)).map_err(|source| Error::io(list, source))?;
    }
    Ok(written)
}

fn take_in(written: &mut WrittenQuarantine, line: &str, raw: &[u8]) -> io::Result<()> {
    let invalid = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what);
    let entry: Entry = serde_json::from_str(line)?;
    let range = usize::try_from(entry.raw_from).ok().zip(usize::try_from(entry.raw_bytes).ok());
    let bytes = range.and_then(|(from, length)| raw.get(from..from.checked_add(length)?));
    let bytes = bytes.ok_or_else(|| invalid("the list points outside the bytes"))?;
    if !written.items.is_empty() && written.delivery_sha256 != entry.delivery_sha256 {
        return Err(invalid("the list holds what was set aside of several deliveries"));
    }
    written.delivery_sha256 = entry.delivery_sha256;
    written.items.push(Quarantined {
        place: entry.place,
        fault: entry.fault,
        subject: entry.subject,
        records: entry.records,
        bytes: entry.bytes,
        raw: bytes.to_vec(),
    });
    Ok(())
}

impl fmt::Display for Quarantined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.fault)
    }
}

impl fmt::Debug for Quarantined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Quarantined({self}, {} records, {} bytes)", self.records, self.bytes)
    }
}
