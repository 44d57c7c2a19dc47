//! The nights over the API: the ledger, a night's report, and whether the server is well.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::access::Action;
use casework::report::Report;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::problem::Problem;
use super::reading::Asker;
use crate::app::App;
use crate::frame::Trouble;
use crate::pages::nights::{find, ledger};
use crate::schedule::now_in_denmark;
use crate::server::overdue;
use crate::session::Session;

/// The ledger of nights.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Nights {
    /// The nights that completed, oldest first: each has a report.
    completed: Vec<Date>,
    /// The last night that was refused, when none has completed since.
    refused: Option<Date>,
    /// The night that began and has not ended.
    unfinished: Option<Date>,
    /// The night that should have run by now and did not.
    overdue: Option<Date>,
    /// When the next one begins, where this server runs them.
    next: Option<jiff::Timestamp>,
}

/// Whether the server is well.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Health {
    /// Whether it is: the journal can be read and no night is overdue.
    is_well: bool,
    /// The night that should have run by now and did not.
    overdue: Option<Date>,
}

pub(super) fn may(session: &Session) -> Result<(), Problem> {
    if session.officer.role.may(Action::ReadNights) { Ok(()) } else { Err(Trouble::Forbidden.into()) }
}

/// Nights
#[utoipa::path(
    get,
    path = "/api/v1/nights",
    operation_id = "nights",
    tag = "nights",
    responses((status = 200, description = "The ledger.", body = ref("#/components/schemas/Nights"), content_type = "application/json"))
)]
pub(crate) async fn list(State(app): State<App>, Asker(session): Asker) -> Result<axum::Json<Nights>, Problem> {
    may(&session)?;
    let (ledger, _) = ledger(&app).await?;
    let overdue = overdue(&ledger, app.schedule().map(AsRef::as_ref)).map_err(Trouble::broken)?;
    let next =
        app.schedule().map(|schedule| schedule.next_after(&now_in_denmark())).transpose().map_err(Trouble::broken)?;
    Ok(axum::Json(Nights {
        completed: ledger.reports.iter().map(|report| report.night).collect(),
        refused: ledger.refused.as_ref().map(|(night, _)| *night),
        unfinished: ledger.unfinished,
        overdue,
        next: next.map(|next| next.timestamp()),
    }))
}

/// The report of a night
#[utoipa::path(
    get,
    path = "/api/v1/nights/{night}",
    tag = "nights",
    params(("night" = String, Path, format = Date, description = "The night's date.")),
    responses((status = 200, description = "The report.", body = ref("#/components/schemas/Report"), content_type = "application/json"))
)]
pub(crate) async fn report(
    State(app): State<App>,
    Asker(session): Asker,
    Path(night): Path<String>,
) -> Result<axum::Json<Report>, Problem> {
    may(&session)?;
    Ok(axum::Json(find(&app, &night).await?))
}

/// Is the server well
///
/// For whatever watches it: the journal can be read, and no night is overdue.
#[utoipa::path(
    get,
    path = "/api/v1/health",
    tag = "nights",
    security(()),
    responses(
        (status = 200, description = "It is well.", body = ref("#/components/schemas/Health"), content_type = "application/json"),
        (status = 503, description = "A night is overdue.", body = ref("#/components/schemas/Health"), content_type = "application/json"),
    )
)]
pub(crate) async fn health(State(app): State<App>) -> Result<Response, Problem> {
    let (ledger, _) = ledger(&app).await?;
    let overdue = overdue(&ledger, app.schedule().map(AsRef::as_ref)).map_err(Trouble::broken)?;
    let status = if overdue.is_none() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    Ok((status, axum::Json(Health { is_well: overdue.is_none(), overdue })).into_response())
}
