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
    /// Not the same in what no typing error explains.
    Contradicting,
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
        self.saying(language.t(match self {
            Self::Same => "difference-same",
            Self::Near => "difference-near",
            Self::Different => "difference-different",
            Self::Contradicting => "difference-contradicting",
            Self::Unknown => "difference-unknown",
        }))
    }

    /// The mark with words that say more than how far the two are apart.
    pub fn saying(self, word: String) -> String {
        let (name, icon) = match self {
            Self::Same => ("same", "check"),
            Self::Near => ("near", "warning"),
            Self::Different => ("different", "close"),
            Self::Contradicting => ("contradicting", "error"),
            Self::Unknown => ("unknown", "minus"),
        };
        let mark = Mark { name, icon: Icon(icon), word };
        mark.render().expect("a mark of plain texts can always be written to memory")
    }
}
