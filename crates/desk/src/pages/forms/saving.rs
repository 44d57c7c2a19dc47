//! Saving a form: once, however often the button is pressed; and taking it back.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::cases::CaseNumber;
use casework::commands::{FillIn, Recorded, WithdrawFact};
use casework::office::Once;
use casework::questions::{CasePage, CaseSeen, FactLine};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::preview::{look, with_problems};
use super::{conflict, draft, shown, typed};
use crate::app::{App, Rejected};
use crate::components::{Query, Tone};
use crate::frame::{self, Alert, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::texts::Language;

/// What is told after saving, and told again to whoever saves the same again.
#[derive(Serialize, Deserialize)]
struct Saved {
    ids: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/form_undo.html")]
struct UndoPage {
    frame: Frame,
    withdrawn: Vec<String>,
    resting: Vec<String>,
    /// What is said of letters that made the facts.
    letters: Vec<String>,
    back: String,
}

/// Saves a form, and leads to the case that tells of it.
pub(crate) async fn save(
    frame: Frame,
    State(app): State<App>,
    Path((case, form)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let person = posted.get("person").to_owned();
    let from = posted.get("version").parse().map_err(|_| Trouble::Conflict)?;
    let is_final = casework::forms::find(&form).is_some_and(casework::forms::Form::is_final);
    if is_final && posted.get("sikker").is_empty() {
        return Err(Trouble::Invalid(Vec::new()));
    }
    let command = FillIn { case: number, person: person.clone(), form: form.clone(), typed: typed(&posted), from };
    let once = once(posted.get("token"), &command)?;
    let purpose = role_words::purpose(posted.session.officer.role);
    let saved = |recorded: &Recorded| Saved { ids: recorded.ids.clone() };
    match app.act_once(&posted.session, purpose, command, once, saved).await? {
        Ok(saved) => {
            draft::forget(&app, &posted.session, &case, &person, &form).await?;
            let query = Query::of(&format!("/sager/{case}")).with("person", &person);
            let query = query.with("registreret", &saved.ids.join(","));
            let query = if is_final { query.with("endeligt", "ja") } else { query };
            Ok(see_other(&query.href()))
        }
        Err(Rejected::Invalid(problems)) => with_problems(frame, &app, &case, &form, &posted, &problems).await,
        Err(Rejected::ChangedMeanwhile(_)) => {
            let preview = look(&frame, &app, &case, &form, &posted).await?;
            conflict::merge(frame, &app, &case, &form, &posted, from, preview.ok()).await
        }
    }
}

/// The key of a save: the token of the page that it was sent from, and what was sent.
fn once(token: &str, command: &FillIn) -> Result<Once, Trouble> {
    let typed = serde_json::to_string(&command.typed)?;
    once_of("form", token, &[command.case.as_str(), &command.person, &command.form, &typed])
}

/// The key of what a page sends: what kind of page, its token, and what was sent.
pub(crate) fn once_of(page: &str, token: &str, sent: &[&str]) -> Result<Once, Trouble> {
    if token.is_empty() {
        return Err(Trouble::Invalid(Vec::new()));
    }
    let mut hash = Sha256::new();
    for part in sent {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let key = format!("{page}/{}", token.chars().take(64).collect::<String>());
    Ok(Once { key, request_hash: hash.finalize().into() })
}

/// What the case says after saving or taking back: the facts by name, and a button that takes them back.
pub(crate) fn saved_alert(language: Language, query: &Query, seen: &CaseSeen) -> Option<Alert> {
    if query.get("fortrudt").is_some() {
        return Some(Alert::new(Tone::Success, language.t("undo-done"), language.t("undo-done-text")));
    }
    let asked: Vec<&str> = query.get("registreret")?.split(',').collect();
    let saved: Vec<_> =
        seen.facts.iter().filter(|fact| fact.withdrawn.is_none() && asked.contains(&fact.id.as_str())).collect();
    if saved.is_empty() {
        return None;
    }
    let points = saved.iter().map(|fact| shown::headline(language, &fact.fact)).collect();
    let text = if query.get("endeligt").is_some() { language.t("saved-final") } else { String::new() };
    let alert = Alert::new(Tone::Success, language.t_with("saved", &[("count", saved.len().into())]), text);
    let alert = alert.with_points(language, points);
    if query.get("endeligt").is_some() {
        return Some(alert);
    }
    let action = Query::of(&format!("/sager/{}/handlinger/fortryd", seen.number))
        .with("ider", &asked.join(","))
        .with("person", &seen.person.id)
        .with("version", &seen.version.to_string());
    Some(alert.with_undo(action.href(), language.t("undo-button")))
}

/// Takes facts back; what rests on them is told instead of being left dangling.
pub(crate) async fn undo(
    frame: Frame,
    State(app): State<App>,
    Path(case): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let language = frame.language;
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let ids: Vec<String> = query.get("ider").unwrap_or_default().split(',').map(ToOwned::to_owned).collect();
    let from = query.get("version").and_then(|version| version.parse().ok()).ok_or(Trouble::Conflict)?;
    // The reason stands in the case, which is kept in Danish.
    let reason = Language::Danish.t("undo-reason");
    let command = WithdrawFact { case: number, ids: ids.clone(), reason, from };
    let session = &posted.session;
    let purpose = role_words::purpose(session.officer.role);
    let person = query.get("person").unwrap_or_default().to_owned();
    let back = Query::of(&format!("/sager/{case}")).with("person", &person);
    let problems = match app.act(session, purpose, command).await? {
        Ok(()) => return Ok(see_other(&back.with("fortrudt", "ja").href())),
        Err(Rejected::ChangedMeanwhile(_)) => return Err(Trouble::Conflict),
        Err(Rejected::Invalid(problems)) => problems,
    };
    let letters = problems.into_iter().filter(|problem| problem.key == "problem-a-letter-made-it");
    let letters =
        letters.map(|problem| language.t_with("undo-letter-text", &[("letter", problem.detail.as_str().into())]));
    let asked = CasePage {
        case: case.clone(),
        person: Some(person),
        whole_cpr_number: false,
        protected_address: false,
        language: language.into(),
    };
    let seen = app.ask(session, purpose, asked).await?;
    let counting = || seen.facts.iter().filter(|fact| fact.withdrawn.is_none());
    let told = |facts: Vec<&FactLine>| facts.iter().map(|fact| shown::headline(language, &fact.fact)).collect();
    let withdrawn = counting().filter(|fact| ids.contains(&fact.id)).collect();
    let resting = counting().filter(|fact| !ids.contains(&fact.id) && names_one_of(&fact.fact, &ids)).collect();
    frame::page_with(
        StatusCode::CONFLICT,
        &UndoPage {
            withdrawn: told(withdrawn),
            resting: told(resting),
            letters: letters.collect(),
            back: back.href(),
            frame: frame.titled(language.t("undo-refused-title")),
        },
    )
}

/// Whether a fact names one of these by its id.
fn names_one_of(fact: &Value, ids: &[String]) -> bool {
    let is_one = |value: &Value| value.as_str().is_some_and(|text| ids.iter().any(|id| id == text));
    let fields = fact.as_object().into_iter().flatten();
    fields.into_iter().any(|(_, value)| is_one(value) || value.as_array().is_some_and(|all| all.iter().any(is_one)))
}
