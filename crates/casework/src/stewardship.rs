//! What a data steward does with a pair: confirm, approve, reject, park, note, undo, take back. Each is a fact with a
//! name and a reason.
//!
//! A human decision outranks every rule: a rejected or undone pair is never coupled automatically again until somebody
//! takes that back, a confirmed one is kept whatever the engine says later. Which pairs are risky is `review::risk`'s.
//!
//! A decision is made from a state. It is stored unless something about the same two persons has come since; whatever
//! else the journal learned meanwhile does not disturb it.

mod draft;
mod proposal;
mod recording;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Filter, Journal, JournalError, NewFact};
use serde::Serialize;
use vocabulary::PersonId;

pub use draft::{Draft, Judgement};
pub use proposal::{approve, decline, withdraw};
pub use recording::{Meanwhile, meanwhile};

use crate::cases::{CaseNumber, CasePerson, Opened};
use crate::coupling::CouplingError;
use crate::fact::{self, Pair, ReasonCode, RuleEvidence};
use crate::method::Method;
use crate::review::risk::Risk;
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

/// What rests on a coupling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RestsOn {
    /// What was concluded of the two while they counted as one.
    pub facts: Vec<Rested>,
    /// The person's cases that somebody has worked on since, with the letters that left and the facts that were recorded: their civil data
    /// come through the coupling.
    pub cases: BTreeMap<CaseNumber, Vec<Rested>>,
}

impl RestsOn {
    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.cases.is_empty()
    }

    /// How many facts do.
    pub fn count(&self) -> usize {
        self.facts.len() + self.cases.values().map(Vec::len).sum::<usize>()
    }
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
    let draft = draft::confirm(state, pair, decision, on)?;
    let position = draft.record(journal, now)?;
    let risks = draft.risks;
    Ok(if risks.is_empty() { Confirmed::Coupled { position } } else { Confirmed::Proposed { position, risks } })
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
    draft::reject(state, pair, code, decision)?.record(journal, now)
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
    draft::park(state, pair, code, decision)?.record(journal, now)
}

/// Takes a parked pair up again. The reason may be empty.
pub fn unpark(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    draft::unpark(state, pair, decision)?.record(journal, now)
}

/// Writes a note on a pair, whatever its state. The note is the decision's reason.
pub fn note(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    draft::note(state, pair, decision)?.record(journal, now)
}

/// Undoes a coupling and answers everything that rested on it. Nothing of that is changed: each is for a person to look at.
pub fn undo(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<RestsOn, StewardError> {
    let entry = draft::coupled(state, pair)?;
    let cases = cases_with(journal, &pair.person_id)?;
    let rests = rested_on(journal, pair, &cases, entry.since)?;
    draft::undo(state, pair, &rests, decision)?.record(journal, now)?;
    Ok(rests)
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
    draft::take_back(state, method, pair, decision)?.record(journal, now)
}

/// Everything about either person that the journal learned after the coupling, other than what the registers
/// themselves delivered: that is what was concluded while the two counted as one. And of the person's cases the letters
/// that left and the facts that were recorded since.
pub fn rested_on(
    journal: &mut Journal,
    pair: &Pair,
    cases: &[CaseNumber],
    coupling: u64,
) -> Result<RestsOn, JournalError> {
    let mut rests = RestsOn::default();
    for subject in [fact::carl2_subject(&pair.person_id), fact::cpr_subject(pair.cpr_number)] {
        rests.facts.extend(since(journal, coupling, &Filter::all().subject(subject))?);
    }
    rests.facts.retain(|rested| !fact::is_delivered(&rested.kind));
    rests.facts.sort_by_key(|rested| rested.position);
    for case in cases {
        let of_the_case = Filter::all().kinds([fact::CASE_FACT, fact::LETTER_ISSUED]);
        let worked_on = since(journal, coupling, &of_the_case.subject(fact::case_subject(case.as_str())))?;
        if !worked_on.is_empty() {
            rests.cases.insert(case.clone(), worked_on);
        }
    }
    Ok(rests)
}

fn since(journal: &mut Journal, position: u64, filter: &Filter) -> Result<Vec<Rested>, JournalError> {
    let mut found = Vec::new();
    journal.read(position, filter, |fact| {
        found.push(Rested {
            position: fact.position,
            kind: fact.kind.to_owned(),
            subject: fact.subject.to_owned(),
            recorded_at: fact.recorded_at,
        });
        ControlFlow::<()>::Continue(())
    })?;
    Ok(found)
}

/// The cases that a person stands in, as the journal tells it.
fn cases_with(journal: &mut Journal, person: &PersonId) -> Result<Vec<CaseNumber>, JournalError> {
    let mut cases = Vec::new();
    journal.read(0, &Filter::all().kinds([fact::CASE_OPENED, fact::CASE_PERSON_ADDED]), |found| {
        let persons = match found.kind {
            fact::CASE_OPENED => serde_json::from_str::<Opened>(found.payload).map(|opened| opened.persons),
            _ => serde_json::from_str::<CasePerson>(found.payload).map(|person| vec![person]),
        };
        // The fold has read every such fact, so this one can be read too.
        let is_there = persons.is_ok_and(|persons| persons.iter().any(|one| one.id == person.as_str()));
        let number = found.subject.strip_prefix("case:").and_then(|number| CaseNumber::parse(number).ok());
        cases.extend(number.filter(|_| is_there));
        ControlFlow::<()>::Continue(())
    })?;
    Ok(cases)
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

#[cfg(test)]
#[path = "stewardship/tests.rs"]
mod tests;
