//! What a review of availability found, as a report that can be handed on.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use casework::supervision::Seen;
use letters::ReviewReport;
use letters::goals_report::Made;
use oversight::availability::Review;

use crate::app::App;
use crate::frame::{Frame, Trouble};
use crate::role_words::purpose;
use crate::schedule::now_in_denmark;
use crate::session::Session;
use crate::texts::Language;

/// The report of a review as PDF, for whoever may open the review.
pub(crate) async fn report(app: &App, session: &Session, id: String, language: Language) -> Result<Vec<u8>, Trouble> {
    let seen = app.ask(session, purpose(session.officer.role), Seen::<Review>::of(id)).await?;
    let made = Made { by: session.officer.name.clone(), at: now_in_denmark().datetime() };
    let authority = session.officer.authority.name();
    app.blocking(move |_| {
        let report =
            ReviewReport { review: &seen.state, authority: &authority, made: &made, language: language.into() };
        // A text that cannot be printed is named by the report itself.
        report.render().map(|rendered| rendered.pdf).map_err(Trouble::broken)
    })
    .await
}

/// The file.
pub(crate) async fn pdf(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let pdf = report(&app, &session, id.clone(), frame.language).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"raadighed-{id}.pdf\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, pdf).into_response())
}
