//! The hand-over file: what went along to the new municipality, part by part, and where it is answered.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::access::Action;
use casework::cases::CaseNumber;
use casework::questions::{FactLine, HandOver, HandOverPart, HandOverSeen};
use serde_json::json;
use vocabulary::MunicipalityCode;

use crate::app::App;
use crate::components::{Badge, Query, Tone};
use crate::frame::{self, Frame, Trouble};
use crate::pages::forms::{self, shown};
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/hand_over.html")]
struct Page {
    frame: Frame,
    said: String,
    state: Badge,
    name: String,
    parts: Vec<PartShown>,
    /// Where it is answered, for the receiver and before the answer.
    answer: Option<String>,
    back: String,
}

struct PartShown {
    title: String,
    /// What is said where no fact of the case is it.
    none: Option<String>,
    facts: Vec<(shown::FactShown, String)>,
}

/// Whether a fact is a hand-over that counts.
pub(super) fn is_one(line: &FactLine) -> bool {
    line.withdrawn.is_none() && line.fact["fact"] == "information_passed" && line.fact["route"] == "hand_over"
}

/// Where a hand-over is read.
pub(super) fn href(case: &str, id: &str) -> String {
    Query::of(&format!("/sager/{case}/overdragelse/{id}")).href()
}

/// The file.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((case, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let number = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    let question = HandOver { case: number, id };
    let seen = app.ask(&session, role_words::purpose(session.officer.role), question).await?;
    let is_receiver = seen.to.is_some() && seen.to == session.officer.authority.municipality();
    let may_answer = is_receiver && seen.accepted.is_none() && session.officer.role.may(Action::RecordFacts);
    frame::page(&Page {
        said: said(&app, language, &seen),
        state: state(language, seen.accepted),
        name: seen.name.clone().unwrap_or_else(|| seen.person.clone()),
        parts: seen.parts.iter().map(|part| shown_part(language, &seen, part)).collect(),
        answer: may_answer.then(|| forms::address_of(&case, &seen.person, "overdragelse-svar", Some(&seen.id))),
        back: Query::of(&format!("/sager/{case}")).with("person", &seen.person).href(),
        frame: frame
            .titled(language.t("hand-over-title"))
            .below(language.t("cases-title"), "/sager")
            .below(case.clone(), format!("/sager/{case}"))
            .method(language.t("hand-over-method")),
    })
}

fn said(app: &App, language: Language, seen: &HandOverSeen) -> String {
    let place = |code: MunicipalityCode| code.municipality().map_or_else(|| code.to_string(), |one| one.name.clone());
    let to = seen.to.map_or_else(|| language.t("hand-over-nobody"), place);
    let by = app.officers().name(&seen.by).to_owned();
    let values = [("to", to.into()), ("by", by.into()), ("at", language.moment_at(seen.recorded_at).into())];
    language.t_with("hand-over-said", &values)
}

fn state(language: Language, accepted: Option<bool>) -> Badge {
    let (tone, key) = match accepted {
        None => (Tone::Info, "hand-over-waits"),
        Some(true) => (Tone::Success, "hand-over-accepted"),
        Some(false) => (Tone::Warning, "hand-over-sent-back"),
    };
    Badge::new(tone, language.t(key))
}

fn shown_part(language: Language, seen: &HandOverSeen, part: &HandOverPart) -> PartShown {
    let is_name = serde_json::to_value(part.content).is_ok_and(|content| content == "name");
    let none = if is_name {
        Some(seen.name.clone().unwrap_or_else(|| language.t("hand-over-no-name")))
    } else if part.is_outside {
        Some(language.t("hand-over-outside"))
    } else {
        part.facts.is_empty().then(|| language.t("hand-over-empty"))
    };
    let line = |line: &FactLine| (shown::fact(language, &line.fact), language.moment_at(line.recorded_at));
    PartShown { title: title(language, part), none, facts: part.facts.iter().map(line).collect() }
}

/// The name of a content, as forms and facts call it.
fn title(language: Language, part: &HandOverPart) -> String {
    let told = json!({ "fact": "information_passed", "contents": [part.content] });
    let lines = told.as_object().map(|fields| law::facts::describe(fields, language.into())).unwrap_or_default();
    lines.into_iter().next().map_or_else(String::new, |(_, value)| shown::capitalised(&value))
}
