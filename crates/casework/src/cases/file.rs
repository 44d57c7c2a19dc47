//! One case: persons, facts, notes, letters, and who works on it.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use journal::FactRef;
use law::case::{Case, CaseError};
use serde_json::{Value, json};

use super::{Assigned, CaseNumber, CasePerson, FactWithdrawn, LetterIssued, Note, Opened};
use crate::fact;

/// A case, as its facts tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFile {
    /// Its number.
    pub number: CaseNumber,
    /// The persons; the first is the one the case is about.
    pub persons: Vec<CasePerson>,
    /// The facts, in the order of the journal, those that were withdrawn among them.
    pub facts: Vec<CaseFact>,
    /// Notes, oldest first.
    pub notes: Vec<Noted>,
    /// Letters that left the house, oldest first. Their documents stay in the journal.
    pub letters: Vec<Letter>,
    /// The id of the officer who works on it.
    pub assigned: Option<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Position of its newest fact: the version that a change is made from.
    pub position: u64,
}

/// A fact of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseFact {
    /// Its place in the journal.
    pub position: u64,
    /// When the journal learned it.
    pub recorded_at: Timestamp,
    /// Who stated it.
    pub actor: Arc<str>,
    /// Its id in the case.
    pub id: Box<str>,
    /// What it says, as the case file writes it.
    pub json: Box<str>,
    /// That it should not have been recorded, where somebody said so.
    pub withdrawn: Option<Box<Withdrawn>>,
}

/// That a fact should not have been recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// Place of the withdrawal in the journal.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who said so.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Its place in the journal.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// What it says.
    pub text: String,
}

/// A letter that left the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its place in the journal, where the document lies.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who sent it.
    pub by: String,
    /// What kind, by its key.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// To whom in the case.
    pub person: String,
    /// SHA-256 of the document, in hexadecimal.
    pub sha256: String,
}

impl CaseFile {
    /// A case that nobody has recorded yet.
    pub(crate) fn new(opened: Opened) -> Self {
        Self {
            number: opened.case,
            persons: opened.persons,
            facts: Vec::new(),
            notes: Vec::new(),
            letters: Vec::new(),
            assigned: None,
            opened_at: Timestamp::UNIX_EPOCH,
            position: 0,
        }
    }

    pub(super) fn opened(opened: Opened, found: &FactRef<'_>) -> Self {
        Self { opened_at: found.recorded_at, position: found.position, ..Self::new(opened) }
    }

    pub(super) fn take_in(&mut self, found: &FactRef<'_>) -> Result<(), String> {
        fn read<'a, T: serde::Deserialize<'a>>(payload: &'a str) -> Result<T, String> {
            serde_json::from_str(payload).map_err(|error| error.to_string())
        }
        let (position, at, by) = (found.position, found.recorded_at, found.actor);
        match found.kind {
            fact::CASE_PERSON_ADDED => self.persons.push(read(found.payload)?),
            fact::CASE_FACT => self.fact(found)?,
            fact::CASE_FACT_WITHDRAWN => {
                let FactWithdrawn { id, reason } = read(found.payload)?;
                let withdrawn = Withdrawn { position, at, by: by.to_owned(), reason };
                let fact = self.facts.iter_mut().find(|fact| *fact.id == *id);
                fact.ok_or_else(|| format!("there is no fact {id} to withdraw"))?.withdrawn = Some(Box::new(withdrawn));
            }
            fact::CASE_ASSIGNED => self.assigned = read::<Assigned>(found.payload)?.to,
            fact::CASE_NOTE => {
                let Note { text } = read(found.payload)?;
                self.notes.push(Noted { position, at, by: by.to_owned(), text });
            }
            fact::LETTER_ISSUED => {
                let LetterIssued { kind, title, person, sha256, .. } = read(found.payload)?;
                self.letters.push(Letter { position, at, by: by.to_owned(), kind, title, person, sha256 });
            }
            _ => return Err("no fact of a case".to_owned()),
        }
        self.position = position;
        Ok(())
    }

    fn fact(&mut self, found: &FactRef<'_>) -> Result<(), String> {
        #[derive(serde::Deserialize)]
        struct WithId {
            id: Box<str>,
        }
        let WithId { id } = serde_json::from_str(found.payload).map_err(|error| error.to_string())?;
        // Few write many facts: their names are shared.
        let actor = match self.facts.last() {
            Some(before) if *before.actor == *found.actor => Arc::clone(&before.actor),
            _ => found.actor.into(),
        };
        let json = found.payload.into();
        let fact =
            CaseFact { position: found.position, recorded_at: found.recorded_at, actor, id, json, withdrawn: None };
        self.facts.push(fact);
        Ok(())
    }

    /// The facts that count: those that were not withdrawn.
    pub fn counting(&self) -> impl Iterator<Item = &CaseFact> {
        self.facts.iter().filter(|fact| fact.withdrawn.is_none())
    }

    /// The fact with an id, withdrawn or not.
    pub fn fact_of(&self, id: &str) -> Option<&CaseFact> {
        self.facts.iter().find(|fact| *fact.id == *id)
    }

    /// The letter that made a fact when it was sent: both are of one moment, and the fact comes next in the journal.
    pub fn letter_that_made(&self, fact: &CaseFact) -> Option<&Letter> {
        self.letters.iter().find(|letter| letter.position + 1 == fact.position && letter.at == fact.recorded_at)
    }

    /// The person with an id.
    pub fn person(&self, id: &str) -> Option<&CasePerson> {
        self.persons.iter().find(|person| person.id == id)
    }

    /// The case as the Act is executed on it.
    ///
    /// # Errors
    /// Everything that is wrong with it; the journal takes no such case, but a newer Act may read more strictly.
    pub fn law_case(&self) -> Result<Case, CaseError> {
        self.law_case_with(&[])
    }

    /// The same with facts that are not recorded yet, for looking at what they would change.
    ///
    /// # Errors
    /// Everything that is wrong with it and with them.
    pub fn law_case_with(&self, more: &[Value]) -> Result<Case, CaseError> {
        law::case::read_value(&self.to_json_with(more))
    }

    /// The case as a case file.
    pub fn to_json(&self) -> Value {
        self.to_json_with(&[])
    }

    fn to_json_with(&self, more: &[Value]) -> Value {
        let ids: HashSet<&str> = self.counting().map(|fact| &*fact.id).collect();
        let recorded = self.counting().map(|fact| without_dangling(fact, &ids));
        let facts: Vec<Value> = recorded.chain(more.iter().cloned()).collect();
        json!({ "case": self.number, "persons": self.persons, "facts": facts })
    }
}

/// A fact as it was recorded, but for a `replaces` that names a fact which was withdrawn since: it replaces nothing then.
fn without_dangling(fact: &CaseFact, ids: &HashSet<&str>) -> Value {
    let mut value: Value = serde_json::from_str(&fact.json).unwrap_or(Value::Null);
    let dangles = value.get("replaces").and_then(Value::as_str).is_some_and(|id| !ids.contains(id));
    if let (true, Some(fields)) = (dangles, value.as_object_mut()) {
        fields.remove("replaces");
    }
    value
}
