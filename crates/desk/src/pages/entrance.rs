//! Where one enters and leaves: until logging in comes from outside, the officers to choose from.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::Action;
use serde::Deserialize;

use crate::app::App;
use crate::components::Query;
use crate::frame::{self, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::session::{COOKIE, Session, name_of, navigation};

#[derive(Template)]
#[template(path = "pages/entrance.html")]
struct Entrance {
    frame: Frame,
    back: String,
    are_made_up: bool,
    choices: Vec<Choice>,
}

struct Choice {
    id: String,
    name: String,
    role: String,
    authority: String,
    task: String,
}

/// The officers to choose from.
pub(crate) async fn show(frame: Frame, State(app): State<App>) -> Result<Response, Trouble> {
    let language = frame.language;
    let back = Query::of(&frame.path).get("til").filter(|back| frame::is_local(back)).unwrap_or("/").to_owned();
    let choice = |officer: &std::sync::Arc<casework::access::Officer>| Choice {
        id: officer.id.clone(),
        name: officer.name.clone(),
        role: language.t(role_words::key(officer.role)),
        authority: officer.authority.name(),
        task: language.t(role_words::task(officer.role)),
    };
    let choices = app.officers().iter().map(choice).collect();
    let are_made_up = app.officers().are_made_up();
    frame::page(&Entrance { frame: frame.titled(language.t("entrance-title")), back, are_made_up, choices })
}

#[derive(Deserialize)]
pub(crate) struct Wish {
    officer: String,
    #[serde(default)]
    back: String,
}

/// Begins a session.
pub(crate) async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Form(wish): Form<Wish>,
) -> Result<Response, Trouble> {
    let officer = app.officers().get(&wish.officer).ok_or(Trouble::NotFound)?;
    if let Some(before) = name_of(&headers) {
        app.sessions().end(before);
    }
    let name = app.sessions().begin(officer)?;
    let cookie = HeaderValue::from_str(&format!("{COOKIE}={name}; Path=/; HttpOnly; SameSite=Strict"))?;
    let back = if frame::is_local(&wish.back) { wish.back.as_str() } else { "/" };
    Ok(([(header::SET_COOKIE, cookie)], see_other(back)).into_response())
}

/// Ends the session.
pub(crate) async fn leave(State(app): State<App>, headers: HeaderMap, _: Posted) -> Result<Response, Trouble> {
    if let Some(name) = name_of(&headers) {
        app.sessions().end(name);
    }
    let gone = HeaderValue::from_str(&format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"))?;
    Ok(([(header::SET_COOKIE, gone)], see_other("/ind")).into_response())
}

/// Keeps the session alive for who still sits there; shows nothing.
pub(crate) async fn still_here(headers: HeaderMap, State(app): State<App>) -> Result<StatusCode, Trouble> {
    let is_open = name_of(&headers).is_some_and(|name| app.sessions().keep_open(name));
    if is_open { Ok(StatusCode::NO_CONTENT) } else { Err(Trouble::SessionEnded) }
}

#[derive(Template)]
#[template(path = "pages/nowhere.html")]
struct Nowhere {
    frame: Frame,
}

/// The front page: each role's first place; a page that says so for who has none.
pub(crate) async fn front(frame: Frame, session: Session) -> Result<Response, Trouble> {
    let role = session.officer.role;
    if role.may(Action::ReadCouplings) && !role.may(Action::ReadCases) {
        return Ok(see_other("/koblinger"));
    }
    if let Some(place) = navigation(role).first() {
        return Ok(see_other(&place.href));
    }
    let title = frame.t("nowhere-title");
    frame::page(&Nowhere { frame: frame.titled(title) })
}
