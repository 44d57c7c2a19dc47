//! Administrative CPR numbers: who must have one asked for, and how those asked for fare.
//!
//! Since 1 October 2015 for family cases and 1 February 2016 for asylum, a number is made when the permit is granted,
//! so that the two registers are coupled from the first day (Rigsrevisionen, note of 2017, points 12–14).

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use registers::carl2::Permit;
use vocabulary::{GroundCategory, PersonId};

use crate::fact::NumberRequested;
use crate::report::AdministrativeNumbers;
use crate::settings::Settings;
use crate::state::{RequestEntry, State};

/// The first day on which a number is made when a permit of the group is granted; none for other groups.
pub fn scheme_began(category: GroundCategory) -> Option<Date> {
    match category {
        GroundCategory::Family => Some(date(2015, 10, 1)),
        GroundCategory::Refugee => Some(date(2016, 2, 1)),
        GroundCategory::Other => None,
    }
}

/// The requests that a night makes: for each person with a fresh permit of the scheme, without coupling, without a
/// number in the alien register, without a request, and whom nobody in CPR resembles.
///
/// `resembled` holds the persons for whom the coupling found somebody that might be them: for those a data steward
/// decides first, since a second number is the double registration that the scheme is to prevent.
pub fn requests(
    state: &State,
    resembled: &BTreeSet<PersonId>,
    night: Date,
    settings: &Settings,
) -> Vec<NumberRequested> {
    let mut requests: Vec<NumberRequested> = Vec::new();
    let mut asked = BTreeSet::new();
    for permit in state.permits.values() {
        let person_id = &permit.person_id;
        if !is_fresh(permit, night, settings) || resembled.contains(person_id) || !may_be_asked_for(state, person_id) {
            continue;
        }
        if asked.insert(person_id) {
            requests.push(NumberRequested {
                request_id: format!("{night}-{}", permit.permit_id),
                person_id: person_id.clone(),
                permit_id: permit.permit_id.clone(),
                night,
            });
        }
    }
    requests
}

fn is_fresh(permit: &Permit, night: Date, settings: &Settings) -> bool {
    let window = jiff::Span::new().days(i64::from(settings.administrative_number_window_days));
    let began = scheme_began(permit.category());
    let within = night.saturating_sub(window) <= permit.granted_on && permit.granted_on <= night;
    within && began.is_some_and(|began| began <= permit.granted_on)
}

fn may_be_asked_for(state: &State, person_id: &PersonId) -> bool {
    let Some(entry) = state.carl2.get(person_id) else { return false };
    entry.present
        && entry.person.died_on.is_none()
        && entry.person.cpr_number.is_none()
        && !state.couplings.contains_key(person_id)
        && !state.requests.contains_key(person_id)
        && state.former_cpr_numbers(person_id).next().is_none()
}

/// How the numbers fare, from request to ordinary registration.
pub fn figures(state: &State, requested: u64, answered: u64) -> AdministrativeNumbers {
    let mut figures = AdministrativeNumbers { requested, answered, ..AdministrativeNumbers::default() };
    for entry in state.requests.values() {
        match progress(state, entry) {
            Progress::Unanswered => figures.unanswered += 1,
            Progress::NotYetResident => figures.not_yet_resident += 1,
            Progress::Resident => figures.resident += 1,
        }
    }
    figures
}

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The CPR office has not answered.
    Unanswered,
    /// There is a number; its holder is not registered as resident.
    NotYetResident,
    /// The holder is registered as resident under it.
    Resident,
}

/// How far a request has come.
pub fn progress(state: &State, entry: &RequestEntry) -> Progress {
    let Some(answer) = &entry.answer else { return Progress::Unanswered };
    let current = state.current_number(answer.cpr_number);
    let resident = state.cpr.get(&current).is_some_and(|entry| entry.person.status.is_resident_in_denmark());
    if resident { Progress::Resident } else { Progress::NotYetResident }
}
