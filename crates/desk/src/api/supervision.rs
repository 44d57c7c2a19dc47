//! Supervision: how each area stands, the reports that municipalities owe, the registers of the shared goals, and the things of each area with
//! their steps (`areas`).

pub(super) mod areas;

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use casework::supervision::{
    AvailabilityDecisions, CallInPreview, CallInReports, DecisionsOf, EvidenceOfGoals, LinkedFigure, LinkedFigures,
    OwedReports, OwedSeen, ProcessorOverview, Summary, SupervisionSummary, WhatWouldBeCalledIn,
};
use jiff::civil::Date;
use oversight::danish_education::Standing;
use oversight::processors::HEAD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::IntoParams;
use vocabulary::MunicipalityCode;

use super::commands::{Answer, send};
use super::document::named;
use super::goals::records::DocumentedSeen;
use super::problem::Problem;
use super::reading::{Asked, Asker, Json, Sent};
use crate::app::App;
use crate::pages::letters::letterhead;
use crate::role_words::purpose;

/// Supervision in numbers
///
/// How each area stands: reports by standing, audit points by whose move it is, reviews that are open, findings that stand.
#[utoipa::path(
    get,
    path = "/api/v1/supervision",
    operation_id = "supervision",
    tag = "supervision",
    responses((status = 200, description = "The numbers.", body = ref("#/components/schemas/SupervisionSummary"), content_type = "application/json"))
)]
pub(crate) async fn summary(State(app): State<App>, Asker(session): Asker) -> Result<axum::Json<Summary>, Problem> {
    Ok(axum::Json(app.ask(&session, purpose(session.officer.role), SupervisionSummary).await?))
}

/// The figures that audit points are linked to.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LinkedFiguresSeen {
    /// As they are now.
    figures: Vec<LinkedFigure>,
}

/// The figures behind audit points
///
/// As they are now. Counts alone: no person is shown.
#[utoipa::path(
    get,
    path = "/api/v1/supervision/figures",
    operation_id = "supervision_figures",
    tag = "supervision",
    responses((status = 200, description = "The figures.", body = ref("#/components/schemas/LinkedFiguresSeen"), content_type = "application/json"))
)]
pub(crate) async fn figures(
    State(app): State<App>,
    Asker(session): Asker,
) -> Result<axum::Json<LinkedFiguresSeen>, Problem> {
    let figures = app.ask(&session, purpose(session.officer.role), LinkedFigures).await?;
    Ok(axum::Json(LinkedFiguresSeen { figures }))
}

/// Which reports.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwedAsked {
    /// The last day of the period; the last period that is over without one.
    #[param(value_type = Option<String>, format = "date")]
    period_last: Option<Date>,
    /// Only those that stand like this.
    #[param(required = false, schema_with = named::<Standing>)]
    standing: Option<Standing>,
}

/// Who owes a report
///
/// On Danish education for a period: a line for each municipality, how many stand how, and every period.
#[utoipa::path(
    get,
    path = "/api/v1/supervision/owed-reports",
    operation_id = "owed_reports",
    tag = "supervision",
    params(OwedAsked),
    responses((status = 200, description = "The reports.", body = ref("#/components/schemas/OwedSeen"), content_type = "application/json"))
)]
pub(crate) async fn owed(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(OwedAsked { period_last, standing }): Asked<OwedAsked>,
) -> Result<axum::Json<OwedSeen>, Problem> {
    Ok(axum::Json(app.ask(&session, purpose(session.officer.role), OwedReports { period_last, standing }).await?))
}

/// Reports to be called in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CallIn {
    /// From whom.
    #[schemars(length(min = 1, max = 1000))]
    municipalities: Vec<MunicipalityCode>,
    /// The period's last day.
    period_last: Date,
    /// The last day for handing in.
    deadline: Date,
}

impl CallIn {
    /// Each municipality once.
    fn read(mut self) -> Result<Self, Problem> {
        super::commands::at_most("municipalities", &self.municipalities)?;
        self.municipalities.sort_unstable();
        self.municipalities.dedup();
        Ok(self)
    }
}

/// What would calling reports in do
///
/// The municipalities that a letter would go to, and those that are left out and why. Sends nothing.
#[utoipa::path(
    post,
    path = "/api/v1/supervision/owed-reports/preview",
    operation_id = "preview_call_in",
    tag = "supervision",
    request_body(content = ref("#/components/schemas/CallIn"), content_type = "application/json"),
    responses((status = 200, description = "What would go out.", body = ref("#/components/schemas/CallInPreview"), content_type = "application/json"))
)]
pub(crate) async fn preview_call_in(
    State(app): State<App>,
    Asker(session): Asker,
    Json(wish): Json<CallIn>,
) -> Result<axum::Json<CallInPreview>, Problem> {
    let CallIn { municipalities, period_last, deadline } = wish.read()?;
    let question = WhatWouldBeCalledIn { municipalities, period_last, deadline };
    let answer = app.ask(&session, purpose(session.officer.role), question).await?;
    Ok(axum::Json(answer.map_err(Problem::Invalid)?))
}

/// Call reports in
///
/// A letter goes to each municipality that has not been asked before. It cannot be taken back.
#[utoipa::path(
    post,
    path = "/api/v1/supervision/owed-reports/call-in",
    operation_id = "call_in",
    tag = "supervision",
    params(("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once.")),
    request_body(content = ref("#/components/schemas/CallIn"), content_type = "application/json"),
    responses((status = 200, description = "What went out.", body = ref("#/components/schemas/CallInPreview"), content_type = "application/json"))
)]
pub(crate) async fn call_in(State(app): State<App>, sent: Sent<CallIn>) -> Result<Response, Problem> {
    let Sent { session, body, once, .. } = sent;
    let CallIn { municipalities, period_last, deadline } = body.read()?;
    let letterhead = letterhead::of(&app, &session).await?;
    let command = CallInReports { municipalities, period_last, deadline, letterhead };
    send(&app, &session, once, purpose(session.officer.role), command, |done, _| Answer {
        status: 200,
        location: None,
        body: json!(done),
    })
    .await
}

/// On which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OverviewAsked {
    /// The day; today without one, and for a day that lies ahead.
    #[param(value_type = Option<String>, format = "date")]
    on: Option<Date>,
}

/// The overview of data processors.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProcessorOverviewSeen {
    /// The day it holds for.
    on: Date,
    /// A row for each processor: its texts by the name of the column, empty where there is none.
    rows: Vec<BTreeMap<&'static str, String>>,
}

/// The overview of data processors
///
/// What the plans ask for every half year, as on the page's CSV.
#[utoipa::path(
    get,
    path = "/api/v1/supervision/processor-overview",
    operation_id = "processor_overview",
    tag = "supervision",
    params(OverviewAsked),
    responses((status = 200, description = "The overview.", body = ref("#/components/schemas/ProcessorOverviewSeen"), content_type = "application/json"))
)]
pub(crate) async fn processor_overview(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(OverviewAsked { on }): Asked<OverviewAsked>,
) -> Result<axum::Json<ProcessorOverviewSeen>, Problem> {
    let (on, rows) = app.ask(&session, purpose(session.officer.role), ProcessorOverview { on }).await?;
    let rows = rows.into_iter().map(|row| HEAD.into_iter().zip(row).collect());
    Ok(axum::Json(ProcessorOverviewSeen { on, rows: rows.collect() }))
}

/// Of which plan.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceAsked {
    /// Only of this plan, by its id.
    plan: Option<String>,
}

/// The evidence of the shared goals.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EvidenceSeen {
    /// By plan, goal and day.
    evidence: Vec<DocumentedSeen>,
}

/// The evidence of the shared goals
///
/// What was handed in and what was judged: it counts in the goals plan by itself, or it is said why it does not.
#[utoipa::path(
    get,
    path = "/api/v1/supervision/goal-evidence",
    operation_id = "goal_evidence",
    tag = "supervision",
    params(EvidenceAsked),
    responses((status = 200, description = "The evidence.", body = ref("#/components/schemas/EvidenceSeen"), content_type = "application/json"))
)]
pub(crate) async fn evidence(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(EvidenceAsked { plan }): Asked<EvidenceAsked>,
) -> Result<axum::Json<EvidenceSeen>, Problem> {
    let evidence = app.ask(&session, purpose(session.officer.role), EvidenceOfGoals).await?;
    let evidence = evidence.into_iter().filter(|one| plan.as_ref().is_none_or(|plan| one.record.plan == *plan));
    Ok(axum::Json(EvidenceSeen { evidence: evidence.map(DocumentedSeen::from).collect() }))
}

/// Of which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeriodAsked {
    /// The first day; a year before the last without one.
    #[param(value_type = Option<String>, format = "date")]
    from: Option<Date>,
    /// The last day; today without one.
    #[param(value_type = Option<String>, format = "date")]
    to: Option<Date>,
}

/// Judgements of availability
///
/// How many each municipality made in a period: what a review is drawn from (§ 25 b). No person is shown.
#[utoipa::path(
    get,
    path = "/api/v1/supervision/availability-decisions",
    operation_id = "availability_decisions",
    tag = "supervision",
    params(PeriodAsked),
    responses((status = 200, description = "The counts.", body = ref("#/components/schemas/AvailabilityCounts"), content_type = "application/json"))
)]
pub(crate) async fn availability_decisions(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(PeriodAsked { from, to }): Asked<PeriodAsked>,
) -> Result<axum::Json<DecisionsOf>, Problem> {
    let to = to.unwrap_or_else(|| app.office().day());
    let from = from.unwrap_or_else(|| to.saturating_sub(jiff::Span::new().years(1)));
    if from > to {
        return Err(Problem::field("from", "problem-wrong-value", format!("-{to}")));
    }
    Ok(axum::Json(app.ask(&session, purpose(session.officer.role), AvailabilityDecisions { from, to }).await?))
}
