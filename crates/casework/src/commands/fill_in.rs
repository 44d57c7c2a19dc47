//! Filling in a form: what was typed becomes facts of the case, if the form is of the officer's task.

use super::RecordFacts;
use super::record_facts::Recorded;
use crate::cases::{CaseFile, CaseNumber};
use crate::forms::{self, Facts, Form, FormContext, Typed};
use crate::office::{Command, CommandError, Decided, FieldProblem, Part, Refused, View};
use law::words::Language;

/// A form that was filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct FillIn {
    /// The case.
    pub case: CaseNumber,
    /// The person whom it is about.
    pub person: String,
    /// The form's key.
    pub form: String,
    /// What was typed.
    pub typed: Typed,
    /// The version of the case that it was opened from.
    pub from: u64,
}

impl Command for FillIn {
    type Done = Recorded;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Recorded>, CommandError> {
        let (file, form) = opened(view, self.case.as_str(), &self.person, &self.form)?;
        let read = facts(view, file, form, &self.person, &self.typed).map_err(CommandError::Invalid)?;
        let record = RecordFacts { case: self.case.clone(), facts: read.facts.clone(), from: self.from };
        record.decide(view).map_err(|error| in_the_form(error, &read))
    }
}

/// The case and the form, where the officer may fill it in for the person.
pub(crate) fn opened<'a>(
    view: &View<'a>,
    case: &str,
    person: &str,
    form: &str,
) -> Result<(&'a CaseFile, &'static Form), Refused> {
    view.must(crate::access::Action::RecordFacts)?;
    let file = view.read_case(case, Part::Case)?.file;
    let form = forms::find(form).ok_or(Refused::NotFound)?;
    if file.person(person).is_none() {
        return Err(Refused::NotFound);
    }
    let role = view.officer().role;
    if !form.slots.iter().all(|slot| role.may_record(slot.kind)) {
        return Err(Refused::NotYourTask(crate::access::Action::RecordFacts));
    }
    Ok((file, form))
}

/// What was typed, as facts.
pub(crate) fn facts(
    view: &View<'_>,
    file: &CaseFile,
    form: &Form,
    person: &str,
    typed: &Typed,
) -> Result<Facts, Vec<FieldProblem>> {
    let officer = &view.officer().name;
    let context = FormContext { file, person, officer, day: view.day(), language: Language::Danish };
    forms::read(form, typed, &context)
}

/// The same error, with its fields named as in the form.
pub(crate) fn in_the_form(error: CommandError, read: &Facts) -> CommandError {
    let named = |problem: FieldProblem| FieldProblem { field: forms::problem_field(read, &problem.field), ..problem };
    match error {
        CommandError::Invalid(problems) => CommandError::Invalid(problems.into_iter().map(named).collect()),
        error => error,
    }
}
