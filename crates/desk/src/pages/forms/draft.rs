//! Drafts: what was typed and not saved, a working paper of the officer's. Saved by the page every few seconds, or by a button.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use casework::forms::Typed;
use casework::questions::OpenForm;
use jiff::Timestamp;
use jiff::civil::Date;
use journal::Expected;
use serde::{Deserialize, Serialize};

use super::typed;
use crate::app::App;
use crate::frame::{Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::schedule::in_denmark;
use crate::session::Session;
use crate::texts::Language;

/// What was typed and not saved.
pub(crate) struct Draft {
    pub(crate) typed: Typed,
    /// The version of the case that the form was opened from.
    pub(crate) version: u64,
    pub(crate) saved_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    typed: Typed,
    version: u64,
}

impl Draft {
    /// The officer's draft of a form; one that this program cannot read is told as trouble, not thrown away.
    pub(crate) async fn find(
        app: &App,
        session: &Session,
        case: &str,
        person: &str,
        form: &str,
    ) -> Result<Option<Self>, Trouble> {
        let (owner, name) = (session.officer.id.clone(), name(case, person, form));
        let paper = app.with_journal(move |journal| journal.paper(&owner, &name)).await?;
        let Some(paper) = paper else { return Ok(None) };
        let Kept { typed, version } = serde_json::from_str(&paper.content)?;
        Ok(Some(Self { typed, version, saved_at: paper.saved_at }))
    }

    /// "24. november 2026 kl. 14.32".
    pub(super) fn said(&self, language: Language, today: Date) -> Result<String, Trouble> {
        let day = in_denmark(self.saved_at)?.date();
        let time = self.time()?;
        if day == today {
            return Ok(time);
        }
        Ok(language.t_with("frame-moment", &[("date", language.date(day).into()), ("time", time.into())]))
    }

    /// "14.32".
    pub(super) fn time(&self) -> Result<String, Trouble> {
        clock(self.saved_at)
    }
}

fn name(case: &str, person: &str, form: &str) -> String {
    format!("draft/{form}/{case}/{person}")
}

/// The time of day in Denmark: "14.32".
pub(crate) fn clock(at: Timestamp) -> Result<String, Trouble> {
    let at = in_denmark(at)?;
    Ok(format!("{:02}.{:02}", at.hour(), at.minute()))
}

/// Whether a page's script saves, which reads plain text; a button is led on to a page.
pub(crate) fn wants_text(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == b"text/plain")
}

/// Saves the draft. A script that asks for plain text gets the time alone; a button leads back to the form.
pub(crate) async fn save(
    frame: Frame,
    State(app): State<App>,
    Path((case, form)): Path<(String, String)>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Trouble> {
    let session = &posted.session;
    let person = posted.get("person").to_owned();
    let asked = OpenForm {
        case: case.clone(),
        person: Some(person.clone()),
        form: form.clone(),
        about: None,
        typed: Some(typed(&posted)),
        more: 0,
        language: frame.language.into(),
    };
    // Whoever may not fill in the form keeps no draft of it.
    let seen = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let version = posted.get("version").parse().unwrap_or(seen.version);
    let now = keep(&app, session, &case, &person, &form, typed(&posted), version).await?;
    if wants_text(&headers) {
        return Ok(clock(now)?.into_response());
    }
    Ok(see_other(
        &crate::components::Query::of(&super::address_of(&case, &person, &form, None))
            .with("kladde", "fortsaet")
            .href(),
    ))
}

/// Keeps a draft in place of the one before, and answers when.
pub(crate) async fn keep(
    app: &App,
    session: &Session,
    case: &str,
    person: &str,
    form: &str,
    typed: Typed,
    version: u64,
) -> Result<Timestamp, Trouble> {
    let content = serde_json::to_string(&Kept { typed, version })?;
    let (owner, paper, now) = (session.officer.id.clone(), name(case, person, form), Timestamp::now());
    app.with_journal(move |journal| journal.put_paper(&owner, &paper, &content, Expected::Any, now)).await?;
    Ok(now)
}

/// Throws the draft away and leads back to the case.
pub(crate) async fn drop(
    State(app): State<App>,
    Path((case, form)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let person = posted.get("person").to_owned();
    forget(&app, &posted.session, &case, &person, &form).await?;
    Ok(see_other(&super::address_of(&case, &person, &form, None)))
}

/// Deletes the draft of a form that was saved.
pub(crate) async fn forget(app: &App, session: &Session, case: &str, person: &str, form: &str) -> Result<(), Trouble> {
    let (owner, name) = (session.officer.id.clone(), name(case, person, form));
    app.with_journal(move |journal| journal.delete_paper(&owner, &name)).await?;
    Ok(())
}
