//! A figure opened to its cases, and a case explained: what started and stopped its clock, and why it is in or out.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::questions::{Days, FigureCases, LineChoice, LineGroup, LineSort, Opened, Page, measured_of};
use oversight::figure::{Line, Outcome};
use oversight::goals::{Measure, Note, outcome_words};

use super::{asking, days_said, measured, said, text};
use crate::app::App;
use crate::components::{Choice, Column, FilterField, FilterPanel, ListState, Pagination, Query, Sort};
use crate::frame::{self, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;

/// Rows on a page.
const ROWS: usize = 50;

#[derive(Template)]
#[template(path = "pages/goals/cases.html")]
struct CasesPage {
    frame: Frame,
    said: String,
    panel: FilterPanel,
    list: ListState,
    rows: Vec<Row>,
    missing: Option<String>,
    pagination: Pagination,
}

struct Row {
    case: String,
    href: String,
    day: String,
    days: String,
    outcome: String,
}

/// What a line is narrowed to: name in the address, key of its text, which lines.
const GROUPS: [(&str, &str, LineGroup); 3] = [
    ("sent", "outcome-group-late", LineGroup::Late),
    ("ude", "outcome-group-out", LineGroup::Out),
    ("fejl", "outcome-group-faulty", LineGroup::Faulty),
];

/// The cases behind a figure.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((plan, goal, part)): Path<(String, String, String)>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let name = format!("{goal}.{part}");
    let asked = FigureCases { plan: plan.clone(), opened: Opened::Measure(name.clone()) };
    let (inputs, status, days) = measured(&app, &session, &query, asked).await?;
    let of_plan = &inputs.plan.plan;
    let parts = of_plan.goal(&goal).ok_or(Trouble::NotFound)?;
    let measure = parts.parts.iter().find(|one| *one.id.get_ref() == part).ok_or(Trouble::NotFound)?.measure.get_ref();
    let cases = measured_of(&status, &name).ok_or(Trouble::NotFound)?;
    let figure = cases.figure.as_ref().ok_or(Trouble::NotFound)?;
    let group = GROUPS.iter().find(|(name, ..)| query.get("hvilke") == Some(name));
    let columns = vec![
        Column::sortable("sag", language.t("goals-case")),
        Column::sortable("dag", language.t("goals-day")),
        Column::sortable("dage", language.t("goals-days-taken")).numeric(),
        Column::plain(language.t("goals-outcome")),
    ];
    let sort = Sort::asked(&query, &columns).unwrap_or(Sort { by: "sag", is_descending: false });
    let by = match sort.by {
        "dag" => LineSort::Day,
        "dage" => LineSort::Days,
        _ => LineSort::Case,
    };
    let choice = LineChoice { group: group.map(|(.., group)| *group), sort: by, is_descending: sort.is_descending };
    let lines = choice.of(&figure.lines);
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let range = Page { number, rows: ROWS }.range(lines.len());
    let panel = panel(language, &query, &figure.lines);
    let filters = panel.said();
    let counts = [("count", (lines.len() as u64).into()), ("of", (figure.lines.len() as u64).into())];
    let total = language.t_with("goals-cases-count", &counts);
    let found = lines.len() as u64;
    let rows = lines[range].iter().map(|line| row(language, measure, line, &plan, &goal, &asking(days))).collect();
    let missing =
        (!figure.missing.is_empty()).then(|| said::note(language, &Note::MissingDays(figure.missing.len() as u64)));
    let title = language.t_with("goals-cases-title", &[("measure", name.as_str().into())]);
    let mut frame = frame
        .titled(title)
        .method(language.t("goals-cases-method"))
        .below(language.t("goals-title"), "/maal")
        .below(text(language, &of_plan.title), format!("/maal/{plan}?{}", asking(days)))
        .below(goal.clone(), format!("/maal/{plan}/{goal}?{}", asking(days)));
    if !filters.is_empty() {
        frame = frame.filter(filters.join(", "));
    }
    let values = [
        ("days", days_said(language, Days::of(figure.sight)).into()),
        ("kind", said::measure(language, measure.kind()).into()),
        ("hash", cases.hash.get(..16).unwrap_or(&cases.hash).into()),
    ];
    frame::page(&CasesPage {
        said: language.t_with("goals-cases-said", &values),
        pagination: Pagination::new(language, query.clone(), found, ROWS as u64),
        list: ListState { language, total, filters, sort, columns, query },
        panel,
        rows,
        missing,
        frame,
    })
}

fn row(language: Language, measure: &Measure, line: &Line, plan: &str, goal: &str, asking: &str) -> Row {
    Row {
        case: line.case.0.to_string(),
        href: format!("/maal/{plan}/{goal}/forklar?sag={}&{asking}", line.case.0),
        day: language.date(line.day.date()),
        days: line.value.map_or_else(|| "–".to_owned(), |value| language.decimal(f64::from(value), 0)),
        outcome: text(language, &outcome_words(measure, line.outcome)),
    }
}

fn panel(language: Language, query: &Query, lines: &[Line]) -> FilterPanel {
    let choices = GROUPS.iter().filter_map(|(name, key, group)| {
        let count = lines.iter().filter(|line| group.takes(line.outcome)).count() as u64;
        let label = format!("{} ({})", language.t(key), language.count(count));
        (count > 0).then(|| Choice { value: (*name).to_owned(), label })
    });
    let mut fields = vec![FilterField { name: "hvilke", label: language.t("goals-which"), choices: choices.collect() }];
    fields.retain(|field| !field.choices.is_empty());
    FilterPanel { language, query: query.clone(), fields, errors: Vec::new() }
}

#[derive(Template)]
#[template(path = "pages/goals/explained.html")]
struct ExplainedPage {
    frame: Frame,
    days: String,
    case_steps: Vec<String>,
    findings: Vec<Explained>,
    back: String,
}

struct Explained {
    title: String,
    steps: Vec<String>,
    outcomes: Vec<String>,
}

/// One case under the measures of a goal.
pub(crate) async fn explain(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((plan, goal)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let case: u64 = query.get("sag").and_then(|case| case.trim().parse().ok()).ok_or(Trouble::NotFound)?;
    let asked = FigureCases { plan: plan.clone(), opened: Opened::Case(case) };
    let (inputs, _, days) = measured(&app, &session, &query, asked).await?;
    let of_plan = inputs.plan.plan.clone();
    let number = goal.clone();
    let explained = app.blocking(move |_| {
        let goal = inputs.plan.plan.goal(&number).ok_or(Trouble::NotFound)?;
        inputs.explain(goal, case, days.on, days.known_at).map_err(Trouble::broken)
    });
    let explained = explained.await?.ok_or(Trouble::NotFound)?;
    let of_goal = of_plan.goal(&goal).ok_or(Trouble::NotFound)?;
    let findings = explained.findings.iter().map(|finding| {
        let part = of_goal.parts.iter().find(|part| *part.id.get_ref() == finding.part);
        let measure = part.map(|part| part.measure.get_ref());
        let words = |outcome: &Outcome| measure.map(|one| text(language, &outcome_words(one, *outcome)));
        let other = if finding.is_other { format!(" ({})", language.t("goals-other-reading")) } else { String::new() };
        Explained {
            title: format!("{}: {}{other}", finding.part, said::measure(language, &finding.measure)),
            steps: finding.steps.iter().map(|step| text(language, step)).collect(),
            outcomes: finding.outcomes.iter().filter_map(words).collect(),
        }
    });
    frame::page(&ExplainedPage {
        days: days_said(language, days),
        case_steps: explained.case_steps.iter().map(|step| text(language, step)).collect(),
        findings: findings.collect(),
        back: format!("/maal/{plan}/{goal}?{}", asking(days)),
        frame: frame
            .titled(
                language
                    .t_with("goals-explained", &[("case", case.to_string().into()), ("goal", goal.as_str().into())]),
            )
            .method(language.t("goals-cases-method"))
            .below(language.t("goals-title"), "/maal")
            .below(text(language, &of_plan.title), format!("/maal/{plan}?{}", asking(days)))
            .below(goal.clone(), format!("/maal/{plan}/{goal}?{}", asking(days))),
    })
}
