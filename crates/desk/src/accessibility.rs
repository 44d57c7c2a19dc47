//! The accessibility statement: what the pages must meet, how they are tried, what they are known to lack.

use askama::Template;
use axum::response::Response;

use crate::frame::{self, Frame, Trouble};

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block content %}<p>{{ frame.t("accessibility-standard") }}</p><p>{{ frame.t("accessibility-tested") }}</p><p>{{ frame.t("accessibility-gaps") }}</p><p>{{ frame.t("accessibility-contact") }}</p>{% endblock %}"#,
    ext = "html"
)]
struct Statement {
    frame: Frame,
}

pub(crate) async fn show(frame: Frame) -> Result<Response, Trouble> {
    let language = frame.language;
    let frame = frame.titled(language.t("accessibility-title")).below(language.t("frame-front"), "/");
    frame::page(&Statement { frame })
}
