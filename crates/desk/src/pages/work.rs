//! The work list: duties, facts to ask for, judgements; and giving cases to somebody, many at once.

mod assigning;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::Action;
use casework::office::Purpose;
use casework::questions::{AssignedTo, Page, Rows, Timing, WorkFilter, WorkKind, WorkList, WorkRow, WorkSort};
use vocabulary::MunicipalityCode;

pub(crate) use assigning::{Assigning, assign, choose, show as show_assigning, steer, undo};

use super::columns::{Chooser, Chosen, WORK};
use super::work_table::WorkTable;
use crate::app::App;
use crate::components::{Choice, FilterField, FilterPanel, ListState, Pagination, Query, Sort};
use crate::frame::{self, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/work.html")]
struct WorkPage {
    frame: Frame,
    kinds: Vec<(String, String, bool)>,
    panel: FilterPanel,
    list: ListState,
    table: WorkTable,
    pagination: Pagination,
    officers: Vec<(String, String)>,
    may_assign: bool,
    /// Says of a box that it chooses every case of the list, on all pages.
    whole: String,
    saved: Vec<(String, String)>,
    empty: String,
    columns: Chooser,
    /// Where the whole list is fetched as a file.
    export: String,
}

/// Rows on a page.
const ROWS: usize = 25;

/// The work list.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let filter = filter(&query);
    let kind = filter.kind;
    let columns = WORK.chosen(&app, &session).await?;
    let sort = Sort::asked(&query, &WORK.heads(frame.language)).unwrap_or(Sort { by: "frist", is_descending: false });
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let asked = WorkList { filter, sort: sorted_by(sort), page: Page { number, rows: ROWS } };
    let rows = app.ask(&session, Purpose::Planning, asked).await?;
    let saved = super::saved_choices::of(&app, &session, "opgaver").await?;
    page(frame, &session, &app, Listed { query, kind, columns, sort, rows, saved })
}

struct Listed {
    query: Query,
    kind: WorkKind,
    columns: Chosen,
    sort: Sort,
    rows: Rows<WorkRow>,
    saved: Vec<(String, String)>,
}

fn page(frame: Frame, session: &Session, app: &App, listed: Listed) -> Result<Response, Trouble> {
    let Listed { query, kind, columns, sort, rows, saved } = listed;
    let language = frame.language;
    let found = rows.found;
    let panel = panel(language, &query, &rows, session, app);
    let total =
        language.t_with(total_key(kind), &[("count", (rows.found as u64).into()), ("of", (rows.of as u64).into())]);
    let filters = panel.said();
    let may_assign = session.officer.role.may(Action::AssignWork);
    let pagination = Pagination::new(language, query.clone(), rows.found as u64, ROWS as u64);
    let empty = language.t(if rows.of == 0 { "work-empty-all" } else { "work-empty-filter" });
    let today = app.office().day();
    let table = WorkTable::new(language, today, rows.rows, app.officers(), &columns, may_assign);
    let heads = columns.heads(language);
    let list = ListState { language, total, filters: filters.clone(), sort, columns: heads, query: query.clone() };
    let title = language.t(kind_key(kind));
    let mut frame = frame.titled(title).method(language.t("work-method"));
    if !filters.is_empty() {
        frame = frame.filter(filters.join(", "));
    }
    let kinds = [WorkKind::Duties, WorkKind::Missing, WorkKind::Judgements].map(|other| {
        let href = query.without("side").without("hvad").with("art", kind_name(other)).href();
        (language.t(kind_key(other)), href, other == kind)
    });
    let officers = officers(session, app);
    let export = super::export::href(&query, "/opgaver.csv");
    frame::page(&WorkPage {
        columns: columns.chooser(&frame),
        export,
        frame,
        kinds: kinds.into(),
        panel,
        list,
        table,
        pagination,
        officers,
        may_assign,
        whole: language.t_with("assign-whole-list", &[("count", (found as u64).into())]),
        saved,
        empty,
    })
}

/// Officers of the same authority, to whom cases can be given.
fn officers(session: &Session, app: &App) -> Vec<(String, String)> {
    let same = app.officers().iter().filter(|officer| officer.authority == session.officer.authority);
    let runs_cases = same.filter(|officer| officer.role.may(Action::RecordFacts));
    runs_cases.map(|officer| (officer.id.clone(), officer.name.clone())).collect()
}

pub(super) fn sorted_by(sort: Sort) -> WorkSort {
    match (sort.by, sort.is_descending) {
        ("navn", _) => WorkSort::Name,
        ("hvad", _) => WorkSort::What,
        (_, true) => WorkSort::DueLast,
        _ => WorkSort::Due,
    }
}

/// What the address asks for.
pub(super) fn filter(query: &Query) -> WorkFilter {
    let assigned = match query.get("hos") {
        None => AssignedTo::Anybody,
        Some("mig") => AssignedTo::Me,
        Some("ingen") => AssignedTo::Nobody,
        Some(id) => AssignedTo::Officer(id.to_owned()),
    };
    WorkFilter {
        kind: match query.get("art") {
            Some("missing") => WorkKind::Missing,
            Some("judgements") => WorkKind::Judgements,
            _ => WorkKind::Duties,
        },
        timing: query.get("tid").and_then(timing).unwrap_or_default(),
        what: query.get("hvad").map(ToOwned::to_owned),
        assigned,
        municipality: query.get("kommune").and_then(|code| MunicipalityCode::parse(code).ok()),
        text: query.get("tekst").map(ToOwned::to_owned),
    }
}

const TIMINGS: [(&str, Timing, &str); 5] = [
    ("overdue", Timing::Overdue, "timing-overdue"),
    ("within-seven-days", Timing::WithinSevenDays, "timing-seven-days"),
    ("past-target", Timing::PastTarget, "timing-past-target"),
    ("new", Timing::New, "timing-new"),
    ("without-date", Timing::WithoutDate, "timing-without-date"),
];

fn timing(name: &str) -> Option<Timing> {
    TIMINGS.iter().find(|(known, ..)| *known == name).map(|(_, timing, _)| *timing)
}

fn kind_name(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::Duties => "duties",
        WorkKind::Missing => "missing",
        WorkKind::Judgements => "judgements",
    }
}

pub(super) fn kind_key(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::Duties => "work-duties",
        WorkKind::Missing => "work-missing",
        WorkKind::Judgements => "work-judgements",
    }
}

fn total_key(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::Duties => "work-count-duties",
        WorkKind::Missing => "work-count-missing",
        WorkKind::Judgements => "work-count-judgements",
    }
}

fn panel(language: Language, query: &Query, rows: &Rows<WorkRow>, session: &Session, app: &App) -> FilterPanel {
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
    let timings = TIMINGS.iter().map(|(name, _, key)| choice(name, language.t(key))).collect();
    let what = rows.choices.iter().map(|one| {
        let label = format!("{} ({})", one.words.text(language.into()), language.count(one.count as u64));
        choice(one.key, label)
    });
    let mut assigned = vec![choice("mig", language.t("work-mine")), choice("ingen", language.t("work-nobody"))];
    assigned.extend(officers(session, app).into_iter().map(|(id, name)| choice(&id, name)));
    let mut fields = vec![
        FilterField { name: "tid", label: language.t("work-filter-timing"), choices: timings },
        FilterField { name: "hvad", label: language.t("work-filter-what"), choices: what.collect() },
        FilterField { name: "hos", label: language.t("work-assigned"), choices: assigned },
        FilterField { name: "tekst", label: language.t("work-filter-text"), choices: Vec::new() },
    ];
    if session.officer.authority.municipality().is_none() {
        let municipalities = vocabulary::Municipality::all().iter();
        let choices = municipalities.map(|one| choice(&one.code.to_string(), one.name.clone())).collect();
        fields.push(FilterField { name: "kommune", label: language.t("work-municipality"), choices });
    }
    FilterPanel { language, query: query.clone(), fields, errors: Vec::new() }
}

#[cfg(test)]
mod tests;
