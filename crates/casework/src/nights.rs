//! The ledger of nights: each run's report, and what has happened since the last one.

use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{FactRef, Filter, Journal, JournalError};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fact::{self, DeliveryStored, NightRefused, StageCompleted};
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

/// Something that a night did, as whoever follows it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NightEvent {
    /// Its place in the journal.
    pub position: u64,
    /// The night.
    pub night: String,
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub step: NightStep,
}

/// What a night did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum NightStep {
    /// It began.
    Started,
    /// A delivery is stored.
    DeliveryStored {
        /// The file or folder.
        file: String,
    },
    /// A stage is done.
    StageCompleted {
        /// Which.
        stage: String,
        /// Facts it appended.
        facts: u64,
    },
    /// It completed.
    Completed,
    /// It refused its deliveries.
    Refused,
    /// Somebody gave it up.
    Abandoned,
}

impl NightStep {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::DeliveryStored { .. } => "delivery-stored",
            Self::StageCompleted { .. } => "stage-completed",
            Self::Completed => "completed",
            Self::Refused => "refused",
            Self::Abandoned => "abandoned",
        }
    }
}

/// What nights did after a position, whichever process ran them, the oldest first and at most so many.
pub fn events(journal: &mut Journal, after: u64, most: usize) -> Result<Vec<NightEvent>, LedgerError> {
    let of_nights =
        [fact::NIGHT_STARTED, fact::STAGE_COMPLETED, fact::NIGHT_COMPLETED, fact::NIGHT_REFUSED, fact::NIGHT_ABANDONED];
    let filter = Filter::all().kinds(of_nights.into_iter().chain([fact::DELIVERY_STORED]));
    let mut events = Vec::new();
    let stopped = journal.read(after, &filter, |found| match event(&found) {
        Ok(event) => {
            events.push(event);
            if events.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(None) }
        }
        Err(error) => {
            ControlFlow::Break(Some(LedgerError::Payload { position: found.position, reason: error.to_string() }))
        }
    })?;
    stopped.flatten().map_or(Ok(events), Err)
}

fn event(found: &FactRef<'_>) -> Result<NightEvent, serde_json::Error> {
    let night = |subject: &str| subject.strip_prefix("night:").unwrap_or(subject).to_owned();
    let (night, step) = match found.kind {
        fact::NIGHT_STARTED => (night(found.subject), NightStep::Started),
        fact::NIGHT_COMPLETED => (night(found.subject), NightStep::Completed),
        fact::NIGHT_REFUSED => (night(found.subject), NightStep::Refused),
        fact::NIGHT_ABANDONED => (night(found.subject), NightStep::Abandoned),
        fact::STAGE_COMPLETED => {
            let done: StageCompleted = serde_json::from_str(found.payload)?;
            let stage = serde_json::to_value(done.stage)?.as_str().unwrap_or_default().to_owned();
            (night(found.subject), NightStep::StageCompleted { stage, facts: done.facts })
        }
        _ => {
            let stored: DeliveryStored = serde_json::from_str(found.payload)?;
            (stored.night.to_string(), NightStep::DeliveryStored { file: stored.file })
        }
    };
    Ok(NightEvent { position: found.position, night, at: found.recorded_at, step })
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
