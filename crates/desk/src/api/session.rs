//! The session over the API: entering, leaving, and who one is.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::access::{Action, Officer};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::reading::{Asker, Json};
use crate::app::App;
use crate::frame::Trouble;
use crate::session::{COOKIE, name_of};

/// Who wants to enter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entering {
    /// The officer's id.
    officer: String,
}

/// Who is here.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Me {
    /// The officer.
    officer: Officer,
    /// What the officer's role does.
    may: Vec<Action>,
}

impl Me {
    fn of(officer: &Officer) -> Self {
        let may = Action::ALL.into_iter().filter(|action| officer.role.may(*action)).collect();
        Self { officer: officer.clone(), may }
    }
}

/// Enter
///
/// Answers a cookie that names the session. Until logging in comes from outside, whoever reaches the server chooses who they are, as on the
/// pages.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "session",
    security(()),
    request_body(content = ref("#/components/schemas/Entering"), content_type = "application/json"),
    responses((status = 200, description = "Entered.", body = ref("#/components/schemas/Me"), content_type = "application/json"))
)]
pub(crate) async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Json(wish): Json<Entering>,
) -> Result<Response, Problem> {
    let officer = app.officers().get(&wish.officer).ok_or(Problem::Trouble(Trouble::NotFound))?;
    if let Some(before) = name_of(&headers) {
        app.sessions().end(before);
    }
    let me = Me::of(&officer);
    let name = app.sessions().begin(officer).map_err(Trouble::broken)?;
    let cookie = format!("{COOKIE}={name}; Path=/; HttpOnly; SameSite=Strict");
    let cookie = HeaderValue::from_str(&cookie).map_err(Trouble::broken)?;
    Ok(([(header::SET_COOKIE, cookie)], axum::Json(me)).into_response())
}

/// Who am I
///
/// And what my role does.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    operation_id = "show_session",
    tag = "session",
    responses((status = 200, description = "Who is here.", body = ref("#/components/schemas/Me"), content_type = "application/json"))
)]
pub(crate) async fn show(Asker(session): Asker) -> axum::Json<Me> {
    axum::Json(Me::of(&session.officer))
}

/// Leave
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "session",
    responses((status = 204, description = "The session is over."))
)]
pub(crate) async fn leave(State(app): State<App>, headers: HeaderMap, _: Asker) -> Response {
    if let Some(name) = name_of(&headers) {
        app.sessions().end(name);
    }
    let gone = format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response()
}
