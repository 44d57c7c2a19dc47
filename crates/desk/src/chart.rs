//! Charts as SVG made on the server: bars with an axis, a title and a description, readable without script or colour.
//!
//! A chart never stands alone: the page gives its conclusion above it and its table below it.

use std::fmt::Write as _;

/// One bar.
pub(crate) struct Bar {
    /// Text under the bar.
    pub(crate) label: String,
    /// Height, in the unit of the axis.
    pub(crate) value: f64,
    /// What the bar says, read aloud and shown on hover.
    pub(crate) says: String,
}

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 48.0;
const BOTTOM: f64 = 28.0;
const TOP: f64 = 12.0;

/// A bar chart of percentages (values 0 to 1). Empty when there are no bars.
pub(crate) fn percentages(title: &str, bars: &[Bar]) -> String {
    if bars.is_empty() {
        return String::new();
    }
    let largest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let top = axis_top(largest);
    let mut svg = format!(
        r#"<svg class="chart" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg"><title>{}</title>"#,
        escape(title)
    );
    for step in 0..=4 {
        axis_line(&mut svg, top, f64::from(step) / 4.0);
    }
    let slot = (WIDTH - LEFT) / bars.len() as f64;
    for (place, bar) in bars.iter().enumerate() {
        draw(&mut svg, bar, LEFT + slot * place as f64, slot, top);
    }
    svg.push_str("</svg>");
    svg
}

/// The top of the axis: the smallest of 1, 2, 5, 10, 20, 50 and 100 percent that holds every bar.
fn axis_top(largest: f64) -> f64 {
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].into_iter().find(|&top| largest <= top).unwrap_or(1.0)
}

fn axis_line(svg: &mut String, top: f64, part: f64) {
    let y = HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
    let percent = format!("{}", (top * part * 100.0 * 100.0).round() / 100.0).replace('.', ",");
    let label_x = LEFT - 6.0;
    write!(
        svg,
        r#"<line class="axis" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1}" y2="{y:.1}"/><text x="{label_x}" y="{:.1}" text-anchor="end">{percent} %</text>"#,
        y + 4.0
    )
    .expect("writing to a String cannot fail");
}

fn draw(svg: &mut String, bar: &Bar, x: f64, slot: f64, top: f64) {
    let height = (bar.value / top).clamp(0.0, 1.0) * (HEIGHT - BOTTOM - TOP);
    write!(
        svg,
        r#"<g><title>{}</title><rect class="bar" x="{:.1}" y="{:.1}" width="{:.1}" height="{height:.1}"/><text x="{:.1}" y="{:.1}" text-anchor="middle">{}</text></g>"#,
        escape(&bar.says),
        x + slot * 0.15,
        HEIGHT - BOTTOM - height,
        slot * 0.7,
        x + slot / 2.0,
        HEIGHT - 8.0,
        escape(&bar.label),
    )
    .expect("writing to a String cannot fail");
}

/// A text as it may stand in SVG and HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, value: f64) -> Bar {
        Bar { label: label.into(), value, says: label.into() }
    }

    #[test]
    fn the_axis_holds_the_largest_bar() {
        for (largest, top) in [(0.0, 0.01), (0.031, 0.05), (0.1, 0.1), (0.11, 0.2), (0.7, 1.0)] {
            assert!((axis_top(largest) - top).abs() < 1e-9, "{largest}");
        }
    }

    #[test]
    fn texts_cannot_break_out_of_the_picture() {
        let svg = percentages("<script>", &[bar("a<b", 0.1)]);
        assert!(!svg.contains("<script>") && svg.contains("a&lt;b"));
    }

    #[test]
    fn no_bars_draw_nothing() {
        assert_eq!(percentages("tom", &[]), "");
    }
}
