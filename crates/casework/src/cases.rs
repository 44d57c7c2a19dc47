//! The cases under the Act, folded from facts: who is in a case, what is known of them, who works on it.
//!
//! The facts of a case are kept as the case file of the law crate writes them (docs/case-file.md), so that what is recorded is what
//! the Act is executed on. Nothing here concludes anything.

mod file;
mod number;

use std::collections::HashMap;

use journal::FactRef;
use serde::{Deserialize, Serialize};
use vocabulary::UncertainDate;

pub use file::{CaseFact, CaseFile, Letter, Noted, Withdrawn};
pub use number::{CaseNumber, CaseNumberError};

use crate::content::ContentError;
use crate::fact;

/// A case was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The case number.
    pub case: CaseNumber,
    /// The persons; the first is the one the case is about.
    pub persons: Vec<CasePerson>,
}

/// A person of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePerson {
    /// The person-id of the alien register, or another name that is unique in the case.
    pub id: String,
    /// The name when the person came into the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Day of birth, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<UncertainDate>,
}

/// A fact of a case should not have been recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactWithdrawn {
    /// The fact's id in the case.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Who works on a case from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// The officer's id; none when nobody does.
    pub to: Option<String>,
    /// Why, where somebody said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A note in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it says.
    pub text: String,
}

/// A letter left the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterIssued {
    /// What kind of letter, by its key.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// To whom in the case.
    pub person: String,
    /// SHA-256 of the document, in hexadecimal.
    pub sha256: String,
    /// The document as it left, in base 64.
    pub document: String,
}

/// Every case of the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cases {
    files: Vec<CaseFile>,
    by_number: HashMap<CaseNumber, usize>,
    by_person: HashMap<String, Vec<usize>>,
}

impl Cases {
    /// Takes in a fact of a case and answers the case's place; none when the fact is of something else.
    ///
    /// # Errors
    /// A payload that does not fit its kind, or a case that was never opened.
    pub fn take_in(&mut self, found: &FactRef<'_>) -> Result<Option<usize>, ContentError> {
        let Some(number) = found.subject.strip_prefix("case:") else { return Ok(None) };
        let unreadable =
            |reason: String| ContentError::Payload { position: found.position, kind: found.kind.to_owned(), reason };
        if found.kind == fact::CASE_OPENED {
            let opened: Opened = serde_json::from_str(found.payload).map_err(|error| unreadable(error.to_string()))?;
            return Ok(Some(self.open(opened, found)));
        }
        let place = self.by_number.get(number).copied();
        let place = place.ok_or_else(|| unreadable(format!("the case {number} was never opened")))?;
        let file = &mut self.files[place];
        let persons_before = file.persons.len();
        file.take_in(found).map_err(unreadable)?;
        for person in &file.persons[persons_before..] {
            self.by_person.entry(person.id.clone()).or_default().push(place);
        }
        Ok(Some(place))
    }

    fn open(&mut self, opened: Opened, found: &FactRef<'_>) -> usize {
        let place = self.files.len();
        for person in &opened.persons {
            self.by_person.entry(person.id.clone()).or_default().push(place);
        }
        self.by_number.insert(opened.case.clone(), place);
        self.files.push(CaseFile::opened(opened, found));
        place
    }

    /// Every case, in the order in which they were opened.
    pub fn files(&self) -> &[CaseFile] {
        &self.files
    }

    /// The case at a place.
    pub fn at(&self, place: usize) -> &CaseFile {
        &self.files[place]
    }

    /// The place of a case.
    pub fn place(&self, number: &str) -> Option<usize> {
        self.by_number.get(number).copied()
    }

    /// The cases that a person is in.
    pub fn of_person(&self, id: &str) -> &[usize] {
        self.by_person.get(id).map_or(&[], Vec::as_slice)
    }
}
