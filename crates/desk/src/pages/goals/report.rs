//! The follow-ups and the yearly report of a plan: what an officer says of each goal and of the plan's changes, and the report as PDF and workbook.
//!
//! What is typed is a working paper of the plan and the occasion; whoever keeps goals shares it. The report is made anew each time.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::Action;
use casework::questions::{FigureCases, GoalsPlan, Opened};
use jiff::Timestamp;
use journal::{Expected, JournalError};
use letters::goals_report::{Audience, GoalTexts, GoalsReport, Made, Occasion, PlanChange, ReportError, Signed, Texts};
use vocabulary::in_denmark;

use super::{asking, changes, measured, said_of_flow, text};
use crate::app::App;
use crate::components::{ErrorSummary, FieldKind, FormField, Query, Tone};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble, see_other};
use crate::goals_workbook;
use crate::posted::Posted;
use crate::schedule::now_in_denmark;
use crate::session::Session;

#[derive(Template)]
#[template(path = "pages/goals/report.html")]
struct ReportPage {
    frame: Frame,
    plan: String,
    asking: String,
    occasion: &'static str,
    occasions: Vec<(String, String, bool)>,
    missing: Vec<String>,
    errors: ErrorSummary,
    fields: Vec<(String, Vec<FormField>)>,
    changes: Vec<changes::Shown>,
    may_keep: bool,
}

/// Whose working paper the typed texts are.
fn owner(plan: &str) -> String {
    format!("goals:{plan}")
}

/// The occasion that the address names; the yearly report where it names none.
fn occasion(query: &Query) -> Occasion {
    query.get("anledning").and_then(Occasion::named).unwrap_or(Occasion::Yearly)
}

/// What was typed for an occasion and stated of the plan's changes, and under which version the occasion's part is kept; none where nothing was
/// typed for it yet.
pub(crate) async fn typed(app: &App, plan: &str, occasion: Occasion) -> Result<(Texts, Option<u64>), Trouble> {
    let owner = owner(plan);
    let papers = app.with_journal(move |journal| {
        Ok((journal.paper(&owner, occasion.name())?, journal.paper(&owner, changes::PAPER)?))
    });
    let (of_occasion, of_changes) = papers.await?;
    let version = of_occasion.as_ref().map(|paper| paper.version);
    let mut texts: Texts =
        of_occasion.map_or_else(|| Ok(Texts::default()), |paper| serde_json::from_str(&paper.content))?;
    if let Some(paper) = of_changes {
        texts.changes = serde_json::from_str(&paper.content)?;
    }
    Ok((texts, version))
}

/// Keeps what was typed of the goals in place of what was typed before, and answers the version that it has now.
pub(crate) async fn keep(
    app: &App,
    plan: &str,
    occasion: Occasion,
    mut goals: BTreeMap<String, GoalTexts>,
    expected: Expected,
) -> Result<u64, Trouble> {
    goals.retain(|_, said| !said.expectation.is_empty() || !said.analysis.is_empty());
    let (owner, content) = (owner(plan), serde_json::to_string(&Texts { goals, changes: Vec::new() })?);
    let put = app.with_journal(move |journal| {
        Ok(match journal.put_paper(&owner, occasion.name(), &content, expected, Timestamp::now()) {
            Err(JournalError::PaperConflict { .. }) => None,
            put => Some(put?),
        })
    });
    put.await?.ok_or(Trouble::Conflict)
}

/// Keeps what is stated of the plan's changes, for every report of the plan.
async fn keep_changes(app: &App, plan: &str, changes: &[PlanChange]) -> Result<(), Trouble> {
    let (owner, content) = (owner(plan), serde_json::to_string(changes)?);
    app.with_journal(move |journal| {
        journal.put_paper(&owner, changes::PAPER, &content, Expected::Any, Timestamp::now())
    })
    .await?;
    Ok(())
}

/// What was typed and cannot be kept.
#[derive(Default)]
struct Typed {
    goals: Option<BTreeMap<String, GoalTexts>>,
    rows: Option<Vec<changes::Row>>,
    troubles: Vec<FieldTrouble>,
}

/// What the report needs from its writer, and where it is fetched.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(plan): Path<String>,
) -> Result<Response, Trouble> {
    page(frame, &session, &app, plan, Typed::default()).await
}

async fn page(frame: Frame, session: &Session, app: &App, plan: String, again: Typed) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let occasion = occasion(&query);
    let (mut typed, _) = typed(app, &plan, occasion).await?;
    if let Some(goals) = again.goals {
        typed.goals = goals;
    }
    let (inputs, status, days) = measured(app, session, &query, GoalsPlan { plan: plan.clone() }).await?;
    let derived = changes::derived(language, &inputs.changes, &typed.changes);
    let rows = again.rows.unwrap_or_else(|| changes::rows(&typed.changes, derived));
    let code = if again.troubles.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = ErrorSummary { language, errors: again.troubles };
    let of_plan = &inputs.plan.plan;
    let made = Made { by: String::new(), at: now_in_denmark().datetime() };
    let report = GoalsReport {
        plan: of_plan,
        status: &status,
        occasion,
        audience: Audience::Internal,
        language: language.into(),
        made: &made,
        signed: &[],
        texts: &typed,
    };
    let missing = report.missing_analyses().iter().map(|goal| (*goal).to_owned()).collect();
    let fields = of_plan.goals.iter().map(|goal| {
        let number = goal.id.get_ref();
        let said = typed.goals.get(number).cloned().unwrap_or_default();
        let line = |name: &str, key: &str, value: String| FormField {
            value,
            ..FormField::line(language, format!("{name}.{number}"), language.t(key)).kind(FieldKind::Lines).optional()
        };
        let mut fields = Vec::new();
        if occasion.is_follow_up() {
            fields.push(line("expectation", "goals-report-expectation", said.expectation));
        }
        fields.push(line("analysis", "goals-report-analysis", said.analysis));
        (format!("{number} {}", text(language, &goal.title)), fields)
    });
    let occasions = Occasion::ALL.map(|one| {
        let href = format!("/maal/{plan}/rapport?anledning={}&{}", one.name(), asking(days));
        (href, one.words().text(language.into()).to_owned(), one == occasion)
    });
    let mut frame = frame
        .titled(occasion.words().text(language.into()))
        .method(language.t("goals-method"))
        .below(language.t("goals-title"), "/maal")
        .below(text(language, &of_plan.title), format!("/maal/{plan}?{}", asking(days)));
    if query.get("gemt").is_some() {
        frame = frame.alert(Alert::new(Tone::Success, language.t("goals-report-saved"), ""));
    }
    let page = ReportPage {
        changes: changes::shown(language, rows, &errors),
        errors,
        fields: fields.collect(),
        missing,
        occasion: occasion.name(),
        occasions: occasions.into(),
        asking: asking(days),
        may_keep: session.officer.role.may(Action::KeepGoals),
        plan: plan.clone(),
        frame: said_of_flow(frame, &inputs),
    };
    frame::page_with(code, &page)
}

/// Keeps what was typed of the goals.
pub(crate) async fn save(
    frame: Frame,
    State(app): State<App>,
    Path(plan): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    if !posted.session.officer.role.may(Action::KeepGoals) {
        return Err(Trouble::Forbidden);
    }
    let query = Query::of(&frame.path);
    let occasion = occasion(&query);
    let mut goals: BTreeMap<String, GoalTexts> = BTreeMap::new();
    for (name, value) in posted.fields() {
        let value = value.trim().to_owned();
        if let Some(goal) = name.strip_prefix("expectation.") {
            goals.entry(goal.to_owned()).or_default().expectation = value;
        } else if let Some(goal) = name.strip_prefix("analysis.") {
            goals.entry(goal.to_owned()).or_default().analysis = value;
        }
    }
    let rows = changes::sent(&posted);
    let changes = match changes::stated(frame.language, &rows) {
        Ok(changes) => changes,
        Err(troubles) => {
            let again = Typed { goals: Some(goals), rows: Some(rows), troubles };
            return page(frame, &posted.session, &app, plan, again).await;
        }
    };
    keep_changes(&app, &plan, &changes).await?;
    // Whoever keeps goals shares the paper, and the form shows what was there: the last one counts.
    keep(&app, &plan, occasion, goals, Expected::Any).await?;
    let back = query.get("pr").map_or_else(String::new, |on| format!("&pr={on}"));
    let known = query.get("kendt").map_or_else(String::new, |known| format!("&kendt={known}"));
    Ok(see_other(&format!("/maal/{plan}/rapport?anledning={}{back}{known}&gemt=ja", occasion.name())))
}

/// The report as PDF.
pub(crate) async fn pdf(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(plan): Path<String>,
) -> Result<Response, Trouble> {
    let set = |report: &GoalsReport<'_>| report.render().map(|rendered| rendered.pdf).map_err(refused);
    file(frame, session, app, plan, ("application/pdf", "pdf"), set).await
}

/// The report as workbook.
pub(crate) async fn xlsx(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(plan): Path<String>,
) -> Result<Response, Trouble> {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let set = |report: &GoalsReport<'_>| {
        let content = report.content().map_err(refused)?;
        goals_workbook::workbook(&content, report.made.at).map_err(Trouble::broken)
    };
    file(frame, session, app, plan, (kind, "xlsx"), set).await
}

/// A text that cannot be printed is named by the report itself.
fn refused(error: ReportError) -> Trouble {
    Trouble::broken(error)
}

async fn file(
    frame: Frame,
    session: Session,
    app: App,
    plan: String,
    (kind, ending): (&'static str, &'static str),
    set: fn(&GoalsReport<'_>) -> Result<Vec<u8>, Trouble>,
) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let occasion = occasion(&query);
    let is_published = query.get("offentlig").is_some();
    let name = plan.clone();
    let (mut typed, _) = typed(&app, &plan, occasion).await?;
    // What is published opens no figure; the internal report lists who stands for which.
    let asked = FigureCases { plan: plan.clone(), opened: Opened::Report };
    let (inputs, status, _) = measured(&app, &session, &query, asked).await?;
    let derived = changes::derived(frame.language, &inputs.changes, &typed.changes);
    typed.changes.extend(derived);
    typed.changes.sort_by_key(|change| change.day);
    let made = Made { by: session.officer.name.clone(), at: now_in_denmark().datetime() };
    let language = frame.language.into();
    let bytes = app.blocking(move |_| {
        let signed = inputs.frozen.iter().map(|one| {
            let at = in_denmark(one.entered.at).datetime();
            let (measure, hash) = (one.measure.clone(), one.hash.clone());
            Ok(Signed { measure, hash, signer: one.entered.by.clone(), at })
        });
        let signed = signed.collect::<Result<Vec<_>, Trouble>>()?;
        set(&GoalsReport {
            plan: &inputs.plan.plan,
            status: &status,
            occasion,
            audience: if is_published { Audience::Published } else { Audience::Internal },
            language,
            made: &made,
            signed: &signed,
            texts: &typed,
        })
    });
    // The two editions lie beside each other in somebody's folder.
    let edition = if is_published { "offentlig" } else { "intern" };
    let disposition = format!("attachment; filename=\"{}-{name}-{edition}.{ending}\"", occasion.name());
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes.await?).into_response())
}
