//! The addresses of the areas: each is one handler for all of them, told apart by the first part of the address.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use casework::supervision::{Area, LinkedFigures, Seen, StoredSupervisionLetter, Things, supervision_document};
use oversight::audit::Point;
use oversight::availability::Review;
use oversight::danish_education::Report;
use oversight::processors::Processor;
use oversight::undertakings::Undertaking;

use super::area::Shown;
use super::thing;
use crate::app::App;
use crate::frame::{Frame, Trouble};
use crate::posted::Posted;
use crate::role_words::purpose;
use crate::session::Session;

/// Calls a function for the area of an address.
macro_rules! of_area {
    ($area:expr, $call:ident ( $($argument:expr),* )) => {
        match $area.as_str() {
            Report::PATH => $call::<Report>($($argument),*).await,
            Point::PATH => $call::<Point>($($argument),*).await,
            Review::PATH => $call::<Review>($($argument),*).await,
            Processor::PATH => $call::<Processor>($($argument),*).await,
            Undertaking::PATH => $call::<Undertaking>($($argument),*).await,
            _ => Err(Trouble::NotFound),
        }
    };
}

/// The list of an area.
pub(crate) async fn list(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(area): Path<String>,
) -> Result<Response, Trouble> {
    async fn of<A: Shown>(frame: Frame, session: Session, app: App) -> Result<Response, Trouble> {
        let asked = Things::<A>(std::marker::PhantomData);
        let (things, party) = app.ask(&session, purpose(session.officer.role), asked).await?;
        thing::list::<A>(frame, &session, &app, &things, party)
    }
    of_area!(area, of(frame, session, app))
}

/// A thing.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((area, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    async fn of<A: Shown>(frame: Frame, session: Session, app: App, id: String) -> Result<Response, Trouble> {
        let seen = app.ask(&session, purpose(session.officer.role), Seen::<A>::of(id)).await?;
        let live = app.ask(&session, purpose(session.officer.role), LinkedFigures).await?;
        thing::page(frame, &app, &seen, &live, None)
    }
    of_area!(area, of(frame, session, app, id))
}

/// Begins a thing.
pub(crate) async fn new(
    frame: Frame,
    State(app): State<App>,
    Path(area): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    async fn of<A: Shown>(frame: Frame, app: App, posted: Posted) -> Result<Response, Trouble> {
        thing::take::<A>(frame, app, None, A::forms().first().ok_or(Trouble::NotFound)?, posted).await
    }
    of_area!(area, of(frame, app, posted))
}

/// Takes a step with a thing.
pub(crate) async fn take(
    frame: Frame,
    State(app): State<App>,
    Path((area, id, step)): Path<(String, String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    async fn of<A: Shown>(
        frame: Frame,
        app: App,
        id: String,
        step: String,
        posted: Posted,
    ) -> Result<Response, Trouble> {
        let form = A::forms().iter().find(|form| form.step == step).ok_or(Trouble::NotFound)?;
        thing::take::<A>(frame, app, Some(id), form, posted).await
    }
    of_area!(area, of(frame, app, id, step, posted))
}

/// The letter does not agree with its sum: the journal is damaged, and nothing of it is shown.
#[derive(Debug, thiserror::Error)]
#[error(
    "the letter at position {0} of the journal does not agree with its sum: nothing of it was shown, run ankomst verify"
)]
struct NotWhole(u64);

/// The document of a letter that left with a step, to the byte as it left.
pub(crate) async fn document<A: Area>(
    app: &App,
    session: &Session,
    id: String,
    position: u64,
) -> Result<Vec<u8>, Trouble> {
    let asked = StoredSupervisionLetter { seen: Seen::<A>::of(id), position };
    let position = app.ask(session, purpose(session.officer.role), asked).await?;
    let fact = app.with_journal(move |journal| journal.get(position)).await?;
    let document = fact.and_then(|fact| supervision_document(&fact.payload));
    document.ok_or_else(|| Trouble::broken(NotWhole(position)))
}

/// A letter that left with a step.
pub(crate) async fn letter(
    session: Session,
    State(app): State<App>,
    Path((area, id, position)): Path<(String, String, u64)>,
) -> Result<Response, Trouble> {
    async fn of<A: Shown>(session: Session, app: App, id: String, position: u64) -> Result<Response, Trouble> {
        let pdf = document::<A>(&app, &session, id, position).await?;
        let name = format!("inline; filename=\"{}-{position}.pdf\"", A::PATH);
        Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)], pdf)
            .into_response())
    }
    of_area!(area, of(session, app, id, position))
}
