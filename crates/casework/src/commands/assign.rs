//! Saying who works on which cases, many at once: first a preview with everything that is left out and why, then the change.

use schemars::JsonSchema;
use serde::Serialize;

use super::case_fact;
use crate::access::{Action, Sight};
use crate::cases::{Assigned, CaseNumber};
use crate::fact;
use crate::office::{Command, CommandError, Decided, Question, Refused, View};

/// Cases to be given to an officer, or to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignCases {
    /// The cases.
    pub cases: Vec<CaseNumber>,
    /// The officer's id; none takes them from whoever has them.
    pub to: Option<String>,
    /// Why.
    pub reason: String,
    /// Who must have them now; a case that another has stays with that other.
    pub held_by: Holder,
}

/// Who has a case that is to change hands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// Whoever.
    #[default]
    Anybody,
    /// This officer, by id, or nobody: as it was when the change was looked at.
    As(Option<String>),
}

/// What giving the cases away would do, or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Preview {
    /// The cases that change hands, with whoever has them now.
    pub assignments: Vec<Assignment>,
    /// The cases that do not, and why.
    pub excluded: Vec<Exclusion>,
}

/// A case that changes hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Assignment {
    /// The case.
    pub case: CaseNumber,
    /// Who has it now.
    pub before: Option<String>,
}

/// A case that does not change hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exclusion {
    /// The case, as it was asked for.
    pub case: CaseNumber,
    /// Why not.
    pub reason: ExclusionReason,
}

/// Why a case does not change hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExclusionReason {
    /// There is no such case, or it is not this officer's to give.
    NotFound,
    /// The officer has it already.
    AlreadyThere,
    /// Somebody else has given it away meanwhile.
    MovedMeanwhile,
}

fn preview(view: &View<'_>, cases: &[CaseNumber], to: Option<&str>, held_by: &Holder) -> Result<Preview, Refused> {
    view.must(Action::AssignWork)?;
    let mut preview = Preview { assignments: Vec::new(), excluded: Vec::new() };
    for case in cases {
        let seen = view.case(case.as_str()).filter(|seen| seen.sight == Sight::Content);
        let reason = match seen {
            None => ExclusionReason::NotFound,
            Some(seen) if seen.file.assigned.as_deref() == to => ExclusionReason::AlreadyThere,
            Some(seen) if matches!(held_by, Holder::As(holder) if *holder != seen.file.assigned) => {
                ExclusionReason::MovedMeanwhile
            }
            Some(seen) => {
                preview.assignments.push(Assignment { case: case.clone(), before: seen.file.assigned.clone() });
                continue;
            }
        };
        preview.excluded.push(Exclusion { case: case.clone(), reason });
    }
    Ok(preview)
}

/// What giving cases away would do, asked before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatWouldBeAssigned {
    /// The cases.
    pub cases: Vec<CaseNumber>,
    /// The officer's id; none takes them from whoever has them.
    pub to: Option<String>,
}

impl Question for WhatWouldBeAssigned {
    type Answer = Preview;

    fn answer(&self, view: &View<'_>) -> Result<Preview, Refused> {
        preview(view, &self.cases, self.to.as_deref(), &Holder::Anybody)
    }
}

impl Command for AssignCases {
    type Done = Preview;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Preview>, CommandError> {
        let done = preview(view, &self.cases, self.to.as_deref(), &self.held_by)?;
        let assigned = Assigned { to: self.to.clone(), reason: self.reason.clone() };
        let actor = &view.officer().id;
        let fact = |one: &Assignment| case_fact(fact::CASE_ASSIGNED, &one.case, actor, None, &assigned);
        // Who works on a case takes nothing from what somebody else records in it meanwhile.
        Ok(Decided { facts: done.assignments.iter().map(fact).collect(), from: Vec::new(), done })
    }
}
