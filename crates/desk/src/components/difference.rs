//! How two values compare: an icon, a word and a weight; never colour alone.

use askama::Template;

use super::Icon;
use crate::texts::Language;

/// What a comparison of two values found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The same.
    Same,
    /// Nearly the same.
    Near,
    /// Not the same.
    Different,
    /// One of them is not known.
    Unknown,
}

#[derive(Template)]
#[template(
    source = r#"<span class="difference difference-{{ name }}">{{ icon }}<span>{{ word }}</span></span>"#,
    ext = "html"
)]
struct Mark {
    name: &'static str,
    icon: Icon,
    word: String,
}

impl Difference {
    /// The mark of it: `{{ row.difference.mark(frame.language)|safe }}`.
    pub fn mark(self, language: Language) -> String {
        let (name, icon, word) = match self {
            Self::Same => ("same", "check", "difference-same"),
            Self::Near => ("near", "warning", "difference-near"),
            Self::Different => ("different", "close", "difference-different"),
            Self::Unknown => ("unknown", "minus", "difference-unknown"),
        };
        let mark = Mark { name, icon: Icon(icon), word: language.t(word) };
        mark.render().expect("a mark of plain texts can always be written to memory")
    }
}
