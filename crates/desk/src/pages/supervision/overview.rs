//! What is handed on of the registers: the overview of data processors as CSV, and what the shared goals document of themselves.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::Action;
use casework::goals::Documented;
use casework::supervision::{EvidenceOfGoals, ProcessorOverview};
use oversight::goals::NoPlace;
use oversight::processors::HEAD;

use super::area::plan_title;
use crate::app::App;
use crate::components::Query;
use crate::frame::{self, FieldTrouble, Frame, Trouble};
use crate::pages::export;
use crate::pages::goals::said;
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;

/// The words of a column of the overview, which programs know by its key.
fn head(key: &str) -> &'static str {
    match key {
        "processor" => "Databehandler",
        "authority" => "Myndighed",
        "purpose" => "Formål",
        "data" => "Oplysninger",
        "processing-since" => "Behandling siden",
        "processing-ended" => "Behandling ophørt",
        "agreement-signed" => "Aftale underskrevet",
        "risk-assessed" => "Risikovurderet",
        "risk-assessed-before-agreement" => "Risikovurderet før aftalen",
        "last-supervised" => "Seneste tilsyn",
        "supervision-due" => "Næste tilsyn",
        "third-countries" => "Tredjelande",
        "findings" => "Fund",
        other => unreachable!("the overview has no column {other}"),
    }
}

/// The overview on a day (`?dag=2024-06-30`), today where none is asked for.
pub(crate) async fn csv(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let on = match query.get("dag").map(str::parse) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(_)) => {
            let text = Language::Danish.t("problem-day");
            return Err(Trouble::Invalid(vec![FieldTrouble { field: "dag".to_owned(), text }]));
        }
    };
    let (on, rows) = app.ask(&session, purpose(session.officer.role), ProcessorOverview { on }).await?;
    let title = format!("{}, {}", Language::Danish.t("supervision-processors"), Language::Danish.date(on));
    let count = rows.len();
    let above = export::head(&frame, &session, &app, &title, &query, "supervision-processors-lead", count, count);
    export::file(&above, &HEAD.map(head), rows.into_iter().map(Vec::from), "databehandlere", on)
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
            goal: format!("{}, {}", record.goal, plan_title(language, &record.plan)),
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
