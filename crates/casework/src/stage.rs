//! A stage: one transaction of the journal, applied to the state as it is written.
//!
//! The state takes in each new fact by the same fold that reads the journal, so that nothing can be concluded from a
//! fact otherwise than it will be concluded from the journal tomorrow.

use std::ops::ControlFlow;

use jiff::Timestamp;
use journal::{Filter, Journal, JournalError, NewFact, Source, Transaction};
use serde::Serialize;

use crate::content::{ContentError, FactText};
use crate::fact;
use crate::state::State;

/// Why a fact was not appended; nothing of its stage is stored.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The journal refused.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// What the fact says cannot be read back.
    #[error(transparent)]
    Content(#[from] ContentError),
}

/// A stage under way.
pub(crate) struct Stage<'a> {
    transaction: Transaction<'a>,
    /// The state, with everything that the stage has appended so far.
    pub(crate) state: &'a mut State,
    actor: &'a str,
    appended: u64,
}

/// Does a stage: all that `work` appends is stored, or nothing of it.
pub(crate) fn run<E: From<StageError>>(
    journal: &mut Journal,
    state: &mut State,
    actor: &str,
    now: Timestamp,
    work: impl FnOnce(&mut Stage<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let transaction = begin(journal, state, now)?;
    let mut stage = Stage { transaction, state, actor, appended: 0 };
    work(&mut stage)?;
    stage.transaction.commit().map_err(StageError::from)?;
    Ok(())
}

/// Begins the transaction of a stage. What the stage appends was concluded from the state: if anything has come after it that the state would
/// hold, that must be looked at first. Facts of cases and of supervision are no such thing: others go on while a night runs.
fn begin<'a>(journal: &'a mut Journal, state: &State, now: Timestamp) -> Result<Transaction<'a>, StageError> {
    let name = journal.name().to_owned();
    let mut transaction = journal.begin(now)?;
    let newer = transaction.read(state.position, &Filter::all(), |found| {
        if fact::is_of_a_case(found.kind) || fact::is_of_oversight(found.kind) {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(found.position)
        }
    })?;
    match newer {
        None => Ok(transaction),
        Some(found) => Err(JournalError::Conflict { journal: name, expected: state.position, found }.into()),
    }
}

impl Stage<'_> {
    /// Facts appended so far.
    pub(crate) fn appended(&self) -> u64 {
        self.appended
    }

    /// Appends a fact with a payload of plain data.
    pub(crate) fn append(&mut self, kind: &str, subject: String, payload: &impl Serialize) -> Result<(), StageError> {
        self.append_text(kind, subject, fact::json(payload), None, None)
    }

    /// Appends a fact that corrects an earlier one.
    pub(crate) fn replace(
        &mut self,
        kind: &str,
        subject: String,
        payload: &impl Serialize,
        replaces: u64,
    ) -> Result<(), StageError> {
        self.append_text(kind, subject, fact::json(payload), None, Some(replaces))
    }

    /// Appends a fact that stands in a file.
    pub(crate) fn append_text(
        &mut self,
        kind: &str,
        subject: String,
        payload: String,
        source: Option<Source>,
        replaces: Option<u64>,
    ) -> Result<(), StageError> {
        let fact = NewFact {
            kind: kind.to_owned(),
            subject,
            valid_from: None,
            valid_to: None,
            actor: self.actor.to_owned(),
            source,
            replaces,
            payload,
        };
        self.append_fact(&fact)
    }

    /// Appends a fact.
    pub(crate) fn append_fact(&mut self, fact: &NewFact) -> Result<(), StageError> {
        let position = self.transaction.append(fact)?;
        let (kind, subject, payload) = (&fact.kind, &fact.subject, &fact.payload);
        self.state.take_in(position, FactText { position, kind, subject, payload }.content()?);
        self.appended += 1;
        Ok(())
    }
}
