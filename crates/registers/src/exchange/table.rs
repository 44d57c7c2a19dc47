//! The rows of one file, CSV or Parquet, as cells of text in the order the table's columns have in our types.

use std::num::NonZeroU64;
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int64Type};
use bytes::Bytes;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::TableRow;
use super::writer::{csv_bytes, csv_line};
use crate::administrative_numbers::{AdministrativeNumberAnswer, AdministrativeNumberRequest};
use crate::carl2::{Carl2Person, FormerNumber, Permit};
use crate::error::Reason;
use crate::flow::EventRow;
use crate::person_ids::PersonIdRow;

/// The columns of the table of this name.
pub(crate) fn columns_of(table: &str) -> Option<&'static [&'static str]> {
    let tables = [
        (Carl2Person::TABLE, Carl2Person::COLUMNS),
        (Permit::TABLE, Permit::COLUMNS),
        (FormerNumber::TABLE, FormerNumber::COLUMNS),
        (PersonIdRow::TABLE, PersonIdRow::COLUMNS),
        (AdministrativeNumberAnswer::TABLE, AdministrativeNumberAnswer::COLUMNS),
        (AdministrativeNumberRequest::TABLE, AdministrativeNumberRequest::COLUMNS),
        (EventRow::TABLE, EventRow::COLUMNS),
    ];
    tables.into_iter().find(|(name, _)| *name == table).map(|(_, columns)| columns)
}

/// A file in memory whose columns are those of its table.
#[derive(Debug)]
pub(crate) struct Table {
    bytes: Bytes,
    kind: Kind,
    /// For each of our columns, where it stands in the file.
    places: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Csv,
    Parquet,
}

/// Where a row stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowPlace {
    /// The row, counted from 1 without the header.
    pub(crate) row: u64,
    /// The line it begins on, counted from 1 with the header; none in Parquet.
    pub(crate) line: Option<NonZeroU64>,
}

/// What a row's reader gets: its place, its cells or why there are none, and a way to its raw bytes.
pub(crate) type RowSink<'a> = dyn FnMut(RowPlace, Result<&[&str], Broken<'_>>, &dyn Fn() -> Vec<u8>) + 'a;

/// A row whose cells cannot be told apart.
pub(crate) struct Broken<'a> {
    /// What is wrong with it.
    pub(crate) reason: String,
    /// What stands where the first of the table's columns should be, if it is text.
    pub(crate) first: Option<&'a str>,
}

/// More columns than any table has.
const MOST_COLUMNS: usize = 16;

impl Table {
    /// Tells the kind by the name and by the first bytes, which must agree, and checks the columns.
    pub(crate) fn open(name: &str, bytes: Bytes, columns: &'static [&'static str]) -> Result<Self, Reason> {
        let bad = |detail: &str| Reason::BadTable { detail: detail.to_owned() };
        let kind = match (name.rsplit_once('.').map(|(_, end)| end), bytes.starts_with(b"PAR1")) {
            (Some("csv"), false) => Kind::Csv,
            (Some("parquet"), true) => Kind::Parquet,
            (Some("csv"), true) => return Err(bad("the name says CSV, but the bytes are Parquet")),
            (Some("parquet"), false) => return Err(bad("the name says Parquet, but the bytes are not")),
            _ => return Err(bad("the name ends neither in .csv nor in .parquet")),
        };
        let header = match kind {
            Kind::Csv => csv_header(&bytes)?,
            Kind::Parquet => parquet_header(&bytes)?,
        };
        Ok(Self { places: places(&header, columns)?, bytes, kind })
    }

    /// The number of rows.
    pub(crate) fn count(&self) -> Result<u64, Reason> {
        if self.kind == Kind::Parquet {
            return guarded(|| {
                let builder = ParquetRecordBatchReaderBuilder::try_new(self.bytes.clone()).map_err(bad_table)?;
                u64::try_from(builder.metadata().file_metadata().num_rows()).map_err(bad_table)
            });
        }
        let mut reader = csv_reader(&self.bytes);
        let mut record = csv::ByteRecord::new();
        let mut rows = 0;
        while reader.read_byte_record(&mut record).map_err(bad_table)? {
            rows += 1;
        }
        Ok(rows)
    }

    /// Gives every row to the sink.
    pub(crate) fn each_row(&self, sink: &mut RowSink<'_>) -> Result<(), Reason> {
        match self.kind {
            Kind::Csv => self.each_csv_row(sink),
            Kind::Parquet => guarded(|| self.each_parquet_row(sink)),
        }
    }

    fn each_csv_row(&self, sink: &mut RowSink<'_>) -> Result<(), Reason> {
        let body = without_mark(&self.bytes);
        let mut reader = csv_reader(&self.bytes);
        let columns = reader.byte_headers().map_err(bad_table)?.len();
        let mut record = csv::ByteRecord::new();
        let (mut row, mut lines) = (0, Lines::default());
        while reader.read_byte_record(&mut record).map_err(bad_table)? {
            row += 1;
            let from = record.position().map_or(0, |position| byte(position.byte()));
            let row = RowPlace { row, line: lines.of_record_at(body, from) };
            let to = byte(reader.position().byte());
            let whole = record.len() == columns && !self.places.is_sorted();
            // Whoever reads a kept row again has no header: its cells stand in the order of the table's columns.
            let raw = || {
                if whole {
                    csv_bytes(self.places.iter().map(|&place| record.get(place).unwrap_or_default()))
                } else {
                    trim_line(body.get(from..to).unwrap_or_default()).to_vec()
                }
            };
            let first = self.places.first().and_then(|&place| std::str::from_utf8(record.get(place)?).ok());
            if record.len() != columns {
                let reason = format!("{} cells, the header has {columns}", record.len());
                sink(row, Err(Broken { reason, first }), &raw);
                continue;
            }
            let mut cells = [""; MOST_COLUMNS];
            let read = self.places.iter().zip(&mut cells).try_for_each(|(&place, cell)| {
                *cell = std::str::from_utf8(record.get(place).unwrap_or_default()).ok()?;
                Some(())
            });
            match read {
                Some(()) => sink(row, Ok(&cells[..self.places.len()]), &raw),
                None => sink(row, Err(Broken { reason: "not UTF-8".to_owned(), first }), &raw),
            }
        }
        Ok(())
    }

    fn each_parquet_row(&self, sink: &mut RowSink<'_>) -> Result<(), Reason> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(self.bytes.clone()).map_err(bad_table)?;
        let reader: ParquetRecordBatchReader = builder.build().map_err(bad_table)?;
        let mut row = 0;
        for batch in reader {
            let batch: RecordBatch = batch.map_err(bad_table)?;
            let columns: Vec<TextColumn> =
                self.places.iter().map(|&place| TextColumn::of(batch.column(place))).collect::<Result<_, _>>()?;
            for index in 0..batch.num_rows() {
                row += 1;
                let mut written: [String; MOST_COLUMNS] = Default::default();
                for (column, written) in columns.iter().zip(&mut written) {
                    column.write(index, written);
                }
                let mut cells = [""; MOST_COLUMNS];
                for ((column, written), cell) in columns.iter().zip(&written).zip(&mut cells) {
                    *cell = column.text(index).unwrap_or(written);
                }
                let cells = &cells[..columns.len()];
                sink(RowPlace { row, line: None }, Ok(cells), &|| csv_line(cells.iter().copied()));
            }
        }
        Ok(())
    }
}

/// A column whose cells are text, days or whole numbers.
enum TextColumn {
    Short(ArrayRef),
    Long(ArrayRef),
    View(ArrayRef),
    Days(ArrayRef),
    Numbers(ArrayRef),
}

impl TextColumn {
    fn of(array: &ArrayRef) -> Result<Self, Reason> {
        let array = array.clone();
        match array.data_type() {
            DataType::Utf8 => Ok(Self::Short(array)),
            DataType::LargeUtf8 => Ok(Self::Long(array)),
            DataType::Utf8View => Ok(Self::View(array)),
            DataType::Date32 => Ok(Self::Days(array)),
            DataType::Int32 | DataType::Int64 => Ok(Self::Numbers(cast(&array, &DataType::Int64).map_err(bad_table)?)),
            // Codes for texts that come again and again: the texts are what is read.
            DataType::Dictionary(_, texts) if **texts == DataType::Utf8 => {
                Ok(Self::Short(cast(&array, &DataType::Utf8).map_err(bad_table)?))
            }
            other => Err(bad_table(format!("a column of {other}, expected text, Date32, Int32 or Int64"))),
        }
    }

    /// The text of a cell that is text; an absent one is empty.
    fn text(&self, index: usize) -> Option<&str> {
        match self {
            Self::Short(array) if array.is_valid(index) => Some(array.as_string::<i32>().value(index)),
            Self::Long(array) if array.is_valid(index) => Some(array.as_string::<i64>().value(index)),
            Self::View(array) if array.is_valid(index) => Some(array.as_string_view().value(index)),
            Self::Days(_) | Self::Numbers(_) => None,
            _ => Some(""),
        }
    }

    /// Writes a cell that is a day as `YYYY-MM-DD`, and one that is a number in its digits.
    fn write(&self, index: usize, out: &mut String) {
        let array = match self {
            Self::Days(array) | Self::Numbers(array) if array.is_valid(index) => array,
            _ => return,
        };
        if matches!(self, Self::Numbers(_)) {
            *out = array.as_primitive::<Int64Type>().value(index).to_string();
            return;
        }
        let days = array.as_primitive::<Date32Type>().value(index);
        let epoch = jiff::civil::date(1970, 1, 1);
        match epoch.checked_add(jiff::Span::new().try_days(days).unwrap_or_default()) {
            Ok(date) => *out = date.to_string(),
            // Kept as it is: no date that anyone can read, which the row's reader then says.
            Err(_) => *out = format!("{days} days from 1970"),
        }
    }
}

/// Counts the lines of a file as an editor does, from record to record: a cell may hold breaks of lines, and the CSV reader's own count is
/// behind where lines end with a carriage return.
#[derive(Default)]
struct Lines {
    /// Ends of lines before `at`.
    ended: u64,
    at: usize,
}

impl Lines {
    /// The line of a record, whose bytes begin at `from` or after the breaks of lines that stand there.
    fn of_record_at(&mut self, body: &[u8], from: usize) -> Option<NonZeroU64> {
        let breaks = body.get(from..)?.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let ends = |at: &usize| match body[*at] {
            b'\n' => true,
            b'\r' => body.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.ended += (self.at..from + breaks).filter(ends).count() as u64;
        self.at = self.at.max(from + breaks);
        NonZeroU64::new(self.ended + 1)
    }
}

fn csv_reader(bytes: &Bytes) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().flexible(true).from_reader(without_mark(bytes))
}

/// Spreadsheets write a byte-order mark before UTF-8.
fn without_mark(bytes: &Bytes) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn csv_header(bytes: &Bytes) -> Result<Vec<String>, Reason> {
    let mut reader = csv_reader(bytes);
    let header = reader.byte_headers().map_err(bad_table)?;
    Ok(header.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

fn parquet_header(bytes: &Bytes) -> Result<Vec<String>, Reason> {
    guarded(|| {
        let builder = ParquetRecordBatchReaderBuilder::try_new(bytes.clone()).map_err(bad_table)?;
        Ok(builder.schema().fields().iter().map(|field| field.name().clone()).collect())
    })
}

/// The Parquet library panics on some damaged files (found by our property test): that is a refusal of the folder.
fn guarded<T>(read: impl FnOnce() -> Result<T, Reason>) -> Result<T, Reason> {
    let stopped = |_| Err(bad_table("the file is damaged, and its reader gave up"));
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(stopped)
}

fn places(header: &[String], columns: &'static [&'static str]) -> Result<Vec<usize>, Reason> {
    let wrong = |detail: String| Err(Reason::BadColumns { detail });
    for (index, name) in header.iter().enumerate() {
        if !columns.contains(&name.as_str()) {
            return wrong(format!("unknown column {name:?}"));
        }
        if header[..index].contains(name) {
            return wrong(format!("column {name} stands twice"));
        }
    }
    let mut places = Vec::new();
    for column in columns {
        match header.iter().position(|name| name == column) {
            Some(place) => places.push(place),
            None => return wrong(format!("column {column} is missing")),
        }
    }
    Ok(places)
}

fn bad_table(error: impl std::fmt::Display) -> Reason {
    Reason::BadTable { detail: error.to_string() }
}

fn byte(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn trim_line(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
    &line[..end]
}
