//! A plan written anew: checked, tried on one real case, and saved as its next version. What is tried is what would be saved.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::access::Action;
use casework::commands::SavePlan;
use casework::office::FieldProblem;
use casework::questions::{Days, FigureCases, GoalsPlan, Opened};
use oversight::goals::{Plan, PlanError, read_plan};

use super::{days_asked, text, troubles};
use crate::app::{App, Rejected};
use crate::components::{ErrorSummary, FieldKind, FormField, Query};
use crate::frame::{self, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::session::Session;

/// What the command says of a text that is no plan.
const PROBLEM_PLAN: &str = "problem-plan";

#[derive(Template)]
#[template(path = "pages/goals/editor.html")]
struct EditorPage {
    frame: Frame,
    plan: String,
    version: String,
    saved: Option<String>,
    from: u64,
    errors: ErrorSummary,
    text: FormField,
    reason: FormField,
    goal: FormField,
    case: FormField,
    checked: Option<Checked>,
}

/// What a text that can be read says.
struct Checked {
    said: String,
    changed: Vec<String>,
    explained: Vec<String>,
    outcomes: Vec<String>,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    text: Option<String>,
    reason: String,
    goal: String,
    case: String,
    problems: Vec<FieldProblem>,
    is_check: bool,
}

/// The plan's text.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(plan): Path<String>,
) -> Result<Response, Trouble> {
    page(frame, &session, &app, plan, Typed::default()).await
}

async fn page(frame: Frame, session: &Session, app: &App, plan: String, typed: Typed) -> Result<Response, Trouble> {
    if !session.officer.role.may(Action::KeepGoals) {
        return Err(Trouble::Forbidden);
    }
    let language = frame.language;
    let purpose = role_words::purpose(session.officer.role);
    let inputs = app.ask(session, purpose, GoalsPlan { plan: plan.clone() }).await?;
    let before = inputs.plan.clone();
    let written = typed.text.clone().unwrap_or_else(|| before.text.to_string());
    let read = read_plan(&plan, &written);
    // The text is read here once more: what is wrong with it is told in the page's language.
    let (of_text, others): (Vec<_>, Vec<_>) = typed.problems.iter().cloned().partition(|one| one.key == PROBLEM_PLAN);
    let mut errors = troubles(language, &others);
    let mut checked = None;
    match read {
        Err(problems) if typed.is_check || !of_text.is_empty() => {
            let told = |problem: &PlanError| text(language, &problem.words());
            errors.extend(problems.iter().map(|one| FieldTrouble { field: "text".to_owned(), text: told(one) }));
        }
        Ok(new) if typed.is_check => {
            checked = Some(tried(app, session, &frame, &before.plan, new, &typed, &mut errors).await?);
        }
        _ => {}
    }
    let code = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = ErrorSummary { language, errors };
    let line = |name: &'static str, key: &str| FormField::line(language, name, language.t(key));
    let saved = before.saved.as_ref().map(|(who, reason)| {
        language.t_with("editor-saved", &[("who", who.by.as_str().into()), ("reason", reason.as_str().into())])
    });
    frame::page_with(
        code,
        &EditorPage {
            plan: plan.clone(),
            version: before.plan.version.clone(),
            from: before.saved.as_ref().map_or(0, |(who, _)| who.position),
            saved,
            text: line("text", "editor-text").kind(FieldKind::Lines).typed(written, &errors),
            reason: line("reason", "goals-reason").typed(typed.reason, &errors),
            goal: line("goal", "editor-goal").optional().typed(typed.goal, &errors),
            case: line("case", "editor-case")
                .hint(language.t("editor-case-hint"))
                .optional()
                .typed(typed.case, &errors),
            errors,
            checked,
            frame: frame
                .titled(language.t_with("editor-title", &[("plan", text(language, &before.plan.title).into())]))
                .method(language.t("goals-method"))
                .below(language.t("goals-title"), "/maal")
                .below(text(language, &before.plan.title), format!("/maal/{plan}")),
        },
    )
}

/// A text that can be read: which goals it defines otherwise, and one of them on a real case, where that is asked for.
async fn tried(
    app: &App,
    session: &Session,
    frame: &Frame,
    before: &Plan,
    new: Plan,
    typed: &Typed,
    errors: &mut Vec<FieldTrouble>,
) -> Result<Checked, Trouble> {
    let language = frame.language;
    let said = language
        .t_with("editor-checked", &[("goals", (new.goals.len() as u64).into()), ("sum", new.sum().to_string().into())]);
    let mut changed: Vec<String> = before
        .defined_anew(&new)
        .map(|goal| format!("{} {}", goal.id.get_ref(), text(language, &goal.title)))
        .collect();
    let gone = before.left_out_of(&new);
    changed.extend(gone.map(|goal| language.t_with("editor-gone", &[("goal", goal.id.get_ref().as_str().into())])));
    let mut checked = Checked { said, changed, explained: Vec::new(), outcomes: Vec::new() };
    if typed.goal.trim().is_empty() && typed.case.trim().is_empty() {
        return Ok(checked);
    }
    let mut wrong =
        |field: &str, key: &str| errors.push(FieldTrouble { field: field.to_owned(), text: language.t(key) });
    let Some(goal) = new.goal(typed.goal.trim()).cloned() else {
        wrong("goal", "editor-no-goal");
        return Ok(checked);
    };
    let Ok(case) = typed.case.trim().parse::<u64>() else {
        wrong("case", "editor-no-case");
        return Ok(checked);
    };
    let asked = FigureCases { plan: before.id.clone(), opened: Opened::Case(case) };
    let inputs = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let (on, known_at) = days_asked(&Query::of(&frame.path));
    let days = Days::asked(on, known_at, app.office().day());
    let explained =
        app.blocking(move |_| inputs.explain(&goal, case, days.on, days.known_at).map_err(Trouble::broken)).await?;
    let Some(explained) = explained else {
        wrong("case", "editor-unknown-case");
        return Ok(checked);
    };
    checked.explained = explained.case_steps.iter().map(|step| text(language, step)).collect();
    for finding in &explained.findings {
        checked.explained.extend(finding.steps.iter().map(|step| text(language, step)));
    }
    let is_listed = explained.findings.iter().any(|finding| !finding.outcomes.is_empty());
    checked.outcomes.push(language.t(if is_listed { "editor-listed" } else { "goals-not-on-list" }));
    Ok(checked)
}

/// Checks, or saves.
pub(crate) async fn save(
    frame: Frame,
    State(app): State<App>,
    Path(plan): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let session = posted.session.clone();
    let typed = Typed {
        text: Some(posted.get("text").to_owned()),
        reason: posted.get("reason").to_owned(),
        goal: posted.get("goal").to_owned(),
        case: posted.get("case").to_owned(),
        problems: Vec::new(),
        is_check: posted.get("do") != "save",
    };
    if typed.is_check {
        return page(frame, &session, &app, plan, typed).await;
    }
    let command = SavePlan {
        plan: plan.clone(),
        text: posted.get("text").to_owned(),
        reason: posted.get("reason").to_owned(),
        from: posted.get("from").parse().unwrap_or(0),
    };
    match app.act(&session, role_words::purpose(session.officer.role), command).await? {
        Ok(()) => Ok(see_other(&format!("/maal/{plan}"))),
        Err(Rejected::Invalid(problems)) => page(frame, &session, &app, plan, Typed { problems, ..typed }).await,
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}
