//! A synthetic country: persons and registers with the real kinds of errors.
//!
//! The country is made from a seed: families with names of their cultures, their permits in CARL2, their registration in
//! CPR, what municipalities typed, and what goes wrong on the way, at stated rates ([`Rates`]). Everything is written in
//! the real file formats by the crate `registers`, and the truth beside it for measuring. No person in it exists, and no
//! CPR number in it can have been issued: see [`number`]. The whole is described in `docs/synthetic-country.md`.
//!
//! This room may use randomness, always from the seed. It knows no clock and nothing of how registers are coupled.

mod alien_rows;
mod arrivals;
mod bad_files;
mod cases;
mod chance;
mod change;
mod civil_records;
mod companions;
mod country;
pub mod cpr_office;
mod culture;
mod days;
mod deliveries;
mod error;
mod error_kind;
mod families;
mod flat;
pub mod flow;
mod mistakes;
mod names;
pub mod number;
mod place;
mod population;
mod rates;
mod registration;
mod relations;
mod residents;
mod romanisation;
mod settings;
mod spelling;
mod truth;

pub use bad_files::{BadFile, bad_files};
pub use cases::{CaseCount, CaseFact, CaseFile, CasePerson, CaseRates, Cases};
pub use companions::{Companions, accompany};
pub use country::{Country, Extras};
pub use culture::Culture;
pub use error::Error;
pub use error_kind::{ErrorKind, ErrorKinds};
pub use rates::{FromYear, Rates, RatesError};
pub use settings::{MOST_DAYS, MOST_PERSONS, RecordOrder, Settings, SettingsError};
