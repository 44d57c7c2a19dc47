//! One pair, as a data steward decides it: both registers side by side, risks, weight, other candidates, and how the pair stands.

use serde::Serialize;
use vocabulary::PersonId;

use super::case_page::masked;
use super::pair_queue::{PairChoice, address, chosen, name_in_carl2, name_in_cpr};
use crate::access::Action;
use crate::coupling::CouplingError;
use crate::fact::{Judged, Noted, Pair};
use crate::office::{Part, Question, Refused, View};
use crate::review::candidates::Standing;
use crate::review::queue::{self, Place};
use crate::review::risk::{self, Demand, Risk};
use crate::review::{Comparison, Field, candidates, comparison};
use crate::state::State;

/// The page of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairPage {
    /// The pair.
    pub pair: Pair,
    /// Among which pairs it is worked through.
    pub among: PairChoice,
    /// Whether the whole CPR numbers are shown; that is logged.
    pub whole_cpr_numbers: bool,
}

/// A pair as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairSeen {
    /// Position of the last fact that it was made from: a decision names it.
    pub version: u64,
    /// The pair.
    pub pair: Pair,
    /// The name in the alien register.
    pub name: String,
    /// Both registers, by the method in force. None where one of the two is in no delivery, or before any method.
    pub comparison: Option<Comparison>,
    /// What makes the pair risky.
    pub risks: Vec<Risk>,
    /// What confirming it asks for.
    pub demand: Demand,
    /// How the pair stands; none where nothing is known of it.
    pub standing: Option<Standing>,
    /// Whether the registers have come to contradict the coupling.
    pub doubted: bool,
    /// Why it was put aside.
    pub parked: Option<Judged>,
    /// Who confirmed it, when it waits for another.
    pub proposal: Option<ProposalSeen>,
    /// Whom else the person of the alien register could be.
    pub of_person: Vec<CandidateSeen>,
    /// Who else the CPR person could be.
    pub of_number: Vec<CandidateSeen>,
    /// Notes, oldest first.
    pub notes: Vec<Noted>,
    /// Where it stands among those that are worked through; none when it is not among them.
    pub place: Option<Place>,
    /// How many those are.
    pub of: usize,
    /// Address of the one before.
    pub previous: Option<u64>,
    /// Address of the one after.
    pub next: Option<u64>,
}

/// A proposal as another data steward sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalSeen {
    /// Who made it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Whether the officer who looks made it.
    pub own: bool,
    /// Whether a register has delivered either person anew since.
    pub registers_changed: bool,
}

/// Another candidate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CandidateSeen {
    /// Address of the pair; none where it has no page now.
    pub position: Option<u64>,
    /// The person of the alien register.
    pub person_id: PersonId,
    /// The CPR number without its last digits.
    pub cpr: String,
    /// The name of the one of the two who is not on the page.
    pub name: String,
    /// The weight in the last night, in thousandths of a bit.
    pub weight_millibits: Option<i64>,
    /// How that pair stands.
    pub standing: Standing,
}

impl Question for PairPage {
    type Answer = Result<PairSeen, CouplingError>;

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let state = view.registers(Action::ReadCouplings)?;
        let pair = &self.pair;
        view.note_pair(pair, Part::Comparison);
        if self.whole_cpr_numbers {
            view.note_pair(pair, Part::CprNumber);
        }
        let compared = view.method().map(|method| comparison(state, method, pair, view.day()));
        let mut compared = match compared.transpose() {
            Ok(compared) => compared.flatten(),
            Err(error) => return Ok(Err(error)),
        };
        if let Some(compared) = compared.as_mut().filter(|_| !self.whole_cpr_numbers) {
            mask(compared);
        }
        let rows = chosen(view, &self.among)?;
        let risks = risk::of_pair(state, pair, view.day());
        let place = queue::place(&rows, pair);
        let before = place.and_then(|place| place.number.checked_sub(2)).map(|at| &rows[at].pair);
        let candidates = candidates(state, pair);
        let others = |others: &[candidates::Candidate], of_person: bool| {
            others.iter().map(|other| candidate(view, state, other, of_person)).collect()
        };
        Ok(Ok(PairSeen {
            version: view.position(),
            name: name_in_carl2(state, &pair.person_id),
            comparison: compared,
            demand: risk::demand(&risks),
            risks,
            standing: standing(state, pair),
            doubted: state.doubted.contains(pair),
            parked: state.queue.get(pair).and_then(|entry| entry.parked.clone()),
            proposal: proposal(view, state, pair),
            of_person: others(&candidates.of_person, true),
            of_number: others(&candidates.of_number, false),
            notes: state.notes.get(pair).cloned().unwrap_or_default(),
            place,
            of: rows.len(),
            previous: before.and_then(|pair| address(state, pair)),
            next: queue::next_after(&rows, pair).and_then(|pair| address(state, pair)),
            pair: pair.clone(),
        }))
    }
}

/// Takes the last digits of every CPR number out.
fn mask(comparison: &mut Comparison) {
    let numbers = comparison.fields.iter_mut().filter(|compared| compared.field == Field::CprNumber);
    for value in numbers.flat_map(|compared| compared.carl2.iter_mut().chain(&mut compared.cpr)) {
        value.text = value.text.parse().map_or_else(|_| "••••••-••••".to_owned(), masked);
    }
}

fn standing(state: &State, pair: &Pair) -> Option<Standing> {
    if state.couplings.get(&pair.person_id).is_some_and(|entry| entry.coupled.pair == *pair) {
        return Some(Standing::Coupled);
    }
    if state.proposals.contains_key(pair) {
        return Some(Standing::Proposed);
    }
    match state.queue.get(pair) {
        Some(entry) if entry.parked.is_some() => Some(Standing::Parked),
        Some(_) => Some(Standing::Waiting),
        None => state.rejected.contains(pair).then_some(Standing::Rejected),
    }
}

fn proposal(view: &View<'_>, state: &State, pair: &Pair) -> Option<ProposalSeen> {
    let entry = state.proposals.get(pair)?;
    let carl2 = state.carl2.get(&pair.person_id).map(|found| found.position);
    let delivered = carl2.max(state.cpr.get(&pair.cpr_number).map(|found| found.position));
    Some(ProposalSeen {
        by: entry.proposed.by.clone(),
        reason: entry.proposed.reason.clone(),
        own: entry.proposed.by == view.officer().id,
        registers_changed: delivered.is_some_and(|delivered| delivered > entry.since),
    })
}

fn candidate(view: &View<'_>, state: &State, other: &candidates::Candidate, of_person: bool) -> CandidateSeen {
    view.note_pair(&other.pair, Part::ListRow);
    let Pair { person_id, cpr_number } = &other.pair;
    CandidateSeen {
        position: address(state, &other.pair),
        name: if of_person { name_in_cpr(state, *cpr_number) } else { name_in_carl2(state, person_id) },
        cpr: masked(*cpr_number),
        person_id: person_id.clone(),
        weight_millibits: other.weight_millibits,
        standing: other.standing,
    }
}

/// The pair to go on with after one has been decided, asked before it is: afterwards it is not among them any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPair {
    /// The pair that is decided.
    pub after: Pair,
    /// Among which it is worked through.
    pub among: PairChoice,
}

impl Question for NextPair {
    type Answer = Option<u64>;

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let state = view.registers(Action::ReadCouplings)?;
        let rows = chosen(view, &self.among)?;
        Ok(queue::next_after(&rows, &self.after).and_then(|pair| address(state, pair)))
    }
}
