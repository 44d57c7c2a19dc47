//! A decision drawn up from a state: which facts it comes to, or why it cannot be made. Pure; recording it is another step.
//!
//! Whoever holds a state that others wait for draws up first and records afterwards: the journal may be busy for long.

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Journal, JournalError, NewFact, Transaction};
use serde::Serialize;

use super::recording::record;
use super::{DATA_STEWARD, Decision, Rested, RestsOn, StewardError, proposal};
use crate::coupling::cause_of_weak_evidence;
use crate::explanation;
use crate::fact::{self, Coupled, Judged, Noted, Pair, Proposed, Queued, ReasonCode, Undone};
use crate::method::Method;
use crate::review::risk::{self, Demand, Risk};
use crate::state::{CouplingEntry, State};

/// What a data steward decides of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// The two are one person; see [`super::confirm`].
    Confirm,
    /// They are not; see [`super::reject`].
    Reject(ReasonCode),
    /// Not now; see [`super::park`].
    Park(Option<ReasonCode>),
    /// Now after all; see [`super::unpark`].
    Unpark,
    /// Another's proposal is right; see [`super::approve`].
    Approve,
    /// Another's proposal is not; see [`super::decline`].
    Decline,
    /// One's own proposal is taken back; see [`super::withdraw`].
    Withdraw,
    /// A coupling is undone and the two are not one person; see [`super::undo`].
    Undo,
    /// A coupling is undone and the pair waits again, as if it had not been made.
    UndoAndQueue,
    /// A rejection or an undoing is taken back; see [`super::take_back`].
    TakeBack,
    /// A note; see [`super::note`].
    Note,
}

/// A decision that can be recorded.
#[derive(Clone, Debug)]
pub struct Draft {
    pair: Pair,
    facts: Vec<NewFact>,
    /// Position after which nothing about the two persons may have come; none for what nothing makes wrong.
    from: Option<u64>,
    /// The risks for which a confirmation only proposes; empty for everything else.
    pub risks: Vec<Risk>,
}

impl Draft {
    fn new(state: &State, pair: &Pair, facts: Vec<NewFact>) -> Self {
        Self { pair: pair.clone(), facts, from: Some(state.position), risks: Vec::new() }
    }

    /// Draws a decision up. `method` weighs a pair that is put in the queue anew, `rests` is what rests on a coupling
    /// that is undone (see [`super::rested_on`]), `on` is today.
    pub fn of(
        state: &State,
        method: Option<&Method>,
        pair: &Pair,
        judgement: &Judgement,
        decision: &Decision,
        rests: &RestsOn,
        on: Date,
    ) -> Result<Self, StewardError> {
        match judgement {
            Judgement::Confirm => confirm(state, pair, decision, on),
            Judgement::Reject(code) => reject(state, pair, *code, decision),
            Judgement::Park(code) => park(state, pair, *code, decision),
            Judgement::Unpark => unpark(state, pair, decision),
            Judgement::Approve => proposal::draft_approval(state, pair, decision),
            Judgement::Decline => proposal::draft_refusal(state, pair, decision),
            Judgement::Withdraw => proposal::draft_withdrawal(state, pair, decision),
            Judgement::Undo => undo(state, pair, rests, decision),
            Judgement::UndoAndQueue => undo_and_queue(state, method, pair, rests, decision),
            Judgement::TakeBack => take_back(state, method, pair, decision),
            Judgement::Note => note(state, pair, decision),
        }
    }

    /// As decided from a page that was made at an earlier position: what has come since counts as come meanwhile.
    #[must_use]
    pub fn seen_at(mut self, position: u64) -> Self {
        self.from = self.from.map(|from| from.min(position));
        self
    }

    /// Records it, unless something about the same two persons has come. Answers the position of its last fact.
    pub fn record(&self, journal: &mut Journal, now: Timestamp) -> Result<u64, StewardError> {
        self.record_with(journal, now, |_, _| Ok(()))
    }

    /// As [`Draft::record`], and `keep` stores in the same transaction what else belongs to it, given the position of its last fact.
    pub(crate) fn record_with(
        &self,
        journal: &mut Journal,
        now: Timestamp,
        keep: impl FnOnce(&mut Transaction<'_>, u64) -> Result<(), JournalError>,
    ) -> Result<u64, StewardError> {
        record(journal, self.from, &self.pair, &self.facts, now, keep)
    }
}

pub(super) fn confirm(state: &State, pair: &Pair, decision: &Decision, on: Date) -> Result<Draft, StewardError> {
    named(decision)?;
    can_be_coupled(state, pair)?;
    if let Some(entry) = state.proposals.get(pair) {
        return Err(StewardError::AlreadyProposed { by: entry.proposed.by.clone() });
    }
    let asking: Vec<Risk> =
        risk::of_pair(state, pair, on).into_iter().filter(|risk| risk.demand() != Demand::Nothing).collect();
    let demand = risk::demand(&asking);
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
        return Ok(Draft { risks, ..Draft::new(state, pair, vec![fact]) });
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
    Ok(Draft::new(state, pair, vec![fact]))
}

pub(super) fn reject(state: &State, pair: &Pair, code: ReasonCode, decision: &Decision) -> Result<Draft, StewardError> {
    named(decision)?;
    if code.needs_words() {
        founded(decision)?;
    }
    waits(state, pair)?;
    Ok(judgement(state, fact::COUPLING_REJECTED, pair, Some(code), decision))
}

pub(super) fn park(
    state: &State,
    pair: &Pair,
    code: Option<ReasonCode>,
    decision: &Decision,
) -> Result<Draft, StewardError> {
    named(decision)?;
    if code.is_none_or(ReasonCode::needs_words) {
        founded(decision)?;
    }
    if !state.queue.contains_key(pair) {
        return Err(StewardError::NotQueued);
    }
    Ok(judgement(state, fact::COUPLING_PARKED, pair, code, decision))
}

pub(super) fn unpark(state: &State, pair: &Pair, decision: &Decision) -> Result<Draft, StewardError> {
    named(decision)?;
    if state.queue.get(pair).is_none_or(|entry| entry.parked.is_none()) {
        return Err(StewardError::NotParked);
    }
    Ok(judgement(state, fact::COUPLING_UNPARKED, pair, None, decision))
}

/// A note decides nothing, so nothing that came meanwhile makes it wrong.
pub(super) fn note(state: &State, pair: &Pair, decision: &Decision) -> Result<Draft, StewardError> {
    founded(decision)?;
    if !state.carl2.contains_key(&pair.person_id) {
        return Err(StewardError::UnknownPerson(pair.person_id.to_string()));
    }
    let noted = Noted { pair: pair.clone(), by: decision.by.clone(), note: decision.reason.clone() };
    let fact = about(pair, decision, fact::COUPLING_NOTED, &noted, None);
    Ok(Draft { from: None, ..Draft::new(state, pair, vec![fact]) })
}

pub(super) fn undo(state: &State, pair: &Pair, rests: &RestsOn, decision: &Decision) -> Result<Draft, StewardError> {
    founded(decision)?;
    let entry = coupled(state, pair)?;
    let positions = |rested: &[Rested]| rested.iter().map(|rested| rested.position).collect();
    let undone = Undone {
        pair: pair.clone(),
        reason: decision.reason.clone(),
        rested: positions(&rests.facts),
        cases: rests.cases.iter().map(|(case, rested)| (case.clone(), positions(rested))).collect(),
    };
    let fact = about(pair, decision, fact::COUPLING_UNDONE, &undone, Some(entry.position));
    Ok(Draft::new(state, pair, vec![fact]))
}

/// Undone and queued in one go: nobody sees the pair rejected in between.
fn undo_and_queue(
    state: &State,
    method: Option<&Method>,
    pair: &Pair,
    rests: &RestsOn,
    decision: &Decision,
) -> Result<Draft, StewardError> {
    let mut draft = undo(state, pair, rests, decision)?;
    draft.facts.extend(queued_again(pair, &weighed(state, method, pair)?, decision));
    Ok(draft)
}

pub(super) fn take_back(
    state: &State,
    method: Option<&Method>,
    pair: &Pair,
    decision: &Decision,
) -> Result<Draft, StewardError> {
    founded(decision)?;
    if !state.rejected.contains(pair) {
        return Err(StewardError::NotRejected);
    }
    let queued = match state.set_aside.get(pair) {
        Some(queued) => queued.clone(),
        None => weighed(state, method, pair)?,
    };
    Ok(Draft::new(state, pair, queued_again(pair, &queued, decision).into()))
}

/// The facts that put a rejected pair back in the queue.
fn queued_again(pair: &Pair, queued: &Queued, decision: &Decision) -> [NewFact; 2] {
    let judged = Judged { pair: pair.clone(), code: None, reason: decision.reason.clone() };
    [
        about(pair, decision, fact::COUPLING_REJECTION_WITHDRAWN, &judged, None),
        about(pair, decision, fact::COUPLING_QUEUED, queued, None),
    ]
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

/// The coupling that is to be undone.
pub(super) fn coupled<'a>(state: &'a State, pair: &Pair) -> Result<&'a CouplingEntry, StewardError> {
    let entry = state.couplings.get(&pair.person_id).filter(|entry| entry.coupled.pair == *pair);
    entry.ok_or(StewardError::NotCoupled)
}

pub(super) fn judgement(
    state: &State,
    kind: &str,
    pair: &Pair,
    code: Option<ReasonCode>,
    decision: &Decision,
) -> Draft {
    let judged = Judged { pair: pair.clone(), code, reason: decision.reason.clone() };
    Draft::new(state, pair, vec![about(pair, decision, kind, &judged, None)])
}

/// A coupling in two data stewards' names.
pub(super) fn coupling(state: &State, decision: &Decision, coupled: &Coupled) -> Draft {
    let pair = &coupled.pair;
    let fact = about(pair, decision, fact::COUPLED, coupled, replaced_by_coupling(state, pair));
    Draft::new(state, pair, vec![fact])
}

/// Whether both are known, and neither is coupled with somebody else.
pub(super) fn can_be_coupled(state: &State, pair: &Pair) -> Result<(), StewardError> {
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

pub(super) fn named(decision: &Decision) -> Result<(), StewardError> {
    if decision.by.trim().is_empty() { Err(StewardError::Unfounded) } else { Ok(()) }
}

pub(super) fn founded(decision: &Decision) -> Result<(), StewardError> {
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
