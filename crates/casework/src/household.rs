//! Who lives together, as the civil register tells it: family at the same door.

use std::collections::BTreeSet;

use registers::cpr::CprPerson;
use vocabulary::CprNumber;

use crate::state::State;

/// The same door of the same house in CPR. Without a municipality an address is nobody's.
pub(crate) fn is_one_household(one: &CprPerson, two: &CprPerson) -> bool {
    let (Some(one), Some(two)) = (&one.address, &two.address) else { return false };
    one.municipality.is_some()
        && (one.municipality, one.road) == (two.municipality, two.road)
        && (&one.house, &one.floor, &one.door) == (&two.house, &two.floor, &two.door)
}

/// Family of a person at the same door: parents, siblings, spouse and children, and theirs who live there too. Not the person.
pub(crate) fn family_at_the_door(state: &State, person: &CprPerson) -> BTreeSet<CprNumber> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&CprPerson> = vec![person];
    while let Some(one) = next.pop() {
        for number in relatives(state, one) {
            let relative = state.cpr.get(&number).map(|entry| &*entry.person);
            let Some(relative) = relative.filter(|relative| is_one_household(person, relative)) else { continue };
            if relative.number != person.number && found.insert(relative.number) {
                next.push(relative);
            }
        }
    }
    found
}

/// Parents, their other children, spouse and children, each under the number of today.
fn relatives(state: &State, person: &CprPerson) -> Vec<CprNumber> {
    let parents = || person.mother.into_iter().chain(person.father).map(|number| state.current_number(number));
    let siblings =
        parents().filter_map(|parent| state.cpr.get(&parent)).flat_map(|parent| &parent.person.children).copied();
    let spouse = person.civil_status.as_ref().and_then(|status| status.spouse);
    let others = spouse.into_iter().chain(person.children.iter().copied()).chain(siblings);
    others.map(|number| state.current_number(number)).chain(parents()).collect()
}

#[cfg(test)]
mod tests {
    use registers::cpr::RecordType;

    use super::*;
    use crate::review::samples::{A, B, C, Record, cpr, number, state_of};

    const HOME: Record =
        (RecordType::Address, &[("KOMKOD", "0101"), ("VEJKOD", "0001"), ("HUSNR", "007"), ("ETAGE", "02")]);
    const NEXT_DOOR: Record =
        (RecordType::Address, &[("KOMKOD", "0101"), ("VEJKOD", "0001"), ("HUSNR", "007"), ("ETAGE", "03")]);

    fn family_of_a_child(mother: Record, her_spouse: Record) -> BTreeSet<CprNumber> {
        let state = state_of(&[
            cpr(A, ("2015-01-01", "K"), ("Anna", "Berg"), &[HOME, (RecordType::Parents, &[("PNRMOR", B)])]),
            cpr(
                B,
                ("1990-01-01", "K"),
                ("Karen", "Berg"),
                &[
                    mother,
                    (RecordType::Child, &[("PNR-BARN", A)]),
                    (RecordType::CivilStatus, &[("CIVST", "G"), ("AEGTEPNR", C)]),
                ],
            ),
            cpr(C, ("1988-01-01", "M"), ("Poul", "Berg"), &[her_spouse]),
        ]);
        family_at_the_door(&state, &state.cpr[&number(A)].person)
    }

    #[test]
    fn family_is_followed_from_one_to_the_next_as_long_as_they_live_at_the_door() {
        assert_eq!(family_of_a_child(HOME, HOME), [number(B), number(C)].into());
        assert_eq!(family_of_a_child(HOME, NEXT_DOOR), [number(B)].into());
        assert_eq!(family_of_a_child(NEXT_DOOR, HOME), [].into(), "nobody at the door leads to the mother's spouse");
    }
}
