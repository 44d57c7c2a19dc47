//! The letters of a case: what can be written, the draft with its sources, sending it, and what was sent.

pub(crate) mod batches;
pub(crate) mod draft;
pub(crate) mod letterhead;
pub(crate) mod send;
pub(crate) mod words;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::Action;
use casework::cases::CaseNumber;
use casework::letters::{LettersOfCase, StoredLetter, document, key};
use vocabulary::danish_day;

pub(crate) use self::words::gap;
use self::words::{draft_href, kind_key};
use crate::app::App;
use crate::components::{Query, Tone};
use crate::frame::{self, Alert, Frame, Trouble};
use crate::role_words;
use crate::session::Session;

#[derive(Template)]
#[template(path = "pages/letters.html")]
struct Page {
    frame: Frame,
    case: String,
    may_send: bool,
    open: Vec<OpenLine>,
    sent: Vec<SentLine>,
    unreadable: Option<String>,
}

struct OpenLine {
    kind: String,
    name: String,
    fact: String,
    on: String,
    is_awaited: bool,
    href: String,
}

struct SentLine {
    title: String,
    kind: String,
    at: String,
    by: String,
    href: String,
    sha256: String,
}

/// The letters of a case.
pub(crate) async fn list(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(case): Path<String>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let asked = LettersOfCase { case: number, language: language.into() };
    let of_case = app.ask(&session, role_words::purpose(session.officer.role), asked).await?;
    let open = of_case.open.into_iter().map(|(open, name, fact)| OpenLine {
        kind: language.t(kind_key(open.occasion.kind)),
        name,
        fact,
        on: language.date(open.on),
        is_awaited: open.is_awaited,
        href: draft_href(&case, &open.occasion, ""),
    });
    let line = |letter: casework::cases::Letter| {
        Ok(SentLine {
            kind: casework::letters::kind_of(&letter.kind)
                .map_or_else(|| letter.kind.clone(), |kind| language.t(kind_key(kind))),
            title: letter.title,
            at: language.moment_at(letter.at),
            by: app.officers().name(&letter.by).to_owned(),
            href: format!("/sager/{case}/breve/{}", letter.position),
            sha256: letter.sha256,
        })
    };
    let sent = of_case.sent.into_iter().map(line).collect::<Result<_, Trouble>>()?;
    let open = open.collect();
    let mut frame = frame
        .titled(language.t("letters-title"))
        .below(language.t("cases-title"), "/sager")
        .below(case.clone(), format!("/sager/{case}"))
        .method(language.t("letters-method"));
    if Query::of(&frame.path).get("sendt").is_some() {
        frame =
            frame.alert(Alert::new(Tone::Success, language.t("letters-was-sent"), language.t("letters-was-sent-text")));
    }
    let may_send = session.officer.role.may(Action::SendLetters);
    frame::page(&Page { frame, case, may_send, open, sent, unreadable: of_case.unreadable })
}

/// The stored letter does not agree with its sum: the journal is damaged, and nothing of it is shown.
#[derive(Debug, thiserror::Error)]
#[error(
    "the letter at position {0} of the journal does not agree with its sum: nothing of it was shown, run ankomst verify"
)]
struct NotWhole(u64);

/// A letter that was sent, to the byte as it left.
pub(crate) async fn stored(
    session: Session,
    State(app): State<App>,
    Path((case, position)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let asked = StoredLetter { case: number, position };
    let letter = app.ask(&session, role_words::purpose(session.officer.role), asked).await?;
    let tag = format!("\"{}\"", letter.sha256);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let fact = app.with_journal(move |journal| journal.get(position)).await?;
    let pdf = fact.and_then(|fact| document(&fact.payload)).ok_or_else(|| Trouble::broken(NotWhole(position)))?;
    let day = danish_day(letter.at);
    let name = format!("{}-{case}-{day}.pdf", letter.kind);
    Ok(as_pdf(pdf, &name, Some(&tag)))
}

/// The answer that shows a PDF in the browser. The name holds kind, case and day, and no person.
fn as_pdf(pdf: Vec<u8>, name: &str, tag: Option<&str>) -> Response {
    let mut response = (StatusCode::OK, pdf).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{name}\""));
    if let Ok(disposition) = disposition {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(tag).ok()) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// The file name of a draft.
fn draft_name(case: &str, kind: letters::Kind) -> String {
    format!("kladde-{}-{case}.pdf", key(kind))
}

#[cfg(test)]
mod tests;
