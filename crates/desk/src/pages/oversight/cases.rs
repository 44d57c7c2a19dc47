//! The cases behind a figure of oversight.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::questions::{ComplianceCases, ComplianceRow, Figure, FigureSort, Page, cause_words, kind_place};
use law::duty::DutyNumber;
use oversight::compliance::Outcome;
use oversight::compliance::waiting::Cause;

use super::{PageTab, Part, municipality, panel, period, scope, tabs};
use crate::app::App;
use crate::components::{Column, FilterPanel, ListState, Pagination, Query, Sort};
use crate::frame::{self, Crumb, Frame, Trouble};
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

/// Rows on a page.
const ROWS: usize = 25;
/// A fact recorded more days late than this is one that somebody should look at.
const LATE_DAYS: i16 = 30;

#[derive(Template)]
#[template(path = "pages/oversight/cases.html")]
struct CasesPage {
    frame: Frame,
    tabs: Vec<PageTab>,
    panel: FilterPanel,
    list: ListState,
    rows: Vec<Row>,
    /// Which of the columns the figure has anything in.
    shown: Shown,
    pagination: Pagination,
    csv: String,
}

/// What a figure's lines have: a duty its days and outcome, a wait its days, a contract neither.
#[derive(Clone, Copy)]
struct Shown {
    duty: bool,
    days: bool,
}

impl Shown {
    fn of(figure: Figure) -> Self {
        match figure {
            Figure::Duties(_) => Self { duty: true, days: true },
            Figure::Waited(_) | Figure::EnteredLate { .. } => Self { duty: false, days: true },
            Figure::ContractsWithoutGoal => Self { duty: false, days: false },
        }
    }
}

struct Row {
    case: String,
    person: String,
    name: String,
    what: String,
    provision: String,
    municipality: String,
    due: String,
    ended: String,
    days: String,
    outcome: String,
}

/// The list.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let today = app.office().day();
    let scope = scope(&query, today);
    let figure = figure(&query);
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let shown = Shown::of(figure);
    let columns = columns(language, shown);
    let otherwise = if shown.days { "dage" } else { "sag" };
    let asked = Sort::asked(&query, &columns).map_or(otherwise, |sort| sort.by);
    // Each order has one direction: what lasted longest, or what was due first.
    let sort = Sort { by: asked, is_descending: asked == "dage" };
    let asked = ComplianceCases { scope, figure, sort: sorted_by(sort), page: Page { number, rows: ROWS } };
    let rows = app.ask(&session, role_words::purpose(session.officer.role), asked).await?;
    let is_of_duties = matches!(figure, Figure::Duties(_));
    let all = [Part::Period, Part::Municipality, Part::Ground, Part::Bearer];
    let parts = if is_of_duties { &all[..] } else { &[Part::Municipality] };
    let panel = panel(language, &query, &session, today, parts);
    let what = said(language, &query, figure);
    let mut filters = vec![what.clone()];
    if is_of_duties {
        filters.push(period(language, &scope));
    }
    filters.extend(panel.said());
    let total = language
        .t_with("oversight-cases-count", &[("count", (rows.found as u64).into()), ("of", (rows.of as u64).into())]);
    let list = ListState { language, total, filters: filters.clone(), sort, columns, query: query.clone() };
    let mut frame = frame.titled(what).method(language.t("oversight-cases-method")).filter(filters.join(", "));
    frame.breadcrumb = vec![Crumb { label: language.t("oversight-title"), href: "/tilsyn".to_owned() }];
    let status = if panel.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = CasesPage {
        shown,
        tabs: tabs(language, &query, session.officer.role),
        pagination: Pagination::new(language, query.clone(), rows.found as u64, ROWS as u64),
        rows: rows.rows.into_iter().map(|one| row(language, one)).collect(),
        csv: super::super::export::href(&query, "/tilsyn/sager.csv"),
        frame,
        panel,
        list,
    };
    frame::page_with(status, &page)
}

fn columns(language: Language, shown: Shown) -> Vec<Column> {
    let mut columns = vec![
        Column::sortable("sag", language.t("work-person")),
        Column::plain(language.t("work-what")),
        Column::plain(language.t("work-municipality")),
    ];
    if shown.duty {
        columns.push(Column::sortable("frist", language.t("work-due")));
        columns.push(Column::plain(language.t("oversight-ended")));
    }
    if shown.days {
        columns.push(Column::sortable("dage", language.t("oversight-days")).numeric());
    }
    if shown.duty {
        columns.push(Column::plain(language.t("oversight-outcome")));
    }
    columns
}

/// The order of a sort: days have the most first, the others the earliest.
fn sorted_by(sort: Sort) -> FigureSort {
    match sort.by {
        "frist" => FigureSort::Due,
        "sag" => FigureSort::Case,
        _ => FigureSort::Days,
    }
}

/// Which figure the address opens.
pub(super) fn figure(query: &Query) -> Figure {
    match query.get("figur") {
        Some("uden-maal") => Figure::ContractsWithoutGoal,
        Some("ventetid") => Figure::Waited(query.get("aarsag").and_then(Cause::named).unwrap_or(Cause::Municipality)),
        Some("indtastning") => {
            Figure::EnteredLate { kind: query.get("art").and_then(kind_place), over_days: LATE_DAYS }
        }
        _ => Figure::Duties(query.get("udfald").and_then(Outcome::named)),
    }
}

/// What the list holds, in words.
pub(super) fn said(language: Language, query: &Query, figure: Figure) -> String {
    let of = |words: [&'static str; 2]| words[usize::from(language != Language::Danish)].to_owned();
    match figure {
        Figure::Duties(outcome) => {
            let duty = query.get("pligt").and_then(DutyNumber::named);
            let duty = duty.map_or_else(
                || language.t("oversight-all-duties"),
                |duty| format!("{} {}", duty.provision, duty.words.text(language.into())),
            );
            match outcome {
                Some(outcome) => format!("{duty}: {}", language.t(outcome_key(outcome))),
                None => duty,
            }
        }
        Figure::ContractsWithoutGoal => language.t("oversight-without-goal"),
        Figure::Waited(cause) => language.t_with("oversight-waited", &[("cause", of(cause_words(cause)).into())]),
        Figure::EnteredLate { kind, over_days } => {
            let kind = kind.and_then(|place| law::facts::names::kind(law::facts::KINDS[place]));
            let kind = kind.map_or_else(|| language.t("oversight-all-facts"), |words| of([words.da, words.en]));
            let days = i64::from(over_days).into();
            language.t_with("oversight-entered-late", &[("kind", kind.into()), ("days", days)])
        }
    }
}

/// What an outcome is called.
pub(super) fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::InTime => "outcome-in-time",
        Outcome::Late => "outcome-late",
        Outcome::Missing => "outcome-missing",
        Outcome::Excused => "outcome-excused",
        Outcome::Undecidable => "outcome-undecidable",
        Outcome::NotYetDue => "outcome-not-yet-due",
        Outcome::DoneWithoutDate => "outcome-done-without-date",
        Outcome::OpenWithoutDate => "outcome-open-without-date",
    }
}

fn row(language: Language, row: ComplianceRow) -> Row {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| language.date(day));
    Row {
        case: row.case.to_string(),
        person: row.person,
        name: row.name,
        what: row.words[usize::from(language != Language::Danish)].to_owned(),
        provision: row.provision.map_or_else(String::new, |provision| provision.to_string()),
        municipality: municipality(language, row.municipality),
        due: row.due.map_or_else(
            || if row.outcome.is_some() { language.t("work-no-date") } else { String::new() },
            |due| language.date(due),
        ),
        ended: day(row.ended),
        days: row.days.and_then(|days| u64::try_from(days).ok()).map_or_else(String::new, |days| language.count(days)),
        outcome: row.outcome.map_or_else(String::new, |outcome| language.t(outcome_key(outcome))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_the_columns_that_it_has_something_in() {
        let labels = |path: &str| {
            let columns = columns(Language::Danish, Shown::of(figure(&Query::of(path))));
            columns.into_iter().map(|column| column.label).collect::<Vec<_>>()
        };
        assert_eq!(labels("/tilsyn/sager?udfald=late").len(), 7);
        assert_eq!(labels("/tilsyn/sager?figur=uden-maal").len(), 3);
        let waited = labels("/tilsyn/sager?figur=ventetid");
        assert_eq!((waited.len(), waited[3].as_str()), (4, "Dage"));
    }
}
