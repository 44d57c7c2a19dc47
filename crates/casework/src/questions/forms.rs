//! Forms as pages need them: which make sense now, what one asks, what its answers would do, what changed meanwhile.

use jiff::Timestamp;
use law::assessment::{Assessment, ConclusionView, Inquiry, assess};
use law::case::Case;
use law::words::Language;
use serde_json::Value;

use super::consequences::{Consequences, between};
use crate::access::Action;
use crate::book;
use crate::cases::{CaseFile, CaseNumber};
use crate::commands::{fill_in, record_facts};
use crate::forms::{self, Form, FormContext, Offered, Section, Typed};
use crate::office::{CommandError, Part, Question, Refused, View};

/// Which forms make sense now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actions {
    /// The case.
    pub case: String,
    /// The person; the one the case is about where none is named.
    pub person: Option<String>,
    /// The language of the texts.
    pub language: Language,
}

/// The forms that make sense now.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionsSeen {
    /// The person.
    pub person: Addressee,
    /// The forms, those that answer an open duty first.
    pub offered: Vec<Offered>,
}

/// Whom a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The person-id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// A form that somebody opens, or sees again with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenForm {
    /// The case.
    pub case: String,
    /// The person; the one the case is about where none is named.
    pub person: Option<String>,
    /// The form's key.
    pub form: String,
    /// The fact of the case that it is opened for.
    pub about: Option<String>,
    /// What was typed; nothing where it is opened afresh.
    pub typed: Option<Typed>,
    /// How many more empty rows are wanted.
    pub more: usize,
    /// The language of the texts.
    pub language: Language,
}

/// A form as it is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct FormSeen {
    /// The form.
    pub form: &'static Form,
    /// The version of the case.
    pub version: u64,
    /// The person.
    pub person: Addressee,
    /// What is asked.
    pub sections: Vec<Section>,
    /// The contracts of the person, the newest first; for forms about contracts.
    pub contracts: Vec<ContractVersion>,
}

/// A contract of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractVersion {
    /// The contract, as the case file writes it.
    pub fact: Value,
    /// Its signatures, as the case file writes them.
    pub signatures: Vec<Value>,
    /// Whether a later one takes its place.
    pub is_replaced: bool,
}

/// What a filled-in form would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewForm {
    /// The case.
    pub case: String,
    /// The person.
    pub person: String,
    /// The form's key.
    pub form: String,
    /// What was typed.
    pub typed: Typed,
    /// The language of the texts.
    pub language: Language,
}

/// What a filled-in form does.
#[derive(Clone, Debug, PartialEq)]
pub struct FormPreview {
    /// The form.
    pub form: &'static Form,
    /// The version of the case that was looked at.
    pub version: u64,
    /// The person.
    pub person: Addressee,
    /// The facts and what changes because of them.
    pub consequences: Consequences,
    /// The facts of the case that those name, so that they can be told in words.
    pub named: Vec<Value>,
    /// For a form about a contract: what the Act finds of that contract.
    pub gate: Vec<ConclusionView>,
}

impl Question for Actions {
    type Answer = ActionsSeen;

    fn answer(&self, view: &View<'_>) -> Result<ActionsSeen, Refused> {
        view.must(Action::RecordFacts)?;
        let file = view.read_case(&self.case, Part::Case)?.file;
        let person = addressee(file, self.person.as_deref())?;
        let assessment = assessment(view, file, &person.id, self.language);
        let offered = forms::offered(view.officer(), file, &person.id, assessment.as_ref());
        Ok(ActionsSeen { person, offered })
    }
}

impl Question for OpenForm {
    type Answer = FormSeen;

    fn answer(&self, view: &View<'_>) -> Result<FormSeen, Refused> {
        let file = view.read_case(&self.case, Part::Case)?.file;
        let person = addressee(file, self.person.as_deref())?;
        let (file, form) = fill_in::opened(view, &self.case, &person.id, &self.form)?;
        let context = FormContext {
            file,
            person: &person.id,
            officer: &view.officer().name,
            day: view.day(),
            language: self.language,
        };
        let typed = match &self.typed {
            Some(typed) => typed.clone(),
            None => self.blank(view, form, &context),
        };
        let sections = forms::sections(form, &typed, &context, self.more);
        let contracts = if is_about_contracts(form) { contracts(file, &person.id) } else { Vec::new() };
        Ok(FormSeen { form, version: file.position, person, sections, contracts })
    }
}

impl OpenForm {
    /// What stands in a form that is opened afresh; where a complaint goes, the Act says.
    fn blank(&self, view: &View<'_>, form: &Form, context: &FormContext<'_>) -> Typed {
        let mut typed = forms::blank(form, context, self.about.as_deref());
        let forwarded = form.slots.iter().position(|slot| slot.kind == "complaint_forwarded");
        if let Some(place) = forwarded {
            let complaint = context.file.fact_of(typed.get(&format!("{place}.complaint")));
            let complaint: Option<Value> = complaint.and_then(|fact| serde_json::from_str(&fact.json).ok());
            let decision = complaint.and_then(|fact| fact["decision"].as_str().map(ToOwned::to_owned));
            let assessment = assessment(view, context.file, context.person, self.language);
            let mut conclusions = assessment.iter().flat_map(|one| &one.conclusions);
            let route = conclusions.find(|one| one.question == "complaint.route" && one.about == decision);
            if let Some(board) = route.and_then(|route| route.value.as_str()) {
                typed.fill(&format!("{place}.to"), board);
            }
        }
        typed
    }
}

impl Question for PreviewForm {
    type Answer = Result<FormPreview, CommandError>;

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let (file, form) = fill_in::opened(view, &self.case, &self.person, &self.form)?;
        let person = addressee(file, Some(&self.person))?;
        let read = match fill_in::facts(view, file, form, &self.person, &self.typed) {
            Ok(read) => read,
            Err(problems) => return Ok(Err(CommandError::Invalid(problems))),
        };
        let facts = record_facts::completed(file, &read.facts, view);
        let checked = record_facts::check(file, &facts);
        let checked = checked.and_then(|after| record_facts::answer_their_own(view, file, &facts).map(|()| after));
        let after = match checked {
            Ok(after) => after,
            Err(error) => return Ok(Err(fill_in::in_the_form(error, &read))),
        };
        let Ok(before) = file.law_case() else { return Err(Refused::NotFound) };
        let gate =
            if is_about_contracts(form) { gate(view, &after, &person.id, &facts, self.language) } else { vec![] };
        let named = named(file, &facts);
        let changes = between(&before, &after, view.day(), self.language);
        Ok(changes
            .map(|(duties, conclusions)| FormPreview {
                form,
                version: file.position,
                person,
                consequences: Consequences { facts, duties, conclusions },
                named,
                gate,
            })
            .map_err(CommandError::Book))
    }
}

/// The facts of the case, and of those about to be recorded, whose ids stand in the fields of the latter.
fn named(file: &CaseFile, facts: &[Value]) -> Vec<Value> {
    let recorded = file.counting().filter_map(|fact| serde_json::from_str(&fact.json).ok());
    let known = recorded.chain(facts.iter().cloned());
    let stands = |id: &Value| {
        let fields = facts.iter().filter_map(Value::as_object).flatten().filter(|(name, _)| *name != "id");
        fields.into_iter().any(|(_, value)| value == id || value.as_array().is_some_and(|all| all.contains(id)))
    };
    known.filter(|fact: &Value| stands(&fact["id"])).collect()
}

fn addressee(file: &CaseFile, person: Option<&str>) -> Result<Addressee, Refused> {
    let person = match person {
        Some(id) => file.person(id),
        None => file.persons.first(),
    };
    let person = person.ok_or(Refused::NotFound)?;
    Ok(Addressee { id: person.id.clone(), name: person.name.clone().unwrap_or_else(|| person.id.clone()) })
}

fn assessment(view: &View<'_>, file: &CaseFile, person: &str, language: Language) -> Option<Assessment> {
    assessed(view, &file.law_case().ok()?, person, language)
}

fn assessed(view: &View<'_>, case: &Case, person: &str, language: Language) -> Option<Assessment> {
    let on = view.day();
    let edition = book::edition(on).ok()?;
    let person = case.person(person)?;
    Some(assess(case, person, &Inquiry { on, known_at: None, edition, explain: false, language }))
}

fn is_about_contracts(form: &Form) -> bool {
    form.slots.iter().any(|slot| matches!(slot.kind, "contract" | "contract_signature"))
}

/// The questions that a contract must answer to be one, in the order in which they are told.
const GATE: [&str; 10] = [
    "contract.complete",
    "contract.goal",
    "contract.activities",
    "contract.programme",
    "contract.sanctions",
    "contract.assessment",
    "contract.help_and_orders",
    "contract.signed",
    "contract.declaration",
    "contract.in_force",
];

/// What the Act finds of the contract that the facts draw up or sign.
fn gate(view: &View<'_>, after: &Case, person: &str, facts: &[Value], language: Language) -> Vec<ConclusionView> {
    let named = |fact: &Value| match fact["fact"].as_str() {
        Some("contract") => fact["id"].as_str().map(ToOwned::to_owned),
        _ => fact["contract"].as_str().map(ToOwned::to_owned),
    };
    let contract = facts.iter().find_map(named);
    let conclusions = assessed(view, after, person, language).map(|one| one.conclusions).unwrap_or_default();
    let is_of_it = |one: &&ConclusionView| one.about.as_ref().is_none_or(|about| Some(about) == contract.as_ref());
    let found = |key: &&str| conclusions.iter().filter(is_of_it).find(|one| one.question == *key).cloned();
    GATE.iter().filter_map(found).collect()
}

fn contracts(file: &CaseFile, person: &str) -> Vec<ContractVersion> {
    let first = file.persons.first().map_or("", |first| first.id.as_str());
    let facts: Vec<Value> = (file.counting().filter_map(|fact| serde_json::from_str(&fact.json).ok()))
        .filter(|fact: &Value| fact["person"].as_str().unwrap_or(first) == person)
        .collect();
    let of_kind = |kind: &'static str| facts.iter().filter(move |fact| fact["fact"] == kind);
    let version = |contract: &Value| ContractVersion {
        fact: contract.clone(),
        signatures: of_kind("contract_signature").filter(|one| one["contract"] == contract["id"]).cloned().collect(),
        is_replaced: of_kind("contract")
            .any(|later| later["replaces_contract"] == contract["id"] || later["replaces"] == contract["id"]),
    };
    let mut versions: Vec<ContractVersion> = of_kind("contract").map(version).collect();
    versions.sort_by(|one, other| other.fact["on"].as_str().cmp(&one.fact["on"].as_str()));
    versions
}

/// What others did to a case after a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSince {
    /// The case.
    pub case: CaseNumber,
    /// The version.
    pub from: u64,
}

/// Something that came after a version.
#[derive(Clone, Debug, PartialEq)]
pub struct Newer {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: NewerKind,
}

/// What came after a version.
#[derive(Clone, Debug, PartialEq)]
pub enum NewerKind {
    /// A fact, as the case file writes it.
    Fact(Value),
    /// A fact was withdrawn.
    Withdrawn(Value),
    /// A note.
    Note(String),
    /// A letter, by its title.
    Letter(String),
}

impl Question for ChangedSince {
    type Answer = Vec<Newer>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<Newer>, Refused> {
        let file = view.read_case(self.case.as_str(), Part::Case)?.file;
        let read = |json: &str| serde_json::from_str(json).unwrap_or(Value::Null);
        let mut newer = Vec::new();
        for fact in &file.facts {
            if fact.position > self.from {
                let what = NewerKind::Fact(read(&fact.json));
                newer.push((fact.position, Newer { by: fact.actor.to_string(), at: fact.recorded_at, what }));
            }
            if let Some(withdrawn) = fact.withdrawn.as_ref().filter(|withdrawn| withdrawn.position > self.from) {
                let what = NewerKind::Withdrawn(read(&fact.json));
                newer.push((withdrawn.position, Newer { by: withdrawn.by.clone(), at: withdrawn.at, what }));
            }
        }
        for note in file.notes.iter().filter(|note| note.position > self.from) {
            let what = NewerKind::Note(note.text.clone());
            newer.push((note.position, Newer { by: note.by.clone(), at: note.at, what }));
        }
        for letter in file.letters.iter().filter(|letter| letter.position > self.from) {
            let what = NewerKind::Letter(letter.title.clone());
            newer.push((letter.position, Newer { by: letter.by.clone(), at: letter.at, what }));
        }
        newer.sort_by_key(|(position, _)| *position);
        Ok(newer.into_iter().map(|(_, newer)| newer).collect())
    }
}
