//! Measures over many cases: how many permits lack a CPR number and why, what became of every duty of the Act, how the goals stand, what the
//! night owes an alarm. And what supervisors and auditors keep an eye on: reports on Danish education, audit points, judgements of
//! availability, data processors, the plans' shared goals.
//!
//! Pure functions from lists of cases to figures. Every figure can be opened: it is a count over a list that the
//! caller still holds, and [`uncoupled::Figures`] counts each case exactly once in each break-down. This room knows
//! no file, no database and no web.

pub mod alarm;
pub mod audit;
pub mod availability;
pub mod completeness;
pub mod compliance;
pub mod danish_education;
pub mod figure;
pub mod flow;
pub mod flow_order;
pub mod goals;
pub mod ledger;
pub mod processors;
pub mod uncoupled;
pub mod undertakings;
