//! What municipalities must mend in CPR, by when, and how: a municipality's own, or everybody's for the state.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::Authority;
use casework::fact::MunicipalityErrorKind;
use casework::questions::{ErrorLine, ErrorSort, Errors, MunicipalityErrors, Page};
use vocabulary::MunicipalityCode;

use crate::app::App;
use crate::components::{
    Choice, Column, FilterField, FilterPanel, ListState, Pagination, Query, RelativeDate, Sort, SummaryList, SummaryRow,
};
use crate::frame::{self, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;
use crate::{role_words, words};

/// Rows on a page.
const ROWS: usize = 25;

#[derive(Template)]
#[template(path = "pages/municipality_errors.html")]
struct ErrorsPage {
    frame: Frame,
    panel: FilterPanel,
    list: ListState,
    rows: Vec<Row>,
    pagination: Pagination,
    how: SummaryList,
    empty: String,
}

struct Row {
    name: Option<String>,
    cpr: String,
    what: String,
    typed: String,
    municipality: String,
    found: String,
    deadline: RelativeDate,
}

/// Every kind: name in the address, key of what is wrong, key of how to mend it.
const KINDS: [(&str, MunicipalityErrorKind, &str, &str); 4] = [
    ("mangler", MunicipalityErrorKind::PersonIdMissing, "error-missing", "mend-missing"),
    ("ukendt", MunicipalityErrorKind::PersonIdUnknown, "error-unknown", "mend-unknown"),
    ("en-andens", MunicipalityErrorKind::PersonIdOfAnother, "error-of-another", "mend-of-another"),
    ("to-gange", MunicipalityErrorKind::PersonIdTwice, "error-twice", "mend-twice"),
];

/// The list.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let columns = columns(language);
    let sort = Sort::asked(&query, &columns).unwrap_or(Sort { by: "frist", is_descending: false });
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let asked = MunicipalityErrors {
        municipality: query.get("kommune").and_then(|code| MunicipalityCode::parse(code).ok()),
        what: query
            .get("hvad")
            .and_then(|asked| KINDS.iter().find(|(name, ..)| *name == asked))
            .map(|(_, kind, ..)| *kind),
        overdue: query.get("frist") == Some("overskredet"),
        sort: match (sort.by, sort.is_descending) {
            ("kommune", _) => ErrorSort::Municipality,
            ("hvad", _) => ErrorSort::What,
            (_, true) => ErrorSort::DeadlineLast,
            _ => ErrorSort::Deadline,
        },
        page: Page { number, rows: ROWS },
    };
    let errors = app.ask(&session, role_words::purpose(session.officer.role), asked).await?;
    let panel = panel(language, &query, &errors, session.officer.authority);
    let filters = panel.said();
    let counts = [("count", (errors.found as u64).into()), ("of", (errors.of as u64).into())];
    let total = language.t_with("errors-count", &counts);
    let empty = language.t(if errors.of == 0 { "errors-empty" } else { "errors-empty-filter" });
    let today = app.office().day();
    let mut frame = frame.titled(language.t("errors-title")).method(language.t("errors-method"));
    if !filters.is_empty() {
        frame = frame.filter(filters.join(", "));
    }
    let how = KINDS.iter().map(|(.., what, mend)| SummaryRow {
        name: language.t(what),
        value: language.t(mend),
        change: None,
    });
    frame::page(&ErrorsPage {
        how: SummaryList { rows: how.collect() },
        panel,
        pagination: Pagination::new(language, query.clone(), errors.found as u64, ROWS as u64),
        list: ListState { language, total, filters, sort, columns, query },
        rows: errors.rows.into_iter().map(|line| row(language, today, line)).collect(),
        empty,
        frame,
    })
}

fn columns(language: Language) -> Vec<Column> {
    vec![
        Column::plain(language.t("errors-person")),
        Column::sortable("hvad", language.t("errors-what")),
        Column::plain(language.t("errors-typed")),
        Column::sortable("kommune", language.t("errors-municipality")),
        Column::plain(language.t("errors-found")),
        Column::sortable("frist", language.t("errors-deadline")),
    ]
}

fn row(language: Language, today: jiff::civil::Date, line: ErrorLine) -> Row {
    Row {
        name: line.name.filter(|name| !name.is_empty()),
        cpr: line.cpr,
        what: language.t(words_of(line.what)),
        typed: match (line.typed, line.municipality) {
            (Some(typed), _) => typed.to_string(),
            (None, None) => language.t("errors-hidden"),
            (None, Some(_)) => "–".to_owned(),
        },
        municipality: line
            .municipality
            .map_or_else(|| language.t("errors-hidden"), |code| words::municipality(Some(code))),
        found: language.date(line.found_on),
        deadline: RelativeDate { language, date: line.deadline, today },
    }
}

fn words_of(kind: MunicipalityErrorKind) -> &'static str {
    match kind {
        MunicipalityErrorKind::PersonIdMissing => "error-missing",
        MunicipalityErrorKind::PersonIdUnknown => "error-unknown",
        MunicipalityErrorKind::PersonIdOfAnother => "error-of-another",
        MunicipalityErrorKind::PersonIdTwice => "error-twice",
    }
}

fn panel(language: Language, query: &Query, errors: &Errors, authority: Authority) -> FilterPanel {
    let choice = |value: String, label: String, count: usize| Choice {
        value,
        label: format!("{label} ({})", language.count(count as u64)),
    };
    let kinds = KINDS.iter().filter_map(|(name, kind, what, _)| {
        Some(choice((*name).to_owned(), language.t(what), *errors.kinds.get(kind)?))
    });
    let overdue = choice("overskredet".to_owned(), language.t("errors-overdue"), errors.overdue);
    let mut fields = vec![
        FilterField { name: "hvad", label: language.t("errors-what"), choices: kinds.collect() },
        FilterField { name: "frist", label: language.t("errors-deadline"), choices: vec![overdue] },
    ];
    if authority.municipality().is_none() {
        let municipalities = errors
            .municipalities
            .iter()
            .map(|(code, count)| choice(code.to_string(), words::municipality(Some(*code)), *count));
        let label = language.t("errors-municipality");
        fields.push(FilterField { name: "kommune", label, choices: municipalities.collect() });
    }
    fields.retain(|field| !field.choices.is_empty());
    FilterPanel { language, query: query.clone(), fields, errors: Vec::new() }
}
