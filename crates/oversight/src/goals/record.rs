//! What no case tells: a milestone reached, a project carried out, a judgement by a named role, a frozen opening stock.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::Date;

/// One entry about a goal, with the evidence it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalRecord")]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The plan's id.
    pub plan: String,
    /// The goal's id in the plan.
    pub goal: String,
    /// The part of the goal, where it has parts.
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
