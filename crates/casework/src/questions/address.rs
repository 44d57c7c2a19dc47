//! Where a person lives, for whoever stands at a counter and reads no case. A protected address is shown only to who writes why they must
//! see it; the reason stands in the read log, where the person can read it. A municipality that somebody moved from still sees that there is
//! a case, and not where they live now.

use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::{PersonId, PersonIdFormat, PersonName};

use super::case_page::{Dwelling, dwelling};
use crate::access::Action;
use crate::book::Somebody;
use crate::cases::CaseNumber;
use crate::office::{FieldProblem, Part, Question, Refused, View};

/// Why somebody must see what is protected, in their own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// Fewest characters: with less nobody can tell a year later what it was about.
    pub const SHORTEST: usize = 10;
    /// Most characters: the read log holds 1,000 bytes of a purpose.
    pub const LONGEST: usize = 200;

    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// The problem of the field `reason` where it is too short, too long, or holds what is no text.
    pub fn parse(typed: &str) -> Result<Self, FieldProblem> {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let problem =
            |key, detail: usize| Err(FieldProblem { field: "reason".to_owned(), key, detail: detail.to_string() });
        match text.chars().count() {
            0 => problem("problem-missing", 0),
            count if count < Self::SHORTEST => problem("problem-too-short", Self::SHORTEST),
            count if count > Self::LONGEST => problem("problem-too-long", Self::LONGEST),
            _ if text.chars().any(char::is_control) => problem("problem-control-characters", 0),
            _ => Ok(Self(text)),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a person lives is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressOf {
    /// The person-id.
    pub person: String,
    /// Why the address must be seen although it is protected; without it a protected one is not shown.
    pub reason: Option<Reason>,
}

/// Where a person lives, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AddressSeen {
    /// The person-id.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The case that the asker sees the person by.
    pub case: CaseNumber,
    /// Whether the address is protected, for the person or for somebody who lives with them.
    pub is_protected: bool,
    /// The address.
    pub dwelling: Dwelling,
}

impl Question for AddressOf {
    type Answer = AddressSeen;

    fn answer(&self, view: &View<'_>) -> Result<AddressSeen, Refused> {
        view.must(Action::ReadAddresses)?;
        let id = PersonIdFormat::default().parse(&self.person).map_err(|_| Refused::NotFound)?;
        let seen = view.case_for_address(id.as_str()).ok_or(Refused::NotFound)?;
        view.find_by_key(Somebody::Alien(id.clone())).ok_or(Refused::NotFound)?;
        let is_protected = view.is_dwelling_protected(id.as_str());
        let civil = view.civil(id.as_str());
        let dwelling = match (civil, &self.reason) {
            (None, _) => Dwelling::Unknown,
            (Some((_, entry)), None) if !is_protected => {
                view.note(seen.file, id.as_str(), Part::Address);
                dwelling(&entry.person)
            }
            (Some(_), None) => Dwelling::Protected,
            (Some((_, entry)), Some(reason)) => {
                let part = if is_protected { Part::ProtectedAddress } else { Part::Address };
                view.note_because(seen.file, id.as_str(), part, reason);
                dwelling(&entry.person)
            }
        };
        let of_register = civil.and_then(|(_, entry)| entry.person.name.as_ref()).map(PersonName::full);
        let of_case = || seen.file.person(id.as_str()).and_then(|person| person.name.clone());
        let name = of_register.or_else(of_case).unwrap_or_else(|| id.to_string());
        if !matches!(dwelling, Dwelling::Shown(_)) {
            view.note(seen.file, id.as_str(), Part::SearchResult);
        }
        Ok(AddressSeen { person: id, name, case: seen.file.number.clone(), is_protected, dwelling })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_enough_to_be_understood_later_and_fits_into_the_log() {
        let key = |typed: &str| Reason::parse(typed).map_err(|problem| problem.key).map(|reason| reason.0);
        assert_eq!(key("  står ved\n skranken "), Ok("står ved skranken".to_owned()));
        assert_eq!(key(" \n "), Err("problem-missing"));
        assert_eq!(key("derfor"), Err("problem-too-short"));
        assert_eq!(key(&"æ".repeat(Reason::LONGEST + 1)), Err("problem-too-long"));
        assert_eq!(key("står ved \u{7} skranken"), Err("problem-control-characters"));
        assert!(key(&"𒀀".repeat(Reason::LONGEST)).is_ok());
    }
}
