//! Supervision under `/opfoelgning`: a front page, the municipalities' reports on Danish education, and for each of the other areas a list and a page
//! a thing. Steps are taken by the forms of [`step_form`]; what they are and when they may be taken is `oversight`'s to know.

mod area;
mod areas;
mod call_in;
mod front;
mod overview;
mod reports;
mod review_report;
mod sample;
mod step_form;
#[cfg(test)]
mod tests;
mod thing;

pub(crate) use areas::{document, letter, list, new, show, take};
pub(crate) use call_in::{call_in, preview};
pub(crate) use front::show as front;
pub(crate) use overview::{csv, evidence};
pub(crate) use reports::show as reports;
pub(crate) use review_report::{pdf as review_pdf, report as review_report};
pub(crate) use sample::{draw, show as sample};
