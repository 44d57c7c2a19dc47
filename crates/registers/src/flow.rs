//! Deliveries of case flow (`ankomst-flow/1`): what happened in the cases of the alien authorities, an event a row.
//!
//! A case is taken whole or set aside whole: with one row that cannot be read, or events that cannot have happened in
//! their order, go all rows of the case in the delivery, and later ones too until the first are mended, so that no
//! figure rests on half a case. What is right is brought onto what a store already holds. Must not know what is measured.

mod bringing;
mod event_row;
mod moment;
mod replay;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::error::Error;
use crate::exchange::{self, FileRead, Located, ReadOptions};
use crate::flow_store::{Delivered, FlowStore};
use crate::manifest::{Content, ExchangeFormat};
use crate::quarantine::{Fault, Quarantine};

pub use event_row::{EventFault, EventRow, RawEvent};
pub use replay::replay;

/// What an import came to: a store with the delivery in it, and what was set aside.
#[derive(Debug)]
pub struct Import {
    /// Every event that is held now, with what was delivered and which cases await mending.
    pub store: FlowStore,
    /// The rows that were set aside.
    pub quarantine: Quarantine,
    /// The delivery; none where a quarantine was read again.
    pub delivered: Option<Delivered>,
    /// The files that were read.
    pub files: Vec<FileRead>,
    /// How many of what.
    pub counts: Counts,
}

/// What became of the rows: `read = taken + quarantined + duplicates`, and `held = before - gone + taken`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows of the delivery.
    pub read: u64,
    /// Rows that are events of the store now.
    pub taken: u64,
    /// Rows that were set aside.
    pub quarantined: u64,
    /// Rows of taken cases that say what is held already, in the same words.
    pub duplicates: u64,
    /// Of the rows that were set aside: those of which not even the case can be told.
    pub of_no_case: u64,
    /// Cases of which the delivery has rows.
    pub cases: u64,
    /// Of them: cases that were set aside.
    pub cases_set_aside: u64,
    /// Events that were held before.
    pub before: u64,
    /// Of them: events that a full delivery no longer has, and which are therefore no longer held.
    pub gone: u64,
    /// Events that are held now.
    pub held: u64,
    /// Cases that await mending now, of this delivery and earlier ones.
    pub awaiting: u64,
    /// Rows that were set aside, by reason.
    pub reasons: BTreeMap<String, u64>,
}

/// Reads a delivery and brings it onto what is held; nothing is held before the first.
///
/// Changes add events. A full delivery takes the place of everything, except of cases that it names but that had to be
/// set aside: of those what was held stays.
///
/// # Errors
/// A folder that is not what its manifest says, a delivery out of its turn, or more rows to set aside than the options
/// allow: then nothing of it may be used, and what is held is as it was.
pub fn import(directory: &Path, options: &ReadOptions, held: FlowStore) -> Result<Import, Error> {
    let exchange = exchange::open(directory, ExchangeFormat::Flow, options)?;
    exchange.verdict(held.deliveries.last().map(|delivered| delivered.produced_on))?;
    let mut quarantine = Quarantine::default();
    let rows = exchange.rows::<EventRow>(&mut quarantine)?;
    let is_full = exchange.manifest.content == Content::Full;
    let delivered = Delivered { produced_on: exchange.manifest.produced_on, sha256: exchange.sha256.clone() };
    let mut bringing = bringing::Bringing::onto(held, delivered.clone(), is_full);
    let mut set_aside = |row: &Located<EventRow>, fault: Fault, quarantine: &mut Quarantine| {
        exchange.set_row_aside(quarantine, row, fault);
    };
    bringing.bring(rows, &mut quarantine, &mut set_aside);
    exchange.refuse_flood(&quarantine)?;
    let (store, counts) = bringing.finish(exchange.rows_in_files(), &quarantine);
    Ok(Import { store, quarantine, delivered: Some(delivered), files: exchange.files, counts })
}
