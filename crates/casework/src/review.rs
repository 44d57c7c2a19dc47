//! The review of a doubtful pair: what a data steward sees, in the order in which they should see it.
//!
//! First how the two registers differ, field by field and by kind of difference; then the risks; then the weight. The
//! decisions themselves are `stewardship`'s. Pure functions of the state: no journal, no words for users.

pub mod candidates;
pub mod comparison;
pub mod decided;
pub mod difference;
mod letters;
pub mod queue;
pub mod risk;
#[cfg(test)]
pub(crate) mod samples;

pub use candidates::{Candidate, Candidates, candidates};
pub use comparison::{Comparison, Field, FieldCompared, Value, comparison};
pub use difference::Difference;
pub use queue::{Choice, QueueRow, queue};
pub use risk::{Demand, Risk};
