//! Views of one thing, each a page of its own: links, so that each has an address.

use askama::Template;

/// The views.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<nav class="tab-container" aria-label="{{ label }}"><ul class="tab-list">{% for tab in tabs %}<li><a class="tab-button" href="{{ tab.href }}"{% if tab.is_current %} aria-current="page"{% endif %}><span>{{ tab.label }}</span></a></li>{% endfor %}</ul></nav>"#,
    ext = "html"
)]
pub struct Tabs {
    /// What they are views of.
    pub label: String,
    /// Each view.
    pub tabs: Vec<Tab>,
}

/// A view.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is this page.
    pub is_current: bool,
}

super::markup!(Tabs);
