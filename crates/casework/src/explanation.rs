//! Why a person of the alien register is coupled, or not: the coupling that holds, and every candidate field by field.
//!
//! Where somebody lives who is under name and address protection stays out of it; what the comparison found remains.

use jiff::civil::Date;
use linkage::{Config, FieldKind};
use oversight::uncoupled::Cause;
use serde::Serialize;
use vocabulary::{CprNumber, PersonId};

use crate::coupling::CouplingError;
use crate::fact::{Coupled, Pair};
use crate::household::family_at_the_door;
use crate::method::{self, Method};
use crate::register_rows;
use crate::state::State;

/// What can be said of one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The person.
    pub person_id: PersonId,
    /// The coupling that holds.
    pub coupled: Option<Coupled>,
    /// The coupled person first, then those who wait in the queue.
    pub candidates: Vec<PairExplained>,
}

/// A candidate and the evidence, as the registers stand now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairExplained {
    /// The candidate.
    pub cpr_number: CprNumber,
    /// Why the pair waits for a data steward, when it does.
    pub waits: Option<Cause>,
    /// The evidence, field by field.
    pub explanation: linkage::Explanation,
}

/// Stands in place of a protected person's address, postcode or municipality.
pub const PROTECTED: &str = "beskyttet";

/// Columns that say where somebody lives, of whatever kind the configuration makes them.
const DWELLING: [&str; 3] = ["address", "postcode", "municipality"];

/// Explains a person's coupling and candidates by the method in force. Without one no night has run, and nothing can be
/// weighed; `given` serves a journal that kept its model without a configuration.
///
/// Protections are looked at on the day `on` and in the last night: a protection on either withholds.
pub fn explain(state: &State, given: &Config, person_id: &PersonId, on: Date) -> Result<Explained, CouplingError> {
    let coupled = state.couplings.get(person_id).map(|entry| entry.coupled.clone());
    let queued = state.queue.keys().filter(|pair| pair.person_id == *person_id).map(|pair| pair.cpr_number);
    let numbers = coupled.iter().map(|coupled| coupled.pair.cpr_number).chain(queued);
    let mut candidates = Vec::new();
    let method = method::in_force(state, given)?;
    let config = method.as_ref().map_or(given, |method| &method.configuration);
    if let Some(method) = &method {
        for cpr_number in numbers.filter(|number| state.cpr.contains_key(number)) {
            let pair = Pair { person_id: person_id.clone(), cpr_number };
            if let Some(explanation) = of_pair(state, method, &pair)? {
                let waits = state.queue.get(&pair).map(|entry| entry.queued.cause);
                candidates.push(PairExplained { cpr_number, waits, explanation });
            }
        }
    }
    if withholds_dwelling(state, person_id, candidates.iter().map(|candidate| candidate.cpr_number), on) {
        for candidate in &mut candidates {
            withhold_dwelling(&mut candidate.explanation, config);
        }
    }
    Ok(Explained { person_id: person_id.clone(), coupled, candidates })
}

/// The evidence of one pair by a method, field by field. None where one of the two is in no delivery.
pub(crate) fn of_pair(
    state: &State,
    method: &Method,
    pair: &Pair,
) -> Result<Option<linkage::Explanation>, CouplingError> {
    let (config, model) = (&method.configuration, &method.model);
    let left = register_rows::left_of(state, config, &pair.person_id)?;
    let right = register_rows::right_of(state, config, pair.cpr_number)?;
    if left.len() != 1 || right.len() != 1 {
        return Ok(None);
    }
    Ok(Some(linkage::explain((&left, 0), (&right, 0), config, model)?))
}

/// Whether it stays out where a person of the alien register and their candidates live.
///
/// One protected person is enough: another candidate may live with them, and the alien register's address stands
/// beside each. Family at the door of a protected person lives where that person does.
pub(crate) fn withholds_dwelling(
    state: &State,
    person_id: &PersonId,
    candidates: impl IntoIterator<Item = CprNumber>,
    on: Date,
) -> bool {
    let own = state.carl2.get(person_id).and_then(|entry| entry.person.cpr_number);
    let mut numbers = candidates.into_iter().chain(own);
    numbers.any(|number| is_dwelling_protected(state, number, on))
}

/// Whether a person's name and address are protected on the day, under the number or the one it leads to.
pub fn is_protected(state: &State, number: CprNumber, on: Date) -> bool {
    let numbers = [number, state.current_number(number)];
    numbers.iter().filter_map(|number| state.cpr.get(number)).any(|entry| entry.person.is_address_protected(on))
}

/// The same in the night under way or, between nights, in the last one. Before any night there is no day to judge by,
/// and everybody is taken for protected.
pub(crate) fn is_protected_tonight(state: &State, number: CprNumber) -> bool {
    state.last_night().is_none_or(|night| is_protected(state, number, night))
}

/// Whether it stays out where a person lives: on the day or in the last night the person is protected, or family at the same door is.
/// Whoever shows where a child lives shows where its protected mother does.
pub(crate) fn is_dwelling_protected(state: &State, number: CprNumber, on: Date) -> bool {
    let Some(night) = state.last_night() else { return true };
    let is_protected = |number| is_protected(state, number, on) || (night != on && is_protected(state, number, night));
    let now = state.current_number(number);
    let numbers = std::iter::once(number).chain((now != number).then_some(now));
    let mut family =
        numbers.filter_map(|number| state.cpr.get(&number)).flat_map(|entry| family_at_the_door(state, &entry.person));
    is_protected(number) || family.any(is_protected)
}

/// The same in the night under way or, between nights, in the last one.
pub(crate) fn is_dwelling_protected_tonight(state: &State, number: CprNumber) -> bool {
    state.last_night().is_none_or(|night| is_dwelling_protected(state, number, night))
}

fn withhold_dwelling(explanation: &mut linkage::Explanation, config: &Config) {
    for step in &mut explanation.steps {
        let by_column = config
            .fields
            .iter()
            .filter(|field| field.name == step.field)
            .any(|field| field.left.iter().chain(&field.right).any(|column| DWELLING.contains(&column.as_str())));
        if by_column || matches!(step.kind, FieldKind::Address | FieldKind::Postcode) {
            for values in [&mut step.left, &mut step.right] {
                *values = vec![PROTECTED.to_owned()];
            }
        }
    }
}
