//! The list of cases, with the pairs "with / without".

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::office::Purpose;
use casework::questions::{AssignedTo, CaseList, CaseRow, Having, Page, Pair};
use vocabulary::MunicipalityCode;

use super::columns::{CASES, Chooser};
use crate::app::App;
use crate::components::{ListState, Pagination, Query, RelativeDate, Sort};
use crate::frame::{self, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;

const ROWS: usize = 25;

#[derive(Template)]
#[template(path = "pages/cases.html")]
struct CasesPage {
    frame: Frame,
    pairs: Vec<PairLine>,
    list: ListState,
    rows: Vec<Row>,
    pagination: Pagination,
    unreadable: Option<String>,
    all: String,
    /// The names of the shown columns.
    shown: Vec<&'static str>,
    columns: Chooser,
    /// Where the whole list is fetched as a file.
    export: String,
    may_open: bool,
}

struct PairLine {
    label: String,
    with: u64,
    without: u64,
    share: String,
    with_href: String,
    without_href: String,
}

struct Row {
    case: String,
    person: String,
    name: String,
    municipality: String,
    next_due: Option<RelativeDate>,
    assigned: String,
    lacks: String,
}

/// The list of cases.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let having = having(&query);
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let asked = CaseList { page: Page { number, rows: ROWS }, ..asked(&query) };
    let columns = CASES.chosen(&app, &session).await?;
    let cases = app.ask(&session, Purpose::Planning, asked).await?;
    let pairs = cases.pairs.iter().map(|(pair, with, without)| pair_line(language, &query, *pair, *with, *without));
    let filters: Vec<String> = having.map(|having| said(language, having)).into_iter().collect();
    let total = language
        .t_with("cases-count", &[("count", (cases.list.found as u64).into()), ("of", (cases.list.of as u64).into())]);
    let list = ListState {
        language,
        total,
        filters: filters.clone(),
        sort: Sort { by: "sag", is_descending: false },
        columns: columns.heads(language),
        query: query.clone(),
    };
    let today = app.office().day();
    let pairs = pairs.collect();
    let pagination = Pagination::new(language, query.clone(), cases.list.found as u64, ROWS as u64);
    let mut frame = frame.titled(language.t("cases-title")).method(language.t("cases-method"));
    if !filters.is_empty() {
        frame = frame.filter(filters.join(", "));
    }
    frame::page(&CasesPage {
        shown: columns.keys().to_vec(),
        columns: columns.chooser(&frame),
        frame,
        pairs,
        list,
        rows: cases.list.rows.into_iter().map(|one| row(language, today, &app, one)).collect(),
        pagination,
        unreadable: (cases.unreadable > 0)
            .then(|| language.t_with("cases-unreadable", &[("count", (cases.unreadable as u64).into())])),
        export: super::export::href(&query, "/sager.csv"),
        all: query.without("med").without("uden").without("side").href(),
        may_open: session.officer.role.may(casework::access::Action::OpenCases),
    })
}

/// What the address asks for.
pub(super) fn asked(query: &Query) -> CaseList {
    CaseList {
        having: having(query),
        assigned: if query.get("hos") == Some("mig") { AssignedTo::Me } else { AssignedTo::Anybody },
        municipality: query.get("kommune").and_then(|code| MunicipalityCode::parse(code).ok()),
        page: Page::default(),
    }
}

fn having(query: &Query) -> Option<Having> {
    let pair = |name: &str| Pair::ALL.into_iter().find(|pair| pair.key() == name);
    let with = query.get("med").and_then(pair).map(|pair| Having { pair, with: true });
    with.or_else(|| query.get("uden").and_then(pair).map(|pair| Having { pair, with: false }))
}

pub(super) fn pair_key(pair: Pair) -> &'static str {
    match pair {
        Pair::Contract => "pair-contract",
        Pair::Goal => "pair-goal",
        Pair::FollowUp => "pair-follow-up",
        Pair::DanishReferral => "pair-danish-referral",
    }
}

pub(super) fn said(language: Language, having: Having) -> String {
    let key = if having.with { "cases-with" } else { "cases-without" };
    language.t_with(key, &[("what", language.t(pair_key(having.pair)).into())])
}

fn pair_line(language: Language, query: &Query, pair: Pair, with: usize, without: usize) -> PairLine {
    let query = query.without("med").without("uden").without("side");
    let of = with + without;
    let share = if of == 0 { language.t("cases-none") } else { language.percent(without as f64 / of as f64) };
    PairLine {
        label: language.t(pair_key(pair)),
        with: with as u64,
        without: without as u64,
        share,
        with_href: query.with("med", pair.key()).href(),
        without_href: query.with("uden", pair.key()).href(),
    }
}

fn row(language: Language, today: jiff::civil::Date, app: &App, row: CaseRow) -> Row {
    let lacks: Vec<String> = row.lacks.iter().map(|pair| language.t(pair_key(*pair))).collect();
    Row {
        case: row.case.to_string(),
        person: row.person,
        name: row.name,
        municipality: row
            .municipality
            .and_then(MunicipalityCode::municipality)
            .map_or(String::new(), |one| one.name.clone()),
        next_due: row.next_due.map(|date| RelativeDate { language, date, today }),
        assigned: app.officers().in_charge(language, row.assigned.as_deref()),
        lacks: if lacks.is_empty() { language.t("cases-lacks-nothing") } else { lacks.join(", ") },
    }
}
