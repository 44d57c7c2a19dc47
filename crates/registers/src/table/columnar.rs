//! Parquet into a register: only the columns that are asked for. Must not know what they mean.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use linkage::Builder;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{Foreign, Progress, TableError, places, push};

/// The rows of a file; answers how many there are.
pub(super) fn read(
    path: &Path,
    columns: &[&str],
    builder: &mut Builder,
    each: &mut dyn FnMut(Progress),
) -> Result<u64, TableError> {
    let rows = || read_rows(path, columns, builder, each);
    // The Parquet library panics on some damaged files.
    catch_unwind(AssertUnwindSafe(rows)).unwrap_or_else(|_| {
        let detail = "the file is damaged, and its reader gave up".to_owned();
        Err(TableError::Unreadable { file: path.display().to_string(), detail })
    })
}

fn read_rows(
    path: &Path,
    columns: &[&str],
    builder: &mut Builder,
    each: &mut dyn FnMut(Progress),
) -> Result<u64, TableError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| TableError::Io { file: name.clone(), source })?;
    let unreadable = |detail: String| TableError::Unreadable { file: name.clone(), detail };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| unreadable(error.to_string()))?;
    let header: Vec<String> = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
    let wanted = places(&name, &header, columns)?;
    let all = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or_default();
    let mask = ProjectionMask::roots(reader.parquet_schema(), wanted);
    let batches = reader.with_projection(mask).build().map_err(|error| unreadable(error.to_string()))?;
    let mut rows = 0;
    for batch in batches {
        let batch = batch.map_err(|error| unreadable(error.to_string()))?;
        push_batch(&batch, columns, builder, (&name, rows))?;
        rows += batch.num_rows() as u64;
        each(Progress { rows, share: rows as f64 / all.max(1) as f64 });
    }
    Ok(rows)
}

fn push_batch(
    batch: &RecordBatch,
    columns: &[&str],
    builder: &mut Builder,
    (name, before): (&str, u64),
) -> Result<(), TableError> {
    let unreadable = |error: ArrowError| TableError::Unreadable { file: name.to_owned(), detail: error.to_string() };
    let texts: Vec<ArrayRef> = columns
        .iter()
        .map(|column| batch.schema().index_of(column).and_then(|place| as_text(batch.column(place))))
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    let texts: Vec<&StringArray> = texts.iter().map(AsArray::as_string::<i32>).collect();
    for row in 0..batch.num_rows() {
        let values: Vec<&str> =
            texts.iter().map(|array| if array.is_valid(row) { array.value(row) } else { "" }).collect();
        if let Some(column) = values.iter().position(|value| value.contains('\0')) {
            let (row, column) = (Some(before + row as u64 + 1), Some(columns[column].to_owned()));
            return Err(TableError::NotText { file: name.to_owned(), row, column, found: Foreign::Nul });
        }
        push(builder, &values, name)?;
    }
    Ok(())
}

/// A column as text; a moment as its day, as data frames keep dates.
fn as_text(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::Timestamp(..) => cast(&cast(column, &DataType::Date32)?, &DataType::Utf8),
        _ => cast(column, &DataType::Utf8),
    }
}
