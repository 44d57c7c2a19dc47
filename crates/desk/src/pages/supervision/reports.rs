//! Who owes a report on Danish education for a period, and how far each has come: all 98 municipalities, and calling in from many at once.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::supervision::{OwedReports, OwedSeen};
use jiff::civil::Date;
use oversight::danish_education::{Owed, Standing, rhythms};
use vocabulary::Municipality;

use super::area::{municipality, report_badge};
use super::call_in::CHOSEN;
use crate::app::App;
use crate::components::{Badge, Choice, Column, FilterField, FilterPanel, ListState, Query, RelativeDate, Sort};
use crate::frame::{self, Frame, Trouble};
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/supervision_reports.html")]
struct Page {
    frame: Frame,
    panel: FilterPanel,
    list: ListState,
    counts: Vec<(String, String)>,
    rows: Vec<Row>,
    rhythm: String,
    period_last: Date,
    may_call_in: bool,
}

struct Row {
    code: String,
    name: String,
    region: &'static str,
    href: Option<String>,
    deadline: Option<RelativeDate>,
    points: String,
    badge: Badge,
    is_called_in: bool,
    is_chosen: bool,
}

/// The list.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let standing = query.get("status").and_then(|asked| {
        Standing::ALL.into_iter().find(|standing| serde_json::to_value(standing).is_ok_and(|name| name == asked))
    });
    let asked = OwedReports { period_last: query.get("periode").and_then(|day| day.parse().ok()), standing };
    let seen = app.ask(&session, purpose(session.officer.role), asked).await?;
    let columns = vec![
        Column::sortable("kommune", language.t("supervision-municipality")),
        Column::plain(language.t("supervision-region")),
        Column::sortable("frist", language.t("supervision-deadline")),
        Column::plain(language.t("supervision-open-points")),
        Column::sortable("status", language.t("supervision-standing")),
    ];
    let sort = Sort::asked(&query, &columns).unwrap_or(Sort { by: "kommune", is_descending: false });
    let today = app.office().day();
    let panel = panel(language, &query, &seen);
    let filters = panel.said();
    let chosen: Vec<&str> = query.get(CHOSEN).map(|codes| codes.split(',').collect()).unwrap_or_default();
    let mut rows: Vec<(&Owed, Row)> =
        seen.lines.iter().map(|line| (line, row(language, today, seen.period.last, line, &chosen))).collect();
    match sort.by {
        "frist" => rows.sort_by_key(|(line, _)| line.deadline.unwrap_or(Date::MAX)),
        "status" => rows.sort_by_key(|(line, _)| Standing::ALL.iter().position(|one| *one == line.standing)),
        _ => rows.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name)),
    }
    if sort.is_descending {
        rows.reverse();
    }
    let count = |count: usize| (count as u64).into();
    let total = language.t_with("supervision-reports-count", &[("count", count(rows.len())), ("of", count(98))]);
    let counts = Standing::ALL.into_iter().filter_map(|standing| {
        let many = seen.counts.get(&standing)?;
        Some((standing.words().text(language.into()).to_owned(), language.count(*many as u64)))
    });
    let mut frame = frame
        .titled(language.t("supervision-danish"))
        .below(language.t("nav-supervision"), "/opfoelgning")
        .method(language.t("supervision-danish-method"));
    if !filters.is_empty() {
        frame = frame.filter(filters.join(", "));
    }
    let rhythm: BTreeMap<Option<Date>, i16> = rhythms().iter().map(|one| (one.from, one.years)).collect();
    let rhythm = rhythm.into_iter().map(|(from, years)| {
        let years = (i64::from(years)).into();
        match from {
            None => language.t_with("supervision-rhythm-before", &[("years", years)]),
            Some(from) => {
                language.t_with("supervision-rhythm-from", &[("years", years), ("from", language.date(from).into())])
            }
        }
    });
    let rhythm: Vec<String> = rhythm.collect();
    frame::page(&Page {
        panel,
        counts: counts.collect(),
        list: ListState { language, total, filters, sort, columns, query },
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        rhythm: rhythm.join(" "),
        period_last: seen.period.last,
        may_call_in: seen.may_call_in,
        frame,
    })
}

fn panel(language: Language, query: &Query, seen: &OwedSeen) -> FilterPanel {
    let standings = Standing::ALL.into_iter().filter_map(|standing| {
        let count = seen.counts.get(&standing)?;
        let value = serde_json::to_value(standing).ok()?.as_str()?.to_owned();
        let label = format!("{} ({})", standing.words().text(language.into()), language.count(*count as u64));
        Some(Choice { value, label })
    });
    let periods = seen.periods.iter().rev().map(|period| Choice {
        value: period.last.to_string(),
        label: format!("{} – {}", language.date(period.first), language.date(period.last)),
    });
    let fields = vec![
        FilterField { name: "status", label: language.t("supervision-standing"), choices: standings.collect() },
        FilterField { name: "periode", label: language.t("supervision-period"), choices: periods.collect() },
    ];
    FilterPanel { language, query: query.clone(), fields, errors: Vec::new() }
}

fn row(language: Language, today: Date, last: Date, line: &Owed, chosen: &[&str]) -> Row {
    let is_called_in = line.standing != Standing::NotCalledIn;
    let region = line.municipality.municipality().map_or("", |one: &Municipality| one.region.name());
    Row {
        code: line.municipality.to_string(),
        name: municipality(line.municipality),
        region,
        href: is_called_in.then(|| format!("/opfoelgning/rapporter/{}-{last}", line.municipality)),
        deadline: line.deadline.map(|date| RelativeDate { language, date, today }),
        points: language.count(line.open_points as u64),
        badge: report_badge(language, line.standing),
        is_called_in,
        is_chosen: chosen.contains(&line.municipality.to_string().as_str()),
    }
}
