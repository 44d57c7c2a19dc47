//! A figure opened to its cases, and one case explained.

use axum::extract::{Path, State};
use casework::questions::{FigureCases, LineChoice, LineGroup, LineSort, Opened, Page, measured_of};
use jiff::civil::Date;
use oversight::figure::{Missing, Outcome};
use oversight::goals::{Explanation, Text, outcome_words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{DaysAsked, Made, measured};
use crate::api::document::named;
use crate::api::lists::page;
use crate::api::problem::Problem;
use crate::api::reading::{Asked, AskedBoth, Asker};
use crate::app::App;
use crate::frame::Trouble;

/// Which cases of a figure.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureCasesAsked {
    /// Only these; all lines without it, those that are left out included.
    #[param(required = false, schema_with = named::<LineGroup>)]
    group: Option<LineGroup>,
    /// In which order.
    #[param(required = false, schema_with = named::<LineSort>)]
    #[serde(default)]
    sort: LineSort,
    /// Whether the last comes first.
    #[param(required = false)]
    #[serde(default)]
    descending: bool,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// A page of a figure's cases.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FigureCasesSeen {
    /// On which days, from what.
    made: Made,
    /// The goal and the part, `1.2.b.all`.
    measure: String,
    /// The hash of the whole list.
    hash: String,
    /// The lines of the page.
    rows: Vec<CaseLine>,
    /// How many lines the filter leaves.
    found: usize,
    /// How many lines there are.
    of: usize,
    /// Which page it is.
    page: Page,
    /// Weekdays of offices without an observation, which count and not as met.
    missing: Vec<Missing>,
}

/// A case in a figure.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CaseLine {
    /// The case's number in its authority's system.
    case: u64,
    /// The day it is counted on.
    day: Date,
    /// The days that it took, where it has any.
    value: Option<i32>,
    /// What became of it.
    outcome: Outcome,
    /// The same in words.
    words: Text,
}

/// The cases of a figure
///
/// Every line of the list, those that are left out and those that contradict themselves included, each with why. Stands in the read log.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/goals/{goal}/parts/{part}/cases",
    operation_id = "goals_cases",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("goal" = String, Path, description = "The goal's number."),
        ("part" = String, Path, description = "The part of the goal."),
        DaysAsked,
        FigureCasesAsked,
    ),
    responses((status = 200, description = "A page of cases.", body = ref("#/components/schemas/FigureCasesSeen"), content_type = "application/json"))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Asker(session): Asker,
    Path((plan, goal, part)): Path<(String, String, String)>,
    AskedBoth(days, asked): AskedBoth<DaysAsked, FigureCasesAsked>,
) -> Result<axum::Json<FigureCasesSeen>, Problem> {
    let page = page(asked.page, asked.rows)?;
    let FigureCasesAsked { group, sort, descending: is_descending, .. } = asked;
    let name = format!("{goal}.{part}");
    let opened = FigureCases { plan, opened: Opened::Measure(name.clone()) };
    let (inputs, status, days) = measured(&app, &session, days, opened).await?;
    let measure = inputs.plan.plan.measure(&name).ok_or(Trouble::NotFound)?;
    let cases = measured_of(&status, &name).ok_or(Trouble::NotFound)?;
    let figure = cases.figure.as_ref().ok_or(Trouble::NotFound)?;
    let lines = LineChoice { group, sort, is_descending }.of(&figure.lines);
    let rows = lines[page.range(lines.len())].iter().map(|line| CaseLine {
        case: line.case.0,
        day: line.day.date(),
        value: line.value,
        outcome: line.outcome,
        words: outcome_words(measure, line.outcome),
    });
    Ok(axum::Json(FigureCasesSeen {
        made: Made::of(&inputs, days),
        measure: name,
        hash: cases.hash.clone(),
        rows: rows.collect(),
        found: lines.len(),
        of: figure.lines.len(),
        page,
        missing: figure.missing.clone(),
    }))
}

/// A case explained.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ExplainedSeen {
    /// On which days, from what.
    pub(super) made: Made,
    /// What started and stopped its clock, and what each measure of the goal makes of it.
    pub(super) explanation: Explanation,
}

/// A case explained
///
/// What started and stopped its clock, and why it is in each figure of the goal or is not. Stands in the read log.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/goals/{goal}/cases/{flow_case}",
    operation_id = "goals_explain",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("goal" = String, Path, description = "The goal's number."),
        ("flow_case" = String, Path, description = "The case's number in its authority's system."),
        DaysAsked,
    ),
    responses((status = 200, description = "The explanation.", body = ref("#/components/schemas/ExplainedSeen"), content_type = "application/json"))
)]
pub(crate) async fn explain(
    State(app): State<App>,
    Asker(session): Asker,
    Path((plan, goal, case)): Path<(String, String, String)>,
    Asked(asked): Asked<DaysAsked>,
) -> Result<axum::Json<ExplainedSeen>, Problem> {
    // A text that is no number names no case.
    let case: u64 = case.parse().map_err(|_| Trouble::NotFound)?;
    let opened = FigureCases { plan, opened: Opened::Case(case) };
    let (inputs, _, days) = measured(&app, &session, asked, opened).await?;
    let made = Made::of(&inputs, days);
    let explained = app.blocking(move |_| {
        let goal = inputs.plan.plan.goal(&goal).ok_or(Trouble::NotFound)?;
        inputs.explain(goal, case, days.on, days.known_at).map_err(Trouble::broken)
    });
    let explanation = explained.await?.ok_or(Trouble::NotFound)?;
    Ok(axum::Json(ExplainedSeen { made, explanation }))
}
