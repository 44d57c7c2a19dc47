//! Families: who is related to whom, who came first, and what they share.
//!
//! Spouses, siblings and twins share surname or forefathers' names, address and often the day of entry: the evidence that
//! makes coupling hard. Must not know how registers are written.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use vocabulary::{FamilyRelation, Sex};

use crate::arrivals::{CaseKind, PermitGround, draw_permit_day};
use crate::chance::{Purpose, Stream};
use crate::culture::{Culture, DENMARK, Nationality, culture_of_marriage, culture_of_refugee, nationality_of};
use crate::error_kind::ErrorKind;
use crate::names::{BirthName, Line, Pools};
use crate::place::{Address, draw_town};
use crate::population::{Alien, Permit, Person};
use crate::registration::{Member, Outcome, Registry};
use crate::residents::enter_resident;

/// What the members of a family share.
#[derive(Clone, Copy, Debug)]
struct Household {
    family: u32,
    culture: Culture,
    nationality: Nationality,
    address: Address,
    outcome: Outcome,
}

/// A member who is to be entered: the person, and when and on what ground he came.
#[derive(Clone, Copy, Debug)]
struct Arrival {
    person: u32,
    permit: Permit,
    entered_on: Date,
    applied_on: Date,
}

/// Adds one family with a case; at most `room` rows of CARL2.
pub(crate) fn add_case(registry: &mut Registry, room: usize) {
    let (mut household, mut rng, kind, granted_on) = draw_household(registry);
    if kind == CaseKind::Marriage && household.outcome == Outcome::Refused {
        // A refused spouse never shares an address with the one who lives here.
        household.address = Address::draw(draw_town(&mut rng), &mut rng);
    }
    let rows = match kind {
        CaseKind::RefugeeAlone | CaseKind::Other => vec![alone(registry, &household, kind, granted_on, &mut rng)],
        CaseKind::Marriage => marriage(registry, &household, granted_on, &mut rng),
        CaseKind::RefugeeFamily | CaseKind::FamilyFollows => {
            whole_family(registry, &household, kind, granted_on, room, &mut rng)
        }
    };
    born_here(registry, &household, &rows, &mut rng);
    let twice = registry.rates.two_person_ids;
    if rows.len() < room && rng.random_bool((twice * rows.len() as f64).min(1.0)) {
        second_row(registry, rows[rng.random_range(0..rows.len())], &mut rng);
    }
}

fn draw_household(registry: &mut Registry) -> (Household, Stream, CaseKind, Date) {
    let family = registry.population.families;
    registry.population.families += 1;
    let mut rng = registry.chance.stream(Purpose::Family, family);
    let rates = &registry.rates;
    let kind = CaseKind::draw(rates.family_share, rates.marriage_share, &mut rng);
    let granted_on = draw_permit_day(kind, registry.today, rates.recent_permits, &mut rng);
    let year = granted_on.year();
    let culture = match kind {
        CaseKind::Marriage | CaseKind::Other => culture_of_marriage(year, &mut rng),
        _ => culture_of_refugee(year, &mut rng),
    };
    let nationality = nationality_of(culture, year, &mut rng);
    let outcome = if rng.random_bool(rates.refused) {
        Outcome::Refused
    } else if rng.random_bool(rates.never_entered) {
        Outcome::NeverEntered
    } else {
        Outcome::Granted
    };
    let address = Address::draw(draw_town(&mut rng), &mut rng);
    (Household { family, culture, nationality, address, outcome }, rng, kind, granted_on)
}

fn alone(registry: &mut Registry, home: &Household, kind: CaseKind, granted_on: Date, rng: &mut Stream) -> u32 {
    let sex = if rng.random_bool(0.66) { Sex::Male } else { Sex::Female };
    let born = years_before(granted_on, rng.random_range(16..58), rng);
    let person = add_person(registry, home, sex, born, None, rng);
    let (ground, relation) = match kind {
        CaseKind::Other if rng.random_bool(0.4) => (PermitGround::Preacher, None),
        CaseKind::Other if rng.random_bool(0.5) => (PermitGround::Exceptional, Some(FamilyRelation::Other)),
        CaseKind::Other => (PermitGround::Exceptional, None),
        _ => (PermitGround::of_refugee(granted_on.year(), rng), None),
    };
    let permit = Permit { ground, granted_on, relation, reference: None };
    enter(registry, home, arrival(person, permit, rng), None)
}

/// A spouse, sometimes with a child, who comes to somebody who has no case.
fn marriage(registry: &mut Registry, home: &Household, granted_on: Date, rng: &mut Stream) -> Vec<u32> {
    let is_wife = rng.random_bool(0.62);
    let sex = if is_wife { Sex::Female } else { Sex::Male };
    let born = years_before(granted_on, rng.random_range(22..50), rng);
    let spouse = add_person(registry, home, sex, born, None, rng);
    let danish = rng.random_bool(0.4);
    let host_home = Household {
        culture: if danish { Culture::Danish } else { home.culture },
        nationality: if danish || rng.random_bool(0.5) { DENMARK } else { home.nationality },
        ..*home
    };
    let host_sex = if is_wife { Sex::Male } else { Sex::Female };
    let host =
        add_person(registry, &host_home, host_sex, years_before(granted_on, rng.random_range(25..55), rng), None, rng);
    marry(registry, host, spouse);
    let since = granted_on.saturating_sub(rng.random_range(2000..9000).days());
    enter_resident(registry, host, home.address, since, rng);
    let permit =
        Permit { ground: PermitGround::Spouse, granted_on, relation: Some(FamilyRelation::Spouse), reference: None };
    let row = enter(registry, home, arrival(spouse, permit, rng), None);
    take_surname(registry, spouse, host, granted_on, rng);
    vec![row]
}

fn whole_family(
    registry: &mut Registry,
    home: &Household,
    kind: CaseKind,
    granted_on: Date,
    room: usize,
    rng: &mut Stream,
) -> Vec<u32> {
    let father =
        add_person(registry, home, Sex::Male, years_before(granted_on, rng.random_range(24..58), rng), None, rng);
    let ground = PermitGround::of_refugee(granted_on.year(), rng);
    let permit = Permit { ground, granted_on, relation: None, reference: None };
    let first = arrival(father, permit, rng);
    let principal = enter(registry, home, first, None);
    let mut rows = vec![principal];
    let later = granted_on.saturating_add(rng.random_range(150..900).days());
    let follows = kind == CaseKind::FamilyFollows;
    if follows && (later > registry.today || home.outcome != Outcome::Granted) {
        return rows;
    }
    let members = relatives(registry, home, father, granted_on, rng);
    let travel = rng.random_range(20..150);
    for (person, relation) in members.into_iter().take(room.saturating_sub(1)) {
        let arrival = if follows {
            let spouse = relation == FamilyRelation::Spouse;
            let ground = if spouse { PermitGround::Spouse } else { PermitGround::Child };
            let permit = Permit { ground, granted_on: later, relation: Some(relation), reference: Some(principal) };
            let entered_on = later.saturating_add(travel.days());
            Arrival { person, permit, entered_on, applied_on: later.saturating_sub(120.days()) }
        } else {
            Arrival { person, ..first }
        };
        let row = enter(registry, home, arrival, Some(principal));
        rows.push(row);
        if relation == FamilyRelation::Spouse {
            take_surname(registry, person, father, granted_on, rng);
        }
    }
    rows
}

/// The wife and the children of a man, twins now and then.
fn relatives(
    registry: &mut Registry,
    home: &Household,
    father: u32,
    granted_on: Date,
    rng: &mut Stream,
) -> Vec<(u32, FamilyRelation)> {
    let mut members = Vec::new();
    let husband = registry.population.person(father).clone();
    let mut mother = None;
    if rng.random_bool(0.85) {
        let born = husband.born.saturating_add(rng.random_range(-1000..3000).days());
        let line = shares_surname(home.culture).then(|| husband_line(&husband, home.culture, rng));
        let wife = add_person(registry, home, Sex::Female, born, line, rng);
        marry(registry, father, wife);
        members.push((wife, FamilyRelation::Spouse));
        mother = Some(wife);
    }
    let children = rng.random_range(0..=5_u8).saturating_sub(rng.random_range(0..=1));
    let line = husband.name.line_of_children();
    let mut twin: Option<Date> = None;
    for _ in 0..children {
        let born = twin.take().unwrap_or_else(|| years_before(granted_on, rng.random_range(0..17), rng));
        let child = add_child(registry, home, born, line, (Some(father), mother), rng);
        members.push((child, FamilyRelation::Child));
        twin = rng.random_bool(0.02).then_some(born);
    }
    members
}

/// Children born in Denmark: they have a CPR number from birth and no case.
fn born_here(registry: &mut Registry, home: &Household, rows: &[u32], rng: &mut Stream) {
    let Some(&row) = rows.first() else { return };
    let alien = registry.population.alien(row).clone();
    let (Some(permit), Outcome::Granted) = (alien.permit, home.outcome) else { return };
    let since = (registry.today - permit.granted_on).get_days();
    for _ in 0..3 {
        if since < 400 || !rng.random_bool(registry.rates.born_here) {
            continue;
        }
        let born = permit.granted_on.saturating_add(rng.random_range(300..since).days());
        let parent = registry.population.person(alien.person);
        let line = parent.name.line_of_children();
        let parents = if parent.name.sex == Sex::Male {
            (Some(alien.person), parent.spouse)
        } else {
            (parent.spouse, Some(alien.person))
        };
        let child = add_child(registry, home, born, line, parents, rng);
        enter_resident(registry, child, home.address, born, rng);
    }
}

/// The same person under a second person-id, made for a later application; the register knows of it now and then.
fn second_row(registry: &mut Registry, row: u32, rng: &mut Stream) {
    let first = registry.population.alien(row).clone();
    if first.permit.is_none() {
        return;
    }
    registry.population.aliens[row as usize].kinds.insert(ErrorKind::TwoPersonIds);
    let days = (registry.today - first.registered_on).get_days().max(2);
    let mut second = Alien {
        registered_on: first.registered_on.saturating_add(rng.random_range(1..days).days()),
        permit: None,
        earlier_permit: None,
        number: None,
        former_number: None,
        former_id: rng.random_bool(0.3).then_some(row),
        died_on: None,
        address: first.address.filter(|_| rng.random_bool(0.5)),
        ..first
    };
    second.kinds.insert(ErrorKind::TwoPersonIds);
    registry.population.add_alien(second);
}

fn arrival(person: u32, permit: Permit, rng: &mut Stream) -> Arrival {
    let granted_on = permit.granted_on;
    if permit.ground.applied_in() == registers::carl2::AppliedIn::Denmark {
        let entered_on = granted_on.saturating_sub(rng.random_range(60..600).days());
        return Arrival {
            person,
            permit,
            entered_on,
            applied_on: entered_on.saturating_add(rng.random_range(0..5).days()),
        };
    }
    let entered_on = granted_on.saturating_add(rng.random_range(10..120).days());
    Arrival { person, permit, entered_on, applied_on: granted_on.saturating_sub(rng.random_range(40..300).days()) }
}

fn enter(registry: &mut Registry, home: &Household, arrival: Arrival, relative: Option<u32>) -> u32 {
    let Arrival { person, permit, entered_on, applied_on } = arrival;
    let outcome = home.outcome;
    registry.enter(&Member { person, relative, permit, outcome, applied_on, entered_on, address: home.address })
}

fn add_person(
    registry: &mut Registry,
    home: &Household,
    sex: Sex,
    born: Date,
    line: Option<Line>,
    rng: &mut Stream,
) -> u32 {
    let line = line.unwrap_or_else(|| Pools::of(home.culture).draw_line(rng));
    let name = BirthName::draw(home.culture, sex, line, rng);
    let Household { family, nationality, .. } = *home;
    registry.population.add(Person { family, name, born, nationality, spouse: None, mother: None, father: None })
}

fn add_child(
    registry: &mut Registry,
    home: &Household,
    born: Date,
    line: Line,
    (father, mother): (Option<u32>, Option<u32>),
    rng: &mut Stream,
) -> u32 {
    let sex = if rng.random_bool(0.512) { Sex::Male } else { Sex::Female };
    let child = add_person(registry, home, sex, born, Some(line), rng);
    let person = &mut registry.population.persons[child as usize];
    person.father = father;
    person.mother = mother;
    child
}

fn marry(registry: &mut Registry, one: u32, other: u32) {
    registry.population.persons[one as usize].spouse = Some(other);
    registry.population.persons[other as usize].spouse = Some(one);
}

/// Now and then a spouse takes the other's surname after the entry: CPR has the new one and keeps the former.
fn take_surname(registry: &mut Registry, person: u32, spouse: u32, after: Date, rng: &mut Stream) {
    if !rng.random_bool(registry.rates.marriage_name) {
        return;
    }
    let Some(civil) = registry.population.civils.last_mut().filter(|civil| civil.person == person) else { return };
    let days = (registry.today - after).get_days();
    if days < 60 || !civil.status.is_resident_in_denmark() {
        return;
    }
    civil.married_name = Some((spouse, after.saturating_add(rng.random_range(50..days).days())));
    if let Some(alien) = registry.population.aliens.last_mut().filter(|alien| alien.person == person) {
        alien.kinds.insert(ErrorKind::MarriageName);
    }
}

fn shares_surname(culture: Culture) -> bool {
    matches!(culture, Culture::Slavic | Culture::Turkish | Culture::Balkan | Culture::Eastern | Culture::Danish)
}

/// A wife's line where she bears her husband's surname: his surname, her own forefathers.
fn husband_line(husband: &Person, culture: Culture, rng: &mut Stream) -> Line {
    Line { surname: husband.name.surname, ..Pools::of(culture).draw_line(rng) }
}

/// A birth date that many whole years before a day, anywhere in that year.
pub(crate) fn years_before(day: Date, years: i16, rng: &mut Stream) -> Date {
    day.saturating_sub((i32::from(years) * 365 + rng.random_range(1..365)).days())
}
