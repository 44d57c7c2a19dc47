//! A plan on a day: every goal with its figure, its state and its points.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::access::Action;
use casework::questions::{Days, GoalsPlan};
use oversight::goals::{GoalKind, GoalStatus, PartStatus, Plan};

use super::{asking, days_said, measured, said, said_of_flow, text};
use crate::app::App;
use crate::components::{Badge, Chart, Point, Query, Shape};
use crate::frame::{self, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/goals/plan.html")]
struct PlanPage {
    frame: Frame,
    conclusion: String,
    days: Days,
    here: String,
    plan: String,
    asking: String,
    version: String,
    source: String,
    readings: Vec<String>,
    groups: Vec<Group>,
    chart: Chart,
    frozen: Vec<FrozenRow>,
    may_keep: bool,
}

/// The goals of one kind.
struct Group {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    number: String,
    href: String,
    title: String,
    requirement: String,
    figures: Vec<Figure>,
    state: Badge,
    standing: String,
    points: String,
    is_reading: bool,
}

struct Figure {
    label: String,
    reached: String,
    required: String,
}

struct FrozenRow {
    href: String,
    measure: String,
    occasion: String,
    signer: String,
    at: String,
    hash: String,
}

/// The plan.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(plan): Path<String>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let (inputs, status, days) = measured(&app, &session, &Query::of(&frame.path), GoalsPlan { plan }).await?;
    let plan = &inputs.plan.plan;
    let group = |kind: GoalKind, key: &str| Group {
        title: language.t(key),
        rows: status
            .goals
            .iter()
            .filter(|goal| goal.kind == kind)
            .map(|goal| row(language, plan, goal, days))
            .collect(),
    };
    let conclusion = language.t_with(
        "goals-conclusion",
        &[
            ("days", days_said(language, days).into()),
            ("points", said::points(language, status.points).into()),
            ("of", said::points(language, plan.sum()).into()),
            ("final", said::points(language, status.points_final).into()),
            ("open", said::points(language, status.points_open).into()),
        ],
    );
    let frozen = inputs.frozen.iter().map(|one| FrozenRow {
        href: format!("/maal/{}/frosset/{}", plan.id, one.entered.position),
        measure: said::measure_name(language, plan, &one.measure),
        occasion: one.occasion.clone(),
        signer: app.officers().name(&one.entered.by).to_owned(),
        at: language.date(one.figure.sight.on.date()),
        hash: one.hash[..16].to_owned(),
    });
    let frame = frame
        .titled(text(language, &plan.title))
        .method(language.t("goals-method"))
        .filter(days_said(language, days))
        .below(language.t("goals-title"), "/maal");
    let page = PlanPage {
        conclusion,
        days,
        here: format!("/maal/{}", plan.id),
        plan: plan.id.clone(),
        asking: asking(days),
        version: plan.version.clone(),
        source: plan.source.clone(),
        readings: plan.readings.iter().map(|one| text(language, one)).collect(),
        groups: vec![group(GoalKind::Professional, "goals-professional"), group(GoalKind::Shared, "goals-shared")],
        chart: chart(language, &status.goals),
        frozen: frozen.collect(),
        may_keep: session.officer.role.may(Action::KeepGoals),
        frame: said_of_flow(frame, &inputs),
    };
    frame::page(&page)
}

fn row(language: Language, plan: &Plan, goal: &GoalStatus, days: Days) -> Row {
    let of_plan = plan.goal(&goal.id);
    Row {
        number: goal.id.clone(),
        href: format!("/maal/{}/{}?{}", plan.id, goal.id, asking(days)),
        title: text(language, &goal.title),
        requirement: of_plan.map(|goal| text(language, &goal.requirement)).unwrap_or_default(),
        figures: (1..).zip(&goal.parts).map(|(nth, part)| figure(language, part, nth, goal.parts.len())).collect(),
        state: said::goal(language, goal),
        standing: said::standing(language, goal.standing),
        points: language.t_with(
            "goals-points-of",
            &[
                ("points", said::points(language, goal.points).into()),
                ("of", said::points(language, goal.weight).into()),
            ],
        ),
        is_reading: !goal.readings.is_empty(),
    }
}

fn figure(language: Language, part: &PartStatus, nth: u64, of: usize) -> Figure {
    Figure {
        label: if of > 1 { language.t_with("goals-part", &[("nth", nth.into())]) } else { String::new() },
        reached: said::reached(language, part),
        required: said::required(language, part),
    }
}

/// Points of each goal against its weight.
fn chart(language: Language, goals: &[GoalStatus]) -> Chart {
    let points = goals.iter().map(|goal| {
        let share = if goal.weight.0 == 0 { 0.0 } else { goal.points.0 as f64 / goal.weight.0 as f64 };
        let says = language.t_with(
            "goals-points-of",
            &[
                ("points", said::points(language, goal.points).into()),
                ("of", said::points(language, goal.weight).into()),
            ],
        );
        let cells = vec![goal.id.clone(), said::points(language, goal.points), said::points(language, goal.weight)];
        Point { label: goal.id.clone(), share, says, cells }
    });
    let met = goals.iter().filter(|goal| goal.points == goal.weight).count() as u64;
    Chart {
        language,
        id: "points",
        title: language.t("goals-chart"),
        conclusion: language.t_with("goals-chart-said", &[("met", met.into()), ("of", (goals.len() as u64).into())]),
        shape: Shape::Bars,
        heads: vec![language.t("goals-number"), language.t("goals-points"), language.t("goals-weight")],
        points: points.collect(),
    }
}
