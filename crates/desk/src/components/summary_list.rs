//! Names and values below each other, as before a step that cannot be undone.

use askama::Template;

/// A list of what is known or about to be done.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<dl class="summary">{% for row in rows %}<div><dt>{{ row.name }}</dt><dd>{{ row.value }}{% if let Some((label, href)) = row.change %} <a href="{{ href }}">{{ label }}<span class="sr-only"> {{ row.name }}</span></a>{% endif %}</dd></div>{% endfor %}</dl>"#,
    ext = "html"
)]
pub struct SummaryList {
    /// The rows.
    pub rows: Vec<SummaryRow>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct SummaryRow {
    /// What it is.
    pub name: String,
    /// The value.
    pub value: String,
    /// Label and address of where it is changed.
    pub change: Option<(String, String)>,
}

impl SummaryList {
    /// Rows that cannot be changed from here.
    pub fn new<const N: usize>(rows: [(String, String); N]) -> Self {
        Self { rows: rows.map(|(name, value)| SummaryRow { name, value, change: None }).into() }
    }
}

super::markup!(SummaryList);
