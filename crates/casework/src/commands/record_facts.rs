//! Adding facts to a case: they are read as the Act will read them before anything is stored.

use std::collections::BTreeSet;

use law::case::{Problem, ProblemKind};
use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::case_fact;
use crate::access::Action;
use crate::cases::{CaseFile, CaseNumber};
use crate::fact;
use crate::forms;
use crate::office::{Command, CommandError, Decided, FieldProblem, Part, Refused, View};

/// Facts to be added to a case.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordFacts {
    /// The case.
    pub case: CaseNumber,
    /// The facts, as a case file has them (docs/case-file.md). Ids are put in where they are left out; the day of recording is today, whatever
    /// they say.
    pub facts: Vec<Value>,
    /// The version of the case that they were written against.
    pub from: u64,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, JsonSchema)]
pub struct Recorded {
    /// The ids of the facts, in their order.
    pub ids: Vec<String>,
}

impl Command for RecordFacts {
    type Done = Recorded;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Recorded>, CommandError> {
        view.must(Action::RecordFacts)?;
        let seen = view.read_case(self.case.as_str(), Part::Case)?;
        let facts = completed(seen.file, &self.facts, view);
        check(seen.file, &facts)?;
        of_the_task(view, &facts)?;
        answer_their_own(view, seen.file, &facts)?;
        let id_of = |fact: &Value| fact.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let on = |fact: &Value| fact.get("on").and_then(Value::as_str).and_then(|on| on.parse().ok());
        let actor = &view.officer().id;
        let new_facts = facts.iter().map(|one| case_fact(fact::CASE_FACT, &self.case, actor, on(one), one)).collect();
        Ok(Decided {
            facts: new_facts,
            from: vec![(fact::case_subject(self.case.as_str()), self.from)],
            done: Recorded { ids: facts.iter().map(id_of).collect() },
        })
    }
}

/// Refuses facts of kinds that are not of the officer's task.
pub(crate) fn of_the_task(view: &View<'_>, facts: &[Value]) -> Result<(), Refused> {
    let kinds = facts.iter().filter_map(|fact| fact.get("fact").and_then(Value::as_str));
    let role = view.officer().role;
    let foreign = kinds.into_iter().any(|kind| law::facts::KINDS.contains(&kind) && !role.may_record(kind));
    if foreign { Err(Refused::NotYourTask(Action::RecordFacts)) } else { Ok(()) }
}

/// Refuses an answer to a hand-over that is not the receiver's: only the municipality that it went to says whether it is whole (§ 51 b).
pub(crate) fn answer_their_own(view: &View<'_>, file: &CaseFile, facts: &[Value]) -> Result<(), CommandError> {
    let own = view.officer().authority.municipality();
    let recorded = |id: &str| serde_json::from_str::<Value>(&file.fact_of(id)?.json).ok();
    let problems = facts.iter().enumerate().filter(|(_, fact)| fact["fact"] == "hand_over_answer");
    let problems: Vec<FieldProblem> = problems
        .filter_map(|(nth, answer)| {
            let id = answer["hand_over"].as_str()?;
            let passed = recorded(id).or_else(|| facts.iter().find(|fact| fact["id"] == id).cloned())?;
            let key = match forms::receiver(&passed) {
                _ if !forms::is_hand_over(&passed) => "problem-no-hand-over",
                Some(receiver) if Some(receiver) == own => return None,
                _ => "problem-not-the-receiver",
            };
            Some(FieldProblem { field: format!("facts[{nth}].hand_over"), key, detail: String::new() })
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(CommandError::Invalid(problems)) }
}

/// The facts with what every recorded fact has: an id that is new in the case, and the day of recording. That is the day on which it is
/// recorded here: oversight measures by it how late facts come, so nobody who is overseen says it. Only an import keeps the day of another
/// system.
pub(crate) fn completed(file: &CaseFile, facts: &[Value], view: &View<'_>) -> Vec<Value> {
    let mut taken: BTreeSet<String> = file.facts.iter().map(|fact| fact.id.to_string()).collect();
    taken.extend(facts.iter().filter_map(|fact| fact.get("id").and_then(Value::as_str).map(ToOwned::to_owned)));
    facts.iter().map(|fact| complete(fact, &mut taken, view)).collect()
}

fn complete(fact: &Value, taken: &mut BTreeSet<String>, view: &View<'_>) -> Value {
    let Some(given) = fact.as_object() else { return fact.clone() };
    let mut fields: Map<String, Value> = given.clone();
    if !fields.get("id").is_some_and(Value::is_string) {
        let kind = fields.get("fact").and_then(Value::as_str).unwrap_or("fact").to_owned();
        let id =
            (1..=taken.len() + 1).map(|nth| format!("{kind}-{nth}")).find(|id| !taken.contains(id)).unwrap_or(kind);
        taken.insert(id.clone());
        fields.insert("id".to_owned(), id.into());
    }
    fields.insert("recorded".to_owned(), view.day().to_string().into());
    Value::Object(fields)
}

/// Reads the case with the facts in it, and answers everything that is wrong with them.
pub(crate) fn check(file: &CaseFile, facts: &[Value]) -> Result<law::case::Case, CommandError> {
    if facts.is_empty() {
        let problem = FieldProblem { field: "facts".to_owned(), key: "problem-missing", detail: String::new() };
        return Err(CommandError::Invalid(vec![problem]));
    }
    let taken = facts
        .iter()
        .enumerate()
        .filter(|(_, fact)| fact.get("id").and_then(Value::as_str).is_some_and(|id| file.fact_of(id).is_some()));
    let twice: Vec<FieldProblem> = taken
        .map(|(nth, fact)| FieldProblem {
            field: format!("facts[{nth}].id"),
            key: "problem-twice",
            detail: fact["id"].as_str().unwrap_or_default().to_owned(),
        })
        .collect();
    if !twice.is_empty() {
        return Err(CommandError::Invalid(twice));
    }
    let before = file.counting().count();
    file.law_case_with(facts).map_err(|error| {
        CommandError::Invalid(error.problems.iter().map(|problem| field_problem(problem, before)).collect())
    })
}

/// A problem of the case file as a problem of the facts handed in: their places are counted from the first of them.
fn field_problem(problem: &Problem, before: usize) -> FieldProblem {
    let field = match problem.field.strip_prefix("facts[").and_then(|rest| rest.split_once(']')) {
        Some((place, rest)) => {
            let place = place.parse::<usize>().ok().and_then(|place| place.checked_sub(before));
            place.map_or_else(|| problem.field.clone(), |place| format!("facts[{place}]{rest}"))
        }
        None => problem.field.clone(),
    };
    let (key, detail) = match &problem.kind {
        ProblemKind::NotJson { detail, .. } => ("problem-not-json", detail.clone()),
        ProblemKind::Missing => ("problem-missing", String::new()),
        ProblemKind::Unknown { known } => ("problem-unknown-field", known.join(", ")),
        ProblemKind::WrongType { expected, .. } => ("problem-wrong-type", expected.clone()),
        ProblemKind::WrongValue { expected, .. } => ("problem-wrong-value", expected.clone()),
        ProblemKind::UnknownChoice { known, .. } => ("problem-unknown-choice", known.join(", ")),
        ProblemKind::Twice { id } => ("problem-twice", id.clone()),
        ProblemKind::NoSuch { id, .. } => ("problem-no-such", id.clone()),
        ProblemKind::Unfounded => ("problem-unfounded", String::new()),
        ProblemKind::Uncertain { found } => ("problem-uncertain", found.clone()),
        ProblemKind::Order { first, then } => ("problem-order", format!("{first} – {then}")),
        ProblemKind::BeforeWhatItPointsAt { other, .. } => ("problem-before", other.clone()),
        ProblemKind::TooMany { most } => ("problem-too-many", most.to_string()),
    };
    FieldProblem { field, key, detail }
}
