//! Figures that somebody stands for: which there are, what lies between two of them, and freezing one.

use axum::extract::{Path, State};
use axum::response::Response;
use casework::commands::FreezeFigure;
use casework::goals::FrozenFigure;
use casework::questions::{FigureCases, GoalsPlan, Opened, Page, figure_now, measured_of};
use jiff::civil::Date;
use oversight::figure::{Change, Outcome, Statistics, Why, compare_in_time};
use oversight::goals::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::IntoParams;

use super::{DaysAsked, EnteredBy, Made, measured};
use crate::api::commands::{Answer, answered_before, send};
use crate::api::lists::page;
use crate::api::problem::Problem;
use crate::api::reading::{AskedBoth, Asker, Sent};
use crate::app::App;
use crate::frame::Trouble;
use crate::role_words::purpose;

/// The frozen figures of a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FrozenFigures {
    /// The oldest first.
    frozen: Vec<FrozenLine>,
}

/// A frozen figure.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FrozenLine {
    /// Who stands for it, and its place in the journal, which names it.
    signed: EnteredBy,
    /// What it was frozen for.
    occasion: String,
    /// The goal and the part, `1.2.b.all`.
    measure: String,
    /// What had happened by this day.
    on: Date,
    /// As known on this day.
    known_at: Date,
    /// The hash of its list of cases.
    hash: String,
    /// The hash of the definition it was made under.
    definition: String,
    /// Whether that definition is in force.
    is_definition_in_force: bool,
    /// How many lines its list has.
    lines: usize,
    /// Median, share in time and trimmed mean.
    statistics: Statistics,
}

impl FrozenLine {
    fn of(plan: &Plan, one: &FrozenFigure) -> Self {
        let figure = &one.figure;
        Self {
            signed: EnteredBy::of(&one.entered, None),
            occasion: one.occasion.clone(),
            measure: one.measure.clone(),
            on: figure.sight.on.date(),
            known_at: figure.sight.known_at.date(),
            hash: one.hash.clone(),
            definition: figure.definition.clone(),
            is_definition_in_force: plan.goals.iter().any(|goal| plan.definition(goal) == figure.definition),
            lines: figure.lines.len(),
            statistics: one.statistics,
        }
    }
}

/// A frozen figure with what its list consists of.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FrozenSeen {
    /// The figure.
    figure: FrozenLine,
    /// How many lines have each outcome.
    outcomes: Vec<OutcomeCount>,
}

/// How many lines have an outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OutcomeCount {
    /// Which.
    outcome: Outcome,
    /// How many.
    count: u64,
}

/// A figure to be frozen: the one whose list has this hash, and no other.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureToFreeze {
    /// The goal and the part, `1.2.b.all`.
    measure: String,
    /// What had happened by this day; as where the figure was read.
    on: Option<Date>,
    /// As known on this day.
    known_at: Option<Date>,
    /// The hash of the list that was read.
    hash: String,
    /// What it is frozen for.
    occasion: String,
}

/// A figure that somebody stands for now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Frozen {
    /// Its place in the journal.
    position: u64,
    /// The hash of its list.
    hash: String,
}

/// The frozen figures of a plan
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/frozen",
    operation_id = "goals_frozen",
    tag = "goals",
    params(("plan" = String, Path, description = "The plan's id.")),
    responses((status = 200, description = "The figures.", body = ref("#/components/schemas/FrozenFigures"), content_type = "application/json"))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Asker(session): Asker,
    Path(plan): Path<String>,
) -> Result<axum::Json<FrozenFigures>, Problem> {
    let inputs = app.ask(&session, purpose(session.officer.role), GoalsPlan { plan }).await?;
    let frozen = inputs.frozen.iter().map(|one| FrozenLine::of(&inputs.plan.plan, one));
    Ok(axum::Json(FrozenFigures { frozen: frozen.collect() }))
}

/// A frozen figure
///
/// Checked against its hash whenever the journal is read.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/frozen/{position}",
    operation_id = "goals_frozen_figure",
    tag = "goals",
    params(("plan" = String, Path, description = "The plan's id."), ("position" = String, Path, description = "Its place in the journal.")),
    responses((status = 200, description = "The figure.", body = ref("#/components/schemas/FrozenSeen"), content_type = "application/json"))
)]
pub(crate) async fn show(
    State(app): State<App>,
    Asker(session): Asker,
    Path((plan, position)): Path<(String, String)>,
) -> Result<axum::Json<FrozenSeen>, Problem> {
    let position = position.parse().map_err(|_| Trouble::NotFound)?;
    let opened = FigureCases { plan, opened: Opened::Frozen(position) };
    let inputs = app.ask(&session, purpose(session.officer.role), opened).await?;
    let frozen = inputs.frozen_at(position).ok_or(Trouble::NotFound)?;
    let counts = frozen.figure.counts().into_iter();
    Ok(axum::Json(FrozenSeen {
        figure: FrozenLine::of(&inputs.plan.plan, frozen),
        outcomes: counts.map(|(outcome, count)| OutcomeCount { outcome, count }).collect(),
    }))
}

/// With what a frozen figure is compared.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComparisonAsked {
    /// Another frozen figure of the same measure, by its place in the journal; what is known now without one.
    #[param(minimum = 1, maximum = 1_000_000_000_000_i64)]
    with: Option<u64>,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// What lies between two figures of one measure.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ComparisonSeen {
    /// The earlier.
    earlier: FrozenLine,
    /// The later, where it is frozen.
    later: Option<FrozenLine>,
    /// The later, where it is what is known now: on which days, from what.
    now: Option<Made>,
    /// Whether both were made under the same definition.
    is_same_definition: bool,
    /// Lines that are equal in both.
    same: u64,
    /// Lines that came.
    came: usize,
    /// Lines that left.
    left: usize,
    /// Lines that are in both and differ.
    changed: usize,
    /// The page of those that are not equal, by case.
    rows: Vec<ChangedCase>,
    /// How many of them there are.
    found: usize,
    /// Which page it is.
    page: Page,
}

/// A case that stands otherwise in the later figure.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangedCase {
    /// The case's number in its authority's system.
    case: u64,
    /// What became of it.
    change: Change,
    /// Why.
    why: Why,
}

/// What lies between two figures
///
/// Which cases came, left and changed between a frozen figure and another, or what is known now, each with why; told from the one whose days are earlier.
/// Stands in the read log.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/frozen/{position}/comparison",
    operation_id = "goals_comparison",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("position" = String, Path, description = "The earlier figure's place in the journal."),
        ComparisonAsked,
        DaysAsked,
    ),
    responses((status = 200, description = "What differs.", body = ref("#/components/schemas/ComparisonSeen"), content_type = "application/json"))
)]
pub(crate) async fn comparison(
    State(app): State<App>,
    Asker(session): Asker,
    Path((plan, position)): Path<(String, String)>,
    AskedBoth(days, ComparisonAsked { with, page: number, rows }): AskedBoth<DaysAsked, ComparisonAsked>,
) -> Result<axum::Json<ComparisonSeen>, Problem> {
    let page = page(number, rows)?;
    let position = position.parse().map_err(|_| Trouble::NotFound)?;
    let opened = FigureCases { plan, opened: Opened::Frozen(position) };
    let (inputs, status, days) = measured(&app, &session, days, opened).await?;
    let plan = &inputs.plan.plan;
    let earlier = inputs.frozen_at(position).ok_or(Trouble::NotFound)?;
    let other = match with {
        None => None,
        Some(with) => {
            let other = inputs.frozen_at(with).filter(|other| other.measure == earlier.measure);
            Some(other.ok_or_else(|| Problem::field("with", "problem-no-such", with.to_string()))?)
        }
    };
    // Where nothing is counted under that name any more, there is nothing to compare with.
    let later = other.map(|other| &*other.figure).or_else(|| figure_now(&status, earlier)).ok_or(Trouble::NotFound)?;
    let found = compare_in_time(&earlier.figure, later).map_err(|_| Trouble::NotFound)?;
    let of = |takes: fn(&Change) -> bool| found.changes.iter().filter(|(change, _)| takes(change)).count();
    let rows = found.changes[page.range(found.changes.len())].iter();
    Ok(axum::Json(ComparisonSeen {
        earlier: FrozenLine::of(plan, earlier),
        later: other.map(|other| FrozenLine::of(plan, other)),
        now: other.is_none().then(|| Made::of(&inputs, days)),
        is_same_definition: found.same_definition,
        same: found.same,
        came: of(|change| matches!(change, Change::Came(_))),
        left: of(|change| matches!(change, Change::Left(_))),
        changed: of(|change| matches!(change, Change::Changed { .. })),
        rows: rows.map(|(change, why)| ChangedCase { case: change.case().0, change: *change, why: *why }).collect(),
        found: found.changes.len(),
        page,
    }))
}

/// Freeze a figure
///
/// Stand for it in one's own name. It is measured again, and refused where its list has another hash by now.
#[utoipa::path(
    post,
    path = "/api/v1/goals/plans/{plan}/frozen",
    operation_id = "goals_freeze",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/FigureToFreeze"), content_type = "application/json"),
    responses((status = 201, description = "Frozen.", body = ref("#/components/schemas/Frozen"), content_type = "application/json", headers(("Location" = String, description = "The figure."))))
)]
pub(crate) async fn freeze(
    State(app): State<App>,
    Path(plan): Path<String>,
    sent: Sent<FigureToFreeze>,
) -> Result<Response, Problem> {
    let Sent { session, body, once, .. } = sent;
    let FigureToFreeze { measure, on, known_at, hash, occasion } = body;
    if let Some(once) = &once
        && let Some(response) = answered_before(&app, &session, once).await?
    {
        // What a day's figure is may have changed since: what is sent again is answered before it is measured again.
        return Ok(response);
    }
    if !session.officer.role.may(casework::access::Action::KeepGoals) {
        return Err(Trouble::Forbidden.into());
    }
    let asked = GoalsPlan { plan: plan.clone() };
    let (_, status, _) = measured(&app, &session, DaysAsked { on, known_at }, asked).await?;
    let no_such = || Problem::field("measure", "problem-no-such", measure.clone());
    let cases = measured_of(&status, &measure).ok_or_else(no_such)?;
    let figure = cases.figure.clone().ok_or_else(no_such)?;
    if cases.hash != hash {
        return Err(Problem::field("hash", "problem-figure-differs", cases.hash.clone()));
    }
    let command = FreezeFigure { figure, statistics: cases.statistics, occasion };
    let purpose = purpose(session.officer.role);
    send(&app, &session, once, purpose, command, move |hash, position| Answer {
        status: 201,
        location: Some(format!("/api/v1/goals/plans/{plan}/frozen/{position}")),
        body: json!(Frozen { position, hash: hash.clone() }),
    })
    .await
}
