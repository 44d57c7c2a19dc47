//! Forms that follow the Act: what is asked, why, by which provision, and which facts of the case the answers become.
//!
//! A form is a row of a table ([`Form`]): slots, each a kind of fact with the fields that are asked. Names of fields and choices come
//! from `law::facts::names`, types from the case file's schema, so no label and no type is written twice. Pure: what is typed and the
//! case go in, facts or named problems come out. Knows no HTML, no clock and no journal.

mod controls;
mod decisions;
mod information;
mod kind;
mod offered;
mod places;
mod programme;
mod read;
mod references;
#[cfg(test)]
mod tests;
mod typed;
mod why;
mod work_and_benefit;
mod written;

use std::sync::LazyLock;

use law::act::Provision;
use law::facts::names;
use law::words::Words;

pub use controls::{Choice, Control, FormContext, Input, Section, blank, sections};
pub use offered::{Offered, for_key, offered};
pub use read::{Facts, problem_field, read};
pub use references::Candidate;
pub(crate) use references::{is_hand_over, receiver};
pub use typed::Typed;
pub use written::{day as typed_day, written_day};

/// A form.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The name in addresses and drafts.
    pub key: &'static str,
    /// What is done: a title.
    pub title: Words,
    /// The provision it follows; none for the general forms, which follow from the kind of fact alone.
    pub provision: Option<Provision>,
    /// Why it is asked; empty for the general forms.
    pub why: Words,
    /// Where it stands among the others.
    pub group: Group,
    /// The facts it records.
    pub slots: &'static [Slot],
    /// The duties it answers, by their keys. What it answers of open questions follows from its kinds of facts.
    pub answers: &'static [&'static str],
}

/// Where forms stand: the tabs of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Programme and contract.
    Programme,
    /// Danish.
    Danish,
    /// Benefit, availability and help.
    Benefit,
    /// Municipality and housing.
    Housing,
    /// Decisions and complaints.
    Decisions,
    /// Information passed on, statements.
    Information,
    /// Any kind of fact.
    Other,
    /// Opening a case: not among what is done in one.
    Opening,
}

/// A fact that a form records.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The kind, as the case file names it.
    pub kind: &'static str,
    /// The fields that are asked besides day and reason.
    pub asked: Asked,
    /// Fields whose choice the form knows.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Fields that name the fact of another slot of the same form, by its place.
    pub points: &'static [(&'static str, usize)],
    /// How the day comes about.
    pub day: Day,
}

/// Which fields are asked.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// All that the kind has.
    All,
    /// These, in this order.
    These(&'static [&'static str]),
}

/// How the day of a fact comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// It is asked, and must be answered.
    Asked,
    /// It is asked; where it is left empty, the fact is not recorded.
    IfGiven,
    /// It is that of the slot at a place.
    Of(usize),
}

/// Kinds of facts that tell of a step that cannot be taken back: a placement, a decision and what becomes of it, what left the house. One list
/// for the forms of the tables and the general ones, so that no way around asks less.
const FINAL: [&str; 8] = [
    "placement",
    "decision_made",
    "decision_announced",
    "decision_revoked",
    "complaint_forwarded",
    "information_passed",
    "hand_over_answer",
    "statement_given",
];

/// What comes into the house: recorded wrongly it is taken back like anything else.
const INCOMING: (&str, &str) = ("route", "immigration_service_to_municipality");

impl Form {
    /// Whether it tells of a step that cannot be taken back: then it is confirmed, and has no undo.
    pub fn is_final(&self) -> bool {
        self.slots.iter().any(|slot| FINAL.contains(&slot.kind) && !slot.fixed.contains(&INCOMING))
    }
}

/// Forms are told apart by their keys.
impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Slot {
    /// A fact of a kind with these fields, on a day that is asked.
    pub(crate) const fn of(kind: &'static str, asked: &'static [&'static str]) -> Self {
        Self { kind, asked: Asked::These(asked), fixed: &[], points: &[], day: Day::Asked }
    }

    /// A fact of a kind with every field.
    pub(crate) const fn whole(kind: &'static str) -> Self {
        Self { kind, asked: Asked::All, fixed: &[], points: &[], day: Day::Asked }
    }

    pub(crate) const fn fixed(self, fixed: &'static [(&'static str, &'static str)]) -> Self {
        Self { fixed, ..self }
    }

    pub(crate) const fn points(self, points: &'static [(&'static str, usize)]) -> Self {
        Self { points, ..self }
    }

    pub(crate) const fn day(self, day: Day) -> Self {
        Self { day, ..self }
    }
}

const GENERAL: usize = law::facts::KINDS.len();

/// A slot for every kind of fact, for the general forms.
static GENERAL_SLOTS: [Slot; GENERAL] = {
    let mut slots = [Slot::whole(""); GENERAL];
    let mut place = 0;
    while place < GENERAL {
        slots[place] = Slot::whole(law::facts::KINDS[place]);
        place += 1;
    }
    slots
};

/// Every form: those of the tables, then a general one for each kind of fact, so that nothing is out of reach.
pub fn all() -> &'static [Form] {
    static ALL: LazyLock<Vec<Form>> = LazyLock::new(|| {
        let tables = [places::FORMS, programme::FORMS, work_and_benefit::FORMS, decisions::FORMS, information::FORMS];
        tables.into_iter().flatten().copied().chain(GENERAL_SLOTS.iter().map(general)).collect()
    });
    &ALL
}

/// The form with a key.
pub fn find(key: &str) -> Option<&'static Form> {
    all().iter().find(|form| form.key == key)
}

fn general(slot: &'static Slot) -> Form {
    let title = names::kind(slot.kind).unwrap_or(Words::new(slot.kind, slot.kind));
    Form {
        key: slot.kind,
        title,
        provision: None,
        why: Words::new("", ""),
        group: Group::Other,
        slots: std::slice::from_ref(slot),
        answers: &[],
    }
}

impl Group {
    /// Every group, in the order of the case's tabs.
    pub const ALL: [Self; 7] =
        [Self::Programme, Self::Danish, Self::Benefit, Self::Housing, Self::Decisions, Self::Information, Self::Other];
}
