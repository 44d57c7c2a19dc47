//! Reading again what was set aside of case flow, once its rows are mended.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use vocabulary::PersonIdFormat;

use super::bringing::Bringing;
use super::{EventRow, Import};
use crate::error::{Error, Reason, Refusal};
use crate::exchange::{Cells, Located, TableRow};
use crate::flow_store::FlowStore;
use crate::quarantine::{self, Fault, Quarantine, Quarantined};

/// Most bytes of a quarantine that are read again.
const BYTES_MAX: u64 = 1 << 30;

/// Reads quarantines of case flow again and brings onto the store what is right now.
///
/// Their raw bytes may have been mended as long as none moved. A case of which rows lie in several quarantines is taken
/// only when all of them are read together. The quarantines stay as they are: what is still wrong in them can be mended
/// and read once more, and what was taken is then known already.
///
/// # Errors
/// A quarantine that cannot be read, or that is of no delivery in the store.
pub fn replay(lists: &[PathBuf], held: FlowStore) -> Result<Import, Error> {
    let mut mended = BTreeSet::new();
    let mut items: Vec<Option<Quarantined>> = Vec::new();
    for list in lists {
        let written = quarantine::replay(list, BYTES_MAX)?;
        let place = held.deliveries.iter().position(|known| Some(&known.sha256) == written.delivery_sha256.as_ref());
        let foreign = || Refusal::of_file(list.display().to_string(), Reason::ForeignQuarantine);
        mended.insert(place.ok_or_else(foreign)?);
        items.extend(written.items.into_iter().map(Some));
    }
    let read = items.len() as u64;
    let mut quarantine = Quarantine::default();
    let mut rows = Vec::new();
    let format = PersonIdFormat::default();
    for (place, slot) in items.iter_mut().enumerate() {
        let Some(item) = slot else { continue };
        match row_of(item, &format) {
            // The row's number is its place in the lists, by which its item is found again.
            Ok(value) => {
                let file = Arc::from(item.place.file.as_str());
                rows.push(Located { file, row: place as u64, line: None, value });
            }
            Err((fault, subject)) => {
                let subject = subject.or_else(|| item.subject.clone());
                quarantine.items.extend(slot.take().map(|item| Quarantined { fault, subject, ..item }));
            }
        }
    }
    let mut bringing = Bringing::again(held, mended);
    bringing.bring(rows, &mut quarantine, &mut |row, fault, quarantine| {
        let item = usize::try_from(row.row).ok().and_then(|place| items.get_mut(place)?.take());
        let subject = Some(row.value.subject().into_owned());
        quarantine.items.extend(item.map(|item| Quarantined { fault, subject, ..item }));
    });
    let (store, counts) = bringing.finish(read, &quarantine);
    Ok(Import { store, quarantine, delivered: None, files: Vec::new(), counts })
}

/// The event that an item is now, or why it still is none and whose it is.
fn row_of(item: &Quarantined, format: &PersonIdFormat) -> Result<EventRow, (Fault, Option<String>)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(item.raw.as_slice());
    let mut record = csv::StringRecord::new();
    let broken = |reason: String| (Fault::BadRow { reason }, None);
    match reader.read_record(&mut record) {
        Ok(true) => {}
        Ok(false) => return Err(broken("the row is empty".to_owned())),
        Err(error) => return Err(broken(error.to_string())),
    }
    let columns = EventRow::COLUMNS.len();
    if record.len() != columns {
        let whose = record.get(0).and_then(EventRow::subject_of_broken);
        let reason = format!("{} cells, the table has {columns}", record.len());
        return Err((Fault::BadRow { reason }, whose));
    }
    let values: Vec<&str> = record.iter().collect();
    let cells = Cells::new(EventRow::COLUMNS, &values, format);
    EventRow::from_cells(&cells).map_err(|fault| (fault.into(), EventRow::subject_of(&cells)))
}
