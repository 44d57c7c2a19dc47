//! A letter while it is written: the form of what no fact says, the letter as it reads, and every value with its source.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::cases::CaseNumber;
use casework::letters::{
    Asked, Blank, FieldShown, Form, Gap, Occasion, Typed, WhatClosed, WriteLetter, Written, kind_of,
};
use casework::office::Change;
use jiff::Timestamp;
use journal::{JournalError, WorkingPaper};
use letters::{LetterError, Part, Rendered, render};
use serde::{Deserialize, Serialize};

use super::words::{blank_key, choice_key, draft_href, gap, kind_key};
use super::{as_pdf, draft_name, letterhead, send};
use crate::app::App;
use crate::components::{ErrorSummary, FieldKind, FormField, Query, Tone};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble, see_other};
use crate::pages::forms::{DRAFT_VERSION, clock, expected_draft, wants_text};
use crate::posted::Posted;
use crate::role_words;
use crate::session::Session;
use crate::texts::Language;

/// What somebody typed for one letter, kept as their working paper.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) language: law::words::Language,
    pub(super) typed: Typed,
}

/// Where the working papers of drafts begin in name.
pub(super) const PAPERS: &str = "letter/";

/// The name of a draft among its owner's working papers.
pub(super) fn paper(case: &CaseNumber, occasion: &Occasion) -> String {
    format!("{PAPERS}{case}/{}/{}", casework::letters::key(occasion.kind), occasion.fact)
}

/// The letter that an address is about.
pub(super) struct About {
    pub(super) case: CaseNumber,
    pub(super) occasion: Occasion,
}

impl About {
    pub(super) fn of(case: &str, kind: &str, frame: &Frame) -> Result<Self, Trouble> {
        let fact = Query::of(&frame.path).get("oplysning").ok_or(Trouble::NotFound)?.to_owned();
        Ok(Self {
            case: CaseNumber::parse(case).map_err(|_| Trouble::NotFound)?,
            occasion: Occasion { kind: kind_of(kind).ok_or(Trouble::NotFound)?, fact },
        })
    }

    pub(super) fn href(&self, below: &str) -> String {
        draft_href(self.case.as_str(), &self.occasion, below)
    }
}

/// A letter as it stands now, with the version of its draft.
pub(super) struct Loaded {
    pub(super) question: WriteLetter,
    pub(super) written: Written,
    /// The version of the working paper; none where nothing was saved yet.
    pub(super) version: Option<u64>,
}

/// The letter as it can be written, or what closed its occasion.
pub(super) enum Found {
    Open(Box<Loaded>),
    Closed(Vec<Change>),
}

/// Writes the letter from the officer's draft; where its occasion is closed, tells by whom.
pub(super) async fn find(app: &App, session: &Session, about: &About, language: Language) -> Result<Found, Trouble> {
    match load(app, session, about, language).await {
        Ok(loaded) => Ok(Found::Open(Box::new(loaded))),
        Err(Trouble::NotFound) => {
            let question = WhatClosed { case: about.case.clone(), occasion: about.occasion.clone() };
            let changes = app.ask(session, role_words::purpose(session.officer.role), question).await?;
            if changes.is_empty() { Err(Trouble::NotFound) } else { Ok(Found::Closed(changes)) }
        }
        Err(trouble) => Err(trouble),
    }
}

/// Writes the letter from the officer's draft.
async fn load(app: &App, session: &Session, about: &About, language: Language) -> Result<Loaded, Trouble> {
    let (owner, name) = (session.officer.id.clone(), paper(&about.case, &about.occasion));
    let kept = app.with_journal(move |journal| journal.paper(&owner, &name)).await?;
    let draft = match &kept {
        Some(paper) => serde_json::from_str(&paper.content)?,
        None => Draft { language: language.into(), typed: Typed::default() },
    };
    write(app, session, about, draft, kept.map(|paper| paper.version)).await
}

async fn write(
    app: &App,
    session: &Session,
    about: &About,
    draft: Draft,
    version: Option<u64>,
) -> Result<Loaded, Trouble> {
    let question = WriteLetter {
        case: about.case.clone(),
        occasion: about.occasion.clone(),
        language: draft.language,
        typed: draft.typed,
        letterhead: letterhead::of(app, session).await?,
    };
    let written = app.ask(session, role_words::purpose(session.officer.role), question.clone()).await?;
    Ok(Loaded { question, written, version })
}

/// Sets a letter where that may block.
pub(crate) async fn set(app: &App, letter: letters::Letter) -> Result<Result<Rendered, LetterError>, Trouble> {
    app.blocking(move |_| Ok(render(&letter))).await
}

#[derive(Template)]
#[template(path = "pages/letter_draft.html")]
struct Page {
    frame: Frame,
    name: String,
    save: String,
    pdf: String,
    send: String,
    version: String,
    language: FormField,
    fields: Vec<FormField>,
    lacking: Vec<FieldTrouble>,
    needs_letterhead: bool,
    parts: Vec<Part>,
    parts_language: Language,
    values: Vec<FieldShown>,
}

/// The draft of a letter.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((case, kind)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let about = About::of(&case, &kind, &frame)?;
    let loaded = match find(&app, &session, &about, frame.language).await? {
        Found::Open(loaded) => *loaded,
        Found::Closed(changes) => return send::closed(frame, &app, &about, &changes),
    };
    let frame = if Query::of(&frame.path).get("gemt").is_some() {
        let saved = Alert::new(Tone::Success, frame.t("letters-draft-saved"), "");
        frame.alert(saved)
    } else {
        frame
    };
    page(StatusCode::OK, frame, &about, loaded)
}

fn page(status: StatusCode, frame: Frame, about: &About, loaded: Loaded) -> Result<Response, Trouble> {
    let language = frame.language;
    let Loaded { question, written, version } = loaded;
    let kind = format!("{} {}", language.t("letters-write"), language.t(kind_key(about.occasion.kind)));
    let case = about.case.to_string();
    let frame = frame
        .titled(kind)
        .below(language.t("cases-title"), "/sager")
        .below(case.clone(), format!("/sager/{case}"))
        .below(language.t("letters-title"), format!("/sager/{case}/breve"))
        .method(language.t("letters-method"));
    let gaps = written.letter.as_ref().err().cloned().unwrap_or_default();
    let lacking: Vec<FieldTrouble> = gaps.iter().map(|one| gap(language, *one)).collect();
    let parts = written.letter.as_ref().map(letters::Letter::reading).unwrap_or_default();
    frame::page_with(
        status,
        &Page {
            name: written.name,
            save: about.href(""),
            pdf: about.href("/brev.pdf"),
            send: about.href("/send"),
            version: version.map_or_else(String::new, |version| version.to_string()),
            language: language_field(language, question.language),
            fields: written.asked.iter().map(|asked| field(language, asked, &gaps)).collect(),
            needs_letterhead: gaps.contains(&Gap::NoLetterhead),
            lacking,
            parts,
            parts_language: if question.language == law::words::Language::Danish {
                Language::Danish
            } else {
                Language::English
            },
            values: written.fields,
            frame,
        },
    )
}

fn language_field(language: Language, chosen: law::words::Language) -> FormField {
    let choices = Language::ALL.map(|one| (one.code().to_owned(), one.name().to_owned())).into();
    let none = ErrorSummary { language, errors: Vec::new() };
    let chosen = Language::ALL.into_iter().find(|one| law::words::Language::from(*one) == chosen);
    FormField::line(language, "language", language.t("letters-language"))
        .kind(FieldKind::OneOf(choices))
        .typed(chosen.unwrap_or_default().code(), &none)
}

fn field(language: Language, asked: &Asked, gaps: &[Gap]) -> FormField {
    let wrong = gaps.iter().filter(|gap| !matches!(gap, Gap::Empty(_)));
    let errors = ErrorSummary { language, errors: wrong.map(|one| gap(language, *one)).collect() };
    let kind = match asked.form {
        Form::Line => FieldKind::Line,
        Form::Lines => FieldKind::Lines,
        Form::Day => FieldKind::Day,
        Form::OneOf(keys) => {
            FieldKind::OneOf(keys.iter().map(|key| ((*key).to_owned(), language.t(choice_key(key)))).collect())
        }
    };
    let mut field = FormField::line(language, asked.blank.name(), language.t(blank_key(asked.blank)))
        .kind(kind)
        .typed(asked.typed.clone(), &errors);
    if !asked.suggestion.is_empty() {
        let says = [("text", asked.suggestion.as_str().into())];
        field = field.optional().hint(language.t_with("letters-suggestion", &says));
    }
    if asked.is_optional { field.optional() } else { field }
}

/// Keeps the draft, for the button or for the page's script. Where another one was saved meanwhile, both are shown and nothing is overwritten.
pub(crate) async fn save(
    frame: Frame,
    State(app): State<App>,
    Path((case, kind)): Path<(String, String)>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Trouble> {
    let about = About::of(&case, &kind, &frame)?;
    let draft = typed(&posted);
    let expected = expected_draft(&posted)?;
    // Whoever may not write the letter keeps no draft of it.
    let loaded = match write(&app, &posted.session, &about, draft.clone(), None).await {
        Ok(loaded) => loaded,
        // Where somebody has closed its occasion meanwhile, the page of the draft says who.
        Err(Trouble::NotFound) => {
            find(&app, &posted.session, &about, frame.language).await?;
            return Ok(see_other(&about.href("")));
        }
        Err(trouble) => return Err(trouble),
    };
    let (owner, name) = (posted.session.officer.id.clone(), paper(&about.case, &about.occasion));
    let content = serde_json::to_string(&draft)?;
    let now = Timestamp::now();
    let kept = app
        .with_journal(move |journal| match journal.put_paper(&owner, &name, &content, expected, now) {
            Ok(version) => Ok(Ok(version)),
            Err(JournalError::PaperConflict { found, .. }) => Ok(Err(found)),
            Err(error) => Err(error),
        })
        .await?;
    let is_script = wants_text(&headers);
    match kept {
        Ok(version) if is_script => Ok(([(DRAFT_VERSION, version.to_string())], clock(now)).into_response()),
        Ok(_) => Ok(see_other(&Query::of(&about.href("")).with("gemt", "ja").href())),
        Err(_) if is_script => Ok((StatusCode::CONFLICT, clock(now)).into_response()),
        Err(found) => conflict(frame, &about, loaded, found.as_deref()),
    }
}

/// The form with what was typed now, and what the other one has; saving again replaces that.
fn conflict(frame: Frame, about: &About, loaded: Loaded, found: Option<&WorkingPaper>) -> Result<Response, Trouble> {
    let language = frame.language;
    let other: Option<Draft> = found.and_then(|paper| serde_json::from_str(&paper.content).ok());
    let points = Blank::ALL.into_iter().filter_map(|blank| {
        let theirs = other.as_ref().and_then(|draft| draft.typed.get(blank))?;
        let differs = loaded.question.typed.get(blank) != Some(theirs);
        differs.then(|| format!("{}: {theirs}", language.t(blank_key(blank))))
    });
    let alert = Alert::new(Tone::Warning, language.t("draft-conflict"), language.t("draft-conflict-text"))
        .with_points(language, points.collect());
    let loaded = Loaded { version: found.map(|paper| paper.version), ..loaded };
    page(StatusCode::CONFLICT, frame.alert(alert), about, loaded)
}

fn typed(posted: &Posted) -> Draft {
    let mut typed = Typed::default();
    for blank in Blank::ALL {
        let text = posted.get(blank.name());
        if !text.trim().is_empty() {
            typed.set(blank, text);
        }
    }
    let language = Language::from_code(posted.get("language")).unwrap_or_default();
    Draft { language: language.into(), typed }
}

/// The draft as PDF; not a letter yet, so no browser keeps it.
pub(crate) async fn pdf(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((case, kind)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let about = About::of(&case, &kind, &frame)?;
    let Found::Open(loaded) = find(&app, &session, &about, frame.language).await? else {
        return Err(Trouble::Conflict);
    };
    let Ok(letter) = loaded.written.letter else { return Err(Trouble::NotFound) };
    let rendered = set(&app, letter).await?.map_err(|error| unset(frame.language, &error))?;
    Ok(as_pdf(rendered.pdf, &draft_name(&case, about.occasion.kind), None))
}

/// That a letter cannot be set, told at the field.
pub(crate) fn unset(language: Language, error: &LetterError) -> Trouble {
    let (key, field) = match error {
        LetterError::Unprintable { field, .. } => ("letters-unprintable", *field),
        LetterError::TooLong { field, .. } => ("letters-too-long", *field),
        LetterError::DayIsOver { field } => ("letters-day-is-over", *field),
        LetterError::Typesetter(message) => return Trouble::broken(Typesetter(message.clone())),
    };
    let text = language.t_with(key, &[("field", field.into())]);
    Trouble::Invalid(vec![FieldTrouble { field: "mangler".to_owned(), text }])
}

#[derive(Debug, thiserror::Error)]
#[error("the letter could not be set: {0}")]
struct Typesetter(String);
