//! Reading an exchange folder: everything is checked against the manifest before the first row is used.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::num::NonZeroU64;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;
use sha2::{Digest, Sha256};
use vocabulary::PersonIdFormat;

use super::table::{RowPlace, Table, columns_of};
use super::writer::{csv_line, hexadecimal};
use super::{Cells, TableRow};
use crate::error::{Error, Place, Reason, Refusal};
use crate::manifest::{Content, ExchangeFormat, MANIFEST, Manifest, ManifestFile};
use crate::quarantine::{Fault, Quarantine, Quarantined};

/// How an exchange folder is read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Which texts are person-ids.
    pub person_id: PersonIdFormat,
    /// Most files in the folder.
    pub files: usize,
    /// Most bytes of one file, which is held in memory while it is read.
    pub file_bytes: u64,
    /// Most items that are kept in the quarantine; with more the folder is refused.
    pub quarantined: usize,
}

/// A row and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The file's name in the folder.
    pub file: Arc<str>,
    /// The row, counted from 1 without the header.
    pub row: u64,
    /// The line of the file that it begins on, with the header; none in Parquet, which has no lines.
    pub line: Option<NonZeroU64>,
    /// What the row says.
    pub value: T,
}

/// A file of a folder that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRead {
    /// Its name in the folder.
    pub name: String,
    /// The table it holds rows of.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// Its bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// An exchange folder whose files are those that the manifest describes.
#[derive(Debug)]
pub struct Exchange {
    /// The folder's name in messages.
    pub directory: String,
    /// The manifest.
    pub manifest: Manifest,
    /// SHA-256 of the manifest, which names every file's hash and so stands for the whole folder.
    pub sha256: String,
    /// The files in the order of the manifest.
    pub files: Vec<FileRead>,
    tables: Vec<(Arc<str>, Table)>,
    options: ReadOptions,
}

impl Default for ReadOptions {
    /// Any person-id of the default format, 10,000 files, 2 GiB a file, 100,000 quarantined rows.
    fn default() -> Self {
        Self { person_id: PersonIdFormat::default(), files: 10_000, file_bytes: 2 << 30, quarantined: 100_000 }
    }
}

/// Opens a folder and checks it whole: manifest, names, hashes, columns and counts of rows.
pub fn open(directory: &Path, format: ExchangeFormat, options: &ReadOptions) -> Result<Exchange, Error> {
    let name = directory.display().to_string();
    let (manifest, sha256) = read_manifest(directory, format, options)?;
    let mut files = Vec::new();
    let mut tables = Vec::new();
    for listed in &manifest.files {
        let path = directory.join(&listed.name);
        let bytes = read_whole(&path, options.file_bytes)?;
        let place = path.display().to_string();
        let refuse = |reason| Refusal::of_file(place.clone(), reason);
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        if sha256 != listed.sha256 {
            return Err(refuse(Reason::WrongHash { said: listed.sha256.clone(), found: sha256 }).into());
        }
        let size = bytes.len() as u64;
        let columns = columns_of(&listed.table).unwrap_or_default();
        let table = Table::open(&listed.name, Bytes::from(bytes), columns).map_err(refuse)?;
        let rows = table.count().map_err(refuse)?;
        if rows != listed.rows {
            return Err(refuse(Reason::WrongRowCount { said: listed.rows, found: rows }).into());
        }
        let ManifestFile { name, table: of, .. } = listed.clone();
        files.push(FileRead { name, table: of, rows, bytes: size, sha256 });
        tables.push((Arc::from(listed.name.as_str()), table));
    }
    Ok(Exchange { directory: name, manifest, sha256, files, tables, options: options.clone() })
}

/// Reads the manifest with its hash and checks everything that it says on its own.
fn read_manifest(directory: &Path, format: ExchangeFormat, options: &ReadOptions) -> Result<(Manifest, String), Error> {
    const MOST_BYTES: u64 = 16 << 20;
    let path = directory.join(MANIFEST);
    let bytes = read_whole(&path, MOST_BYTES)?;
    let bad = |detail: String| Refusal::of_file(path.display().to_string(), Reason::BadManifest { detail });
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| bad(error.to_string()))?;
    if manifest.format != format {
        return Err(bad(format!("the format is {:?}, expected {format:?}", manifest.format)).into());
    }
    if manifest.previous_produced_on.is_some_and(|previous| previous >= manifest.produced_on) {
        return Err(bad("the previous delivery is not before this one".to_owned()).into());
    }
    if manifest.files.len() > options.files {
        return Err(bad(format!("more than {} files, which is the limit", options.files)).into());
    }
    let mut names = BTreeSet::new();
    for file in &manifest.files {
        if !is_plain_name(&file.name) {
            return Err(bad(format!("{:?} is no plain file name", file.name)).into());
        }
        if !names.insert(file.name.as_str()) {
            return Err(bad(format!("{} stands twice", file.name)).into());
        }
        if !format.tables().contains(&file.table.as_str()) {
            return Err(bad(format!("{:?} is no table of the format", file.table)).into());
        }
    }
    let missing = format.tables().iter().find(|&&table| manifest.files.iter().all(|file| file.table != table));
    match missing {
        Some(table) if manifest.content == Content::Full => {
            Err(bad(format!("a full delivery without a file of the table {table}")).into())
        }
        _ => Ok((manifest, hexadecimal(&Sha256::digest(&bytes)))),
    }
}

/// A name in the folder itself: a manifest must not reach out of it.
fn is_plain_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    !name.is_empty() && name.len() <= 255 && !name.starts_with('.') && name.chars().all(plain)
}

fn read_whole(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(Refusal::of_file(path.display().to_string(), Reason::MissingFile).into());
        }
        opened => opened.map_err(|source| Error::io(path, source))?,
    };
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|source| Error::Io {
        file: path.display().to_string(),
        byte: Some(bytes.len() as u64 + 1),
        source,
    })?;
    if bytes.len() as u64 > limit {
        return Err(Error::TooLarge { file: path.display().to_string(), limit, unit: "bytes" });
    }
    Ok(bytes)
}

impl Exchange {
    /// Whether the folder may be used, given the day of the last delivery that was loaded.
    ///
    /// Changes must follow that delivery at once; a full delivery must only be newer.
    pub fn verdict(&self, last_produced: Option<Date>) -> Result<(), Refusal> {
        let Manifest { produced_on: produced, previous_produced_on: previous, content, .. } = self.manifest;
        let reason = match (last_produced, content) {
            (Some(last), _) if produced <= last => Reason::AlreadyLoaded { produced, last },
            (Some(last), Content::Changes) if previous != Some(last) => Reason::OutOfSequence { previous, last },
            (None, Content::Changes) => Reason::NoBaseline,
            _ => return Ok(()),
        };
        Err(Refusal::of_file(format!("{}/{MANIFEST}", self.directory), reason))
    }

    /// Rows of all tables, as the manifest counts them.
    pub fn rows_in_files(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }

    /// The rows of a table in the order of the manifest. What cannot be read, and keys that stand twice, go to the quarantine.
    pub fn rows<R: TableRow>(&self, quarantine: &mut Quarantine) -> Result<Vec<Located<R>>, Error> {
        let mut rows: Vec<Located<R>> = Vec::new();
        let files = self.files.iter().zip(&self.tables).filter(|(file, _)| file.table == R::TABLE);
        for (read, (file, table)) in files {
            rows.reserve(usize::try_from(read.rows).unwrap_or(0));
            let outcome = table.each_row(&mut |RowPlace { row, line }, cells, raw| {
                let cells = cells.map(|cells| Cells::new(R::COLUMNS, cells, &self.options.person_id));
                let fault = match cells.map(|cells| (cells, R::from_cells(&cells))) {
                    Ok((_, Ok(value))) => {
                        rows.push(Located { file: Arc::clone(file), row, line, value });
                        return;
                    }
                    Ok((cells, Err(problem))) => (problem.into(), R::subject_of(&cells)),
                    Err(broken) => {
                        (Fault::BadRow { reason: broken.reason }, broken.first.and_then(R::subject_of_broken))
                    }
                };
                self.set_aside(quarantine, file, RowPlace { row, line }, fault, raw());
            });
            outcome.map_err(|reason| Refusal::of_file(format!("{}/{file}", self.directory), reason))?;
        }
        self.set_twins_aside(&mut rows, quarantine);
        self.refuse_flood(quarantine)?;
        Ok(rows)
    }

    /// Sets aside the rows of persons of whom another row was set aside.
    pub(crate) fn set_persons_aside<R: TableRow>(
        &self,
        rows: &mut Vec<Located<R>>,
        persons: &BTreeSet<String>,
        quarantine: &mut Quarantine,
    ) -> Result<(), Error> {
        rows.retain(|row| {
            let stays = !persons.contains(&*row.value.subject());
            if !stays {
                self.set_row_aside(quarantine, row, Fault::PersonSetAside);
            }
            stays
        });
        self.refuse_flood(quarantine)
    }

    fn set_twins_aside<R: TableRow>(&self, rows: &mut Vec<Located<R>>, quarantine: &mut Quarantine) {
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        for key in rows.iter().filter_map(|row| row.value.key()) {
            *seen.entry(key).or_default() += 1;
        }
        if seen.len() == rows.len() || seen.values().all(|&count| count == 1) {
            return;
        }
        let is_twin = |row: &Located<R>| row.value.key().and_then(|key| seen.get(key)).is_some_and(|&count| count > 1);
        let twins: Vec<bool> = rows.iter().map(is_twin).collect();
        for (row, _) in rows.iter().zip(&twins).filter(|(_, twin)| **twin) {
            let column = R::COLUMNS.first().copied().unwrap_or_default().to_owned();
            self.set_row_aside(quarantine, row, Fault::KeyTwice { column });
        }
        let mut twins = twins.into_iter();
        rows.retain(|_| !twins.next().unwrap_or(false));
    }

    pub(crate) fn set_row_aside<R: TableRow>(&self, quarantine: &mut Quarantine, row: &Located<R>, fault: Fault) {
        let subject = Some(row.value.subject().into_owned()).filter(|subject| !subject.is_empty());
        let raw = csv_line(row.value.cells().iter().map(AsRef::as_ref));
        let place = RowPlace { row: row.row, line: row.line };
        self.set_aside(quarantine, &row.file, place, (fault, subject), raw);
    }

    fn set_aside(
        &self,
        quarantine: &mut Quarantine,
        file: &str,
        RowPlace { row, line }: RowPlace,
        (fault, subject): (Fault, Option<String>),
        raw: Vec<u8>,
    ) {
        if quarantine.items.len() >= self.options.quarantined {
            quarantine.not_kept += 1;
            return;
        }
        let (line, row) = line.map_or((None, Some(row)), |line| (Some(line.get()), None));
        let place = Place { file: format!("{}/{file}", self.directory), line, row, byte: None };
        quarantine.items.push(Quarantined { place, fault, subject, records: 1, bytes: raw.len() as u64, raw });
    }

    pub(crate) fn refuse_flood(&self, quarantine: &Quarantine) -> Result<(), Error> {
        if quarantine.not_kept == 0 {
            return Ok(());
        }
        let limit = self.options.quarantined as u64;
        Err(Refusal::of_file(self.directory.clone(), Reason::TooMuchQuarantined { limit }).into())
    }
}

/// Writes the manifest of a folder whose files were made by hand: finds each table by its columns, counts and hashes.
///
/// Every `.csv` and `.parquet` file of the folder is taken, in the order of the names.
pub fn write_manifest(
    directory: &Path,
    format: ExchangeFormat,
    produced_on: Date,
    previous_produced_on: Option<Date>,
    content: Content,
) -> Result<Manifest, Error> {
    let limit = ReadOptions::default().file_bytes;
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(directory).map_err(|source| Error::io(directory, source))? {
        let entry = entry.map_err(|source| Error::io(directory, source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_table = Path::new(&name).extension().is_some_and(|end| end == "csv" || end == "parquet");
        if is_table && !name.starts_with('.') {
            names.insert(name);
        }
    }
    let mut files = Vec::new();
    for name in names {
        let path = directory.join(&name);
        let bytes = read_whole(&path, limit)?;
        let refuse = |reason| Refusal::of_file(path.display().to_string(), reason);
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        let (table, rows) = recognise(&name, &Bytes::from(bytes), format).map_err(refuse)?;
        files.push(ManifestFile { name, table, rows, sha256 });
    }
    let manifest = Manifest { format, produced_on, previous_produced_on, content, files };
    super::writer::save_manifest(directory, &manifest)?;
    Ok(manifest)
}

fn recognise(name: &str, bytes: &Bytes, format: ExchangeFormat) -> Result<(String, u64), Reason> {
    let mut first = None;
    for table in format.tables() {
        match Table::open(name, bytes.clone(), columns_of(table).unwrap_or_default()) {
            Ok(opened) => return Ok(((*table).to_owned(), opened.count()?)),
            Err(reason) => first = first.or(Some(reason)),
        }
    }
    Err(first.unwrap_or(Reason::BadColumns { detail: "the format has no tables".to_owned() }))
}
