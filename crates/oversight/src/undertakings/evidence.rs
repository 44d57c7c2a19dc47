//! The evidence that a goal can be scored from: milestones that were handed in, and judgements of a named assessor.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::undertaking::Step;
use crate::ledger::Entry;

/// A milestone that was handed in, or a judgement that was made: one entry about a goal of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingEvidence")]
pub struct Evidence {
    /// The plan, by its id.
    pub plan: String,
    /// The goal's number.
    pub goal: String,
    /// The part that was handed in; none of a judgement of the whole goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The day it was done.
    pub day: Date,
    /// The day it was recorded: what was handed in late may also be recorded late, and the two are not the same.
    pub recorded: Date,
    /// Where it lies; of a judgement its reasons.
    pub evidence: String,
    /// The function of whoever vouches for it: the authority that handed it in, or the assessor.
    pub assessor: String,
    /// What is said.
    pub what: What,
}

/// What evidence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "UndertakingEvidenceWhat")]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The part was handed in.
    Reached,
    /// The requirement is upheld, or not.
    Judged {
        /// Whether it is.
        upheld: bool,
    },
}

/// The evidence in an undertaking's steps, each with the day it was recorded, oldest first. Steps that do not begin with an opening have none.
pub fn evidence(steps: &[(Entry<Step>, Date)]) -> Vec<Evidence> {
    let opened = steps.iter().find_map(|(entry, _)| match &entry.what {
        Step::Opened { kind, authority, plan, .. } => Some((kind, authority, plan)),
        _ => None,
    });
    let Some((kind, authority, plan)) = opened else { return Vec::new() };
    let of = |entry: &Entry<Step>, recorded: Date| {
        let (part, evidence, assessor, what) = match &entry.what {
            Step::Delivered { part, reference } => (Some(part.key().to_owned()), reference, authority, What::Reached),
            Step::Judged { met, reasons, assessor } => (None, reasons, assessor, What::Judged { upheld: *met }),
            _ => return None,
        };
        Some(Evidence {
            plan: plan.clone(),
            goal: kind.goal().to_owned(),
            part,
            day: entry.on,
            recorded,
            evidence: evidence.clone(),
            assessor: assessor.clone(),
            what,
        })
    };
    steps.iter().filter_map(|(entry, recorded)| of(entry, *recorded)).collect()
}
