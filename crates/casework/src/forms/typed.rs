//! What somebody typed into a form: names and values in order, as a browser sends them and a draft keeps them.

use serde::{Deserialize, Serialize};

/// What somebody typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Of names and values.
    pub fn new(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// What stands in a field, without the space around it; empty where the field is absent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// What is ticked in a field of several.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(field, value)| field == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }

    /// Every name and value.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Puts a value where none is.
    pub fn fill(&mut self, name: &str, value: impl Into<String>) {
        if self.get(name).is_empty() {
            self.0.retain(|(field, _)| field != name);
            self.0.push((name.to_owned(), value.into()));
        }
    }

    /// How many rows of a list are filled: the highest place that any of its fields has something at.
    pub(super) fn rows(&self, list: &str) -> usize {
        let place = |name: &str| -> Option<usize> {
            name.strip_prefix(list)?.strip_prefix('.')?.split('.').next()?.parse().ok()
        };
        let filled = self.0.iter().filter(|(_, value)| !value.trim().is_empty());
        filled.filter_map(|(name, _)| place(name)).max().unwrap_or(0).min(ROWS_MAX)
    }
}

/// Most rows of a list: more is no contract any more.
pub(super) const ROWS_MAX: usize = 40;
