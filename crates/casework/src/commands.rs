//! What caseworkers do to a case. Each command decides, from what its officer may see, which facts to append; [`crate::office::Office::act`] appends
//! them if nobody changed the same case meanwhile.

mod assign;
pub(crate) mod fill_in;
mod goals;
mod notes;
pub(crate) mod open_case;
pub(crate) mod record_facts;
mod samples;
mod withdraw_fact;

use jiff::civil::Date;
use journal::NewFact;
use serde::Serialize;

pub use assign::{AssignCases, Assignment, Exclusion, ExclusionReason, Holder, Preview, WhatWouldBeAssigned};
pub use fill_in::FillIn;
pub use goals::{FreezeFigure, RecordForGoal, SavePlan, Told, WithdrawRecord};
pub use notes::WriteNote;
pub use open_case::{ExistingCase, OpenCase};
pub use record_facts::{RecordFacts, Recorded};
pub use samples::{DrawSample, HowDrawn, JudgeCase, SAMPLE_SIZE_MAX, SettleCase, StratumDrawn};
pub use withdraw_fact::WithdrawFact;

use crate::cases::CaseNumber;
use crate::fact;
use crate::office::View;

/// A fact of no case, recorded by whoever looks.
pub(crate) fn new_fact(
    view: &View<'_>,
    kind: &str,
    subject: String,
    replaces: Option<u64>,
    payload: &impl Serialize,
) -> NewFact {
    NewFact {
        kind: kind.to_owned(),
        subject,
        valid_from: None,
        valid_to: None,
        actor: view.officer().id.clone(),
        source: None,
        replaces,
        payload: fact::json(payload),
    }
}

/// A fact about a case, as the journal takes it.
pub(crate) fn case_fact(
    kind: &str,
    case: &CaseNumber,
    actor: &str,
    valid_from: Option<Date>,
    payload: &impl Serialize,
) -> NewFact {
    NewFact {
        kind: kind.to_owned(),
        subject: fact::case_subject(case.as_str()),
        valid_from,
        valid_to: None,
        actor: actor.to_owned(),
        source: None,
        replaces: None,
        payload: fact::json(payload),
    }
}
