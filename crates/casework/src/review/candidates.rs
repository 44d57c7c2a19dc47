//! Whom else either person of a pair could be: every other pair of the alien register's person, and of the CPR number.
//!
//! Weights are those of the last night. A candidate's comparison is made when it is asked for.

use serde::Serialize;
use vocabulary::PersonId;

use crate::fact::Pair;
use crate::state::{QueueEntry, State};

/// The other candidates of a pair's two persons, the heaviest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidates {
    /// Other CPR persons that the alien register's person could be.
    pub of_person: Vec<Candidate>,
    /// Other persons of the alien register that the CPR person could be.
    pub of_number: Vec<Candidate>,
}

/// One other pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The pair.
    pub pair: Pair,
    /// What the evidence weighed in the last night, in thousandths of a bit; none where no weight was kept.
    pub weight_millibits: Option<i64>,
    /// How the pair stands.
    pub standing: Standing,
}

/// How a pair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Coupled.
    Coupled,
    /// Confirmed by one data steward; waits for another.
    Proposed,
    /// Waits for a data steward.
    Waiting,
    /// Put aside.
    Parked,
    /// Rejected or undone.
    Rejected,
}

/// The other candidates of both persons of a pair.
pub fn candidates(state: &State, pair: &Pair) -> Candidates {
    let others = |is_one_of_them: &dyn Fn(&Pair) -> bool| {
        let queued = state.queue.keys();
        let coupled = state.couplings.get(&pair.person_id).into_iter().map(|entry| &entry.coupled.pair);
        let holder = state.coupled_numbers.get(&pair.cpr_number).and_then(|id| state.couplings.get(id));
        let coupled = coupled.chain(holder.map(|entry| &entry.coupled.pair));
        let all = queued.chain(state.proposals.keys()).chain(&state.rejected).chain(coupled);
        let mut pairs: Vec<&Pair> = all.filter(|other| *other != pair && is_one_of_them(other)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut found: Vec<Candidate> = pairs.into_iter().map(|other| candidate(state, other)).collect();
        found.sort_by_key(|candidate| (std::cmp::Reverse(candidate.weight_millibits), candidate.standing));
        found
    };
    Candidates {
        of_person: others(&|other| other.person_id == pair.person_id),
        of_number: others(&|other| other.cpr_number == pair.cpr_number),
    }
}

fn candidate(state: &State, pair: &Pair) -> Candidate {
    let entry = state.queue.get(pair);
    let coupled = state.couplings.get(&pair.person_id).filter(|entry| entry.coupled.pair == *pair);
    let kept = || state.set_aside.get(pair).map(|queued| queued.weight_millibits);
    let weight_millibits = entry.map(|entry| entry.queued.weight_millibits);
    Candidate {
        pair: pair.clone(),
        weight_millibits: weight_millibits
            .or_else(|| coupled.and_then(|entry| entry.coupled.weight_millibits))
            .or_else(kept),
        standing: match entry {
            _ if coupled.is_some() => Standing::Coupled,
            _ if state.proposals.contains_key(pair) => Standing::Proposed,
            Some(entry) if entry.parked.is_some() => Standing::Parked,
            Some(_) => Standing::Waiting,
            None => Standing::Rejected,
        },
    }
}

/// The queued pairs of a person of the alien register, in the order of the numbers.
pub(super) fn queued_of<'a>(
    state: &'a State,
    person_id: &'a PersonId,
) -> impl Iterator<Item = (&'a Pair, &'a QueueEntry)> {
    state.queue.iter().filter(move |(pair, _)| pair.person_id == *person_id)
}
