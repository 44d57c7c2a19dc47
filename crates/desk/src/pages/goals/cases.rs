//! A figure opened to its cases, and a case explained: what started and stopped its clock, and why it is in or out.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::goals::FrozenFigure;
use casework::questions::{Days, FigureCases, LineChoice, LineGroup, LineSort, Opened, Page, measured_of};
use oversight::figure::{Figure, Line, Missing, Outcome};
use oversight::flow::{CaseNumber, Day, Office};
use oversight::goals::{Measure, Plan, outcome_words};

use super::goal::{self, Typed};
use super::{asking, days_said, measured, said, text};
use crate::app::App;
use crate::components::{Choice, Column, FilterField, FilterPanel, ListState, Pagination, Query, Sort};
use crate::frame::{self, Frame, Trouble};
use crate::pages::forms::shown::capitalised;
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
    pagination: Pagination,
}

struct Row {
    name: String,
    /// Where the case is explained; nowhere for a weekday that nobody observed.
    href: Option<String>,
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

/// Narrowed to the weekdays without an observation.
const MISSING: (&str, &str) = ("mangler", "outcome-group-missing");

/// What stands on the list: a case or an observation, or a weekday of an office without one.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Line(&'a Line),
    Missing(&'a Missing),
}

impl Entry<'_> {
    fn day(self) -> Day {
        match self {
            Entry::Line(line) => line.day,
            Entry::Missing(missing) => missing.day,
        }
    }
}

/// The list that is opened.
struct List<'a> {
    plan: &'a Plan,
    goal: &'a str,
    measure: &'a Measure,
    figure: &'a Figure,
    /// Of a calendar the office of each counter.
    counters: Option<&'a BTreeMap<CaseNumber, Office>>,
    days: Days,
}

/// The cases behind a figure, as it is now or, with `?frosset=POSITION`, as it was frozen.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((plan, goal, part)): Path<(String, String, String)>,
) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let name = format!("{goal}.{part}");
    let position = match query.get("frosset") {
        Some(position) => Some(position.parse().map_err(|_| Trouble::NotFound)?),
        None => None,
    };
    let opened = position.map_or_else(|| Opened::Measure(name.clone()), Opened::Frozen);
    let (inputs, status, days) = measured(&app, &session, &query, FigureCases { plan: plan.clone(), opened }).await?;
    let of_plan = &inputs.plan.plan;
    let measure = of_plan.measure(&name).ok_or(Trouble::NotFound)?;
    let now = measured_of(&status, &name);
    let frozen = position.and_then(|position| inputs.frozen_at(position)).filter(|one| one.measure == name);
    let (figure, hash) = match (position, frozen) {
        (Some(_), frozen) => frozen.map(|one| (&*one.figure, one.hash.as_str())),
        (None, _) => now.and_then(|cases| Some((cases.figure.as_ref()?, cases.hash.as_str()))),
    }
    .ok_or(Trouble::NotFound)?;
    let is_calendar = matches!(measure, Measure::Calendar(_));
    let counters = now.map(|cases| &cases.counters).filter(|_| is_calendar);
    let list = List { plan: of_plan, goal: &goal, measure, figure, counters, days };
    frame::page(&list.page(frame, query, hash, frozen))
}

impl List<'_> {
    fn page(&self, frame: Frame, query: Query, hash: &str, frozen: Option<&FrozenFigure>) -> CasesPage {
        let Self { plan, goal, measure, figure, days, .. } = *self;
        let language = frame.language;
        let is_calendar = matches!(measure, Measure::Calendar(_));
        let key = |cases: &'static str, observations: &'static str| if is_calendar { observations } else { cases };
        let columns = vec![
            Column::sortable("sag", language.t(key("goals-case", "goals-office"))),
            Column::sortable("dag", language.t("goals-day")),
            Column::sortable("dage", language.t("goals-days-taken")).numeric(),
            Column::plain(language.t("goals-outcome")),
        ];
        let sort = Sort::asked(&query, &columns).unwrap_or(Sort { by: "sag", is_descending: false });
        let entries = self.entries(&query, &sort);
        let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
        let range = Page { number, rows: ROWS }.range(entries.len());
        let panel = self.panel(language, &query);
        let filters = panel.said();
        let of = figure.lines.len() + figure.missing.len();
        let counts = [("count", (entries.len() as u64).into()), ("of", (of as u64).into())];
        let total = language.t_with(key("goals-cases-count", "goals-observations-count"), &counts);
        let rows = entries[range].iter().map(|entry| self.row(language, *entry)).collect();
        let name = said::measure_name(language, plan, &figure.measure);
        let title = key("goals-cases-title", "goals-observations-title");
        let mut frame = frame
            .titled(language.t_with(title, &[("measure", name.into())]))
            .method(language.t("goals-cases-method"))
            .below(language.t("goals-title"), "/maal")
            .below(text(language, &plan.title), format!("/maal/{}?{}", plan.id, asking(days)))
            .below(goal.to_owned(), format!("/maal/{}/{goal}?{}", plan.id, asking(days)));
        if !filters.is_empty() {
            frame = frame.filter(filters.join(", "));
        }
        let values = [
            ("days", days_said(language, Days::of(figure.sight)).into()),
            ("kind", said::measure(language, measure.kind()).into()),
            ("hash", hash.get(..16).unwrap_or(hash).into()),
        ];
        let mut said = language.t_with("goals-cases-said", &values);
        if let Some(one) = frozen {
            let occasion = language.t_with("frozen-cases-said", &[("occasion", one.occasion.as_str().into())]);
            said = format!("{occasion} · {said}");
        }
        CasesPage {
            said,
            pagination: Pagination::new(language, query.clone(), entries.len() as u64, ROWS as u64),
            list: ListState { language, total, filters, sort, columns, query },
            panel,
            rows,
            frame,
        }
    }

    /// What is shown, in its order. Weekdays without an observation have no days and come last unless the list is ordered by day.
    fn entries(&self, query: &Query, sort: &Sort) -> Vec<Entry<'_>> {
        let group = GROUPS.iter().find(|(name, ..)| query.get("hvilke") == Some(name)).map(|(.., group)| *group);
        let only_missing = query.get("hvilke") == Some(MISSING.0);
        let by = match sort.by {
            "dag" => LineSort::Day,
            "dage" => LineSort::Days,
            _ => LineSort::Case,
        };
        let choice = LineChoice { group, sort: by, is_descending: sort.is_descending };
        let lines = if only_missing { Vec::new() } else { choice.of(&self.figure.lines) };
        let missing = if group.is_some() { &[][..] } else { &self.figure.missing };
        let mut entries: Vec<Entry<'_>> =
            lines.into_iter().map(Entry::Line).chain(missing.iter().map(Entry::Missing)).collect();
        if by == LineSort::Day && !missing.is_empty() {
            entries.sort_by_key(|entry| entry.day());
            if sort.is_descending {
                entries.reverse();
            }
        }
        entries
    }

    fn row(&self, language: Language, entry: Entry<'_>) -> Row {
        let office = |office: Office| office.words().text(language.into()).to_owned();
        match entry {
            Entry::Line(line) => {
                let at = self.counters.and_then(|counters| counters.get(&line.case)).map(|at| office(*at));
                Row {
                    name: at.unwrap_or_else(|| line.case.0.to_string()),
                    href: Some(format!(
                        "/maal/{}/{}/forklar?sag={}&{}",
                        self.plan.id,
                        self.goal,
                        line.case.0,
                        asking(self.days)
                    )),
                    day: language.date(line.day.date()),
                    days: line.value.map_or_else(|| "–".to_owned(), |value| language.decimal(f64::from(value), 0)),
                    outcome: text(language, &outcome_words(self.measure, line.outcome)),
                }
            }
            Entry::Missing(missing) => Row {
                name: office(missing.office),
                href: None,
                day: language.date(missing.day.date()),
                days: "–".to_owned(),
                outcome: language.t("goals-not-observed"),
            },
        }
    }

    fn panel(&self, language: Language, query: &Query) -> FilterPanel {
        let of_lines = GROUPS.iter().map(|(name, key, group)| {
            let lines = self.figure.lines.iter();
            (*name, *key, lines.filter(|line| group.takes(line.outcome)).count())
        });
        let all = of_lines.chain([(MISSING.0, MISSING.1, self.figure.missing.len())]);
        let choices = all.filter(|(.., count)| *count > 0).map(|(name, key, count)| Choice {
            value: name.to_owned(),
            label: format!("{} ({})", language.t(key), language.count(count as u64)),
        });
        let mut fields =
            vec![FilterField { name: "hvilke", label: language.t("goals-which"), choices: choices.collect() }];
        fields.retain(|field| !field.choices.is_empty());
        FilterPanel { language, query: query.clone(), fields, errors: Vec::new() }
    }
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
    let typed = query.get("sag").unwrap_or_default().to_owned();
    let Ok(case) = typed.trim().parse::<u64>() else {
        let key = if typed.trim().is_empty() { "problem-missing" } else { "problem-wrong-value" };
        return goal::page(frame, &session, &app, plan, &goal, Typed::case(&typed, key)).await;
    };
    let asked = FigureCases { plan: plan.clone(), opened: Opened::Case(case) };
    let (inputs, _, days) = measured(&app, &session, &query, asked).await?;
    let of_plan = inputs.plan.plan.clone();
    let number = goal.clone();
    let explained = app.blocking(move |_| {
        let goal = inputs.plan.plan.goal(&number).ok_or(Trouble::NotFound)?;
        inputs.explain(goal, case, days.on, days.known_at).map_err(Trouble::broken)
    });
    let Some(explained) = explained.await? else {
        return goal::page(frame, &session, &app, plan, &goal, Typed::case(&typed, "problem-unknown-case")).await;
    };
    let of_goal = of_plan.goal(&goal).ok_or(Trouble::NotFound)?;
    let findings = explained.findings.iter().map(|finding| {
        let part = of_goal.parts.iter().find(|part| *part.id.get_ref() == finding.part);
        let measure = part.map(|part| part.measure.get_ref());
        let words = |outcome: &Outcome| measure.map(|one| text(language, &outcome_words(one, *outcome)));
        let other = if finding.is_other { format!(" ({})", language.t("goals-other-reading")) } else { String::new() };
        Explained {
            title: match said::part(language, of_goal, &finding.part) {
                Some(part) => format!("{}: {part}{other}", capitalised(&said::measure(language, &finding.measure))),
                None => format!("{}{other}", capitalised(&said::measure(language, &finding.measure))),
            },
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
