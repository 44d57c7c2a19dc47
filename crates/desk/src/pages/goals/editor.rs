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
use crate::texts::Language;

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
            let told = |problem| FieldTrouble { field: "text".to_owned(), text: told(language, problem, &written) };
            errors.extend(problems.iter().map(told));
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
            text: text_field(language, written, &errors),
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

/// A problem with the line that it stands in, as it was written.
fn told(language: Language, problem: &PlanError, written: &str) -> String {
    const LONGEST: usize = 120;
    let line = problem.line.checked_sub(1).and_then(|nth| written.lines().nth(nth)).unwrap_or_default().trim();
    let mut quoted: String = line.chars().take(LONGEST).collect();
    if quoted.len() < line.len() {
        quoted.push('…');
    }
    let mut values =
        vec![("line", (problem.line as u64).into()), ("problem", text(language, &problem.problem.words()).into())];
    if quoted.is_empty() {
        return language.t_with("editor-place-blank", &values);
    }
    values.push(("quoted", quoted.into()));
    language.t_with("editor-place", &values)
}

/// The plan's text. Every error of it stands at the field: they are mended one after the other there.
fn text_field(language: Language, written: String, errors: &ErrorSummary) -> FormField {
    let of_text: Vec<&str> =
        errors.errors.iter().filter(|error| error.field == "text").map(|error| error.text.as_str()).collect();
    let error = match of_text.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        several => {
            let count = language.t_with("editor-errors", &[("count", (several.len() as u64).into())]);
            Some(format!("{count}: {}", several.join("; ")))
        }
    };
    let kind = FieldKind::Code { rows: 40 };
    FormField { value: written, error, ..FormField::line(language, "text", language.t("editor-text")).kind(kind) }
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

#[cfg(test)]
mod tests {
    use oversight::goals::PLANS;

    use super::*;

    #[test]
    fn every_problem_quotes_its_line_and_all_stand_at_the_field() {
        let (name, text) = PLANS[0];
        let wrong = text.replacen("weight = 15", "weight = 16", 1).replacen("id = \"1.3\"", "id = \"1.2.a\"", 1);
        let problems = read_plan(name, &wrong).expect_err("two problems");
        let errors: Vec<FieldTrouble> = problems
            .iter()
            .map(|one| FieldTrouble { field: "text".to_owned(), text: told(Language::Danish, one, &wrong) })
            .collect();
        assert!(errors.len() > 1, "{errors:?}");
        assert!(errors.iter().any(|error| error.text.contains("Der står: »id = \"1.2.a\"«")), "{errors:?}");
        assert!(errors.iter().all(|error| error.text.starts_with("Linje ")), "{errors:?}");
        let summary = ErrorSummary { language: Language::Danish, errors: errors.clone() };
        let field = text_field(Language::Danish, wrong, &summary);
        let at_field = field.error.as_ref().expect("errors at the field");
        assert!(errors.iter().all(|error| at_field.contains(&error.text)), "{at_field}");
        assert!(field.to_string().contains("rows=\"40\""));
    }
}
