//! Charts as SVG made on the server: bars or a line with an axis, readable without script and without colour.

mod histogram;
mod lines;
mod stacked;

use std::fmt::{self, Write as _};

use super::figure::{Figure, escape, open};
use crate::texts::Language;

pub use histogram::{Bin, Histogram, Limit};
pub use lines::StackedLines;
pub use stacked::{Stack, StackedBars};

/// A chart of shares (0 to 1), with conclusion and table. Nothing where there are no points.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The language.
    pub language: Language,
    /// Makes the chart's ids its own on the page; a word in ASCII.
    pub id: &'static str,
    /// What is drawn.
    pub title: String,
    /// What it shows, in a sentence: said above it, and to those who cannot see it.
    pub conclusion: String,
    /// Bars or a line.
    pub shape: Shape,
    /// The heads of the table.
    pub heads: Vec<String>,
    /// What is drawn, from left to right; each a row of the table.
    pub points: Vec<Point>,
}

/// How points are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// A bar each: for groups, at most ten that can be compared at a glance.
    Bars,
    /// Marks on a line: for time.
    Line,
    /// Marks on a line, and what is aimed at as a dashed line with its figure.
    LineWithTarget(f64),
}

/// A point of a chart.
#[derive(Clone, Debug)]
pub struct Point {
    /// Text under it, short.
    pub label: String,
    /// The share, 0 to 1.
    pub share: f64,
    /// What it says, shown on hover.
    pub says: String,
    /// Its row in the table; the first cell is the head of the row.
    pub cells: Vec<String>,
}

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 52.0;
const BOTTOM: f64 = 28.0;
const TOP: f64 = 12.0;
/// Room for a line of text.
const LINE: f64 = 16.0;
/// More labels than this run into each other.
const LABELS_MOST: usize = 40;
/// Labels of a line are dates, which are longer.
const LABELS_OF_LINE_MOST: usize = 8;

impl Chart {
    /// The picture alone.
    fn picture(&self) -> String {
        let target = if let Shape::LineWithTarget(target) = self.shape { target } else { 0.0 };
        let largest = self.points.iter().map(|point| point.share).fold(target, f64::max);
        let top = axis_top(largest);
        let mut svg = open(self.id, &self.title, &self.conclusion, (WIDTH, HEIGHT));
        for step in 0..=4 {
            self.axis_line(&mut svg, top, f64::from(step) / 4.0);
        }
        if self.shape != Shape::Bars {
            self.line(&mut svg, top);
        }
        if let Shape::LineWithTarget(target) = self.shape {
            self.target(&mut svg, target, top);
        }
        let step = self.label_step();
        for (place, point) in self.points.iter().enumerate() {
            self.point(&mut svg, place, point, top);
            if place.is_multiple_of(step) {
                text(&mut svg, self.middle(place), HEIGHT - 8.0, "middle", &point.label);
            }
        }
        svg.push_str("</svg>");
        svg
    }

    /// Every how many points have a label.
    fn label_step(&self) -> usize {
        let most = if self.shape == Shape::Bars { LABELS_MOST } else { LABELS_OF_LINE_MOST };
        self.points.len().div_ceil(most)
    }

    fn slot(&self) -> f64 {
        (WIDTH - LEFT) / self.points.len() as f64
    }

    fn middle(&self, place: usize) -> f64 {
        LEFT + self.slot() * (place as f64 + 0.5)
    }

    fn axis_line(&self, svg: &mut String, top: f64, part: f64) {
        let y = height_at(part);
        let percent = top * part * 100.0;
        let decimals = if top < 0.05 { 2 } else { 1 };
        let label = self.language.decimal(percent, decimals);
        let label = label.trim_end_matches('0').trim_end_matches([',', '.']);
        let label = if label.is_empty() { "0" } else { label };
        grid_line(svg, y);
        text(svg, LEFT - 6.0, y + 4.0, "end", &format!("{label} %"));
    }

    /// The dashed line, its figure above it or, at the top, below.
    fn target(&self, svg: &mut String, target: f64, top: f64) {
        let y = height_at(target / top);
        let says = self.language.t_with("chart-target", &[("share", self.language.percent(target).into())]);
        write!(svg, r#"<line class="target" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1}" y2="{y:.1}"/>"#)
            .expect("writing to a String cannot fail");
        let beside = if y < TOP + LINE { y + LINE } else { y - 5.0 };
        write!(
            svg,
            r#"<text class="halo" x="{:.1}" y="{beside:.1}" text-anchor="end">{}</text>"#,
            WIDTH - 4.0,
            escape(&says)
        )
        .expect("writing to a String cannot fail");
    }

    fn line(&self, svg: &mut String, top: f64) {
        let at =
            |(place, point): (usize, &Point)| format!("{:.1},{:.1}", self.middle(place), height_at(point.share / top));
        let points: Vec<String> = self.points.iter().enumerate().map(at).collect();
        write!(svg, r#"<polyline class="line" points="{}"/>"#, points.join(" "))
            .expect("writing to a String cannot fail");
    }

    fn point(&self, svg: &mut String, place: usize, point: &Point, top: f64) {
        let (x, y) = (self.middle(place), height_at(point.share / top));
        let says = escape(&point.says);
        let drawn = match self.shape {
            Shape::Bars => {
                let (width, height) = (self.slot() * 0.7, height_at(0.0) - y);
                let left = x - width / 2.0;
                format!(r#"<rect class="bar" x="{left:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"/>"#)
            }
            Shape::Line | Shape::LineWithTarget(_) => {
                format!(r#"<circle class="mark" cx="{x:.1}" cy="{y:.1}" r="4"/>"#)
            }
        };
        write!(svg, "<g><title>{says}</title>{drawn}</g>").expect("writing to a String cannot fail");
    }
}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let picture = if self.points.is_empty() { String::new() } else { self.picture() };
        let rows = self.points.iter().map(|point| point.cells.as_slice()).collect();
        let Self { language, title, conclusion, heads, .. } = self;
        Figure { language: *language, title, conclusion, picture, heads, rows }.fmt(f)
    }
}

super::markup!(Chart, StackedBars, StackedLines, Histogram);

/// A hairline across the chart.
fn grid_line(svg: &mut String, y: f64) {
    write!(svg, r#"<line class="axis" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1}" y2="{y:.1}"/>"#)
        .expect("writing to a String cannot fail");
}

/// The hairlines of an axis of counts, with their figures. Says where it ends.
fn count_axis(svg: &mut String, language: Language, largest: u64) -> f64 {
    let top = count_top(largest);
    for step in 0..=4_u8 {
        let y = height_at(f64::from(step) / 4.0);
        grid_line(svg, y);
        text(svg, LEFT - 6.0, y + 4.0, "end", &language.count(top / 4 * u64::from(step)));
    }
    top as f64
}

/// The top of an axis of counts: the smallest of 4, 8, 20, 40, 80, 200 … that holds the largest, so that its quarters are
/// whole.
fn count_top(largest: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        if let Some(top) = [4, 8, 20].into_iter().map(|steps| unit.saturating_mul(steps)).find(|&top| largest <= top) {
            return top;
        }
        unit = unit.saturating_mul(10);
    }
}

/// Where a part of the axis lies.
fn height_at(part: f64) -> f64 {
    HEIGHT - BOTTOM - part.clamp(0.0, 1.0) * (HEIGHT - BOTTOM - TOP)
}

/// The top of the axis: the smallest of 1, 2, 5, 10, 20, 50 and 100 percent that holds every point.
fn axis_top(largest: f64) -> f64 {
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].into_iter().find(|&top| largest <= top).unwrap_or(1.0)
}

fn text(svg: &mut String, x: f64, y: f64, anchor: &str, says: &str) {
    write!(svg, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">{}</text>"#, escape(says))
        .expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(shape: Shape, shares: &[(&str, f64)]) -> Chart {
        let point = |(label, share): &(&str, f64)| Point {
            label: (*label).into(),
            share: *share,
            says: (*label).into(),
            cells: vec![(*label).into(), share.to_string()],
        };
        Chart {
            language: Language::Danish,
            id: "test",
            title: "Andel <script>".into(),
            conclusion: "Størst i 2013.".into(),
            shape,
            heads: vec!["År".into(), "Andel".into()],
            points: shares.iter().map(point).collect(),
        }
    }

    #[test]
    fn the_axis_holds_the_largest_bar() {
        for (largest, top) in [(0.0, 0.01), (0.031, 0.05), (0.1, 0.1), (0.11, 0.2), (0.7, 1.0)] {
            assert!((axis_top(largest) - top).abs() < 1e-9, "{largest}");
        }
    }

    #[test]
    fn texts_cannot_break_out_of_the_picture() {
        let html = chart(Shape::Bars, &[("a<b", 0.1)]).to_string();
        assert!(!html.contains("<script>") && html.contains("a&lt;b"), "{html}");
    }

    #[test]
    fn a_chart_has_conclusion_title_description_and_table() {
        for shape in [Shape::Bars, Shape::Line] {
            let html = chart(shape, &[("2012", 0.01), ("2013", 0.03)]).to_string();
            for part in ["<p>Størst i 2013.</p>", "<title id=", "<desc id=", r#"<th scope="row">2013</th>"#] {
                assert!(html.contains(part), "{part} in {html}");
            }
        }
    }

    #[test]
    fn a_target_is_drawn_as_a_line_of_its_own_with_its_figure() {
        let html = chart(Shape::LineWithTarget(0.9), &[("januar", 0.4), ("februar", 0.45)]).to_string();
        assert!(html.contains(r#"class="target""#) && html.contains("mål 90,0 %"), "{html}");
        assert!(html.contains(">100 %<"), "the axis holds the target too: {html}");
    }

    #[test]
    fn an_axis_of_counts_has_whole_quarters_and_holds_the_largest() {
        for (largest, top) in
            [(0, 4), (4, 4), (5, 8), (9, 20), (21, 40), (41, 80), (81, 200), (5_300, 8_000), (8_001, 20_000)]
        {
            assert_eq!(count_top(largest), top, "{largest}");
        }
    }

    #[test]
    fn no_points_draw_nothing() {
        assert_eq!(chart(Shape::Line, &[]).to_string(), "");
    }
}
