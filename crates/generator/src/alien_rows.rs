//! The rows of CARL2's tables, and the lists of person-ids that municipalities typed.
//!
//! Must not know folders or files.

use jiff::ToSpan;
use jiff::civil::Date;
use registers::carl2::{self, Carl2Person, FormerKey, FormerNumber};
use registers::person_ids::PersonIdRow;
use vocabulary::{MunicipalityCode, PersonId, PersonIdFormat};

use crate::error_kind::ErrorKinds;
use crate::mistakes::wrong_digits;
use crate::place::{Address, towns};
use crate::population::{Alien, Civil, TypedId, person_id_text};
use crate::relations::View;
use crate::spelling::{AlienName, alien_name};

/// The person-id of a row.
pub(crate) fn person_id(alien: &Alien) -> PersonId {
    PersonIdFormat::default()
        .parse(&person_id_text(alien.id))
        .expect("nine digits are a person-id in the default format")
}

/// A row of `persons`.
pub(crate) fn person_row(view: View<'_>, row: u32) -> Carl2Person {
    let alien = view.population.alien(row);
    let name = name_of(view, row);
    Carl2Person {
        person_id: person_id(alien),
        given_names: name.given,
        surname: name.surname,
        birth_date: alien.birth,
        sex: alien.sex,
        nationality: alien.nationality.map(|nationality| nationality.iso3.to_owned()),
        cpr_number: alien.number,
        entered_on: alien.entered_on,
        died_on: alien.died_on,
        address: alien.address.map(Address::in_words),
        postcode: alien.address.map(|address| address.town().postcode.clone()),
        municipality: alien.permit.map(|_| municipality(alien.town)),
        registered_on: Some(alien.registered_on),
    }
}

/// The name in a row of `persons`, with what makes it differ from the person's papers.
pub(crate) fn name_of(view: View<'_>, row: u32) -> AlienName {
    let person = view.population.alien(row).person;
    alien_name(view.pens, row, &view.papers(person), view.population.person(person).name.culture)
}

/// Rows of `permits`: an earlier one, and the one the person came with.
pub(crate) fn permit_rows(view: View<'_>, row: u32) -> impl Iterator<Item = carl2::Permit> {
    let alien = view.population.alien(row);
    let permit = move |number: u8, granted_on: Date, until: Date| {
        let held = alien.permit?;
        Some(carl2::Permit {
            permit_id: format!("{}-{number}", person_id_text(alien.id)),
            person_id: person_id(alien),
            ground: held.ground.code().parse().expect("a test reads the code of every ground"),
            granted_on,
            valid_until: Some(until),
            applied_in: Some(held.ground.applied_in()),
            relation: held.relation,
            reference_person_id: held.reference.map(|reference| person_id(view.population.alien(reference))),
            municipality: Some(municipality(alien.town)),
        })
    };
    let earlier =
        alien.earlier_permit.and_then(|granted_on| permit(1, granted_on, granted_on.saturating_add(365.days())));
    let held = alien.permit.and_then(|held| permit(2, held.granted_on, valid_until(alien.id, held.granted_on)));
    earlier.into_iter().chain(held)
}

/// The first day on which the permit of the row with this id is not valid any more: two to five years after it was given.
pub(crate) fn valid_until(id: u32, granted_on: Date) -> Date {
    let valid = 730 + i32::try_from(id % 4).unwrap_or_default() * 365;
    granted_on.saturating_add(valid.days())
}

/// Rows of `former_numbers`.
pub(crate) fn former_rows(view: View<'_>, row: u32) -> impl Iterator<Item = FormerNumber> {
    let alien = view.population.alien(row);
    let cpr = alien.former_number.map(FormerKey::Cpr);
    let id = alien.former_id.map(|former| FormerKey::PersonId(person_id(view.population.alien(former))));
    let keys = cpr.into_iter().chain(id);
    keys.map(|number| FormerNumber { person_id: person_id(alien), number, until: Some(alien.registered_on) })
}

/// The row of a municipality's list for a CPR number, where an id was typed.
pub(crate) fn typed_row(view: View<'_>, civil: &Civil) -> Option<PersonIdRow> {
    let person_id = typed_id(view, civil)?;
    Some(PersonIdRow {
        cpr_number: civil.number,
        person_id,
        municipality: municipality(civil.typed_town),
        registered_on: Some(civil.typed_on),
    })
}

/// The id as it was typed.
pub(crate) fn typed_id(view: View<'_>, civil: &Civil) -> Option<String> {
    let id = |row: u32| person_id_text(view.population.alien(row).id);
    match civil.typed {
        TypedId::Nothing => None,
        TypedId::Of(row) => Some(id(row)),
        TypedId::WithoutZeros(row) => Some(id(row).trim_start_matches('0').to_owned()),
        TypedId::WrongDigits(row, way) => Some(wrong_digits(&id(row), way)),
        TypedId::MadeUp => {
            let number = civil.number.digits();
            Some(format!("{}{}", &number[..6], &number[9..]))
        }
    }
}

/// All kinds of a row: those of its facts and those of its two spellings.
pub(crate) fn kinds_of(view: View<'_>, row: u32) -> ErrorKinds {
    let alien = view.population.alien(row);
    let kinds = alien.kinds.union(name_of(view, row).kinds);
    match view.relations.current(alien.person) {
        Some(civil) => kinds.union(view.name_today(view.population.civil(civil)).kinds),
        None => kinds,
    }
}

fn municipality(town: u8) -> MunicipalityCode {
    MunicipalityCode::parse(&towns()[usize::from(town)].municipality)
        .expect("a test compares the towns with the municipalities")
}
