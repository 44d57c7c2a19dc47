//! Bars that lie: one a line with its name above it, for things whose names are sentences and whose numbers are far apart.
//!
//! Each bar is the whole of its line, parted by shares; how many that is stands at its end.

use std::fmt::{self, Write as _};

use super::stacked::{Stack, fill};
use super::{WIDTH, text};
use crate::components::figure::{Figure, escape, open, patterns};
use crate::texts::Language;

/// Lines of parts that add up to each line's whole, with legend, conclusion and table. At most five parts.
#[derive(Clone, Debug)]
pub struct StackedLines {
    /// The language.
    pub language: Language,
    /// Makes the chart's ids its own on the page; a word in ASCII.
    pub id: &'static str,
    /// What is drawn.
    pub title: String,
    /// What it shows, in a sentence.
    pub conclusion: String,
    /// What the lines stand for: the head of the table's first column.
    pub head: String,
    /// The names of the parts, from the left.
    pub parts: Vec<String>,
    /// The lines, from above. One that sums to nothing stands in the table and has no bar.
    pub lines: Vec<Stack>,
}

/// Room for a line: its name, its bar.
const LINE: f64 = 38.0;
/// Room for the legend.
const LEGEND: f64 = 28.0;
/// Room for the count at the end of a bar.
const COUNT: f64 = 90.0;
/// Lines of one picture: what is longer is several, so that no page of paper cuts a bar.
const LINES_OF_PICTURE: usize = 16;

impl StackedLines {
    fn pictures(&self) -> String {
        let drawn: Vec<&Stack> = self.lines.iter().filter(|line| line.counts.iter().sum::<u64>() > 0).collect();
        drawn.chunks(LINES_OF_PICTURE).enumerate().map(|(place, lines)| self.picture(place, lines)).collect()
    }

    fn picture(&self, place: usize, lines: &[&Stack]) -> String {
        let id = format!("{}-{place}", self.id);
        let mut svg = open(&id, &self.title, &self.conclusion, (WIDTH, LEGEND + LINE * lines.len() as f64));
        svg.push_str(&patterns(&id));
        self.legend(&mut svg, &id);
        for (place, line) in lines.iter().enumerate() {
            self.line(&mut svg, &id, line, LEGEND + LINE * place as f64);
        }
        svg.push_str("</svg>");
        svg
    }

    fn legend(&self, svg: &mut String, id: &str) {
        let slot = WIDTH / self.parts.len().max(1) as f64;
        for (place, part) in self.parts.iter().enumerate() {
            let (x, fill) = (1.0 + slot * place as f64, fill(place));
            write!(
                svg,
                r#"<rect class="part" fill="url(#{id}-fill-{fill})" x="{x:.1}" y="2" width="16" height="16"/>"#
            )
            .expect("writing to a String cannot fail");
            text(svg, x + 22.0, 14.0, "start", part);
        }
    }

    fn line(&self, svg: &mut String, id: &str, line: &Stack, top: f64) {
        let whole = line.counts.iter().sum::<u64>();
        text(svg, 1.0, top + 13.0, "start", &line.label);
        let mut x = 1.0;
        for (place, (&count, part)) in
            line.counts.iter().zip(&self.parts).enumerate().filter(|(_, (count, _))| **count > 0)
        {
            let share = count as f64 / whole as f64;
            let (width, fill) = (share * (WIDTH - COUNT), fill(place));
            let (number, share) = (self.language.count(count), self.language.percent(share));
            let says = escape(&format!("{}, {part}: {number} ({share})", line.label));
            write!(
                svg,
                r#"<g><title>{says}</title><rect class="part" fill="url(#{id}-fill-{fill})" x="{x:.1}" y="{:.1}" width="{width:.1}" height="14"/></g>"#,
                top + 18.0
            )
            .expect("writing to a String cannot fail");
            x += width;
        }
        text(svg, WIDTH - 4.0, top + 29.0, "end", &self.language.count(whole));
    }
}

impl fmt::Display for StackedLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, title, conclusion, .. } = self;
        let heads: Vec<String> = [self.head.clone()]
            .into_iter()
            .chain(self.parts.iter().cloned())
            .chain([language.t("chart-sum")])
            .collect();
        let rows: Vec<Vec<String>> = self.lines.iter().map(|line| line.cells(*language)).collect();
        let rows = rows.iter().map(Vec::as_slice).collect();
        Figure { language: *language, title, conclusion, picture: self.pictures(), heads: &heads, rows }.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(lines: usize) -> StackedLines {
        let line = |nth: usize| Stack { label: format!("§ {nth} <kontrakt>"), counts: vec![150, 50, 0] };
        StackedLines {
            language: Language::Danish,
            id: "test",
            title: "Udfald".into(),
            conclusion: "De fleste er opfyldt til tiden.".into(),
            head: "Pligt".into(),
            parts: ["til tiden", "for sent", "mangler"].map(Into::into).into(),
            lines: (1..=lines).map(line).collect(),
        }
    }

    #[test]
    fn a_line_is_its_whole_parted_by_pattern_with_its_count_and_its_row_in_the_table() {
        let html = chart(1).to_string();
        for part in [
            "<title>§ 1 &lt;kontrakt&gt;, for sent: 50 (25,0 %)</title>",
            "url(#test-0-fill-5)",
            "url(#test-0-fill-4)",
            ">200</text>",
            "<td class=\"n\">150</td><td class=\"n\">50</td><td class=\"n\">0</td><td class=\"n\">200</td>",
            "<p>De fleste er opfyldt til tiden.</p>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("mangler: 0"), "what nothing fell to has no part of the bar");
        let widths = html.split(r#"<rect class="part""#).skip(4).map(|rect| {
            rect.split(r#" width=""#).nth(1).and_then(|width| width.split('"').next()?.parse::<f64>().ok()).unwrap()
        });
        assert!((widths.sum::<f64>() - (WIDTH - COUNT)).abs() < 0.2, "{html}");
    }

    #[test]
    fn many_lines_are_several_pictures_none_longer_than_a_page_each_with_its_legend() {
        let html = chart(40).to_string();
        assert_eq!(html.matches("<svg").count(), 3);
        assert_eq!(html.matches(">til tiden</text>").count(), 3);
        assert_eq!(html.matches("id=\"test-1-title\"").count(), 1);
    }

    #[test]
    fn no_lines_draw_nothing() {
        assert_eq!(chart(0).to_string(), "");
    }
}
