//! What programs do: open cases, record and withdraw facts, write notes, say who works on what.
//!
//! A command with an `Idempotency-Key` is done once. One that changes what a case says names the version it was written against.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use casework::cases::CaseNumber;
use casework::commands::{
    AssignCases, Holder, OpenCase, Preview, RecordFacts, WhatWouldBeAssigned, WithdrawFact, WriteNote,
};
use casework::office::{Answered, Command, CommandError, Inquirer, Once, Purpose};
use casework::questions::{Consequences, WhatWouldChange};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::problem::Problem;
use super::reading::{Asker, CaseInPath, Json, Sent};
use crate::app::App;
use crate::frame::Trouble;
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;

/// Most facts, ids or cases in one command.
const MOST: usize = 1_000;

/// What a command is answered: kept as it is, so that it can be given again.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<String>,
    pub(super) body: Value,
}

/// Facts for a case.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Facts {
    /// The facts, as a case file has them (docs/case-file.md). Ids and the day of recording are put in where they are left out.
    #[schemars(length(min = 1, max = 1000), with = "Vec<FactGiven>")]
    facts: Vec<Map<String, Value>>,
}

/// A fact: its kind, its day, and the fields of its kind.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "the schema of what the law crate reads; its fields go by the kind")]
pub(crate) struct FactGiven {
    /// The kind of fact.
    fact: String,
    /// The day it happened.
    on: vocabulary::UncertainDate,
}

/// Facts that should not have been recorded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdrawal {
    /// The facts' ids.
    #[schemars(length(min = 1, max = 1000))]
    ids: Vec<String>,
    /// Why.
    reason: String,
}

/// A note.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteGiven {
    /// What it says.
    #[schemars(length(min = 1, max = 20000))]
    text: String,
}

/// A case to be opened.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opening {
    /// The persons by their person-ids; the first is the one the case is about.
    #[schemars(length(min = 1, max = 1000))]
    persons: Vec<String>,
    /// What it begins with: permit, placement, registration.
    #[schemars(length(min = 1, max = 1000), with = "Vec<FactGiven>")]
    facts: Vec<Map<String, Value>>,
}

/// Cases to be given to an officer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assigning {
    /// The cases.
    #[schemars(length(min = 1, max = 1000))]
    cases: Vec<CaseNumber>,
    /// The officer's id; none takes the cases from whoever has them.
    to: Option<String>,
    /// Who had the cases when the change was looked at: the officer's id, empty for nobody. A case that somebody else has now is left out. Where the
    /// field is left out, whoever has them.
    held_by: Option<String>,
    /// Why.
    #[serde(default)]
    #[schemars(length(max = 1000))]
    reason: String,
}

/// What a command came to.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Done {
    /// The version of the case now: what to send in `If-Match` with the next command, in quotation marks.
    version: u64,
    /// The ids of the facts that were recorded, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
    /// The case that was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<CaseNumber>,
}

impl Done {
    pub(super) fn of(version: u64, ids: Vec<String>, case: Option<CaseNumber>) -> Self {
        Self { version, ids, case }
    }
}

pub(super) fn at_most<T>(field: &str, many: &[T]) -> Result<(), Problem> {
    match many.len() {
        0 => Err(Problem::field(field, "problem-missing", "")),
        count if count > MOST => Err(Problem::field(field, "problem-too-many", MOST.to_string())),
        _ => Ok(()),
    }
}

fn values(facts: Vec<Map<String, Value>>) -> Vec<Value> {
    facts.into_iter().map(Value::Object).collect()
}

/// Sends a command into the office, once for its key where it has one.
pub(super) async fn send<C>(
    app: &App,
    session: &Session,
    once: Option<Once>,
    purpose: Purpose,
    command: C,
    answer: impl FnOnce(&C::Done, u64) -> Answer + Send + 'static,
) -> Result<Response, Problem>
where
    C: Command + Send + 'static,
{
    let officer = Arc::clone(&session.officer);
    let done = app.blocking(move |app| {
        let inquirer = Inquirer { officer: &officer, purpose };
        let now = Timestamp::now();
        let text = |done: &C::Done, last| serde_json::to_string(&answer(done, last)).expect("an answer is plain data");
        Ok(match once {
            Some(once) => app.office().act_once(inquirer, &command, &once, now, text),
            None => app
                .office()
                .act_at(inquirer, &command, now)
                .map(|(done, last)| Answered { answer: text(&done, last), is_repeated: false }),
        })
    });
    written(&done.await??)
}

/// The answer that a key was given before; none where nothing was done under it.
pub(super) async fn answered_before(app: &App, session: &Session, once: &Once) -> Result<Option<Response>, Problem> {
    let (officer, once) = (Arc::clone(&session.officer), once.clone());
    let kept = app.blocking(move |app| {
        let inquirer = Inquirer { officer: &officer, purpose: purpose(officer.role) };
        Ok(app.office().answered_before(inquirer, &once))
    });
    kept.await??.map(|answered| written(&answered)).transpose()
}

/// The answer as it was kept; one that is given again says so.
pub(super) fn written(answered: &Answered) -> Result<Response, Problem> {
    let Answer { status, location, body } = serde_json::from_str(&answered.answer).map_err(Trouble::broken)?;
    let mut response = Response::new(Body::from(serde_json::to_vec(&body).map_err(Trouble::broken)?));
    *response.status_mut() = StatusCode::from_u16(status).map_err(Trouble::broken)?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(location) = location {
        headers.insert(header::LOCATION, HeaderValue::from_str(&location).map_err(Trouble::broken)?);
    }
    if answered.is_repeated {
        headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    Ok(response)
}

pub(super) fn created(done: &Done, location: Option<String>) -> Answer {
    Answer { status: 201, location, body: serde_json::to_value(done).expect("a number and texts") }
}

/// A conflict of a command that names its version is a stale version.
pub(super) fn stale(problem: Problem) -> Problem {
    match problem {
        Problem::ChangedMeanwhile(meanwhile) => Problem::VersionStale(Some(meanwhile)),
        other => other,
    }
}

/// Open a case
///
/// For persons of the alien register, with the facts that the case begins with.
#[utoipa::path(
    post,
    path = "/api/v1/cases",
    tag = "cases",
    params(("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once.")),
    request_body(content = ref("#/components/schemas/Opening"), content_type = "application/json"),
    responses((status = 201, description = "Opened.", body = ref("#/components/schemas/Done"), content_type = "application/json", headers(("Location" = String, description = "The case."))))
)]
pub(crate) async fn open_case(State(app): State<App>, sent: Sent<Opening>) -> Result<Response, Problem> {
    let Sent { session, body: Opening { persons, facts }, once, .. } = sent;
    at_most("persons", &persons)?;
    at_most("facts", &facts)?;
    let command = OpenCase { persons, facts: values(facts) };
    let purpose = purpose(session.officer.role);
    send(&app, &session, once, purpose, command, |case, version| {
        let location = Some(format!("/api/v1/cases/{case}"));
        created(&Done { version, ids: Vec::new(), case: Some(case.clone()) }, location)
    })
    .await
}

/// Record facts
///
/// They are read as the Act will read them before anything is stored: all of them are recorded or none.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/facts",
    tag = "cases",
    params(
        ("case" = String, Path, description = "The case number."),
        ("If-Match" = String, Header, description = "The version that the facts were written against: the case's ETag, or its version in quotation marks."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/Facts"), content_type = "application/json"),
    responses((status = 201, description = "Recorded.", body = ref("#/components/schemas/Done"), content_type = "application/json"))
)]
pub(crate) async fn record_facts(
    State(app): State<App>,
    CaseInPath(case): CaseInPath,
    sent: Sent<Facts>,
) -> Result<Response, Problem> {
    let from = sent.version()?;
    let Sent { session, body: Facts { facts }, once, .. } = sent;
    at_most("facts", &facts)?;
    let command = RecordFacts { case, facts: values(facts), from };
    let purpose = purpose(session.officer.role);
    let sent = send(&app, &session, once, purpose, command, |recorded, version| {
        created(&Done { version, ids: recorded.ids.clone(), case: None }, None)
    });
    sent.await.map_err(stale)
}

/// Withdraw facts
///
/// Facts that should not have been recorded: they and their withdrawal stay in the journal, and the Act no longer reads them.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/withdrawals",
    tag = "cases",
    params(
        ("case" = String, Path, description = "The case number."),
        ("If-Match" = String, Header, description = "The version that was looked at: the case's ETag, or its version in quotation marks."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/Withdrawal"), content_type = "application/json"),
    responses((status = 201, description = "Withdrawn.", body = ref("#/components/schemas/Done"), content_type = "application/json"))
)]
pub(crate) async fn withdraw_facts(
    State(app): State<App>,
    CaseInPath(case): CaseInPath,
    sent: Sent<Withdrawal>,
) -> Result<Response, Problem> {
    let from = sent.version()?;
    let Sent { session, body: Withdrawal { ids, reason }, once, .. } = sent;
    at_most("ids", &ids)?;
    let command = WithdrawFact { case, ids, reason, from };
    let purpose = purpose(session.officer.role);
    let sent = send(&app, &session, once, purpose, command, |(), version| {
        created(&Done { version, ids: Vec::new(), case: None }, None)
    });
    sent.await.map_err(stale)
}

/// Write a note
///
/// What is worth knowing and no fact of the Act. Notes stand side by side, so no version is named.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/notes",
    tag = "cases",
    params(
        ("case" = String, Path, description = "The case number."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/NoteGiven"), content_type = "application/json"),
    responses((status = 201, description = "Written.", body = ref("#/components/schemas/Done"), content_type = "application/json"))
)]
pub(crate) async fn write_note(
    State(app): State<App>,
    CaseInPath(case): CaseInPath,
    sent: Sent<NoteGiven>,
) -> Result<Response, Problem> {
    let Sent { session, body: NoteGiven { text }, once, .. } = sent;
    let purpose = purpose(session.officer.role);
    send(&app, &session, once, purpose, WriteNote { case, text }, |(), version| {
        created(&Done { version, ids: Vec::new(), case: None }, None)
    })
    .await
}

/// What would facts change
///
/// Duties that arise, are done or fall away, and conclusions that turn, before anything is recorded. Changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/consequences",
    tag = "cases",
    params(("case" = String, Path, description = "The case number.")),
    request_body(content = ref("#/components/schemas/Facts"), content_type = "application/json"),
    responses((status = 200, description = "What would change.", body = ref("#/components/schemas/Consequences"), content_type = "application/json"))
)]
pub(crate) async fn consequences(
    State(app): State<App>,
    Asker(session): Asker,
    CaseInPath(case): CaseInPath,
    language: Language,
    Json(Facts { facts }): Json<Facts>,
) -> Result<axum::Json<Consequences>, Problem> {
    at_most("facts", &facts)?;
    let question = WhatWouldChange { case, facts: values(facts), language: language.into() };
    let purpose = purpose(session.officer.role);
    Ok(axum::Json(app.ask(&session, purpose, question).await?.map_err(|error: CommandError| Problem::from(error))?))
}

/// The cases, each once, and the officer of the same authority who gets them.
fn assigning(app: &App, session: &Session, wish: Assigning) -> Result<AssignCases, Problem> {
    let Assigning { mut cases, to, held_by, reason } = wish;
    at_most("cases", &cases)?;
    if reason.chars().count() > 1_000 {
        return Err(Problem::field("reason", "problem-too-long", "1000"));
    }
    if let Some(id) = &to {
        let officer = app.officers().get(id).filter(|officer| officer.authority == session.officer.authority);
        officer.ok_or_else(|| Problem::field("to", "problem-no-such", id.as_str()))?;
    }
    cases.sort();
    cases.dedup();
    let held_by = held_by.map_or(Holder::Anybody, |id| Holder::As(Some(id).filter(|id| !id.is_empty())));
    Ok(AssignCases { cases, to, reason, held_by })
}

/// What would giving cases away do
///
/// The cases that would change hands, and those that would not and why. Changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/assignments/preview",
    tag = "work",
    request_body(content = ref("#/components/schemas/Assigning"), content_type = "application/json"),
    responses((status = 200, description = "What would change hands.", body = ref("#/components/schemas/Preview"), content_type = "application/json"))
)]
pub(crate) async fn preview_assignment(
    State(app): State<App>,
    Asker(session): Asker,
    Json(wish): Json<Assigning>,
) -> Result<axum::Json<Preview>, Problem> {
    let AssignCases { cases, to, .. } = assigning(&app, &session, wish)?;
    Ok(axum::Json(app.ask(&session, Purpose::Planning, WhatWouldBeAssigned { cases, to }).await?))
}

/// Give cases to an officer
///
/// Or to nobody. Cases that the asker may not give, or that the officer has already, are left out, and the answer says which.
#[utoipa::path(
    post,
    path = "/api/v1/assignments",
    tag = "work",
    params(("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once.")),
    request_body(content = ref("#/components/schemas/Assigning"), content_type = "application/json"),
    responses((status = 200, description = "What changed hands.", body = ref("#/components/schemas/Preview"), content_type = "application/json"))
)]
pub(crate) async fn assign(State(app): State<App>, sent: Sent<Assigning>) -> Result<Response, Problem> {
    let Sent { session, body, once, .. } = sent;
    let command = assigning(&app, &session, body)?;
    send(&app, &session, once, Purpose::Planning, command, |preview, _| Answer {
        status: 200,
        location: None,
        body: serde_json::to_value(preview).expect("numbers of cases and ids"),
    })
    .await
}
