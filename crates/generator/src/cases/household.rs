//! Whose cases there are: families with somebody whose first permit under the Act was given in the last four years.
//!
//! Must not know facts.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::GroundCategory;

use crate::error_kind::ErrorKind;
use crate::population::{Alien, Population, person_id_text};
use crate::relations::View;

/// How many years back a first permit may lie.
const YEARS: i32 = 4;

/// Who belongs to a person, as that person's case tells it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kin {
    pub(crate) spouse: Option<KinSpouse>,
    pub(crate) children: Vec<KinChild>,
    /// Whether a parent of the person came too.
    pub(crate) has_parent: bool,
}

/// A spouse.
#[derive(Clone, Debug)]
pub(crate) struct KinSpouse {
    /// The id in the case, where the spouse is a person of it.
    pub(crate) id: Option<String>,
    /// Whether the spouse has a permit under the Act.
    pub(crate) covered: bool,
}

/// A child.
#[derive(Clone, Debug)]
pub(crate) struct KinChild {
    pub(crate) name: String,
    pub(crate) born: Date,
    pub(crate) in_case: bool,
}

/// The rows of CARL2 of each case: of one household, the person the case is about first. In the order in which the households came.
pub(crate) fn choose(population: &Population, as_of: Date) -> Vec<Vec<u32>> {
    let since = as_of.saturating_sub(YEARS.years());
    let mut households: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, alien) in (0..).zip(&population.aliens) {
        if is_due(alien, since, as_of) {
            households.entry(population.person(alien.person).family).or_default().push(row);
        }
    }
    let adult_first = |mut rows: Vec<u32>| {
        let is_minor = |row: u32| {
            let alien = population.alien(row);
            population.person(alien.person).born.saturating_add(18.years()) > alien.registered_on
        };
        rows.sort_by_key(|&row| (is_minor(row), row));
        rows
    };
    households.into_values().map(adult_first).collect()
}

/// Whether a row has a permit under the Act, given for the first time in the last years, that was used.
fn is_due(alien: &Alien, since: Date, as_of: Date) -> bool {
    let Some(permit) = alien.permit else { return false };
    let grounds = [GroundCategory::Refugee, GroundCategory::Family];
    alien.earlier_permit.is_none()
        && (since..=as_of).contains(&permit.granted_on)
        && grounds.contains(&permit.ground.category(permit.relation))
        && !alien.kinds.contains(ErrorKind::NeverEntered)
}

/// For every person, whether some row of CARL2 holds a permit for them.
pub(crate) fn with_permit(population: &Population) -> Vec<bool> {
    let mut with = vec![false; population.persons.len()];
    for alien in population.aliens.iter().filter(|alien| alien.permit.is_some()) {
        with[alien.person as usize] = true;
    }
    with
}

/// Who belongs to the person of a row, where the case is about these rows.
pub(crate) fn kin_of(view: View<'_>, with_permit: &[bool], row: u32, rows: &[u32]) -> Kin {
    let population = view.population;
    let person = population.alien(row).person;
    let known = population.person(person);
    let in_case = |other: u32| rows.iter().copied().find(|&row| population.alien(row).person == other);
    let id = |row: u32| person_id_text(population.alien(row).id);
    let spouse =
        known.spouse.map(|spouse| KinSpouse { id: in_case(spouse).map(id), covered: with_permit[spouse as usize] });
    let children = view.relations.children(person).map(|child| {
        let held = in_case(child);
        let name = held.map_or_else(|| format!("barn-{child}"), id);
        KinChild { name, born: population.person(child).born, in_case: held.is_some() }
    });
    let has_parent = known.mother.is_some() || known.father.is_some();
    Kin { spouse, children: children.collect(), has_parent }
}
