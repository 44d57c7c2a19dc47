//! What a page needs to know of an area: its address, its words, its forms, and how a thing of it is shown.

mod point;
mod processor;
mod report;
mod review;
mod undertaking;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casework::office::FieldProblem;
use casework::supervision::Area;
use jiff::civil::Date;
use oversight::goals::{PLANS, read_plan};
use oversight::ledger::Party;
use vocabulary::MunicipalityCode;

use super::step_form::{StepForm, title_of};
use crate::components::{Badge, SummaryList, SummaryRow};
use crate::frame::FieldTrouble;
use crate::pages::goals;
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

    /// Whether a party takes a step of this name. Who sees a form is who takes its step.
    fn takes(_step: &str, _party: Party) -> bool {
        true
    }

    /// What a list that shows some alone says of them, by the name in its address; none where there is no such choice.
    fn only(_language: Language, _name: &str) -> Option<String> {
        None
    }

    /// Whether the thing is among those of such a choice.
    fn is_among(&self, _name: &str, _today: Date) -> bool {
        true
    }

    /// The title of a thing.
    fn title(&self, language: Language) -> String;

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

pub(super) use point::CLOSED;
pub(super) use review::OPEN;

/// The name, in addresses, of the things of which something is wrong.
pub(super) const WITH_FINDINGS: &str = "fund";

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

/// A plan by its title; by its name where it does not come with the house.
pub(super) fn plan_title(language: Language, plan: &str) -> String {
    static TITLES: LazyLock<BTreeMap<&str, [String; 2]>> = LazyLock::new(|| {
        let title = |(name, text): (&'static str, &str)| {
            let plan = read_plan(name, text).ok()?;
            Some((name, [Language::Danish, Language::English].map(|language| goals::said::text(language, &plan.title))))
        };
        PLANS.into_iter().filter_map(title).collect()
    });
    let titles = TITLES.get(plan).map(|titles| &titles[usize::from(language != Language::Danish)]);
    titles.map_or_else(|| plan.to_owned(), Clone::clone)
}

/// What is still expected, with how far its day is; `missed` is the key of what is said once the day has passed, `awaited` before.
pub(super) fn expected(language: Language, due: Date, today: Date, missed: &str, awaited: &str) -> String {
    let days = law::calendar::days_between(due, today);
    if days > 0 {
        return language.t_with(missed, &[("days", days.into())]);
    }
    let when = crate::components::relation(language, due, today);
    language.t_with(awaited, &[("when", when.into())])
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
