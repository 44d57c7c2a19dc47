//! The nights: the ledger, a night's report, and what a watcher of the server asks.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::access::Action;
use casework::nights::{self, Ledger};
use casework::office::Purpose;
use casework::questions::{LastNight, NightStanding};
use casework::report::Report;
use jiff::civil::Date;

use crate::app::App;
use crate::frame::{Alert, Frame, Trouble};
use crate::schedule::now_in_denmark;
use crate::server::overdue;
use crate::session::Session;
use crate::texts::Language;
use crate::{night_report, nights_page};

/// The list of nights.
pub(crate) async fn list(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    may(&session)?;
    let next = app.schedule().map(|schedule| schedule.next_after(&now_in_denmark())).transpose()?;
    let schedule = app.schedule().cloned();
    let (ledger, name) = ledger(&app).await?;
    let overdue = overdue(&ledger, schedule.as_deref())?;
    nights_page::show(frame, &ledger, next.as_ref(), overdue, &name)
}

/// The report of one night.
pub(crate) async fn report(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(night): Path<String>,
) -> Result<Response, Trouble> {
    may(&session)?;
    let report = find(&app, &night).await?;
    night_report::show(frame, &report)
}

/// For whatever watches the server: not well when the journal cannot be read, the pages are behind it, or a night is overdue.
pub(crate) async fn health(State(app): State<App>) -> Result<Response, Trouble> {
    if let Some(since) = app.behind_since() {
        let said = format!("siderne er ikke fulgt med siden {since}");
        return Ok((StatusCode::SERVICE_UNAVAILABLE, said).into_response());
    }
    let (ledger, _) = ledger(&app).await?;
    Ok(match overdue(&ledger, app.schedule().map(AsRef::as_ref))? {
        None => "ok".into_response(),
        Some(night) => (StatusCode::SERVICE_UNAVAILABLE, format!("natten {night} er ikke kørt")).into_response(),
    })
}

/// The ledger, and the journal's name.
pub(crate) async fn ledger(app: &App) -> Result<(Ledger, String), Trouble> {
    app.blocking(|app| {
        let read = app.office().with_journal(|journal| {
            let name = journal.name().to_owned();
            nights::ledger(journal).map(|ledger| (ledger, name))
        });
        read.map_err(Trouble::broken)
    })
    .await
}

/// What the last night and what came after it give cause for, for those who answer for the nights; none where there is nothing.
pub(crate) async fn alarms(app: &App, session: &Session, language: Language) -> Result<Vec<Alert>, Trouble> {
    if !session.officer.role.may(Action::ReadNights) {
        return Ok(Vec::new());
    }
    let (standing, report) = last_report(app, session).await?;
    let ledger =
        Ledger { reports: report.into_iter().collect(), refused: standing.refused, unfinished: standing.unfinished };
    let overdue = overdue(&ledger, app.schedule().map(AsRef::as_ref))?;
    Ok(nights_page::alerts(language, &ledger, overdue))
}

/// Where the last night stands, and the report of the last that completed. Found by its place: the ledger grows with every night.
pub(crate) async fn last_report(app: &App, session: &Session) -> Result<(NightStanding, Option<Report>), Trouble> {
    let standing = app.ask(session, Purpose::Planning, LastNight).await?;
    let fact = match standing.report {
        Some(position) => app.with_journal(move |journal| journal.get(position)).await?,
        None => None,
    };
    let report = fact.map(|fact| serde_json::from_str(&fact.payload)).transpose()?;
    Ok((standing, report))
}

/// The report of a night.
pub(crate) async fn find(app: &App, night: &str) -> Result<Report, Trouble> {
    let night: Date = night.parse().map_err(|_| Trouble::NotFound)?;
    let found = app.blocking(move |app| {
        app.office().with_journal(|journal| nights::report(journal, night)).map_err(Trouble::broken)
    });
    found.await?.ok_or(Trouble::NotFound)
}

fn may(session: &Session) -> Result<(), Trouble> {
    if session.officer.role.may(Action::ReadNights) { Ok(()) } else { Err(Trouble::Forbidden) }
}
