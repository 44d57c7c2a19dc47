//! Writing an exchange folder: the tables as they come, the manifest last.

use std::borrow::Borrow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use sha2::{Digest, Sha256};

use super::TableRow;
use crate::error::Error;
use crate::manifest::{Content, ExchangeFormat, MANIFEST, Manifest, ManifestFile};

/// Writes the files of one exchange folder. Without [`DirectoryWriter::finish`] there is no manifest, and nobody reads the folder.
#[derive(Debug)]
pub struct DirectoryWriter {
    directory: PathBuf,
    manifest: Manifest,
}

impl DirectoryWriter {
    /// Begins a folder, which is made if it is not there.
    pub fn create(
        directory: &Path,
        format: ExchangeFormat,
        produced_on: Date,
        previous_produced_on: Option<Date>,
        content: Content,
    ) -> Result<Self, Error> {
        std::fs::create_dir_all(directory).map_err(|source| Error::io(directory, source))?;
        let manifest = Manifest { format, produced_on, previous_produced_on, content, files: Vec::new() };
        Ok(Self { directory: directory.to_owned(), manifest })
    }

    /// Writes one file of a table, Parquet when the name ends in `.parquet` and else CSV, and says how many rows it has.
    pub fn write<R: TableRow>(
        &mut self,
        name: &str,
        rows: impl IntoIterator<Item = impl Borrow<R>>,
    ) -> Result<u64, Error> {
        let path = self.directory.join(name);
        let is_parquet = path.extension().is_some_and(|end| end == "parquet");
        let written = if is_parquet { write_parquet(&path, rows) } else { write_csv(&path, rows) };
        let (rows, sha256) = written.map_err(|source| Error::io(&path, source))?;
        self.manifest.files.push(ManifestFile { name: name.to_owned(), table: R::TABLE.to_owned(), rows, sha256 });
        Ok(rows)
    }

    /// Writes the manifest, which makes the folder whole.
    pub fn finish(self) -> Result<Manifest, Error> {
        save_manifest(&self.directory, &self.manifest)?;
        Ok(self.manifest)
    }
}

/// Writes the manifest beside its place and renames it, so that a half-written one is never seen.
pub(crate) fn save_manifest(directory: &Path, manifest: &Manifest) -> Result<(), Error> {
    let path = directory.join(MANIFEST);
    let unfinished = directory.join(".manifest.json.unfinished");
    let save = || -> io::Result<()> {
        let mut file = File::create(&unfinished)?;
        serde_json::to_writer_pretty(&mut file, manifest)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        std::fs::rename(&unfinished, &path)
    };
    save().map_err(|source| Error::io(&path, source))
}

fn write_csv<R: TableRow>(path: &Path, rows: impl IntoIterator<Item = impl Borrow<R>>) -> io::Result<(u64, String)> {
    let mut hashing = Hashing { out: BufWriter::with_capacity(1 << 20, File::create(path)?), hash: Sha256::new() };
    let mut count = 0;
    {
        let mut out = csv::Writer::from_writer(&mut hashing);
        out.write_record(R::COLUMNS)?;
        for row in rows {
            out.write_record(row.borrow().cells().iter().map(|cell| cell.as_bytes()))?;
            count += 1;
        }
        out.flush()?;
    }
    hashing.out.flush()?;
    Ok((count, hexadecimal(&hashing.hash.finalize())))
}

/// Rows in the columns of a Parquet file, all of them text; an empty cell is null.
fn write_parquet<R: TableRow>(
    path: &Path,
    rows: impl IntoIterator<Item = impl Borrow<R>>,
) -> io::Result<(u64, String)> {
    const BATCH: usize = 65_536;
    let fields: Vec<Field> = R::COLUMNS.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let hashing = Hashing { out: BufWriter::new(File::create(path)?), hash: Sha256::new() };
    let compression = Compression::ZSTD(parquet::basic::ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut out = ArrowWriter::try_new(hashing, Arc::clone(&schema), Some(properties))?;
    let mut rows = rows.into_iter().peekable();
    let mut count = 0;
    while rows.peek().is_some() {
        let mut columns: Vec<StringBuilder> = R::COLUMNS.iter().map(|_| StringBuilder::new()).collect();
        for row in rows.by_ref().take(BATCH) {
            for (column, cell) in columns.iter_mut().zip(row.borrow().cells()) {
                column.append_option(Some(cell).filter(|cell| !cell.is_empty()));
            }
            count += 1;
        }
        let arrays = columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(io::Error::other)?;
        out.write(&batch)?;
    }
    let mut hashing = out.into_inner()?;
    hashing.out.flush()?;
    Ok((count, hexadecimal(&hashing.hash.finalize())))
}

/// One row as a CSV line without line break.
pub(crate) fn csv_line<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<u8> {
    csv_bytes(cells.map(str::as_bytes))
}

/// One row as a CSV line without line break, its cells in whichever encoding they have.
pub(crate) fn csv_bytes<'a>(cells: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory fails for no other reason than a lack of it.
    let mut line = match out.write_record(cells) {
        Ok(()) => out.into_inner().unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    line.truncate(line.trim_ascii_end().len());
    line
}

/// Lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

struct Hashing<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
