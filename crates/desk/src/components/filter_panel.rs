//! The filter of a list: a form that only asks (GET), folded away until wanted, open while it narrows something.

use askama::Template;

use super::{ErrorSummary, Query};
use crate::frame::FieldTrouble;
use crate::texts::Language;

/// A filter over a list. The sort is kept, the page is not.
#[derive(Clone, Debug, Template)]
#[template(path = "components/filter_panel.html")]
pub struct FilterPanel {
    /// The language.
    pub language: Language,
    /// The address of the list as it is now.
    pub query: Query,
    /// What can be asked.
    pub fields: Vec<FilterField>,
    /// What of the address is no answer, by `filter-` and the field's name: told above the filter and at the field, which keeps what was typed.
    pub errors: Vec<FieldTrouble>,
}

/// A question of the filter.
#[derive(Clone, Debug)]
pub struct FilterField {
    /// The parameter in the address.
    pub name: &'static str,
    /// What the field is called.
    pub label: String,
    /// The answers to choose from; none for free text.
    pub choices: Vec<Choice>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value in the address.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl FilterPanel {
    /// What the list is narrowed to, in words: for [`super::ListState::filters`] and `Frame::filter`.
    pub fn said(&self) -> Vec<String> {
        let said = |field: &FilterField| {
            let value = self.query.get(field.name).filter(|_| self.error(field).is_none())?;
            let chosen = field.choices.iter().find(|choice| choice.value == value);
            let value = chosen.map_or(value, |choice| choice.label.as_str());
            Some(format!("{}: {value}", field.label))
        };
        self.fields.iter().filter_map(said).collect()
    }

    fn summary(&self) -> ErrorSummary {
        ErrorSummary { language: self.language, errors: self.errors.clone() }
    }

    /// What is wrong with a field.
    fn error(&self, field: &FilterField) -> Option<&str> {
        let of_field = |error: &&FieldTrouble| error.field.strip_prefix("filter-") == Some(field.name);
        self.errors.iter().find(of_field).map(|error| error.text.as_str())
    }

    fn is_narrowing(&self) -> bool {
        self.fields.iter().any(|field| self.query.get(field.name).is_some())
    }

    fn value(&self, field: &FilterField) -> &str {
        self.query.get(field.name).unwrap_or_default()
    }

    fn is_chosen(&self, field: &FilterField, choice: &Choice) -> bool {
        self.value(field) == choice.value
    }

    /// Parameters of the address that are not the filter's own, without the page.
    fn kept(&self) -> Vec<(&str, &str)> {
        let is_ours = |name: &str| name == "side" || self.fields.iter().any(|field| field.name == name);
        self.query.parameters().filter(|(name, _)| !is_ours(name)).collect()
    }

    fn cleared(&self) -> String {
        self.fields.iter().fold(self.query.without("side"), |query, field| query.without(field.name)).href()
    }
}

super::markup!(FilterPanel);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sort_is_kept_and_the_filter_told_by_the_words_of_its_choices() {
        let choices = vec![Choice { value: "751".into(), label: "Aarhus".into() }];
        let fields = vec![FilterField { name: "kommune", label: "Kommune".into(), choices }];
        let query = Query::of("/pligter?sorter=frist&kommune=751&side=4");
        let panel = FilterPanel { language: Language::Danish, query, fields, errors: Vec::new() };
        assert_eq!(panel.said(), ["Kommune: Aarhus"]);
        assert_eq!(panel.kept(), [("sorter", "frist")]);
        assert_eq!(panel.cleared(), "/pligter?sorter=frist");
    }

    #[test]
    fn what_is_no_answer_stays_in_its_field_with_its_error_and_narrows_nothing() {
        let fields = vec![FilterField { name: "fra", label: "Fra".into(), choices: Vec::new() }];
        let errors = vec![FieldTrouble { field: "filter-fra".into(), text: "Fra: findes ikke".into() }];
        let query = Query::of("/tilsyn?fra=2024-02-30");
        let panel = FilterPanel { language: Language::Danish, query, fields, errors };
        assert!(panel.said().is_empty());
        let html = panel.to_string();
        for part in [r##"href="#filter-fra""##, r#"value="2024-02-30""#, r#"aria-invalid="true""#, "filter-fra-error"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
