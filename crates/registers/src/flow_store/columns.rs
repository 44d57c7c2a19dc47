//! Reading the stored form back, event by event: for bringing a delivery onto it. Every cell is checked again.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int32Type, Int64Type};
use jiff::civil::Date;
use oversight::flow::{CaseNumber, Event, PersonKey};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{NOTE, Note, order};
use crate::error::{Error, Reason, Refusal};

/// The events and the note of a file.
pub(super) fn read(path: &Path) -> Result<(Vec<Event>, Note), Error> {
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    // The Parquet library panics on some damaged files: that is a refusal.
    let read = catch_unwind(AssertUnwindSafe(|| events_of(file)));
    let read = read.unwrap_or_else(|_| Err("the file is damaged, and its reader gave up".to_owned()));
    let refused = |detail| Refusal::of_file(path.display().to_string(), Reason::BadTable { detail });
    Ok(read.map_err(refused)?)
}

fn events_of(file: File) -> Result<(Vec<Event>, Note), String> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())?;
    let metadata = builder.metadata().file_metadata().key_value_metadata();
    let note = metadata.into_iter().flatten().find(|entry| entry.key == NOTE).and_then(|entry| entry.value.as_deref());
    let note = note.ok_or("the file has no note of deliveries, so it is no stored case flow")?;
    let note: Note = serde_json::from_str(note).map_err(|error| format!("the note of deliveries: {error}"))?;
    let mut events = Vec::new();
    for batch in builder.build().map_err(|error| error.to_string())? {
        take_in(&batch.map_err(|error| error.to_string())?, &mut events)?;
    }
    match events.windows(2).find(|pair| order(&pair[0]) >= order(&pair[1])) {
        Some(pair) => Err(format!("case {} comes out of its order", pair[1].case.0)),
        None => Ok((events, note)),
    }
}

fn take_in(batch: &RecordBatch, events: &mut Vec<Event>) -> Result<(), String> {
    let column = |name: &str, of: &DataType| -> Result<ArrayRef, String> {
        let column = batch.column_by_name(name).ok_or_else(|| format!("column {name} is missing"))?;
        cast(column, of).map_err(|error| format!("column {name}: {error}"))
    };
    let (cases, persons) = (column("case_number", &DataType::Int64)?, column("person", &DataType::Int64)?);
    let (areas, kinds) = (column("area", &DataType::Utf8)?, column("kind", &DataType::Utf8)?);
    let (days, recorded) = (column("day", &DataType::Date32)?, column("recorded", &DataType::Date32)?);
    let values = column("value", &DataType::Int32)?;
    for needed in [&cases, &areas, &kinds, &days, &recorded] {
        if needed.null_count() > 0 {
            return Err("a cell is empty that must not be".to_owned());
        }
    }
    let number = |column: &ArrayRef, row: usize| {
        u64::try_from(column.as_primitive::<Int64Type>().value(row)).map_err(|_| "a number below zero".to_owned())
    };
    let day = |column: &ArrayRef, row: usize| date(column.as_primitive::<Date32Type>().value(row));
    events.reserve(batch.num_rows());
    for row in 0..batch.num_rows() {
        let area = areas.as_string::<i32>().value(row).parse();
        let kind = kinds.as_string::<i32>().value(row).parse();
        events.push(Event {
            case: CaseNumber(number(&cases, row)?),
            area: area.map_err(|error: oversight::flow::UnknownArea| error.to_string())?,
            person: persons.is_valid(row).then(|| number(&persons, row)).transpose()?.map(PersonKey),
            kind: kind.map_err(|error: oversight::flow::UnknownEventKind| error.to_string())?,
            day: day(&days, row)?,
            recorded: day(&recorded, row)?,
            value: values.is_valid(row).then(|| values.as_primitive::<Int32Type>().value(row)),
        });
    }
    Ok(())
}

fn date(days: i32) -> Result<Date, String> {
    let since = jiff::Span::new().try_days(days).map_err(|error| error.to_string())?;
    jiff::civil::date(1970, 1, 1).checked_add(since).map_err(|error| error.to_string())
}
