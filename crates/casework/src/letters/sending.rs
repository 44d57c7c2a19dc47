//! Sending a letter: the letter as it left, and what it makes of the case, in one transaction. It cannot be taken back.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use law::decision::is_burdensome;
use law::facts::{Content, DecisionKind, StatementAbout};
use letters::{Kind, Letter, Rendered};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::blanks::Blank;
use super::occasion::key;
use super::writing::{WriteLetter, write};
use crate::access::Action;
use crate::cases::{CaseFile, CaseNumber, LetterIssued};
use crate::commands::{case_fact, record_facts};
use crate::fact;
use crate::office::{Command, CommandError, Decided, FieldProblem, Part, Question, Refused, View};

/// A letter to be sent, as it was set and read.
#[derive(Clone, Debug)]
pub struct SendLetter {
    /// What it is written from.
    pub written_from: WriteLetter,
    /// The version of the case that it was written from.
    pub from: u64,
    /// The letter that was read.
    pub letter: Letter,
    /// Its title.
    pub title: String,
    /// Its file.
    pub rendered: Rendered,
}

/// A letter that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The ids of the facts that the letter made in the case.
    pub facts: Vec<String>,
}

impl Command for SendLetter {
    type Done = Sent;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Sent>, CommandError> {
        view.must(Action::SendLetters)?;
        let asked = &self.written_from;
        let seen = view.read_case(asked.case.as_str(), Part::Letter)?;
        let subject = fact::case_subject(asked.case.as_str());
        // Where the case has moved on, the journal says so in the transaction, with who did what; a letter of the old case is not compared.
        let is_of_now = seen.file.position <= self.from;
        if is_of_now {
            let now = write(view, seen, asked)?;
            if now.letter.as_ref() != Ok(&self.letter) {
                let problem =
                    FieldProblem { field: "letter".to_owned(), key: "problem-letter-differs", detail: String::new() };
                return Err(CommandError::Invalid(vec![problem]));
            }
        }
        let sha256 = sha256(&self.rendered.pdf);
        let issued = LetterIssued {
            kind: key(asked.occasion.kind).to_owned(),
            title: self.title.clone(),
            person: person_of(seen.file, &asked.occasion.fact),
            sha256: sha256.clone(),
            document: STANDARD.encode(&self.rendered.pdf),
        };
        let actor = &view.officer().id;
        let today = Some(view.day());
        let made = record_facts::completed(seen.file, &facts(asked, seen.file, view.day()), view);
        if !made.is_empty() && is_of_now {
            record_facts::check(seen.file, &made)?;
        }
        let mut facts = vec![case_fact(fact::LETTER_ISSUED, &asked.case, actor, today, &issued)];
        facts.extend(made.iter().map(|one| case_fact(fact::CASE_FACT, &asked.case, actor, today, one)));
        let ids = made.iter().filter_map(|one| Some(one.get("id")?.as_str()?.to_owned())).collect();
        // A version that is not there yet would hide what comes meanwhile.
        let from = self.from.min(seen.file.position);
        Ok(Decided { facts, from: vec![(subject, from)], done: Sent { sha256, facts: ids } })
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
        text
    })
}

/// The person that a fact is about: the one the case is about where the fact names none.
fn person_of(file: &CaseFile, fact: &str) -> String {
    let named = super::reasons::json_of(file, fact)
        .and_then(|fact| fact.get("person").and_then(Value::as_str).map(ToOwned::to_owned));
    named.or_else(|| file.persons.first().map(|person| person.id.clone())).unwrap_or_default()
}

/// What a letter makes of the case when it leaves.
fn facts(asked: &WriteLetter, file: &CaseFile, on: Date) -> Vec<Value> {
    let about = &asked.occasion.fact;
    let mut fact = match asked.occasion.kind {
        Kind::Hearing => json!({ "fact": "party_hearing", "on": on, "decision": about }),
        Kind::Decision => {
            let granted = asked.typed.get(Blank::Granted) == Some("in_full") && !burdens(file, about);
            json!({
                "fact": "decision_announced", "on": on, "decision": about, "reasons": true, "complaint_guidance": !granted,
            })
        }
        Kind::Statement => statement_given(asked, file, on),
        // A contract and a follow-up are facts already; the letter tells of them.
        Kind::Contract | Kind::FollowUp => return Vec::new(),
    };
    if let Some(fields) = fact.as_object_mut() {
        fields.insert("person".to_owned(), person_of(file, about).into());
    }
    vec![fact]
}

/// What was stated: the dates of contract and declaration are facts already, and completion and debt were not stated where only they were
/// asked for.
fn statement_given(asked: &WriteLetter, file: &CaseFile, on: Date) -> Value {
    let request = &asked.occasion.fact;
    let mut given = json!({ "fact": "statement_given", "on": on, "request": request });
    let about = super::reasons::json_of(file, request).and_then(|fact| fact.get("about").cloned());
    if about == Some(json!(StatementAbout::Completion)) {
        let typed = |blank| asked.typed.get(blank);
        let debt = typed(Blank::Debt).and_then(|debt| vocabulary::Kroner::parse(debt).ok());
        given["completed"] = typed(Blank::Completion).is_some_and(|completion| completion != "not_completed").into();
        given["overdue_debt"] = debt.is_some_and(|debt| !debt.is_zero()).into();
    }
    given
}

/// Whether the decision of a draft can go against the party; one that cannot be read counts as one that can.
fn burdens(file: &CaseFile, draft: &str) -> bool {
    let kind: Option<DecisionKind> = file.law_case().ok().and_then(|case| {
        let (_, found) = case.counting().find(|(_, fact)| fact.id == draft)?;
        match &found.content {
            Content::DecisionDraft(held) => Some(held.decides),
            _ => None,
        }
    });
    kind.is_none_or(is_burdensome)
}

/// A letter that was sent, to be read as it left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLetter {
    /// The case.
    pub case: CaseNumber,
    /// The letter's place in the journal.
    pub position: u64,
}

impl Question for StoredLetter {
    type Answer = crate::cases::Letter;

    fn answer(&self, view: &View<'_>) -> Result<crate::cases::Letter, Refused> {
        let seen = view.read_case(self.case.as_str(), Part::Letter)?;
        seen.file.letters.iter().find(|letter| letter.position == self.position).cloned().ok_or(Refused::NotFound)
    }
}

/// The document of a letter that was sent, from the payload of its fact; none where it is not whole.
pub fn document(payload: &str) -> Option<Vec<u8>> {
    let issued: LetterIssued = serde_json::from_str(payload).ok()?;
    let document = STANDARD.decode(issued.document).ok()?;
    (sha256(&document) == issued.sha256).then_some(document)
}
