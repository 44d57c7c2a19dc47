//! Goals plans: what a figure is made from, for those who may read figures. The figures themselves are made outside the book, since a
//! flow is long.

use std::sync::Arc;

use jiff::civil::Date;
use oversight::figure::{Figure, Line, Outcome};
use oversight::flow::{Day, Sight};
use oversight::goals::{Explanation, Goal, Measured, Plan, PlanStatus, Records, status};
use registers::error::Error;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// The list of a frozen figure, by its place in the journal.
    Frozen(u64),
    /// The report, which lists who stands for which figure.
    Report,
    /// One case of the flow.
    Case(u64),
}

/// The days of a question: what had happened by one, as known on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The day asked about.
    pub on: Date,
    /// The day of knowledge.
    pub known_at: Date,
}

impl Days {
    /// What is asked for, today where nothing is; nothing is known before it happened, and nothing of a day that has not come: later days than today
    /// are today. Of a year that is over each measure is looked at on the day from which it is final, which may lie after the year.
    pub fn asked(on: Option<Date>, known_at: Option<Date>, today: Date) -> Self {
        let on = on.unwrap_or(today).min(today);
        Self { on, known_at: known_at.unwrap_or(today).min(today).max(on) }
    }

    /// The days on which a figure was made.
    pub fn of(sight: Sight) -> Self {
        Self { on: sight.on.date(), known_at: sight.known_at.date() }
    }
}

/// Lines of a figure that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineGroup {
    /// Not in time.
    Late,
    /// Left out, for another reason than that the case contradicts itself.
    Out,
    /// The case contradicts itself.
    Faulty,
}

impl LineGroup {
    /// Whether a line with this outcome belongs to it.
    pub fn takes(self, outcome: Outcome) -> bool {
        match self {
            Self::Late => matches!(outcome, Outcome::Late | Outcome::Trimmed { in_time: false }),
            Self::Out => !outcome.is_in() && !matches!(outcome, Outcome::Faulty(_)),
            Self::Faulty => matches!(outcome, Outcome::Faulty(_)),
        }
    }
}

/// What a figure's lines are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineSort {
    /// The case's number.
    #[default]
    Case,
    /// The day it is counted on.
    Day,
    /// The days that it took.
    Days,
}

/// The lines of a figure that are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineChoice {
    /// Only these; all where none is named.
    pub group: Option<LineGroup>,
    /// In which order.
    pub sort: LineSort,
    /// Whether the last comes first.
    pub is_descending: bool,
}

impl LineChoice {
    /// The chosen lines in their order, of lines by case.
    pub fn of(self, lines: &[Line]) -> Vec<&Line> {
        let mut chosen: Vec<&Line> =
            lines.iter().filter(|line| self.group.is_none_or(|group| group.takes(line.outcome))).collect();
        match self.sort {
            LineSort::Case => {}
            LineSort::Day => chosen.sort_by_key(|line| (line.day, line.case)),
            LineSort::Days => chosen.sort_by_key(|line| (line.value, line.case)),
        }
        if self.is_descending {
            chosen.reverse();
        }
        chosen
    }
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

    /// The status on a day, as known on another. Without case flow nothing is said of what is measured on cases.
    ///
    /// # Errors
    /// A file of the flow that cannot be read.
    pub fn status(&self, on: Date, known_at: Date) -> Result<Arc<PlanStatus>, Error> {
        let sight = Sight { on: Day::from(on), known_at: Day::from(known_at) };
        let (plan, records): (&Plan, Records) = (&self.plan.plan, self.standing());
        if let Some(flow) = &self.flow {
            flow.status(plan, &records, sight)
        } else {
            Ok(Arc::new(status(plan, None, Some(&records), sight)))
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

/// The figure that somebody froze, as a status has it now; none where nothing is counted under that name any more.
pub fn figure_now<'a>(found: &'a PlanStatus, frozen: &FrozenFigure) -> Option<&'a Figure> {
    measured_of(found, &frozen.measure).and_then(|cases| cases.figure.as_ref())
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
        let plan = &self.plan;
        // Only what is there is opened: a name that means nothing has no place in the log.
        view.note_of_figure(match &self.opened {
            Opened::Measure(measure) => {
                inputs.plan.plan.measure(measure).ok_or(Refused::NotFound)?;
                format!("figure:{plan}:{measure}")
            }
            Opened::Frozen(position) => {
                inputs.frozen_at(*position).ok_or(Refused::NotFound)?;
                format!("figure:{plan}:frosset {position}")
            }
            Opened::Report => format!("figure:{plan}:rapport"),
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use oversight::flow::{CaseNumber, Fault};

    use super::*;

    #[test]
    fn where_no_day_is_asked_for_it_is_today() {
        let today = date(2026, 11, 26);
        assert_eq!(Days::asked(None, None, today), Days { on: today, known_at: today });
    }

    #[test]
    fn nothing_is_known_before_it_happened() {
        let days = Days::asked(Some(date(2024, 6, 30)), Some(date(2024, 3, 1)), date(2026, 11, 26));
        assert_eq!(days, Days { on: date(2024, 6, 30), known_at: date(2024, 6, 30) });
    }

    #[test]
    fn what_lies_ahead_is_not_known_and_a_day_of_a_year_that_is_over_stays_as_it_was_asked_for() {
        let today = date(2024, 6, 1);
        let end = Some(date(2024, 12, 31));
        assert_eq!(Days::asked(end, end, today), Days { on: today, known_at: today });
        assert_eq!(Days::asked(Some(date(2024, 3, 1)), end, today), Days { on: date(2024, 3, 1), known_at: today });
        // A measure of 2024 that is final in January is looked at then, also where the desk is asked a year later.
        let later = date(2026, 1, 1);
        assert_eq!(Days::asked(Some(date(2025, 1, 31)), None, later), Days { on: date(2025, 1, 31), known_at: later });
    }

    #[test]
    fn lines_are_chosen_by_what_became_of_them_and_ordered_by_what_is_asked() {
        let line = |case, value, outcome| Line { case: CaseNumber(case), day: Day(0), value: Some(value), outcome };
        let lines = [
            line(1, 9, Outcome::Late),
            line(2, 7, Outcome::Trimmed { in_time: false }),
            line(3, 5, Outcome::Pending),
            line(4, 1, Outcome::Faulty(Fault::OpenedTwice)),
            line(5, 2, Outcome::InTime),
        ];
        let chosen = |group, sort, is_descending| {
            let choice = LineChoice { group, sort, is_descending };
            choice.of(&lines).iter().map(|line| line.case.0).collect::<Vec<_>>()
        };
        assert_eq!(chosen(Some(LineGroup::Late), LineSort::Days, false), [2, 1]);
        assert_eq!(chosen(Some(LineGroup::Out), LineSort::Case, false), [3]);
        assert_eq!(chosen(Some(LineGroup::Faulty), LineSort::Case, false), [4]);
        assert_eq!(chosen(None, LineSort::Case, true), [5, 4, 3, 2, 1]);
    }
}
