//! A report as its template reads it, and its PDF. Every text comes into the sheet through [`Setting::said`], which sees whether it can be printed.

use std::sync::LazyLock;

use law::assessment::day_text;
use law::words::{Language, number};
use oversight::goals::{GoalKind, State};
use serde::Serialize;

use super::content::{CaseContent, Content, GoalContent, PartContent};
use super::numbers::{moment, points};
use super::published::{Count, Shown};
use super::wording::{Wording, capitalised};
use super::{Audience, GoalsReport, ReportError, beginning};
use crate::press::{self, Rendered, Template};
use crate::printable::{first_unprintable, paragraphs};

static REPORT: LazyLock<Template> =
    LazyLock::new(|| Template::new("goals-report.typ", include_str!("report.typ"), "goals-report.json"));

/// A text that can be printed, in its paragraphs.
#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct Said(Vec<String>);

impl Said {
    pub(crate) const BLANK: Self = Self(Vec::new());
}

/// A report as its template reads it.
#[derive(Serialize)]
pub(crate) struct Sheet {
    pub(crate) language: &'static str,
    pub(crate) day: (i16, i8, i8),
    pub(crate) title: Said,
    pub(crate) author: Said,
    pub(crate) foot: Said,
    pub(crate) page_words: (&'static str, &'static str),
    pub(crate) body: Vec<Piece>,
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub(crate) enum Piece {
    Section(Said),
    Goal(Said),
    Paragraph(Said),
    Strong(Said),
    /// A box that the eye finds.
    Notice(Said),
    /// A list with what it is of.
    List(Said, Vec<Said>),
    Terms(Vec<(Said, Said)>),
    Table(Table),
    /// Names with sums in hexadecimal digits, which must not be broken.
    Hashes(Vec<(Said, Vec<(Said, String)>)>),
    NewPage,
}

#[derive(Serialize)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

/// A column; without a width it takes what is left.
#[derive(Serialize)]
pub(crate) struct Column {
    label: Said,
    millimetres: Option<u8>,
    is_number: bool,
}

#[derive(Serialize)]
pub(crate) struct Row {
    /// `group` spans all columns, `sum` ends the table.
    pub(crate) kind: &'static str,
    pub(crate) cells: Vec<Said>,
}

pub(super) fn render(report: &GoalsReport<'_>, content: &Content) -> Result<Rendered, ReportError> {
    let mut setting = Setting::new(report.language);
    let sheet = setting.sheet(report, content);
    setting.set(&sheet)
}

/// Brings texts into a sheet.
pub(crate) struct Setting {
    words: Wording,
    /// The first text that cannot be printed.
    problem: Option<ReportError>,
}

impl Setting {
    /// In a language.
    pub(crate) fn new(language: Language) -> Self {
        Self { words: Wording(language), problem: None }
    }

    /// The sheet as PDF.
    ///
    /// # Errors
    /// Where a text that came into it cannot be printed, or the typesetter refuses.
    pub(crate) fn set(self, sheet: &Sheet) -> Result<Rendered, ReportError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let data = serde_json::to_vec(sheet).map_err(|error| ReportError::Typesetter(error.to_string()))?;
        press::set(&REPORT, data).map_err(ReportError::Typesetter)
    }

    pub(crate) fn said(&mut self, text: impl AsRef<str>) -> Said {
        let text = text.as_ref();
        if self.problem.is_none() {
            let found = first_unprintable(text, press::covers);
            self.problem = found.map(|sign| ReportError::Unprintable { text: beginning(text), sign });
        }
        Said(paragraphs(text))
    }

    pub(crate) fn say(&mut self, da: &'static str, en: &'static str) -> Said {
        let text = self.words.say(da, en);
        self.said(text)
    }

    pub(crate) fn language(&self) -> Language {
        self.words.0
    }

    fn sheet(&mut self, report: &GoalsReport<'_>, content: &Content) -> Sheet {
        let danish = self.language() == Language::Danish;
        let on = day_text(content.on, self.language());
        let foot = if danish {
            format!("{}, opgjort pr. {on}", self.words.of(&report.plan.title))
        } else {
            format!("{}, figures as of {on}", self.words.of(&report.plan.title))
        };
        let at = report.made.at;
        Sheet {
            language: if danish { "da" } else { "en" },
            day: (at.year(), at.month(), at.day()),
            title: self.said(&content.title),
            author: self.said(self.words.of(&report.plan.authority)),
            foot: self.said(foot),
            page_words: if danish { ("Side", "af") } else { ("Page", "of") },
            body: self.body(report, content),
        }
    }

    fn body(&mut self, report: &GoalsReport<'_>, content: &Content) -> Vec<Piece> {
        let edition = match report.audience {
            Audience::Internal => self.say(
                "Intern udgave: til myndigheden og departementet",
                "Internal edition: for the authority and its ministry",
            ),
            Audience::Published => self.say("Udgave til offentliggørelse", "Edition for publication"),
        };
        let mut body = vec![Piece::Strong(edition), Piece::Paragraph(self.opening(report, content))];
        if !content.missing_analyses.is_empty() {
            let missing = content.missing_analyses.join(", ");
            let text = match self.language() {
                Language::Danish => format!(
                    "Analyse mangler for mål {missing}. Et fagligt mål, der ikke er opfyldt eller ikke kan afgøres, skal analyseres; \
                     rapporten er ikke færdig."
                ),
                Language::English => format!(
                    "The analysis of goal {missing} is missing. A professional goal that is not met or is undecidable must be analysed; \
                     the report is not finished."
                ),
            };
            body.push(Piece::Notice(self.said(text)));
        }
        body.push(Piece::Section(self.say("Målopfyldelse", "Fulfilment of goals")));
        body.push(Piece::Table(self.overview(content)));
        body.push(Piece::Terms(self.sums(content)));
        if report.occasion.is_follow_up() {
            body.push(Piece::Section(
                self.say("Forventet målopfyldelse for hele året", "Expected fulfilment for the whole year"),
            ));
            body.push(Piece::Table(self.expectations(content)));
        }
        self.changes(&mut body, content);
        body.push(Piece::Section(self.say("De enkelte mål", "The goals one by one")));
        for goal in &content.goals {
            self.goal(&mut body, goal);
        }
        if !content.readings.is_empty() {
            body.push(Piece::Section(self.say("Sådan er planen læst", "How the plan was read")));
            let of = self.say("Læsninger, der gælder hele planen:", "Readings that hold for the whole plan:");
            let readings = content.readings.iter().map(|reading| self.said(reading)).collect();
            body.push(Piece::List(of, readings));
        }
        body.push(Piece::NewPage);
        body.push(Piece::Section(self.say("Metode", "Method")));
        body.push(Piece::Terms(content.method.iter().map(|(what, how)| (self.said(what), self.said(how))).collect()));
        body.push(Piece::Section(self.say("Lister og definitioner", "Lists and definitions")));
        body.push(Piece::Hashes(self.hashes(content)));
        body
    }

    fn opening(&mut self, report: &GoalsReport<'_>, content: &Content) -> Said {
        let language = self.language();
        let known = day_text(report.status.sight.known_at.date(), language);
        let (on, at) = (day_text(content.on, language), moment(report.made.at, language));
        let by = &report.made.by;
        // Who made it is nobody's business outside.
        self.said(match (language, report.audience) {
            (Language::Danish, Audience::Internal) => {
                format!("Opgjort pr. {on}, som kendt pr. {known}. Udarbejdet af {by}, {at}.")
            }
            (Language::English, Audience::Internal) => {
                format!("Figures as of {on}, as known at {known}. Made by {by}, {at}.")
            }
            (Language::Danish, Audience::Published) => {
                format!("Opgjort pr. {on}, som kendt pr. {known}. Udarbejdet {at}.")
            }
            (Language::English, Audience::Published) => {
                format!("Figures as of {on}, as known at {known}. Made {at}.")
            }
        })
    }

    pub(crate) fn column(&mut self, da: &'static str, en: &'static str, millimetres: u8) -> Column {
        Column { label: self.say(da, en), millimetres: Some(millimetres), is_number: false }
    }

    pub(crate) fn numbers(&mut self, da: &'static str, en: &'static str, millimetres: u8) -> Column {
        Column { is_number: true, ..self.column(da, en, millimetres) }
    }

    pub(crate) fn rest(&mut self, da: &'static str, en: &'static str) -> Column {
        Column { label: self.say(da, en), millimetres: None, is_number: false }
    }

    /// The one table of all goals.
    fn overview(&mut self, content: &Content) -> Table {
        let columns = vec![
            self.column("Nr.", "No.", 19),
            self.rest("Resultatkrav", "Requirement"),
            self.numbers("Vægt", "Weight", 11),
            self.numbers("Tal", "Figure", 22),
            self.column("Krav", "Required", 24),
            self.column("Opfyldelse", "Fulfilment", 28),
            self.numbers("Point", "Points", 13),
        ];
        let mut rows = Vec::new();
        let mut group = None;
        for goal in &content.goals {
            if group != Some(goal.kind) {
                group = Some(goal.kind);
                let name = match goal.kind {
                    GoalKind::Professional => self.say("Faglige mål", "Professional goals"),
                    GoalKind::Shared => self.say("Koncernfælles mål", "Shared goals"),
                };
                rows.push(Row { kind: "group", cells: vec![name] });
            }
            rows.extend(self.goal_rows(goal));
        }
        let sum = content.sums;
        let cells = vec![
            Said::BLANK,
            self.say("I alt", "In all"),
            self.said(points(sum.weight, self.language())),
            Said::BLANK,
            Said::BLANK,
            Said::BLANK,
            self.shown_points(sum.points),
        ];
        rows.push(Row { kind: "sum", cells });
        Table { columns, rows }
    }

    fn goal_rows(&mut self, goal: &GoalContent) -> Vec<Row> {
        let language = self.language();
        let said = self.stands(goal);
        let single = if goal.parts.len() == 1 { goal.parts.first() } else { None };
        let cells = vec![
            self.said(&goal.id),
            self.said(&goal.requirement),
            self.said(points(goal.weight, language)),
            self.said(single.map_or("", |part| part.figure.as_str())),
            self.said(single.map_or_else(String::new, |part| part.required_words(language))),
            self.said(said),
            self.shown_points(goal.points),
        ];
        let mut rows = vec![Row { kind: "plain", cells }];
        if single.is_none() {
            rows.extend(goal.parts.iter().map(|part| Row { kind: "part", cells: self.part_cells(part) }));
        }
        rows
    }

    /// How a goal stands, and whether that is final.
    fn stands(&self, goal: &GoalContent) -> String {
        format!("{} ({})", capitalised(&goal.state_words), self.words.standing(goal.standing))
    }

    fn part_cells(&mut self, part: &PartContent) -> Vec<Said> {
        let standing = self.words.standing(part.standing);
        vec![
            self.said(&part.label),
            self.said(part.requirement.as_deref().unwrap_or(&part.kind)),
            Said::BLANK,
            self.said(&part.figure),
            self.said(part.required_words(self.language())),
            self.said(format!("{} ({standing})", part.state_words)),
            Said::BLANK,
        ]
    }

    fn shown_points(&mut self, shown: Shown<oversight::goals::Points>) -> Said {
        match shown {
            Shown::Is(value) => self.said(points(value, self.language())),
            Shown::Hidden => self.say("vises ikke", "not shown"),
            Shown::Absent => self.said("–"),
        }
    }

    fn sums(&mut self, content: &Content) -> Vec<(Said, Said)> {
        let sums = content.sums;
        let mut term = |da, en, value| (self.say(da, en), self.shown_points(value));
        let mut terms = vec![
            term("Point, som det står", "Points as things stand", sums.points),
            term("Heraf endelige", "Of them final", sums.final_points),
            term("Heraf foreløbige", "Of them provisional", sums.provisional),
            term("Kan endnu nås", "Can still be won", sums.open),
        ];
        terms.push((
            self.say("Point i alt i planen", "Points of the plan"),
            self.said(points(sums.weight, self.language())),
        ));
        terms
    }

    fn expectations(&mut self, content: &Content) -> Table {
        let columns = vec![
            self.column("Nr.", "No.", 19),
            self.column("Forventet (95 %)", "Expected (95 %)", 34),
            self.column("Tempo nu", "Pace now", 25),
            self.column("Nødvendigt tempo", "Pace needed", 25),
            self.rest("Vurdering af forventet målopfyldelse", "Judgement of the expected fulfilment"),
        ];
        let mut rows = Vec::new();
        for goal in &content.goals {
            let judgement = match &goal.expectation {
                Some(text) => self.said(text),
                None => self.say("ikke udfyldt", "not filled in"),
            };
            let mut judgement = Some(judgement);
            for (place, part) in goal.parts.iter().enumerate() {
                let expected = part.cases.as_ref().and_then(|cases| cases.expected.as_ref());
                let none = self.words.say("ingen fremskrivning", "no forecast");
                let nothing = if part.cases.is_none() { part.state_words.as_str() } else { none };
                let cells = vec![
                    self.said(&part.label),
                    self.said(expected.map_or(nothing, |expected| expected.words.as_str())),
                    self.said(expected.map_or("–", |expected| expected.pace.as_str())),
                    self.said(expected.map_or("–", |expected| expected.needed.as_str())),
                    judgement.take().unwrap_or(Said::BLANK),
                ];
                rows.push(Row { kind: if place == 0 { "plain" } else { "part" }, cells });
            }
        }
        Table { columns, rows }
    }

    fn changes(&mut self, body: &mut Vec<Piece>, content: &Content) {
        body.push(Piece::Section(self.say("Ændringer af planen i årets løb", "Changes of the plan during the year")));
        if content.changes.is_empty() {
            body.push(Piece::Paragraph(
                self.say("Der er ikke oplyst ændringer af planen.", "No change of the plan was stated."),
            ));
            return;
        }
        let language = self.language();
        let changes = content.changes.iter().map(|(day, text)| (self.said(day_text(*day, language)), self.said(text)));
        body.push(Piece::Terms(changes.collect()));
    }

    fn goal(&mut self, body: &mut Vec<Piece>, goal: &GoalContent) {
        let language = self.language();
        body.push(Piece::Goal(self.said(format!("{} {}", goal.id, goal.title))));
        body.push(Piece::Paragraph(self.said(&goal.requirement)));
        let weight = points(goal.weight, language);
        let won = match goal.points {
            Shown::Is(value) => points(value, language),
            Shown::Hidden | Shown::Absent => self.words.say("vises ikke", "not shown").to_owned(),
        };
        let stands = self.stands(goal);
        body.push(Piece::Strong(self.said(match language {
            Language::Danish => format!("{stands}: {won} af {weight} point."),
            Language::English => format!("{stands}: {won} of {weight} points."),
        })));
        let cases: Vec<&PartContent> =
            goal.parts.iter().flat_map(with_other).filter(|part| part.cases.is_some()).collect();
        if !cases.is_empty() {
            body.push(Piece::Table(self.figures(&cases)));
        }
        self.analysis(body, goal);
        self.left_out(body, &cases);
        self.notes(body, goal);
        if let Some(assumption) = &goal.assumption {
            let presupposed = self.words.say("Forudsat: ", "Presupposed: ");
            body.push(Piece::Paragraph(self.said(format!("{presupposed}{assumption}"))));
        }
        if !goal.readings.is_empty() {
            let of = self.say("Læsninger:", "Readings:");
            body.push(Piece::List(of, goal.readings.iter().map(|reading| self.said(reading)).collect()));
        }
    }

    fn analysis(&mut self, body: &mut Vec<Piece>, goal: &GoalContent) {
        if let Some(analysis) = &goal.analysis {
            let analysed = self.words.say("Analyse: ", "Analysis: ");
            body.push(Piece::Paragraph(self.said(format!("{analysed}{analysis}"))));
        } else if goal.lacks_analysis {
            body.push(Piece::Notice(if goal.state == State::Undecidable {
                self.say(
                    "Analyse mangler. Målet kan ikke afgøres, og grunden skal fremgå.",
                    "The analysis is missing. The goal is undecidable, and the reason must be told.",
                )
            } else {
                self.say(
                    "Analyse mangler. Målet er ikke opfyldt og skal analyseres.",
                    "The analysis is missing. The goal is not met and must be analysed.",
                )
            }));
        }
    }

    /// Median, share and mean together, and the age of what is open.
    fn figures(&mut self, parts: &[&PartContent]) -> Table {
        let columns = vec![
            self.rest("Måling", "Measure"),
            self.numbers("Tal", "Figure", 21),
            self.numbers("Talt", "Counted", 15),
            self.numbers("Til tiden", "In time", 15),
            self.numbers("Median, dage", "Median, days", 15),
            self.numbers("Gennemsnit af hurtigste, dage", "Mean of fastest, days", 24),
            self.numbers("Åbne", "Open", 13),
            self.numbers("Alder, median og 9 af 10", "Age, median and 9 of 10", 22),
        ];
        let rows = parts.iter().filter_map(|part| {
            let cases = part.cases.as_ref()?;
            Some(Row { kind: "plain", cells: self.figure_cells(part, cases) })
        });
        Table { columns, rows: rows.collect() }
    }

    fn figure_cells(&mut self, part: &PartContent, cases: &CaseContent) -> Vec<Said> {
        let language = self.language();
        let mean = match (cases.mean, cases.keep) {
            (Shown::Is(mean), Some(keep)) => {
                let keep = points(oversight::goals::Points(keep.0), language);
                format!("{}\u{a0}({keep}\u{a0}%)", number(mean, 1, language))
            }
            (other, _) => self.plain(other, 1),
        };
        let ages = match (cases.open_median, cases.open_ninetieth) {
            (Shown::Is(median), Shown::Is(ninetieth)) => {
                format!("{} / {}", number(median, 1, language), number(ninetieth, 0, language))
            }
            (other, _) => self.plain(other, 1),
        };
        let share = match cases.share {
            Shown::Is(share) => number(share, 1, language) + " %",
            other => self.plain(other, 1),
        };
        let count = |shown: Shown<u64>| match shown {
            Shown::Is(count) => Shown::Is(count as f64),
            Shown::Hidden => Shown::Hidden,
            Shown::Absent => Shown::Absent,
        };
        let texts = [
            part.label.clone(),
            part.figure.clone(),
            self.plain(count(cases.counts.counted), 0),
            share,
            self.plain(cases.median, 1),
            mean,
            self.plain(count(cases.open), 0),
            ages,
        ];
        texts.iter().map(|text| self.said(text)).collect()
    }

    fn plain(&self, shown: Shown<f64>, decimals: usize) -> String {
        match shown {
            Shown::Is(value) => number(value, decimals, self.language()),
            Shown::Hidden => self.words.say("vises ikke", "not shown").to_owned(),
            Shown::Absent => "–".to_owned(),
        }
    }

    /// What the figures do not count, and why.
    fn left_out(&mut self, body: &mut Vec<Piece>, parts: &[&PartContent]) {
        let several = parts.len() > 1;
        let mut lines = Vec::new();
        for part in parts {
            let Some(cases) = &part.cases else { continue };
            let count = |count: &Count| {
                let number = match count.number {
                    Shown::Is(value) => number(value as f64, 0, self.language()),
                    _ => self.words.say("vises ikke", "not shown").to_owned(),
                };
                format!("{} ({number})", count.text)
            };
            let is_told = |count: &&Count| count.number != Shown::Is(0);
            let line = |of: &str, counts: &[Count]| {
                let told: Vec<String> = counts.iter().filter(is_told).map(count).collect();
                (!told.is_empty()).then(|| format!("{of}: {}", told.join("; ")))
            };
            let counts = &cases.counts;
            // One kind alone is the number that stands in the table.
            let kinds = if counts.of_counted.len() > 1 { counts.of_counted.as_slice() } else { &[] };
            let moved = self.words.say("beholdningen", "the stock");
            let found = [
                cases.stock.map(|stock| format!("{moved}: {}", self.words.stock(stock))),
                line(self.words.say("talt", "counted"), kinds),
                line(self.words.say("udeladt", "left out"), &counts.of_left_out),
                line(self.words.say("ikke på listen", "not on the list"), &counts.of_aside),
            ];
            let name = if several { format!("{}, ", part.label) } else { String::new() };
            lines.extend(found.into_iter().flatten().map(|line| format!("{name}{line}.")));
        }
        if !lines.is_empty() {
            let of = self.say("Sagerne bag tallet:", "The cases behind the figure:");
            body.push(Piece::List(of, lines.iter().map(|line| self.said(line)).collect()));
        }
    }

    fn notes(&mut self, body: &mut Vec<Piece>, goal: &GoalContent) {
        let several = goal.parts.len() > 1;
        let mut notes = Vec::new();
        for part in goal.parts.iter().flat_map(with_other) {
            let name = if several || part.is_other { format!("{}: ", part.label) } else { String::new() };
            if let (true, Some(says)) = (part.is_other, &part.requirement) {
                let (figure, state) = (&part.figure, &part.state_words);
                let without = self.words.say("giver ikke point", "gives no points");
                notes.push(format!("{name}{}: {figure}, {state}; {without}.", says.trim_end_matches('.')));
            }
            notes.extend(part.notes.iter().map(|note| format!("{name}{note}.")));
            let evidence = self.words.say("dokumentation", "evidence");
            notes.extend(part.evidence.iter().map(|document| format!("{name}{evidence}: {document}")));
            if part.evidence.is_empty() && part.documents > 0 {
                let documents = part.documents;
                let said = if documents == 1 {
                    self.words.say("dokument", "document")
                } else {
                    self.words.say("dokumenter", "documents")
                };
                notes.push(format!("{name}{evidence}: {documents} {said}."));
            }
        }
        if !notes.is_empty() {
            let of = self.say("Bemærk:", "Note:");
            body.push(Piece::List(of, notes.iter().map(|note| self.said(note)).collect()));
        }
    }

    fn hashes(&mut self, content: &Content) -> Vec<(Said, Vec<(Said, String)>)> {
        let mut all = Vec::new();
        for goal in &content.goals {
            let definition = (self.say("Definition", "Definition"), goal.definition.clone());
            all.push((self.said(&goal.id), vec![definition]));
            for part in goal.parts.iter().flat_map(with_other) {
                let Some(cases) = &part.cases else { continue };
                let mut said = part.name.clone();
                let language = self.language();
                let to = day_text(cases.to, language);
                let until = self.words.say("til", "to");
                let from = cases.from.map(|from| day_text(from, language) + " ").unwrap_or_default();
                said = format!("{said}, {from}{until} {to}");
                if let Some(signed) = &cases.signed {
                    said = format!("{said}, {signed}");
                }
                let list = match &cases.list {
                    Shown::Is(hash) => hash.clone(),
                    _ => self.words.say("står i den interne udgave", "stands in the internal edition").to_owned(),
                };
                let list = (self.say("Liste", "List"), list);
                all.push((self.said(said), vec![list]));
            }
        }
        all
    }
}

/// A measure and the other reading of it.
fn with_other(part: &PartContent) -> impl Iterator<Item = &PartContent> {
    std::iter::once(part).chain(part.other.as_deref())
}
