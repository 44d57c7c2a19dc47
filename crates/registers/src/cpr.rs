//! CPR's deliveries (U12170-P): layouts, writing, reading, and the person that a delivery describes.
//!
//! This module knows bytes and CPR's own rules for a delivery. It does not know what a person's data mean to
//! anyone, and it does not store.

pub(crate) mod check;
mod collect;
mod delivery;
pub(crate) mod framing;
pub mod layout;
pub mod person;
mod reader;
mod record;
mod store;
#[cfg(test)]
mod tests;
mod writer;

pub use check::{FieldFault, Problem};
pub use delivery::{
    ControlRecord, Counts, CprDelivery, CprPersonRecords, EndRecord, StartRecord, delivery_of_quarantine,
};
pub use layout::{Field, Format, Layout, RecordType};
pub use person::{CprPerson, CprPersonError};
pub use reader::{read, read_file};
pub use record::{Record, RecordBuilder, RecordError};
pub use writer::{DeliveryWriter, Form};

/// How much of a delivery is taken in. A delivery of all Denmark is some ten gigabytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a file.
    pub file_bytes: u64,
    /// Most bytes of records that are held in memory.
    pub held_bytes: u64,
    /// Most bytes of a line that are held; the longest record has 382.
    pub line_bytes: usize,
    /// Most items that are kept in the quarantine; with more the delivery is refused.
    pub quarantined: u64,
}

impl Default for Limits {
    /// 64 GiB of file, 16 GiB of records, 400 bytes a line, 100,000 quarantined items.
    fn default() -> Self {
        Self { file_bytes: 64 << 30, held_bytes: 16 << 30, line_bytes: 400, quarantined: 100_000 }
    }
}
