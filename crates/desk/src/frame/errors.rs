//! Answers that tell of trouble become pages in the frame; those of the API stay as they are.

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::{FieldTrouble, Frame, Trouble};

#[derive(Template)]
#[template(path = "trouble.html")]
struct Page {
    frame: Frame,
    happened: String,
    kept: String,
    todo: String,
    operation: Option<String>,
    fields: Vec<FieldTrouble>,
}

/// The middleware: looks at what comes back, and renders trouble.
pub(super) async fn as_pages(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = Frame::of(&parts);
    let response = next.run(Request::from_parts(parts, body)).await;
    if is_for_programs(&frame.path) {
        return response;
    }
    match trouble(&response) {
        Some(trouble) => trouble.page(frame),
        None => response,
    }
}

fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") || path == "/sundhed"
}

/// The trouble that an answer tells of: its own word, or the status that the framework gave it.
fn trouble(response: &Response) -> Option<Trouble> {
    if let Some(trouble) = response.extensions().get::<Trouble>() {
        return Some(trouble.clone());
    }
    let is_page = response.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    match response.status() {
        _ if is_page => None,
        StatusCode::PAYLOAD_TOO_LARGE => Some(Trouble::TooLarge),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Some(Trouble::Invalid(Vec::new()))
        }
        _ => None,
    }
}

pub(super) fn page(trouble: &Trouble, frame: Frame) -> Response {
    let [title, happened, kept, todo] = trouble.told(frame.language);
    let (operation, fields) = match trouble {
        Trouble::Broken { operation } => (Some(operation.clone()), Vec::new()),
        Trouble::Invalid(fields) => (None, fields.clone()),
        _ => (None, Vec::new()),
    };
    let page = Page { frame: frame.titled(title), happened, kept, todo, operation, fields };
    match page.render() {
        Ok(html) => (trouble.status(), Html(html)).into_response(),
        Err(error) => Trouble::broken(error).into_response(),
    }
}
