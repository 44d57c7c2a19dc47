//! The two registers as flat tables for a coupling on its own: `left.csv` (CARL2) and `right.csv` (CPR).
//!
//! Numbers that were given up (30, 50, 60) are no rows of `right.csv`: they stand behind the current one, in
//! `former_numbers`. Must not know how tables are coupled.

use std::path::Path;

use vocabulary::{CountryCode, UncertainDate};

use crate::alien_rows::{person_id, person_row, typed_id};
use crate::error::Error;
use crate::population::Civil;
use crate::relations::View;

/// The columns of both tables.
const COLUMNS: [&str; 15] = [
    "person_id",
    "cpr_number",
    "given_names",
    "middle_names",
    "surname",
    "former_names",
    "birth_date",
    "sex",
    "nationality",
    "entered_on",
    "address",
    "postcode",
    "reference",
    "former_numbers",
    "died_on",
];

/// Writes both tables. `aliens` are rows of CARL2, `civils` rows of the civil register, each in its order.
pub(crate) fn write(view: View<'_>, folder: &Path, aliens: &[u32], civils: &[u32]) -> Result<(), Error> {
    table(&folder.join("left.csv"), aliens.iter().map(|&row| left(view, row)))?;
    let kept = civils.iter().map(|&row| view.population.civil(row)).filter(|civil| !civil.status.is_withdrawn());
    table(&folder.join("right.csv"), kept.map(|civil| right(view, civil)))
}

fn table(path: &Path, rows: impl Iterator<Item = [String; COLUMNS.len()]>) -> Result<(), Error> {
    let mut out = csv::Writer::from_path(path).map_err(|error| Error::csv(path, error))?;
    out.write_record(COLUMNS).map_err(|error| Error::csv(path, error))?;
    for row in rows {
        out.write_record(&row).map_err(|error| Error::csv(path, error))?;
    }
    out.flush().map_err(|source| Error::io(path, source))
}

fn left(view: View<'_>, row: u32) -> [String; COLUMNS.len()] {
    let alien = view.population.alien(row);
    let person = person_row(view, row);
    let reference = alien.permit.and_then(|permit| permit.reference);
    [
        person.person_id.as_str().to_owned(),
        person.cpr_number.map(vocabulary::CprNumber::digits).unwrap_or_default(),
        person.given_names,
        String::new(),
        person.surname,
        String::new(),
        text(person.birth_date),
        person.sex.map(|sex| sex.letter().to_string()).unwrap_or_default(),
        person.nationality.unwrap_or_default(),
        text(person.entered_on),
        person.address.unwrap_or_default(),
        person.postcode.unwrap_or_default(),
        reference.map(|reference| person_id(view.population.alien(reference)).as_str().to_owned()).unwrap_or_default(),
        alien.former_number.map(vocabulary::CprNumber::digits).unwrap_or_default(),
        text(person.died_on),
    ]
}

fn right(view: View<'_>, civil: &Civil) -> [String; COLUMNS.len()] {
    let name = view.name_today(civil).name;
    let former = civil.married_name.map(|_| view.first_name(civil.person).name.surname);
    let known = view.population.person(civil.person);
    // The relative that a family case would lean on: the spouse, else the father, else the mother.
    let relative =
        [known.spouse, known.father, known.mother].into_iter().flatten().find_map(|person| view.number(person));
    let lives_here = civil.status.is_resident_in_denmark();
    let country = CountryCode::new(civil.citizenship).ok().and_then(|code| code.country()?.iso3);
    let died_on = (civil.status == vocabulary::CprStatus::Dead).then_some(civil.status_on);
    [
        typed_id(view, civil).unwrap_or_default(),
        civil.number.digits(),
        name.given,
        name.middle,
        name.surname,
        former.unwrap_or_default(),
        text(Some(civil.birth)),
        civil.number.sex().letter().to_string(),
        country.unwrap_or_default().to_owned(),
        text(civil.entered_on),
        if lives_here { civil.address.in_words() } else { String::new() },
        if lives_here { civil.address.town().postcode.clone() } else { String::new() },
        relative.map(vocabulary::CprNumber::digits).unwrap_or_default(),
        civil.former.map(|(number, _)| number.digits()).unwrap_or_default(),
        text(died_on.map(UncertainDate::certain)),
    ]
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
