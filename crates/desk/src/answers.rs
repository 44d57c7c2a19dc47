//! Pages that answer a form: kept for a while at an address of their own, to which the browser is led.
//!
//! A page that came straight out of a POST would make the browser ask whether to send the form again, whenever somebody goes back to it or
//! loads it anew. So whatever page a form is answered with, it is read by GET like every other. What is kept is the page as it was
//! shown, for the session that it was made for and nobody else; it is gone with the server, with the session, or when there are too many.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::frame::{Trouble, see_other};
use crate::session::{self, Session};

/// Most bytes of all kept pages together: the oldest goes when one more comes.
const BYTES_MAX: usize = 64 * 1024 * 1024;
/// Longest page that is kept.
const PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// The kept pages, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Answers(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    pages: VecDeque<Page>,
    bytes: usize,
}

#[derive(Debug)]
struct Page {
    /// The name in the address, which nobody can guess.
    name: String,
    /// The mark of the session that it was made for.
    session: String,
    status: StatusCode,
    html: Bytes,
}

impl Answers {
    fn put(&self, page: Page) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += page.html.len();
        kept.pages.push_back(page);
        while kept.bytes > BYTES_MAX {
            let Some(oldest) = kept.pages.pop_front() else { break };
            kept.bytes -= oldest.html.len();
        }
    }

    fn get(&self, name: &str, session: &str) -> Option<(StatusCode, Bytes)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let page = kept.pages.iter().find(|page| page.name == name && page.session == session)?;
        Some((page.status, page.html.clone()))
    }
}

/// The middleware: a page that answers a form of a session is kept, and the browser led to it. What a script asked for, and what is no
/// page, goes through as it is.
pub(crate) async fn lead_on(State(app): State<App>, request: Request, next: Next) -> Result<Response, Trouble> {
    let is_form = request.method() == Method::POST && !is_of_a_script(request.headers());
    let session = request.extensions().get::<Session>().map(|session| session.csrf.clone());
    let response = next.run(request).await;
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let Some(session) = session.filter(|_| is_form && is_page) else { return Ok(response) };
    let (parts, body) = response.into_parts();
    let html = to_bytes(body, usize::MAX).await?;
    if html.len() > PAGE_BYTES_MAX {
        return Ok(Response::from_parts(parts, Body::from(html)));
    }
    let name = session::random()?;
    let led = see_other(&format!("/svar/{name}"));
    app.answers().put(Page { name, session, status: parts.status, html });
    Ok(led)
}

/// Whether a script sent the form and puts the answer into the page itself.
fn is_of_a_script(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
        || headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes() == b"text/plain")
}

/// A kept page, with the status that the form was answered with.
pub(crate) async fn show(
    session: Session,
    State(app): State<App>,
    Path(name): Path<String>,
) -> Result<Response, Trouble> {
    let (status, html) = app.answers().get(&name, &session.csrf).ok_or(Trouble::Gone)?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str, session: &str, bytes: usize) -> Page {
        let html = Bytes::from(vec![b' '; bytes]);
        Page { name: name.to_owned(), session: session.to_owned(), status: StatusCode::CONFLICT, html }
    }

    #[test]
    fn a_kept_page_is_for_its_session_alone_and_keeps_its_status() {
        let answers = Answers::default();
        answers.put(page("a", "anna", 3));
        assert_eq!(
            answers.get("a", "anna").map(|(status, html)| (status, html.len())),
            Some((StatusCode::CONFLICT, 3))
        );
        assert!(answers.get("a", "birk").is_none());
        assert!(answers.get("b", "anna").is_none());
    }

    #[test]
    fn the_oldest_pages_go_when_there_are_too_many() {
        let answers = Answers::default();
        for nth in 0..40 {
            answers.put(page(&nth.to_string(), "anna", PAGE_BYTES_MAX));
        }
        let kept: Vec<bool> = (0..40).map(|nth| answers.get(&nth.to_string(), "anna").is_some()).collect();
        assert_eq!(kept.iter().filter(|kept| **kept).count(), BYTES_MAX / PAGE_BYTES_MAX);
        assert!(kept[39] && !kept[0]);
    }
}
