//! The outline of one person's case, as the registers have it: permit, registration, move, end of the stay; and from when a
//! municipality is responsible.
//!
//! The days follow §§ 4 and 16 of the Integration Act, so that what is written on them is plausible; whether it is right is for
//! the law to say. Must not know what the municipality does.

use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::{CprStatus, FamilyRelation, GroundCategory};

use super::sheet::Pen;
use crate::alien_rows::valid_until;
use crate::arrivals::PermitGround;
use crate::place::towns;
use crate::relations::View;

/// The years of the introduction period (§ 16, stk. 5).
const YEARS: i16 = 3;

/// Whose family a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sponsor {
    Refugee,
    Resident,
}

/// How a stay ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Death(Date),
    Departure(Date),
}

/// The outline of one person's case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course {
    pub(crate) born: Date,
    pub(crate) country: &'static str,
    pub(crate) ground: PermitGround,
    pub(crate) relation: Option<FamilyRelation>,
    pub(crate) sponsor: Option<Sponsor>,
    pub(crate) granted_on: Date,
    pub(crate) valid_until: Date,
    /// The day CPR registered the person as resident.
    pub(crate) registered_on: Option<Date>,
    /// The first municipality.
    pub(crate) home: u16,
    /// A move to another one.
    pub(crate) moved: Option<(Date, u16)>,
    pub(crate) ending: Option<Ending>,
}

impl Course {
    /// The outline of a row of CARL2 with a permit.
    pub(crate) fn of(view: View<'_>, row: u32) -> Option<Self> {
        let alien = view.population.alien(row);
        let permit = alien.permit?;
        let person = view.population.person(alien.person);
        let mut course = Self {
            born: person.born,
            country: person.nationality.iso3,
            ground: permit.ground,
            relation: permit.relation,
            sponsor: None,
            granted_on: permit.granted_on,
            valid_until: valid_until(alien.id, permit.granted_on),
            registered_on: None,
            home: code_of(alien.town),
            moved: None,
            ending: None,
        };
        course.sponsor = (!course.is_refugee()).then(|| {
            let leans_on = permit.reference.and_then(|row| view.population.alien(row).permit);
            let refugee = leans_on.is_some_and(|held| held.ground.category(held.relation) == GroundCategory::Refugee);
            if refugee { Sponsor::Refugee } else { Sponsor::Resident }
        });
        course.read_civil(view, alien.person);
        Some(course)
    }

    fn read_civil(&mut self, view: View<'_>, person: u32) {
        let Some(row) = view.relations.current(person) else { return };
        let civil = view.population.civil(row);
        if civil.status == CprStatus::Administrative {
            return;
        }
        let (first, since) = civil.former_address.unwrap_or((civil.address, civil.moved_on));
        self.registered_on = Some(since);
        if first.town != civil.address.town {
            self.moved = Some((civil.moved_on, code_of(civil.address.town)));
        }
        self.home = if self.is_refugee() { self.home } else { code_of(first.town) };
        self.ending = match civil.status {
            CprStatus::Dead => Some(Ending::Death(civil.status_on)),
            CprStatus::Emigrated => Some(Ending::Departure(civil.status_on)),
            _ => None,
        };
    }

    /// Whether the permit makes the person a refugee (§ 54).
    pub(crate) fn is_refugee(&self) -> bool {
        self.ground.category(self.relation) == GroundCategory::Refugee
    }

    /// The person's day of so many years.
    pub(crate) fn birthday(&self, age: i16) -> Date {
        self.born.saturating_add(i32::from(age).years())
    }

    /// The day on which a municipality takes over (§ 4, stk. 2–3): a refugee after the first whole month, or on a day in between
    /// where that is agreed; others, and quota refugees, with the registration.
    pub(crate) fn takeover(&self, pen: &mut Pen<'_>) -> Option<Takeover> {
        let quota = matches!(self.ground, PermitGround::Quota | PermitGround::QuotaProtection);
        if quota || !self.is_refugee() {
            return self.registered_on.map(|on| Takeover { on, early: false });
        }
        let general = self.granted_on.first_of_month().saturating_add(2.months());
        let share = pen.rates.early_takeover;
        if pen.happens(share) {
            let on = pen.after(self.granted_on, 7, 27);
            return Some(Takeover { on, early: true });
        }
        Some(Takeover { on: general, early: false })
    }

    /// The days on which a programme is to be offered: from the takeover, or the day the person is 18, until three years after
    /// the takeover.
    pub(crate) fn programme(&self, takeover: Date) -> Option<Programme> {
        let end = end_of_period(takeover);
        let from = takeover.max(self.birthday(18));
        (from < end).then_some(Programme { from, end })
    }
}

/// The day on which a municipality takes over, and whether before the general day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Takeover {
    pub(crate) on: Date,
    pub(crate) early: bool,
}

/// The days on which a programme is to be offered; `end` is the first day after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Programme {
    pub(crate) from: Date,
    pub(crate) end: Date,
}

/// The first day after the three years.
pub(crate) fn end_of_period(takeover: Date) -> Date {
    takeover.saturating_add(YEARS.years())
}

fn code_of(town: u8) -> u16 {
    towns()[usize::from(town)].municipality.parse().expect("a test compares the towns with the municipalities")
}
