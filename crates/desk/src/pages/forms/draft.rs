//! Drafts: what was typed and not saved, a working paper of the officer's. Saved by the page every few seconds, or by a button.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::forms::Typed;
use casework::questions::{FormSeen, OpenForm};
use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Expected, Journal, JournalError, WorkingPaper};
use serde::{Deserialize, Serialize};
use vocabulary::{danish_day, in_denmark};

use super::typed;
use crate::app::App;
use crate::frame::{Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

/// What was typed and not saved.
pub(crate) struct Draft {
    pub(crate) typed: Typed,
    /// The version of the case that the form was opened from.
    pub(crate) version: u64,
    pub(crate) saved_at: Timestamp,
    /// The version of the working paper that it is.
    pub(crate) paper: u64,
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
        paper.as_ref().map(Self::read).transpose()
    }

    fn read(paper: &WorkingPaper) -> Result<Self, Trouble> {
        let Kept { typed, version } = serde_json::from_str(&paper.content)?;
        Ok(Self { typed, version, saved_at: paper.saved_at, paper: paper.version })
    }

    /// "24. november 2026 kl. 14.32".
    pub(super) fn said(&self, language: Language, today: Date) -> String {
        if danish_day(self.saved_at) == today { self.time() } else { language.moment_at(self.saved_at) }
    }

    /// "14.32".
    pub(super) fn time(&self) -> String {
        clock(self.saved_at)
    }
}

fn name(case: &str, person: &str, form: &str) -> String {
    format!("draft/{form}/{case}/{person}")
}

/// The time of day in Denmark: "14.32".
pub(crate) fn clock(at: Timestamp) -> String {
    let at = in_denmark(at);
    format!("{:02}.{:02}", at.hour(), at.minute())
}

/// Whether a page's script saves, which reads plain text; a button is led on to a page.
pub(crate) fn wants_text(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == b"text/plain")
}

/// The version of a draft that a script saved: the next save names it.
pub(crate) const DRAFT_VERSION: HeaderName = HeaderName::from_static("draft-version");

/// The draft that a page was opened with, and that what is posted from it takes the place of.
pub(crate) fn expected_draft(posted: &Posted) -> Result<Expected, Trouble> {
    match posted.get("draft") {
        "" => Ok(Expected::New),
        version => Ok(Expected::Version(version.parse().map_err(|_| Trouble::NotFound)?)),
    }
}

/// Saves the draft. Where another is there than the one the form was opened with, nothing is overwritten: both are shown. A script that asks for plain text gets the time alone; a button leads back to the form.
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
    let expected = expected_draft(&posted)?;
    let saved = keep(&app, session, &case, &person, &form, (typed(&posted), version), expected).await?;
    match saved {
        Ok(saved) if wants_text(&headers) => {
            let version = [(DRAFT_VERSION, saved.paper.to_string())];
            return Ok((version, clock(saved.saved_at)).into_response());
        }
        Ok(_) => {}
        Err(_) if wants_text(&headers) => return Ok((StatusCode::CONFLICT, String::new()).into_response()),
        Err(other) => return super::two_drafts(frame, &case, &form, FormSeen { version, ..seen }, &other),
    }
    Ok(see_other(
        &crate::components::Query::of(&super::address_of(&case, &person, &form, None))
            .with("kladde", "fortsaet")
            .href(),
    ))
}

/// Keeps a draft in place of the one that was expected: what was typed, and the version of the case it was typed against. Answers the draft that is
/// kept now, or the other one that is there and was left as it is.
pub(crate) async fn keep(
    app: &App,
    session: &Session,
    case: &str,
    person: &str,
    form: &str,
    (typed, version): (Typed, u64),
    expected: Expected,
) -> Result<Result<Draft, Box<Draft>>, Trouble> {
    let content = serde_json::to_string(&Kept { typed: typed.clone(), version })?;
    let (owner, paper, now) = (session.officer.id.clone(), name(case, person, form), Timestamp::now());
    let put = move |journal: &mut Journal, expected| match journal.put_paper(&owner, &paper, &content, expected, now) {
        Ok(version) => Ok(Ok(version)),
        Err(JournalError::PaperConflict { found, .. }) => Ok(Err(found)),
        Err(error) => Err(error),
    };
    let kept = app.with_journal(move |journal| match put(journal, expected)? {
        // The expected one was thrown away or saved as facts meanwhile: nothing is overwritten.
        Err(None) => put(journal, Expected::New),
        kept => Ok(kept),
    });
    match kept.await? {
        Ok(draft) => Ok(Ok(Draft { typed, version, saved_at: now, paper: draft })),
        Err(Some(found)) => Ok(Err(Box::new(Draft::read(&found)?))),
        Err(None) => Err(Trouble::Conflict),
    }
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
