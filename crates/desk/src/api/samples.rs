//! Samples of cases: drawing one, its cases and what it tells, judging a case, and settling what two judged differently.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use casework::cases::CaseNumber;
use casework::commands::{DrawSample, JudgeCase, SettleCase};
use casework::questions::{
    Page, SampleCaseSeen, SampleLine, SampleOfCase, SamplePage, SampleSeen, SampledCase, SamplesDrawn,
};
use casework::samples::{ItemResult, Stage, Strata};
use oversight::compliance::GroundGroup;
use oversight::compliance::rating::Finding;
use oversight::compliance::sample::Allocation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::IntoParams;
use vocabulary::MunicipalityCode;

use super::commands::{Answer, send};
use super::lists::page;
use super::problem::Problem;
use super::reading::{Asked, Asker, Sent};
use crate::app::App;
use crate::frame::Trouble;
use crate::role_words::purpose;

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageAsked {
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

impl PageAsked {
    /// The page that is asked for.
    pub(super) fn page(&self) -> Result<Page, Problem> {
        page(self.page, self.rows)
    }
}

/// The samples that were drawn.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SamplesSeen {
    /// The rows of the page, the newest first.
    rows: Vec<SampleLine>,
    /// How many samples there are.
    found: usize,
    /// Which page it is.
    page: Page,
}

/// A sample, a page of its cases, and what it tells so far.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SampleOpened {
    /// How it was drawn, and how far it is.
    line: SampleLine,
    /// The cases of the page, of those that the asker may read.
    rows: Vec<SampledCase>,
    /// How many cases of it the asker may read.
    found: usize,
    /// Cases of it that the asker may not read now: they have moved away since.
    unseen: usize,
    /// Which page it is.
    page: Page,
    /// What it tells of each question of the checklist.
    results: Vec<ItemResult>,
}

/// A sample to be drawn from the cases that the officer sees, as they are today.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SampleWanted {
    /// What it is for.
    #[schemars(length(min = 1, max = 200))]
    title: String,
    /// Only cases of this municipality; a municipality's officer draws from its own.
    municipality: Option<MunicipalityCode>,
    /// Only cases whose first person stays on this ground.
    ground: Option<GroundGroup>,
    /// What the cases are divided by: by nothing where the allocation is simple, and by something otherwise.
    #[serde(default)]
    strata: Strata,
    /// How the sample is divided among the strata.
    #[serde(default)]
    allocation: Allocation,
    /// How many.
    #[schemars(range(min = 1, max = 1000))]
    size: usize,
    /// The seed: with it the same sample can be drawn again.
    seed: u64,
}

/// What is found of a case.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseJudgement {
    /// A finding for every question of the checklist, by its name.
    findings: BTreeMap<String, Finding>,
    /// What is worth knowing.
    #[serde(default)]
    #[schemars(length(max = 5000))]
    note: String,
}

/// What holds where two judged differently.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaseSettlement {
    /// A finding for each question on which the two differ, by its name.
    findings: BTreeMap<String, Finding>,
    /// Why.
    #[schemars(length(min = 1, max = 5000))]
    reason: String,
}

/// A sample that was drawn.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SampleBegun {
    /// Its name in addresses.
    id: String,
}

/// How far the judging of a case is now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Judging {
    /// How far.
    stage: Stage,
}

/// The samples
#[utoipa::path(
    get,
    path = "/api/v1/samples",
    operation_id = "samples",
    tag = "oversight",
    params(PageAsked),
    responses((status = 200, description = "A page of samples.", body = ref("#/components/schemas/SamplesSeen"), content_type = "application/json"))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<PageAsked>,
) -> Result<axum::Json<SamplesSeen>, Problem> {
    let page = asked.page()?;
    let lines = app.ask(&session, purpose(session.officer.role), SamplesDrawn).await?;
    let (found, range) = (lines.len(), page.range(lines.len()));
    Ok(axum::Json(SamplesSeen { rows: lines[range].to_vec(), found, page }))
}

/// A sample
///
/// Its cases, how far each is judged, and what it tells: shares with interval and the agreement of the two who judged.
#[utoipa::path(
    get,
    path = "/api/v1/samples/{sample}",
    operation_id = "sample",
    tag = "oversight",
    params(("sample" = String, Path, description = "The sample's name."), PageAsked),
    responses((status = 200, description = "The sample.", body = ref("#/components/schemas/SampleOpened"), content_type = "application/json"))
)]
pub(crate) async fn show(
    State(app): State<App>,
    Asker(session): Asker,
    Path(id): Path<String>,
    Asked(asked): Asked<PageAsked>,
) -> Result<axum::Json<SampleOpened>, Problem> {
    let page = asked.page()?;
    let seen = app.ask(&session, purpose(session.officer.role), SamplePage { id }).await?;
    let SampleSeen { line, cases, unseen, results } = seen;
    let (found, range) = (cases.len(), page.range(cases.len()));
    Ok(axum::Json(SampleOpened { line, rows: cases[range].to_vec(), found, unseen, page, results }))
}

/// A case of a sample
///
/// What the asker found; what the other found is told only when both have judged it.
#[utoipa::path(
    get,
    path = "/api/v1/samples/{sample}/cases/{case}",
    operation_id = "sample_case",
    tag = "oversight",
    params(("sample" = String, Path, description = "The sample's name."), ("case" = String, Path, description = "The case number.")),
    responses((status = 200, description = "The case.", body = ref("#/components/schemas/SampleCaseSeen"), content_type = "application/json"))
)]
pub(crate) async fn show_case(
    State(app): State<App>,
    Asker(session): Asker,
    Path(path): Path<(String, String)>,
) -> Result<axum::Json<SampleCaseSeen>, Problem> {
    let (id, case) = at(path)?;
    Ok(axum::Json(app.ask(&session, purpose(session.officer.role), SampleOfCase { id, case }).await?))
}

/// The sample and the case of an address; a text that is no case number names no case.
fn at((sample, case): (String, String)) -> Result<(String, CaseNumber), Problem> {
    let case = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    Ok((sample, case))
}

/// Draw a sample
///
/// From the cases that the asker sees, in an order that the seed gives and anybody can make again.
#[utoipa::path(
    post,
    path = "/api/v1/samples",
    operation_id = "draw_sample",
    tag = "oversight",
    params(("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once.")),
    request_body(content = ref("#/components/schemas/SampleWanted"), content_type = "application/json"),
    responses((status = 201, description = "Drawn.", body = ref("#/components/schemas/SampleBegun"), content_type = "application/json", headers(("Location" = String, description = "The sample."))))
)]
pub(crate) async fn draw(State(app): State<App>, sent: Sent<SampleWanted>) -> Result<Response, Problem> {
    let Sent { session, body, once, .. } = sent;
    let SampleWanted { title, municipality, ground, strata, allocation, size, seed } = body;
    let command = DrawSample { title, municipality, ground, strata, allocation, size, seed };
    send(&app, &session, once, purpose(session.officer.role), command, |id, _| Answer {
        status: 201,
        location: Some(format!("/api/v1/samples/{id}")),
        body: json!(SampleBegun { id: id.clone() }),
    })
    .await
}

/// Judge a case of a sample
///
/// By every question of the checklist. Two judge a case, neither more than once.
#[utoipa::path(
    post,
    path = "/api/v1/samples/{sample}/cases/{case}/judgement",
    operation_id = "judge_sample_case",
    tag = "oversight",
    params(
        ("sample" = String, Path, description = "The sample's name."),
        ("case" = String, Path, description = "The case number."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/CaseJudgement"), content_type = "application/json"),
    responses((status = 201, description = "Judged.", body = ref("#/components/schemas/Judging"), content_type = "application/json"))
)]
pub(crate) async fn judge(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    sent: Sent<CaseJudgement>,
) -> Result<Response, Problem> {
    let (sample, case) = at(path)?;
    let Sent { session, body: CaseJudgement { findings, note }, once, .. } = sent;
    let command = JudgeCase { sample, case, findings, note };
    send(&app, &session, once, purpose(session.officer.role), command, |stage, _| judged(*stage)).await
}

/// Settle a case of a sample
///
/// What two judged differently, by a third who is neither of them.
#[utoipa::path(
    post,
    path = "/api/v1/samples/{sample}/cases/{case}/settlement",
    operation_id = "settle_sample_case",
    tag = "oversight",
    params(
        ("sample" = String, Path, description = "The sample's name."),
        ("case" = String, Path, description = "The case number."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/CaseSettlement"), content_type = "application/json"),
    responses((status = 201, description = "Settled.", body = ref("#/components/schemas/Judging"), content_type = "application/json"))
)]
pub(crate) async fn settle(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    sent: Sent<CaseSettlement>,
) -> Result<Response, Problem> {
    let (sample, case) = at(path)?;
    let Sent { session, body: CaseSettlement { findings, reason }, once, .. } = sent;
    let command = SettleCase { sample, case, findings, reason };
    send(&app, &session, once, purpose(session.officer.role), command, |stage, _| judged(*stage)).await
}

fn judged(stage: Stage) -> Answer {
    Answer { status: 201, location: None, body: json!(Judging { stage }) }
}
