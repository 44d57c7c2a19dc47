//! The register of data processors: who processes personal data for an authority, and whether it was done in the right order.
//!
//! The plans for 2024 (shared goal 2.2) ask for four things: a risk assessment before the agreement, an agreement before processing, no transfer
//! to unsafe third countries against the data protection rules, and supervision at intervals that follow the risk. What is wrong is derived,
//! never typed.

mod finding;
mod overview;
mod processor;

pub use finding::{Finding, FindingKind};
pub use overview::{COLUMNS, HEAD, rows};
pub use processor::{Processor, Risk, RiskAssessment, Safeguard, Step, Supervision, Transfer};
