//! Audit follow-up: points that auditors have raised, who owns them, what was done, what shows it, and who may close them.
//!
//! The ministry proposes to close a point, Rigsrevisionen recommends it, Statsrevisorerne close it (Rigsrevisionen, note of 2017, section I:
//! a point is closed when Statsrevisorerne, on Rigsrevisionen's recommendation, find what was done satisfactory). Each stage is a type
//! that only the one before it can become, so a point that was closed unproposed cannot be written down.

mod figures;
mod note_of_2017;
mod point;
mod stage;

pub use figures::{Figure, Live};
pub use note_of_2017::points as points_of_2017;
pub use point::{Evidence, Owner, Point, StatusReport, Step};
pub use stage::{Closed, Open, Proposed, Recommended, Stage};
