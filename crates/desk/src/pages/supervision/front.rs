//! The front page of supervision: the areas, each with what presses in it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::supervision::SupervisionSummary;
use oversight::danish_education::Standing;
use oversight::ledger::Party;

use super::area::{CLOSED, OPEN, WITH_FINDINGS};
use crate::app::App;
use crate::components::Query;
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
    /// What is said, and where it is listed.
    points: Vec<(String, String)>,
}

/// The page.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let summary = app.ask(&session, purpose(session.officer.role), SupervisionSummary).await?;
    let number =
        |key: &str, count: usize, there: String| (language.t_with(key, &[("count", (count as u64).into())]), there);
    let open = format!("/opfoelgning/raadighed?kun={OPEN}");
    let standings = Standing::ALL.into_iter().filter_map(|standing| {
        let count = summary.reports.get(&standing)?;
        let said = format!("{}: {}", standing.words().text(language.into()), language.count(*count as u64));
        let there =
            Query::of("/opfoelgning/danskuddannelse").with("status", serde_json::to_value(standing).ok()?.as_str()?);
        Some((
            said,
            summary.period.map_or(there.clone(), |period| there.with("periode", &period.last.to_string())).href(),
        ))
    });
    let points = summary.points.iter().map(|(party, count)| {
        let whose = party.map_or_else(
            || language.t("supervision-review-closed"),
            |party| {
                let party = party.words().text(language.into());
                language.t_with("supervision-with-party", &[("party", party.into())])
            },
        );
        let name = party.map_or(CLOSED, Party::key);
        (format!("{whose}: {}", language.count(*count as u64)), format!("/opfoelgning/revision?kun={name}"))
    });
    let area = |href, title: &str, lead: &str, points: Vec<(String, String)>| AreaLine {
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
                number("supervision-reviews-open", summary.reviews.0, open.clone()),
                number("supervision-decisions-open", summary.reviews.1, open),
            ],
        ),
        area(
            "/opfoelgning/databehandlere",
            "supervision-processors",
            "supervision-processors-lead",
            vec![
                number("supervision-count", summary.processors.0, "/opfoelgning/databehandlere".to_owned()),
                number(
                    "supervision-findings-count",
                    summary.processors.1,
                    format!("/opfoelgning/databehandlere?kun={WITH_FINDINGS}"),
                ),
            ],
        ),
        area(
            "/opfoelgning/koncernmaal",
            "supervision-undertakings",
            "supervision-undertakings-lead",
            vec![
                number("supervision-count", summary.undertakings.0, "/opfoelgning/koncernmaal".to_owned()),
                number(
                    "supervision-findings-count",
                    summary.undertakings.1,
                    format!("/opfoelgning/koncernmaal?kun={WITH_FINDINGS}"),
                ),
            ],
        ),
    ];
    frame::page(&Page { frame: frame.titled(language.t("nav-supervision")), areas })
}
