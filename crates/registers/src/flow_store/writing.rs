//! Writing the stored form, row group by row group.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{
    ArrayRef, Date32Builder, DictionaryArray, Int32Array, Int32Builder, Int64Builder, RecordBatch, StringArray,
};
use arrow::datatypes::{DataType, Field, Int32Type, Schema, SchemaRef};
use oversight::flow::{Area, Event, EventKind};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use super::{Delivered, NOTE, Note, order};
use crate::error::Error;

/// Events in one row group: small enough that two threads share a file well, large enough that columns compress.
const ROWS_OF_GROUP: usize = 1 << 20;

/// Writes events in the order of the stored form beside the file's place, and moves them there when all are written.
pub struct StoreWriter {
    path: PathBuf,
    unfinished: Unfinished,
    out: ArrowWriter<BufWriter<File>>,
    schema: SchemaRef,
    columns: Building,
    last: Option<Event>,
}

/// A file that is removed again unless it was moved to its place.
struct Unfinished(PathBuf);

#[derive(Default)]
struct Building {
    case_number: Int64Builder,
    area: Vec<i32>,
    person: Int64Builder,
    kind: Vec<i32>,
    day: Date32Builder,
    recorded: Date32Builder,
    value: Int32Builder,
}

impl StoreWriter {
    /// Begins a file. One that is there already is an error.
    ///
    /// # Errors
    /// What the disk says.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::io(path, source);
        if path.exists() {
            return Err(failed(io::Error::from(io::ErrorKind::AlreadyExists)));
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let unfinished = Unfinished(path.with_file_name(format!(".{name}.unfinished")));
        let file = BufWriter::with_capacity(1 << 20, File::create(&unfinished.0).map_err(failed)?);
        let schema = schema();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROWS_OF_GROUP))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .build();
        let out =
            ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(|error| failed(error.into()))?;
        Ok(Self { path: path.to_owned(), unfinished, out, schema, columns: Building::default(), last: None })
    }

    /// Adds an event, which must not stand before the last one.
    ///
    /// # Errors
    /// What the disk says, or an event out of its order.
    pub fn push(&mut self, event: &Event) -> Result<(), Error> {
        if self.last.as_ref().is_some_and(|last| order(last) > order(event)) {
            let what = format!("case {} comes out of its order", event.case.0);
            return Err(self.failed(io::Error::new(io::ErrorKind::InvalidInput, what)));
        }
        self.columns.push(event).map_err(|source| Error::io(&self.path, source))?;
        self.last = Some(event.clone());
        if self.columns.area.len() == ROWS_OF_GROUP { self.write_group() } else { Ok(()) }
    }

    /// Writes the note and moves the file to its place.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(mut self, deliveries: &[Delivered], awaiting: &BTreeMap<u64, BTreeSet<usize>>) -> Result<(), Error> {
        self.write_group()?;
        let note = Note { deliveries: deliveries.to_vec(), awaiting: awaiting.clone() };
        let Self { path, unfinished, mut out, .. } = self;
        let place = path.clone();
        let end = move || -> io::Result<()> {
            out.append_key_value_metadata(KeyValue::new(NOTE.to_owned(), serde_json::to_string(&note)?));
            let file = out.into_inner()?.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            std::fs::rename(&unfinished.0, &path)
        };
        end().map_err(|source| Error::io(&place, source))
    }

    fn write_group(&mut self) -> Result<(), Error> {
        let columns = std::mem::take(&mut self.columns);
        let batch = columns.batch(Arc::clone(&self.schema)).map_err(|source| self.failed(source))?;
        let written = self.out.write(&batch).and_then(|()| self.out.flush());
        written.map_err(|error| self.failed(error.into()))
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::io(&self.path, source)
    }
}

impl Drop for Unfinished {
    /// Where the file was moved to its place there is nothing to remove.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Building {
    fn push(&mut self, event: &Event) -> io::Result<()> {
        let signed = |number: u64| i64::try_from(number).map_err(io::Error::other);
        self.case_number.append_value(signed(event.case.0)?);
        self.area.push(event.area as i32);
        self.person.append_option(event.person.map(|person| signed(person.0)).transpose()?);
        self.kind.push(event.kind as i32);
        self.day.append_value(days(event.day));
        self.recorded.append_value(days(event.recorded));
        self.value.append_option(event.value);
        Ok(())
    }

    fn batch(mut self, schema: SchemaRef) -> io::Result<RecordBatch> {
        let areas: Vec<&str> = Area::ALL.iter().map(|area| area.name()).collect();
        let kinds: Vec<&str> = EventKind::ALL.iter().map(|kind| kind.name()).collect();
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.case_number.finish()),
            coded(self.area, areas)?,
            Arc::new(self.person.finish()),
            coded(self.kind, kinds)?,
            Arc::new(self.day.finish()),
            Arc::new(self.recorded.finish()),
            Arc::new(self.value.finish()),
        ];
        RecordBatch::try_new(schema, columns).map_err(io::Error::other)
    }
}

fn coded(codes: Vec<i32>, texts: Vec<&str>) -> io::Result<ArrayRef> {
    let texts = Arc::new(StringArray::from(texts));
    let column = DictionaryArray::<Int32Type>::try_new(Int32Array::from(codes), texts).map_err(io::Error::other)?;
    Ok(Arc::new(column))
}

fn schema() -> SchemaRef {
    let text = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    Arc::new(Schema::new(vec![
        Field::new("case_number", DataType::Int64, false),
        Field::new("area", text(), false),
        Field::new("person", DataType::Int64, true),
        Field::new("kind", text(), false),
        Field::new("day", DataType::Date32, false),
        Field::new("recorded", DataType::Date32, false),
        Field::new("value", DataType::Int32, true),
    ]))
}

/// Days since 1 January 1970, as Parquet counts them.
fn days(date: jiff::civil::Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}
