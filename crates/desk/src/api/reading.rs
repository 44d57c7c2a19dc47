//! What a request brings, read into types: the session, a query, a JSON body, a version, a key, a language. Whatever cannot be read is
//! a [`Problem`] that names the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use casework::cases::CaseNumber;
use casework::office::Once;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use utoipa::IntoParams;
use vocabulary::MunicipalityCode;

use super::problem::Problem;
use crate::app::App;
use crate::frame::Trouble;
use crate::session::Session;
use crate::texts::Language;

/// The header that names a command, so that it is done once.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Who asks; 401 where nobody has entered.
pub(crate) struct Asker(pub(crate) Session);

/// The query of a request, every name of it known.
pub(crate) struct Asked<T>(pub(crate) T);

/// A query of two parts, every name of it known to one of them: what several requests ask alike, and what one asks besides.
pub(crate) struct AskedBoth<A, B>(pub(crate) A, pub(crate) B);

/// The case in the address.
pub(crate) struct CaseInPath(pub(crate) CaseNumber);

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

/// A command: who sends it, what it says, under which key, and which version it was written against.
pub(crate) struct Sent<T> {
    pub(crate) session: Session,
    pub(crate) body: T,
    pub(crate) once: Option<Once>,
    pub(crate) version: Option<u64>,
}

impl<T> Sent<T> {
    /// The version that the command was written against; a problem where none was named.
    pub(crate) fn version(&self) -> Result<u64, Problem> {
        self.version.ok_or(Problem::VersionRequired)
    }
}

/// The language of texts: the first of those that the request accepts, Danish without one.
pub(crate) fn language_of(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (0.0, Language::default());
    for one in accepted.split(',').take(20) {
        let (tag, rest) = one.split_once(';').unwrap_or((one, ""));
        let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
        let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let (Some(language), Some(weight)) = (Language::from_code(&primary), weight)
            && weight > best.0
        {
            best = (weight, language);
        }
    }
    best.1
}

impl FromRequestParts<App> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        Ok(language_of(&parts.headers))
    }
}

impl FromRequestParts<App> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts.extensions.get().cloned().map(Self).ok_or(Problem::Trouble(Trouble::SessionEnded))
    }
}

fn query<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let read = serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs));
    read.map_err(|error| {
        let field = error.path().to_string();
        let field = if field == "." { "query".to_owned() } else { field };
        Problem::field(&field, "problem-wrong-value", error.into_inner().to_string())
    })
}

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        query(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

impl<A: DeserializeOwned + IntoParams, B: DeserializeOwned> FromRequestParts<App> for AskedBoth<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let known = A::into_params(|| None);
        let [mut one, mut other] = [(); 2].map(|()| form_urlencoded::Serializer::new(String::new()));
        for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
            let part = if known.iter().any(|parameter| parameter.name == name) { &mut one } else { &mut other };
            part.append_pair(&name, &value);
        }
        Ok(Self(query(&one.finish())?, query(&other.finish())?))
    }
}

impl FromRequestParts<App> for CaseInPath {
    type Rejection = Problem;

    /// A text that is no case number names no case.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        let number = path.ok().and_then(|Path(text)| CaseNumber::parse(&text).ok());
        number.map(Self).ok_or(Problem::Trouble(Trouble::NotFound))
    }
}

/// A municipality's code in a query: one that CPR could have.
pub(super) fn municipality<'de, D: Deserializer<'de>>(from: D) -> Result<Option<MunicipalityCode>, D::Error> {
    let code = MunicipalityCode::new(u16::deserialize(from)?);
    code.map(Some).map_err(serde::de::Error::custom)
}

/// The body as bytes, if it says that it is JSON: a form of another site cannot say so.
async fn json_bytes(request: Request, app: &App) -> Result<Bytes, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Problem::NotJson);
    }
    Bytes::from_request(request, app).await.map_err(|_| Problem::Trouble(Trouble::TooLarge))
}

fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let cause = error.into_inner();
        if cause.is_data() {
            let field = if field == "." { "body" } else { field.as_str() };
            Problem::field(field, "problem-wrong-value", cause.to_string())
        } else {
            Problem::Malformed(cause.to_string())
        }
    })?;
    reader.end().map_err(|error| Problem::Malformed(error.to_string()))?;
    Ok(read)
}

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        json(&json_bytes(request, app).await?).map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Asker(session) = Asker::from_request_parts(&mut parts, app).await?;
        let version = version(&parts.headers)?;
        let key = key(&parts.headers)?;
        let what = format!("{} {} {version:?}\n", parts.method, parts.uri);
        let bytes = json_bytes(Request::from_parts(parts, body), app).await?;
        let mut hash = Sha256::new();
        hash.update(what);
        hash.update(&bytes);
        let once = key.map(|key| Once { key, request_hash: hash.finalize().into() });
        Ok(Self { session, body: json(&bytes)?, once, version })
    }
}

/// The version in `If-Match`: the number before the full stop of an entity tag that this server gave.
///
/// RFC 9110 has `If-Match` compare strongly, so a weak tag matches nothing; `*` names no version and is as good as none.
fn version(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let tag = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let number = tag.and_then(|tag| tag.split('.').next()?.parse::<u64>().ok());
    // The journal counts in 63 bits.
    let number = number.filter(|number| i64::try_from(*number).is_ok());
    number.map(Some).ok_or(Problem::VersionStale(None))
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let is_sound =
        |key: &&str| (1..=Once::KEY_BYTES_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let key = value.to_str().ok().filter(is_sound);
    let key = key.ok_or_else(|| {
        let expected = format!("1–{} ASCII", Once::KEY_BYTES_MAX);
        Problem::field("Idempotency-Key", "problem-wrong-value", expected)
    });
    key.map(|key| Some(key.to_owned()))
}

/// An entity tag: the version, and a print of what was shown.
pub(crate) fn entity_tag(version: u64, shown: &[u8]) -> String {
    let digest = Sha256::digest(shown);
    let print = digest.iter().take(8).fold(0_u64, |print, byte| print << 8 | u64::from(*byte));
    format!("\"{version}.{print:016x}\"")
}

/// Whether the asker has what the tag names (`If-None-Match`, compared weakly).
pub(crate) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut tags = lines.flat_map(|line| line.split(',')).map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}
