//! What nights do while they do it, as server-sent events: whichever process runs a night, its facts come into the journal.
//!
//! The id of an event is its fact's position, so whoever lost the connection goes on where they were.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use casework::nights::{self, NightEvent};
use futures_util::stream::{self, Stream};
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::nights::may;
use super::problem::Problem;
use super::reading::Asker;
use crate::app::App;
use crate::frame::Trouble;
use crate::session::name_of;

/// How often the journal is looked at for one who follows.
const LOOK: Duration = Duration::from_secs(1);
/// How often something is sent although nothing happened, so that a connection that is gone is seen.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Events read at a time.
const PORTION: usize = 100;

/// Somebody who follows the nights.
struct Follower {
    app: App,
    session: String,
    after: u64,
    stopping: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
}

/// Follow the nights
///
/// Server-sent events `started`, `delivery-stored`, `stage-completed`, `completed`, `refused` and `abandoned`; the data of each is JSON,
/// its id the position in the journal. Begins with what comes from now on, or after `Last-Event-ID`. Ends with the session.
#[utoipa::path(
    get,
    path = "/api/v1/nights/events",
    tag = "nights",
    params(("Last-Event-ID" = Option<u64>, Header, description = "The last event that was seen.")),
    responses((status = 200, description = "Events, until the connection ends.", content_type = "text/event-stream", body = String))
)]
pub(crate) async fn follow(
    State(app): State<App>,
    Asker(session): Asker,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    may(&session)?;
    let place = Arc::clone(app.followers()).try_acquire_owned().map_err(|_| Problem::TooMany)?;
    let after = match headers.get("last-event-id") {
        Some(id) => position(id.to_str().unwrap_or_default())?,
        None => app.with_journal(|journal| Ok(journal.head()?.position)).await?,
    };
    let session = name_of(&headers).unwrap_or_default().to_owned();
    let stopping = app.stopping();
    let follower = Follower { app, session, after, stopping, _place: place };
    Ok(Sse::new(events(follower)).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

fn position(id: &str) -> Result<u64, Problem> {
    let id = id.parse::<u64>().ok().filter(|id| i64::try_from(*id).is_ok());
    id.ok_or_else(|| Problem::field("Last-Event-ID", "problem-wrong-value", "0–"))
}

/// Events until the session or the server ends, or the journal cannot be read: the log tells why, and the follower comes back.
fn events(follower: Follower) -> impl Stream<Item = Result<Event, Infallible>> {
    let portions = stream::unfold(follower, async |mut follower| {
        let found = follower.next().await?;
        Some((stream::iter(found.into_iter().map(|event| Ok(told(&event)))), follower))
    });
    futures_util::StreamExt::flatten(portions)
}

fn told(event: &NightEvent) -> Event {
    let data = serde_json::to_string(event).expect("an event is plain data");
    Event::default().id(event.position.to_string()).event(event.step.name()).data(data)
}

impl Follower {
    /// The next events; waits until there are some.
    async fn next(&mut self) -> Option<Vec<NightEvent>> {
        loop {
            if *self.stopping.borrow() || !self.app.sessions().is_open(&self.session) {
                return None;
            }
            let after = self.after;
            let read = self.app.blocking(move |app| {
                app.office().with_journal(|journal| nights::events(journal, after, PORTION)).map_err(Trouble::broken)
            });
            let events = read.await.ok()?;
            if let Some(last) = events.last() {
                self.after = last.position;
                return Some(events);
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                _ = self.stopping.changed() => {}
            }
        }
    }
}
