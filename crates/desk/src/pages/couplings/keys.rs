//! The letters to work with: on or off, and which, for each officer (WCAG 2.1.4). A working paper keeps them.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::access::Action;
use jiff::Timestamp;
use journal::Expected;

use crate::app::App;
use crate::components::ErrorSummary;
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::session::Session;
use crate::texts::Language;

/// What a key does: as the script and the form call it, the key of its text, the letter where nobody chose another.
const DOES: [(&str, &str, char); 8] = [
    ("next", "key-next", 'j'),
    ("previous", "key-previous", 'k'),
    ("confirm", "key-confirm", 'b'),
    ("reject", "key-reject", 'a'),
    ("park", "key-park", 'l'),
    ("undo", "key-undo", 'u'),
    ("note", "key-note", 'n'),
    ("help", "key-help", '?'),
];

/// The working paper.
const PAPER: &str = "choice/keys";

/// An officer's letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keys {
    /// Whether any letter does anything.
    pub(super) on: bool,
    /// The letters, in the order of what they do.
    letters: [char; DOES.len()],
}

/// A letter and what it does.
pub(super) struct Line {
    pub(super) does: &'static str,
    pub(super) label: String,
    pub(super) letter: String,
}

impl Default for Keys {
    fn default() -> Self {
        Self { on: true, letters: DOES.map(|(.., letter)| letter) }
    }
}

impl Keys {
    /// From the paper: `off` or `on`, then the letters. A paper that cannot be read is as good as none.
    fn parse(text: &str) -> Option<Self> {
        let (state, letters) = text.split_once(' ')?;
        let letters: Vec<char> = letters.chars().collect();
        Some(Self { on: state == "on", letters: letters.try_into().ok()? })
    }

    fn text(&self) -> String {
        format!("{} {}", if self.on { "on" } else { "off" }, self.letters.iter().collect::<String>())
    }

    /// What the script reads: `next:j previous:k …`; nothing where the letters are off.
    pub(super) fn said(&self) -> String {
        if !self.on {
            return String::new();
        }
        let pairs = DOES.iter().zip(self.letters).map(|((does, ..), letter)| format!("{does}:{letter}"));
        pairs.collect::<Vec<_>>().join(" ")
    }

    /// Each letter and what it does.
    pub(super) fn lines(&self, language: Language) -> Vec<Line> {
        let line = |((does, key, _), letter): (&(&'static str, &str, char), char)| Line {
            does,
            label: language.t(key),
            letter: letter.to_uppercase().collect(),
        };
        DOES.iter().zip(self.letters).map(line).collect()
    }

    /// The letter for something, for its label; nothing where the letters are off.
    pub(super) fn letter(&self, does: &str) -> Option<String> {
        let at = DOES.iter().position(|(name, ..)| *name == does)?;
        self.on.then(|| self.letters[at].to_uppercase().collect())
    }
}

/// The officer's letters.
pub(super) async fn of(app: &App, session: &Session) -> Result<Keys, Trouble> {
    let owner = session.officer.id.clone();
    let paper = app.with_journal(move |journal| journal.paper(&owner, PAPER)).await?;
    Ok(paper.and_then(|paper| Keys::parse(&paper.content)).unwrap_or_default())
}

#[derive(Template)]
#[template(path = "pages/keys.html")]
struct Page {
    frame: Frame,
    on: bool,
    lines: Vec<Line>,
    errors: ErrorSummary,
    back: String,
}

/// The letters, and the form that changes them.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    if !session.officer.role.may(Action::ReadCouplings) {
        return Err(Trouble::Forbidden);
    }
    let keys = of(&app, &session).await?;
    let saved = crate::components::Query::of(&frame.path).get("gemt").is_some();
    let alert = saved.then(|| Alert::new(crate::components::Tone::Success, frame.t("keys-saved"), ""));
    let frame = alert.into_iter().fold(frame, Frame::alert);
    page(frame, &keys, Vec::new())
}

fn page(frame: Frame, keys: &Keys, errors: Vec<FieldTrouble>) -> Result<Response, Trouble> {
    let language = frame.language;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        on: keys.on,
        lines: keys.lines(language),
        errors: ErrorSummary { language, errors },
        back: "/koblinger".to_owned(),
        frame: frame.titled(language.t("keys-title")).below(language.t("couplings-title"), "/koblinger"),
    };
    frame::page_with(status, &page)
}

/// Keeps what was chosen: one letter or sign each, none twice.
pub(crate) async fn save(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    if !posted.session.officer.role.may(Action::ReadCouplings) {
        return Err(Trouble::Forbidden);
    }
    let language = frame.language;
    let typed = DOES.map(|(does, ..)| single(posted.get(does)));
    let mut keys = Keys { on: posted.get("til") == "ja", ..Keys::default() };
    let mut errors = Vec::new();
    for (at, letter) in typed.iter().enumerate() {
        let error = |key: &str| FieldTrouble { field: format!("key-{}", DOES[at].0), text: language.t(key) };
        match letter {
            None => errors.push(error("keys-error-single")),
            Some(_) if typed[..at].contains(letter) => errors.push(error("keys-error-twice")),
            Some(letter) => keys.letters[at] = *letter,
        }
    }
    if !errors.is_empty() {
        return page(frame, &keys, errors);
    }
    let (owner, text) = (posted.session.officer.id.clone(), keys.text());
    app.with_journal(move |journal| journal.put_paper(&owner, PAPER, &text, Expected::Any, Timestamp::now())).await?;
    Ok(see_other("/koblinger/taster?gemt=ja"))
}

/// One sign that can be typed and shown, in its small form.
fn single(text: &str) -> Option<char> {
    let mut signs = text.trim().chars();
    let sign = signs.next().filter(|sign| !sign.is_whitespace() && !sign.is_control())?;
    let mut small = sign.to_lowercase();
    let small = small.next().filter(|_| small.next().is_none())?;
    signs.next().is_none().then_some(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_back_and_nonsense_is_as_good_as_nothing() {
        let keys = Keys { on: false, ..Keys::default() };
        assert_eq!(Keys::parse(&keys.text()), Some(keys));
        assert_eq!(Keys::parse("on jk"), None);
        assert_eq!(Keys::parse(""), None);
    }

    #[test]
    fn letters_that_are_off_are_not_told_to_the_script() {
        assert!(Keys::default().said().starts_with("next:j previous:k confirm:b"));
        assert_eq!(Keys { on: false, ..Keys::default() }.said(), "");
    }

    #[test]
    fn a_key_is_one_sign() {
        assert_eq!((single("J"), single(" å "), single("?")), (Some('j'), Some('å'), Some('?')));
        assert_eq!((single(""), single("jk"), single("\u{7}")), (None, None, None));
    }
}
