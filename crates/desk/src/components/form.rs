//! Fields of a form with label, hint and error, and the summary of errors above the form.

use std::borrow::Cow;

use askama::Template;

use super::WhyWeAsk;
use crate::frame::FieldTrouble;
use crate::texts::Language;

/// What is wrong with a form, each point a link to its field. Nothing where nothing is wrong.
#[derive(Clone, Debug, Template)]
#[template(path = "components/error_summary.html")]
pub struct ErrorSummary {
    /// The language.
    pub language: Language,
    /// What is wrong.
    pub errors: Vec<FieldTrouble>,
}

impl ErrorSummary {
    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.text.clone())
    }
}

/// A field: label, hint, what was typed, what is wrong with it.
#[derive(Clone, Debug, Template)]
#[template(path = "components/form_field.html")]
pub struct FormField {
    /// The language.
    pub language: Language,
    /// The name.
    pub name: Cow<'static, str>,
    /// The id: the name, unless another form of the page has a field of that name.
    pub id: Cow<'static, str>,
    /// What is asked.
    pub label: String,
    /// How to answer; may be empty.
    pub hint: String,
    /// What was typed.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Whether it may be left empty.
    pub is_optional: bool,
    /// Why it is asked, folded away below it.
    pub why: Option<WhyWeAsk>,
}

/// What kind of answer a field takes.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// A line.
    Line,
    /// A day, typed: `12.05.2026`.
    Day,
    /// Several lines.
    Lines,
    /// A text that is read by a program, in letters of one width.
    Code {
        /// How many lines are seen.
        rows: u16,
    },
    /// One of these: value and label. There is no choice made beforehand.
    OneOf(Vec<(String, String)>),
    /// One of many, in a list that opens: value and label.
    Select(Vec<(String, String)>),
    /// Several of these: value, label, and whether it is ticked.
    SomeOf(Vec<(String, String, bool)>),
}

impl FormField {
    /// A line that must be filled in.
    pub fn line(language: Language, name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Self {
        let name = name.into();
        let (id, label, hint, value) = (name.clone(), label.into(), String::new(), String::new());
        Self {
            language,
            name,
            id,
            label,
            hint,
            value,
            error: None,
            kind: FieldKind::Line,
            is_optional: false,
            why: None,
        }
    }

    /// Of another kind.
    #[must_use]
    pub fn kind(mut self, kind: FieldKind) -> Self {
        self.kind = kind;
        self
    }

    /// That may be left empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// In one of several forms of a page that ask for the same.
    #[must_use]
    pub fn in_form(mut self, form: &str) -> Self {
        self.id = format!("{form}-{}", self.name).into();
        self
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With why it is asked.
    #[must_use]
    pub fn because(mut self, why: WhyWeAsk) -> Self {
        self.why = Some(why);
        self
    }

    /// With what was typed and what is wrong with it.
    #[must_use]
    pub fn typed(mut self, value: impl Into<String>, errors: &ErrorSummary) -> Self {
        self.value = value.into();
        self.error = errors.of(&self.name);
        self
    }

    /// Ids of hint and error, for `aria-describedby`.
    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn is_day(&self) -> bool {
        matches!(self.kind, FieldKind::Day)
    }

    fn is_chosen(&self, choice: &str) -> bool {
        self.value == choice
    }
}

super::markup!(ErrorSummary, FormField);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_above_the_form_and_at_its_field() {
        let errors = vec![FieldTrouble { field: "dato".into(), text: "Skriv en dato, der findes".into() }];
        let errors = ErrorSummary { language: Language::Danish, errors };
        let field = FormField::line(Language::Danish, "dato", "Dato").typed("31.02.2026", &errors).to_string();
        assert!(errors.to_string().contains(r##"href="#dato""##));
        for part in [r#"aria-invalid="true""#, r#"aria-describedby="dato-error""#, "31.02.2026", "findes"] {
            assert!(field.contains(part), "{part} in {field}");
        }
    }

    #[test]
    fn a_form_without_errors_has_no_summary() {
        assert_eq!(ErrorSummary { language: Language::Danish, errors: vec![] }.to_string(), "");
    }
}
