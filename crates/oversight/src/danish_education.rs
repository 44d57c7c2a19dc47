//! Supervision of Danish education: when each municipality owes a report, what it must speak of, how it was read, what is still open.
//!
//! Sources: bekendtgørelse 981 of 28 June 2016, § 18, stk. 4, and the ministry's letter of 26 September 2016, both as Rigsrevisionen's
//! note of 2017 (point 16) tells them. Figures with their days stand in `parameters/danish-education-reports.csv`.

mod calendar;
mod content;
mod report;
mod rhythm;

pub use calendar::{Counts, Owed, owed};
pub use content::{Covered, Item};
pub use report::{Outstanding, Reading, Received, Reminder, Report, Standing, Step};
pub use rhythm::{ReportPeriod, Rhythm, covered_until, due_after, period_ending, periods, rhythms};
