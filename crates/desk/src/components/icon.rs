//! An icon of the design system, drawn in line so that it takes the colour of its text. It says nothing by itself:
//! the words stand beside it.

use std::fmt;

use crate::assets;

/// The icon of that name (`svg-icons/{name}.svg` of the design system).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(pub &'static str);

impl fmt::Display for Icon {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let drawing = assets::icon(self.0);
        let inner = drawing.split_once("<svg").map_or(drawing, |(_, inner)| inner);
        write!(text, r#"<svg class="icon-svg" aria-hidden="true" focusable="false"{inner}"#)
    }
}

super::markup!(Icon);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_drawn_in_line_and_hidden_from_readers() {
        let text = Icon("warning").to_string();
        assert!(text.starts_with(r#"<svg class="icon-svg" aria-hidden="true""#) && text.ends_with("</svg>"), "{text}");
    }
}
