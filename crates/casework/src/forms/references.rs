//! Which facts of the case a field may name: a signature a contract, a judgement an absence.

use serde_json::Value;
use vocabulary::MunicipalityCode;

use crate::cases::CaseFile;

/// A fact of the case that a field may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// What it says, as the case file writes it.
    pub fact: Value,
}

/// The kinds that a field may name; any where the field is not here.
const MAY_NAME: &[(&str, &str, &[&str])] = &[
    ("contract", "replaces_contract", &["contract"]),
    ("contract_signature", "contract", &["contract"]),
    ("goals_met", "contract", &["contract"]),
    ("education_order_outcome", "order", &["education_order"]),
    ("offer", "extends", &["offer"]),
    ("offer_end", "offer", &["offer"]),
    ("offer_extension_need", "offer", &["offer"]),
    ("employment_end", "employment", &["employment"]),
    ("reasonable_ground", "absence", &["absence", "refusal"]),
    ("own_circumstances", "omission", &["benefit_application", "job_deregistration", "job_registration"]),
    ("refusal_end", "refusal", &["refusal"]),
    ("absence_as_refusal", "absences", &["absence"]),
    ("help_assessment", "application", &["help_application"]),
    ("hand_over_answer", "hand_over", &["information_passed"]),
    ("statement_given", "request", &["statement_request"]),
    ("complaint_decided", "complaint", &["complaint"]),
    ("complaint_forwarded", "complaint", &["complaint"]),
    (
        "decision_draft",
        "rests_on",
        &[
            "absence",
            "refusal",
            "absence_as_refusal",
            "reasonable_ground",
            "undisclosed_work",
            "benefit_application",
            "help_application",
            "education_order",
            "education_end",
            "job_deregistration",
            "own_circumstances",
            "programme_takeover",
            "change_of_circumstances",
            "statement_request",
            "residence",
        ],
    ),
    ("*", "decision", &["decision_draft"]),
];

/// Whether information that was passed on is a hand-over of the case: nothing else is accepted or sent back.
pub(crate) fn is_hand_over(passed: &Value) -> bool {
    passed["fact"] == "information_passed" && passed["route"] == "hand_over"
}

/// The municipality that information was passed on to, where it is one.
pub(crate) fn receiver(passed: &Value) -> Option<MunicipalityCode> {
    serde_json::from_value(passed.get("municipality")?.clone()).ok()
}

/// The facts about a person that a field may name, the newest first.
pub(super) fn candidates(file: &CaseFile, person: &str, kind: &str, field: &str) -> Vec<Candidate> {
    let named = |of: &str| MAY_NAME.iter().find(|(kind, name, _)| *kind == of && *name == field).map(|row| row.2);
    let kinds = named(kind).or_else(|| named("*"));
    let first = file.persons.first().map_or("", |first| first.id.as_str());
    let mut found: Vec<Candidate> = file
        .counting()
        .filter_map(|fact| Some(Candidate { id: fact.id.to_string(), fact: serde_json::from_str(&fact.json).ok()? }))
        .filter(|one| one.fact["person"].as_str().unwrap_or(first) == person)
        .filter(|one| kinds.is_none_or(|kinds| kinds.contains(&one.fact["fact"].as_str().unwrap_or_default())))
        .filter(|one| kind != "hand_over_answer" || is_hand_over(&one.fact))
        .collect();
    found.reverse();
    found.sort_by(|one, other| other.fact["on"].as_str().cmp(&one.fact["on"].as_str()));
    found
}
