//! What stands around every picture: its title and conclusion above it, its figures as a table below it.
//!
//! A picture never stands alone: whoever cannot see it has the sentence and the table. Must not know what is drawn.

use askama::Template;

use crate::texts::Language;

/// A picture in its frame.
#[derive(Clone, Debug, Template)]
#[template(path = "components/figure.html")]
pub(super) struct Figure<'a> {
    pub(super) language: Language,
    pub(super) title: &'a str,
    /// What the picture shows, in a sentence.
    pub(super) conclusion: &'a str,
    /// The SVG.
    pub(super) picture: String,
    /// The heads of the table.
    pub(super) heads: &'a [String],
    /// Its rows; the first cell of each is the head of the row.
    pub(super) rows: Vec<&'a [String]>,
}

/// Opens an SVG that says its title and conclusion to those who cannot see it.
pub(super) fn open(id: &str, title: &str, conclusion: &str, (width, height): (f64, f64)) -> String {
    let (title, conclusion) = (escape(title), escape(conclusion));
    format!(
        r#"<svg class="chart" role="img" aria-labelledby="{id}-title {id}-desc" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg"><title id="{id}-title">{title}</title><desc id="{id}-desc">{conclusion}</desc>"#
    )
}

/// The fill of what is not compared, in ink that is softer than the classes'.
pub(super) fn pattern_of_few(id: &str) -> String {
    format!(
        r#"<defs><pattern id="{id}-fill-few" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="fill-ground" width="6" height="6"/><path class="fill-few" d="M3 0 V6"/></pattern></defs>"#
    )
}

/// The fills that tell parts and classes apart without colour, from the lightest to the darkest; named by the id of the picture, since a
/// page may have several.
pub(super) fn patterns(id: &str) -> String {
    let pattern = |number: usize, size: u8, drawn: &str| {
        format!(
            r#"<pattern id="{id}-fill-{number}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"><rect class="fill-ground" width="{size}" height="{size}"/>{drawn}</pattern>"#
        )
    };
    let fills = [
        pattern(1, 8, r#"<path class="fill-line" d="M0 4 H8"/>"#),
        pattern(2, 8, r#"<circle class="fill-ink" cx="4" cy="4" r="1.3"/>"#),
        pattern(3, 6, r#"<path class="fill-line" d="M0 6 L6 0"/>"#),
        pattern(4, 6, r#"<path class="fill-line" d="M0 6 L6 0 M0 0 L6 6"/>"#),
        pattern(5, 8, r#"<rect class="fill-ink" width="8" height="8"/>"#),
    ];
    format!("<defs>{}</defs>", fills.concat())
}

/// The number of fills.
pub(super) const FILLS: usize = 5;

/// A text as it may stand in SVG and HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
