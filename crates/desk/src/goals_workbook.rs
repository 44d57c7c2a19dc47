//! The report of a goals plan as an Excel workbook: what the PDF shows, with numbers as numbers and days as days.
//!
//! It is written from [`Content`], so what may not be published is not in it. Texts are written as texts, whatever they begin with: none
//! becomes a formula. The same report gives the same bytes; the file says that it was made when the report was.

use jiff::civil::{Date, DateTime};
use letters::goals_report::{CaseContent, Content, Count, GoalContent, PartContent, Shown, Unit};
use oversight::goals::{GoalKind, Percent, Points};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::texts::Language;

/// The key of a heading, and the width of its column in characters.
type Column = (&'static str, f64);

/// The workbook of a report that was made at a moment.
///
/// # Errors
/// What the writer refuses: a day before 1900, or a file that does not fit into memory.
pub fn workbook(content: &Content, made: DateTime) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let at = excel_day(made.date())?.and_hms(
        u16::from(made.hour().unsigned_abs()),
        made.minute().unsigned_abs(),
        f64::from(made.second()),
    )?;
    let properties = DocProperties::new().set_title(&content.title).set_creation_datetime(&at);
    workbook.set_properties(&properties);
    goals(workbook.add_worksheet(), content)?;
    figures(workbook.add_worksheet(), content)?;
    left_out(workbook.add_worksheet(), content)?;
    method(workbook.add_worksheet(), content)?;
    workbook.save_to_buffer()
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// A sheet that is written row by row.
struct Rows<'a> {
    into: &'a mut Worksheet,
    content: &'a Content,
    language: Language,
    row: u32,
    column: u16,
    text: Format,
    day: Format,
    bold: Format,
}

impl<'a> Rows<'a> {
    fn new(into: &'a mut Worksheet, content: &'a Content, name: &str, columns: &[Column]) -> Result<Self, XlsxError> {
        let language = Language::from(content.language);
        into.set_name(language.t(name))?;
        let top = || Format::new().set_align(FormatAlign::Top);
        let day = language.t("workbook-day-format");
        let mut rows = Self {
            into,
            content,
            language,
            row: 0,
            column: 0,
            text: top().set_text_wrap(),
            day: top().set_num_format(&day).set_align(FormatAlign::Left),
            bold: top().set_bold().set_text_wrap(),
        };
        for (column, (_, width)) in (0..).zip(columns) {
            rows.into.set_column_width(column, *width)?;
        }
        for (key, _) in columns {
            rows.bold(&language.t(key))?;
        }
        rows.into.set_freeze_panes(1, 1)?;
        rows.into.set_repeat_rows(0, 0)?;
        rows.into.set_landscape();
        rows.into.set_print_fit_to_pages(1, 0);
        rows.next();
        Ok(rows)
    }

    fn next(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    fn skip(&mut self, columns: u16) {
        self.column += columns;
    }

    fn bold(&mut self, text: &str) -> Result<(), XlsxError> {
        self.into.write_string_with_format(self.row, self.column, text, &self.bold)?;
        self.skip(1);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            self.into.write_string_with_format(self.row, self.column, text, &self.text)?;
        }
        self.skip(1);
        Ok(())
    }

    /// The text of a key.
    fn words(&mut self, key: &str) -> Result<(), XlsxError> {
        self.text(&self.language.t(key))
    }

    fn number(&mut self, number: f64) -> Result<(), XlsxError> {
        self.into.write_number(self.row, self.column, number)?;
        self.skip(1);
        Ok(())
    }

    fn day(&mut self, day: Option<Date>) -> Result<(), XlsxError> {
        if let Some(day) = day {
            self.into.write_datetime_with_format(self.row, self.column, excel_day(day)?, &self.day)?;
        }
        self.skip(1);
        Ok(())
    }

    /// A number; where it is hidden, that it is; where there is none, nothing.
    fn shown(&mut self, shown: &Shown<f64>) -> Result<(), XlsxError> {
        match shown {
            Shown::Is(number) => self.number(*number),
            Shown::Hidden => self.words(HIDDEN),
            Shown::Absent => self.text(""),
        }
    }

    fn count(&mut self, shown: Shown<u64>) -> Result<(), XlsxError> {
        self.shown(&map(shown, |count| count as f64))
    }

    fn points(&mut self, shown: Shown<Points>) -> Result<(), XlsxError> {
        self.shown(&map(shown, hundredths))
    }
}

const HIDDEN: &str = "workbook-not-shown";

fn map<T>(shown: Shown<T>, make: impl Fn(T) -> f64) -> Shown<f64> {
    match shown {
        Shown::Is(value) => Shown::Is(make(value)),
        Shown::Hidden => Shown::Hidden,
        Shown::Absent => Shown::Absent,
    }
}

fn hundredths(points: Points) -> f64 {
    points.0 as f64 / 100.0
}

/// The goals: a row a measure, the goal's own columns in the first of them, so that a column can be summed.
fn goals(into: &mut Worksheet, content: &Content) -> Result<(), XlsxError> {
    let columns: [Column; 20] = [
        ("workbook-no", 8.0),
        ("workbook-measure", 12.0),
        ("workbook-kind", 16.0),
        ("workbook-goal", 28.0),
        ("workbook-requirement", 48.0),
        ("workbook-weight", 8.0),
        ("workbook-figure", 12.0),
        ("workbook-required", 10.0),
        ("workbook-unit", 12.0),
        ("workbook-state", 20.0),
        ("workbook-final", 12.0),
        ("workbook-final-after", 13.0),
        ("workbook-points", 10.0),
        ("workbook-expected-for-the-year", 12.0),
        ("workbook-low-95", 12.0),
        ("workbook-high-95", 12.0),
        ("workbook-pace-now", 12.0),
        ("workbook-pace-needed", 12.0),
        ("workbook-judgement-of-the-expected-fulfilment", 48.0),
        ("workbook-analysis", 60.0),
    ];
    let mut rows = Rows::new(into, content, "workbook-fulfilment", &columns)?;
    for goal in &content.goals {
        for (place, part) in goal.parts.iter().enumerate() {
            goal_row(&mut rows, goal, part, place == 0)?;
        }
    }
    rows.bold(&rows.language.t("workbook-in-all"))?;
    rows.skip(4);
    rows.number(hundredths(content.sums.weight))?;
    rows.skip(6);
    rows.points(content.sums.points)
}

fn goal_row(rows: &mut Rows<'_>, goal: &GoalContent, part: &PartContent, is_first: bool) -> Result<(), XlsxError> {
    rows.text(&goal.id)?;
    rows.text(&part.name)?;
    rows.words(match goal.kind {
        GoalKind::Professional => "workbook-professional",
        GoalKind::Shared => "workbook-shared",
    })?;
    rows.text(&goal.title)?;
    rows.text(if is_first { &goal.requirement } else { part.requirement.as_deref().unwrap_or(&part.kind) })?;
    if is_first {
        rows.number(hundredths(goal.weight))?;
    } else {
        rows.skip(1);
    }
    rows.shown(&part.measured)?;
    rows.number(part.required)?;
    rows.words(unit(part.unit))?;
    rows.text(&part.state_words)?;
    rows.text(part.standing.words().text(rows.content.language))?;
    rows.day(Some(part.final_by))?;
    if is_first {
        rows.points(goal.points)?;
    } else {
        rows.skip(1);
    }
    match part.cases.as_ref().and_then(|cases| cases.expected.as_ref()) {
        Some(expected) => {
            let forecast = expected.forecast;
            for number in [forecast.expected, forecast.low, forecast.high, forecast.pace] {
                rows.number(number)?;
            }
            rows.shown(&forecast.needed.map_or(Shown::Absent, Shown::Is))?;
        }
        None => rows.skip(5),
    }
    if is_first {
        match &goal.expectation {
            Some(text) => rows.text(text)?,
            None => rows.words("workbook-not-filled-in")?,
        }
        match &goal.analysis {
            Some(text) => rows.text(text)?,
            None if goal.lacks_analysis => rows.words("workbook-missing")?,
            None => rows.skip(1),
        }
    }
    rows.next();
    Ok(())
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "workbook-percent",
        Unit::PercentFewer => "workbook-percent-fewer",
        Unit::Days => "workbook-days",
        Unit::Number => "workbook-number",
    }
}

/// Each measure on cases, also the reading that was not chosen.
fn measures(content: &Content) -> impl Iterator<Item = (&GoalContent, &PartContent, &CaseContent)> {
    let parts = content.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (goal, part)));
    let all =
        parts.flat_map(|(goal, part)| std::iter::once(part).chain(part.other.as_deref()).map(move |part| (goal, part)));
    all.filter_map(|(goal, part)| Some((goal, part, part.cases.as_ref()?)))
}

/// Median, share and mean of every figure on cases, the age of what is open, and the sums of lists and definitions.
fn figures(into: &mut Worksheet, content: &Content) -> Result<(), XlsxError> {
    let columns: [Column; 20] = [
        ("workbook-measure", 16.0),
        ("workbook-measured-as", 28.0),
        ("workbook-from", 12.0),
        ("workbook-to", 12.0),
        ("workbook-figure", 12.0),
        ("workbook-required", 10.0),
        ("workbook-unit", 12.0),
        ("workbook-counted", 10.0),
        ("workbook-in-time-percent", 12.0),
        ("workbook-median-days", 12.0),
        ("workbook-mean-days", 12.0),
        ("workbook-of-the-fastest-percent", 12.0),
        ("workbook-slowest-left-out", 12.0),
        ("workbook-open-cases", 10.0),
        ("workbook-age-median", 10.0),
        ("workbook-age-9-of-10", 10.0),
        ("workbook-frozen", 40.0),
        ("workbook-note", 48.0),
        ("workbook-list-sha-256", 66.0),
        ("workbook-definition-sha-256", 66.0),
    ];
    let mut rows = Rows::new(into, content, "workbook-figures", &columns)?;
    for (goal, part, cases) in measures(content) {
        rows.text(&part.name)?;
        rows.text(&part.kind)?;
        rows.day(cases.from)?;
        rows.day(Some(cases.to))?;
        rows.shown(&part.measured)?;
        rows.number(part.required)?;
        rows.words(unit(part.unit))?;
        rows.count(cases.counts.counted)?;
        for number in [&cases.share, &cases.median, &cases.mean] {
            rows.shown(number)?;
        }
        rows.shown(&cases.keep.map_or(Shown::Absent, |keep| Shown::Is(percent(keep))))?;
        rows.count(cases.trimmed)?;
        rows.count(cases.open)?;
        rows.shown(&cases.open_median)?;
        rows.shown(&cases.open_ninetieth)?;
        rows.text(cases.signed.as_deref().unwrap_or_default())?;
        rows.text(&part.notes.join("\n"))?;
        match &cases.list {
            Shown::Is(hash) => rows.text(hash)?,
            Shown::Hidden | Shown::Absent => rows.words(HIDDEN)?,
        }
        rows.text(&goal.definition)?;
        rows.next();
    }
    Ok(())
}

fn percent(percent: Percent) -> f64 {
    percent.0 as f64 / 100.0
}

/// What each figure counts and does not count; the three sums are all cases of its area.
fn left_out(into: &mut Worksheet, content: &Content) -> Result<(), XlsxError> {
    let columns: [Column; 4] =
        [("workbook-measure", 16.0), ("workbook-group", 18.0), ("workbook-what", 60.0), ("workbook-how-many", 12.0)];
    let mut rows = Rows::new(into, content, "workbook-left-out", &columns)?;
    for (_, part, cases) in measures(content) {
        let counts = &cases.counts;
        let groups: [(&str, &[Count], Shown<u64>); 3] = [
            ("workbook-group-left-out", &counts.of_left_out, counts.left_out),
            ("workbook-group-not-on-list", &counts.of_aside, counts.aside),
            ("workbook-group-counted", &counts.of_counted, counts.counted),
        ];
        for (group, counts, sum) in groups {
            for count in counts {
                rows.text(&part.name)?;
                rows.words(group)?;
                rows.text(&count.text)?;
                rows.count(count.number)?;
                rows.next();
            }
            rows.text(&part.name)?;
            rows.words(group)?;
            rows.bold(&rows.language.t("workbook-group-in-all"))?;
            rows.count(sum)?;
            rows.next();
        }
    }
    Ok(())
}

/// How it was made, how the plan was read and changed, and what is missing.
fn method(into: &mut Worksheet, content: &Content) -> Result<(), XlsxError> {
    let columns: [Column; 2] = [("workbook-what", 30.0), ("workbook-how", 110.0)];
    let mut rows = Rows::new(into, content, "workbook-method", &columns)?;
    let mut say = |what: &str, said: &str| -> Result<(), XlsxError> {
        rows.text(what)?;
        rows.text(said)?;
        rows.next();
        Ok(())
    };
    let language = Language::from(content.language);
    say(&language.t("workbook-report"), &content.title)?;
    for (what, how) in &content.method {
        say(what, how)?;
    }
    if !content.missing_analyses.is_empty() {
        let missing = content.missing_analyses.join(", ");
        say(&language.t("workbook-analysis-missing-for-goal"), &missing)?;
    }
    let reading = language.t("workbook-reading-of-the-plan");
    for text in &content.readings {
        say(&reading, text)?;
    }
    for goal in &content.goals {
        for text in &goal.readings {
            say(&format!("{reading}, {}", goal.id), text)?;
        }
    }
    let changed = language.t("workbook-change-of-the-plan");
    for (day, text) in &content.changes {
        say(&format!("{changed}, {}", law::assessment::day_text(*day, content.language)), text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
