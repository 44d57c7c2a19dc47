//! Writing an exchange folder: the tables as they come, the manifest last.

use std::borrow::Borrow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
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

    /// Writes one CSV file of a table and says how many rows it has.
    pub fn write<R: TableRow>(
        &mut self,
        name: &str,
        rows: impl IntoIterator<Item = impl Borrow<R>>,
    ) -> Result<u64, Error> {
        let path = self.directory.join(name);
        let (rows, sha256) = write_csv(&path, rows).map_err(|source| Error::io(&path, source))?;
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

/// Lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
