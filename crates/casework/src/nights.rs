//! The ledger of nights: each run's report, and what has happened since the last one.

use std::ops::ControlFlow;

use jiff::civil::Date;
use journal::{FactRef, Filter, Journal, JournalError};

use crate::fact::{self, NightRefused};
use crate::report::Report;

/// The nights of a journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The reports of nights that completed, oldest first.
    pub reports: Vec<Report>,
    /// The last refusal, when no night has completed since.
    pub refused: Option<(Date, NightRefused)>,
    /// The night that began and has not ended.
    pub unfinished: Option<Date>,
}

/// Why the ledger cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A fact of a night does not fit its kind.
    #[error("fact {position} of a night cannot be read: {reason}")]
    Payload {
        /// Its place in the journal.
        position: u64,
        /// What is wrong with it.
        reason: String,
    },
}

/// Reads the ledger.
pub fn ledger(journal: &mut Journal) -> Result<Ledger, LedgerError> {
    let mut ledger = Ledger::default();
    let filter =
        Filter::all().kinds([fact::NIGHT_STARTED, fact::NIGHT_COMPLETED, fact::NIGHT_REFUSED, fact::NIGHT_ABANDONED]);
    let stopped = journal.read(0, &filter, |found| ledger.apply_fact(&found))?;
    stopped.map_or(Ok(ledger), Err)
}

/// The report of one night, if it completed.
pub fn report(journal: &mut Journal, night: Date) -> Result<Option<Report>, LedgerError> {
    let filter = Filter::all().kinds([fact::NIGHT_COMPLETED]).subject(fact::night_subject(night));
    let mut ledger = Ledger::default();
    let stopped = journal.read(0, &filter, |found| ledger.apply_fact(&found))?;
    stopped.map_or(Ok(ledger.reports.pop()), Err)
}

impl Ledger {
    /// The last night that completed or was refused.
    pub fn last_ended(&self) -> Option<Date> {
        let completed = self.reports.last().map(|report| report.night);
        completed.max(self.refused.as_ref().map(|(night, _)| *night))
    }

    fn apply_fact(&mut self, found: &FactRef<'_>) -> ControlFlow<LedgerError> {
        match self.apply(found.kind, found.subject, found.payload) {
            Ok(()) => ControlFlow::Continue(()),
            Err(reason) => ControlFlow::Break(LedgerError::Payload { position: found.position, reason }),
        }
    }

    fn apply(&mut self, kind: &str, subject: &str, payload: &str) -> Result<(), String> {
        let night = || subject.strip_prefix("night:").unwrap_or_default().parse().map_err(|error| format!("{error}"));
        match kind {
            fact::NIGHT_ABANDONED => self.unfinished = None,
            fact::NIGHT_STARTED => self.unfinished = Some(night()?),
            fact::NIGHT_REFUSED => {
                self.refused = Some((night()?, serde_json::from_str(payload).map_err(|error| error.to_string())?));
            }
            _ => {
                self.reports.push(serde_json::from_str(payload).map_err(|error| error.to_string())?);
                self.unfinished = None;
                self.refused = None;
            }
        }
        Ok(())
    }
}
