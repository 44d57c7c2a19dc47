//! Letters: decisions, party hearings, integration contracts, follow-ups and statements as accessible PDF.
//!
//! A [`Letter`] is data. Everything in it that is not a fixed sentence is a [`Sourced`] value: it tells which fact, register, rate,
//! provision or person it comes from. [`render`] sets the letter, the same letter always to the same bytes; [`Letter::fields`] lists
//! its values with their sources, for whoever proof-reads it. [`dry_run`] sets a whole population before one letter may leave.
//! [`goals_report`] sets the follow-ups and the yearly report of a goals plan with the same means, [`ReviewReport`] what a review of availability found.
//!
//! This room decides nothing, sends nothing, and knows no file, no clock, no database and no web. Its template and its fonts are
//! compiled in.

mod batch;
mod complaint;
mod contract;
mod decision;
mod document;
mod envelope;
mod follow_up;
pub mod goals_report;
mod hearing;
mod letter;
mod press;
mod printable;
mod reading;
mod review_report;
mod samples;
mod source;
mod statement;
mod supervision;
mod text;
mod typesetting;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod tests;

pub use batch::{
    Batch, BatchError, Counts, DryRun, Entry, Exclusion, Failure, FailureReason, LeftOut, OpenFailures, Outgoing,
    UnknownLetter, dry_run, dry_run_watched,
};
pub use complaint::ComplaintGuidance;
pub use contract::{Contract, DanishEducation, Offer, Offers, Origin};
pub use decision::{Decision, Ending, Heard, Reasons};
pub use document::Field;
pub use envelope::{Authority, Contact, Delivery, Envelope, Person, PersonalNumber, Sender};
pub use follow_up::{Changes, FollowUp, GoalStatus};
pub use hearing::Hearing;
pub use letter::{Kind, Letter};
pub use press::Rendered;
pub use reading::Part;
pub use review_report::ReviewReport;
pub use samples::{Sample, SampleReason};
pub use source::{Register, Source, Sourced};
pub use statement::{Completion, ContractDates, Debt, Happened, ProgrammeAndDebt, Said, Statement};
pub use supervision::{OpenPoint, SupervisionContent, SupervisionLetter};
pub use text::{AtLeastOne, BlankText, Text};
pub use typesetting::{LetterError, render, render_supervision};
