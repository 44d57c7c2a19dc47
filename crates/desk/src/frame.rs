//! The frame around every page: who is here, where they are, what has just happened, in which language.
//!
//! A handler takes a [`Frame`] as an argument, gives it a title, and puts it into its template as the field `frame`; the
//! template says `{% extends "layout.html" %}`. A handler that fails answers [`Trouble`], which becomes a page in the same
//! frame. [`dress`] and [`protect`] put both around the routes. What the frame must not know: any page.

mod errors;
mod protection;
mod switch;
mod trouble;

use std::convert::Infallible;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use jiff::Zoned;

pub use protection::{BODY_MOST_BYTES, protect};
pub(crate) use switch::{is_local, language as language_of};
pub use trouble::{FieldTrouble, Trouble};

use crate::assets;
use crate::components::{Icon, Tone};
use crate::schedule::now_in_denmark;
use crate::texts::Language;

/// Everything of a page that is not its content.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the page.
    pub language: Language,
    /// The heading of the page, and its title in the browser.
    pub title: String,
    /// Who is here and where they may go.
    pub visitor: Visitor,
    /// The way to this page, from the front page down; the page itself is not in it.
    pub breadcrumb: Vec<Crumb>,
    /// What has just happened, or must be known before anything else.
    pub alerts: Vec<Alert>,
    /// Path and query of the page.
    pub path: String,
    /// When the page was made.
    pub made: Zoned,
    /// How the figures of the page came about: printed with it.
    pub method: Option<String>,
    /// What the page was narrowed to: printed with it.
    pub filter: Option<String>,
}

/// Who is here: put into the request's extensions by the session, and nobody where there is none.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// The person.
    pub who: Option<Who>,
    /// Where the role may go, in order.
    pub navigation: Vec<NavItem>,
    /// Whether the role looks persons up.
    pub may_find: bool,
    /// What a form must send back as `csrf`; empty without a session.
    pub csrf: String,
    /// Since when what comes in is not shown, in words; none while it is.
    pub behind_since: Option<String>,
}

/// A person at work.
#[derive(Clone, Debug)]
pub struct Who {
    /// Name of the person.
    pub user: String,
    /// What the person may do, in a word of the trade.
    pub role: String,
    /// For which authority.
    pub authority: String,
}

/// A place in the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Key of the text.
    pub key: &'static str,
    /// Address; the item is the current one on this page and those below it.
    pub href: String,
    /// How many things wait there.
    pub count: Option<u64>,
}

/// A page above this one.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Its title.
    pub label: String,
    /// Its address.
    pub href: String,
}

/// What has just happened, or must be known.
#[derive(Clone, Debug)]
pub struct Alert {
    /// How grave it is: any tone but `Plain`.
    pub kind: Tone,
    /// In a few words.
    pub heading: String,
    /// In sentences.
    pub text: String,
    /// Single points below the text.
    pub points: Vec<String>,
    /// The language of the points: some are made in Danish only.
    pub points_language: Language,
    /// How to take it back.
    pub undo: Option<Undo>,
}

/// A step that can be taken back until the user leaves the page.
#[derive(Clone, Debug)]
pub struct Undo {
    /// Where the form is posted.
    pub action: String,
    /// What the button says: a verb and a thing.
    pub label: String,
}

impl Alert {
    /// An alert of a heading and a text.
    pub fn new(kind: Tone, heading: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            kind,
            heading: heading.into(),
            text: text.into(),
            points: Vec::new(),
            points_language: Language::Danish,
            undo: None,
        }
    }

    /// With single points below the text, and their language.
    #[must_use]
    pub fn with_points(mut self, language: Language, points: Vec<String>) -> Self {
        self.points = points;
        self.points_language = language;
        self
    }

    /// With a button that takes the step back.
    #[must_use]
    pub fn with_undo(mut self, action: impl Into<String>, label: impl Into<String>) -> Self {
        self.undo = Some(Undo { action: action.into(), label: label.into() });
        self
    }

    /// The icon of its tone.
    pub fn icon(&self) -> Icon {
        self.kind.icon()
    }
}

impl Frame {
    /// With the page's heading.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Below another page; the outermost is named first.
    #[must_use]
    pub fn below(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.breadcrumb.push(Crumb { label: label.into(), href: href.into() });
        self
    }

    /// With something to be told on top.
    #[must_use]
    pub fn alert(mut self, alert: Alert) -> Self {
        self.alerts.push(alert);
        self
    }

    /// With the method that a print of the page names.
    #[must_use]
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// With the filter that a print of the page names.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.filter = Some(filter.into());
        self
    }

    /// How long a session lasts without use.
    pub fn session_seconds(&self) -> u64 {
        crate::session::IDLE.as_secs()
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        self.language.t(key)
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// An icon of the design system.
    pub fn icon(&self, name: &'static str) -> Icon {
        Icon(name)
    }

    /// The languages to choose from.
    pub fn languages(&self) -> [Language; 2] {
        Language::ALL
    }

    /// Whether an item of the navigation leads to this page or to one above it.
    pub fn is_current(&self, item: &NavItem) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        let below = path.strip_prefix(item.href.as_str());
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// How many things wait at an item of the navigation.
    pub fn counter(&self, item: &NavItem) -> Option<String> {
        item.count.map(|count| self.language.count(count))
    }

    /// Day and time at which the page was made.
    pub fn made(&self) -> String {
        self.language.moment(&self.made)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

impl Frame {
    /// The frame of a request; who is here is known once the session has said so.
    pub fn of(parts: &Parts) -> Self {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        Self {
            language: switch::language(&parts.headers),
            title: String::new(),
            visitor: parts.extensions.get::<Visitor>().cloned().unwrap_or_default(),
            breadcrumb: Vec::new(),
            alerts: Vec::new(),
            path: path.to_owned(),
            made: now_in_denmark(),
            method: None,
            filter: None,
        }
    }
}

/// The answer that shows a page.
pub fn page(template: &impl Template) -> Result<Response, Trouble> {
    page_with(StatusCode::OK, template)
}

/// The answer that shows a page with another status than 200.
pub fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, Trouble> {
    Ok((status, Html(template.render()?)).into_response())
}

/// The answer that sends the browser on after a form was taken, so that loading again sends nothing twice.
pub fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}

/// Gives routes their assets, the switch of language, and pages for what goes wrong. A layer that tells who is here
/// belongs outside of this and inside of [`protect`].
pub fn dress(routes: Router) -> Router {
    routes
        .route("/assets/{hash}/{*name}", get(assets::serve))
        .route("/sprog", post(switch::switch))
        .fallback(async || Trouble::NotFound)
        .method_not_allowed_fallback(async || Trouble::NotFound)
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(trouble::panicked))
        .layer(middleware::from_fn(errors::as_pages))
}

#[cfg(test)]
mod tests;
