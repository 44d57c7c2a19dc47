//! Taking a step: who may, for which party, what is stored, and what leaves the house with it.

use jiff::civil::Date;
use journal::NewFact;
use oversight::ledger::{Entry, Party, WrongStep};

use super::letters;
use super::{Area, NotInPlan, Supervision, subject};
use crate::access::{Authority, Officer, Role};
use crate::fact;
use crate::letters::Letterhead;
use crate::office::{Command, CommandError, Decided, FieldProblem, Refused, View};

/// A step to be taken.
#[derive(Clone, Debug)]
pub struct TakeStep<A: Area> {
    /// With which thing; none begins a new one.
    pub id: Option<String>,
    /// The day it was taken in the world.
    pub on: Date,
    /// The step.
    pub what: A::Step,
    /// The version of the thing that is looked at; of a new one the position of the last fact that was seen.
    pub from: u64,
    /// What stands above the authority's letters, for steps that go out as one.
    pub letterhead: Option<Letterhead>,
}

/// What taking a step came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Took {
    /// The thing's name.
    pub id: String,
    /// To whom a letter went out with it.
    pub letter_to: Option<String>,
}

/// For whom an officer takes steps; none where they take none.
pub fn party_of(officer: &Officer) -> Option<Party> {
    match (officer.role, officer.authority) {
        (_, Authority::Municipality(_)) => None,
        (Role::Auditor, _) => Some(Party::Auditors),
        (Role::StateAuditorsSecretary, _) => Some(Party::StateAuditors),
        (Role::Supervisor | Role::Controller, _) => Some(Party::Ministry),
        _ => None,
    }
}

impl<A: Area> Command for TakeStep<A> {
    type Done = Took;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Took>, CommandError> {
        let supervision = view.supervision(A::ACTION)?;
        if !A::may_be_handed_in(&self.what) {
            return Err(invalid(&WrongStep::NotOfThisKind));
        }
        take::<A>(view, supervision, self)
    }
}

/// As the command, for steps that are made here.
pub(super) fn take<A: Area>(
    view: &View<'_>,
    supervision: &Supervision,
    step: &TakeStep<A>,
) -> Result<Decided<Took>, CommandError> {
    let officer = view.officer();
    let party = party_of(officer).ok_or(Refused::NotYourTask(A::ACTION))?;
    if step.on > view.day() {
        return Err(wrong_day("problem-future", step.on));
    }
    let shelf = A::shelf(supervision);
    let id = match (&step.id, A::name_of(&step.what)) {
        (Some(id), _) => id.clone(),
        (None, Some(name)) => name,
        (None, None) => {
            let numbers = 1..;
            let taken = |id: &String| shelf.get(id).is_some();
            numbers.map(|number| format!("{}-{number}", A::NAME)).find(|id| !taken(id)).unwrap_or_default()
        }
    };
    let kept = shelf.get(&id);
    if kept.is_none() && step.id.is_some() {
        return Err(CommandError::Refused(Refused::NotFound));
    }
    let before = kept.map(|kept| &kept.state);
    let entry = Entry { on: step.on, party, what: step.what.clone() };
    A::fits(view.plans(), before, &step.what).map_err(|NotInPlan { field, named }| {
        CommandError::Invalid(vec![FieldProblem { field: field.to_owned(), key: "problem-not-in-plan", detail: named }])
    })?;
    let after = A::take(before, &entry).map_err(|error| invalid(&error))?;
    let new_fact = |kind: &str, payload: String| NewFact {
        kind: kind.to_owned(),
        subject: subject::<A>(&id),
        valid_from: Some(step.on),
        valid_to: None,
        actor: officer.id.clone(),
        source: None,
        replaces: None,
        payload,
    };
    let mut facts = vec![new_fact(A::KIND, fact::json(&entry))];
    let mut letter_to = None;
    if let Some(wanted) = A::letter(before, &after, step.on, &step.what) {
        // A letter leaves today: with another day on it its deadlines would have run before anybody could read it.
        if step.on != view.day() {
            return Err(wrong_day("problem-letter-leaves-today", view.day()));
        }
        let sent = letters::set(wanted, &id, step.on, officer, step.letterhead.as_ref())?;
        facts.push(new_fact(fact::SUPERVISION_LETTER, fact::json(&sent)));
        letter_to = Some(sent.to);
    }
    // A version that is not there yet would hide what comes meanwhile.
    let from = step.from.min(kept.map_or(view.position(), |kept| kept.position));
    Ok(Decided { facts, from: vec![(subject::<A>(&id), from)], done: Took { id, letter_to } })
}

fn wrong_day(key: &'static str, day: Date) -> CommandError {
    CommandError::Invalid(vec![FieldProblem { field: "on".to_owned(), key, detail: day.to_string() }])
}

/// A wrong step as a problem of its field.
pub(super) fn invalid(error: &WrongStep) -> CommandError {
    let (key, detail) = match error {
        WrongStep::NotBegun => ("problem-not-begun", String::new()),
        WrongStep::BegunAlready => ("problem-begun", String::new()),
        WrongStep::NotYours { whose } => ("problem-not-yours", whose.words().da.to_owned()),
        WrongStep::Closed => ("problem-closed", String::new()),
        WrongStep::TooSoon { needs } => ("problem-too-soon", (*needs).to_owned()),
        WrongStep::NotOfThisKind => ("problem-not-of-this-kind", String::new()),
        WrongStep::Early { earliest, .. } => ("problem-early", earliest.to_string()),
        WrongStep::Blank { .. } => ("problem-missing", String::new()),
        WrongStep::NoSuch { value, .. } => ("problem-no-such", value.clone()),
        WrongStep::Twice { value, .. } => ("problem-twice", value.clone()),
        WrongStep::OutOfRange { lowest, highest, .. } => ("problem-out-of-range", format!("{lowest}–{highest}")),
        WrongStep::Incomplete { missing, .. } => ("problem-incomplete", missing.join(", ")),
    };
    CommandError::Invalid(vec![FieldProblem { field: error.field().to_owned(), key, detail }])
}
