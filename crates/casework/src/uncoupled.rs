//! Every permit with its holder's coupling, or why there is none: the cases behind the figures of `oversight::uncoupled`.

use std::collections::BTreeMap;

use oversight::uncoupled::{Cause, Permit};
use vocabulary::PersonId;

use crate::explanation::is_dwelling_protected_tonight;
use crate::state::State;

/// A permit, its key and its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermitCase {
    /// The permit's key.
    pub permit_id: String,
    /// Who got it.
    pub person_id: PersonId,
    /// What the figures count.
    pub permit: Permit,
}

/// Every permit in the order of the keys. `causes` holds why each uncoupled person is not coupled.
pub fn cases(state: &State, causes: &BTreeMap<PersonId, Cause>) -> Vec<PermitCase> {
    state.permits.values().map(|permit| case(state, causes, permit)).collect()
}

fn case(state: &State, causes: &BTreeMap<PersonId, Cause>, permit: &registers::carl2::Permit) -> PermitCase {
    let person_id = &permit.person_id;
    let number = state.number_of(person_id);
    let uncoupled = match number {
        Some(_) => None,
        // A permit whose person is in no delivery: the person's row was set aside, or never came.
        None => Some(causes.get(person_id).copied().unwrap_or(Cause::RowSetAside)),
    };
    // Where a protected person lives, and family with them, does not leave the civil register.
    let open = number.filter(|&number| !is_dwelling_protected_tonight(state, number));
    let residence = || open.and_then(|number| state.cpr.get(&number)).and_then(|entry| entry.person.municipality());
    let known = || state.carl2.get(person_id).and_then(|entry| entry.person.municipality);
    PermitCase {
        permit_id: permit.permit_id.clone(),
        person_id: person_id.clone(),
        permit: Permit {
            granted_on: permit.granted_on,
            category: permit.category(),
            ground: permit.ground.to_string(),
            municipality: permit.municipality.or_else(known).or_else(residence),
            uncoupled,
        },
    }
}
