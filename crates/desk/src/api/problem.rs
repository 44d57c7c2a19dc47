//! What goes wrong, told to programs: RFC 9457 problems, in the language that the request asks for.
//!
//! A handler answers a [`Problem`]; [`as_problems`] writes it, and turns whatever else says no under `/api/` (a body too large, an
//! unknown address, a panic) into one as well. What is not there and what is not for the asker are one problem in the same words.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::office::{Change, CommandError, FieldProblem, Meanwhile};
use schemars::JsonSchema;
use serde::Serialize;

use super::reading::language_of;
use crate::app::refusal;
use crate::frame::Trouble;
use crate::problem_words;
use crate::texts::Language;

/// Why a request is not answered as asked.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    /// As a page tells it.
    Trouble(Trouble),
    /// The body, the query or a header cannot be read at all.
    Malformed(String),
    /// Fields that cannot be taken.
    Invalid(Vec<FieldProblem>),
    /// No version was named.
    VersionRequired,
    /// Another version is there than the one named.
    VersionStale(Option<Box<Meanwhile>>),
    /// Somebody changed the same thing meanwhile.
    ChangedMeanwhile(Box<Meanwhile>),
    /// The key was used for another command.
    KeyUsedOtherwise,
    /// The body is not JSON.
    NotJson,
    /// The address takes other methods.
    Method,
    /// Too many watch at the same time.
    TooMany,
}

/// A problem as it is written (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProblemDetails {
    /// Which problem: an address relative to this server, where it is described.
    r#type: String,
    /// The problem in a few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What happened, what was kept, what to do.
    detail: String,
    /// The number under which the log tells more.
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    /// The fields that cannot be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// What somebody else did meanwhile, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change>,
}

/// A field that cannot be taken.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FieldError {
    /// Its name in the request.
    field: String,
    /// What is wrong, by a key that does not change.
    key: &'static str,
    /// What was found, or what was expected.
    detail: String,
    /// What is wrong, in a sentence in the language that was asked for.
    text: String,
}

/// A kind of problem: its name in the type, its status, the keys of its title and of what happened, what was kept and what to do.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
}

const fn kind(name: &'static str, status: StatusCode, title: &'static str, text: &'static str) -> Kind {
    Kind { name, status, title, text }
}

static NOT_FOUND: Kind = kind("not-found", StatusCode::NOT_FOUND, "api-not-found", "api-not-found-text");
static SESSION: Kind = kind("session", StatusCode::UNAUTHORIZED, "api-session", "api-session-text");
static MALFORMED: Kind = kind("malformed", StatusCode::BAD_REQUEST, "api-malformed", "api-malformed-text");
static INVALID: Kind = kind("invalid", StatusCode::UNPROCESSABLE_ENTITY, "api-invalid", "api-invalid-text");
static VERSION_REQUIRED: Kind =
    kind("version-required", StatusCode::PRECONDITION_REQUIRED, "api-version-required", "api-version-required-text");
static VERSION_STALE: Kind =
    kind("version-stale", StatusCode::PRECONDITION_FAILED, "api-version-stale", "api-version-stale-text");
static CONFLICT: Kind = kind("conflict", StatusCode::CONFLICT, "api-conflict", "api-conflict-text");
static KEY_USED: Kind = kind("key-used", StatusCode::UNPROCESSABLE_ENTITY, "api-key-used", "api-key-used-text");
static NOT_JSON: Kind = kind("not-json", StatusCode::UNSUPPORTED_MEDIA_TYPE, "api-not-json", "api-not-json-text");
static METHOD: Kind = kind("method", StatusCode::METHOD_NOT_ALLOWED, "api-method", "api-method-text");
static TOO_LARGE: Kind = kind("too-large", StatusCode::PAYLOAD_TOO_LARGE, "api-too-large", "api-too-large-text");
static TOO_MANY: Kind = kind("too-many", StatusCode::SERVICE_UNAVAILABLE, "api-too-many", "api-too-many-text");
static BROKEN: Kind = kind("broken", StatusCode::INTERNAL_SERVER_ERROR, "api-broken", "api-broken-text");

/// Every kind, for the page that describes them.
pub(crate) static KINDS: [&Kind; 13] = [
    &NOT_FOUND,
    &SESSION,
    &MALFORMED,
    &INVALID,
    &VERSION_REQUIRED,
    &VERSION_STALE,
    &CONFLICT,
    &KEY_USED,
    &NOT_JSON,
    &METHOD,
    &TOO_LARGE,
    &TOO_MANY,
    &BROKEN,
];

impl Problem {
    /// A field that cannot be taken.
    pub(crate) fn field(field: &str, key: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem { field: field.to_owned(), key, detail: detail.into() }])
    }

    fn kind(&self) -> &'static Kind {
        match self {
            // One for both: another would tell that the thing exists.
            Self::Trouble(Trouble::NotFound | Trouble::Forbidden | Trouble::Gone) => &NOT_FOUND,
            Self::Trouble(Trouble::SessionEnded) => &SESSION,
            Self::Trouble(Trouble::TooLarge) => &TOO_LARGE,
            Self::Trouble(Trouble::Conflict) | Self::ChangedMeanwhile(_) => &CONFLICT,
            Self::Trouble(Trouble::Invalid(_)) | Self::Invalid(_) => &INVALID,
            Self::Trouble(Trouble::Broken { .. }) => &BROKEN,
            Self::Malformed(_) => &MALFORMED,
            Self::VersionRequired => &VERSION_REQUIRED,
            Self::VersionStale(_) => &VERSION_STALE,
            Self::KeyUsedOtherwise | Self::Trouble(Trouble::SentBefore) => &KEY_USED,
            Self::NotJson => &NOT_JSON,
            Self::Method => &METHOD,
            Self::TooMany => &TOO_MANY,
        }
    }

    fn details(&self, language: Language) -> ProblemDetails {
        let kind = self.kind();
        let mut detail = language.t(kind.text);
        if let Self::Malformed(found) = self {
            detail = format!("{detail} ({found})");
        }
        let operation = match self {
            Self::Trouble(Trouble::Broken { operation }) => Some(operation.clone()),
            _ => None,
        };
        let errors = match self {
            Self::Invalid(errors) => errors.iter().map(|one| field_error(language, one)).collect(),
            _ => Vec::new(),
        };
        let changes = match self {
            Self::ChangedMeanwhile(meanwhile) | Self::VersionStale(Some(meanwhile)) => meanwhile.changes.clone(),
            _ => Vec::new(),
        };
        ProblemDetails {
            r#type: format!("/api#{}", kind.name),
            title: language.t(kind.title),
            status: kind.status.as_u16(),
            detail,
            operation,
            errors,
            changes,
        }
    }
}

fn field_error(language: Language, problem: &FieldProblem) -> FieldError {
    FieldError {
        field: problem.field.clone(),
        key: problem.key,
        detail: problem.detail.clone(),
        text: problem_words::sentence(language, problem),
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<CommandError> for Problem {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refused) => Self::Trouble(refusal(&refused)),
            CommandError::Invalid(problems) => Self::Invalid(problems),
            CommandError::ChangedMeanwhile(meanwhile) => Self::ChangedMeanwhile(meanwhile),
            CommandError::KeyUsedOtherwise => Self::KeyUsedOtherwise,
            error => Self::Trouble(Trouble::broken(error)),
        }
    }
}

/// Only the status: the language is known to [`as_problems`], which writes the rest.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind().status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The middleware: writes problems, and makes problems of every other no under `/api/`.
pub(crate) async fn as_problems(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let language = language_of(request.headers());
    let mut response = next.run(request).await;
    let status = response.status();
    let known = response.extensions_mut().remove::<Problem>();
    let of_page = response.extensions_mut().remove::<Trouble>().map(Problem::Trouble);
    match known.or(of_page).or_else(|| of_status(status)) {
        Some(problem) => written(response, &problem, language),
        None => response,
    }
}

/// The problem of an answer that the framework gave.
fn of_status(status: StatusCode) -> Option<Problem> {
    Some(match status {
        StatusCode::METHOD_NOT_ALLOWED => Problem::Method,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::Trouble(Trouble::TooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::NotJson,
        StatusCode::BAD_REQUEST => Problem::Malformed(String::new()),
        status if status.is_client_error() => Problem::Trouble(Trouble::NotFound),
        _ => return None,
    })
}

/// The problem in place of the answer's body; what else the answer says of itself stays.
fn written(response: Response, problem: &Problem, language: Language) -> Response {
    let (mut parts, _) = response.into_parts();
    let details = problem.details(language);
    let Ok(body) = serde_json::to_vec(&details) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    parts.status = problem.kind().status;
    for stale in [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::ETAG] {
        parts.headers.remove(stale);
    }
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    Response::from_parts(parts, Body::from(body))
}
