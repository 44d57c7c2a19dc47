//! Goals plans: what a figure is made from, for those who may read figures. The figures themselves are made outside the book, since a
//! flow is long.

use std::sync::Arc;

use jiff::civil::Date;
use oversight::flow::{Columns, Day, Sight};
use oversight::goals::{Explanation, Goal, Measured, Plan, PlanStatus, Records, gather, slots, status};
use registers::error::Error;

use crate::access::Action;
use crate::goals::{Documented, EnteredRecord, Flow, FrozenFigure, PlanInForce, SavedChange};
use crate::office::{Question, Refused, View};

/// Asks for the plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalsPlans;

/// Asks for one plan and everything that its figures are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalsPlan {
    /// The plan's id.
    pub plan: String,
}

/// Asks to open a figure to its cases: as [`GoalsPlan`], and it stands in the read log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureCases {
    /// The plan's id.
    pub plan: String,
    /// The goal's number and the part, or a single case of the flow.
    pub opened: Opened,
}

/// What is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The list of a measure, `1.2.b.all`.
    Measure(String),
    /// One case of the flow.
    Case(u64),
}

/// A plan and what its figures are made from.
#[derive(Clone, Debug)]
pub struct PlanInputs {
    /// The plan.
    pub plan: PlanInForce,
    /// What was recorded, also what was withdrawn.
    pub records: Vec<EnteredRecord>,
    /// What supervision documents of it.
    pub documented: Vec<Documented>,
    /// What saved versions changed in its goals.
    pub changes: Vec<SavedChange>,
    /// Frozen figures.
    pub frozen: Vec<FrozenFigure>,
    /// The case flow; none where the desk was opened without one.
    pub flow: Option<Arc<Flow>>,
}

impl PlanInputs {
    /// The records that figures rest on: what was entered and not withdrawn, and what is documented.
    pub fn standing(&self) -> Records {
        let standing = self.records.iter().filter(|one| one.withdrawn.is_none());
        let placed = self.documented.iter().filter(|one| one.no_place.is_none());
        Records {
            entered: standing.map(|one| one.record.clone()).collect(),
            documented: placed.map(|one| one.record.clone()).collect(),
        }
    }

    /// The status on a day, as known on another. Without case flow every figure on cases is empty.
    ///
    /// # Errors
    /// A file of the flow that cannot be read.
    pub fn status(&self, on: Date, known_at: Date) -> Result<Arc<PlanStatus>, Error> {
        let sight = Sight { on: Day::from(on), known_at: Day::from(known_at) };
        let (plan, records): (&Plan, Records) = (&self.plan.plan, self.standing());
        if let Some(flow) = &self.flow {
            flow.status(plan, &records, sight)
        } else {
            let nothing = gather(&slots(plan), &Columns::default(), sight);
            Ok(Arc::new(status(plan, nothing, &records, sight)))
        }
    }

    /// A goal explained on one case of the flow.
    ///
    /// # Errors
    /// A file of the flow that cannot be read.
    pub fn explain(&self, goal: &Goal, case: u64, on: Date, known_at: Date) -> Result<Option<Explanation>, Error> {
        let sight = Sight { on: Day::from(on), known_at: Day::from(known_at) };
        self.flow.as_ref().map_or(Ok(None), |flow| flow.explain(goal, case, sight))
    }

    /// The frozen figure at a place in the journal.
    pub fn frozen_at(&self, position: u64) -> Option<&FrozenFigure> {
        self.frozen.iter().find(|one| one.entered.position == position)
    }
}

/// What a measure on cases, `1.2.b.all`, came to in a status: its list of cases, the list's hash, its numbers.
pub fn measured_of<'a>(found: &'a PlanStatus, measure: &str) -> Option<&'a Measured> {
    let mut parts = found.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (goal, part)));
    let (_, part) = parts.find(|(goal, part)| format!("{}.{}", goal.id, part.id) == measure)?;
    part.cases.as_ref()
}

impl Question for GoalsPlans {
    type Answer = Vec<PlanInForce>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<PlanInForce>, Refused> {
        Ok(view.goals()?.plans().cloned().collect())
    }
}

impl Question for GoalsPlan {
    type Answer = PlanInputs;

    fn answer(&self, view: &View<'_>) -> Result<PlanInputs, Refused> {
        inputs(view, &self.plan)
    }
}

impl Question for FigureCases {
    type Answer = PlanInputs;

    fn answer(&self, view: &View<'_>) -> Result<PlanInputs, Refused> {
        view.must(Action::OpenFigures)?;
        let inputs = inputs(view, &self.plan)?;
        view.note_of_figure(match &self.opened {
            Opened::Measure(measure) => format!("figure:{}:{measure}", self.plan),
            Opened::Case(case) => format!("flow-case:{case}"),
        });
        Ok(inputs)
    }
}

fn inputs(view: &View<'_>, plan: &str) -> Result<PlanInputs, Refused> {
    let goals = view.goals()?;
    Ok(PlanInputs {
        plan: goals.plan(plan).ok_or(Refused::NotFound)?.clone(),
        records: goals.records(plan).cloned().collect(),
        documented: view.documented()?.into_iter().filter(|one| one.record.plan == plan).collect(),
        changes: goals.changes(plan).cloned().collect(),
        frozen: goals.frozen(plan).cloned().collect(),
        flow: view.flow(),
    })
}
