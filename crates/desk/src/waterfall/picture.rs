//! The drawing: a row a bar, texts to the left, bits from left to right. Must not know where the figures come from.
//!
//! Up and down differ in colour, in pattern and in sign, so the picture can be read without colour and read aloud.

use std::fmt::Write as _;

use super::{Bar, BarKind, bits, chance};
use crate::components::figure::escape;

/// What is drawn.
pub(super) struct Picture<'a> {
    pub(super) title: &'a str,
    pub(super) conclusion: &'a [String],
    pub(super) heading: Heading,
    /// Names of the two registers.
    pub(super) registers: [&'a str; 2],
    pub(super) bars: &'a [Bar],
    pub(super) review_millibits: i32,
    pub(super) couple_millibits: i32,
}

/// Whether title and conclusion are drawn, or only told to those who cannot see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// The picture stands alone.
    Drawn,
    /// The page around it shows them.
    OnThePage,
}

const WIDTH: f64 = 1200.0;
const MARGIN: f64 = 20.0;
/// Where the columns of values begin.
const VALUES: [f64; 2] = [250.0, 420.0];
/// Where the bars may stand, and where the sums end.
const PLOT: (f64, f64) = (600.0, 1110.0);
/// Room for the figure beside a bar.
const GUTTER: f64 = 52.0;
const BAR_HEIGHT: f64 = 18.0;
const LINE: f64 = 16.0;
/// What is told as zero is not drawn.
const VISIBLE_MILLIBITS: i32 = 50;
/// Letters that fit in a line of the column.
const LETTERS_OF_FINDING: usize = 34;
const LETTERS_OF_VALUE: usize = 22;
const LETTERS_OF_CONCLUSION: usize = 165;

const STYLE: &str = "<style>\
.wf{font:13px system-ui,sans-serif;fill:#1a1a1a}\
.wf .wf-title{font-size:18px;font-weight:600}\
.wf .wf-label{font-weight:600}\
.wf .wf-soft{fill:#57606a;font-size:12px}\
.wf .wf-number{font-variant-numeric:tabular-nums}\
.wf .wf-strong{font-weight:600}\
.wf line{stroke:#d0d7de}\
.wf .wf-zero{stroke:#1a1a1a}\
.wf .wf-step{stroke:#57606a;stroke-dasharray:2 2}\
.wf .wf-threshold{stroke:#7a4b00;stroke-width:1.5;stroke-dasharray:6 4}\
.wf .wf-threshold-name{fill:#7a4b00;font-size:12px}\
.wf .wf-up{fill:#0b5394}\
.wf .wf-down{fill:url(#wf-hatch);stroke:#b3261e}\
.wf .wf-start{fill:#8c959f}\
.wf .wf-end{fill:#1a1a1a}\
.wf .wf-ground{fill:#fff}\
.wf .wf-band{fill:#1a1a1a;fill-opacity:.05}\
.wf .wf-halo{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}\
.wf .wf-rule{stroke:#eaeef2}\
</style>\
<defs><pattern id=\"wf-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"6\" height=\"6\" fill=\"#fdecea\"/><rect width=\"2.5\" height=\"6\" fill=\"#b3261e\"/></pattern></defs>";

/// The whole file.
pub(super) fn draw(picture: &Picture<'_>) -> String {
    let axis = Axis::over(picture);
    let mut body = String::new();
    let mut y = MARGIN;
    if picture.heading == Heading::Drawn {
        y += 18.0;
        text(&mut body, "wf-title", (MARGIN, y), picture.title);
        for line in wrapped(&picture.conclusion.join(" "), LETTERS_OF_CONCLUSION, 3) {
            y += 20.0;
            text(&mut body, "", (MARGIN, y), &line);
        }
        y += 24.0;
    }
    // The thresholds are named above the columns, so that no name meets a head.
    let names = y;
    y += 18.0;
    heads(&mut body, picture, y);
    y += 10.0;
    let rows: Vec<Row<'_>> = picture.bars.iter().map(Row::of).collect();
    let (top, height) = (y, rows.iter().map(Row::height).sum::<f64>());
    axis.draw(&mut body, top, top + height);
    threshold(&mut body, &axis, (names, top + height), picture.review_millibits, "gennemsyn fra", "end");
    threshold(&mut body, &axis, (names, top + height), picture.couple_millibits, "kobling fra", "start");
    let mut before = None;
    for (place, row) in rows.iter().enumerate() {
        let next = rows.get(place + 1).map(|_| row.bar.total_millibits);
        row.draw(&mut body, picture, &axis, y, before, next);
        before = Some(row.bar.total_millibits);
        y += row.height();
    }
    let bottom = y + 66.0;
    let words = "bit: én mere fordobler oddsene for, at de er én person";
    middle(&mut body, "wf-soft", (f64::midpoint(PLOT.0, PLOT.1), y + 52.0), words);
    format!(
        r#"<svg class="wf" role="img" aria-labelledby="wf-title wf-desc" viewBox="0 0 {WIDTH} {bottom:.0}" width="{WIDTH}" height="{bottom:.0}" xmlns="http://www.w3.org/2000/svg"><title id="wf-title">{}</title><desc id="wf-desc">{}</desc>{STYLE}<rect class="wf-ground" width="{WIDTH}" height="{bottom:.0}"/>{body}</svg>"#,
        escape(picture.title),
        escape(&picture.conclusion.join(" ")),
    )
}

/// The scale, in thousandths of a bit.
struct Axis {
    least: i32,
    most: i32,
    step: i32,
}

impl Axis {
    fn over(picture: &Picture<'_>) -> Self {
        let totals = picture.bars.iter().map(|bar| bar.total_millibits);
        let all = totals.chain([0, picture.review_millibits, picture.couple_millibits]);
        let (least, most) = all.fold((0, 0), |(least, most), millibits| (least.min(millibits), most.max(millibits)));
        let step = [5_000, 10_000, 20_000, 50_000].into_iter().find(|step| (most - least) / step <= 9);
        Self { least, most, step: step.unwrap_or(100_000) }
    }

    /// Where so many thousandths of a bit stand.
    fn x(&self, millibits: i32) -> f64 {
        let (from, to) = (PLOT.0 + GUTTER, PLOT.1 - GUTTER);
        from + f64::from(millibits - self.least) / f64::from((self.most - self.least).max(1)) * (to - from)
    }

    fn draw(&self, body: &mut String, top: f64, bottom: f64) {
        let mut at = -(-self.least).div_euclid(self.step) * self.step;
        while at <= self.most {
            let x = self.x(at);
            let class = if at == 0 { "wf-zero" } else { "" };
            let under = bottom + 4.0;
            put(body, &format!(r#"<line class="{class}" x1="{x:.1}" x2="{x:.1}" y1="{top:.1}" y2="{under:.1}"/>"#));
            let label = format!("{}", at / 1000).replace('-', "−");
            middle(body, "wf-number", (x, bottom + 18.0), &label);
            if let Some((_, chance)) = LANDMARKS.iter().find(|(mark, _)| *mark == at) {
                middle(body, "wf-soft", (x, bottom + 33.0), chance);
            }
            at += self.step;
        }
    }
}

/// Thousandths of a bit whose probability stands below the scale.
const LANDMARKS: [(i32, &str); 5] =
    [(-20_000, "0,0001 %"), (-10_000, "0,1 %"), (0, "50 %"), (10_000, "99,9 %"), (20_000, "99,9999 %")];

/// A bar with its texts cut into lines.
struct Row<'a> {
    bar: &'a Bar,
    finding: Vec<String>,
    left: Vec<String>,
    right: Vec<String>,
}

impl<'a> Row<'a> {
    fn of(bar: &'a Bar) -> Self {
        Self {
            bar,
            finding: wrapped(&bar.finding, LETTERS_OF_FINDING, 2),
            left: wrapped(&bar.left, LETTERS_OF_VALUE, 2),
            right: wrapped(&bar.right, LETTERS_OF_VALUE, 2),
        }
    }

    fn height(&self) -> f64 {
        let lines = (1 + self.finding.len()).max(self.left.len()).max(self.right.len());
        f64::from(u8::try_from(lines).unwrap_or(u8::MAX)) * LINE + 14.0
    }

    /// Draws the row whose top is at `y`; `before` is the sum above it, `next` the sum below it.
    fn draw(
        &self,
        body: &mut String,
        picture: &Picture<'_>,
        axis: &Axis,
        y: f64,
        before: Option<i32>,
        next: Option<i32>,
    ) {
        let bar = self.bar;
        put(body, &format!("<g><title>{}</title>", escape(&self.says(picture))));
        let class = if bar.kind == BarKind::End { "" } else { "wf-rule" };
        put(
            body,
            &format!(r#"<line class="{class}" x1="{MARGIN}" x2="{:.1}" y1="{y:.1}" y2="{y:.1}"/>"#, WIDTH - MARGIN),
        );
        if bar.kind == BarKind::End {
            let (height, width) = (self.height(), WIDTH - 2.0 * MARGIN);
            put(
                body,
                &format!(r#"<rect class="wf-band" x="{MARGIN}" y="{y:.1}" width="{width}" height="{height:.1}"/>"#),
            );
        }
        let first = y + 19.0;
        text(body, "wf-label", (MARGIN, first), &bar.label);
        lines(body, "wf-soft", (MARGIN, first + LINE), &self.finding);
        lines(body, "", (VALUES[0], first), &self.left);
        lines(body, "", (VALUES[1], first), &self.right);
        self.draw_bar(body, axis, y, before, next);
        let total = format!(
            r#"<text class="wf-number wf-strong" x="{:.1}" y="{first:.1}" text-anchor="end">{}</text></g>"#,
            WIDTH - MARGIN,
            bits(bar.total_millibits)
        );
        put(body, &total);
    }

    fn draw_bar(&self, body: &mut String, axis: &Axis, y: f64, before: Option<i32>, next: Option<i32>) {
        let bar = self.bar;
        let whole = matches!(bar.kind, BarKind::Start | BarKind::End);
        let from = if whole { 0 } else { before.unwrap_or_default() };
        let (begin, end) = (axis.x(from), axis.x(bar.total_millibits));
        let (x, width) = (begin.min(end), (begin - end).abs());
        let top = y + (self.height() - BAR_HEIGHT) / 2.0;
        let class = match (bar.kind, bar.millibits) {
            (BarKind::Start, _) => "wf-start",
            (BarKind::End, _) => "wf-end",
            (_, 0..) => "wf-up",
            _ => "wf-down",
        };
        if bar.millibits.abs() >= VISIBLE_MILLIBITS {
            // A change that is not nothing can be seen.
            let width = width.max(1.5);
            put(
                body,
                &format!(r#"<rect class="{class}" x="{x:.1}" y="{top:.1}" width="{width:.1}" height="{BAR_HEIGHT}"/>"#),
            );
        }
        if next.is_some() {
            let below = y + self.height() + (self.height() - BAR_HEIGHT) / 2.0;
            put(body, &format!(r#"<line class="wf-step" x1="{end:.1}" x2="{end:.1}" y1="{top:.1}" y2="{below:.1}"/>"#));
        }
        if bar.kind == BarKind::Missing && bar.millibits == 0 {
            let (at, baseline) = (end + 6.0, top + 13.0);
            put(body, &format!(r#"<text class="wf-soft wf-halo" x="{at:.1}" y="{baseline:.1}">siger intet</text>"#));
            return;
        }
        let (at, anchor) = if end < begin { (x - 6.0, "end") } else { (x + width + 6.0, "start") };
        let figure = bits(bar.millibits);
        put(
            body,
            &format!(
                r#"<text class="wf-number wf-halo" x="{at:.1}" y="{:.1}" text-anchor="{anchor}">{figure}</text>"#,
                top + 13.0
            ),
        );
    }

    /// The row as a sentence, read aloud and shown on hover, with the values whole.
    fn says(&self, picture: &Picture<'_>) -> String {
        let bar = self.bar;
        let sum = format!("i alt {} bit, {}", bits(bar.total_millibits), chance(bar.total_millibits));
        if bar.kind == BarKind::End {
            return sum;
        }
        let values: Vec<String> = [&bar.left, &bar.right]
            .into_iter()
            .zip(picture.registers)
            .filter(|(value, _)| !value.is_empty())
            .map(|(value, register)| format!("{register}: {value}"))
            .collect();
        let values = if values.is_empty() { String::new() } else { format!(" ({})", values.join("; ")) };
        format!("{}: {}{values}. {} bit, {sum}", bar.label, bar.finding, bits(bar.millibits))
    }
}

fn heads(body: &mut String, picture: &Picture<'_>, y: f64) {
    text(body, "wf-soft", (MARGIN, y), "Oplysning og fund");
    for (x, register) in VALUES.into_iter().zip(picture.registers) {
        text(body, "wf-soft", (x, y), &shortened(register, LETTERS_OF_VALUE));
    }
    let x = WIDTH - MARGIN;
    put(body, &format!(r#"<text class="wf-soft" x="{x:.1}" y="{y:.1}" text-anchor="end">i alt</text>"#));
}

/// A threshold over the whole height, named above the bars.
fn threshold(body: &mut String, axis: &Axis, (top, bottom): (f64, f64), millibits: i32, name: &str, anchor: &str) {
    let x = axis.x(millibits);
    let at = if anchor == "end" { x - 4.0 } else { x + 4.0 };
    put(
        body,
        &format!(r#"<line class="wf-threshold" x1="{x:.1}" x2="{x:.1}" y1="{:.1}" y2="{bottom:.1}"/>"#, top - 10.0),
    );
    let label = format!("{name} {}", super::threshold(millibits));
    put(
        body,
        &format!(
            r#"<text class="wf-threshold-name wf-halo" x="{at:.1}" y="{top:.1}" text-anchor="{anchor}">{label}</text>"#
        ),
    );
}

fn lines(body: &mut String, class: &str, (x, mut y): (f64, f64), lines: &[String]) {
    for line in lines {
        text(body, class, (x, y), line);
        y += LINE;
    }
}

fn text(body: &mut String, class: &str, (x, y): (f64, f64), content: &str) {
    put(body, &format!(r#"<text class="{class}" x="{x:.1}" y="{y:.1}">{}</text>"#, escape(content)));
}

fn middle(body: &mut String, class: &str, (x, y): (f64, f64), content: &str) {
    put(
        body,
        &format!(r#"<text class="{class}" x="{x:.1}" y="{y:.1}" text-anchor="middle">{}</text>"#, escape(content)),
    );
}

fn put(body: &mut String, part: &str) {
    body.push_str(part);
}

/// A text in lines of so many letters, at most so many lines; what does not fit ends with an ellipsis.
fn wrapped(content: &str, letters: usize, lines_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in content.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                let _ = write!(line, " {word}");
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let is_cut = lines.len() > lines_max;
    lines.truncate(lines_max);
    if is_cut && let Some(last) = lines.last_mut() {
        last.push_str(" …");
    }
    lines.into_iter().map(|line| shortened(&line, letters)).collect()
}

fn shortened(content: &str, letters: usize) -> String {
    if content.chars().count() <= letters {
        return content.to_owned();
    }
    content.chars().take(letters - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_with_an_ellipsis_and_short_ones_are_not() {
        assert_eq!(wrapped("Nørre Allé 7", 22, 2), ["Nørre Allé 7"]);
        assert_eq!(wrapped("one two three four", 7, 2), ["one two", "three …"]);
        assert_eq!(wrapped(&"æ".repeat(30), 22, 2), [format!("{}…", "æ".repeat(21))]);
        assert!(wrapped("", 22, 2).is_empty());
    }
}
