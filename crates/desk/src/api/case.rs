//! A case over the API: as the page shows it, as a case file, and who has looked at it.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::cases::CaseNumber;
use casework::office::{Inquirer, Question};
use casework::questions::{CaseExport, CasePage, HandOver, HandOverSeen, MayReadAccessLog};
use jiff::Timestamp;
use journal::LoggedRead;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::problem::Problem;
use super::reading::{Asked, Asker, CaseInPath, entity_tag, has};
use crate::app::{App, asked_in_vain};
use crate::frame::Trouble;
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;

/// What is wanted of a case.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseAsked {
    /// The person to look at, by person-id; the one the case is about where none is named.
    person: Option<String>,
    /// Whether the whole CPR number is wanted; that it was shown stands in the read log.
    #[param(required = false)]
    #[serde(default)]
    whole_cpr_number: bool,
    /// Whether an address is wanted that is protected; that it was shown stands in the read log.
    #[param(required = false)]
    #[serde(default)]
    protected_address: bool,
}

/// A case
///
/// Who it is about, what holds and why, what is to be done, what has happened. The ETag is `"VERSION.PRINT"`; with it in `If-None-Match`
/// the answer is 304 while nothing of what would be shown has changed, and then nothing is logged as looked at.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}",
    operation_id = "show_case",
    tag = "cases",
    params(("case" = String, Path, description = "The case number."), CaseAsked, ("If-None-Match" = Option<String>, Header, description = "An ETag of this case.")),
    responses(
        (status = 200, description = "The case.", body = ref("#/components/schemas/CaseSeen"), content_type = "application/json", headers(("ETag" = String, description = "The version and a print of what is shown."))),
        (status = 304, description = "Nothing has changed."),
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    Asker(session): Asker,
    CaseInPath(case): CaseInPath,
    Asked(asked): Asked<CaseAsked>,
    language: Language,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = CasePage {
        case: case.to_string(),
        person: asked.person,
        whole_cpr_number: asked.whole_cpr_number,
        protected_address: asked.protected_address,
        language: language.into(),
    };
    tagged(&app, &session, page, headers, |seen| (seen.version, serde_json::to_vec(seen))).await
}

/// A case as a case file
///
/// As docs/case-file.md describes it and `ankomst cases import` reads it. Stands in the read log as taken out.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/file",
    tag = "cases",
    params(("case" = String, Path, description = "The case number."), ("If-None-Match" = Option<String>, Header, description = "An ETag of this file.")),
    responses(
        (status = 200, description = "The case file.", body = ref("#/components/schemas/CaseFile"), content_type = "application/json", headers(("ETag" = String, description = "The version and a print of the file."))),
        (status = 304, description = "Nothing has changed."),
    )
)]
pub(crate) async fn file(
    State(app): State<App>,
    Asker(session): Asker,
    CaseInPath(case): CaseInPath,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let export = CaseExport { case };
    tagged(&app, &session, export, headers, |(version, file)| (*version, serde_json::to_vec(file))).await
}

/// A hand-over
///
/// What the municipality moved from passed on (§ 51 b), part by part, as the case stood at that moment. Stands in the read log as taken out.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/hand-overs/{id}",
    tag = "cases",
    params(
        ("case" = String, Path, description = "The case number."),
        ("id" = String, Path, description = "The id of the fact by which it was passed on."),
    ),
    responses((status = 200, description = "The hand-over.", body = ref("#/components/schemas/HandOverSeen"), content_type = "application/json"))
)]
pub(crate) async fn hand_over(
    State(app): State<App>,
    Asker(session): Asker,
    Path((case, id)): Path<(String, String)>,
) -> Result<axum::Json<HandOverSeen>, Problem> {
    let case = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let question = HandOver { case, id };
    Ok(axum::Json(app.ask(&session, purpose(session.officer.role), question).await?))
}

/// An answer with its entity tag, or 304 for who has it.
pub(super) async fn tagged<Q>(
    app: &App,
    session: &Session,
    question: Q,
    headers: HeaderMap,
    written: impl FnOnce(&Q::Answer) -> (u64, serde_json::Result<Vec<u8>>) + Send + 'static,
) -> Result<Response, Problem>
where
    Q: Question + Send + 'static,
{
    let officer = std::sync::Arc::clone(&session.officer);
    let answer = app.blocking(move |app| {
        let inquirer = Inquirer { officer: &officer, purpose: purpose(officer.role) };
        let mut shown = None;
        let news = app.office().ask_for_news(inquirer, &question, |answer| {
            let (version, body) = written(answer);
            let tag = body.as_ref().map_or_else(|_| String::new(), |body| entity_tag(version, body));
            let has_it = has(&headers, &tag);
            shown = Some((body, tag));
            has_it
        });
        let is_new = news.map_err(asked_in_vain)?.is_some();
        let (body, tag) = shown.ok_or(Trouble::NotFound)?;
        Ok((is_new, body?, tag))
    });
    let (is_new, body, tag) = answer.await?;
    if !is_new {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let headers = [(header::ETAG, tag), (header::CONTENT_TYPE, "application/json".to_owned())];
    Ok((headers, body).into_response())
}

/// Whose access log, and which part of it.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessLogAsked {
    /// The person, by person-id; the one the case is about where none is named.
    person: Option<String>,
    /// Only looks before the one at this position: `earlier` of the page before.
    #[param(minimum = 1, maximum = 1_000_000_000_000_i64)]
    before: Option<u64>,
    /// Most looks.
    #[param(minimum = 1, maximum = 200, default = 50)]
    rows: Option<u32>,
}

/// Who has looked at a person.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AccessLog {
    /// The looks, newest first.
    looks: Vec<AccessLogRow>,
    /// What to send as `before` for the earlier ones; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<u64>,
}

/// A look at a person's data.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AccessLogRow {
    /// Its place in the read log.
    position: u64,
    /// When.
    at: Timestamp,
    /// The officer's id.
    by: String,
    /// For which authority.
    authority: String,
    /// For what, in Danish as the person it is about reads it.
    purpose: String,
    /// At which part, in Danish.
    what: String,
}

/// The last position that can be asked for; no journal is as long.
const POSITION_MAX: u64 = 1_000_000_000_000;
const LOOKS: u32 = 50;
const LOOKS_MAX: u32 = 200;

/// Who has looked
///
/// The read log of one person of the case, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/access-log",
    tag = "cases",
    params(("case" = String, Path, description = "The case number."), AccessLogAsked),
    responses((status = 200, description = "A page of the read log.", body = ref("#/components/schemas/AccessLog"), content_type = "application/json"))
)]
pub(crate) async fn access_log(
    State(app): State<App>,
    Asker(session): Asker,
    CaseInPath(case): CaseInPath,
    Asked(asked): Asked<AccessLogAsked>,
) -> Result<axum::Json<AccessLog>, Problem> {
    let rows = asked.rows.unwrap_or(LOOKS);
    if !(1..=LOOKS_MAX).contains(&rows) {
        return Err(Problem::field("rows", "problem-wrong-value", format!("1–{LOOKS_MAX}")));
    }
    let before = match asked.before {
        Some(before) if !(1..=POSITION_MAX).contains(&before) => {
            return Err(Problem::field("before", "problem-wrong-value", format!("1–{POSITION_MAX}")));
        }
        before => before,
    };
    let question = MayReadAccessLog { case: case.to_string() };
    let persons = app.ask(&session, purpose(session.officer.role), question).await?;
    let mut persons = persons.into_iter().filter(|whose| asked.person.as_ref().is_none_or(|id| *id == whose.person));
    let whose = persons.next().ok_or(Trouble::NotFound)?;
    let reads = app.with_journal(move |journal| journal.reads_of_page_any(&whose.subjects, before, rows)).await?;
    let earlier = (reads.len() == rows as usize).then(|| reads.last().map(|last| last.position)).flatten();
    Ok(axum::Json(AccessLog { looks: reads.into_iter().map(row).collect(), earlier }))
}

fn row(read: LoggedRead) -> AccessLogRow {
    let LoggedRead { position, entry, .. } = read;
    let journal::ReadEntry { at, actor, authority, purpose, what, .. } = entry;
    AccessLogRow { position, at, by: actor, authority, purpose, what }
}
