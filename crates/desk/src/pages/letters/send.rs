//! Sending a letter: a page of its own that says what will happen, and then it has left and cannot be taken back.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::letters::{SendLetter, sha256};
use casework::office::{Change, Meanwhile};

use super::draft::{About, Found, Loaded, find, paper, set, unset};
use super::words::{effect_key, kind_key};
use crate::app::{App, Rejected};
use crate::components::{SummaryList, Tone};
use crate::frame::{self, Alert, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/letter_send.html")]
struct Page {
    frame: Frame,
    summary: SummaryList,
    send: String,
    draft: String,
    pdf: String,
    sha256: String,
    version: u64,
}

/// What will happen.
pub(crate) async fn confirm(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((case, kind)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let about = About::of(&case, &kind, &frame)?;
    // Where the occasion is closed, the page of the draft says who closed it.
    let Found::Open(loaded) = find(&app, &session, &about, frame.language).await? else {
        return Ok(see_other(&about.href("")));
    };
    show(StatusCode::OK, frame, &app, &about, *loaded).await
}

async fn show(status: StatusCode, frame: Frame, app: &App, about: &About, loaded: Loaded) -> Result<Response, Trouble> {
    let language = frame.language;
    // A letter that lacks something is mended first.
    let Ok(letter) = loaded.written.letter else { return Ok(see_other(&about.href(""))) };
    let (title, by_post) = (letter.title(), !letter.is_digital_post_only());
    let rendered = set(app, letter).await?.map_err(|error| unset(language, &error))?;
    let sum = sha256(&rendered.pdf);
    let case = about.case.to_string();
    let summary = SummaryList::new([
        (language.t("letters-to"), loaded.written.name),
        (language.t("case-number"), case.clone()),
        (language.t("letters-kind"), language.t(kind_key(about.occasion.kind))),
        (language.t("letters-letter-title"), title),
        (language.t("letters-pages"), language.count(rendered.pages as u64)),
        (
            language.t("letters-way"),
            language.t(if by_post { "letters-way-address" } else { "letters-way-digital-post" }),
        ),
        (language.t("letters-effect"), language.t(effect_key(about.occasion.kind))),
        (language.t("letters-sum"), sum.clone()),
    ]);
    let frame = frame
        .titled(language.t("letters-send-title"))
        .below(language.t("cases-title"), "/sager")
        .below(case.clone(), format!("/sager/{case}"))
        .below(language.t("letters-title"), format!("/sager/{case}/breve"));
    frame::page_with(
        status,
        &Page {
            summary,
            send: about.href("/send"),
            draft: about.href(""),
            pdf: about.href("/brev.pdf"),
            sha256: sum,
            version: loaded.written.version,
            frame,
        },
    )
}

#[derive(Template)]
#[template(path = "pages/letter_conflict.html")]
struct Conflict {
    frame: Frame,
    /// The keys of what happened and of what to do.
    lead: &'static str,
    todo: &'static str,
    changes: Vec<String>,
    /// Where the draft is, while it can be sent.
    draft: Option<String>,
}

/// Sends the letter that was read.
pub(crate) async fn send(
    frame: Frame,
    State(app): State<App>,
    Path((case, kind)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let about = About::of(&case, &kind, &frame)?;
    let language = frame.language;
    let Found::Open(loaded) = find(&app, &posted.session, &about, language).await? else {
        return Ok(see_other(&about.href("")));
    };
    let loaded = *loaded;
    let Ok(letter) = loaded.written.letter.clone() else { return Ok(see_other(&about.href(""))) };
    let rendered = set(&app, letter.clone()).await?.map_err(|error| unset(language, &error))?;
    let from = posted.get("version").parse().map_err(|_| Trouble::NotFound)?;
    if sha256(&rendered.pdf) != posted.get("sha256") && loaded.written.version == from {
        let alert = Alert::new(Tone::Warning, language.t("letters-differs"), language.t("letters-differs-text"));
        return show(StatusCode::CONFLICT, frame.alert(alert), &app, &about, loaded).await;
    }
    let command = SendLetter { written_from: loaded.question, from, title: letter.title(), letter, rendered };
    let purpose = role_words::purpose(posted.session.officer.role);
    match app.act(&posted.session, purpose, command).await? {
        Ok(_) => {
            let (owner, name) = (posted.session.officer.id.clone(), paper(&about.case, &about.occasion));
            app.with_journal(move |journal| journal.delete_paper(&owner, &name)).await?;
            Ok(see_other(&format!("/sager/{case}/breve?sendt=ja")))
        }
        Err(Rejected::ChangedMeanwhile(meanwhile)) => conflict(frame, &app, &about, &meanwhile),
        Err(Rejected::Invalid(_)) => {
            let alert = Alert::new(Tone::Warning, language.t("letters-differs"), language.t("letters-differs-text"));
            let Found::Open(loaded) = find(&app, &posted.session, &about, language).await? else {
                return Ok(see_other(&about.href("")));
            };
            show(StatusCode::CONFLICT, frame.alert(alert), &app, &about, *loaded).await
        }
    }
}

/// The case was changed since the letter was written.
fn conflict(frame: Frame, app: &App, about: &About, meanwhile: &Meanwhile) -> Result<Response, Trouble> {
    let changes = changes(frame.language, app, &meanwhile.changes)?;
    let draft = Some(about.href(""));
    let title = frame.language.t("conflict-title");
    let frame = frame.titled(title);
    told(Conflict { lead: "letters-conflict-lead", todo: "letters-conflict-do", changes, draft, frame }, about)
}

/// The letter can no longer be written: somebody has done what it was for.
pub(super) fn closed(frame: Frame, app: &App, about: &About, by: &[Change]) -> Result<Response, Trouble> {
    let changes = changes(frame.language, app, by)?;
    let title = frame.language.t("letters-closed-title");
    let frame = frame.titled(title);
    told(Conflict { lead: "letters-closed-lead", todo: "letters-closed-do", changes, draft: None, frame }, about)
}

fn told(page: Conflict, about: &About) -> Result<Response, Trouble> {
    let case = about.case.to_string();
    let language = page.frame.language;
    let frame = page
        .frame
        .below(language.t("cases-title"), "/sager")
        .below(case.clone(), format!("/sager/{case}"))
        .below(language.t("letters-title"), format!("/sager/{case}/breve"));
    frame::page_with(StatusCode::CONFLICT, &Conflict { frame, ..page })
}

fn changes(language: Language, app: &App, changes: &[Change]) -> Result<Vec<String>, Trouble> {
    let told = |change: &Change| {
        let values = [
            ("at", language.moment_at(change.at).into()),
            ("by", app.officers().name(&change.by).to_owned().into()),
            ("what", language.t(change_key(&change.kind)).into()),
        ];
        Ok(language.t_with("letters-change", &values))
    };
    changes.iter().map(told).collect()
}

/// The key of what a kind of fact of a case is called.
fn change_key(kind: &str) -> &'static str {
    use casework::fact;
    match kind {
        fact::CASE_NOTE => "case-note",
        fact::LETTER_ISSUED => "letters-change-letter",
        fact::CASE_ASSIGNED => "letters-change-assigned",
        fact::CASE_FACT_WITHDRAWN => "letters-change-withdrawn",
        _ => "letters-change-fact",
    }
}
