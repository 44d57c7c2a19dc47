//! What a data steward does with a pair: confirm, reject, park, undo. Each is a fact with a name and a reason.
//!
//! A human decision outranks every rule: a rejected or undone pair is never coupled automatically again, a confirmed
//! one is kept whatever the engine says later.

use jiff::Timestamp;
use journal::{Filter, Journal, JournalError, NewFact};
use serde::Serialize;
use std::ops::ControlFlow;

use crate::fact::{self, Coupled, Judged, Pair, RuleEvidence, Undone};
use crate::state::State;

/// The rule under which a data steward's couplings stand.
pub const DATA_STEWARD: &str = "data-steward";

/// Who decides, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The data steward's name.
    pub by: String,
    /// Why, in their words.
    pub reason: String,
}

/// A fact that rested on an undone coupling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rested {
    /// Its place in the journal.
    pub position: u64,
    /// Its kind.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// When the journal learned it.
    pub recorded_at: Timestamp,
}

/// Why a decision was not recorded. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum StewardError {
    /// Name or reason is empty.
    #[error("a decision needs a name and a reason")]
    Unfounded,
    /// One of the two persons is in no delivery.
    #[error("{0} is in no delivery")]
    UnknownPerson(String),
    /// One of the two is coupled with somebody else.
    #[error("{coupled} is coupled with {with}; undo that coupling first")]
    CoupledElsewhere {
        /// The person that is taken.
        coupled: String,
        /// With whom.
        with: String,
    },
    /// The pair is not coupled.
    #[error("the two are not coupled")]
    NotCoupled,
    /// The pair does not wait for anybody.
    #[error("the pair is not in the queue")]
    NotQueued,
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Couples a pair by a data steward's judgement, queued or not.
pub fn confirm(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    founded(decision)?;
    if !state.carl2.contains_key(&pair.person_id) {
        return Err(StewardError::UnknownPerson(pair.person_id.to_string()));
    }
    if !state.cpr.contains_key(&pair.cpr_number) {
        return Err(StewardError::UnknownPerson(pair.cpr_number.hyphenated()));
    }
    if let Some(number) = state.number_of(&pair.person_id).filter(|&number| number != pair.cpr_number) {
        return Err(taken(pair.person_id.as_str(), &number.hyphenated()));
    }
    if let Some(id) = state.coupled_numbers.get(&pair.cpr_number).filter(|&id| *id != pair.person_id) {
        return Err(taken(&pair.cpr_number.hyphenated(), id.as_str()));
    }
    let coupled = Coupled {
        pair: pair.clone(),
        rule: DATA_STEWARD.to_owned(),
        weight_millibits: None,
        probability: None,
        reason: decision.reason.clone(),
        followed: None,
    };
    let replaces = state.couplings.get(&pair.person_id).map(|entry| entry.position);
    append(journal, state, fact::COUPLED, pair, decision, &coupled, replaces, now)
}

/// Records that the two are not one person. The pair leaves the queue and is never coupled automatically.
pub fn reject(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    judge(journal, state, fact::COUPLING_REJECTED, pair, decision, now)
}

/// Puts a queued pair aside; it stays in the queue, with the reason.
pub fn park(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    judge(journal, state, fact::COUPLING_PARKED, pair, decision, now)
}

/// Undoes a coupling and answers everything that rested on it. Nothing of that is changed: each is for a person to look at.
pub fn undo(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<Vec<Rested>, StewardError> {
    founded(decision)?;
    let entry = state.couplings.get(&pair.person_id).filter(|entry| entry.coupled.pair == *pair);
    let entry = entry.ok_or(StewardError::NotCoupled)?;
    let rested = rested_on(journal, pair, entry.since)?;
    let undone = Undone {
        pair: pair.clone(),
        reason: decision.reason.clone(),
        rested: rested.iter().map(|rested| rested.position).collect(),
    };
    append(journal, state, fact::COUPLING_UNDONE, pair, decision, &undone, Some(entry.position), now)?;
    Ok(rested)
}

/// Everything about either person that the journal learned after the coupling, other than what the registers
/// themselves delivered: that is what was concluded while the two counted as one.
pub fn rested_on(journal: &mut Journal, pair: &Pair, coupling: u64) -> Result<Vec<Rested>, JournalError> {
    let mut rested = Vec::new();
    for subject in [fact::carl2_subject(&pair.person_id), fact::cpr_subject(pair.cpr_number)] {
        let filter = Filter::all().subject(subject);
        journal.read(coupling, &filter, |found| {
            if !fact::is_delivered(found.kind) {
                rested.push(Rested {
                    position: found.position,
                    kind: found.kind.to_owned(),
                    subject: found.subject.to_owned(),
                    recorded_at: found.recorded_at,
                });
            }
            ControlFlow::<()>::Continue(())
        })?;
    }
    rested.sort_by_key(|rested| rested.position);
    Ok(rested)
}

/// Records how precise rules were found to be, in the name of whoever examined them.
pub fn record_evidence(
    journal: &mut Journal,
    state: &State,
    evidence: &[RuleEvidence],
    by: &str,
    now: Timestamp,
) -> Result<(), StewardError> {
    let mut transaction = journal.begin_expecting(now, state.position)?;
    for found in evidence {
        transaction.append(&NewFact {
            kind: fact::RULE_EVIDENCE.to_owned(),
            subject: format!("rule:{}", found.rule),
            valid_from: Some(found.on),
            valid_to: None,
            actor: by.to_owned(),
            source: None,
            replaces: None,
            payload: fact::json(found),
        })?;
    }
    transaction.commit()?;
    Ok(())
}

fn judge(
    journal: &mut Journal,
    state: &State,
    kind: &str,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    founded(decision)?;
    if !state.queue.contains_key(pair) {
        return Err(StewardError::NotQueued);
    }
    let judged = Judged { pair: pair.clone(), reason: decision.reason.clone() };
    append(journal, state, kind, pair, decision, &judged, None, now)
}

fn founded(decision: &Decision) -> Result<(), StewardError> {
    let empty = decision.by.trim().is_empty() || decision.reason.trim().is_empty();
    if empty { Err(StewardError::Unfounded) } else { Ok(()) }
}

fn taken(coupled: &str, with: &str) -> StewardError {
    StewardError::CoupledElsewhere { coupled: coupled.to_owned(), with: with.to_owned() }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one fact has this many parts, and this is the one place that puts them together"
)]
fn append(
    journal: &mut Journal,
    state: &State,
    kind: &str,
    pair: &Pair,
    decision: &Decision,
    payload: &impl Serialize,
    replaces: Option<u64>,
    now: Timestamp,
) -> Result<u64, StewardError> {
    let fact = NewFact {
        kind: kind.to_owned(),
        subject: fact::carl2_subject(&pair.person_id),
        valid_from: None,
        valid_to: None,
        actor: decision.by.clone(),
        source: None,
        replaces,
        payload: fact::json(payload),
    };
    // The decision was made from the state: if anything has been added since, it must be made anew.
    let mut transaction = journal.begin_expecting(now, state.position)?;
    let position = transaction.append(&fact)?;
    transaction.commit()?;
    Ok(position)
}
