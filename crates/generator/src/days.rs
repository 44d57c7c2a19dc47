//! What happens on a day: moves, deaths, new names and numbers, ids that are typed at last, people who come.
//!
//! Changes the population and says which rows to deliver. Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use vocabulary::{CprStatus, FamilyRelation, Sex};

use crate::arrivals::PermitGround;
use crate::chance::{Purpose, Stream};
use crate::change::Event;
use crate::culture::{culture_of_marriage, culture_of_refugee, nationality_of, weighted};
use crate::error_kind::{ErrorKind, ErrorKinds};
use crate::families::years_before;
use crate::names::{BirthName, Pools};
use crate::place::{Address, draw_town};
use crate::population::{Civil, Permit, Person, Population, TypedId};
use crate::registration::{Member, Outcome, Registry, civil_birth};
use crate::relations::Relations;

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

/// Who is where at the beginning of a day.
#[derive(Debug)]
struct Index {
    /// Person and row of CARL2, in order.
    aliens: Vec<(u32, u32)>,
    relations: Relations,
    /// Rows of the civil register whose administrative number waits to become ordinary.
    waiting: Vec<u32>,
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
    let mut index = Index::of(&registry.population);
    for _ in 0..changes {
        match weighted(&HAPPENINGS, &mut rng) {
            Happening::TypeId => type_id(registry, &index, &mut changed, &mut rng),
            Happening::CorrectAlien => correct_alien(registry, &mut changed, &mut rng),
            Happening::Arrive => arrive(registry, &mut changed, &mut rng),
            Happening::ChangeNumber => change_number(registry, &index, &mut changed, &mut rng),
            Happening::Register => register(registry, &mut index, &mut changed, &mut rng),
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
    let spouse_of = |civil: &Civil| registry.population.person(civil.person).spouse;
    let row = find(registry, changed, rng, |civil| {
        let can_marry = spouse_of(civil).is_some() && civil.married_name.is_none();
        civil.status.is_resident_in_denmark() && (happening != Happening::Marry || can_marry)
    });
    let Some(row) = row else { return };
    let today = registry.today;
    let spouse = spouse_of(registry.population.civil(row));
    let civil = &mut registry.population.civils[row as usize];
    let event = match (happening, spouse) {
        (Happening::Marry, Some(spouse)) => {
            civil.married_name = Some((spouse, today));
            Event::Marriage
        }
        (Happening::Die, _) => end_residence(civil, CprStatus::Dead, today, Event::Reload),
        (Happening::Leave, _) => end_residence(civil, CprStatus::Emigrated, today, Event::Exit),
        (Happening::Disappear, _) => end_residence(civil, CprStatus::Disappeared, today, Event::Disappearance),
        _ => {
            civil.former_address = Some((civil.address, civil.moved_on));
            let town = if rng.random_bool(0.7) { civil.address.town } else { draw_town(rng) };
            civil.address = Address::draw(town, rng);
            civil.moved_on = today;
            Event::Move
        }
    };
    changed.civils.insert(row, event);
}

fn end_residence(civil: &mut Civil, status: CprStatus, today: Date, event: Event) -> Event {
    civil.status = status;
    civil.status_on = today;
    civil.protected_from = None;
    event
}

/// A municipality registers somebody with an administrative number as resident: the number stays the same.
fn register(registry: &mut Registry, index: &mut Index, changed: &mut Changed, rng: &mut Stream) {
    let Some(row) = index.take_waiting(changed, rng) else { return };
    let today = registry.today;
    let civil = &mut registry.population.civils[row as usize];
    civil.status = CprStatus::ResidentInDenmark;
    civil.status_on = today;
    civil.entered_on = Some(today.saturating_sub(rng.random_range(0..20).days()));
    civil.moved_on = today;
    civil.typed_on = today;
    changed.civils.insert(row, Event::Entry);
    let (person, entered_on) = (civil.person, civil.entered_on);
    for alien in index.aliens(person) {
        let held = &mut registry.population.aliens[alien as usize];
        held.kinds.remove(ErrorKind::Administrative);
        held.entered_on = held.entered_on.or(entered_on);
        changed.aliens.insert(alien);
    }
    type_right_id(registry, index, row, changed);
}

impl Index {
    fn of(population: &Population) -> Self {
        let mut aliens: Vec<(u32, u32)> =
            (0..).zip(&population.aliens).map(|(row, alien)| (alien.person, row)).collect();
        aliens.sort_unstable();
        let mut index = Self { aliens, relations: Relations::of(population), waiting: Vec::new() };
        // An administrative number whose holder has a case is ordinary from the day he is registered as resident.
        let enters = |kinds: ErrorKinds| !kinds.contains(ErrorKind::NeverEntered);
        let persons = population.aliens.iter().filter(|alien| alien.permit.is_some() && enters(alien.kinds));
        let rows = persons.filter_map(|alien| index.relations.current(alien.person));
        let waits = |row: &u32| population.civil(*row).status == CprStatus::Administrative;
        index.waiting = rows.filter(waits).collect();
        index
    }

    /// The rows of a person in CARL2, the first one first.
    fn aliens(&self, person: u32) -> impl Iterator<Item = u32> {
        let from = self.aliens.partition_point(|&(other, _)| other < person);
        self.aliens[from..].iter().take_while(move |&&(other, _)| other == person).map(|&(_, row)| row)
    }

    /// Takes one of those who wait to be registered as resident.
    fn take_waiting(&mut self, changed: &Changed, rng: &mut Stream) -> Option<u32> {
        self.waiting.retain(|row| !changed.civils.contains_key(row));
        if self.waiting.is_empty() {
            return None;
        }
        let place = rng.random_range(0..self.waiting.len());
        Some(self.waiting.swap_remove(place))
    }
}

/// A municipality corrects what it typed.
fn type_id(registry: &mut Registry, index: &Index, changed: &mut Changed, rng: &mut Stream) {
    const WANTING: [ErrorKind; 5] =
        [ErrorKind::IdMissing, ErrorKind::IdDigits, ErrorKind::IdOfAnother, ErrorKind::IdLocal, ErrorKind::IdZeros];
    let population = &mut registry.population;
    let count = population.aliens.len();
    let is_wanting = |row: &usize| WANTING.iter().any(|&kind| population.aliens[*row].kinds.contains(kind));
    let Some(row) =
        (0..TRIES.min(u32::try_from(count).unwrap_or(TRIES))).map(|_| rng.random_range(0..count)).find(is_wanting)
    else {
        return;
    };
    let person = population.aliens[row].person;
    let Some(civil) = index.relations.current(person) else { return };
    if population.civil(civil).status.is_withdrawn() {
        return;
    }
    for alien in index.aliens(person) {
        for kind in WANTING {
            population.aliens[alien as usize].kinds.remove(kind);
        }
    }
    population.civils[civil as usize].typed_on = registry.today;
    type_right_id(registry, index, civil, changed);
}

fn type_right_id(registry: &mut Registry, index: &Index, civil: u32, changed: &mut Changed) {
    let held = &mut registry.population.civils[civil as usize];
    if let Some(row) = index.aliens(held.person).next() {
        held.typed = TypedId::Of(row);
        changed.typed.insert(civil);
    }
}

/// Birth date or sex is corrected: the number is given up and another one given.
fn change_number(registry: &mut Registry, index: &Index, changed: &mut Changed, rng: &mut Stream) {
    let today = registry.today;
    let found = find(registry, changed, rng, |civil| {
        civil.status.is_resident_in_denmark() && civil.typed != TypedId::Nothing && civil.former.is_none()
    });
    let Some(row) = found else { return };
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
    // Whoever's records name the number is delivered again, as CPR does.
    let Person { spouse, mother, father, .. } = *registry.population.person(civil.person);
    let mut deliver = |relative: u32, event| {
        if let Some(row) = index.relations.current(relative) {
            changed.civils.entry(row).or_insert(event);
        }
    };
    let touched = spouse.into_iter().map(|relative| (relative, Event::NumberOfSpouse));
    let touched =
        touched.chain([mother, father].into_iter().flatten().map(|relative| (relative, Event::NumberOfChild)));
    let touched =
        touched.chain(index.relations.children(civil.person).map(|relative| (relative, Event::NumberOfParent)));
    for (relative, event) in touched {
        deliver(relative, event);
    }
    for alien in index.aliens(civil.person) {
        registry.population.aliens[alien as usize].kinds.insert(ErrorKind::NumberChanged);
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
    alien.earlier_permit = None;
    alien.registered_on = today;
    alien.kinds.remove(ErrorKind::EarlierPermit);
    changed.aliens.insert(row);
    changed.newcomers.push(row);
}
