//! What a page needs to know of an area: its address, its words, its forms, and how a thing of it is shown.

mod point;
mod processor;
mod report;
mod review;
mod undertaking;

use casework::office::FieldProblem;
use casework::supervision::Area;
use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use super::step_form::{StepForm, title_of};
use crate::components::{Badge, SummaryList, SummaryRow};
use crate::frame::FieldTrouble;
use crate::texts::Language;
use crate::{problem_words, words};

/// An area as pages show it.
pub(super) trait Shown: Area {
    /// The part of the address after `/opfoelgning/`.
    const PATH: &'static str;
    /// The key of its title.
    const TITLE: &'static str;
    /// The key of what stands above its list.
    const LEAD: &'static str;
    /// The keys of the list's columns; the first holds the thing's title.
    const COLUMNS: [&'static str; 4];

    /// Its forms; the first begins a thing.
    fn forms() -> &'static [StepForm];

    /// Whether a new thing is begun by the first form.
    fn begins_by_form() -> bool {
        true
    }

    /// The title of a thing.
    fn title(&self) -> String;

    /// The cells of its line in the list, without the title.
    fn cells(&self, language: Language, today: Date) -> [Cell; 3];

    /// How it stands, in a word or two.
    fn badge(&self, language: Language, today: Date) -> Badge;

    /// Names and values.
    fn summary(&self, language: Language, today: Date) -> Vec<(String, String)>;

    /// Tables below.
    fn tables(&self, language: Language, today: Date) -> Vec<Table>;

    /// The live figures that show how it goes.
    fn figures(&self) -> &[oversight::audit::Figure] {
        &[]
    }
}

pub(super) use report::badge as report_badge;

/// A cell of a list.
pub(super) enum Cell {
    /// A text.
    Text(String),
    /// A state.
    Badge(Badge),
    /// A day and how far it is.
    Day(Date),
}

/// A table of a thing's page.
pub(super) struct Table {
    /// What it holds.
    pub(super) heading: String,
    /// What is said where it is empty.
    pub(super) empty: String,
    /// The columns.
    pub(super) head: Vec<String>,
    /// The rows, the first cell of each its head, with where it leads to.
    pub(super) rows: Vec<(Option<String>, Vec<String>)>,
}

/// Names and values as they are shown.
pub(super) fn summary(rows: Vec<(String, String)>) -> SummaryList {
    SummaryList { rows: rows.into_iter().map(|(name, value)| SummaryRow { name, value, change: None }).collect() }
}

/// A municipality's name.
pub(super) fn municipality(code: MunicipalityCode) -> String {
    words::municipality(Some(code))
}

/// A day with words for how far it is: "1. marts 2026 – 3 dage over".
pub(super) fn day_said(language: Language, day: Date, today: Date) -> String {
    format!("{} – {}", language.date(day), crate::components::relation(language, day, today))
}

/// What is wrong with a field, in words.
pub(super) fn trouble(language: Language, problem: &FieldProblem) -> FieldTrouble {
    let detail = || problem.detail.clone();
    let with = |key: &str, value: String| language.t_with(key, &[("detail", value.into())]);
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |day: Date| language.date(day));
    let step = |text: &str| title_of(text).map_or_else(|| text.to_owned(), |key| language.t(key));
    let text = match problem.key {
        "problem-too-soon" => with("supervision-problem-too-soon", step(&problem.detail)),
        "problem-early" => with("supervision-problem-early", day(&problem.detail)),
        "problem-no-such" => with("supervision-problem-no-such", detail()),
        "problem-twice" => with("supervision-problem-twice", step(&problem.detail)),
        _ => problem_words::sentence(language, problem),
    };
    FieldTrouble { field: problem.field.clone(), text }
}
