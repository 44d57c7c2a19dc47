//! The front page of supervision: the areas, each with what presses in it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::supervision::SupervisionSummary;
use oversight::danish_education::Standing;

use crate::app::App;
use crate::frame::{self, Frame, Trouble};
use crate::role_words::purpose;
use crate::session::Session;

#[derive(Template)]
#[template(path = "pages/supervision_front.html")]
struct Page {
    frame: Frame,
    areas: Vec<AreaLine>,
}

struct AreaLine {
    href: &'static str,
    title: String,
    lead: String,
    points: Vec<String>,
}

/// The page.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let summary = app.ask(&session, purpose(session.officer.role), SupervisionSummary).await?;
    let number = |key: &str, count: usize| language.t_with(key, &[("count", (count as u64).into())]);
    let standings = Standing::ALL.into_iter().filter_map(|standing| {
        let count = summary.reports.get(&standing)?;
        Some(format!("{}: {}", standing.words().text(language.into()), language.count(*count as u64)))
    });
    let points = summary.points.iter().map(|(party, count)| {
        let whose = party.map_or_else(
            || language.t("supervision-review-closed"),
            |party| {
                let party = party.words().text(language.into());
                language.t_with("supervision-with-party", &[("party", party.into())])
            },
        );
        format!("{whose}: {}", language.count(*count as u64))
    });
    let area = |href, title: &str, lead: &str, points: Vec<String>| AreaLine {
        href,
        title: language.t(title),
        lead: language.t(lead),
        points,
    };
    let areas = vec![
        area("/opfoelgning/danskuddannelse", "supervision-danish", "supervision-danish-lead", standings.collect()),
        area("/opfoelgning/revision", "supervision-audit", "supervision-audit-lead", points.collect()),
        area(
            "/opfoelgning/raadighed",
            "supervision-availability",
            "supervision-availability-lead",
            vec![
                number("supervision-reviews-open", summary.reviews.0),
                number("supervision-decisions-open", summary.reviews.1),
            ],
        ),
        area(
            "/opfoelgning/databehandlere",
            "supervision-processors",
            "supervision-processors-lead",
            vec![
                number("supervision-count", summary.processors.0),
                number("supervision-findings-count", summary.processors.1),
            ],
        ),
        area(
            "/opfoelgning/koncernmaal",
            "supervision-undertakings",
            "supervision-undertakings-lead",
            vec![
                number("supervision-count", summary.undertakings.0),
                number("supervision-findings-count", summary.undertakings.1),
            ],
        ),
    ];
    frame::page(&Page { frame: frame.titled(language.t("nav-supervision")), areas })
}
