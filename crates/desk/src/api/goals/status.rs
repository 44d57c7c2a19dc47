//! How a plan and each of its goals stand on a day, and where they are heading.

use axum::extract::{Path, State};
use casework::questions::GoalsPlan;
use oversight::figure::Fraction;
use oversight::goals::{Goal, GoalStatus, Outlook, PlanStatus, State as GoalState};
use schemars::JsonSchema;
use serde::Serialize;

use super::records::{DocumentedSeen, RecordSeen};
use super::{DaysAsked, Made, measured};
use crate::api::problem::Problem;
use crate::api::reading::{Asked, Asker};
use crate::app::App;
use crate::frame::Trouble;

/// A plan on a day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PlanStatusSeen {
    /// On which days, from what.
    made: Made,
    /// Points, and for each goal its figures: median, share in time and trimmed mean together, what is left out and why, the hash of
    /// the list of cases, and what must be known besides, as that it rests on few.
    status: PlanStatus,
}

/// A goal on a day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GoalSeen {
    /// On which days, from what.
    made: Made,
    /// What the plan says.
    goal: Goal,
    /// The hash of its definition.
    definition: String,
    /// How it stands.
    status: GoalStatus,
    /// What was recorded of it, the oldest first, also what was withdrawn.
    records: Vec<RecordSeen>,
    /// What supervision documents of it: it counts by itself, before what was recorded of the same part.
    documented: Vec<DocumentedSeen>,
}

/// Where a plan is heading.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ForecastsSeen {
    /// On which days, from what.
    made: Made,
    /// A line for each measure on cases.
    forecasts: Vec<ForecastLine>,
}

/// Where a measure is heading.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ForecastLine {
    /// The goal's number.
    goal: String,
    /// The part.
    part: String,
    /// The measure's kind.
    measure: String,
    /// What was reached, in the unit of the measure; none where nothing can be said.
    measured: Option<Fraction>,
    /// What is required.
    required: Fraction,
    /// How it stands.
    state: GoalState,
    /// The end of the window if things go on, with its interval and the pace that is needed, or why nothing is to be expected.
    outlook: Outlook,
}

/// How a plan stands
///
/// On a day, as known on another.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/status",
    operation_id = "goals_status",
    tag = "goals",
    params(("plan" = String, Path, description = "The plan's id."), DaysAsked),
    responses((status = 200, description = "The status.", body = ref("#/components/schemas/PlanStatusSeen"), content_type = "application/json"))
)]
pub(crate) async fn of_plan(
    State(app): State<App>,
    Asker(session): Asker,
    Path(plan): Path<String>,
    Asked(asked): Asked<DaysAsked>,
) -> Result<axum::Json<PlanStatusSeen>, Problem> {
    let (inputs, status, days) = measured(&app, &session, asked, GoalsPlan { plan }).await?;
    Ok(axum::Json(PlanStatusSeen { made: Made::of(&inputs, days), status: (*status).clone() }))
}

/// A goal
///
/// What it asks for, how it stands on a day, and what was recorded of it.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/goals/{goal}",
    operation_id = "goals_goal",
    tag = "goals",
    params(("plan" = String, Path, description = "The plan's id."), ("goal" = String, Path, description = "The goal's number."), DaysAsked),
    responses((status = 200, description = "The goal.", body = ref("#/components/schemas/GoalSeen"), content_type = "application/json"))
)]
pub(crate) async fn of_goal(
    State(app): State<App>,
    Asker(session): Asker,
    Path((plan, goal)): Path<(String, String)>,
    Asked(asked): Asked<DaysAsked>,
) -> Result<axum::Json<GoalSeen>, Problem> {
    let (inputs, status, days) = measured(&app, &session, asked, GoalsPlan { plan }).await?;
    let of_plan = &inputs.plan.plan;
    let found = of_plan.goal(&goal).ok_or(Trouble::NotFound)?;
    let status = status.goals.iter().find(|one| one.id == goal).ok_or(Trouble::NotFound)?;
    let records = inputs.records.iter().filter(|one| one.record.goal == goal);
    let documented = inputs.documented.iter().filter(|one| one.record.goal == goal);
    Ok(axum::Json(GoalSeen {
        made: Made::of(&inputs, days),
        definition: of_plan.definition(found),
        goal: found.clone(),
        status: status.clone(),
        records: records.map(RecordSeen::of).collect(),
        documented: documented.cloned().map(DocumentedSeen::from).collect(),
    }))
}

/// Where a plan is heading
///
/// For each measure on cases the end of its window if things go on, with the interval, and the pace that would be needed.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/forecast",
    operation_id = "goals_forecast",
    tag = "goals",
    params(("plan" = String, Path, description = "The plan's id."), DaysAsked),
    responses((status = 200, description = "The forecasts.", body = ref("#/components/schemas/ForecastsSeen"), content_type = "application/json"))
)]
pub(crate) async fn forecast(
    State(app): State<App>,
    Asker(session): Asker,
    Path(plan): Path<String>,
    Asked(asked): Asked<DaysAsked>,
) -> Result<axum::Json<ForecastsSeen>, Problem> {
    let (inputs, status, days) = measured(&app, &session, asked, GoalsPlan { plan }).await?;
    let parts = status.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (goal, part)));
    let forecasts = parts.filter_map(|(goal, part)| {
        let cases = part.cases.as_ref()?;
        Some(ForecastLine {
            goal: goal.id.clone(),
            part: part.id.clone(),
            measure: part.measure.clone(),
            measured: part.measured,
            required: part.required,
            state: part.state,
            outlook: cases.outlook,
        })
    });
    Ok(axum::Json(ForecastsSeen { made: Made::of(&inputs, days), forecasts: forecasts.collect() }))
}
