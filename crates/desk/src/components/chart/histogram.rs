//! How old something is: bars side by side over an axis of time, with a limit drawn through them.

use std::fmt::{self, Write as _};

use super::{HEIGHT, LEFT, LINE, TOP, WIDTH, count_axis, height_at, text};
use crate::components::figure::{Figure, escape, open};
use crate::texts::Language;

/// A histogram of ages or durations, with conclusion and table; beside each bin stands the share that is older, which is what a
/// curve of survival shows.
#[derive(Clone, Debug)]
pub struct Histogram {
    /// The language.
    pub language: Language,
    /// Makes the chart's ids its own on the page; a word in ASCII.
    pub id: &'static str,
    /// What is drawn.
    pub title: String,
    /// What it shows, in a sentence.
    pub conclusion: String,
    /// The heads of the table: the bin, how many, and the share that is older.
    pub heads: [String; 3],
    /// The bins, from the youngest, without gaps.
    pub bins: Vec<Bin>,
    /// A limit, where there is one.
    pub limit: Option<Limit>,
}

/// A bin of a histogram.
#[derive(Clone, Debug)]
pub struct Bin {
    /// Text under it, short.
    pub label: String,
    /// How many are in it.
    pub count: u64,
}

/// A limit in a histogram.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Where it lies, in bins from the left: 2.5 is the middle of the third.
    pub at_bin: f64,
    /// What it is, short.
    pub label: String,
}

impl Histogram {
    /// Shares of all that are older than each bin, from 0 to 1. Nothing is older than the last.
    fn older(&self) -> Vec<f64> {
        let all: u64 = self.bins.iter().map(|bin| bin.count).sum();
        let mut younger = 0;
        let share = |bin: &Bin| {
            younger += bin.count;
            (all - younger) as f64 / all.max(1) as f64
        };
        self.bins.iter().map(share).collect()
    }

    fn picture(&self) -> String {
        let largest = self.bins.iter().map(|bin| bin.count).max().unwrap_or(0);
        let mut svg = open(self.id, &self.title, &self.conclusion, (WIDTH, HEIGHT));
        let top = count_axis(&mut svg, self.language, largest);
        let slot = (WIDTH - LEFT) / self.bins.len() as f64;
        for (place, bin) in self.bins.iter().enumerate() {
            let (x, y) = (LEFT + slot * place as f64, height_at(bin.count as f64 / top));
            let says = escape(&format!("{}: {}", bin.label, self.language.count(bin.count)));
            let (width, height) = (slot - 1.0, height_at(0.0) - y);
            write!(
                svg,
                r#"<g><title>{says}</title><rect class="bar" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"/></g>"#
            )
            .expect("writing to a String cannot fail");
            text(&mut svg, x + slot / 2.0, HEIGHT - 8.0, "middle", &bin.label);
        }
        if let Some(limit) = &self.limit {
            let x = LEFT + slot * limit.at_bin.clamp(0.0, self.bins.len() as f64);
            let (bottom, says) = (height_at(0.0), escape(&limit.label));
            let (anchor, beside) = if x > WIDTH / 2.0 { ("end", x - 6.0) } else { ("start", x + 6.0) };
            write!(
                svg,
                r#"<line class="target" x1="{x:.1}" x2="{x:.1}" y1="{TOP}" y2="{bottom:.1}"/><text class="halo" x="{beside:.1}" y="{:.1}" text-anchor="{anchor}">{says}</text>"#,
                TOP + LINE
            )
            .expect("writing to a String cannot fail");
        }
        svg.push_str("</svg>");
        svg
    }
}

impl fmt::Display for Histogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { language, title, conclusion, heads, .. } = self;
        let cells = |(bin, older): (&Bin, f64)| [bin.label.clone(), language.count(bin.count), language.percent(older)];
        let rows: Vec<[String; 3]> = self.bins.iter().zip(self.older()).map(cells).collect();
        let picture = if rows.is_empty() { String::new() } else { self.picture() };
        let rows = rows.iter().map(<[String; 3]>::as_slice).collect();
        Figure { language: *language, title, conclusion, picture, heads, rows }.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ages(counts: &[u64]) -> Histogram {
        let bin = |(place, &count): (usize, &u64)| Bin { label: format!("{place}"), count };
        Histogram {
            language: Language::Danish,
            id: "test",
            title: "Alder".into(),
            conclusion: "Halvdelen er over et år.".into(),
            heads: ["Alder", "Sager", "Ældre"].map(Into::into),
            bins: counts.iter().enumerate().map(bin).collect(),
            limit: Some(Limit { at_bin: 2.0, label: "to år".into() }),
        }
    }

    #[test]
    fn the_share_that_is_older_falls_to_nothing() {
        assert_eq!(ages(&[50, 25, 25]).older(), [0.5, 0.25, 0.0]);
        assert_eq!(ages(&[0, 0]).older(), [0.0, 0.0], "nothing is no share of nothing");
    }

    #[test]
    fn a_limit_is_drawn_through_the_bars_and_named() {
        let html = ages(&[50, 25, 25, 100]).to_string();
        let middle = LEFT + (WIDTH - LEFT) / 2.0;
        assert!(html.contains(&format!(r#"class="target" x1="{middle:.1}""#)) && html.contains(">to år<"), "{html}");
        assert!(html.contains(">75,0 %<"), "{html}");
    }
}
