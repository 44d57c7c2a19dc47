//! What is added to goals: a record with its evidence, its withdrawal, a figure that somebody stands for, another version of a plan.

use jiff::civil::Date;
use journal::PAYLOAD_BYTES_MAX;
use oversight::figure::{Figure, Statistics};
use oversight::flow::Day;
use oversight::goals::{Measure, Part, Record, What, read_plan};

use super::new_fact;
use crate::access::Action;
use crate::fact;
use crate::goals::{self, FigureFrozen, PlanSaved, RecordWithdrawn};
use crate::office::{Command, CommandError, Decided, FieldProblem, Refused, View};

/// Enters what no case tells: a milestone reached, a project, a judgement, a frozen opening stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordForGoal {
    /// The plan's id.
    pub plan: String,
    /// The goal's number.
    pub goal: String,
    /// The part.
    pub part: String,
    /// The day it happened.
    pub day: Date,
    /// Where the evidence is.
    pub evidence: String,
    /// The role that says so.
    pub assessor: String,
    /// What is said.
    pub told: Told,
}

/// What is said of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// As it is typed.
    Typed(What),
    /// The opening stock that a frozen figure of the part holds; the figure by its hash.
    OpeningOf {
        /// The hash.
        figure: String,
    },
}

/// Takes a record back; it stays in the journal with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawRecord {
    /// The plan's id.
    pub plan: String,
    /// The place of the fact that entered it.
    pub position: u64,
    /// Why.
    pub reason: String,
}

/// Stands for a figure.
#[derive(Clone, Debug)]
pub struct FreezeFigure {
    /// The figure, with its list.
    pub figure: Figure,
    /// Its numbers; refused where they are not those of its list.
    pub statistics: Statistics,
    /// What it is for.
    pub occasion: String,
}

/// Saves a plan's text as its next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavePlan {
    /// The plan's id.
    pub plan: String,
    /// The text.
    pub text: String,
    /// Why.
    pub reason: String,
    /// The place of the version that it was written from; 0 where that was the house's.
    pub from: u64,
}

impl Command for RecordForGoal {
    type Done = ();

    fn decide(&self, view: &View<'_>) -> Result<Decided<()>, CommandError> {
        view.must(Action::KeepGoals)?;
        let plan = view.goals()?.plan(&self.plan).ok_or(Refused::NotFound)?;
        let goal = plan.plan.goal(&self.goal).ok_or(Refused::NotFound)?;
        let part = goal.parts.iter().find(|part| *part.id.get_ref() == self.part).ok_or(Refused::NotFound)?;
        let mut problems = Vec::new();
        need(&mut problems, "evidence", &self.evidence);
        need(&mut problems, "assessor", &self.assessor);
        let what = self.what(view, part, &mut problems)?;
        if let What::Project { name } = &what {
            need(&mut problems, "project", name);
        }
        if self.day > view.day() {
            problems.push(problem("day", "problem-day-ahead", self.day.to_string()));
        }
        if !part.measure.get_ref().asks_for(&what) {
            problems.push(problem("what", "problem-not-measured-on", self.part.clone()));
        }
        refuse(problems)?;
        let record = Record {
            plan: self.plan.clone(),
            goal: self.goal.clone(),
            part: Some(self.part.clone()),
            day: self.day,
            recorded: view.day(),
            evidence: self.evidence.trim().to_owned(),
            assessor: self.assessor.trim().to_owned(),
            what,
        };
        // Records stand side by side: another one that came meanwhile takes nothing from this.
        let facts = vec![new_fact(view, fact::GOAL_RECORDED, goals::subject(&self.plan), None, &record)];
        Ok(Decided { facts, from: Vec::new(), done: () })
    }
}

impl RecordForGoal {
    /// What is recorded. An opening stock is of the plan's day, and is taken from a frozen figure wherever there is one: a number typed beside it
    /// could be another.
    fn what(&self, view: &View<'_>, part: &Part, problems: &mut Vec<FieldProblem>) -> Result<What, CommandError> {
        let Measure::StockChange(change) = part.measure.get_ref() else {
            return match &self.told {
                Told::Typed(what) => Ok(what.clone()),
                Told::OpeningOf { .. } => {
                    Err(CommandError::Invalid(vec![problem("what", "problem-not-measured-on", self.part.clone())]))
                }
            };
        };
        if self.day != change.opening {
            problems.push(problem("day", "problem-opening-day", change.opening.to_string()));
        }
        let measure = format!("{}.{}", self.goal, self.part);
        let frozen: Vec<(String, u64)> = (view.goals()?.frozen(&self.plan))
            .filter_map(|one| Some((one.hash.clone(), one.opening_of(&measure, change)?)))
            .collect();
        match &self.told {
            Told::OpeningOf { figure } => match frozen.iter().find(|(hash, _)| hash == figure) {
                Some((_, count)) => Ok(What::OpeningStock { count: *count, figure: figure.clone() }),
                None => Err(CommandError::Invalid(vec![problem("frozen", "problem-no-such-figure", figure.clone())])),
            },
            Told::Typed(what) => {
                if matches!(what, What::OpeningStock { .. }) && !frozen.is_empty() {
                    problems.push(problem("frozen", "problem-opening-is-frozen", String::new()));
                }
                Ok(what.clone())
            }
        }
    }
}

impl Command for WithdrawRecord {
    type Done = ();

    fn decide(&self, view: &View<'_>) -> Result<Decided<()>, CommandError> {
        view.must(Action::KeepGoals)?;
        let record = view.goals()?.record_at(self.position).filter(|one| one.record.plan == self.plan);
        let record = record.ok_or(Refused::NotFound)?;
        let mut problems = Vec::new();
        need(&mut problems, "reason", &self.reason);
        if record.withdrawn.is_some() {
            problems.push(problem("reason", "problem-withdrawn-already", String::new()));
        }
        refuse(problems)?;
        let subject = goals::subject(&self.plan);
        let withdrawn = RecordWithdrawn { position: self.position, reason: self.reason.trim().to_owned() };
        let facts = vec![new_fact(view, fact::GOAL_RECORD_WITHDRAWN, subject, Some(self.position), &withdrawn)];
        Ok(Decided { facts, from: Vec::new(), done: () })
    }
}

impl Command for FreezeFigure {
    type Done = String;

    fn decide(&self, view: &View<'_>) -> Result<Decided<String>, CommandError> {
        view.must(Action::KeepGoals)?;
        let plan = view.goals()?.plan(&self.figure.plan).ok_or(Refused::NotFound)?;
        let mut problems = Vec::new();
        need(&mut problems, "occasion", &self.occasion);
        // A figure is frozen under the definition in force; another one would be signed for what it is not.
        let is_in_force = plan.plan.goals.iter().any(|goal| plan.plan.definition(goal) == self.figure.definition);
        if !is_in_force {
            problems.push(problem("occasion", "problem-definition-changed", self.figure.definition.clone()));
        }
        // Nobody can stand for what has not happened yet.
        let ahead = [self.figure.sight.on, self.figure.sight.known_at].into_iter().max();
        if let Some(day) = ahead.map(Day::date).filter(|day| *day > view.day()) {
            problems.push(problem("occasion", "problem-figure-ahead", day.to_string()));
        }
        if !self.statistics.are_of(&self.figure.lines) {
            problems.push(problem("occasion", "problem-figure-numbers", self.figure.measure.clone()));
        }
        let packed = goals::pack(&self.figure).map_err(|error| {
            CommandError::Invalid(vec![problem("occasion", "problem-figure-unwritable", error.to_string())])
        })?;
        if packed.len() > PAYLOAD_BYTES_MAX / 2 {
            problems.push(problem("occasion", "problem-figure-too-long", self.figure.lines.len().to_string()));
        }
        refuse(problems)?;
        let hash = self.figure.hash();
        let frozen = FigureFrozen {
            hash: hash.clone(),
            statistics: self.statistics,
            occasion: self.occasion.trim().to_owned(),
            figure: packed,
        };
        let facts = vec![new_fact(view, fact::FIGURE_FROZEN, goals::subject(&self.figure.plan), None, &frozen)];
        Ok(Decided { facts, from: Vec::new(), done: hash })
    }
}

impl Command for SavePlan {
    type Done = ();

    fn decide(&self, view: &View<'_>) -> Result<Decided<()>, CommandError> {
        view.must(Action::KeepGoals)?;
        let before = view.goals()?.plan(&self.plan).ok_or(Refused::NotFound)?;
        let mut problems = Vec::new();
        need(&mut problems, "reason", &self.reason);
        match read_plan(&self.plan, &self.text) {
            Err(errors) => {
                problems.extend(errors.iter().map(|error| problem("text", "problem-plan", error.to_string())));
            }
            Ok(plan) if plan.id != self.plan => problems.push(problem("text", "problem-plan-id", plan.id)),
            Ok(plan) if plan.version == before.plan.version && *self.text != *before.text => {
                problems.push(problem("text", "problem-plan-version", plan.version));
            }
            Ok(_) => {}
        }
        refuse(problems)?;
        let subject = goals::plan_subject(&self.plan);
        let saved = PlanSaved { text: self.text.clone(), reason: self.reason.trim().to_owned() };
        let facts = vec![new_fact(view, fact::GOALS_PLAN_SAVED, subject.clone(), None, &saved)];
        // A version that is not there yet would hide what comes meanwhile.
        Ok(Decided { facts, from: vec![(subject, self.from.min(view.position()))], done: () })
    }
}

fn need(problems: &mut Vec<FieldProblem>, field: &str, text: &str) {
    if text.trim().is_empty() {
        problems.push(problem(field, "problem-missing", String::new()));
    }
}

fn problem(field: &str, key: &'static str, detail: String) -> FieldProblem {
    FieldProblem { field: field.to_owned(), key, detail }
}

fn refuse(problems: Vec<FieldProblem>) -> Result<(), CommandError> {
    if problems.is_empty() { Ok(()) } else { Err(CommandError::Invalid(problems)) }
}
