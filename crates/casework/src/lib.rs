//! What happens to a case: the nightly run, the state folded from facts, a data steward's decisions.
//!
//! Commands append facts; everything else is folded from them. This room ties the registers, the coupling engine and
//! the journal together. It knows no HTML and no HTTP, and decides neither law nor whether two persons are one.

pub mod access;
pub mod administrative_numbers;
mod book;
pub mod case_import;
pub mod cases;
pub mod commands;
pub mod conclusion;
pub mod content;
pub mod coupling;
pub mod delivery;
pub mod detections;
pub mod explanation;
pub mod fact;
pub mod find;
pub mod forms;
pub mod goals;
mod household;
mod intake;
pub mod letters;
pub mod line_import;
pub mod method;
pub mod method_trial;
pub mod municipality_errors;
pub mod night;
pub mod nights;
pub mod office;
pub mod outputs;
pub mod questions;
pub mod register_rows;
pub mod replay;
pub mod report;
pub mod review;
pub mod samples;
pub mod settings;
mod stage;
pub mod state;
pub mod stewardship;
pub mod supervision;
pub mod uncoupled;
pub mod work;

pub use stage::StageError;
