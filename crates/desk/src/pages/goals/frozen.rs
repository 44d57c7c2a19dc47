//! A frozen figure: who stands for it, whether it still is what was frozen, and how it differs from what is known now or from another.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::goals::FrozenFigure;
use casework::questions::{FigureCases, Opened, figure_now};
use oversight::figure::{Change, Figure, Line, Why, compare_in_time};
use oversight::flow::Day;
use oversight::goals::{Measure, Plan, outcome_words};

use super::{asking, days_said, measured, text};
use crate::app::App;
use crate::components::{Query, SummaryList, SummaryRow};
use crate::frame::{self, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;

/// Most changes that are listed; the rest are counted.
const LISTED: usize = 200;

#[derive(Template)]
#[template(path = "pages/goals/frozen.html")]
struct FrozenPage {
    frame: Frame,
    summary: SummaryList,
    compared: String,
    others: Vec<(String, String)>,
    counts: Vec<(String, String)>,
    changes: Vec<Row>,
    unlisted: Option<String>,
    back: String,
}

struct Row {
    case: String,
    change: String,
    before: String,
    after: String,
    why: String,
}

/// The frozen figure, against what is known now (`?med=nu`) or against another frozen one (`?med=POSITION`).
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((plan, position)): Path<(String, u64)>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let asked = FigureCases { plan: plan.clone(), opened: Opened::Frozen(position) };
    let (inputs, status, days) = measured(&app, &session, &query, asked).await?;
    let frozen = inputs.frozen_at(position).ok_or(Trouble::NotFound)?;
    let now = figure_now(&status, frozen);
    let (against, other): (String, Option<&Figure>) = match query.get("med").filter(|with| *with != "nu") {
        Some(with) => {
            let other = with.parse().ok().and_then(|other| inputs.frozen_at(other)).ok_or(Trouble::NotFound)?;
            (language.t_with("frozen-against", &[("what", named(language, other).into())]), Some(&*other.figure))
        }
        None if now.is_none() => (language.t("frozen-measure-gone"), None),
        None => (language.t_with("frozen-against-now", &[("days", days_said(language, days).into())]), now),
    };
    let compared = other.map(|other| compare_in_time(&frozen.figure, other)).transpose();
    let found = compared.map_err(|_| Trouble::NotFound)?;
    let measure = inputs.plan.plan.measure(&frozen.measure);
    let count = |key: &str, number: usize| (language.t(key), language.count(number as u64));
    let all = found.as_ref().map_or(&[][..], |found| &found.changes);
    let of = |takes: fn(&Change) -> bool| all.iter().filter(|(change, _)| takes(change)).count();
    let counts = found.as_ref().map(|found| {
        vec![
            count("frozen-same", usize::try_from(found.same).unwrap_or(usize::MAX)),
            count("frozen-came", of(|change| matches!(change, Change::Came(_)))),
            count("frozen-left", of(|change| matches!(change, Change::Left(_)))),
            count("frozen-changed", of(|change| matches!(change, Change::Changed { .. }))),
        ]
    });
    let changes = all.iter().take(LISTED).map(|(change, why)| row(language, measure, *change, *why));
    let rest = all.len().saturating_sub(LISTED) as u64;
    let others = inputs.frozen.iter().filter(|one| one.measure == frozen.measure && one.entered.position != position);
    let page = FrozenPage {
        summary: summary(language, frozen, &inputs.plan.plan),
        compared: against,
        others: others
            .map(|one| (format!("/maal/{plan}/frosset/{position}?med={}", one.entered.position), named(language, one)))
            .collect(),
        counts: counts.unwrap_or_default(),
        changes: changes.collect(),
        unlisted: (rest > 0).then(|| language.t_with("frozen-unlisted", &[("count", rest.into())])),
        back: format!("/maal/{plan}?{}", asking(days)),
        frame: frame
            .titled(language.t_with("frozen-title", &[("measure", frozen.measure.as_str().into())]))
            .method(language.t("frozen-method"))
            .below(language.t("goals-title"), "/maal")
            .below(text(language, &inputs.plan.plan.title), format!("/maal/{plan}?{}", asking(days))),
    };
    frame::page(&page)
}

fn named(language: Language, one: &FrozenFigure) -> String {
    format!("{} ({}, {})", one.occasion, one.entered.by, language.date(one.figure.sight.on.date()))
}

fn summary(language: Language, frozen: &FrozenFigure, plan: &Plan) -> SummaryList {
    let sight = frozen.figure.sight;
    let day = |day: Day| language.date(day.date());
    let in_force = plan.goals.iter().any(|goal| plan.definition(goal) == frozen.figure.definition);
    let numbers = &frozen.statistics;
    let share = if numbers.counted == 0 { 0.0 } else { numbers.in_time as f64 / numbers.counted as f64 };
    let days = |value: Option<oversight::figure::Fraction>| {
        value.map_or_else(|| "–".to_owned(), |value| language.decimal(value.as_f64(), 1))
    };
    let rows = [
        ("goals-occasion", frozen.occasion.clone()),
        ("goals-signer", format!("{}, {}", frozen.entered.by, frozen.entered.at.strftime("%Y-%m-%d %H:%M UTC"))),
        ("goals-on", day(sight.on)),
        ("goals-known-at", day(sight.known_at)),
        ("number-counted", language.count(numbers.counted)),
        ("number-in-time", format!("{} ({})", language.count(numbers.in_time), language.percent(share))),
        ("number-median", days(numbers.median)),
        ("frozen-mean", days(numbers.trimmed_mean)),
        ("frozen-lines", language.count(frozen.figure.lines.len() as u64)),
        ("goals-hash", frozen.hash.clone()),
        (
            "frozen-definition",
            language.t(if in_force { "frozen-definition-in-force" } else { "frozen-definition-other" }),
        ),
    ];
    let rows = rows.into_iter().map(|(key, value)| SummaryRow { name: language.t(key), value, change: None });
    SummaryList { rows: rows.collect() }
}

fn row(language: Language, measure: Option<&Measure>, change: Change, why: Why) -> Row {
    let words = |line: Line| {
        let outcome = measure.map(|one| text(language, &outcome_words(one, line.outcome))).unwrap_or_default();
        let days = line.value.map_or_else(String::new, |days| format!(", {days}"));
        format!("{}{days}: {outcome}", language.date(line.day.date()))
    };
    let (key, before, after) = match change {
        Change::Came(line) => ("frozen-came", "–".to_owned(), words(line)),
        Change::Left(line) => ("frozen-left", words(line), "–".to_owned()),
        Change::Changed { before, after } => ("frozen-changed", words(before), words(after)),
    };
    let why = language.t(match why {
        Why::HappenedSince => "why-happened-since",
        Why::EnteredLater => "why-entered-later",
        Why::HappenedOrEntered => "why-happened-or-entered",
        Why::DefinitionChanged => "why-definition-changed",
        Why::WindowChanged => "why-window-changed",
    });
    Row { case: change.case().0.to_string(), change: language.t(key), before, after, why }
}
