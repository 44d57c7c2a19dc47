//! What no case tells: a milestone reached, a project carried out, a judgement by a named role, a frozen opening stock.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::Date;

use super::plan::{Goal, Judgement, Measure, Part, Plan, Text};

/// One entry about a goal, with the evidence it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalRecord")]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The plan's id.
    pub plan: String,
    /// The goal's id in the plan.
    pub goal: String,
    /// The part of the goal, where it has parts; a judgement without one is of the whole goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The day it happened.
    pub day: Date,
    /// The day it was entered.
    pub recorded: Date,
    /// Where the evidence is: a document's number, a case in the archive. Without it nothing is counted as done.
    pub evidence: String,
    /// The role that says so.
    pub assessor: String,
    /// What is said.
    pub what: What,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalRecordWhat")]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum What {
    /// The part of a milestone is reached.
    Reached,
    /// A project was carried out; the name tells two records of one project from two projects.
    Project {
        /// The project's name.
        name: String,
    },
    /// The requirement is upheld, or not. The latest judgement of a part counts.
    Judged {
        /// Whether it is upheld.
        upheld: bool,
    },
    /// The opening stock as it was frozen.
    OpeningStock {
        /// The number of cases.
        count: u64,
        /// The hash of the frozen figure.
        figure: String,
    },
}

/// What the measures without cases rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// What was entered for the plan itself.
    pub entered: Vec<Record>,
    /// What supervision documents: [`crate::undertakings::evidence`]. Where it says what a part asks for, it alone counts of that part.
    pub documented: Vec<Record>,
}

/// Why a record says nothing of a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlace {
    /// There is no such plan.
    #[error("there is no plan {plan}")]
    Plan {
        /// Its id.
        plan: String,
    },
    /// The plan has no such goal.
    #[error("plan {plan} has no goal {goal}")]
    Goal {
        /// The plan.
        plan: String,
        /// The goal's number.
        goal: String,
    },
    /// The goal has no such part.
    #[error("goal {goal} of plan {plan} has no part {part}")]
    Part {
        /// The plan.
        plan: String,
        /// The goal.
        goal: String,
        /// The part.
        part: String,
    },
    /// The goal is measured on something else.
    #[error("goal {goal} of plan {plan} is not measured on this")]
    Measure {
        /// The plan.
        plan: String,
        /// The goal.
        goal: String,
    },
}

impl NoPlace {
    /// What users read.
    pub fn words(&self) -> Text {
        let da = match self {
            Self::Plan { plan } => format!("planen {plan} findes ikke her"),
            Self::Goal { plan, goal } => format!("planen {plan} har intet mål {goal}"),
            Self::Part { plan, goal, part } => format!("mål {goal} i planen {plan} har ingen del {part}"),
            Self::Measure { plan, goal } => format!("mål {goal} i planen {plan} måles ikke på dette"),
        };
        Text { da, en: self.to_string() }
    }
}

impl Plan {
    /// Whether a record says something that the plan asks for.
    ///
    /// # Errors
    /// Where plan, goal or part is another, or is measured on something else.
    pub fn place(&self, record: &Record) -> Result<(), NoPlace> {
        let (plan, goal) = (record.plan.clone(), record.goal.clone());
        if plan != self.id {
            return Err(NoPlace::Plan { plan });
        }
        let Some(of_goal) = self.goal(&goal) else { return Err(NoPlace::Goal { plan, goal }) };
        if let Some(part) = &record.part
            && !of_goal.parts.iter().any(|one| one.id.get_ref() == part)
        {
            return Err(NoPlace::Part { plan, goal, part: part.clone() });
        }
        let mut parts = of_goal.parts.iter().filter(|part| of_goal.is_told_by(part, record));
        if parts.any(|part| part.measure.get_ref().asks_for(&record.what)) {
            Ok(())
        } else {
            Err(NoPlace::Measure { plan, goal })
        }
    }
}

impl Goal {
    /// Whether a record of the goal is of this part: it names it, the goal has no other, or it judges the whole.
    pub(super) fn is_told_by(&self, part: &Part, record: &Record) -> bool {
        let of_all = self.parts.len() == 1 || matches!(record.what, What::Judged { .. });
        record.part.as_ref().map_or(of_all, |named| named == part.id.get_ref())
    }

    /// Whether a role is the one whose judgement counts: by its name in the plan's file, or as the plan's text calls it.
    pub(super) fn is_judged_by(&self, judgement: &Judgement, role: &str) -> bool {
        let names = [&judgement.assessor, &self.assessor.da, &self.assessor.en];
        names.iter().any(|name| name.to_lowercase() == role.trim().to_lowercase())
    }
}

impl Measure {
    /// Whether what a record says is what is measured.
    pub fn asks_for(&self, what: &What) -> bool {
        matches!(
            (self, what),
            (Self::Milestone(_), What::Reached)
                | (Self::Projects(_), What::Project { .. })
                | (Self::Judgement(_), What::Judged { .. })
                | (Self::StockChange(_), What::OpeningStock { .. })
        )
    }
}
