//! CPR's deliveries (U12170-P): layouts, writing, reading, and the person that a delivery describes.
//!
//! This module knows bytes and CPR's own rules for a delivery. It does not know what a person's data mean to
//! anyone, and it does not store.

pub mod layout;
mod record;
mod writer;

pub use layout::{Field, Format, Layout, RecordType};
pub use record::{Record, RecordBuilder, RecordError};
pub use writer::{DeliveryWriter, Form};
