//! The plans, and what each says.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::goals::PlanInForce;
use casework::questions::{GoalsPlan, GoalsPlans};
use jiff::civil::Date;
use oversight::goals::{Plan, Points, Text};
use schemars::JsonSchema;
use serde::Serialize;

use super::{DaysAsked, EnteredBy, Made, measured};
use crate::api::case::tagged;
use crate::api::problem::Problem;
use crate::api::reading::{Asked, Asker};
use crate::app::App;
use crate::role_words::purpose;

/// The plans in force.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GoalsPlansSeen {
    /// A line for each, by id.
    plans: Vec<GoalsPlanLine>,
}

/// A plan in the list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GoalsPlanLine {
    /// Its name in addresses.
    id: String,
    /// The version of its definitions.
    version: String,
    /// Its title.
    title: Text,
    /// The authorities that are bound.
    authority: Text,
    /// The first day of its validity.
    valid_from: Date,
    /// The last.
    valid_to: Date,
    /// The points that it carries.
    sum: Points,
    /// On which days it was measured.
    made: Made,
    /// The points as things stand.
    points: Points,
    /// Of them final.
    points_final: Points,
    /// Points of goals that are not met and not lost.
    points_open: Points,
}

/// A plan as it is in force.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GoalsPlanSeen {
    /// The place of the fact that saved it, 0 where it is the house's: what another version names in `If-Match`.
    version: u64,
    /// Who saved it and why; none where it is the house's.
    saved: Option<EnteredBy>,
    /// The points that its goals carry together.
    sum: Points,
    /// What it says: goals, weights, measures and readings.
    plan: Plan,
    /// Its file, as docs/goals.md describes it.
    text: String,
}

/// The version that another one is written from.
pub(super) fn version(plan: &PlanInForce) -> u64 {
    plan.saved.as_ref().map_or(0, |(entered, _)| entered.position)
}

/// The goals plans
///
/// Those in force, each with the points that it stands at on a day.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans",
    operation_id = "goals_plans",
    tag = "goals",
    params(DaysAsked),
    responses((status = 200, description = "The plans.", body = ref("#/components/schemas/GoalsPlansSeen"), content_type = "application/json"))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<DaysAsked>,
) -> Result<axum::Json<GoalsPlansSeen>, Problem> {
    let mut plans = Vec::new();
    for PlanInForce { plan, .. } in app.ask(&session, purpose(session.officer.role), GoalsPlans).await? {
        let (inputs, status, days) = measured(&app, &session, asked, GoalsPlan { plan: plan.id.clone() }).await?;
        plans.push(GoalsPlanLine {
            id: plan.id.clone(),
            version: plan.version.clone(),
            title: plan.title.clone(),
            authority: plan.authority.clone(),
            valid_from: plan.valid_from,
            valid_to: plan.valid_to,
            sum: plan.sum(),
            made: Made::of(&inputs, days),
            points: status.points,
            points_final: status.points_final,
            points_open: status.points_open,
        });
    }
    Ok(axum::Json(GoalsPlansSeen { plans }))
}

/// A goals plan
///
/// Its goals with weights, measures and the readings that were chosen, and its text. The ETag is what the next version names.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}",
    operation_id = "goals_plan",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("If-None-Match" = Option<String>, Header, description = "An ETag of this plan."),
    ),
    responses(
        (status = 200, description = "The plan.", body = ref("#/components/schemas/GoalsPlanSeen"), content_type = "application/json", headers(("ETag" = String, description = "The version and a print of what is shown."))),
        (status = 304, description = "Nothing has changed."),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Asker(session): Asker,
    Path(plan): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    tagged(&app, &session, GoalsPlan { plan }, headers, |inputs| {
        let in_force = &inputs.plan;
        let version = version(in_force);
        let seen = GoalsPlanSeen {
            version,
            saved: in_force.saved.as_ref().map(|(entered, reason)| EnteredBy::of(entered, Some(reason))),
            sum: in_force.plan.sum(),
            plan: (*in_force.plan).clone(),
            text: in_force.text.to_string(),
        };
        (version, serde_json::to_vec(&seen))
    })
    .await
}
