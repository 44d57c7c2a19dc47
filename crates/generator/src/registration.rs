//! What happens to a person in the registers: the permit in CARL2, the registration in CPR, and what goes wrong between.
//!
//! One call makes all rows of one person, as they stand on the first day. Must not know how rows are written.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::RngExt;
use vocabulary::{CprNumber, CprStatus, Sex, UncertainDate};

use crate::chance::{Chance, Purpose, Stream};
use crate::culture::DENMARK;
use crate::error_kind::{ErrorKind, ErrorKinds};
use crate::mistakes::{BirthDates, birth_dates, nationalities, sexes, wrong_id, wrong_number};
use crate::number::NumberPool;
use crate::place::{Address, draw_town};
use crate::population::{Alien, Civil, Permit, Population, TypedId};
use crate::rates::Rates;

/// Days before the first day within which a new permit has no number yet: the night asks for it.
const PENDING_DAYS: i32 = 9;

/// The country while its registers are being filled.
#[derive(Debug)]
pub(crate) struct Registry {
    pub chance: Chance,
    pub rates: Rates,
    pub numbers: NumberPool,
    pub population: Population,
    /// The day of the baseline.
    pub today: Date,
}

/// Somebody who has a case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub person: u32,
    /// Row of CARL2 of a relative.
    pub relative: Option<u32>,
    pub permit: Permit,
    pub outcome: Outcome,
    pub applied_on: Date,
    pub entered_on: Date,
    pub address: Address,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No permit was given.
    Refused,
    /// A permit was given and never used.
    NeverEntered,
    /// A permit was given, and the person is or will be registered.
    Granted,
}

/// How far CPR's registration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    NoNumber,
    Administrative,
    Resident(Date),
}

impl Registry {
    pub(crate) fn new(seed: u64, rates: Rates, numbers: NumberPool, population: Population, today: Date) -> Self {
        Self { chance: Chance::new(seed), rates, numbers, population, today }
    }

    /// Enters a person with a case into both registers, and says which row of CARL2 it is.
    pub(crate) fn enter(&mut self, member: &Member) -> u32 {
        let mut rng = self.chance.stream(Purpose::Registers, member.person);
        let mut kinds = ErrorKinds::default();
        let person = self.population.person(member.person).clone();
        let births = birth_dates(person.born, person.name.culture, &self.rates, &mut rng, &mut kinds);
        let (alien_sex, civil_sex) = sexes(person.name.sex, &self.rates, &mut rng, &mut kinds);
        let (nationality, citizenship) = nationalities(person.nationality, &self.rates, &mut rng, &mut kinds);
        let (stage, administrative) = self.stage(member, &mut rng, &mut kinds);
        let row = self.population.add_alien(Alien {
            person: member.person,
            id: 0,
            registered_on: member.applied_on,
            permit: (member.outcome != Outcome::Refused).then_some(member.permit),
            earlier_permit: None,
            entered_on: Some(member.entered_on)
                .filter(|&on| member.outcome != Outcome::NeverEntered && on <= self.today),
            died_on: None,
            number: None,
            former_number: None,
            former_id: None,
            birth: Some(births.alien),
            sex: Some(alien_sex),
            nationality,
            town: member.address.town,
            address: None,
            kinds,
        });
        if stage != Stage::NoNumber {
            let sheet = Sheet { member, row, births, civil_sex, citizenship, stage, administrative };
            self.enter_civil(&sheet, &mut rng);
        }
        self.finish_alien(member, row, &mut rng);
        row
    }

    fn stage(&self, member: &Member, rng: &mut Stream, kinds: &mut ErrorKinds) -> (Stage, bool) {
        let granted = member.permit.granted_on;
        let from = member.permit.ground.administrative_from(member.permit.relation);
        let missed = rng.random_bool(self.rates.administrative_missed);
        let is_new = (self.today - granted).get_days() <= PENDING_DAYS;
        let administrative = from.is_some_and(|from| from <= granted) && !missed && !is_new;
        let delay = rng.random_range(4..45);
        match member.outcome {
            Outcome::Refused => {
                kinds.insert(ErrorKind::Refused);
                return (Stage::NoNumber, false);
            }
            Outcome::NeverEntered => {
                kinds.insert(ErrorKind::NeverEntered);
                return (if administrative { Stage::Administrative } else { Stage::NoNumber }, administrative);
            }
            Outcome::Granted => {}
        }
        let resident_on = granted.max(member.entered_on).saturating_add(delay.days());
        if resident_on <= self.today && !is_new {
            (Stage::Resident(resident_on), administrative)
        } else if administrative {
            (Stage::Administrative, true)
        } else {
            kinds.insert(ErrorKind::NumberPending);
            (Stage::NoNumber, false)
        }
    }

    /// Everything that CARL2 holds besides what CPR gave it.
    fn finish_alien(&mut self, member: &Member, row: u32, rng: &mut Stream) {
        let Rates { earlier_permit, address_missing, address_other, .. } = self.rates;
        let alien = &mut self.population.aliens[row as usize];
        if alien.permit.is_some() && rng.random_bool(earlier_permit) {
            alien.earlier_permit = Some(member.permit.granted_on.saturating_sub(rng.random_range(400..1500).days()));
            alien.registered_on = alien.registered_on.min(alien.earlier_permit.unwrap_or(alien.registered_on));
            alien.kinds.insert(ErrorKind::EarlierPermit);
        }
        if !rng.random_bool(address_missing) {
            let other = rng.random_bool(address_other);
            alien.address = Some(if other { centre(rng) } else { member.address });
        }
    }

    /// Enters a person with a case into CPR, and what CARL2 learns of it.
    fn enter_civil(&mut self, sheet: &Sheet<'_>, rng: &mut Stream) {
        let mut kinds = self.population.alien(sheet.row).kinds;
        let granted = sheet.member.permit.granted_on;
        let number = self.numbers.issue(sheet.births.civil, sheet.civil_sex);
        let assigned_on = match sheet.stage {
            Stage::Resident(on) if !sheet.administrative => on,
            _ => granted,
        };
        let mut civil = self.first_civil(sheet, number, assigned_on, rng, &mut kinds);
        let known = self.known_to_alien_register(sheet, &mut civil, rng, &mut kinds);
        if let Stage::Resident(on) = sheet.stage {
            self.replace_number(sheet, &mut civil, on, rng, &mut kinds);
            self.naturalise(&mut civil, on, rng, &mut kinds);
            self.end_stay(&mut civil, sheet.row, on, rng, &mut kinds);
        }
        if rng.random_bool(self.rates.protected) && civil.status.is_resident_in_denmark() {
            civil.protected_from = Some(civil.status_on);
            kinds.insert(ErrorKind::AddressProtected);
        }
        let latest = civil.number;
        self.population.add_civil(civil);
        let alien = &mut self.population.aliens[sheet.row as usize];
        let held = if rng.random_bool(0.5) { latest } else { number };
        alien.number = known.then_some(held);
        if known && held != latest {
            kinds.insert(ErrorKind::NumberOutdated);
        }
        alien.former_number = (known && held == latest && number != latest && rng.random_bool(0.5)).then_some(number);
        alien.kinds = kinds;
        self.mistake_number(sheet.member, sheet.row, rng);
    }

    fn first_civil(
        &self,
        sheet: &Sheet<'_>,
        number: CprNumber,
        assigned_on: Date,
        rng: &mut Stream,
        kinds: &mut ErrorKinds,
    ) -> Civil {
        let member = sheet.member;
        let (status, status_on) = match sheet.stage {
            Stage::Resident(on) => (CprStatus::ResidentInDenmark, on),
            Stage::NoNumber | Stage::Administrative => {
                kinds.insert(ErrorKind::Administrative);
                (CprStatus::Administrative, assigned_on)
            }
        };
        let moved = status == CprStatus::ResidentInDenmark && rng.random_bool(0.35);
        let mut civil = Civil {
            person: member.person,
            number,
            status,
            status_on,
            replaced_by: None,
            former: None,
            birth: civil_birth(number, sheet.births.civil_uncertain),
            citizenship: sheet.citizenship,
            former_citizenship: None,
            assigned_on,
            entered_on: (status == CprStatus::ResidentInDenmark)
                .then_some(member.entered_on.max(status_on.saturating_sub(60.days()))),
            address: member.address,
            moved_on: status_on,
            former_address: None,
            typed: TypedId::Nothing,
            typed_on: status_on,
            typed_town: member.address.town,
            protected_from: None,
            married_name: None,
        };
        let since = (self.today - status_on).get_days();
        if moved && since > 200 {
            civil.former_address = Some((member.address, status_on));
            civil.moved_on = status_on.saturating_add(rng.random_range(100..since).days());
            civil.address = Address::draw(if rng.random_bool(0.6) { member.address.town } else { draw_town(rng) }, rng);
        }
        civil
    }

    /// What the municipality typed, and whether CARL2 knows the number.
    fn known_to_alien_register(
        &self,
        sheet: &Sheet<'_>,
        civil: &mut Civil,
        rng: &mut Stream,
        kinds: &mut ErrorKinds,
    ) -> bool {
        if sheet.stage == Stage::Administrative {
            return true;
        }
        let rates = &self.rates;
        let year = sheet.member.permit.granted_on.year();
        if rng.random_bool(rates.uncoupled_in(year)) {
            kinds.insert(ErrorKind::NoNumber);
            let drawn: f64 = rng.random();
            civil.typed = if drawn < rates.typed_missing_share {
                kinds.insert(ErrorKind::IdMissing);
                TypedId::Nothing
            } else if drawn < rates.typed_missing_share + rates.typed_wrong_share {
                wrong_id(sheet.row, sheet.member.relative, rates, rng, kinds)
            } else {
                kinds.insert(ErrorKind::TransferFailed);
                TypedId::Of(sheet.row)
            };
            return false;
        }
        civil.typed = if rng.random_bool(rates.typed_missing_though_coupled) {
            kinds.insert(ErrorKind::IdMissing);
            TypedId::Nothing
        } else if rng.random_bool(rates.zeros_dropped) {
            kinds.insert(ErrorKind::IdZeros);
            TypedId::WithoutZeros(sheet.row)
        } else {
            TypedId::Of(sheet.row)
        };
        true
    }

    /// A second number on entry (50), another number after a correction (60), or one made by mistake (30).
    fn replace_number(
        &mut self,
        sheet: &Sheet<'_>,
        civil: &mut Civil,
        on: Date,
        rng: &mut Stream,
        kinds: &mut ErrorKinds,
    ) {
        let born = sheet.births.civil;
        let since = (self.today - on).get_days().max(1);
        let later = on.saturating_add(rng.random_range(0..since).days());
        let (status, new_born, changed_on) = if rng.random_bool(self.rates.two_numbers) {
            kinds.insert(ErrorKind::TwoNumbers);
            (CprStatus::DoubleNumber, born, later)
        } else if rng.random_bool(self.rates.number_changed) {
            kinds.insert(ErrorKind::NumberChanged);
            let years = rng.random_range(1..=4_i32);
            (CprStatus::Changed, born.saturating_sub((years * 365 - 40).days()), later)
        } else {
            if rng.random_bool(self.rates.number_annulled) {
                kinds.insert(ErrorKind::NumberAnnulled);
                let number = self.numbers.issue(born, sheet.civil_sex);
                let annulled = Civil { number, status: CprStatus::Annulled, typed: TypedId::Nothing, ..civil.clone() };
                self.population.add_civil(annulled);
            }
            return;
        };
        let new = self.numbers.issue(new_born, sheet.civil_sex);
        let old =
            Civil { status, status_on: changed_on, replaced_by: Some(new), former_address: None, ..civil.clone() };
        civil.former = Some((old.number, changed_on));
        civil.number = new;
        civil.birth = civil_birth(new, sheet.births.civil_uncertain);
        // The id was typed for the first number; sometimes again for the second.
        if rng.random_bool(0.5) {
            civil.typed = TypedId::Nothing;
        }
        self.population.add_civil(old);
    }

    /// Danish citizenship after nine years, the shortest stay that the rules have asked for in most of these years.
    fn naturalise(&self, civil: &mut Civil, on: Date, rng: &mut Stream, kinds: &mut ErrorKinds) {
        let least = 9 * 365;
        let since = (self.today - on).get_days();
        if since > least && rng.random_bool(self.rates.naturalised) {
            let day = on.saturating_add(rng.random_range(least..since).days());
            civil.former_citizenship = Some((civil.citizenship, day));
            civil.citizenship = DENMARK.cpr;
            kinds.insert(ErrorKind::Naturalised);
        }
    }

    /// Death, exit, disappearance, and life without an ordinary address.
    fn end_stay(&mut self, civil: &mut Civil, row: u32, on: Date, rng: &mut Stream, kinds: &mut ErrorKinds) {
        let since = (self.today - on).get_days();
        if since < 30 {
            return;
        }
        let day = on.saturating_add(rng.random_range(10..since).days());
        let age = i32::from(self.today.year()) - i32::from(civil.birth.year());
        if rng.random_bool(death_share(age)) {
            civil.status = CprStatus::Dead;
            kinds.insert(ErrorKind::Dead);
            // CARL2 hears of a death when the registers are coupled, and then only mostly.
            self.population.aliens[row as usize].died_on = rng.random_bool(0.6).then_some(day);
        } else if rng.random_bool(self.rates.emigrated) {
            civil.status = CprStatus::Emigrated;
            kinds.insert(ErrorKind::Emigrated);
        } else if rng.random_bool(self.rates.disappeared) {
            civil.status = CprStatus::Disappeared;
            kinds.insert(ErrorKind::Disappeared);
        } else if rng.random_bool(self.rates.special_road) {
            civil.status = CprStatus::ResidentInDenmarkSpecialRoad;
            kinds.insert(ErrorKind::SpecialRoad);
        } else {
            return;
        }
        civil.status_on = day.max(civil.moved_on);
    }

    fn mistake_number(&mut self, member: &Member, row: u32, rng: &mut Stream) {
        let relative = member.relative.and_then(|relative| self.population.alien(relative).number);
        let alien = &mut self.population.aliens[row as usize];
        let Some(number) = alien.number else { return };
        if !rng.random_bool(self.rates.number_wrong) {
            return;
        }
        if let Some(relative) = relative.filter(|_| rng.random_bool(0.5)) {
            alien.number = Some(relative);
            alien.kinds.insert(ErrorKind::NumberOfFamily);
        } else {
            alien.number = Some(wrong_number(number, rng));
            alien.kinds.insert(ErrorKind::NumberDigits);
        }
    }
}

/// What is known about a person while he is entered into CPR.
#[derive(Debug)]
struct Sheet<'a> {
    member: &'a Member,
    row: u32,
    births: BirthDates,
    civil_sex: Sex,
    citizenship: u16,
    stage: Stage,
    administrative: bool,
}

/// The birth date that CPR holds: that of the number.
pub(crate) fn civil_birth(number: CprNumber, uncertain: bool) -> UncertainDate {
    let born = number.birth_date();
    UncertainDate::from_parts(born.year(), born.month(), born.day(), uncertain).expect("the date of a number exists")
}

/// The share of people of an age who have died by now.
pub(crate) fn death_share(age: i32) -> f64 {
    match age {
        ..40 => 0.004,
        40..60 => 0.02,
        60..75 => 0.10,
        75..85 => 0.3,
        _ => 0.6,
    }
}

/// An address of an accommodation centre: few of them, each with many people.
fn centre(rng: &mut Stream) -> Address {
    let centre = rng.random_range(0..14_u8);
    Address { town: centre * 7, road: centre * 9, house: centre + 1, floor: 0, right: false }
}
