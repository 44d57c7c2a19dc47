//! When a pair is risky, and what each risk asks of whoever confirms it: a reason, or a second data steward.
//!
//! The one place that says so; the choices are ours, no law makes them (docs/interpretations.md). Told from the
//! registers and the queue alone, without comparing anything anew, so that every row of a long queue can carry them.

use jiff::civil::Date;
use oversight::uncoupled::Cause;
use registers::carl2::Carl2Person;
use registers::cpr::CprPerson;
use serde::Serialize;
use vocabulary::{CprNumber, CprStatus, PersonId, Sex};

use super::candidates;
use super::comparison::died_on;
use super::difference::{NamePart, NameParts, name_parts};
use crate::explanation::is_dwelling_protected;
use crate::fact::{Pair, Queued};
use crate::household::is_one_household;
use crate::state::{Carl2Entry, CprEntry, State};

/// Birth years further apart than this are a risk: one may be a typing error, two are hardly ever.
pub const BIRTH_YEARS_APART: i16 = 1;
/// A rival that weighs at most so much less is a risk: eight times as unlikely and still one in nine.
pub const RIVAL_MARGIN_MILLIBITS: i64 = 3_000;
/// A pair that weighs less is a risk: more likely than not it is two persons.
pub const WEAK_BELOW_MILLIBITS: i64 = 0;
/// A relative born at most so many years apart could be meant instead.
const RELATIVE_YEARS_APART: i16 = 1;

/// What makes a pair risky, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "risk", rename_all = "kebab-case")]
pub enum Risk {
    /// The registers say different sexes.
    SexDiffers,
    /// The birth years are further apart than [`BIRTH_YEARS_APART`].
    BirthYearsApart {
        /// How many years.
        years: u16,
    },
    /// Dead in one register before something that the other says the living did, or on another day.
    Death,
    /// The method finds a contradiction of another kind.
    Contradiction,
    /// The CPR number that CARL2 holds for the person is another, and coupled with somebody else.
    NumberOfAnother {
        /// With whom.
        person_id: PersonId,
    },
    /// One of the two is coupled with somebody else; that coupling must be undone first.
    CoupledElsewhere,
    /// Another pair of one of the two weighs nearly as much or more.
    Rival {
        /// The heaviest such pair.
        pair: Pair,
        /// Its weight, in thousandths of a bit.
        weight_millibits: i64,
    },
    /// Name and address are protected in CPR, the person's own or those of family at the same door: a wrong coupling shows them to the
    /// wrong file.
    ProtectedAddress,
    /// A relative who lives in the same household and could be meant instead.
    Relative {
        /// Whose number.
        cpr_number: CprNumber,
        /// What they are to the person in CPR.
        kinship: Kinship,
    },
    /// The pair weighs less than [`WEAK_BELOW_MILLIBITS`].
    Weak {
        /// Its weight, in thousandths of a bit.
        weight_millibits: i64,
    },
    /// The method does not propose the pair, so nothing is known of its weight or its rivals.
    NotInQueue,
}

/// What a relative is to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kinship {
    /// Born within a day of each other, of one parent.
    Twin,
    /// Of one parent.
    Sibling,
    /// Father or mother.
    Parent,
    /// Son or daughter.
    Child,
}

/// What confirming a pair asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// Nothing but a name.
    Nothing,
    /// A reason in words.
    Reason,
    /// A reason, and another data steward's approval.
    SecondApproval,
}

impl Risk {
    /// What it asks of whoever confirms the pair.
    pub fn demand(&self) -> Demand {
        match self {
            Self::SexDiffers
            | Self::BirthYearsApart { .. }
            | Self::Death
            | Self::NumberOfAnother { .. }
            | Self::ProtectedAddress
            | Self::Relative { kinship: Kinship::Twin, .. }
            | Self::Weak { .. } => Demand::SecondApproval,
            Self::Contradiction
            | Self::CoupledElsewhere
            | Self::Rival { .. }
            | Self::Relative { .. }
            | Self::NotInQueue => Demand::Reason,
        }
    }

    /// A stable name, which stands in facts.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SexDiffers => "sex-differs",
            Self::BirthYearsApart { .. } => "birth-years-apart",
            Self::Death => "death",
            Self::Contradiction => "contradiction",
            Self::NumberOfAnother { .. } => "number-of-another",
            Self::CoupledElsewhere => "coupled-elsewhere",
            Self::Rival { .. } => "rival",
            Self::ProtectedAddress => "protected-address",
            Self::Relative { .. } => "relative",
            Self::Weak { .. } => "weak",
            Self::NotInQueue => "not-in-queue",
        }
    }
}

/// What confirming a pair with these risks asks for.
pub fn demand(risks: &[Risk]) -> Demand {
    risks.iter().map(Risk::demand).max().unwrap_or(Demand::Nothing)
}

/// The risks of one pair, today.
pub fn of_pair(state: &State, pair: &Pair, on: Date) -> Vec<Risk> {
    let of_person = candidates::queued_of(state, &pair.person_id);
    let of_number = state.queue.iter().filter(|(other, _)| other.cpr_number == pair.cpr_number);
    let rivals = of_person.chain(of_number).filter(|(other, _)| *other != pair);
    let rival = rivals.max_by_key(|(_, entry)| entry.queued.weight_millibits);
    let rival = rival.map(|(other, entry)| (other, entry.queued.weight_millibits));
    let registered = Registered {
        queued: state.queue.get(pair).map(|entry| &entry.queued),
        carl2: state.carl2.get(&pair.person_id),
        cpr: state.cpr.get(&pair.cpr_number),
    };
    let of_registers = of_registers(state, pair, registered.carl2, registered.cpr, on);
    of_registered(state, pair, &registered, &of_registers, rival)
}

/// What the two registers alone say of a pair's risks: the dear part, and no decision of a data steward changes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OfRegisters {
    of_persons: Vec<Risk>,
    is_protected: bool,
    relative: Option<Risk>,
}

/// What the registers alone say of a pair's risks. `on` is today, for protections.
pub(super) fn of_registers(
    state: &State,
    pair: &Pair,
    carl2: Option<&Carl2Entry>,
    cpr: Option<&CprEntry>,
    on: Date,
) -> OfRegisters {
    let is_protected = is_dwelling_protected(state, pair.cpr_number, on);
    let mut found = OfRegisters { is_protected, ..OfRegisters::default() };
    if let (Some(carl2), Some(cpr)) = (carl2, cpr) {
        of_persons(&carl2.person, &cpr.person, &mut found.of_persons);
        found.relative = relative(state, &carl2.person, &cpr.person);
    }
    found
}

/// What the state holds of a pair, looked up once: for a long queue that is most of the work.
pub(super) struct Registered<'a> {
    pub(super) queued: Option<&'a Queued>,
    pub(super) carl2: Option<&'a Carl2Entry>,
    pub(super) cpr: Option<&'a CprEntry>,
}

/// The risks of a pair whose heaviest rival has been found.
pub(super) fn of_registered(
    state: &State,
    pair: &Pair,
    registered: &Registered<'_>,
    of_registers: &OfRegisters,
    rival: Option<(&Pair, i64)>,
) -> Vec<Risk> {
    let Registered { queued, carl2, .. } = *registered;
    let mut risks = of_registers.of_persons.clone();
    if risks.is_empty() && queued.is_some_and(|queued| queued.cause == Cause::Contradiction) {
        risks.push(Risk::Contradiction);
    }
    if is_coupled_elsewhere(state, pair) {
        risks.push(Risk::CoupledElsewhere);
    }
    let own = carl2.and_then(|entry| entry.person.cpr_number).filter(|own| *own != pair.cpr_number);
    let holder = own.and_then(|own| state.coupled_numbers.get(&own)).filter(|holder| **holder != pair.person_id);
    risks.extend(holder.map(|holder| Risk::NumberOfAnother { person_id: holder.clone() }));
    match queued {
        Some(queued) => {
            let near = rival.filter(|(_, weight)| weight + RIVAL_MARGIN_MILLIBITS >= queued.weight_millibits);
            risks.extend(near.map(|(pair, weight_millibits)| Risk::Rival { pair: pair.clone(), weight_millibits }));
            let weight_millibits = queued.weight_millibits;
            risks.extend((weight_millibits < WEAK_BELOW_MILLIBITS).then_some(Risk::Weak { weight_millibits }));
        }
        None => risks.push(Risk::NotInQueue),
    }
    risks.extend(of_registers.is_protected.then_some(Risk::ProtectedAddress));
    risks.extend(of_registers.relative.clone());
    risks
}

/// What the two registers say of the person that no typing error explains.
fn of_persons(carl2: &Carl2Person, cpr: &CprPerson, risks: &mut Vec<Risk>) {
    if carl2.sex.is_some_and(|sex| sex != cpr.sex) {
        risks.push(Risk::SexDiffers);
    }
    let years = carl2.birth_date.map(|date| (date.year() - cpr.birth_date.year()).unsigned_abs());
    let years = years.filter(|years| *years > BIRTH_YEARS_APART.unsigned_abs());
    risks.extend(years.map(|years| Risk::BirthYearsApart { years }));
    if is_dead_and_alive(carl2, cpr) {
        risks.push(Risk::Death);
    }
}

/// Dead in one register before the entry that the other knows of, on days that cannot be one, or dead in CARL2 and
/// alive in CPR. That CARL2 does not know of a death in CPR says nothing: it is seldom told.
pub(super) fn is_dead_and_alive(carl2: &Carl2Person, cpr: &CprPerson) -> bool {
    match (carl2.died_on, died_on(cpr)) {
        (Some(_), None) => cpr.status != CprStatus::Dead,
        (Some(left), Some(right)) => left < right.earliest() || left > right.latest(),
        (None, Some(right)) => carl2.entered_on.is_some_and(|entered| entered > right.latest()),
        (None, None) => false,
    }
}

fn is_coupled_elsewhere(state: &State, pair: &Pair) -> bool {
    state.couplings.get(&pair.person_id).is_some_and(|entry| entry.coupled.pair.cpr_number != pair.cpr_number)
        || state.coupled_numbers.get(&pair.cpr_number).is_some_and(|holder| *holder != pair.person_id)
}

/// The first relative of the CPR person in the same household who could be the person that CARL2 means, twins first.
fn relative(state: &State, carl2: &Carl2Person, cpr: &CprPerson) -> Option<Risk> {
    cpr.address.as_ref()?;
    let parents = || cpr.mother.into_iter().chain(cpr.father);
    let siblings = parents().filter_map(|parent| state.cpr.get(&parent)).flat_map(|parent| &parent.person.children);
    let siblings = siblings.copied().filter(|sibling| *sibling != cpr.number).map(|number| (number, Kinship::Sibling));
    let generations = parents().map(|number| (number, Kinship::Parent));
    let children = cpr.children.iter().map(|number| (*number, Kinship::Child));
    let relatives = siblings.chain(generations).chain(children).filter_map(|(cpr_number, kinship)| {
        let other = &state.cpr.get(&cpr_number)?.person;
        if !is_one_household(cpr, other) || !could_be_meant(carl2, other) {
            return None;
        }
        let is_twin = kinship == Kinship::Sibling && is_born_together(cpr, other);
        Some((cpr_number, if is_twin { Kinship::Twin } else { kinship }))
    });
    let found = relatives.min_by_key(|(_, kinship)| *kinship != Kinship::Twin);
    found.map(|(cpr_number, kinship)| Risk::Relative { cpr_number, kinship })
}

/// Whether the alien register's person could be this one instead: no other sex, and of about the age or of the name.
fn could_be_meant(carl2: &Carl2Person, other: &CprPerson) -> bool {
    let is_of_sex = |sex: Sex| sex == other.sex;
    if !carl2.sex.is_none_or(is_of_sex) {
        return false;
    }
    let years = carl2.birth_date.map(|date| (date.year() - other.birth_date.year()).abs());
    let is_of_name = || {
        let own = NameParts { given: &carl2.given_names, ..NameParts::default() };
        let theirs = other.name.as_ref().map_or("", |name| name.given.as_str());
        name_parts(&own, &NameParts { given: theirs, ..NameParts::default() }, NamePart::Given).is_agreement()
    };
    years.is_none_or(|years| years <= RELATIVE_YEARS_APART) || is_of_name()
}

/// Born within a day of each other.
fn is_born_together(one: &CprPerson, two: &CprPerson) -> bool {
    match (one.birth_date.day(), two.birth_date.day()) {
        (Some(one), Some(two)) => (one - two).get_days().abs() <= 1,
        _ => false,
    }
}

#[cfg(test)]
#[path = "risk/tests.rs"]
mod tests;
