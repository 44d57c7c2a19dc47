//! The web app and the HTTP API.
//!
//! A handler reads what is asked for, calls one function of `casework`, and renders. No rule of law and no SQL here.
//! Start with `frame` (what is around every page) and `components` (what pages are built of). The report page is also
//! written as a file by the night, and the picture of a pair and the workbook of a goals plan by the command line.

mod accessibility;
mod api;
mod app;
mod assets;
pub mod components;
pub mod evidence_words;
pub mod frame;
pub mod goals_workbook;
pub mod night_report;
mod nights_page;
pub mod officers;
mod pages;
mod posted;
pub mod refusal_words;
pub mod review_words;
mod role_words;
mod router;
pub mod schedule;
pub mod server;
mod session;
pub mod texts;
pub mod waterfall;
pub mod words;

pub use api::openapi;
