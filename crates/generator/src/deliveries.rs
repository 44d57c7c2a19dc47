//! Writing the country's files: CPR deliveries, CARL2 extracts, person-id lists.
//!
//! Rows are made while they are written, so that no register stands in memory as text. Must not know what changed or why.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use registers::carl2::{Carl2Person, FormerNumber, Permit};
use registers::cpr::{DeliveryWriter, Form};
use registers::exchange::DirectoryWriter;
use registers::manifest::{Content, ExchangeFormat};
use registers::person_ids::PersonIdRow;
use vocabulary::CprNumber;

use crate::alien_rows::{former_rows, permit_rows, person_row, typed_row};
use crate::change::Event;
use crate::civil_records::{addressing_record, records};
use crate::error::Error;
use crate::place::towns;
use crate::relations::View;
use crate::settings::RecordOrder;

/// The day of a delivery and the day of the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dates {
    pub produced: Date,
    pub previous: Option<Date>,
}

/// How CPR's file lies on the disk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub form: Form,
    pub order: RecordOrder,
    pub task: u32,
}

/// The path of CPR's delivery of a day: `D<YYMMDD>.L<task>`.
pub(crate) fn delivery_path(folder: &Path, produced: Date, task: u32) -> PathBuf {
    let year = produced.year().rem_euclid(100);
    folder.join(format!("D{year:02}{:02}{:02}.L{task:06}", produced.month(), produced.day()))
}

/// Writes CPR's delivery of these rows.
pub(crate) fn write_civil(
    view: View<'_>,
    folder: &Path,
    shape: Shape,
    dates: Dates,
    rows: &[(u32, Option<Event>)],
) -> Result<PathBuf, Error> {
    std::fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
    let path = delivery_path(folder, dates.produced, shape.task);
    let failed = |source| Error::io(&path, source);
    let file = BufWriter::with_capacity(1 << 20, File::create(&path).map_err(failed)?);
    let mut delivery =
        DeliveryWriter::start(file, shape.form, shape.task, dates.produced, dates.previous).map_err(failed)?;
    for &(row, event) in rows {
        let civil = view.population.civil(row);
        let mut all = records(view, civil, event.map(|event| (event, dates.produced)))?;
        if shape.order == RecordOrder::ByPerson {
            let place = all.partition_point(|record| record.record_type().code() < 3);
            all.insert(place, addressing_record(view, civil)?);
        }
        for record in &all {
            delivery.write(record).map_err(failed)?;
        }
    }
    if shape.order == RecordOrder::AddressingNamesLast {
        for &(row, _) in rows {
            delivery.write(&addressing_record(view, view.population.civil(row))?).map_err(failed)?;
        }
    }
    delivery.finish().map_err(failed)?;
    Ok(path)
}

/// The order of rows in CPR's files: by birth date and number, which says nothing of the persons' order elsewhere.
pub(crate) fn sort_civil(view: View<'_>, rows: &mut [(u32, Option<Event>)]) {
    let key = |number: CprNumber| (number.birth_date(), number);
    rows.sort_by_cached_key(|&(row, _)| key(view.population.civil(row).number));
}

/// Writes CARL2's extract of these rows, which are in the order of their ids.
pub(crate) fn write_aliens(
    view: View<'_>,
    folder: &Path,
    dates: Dates,
    content: Content,
    rows: &[u32],
) -> Result<(), Error> {
    let directory = folder.join(dates.produced.to_string());
    let mut writer =
        DirectoryWriter::create(&directory, ExchangeFormat::Carl2, dates.produced, dates.previous, content)?;
    writer.write::<Carl2Person>("persons.csv", rows.iter().map(|&row| person_row(view, row)))?;
    writer.write::<Permit>("permits.csv", rows.iter().flat_map(|&row| permit_rows(view, row)))?;
    writer.write::<FormerNumber>("former_numbers.csv", rows.iter().flat_map(|&row| former_rows(view, row)))?;
    writer.finish()?;
    Ok(())
}

/// Writes the municipalities' lists of what was typed for these rows: one file a municipality.
pub(crate) fn write_typed(
    view: View<'_>,
    folder: &Path,
    dates: Dates,
    content: Content,
    rows: impl Iterator<Item = u32>,
) -> Result<(), Error> {
    let directory = folder.join(dates.produced.to_string());
    let mut by_town: BTreeMap<u8, Vec<u32>> = BTreeMap::new();
    if content == Content::Full {
        by_town = (0..towns().len()).filter_map(|town| Some((u8::try_from(town).ok()?, Vec::new()))).collect();
    }
    for row in rows {
        by_town.entry(view.population.civil(row).typed_town).or_default().push(row);
    }
    let mut writer =
        DirectoryWriter::create(&directory, ExchangeFormat::PersonIds, dates.produced, dates.previous, content)?;
    for (town, mut rows) in by_town {
        rows.sort_by_key(|&row| view.population.civil(row).number);
        let name = format!("{}.csv", towns()[usize::from(town)].municipality);
        writer
            .write::<PersonIdRow>(&name, rows.iter().filter_map(|&row| typed_row(view, view.population.civil(row))))?;
    }
    writer.finish()?;
    Ok(())
}
