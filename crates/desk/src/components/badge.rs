//! A state in a word or two, and the tones that all parts share.

use askama::Template;

use super::Icon;

/// How grave something is. Each tone has an icon and a word, so that it is never colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// Good to know.
    Info,
    /// Done, kept, in order.
    Success,
    /// Somebody should look at it.
    Warning,
    /// Wrong, too late, stopped.
    Error,
}

impl Tone {
    /// As the design system's classes call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Key of the word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Info => "tone-info",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Error => "tone-error",
        }
    }

    /// Its icon.
    pub fn icon(self) -> Icon {
        Icon(match self {
            Self::Plain | Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }

    /// Whether it must interrupt whoever is listening to the page.
    pub fn is_grave(self) -> bool {
        matches!(self, Self::Warning | Self::Error)
    }
}

/// A state in a word or two; the text says it all, the colour only helps.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<strong class="badge badge-{{ tone.name() }}">{{ text }}</strong>"#, ext = "html")]
pub struct Badge {
    /// How grave.
    pub tone: Tone,
    /// What is said.
    pub text: String,
}

impl Badge {
    /// A badge.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

super::markup!(Badge);
