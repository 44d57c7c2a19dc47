//! Why a person of the alien register is coupled, or not: the coupling that holds, and every candidate field by field.

use linkage::{Config, Model};
use serde::Serialize;
use vocabulary::{CprNumber, PersonId};

use crate::coupling::CouplingError;
use crate::fact::Coupled;
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
    /// The evidence, field by field.
    pub explanation: linkage::Explanation,
}

/// Explains a person's coupling and candidates. Without a model no night has run, and nothing can be weighed.
pub fn explain(state: &State, config: &Config, person_id: &PersonId) -> Result<Explained, CouplingError> {
    let coupled = state.couplings.get(person_id).map(|entry| entry.coupled.clone());
    let queued = state.queue.keys().filter(|pair| pair.person_id == *person_id).map(|pair| pair.cpr_number);
    let numbers = coupled.iter().map(|coupled| coupled.pair.cpr_number).chain(queued);
    let mut candidates = Vec::new();
    if let Some(model) = &state.model {
        let model: Model = serde_json::from_str(model)?;
        for cpr_number in numbers.filter(|number| state.cpr.contains_key(number)) {
            let left = register_rows::left_of(state, config, person_id)?;
            let right = register_rows::right_of(state, config, cpr_number)?;
            if left.len() == 1 && right.len() == 1 {
                let explanation = linkage::explain((&left, 0), (&right, 0), config, &model)?;
                candidates.push(PairExplained { cpr_number, explanation });
            }
        }
    }
    Ok(Explained { person_id: person_id.clone(), coupled, candidates })
}
