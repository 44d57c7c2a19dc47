//! The occasions of letters: what in a case calls for one now, or lets one be written.

use jiff::civil::Date;
use law::case::{Case, PersonFile, PersonRef};
use law::decision::{self, Stage};
use law::facts::{Content, up_to};
use law::why::FactRef;
use letters::Kind;
use serde_json::Value;

use crate::cases::{CaseFact, CaseFile, Letter};
use crate::fact;
use crate::office::Change;

/// An occasion: a kind of letter to a person, about a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occasion {
    /// Which kind.
    pub kind: Kind,
    /// The fact it is about: a draft of a decision, a contract, a follow-up, a request for a statement.
    pub fact: String,
}

/// An occasion that a case has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Which.
    pub occasion: Occasion,
    /// Whom it is about.
    pub person: String,
    /// The day of the fact.
    pub on: Date,
    /// Whether the Act or a request waits for the letter: a contract or a follow-up can be sent again at any time.
    pub is_awaited: bool,
}

/// The name of a kind in addresses and in the fact that a letter was sent.
pub fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Decision => "decision",
        Kind::Hearing => "hearing",
        Kind::Contract => "contract",
        Kind::FollowUp => "follow_up",
        Kind::Statement => "statement",
    }
}

/// The kind of a name.
pub fn kind_of(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| key(*kind) == name)
}

/// Every letter that can be written in a case on a day, in the order of the persons and of the days.
pub(super) fn open(file: &CaseFile, case: &Case, day: Date) -> Vec<Open> {
    let persons = case.persons.iter().filter_map(|person| case.person(&person.id));
    persons.flat_map(|person| of_person(file, case, person, day)).collect()
}

fn of_person(file: &CaseFile, case: &Case, person: PersonRef, day: Date) -> Vec<Open> {
    let known = PersonFile::new(case, person, day);
    let mut open = decisions(&known);
    let id = |fact: FactRef| case.fact(fact).id.clone();
    let one = |kind, fact: FactRef, on| Open {
        occasion: Occasion { kind, fact: id(fact) },
        person: case.persons[person.place()].id.clone(),
        on,
        is_awaited: !was_sent(file, kind, &case.persons[person.place()].id, &id(fact)),
    };
    open.extend(up_to(&known.contracts, day).last().map(|held| one(Kind::Contract, held.fact, held.on)));
    open.extend(up_to(&known.follow_ups, day).last().map(|held| one(Kind::FollowUp, held.fact, held.on)));
    let given =
        |request: FactRef| known.pointing_at(request).any(|(_, content)| matches!(content, Content::StatementGiven(_)));
    let requests = up_to(&known.statement_requests, day).iter().filter(|request| !given(request.fact));
    open.extend(requests.map(|request| one(Kind::Statement, request.fact, request.on)));
    open
}

/// Decisions whose party is to be heard, and decisions that were made and not announced.
fn decisions(known: &PersonFile<'_>) -> Vec<Open> {
    let case = known.case;
    let open = decision::replay(known).into_iter().filter(|record| record.revoked.is_none()).filter_map(|record| {
        let (kind, on) = match record.stage {
            Stage::Draft(draft) if draft.in_favour(record.amount, draft.reached()).is_err() => {
                (Kind::Hearing, draft.reached())
            }
            Stage::Made(made) => (Kind::Decision, made.reached()),
            Stage::Draft(_) | Stage::Heard(_) | Stage::Announced(_) => return None,
        };
        Some(Open {
            occasion: Occasion { kind, fact: case.fact(record.draft).id.clone() },
            person: case.persons[known.person.place()].id.clone(),
            on,
            is_awaited: true,
        })
    });
    open.collect()
}

/// What closed an occasion that was open: who did what about its fact since it was recorded, oldest first. Nothing where the case never
/// had such a fact.
pub(super) fn closed_by(file: &CaseFile, occasion: &Occasion) -> Vec<Change> {
    let Some(about) = file.fact_of(&occasion.fact) else { return Vec::new() };
    let json = |fact: &CaseFact| serde_json::from_str::<Value>(&fact.json).unwrap_or(Value::Null);
    let own = json(about);
    let names_it = |fact: &Value| {
        let fields =
            fact.as_object().into_iter().flatten().filter(|(field, _)| !matches!(field.as_str(), "id" | "fact"));
        fields.into_iter().any(|(_, value)| value.as_str() == Some(&occasion.fact))
    };
    // Of contracts and follow-ups only the newest has a letter.
    let takes_its_place = |fact: &Value| {
        matches!(occasion.kind, Kind::Contract | Kind::FollowUp)
            && fact["fact"] == own["fact"]
            && fact["person"] == own["person"]
    };
    let later = file.facts.iter().filter(|fact| fact.position > about.position).filter(|fact| {
        let fact = json(fact);
        names_it(&fact) || takes_its_place(&fact)
    });
    let recorded = later.map(|fact| Change {
        position: fact.position,
        at: fact.recorded_at,
        by: fact.actor.to_string(),
        kind: fact::CASE_FACT.to_owned(),
    });
    let withdrawn = about.withdrawn.iter().map(|withdrawn| Change {
        position: withdrawn.position,
        at: withdrawn.at,
        by: withdrawn.by.clone(),
        kind: fact::CASE_FACT_WITHDRAWN.to_owned(),
    });
    let of_kind = |letter: &&Letter| letter.kind == key(occasion.kind) && letter.position > about.position;
    let letters = file.letters.iter().filter(of_kind).map(|letter| Change {
        position: letter.position,
        at: letter.at,
        by: letter.by.clone(),
        kind: fact::LETTER_ISSUED.to_owned(),
    });
    let mut changes: Vec<Change> = recorded.chain(withdrawn).chain(letters).collect();
    changes.sort_by_key(|change| change.position);
    changes
}

/// Whether a letter of the kind went to the person after the fact was recorded.
fn was_sent(file: &CaseFile, kind: Kind, person: &str, fact: &str) -> bool {
    let recorded = file.fact_of(fact).map_or(0, |fact| fact.position);
    file.letters.iter().any(|sent| sent.kind == key(kind) && sent.person == person && sent.position > recorded)
}
