//! Measures over many cases: how many permits lack a CPR number and why, what became of every duty of the Act, what the night owes an alarm.
//!
//! Pure functions from lists of cases to figures. Every figure can be opened: it is a count over a list that the
//! caller still holds, and [`uncoupled::Figures`] counts each case exactly once in each break-down. This room knows
//! no file, no database and no web.

pub mod alarm;
pub mod completeness;
pub mod compliance;
pub mod figure;
pub mod flow;
pub mod flow_order;
pub mod goals;
pub mod uncoupled;
