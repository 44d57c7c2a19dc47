//! A form that a page of this session sent.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::frame::Trouble;
use crate::session::Session;

/// The fields of a form, in order, and whose session it came from. A form that does not hold the session's mark is not taken.
#[derive(Clone, Debug)]
pub(crate) struct Posted {
    /// Who sent it.
    pub(crate) session: Session,
    fields: Vec<(String, String)>,
}

impl Posted {
    /// The value of a field; empty where it is absent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field, for boxes of which several are ticked.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Every field but the session's mark.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.fields.iter().filter(|(field, _)| field != "csrf");
        own.map(|(field, value)| (field.as_str(), value.as_str()))
    }
}

impl FromRequest<App> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let session = Session::from_request_parts(&mut parts, app).await?;
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, app).await.map_err(|_| Trouble::TooLarge.into_response())?;
        // A browser ends lines with CR LF; what was typed has line feeds.
        let read = |value: std::borrow::Cow<'_, str>| value.replace("\r\n", "\n");
        let fields: Vec<(String, String)> =
            form_urlencoded::parse(&bytes).map(|(name, value)| (name.into_owned(), read(value))).collect();
        let posted = Self { session, fields };
        if posted.get("csrf") != posted.session.csrf {
            return Err(Trouble::SessionEnded.into_response());
        }
        Ok(posted)
    }
}
