//! What the municipalities must mend: registrations without a person-id, or with a wrong one.
//!
//! Udlændingestyrelsen wrote to every municipality in 2014 that person-ids matter (answer to question 420). This is
//! the list that such a letter should carry: each error with its number, what was typed, and a deadline.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use registers::carl2::FormerKey;
use vocabulary::{CprNumber, MunicipalityCode, PersonId};

use crate::fact::{MunicipalityError, MunicipalityErrorKind};
use crate::settings::Settings;
use crate::state::{CprEntry, State};

/// CARL2 was made in 2002 (Rigsrevisionen, note of 2017, point 11): whoever entered before need not be in it.
const CARL2_BEGAN: Date = date(2002, 1, 1);

/// Errors by CPR number and kind.
pub type Errors = BTreeMap<(CprNumber, MunicipalityErrorKind), MunicipalityError>;

/// Which open errors are wanted; [`Choice::default`] is all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only of this municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Only of this kind.
    pub what: Option<MunicipalityErrorKind>,
    /// Only those whose deadline is over on this day.
    pub overdue_on: Option<Date>,
}

/// The open errors that are wanted, the earliest deadline first.
pub fn open(state: &State, choice: Choice) -> Vec<&MunicipalityError> {
    let is_wanted = |error: &&MunicipalityError| {
        choice.municipality.is_none_or(|municipality| error.municipality == municipality)
            && choice.what.is_none_or(|what| error.what == what)
            && choice.overdue_on.is_none_or(|day| error.deadline < day)
    };
    let mut errors: Vec<&MunicipalityError> = state.municipality_errors.values().filter(is_wanted).collect();
    // Stable: errors of one deadline stay in the order of number and kind.
    errors.sort_by_key(|error| error.deadline);
    errors
}

/// How the open errors change on a night.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Found now and not open before.
    pub opened: Vec<MunicipalityError>,
    /// Open before and no longer found.
    pub closed: Vec<MunicipalityError>,
}

/// Compares the errors found on a night with those that are open.
pub fn changes(state: &State, night: Date, settings: &Settings) -> Changes {
    let found = find(state, night, settings);
    let is_same = |a: &MunicipalityError, b: &MunicipalityError| a.municipality == b.municipality && a.typed == b.typed;
    let open = &state.municipality_errors;
    let still = |key: &_, error: &MunicipalityError| open.get(key).is_some_and(|before| is_same(before, error));
    Changes {
        closed: open
            .iter()
            .filter(|(key, before)| !found.get(*key).is_some_and(|error| is_same(before, error)))
            .map(|(_, before)| before.clone())
            .collect(),
        opened: found.into_iter().filter(|(key, error)| !still(key, error)).map(|(_, error)| error).collect(),
    }
}

/// Every error that the registers show on a night.
pub fn find(state: &State, night: Date, settings: &Settings) -> Errors {
    let typed = typed_by_current_number(state, settings);
    let ids = Ids { twice: typed_twice(&typed), former: former_ids(state) };
    let deadline = night.saturating_add(jiff::Span::new().days(i64::from(settings.municipality_deadline_days)));
    let mut errors = Errors::new();
    for (&number, entry) in &state.cpr {
        let Some(municipality) = municipality_of_foreigner(entry, night) else { continue };
        let typed = typed.get(&number);
        if let Some(what) = error_of(state, number, typed, &ids) {
            let typed = typed.and_then(|typed| typed.clone().ok());
            let error = MunicipalityError { municipality, cpr_number: number, what, typed, found_on: night, deadline };
            errors.insert((number, what), error);
        }
    }
    errors
}

/// The municipality of residence of a person that the alien register should know: resident, foreign, and a citizen of
/// no state whose citizens need no permit.
fn municipality_of_foreigner(entry: &CprEntry, night: Date) -> Option<MunicipalityCode> {
    let person = &entry.person;
    let foreign = person.citizenship.as_ref().is_some_and(|held| held.country.needs_permit(night));
    let resident = person.status.is_resident_in_denmark();
    let entered = person.last_entry().and_then(|entry| entry.on);
    let before_carl2 = entered.is_some_and(|on| on.latest() < CARL2_BEGAN);
    if foreign && resident && !before_carl2 { person.municipality() } else { None }
}

/// What was typed for each number of today: a person-id, or text that is none.
fn typed_by_current_number(state: &State, settings: &Settings) -> BTreeMap<CprNumber, Result<PersonId, String>> {
    let mut typed = BTreeMap::new();
    for (&number, row) in &state.typed {
        let current = state.current_number(number);
        // What was typed for the number of today stands before what was typed for one that it replaced.
        if row.person_id.is_empty() || (current != number && state.typed.contains_key(&current)) {
            continue;
        }
        let id = settings.person_id.parse(&row.person_id).map_err(|_| row.person_id.clone());
        typed.insert(current, id);
    }
    typed
}

fn typed_twice(typed: &BTreeMap<CprNumber, Result<PersonId, String>>) -> BTreeSet<PersonId> {
    let mut once = BTreeSet::new();
    let ids = typed.values().filter_map(|typed| typed.as_ref().ok());
    ids.filter(|&id| !once.insert(id)).cloned().collect()
}

fn error_of(
    state: &State,
    number: CprNumber,
    typed: Option<&Result<PersonId, String>>,
    ids: &Ids,
) -> Option<MunicipalityErrorKind> {
    let coupled = state.coupled_numbers.get(&number);
    match typed {
        None => coupled.is_none().then_some(MunicipalityErrorKind::PersonIdMissing),
        Some(Err(_)) => Some(MunicipalityErrorKind::PersonIdUnknown),
        Some(Ok(id)) if coupled == Some(id) || coupled.is_some() && ids.former.get(id) == coupled => None,
        Some(Ok(id)) if ids.twice.contains(id) => Some(MunicipalityErrorKind::PersonIdTwice),
        Some(Ok(id)) if !state.carl2.contains_key(id) && !ids.former.contains_key(id) => {
            Some(MunicipalityErrorKind::PersonIdUnknown)
        }
        Some(Ok(id)) => {
            let of_another = coupled.is_some() || state.couplings.contains_key(id);
            of_another.then_some(MunicipalityErrorKind::PersonIdOfAnother)
        }
    }
}

/// Person-ids that need a look of their own.
struct Ids {
    /// Typed for several CPR numbers.
    twice: BTreeSet<PersonId>,
    /// No longer a key in the alien register, but one that a person had before: whose.
    former: BTreeMap<PersonId, PersonId>,
}

fn former_ids(state: &State) -> BTreeMap<PersonId, PersonId> {
    let former = state.former_numbers.values().flatten();
    former
        .filter_map(|former| match &former.number {
            FormerKey::PersonId(id) => Some((id.clone(), former.person_id.clone())),
            FormerKey::Cpr(_) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{A, B, C, number};

    #[test]
    fn open_errors_are_listed_by_deadline_and_narrowed_by_municipality_kind_and_day() {
        let error = |text: &str, municipality: u16, what, deadline| MunicipalityError {
            municipality: MunicipalityCode::new(municipality).unwrap(),
            cpr_number: number(text),
            what,
            typed: None,
            found_on: date(2026, 11, 1),
            deadline,
        };
        let missing = MunicipalityErrorKind::PersonIdMissing;
        let errors = [
            error(A, 101, missing, date(2026, 11, 20)),
            error(B, 101, MunicipalityErrorKind::PersonIdTwice, date(2026, 11, 10)),
            error(C, 751, missing, date(2026, 11, 15)),
        ];
        let municipality_errors = errors.iter().map(|error| ((error.cpr_number, error.what), error.clone())).collect();
        let state = State { municipality_errors, ..State::default() };
        let numbers =
            |choice: Choice| open(&state, choice).iter().map(|error| error.cpr_number.digits()).collect::<Vec<_>>();
        assert_eq!(numbers(Choice::default()), [B, C, A]);
        let municipality = Some(errors[0].municipality);
        assert_eq!(numbers(Choice { municipality, ..Choice::default() }), [B, A]);
        assert_eq!(numbers(Choice { what: Some(missing), ..Choice::default() }), [C, A]);
        assert_eq!(
            numbers(Choice { overdue_on: Some(date(2026, 11, 15)), ..Choice::default() }),
            [B],
            "the last day is in time"
        );
    }
}
