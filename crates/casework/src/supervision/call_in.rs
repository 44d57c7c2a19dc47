//! Calling reports in from many municipalities at once: first a preview with everything that is left out and why, then the letters.

use jiff::civil::Date;
use oversight::danish_education::{Report, Step, period_ending};
use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::MunicipalityCode;

use super::steps::{TakeStep, take};
use super::{Area, Supervision};
use crate::access::Action;
use crate::letters::Letterhead;
use crate::office::{Command, CommandError, Decided, FieldProblem, Question, Refused, View};

/// Reports to be called in, on the day of the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallInReports {
    /// From whom.
    pub municipalities: Vec<MunicipalityCode>,
    /// The period's last day.
    pub period_last: Date,
    /// The last day for handing in.
    pub deadline: Date,
    /// What stands above the letters.
    pub letterhead: Letterhead,
}

/// What calling in would do, or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CallInPreview {
    /// From whom reports are called in: a letter goes to each.
    pub called_in: Vec<MunicipalityCode>,
    /// From whom they are not, and why.
    pub excluded: Vec<NotCalledIn>,
}

/// A municipality whose report is not called in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NotCalledIn {
    /// Which, as it was asked for.
    pub municipality: MunicipalityCode,
    /// Why not.
    pub reason: ExclusionReason,
}

/// Why a report is not called in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "NotCalledInReason")]
#[serde(rename_all = "kebab-case")]
pub enum ExclusionReason {
    /// There is no such municipality.
    NoMunicipality,
    /// It was called in before.
    CalledInAlready,
}

fn step(municipality: MunicipalityCode, period_last: Date, deadline: Date) -> Step {
    Step::CalledIn { municipality, period_last, period_first: None, extraordinary: String::new(), deadline }
}

fn preview(
    supervision: &Supervision,
    municipalities: &[MunicipalityCode],
    period_last: Date,
    deadline: Date,
) -> CallInPreview {
    let mut preview = CallInPreview { called_in: Vec::new(), excluded: Vec::new() };
    for municipality in municipalities {
        let name = Report::name_of(&step(*municipality, period_last, deadline)).unwrap_or_default();
        let reason = if municipality.municipality().is_none() {
            ExclusionReason::NoMunicipality
        } else if supervision.reports().get(&name).is_some() {
            ExclusionReason::CalledInAlready
        } else {
            preview.called_in.push(*municipality);
            continue;
        };
        preview.excluded.push(NotCalledIn { municipality: *municipality, reason });
    }
    preview
}

/// What calling reports in would do, asked before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatWouldBeCalledIn {
    /// From whom.
    pub municipalities: Vec<MunicipalityCode>,
    /// The period's last day.
    pub period_last: Date,
    /// The last day for handing in.
    pub deadline: Date,
}

impl Question for WhatWouldBeCalledIn {
    type Answer = Result<CallInPreview, Vec<FieldProblem>>;

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let supervision = view.supervision(Action::SuperviseMunicipalities)?;
        let problems = problems(self.period_last, self.deadline, view.day());
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        Ok(Ok(preview(supervision, &self.municipalities, self.period_last, self.deadline)))
    }
}

/// What is wrong with the two days for every municipality alike.
fn problems(period_last: Date, deadline: Date, today: Date) -> Vec<FieldProblem> {
    let problem = |field: &str, key, detail: String| vec![FieldProblem { field: field.to_owned(), key, detail }];
    if period_ending(period_last).is_none() {
        return problem("period_last", "problem-no-such", period_last.to_string());
    }
    let earliest = period_last.max(today);
    if deadline <= earliest {
        problem("deadline", "problem-early", earliest.tomorrow().unwrap_or(Date::MAX).to_string())
    } else {
        Vec::new()
    }
}

impl Command for CallInReports {
    type Done = CallInPreview;

    fn decide(&self, view: &View<'_>) -> Result<Decided<CallInPreview>, CommandError> {
        let supervision = view.supervision(Action::SuperviseMunicipalities)?;
        let problems = problems(self.period_last, self.deadline, view.day());
        if !problems.is_empty() {
            return Err(CommandError::Invalid(problems));
        }
        let done = preview(supervision, &self.municipalities, self.period_last, self.deadline);
        let (mut facts, mut from) = (Vec::new(), Vec::new());
        for municipality in &done.called_in {
            let step = TakeStep::<Report> {
                id: None,
                on: view.day(),
                what: step(*municipality, self.period_last, self.deadline),
                from: view.position(),
                letterhead: Some(self.letterhead.clone()),
            };
            let one = take(view, supervision, &step)?;
            facts.extend(one.facts);
            from.extend(one.from);
        }
        Ok(Decided { facts, from, done })
    }
}
