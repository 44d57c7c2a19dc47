//! A frozen figure: who stands for it, what it says of its requirement, and how it differs from what is known now or from another.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::goals::FrozenFigure;
use casework::questions::{Days, FigureCases, Opened, Page, PlanInputs, figure_now, measured_of};
use oversight::figure::{Change, Comparison, Figure, Fraction, Line, Statistics, Why, compare_in_time};
use oversight::flow::Day;
use oversight::goals::{Measure, Part, Plan, PlanStatus, Standing, Verdict, outcome_words, verdict};

use super::{asking, days_said, measured, said, text};
use crate::app::App;
use crate::components::{Pagination, Query, SummaryList, SummaryRow, Tone};
use crate::frame::{self, Alert, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;

/// Changes on a page.
const ROWS: usize = 100;

#[derive(Template)]
#[template(path = "pages/goals/frozen.html")]
struct FrozenPage {
    frame: Frame,
    summary: SummaryList,
    /// Where the cases of its list are.
    cases: Option<String>,
    compared: String,
    /// What the two figures are called, the earlier first.
    heads: Option<[String; 2]>,
    sides: Vec<[String; 3]>,
    others: Vec<(String, String)>,
    counts: Vec<(String, String)>,
    changes: Vec<Row>,
    found: String,
    pagination: Pagination,
    back: String,
}

struct Row {
    case: String,
    change: String,
    before: String,
    after: String,
    why: String,
}

/// A figure of the two that are compared.
#[derive(Clone, Copy)]
struct Side<'a> {
    name: &'a str,
    figure: &'a Figure,
    numbers: Statistics,
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
    let of_plan = &inputs.plan.plan;
    let other = other(language, &app, &query, (&inputs, &status, days), frozen)?;
    let named = [frozen.occasion.clone(), other.name];
    let one = Side { name: &named[0], figure: &frozen.figure, numbers: frozen.statistics };
    let two = other.figure.map(|(figure, numbers)| Side { name: &named[1], figure, numbers });
    let compared = two.map(|two| compare_in_time(one.figure, two.figure)).transpose();
    let found = compared.map_err(|_| Trouble::NotFound)?;
    let measure = of_plan.measure(&frozen.measure);
    let in_order = two.map(|two| in_time(one, two));
    let all = found.as_ref().map_or(&[][..], |found| &found.changes);
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let changes = all[Page { number, rows: ROWS }.range(all.len())].iter();
    let others = inputs.frozen.iter().filter(|one| one.measure == frozen.measure && one.entered.position != position);
    let name = said::measure_name(language, of_plan, &frozen.measure);
    let mut frame = frame
        .titled(language.t_with("frozen-title", &[("measure", name.into())]))
        .method(language.t("frozen-method"))
        .below(language.t("goals-title"), "/maal")
        .below(text(language, &of_plan.title), format!("/maal/{plan}?{}", asking(days)));
    if query.get("frosset").is_some() {
        frame = frame.alert(Alert::new(Tone::Success, language.t("frozen-done"), language.t("frozen-done-what")));
    }
    let page = FrozenPage {
        summary: summary(language, &app, frozen, of_plan),
        cases: place(of_plan, &frozen.measure)
            .map(|(goal, part)| format!("/maal/{plan}/{goal}/{part}/sager?frosset={position}")),
        compared: other.said,
        heads: in_order.map(|sides| sides.map(|side| side.name.to_owned())),
        sides: in_order.map(|sides| beside(language, of_plan, measure, sides)).unwrap_or_default(),
        others: others
            .map(|one| {
                (format!("/maal/{plan}/frosset/{position}?med={}", one.entered.position), named_by(language, &app, one))
            })
            .collect(),
        counts: found.as_ref().map(|found| counts(language, found)).unwrap_or_default(),
        changes: changes.map(|(change, why)| row(language, measure, *change, *why)).collect(),
        found: language.t_with("frozen-changes-count", &[("count", (all.len() as u64).into())]),
        pagination: Pagination::new(language, query, all.len() as u64, ROWS as u64),
        back: format!("/maal/{plan}?{}", asking(days)),
        frame,
    };
    frame::page(&page)
}

/// What a frozen figure is compared with.
struct Other<'a> {
    said: String,
    name: String,
    figure: Option<(&'a Figure, Statistics)>,
}

fn other<'a>(
    language: Language,
    app: &App,
    query: &Query,
    (inputs, status, days): (&'a PlanInputs, &'a PlanStatus, Days),
    frozen: &FrozenFigure,
) -> Result<Other<'a>, Trouble> {
    if let Some(with) = query.get("med").filter(|with| *with != "nu") {
        let other = with.parse().ok().and_then(|other| inputs.frozen_at(other)).ok_or(Trouble::NotFound)?;
        return Ok(Other {
            said: language.t_with("frozen-against", &[("what", named_by(language, app, other).into())]),
            name: other.occasion.clone(),
            figure: Some((&*other.figure, other.statistics)),
        });
    }
    let name = language.t("frozen-side-now");
    let now = figure_now(status, frozen).zip(measured_of(status, &frozen.measure));
    Ok(match now {
        None => Other { said: language.t("frozen-measure-gone"), name, figure: None },
        Some((figure, cases)) => Other {
            said: language.t_with("frozen-against-now", &[("days", days_said(language, days).into())]),
            name,
            figure: Some((figure, cases.statistics)),
        },
    })
}

/// The two sides as they are compared: the one whose days are earlier first.
fn in_time<'a>(one: Side<'a>, two: Side<'a>) -> [Side<'a>; 2] {
    let days = |side: &Side<'_>| (side.figure.sight.on, side.figure.sight.known_at);
    if days(&one) <= days(&two) { [one, two] } else { [two, one] }
}

/// Both figures beside each other: days, numbers, result.
fn beside(language: Language, plan: &Plan, measure: Option<&Measure>, sides: [Side<'_>; 2]) -> Vec<[String; 3]> {
    let day = |day: Day| language.date(day.date());
    let row = |key: &str, of: &dyn Fn(&Side<'_>) -> String| {
        let [earlier, later] = sides.each_ref().map(of);
        [language.t(key), earlier, later]
    };
    let mut rows = vec![
        row("frozen-on", &|side| day(side.figure.sight.on)),
        row("frozen-known-at", &|side| day(side.figure.sight.known_at)),
        row("number-counted", &|side| language.count(side.numbers.counted)),
    ];
    let judged = |side: &Side<'_>| judged(plan, measure?, side.figure, &side.numbers);
    rows.push(row("frozen-result", &|side| result(language, measure, judged(side))));
    rows.push(row("frozen-was-met", &|side| was_met(language, judged(side))));
    rows.push(row("number-median", &|side| days_of(language, side.numbers.median)));
    rows
}

/// What a figure says of its requirement, where it was made under the definition in force: of another one nobody knows here what it required.
fn judged(plan: &Plan, measure: &Measure, figure: &Figure, numbers: &Statistics) -> Option<Verdict> {
    is_in_force(plan, figure).then(|| verdict(measure, figure, numbers)).flatten()
}

fn is_in_force(plan: &Plan, figure: &Figure) -> bool {
    plan.goals.iter().any(|goal| plan.definition(goal) == figure.definition)
}

fn days_of(language: Language, value: Option<Fraction>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| language.decimal(value.as_f64(), 1))
}

fn result(language: Language, measure: Option<&Measure>, judged: Option<Verdict>) -> String {
    let reached = measure.zip(judged.and_then(|judged| judged.measured));
    reached.map_or_else(|| "–".to_owned(), |(measure, found)| said::number(language, measure.kind(), found.as_f64()))
}

fn was_met(language: Language, judged: Option<Verdict>) -> String {
    let Some(judged) = judged else { return "–".to_owned() };
    let met = language.t(match judged.is_met {
        Some(true) => "frozen-met",
        Some(false) => "frozen-not-met",
        None => "frozen-unclear",
    });
    let standing = if judged.is_final { Standing::Final } else { Standing::Provisional };
    format!("{met} ({})", said::standing(language, standing))
}

/// The goal's number and the part of a measure of the plan.
fn place<'a>(plan: &'a Plan, name: &str) -> Option<(&'a str, &'a str)> {
    let mut parts = plan.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (goal, part)));
    let (goal, part) = parts.find(|(goal, part)| format!("{}.{}", goal.id.get_ref(), part.id.get_ref()) == name)?;
    Some((goal.id.get_ref(), part.id.get_ref()))
}

fn counts(language: Language, found: &Comparison) -> Vec<(String, String)> {
    let count = |key: &str, number: u64| (language.t(key), language.count(number));
    let of = |takes: fn(&Change) -> bool| found.changes.iter().filter(|(change, _)| takes(change)).count() as u64;
    vec![
        count("frozen-same", found.same),
        count("frozen-came", of(|change| matches!(change, Change::Came(_)))),
        count("frozen-left", of(|change| matches!(change, Change::Left(_)))),
        count("frozen-changed", of(|change| matches!(change, Change::Changed { .. }))),
    ]
}

fn named_by(language: Language, app: &App, one: &FrozenFigure) -> String {
    let who = app.officers().name(&one.entered.by);
    format!("{} ({who}, {})", one.occasion, language.date(one.figure.sight.on.date()))
}

fn summary(language: Language, app: &App, frozen: &FrozenFigure, plan: &Plan) -> SummaryList {
    let sight = frozen.figure.sight;
    let day = |day: Day| language.date(day.date());
    let in_force = is_in_force(plan, &frozen.figure);
    let numbers = &frozen.statistics;
    let measure = plan.measure(&frozen.measure).filter(|_| in_force);
    let judged = measure.and_then(|measure| verdict(measure, &frozen.figure, numbers));
    let goal = place(plan, &frozen.measure).and_then(|(goal, part)| Some((plan.goal(goal)?, part)));
    let mut rows = vec![
        ("goals-occasion", frozen.occasion.clone()),
        ("frozen-by", app.officers().name(&frozen.entered.by).to_owned()),
        ("frozen-at", language.moment_at(frozen.entered.at)),
        ("frozen-on", day(sight.on)),
        ("frozen-known-at", day(sight.known_at)),
    ];
    match (goal, in_force) {
        (Some((goal, part)), true) => {
            let own = goal.parts.iter().find(|one| one.id.get_ref() == part).and_then(Part::text);
            rows.push(("frozen-required", text(language, own.unwrap_or(&goal.requirement))));
        }
        _ => rows.push(("frozen-required", language.t("frozen-other-requirement"))),
    }
    rows.push(("frozen-result", result(language, measure, judged)));
    rows.push(("frozen-was-met", was_met(language, judged)));
    rows.push(("number-counted", language.count(numbers.counted)));
    let has_limit = !matches!(measure, Some(Measure::Volume(_) | Measure::StockChange(_)));
    if has_limit {
        rows.push(("number-in-time", language.count(numbers.in_time)));
    }
    if !matches!(measure, Some(Measure::StockChange(_))) {
        rows.push(("number-median", days_of(language, numbers.median)));
    }
    if has_limit && !matches!(measure, Some(Measure::Calendar(_))) {
        rows.push(("frozen-mean", days_of(language, numbers.trimmed_mean)));
    }
    let definition = if in_force { "frozen-definition-in-force" } else { "frozen-definition-other" };
    rows.extend([
        ("frozen-lines", language.count(frozen.figure.lines.len() as u64)),
        ("goals-hash", frozen.hash.clone()),
        ("frozen-definition", language.t(definition)),
    ]);
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
