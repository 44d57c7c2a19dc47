//! Opening a case: for persons of the alien register, with the facts that the case begins with.

use serde_json::Value;

use super::{case_fact, record_facts};
use crate::access::Action;
use crate::cases::{CaseFile, CaseNumber, CasePerson, Opened};
use crate::fact;
use crate::office::{Command, CommandError, Decided, FieldProblem, Refused, View};

/// A case to be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenCase {
    /// The persons by their person-ids; the first is the one the case is about.
    pub persons: Vec<String>,
    /// What it begins with: permit, placement, registration.
    pub facts: Vec<Value>,
}

impl Command for OpenCase {
    type Done = CaseNumber;

    fn decide(&self, view: &View<'_>) -> Result<Decided<CaseNumber>, CommandError> {
        view.must(Action::OpenCases)?;
        if !self.persons.iter().all(|id| may_open_for(view, id)) {
            return Err(CommandError::Refused(Refused::NotFound));
        }
        let persons = self.persons.iter().map(|id| person(view, id)).collect::<Result<Vec<_>, _>>()?;
        if persons.is_empty() {
            return Err(CommandError::Refused(Refused::NotFound));
        }
        let taken =
            persons.iter().enumerate().filter_map(|(nth, person)| Some(has_one(nth, case_of(view, &person.id)?)));
        let taken: Vec<FieldProblem> = taken.collect();
        if !taken.is_empty() {
            return Err(CommandError::Invalid(taken));
        }
        let number = next_number(view);
        let opened = Opened { case: number.clone(), persons };
        let actor = &view.officer().id;
        let mut facts = vec![case_fact(fact::CASE_OPENED, &number, actor, None, &opened)];
        let file = CaseFile::new(opened);
        let more = record_facts::completed(&file, &self.facts, view);
        record_facts::check(&file, &more)?;
        record_facts::of_the_task(view, &more)?;
        let on = |one: &Value| one.get("on").and_then(Value::as_str).and_then(|on| on.parse().ok());
        facts.extend(more.iter().map(|one| case_fact(fact::CASE_FACT, &number, actor, on(one), one)));
        let from = vec![(fact::case_subject(number.as_str()), 0)];
        Ok(Decided { facts, from, done: number })
    }
}

/// A case that a person stands in already, as far as the asker may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExistingCase {
    /// One that the asker sees.
    Seen(CaseNumber),
    /// One that another authority has: that there is one, and neither its number nor whose it is. It is taken over, not opened anew.
    Elsewhere,
}

/// The case that a person stands in already, whoever may see it: a life has one file.
pub(crate) fn case_of(view: &View<'_>, id: &str) -> Option<ExistingCase> {
    let seen = view.cases_of(id).first().map(|seen| ExistingCase::Seen(seen.file.number.clone()));
    seen.or_else(|| view.has_a_case(id).then_some(ExistingCase::Elsewhere))
}

fn has_one(nth: usize, case: ExistingCase) -> FieldProblem {
    let (key, detail) = match case {
        ExistingCase::Seen(number) => ("problem-has-a-case", number.to_string()),
        ExistingCase::Elsewhere => ("problem-has-a-case-elsewhere", String::new()),
    };
    FieldProblem { field: format!("persons[{nth}]"), key, detail }
}

/// Whether the officer may open a case for a person: a municipality for whom the registers say lives there or was allocated to it.
pub(crate) fn may_open_for(view: &View<'_>, id: &str) -> bool {
    let Some(own) = view.officer().authority.municipality() else { return true };
    let allocated = view.alien(id).and_then(|entry| entry.person.municipality);
    let permitted = view.permits_of(id).any(|permit| permit.municipality == Some(own));
    let registered = view.civil(id).and_then(|(_, entry)| entry.person.municipality());
    permitted || allocated == Some(own) || registered == Some(own)
}

/// A person as the alien register has them.
pub(crate) fn person(view: &View<'_>, id: &str) -> Result<CasePerson, CommandError> {
    let person = &view.alien(id).ok_or(Refused::NotFound)?.person;
    let name = format!("{} {}", person.given_names, person.surname).trim().to_owned();
    Ok(CasePerson { id: id.to_owned(), name: (!name.is_empty()).then_some(name), born: person.birth_date })
}

/// The first free number of the year.
fn next_number(view: &View<'_>) -> CaseNumber {
    let year = view.day().year();
    let mut nth = view.case_count() + 1;
    loop {
        let number = CaseNumber::parse(&format!("K-{year}-{nth:06}")).expect("letters, digits and hyphens");
        if !view.is_taken(&number) {
            return number;
        }
        nth += 1;
    }
}
