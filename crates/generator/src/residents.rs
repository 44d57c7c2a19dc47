//! People in CPR without a case in CARL2: Danes, foreigners who moved freely or were born here, and administrative numbers.
//!
//! They fill the civil register around the persons that are to be coupled, as in reality. Must not know CARL2's rows.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use vocabulary::{CprStatus, Sex};

use crate::chance::{Purpose, Stream};
use crate::culture::{Culture, DENMARK, culture_without_case, nationality_of};
use crate::families::years_before;
use crate::names::{BirthName, Line, Pools};
use crate::place::{Address, draw_town};
use crate::population::{Civil, Person, TypedId};
use crate::registration::{Registry, civil_birth, death_share};

/// Adds a household without a case; at most `room` rows of the civil register.
pub(crate) fn add_household(registry: &mut Registry, room: usize) {
    let family = registry.population.families;
    registry.population.families += 1;
    let mut rng = registry.chance.stream(Purpose::Family, family);
    if rng.random_bool(registry.rates.tax_numbers) {
        add_tax_number(registry, family, &mut rng);
        return;
    }
    let danish = rng.random_bool(0.84);
    let culture = if danish { Culture::Danish } else { culture_without_case(&mut rng) };
    let today = registry.today;
    let address = Address::draw(draw_town(&mut rng), &mut rng);
    let line = Pools::of(culture).draw_line(&mut rng);
    let head_sex = if rng.random_bool(0.5) { Sex::Male } else { Sex::Female };
    let age = rng.random_range(18..92);
    let head = add(registry, family, culture, head_sex, years_before(today, age, &mut rng), line, &mut rng);
    let mut members = vec![head];
    if (25..85).contains(&age) && rng.random_bool(0.55) {
        members.extend(relatives(registry, family, culture, head, age, &mut rng));
    }
    for member in members.into_iter().take(room) {
        let born = registry.population.person(member).born;
        let since = if danish || rng.random_bool(0.3) {
            born
        } else {
            let days = (today - born).get_days().max(2);
            today.saturating_sub(rng.random_range(1..days.min(12_000)).days())
        };
        enter_resident(registry, member, address, since, &mut rng);
    }
}

/// Enters a resident without a case into CPR, from a day on.
pub(crate) fn enter_resident(registry: &mut Registry, person: u32, address: Address, since: Date, rng: &mut Stream) {
    let known = registry.population.person(person).clone();
    let today = registry.today;
    let since = since.clamp(known.born, today);
    let number = registry.numbers.issue(known.born, known.name.sex);
    let is_native = since == known.born;
    let mut civil = Civil {
        person,
        number,
        status: CprStatus::ResidentInDenmark,
        status_on: since,
        replaced_by: None,
        former: None,
        birth: civil_birth(number, false),
        citizenship: known.nationality.cpr,
        former_citizenship: None,
        assigned_on: since,
        entered_on: (!is_native).then_some(since),
        address,
        moved_on: since,
        former_address: None,
        typed: TypedId::Nothing,
        typed_on: since,
        typed_town: address.town,
        protected_from: None,
        married_name: None,
    };
    let days = (today - since).get_days();
    if days > 400 {
        civil.moved_on = since.saturating_add(rng.random_range(1..days).days());
        let age = i32::from(today.year()) - i32::from(known.born.year());
        let emigrates = if known.nationality == DENMARK { 0.01 } else { registry.rates.emigrated };
        if rng.random_bool(death_share(age)) {
            civil.status = CprStatus::Dead;
        } else if rng.random_bool(emigrates) {
            civil.status = CprStatus::Emigrated;
        } else if rng.random_bool(registry.rates.protected) {
            civil.protected_from = Some(civil.moved_on);
        }
        if civil.status != CprStatus::ResidentInDenmark {
            civil.status_on =
                civil.moved_on.saturating_add(rng.random_range(0..=(today - civil.moved_on).get_days()).days());
        }
    }
    registry.population.add_civil(civil);
}

/// An administrative number for somebody who pays tax here and never lived here.
fn add_tax_number(registry: &mut Registry, family: u32, rng: &mut Stream) {
    let line = Pools::of(Culture::Eastern).draw_line(rng);
    let sex = if rng.random_bool(0.8) { Sex::Male } else { Sex::Female };
    let born = years_before(registry.today, rng.random_range(20..62), rng);
    let person = add(registry, family, Culture::Eastern, sex, born, line, rng);
    let since = registry.today.saturating_sub(rng.random_range(1..6000).days());
    let address = Address::draw(draw_town(rng), rng);
    enter_resident(registry, person, address, since, rng);
    if let Some(civil) = registry.population.civils.last_mut() {
        civil.status = CprStatus::Administrative;
        civil.status_on = civil.assigned_on;
        civil.entered_on = None;
        civil.protected_from = None;
    }
}

fn relatives(
    registry: &mut Registry,
    family: u32,
    culture: Culture,
    head: u32,
    age: i16,
    rng: &mut Stream,
) -> Vec<u32> {
    let head_person = registry.population.person(head).clone();
    let spouse_sex = if head_person.name.sex == Sex::Male { Sex::Female } else { Sex::Male };
    let mut line = Pools::of(culture).draw_line(rng);
    if rng.random_bool(0.6) {
        line.surname = head_person.name.surname;
    }
    let born = head_person.born.saturating_add(rng.random_range(-1500..1500).days());
    let spouse = add(registry, family, culture, spouse_sex, born, line, rng);
    registry.population.persons[head as usize].spouse = Some(spouse);
    registry.population.persons[spouse as usize].spouse = Some(head);
    let mut members = vec![spouse];
    if age < 50 {
        for _ in 0..rng.random_range(0..=3_u8) {
            let child_age = rng.random_range(0..(age - 20).min(18));
            let sex = if rng.random_bool(0.512) { Sex::Male } else { Sex::Female };
            let born = years_before(registry.today, child_age, rng);
            let father = if spouse_sex == Sex::Male { spouse } else { head };
            let line = registry.population.person(father).name.line_of_children();
            let child = add(registry, family, culture, sex, born, line, rng);
            let person = &mut registry.population.persons[child as usize];
            person.father = Some(father);
            person.mother = Some(if father == head { spouse } else { head });
            members.push(child);
        }
    }
    members
}

fn add(
    registry: &mut Registry,
    family: u32,
    culture: Culture,
    sex: Sex,
    born: Date,
    line: Line,
    rng: &mut Stream,
) -> u32 {
    let name = BirthName::draw(culture, sex, line, rng);
    let nationality = nationality_of(culture, registry.today.year(), rng);
    registry.population.add(Person { family, name, born, nationality, spouse: None, mother: None, father: None })
}
