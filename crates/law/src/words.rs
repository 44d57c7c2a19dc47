//! Texts in the two languages users read.

use serde::{Deserialize, Serialize};

/// The language of a text for users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Danish, in the words of the law and the trade.
    #[default]
    Danish,
    /// English, for those who do not read Danish.
    English,
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Danish.
    pub da: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// Both texts.
    pub const fn new(da: &'static str, en: &'static str) -> Self {
        Self { da, en }
    }

    /// The text in the language.
    pub fn text(self, language: Language) -> &'static str {
        match language {
            Language::Danish => self.da,
            Language::English => self.en,
        }
    }
}
