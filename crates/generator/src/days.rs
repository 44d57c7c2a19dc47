//! What happens on a day: moves, deaths, new names and numbers, ids that are typed at last, people who come.
//!
//! Changes the population and says which rows to deliver. Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use rand::RngExt;
use vocabulary::{CprStatus, FamilyRelation, Sex};

use crate::arrivals::PermitGround;
use crate::chance::{Purpose, Stream};
use crate::change::Event;
use crate::culture::{culture_of_marriage, culture_of_refugee, nationality_of, weighted};
use crate::error_kind::ErrorKind;
use crate::families::years_before;
use crate::names::{BirthName, Pools};
use crate::place::{Address, draw_town};
use crate::population::{Civil, Permit, Person, TypedId};
use crate::registration::{Member, Outcome, Registry, civil_birth};

/// The rows to deliver after a day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// Rows of the civil register, each with what happened.
    pub civils: BTreeMap<u32, Event>,
    /// Rows of CARL2.
    pub aliens: BTreeSet<u32>,
    /// Rows of the civil register for which something else was typed.
    pub typed: BTreeSet<u32>,
    /// Rows of CARL2 that are new and have no person-id yet.
    pub newcomers: Vec<u32>,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happening {
    Move,
    TypeId,
    Register,
    Marry,
    Die,
    Leave,
    Disappear,
    ChangeNumber,
    CorrectAlien,
    Arrive,
}

/// How often each happens, of a hundred.
const HAPPENINGS: [(Happening, u32); 10] = [
    (Happening::Move, 40),
    (Happening::TypeId, 8),
    (Happening::Register, 8),
    (Happening::Marry, 5),
    (Happening::Die, 5),
    (Happening::Leave, 5),
    (Happening::Disappear, 1),
    (Happening::ChangeNumber, 3),
    (Happening::CorrectAlien, 8),
    (Happening::Arrive, 17),
];
/// How often somebody fitting is looked for before the happening is dropped: in a small country there may be none.
const TRIES: u32 = 400;

/// Lets a day pass: `number` counts the days after the first, `registry.today` is the day.
pub(crate) fn pass(registry: &mut Registry, number: u32, changes: u32) -> Changed {
    let mut rng = registry.chance.stream(Purpose::Day, number);
    let mut changed = Changed::default();
    for _ in 0..changes {
        match weighted(&HAPPENINGS, &mut rng) {
            Happening::TypeId => type_id(registry, &mut changed, &mut rng),
            Happening::CorrectAlien => correct_alien(registry, &mut changed, &mut rng),
            Happening::Arrive => arrive(registry, &mut changed, &mut rng),
            other => happen_to_resident(registry, other, &mut changed, &mut rng),
        }
    }
    changed
}

/// A row of the civil register that fits and that nothing has happened to today.
fn find(registry: &Registry, changed: &Changed, rng: &mut Stream, fits: impl Fn(&Civil) -> bool) -> Option<u32> {
    let count = u32::try_from(registry.population.civils.len()).ok().filter(|&count| count > 0)?;
    let mut draw = || rng.random_range(0..count);
    (0..TRIES).map(|_| draw()).find(|row| {
        let civil = registry.population.civil(*row);
        !changed.civils.contains_key(row)
            && civil.status_on < registry.today
            && civil.moved_on < registry.today
            && fits(civil)
    })
}

fn happen_to_resident(registry: &mut Registry, happening: Happening, changed: &mut Changed, rng: &mut Stream) {
    let has_case = |civil: &Civil| civil.typed != TypedId::Nothing;
    let row = match happening {
        Happening::Register => find_administrative(registry, changed, rng),
        Happening::Marry => find(registry, changed, rng, |civil| {
            let spouse = registry.population.person(civil.person).spouse;
            civil.status.is_resident_in_denmark() && spouse.is_some() && civil.married_name.is_none()
        }),
        Happening::ChangeNumber => find(registry, changed, rng, |civil| {
            civil.status.is_resident_in_denmark() && has_case(civil) && civil.former.is_none()
        }),
        _ => find(registry, changed, rng, |civil| civil.status.is_resident_in_denmark()),
    };
    let Some(row) = row else { return };
    if happening == Happening::ChangeNumber {
        change_number(registry, row, changed, rng);
        return;
    }
    let today = registry.today;
    let spouse = registry.population.person(registry.population.civil(row).person).spouse;
    let civil = &mut registry.population.civils[row as usize];
    let event = match (happening, spouse) {
        (Happening::Register, _) => {
            civil.status = CprStatus::ResidentInDenmark;
            civil.entered_on = Some(today.saturating_sub(rng.random_range(0..20).days()));
            civil.moved_on = today;
            civil.typed_on = today;
            Event::Entry
        }
        (Happening::Marry, Some(spouse)) => {
            civil.married_name = Some((spouse, today));
            Event::Marriage
        }
        (Happening::Die, _) => {
            civil.status = CprStatus::Dead;
            Event::Reload
        }
        (Happening::Leave, _) => {
            civil.status = CprStatus::Emigrated;
            Event::Exit
        }
        (Happening::Disappear, _) => {
            civil.status = CprStatus::Disappeared;
            Event::Disappearance
        }
        _ => {
            civil.former_address = Some((civil.address, civil.moved_on));
            let town = if rng.random_bool(0.7) { civil.address.town } else { draw_town(rng) };
            civil.address = Address::draw(town, rng);
            civil.moved_on = today;
            Event::Move
        }
    };
    if event != Event::Move && event != Event::Marriage {
        civil.status_on = today;
    }
    if civil.status != CprStatus::ResidentInDenmark {
        civil.protected_from = None;
    }
    changed.civils.insert(row, event);
    if event == Event::Entry {
        type_right_id(registry, row, changed);
    }
}

/// An administrative number whose holder has a case: it is ordinary from the day he is registered as resident.
fn find_administrative(registry: &Registry, changed: &Changed, rng: &mut Stream) -> Option<u32> {
    let waiting: Vec<u32> = registry
        .population
        .aliens
        .iter()
        .filter(|alien| {
            alien.kinds.contains(ErrorKind::Administrative) && !alien.kinds.contains(ErrorKind::NeverEntered)
        })
        .filter_map(|alien| alien.number)
        .filter_map(|number| {
            let place = registry.population.civils.iter().position(|civil| civil.number == number)?;
            u32::try_from(place).ok()
        })
        .filter(|row| {
            registry.population.civil(*row).status == CprStatus::Administrative && !changed.civils.contains_key(row)
        })
        .collect();
    (!waiting.is_empty()).then(|| waiting[rng.random_range(0..waiting.len())])
}

/// A municipality corrects what it typed.
fn type_id(registry: &mut Registry, changed: &mut Changed, rng: &mut Stream) {
    let count = registry.population.aliens.len();
    if count == 0 {
        return;
    }
    let wanting =
        [ErrorKind::IdMissing, ErrorKind::IdDigits, ErrorKind::IdOfAnother, ErrorKind::IdLocal, ErrorKind::IdZeros];
    let found = (0..TRIES)
        .map(|_| rng.random_range(0..count))
        .find(|&row| wanting.iter().any(|&kind| registry.population.aliens[row].kinds.contains(kind)));
    let Some(row) = found else { return };
    let person = registry.population.aliens[row].person;
    let civil =
        registry.population.civils.iter().position(|civil| civil.person == person && !civil.status.is_withdrawn());
    let Some(civil) = civil.and_then(|place| u32::try_from(place).ok()) else { return };
    for kind in wanting {
        registry.population.aliens[row].kinds.remove(kind);
    }
    registry.population.civils[civil as usize].typed_on = registry.today;
    type_right_id(registry, civil, changed);
}

fn type_right_id(registry: &mut Registry, civil: u32, changed: &mut Changed) {
    let person = registry.population.civil(civil).person;
    let row = registry.population.aliens.iter().position(|alien| alien.person == person);
    if let Some(row) = row.and_then(|row| u32::try_from(row).ok()) {
        let civil_row = &mut registry.population.civils[civil as usize];
        civil_row.typed = TypedId::Of(row);
        changed.typed.insert(civil);
    }
}

/// Birth date or sex is corrected: the number is given up and another one given.
fn change_number(registry: &mut Registry, row: u32, changed: &mut Changed, rng: &mut Stream) {
    let today = registry.today;
    let civil = registry.population.civil(row).clone();
    let born = civil.birth.earliest().saturating_sub(rng.random_range(200..1500).days());
    let number = registry.numbers.issue(born, civil.number.sex());
    let current = Civil {
        number,
        birth: civil_birth(number, civil.birth.is_marked_uncertain()),
        former: Some((civil.number, today)),
        assigned_on: today,
        ..civil.clone()
    };
    let old = &mut registry.population.civils[row as usize];
    old.status = CprStatus::Changed;
    old.status_on = today;
    old.replaced_by = Some(number);
    old.former_address = None;
    old.protected_from = None;
    let new = registry.population.add_civil(current);
    changed.civils.insert(row, Event::NumberChanged);
    changed.civils.insert(new, Event::NumberChanged);
    for alien in registry.population.aliens.iter_mut().filter(|alien| alien.person == civil.person) {
        alien.kinds.insert(ErrorKind::NumberChanged);
    }
}

/// A clerk corrects a row of CARL2: birth date, sex and nationality become the true ones.
fn correct_alien(registry: &mut Registry, changed: &mut Changed, rng: &mut Stream) {
    let count = registry.population.aliens.len();
    if count == 0 {
        return;
    }
    let row = rng.random_range(0..count);
    let alien = &mut registry.population.aliens[row];
    let person = &registry.population.persons[alien.person as usize];
    if alien.permit.is_none() || alien.id == 0 {
        return;
    }
    alien.birth = Some(person.born.into());
    alien.sex = Some(person.name.sex);
    alien.nationality = Some(person.nationality);
    for kind in [
        ErrorKind::BirthDefaultOnce,
        ErrorKind::BirthPartial,
        ErrorKind::BirthUncertain,
        ErrorKind::NationalityUnknown,
        ErrorKind::NationalityStateless,
    ] {
        alien.kinds.remove(kind);
    }
    if let Ok(row) = u32::try_from(row) {
        changed.aliens.insert(row);
    }
}

/// Somebody gets a permit today: a quota refugee, or a spouse from abroad. The number is asked for tonight.
fn arrive(registry: &mut Registry, changed: &mut Changed, rng: &mut Stream) {
    let today = registry.today;
    let family = registry.population.families;
    registry.population.families += 1;
    let is_spouse = rng.random_bool(0.5);
    let culture =
        if is_spouse { culture_of_marriage(today.year(), rng) } else { culture_of_refugee(today.year(), rng) };
    let nationality = nationality_of(culture, today.year(), rng);
    let sex = if rng.random_bool(0.5) { Sex::Female } else { Sex::Male };
    let line = Pools::of(culture).draw_line(rng);
    let name = BirthName::draw(culture, sex, line, rng);
    let born = years_before(today, rng.random_range(18..55), rng);
    let person =
        registry.population.add(Person { family, name, born, nationality, spouse: None, mother: None, father: None });
    let (ground, relation) =
        if is_spouse { (PermitGround::Spouse, Some(FamilyRelation::Spouse)) } else { (PermitGround::Quota, None) };
    let row = registry.enter(&Member {
        person,
        relative: None,
        permit: Permit { ground, granted_on: today, relation, reference: None },
        outcome: Outcome::Granted,
        applied_on: today,
        entered_on: today.saturating_add(rng.random_range(20..90).days()),
        address: Address::draw(draw_town(rng), rng),
    });
    let alien = &mut registry.population.aliens[row as usize];
    alien.entered_on = None;
    alien.earlier_permit = None;
    alien.registered_on = today;
    alien.kinds.remove(ErrorKind::EarlierPermit);
    changed.aliens.insert(row);
    changed.newcomers.push(row);
}
