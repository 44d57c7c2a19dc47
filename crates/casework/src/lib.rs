//! What happens to a case: the nightly run, the state folded from facts, a data steward's decisions.
//!
//! Commands append facts; everything else is folded from them. This room ties the registers, the coupling engine and
//! the journal together. It knows no HTML and no HTTP, and decides neither law nor whether two persons are one.

pub mod administrative_numbers;
pub mod conclusion;
pub mod content;
pub mod coupling;
pub mod delivery;
pub mod detections;
pub mod explanation;
pub mod fact;
mod intake;
pub mod method;
pub mod method_trial;
pub mod municipality_errors;
pub mod night;
pub mod nights;
pub mod outputs;
pub mod register_rows;
pub mod replay;
pub mod report;
pub mod review;
pub mod settings;
mod stage;
pub mod state;
pub mod stewardship;
pub mod uncoupled;

pub use stage::StageError;
