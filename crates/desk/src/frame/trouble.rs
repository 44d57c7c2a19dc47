//! What can go wrong with a request, each told as what happened, what was kept, and what to do.

use std::any::Any;
use std::error::Error;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::Frame;
use crate::texts::Language;

/// Why a request is not answered as asked.
///
/// Any other error becomes [`Trouble::Broken`] by `?`: it is written to the log under a number that the page shows.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// There is no such page, or the visitor may not see it: told in the same words, so that nothing is given away.
    NotFound,
    /// As [`Trouble::NotFound`], where the reason is known to be access.
    Forbidden,
    /// Somebody else changed the thing meanwhile.
    Conflict,
    /// The page was sent before with something else in it: what was sent then stands.
    SentBefore,
    /// A page that was kept for a while is gone.
    Gone,
    /// More was sent than is taken.
    TooLarge,
    /// What was sent cannot be used. A form that can be mended is shown again instead, with its errors.
    Invalid(Vec<FieldTrouble>),
    /// The session is over.
    SessionEnded,
    /// The program failed.
    Broken {
        /// Under which number the log tells more.
        operation: String,
    },
}

/// A field that cannot be used, and why, in the visitor's language.
#[derive(Clone, Debug)]
pub struct FieldTrouble {
    /// Id of the field in the form.
    pub field: String,
    /// What is wrong and what to write instead.
    pub text: String,
}

impl Trouble {
    /// The program failed: logs the error with its causes under a new number.
    pub fn broken(error: impl Error) -> Self {
        let mut chain = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            write!(chain, ": {error}").expect("writing to a String cannot fail");
            cause = error.source();
        }
        Self::logged(&chain)
    }

    fn logged(what: &str) -> Self {
        let operation = operation();
        eprintln!("operation {operation}: {what}");
        Self::Broken { operation }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            // One status for both: another would tell that the page exists.
            Self::NotFound | Self::Forbidden => StatusCode::NOT_FOUND,
            Self::Conflict | Self::SentBefore => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SessionEnded => StatusCode::UNAUTHORIZED,
            Self::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Heading, what happened, what was kept, what to do.
    pub(super) fn told(&self, language: Language) -> [String; 4] {
        let keys = match self {
            Self::NotFound | Self::Forbidden => {
                ["not-found-title", "not-found-happened", "not-found-kept", "not-found-do"]
            }
            Self::Conflict => ["conflict-title", "conflict-happened", "conflict-kept", "conflict-do"],
            Self::SentBefore => ["sent-before-title", "sent-before-happened", "sent-before-kept", "sent-before-do"],
            Self::Gone => ["gone-title", "gone-happened", "gone-kept", "gone-do"],
            Self::TooLarge => ["too-large-title", "too-large-happened", "too-large-kept", "too-large-do"],
            Self::Invalid(_) => ["invalid-title", "invalid-happened", "invalid-kept", "invalid-do"],
            Self::SessionEnded => ["session-title", "session-happened", "session-kept", "session-do"],
            Self::Broken { .. } => ["broken-title", "broken-happened", "broken-kept", "broken-do"],
        };
        keys.map(|key| language.t(key))
    }

    /// The answer as a page in a frame.
    pub fn page(&self, frame: Frame) -> Response {
        super::errors::page(self, frame)
    }
}

impl<E: Error> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self::broken(error)
    }
}

/// Plain text, which `dress` turns into a page; programs that call the API read the text.
impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let [title, happened, kept, todo] = self.told(Language::Danish);
        let number = match &self {
            Self::Broken { operation } => format!(" ({operation})"),
            _ => String::new(),
        };
        let mut response = (self.status(), format!("{title}{number}. {happened} {kept} {todo}")).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A handler panicked: its message is logged, and the visitor is told as of any failure.
#[expect(clippy::needless_pass_by_value, reason = "what the layer calls takes the panic whole")]
pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let message = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Trouble::logged(message.unwrap_or("a handler panicked")).into_response()
}

/// A number for the log: the moment, and a counter for those of the same moment.
fn operation() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{count:04}", Timestamp::now().strftime("%Y%m%d-%H%M%S"))
}
