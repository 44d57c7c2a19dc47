//! The server: it serves the surface that stands in `router`, keeps the book up with the journal, and runs the nights.
//!
//! It never runs two nights at once, and a night that should have begun while it was down begins when it comes up.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use casework::goals::{Flow, FlowError};
use casework::nights::Ledger;
use casework::office::{BookError, Office};
use jiff::Zoned;
use jiff::civil::Date;
use tokio::net::TcpListener;

use crate::app::App;
use crate::frame::Trouble;
use crate::officers::Officers;
use crate::router::router;
use crate::schedule::{Schedule, ScheduleError, now_in_denmark};

/// What the server is told.
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Address of the journal.
    pub journal: String,
    /// When nights begin; none when this program runs none.
    pub nightly: Option<Nightly>,
    /// Who may enter.
    pub officers: Officers,
    /// The day that the cases are looked at; the day of the clock where none is set.
    pub day: Option<Date>,
    /// Stored case flow that goals are measured on; without it, figures on cases are empty and said to be.
    pub flow: Vec<PathBuf>,
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
    Book(#[from] BookError),
    /// The case flow cannot be read.
    #[error(transparent)]
    Flow(#[from] FlowError),
    /// Anybody could choose who they are, from anywhere.
    #[error(
        "officers are chosen without a proof of who one is, so the desk listens on the machine itself only, not on {0}"
    )]
    NotLoopback(SocketAddr),
    /// The desk broke while it was opening.
    #[error("the desk broke while it was opening")]
    Broken,
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

/// How often the book looks for what other processes have brought into the journal.
const CATCH_UP: Duration = Duration::from_secs(1);

/// Serves until the process is told to stop. `ready` is called once with the address that it listens on.
pub async fn serve(settings: Settings, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let address = settings.listen;
    if !settings.officers.is_empty() && !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address));
    }
    let (journal, fixed_day) = (settings.journal.clone(), settings.day);
    let day = fixed_day.unwrap_or_else(|| now_in_denmark().date());
    let flow = settings.flow;
    let opened = tokio::task::spawn_blocking(move || {
        let office = Office::open(&journal, day)?;
        Ok::<_, ServeError>(if flow.is_empty() { office } else { office.with_flow(Flow::open(&flow)?) })
    })
    .await;
    let office = opened.map_err(|_| ServeError::Broken)??;
    let listen_error = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(listen_error)?;
    ready(listener.local_addr().map_err(listen_error)?);
    let (schedule, run) = match settings.nightly {
        Some(nightly) => (Some(Arc::new(nightly.schedule)), Some(nightly.run)),
        None => (None, None),
    };
    let app = App::new(office, settings.officers, schedule.clone());
    tokio::spawn(keep_up(app.clone(), fixed_day));
    if let (Some(schedule), Some(run)) = (schedule, run) {
        tokio::spawn(run_nights(app.clone(), schedule, run));
    }
    let stopping = app.clone();
    let stop = async move {
        // Without a signal handler the process simply dies at the signal, which the journal bears.
        let _ = tokio::signal::ctrl_c().await;
        stopping.stop();
    };
    axum::serve(listener, router(app)).with_graceful_shutdown(stop).await.map_err(listen_error)
}

/// Takes in what other processes bring, and turns to a new day when it begins. At the start and on each new day of the calendar, what is
/// older than it is kept goes.
async fn keep_up(app: App, fixed_day: Option<Date>) {
    let mut cleared_on = None;
    loop {
        let today = now_in_denmark().date();
        if cleared_on != Some(today) {
            // Where it fails it is told in the log, and tried again tomorrow.
            let _ = app.with_journal(|journal| crate::retention::clear(journal, jiff::Timestamp::now())).await;
            cleared_on = Some(today);
        }
        tokio::time::sleep(CATCH_UP).await;
        let kept_up = app.blocking(move |app| {
            app.office().catch_up()?;
            let today = fixed_day.unwrap_or_else(|| now_in_denmark().date());
            if app.office().day() != today {
                app.office().turn_to(today)?;
            }
            Ok(())
        });
        // It is told in the log by whoever made the trouble; the pages go on with what they have, and say so.
        app.tell_up_to_date(kept_up.await.is_ok(), jiff::Timestamp::now());
    }
}

/// The night that should have run by now: begun more than two hours ago by the schedule, and neither completed nor refused.
pub(crate) fn overdue(ledger: &Ledger, schedule: Option<&Schedule>) -> Result<Option<Date>, ScheduleError> {
    let Some(schedule) = schedule else { return Ok(None) };
    let two_hours_ago = now_in_denmark().saturating_sub(jiff::Span::new().hours(2));
    let due = schedule.last_until(&two_hours_ago)?.date();
    Ok(ledger.last_ended().is_none_or(|ended| ended < due).then_some(due))
}

/// Runs each night at its time, for ever; first the one that should have begun while the server was down.
async fn run_nights(app: App, schedule: Arc<Schedule>, run: RunNight) {
    match missed(&app, &schedule).await {
        Ok(Some(night)) => run_night(&run, &schedule, night).await,
        Ok(None) => {}
        Err(_) => eprintln!("det kan ikke ses, om en nat mangler"),
    }
    loop {
        let next = match schedule.next_after(&now_in_denmark()) {
            Ok(next) => next,
            Err(error) => return eprintln!("der køres ikke flere nætter: {error}"),
        };
        wait_until(&next).await;
        run_night(&run, &schedule, next.date()).await;
    }
}

/// Waits in short steps, so that a machine that slept or whose clock was set does not sleep past the moment.
async fn wait_until(moment: &Zoned) {
    while now_in_denmark() < *moment {
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
}

/// The night that should have begun last and neither completed nor was refused.
async fn missed(app: &App, schedule: &Schedule) -> Result<Option<Date>, Trouble> {
    let last = schedule.last_until(&now_in_denmark())?.date();
    let ledger = crate::pages::nights::ledger(app).await?.0;
    let is_done = ledger.last_ended().is_some_and(|ended| ended >= last);
    Ok((!is_done || ledger.unfinished.is_some()).then_some(last))
}

/// Runs a night, and again until it ends, but not past the start of the next one.
async fn run_night(run: &RunNight, schedule: &Schedule, night: Date) {
    let next = schedule.next_after(&now_in_denmark());
    loop {
        let run = Arc::clone(run);
        match tokio::task::spawn_blocking(move || run(night)).await {
            Ok(Ran::Ended(how)) => return eprintln!("{how}"),
            Ok(Ran::Stopped(how)) => eprintln!("{how}. Den prøves igen om et kvarter."),
            Err(error) => eprintln!("natten {night} brød sammen: {error}. Den prøves igen om et kvarter."),
        }
        tokio::time::sleep(RETRY).await;
        if next.as_ref().is_ok_and(|next| now_in_denmark() >= *next) {
            return;
        }
    }
}
