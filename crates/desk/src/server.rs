//! The server: pages and JSON of the nights, and the schedule that runs them.
//!
//! The whole surface stands in [`router`]. The server never runs two nights at once, and a night that should have
//! begun while it was down begins when it comes up.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use casework::nights::{self, Ledger};
use jiff::Zoned;
use jiff::civil::Date;
use journal::{Journal, JournalError};
use tokio::net::TcpListener;

use crate::frame::{self, Frame, NavItem, Trouble, Visitor};
use crate::schedule::{Schedule, ScheduleError};
use crate::{accessibility, night_report, nights_page};

/// What the server is told.
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Address of the journal.
    pub journal: String,
    /// When nights begin; none when this program runs none.
    pub nightly: Option<Nightly>,
}

/// The nights that the server runs.
pub struct Nightly {
    /// When they begin.
    pub schedule: Schedule,
    /// Runs the night of a date and says how it went; the server only logs it, for the journal holds the rest.
    pub run: RunNight,
}

/// Runs the night of a date.
pub type RunNight = Arc<dyn Fn(Date) -> Ran + Send + Sync>;

/// How a scheduled night went, in a sentence for the log.
pub enum Ran {
    /// To its end, or to a refusal that trying again does not change.
    Ended(String),
    /// It stopped; trying again may help.
    Stopped(String),
}

/// How long to wait before a night that stopped is tried again.
const RETRY: Duration = Duration::from_mins(15);

/// Why the server stopped or did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The port cannot be used.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The schedule cannot be used.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
}

#[derive(Clone)]
struct App {
    journal: Arc<Mutex<Journal>>,
    schedule: Option<Arc<Schedule>>,
}

/// Serves until the process is told to stop. `ready` is called once with the address that it listens on.
pub async fn serve(settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let journal = Journal::open(&settings.journal)?;
    let address = settings.listen;
    let listen_error = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(listen_error)?;
    ready(listener.local_addr().map_err(listen_error)?);
    let (schedule, run) = match settings.nightly {
        Some(nightly) => (Some(Arc::new(nightly.schedule)), Some(nightly.run)),
        None => (None, None),
    };
    let app = App { journal: Arc::new(Mutex::new(journal)), schedule: schedule.clone() };
    if let (Some(schedule), Some(run)) = (schedule, run) {
        tokio::spawn(run_nights(app.clone(), schedule, run));
    }
    let stop = async {
        // Without a signal handler the process simply dies at the signal, which the journal bears.
        let _ = tokio::signal::ctrl_c().await;
    };
    axum::serve(listener, router(app)).with_graceful_shutdown(stop).await.map_err(listen_error)
}

/// Every address of the desk.
fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/", get(async || Redirect::to("/naetter")))
        .route("/naetter", get(show_nights))
        .route("/naetter/{night}", get(show_night))
        .route("/tilgaengelighed", get(accessibility::show))
        .route("/api/v1/nights", get(nights_json))
        .route("/api/v1/nights/{night}", get(night_json))
        .route("/sundhed", get(health))
        .with_state(app);
    frame::protect(frame::dress(routes).layer(Extension(visitor())))
}

/// Whoever is here, and where they may go.
fn visitor() -> Visitor {
    let nights = NavItem { key: "nights-title", href: "/naetter".into(), count: None };
    Visitor { navigation: vec![nights], ..Visitor::default() }
}

async fn show_nights(frame: Frame, State(app): State<App>) -> Result<Response, Trouble> {
    let next = app.schedule.as_ref().map(|schedule| schedule.next_after(&Zoned::now())).transpose()?;
    let schedule = app.schedule.clone();
    with_journal(&app, move |journal| {
        let ledger = nights::ledger(journal)?;
        let overdue = overdue(&ledger, schedule.as_deref())?;
        nights_page::show(frame, &ledger, next.as_ref(), overdue, journal.name())
    })
    .await
}

async fn show_night(frame: Frame, State(app): State<App>, Path(night): Path<String>) -> Result<Response, Trouble> {
    let night = read_night(&night)?;
    with_journal(&app, move |journal| {
        let report = nights::report(journal, night)?.ok_or(Trouble::NotFound)?;
        night_report::show(frame, &report)
    })
    .await
}

async fn nights_json(State(app): State<App>) -> Result<Response, Trouble> {
    let Ledger { reports, .. } = with_journal(&app, |journal| Ok(nights::ledger(journal)?)).await?;
    let nights: Vec<Date> = reports.iter().map(|report| report.night).collect();
    Ok(Json(nights).into_response())
}

async fn night_json(State(app): State<App>, Path(night): Path<String>) -> Result<Response, Trouble> {
    let night = read_night(&night)?;
    let report = with_journal(&app, move |journal| nights::report(journal, night)?.ok_or(Trouble::NotFound));
    Ok(Json(report.await?).into_response())
}

/// For whatever watches the server: not well when the journal cannot be read or a night is overdue.
async fn health(State(app): State<App>) -> Result<Response, Trouble> {
    let ledger = with_journal(&app, |journal| Ok(nights::ledger(journal)?)).await?;
    Ok(match overdue(&ledger, app.schedule.as_deref())? {
        None => "ok".into_response(),
        Some(night) => (StatusCode::SERVICE_UNAVAILABLE, format!("natten {night} er ikke kørt")).into_response(),
    })
}

/// The night that should have run by now: begun more than two hours ago by the schedule, and neither completed nor refused.
fn overdue(ledger: &Ledger, schedule: Option<&Schedule>) -> Result<Option<Date>, ScheduleError> {
    let Some(schedule) = schedule else { return Ok(None) };
    let two_hours_ago = Zoned::now().saturating_sub(jiff::Span::new().hours(2));
    let due = schedule.last_until(&two_hours_ago)?.date();
    Ok(ledger.last_ended().is_none_or(|ended| ended < due).then_some(due))
}

fn read_night(text: &str) -> Result<Date, Trouble> {
    text.parse().map_err(|_| Trouble::NotFound)
}

/// Runs a reading of the journal where it may block.
async fn with_journal<T: Send + 'static>(
    app: &App,
    read: impl FnOnce(&mut Journal) -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    let journal = Arc::clone(&app.journal);
    let read = move || {
        // A reader that panicked left the journal as it was: reading changes nothing.
        let mut journal = journal.lock().unwrap_or_else(PoisonError::into_inner);
        read(&mut journal)
    };
    tokio::task::spawn_blocking(read).await?
}

/// Runs each night at its time, for ever; first the one that should have begun while the server was down.
async fn run_nights(app: App, schedule: Arc<Schedule>, run: RunNight) {
    match missed(&app, &schedule).await {
        Ok(Some(night)) => run_night(&run, &schedule, night).await,
        Ok(None) => {}
        Err(_) => eprintln!("det kan ikke ses, om en nat mangler"),
    }
    loop {
        let next = match schedule.next_after(&Zoned::now()) {
            Ok(next) => next,
            Err(error) => return eprintln!("der køres ikke flere nætter: {error}"),
        };
        wait_until(&next).await;
        run_night(&run, &schedule, next.date()).await;
    }
}

/// Waits in short steps, so that a machine that slept or whose clock was set does not sleep past the moment.
async fn wait_until(moment: &Zoned) {
    while Zoned::now() < *moment {
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
}

/// The night that should have begun last and neither completed nor was refused.
async fn missed(app: &App, schedule: &Schedule) -> Result<Option<Date>, Trouble> {
    let last = schedule.last_until(&Zoned::now())?.date();
    let ledger = with_journal(app, |journal| Ok(nights::ledger(journal)?)).await?;
    let is_done = ledger.last_ended().is_some_and(|ended| ended >= last);
    Ok((!is_done || ledger.unfinished.is_some()).then_some(last))
}

/// Runs a night, and again until it ends, but not past the start of the next one.
async fn run_night(run: &RunNight, schedule: &Schedule, night: Date) {
    let next = schedule.next_after(&Zoned::now());
    loop {
        let run = Arc::clone(run);
        match tokio::task::spawn_blocking(move || run(night)).await {
            Ok(Ran::Ended(how)) => return eprintln!("{how}"),
            Ok(Ran::Stopped(how)) => eprintln!("{how}. Den prøves igen om et kvarter."),
            Err(error) => eprintln!("natten {night} brød sammen: {error}. Den prøves igen om et kvarter."),
        }
        tokio::time::sleep(RETRY).await;
        if next.as_ref().is_ok_and(|next| Zoned::now() >= *next) {
            return;
        }
    }
}
