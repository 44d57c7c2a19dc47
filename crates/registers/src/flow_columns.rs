//! The stored form of case flow as columns, in pieces of whole cases: what figures are made from.
//!
//! The stored form is Parquet, sorted by case number and day, with the columns `case_number` (Int64), `area` and `kind`
//! (text, as codes of a dictionary), `person` (Int64, nullable), `day` and `recorded` (Date32) and `value` (Int32,
//! nullable). Row groups are decoded on all cores, only the columns that are asked for, and each name of a kind is
//! read once and not once for each event. A case that lies in two row groups belongs to the first. Must not know what is measured.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Field, Int32Type, Int64Type, Schema};
use oversight::flow::{Columns, Day, PersonKey};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::statistics::Statistics;
use rayon::prelude::*;

use crate::error::{Error, Reason, Refusal};

/// Which columns beside case, area, kind and the two days are decoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The values.
    pub values: bool,
    /// The persons.
    pub persons: bool,
}

/// Stored files whose events can be read.
#[derive(Debug)]
pub struct FlowFiles {
    files: Vec<StoredFile>,
    /// In the order of their cases.
    groups: Vec<Group>,
}

#[derive(Debug)]
struct StoredFile {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    file: usize,
    number: usize,
    first: i64,
    last: i64,
}

/// Rows decoded at once: what stays in the processor's cache.
const BATCH: usize = 16_384;
/// Rows looked at for the rest of a case that began in the row group before.
const REST: usize = 1_024;

impl FlowFiles {
    /// Opens stored files; a folder stands for every `.parquet` file in it.
    ///
    /// # Errors
    /// A file that is not there or not in the stored form; a case that stands in two files.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Error> {
        let mut files = Vec::new();
        for path in paths {
            for path in files_of(path)? {
                let opened = File::open(&path).map_err(|source| Error::io(&path, source))?;
                let metadata = guarded(|| metadata_of(&opened)).map_err(|detail| refused(&path, detail))?;
                files.push(StoredFile { path, metadata });
            }
        }
        let mut groups = Vec::new();
        for (place, file) in files.iter().enumerate() {
            let of_file = groups_of(place, &file.metadata).map_err(|detail| refused(&file.path, detail))?;
            groups.extend(of_file);
        }
        groups.sort_by_key(|group| (group.first, group.last, group.file, group.number));
        for pair in groups.windows(2) {
            let (before, after) = (pair[0], pair[1]);
            let follows = before.last < after.first || (before.last == after.first && before.file == after.file);
            if !follows {
                let detail = format!("case {} stands in two places, or the file is not sorted by case", after.first);
                return Err(refused(&files[after.file].path, detail));
            }
        }
        Ok(Self { files, groups })
    }

    /// The number of events.
    pub fn events(&self) -> u64 {
        let rows = self.files.iter().map(|file| file.metadata.metadata().file_metadata().num_rows());
        u64::try_from(rows.sum::<i64>()).unwrap_or(0)
    }

    /// Reads the files piece by piece, each of whole cases, and works on the pieces on all cores. The results come in the
    /// order of the cases.
    ///
    /// # Errors
    /// The first piece that cannot be read.
    pub fn each<T: Send>(&self, wanted: Wanted, work: impl Fn(&Columns) -> T + Sync) -> Result<Vec<T>, Error> {
        let pieces = (0..self.groups.len()).into_par_iter();
        pieces.map(|place| self.whole_cases(place, wanted).map(|columns| work(&columns))).collect()
    }

    /// The events of one case; none where there is no such case.
    ///
    /// # Errors
    /// The piece it lies in cannot be read.
    pub fn case(&self, number: u64) -> Result<Columns, Error> {
        let wanted = Wanted { values: true, persons: true };
        let Ok(signed) = i64::try_from(number) else { return Ok(Columns::default()) };
        let place = self.groups.partition_point(|group| group.last < signed);
        if self.groups.get(place).is_none_or(|group| group.first > signed) {
            return Ok(Columns::default());
        }
        let mut columns = self.whole_cases(place, wanted)?;
        columns.keep_first(columns.case.partition_point(|case| *case <= number));
        columns.drop_first(columns.case.partition_point(|case| *case < number));
        Ok(columns)
    }

    fn whole_cases(&self, place: usize, wanted: Wanted) -> Result<Columns, Error> {
        let group = self.groups[place];
        let mut columns = self.decode(group, wanted, BATCH, |_| true)?;
        if !columns.case.is_sorted() {
            return Err(refused(&self.files[group.file].path, "the cases are not sorted".to_owned()));
        }
        let begun_before = place.checked_sub(1).is_some_and(|before| self.groups[before].last == group.first);
        if begun_before && let Some(first) = columns.case.first().copied() {
            columns.drop_first(columns.case.partition_point(|case| *case == first));
        }
        let Some(last) = columns.case.last().copied() else { return Ok(columns) };
        for next in self.groups[place + 1..].iter().take_while(|next| next.first == group.last) {
            let mut rest = self.decode(*next, wanted, REST, |columns| columns.case.last() == Some(&last))?;
            rest.keep_first(rest.case.partition_point(|case| *case == last));
            columns.append(rest);
            if next.last != group.last {
                break;
            }
        }
        Ok(columns)
    }

    /// Decodes a row group, batch by batch for as long as `goes_on` says of what there is.
    fn decode(
        &self,
        group: Group,
        wanted: Wanted,
        batch: usize,
        goes_on: impl Fn(&Columns) -> bool,
    ) -> Result<Columns, Error> {
        let StoredFile { path, metadata } = &self.files[group.file];
        let file = File::open(path).map_err(|source| Error::io(path, source))?;
        let read = || {
            let mut columns = Columns::default();
            let rows = metadata.metadata().row_group(group.number).num_rows();
            let rows = usize::try_from(rows).map_err(|error| error.to_string())?;
            reserve(&mut columns, rows.min(if batch == REST { REST } else { rows }), wanted);
            for batch in reader(file, metadata, group.number, batch, wanted)? {
                take_in(&batch.map_err(|error| error.to_string())?, wanted, &mut columns)?;
                if !goes_on(&columns) {
                    break;
                }
            }
            Ok(columns)
        };
        guarded(read).map_err(|detail| refused(path, detail))
    }
}

fn refused(path: &Path, detail: String) -> Error {
    Refusal::of_file(path.display().to_string(), Reason::BadTable { detail }).into()
}

/// The Parquet library panics on some damaged files.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let stopped = |_| Err("the file is damaged, and its reader gave up".to_owned());
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(stopped)
}

fn files_of(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failed = |source| Error::io(path, source);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.extension().is_some_and(|end| end == "parquet") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(refused(path, "the folder holds no .parquet file".to_owned()));
    }
    Ok(files)
}

/// The columns of the stored form and their types; the last is whether a cell may be empty.
const COLUMNS: [(&str, DataType, bool); 7] = [
    ("case_number", DataType::Int64, false),
    ("area", DataType::Utf8, false),
    ("person", DataType::Int64, true),
    ("kind", DataType::Utf8, false),
    ("day", DataType::Date32, false),
    ("recorded", DataType::Date32, false),
    ("value", DataType::Int32, true),
];

/// The file's metadata with texts as codes, whatever the file itself says of its types.
fn metadata_of(file: &File) -> Result<ArrowReaderMetadata, String> {
    let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = ArrowReaderMetadata::load(file, plain).map_err(|error| error.to_string())?;
    let mut fields = Vec::new();
    for field in metadata.schema().fields() {
        let known = COLUMNS.iter().find(|(name, _, _)| name == field.name());
        let (_, of, _) = known.ok_or_else(|| format!("unknown column {:?}", field.name()))?;
        if field.data_type() != of {
            return Err(format!("column {}: {} where {of} is expected", field.name(), field.data_type()));
        }
        let codes = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let of = if *of == DataType::Utf8 { codes } else { of.clone() };
        fields.push(Field::new(field.name(), of, field.is_nullable()));
    }
    if let Some((name, _, _)) = COLUMNS.iter().find(|(name, _, _)| !fields.iter().any(|field| field.name() == name)) {
        return Err(format!("column {name} is missing"));
    }
    let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(fields)));
    ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options).map_err(|error| error.to_string())
}

fn groups_of(file: usize, metadata: &ArrowReaderMetadata) -> Result<Vec<Group>, String> {
    let place = metadata.schema().index_of("case_number").map_err(|error| error.to_string())?;
    let mut groups = Vec::new();
    for (number, group) in metadata.metadata().row_groups().iter().enumerate() {
        if group.num_rows() == 0 {
            continue;
        }
        let bounds = match group.column(place).statistics() {
            Some(Statistics::Int64(found)) => found.min_opt().copied().zip(found.max_opt().copied()),
            _ => None,
        };
        let (first, last) = bounds.ok_or("a row group does not say its first and last case")?;
        groups.push(Group { file, number, first, last });
    }
    Ok(groups)
}

fn reader(
    file: File,
    metadata: &ArrowReaderMetadata,
    group: usize,
    batch: usize,
    wanted: Wanted,
) -> Result<ParquetRecordBatchReader, String> {
    let is_wanted = |name: &str| match name {
        "value" => wanted.values,
        "person" => wanted.persons,
        _ => true,
    };
    let fields = metadata.schema().fields().iter().enumerate();
    let places = fields.filter(|(_, field)| is_wanted(field.name())).map(|(place, _)| place);
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone());
    let mask = ProjectionMask::roots(builder.parquet_schema(), places);
    let builder = builder.with_row_groups(vec![group]).with_projection(mask).with_batch_size(batch);
    builder.build().map_err(|error| error.to_string())
}

fn reserve(columns: &mut Columns, rows: usize, wanted: Wanted) {
    columns.case.reserve(rows);
    columns.area.reserve(rows);
    columns.kind.reserve(rows);
    columns.day.reserve(rows);
    columns.recorded.reserve(rows);
    columns.value.reserve(if wanted.values { rows } else { 0 });
    columns.person.reserve(if wanted.persons { rows } else { 0 });
}

fn take_in(batch: &RecordBatch, wanted: Wanted, columns: &mut Columns) -> Result<(), String> {
    let column = |name: &str| -> Result<&ArrayRef, String> {
        let column = batch.column_by_name(name).ok_or_else(|| format!("column {name} is missing"))?;
        let may_be_empty = matches!(name, "value" | "person");
        match column.null_count() {
            0 => Ok(column),
            _ if may_be_empty => Ok(column),
            _ => Err(format!("column {name}: a cell is empty that must not be")),
        }
    };
    for case in column("case_number")?.as_primitive::<Int64Type>().values() {
        columns.case.push(u64::try_from(*case).map_err(|_| "a case number below zero".to_owned())?);
    }
    coded(column("area")?, &mut columns.area)?;
    coded(column("kind")?, &mut columns.kind)?;
    columns.day.extend(column("day")?.as_primitive::<Date32Type>().values().iter().map(|day| Day(*day)));
    columns.recorded.extend(column("recorded")?.as_primitive::<Date32Type>().values().iter().map(|day| Day(*day)));
    if wanted.values {
        columns.value.extend(column("value")?.as_primitive::<Int32Type>());
    }
    if wanted.persons {
        let persons = column("person")?.as_primitive::<Int64Type>();
        for person in persons {
            let person = person.map(u64::try_from).transpose().map_err(|_| "a person below zero".to_owned())?;
            columns.person.push(person.map(PersonKey));
        }
    }
    Ok(())
}

/// Names out of a dictionary: each is read once.
fn coded<T: FromStr<Err: std::fmt::Display> + Copy>(column: &ArrayRef, into: &mut Vec<T>) -> Result<(), String> {
    let codes = column.as_dictionary_opt::<Int32Type>().ok_or("a column of text is not one of codes")?;
    let names = codes.values().as_string_opt::<i32>().ok_or("a column of codes is not one of text")?;
    let read = |name: Option<&str>| name.unwrap_or_default().parse::<T>().map_err(|error| error.to_string());
    let table = names.iter().map(read).collect::<Result<Vec<T>, String>>()?;
    for code in codes.keys().values() {
        let code = usize::try_from(*code).ok().and_then(|code| table.get(code));
        into.push(*code.ok_or("a code outside its dictionary")?);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
