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
        let persons = self.persons.iter().map(|id| person(view, id)).collect::<Result<Vec<_>, _>>()?;
        let first = persons.first().ok_or(Refused::NotFound)?;
        if !view.cases_of(&first.id).is_empty() {
            let detail = view.cases_of(&first.id)[0].file.number.to_string();
            let problem = FieldProblem { field: "persons[0]".to_owned(), key: "problem-has-a-case", detail };
            return Err(CommandError::Invalid(vec![problem]));
        }
        let number = next_number(view);
        let opened = Opened { case: number.clone(), persons };
        let actor = &view.officer().id;
        let mut facts = vec![case_fact(fact::CASE_OPENED, &number, actor, None, &opened)];
        let file = CaseFile::new(opened);
        let more = record_facts::completed(&file, &self.facts, view);
        record_facts::check(&file, &more)?;
        let on = |one: &Value| one.get("on").and_then(Value::as_str).and_then(|on| on.parse().ok());
        facts.extend(more.iter().map(|one| case_fact(fact::CASE_FACT, &number, actor, on(one), one)));
        let from = vec![(fact::case_subject(number.as_str()), 0)];
        Ok(Decided { facts, from, done: number })
    }
}

/// A person as the alien register has them.
fn person(view: &View<'_>, id: &str) -> Result<CasePerson, CommandError> {
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
