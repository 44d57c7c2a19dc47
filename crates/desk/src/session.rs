//! Sessions: which officer a browser belongs to, for as long as somebody works in it.
//!
//! Held in memory: a restart ends them, and drafts, which are kept under the officer's id, outlive them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::access::{Action, Officer, Role};
use form_urlencoded::byte_serialize;

use crate::app::App;
use crate::frame::{NavItem, Trouble, Visitor, Who, see_other};
use crate::role_words;

/// The cookie that names the session.
pub(crate) const COOKIE: &str = "ankomst";
/// How long a session lasts when nothing is asked.
pub(crate) const IDLE: Duration = Duration::from_mins(30);
/// Most sessions at a time; the oldest ends when one more begins.
const SESSIONS_MAX: usize = 10_000;

/// Every session.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, Open>>);

#[derive(Clone, Debug)]
struct Open {
    officer: Arc<Officer>,
    csrf: String,
    used: Instant,
}

/// The session of a request.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Who works.
    pub(crate) officer: Arc<Officer>,
    /// What a form must send back.
    pub(crate) csrf: String,
}

impl Sessions {
    /// Begins a session and answers its name.
    pub(crate) fn begin(&self, officer: Arc<Officer>) -> Result<String, getrandom::Error> {
        let (name, csrf) = (random()?, random()?);
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, session| session.used.elapsed() < IDLE);
        if open.len() >= SESSIONS_MAX {
            let oldest = open.iter().min_by_key(|(_, session)| session.used).map(|(name, _)| name.clone());
            oldest.and_then(|oldest| open.remove(&oldest));
        }
        open.insert(name.clone(), Open { officer, csrf, used: Instant::now() });
        Ok(name)
    }

    /// Ends a session.
    pub(crate) fn end(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    /// Whether a session is open; asking is using it.
    pub(crate) fn keep_open(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether a session is open; asking does not keep it open.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(name).is_some_and(|session| session.used.elapsed() < IDLE)
    }

    fn find(&self, name: &str) -> Option<Session> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let session = open.get_mut(name).filter(|session| session.used.elapsed() < IDLE)?;
        session.used = Instant::now();
        Some(Session { officer: Arc::clone(&session.officer), csrf: session.csrf.clone() })
    }
}

/// 128 bits that nobody can guess, in hexadecimal.
pub(crate) fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// The name of the session in a request's cookies.
pub(crate) fn name_of(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(|line| line.split(';'));
    cookies.find_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

/// Says who is here, to the handlers and to the frame.
pub(crate) async fn who_is_here(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let session = name_of(request.headers()).and_then(|name| app.sessions().find(name));
    if let Some(session) = session {
        let language = crate::frame::language_of(request.headers());
        request.extensions_mut().insert(Visitor {
            who: Some(Who {
                user: session.officer.name.clone(),
                role: language.t(role_words::key(session.officer.role)),
                authority: session.officer.authority.name(),
            }),
            navigation: navigation(session.officer.role),
            may_find: session.officer.role.may(Action::FindPersons),
            csrf: session.csrf.clone(),
            behind_since: app.behind_since().map(|since| language.moment_at(since)),
        });
        request.extensions_mut().insert(session);
    }
    next.run(request).await
}

/// Where a role may go, the front page first.
pub(crate) fn navigation(role: Role) -> Vec<NavItem> {
    let places = [
        (Action::ReadCases, "nav-my-day", "/min-dag"),
        (Action::ReadCases, "nav-work", "/opgaver"),
        (Action::ReadCases, "nav-cases", "/sager"),
        (Action::ReadFigures, "nav-oversight", "/tilsyn"),
        (Action::ReadSupervision, "nav-supervision", "/opfoelgning"),
        (Action::OpenFigures, "nav-goals", "/maal"),
        (Action::SendLetters, "nav-letters", "/breve/flok"),
        (Action::ReadCouplings, "nav-couplings", "/koblinger"),
        (Action::ReadMunicipalityErrors, "nav-municipality-errors", "/kommunefejl"),
        (Action::FindPersons, "nav-find", "/find"),
        (Action::ReadNights, "nav-nights", "/naetter"),
    ];
    let may = places.into_iter().filter(|(action, ..)| role.may(*action));
    may.map(|(_, key, href)| NavItem { key, href: href.to_owned(), count: None }).collect()
}

impl FromRequestParts<App> for Session {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Response> {
        if let Some(session) = parts.extensions.get::<Self>() {
            return Ok(session.clone());
        }
        let is_page = parts.method == Method::GET && !parts.uri.path().starts_with("/api/");
        if !is_page {
            return Err(Trouble::SessionEnded.into_response());
        }
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let back: String = byte_serialize(path.as_bytes()).collect();
        Err(see_other(&format!("/ind?til={back}")))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::officers::Officers;

    #[test]
    fn a_session_ends_when_it_is_ended_and_nobody_else_s_name_opens_it() {
        let sessions = Sessions::default();
        let officer = Officers::of_the_demo().get("revisor-1").expect("the auditor");
        let name = sessions.begin(officer).expect("randomness");
        assert_eq!(sessions.find(&name).map(|session| session.officer.id.clone()), Some("revisor-1".to_owned()));
        assert!(sessions.find("0").is_none());
        sessions.end(&name);
        assert!(sessions.find(&name).is_none());
    }

    #[test]
    fn the_session_s_cookie_is_found_among_others() {
        let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static("sprog=en; ankomst=abc"))]);
        assert_eq!(name_of(&headers), Some("abc"));
        assert_eq!(name_of(&HeaderMap::new()), None);
    }

    #[test]
    fn who_administers_rights_has_no_place_to_go() {
        assert!(navigation(Role::RightsAdministrator).is_empty());
        assert_eq!(navigation(Role::Caseworker)[0].href, "/min-dag");
    }
}
