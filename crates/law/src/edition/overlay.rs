//! A reform as a file: an edition that changes figures of another, to be tried on cases before anybody decides on it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::Edition;

/// Why a text is no edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OverlayError {
    /// Not TOML, or not of the form.
    #[error("{0}")]
    Form(String),
    /// It builds on an edition that is not there.
    #[error("there is no edition {0}")]
    NoBase(String),
    /// It changes figures that the Act does not have, or to what they cannot be.
    #[error("{0}")]
    Figures(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Overlay {
    id: String,
    name: String,
    based_on: String,
    #[serde(default)]
    figures: toml::Table,
}

/// Reads an edition that changes figures of a built-in one: `id`, `name`, `based_on` and a table `[figures]`, by the names of
/// [`Figures`](super::Figures).
///
/// # Errors
/// Where the text is not of that form, or names an edition or a figure that does not exist.
pub fn overlay(text: &str) -> Result<Edition, OverlayError> {
    let read: Overlay = toml::from_str(text).map_err(|error| OverlayError::Form(error.to_string()))?;
    let base = Edition::named(&read.based_on).ok_or(OverlayError::NoBase(read.based_on))?;
    let figures = |error: serde_json::Error| OverlayError::Figures(error.to_string());
    let mut merged = serde_json::to_value(base.figures).map_err(figures)?;
    let changes = serde_json::to_value(read.figures).map_err(figures)?;
    if let (Value::Object(merged), Value::Object(changes)) = (&mut merged, changes) {
        merged.extend(changes);
    }
    Ok(Edition {
        id: Cow::Owned(read.id),
        name: Cow::Owned(read.name),
        figures: serde_json::from_value(merged).map_err(figures)?,
        ..base.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reform_changes_the_figures_it_names_and_no_others() {
        let text = "id = \"prøve\"\nname = \"opfølgning hver måned\"\nbased_on = \"lbk-1593-2007\"\n[figures]\nfollow_up_months = 1\n";
        let edition = overlay(text).unwrap();
        assert_eq!(edition.figures.follow_up_months, 1);
        assert_eq!(edition.figures.contract_months, 1);
        assert_eq!(edition.id, "prøve");
    }

    #[test]
    fn a_figure_the_act_does_not_have_is_refused() {
        let text = "id = \"a\"\nname = \"a\"\nbased_on = \"lbk-1593-2007\"\n[figures]\nfollow_up_moons = 1\n";
        assert!(matches!(overlay(text), Err(OverlayError::Figures(message)) if message.contains("follow_up_moons")));
        assert_eq!(
            overlay("id = \"a\"\nname = \"a\"\nbased_on = \"b\"\n").err(),
            Some(OverlayError::NoBase("b".to_owned()))
        );
    }
}
