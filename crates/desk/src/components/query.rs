//! The address of a list: its path, and what it is narrowed to and sorted by.

use form_urlencoded::{Serializer, parse};

/// A path with its parameters in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    path: String,
    parameters: Vec<(String, String)>,
}

impl Query {
    /// Of a path and query, as `Frame::path` has it.
    pub fn of(path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Self { path: path.to_owned(), parameters: parse(query.as_bytes()).into_owned().collect() }
    }

    /// The path without parameters.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of a parameter; none where it is absent or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// Every parameter.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// With a parameter set to a value.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut query = self.without(name);
        query.parameters.push((name.to_owned(), value.to_owned()));
        query
    }

    /// Without a parameter.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let parameters = self.parameters.iter().filter(|(key, _)| key != name).cloned().collect();
        Self { path: self.path.clone(), parameters }
    }

    /// As it stands in a link.
    pub fn href(&self) -> String {
        if self.parameters.is_empty() {
            return self.path.clone();
        }
        format!("{}?{}", self.path, Serializer::new(String::new()).extend_pairs(&self.parameters).finish())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_set_is_read_back(name in "[a-z]{1,8}", value in "\\PC{1,20}") {
            let query = Query::of(&Query::of("/pligter?side=2").with(&name, &value).href());
            prop_assert_eq!(query.get(&name), Some(value.as_str()));
            prop_assert_eq!(query.path(), "/pligter");
        }
    }

    #[test]
    fn an_empty_parameter_narrows_nothing() {
        assert_eq!(Query::of("/pligter?kommune=").get("kommune"), None);
    }
}
