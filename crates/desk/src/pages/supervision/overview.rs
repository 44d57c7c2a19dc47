//! What is handed on of the registers: the overview of data processors as CSV, and what the shared goals document of themselves.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use casework::access::Action;
use casework::goals::Documented;
use casework::supervision::{EvidenceOfGoals, ProcessorOverview, processor_overview_csv};
use oversight::goals::NoPlace;

use crate::app::App;
use crate::components::Query;
use crate::frame::{self, Frame, Trouble};
use crate::pages::goals::said;
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
    rows: Vec<Row>,
}

/// Something that a shared goal documents of itself.
struct Row {
    goal: String,
    /// The goal's page; none where no plan here has the goal.
    goal_href: Option<String>,
    part: String,
    what: String,
    day: String,
    recorded: String,
    evidence: String,
    undertaking_href: String,
    assessor: String,
    /// Why it counts in no plan; none where it does.
    no_place: Option<String>,
}

/// What the shared goals document of themselves, and where it counts.
pub(crate) async fn evidence(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let found = app.ask(&session, purpose(session.officer.role), EvidenceOfGoals).await?;
    let reads_plans = session.officer.role.may(Action::ReadFigures);
    let row = |one: Documented| {
        let record = one.record;
        let is_there = reads_plans && !matches!(one.no_place, Some(NoPlace::Plan { .. } | NoPlace::Goal { .. }));
        Row {
            goal: format!("{} {}", record.plan, record.goal),
            goal_href: is_there.then(|| format!("/maal/{}/{}", record.plan, record.goal)),
            part: record.part.unwrap_or_default(),
            what: said::recorded(language, &record.what),
            day: language.date(record.day),
            recorded: language.date(record.recorded),
            evidence: record.evidence,
            undertaking_href: format!("/opfoelgning/koncernmaal/{}", one.undertaking),
            assessor: record.assessor,
            no_place: one.no_place.map(|why| said::text(language, &why.words())),
        }
    };
    let frame = frame
        .titled(language.t("supervision-evidence-title"))
        .below(language.t("nav-supervision"), "/opfoelgning")
        .below(language.t("supervision-undertakings"), "/opfoelgning/koncernmaal");
    frame::page(&Page { frame, rows: found.into_iter().map(row).collect() })
}
