//! The hand-over file of § 51 b: what the municipality moved from passes on, as the case stood then, read by both before the receiver accepts it or
//! sends it back.

use jiff::Timestamp;
use jiff::civil::Date;
use law::facts::{InformationContent, InformationPassed, InformationRoute};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use vocabulary::MunicipalityCode;

use super::case_page::{FactLine, fact_line};
use crate::cases::{CaseFact, CaseFile, CaseNumber};
use crate::office::{Part, Question, Refused, View};

/// A hand-over that somebody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The case.
    pub case: CaseNumber,
    /// The fact by which it was passed on.
    pub id: String,
}

/// A hand-over.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HandOverSeen {
    /// The case.
    pub case: CaseNumber,
    /// The fact by which it was passed on.
    pub id: String,
    /// The municipality it went to; none where nobody said.
    pub to: Option<MunicipalityCode>,
    /// The day it was passed on; none where it is not known to the day.
    pub on: Option<Date>,
    /// When it was recorded: what came into the case later is not in it.
    pub recorded_at: Timestamp,
    /// Who passed it on.
    pub by: String,
    /// The person-id.
    pub person: String,
    /// The name; none where no register tells.
    pub name: Option<String>,
    /// Whether the receiver accepted it as whole; none before the answer.
    pub accepted: Option<bool>,
    /// What it holds, in the order in which it was ticked.
    pub parts: Vec<HandOverPart>,
}

/// A part of a hand-over.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HandOverPart {
    /// What it is.
    pub content: InformationContent,
    /// The facts of it, the oldest first.
    pub facts: Vec<FactLine>,
    /// Whether it is kept outside the case, as medical records are: it goes along by itself.
    pub is_outside: bool,
}

impl Question for HandOver {
    type Answer = HandOverSeen;

    fn answer(&self, view: &View<'_>) -> Result<HandOverSeen, Refused> {
        let file = view.read_case(self.case.as_str(), Part::Export)?.file;
        read(file, &self.id).ok_or(Refused::NotFound)
    }
}

/// The hand-over of a fact; none where the fact is no hand-over or was withdrawn.
fn read(file: &CaseFile, id: &str) -> Option<HandOverSeen> {
    let passed = file.fact_of(id).filter(|fact| fact.withdrawn.is_none())?;
    let (value, told) = passed_on(passed)?;
    let first = file.persons.first().map(|person| person.id.as_str());
    let person = value["person"].as_str().or(first)?;
    let known: Vec<(&CaseFact, Value)> = (file.facts.iter())
        .filter(|fact| was_known(fact, passed))
        .filter_map(|fact| Some((fact, serde_json::from_str::<Value>(&fact.json).ok()?)))
        .filter(|(_, one)| one["person"].as_str().or(first) == Some(person))
        .collect();
    let part = |content: &InformationContent| HandOverPart {
        content: *content,
        facts: (known.iter())
            .filter(|(fact, value)| belongs(*content, value) && fact.position != passed.position)
            .map(|(fact, _)| fact_line(fact))
            .collect(),
        is_outside: kinds(*content).is_none(),
    };
    let answers = file.counting().filter_map(|fact| serde_json::from_str::<Value>(&fact.json).ok());
    let accepted = answers
        .filter(|one| one["fact"] == "hand_over_answer" && one["hand_over"].as_str() == Some(id))
        .filter_map(|one| one["accepted"].as_bool())
        .last();
    Some(HandOverSeen {
        case: file.number.clone(),
        id: id.to_owned(),
        to: told.municipality,
        on: value["on"].as_str().and_then(|on| on.parse().ok()),
        recorded_at: passed.recorded_at,
        by: passed.actor.to_string(),
        person: person.to_owned(),
        name: file.person(person).and_then(|person| person.name.clone()),
        accepted,
        parts: told.contents.iter().map(part).collect(),
    })
}

fn passed_on(fact: &CaseFact) -> Option<(Value, InformationPassed)> {
    let value: Value = serde_json::from_str(&fact.json).ok()?;
    let told: InformationPassed = (value["fact"] == "information_passed")
        .then(|| {
            let own = ["fact", "id", "on", "person", "recorded", "replaces"];
            let fields = value.as_object()?.iter().filter(|(name, _)| !own.contains(&name.as_str()));
            serde_json::from_value(Value::Object(fields.map(|(name, one)| (name.clone(), one.clone())).collect())).ok()
        })
        .flatten()?;
    (told.route == InformationRoute::HandOver).then_some((value, told))
}

/// Whether a fact stood in the case when it was handed over.
fn was_known(fact: &CaseFact, passed: &CaseFact) -> bool {
    fact.position <= passed.position
        && fact.withdrawn.as_ref().is_none_or(|withdrawn| withdrawn.position > passed.position)
}

fn belongs(content: InformationContent, fact: &Value) -> bool {
    let Some(kind) = fact["fact"].as_str() else { return false };
    let is_passing_on = kind == "information_passed" && fact["route"] != "hand_over";
    kinds(content).is_some_and(|kinds| kinds.contains(&kind)) && !is_passing_on
}

/// The kinds of facts that a content is; none for what no fact of the case holds.
fn kinds(content: InformationContent) -> Option<&'static [&'static str]> {
    use InformationContent::{
        Confidential, Contract, Declaration, EarlierMunicipalities, Finances, GroundOfStay, MedicalRecords, Name,
        Other, PersonalData, PurelyPrivate, Status,
    };
    Some(match content {
        Name => &[],
        PersonalData => &[
            "citizenship",
            "unaccompanied_minor",
            "cpr_registration",
            "residence",
            "marriage",
            "marriage_ended",
            "cohabitation",
            "child",
            "lives_with_parents",
            "death",
        ],
        GroundOfStay => {
            &["permit", "permit_ended", "scope_decision", "asylum_registration", "eu_rules", "parent_lawfully_here"]
        }
        Contract => &["contract", "older_plan", "contract_signature"],
        Declaration => &["declaration_signature"],
        Status => &["status"],
        EarlierMunicipalities => &["information_passed", "hand_over_answer"],
        Finances => &[
            "income",
            "wealth",
            "public_support",
            "benefit_application",
            "benefit_payment",
            "advance_payment",
            "payment_mode",
        ],
        PurelyPrivate | Confidential | MedicalRecords | Other => return None,
    })
}
