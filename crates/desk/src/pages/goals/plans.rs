//! The plans: how many points each stands at.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::questions::{GoalsPlan, GoalsPlans};

use super::{asking, measured, said, text};
use crate::app::App;
use crate::components::Query;
use crate::frame::{self, Frame, Trouble};
use crate::role_words;
use crate::session::Session;

#[derive(Template)]
#[template(path = "pages/goals/plans.html")]
struct PlansPage {
    frame: Frame,
    said: String,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    title: String,
    authority: String,
    period: String,
    points: String,
    fixed: String,
    open: String,
}

/// The list.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let plans = app.ask(&session, role_words::purpose(session.officer.role), GoalsPlans).await?;
    let mut rows = Vec::with_capacity(plans.len());
    for one in plans {
        let plan = one.plan;
        let asked = GoalsPlan { plan: plan.id.clone() };
        let (_, status, days) = measured(&app, &session, &Query::of(&frame.path), asked).await?;
        rows.push(Row {
            href: format!("/maal/{}?{}", plan.id, asking(days)),
            title: text(language, &plan.title),
            authority: text(language, &plan.authority),
            period: language.t_with(
                "goals-period",
                &[("from", language.date(plan.valid_from).into()), ("to", language.date(plan.valid_to).into())],
            ),
            points: language.t_with(
                "goals-points-of",
                &[
                    ("points", said::points(language, status.points).into()),
                    ("of", said::points(language, plan.sum()).into()),
                ],
            ),
            fixed: said::points(language, status.points_final),
            open: said::points(language, status.points_open),
        });
    }
    frame::page(&PlansPage {
        said: language.t_with("goals-plans-count", &[("count", (rows.len() as u64).into())]),
        rows,
        frame: frame.titled(language.t("goals-title")).method(language.t("goals-method")),
    })
}
