//! What an undertaking tells its plan: milestones that were handed in, and judgements of a named assessor.

use jiff::civil::Date;

use super::undertaking::Step;
use crate::goals::{Record, What};
use crate::ledger::Entry;

/// The evidence in an undertaking's steps, each with the day it was recorded, oldest first: records of the plan's goal, with the plan's names. A
/// delivery is a part that is reached; a judgement is of the whole goal. Steps that do not begin with an opening have none.
pub fn evidence(steps: &[(Entry<Step>, Date)]) -> Vec<Record> {
    let opened = steps.iter().find_map(|(entry, _)| match &entry.what {
        Step::Opened { kind, authority, plan, .. } => Some((kind, authority, plan)),
        _ => None,
    });
    let Some((kind, authority, plan)) = opened else { return Vec::new() };
    let of = |entry: &Entry<Step>, recorded: Date| {
        let (part, evidence, assessor, what) = match &entry.what {
            Step::Delivered { part, reference } => {
                (Some(part.in_plan().to_owned()), reference, authority, What::Reached)
            }
            Step::Judged { met, reasons, assessor } => (None, reasons, assessor, What::Judged { upheld: *met }),
            _ => return None,
        };
        Some(Record {
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
