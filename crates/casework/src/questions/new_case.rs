//! Opening a case for somebody of the alien register who has none: what the registers tell already, and what is still asked.

use law::words::Language;
use serde_json::{Value, json};

use crate::access::Action;
use crate::cases::{CaseFile, CaseNumber, Opened};
use crate::commands::{ExistingCase, open_case};
use crate::fact;
use crate::forms::{self, Form, FormContext, Section, Typed};
use crate::office::{CommandError, FieldProblem, Part, Question, Refused, View};

/// The form for what the registers do not tell.
const FORM: &str = "ny-sag";

/// Somebody for whom a case is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// The person-id.
    pub person: String,
    /// What was typed; nothing where the form is opened afresh.
    pub typed: Option<Typed>,
    /// The language of the texts.
    pub language: Language,
}

/// A case that can be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCaseSeen {
    /// The person-id.
    pub person: String,
    /// The name.
    pub name: String,
    /// The case that the person stands in already; then no other is opened.
    pub existing: Option<ExistingCase>,
    /// What the registers tell, as facts of the case file, each with its source.
    pub fetched: Vec<Fetched>,
    /// The form for the rest.
    pub form: &'static Form,
    /// What is asked.
    pub sections: Vec<Section>,
    /// The facts that the case begins with, or what cannot be taken.
    pub facts: Result<Vec<Value>, Vec<FieldProblem>>,
}

/// A fact that a register tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched {
    /// The fact.
    pub fact: Value,
    /// Which register.
    pub source: Source,
}

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The alien register.
    Alien,
    /// The civil register.
    Civil,
}

impl Question for NewCase {
    type Answer = NewCaseSeen;

    fn answer(&self, view: &View<'_>) -> Result<NewCaseSeen, Refused> {
        view.must(Action::OpenCases)?;
        if view.alien(&self.person).is_none() || !open_case::may_open_for(view, &self.person) {
            return Err(Refused::NotFound);
        }
        view.note_subject(fact::carl2_subject(&self.person), Part::Case);
        let person = open_case::person(view, &self.person).map_err(|error| match error {
            CommandError::Refused(refused) => refused,
            _ => Refused::NotFound,
        })?;
        let name = person.name.clone().unwrap_or_else(|| self.person.clone());
        let number = CaseNumber::parse("ny").map_err(|_| Refused::NotFound)?;
        let file = CaseFile::new(Opened { case: number, persons: vec![person] });
        let form = forms::find(FORM).ok_or(Refused::NotFound)?;
        let officer = &view.officer().name;
        let context =
            FormContext { file: &file, person: &self.person, officer, day: view.day(), language: self.language };
        let typed = self.typed.clone().unwrap_or_else(|| self.blank(view, form, &context));
        let fetched = fetched(view, &self.person);
        let facts = forms::read(form, &typed, &context).map(|read| {
            let told = fetched.iter().map(|one| one.fact.clone());
            told.chain(read.facts).collect()
        });
        let existing = open_case::case_of(view, &self.person);
        let sections = forms::sections(form, &typed, &context, 0);
        Ok(NewCaseSeen { person: self.person.clone(), name, existing, fetched, form, sections, facts })
    }
}

impl NewCase {
    /// The municipality that the person was placed in stands in the form already, where a register tells. No register tells on which day: time limits
    /// run from it, and it is asked.
    fn blank(&self, view: &View<'_>, form: &Form, context: &FormContext<'_>) -> Typed {
        let mut typed = forms::blank(form, context, None);
        let newest = view.permits_of(&self.person).max_by_key(|permit| permit.granted_on);
        if let Some(municipality) = newest.and_then(|permit| permit.municipality) {
            typed.fill("1.municipality", format!("{:03}", municipality.value()));
        }
        typed
    }
}

/// What the registers tell of a person, as facts.
fn fetched(view: &View<'_>, person: &str) -> Vec<Fetched> {
    let mut fetched = Vec::new();
    let mut tell = |fact: Value, source| fetched.push(Fetched { fact, source });
    let mut permits: Vec<_> = view.permits_of(person).collect();
    permits.sort_by_key(|permit| permit.granted_on);
    let nationality = view.alien(person).and_then(|entry| entry.person.nationality.as_deref());
    if let (Some(country), Some(first)) = (nationality, permits.first()) {
        let fact = json!({ "fact": "citizenship", "person": person, "on": first.granted_on, "country": country });
        tell(fact, Source::Alien);
    }
    for permit in permits {
        let mut fact =
            json!({ "fact": "permit", "person": person, "on": permit.granted_on, "ground": permit.ground.code() });
        // The register names the last day, the case file the first day after it.
        if let Some(after) = permit.valid_until.and_then(|last| last.tomorrow().ok()) {
            fact["until"] = json!(after);
        }
        tell(fact, Source::Alien);
    }
    if let Some((_, entry)) = view.civil(person) {
        let address = entry.person.address.as_ref();
        let since = address.and_then(|address| address.municipality_since).and_then(vocabulary::UncertainDate::day);
        if let (Some(municipality), Some(on)) = (entry.person.municipality(), since) {
            let municipality = municipality.value();
            let fact = json!({ "fact": "cpr_registration", "person": person, "on": on, "municipality": municipality });
            tell(fact, Source::Civil);
        }
    }
    fetched
}
