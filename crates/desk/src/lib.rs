//! The web app and the HTTP API.
//!
//! A handler reads what is asked for, calls one function of `casework`, and renders. No rule of law and no SQL here.
//! So far the desk shows the nights and runs them on schedule; the report page is also written as a file by the night,
//! and the picture of a pair by the command line.

mod chart;
pub mod evidence_words;
pub mod night_report;
mod nights_page;
pub mod refusal_words;
pub mod review_words;
pub mod schedule;
pub mod server;
pub mod waterfall;
pub mod words;
