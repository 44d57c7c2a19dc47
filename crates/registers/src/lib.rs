//! Real file formats in and out: CPR deliveries, the authority register, CARL2 exchange, person-id lists,
//! case flow.
//!
//! Everything that comes from outside has a limit, and all of it is accounted for: it is read, or it is set aside
//! with its place and the reason, or the whole file is refused. This room decides nothing about persons and stores
//! nothing: it knows no journal, no database and no clock.

pub mod administrative_numbers;
pub mod authority;
pub mod carl2;
pub mod cpr;
pub mod error;
pub mod exchange;
pub mod flow;
pub mod flow_columns;
pub mod flow_store;
pub mod manifest;
pub mod person_ids;
pub mod quarantine;
pub mod table;

pub use error::{Error, Place, Reason, Refusal};
