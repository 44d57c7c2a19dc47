//! What data stewards say of a pair: payloads of their facts, and the codes of their reasons.
//!
//! Codes stand in facts for ever: they are only added. The Danish words for them are the desk's.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Pair;
use crate::cases::CaseNumber;

/// A data steward's judgement of a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The pair.
    #[serde(flatten)]
    pub pair: Pair,
    /// Why, by code. None where the kind of fact asks for none, and in facts from before there were codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ReasonCode>,
    /// Why, in the data steward's words; empty where the code says it.
    pub reason: String,
}

/// A coupling that was undone, with everything that rested on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The pair.
    #[serde(flatten)]
    pub pair: Pair,
    /// Why, in the data steward's words.
    pub reason: String,
    /// Positions in the journal of the facts that rested on the coupling.
    pub rested: Vec<u64>,
    /// The person's cases that were worked on while it held: positions of the letters that left and the facts that were recorded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cases: BTreeMap<CaseNumber, Vec<u64>>,
}

/// A note on a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The pair.
    #[serde(flatten)]
    pub pair: Pair,
    /// Who wrote it.
    pub by: String,
    /// What it says.
    pub note: String,
}

/// A risky pair that one data steward confirmed, and that waits for another's approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The pair.
    #[serde(flatten)]
    pub pair: Pair,
    /// The data steward who proposes it, also where the fact's actor is the night that follows a changed key.
    pub by: String,
    /// Why, in their words.
    pub reason: String,
    /// The risks that ask for an approval, by name (`casework::review::Risk::name`).
    pub risks: Vec<String>,
    /// The proposal that this one carries on, when a key of one of the two was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed: Option<Pair>,
}

/// Two data stewards behind one coupling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondApproval {
    /// Who proposed it.
    pub proposed_by: String,
    /// Who approved it.
    pub approved_by: String,
    /// The proposal's place in the journal.
    pub proposal: u64,
    /// Why it was approved, in the second data steward's words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Why a pair is rejected or put aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// Somebody else, who only looks alike on paper.
    OtherPerson,
    /// A twin, a brother or a sister.
    TwinOrSibling,
    /// The father or the mother.
    FatherOrMother,
    /// A son or a daughter.
    Child,
    /// A wrong person-id or CPR number was typed.
    WrongNumberTyped,
    /// One of the two was dead when the other was alive.
    Dead,
    /// The registers do not tell enough.
    Insufficient,
    /// The person stands twice in CARL2, and the other one is the right one.
    DuplicateInCarl2,
    /// The person has two CPR numbers, and the other one is the right one.
    DuplicateInCpr,
    /// Something else, which the free text says.
    Other,
}

impl ReasonCode {
    /// Every code, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::OtherPerson,
        Self::TwinOrSibling,
        Self::FatherOrMother,
        Self::Child,
        Self::WrongNumberTyped,
        Self::Dead,
        Self::Insufficient,
        Self::DuplicateInCarl2,
        Self::DuplicateInCpr,
        Self::Other,
    ];

    /// The name in facts and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::OtherPerson => "other-person",
            Self::TwinOrSibling => "twin-or-sibling",
            Self::FatherOrMother => "father-or-mother",
            Self::Child => "child",
            Self::WrongNumberTyped => "wrong-number-typed",
            Self::Dead => "dead",
            Self::Insufficient => "insufficient",
            Self::DuplicateInCarl2 => "duplicate-in-carl2",
            Self::DuplicateInCpr => "duplicate-in-cpr",
            Self::Other => "other",
        }
    }

    /// The code of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }

    /// Whether the code says nothing without free text.
    pub fn needs_words(self) -> bool {
        self == Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_same_name_in_facts_and_on_the_command_line() {
        for code in ReasonCode::ALL {
            assert_eq!(super::super::json(&code), format!("\"{}\"", code.name()));
            assert_eq!(ReasonCode::named(code.name()), Some(code));
        }
    }

    #[test]
    fn a_judgement_from_before_there_were_codes_is_still_read() {
        let old = r#"{"person_id":"A-0001","cpr_number":"0101901111","reason":"set på begge registre"}"#;
        let judged: Judged = serde_json::from_str(old).unwrap();
        assert_eq!(judged.code, None);
        assert_eq!(super::super::json(&judged), old, "and written as it was");
    }
}
