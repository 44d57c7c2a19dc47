//! The follow-ups of the year and the yearly report: what an officer says of each goal, what is missing, and where the files are.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::Action;
use casework::questions::GoalsPlan;
use journal::Expected;
use letters::goals_report::{Audience, GoalTexts, GoalsReport, Made as MadeBy, Occasion};
use oversight::goals::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DaysAsked, Made, measured};
use crate::api::problem::Problem;
use crate::api::reading::{Asked, Asker, Sent, entity_tag};
use crate::app::App;
use crate::frame::Trouble;
use crate::pages::goals::report::{keep, typed};
use crate::role_words::purpose;
use crate::schedule::now_in_denmark;
use crate::texts::Language;

/// A report of a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GoalsReportSeen {
    /// On which days, from what.
    made: Made,
    /// What it is made for: `opfoelgning-1`, `opfoelgning-2`, `opfoelgning-3`, `aarsrapport`.
    occasion: &'static str,
    /// Its title.
    title: Text,
    /// The version of what was typed, 0 where nothing was: what to name in `If-Match`.
    version: u64,
    /// What was typed, by the goal's number.
    texts: BTreeMap<String, ReportTexts>,
    /// The numbers of the goals whose analysis is missing.
    missing: Vec<String>,
    /// The report as PDF, on the same days.
    pdf: String,
    /// As workbook.
    xlsx: String,
    /// As PDF for publication, without small numbers.
    published_pdf: String,
}

/// What an officer says of a goal.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportTexts {
    /// The fulfilment to be expected for the whole year.
    #[serde(default)]
    expectation: String,
    /// Why it went as it did, and what is done about it.
    #[serde(default)]
    analysis: String,
}

/// What is to be kept of a report, in place of what was typed before.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportTextsGiven {
    /// By the goal's number.
    texts: BTreeMap<String, ReportTexts>,
}

/// What is kept of a report.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReportKept {
    /// The version that it has now.
    version: u64,
}

fn occasion(name: &str) -> Result<Occasion, Problem> {
    Occasion::named(name).ok_or_else(|| Trouble::NotFound.into())
}

/// A report of a plan
///
/// A follow-up or the yearly report: what was typed of each goal, whose analysis is missing, and the addresses of its files.
#[utoipa::path(
    get,
    path = "/api/v1/goals/plans/{plan}/reports/{occasion}",
    operation_id = "goals_report",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("occasion" = String, Path, description = "`opfoelgning-1`, `opfoelgning-2`, `opfoelgning-3` or `aarsrapport`."),
        DaysAsked,
    ),
    responses((status = 200, description = "The report.", body = ref("#/components/schemas/GoalsReportSeen"), content_type = "application/json", headers(("ETag" = String, description = "The version of what was typed, and a print of what is shown."))))
)]
pub(crate) async fn show(
    State(app): State<App>,
    Asker(session): Asker,
    Path((plan, name)): Path<(String, String)>,
    Asked(asked): Asked<DaysAsked>,
    language: Language,
) -> Result<Response, Problem> {
    let occasion = occasion(&name)?;
    let (inputs, status, days) = measured(&app, &session, asked, GoalsPlan { plan: plan.clone() }).await?;
    let (texts, version) = typed(&app, &plan, occasion).await?;
    let made = MadeBy { by: String::new(), at: now_in_denmark().datetime() };
    let report = GoalsReport {
        plan: &inputs.plan.plan,
        status: &status,
        occasion,
        audience: Audience::Internal,
        language: language.into(),
        made: &made,
        signed: &[],
        texts: &texts,
    };
    let file =
        |kind: &str| format!("/maal/{plan}/rapport.{kind}?anledning={name}&pr={}&kendt={}", days.on, days.known_at);
    let words = occasion.words();
    let version = version.unwrap_or(0);
    let seen = GoalsReportSeen {
        made: Made::of(&inputs, days),
        occasion: occasion.name(),
        title: Text { da: words.da.to_owned(), en: words.en.to_owned() },
        version,
        missing: report.missing_analyses().iter().map(|goal| (*goal).to_owned()).collect(),
        texts: texts
            .goals
            .iter()
            .map(|(goal, said)| {
                let GoalTexts { expectation, analysis } = said.clone();
                (goal.clone(), ReportTexts { expectation, analysis })
            })
            .collect(),
        pdf: file("pdf"),
        xlsx: file("xlsx"),
        published_pdf: format!("{}&offentlig=ja", file("pdf")),
    };
    let body = serde_json::to_vec(&seen).map_err(Trouble::from)?;
    let headers = [(header::ETAG, entity_tag(version, &body)), (header::CONTENT_TYPE, "application/json".to_owned())];
    Ok((headers, body).into_response())
}

/// Keep what is said of the goals
///
/// For one occasion, in place of what was kept before. It is a working paper that whoever keeps goals shares.
#[utoipa::path(
    put,
    path = "/api/v1/goals/plans/{plan}/reports/{occasion}/texts",
    operation_id = "goals_keep_texts",
    tag = "goals",
    params(
        ("plan" = String, Path, description = "The plan's id."),
        ("occasion" = String, Path, description = "`opfoelgning-1`, `opfoelgning-2`, `opfoelgning-3` or `aarsrapport`."),
        ("If-Match" = String, Header, description = "The version of what was typed: the report's ETag, or its version in quotation marks."),
    ),
    request_body(content = ref("#/components/schemas/ReportTextsGiven"), content_type = "application/json"),
    responses((status = 200, description = "Kept.", body = ref("#/components/schemas/ReportKept"), content_type = "application/json"))
)]
pub(crate) async fn keep_texts(
    State(app): State<App>,
    Path((plan, name)): Path<(String, String)>,
    sent: Sent<ReportTextsGiven>,
) -> Result<(StatusCode, axum::Json<ReportKept>), Problem> {
    let version = sent.version()?;
    let Sent { session, body: ReportTextsGiven { texts }, .. } = sent;
    if !session.officer.role.may(Action::KeepGoals) {
        return Err(Trouble::Forbidden.into());
    }
    let occasion = occasion(&name)?;
    let inputs = app.ask(&session, purpose(session.officer.role), GoalsPlan { plan: plan.clone() }).await?;
    let mut goals = BTreeMap::new();
    for (goal, ReportTexts { expectation, analysis }) in texts {
        if inputs.plan.plan.goal(&goal).is_none() {
            return Err(Problem::field(&format!("texts.{goal}"), "problem-no-such", goal));
        }
        let (expectation, analysis) = (expectation.trim().to_owned(), analysis.trim().to_owned());
        goals.insert(goal, GoalTexts { expectation, analysis });
    }
    let expected = if version == 0 { Expected::New } else { Expected::Version(version) };
    let kept = keep(&app, &plan, occasion, goals, expected).await.map_err(|trouble| match trouble {
        Trouble::Conflict => Problem::VersionStale(None),
        trouble => trouble.into(),
    })?;
    Ok((StatusCode::OK, axum::Json(ReportKept { version: kept })))
}
