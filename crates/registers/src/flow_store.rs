//! The stored form of case flow: one Parquet file of events that are right, sorted by case and day, with a note of what
//! was delivered and which cases await mending.
//!
//! Columns: `case_number` (Int64), `area` (dictionary of text), `person` (Int64, nullable), `kind` (dictionary of text),
//! `day` and `recorded` (Date32), `value` (Int32, nullable). The note stands in the file's own metadata, so that it cannot be parted
//! from the events. Must not know what is measured of them.

mod columns;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use oversight::flow::{CaseNumber, Event, EventKind};
use serde::{Deserialize, Serialize};

use crate::error::Error;

pub use writing::StoreWriter;

/// Events and where they are from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowStore {
    /// The events, in the order of cases and days.
    pub events: Vec<Event>,
    /// What was delivered, in the order of the deliveries.
    pub deliveries: Vec<Delivered>,
    /// Cases of which rows were set aside and are not mended, each with the deliveries they were set aside of, as places in the
    /// list above.
    pub awaiting: BTreeMap<u64, BTreeSet<usize>>,
}

/// A delivery that was brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivered {
    /// When it was produced.
    pub produced_on: Date,
    /// SHA-256 of its manifest, in hexadecimal.
    pub sha256: String,
}

/// What the file's metadata hold beside the events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    deliveries: Vec<Delivered>,
    awaiting: BTreeMap<u64, BTreeSet<usize>>,
}

/// The key of the note in the file's metadata.
const NOTE: &str = "ankomst.flow";

impl FlowStore {
    /// Reads a stored file.
    ///
    /// # Errors
    /// A file that is not there, cannot be read, or is no stored form.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let (events, note) = columns::read(path)?;
        Ok(Self { events, deliveries: note.deliveries, awaiting: note.awaiting })
    }

    /// Writes a new file; one that is there already is never overwritten.
    ///
    /// # Errors
    /// What the disk says; then nothing is left at the place.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let mut writer = StoreWriter::create(path)?;
        for event in &self.events {
            writer.push(event)?;
        }
        writer.finish(&self.deliveries, &self.awaiting)
    }
}

/// The order of events in the stored form; equal events only have equal orders.
pub fn order(event: &Event) -> (CaseNumber, Date, EventKind, Date, Option<i32>, Option<u64>, u8) {
    let Event { case, area, person, kind, day, recorded, value } = event;
    (*case, *day, *kind, *recorded, *value, person.map(|person| person.0), *area as u8)
}
