//! What a data steward does with a pair: confirm, approve, reject, park, note, undo, take back. Each is a fact with a
//! name and a reason.
//!
//! A human decision outranks every rule: a rejected or undone pair is never coupled automatically again until somebody
//! takes that back, a confirmed one is kept whatever the engine says later. Which pairs are risky is `review::risk`'s.
//!
//! A decision is made from a state. It is stored unless something about the same two persons has come since; whatever
//! else the journal learned meanwhile does not disturb it.

mod proposal;
mod recording;

use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Filter, Journal, JournalError, NewFact};
use serde::Serialize;

pub use proposal::{approve, decline, withdraw};
pub use recording::Meanwhile;

use crate::coupling::{CouplingError, cause_of_weak_evidence};
use crate::explanation;
use crate::fact::{self, Coupled, Judged, Noted, Pair, Proposed, Queued, ReasonCode, RuleEvidence, Undone};
use crate::method::Method;
use crate::review::risk::{self, Demand, Risk};
use crate::state::State;
use recording::record;

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

/// What came of confirming a pair.
#[derive(Clone, Debug, PartialEq)]
pub enum Confirmed {
    /// The two are coupled.
    Coupled {
        /// The fact.
        position: u64,
    },
    /// Nothing is coupled yet: another data steward must approve.
    Proposed {
        /// The fact.
        position: u64,
        /// The risks that ask for it.
        risks: Vec<Risk>,
    },
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
    /// The pair is risky, and confirming it needs a reason in words.
    #[error("confirming this pair needs a reason, because of: {}", names(risks))]
    ReasonNeeded {
        /// The risks that ask for it.
        risks: Vec<Risk>,
    },
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
    /// The pair waits for a second approval already.
    #[error("{by} has proposed this coupling; it waits for another data steward's approval")]
    AlreadyProposed {
        /// Who proposed it.
        by: String,
    },
    /// Nobody proposed the pair.
    #[error("the pair does not wait for a second approval")]
    NotProposed,
    /// Who proposed a coupling cannot also approve or decline it.
    #[error("{by} proposed this coupling, so another data steward must approve or decline it")]
    OwnProposal {
        /// Who proposed it.
        by: String,
    },
    /// Only who proposed a coupling can take the proposal back; others decline it.
    #[error("{by} proposed this coupling; others can decline it, not take it back")]
    NotOwnProposal {
        /// Who proposed it.
        by: String,
    },
    /// The pair is not coupled.
    #[error("the two are not coupled")]
    NotCoupled,
    /// The pair does not wait for anybody.
    #[error("the pair is not in the queue")]
    NotQueued,
    /// The pair was not put aside.
    #[error("the pair is not parked")]
    NotParked,
    /// There is no rejection to take back.
    #[error("the pair was neither rejected nor undone")]
    NotRejected,
    /// The pair cannot be put back in the queue: it never waited there, and no method can weigh it.
    #[error("the pair cannot be weighed, so it cannot wait in the queue: {why}")]
    NotWeighed {
        /// What is missing.
        why: &'static str,
    },
    /// Something about the same two persons came after what the decision was made from.
    #[error("{0}; look at the pair again: nothing was stored")]
    Meanwhile(Box<Meanwhile>),
    /// The pair cannot be weighed.
    #[error(transparent)]
    Coupling(#[from] CouplingError),
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

fn names(risks: &[Risk]) -> String {
    risks.iter().map(Risk::name).collect::<Vec<_>>().join(", ")
}

/// Couples a pair by a data steward's judgement, queued or not; a risky one is only proposed, and waits for another's
/// approval. `on` is today, for protections.
///
/// The reason may be empty where no risk asks for one.
pub fn confirm(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    on: Date,
    now: Timestamp,
) -> Result<Confirmed, StewardError> {
    named(decision)?;
    can_be_coupled(state, pair)?;
    if let Some(entry) = state.proposals.get(pair) {
        return Err(StewardError::AlreadyProposed { by: entry.proposed.by.clone() });
    }
    let asking: Vec<Risk> =
        risk::of_pair(state, pair, on).into_iter().filter(|risk| risk.demand() != Demand::Nothing).collect();
    let demand = asking.iter().map(Risk::demand).max().unwrap_or(Demand::Nothing);
    if demand >= Demand::Reason && decision.reason.trim().is_empty() {
        return Err(StewardError::ReasonNeeded { risks: asking });
    }
    if demand == Demand::SecondApproval {
        let risks: Vec<Risk> = asking.into_iter().filter(|risk| risk.demand() == Demand::SecondApproval).collect();
        let proposed = Proposed {
            pair: pair.clone(),
            by: decision.by.trim().to_owned(),
            reason: decision.reason.clone(),
            risks: risks.iter().map(|risk| risk.name().to_owned()).collect(),
            followed: None,
        };
        let fact = about(pair, decision, fact::COUPLING_PROPOSED, &proposed, None);
        let position = record(journal, state, pair, &[fact], now)?;
        return Ok(Confirmed::Proposed { position, risks });
    }
    let coupled = Coupled {
        pair: pair.clone(),
        rule: DATA_STEWARD.to_owned(),
        weight_millibits: None,
        probability: None,
        reason: decision.reason.clone(),
        followed: None,
        second_approval: None,
    };
    let fact = about(pair, decision, fact::COUPLED, &coupled, replaced_by_coupling(state, pair));
    let position = record(journal, state, pair, &[fact], now)?;
    Ok(Confirmed::Coupled { position })
}

/// Records that the two are not one person. The pair leaves the queue and is never coupled automatically.
///
/// The code says why; words are needed where it does not.
pub fn reject(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    code: ReasonCode,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    named(decision)?;
    if code.needs_words() {
        founded(decision)?;
    }
    waits(state, pair)?;
    record_judgement(journal, state, fact::COUPLING_REJECTED, pair, Some(code), decision, now)
}

/// Puts a queued pair aside; it stays in the queue, with the reason: a code, words, or both.
pub fn park(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    code: Option<ReasonCode>,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    named(decision)?;
    if code.is_none_or(ReasonCode::needs_words) {
        founded(decision)?;
    }
    if !state.queue.contains_key(pair) {
        return Err(StewardError::NotQueued);
    }
    record_judgement(journal, state, fact::COUPLING_PARKED, pair, code, decision, now)
}

/// Takes a parked pair up again. The reason may be empty.
pub fn unpark(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    named(decision)?;
    if state.queue.get(pair).is_none_or(|entry| entry.parked.is_none()) {
        return Err(StewardError::NotParked);
    }
    record_judgement(journal, state, fact::COUPLING_UNPARKED, pair, None, decision, now)
}

/// Writes a note on a pair, whatever its state. The note is the decision's reason.
pub fn note(
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
    let noted = Noted { pair: pair.clone(), by: decision.by.clone(), note: decision.reason.clone() };
    // A note decides nothing, so nothing that came meanwhile makes it wrong.
    let mut transaction = journal.begin(now)?;
    let position = transaction.append(&about(pair, decision, fact::COUPLING_NOTED, &noted, None))?;
    transaction.commit()?;
    Ok(position)
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
    let fact = about(pair, decision, fact::COUPLING_UNDONE, &undone, Some(entry.position));
    record(journal, state, pair, &[fact], now)?;
    Ok(rested)
}

/// Takes a rejection, or an undoing, back: the pair waits in the queue again, and from the next night on it is judged
/// like any other.
///
/// A pair that waited when it was rejected waits with the evidence of then; for an undone coupling `method` weighs it.
pub fn take_back(
    journal: &mut Journal,
    state: &State,
    method: Option<&Method>,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    founded(decision)?;
    if !state.rejected.contains(pair) {
        return Err(StewardError::NotRejected);
    }
    let queued = match state.set_aside.get(pair) {
        Some(queued) => queued.clone(),
        None => weighed(state, method, pair)?,
    };
    let judged = Judged { pair: pair.clone(), code: None, reason: decision.reason.clone() };
    let facts = [
        about(pair, decision, fact::COUPLING_REJECTION_WITHDRAWN, &judged, None),
        about(pair, decision, fact::COUPLING_QUEUED, &queued, None),
    ];
    record(journal, state, pair, &facts, now)
}

/// What the method in force says of a pair that never waited.
fn weighed(state: &State, method: Option<&Method>, pair: &Pair) -> Result<Queued, StewardError> {
    let method = method.ok_or(StewardError::NotWeighed { why: "no coupling method is in force" })?;
    let explanation = explanation::of_pair(state, method, pair)?;
    let explanation = explanation.ok_or(StewardError::NotWeighed { why: "one of the two is in no delivery" })?;
    let cause = match explanation.contradiction {
        Some(_) => oversight::uncoupled::Cause::Contradiction,
        None => cause_of_weak_evidence(state, &pair.person_id, Some(pair.cpr_number)),
    };
    Ok(Queued {
        pair: pair.clone(),
        rule: explanation.rule.unwrap_or_else(|| crate::coupling::WEIGHT.to_owned()),
        weight_millibits: i64::from(explanation.score_millibits),
        probability: explanation.probability,
        cause,
    })
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

fn record_judgement(
    journal: &mut Journal,
    state: &State,
    kind: &str,
    pair: &Pair,
    code: Option<ReasonCode>,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    let judged = Judged { pair: pair.clone(), code, reason: decision.reason.clone() };
    record(journal, state, pair, &[about(pair, decision, kind, &judged, None)], now)
}

/// Whether both are known, and neither is coupled with somebody else.
fn can_be_coupled(state: &State, pair: &Pair) -> Result<(), StewardError> {
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
    Ok(())
}

/// The fact that a new coupling of the pair's person takes the place of.
fn replaced_by_coupling(state: &State, pair: &Pair) -> Option<u64> {
    state.couplings.get(&pair.person_id).map(|entry| entry.position)
}

fn waits(state: &State, pair: &Pair) -> Result<(), StewardError> {
    let waits = state.queue.contains_key(pair) || state.proposals.contains_key(pair);
    if waits { Ok(()) } else { Err(StewardError::NotQueued) }
}

fn named(decision: &Decision) -> Result<(), StewardError> {
    if decision.by.trim().is_empty() { Err(StewardError::Unfounded) } else { Ok(()) }
}

fn founded(decision: &Decision) -> Result<(), StewardError> {
    let empty = decision.by.trim().is_empty() || decision.reason.trim().is_empty();
    if empty { Err(StewardError::Unfounded) } else { Ok(()) }
}

fn taken(coupled: &str, with: &str) -> StewardError {
    StewardError::CoupledElsewhere { coupled: coupled.to_owned(), with: with.to_owned() }
}

/// A data steward's fact about a pair.
fn about(pair: &Pair, decision: &Decision, kind: &str, payload: &impl Serialize, replaces: Option<u64>) -> NewFact {
    NewFact {
        kind: kind.to_owned(),
        subject: fact::carl2_subject(&pair.person_id),
        valid_from: None,
        valid_to: None,
        actor: decision.by.clone(),
        source: None,
        replaces,
        payload: fact::json(payload),
    }
}

#[cfg(test)]
#[path = "stewardship/tests.rs"]
mod tests;
