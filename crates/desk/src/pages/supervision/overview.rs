//! What is handed on of the registers: the overview of data processors as CSV, and the evidence of the shared goals.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use casework::supervision::{EvidenceOfGoals, ProcessorOverview, processor_overview_csv};
use oversight::undertakings::What;

use crate::app::App;
use crate::components::Query;
use crate::frame::{self, Frame, Trouble};
use crate::role_words::purpose;
use crate::session::Session;

/// The overview on a day (`?dag=2024-06-30`), today where none is asked for.
pub(crate) async fn csv(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let on = Query::of(&frame.path).get("dag").and_then(|day| day.parse().ok());
    let (on, rows) = app.ask(&session, purpose(session.officer.role), ProcessorOverview { on }).await?;
    let csv = processor_overview_csv(&rows)?;
    let name = format!("attachment; filename=\"databehandlere-{on}.csv\"");
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv).into_response())
}

#[derive(Template)]
#[template(path = "pages/supervision_evidence.html")]
struct Page {
    frame: Frame,
    head: Vec<String>,
    rows: Vec<[String; 7]>,
}

/// The evidence that the shared goals can be scored from.
pub(crate) async fn evidence(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let found = app.ask(&session, purpose(session.officer.role), EvidenceOfGoals::default()).await?;
    let said = |what| match what {
        What::Reached => language.t("step-delivered"),
        What::Judged { upheld: true } => language.t("supervision-upheld"),
        What::Judged { upheld: false } => language.t("supervision-not-upheld"),
    };
    let rows = found.into_iter().map(|one| {
        [
            format!("{} {}", one.plan, one.goal),
            one.part.unwrap_or_default(),
            said(one.what),
            language.date(one.day),
            language.date(one.recorded),
            one.evidence,
            one.assessor,
        ]
    });
    let head = [
        "supervision-goal",
        "supervision-part",
        "supervision-standing",
        "supervision-on",
        "supervision-recorded",
        "supervision-reference",
        "supervision-assessor",
    ];
    let frame = frame
        .titled(language.t("supervision-evidence-title"))
        .below(language.t("nav-supervision"), "/opfoelgning")
        .below(language.t("supervision-undertakings"), "/opfoelgning/koncernmaal");
    frame::page(&Page { frame, head: head.map(|key| language.t(key)).into(), rows: rows.collect() })
}
