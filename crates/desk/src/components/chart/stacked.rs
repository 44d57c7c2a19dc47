//! Bars of parts that add up: each part has a pattern of its own, so that they are told apart without colour.

use std::fmt::{self, Write as _};

use super::{HEIGHT, LEFT, WIDTH, count_axis, height_at, text};
use crate::components::figure::{FILLS, Figure, escape, open, patterns};
use crate::texts::Language;

/// Stacked bars of counts, with legend, conclusion and table. At most five parts: more cannot be told apart, and the
/// table below has all figures in any case.
#[derive(Clone, Debug)]
pub struct StackedBars {
    /// The language.
    pub language: Language,
    /// Makes the chart's ids its own on the page; a word in ASCII.
    pub id: &'static str,
    /// What is drawn.
    pub title: String,
    /// What it shows, in a sentence.
    pub conclusion: String,
    /// What the bars stand for: the head of the table's first column.
    pub head: String,
    /// The names of the parts, from below. What is beyond the fifth is drawn with the fifth.
    pub parts: Vec<String>,
    /// The bars, from left to right.
    pub stacks: Vec<Stack>,
}

/// A bar of parts.
#[derive(Clone, Debug)]
pub struct Stack {
    /// Text under it, short.
    pub label: String,
    /// How many of each part, in the order of the parts.
    pub counts: Vec<u64>,
}

impl Stack {
    /// Its row in the table: what it is, its parts, their sum.
    pub(super) fn cells(&self, language: Language) -> Vec<String> {
        let counts = self.counts.iter().map(|&count| language.count(count));
        let sum = language.count(self.counts.iter().sum());
        [self.label.clone()].into_iter().chain(counts).chain([sum]).collect()
    }
}

/// Room above the bars for the legend.
const LEGEND: f64 = 26.0;

impl StackedBars {
    fn picture(&self) -> String {
        let largest = self.stacks.iter().map(|stack| stack.counts.iter().sum()).max().unwrap_or(0);
        let mut svg = open(self.id, &self.title, &self.conclusion, (WIDTH, HEIGHT + LEGEND));
        svg.push_str(&patterns(self.id));
        self.legend(&mut svg);
        write!(svg, r#"<g transform="translate(0 {LEGEND})">"#).expect("writing to a String cannot fail");
        let top = count_axis(&mut svg, self.language, largest);
        let slot = (WIDTH - LEFT) / self.stacks.len() as f64;
        for (place, stack) in self.stacks.iter().enumerate() {
            let middle = LEFT + slot * (place as f64 + 0.5);
            self.stack(&mut svg, stack, (middle, slot * 0.7), top);
            text(&mut svg, middle, HEIGHT - 8.0, "middle", &stack.label);
        }
        svg.push_str("</g></svg>");
        svg
    }

    fn legend(&self, svg: &mut String) {
        let slot = (WIDTH - LEFT) / self.parts.len().max(1) as f64;
        for (place, part) in self.parts.iter().enumerate() {
            let x = LEFT + slot * place as f64;
            let fill = fill(place);
            write!(
                svg,
                r#"<rect class="part" fill="url(#{}-fill-{fill})" x="{x:.1}" y="2" width="16" height="16"/>"#,
                self.id
            )
            .expect("writing to a String cannot fail");
            text(svg, x + 22.0, 14.0, "start", part);
        }
    }

    fn stack(&self, svg: &mut String, stack: &Stack, (middle, width): (f64, f64), top: f64) {
        let mut below = 0;
        for (place, (&count, part)) in stack.counts.iter().zip(&self.parts).enumerate() {
            let (from, to) = (height_at(below as f64 / top), height_at((below + count) as f64 / top));
            below += count;
            let says = escape(&format!("{}, {part}: {}", stack.label, self.language.count(count)));
            let (x, height, fill) = (middle - width / 2.0, from - to, fill(place));
            write!(
                svg,
                r#"<g><title>{says}</title><rect class="part" fill="url(#{}-fill-{fill})" x="{x:.1}" y="{to:.1}" width="{width:.1}" height="{height:.1}"/></g>"#,
                self.id
            )
            .expect("writing to a String cannot fail");
        }
    }
}

impl fmt::Display for StackedBars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, title, conclusion, .. } = self;
        let heads: Vec<String> = [self.head.clone()]
            .into_iter()
            .chain(self.parts.iter().cloned())
            .chain([language.t("chart-sum")])
            .collect();
        let rows: Vec<Vec<String>> = self.stacks.iter().map(|stack| stack.cells(*language)).collect();
        let picture = if rows.is_empty() { String::new() } else { self.picture() };
        let rows = rows.iter().map(Vec::as_slice).collect();
        Figure { language: *language, title, conclusion, picture, heads: &heads, rows }.fmt(f)
    }
}

/// From the darkest, which stands below, to the lightest.
pub(super) fn fill(place: usize) -> usize {
    FILLS - place.min(FILLS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> StackedBars {
        let stack = |label: &str, counts: [u64; 2]| Stack { label: label.into(), counts: counts.into() };
        StackedBars {
            language: Language::Danish,
            id: "test",
            title: "Pligter".into(),
            conclusion: "De fleste er opfyldt i tide.".into(),
            head: "Måned".into(),
            parts: vec!["i tide".into(), "for sent".into()],
            stacks: vec![stack("januar", [1_200, 300]), stack("februar", [900, 0])],
        }
    }

    #[test]
    fn parts_differ_by_pattern_and_stand_with_their_sum_in_the_table() {
        let html = chart().to_string();
        assert!(html.contains("url(#test-fill-5)") && html.contains("url(#test-fill-4)"), "{html}");
        for part in [">1.200<", ">300<", ">1.500<", "<title>januar, for sent: 300</title>"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn the_heights_of_the_parts_add_up_to_the_bar() {
        let html = chart().to_string();
        let heights: Vec<f64> = html
            .split("<g><title>januar")
            .skip(1)
            .map(|part| part.split(r#" height=""#).nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        let (whole, drawn) = (height_at(0.0) - height_at(1_500.0 / 2_000.0), heights.iter().sum::<f64>());
        assert!((whole - drawn).abs() < 0.2, "{whole} {drawn}");
    }

    #[test]
    fn no_bars_draw_nothing() {
        assert_eq!(StackedBars { stacks: Vec::new(), ..chart() }.to_string(), "");
    }
}
