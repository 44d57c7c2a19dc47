//! What no case tells of a goal: milestones, projects, judgements, frozen opening stocks.

use axum::extract::{Path, State};
use axum::response::Response;
use casework::commands::{RecordForGoal, Told, WithdrawRecord};
use casework::goals::{Documented, EnteredRecord};
use casework::questions::GoalsPlan;
use jiff::civil::Date;
use oversight::goals::{Record, Text, What};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::EnteredBy;
use crate::api::commands::{Answer, send};
use crate::api::problem::Problem;
use crate::api::reading::{Asker, Sent};
use crate::app::App;
use crate::frame::Trouble;
use crate::role_words::purpose;

/// What was recorded of a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RecordsSeen {
    /// The oldest first, also what was withdrawn.
    records: Vec<RecordSeen>,
    /// What supervision documents: it counts by itself, before what was recorded of the same part.
    documented: Vec<DocumentedSeen>,
}

/// A record as it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RecordSeen {
    /// Who entered it, and its place in the journal, which names it.
    entered: EnteredBy,
    /// What it says.
    record: Record,
    /// Who withdrew it and why.
    withdrawn: Option<EnteredBy>,
}

impl RecordSeen {
    pub(super) fn of(one: &EnteredRecord) -> Self {
        Self {
            entered: EnteredBy::of(&one.entered, None),
            record: one.record.clone(),
            withdrawn: one.withdrawn.as_ref().map(|(who, reason)| EnteredBy::of(who, Some(reason))),
        }
    }
}

/// A record of a goal that supervision documents.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DocumentedSeen {
    /// The shared goal's name in supervision.
    undertaking: String,
    /// What it says.
    record: Record,
    /// Why it counts in no plan; none where it does.
    no_place: Option<Text>,
}

impl From<Documented> for DocumentedSeen {
    fn from(one: Documented) -> Self {
        let Documented { undertaking, record, no_place } = one;
        Self { undertaking, record, no_place: no_place.map(|why| why.words()) }
    }
}

/// What is said of a goal.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum WhatGiven {
    /// The part of a milestone is reached.
    Reached,
    /// A project was carried out.
    Project {
        /// The project's name.
        name: String,
    },
    /// The requirement is upheld, or not.
    Judged {
        /// Whether it is upheld.
        upheld: bool,
    },
    /// The opening stock, where no frozen figure holds it.
    OpeningStock {
        /// The number of cases.
        count: u64,
        /// Where the number is from.
        figure: String,
    },
    /// The opening stock that a frozen figure of the part holds.
    OpeningOf {
        /// The figure's hash.
        figure: String,
    },
}

impl From<WhatGiven> for Told {
    fn from(given: WhatGiven) -> Self {
        match given {
            WhatGiven::Reached => Self::Typed(What::Reached),
            WhatGiven::Project { name } => Self::Typed(What::Project { name }),
            WhatGiven::Judged { upheld } => Self::Typed(What::Judged { upheld }),
            WhatGiven::OpeningStock { count, figure } => Self::Typed(What::OpeningStock { count, figure }),
            WhatGiven::OpeningOf { figure } => Self::OpeningOf { figure },
        }
    }
}

/// Something to be recorded of a goal.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordGiven {
    /// The goal's number.
    goal: String,
    /// The part.
    part: String,
    /// The day it happened.
    day: Date,
    /// Where the evidence is. Without it nothing counts.
    #[schemars(length(min = 1))]
    evidence: String,
    /// The role that says so.
    #[schemars(length(min = 1))]
    assessor: String,
    /// What is said, of the kind that the part's measure lives on.
    what: WhatGiven,
}

/// Why a record is withdrawn.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordWithdrawal {
    /// Why.
    #[schemars(length(min = 1))]
    reason: String,
}

/// Where something was stored.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Stored {
    /// Its place in the journal.
    position: u64,
}

/// What was recorded of a plan
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/records",
    operation_id = "goals_records",
    tag = "goals",
    params(("plan" = String, Path, description = "The plan's id.")),
    responses((status = 200, description = "The records.", body = ref("#/components/schemas/RecordsSeen"), content_type = "application/json"))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Asker(session): Asker,
    Path(plan): Path<String>,
) -> Result<axum::Json<RecordsSeen>, Problem> {
    let inputs = app.ask(&session, purpose(session.officer.role), GoalsPlan { plan }).await?;
    let records = inputs.records.iter().map(RecordSeen::of).collect();
    let documented = inputs.documented.into_iter().map(DocumentedSeen::from).collect();
    Ok(axum::Json(RecordsSeen { records, documented }))
}

/// Record something of a goal
///
/// A milestone reached, a project, a judgement, a frozen opening stock. Records stand side by side, so no version is named.
#[utoipa::path(
    post,
    path = "/api/v1/goals/plans/{plan}/records",
    operation_id = "goals_record",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/RecordGiven"), content_type = "application/json"),
    responses((status = 201, description = "Recorded.", body = ref("#/components/schemas/Stored"), content_type = "application/json"))
)]
pub(crate) async fn record(
    State(app): State<App>,
    Path(plan): Path<String>,
    sent: Sent<RecordGiven>,
) -> Result<Response, Problem> {
    let Sent { session, body, once, .. } = sent;
    let RecordGiven { goal, part, day, evidence, assessor, what } = body;
    let command = RecordForGoal { plan, goal, part, day, evidence, assessor, told: what.into() };
    send(&app, &session, once, purpose(session.officer.role), command, |(), position| stored(position)).await
}

/// Withdraw a record
///
/// One that should not have been entered: it and its withdrawal stay in the journal, and it counts no more.
#[utoipa::path(
    post,
    path = "/api/v1/goals/plans/{plan}/records/{position}/withdrawal",
    operation_id = "goals_withdraw_record",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("position" = String, Path, description = "The record's place in the journal."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/RecordWithdrawal"), content_type = "application/json"),
    responses((status = 201, description = "Withdrawn.", body = ref("#/components/schemas/Stored"), content_type = "application/json"))
)]
pub(crate) async fn withdraw(
    State(app): State<App>,
    Path((plan, position)): Path<(String, String)>,
    sent: Sent<RecordWithdrawal>,
) -> Result<Response, Problem> {
    let position = position.parse().map_err(|_| Trouble::NotFound)?;
    let Sent { session, body: RecordWithdrawal { reason }, once, .. } = sent;
    let command = WithdrawRecord { plan, position, reason };
    send(&app, &session, once, purpose(session.officer.role), command, |(), position| stored(position)).await
}

pub(super) fn stored(position: u64) -> Answer {
    Answer { status: 201, location: None, body: json!(Stored { position }) }
}
