//! Letters, for programs: the occasions of a case, a letter as it would read, and sending it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use casework::cases::CaseNumber;
use casework::letters::{
    Asked, Blank, Form, Gap, LettersOfCase, Occasion, SendLetter, Typed, WriteLetter, Written, key, kind_of, sha256,
};
use jiff::Timestamp;
use jiff::civil::Date;
use letters::{Part, Rendered};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::commands::{Answer, send, stale};
use super::problem::Problem;
use super::reading::{Asker, CaseInPath, Json, Sent};
use crate::app::App;
use crate::frame::Trouble;
use crate::pages::letters::{draft, gap, letterhead};
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;

/// The letters of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LettersSeen {
    /// What can be written now.
    open: Vec<OccasionSeen>,
    /// What was sent, the newest first.
    sent: Vec<LetterSeen>,
    /// Why the Act cannot read the case, so that no letter can be written.
    unreadable: Option<String>,
}

/// An occasion that a case has for a letter now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct OccasionSeen {
    /// Which kind: `decision`, `hearing`, `contract`, `follow_up`, `statement`.
    kind: &'static str,
    /// The id of the fact it is about.
    fact: String,
    /// The person-id.
    person: String,
    /// The name.
    name: String,
    /// The fact in a line.
    about: String,
    /// The day of the fact.
    on: Date,
    /// Whether the Act or a request waits for the letter.
    is_awaited: bool,
}

/// A letter that was sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LetterSeen {
    /// Its place in the journal; the page `/sager/{case}/breve/{position}` has its file.
    position: u64,
    /// Which kind.
    kind: String,
    /// Its title.
    title: String,
    /// The person-id.
    person: String,
    /// When.
    at: Timestamp,
    /// The officer's id.
    by: String,
    /// SHA-256 of the file, in hexadecimal.
    sha256: String,
}

/// The language of a letter.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
pub(crate) enum LetterLanguage {
    /// Danish.
    #[default]
    #[serde(rename = "da")]
    Danish,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// A letter to be written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterGiven {
    /// Which kind: `decision`, `hearing`, `contract`, `follow_up`, `statement`.
    kind: String,
    /// The id of the fact it is about.
    fact: String,
    /// Its language.
    #[serde(default)]
    language: LetterLanguage,
    /// What stands in its blanks, by their names.
    #[serde(default)]
    words: BTreeMap<String, String>,
}

/// A letter to be sent: the one whose file has this sum, and no other.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LetterToSend {
    /// Which kind: `decision`, `hearing`, `contract`, `follow_up`, `statement`.
    kind: String,
    /// The id of the fact it is about.
    fact: String,
    /// Its language.
    #[serde(default)]
    language: LetterLanguage,
    /// What stands in its blanks, by their names.
    #[serde(default)]
    words: BTreeMap<String, String>,
    /// SHA-256 of the file that was read, in hexadecimal.
    sha256: String,
}

/// A letter as far as it is written.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LetterPreview {
    /// The version of the case that it was written from: what to name in `If-Match`.
    version: u64,
    /// The name of whoever gets it.
    name: String,
    /// What it asks for.
    asks: Vec<BlankAsked>,
    /// What it lacks; empty where it can be sent.
    lacks: Vec<Lack>,
    /// As it reads.
    reads: Vec<PartRead>,
    /// Its values with their sources.
    values: Vec<ValueSourced>,
    /// The file, where it lacks nothing.
    file: Option<LetterFile>,
}

/// A blank that a letter asks for.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BlankAsked {
    /// Its name.
    name: &'static str,
    /// How it is answered: `line`, `lines`, `day`, `one-of`.
    input: &'static str,
    /// What may be chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<&'static str>,
    /// What stands there where nothing is typed.
    suggestion: String,
    /// Whether it may be left empty.
    is_optional: bool,
}

/// What a letter lacks.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Lack {
    /// The blank where it is mended; `mangler` where it is mended elsewhere.
    field: String,
    /// What, in a sentence.
    text: String,
}

/// A part of a letter as it reads.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub(crate) enum PartRead {
    /// A heading.
    Heading {
        /// What it says.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// What it says.
        text: String,
    },
    /// A paragraph that the eye finds.
    Notice {
        /// What it says.
        text: String,
    },
    /// Entries below each other.
    List {
        /// The entries.
        entries: Vec<String>,
    },
}

/// A value of a letter and where it comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ValueSourced {
    /// What it is.
    label: &'static str,
    /// The value.
    value: String,
    /// Where it comes from.
    source: String,
}

/// The file of a letter.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LetterFile {
    /// How many pages.
    pages: usize,
    /// SHA-256, in hexadecimal: what to send back.
    sha256: String,
    /// The PDF in Base64.
    pdf: String,
}

/// A letter that has left.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LetterSent {
    /// The version of the case now.
    version: u64,
    /// SHA-256 of the file, in hexadecimal.
    sha256: String,
    /// The ids of the facts that it made in the case.
    facts: Vec<String>,
}

/// The letters of a case
///
/// What can be written now, and what was sent.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/letters",
    operation_id = "letters",
    tag = "letters",
    params(("case" = String, Path, description = "The case number.")),
    responses((status = 200, description = "The letters.", body = ref("#/components/schemas/LettersSeen"), content_type = "application/json"))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Asker(session): Asker,
    CaseInPath(case): CaseInPath,
    language: Language,
) -> Result<axum::Json<LettersSeen>, Problem> {
    let question = LettersOfCase { case, language: language.into() };
    let of_case = app.ask(&session, purpose(session.officer.role), question).await?;
    let open = of_case.open.into_iter().map(|(open, name, about)| OccasionSeen {
        kind: key(open.occasion.kind),
        fact: open.occasion.fact,
        person: open.person,
        name,
        about,
        on: open.on,
        is_awaited: open.is_awaited,
    });
    let sent = of_case.sent.into_iter().map(|one| LetterSeen {
        position: one.position,
        kind: one.kind,
        title: one.title,
        person: one.person,
        at: one.at,
        by: one.by,
        sha256: one.sha256,
    });
    Ok(axum::Json(LettersSeen { open: open.collect(), sent: sent.collect(), unreadable: of_case.unreadable }))
}

/// The letter that is meant, with its authority's letterhead.
async fn asked(app: &App, session: &Session, case: CaseNumber, given: LetterGiven) -> Result<WriteLetter, Problem> {
    let kind = kind_of(&given.kind).ok_or_else(|| {
        let known: Vec<&str> = letters::Kind::ALL.into_iter().map(key).collect();
        Problem::field("kind", "problem-unknown-choice", known.join(", "))
    })?;
    let mut typed = Typed::default();
    for (name, text) in given.words {
        let blank = Blank::ALL.into_iter().find(|blank| blank.name() == name);
        let known = || Blank::ALL.map(Blank::name).join(", ");
        let blank = blank.ok_or_else(|| Problem::field(&format!("words.{name}"), "problem-unknown-field", known()))?;
        if !text.trim().is_empty() {
            typed.set(blank, text);
        }
    }
    let language = match given.language {
        LetterLanguage::Danish => law::words::Language::Danish,
        LetterLanguage::English => law::words::Language::English,
    };
    let letterhead = letterhead::of(app, session).await?;
    Ok(WriteLetter { case, occasion: Occasion { kind, fact: given.fact }, language, typed, letterhead })
}

fn blank(asked: &Asked) -> BlankAsked {
    let (input, choices) = match asked.form {
        Form::Line => ("line", Vec::new()),
        Form::Lines => ("lines", Vec::new()),
        Form::Day => ("day", Vec::new()),
        Form::OneOf(choices) => ("one-of", choices.to_vec()),
    };
    let (suggestion, is_optional) = (asked.suggestion.clone(), asked.is_optional || !asked.suggestion.is_empty());
    BlankAsked { name: asked.blank.name(), input, choices, suggestion, is_optional }
}

fn part(part: Part) -> PartRead {
    match part {
        Part::Heading(text) => PartRead::Heading { text },
        Part::Paragraph(text) => PartRead::Paragraph { text },
        Part::Notice(text) => PartRead::Notice { text },
        Part::List(entries) => PartRead::List { entries },
    }
}

/// The letter, set; what it lacks is told at its fields.
async fn set(app: &App, language: Language, letter: letters::Letter) -> Result<Rendered, Problem> {
    let rendered = draft::set(app, letter).await?;
    rendered.map_err(|error| match draft::unset(language, &error) {
        Trouble::Invalid(_) => Problem::field("words", "problem-wrong-value", error.to_string()),
        trouble => trouble.into(),
    })
}

/// What would a letter say
///
/// Everything it asks for and lacks, how it reads, where each value comes from, and its file. Sends nothing.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/letters/preview",
    operation_id = "preview_letter",
    tag = "letters",
    params(("case" = String, Path, description = "The case number.")),
    request_body(content = ref("#/components/schemas/LetterGiven"), content_type = "application/json"),
    responses((status = 200, description = "The letter.", body = ref("#/components/schemas/LetterPreview"), content_type = "application/json"))
)]
pub(crate) async fn preview(
    State(app): State<App>,
    Asker(session): Asker,
    CaseInPath(case): CaseInPath,
    language: Language,
    Json(given): Json<LetterGiven>,
) -> Result<axum::Json<LetterPreview>, Problem> {
    let question = asked(&app, &session, case, given).await?;
    let written = app.ask(&session, purpose(session.officer.role), question).await?;
    let Written { version, name, letter, asked, fields, .. } = written;
    let (lacks, reads, file) = match letter {
        Err(gaps) => (gaps, Vec::new(), None),
        Ok(letter) => {
            let reads = letter.reading().into_iter().map(part).collect();
            let rendered = set(&app, language, letter).await?;
            let (pages, sum) = (rendered.pages, sha256(&rendered.pdf));
            (Vec::new(), reads, Some(LetterFile { pages, sha256: sum, pdf: STANDARD.encode(rendered.pdf) }))
        }
    };
    let lack = |one: Gap| {
        let told = gap(language, one);
        Lack { field: told.field, text: told.text }
    };
    let value =
        |one: casework::letters::FieldShown| ValueSourced { label: one.label, value: one.value, source: one.source };
    Ok(axum::Json(LetterPreview {
        version,
        name,
        asks: asked.iter().map(blank).collect(),
        lacks: lacks.into_iter().map(lack).collect(),
        reads,
        values: fields.into_iter().map(value).collect(),
        file,
    }))
}

/// Send a letter
///
/// The one that was read: its file must come out with the same sum, from the same version of the case. It cannot be taken back.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/letters",
    tag = "letters",
    params(
        ("case" = String, Path, description = "The case number."),
        ("If-Match" = String, Header, description = "The version that the letter was written from, in quotation marks."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/LetterToSend"), content_type = "application/json"),
    responses((status = 201, description = "Sent.", body = ref("#/components/schemas/LetterSent"), content_type = "application/json"))
)]
pub(crate) async fn send_letter(
    State(app): State<App>,
    CaseInPath(case): CaseInPath,
    language: Language,
    sent: Sent<LetterToSend>,
) -> Result<Response, Problem> {
    let from = sent.version()?;
    let Sent { session, body, once, .. } = sent;
    let LetterToSend { kind, fact, language: of_letter, words, sha256: sum } = body;
    if let Some(once) = &once
        && let Some(response) = super::commands::answered_before(&app, &session, once).await?
    {
        // The occasion of a letter is closed once it has left: what is sent again is answered before it is written again.
        return Ok(response);
    }
    let given = LetterGiven { kind, fact, language: of_letter, words };
    let question = asked(&app, &session, case, given).await?;
    let written = app.ask(&session, purpose(session.officer.role), question.clone()).await?;
    let letter = written.letter.map_err(|gaps| {
        let lacks = gaps.iter().map(|one| gap(language, *one).text).collect::<Vec<_>>().join(" ");
        Problem::field("words", "problem-wrong-value", lacks)
    })?;
    let rendered = set(&app, language, letter.clone()).await?;
    if sha256(&rendered.pdf) != sum && written.version == from {
        return Err(Problem::field("sha256", "problem-letter-differs", ""));
    }
    let command = SendLetter { written_from: question, from, title: letter.title(), letter, rendered };
    let left = send(&app, &session, once, purpose(session.officer.role), command, |sent, version| Answer {
        status: 201,
        location: None,
        body: json!(LetterSent { version, sha256: sent.sha256.clone(), facts: sent.facts.clone() }),
    });
    left.await.map_err(stale)
}
