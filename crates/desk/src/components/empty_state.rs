//! A list with nothing in it, which says why, and what comes next.

use askama::Template;

/// "Ingen overskredne frister. Næste frist er 12. maj 2026."
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="empty"><p><strong>{{ heading }}</strong></p><p>{{ text }}</p>{% if let Some((label, href)) = action %}<p><a href="{{ href }}">{{ label }}</a></p>{% endif %}</div>"#,
    ext = "html"
)]
pub struct EmptyState {
    /// What there is none of.
    pub heading: String,
    /// Why, and what comes next.
    pub text: String,
    /// Label and address of what can be done.
    pub action: Option<(String, String)>,
}

super::markup!(EmptyState);
