//! The page about the API: how to begin, every request, every problem.

use askama::Template;
use axum::response::Response;
use serde_json::Value;

use super::document::openapi;
use super::problem::KINDS;
use crate::frame::{self, Frame, Trouble};

#[derive(Template)]
#[template(path = "pages/api.html")]
struct Page {
    frame: Frame,
    requests: Vec<Request>,
    problems: Vec<Section>,
}

struct Request {
    method: String,
    path: String,
    /// In English, as the document has it.
    what: String,
}

struct Section {
    name: &'static str,
    status: u16,
    title: String,
    text: String,
}

/// The page; anybody may read it.
pub(crate) async fn show(frame: Frame) -> Result<Response, Trouble> {
    let language = frame.language;
    let problems = KINDS.iter().map(|kind| Section {
        name: kind.name,
        status: kind.status.as_u16(),
        title: language.t(kind.title),
        text: language.t(kind.text),
    });
    let problems = problems.collect();
    frame::page(&Page { frame: frame.titled(language.t("api-title")), requests: requests()?, problems })
}

fn requests() -> Result<Vec<Request>, Trouble> {
    let document: Value = serde_json::from_str(openapi())?;
    let mut requests = Vec::new();
    for (path, operations) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            let what =
                ["summary", "description"].map(|part| operation[part].as_str().unwrap_or_default().replace('`', ""));
            requests.push(Request {
                method: method.to_uppercase(),
                path: path.clone(),
                what: if what[1].is_empty() { what[0].clone() } else { format!("{}. {}", what[0], what[1]) },
            });
        }
    }
    Ok(requests)
}
