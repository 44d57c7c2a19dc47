//! CSV into a register. Must not know what the columns mean.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Chain, Read, Seek};
use std::path::Path;
use std::rc::Rc;

use linkage::Builder;

use super::{Foreign, Progress, TableError, places, push};

/// Most bytes of one row: an unclosed quotation mark would otherwise fill the memory.
const ROW_BYTES_MAX: u64 = 64 << 20;

/// The header must be told apart within so many bytes.
const HEAD_BYTES: u64 = 64 << 10;

/// A row behind the last one. Where it does not come out whole, an open quotation mark has swallowed it.
const END: &[u8] = b"\n\x01the end of the file\x01\n";

/// How often the caller is told, in rows.
const TOLD_EVERY: u64 = 8192;

/// The rows of a file that is not empty; answers how many there are.
pub(super) fn read(
    path: &Path,
    length: u64,
    columns: &[&str],
    builder: &mut Builder,
    each: &mut dyn FnMut(Progress),
) -> Result<u64, TableError> {
    let name = path.display().to_string();
    let mut table = Table::open(path, &name)?;
    let Some(header) = table.header(&name)? else { return Err(TableError::Empty { file: name }) };
    let places = places(&name, &header, columns)?;
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    loop {
        let more = table.reader.read_byte_record(&mut record).map_err(|error| unreadable(&name, &error))?;
        if is_end(&record) {
            return Ok(rows);
        }
        let line = record.position().map_or(0, csv::Position::line);
        rows += 1;
        if !more || record.iter().next_back().is_some_and(|cell| cell.ends_with(END)) {
            return Err(TableError::Unclosed { file: name, row: rows, line });
        }
        table.meter.left.set(ROW_BYTES_MAX);
        if record.len() != header.len() {
            let (found, expected) = (record.len(), header.len());
            return Err(TableError::Ragged { file: name, row: rows, line, found, expected });
        }
        let values: Result<Vec<&str>, TableError> = places
            .iter()
            .map(|place| text(&record[*place]).map_err(|found| not_text(&name, Some(rows), &header[*place], found)))
            .collect();
        push(builder, &values?, &name)?;
        if rows % TOLD_EVERY == 0 {
            each(Progress { rows, share: table.meter.read.get() as f64 / length as f64 });
        }
    }
}

/// An open file, its separator known.
struct Table {
    reader: csv::Reader<Chain<Metered, &'static [u8]>>,
    meter: Rc<Meter>,
}

/// Bytes read, and how many more one row may have.
struct Meter {
    read: Cell<u64>,
    left: Cell<u64>,
}

/// A file that counts what is read of it, and lets only so many bytes through for one row.
struct Metered {
    file: File,
    meter: Rc<Meter>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.meter.read.set(self.meter.read.get() + read as u64);
        let left = self.meter.left.get().checked_sub(read as u64);
        self.meter.left.set(left.ok_or_else(|| io::Error::other("a row of more than 64 MiB"))?);
        Ok(read)
    }
}

impl Table {
    fn open(path: &Path, name: &str) -> Result<Self, TableError> {
        let io = |source| TableError::Io { file: name.to_owned(), source };
        let mut file = File::open(path).map_err(io)?;
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(HEAD_BYTES).read_to_end(&mut head).map_err(io)?;
        if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
            return Err(TableError::NotText { file: name.to_owned(), row: None, column: None, found: Foreign::Utf16 });
        }
        file.rewind().map_err(io)?;
        let meter = Rc::new(Meter { read: Cell::new(0), left: Cell::new(ROW_BYTES_MAX) });
        let metered = Metered { file, meter: Rc::clone(&meter) };
        let mut builder = csv::ReaderBuilder::new();
        builder.flexible(true).buffer_capacity(1 << 16).delimiter(separator(&head));
        Ok(Self { reader: builder.from_reader(metered.chain(END)), meter })
    }

    /// The columns' names; none where the file holds nothing but line breaks.
    fn header(&mut self, name: &str) -> Result<Option<Vec<String>>, TableError> {
        let header = self.reader.byte_headers().map_err(|error| unreadable(name, &error))?.clone();
        if is_end(&header) {
            return Ok(None);
        }
        if header.iter().next_back().is_some_and(|cell| cell.ends_with(END)) {
            return Err(TableError::Unclosed { file: name.to_owned(), row: 0, line: 1 });
        }
        let column = |cell: &[u8]| match text(cell) {
            Ok(column) => Ok(column.trim_start_matches('\u{feff}').to_owned()),
            Err(found) => Err(TableError::NotText { file: name.to_owned(), row: None, column: None, found }),
        };
        header.iter().map(column).collect::<Result<_, _>>().map(Some)
    }
}

/// What separates the cells: a comma, or where the header has none, a semicolon (spreadsheets with a decimal comma write
/// that) or a tab.
fn separator(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|separator| line.contains(separator)).unwrap_or(b',')
}

fn is_end(record: &csv::ByteRecord) -> bool {
    record.len() == 1 && record.get(0).is_some_and(|cell| cell == END.trim_ascii())
}

fn text(cell: &[u8]) -> Result<&str, Foreign> {
    let text = std::str::from_utf8(cell).map_err(|_| Foreign::NotUtf8)?;
    if text.contains('\0') { Err(Foreign::Nul) } else { Ok(text) }
}

fn not_text(file: &str, row: Option<u64>, column: &str, found: Foreign) -> TableError {
    TableError::NotText { file: file.to_owned(), row, column: Some(column.to_owned()), found }
}

fn unreadable(file: &str, error: &csv::Error) -> TableError {
    TableError::Unreadable { file: file.to_owned(), detail: error.to_string() }
}
