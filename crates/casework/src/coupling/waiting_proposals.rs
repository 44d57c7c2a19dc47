//! Couplings that wait for a second approval, in the night: what a data steward proposed is neither made nor undone by
//! the engine.
//!
//! As long as a proposal waits, no rule couples either of its two persons. What a rule would have coupled is shown in the
//! queue instead, and the proposal follows its persons when a register changes their keys.

use std::collections::{BTreeMap, BTreeSet};

use oversight::uncoupled::Cause;
use vocabulary::{CprNumber, PersonId};

use super::{cause_of_weak_evidence, successors};
use crate::fact::{self, Coupled, Pair, Proposed, Queued};
use crate::stage::{Stage, StageError};
use crate::state::State;

/// Parts what the engine couples from what touches a waiting proposal, which goes to the queue.
pub(super) fn hold_back(state: &State, couple: Vec<Coupled>) -> (Vec<Coupled>, BTreeMap<Pair, Queued>) {
    let persons: BTreeSet<&PersonId> = state.proposals.keys().map(|pair| &pair.person_id).collect();
    let numbers: BTreeSet<CprNumber> = state.proposals.keys().map(|pair| pair.cpr_number).collect();
    let is_free =
        |coupled: &Coupled| !persons.contains(&coupled.pair.person_id) && !numbers.contains(&coupled.pair.cpr_number);
    let (free, held): (Vec<Coupled>, Vec<Coupled>) = couple.into_iter().partition(is_free);
    // What the engine couples it has weighed.
    let queued = held.into_iter().filter_map(|coupled| {
        let (weight_millibits, probability) = (coupled.weight_millibits?, coupled.probability?);
        let Coupled { pair, rule, .. } = coupled;
        let cause = if state.proposals.contains_key(&pair) {
            cause_of_weak_evidence(state, &pair.person_id, Some(pair.cpr_number))
        } else {
            Cause::SeveralCandidates
        };
        Some((pair.clone(), Queued { pair, rule, weight_millibits, probability, cause }))
    });
    (free, queued.collect())
}

/// A proposal follows its persons to the keys of today, unless the pair of today was rejected or is proposed already.
pub(super) fn follow_keys(stage: &mut Stage<'_>) -> Result<(), StageError> {
    let successors = successors(stage.state);
    let moved = stage.state.proposals.iter().filter_map(|(before, entry)| {
        let person_id = successors.get(&before.person_id).unwrap_or(&before.person_id).clone();
        let pair = Pair { person_id, cpr_number: stage.state.current_number(before.cpr_number) };
        (pair != *before).then(|| {
            let proposed = Proposed { followed: Some(before.clone()), pair, ..entry.proposed.clone() };
            (proposed, entry.position)
        })
    });
    let moved: Vec<(Proposed, u64)> = moved.collect();
    for (proposed, position) in moved {
        let pair = &proposed.pair;
        if stage.state.rejected.contains(pair) || stage.state.proposals.contains_key(pair) {
            continue;
        }
        stage.replace(fact::COUPLING_PROPOSED, fact::carl2_subject(&pair.person_id), &proposed, position)?;
    }
    Ok(())
}
