//! The pairs that wait for a data steward, as a list to work through.
//!
//! Built from the state without comparing anything, so that a hundred thousand rows are ready at once. What asks least
//! comes first, so that the sure ones can be done in one go; the candidates of one person stand beside each other.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;
use oversight::uncoupled::Cause;
use rayon::prelude::*;
use serde::Serialize;
use vocabulary::MunicipalityCode;

use super::risk::{self, Demand, OfRegisters, Registered, Risk};
use crate::fact::Pair;
use crate::state::{QueueEntry, State};

/// One pair that waits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QueueRow {
    /// The pair.
    pub pair: Pair,
    /// Why it was not coupled; none for a pair that is proposed and never waited in the queue.
    pub cause: Option<Cause>,
    /// Weight of the evidence in the last night, in thousandths of a bit.
    pub weight_millibits: Option<i64>,
    /// Its probability.
    pub probability: Option<f64>,
    /// What makes it risky.
    pub risks: Vec<Risk>,
    /// Whether a data steward put it aside.
    pub parked: bool,
    /// Who confirmed it, when it waits for another's approval.
    pub proposed: Option<ProposedBy>,
    /// The night since when it waits; none when it came after the last one.
    pub since: Option<Date>,
    /// The municipality that CARL2 knows of, else the one of residence, unless name and address are protected.
    pub municipality: Option<MunicipalityCode>,
}

/// A proposal in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposedBy {
    /// The data steward.
    pub by: String,
    /// Whether a register has delivered either person anew since: the second data steward sees what the first did not.
    pub registers_changed: bool,
}

/// Which rows are wanted. [`Choice::default`] is everything that can be decided now: nothing parked, and no proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Which part of the queue.
    pub part: Part,
    /// Only what was not coupled for this reason.
    pub cause: Option<Cause>,
    /// Only of this municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Only what asks for exactly this.
    pub demand: Option<Demand>,
    /// Not what this data steward proposed: they cannot approve it.
    pub not_proposed_by: Option<String>,
}

/// A part of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// What waits for a first decision.
    #[default]
    Waiting,
    /// What was put aside.
    Parked,
    /// What waits for a second approval.
    Proposed,
    /// All of it.
    All,
}

/// Where a pair stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// From 1.
    pub number: usize,
    /// Of so many.
    pub of: usize,
}

/// What the registers say of each pair's risks, kept while they and the day stay what they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known(HashMap<Pair, OfRegisters>);

impl Known {
    /// Of every pair that waits now. `on` is today, for protections.
    pub(crate) fn of(state: &State, on: Date) -> Self {
        let pairs: Vec<&Pair> = state.queue.keys().chain(state.proposals.keys()).collect();
        let of = |pair: &Pair| {
            let (carl2, cpr) = (state.carl2.get(&pair.person_id), state.cpr.get(&pair.cpr_number));
            (pair.clone(), risk::of_registers(state, pair, carl2, cpr, on))
        };
        Self(pairs.into_par_iter().map(of).collect())
    }
}

/// The rows that are wanted, in the order in which to work through them. `on` is today, for protections.
pub fn queue(state: &State, choice: &Choice, on: Date) -> Vec<QueueRow> {
    queue_knowing(state, choice, on, &Known::default())
}

/// As [`queue`], with what is known of the registers' part already; what is not, is looked up.
pub(crate) fn queue_knowing(state: &State, choice: &Choice, on: Date, known: &Known) -> Vec<QueueRow> {
    let queued = state.queue.iter().map(|(pair, entry)| (pair, Some(entry)));
    let only_proposed = state.proposals.keys().filter(|pair| !state.queue.contains_key(*pair)).map(|pair| (pair, None));
    let mut waiting: Vec<(&Pair, Option<&QueueEntry>)> = queued.chain(only_proposed).collect();
    waiting.sort_unstable_by_key(|(pair, _)| *pair);
    let rivals = heaviest_rivals(&waiting);
    let rows = waiting.into_par_iter().zip(rivals).filter(|((pair, entry), _)| choice.is_in_part(state, pair, *entry));
    let rows = rows.map(|((pair, entry), rival)| row(state, pair, entry, rival, (on, known)));
    in_order(rows.filter(|row| choice.takes(row)).collect())
}

/// Where a pair stands among the rows.
pub fn place(rows: &[QueueRow], pair: &Pair) -> Option<Place> {
    let at = rows.iter().position(|row| row.pair == *pair)?;
    Some(Place { number: at + 1, of: rows.len() })
}

/// The pair after another one; at the end the first again, as long as it is another one.
///
/// The rows are those from before the pair was decided: afterwards it is not among them any more.
pub fn next_after<'a>(rows: &'a [QueueRow], pair: &Pair) -> Option<&'a Pair> {
    let after = rows.iter().position(|row| row.pair == *pair).map_or(0, |at| at + 1);
    let (before, rest) = rows.split_at(after);
    rest.iter().chain(before).map(|row| &row.pair).find(|next| *next != pair)
}

impl Choice {
    /// Whether a row of the whole queue is wanted: for whoever shows the whole queue's figures beside the choice.
    pub fn wants(&self, row: &QueueRow) -> bool {
        let in_part = match self.part {
            Part::Waiting => row.proposed.is_none() && !row.parked,
            Part::Parked => row.proposed.is_none() && row.parked,
            Part::Proposed => row.proposed.is_some(),
            Part::All => true,
        };
        in_part && self.takes(row)
    }

    fn is_in_part(&self, state: &State, pair: &Pair, entry: Option<&QueueEntry>) -> bool {
        let proposed = state.proposals.contains_key(pair);
        let parked = entry.is_some_and(|entry| entry.parked.is_some());
        match self.part {
            Part::Waiting => !proposed && !parked,
            Part::Parked => !proposed && parked,
            Part::Proposed => proposed,
            Part::All => true,
        }
    }

    fn takes(&self, row: &QueueRow) -> bool {
        let own = |by: &String| row.proposed.as_ref().is_some_and(|proposed| proposed.by == *by);
        self.cause.is_none_or(|cause| row.cause == Some(cause))
            && self.municipality.is_none_or(|municipality| row.municipality == Some(municipality))
            && self.demand.is_none_or(|demand| risk::demand(&row.risks) == demand)
            && !self.not_proposed_by.as_ref().is_some_and(own)
    }
}

fn row(
    state: &State,
    pair: &Pair,
    entry: Option<&QueueEntry>,
    rival: Option<(&Pair, i64)>,
    (on, known): (Date, &Known),
) -> QueueRow {
    let queued = entry.map(|entry| &entry.queued);
    let proposal = state.proposals.get(pair);
    let (carl2, cpr) = (state.carl2.get(&pair.person_id), state.cpr.get(&pair.cpr_number));
    let of_registers = match known.0.get(pair) {
        Some(known) => Cow::Borrowed(known),
        None => Cow::Owned(risk::of_registers(state, pair, carl2, cpr, on)),
    };
    let risks = risk::of_registered(state, pair, &Registered { queued, carl2, cpr }, &of_registers, rival);
    let is_open = !risks.contains(&Risk::ProtectedAddress);
    let residence = cpr.filter(|_| is_open).and_then(|entry| entry.person.municipality());
    // Both beside each other: a protected person may be the alien register's too.
    let known = carl2.filter(|_| is_open).and_then(|entry| entry.person.municipality);
    let delivered = carl2.map(|entry| entry.position).max(cpr.map(|entry| entry.position));
    QueueRow {
        pair: pair.clone(),
        cause: queued.map(|queued| queued.cause),
        weight_millibits: queued.map(|queued| queued.weight_millibits),
        probability: queued.map(|queued| queued.probability),
        risks,
        parked: entry.is_some_and(|entry| entry.parked.is_some()),
        proposed: proposal.map(|proposal| ProposedBy {
            by: proposal.proposed.by.clone(),
            registers_changed: delivered.is_some_and(|delivered| delivered > proposal.since),
        }),
        since: entry
            .map(|entry| entry.since)
            .or(proposal.map(|proposal| proposal.since))
            .and_then(|at| state.night_of(at)),
        municipality: known.or(residence),
    }
}

/// For each pair the heaviest other pair of the same person or the same number. The pairs come in their order.
fn heaviest_rivals<'a>(waiting: &[(&'a Pair, Option<&QueueEntry>)]) -> Vec<Option<(&'a Pair, i64)>> {
    let weight = |at: &usize| waiting[*at].1.map(|entry| entry.queued.weight_millibits);
    let mut rivals: Vec<Option<(&Pair, i64)>> = vec![None; waiting.len()];
    let mut order: Vec<usize> = (0..waiting.len()).collect();
    let mut among = |order: &[usize], is_one: &dyn Fn(&Pair, &Pair) -> bool| {
        for group in order.chunk_by(|one, two| is_one(waiting[*one].0, waiting[*two].0)).filter(|group| group.len() > 1)
        {
            // The rival of all but the heaviest is the heaviest; its own is the next.
            let heaviest = group.iter().max_by_key(|at| weight(at));
            let next = group.iter().filter(|at| Some(*at) != heaviest).max_by_key(|at| weight(at));
            for at in group {
                let rival = if Some(at) == heaviest { next } else { heaviest };
                let Some((rival, weight)) = rival.and_then(|rival| Some((rival, weight(rival)?))) else { continue };
                if rivals[*at].is_none_or(|(_, before)| weight > before) {
                    rivals[*at] = Some((waiting[*rival].0, weight));
                }
            }
        }
    };
    among(&order, &|one, two| one.person_id == two.person_id);
    order.par_sort_unstable_by_key(|at| (waiting[*at].0.cpr_number, *at));
    among(&order, &|one, two| one.cpr_number == two.cpr_number);
    rivals
}

/// Persons by what their riskiest pair asks for, then by their heaviest pair; within a person the heaviest first. The
/// keys settle what is left, so the order is the same every time. The rows come in the order of the pairs.
fn in_order(mut rows: Vec<QueueRow>) -> Vec<QueueRow> {
    let mut keys = Vec::with_capacity(rows.len());
    for of_person in rows.chunk_by(|one, two| one.pair.person_id == two.pair.person_id) {
        let demand = of_person.iter().map(|row| risk::demand(&row.risks)).max();
        let heaviest = of_person.iter().map(|row| row.weight_millibits).max();
        let first = keys.len();
        keys.extend(
            of_person
                .iter()
                .enumerate()
                .map(|(at, row)| (demand, Reverse(heaviest), first, Reverse(row.weight_millibits), first + at)),
        );
    }
    keys.par_sort_unstable();
    // Rows are large: each goes once to its place, and no second list of them is made.
    let mut places: Vec<usize> = vec![0; rows.len()];
    for (place, (.., at)) in keys.into_iter().enumerate() {
        places[at] = place;
    }
    for at in 0..rows.len() {
        while places[at] != at {
            let place = places[at];
            rows.swap(at, place);
            places.swap(at, place);
        }
    }
    rows
}

#[cfg(test)]
#[path = "queue/tests.rs"]
mod tests;
