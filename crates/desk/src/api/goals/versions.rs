//! A plan written anew: checked, tried on one real case, and saved as its next version.

use axum::extract::{Path, State};
use axum::response::Response;
use casework::access::Action;
use casework::commands::SavePlan;
use casework::questions::{Days, FigureCases, GoalsPlan, Opened};
use jiff::civil::Date;
use oversight::goals::{Goal, Plan, PlanError, Points, Text, read_plan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Made;
use super::cases::ExplainedSeen;
use super::records::stored;
use crate::api::commands::{send, stale};
use crate::api::problem::Problem;
use crate::api::reading::{Asker, Json, Sent};
use crate::app::App;
use crate::frame::Trouble;
use crate::role_words::purpose;
use crate::session::Session;

/// A plan's text to be checked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanToCheck {
    /// The text, as docs/goals.md describes it.
    text: String,
    /// A goal of the text to be tried on a real case; that the case was opened stands in the read log.
    trial: Option<PlanTrial>,
}

/// A goal to be tried on a case.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanTrial {
    /// The goal's number.
    goal: String,
    /// The case's number in its authority's system.
    case: u64,
    /// What had happened by this day; today without one, or the text's last day where that is over.
    on: Option<Date>,
    /// As known on this day.
    known_at: Option<Date>,
}

/// What is wrong with a plan's text, or what it would change.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PlanChecked {
    /// Every problem of the text; none where it can be used.
    errors: Vec<PlanProblem>,
    /// What it says, where it can be used.
    sound: Option<SoundPlan>,
}

/// A problem of a plan's text.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PlanProblem {
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
    /// What is wrong.
    text: Text,
}

impl From<PlanError> for PlanProblem {
    fn from(error: PlanError) -> Self {
        Self { line: error.line, column: error.column, text: error.problem.words() }
    }
}

/// A text that can be used.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SoundPlan {
    /// The id that it gives itself.
    id: String,
    /// The version of its definitions.
    version: String,
    /// How many goals it has.
    goals: usize,
    /// The points that they carry together.
    sum: Points,
    /// The numbers of the goals that it defines otherwise than the plan in force, or adds.
    defined_anew: Vec<String>,
    /// The numbers of the goals that it has no more.
    left_out: Vec<String>,
    /// The goal on the case, where that was asked for.
    trial: Option<ExplainedSeen>,
}

/// A plan's next version.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanVersion {
    /// The text, as docs/goals.md describes it.
    #[schemars(length(min = 1))]
    text: String,
    /// Why.
    #[schemars(length(min = 1))]
    reason: String,
}

fn number(goal: &Goal) -> String {
    goal.id.get_ref().clone()
}

/// Check a plan's text
///
/// Every problem with its line and column, or what it would change; and one of its goals on a real case. Saves nothing.
#[utoipa::path(
    post,
    path = "/api/v1/goals/plans/{plan}/check",
    operation_id = "goals_check",
    tag = "goals",
    params(("plan" = String, Path, description = "The plan's id.")),
    request_body(content = ref("#/components/schemas/PlanToCheck"), content_type = "application/json"),
    responses((status = 200, description = "What was found.", body = ref("#/components/schemas/PlanChecked"), content_type = "application/json"))
)]
pub(crate) async fn check(
    State(app): State<App>,
    Asker(session): Asker,
    Path(plan): Path<String>,
    Json(PlanToCheck { text, trial }): Json<PlanToCheck>,
) -> Result<axum::Json<PlanChecked>, Problem> {
    if !session.officer.role.may(Action::KeepGoals) {
        return Err(Trouble::Forbidden.into());
    }
    let inputs = app.ask(&session, purpose(session.officer.role), GoalsPlan { plan: plan.clone() }).await?;
    let new = match read_plan(&plan, &text) {
        Ok(new) => new,
        Err(errors) => {
            let errors = errors.into_iter().map(PlanProblem::from).collect();
            return Ok(axum::Json(PlanChecked { errors, sound: None }));
        }
    };
    let before = &inputs.plan.plan;
    let trial = match trial {
        Some(trial) => Some(tried(&app, &session, &plan, &new, trial).await?),
        None => None,
    };
    let sound = SoundPlan {
        id: new.id.clone(),
        version: new.version.clone(),
        goals: new.goals.len(),
        sum: new.sum(),
        defined_anew: before.defined_anew(&new).map(number).collect(),
        left_out: before.left_out_of(&new).map(number).collect(),
        trial,
    };
    Ok(axum::Json(PlanChecked { errors: Vec::new(), sound: Some(sound) }))
}

/// A goal of a text on a case of the flow.
async fn tried(
    app: &App,
    session: &Session,
    plan: &str,
    new: &Plan,
    trial: PlanTrial,
) -> Result<ExplainedSeen, Problem> {
    let no_such = |field: &str, what: String| Problem::field(field, "problem-no-such", what);
    let goal = new.goal(&trial.goal).cloned().ok_or_else(|| no_such("trial.goal", trial.goal.clone()))?;
    let opened = FigureCases { plan: plan.to_owned(), opened: Opened::Case(trial.case) };
    let inputs = app.ask(session, purpose(session.officer.role), opened).await?;
    let days = Days::asked(trial.on, trial.known_at, app.office().day());
    let made = Made::of(&inputs, days);
    let explained =
        app.blocking(move |_| inputs.explain(&goal, trial.case, days.on, days.known_at).map_err(Trouble::broken));
    let explanation = explained.await?.ok_or_else(|| no_such("trial.case", trial.case.to_string()))?;
    Ok(ExplainedSeen { made, explanation })
}

/// Save a plan's next version
///
/// In place of the one in force, from now on; both stay in the journal. A changed text needs a new version number.
#[utoipa::path(
    post,
    path = "/api/v1/goals/plans/{plan}/versions",
    operation_id = "goals_save_plan",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("If-Match" = String, Header, description = "The version that the text was written from: the plan's ETag, or its version in quotation marks."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/PlanVersion"), content_type = "application/json"),
    responses((status = 201, description = "Saved: its position is the plan's version now.", body = ref("#/components/schemas/Stored"), content_type = "application/json"))
)]
pub(crate) async fn save(
    State(app): State<App>,
    Path(plan): Path<String>,
    sent: Sent<PlanVersion>,
) -> Result<Response, Problem> {
    let from = sent.version()?;
    let Sent { session, body: PlanVersion { text, reason }, once, .. } = sent;
    let command = SavePlan { plan, text, reason, from };
    let sent = send(&app, &session, once, purpose(session.officer.role), command, |(), position| stored(position));
    sent.await.map_err(stale)
}
