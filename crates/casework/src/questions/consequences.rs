//! What facts would change before they are recorded: duties that arise, are done or fall away, conclusions that turn.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::assessment::{Assessment, ConclusionView, DutyView, Inquiry, assess};
use law::case::Case;
use law::words::Language;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::access::Action;
use crate::book;
use crate::cases::CaseNumber;
use crate::commands::record_facts;
use crate::office::{CommandError, Part, Question, Refused, View};

/// Facts that somebody is about to record.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatWouldChange {
    /// The case.
    pub case: CaseNumber,
    /// The facts, as for [`crate::commands::RecordFacts`].
    pub facts: Vec<Value>,
    /// The language of the texts.
    pub language: Language,
}

/// What they would change.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Consequences {
    /// The facts as they would be recorded.
    pub facts: Vec<Value>,
    /// Duties that change.
    pub duties: Vec<DutyChange>,
    /// Conclusions that change.
    pub conclusions: Vec<ConclusionChange>,
}

/// A duty that changes.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DutyChange {
    /// The person-id.
    pub person: String,
    /// How it changes.
    pub effect: DutyEffect,
    /// The duty as it would be, or as it was where it would be gone.
    pub duty: DutyView,
    /// The legal date before, where it had another.
    pub due_before: Option<Date>,
}

/// How a duty changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DutyEffect {
    /// It is done.
    Done,
    /// It arises.
    Arises,
    /// Its legal date is another.
    Moves,
    /// It falls away.
    FallsAway,
    /// It is open again.
    Reopens,
}

/// A conclusion that changes.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ConclusionChange {
    /// The person-id.
    pub person: String,
    /// As it would be; none where it would be gone.
    pub after: Option<ConclusionView>,
    /// As it is; none where it is new.
    pub before: Option<ConclusionView>,
}

impl Question for WhatWouldChange {
    type Answer = Result<Consequences, CommandError>;

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        view.must(Action::RecordFacts)?;
        let file = view.read_case(self.case.as_str(), Part::Case)?.file;
        let facts = record_facts::completed(file, &self.facts, view);
        let after = match record_facts::check(file, &facts) {
            Ok(after) => after,
            Err(error) => return Ok(Err(error)),
        };
        let Ok(before) = file.law_case() else { return Err(Refused::NotFound) };
        Ok(between(&before, &after, view.day(), self.language)
            .map(|(duties, conclusions)| Consequences { facts, duties, conclusions })
            .map_err(CommandError::Book))
    }
}

/// What changes between two states of a case on a day.
pub fn between(
    before: &Case,
    after: &Case,
    on: Date,
    language: Language,
) -> Result<(Vec<DutyChange>, Vec<ConclusionChange>), book::BookError> {
    let edition = book::edition(on)?;
    let inquiry = Inquiry { on, known_at: None, edition, explain: false, language };
    let mut duties = Vec::new();
    let mut conclusions = Vec::new();
    for person in after.foreigners() {
        let now = assess(after, person, &inquiry);
        let was = before.person(&now.person).map(|person| assess(before, person, &inquiry));
        duties.extend(duty_changes(was.as_ref(), &now));
        conclusions.extend(conclusion_changes(was.as_ref(), &now));
    }
    Ok((duties, conclusions))
}

fn duty_changes(was: Option<&Assessment>, now: &Assessment) -> Vec<DutyChange> {
    let key = |duty: &DutyView| (duty.duty, duty.triggered);
    let mut before: BTreeMap<_, Vec<&DutyView>> = BTreeMap::new();
    for duty in was.into_iter().flat_map(|was| &was.duties) {
        before.entry(key(duty)).or_default().push(duty);
    }
    let change = |effect, duty: &DutyView, due_before| DutyChange {
        person: now.person.clone(),
        effect,
        duty: duty.clone(),
        due_before,
    };
    let mut changes = Vec::new();
    for duty in &now.duties {
        let earlier = before.get_mut(&key(duty)).and_then(|same| (!same.is_empty()).then(|| same.remove(0)));
        let undone = |duty: &DutyView| matches!(duty.state, "open" | "overdue");
        let effect = match earlier {
            None if undone(duty) => DutyEffect::Arises,
            Some(was) if undone(was) && matches!(duty.state, "kept" | "kept_late") => DutyEffect::Done,
            Some(was) if undone(was) && duty.state == "ended" => DutyEffect::FallsAway,
            Some(was) if !undone(was) && undone(duty) => DutyEffect::Reopens,
            Some(was) if undone(duty) && was.due != duty.due => DutyEffect::Moves,
            // What arises done, or stays as it was, needs nobody.
            None | Some(_) => continue,
        };
        let due_before = earlier.and_then(|was| was.due).filter(|due| Some(*due) != duty.due);
        changes.push(change(effect, duty, due_before));
    }
    let gone = before.into_values().flatten().filter(|duty| matches!(duty.state, "open" | "overdue"));
    changes.extend(gone.map(|duty| change(DutyEffect::FallsAway, duty, duty.due)));
    changes.sort_by_key(|change| (change.effect, change.duty.due.is_none(), change.duty.due));
    changes
}

fn conclusion_changes(was: Option<&Assessment>, now: &Assessment) -> Vec<ConclusionChange> {
    let key = |one: &ConclusionView| (one.question, one.about.clone());
    let mut before: BTreeMap<_, &ConclusionView> =
        was.into_iter().flat_map(|was| &was.conclusions).map(|one| (key(one), one)).collect();
    let mut changes = Vec::new();
    for one in &now.conclusions {
        let earlier = before.remove(&key(one));
        let is_same = |was: &ConclusionView| was.answer == one.answer && was.value == one.value && was.open == one.open;
        if !earlier.is_some_and(is_same) {
            let (after, before) = (Some(one.clone()), earlier.cloned());
            changes.push(ConclusionChange { person: now.person.clone(), after, before });
        }
    }
    changes.extend(before.into_values().map(|gone| ConclusionChange {
        person: now.person.clone(),
        after: None,
        before: Some(gone.clone()),
    }));
    changes
}
