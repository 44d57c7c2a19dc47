//! Which forms make sense now: for the role, the person and what the case holds; those that answer something open come first.

use law::assessment::{Assessment, DutyView};

use super::kind::Kind;
use super::read::asked;
use super::references::{Candidate, candidates, receiver};
use super::{Form, Group, all};
use crate::access::{Officer, Role};
use crate::cases::CaseFile;
use law::facts::names::Holds;

/// A form that makes sense now.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// The form.
    pub form: &'static Form,
    /// The open duties that it answers, the most urgent first.
    pub duties: Vec<DutyView>,
    /// The open questions that it answers, in words.
    pub questions: Vec<&'static str>,
    /// The fact of the case that the first of the duties is about.
    pub about: Option<String>,
}

/// The forms that make sense now, those that answer an open duty first, then those that answer an open question, then the others by
/// group. The general ones come last and are offered where no form of the tables is about the kind alone.
pub fn offered(officer: &Officer, file: &CaseFile, person: &str, assessment: Option<&Assessment>) -> Vec<Offered> {
    let sensible = all().iter().filter(|form| {
        form.group != Group::Opening
            && is_of_the_task(form, officer.role)
            && has_what_it_names(form, officer, file, person)
    });
    let mut offered: Vec<Offered> = sensible.map(|form| offer(form, assessment)).collect();
    let urgency = |one: &Offered| {
        let first = one.duties.first();
        let general = one.form.group == Group::Other;
        let rank = match (first, one.questions.is_empty()) {
            (Some(_), _) => 0,
            (None, false) if !general => 1,
            (None, _) => 2,
        };
        (rank, first.is_some_and(|duty| duty.due.is_none()), first.and_then(|duty| duty.due), one.form.group)
    };
    offered.sort_by_key(urgency);
    offered
}

/// The form that answers a duty or an open question, by its key, among those that make sense now.
pub fn for_key<'o>(offered: &'o [Offered], key: &str) -> Option<&'o Offered> {
    let of_duty = offered.iter().find(|one| one.form.answers.contains(&key));
    of_duty.or_else(|| offered.iter().find(|one| answers_question(one.form, key)))
}

fn is_of_the_task(form: &Form, role: Role) -> bool {
    form.slots.iter().all(|slot| role.may_record(slot.kind))
}

/// Whether the case has a fact for every field that must name one; for an answer to a hand-over, one to the officer's own municipality.
fn has_what_it_names(form: &Form, officer: &Officer, file: &CaseFile, person: &str) -> bool {
    let own = officer.authority.municipality();
    form.slots.iter().all(|slot| {
        let Some(kind) = Kind::of(slot.kind) else { return false };
        let naming = asked(slot, kind).into_iter().filter(|field| field.holds == Holds::Fact && field.is_needed);
        let is_theirs =
            |one: &Candidate| slot.kind != "hand_over_answer" || (own.is_some() && receiver(&one.fact) == own);
        naming.into_iter().all(|field| candidates(file, person, slot.kind, field.name).iter().any(is_theirs))
    })
}

/// Whether a form answers an open question: it asks for a fact of that kind.
fn answers_question(form: &Form, fact: &str) -> bool {
    let (kind, field) = fact.split_once('.').map_or((fact, None), |(kind, field)| (kind, Some(field)));
    form.slots.iter().filter(|slot| slot.kind == kind).any(|slot| {
        let asked = Kind::of(slot.kind).map(|kind| asked(slot, kind)).unwrap_or_default();
        field.is_none_or(|field| field == "on" || asked.iter().any(|one| one.name == field))
    })
}

fn offer(form: &'static Form, assessment: Option<&Assessment>) -> Offered {
    let undone = |duty: &&DutyView| matches!(duty.state, "open" | "overdue") && form.answers.contains(&duty.duty);
    let mut duties: Vec<DutyView> =
        assessment.into_iter().flat_map(|one| &one.duties).filter(undone).cloned().collect();
    duties.sort_by_key(|duty| (duty.due.is_none(), duty.due));
    let open = assessment.into_iter().flat_map(|one| &one.open);
    let questions = open.filter(|open| answers_question(form, open.fact)).map(|open| open.text).collect();
    let about = duties.first().and_then(|duty| duty.because.first().cloned());
    Offered { form, duties, questions, about }
}
