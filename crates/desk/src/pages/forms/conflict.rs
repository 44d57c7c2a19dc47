//! Two who write at once: what the other recorded meanwhile, what one typed oneself, and what that would do now.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use casework::cases::CaseNumber;
use casework::questions::{ChangedSince, FormPreview, Newer, NewerKind};

use super::preview::{Effects, hidden};
use super::shown;
use crate::app::App;
use crate::components::Query;
use crate::frame::{self, Frame, Trouble};
use crate::posted::Posted;
use crate::role_words;
use crate::session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/form_merge.html")]
struct MergePage {
    frame: Frame,
    address: String,
    /// Everything that was posted, with the new version and a new token.
    hidden: Vec<(String, String)>,
    newer: Vec<NewerLine>,
    /// What one's own facts do now; none where they cannot stand beside the other's.
    effects: Option<Effects>,
    is_final: bool,
    back: String,
}

struct NewerLine {
    by: String,
    at: String,
    what: String,
    lines: Vec<(String, String)>,
}

/// The page that lets whoever comes second decide.
pub(super) async fn merge(
    frame: Frame,
    app: &App,
    case: &str,
    form: &str,
    posted: &Posted,
    from: u64,
    preview: Option<FormPreview>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let number = CaseNumber::parse(case).map_err(|_| Trouble::NotFound)?;
    let session = &posted.session;
    let asked = ChangedSince { case: number, from };
    let newer = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let version = preview.as_ref().map(|preview| preview.version);
    let token = session::random()?;
    let renewed =
        hidden(posted).into_iter().filter(|(name, _)| !matches!(name.as_str(), "sikker")).map(|(name, value)| {
            let value = match (name.as_str(), version) {
                ("version", Some(version)) => version.to_string(),
                ("token", _) => token.clone(),
                _ => value,
            };
            (name, value)
        });
    let page = MergePage {
        address: format!("/sager/{case}/handlinger/{form}"),
        hidden: renewed.collect(),
        newer: newer.iter().map(|one| line(app, language, one)).collect(),
        effects: preview.as_ref().map(|preview| Effects::new(language, preview)),
        is_final: preview.as_ref().is_some_and(|preview| preview.form.is_final()),
        back: Query::of(&format!("/sager/{case}")).with("person", posted.get("person")).href(),
        frame: frame.titled(language.t("merge-title")),
    };
    frame::page_with(StatusCode::CONFLICT, &page)
}

fn line(app: &App, language: Language, newer: &Newer) -> NewerLine {
    let (what, lines) = match &newer.what {
        NewerKind::Fact(fact) => {
            let shown = shown::fact(language, fact);
            (shown.title, shown.lines)
        }
        NewerKind::Withdrawn(fact) => {
            let what = shown::headline(language, fact);
            (language.t_with("merge-withdrawn", &[("fact", what.into())]), Vec::new())
        }
        NewerKind::Note(text) => (language.t("case-note"), vec![(language.t("case-note-text"), text.clone())]),
        NewerKind::Letter(title) => (language.t_with("case-letter", &[("title", title.as_str().into())]), Vec::new()),
    };
    let at = language.moment_at(newer.at);
    NewerLine { by: app.officers().name(&newer.by).to_owned(), at, what, lines }
}
