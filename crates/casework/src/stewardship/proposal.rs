//! The second approval of a risky coupling: four eyes, and never the same two.
//!
//! A proposal couples nothing. It ends when another data steward approves or declines it, when the one who made it takes
//! it back, or when the pair is rejected; the night neither makes nor drops it.

use jiff::Timestamp;
use journal::Journal;

use super::draft::{Draft, can_be_coupled, coupling, founded, judgement, named};
use super::{DATA_STEWARD, Decision, StewardError};
use crate::fact::{self, Coupled, Pair, SecondApproval};
use crate::state::{ProposalEntry, State};

/// Couples a proposed pair, in both data stewards' names. The reason may be empty: the proposer gave one.
pub fn approve(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    draft_approval(state, pair, decision)?.record(journal, now)
}

/// Does not approve a proposed pair. It waits in the queue again, if it waited there.
pub fn decline(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    draft_refusal(state, pair, decision)?.record(journal, now)
}

/// Takes one's own proposal back. The reason may be empty.
pub fn withdraw(
    journal: &mut Journal,
    state: &State,
    pair: &Pair,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, StewardError> {
    draft_withdrawal(state, pair, decision)?.record(journal, now)
}

pub(super) fn draft_approval(state: &State, pair: &Pair, decision: &Decision) -> Result<Draft, StewardError> {
    named(decision)?;
    let entry = by_another(state, pair, decision)?;
    can_be_coupled(state, pair)?;
    let proposed = &entry.proposed;
    let coupled = Coupled {
        pair: pair.clone(),
        rule: DATA_STEWARD.to_owned(),
        weight_millibits: None,
        probability: None,
        reason: proposed.reason.clone(),
        followed: None,
        second_approval: Some(SecondApproval {
            proposed_by: proposed.by.clone(),
            approved_by: decision.by.trim().to_owned(),
            proposal: entry.position,
            reason: decision.reason.clone(),
        }),
    };
    Ok(coupling(state, decision, &coupled))
}

pub(super) fn draft_refusal(state: &State, pair: &Pair, decision: &Decision) -> Result<Draft, StewardError> {
    founded(decision)?;
    by_another(state, pair, decision)?;
    Ok(judgement(state, fact::COUPLING_PROPOSAL_DECLINED, pair, None, decision))
}

pub(super) fn draft_withdrawal(state: &State, pair: &Pair, decision: &Decision) -> Result<Draft, StewardError> {
    named(decision)?;
    let entry = state.proposals.get(pair).ok_or(StewardError::NotProposed)?;
    if !is_same_steward(&entry.proposed.by, &decision.by) {
        return Err(StewardError::NotOwnProposal { by: entry.proposed.by.clone() });
    }
    Ok(judgement(state, fact::COUPLING_PROPOSAL_WITHDRAWN, pair, None, decision))
}

/// The proposal, when somebody else made it.
fn by_another<'a>(state: &'a State, pair: &Pair, decision: &Decision) -> Result<&'a ProposalEntry, StewardError> {
    let entry = state.proposals.get(pair).ok_or(StewardError::NotProposed)?;
    if is_same_steward(&entry.proposed.by, &decision.by) {
        return Err(StewardError::OwnProposal { by: entry.proposed.by.clone() });
    }
    Ok(entry)
}

/// Names that differ only in blanks and capitals are one name: nobody becomes a second person by the shift key.
fn is_same_steward(one: &str, two: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    plain(one) == plain(two)
}
