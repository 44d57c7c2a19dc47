use std::sync::Arc;

use arrow::array::{Date32Array, Int32Array, Int64Array, RecordBatch, StringArray};
use oversight::flow::{Area, CaseNumber, Event, EventKind};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use tempfile::TempDir;

use super::*;

fn event(case: u64, kind: EventKind, day: i32, value: Option<i32>) -> Event {
    let date = Day(day).date();
    let person = Some(PersonKey(case + 1_000)).filter(|_| case.is_multiple_of(2));
    Event { case: CaseNumber(case), area: Area::Visa, person, kind, day: date, recorded: date, value }
}

fn batch(events: &[Event]) -> RecordBatch {
    let days = |day: fn(&Event) -> jiff::civil::Date| -> ArrayRef {
        Arc::new(events.iter().map(|event| Some(Day::from(day(event)).0)).collect::<Date32Array>())
    };
    let number = |number: u64| i64::try_from(number).unwrap();
    let columns: Vec<(&str, ArrayRef, bool)> = vec![
        ("case_number", Arc::new(events.iter().map(|e| Some(number(e.case.0))).collect::<Int64Array>()), false),
        ("area", Arc::new(events.iter().map(|e| Some(e.area.name())).collect::<StringArray>()), false),
        ("person", Arc::new(events.iter().map(|e| e.person.map(|p| number(p.0))).collect::<Int64Array>()), true),
        ("kind", Arc::new(events.iter().map(|e| Some(e.kind.name())).collect::<StringArray>()), false),
        ("day", days(|event| event.day), false),
        ("recorded", days(|event| event.recorded), false),
        ("value", Arc::new(events.iter().map(|event| event.value).collect::<Int32Array>()), true),
    ];
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn write(path: &Path, batch: &RecordBatch, rows_of_group: usize) {
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(rows_of_group)).build();
    let mut out = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), Some(properties)).unwrap();
    out.write(batch).unwrap();
    out.close().unwrap();
}

/// Some cases of one event, some of many, so that row groups end within cases.
fn events() -> Vec<Event> {
    let case = |case: u64| {
        let length = if case == 7 { 40 } else { i32::try_from(case % 5).unwrap() + 1 };
        (0..length).map(move |day| {
            let waits = (day % 2 == 1).then_some(1);
            let kind = if waits.is_some() { EventKind::WaitingBegan } else { EventKind::FirstTime };
            event(case, kind, day, waits)
        })
    };
    (1..40).flat_map(case).collect()
}

const ALL: Wanted = Wanted { values: true, persons: true };

#[test]
fn cases_stay_whole_however_the_rows_are_grouped() {
    let folder = TempDir::new().unwrap();
    let events = events();
    let whole = Columns::of(&events);
    for rows in [1, 2, 3, 7, 16, 1_000] {
        let path = folder.path().join(format!("{rows}.parquet"));
        write(&path, &batch(&events), rows);
        let files = FlowFiles::open(&[path]).unwrap();
        let pieces = files.each(ALL, Clone::clone).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for piece in &pieces {
            for case in piece.cases() {
                assert!(seen.insert(case.case), "case {} came in two pieces of {rows}", case.case.0);
            }
        }
        let mut together = Columns::default();
        for piece in pieces {
            together.append(piece);
        }
        assert_eq!(together, whole, "groups of {rows}");
        assert_eq!(files.events(), whole.len() as u64);
        assert_eq!(files.case(7).unwrap().len(), 40);
        assert!(files.case(41).unwrap().is_empty());
    }
}

#[test]
fn columns_that_nobody_wants_are_not_decoded() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("flow.parquet");
    write(&path, &batch(&events()), 50);
    let pieces = FlowFiles::open(&[path]).unwrap().each(Wanted::default(), Clone::clone).unwrap();
    assert!(pieces.iter().all(|piece| piece.value.is_empty() && piece.person.is_empty()));
}

#[test]
fn a_folder_is_all_its_files_and_a_case_in_two_of_them_is_refused() {
    let folder = TempDir::new().unwrap();
    let events = events();
    let (low, high) = events.split_at(events.partition_point(|event| event.case.0 < 20));
    write(&folder.path().join("b.parquet"), &batch(low), 10);
    write(&folder.path().join("a.parquet"), &batch(high), 10);
    let files = FlowFiles::open(&[folder.path().to_owned()]).unwrap();
    let cases: Vec<u64> = files.each(ALL, |piece| piece.case.clone()).unwrap().concat();
    assert_eq!(cases, Columns::of(&events).case);
    write(&folder.path().join("c.parquet"), &batch(&events[..1]), 10);
    let error = FlowFiles::open(&[folder.path().to_owned()]).unwrap_err().to_string();
    assert!(error.contains("stands in two places"), "{error}");
}

#[test]
fn an_unsorted_file_an_unknown_kind_and_a_missing_column_are_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("flow.parquet");
    let mut turned = events();
    turned.reverse();
    write(&path, &batch(&turned), 1_000);
    let error = FlowFiles::open(std::slice::from_ref(&path)).unwrap().each(ALL, Columns::len).unwrap_err().to_string();
    assert!(error.contains("not sorted"), "{error}");

    let sound = batch(&events()[..3]);
    write(&path, &sound.project(&[0, 1, 2, 3, 4, 5]).unwrap(), 10);
    let error = FlowFiles::open(std::slice::from_ref(&path)).unwrap_err().to_string();
    assert!(error.contains("column value is missing"), "{error}");

    let mut columns = sound.columns().to_vec();
    columns[3] = Arc::new(StringArray::from(vec!["opned"; 3]));
    write(&path, &RecordBatch::try_new(sound.schema(), columns).unwrap(), 10);
    let error = FlowFiles::open(std::slice::from_ref(&path)).unwrap().each(ALL, Columns::len).unwrap_err().to_string();
    assert!(error.contains("opned"), "{error}");
}

#[test]
fn a_damaged_file_is_refused_and_not_a_crash() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("flow.parquet");
    write(&path, &batch(&events()), 20);
    let sound = std::fs::read(&path).unwrap();
    for byte in (4..sound.len()).step_by(97) {
        let mut damaged = sound.clone();
        damaged[byte] ^= 0x5a;
        std::fs::write(&path, &damaged).unwrap();
        // Either it is refused or what was hit is nothing that is read; both are answers, a panic is none.
        let _ = FlowFiles::open(std::slice::from_ref(&path)).and_then(|files| files.each(ALL, Columns::len));
    }
}
