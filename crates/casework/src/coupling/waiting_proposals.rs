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

#[cfg(test)]
mod tests {
    use registers::cpr::{RecordBuilder, RecordType};

    use super::*;
    use crate::review::samples::{A, B, C, carl2, cpr, number, pair, state_of, tell};

    const ANNA: (&str, &str) = ("Anna", "Berg");

    fn proposed(pair: &Pair) -> (&'static str, String, String) {
        let proposed = Proposed {
            pair: pair.clone(),
            by: "Ida".to_owned(),
            reason: "pas set".to_owned(),
            risks: vec!["sex-differs".to_owned()],
            followed: None,
        };
        (fact::COUPLING_PROPOSED, fact::carl2_subject(&pair.person_id), fact::json(&proposed))
    }

    fn coupled(pair: Pair) -> Coupled {
        Coupled {
            pair,
            rule: "person-id".to_owned(),
            weight_millibits: Some(9_000),
            probability: Some(0.99),
            reason: String::new(),
            followed: None,
            second_approval: None,
        }
    }

    #[test]
    fn what_a_rule_would_couple_of_a_proposed_person_or_number_is_shown_instead() {
        let state = state_of(&[carl2("A-0001", ""), proposed(&pair("A-0001", A))]);
        let all = [pair("A-0001", A), pair("A-0001", B), pair("B-0001", A), pair("B-0001", B)];
        let (free, held) = hold_back(&state, all.iter().cloned().map(coupled).collect());
        assert_eq!(free, [coupled(pair("B-0001", B))]);
        assert_eq!(held.keys().collect::<Vec<_>>(), all[..3].iter().collect::<Vec<_>>());
        assert_eq!(held[&pair("A-0001", B)].cause, Cause::SeveralCandidates);
        assert_eq!(held[&pair("A-0001", A)].weight_millibits, 9_000);
    }

    #[test]
    fn a_proposal_follows_a_changed_number_and_keeps_who_proposed_it_and_since_when() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("journal.db").display());
        let mut journal = journal::Journal::open(&url).unwrap();
        let changed = RecordBuilder::new(RecordType::Person, number(A))
            .put("PNRGAELD", C)
            .put("STATUS", "60")
            .put("STATUSHAENSTART", "000000000000")
            .put("KOEN", "K")
            .put("FOED_DT", "1990-01-01");
        let changed = String::from_utf8(changed.build().unwrap().stripped().to_vec()).unwrap();
        let mut state = tell(
            &mut journal,
            &[
                carl2("A-0001", ""),
                proposed(&pair("A-0001", A)),
                (fact::CPR_PERSON, fact::cpr_subject(number(A)), changed),
                cpr(C, ("1990-01-02", "K"), ANNA, &[]),
            ],
        );
        crate::stage::run::<StageError>(&mut journal, &mut state, "night", jiff::Timestamp::now(), follow_keys)
            .unwrap();
        let entry = &state.proposals[&pair("A-0001", C)];
        assert_eq!((state.proposals.len(), entry.proposed.by.as_str(), entry.since), (1, "Ida", 2));
        assert!(state == crate::night::fold(&mut journal).unwrap());
    }
}
