//! Many letters at once: a dry run of everybody first, what failed and why, samples to read, and then a batch that can be stopped
//! between any two letters.
//!
//! A batch that runs lives in the memory of the server, one for each officer. What was sent stands in the journal: after a restart
//! the page tells that, and a new dry run holds only those who still wait.

mod running;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use casework::access::Action;
use casework::letters::{Blank, CommonWords, Population, SentByMe, SentLetter, Typed, kind_of};
use casework::questions::AssignedTo;
use letters::Kind;

use self::running::{Outcome, Stage};
use super::draft::{Draft, PAPERS};
use super::words::{gap, kind_key};
use super::{as_pdf, draft_name, letterhead};
use crate::app::App;
use crate::batches::{Batch as _, Wish};
use crate::components::{ErrorSummary, FieldKind, FormField, Query, Tone};
use crate::frame::{self, Alert, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::session::Session;
use crate::texts::Language;

pub(crate) use self::running::Batch;

const HERE: &str = "/breve/flok";

#[derive(Template)]
#[template(path = "pages/letter_batch.html")]
struct Page {
    frame: Frame,
    state: StateShown,
    form: Vec<FormField>,
    needs_letterhead: bool,
    sent: Vec<SentLine>,
}

/// What there is of a batch.
enum StateShown {
    None,
    Setting {
        said: String,
    },
    Ready {
        said: String,
        counts: Vec<[String; 4]>,
        failures: Vec<FailureLine>,
        samples: Vec<SampleLine>,
        open: usize,
        ready: u64,
        /// The letters that would be sent: reference and case; the first of them, and how many more.
        letters: Vec<(String, String)>,
        more: Option<String>,
        left_out: LeftOutLines,
    },
    Sending {
        said: String,
        is_paused: bool,
    },
    Ended {
        said: String,
        outcomes: Vec<OutcomeLine>,
        left_out: LeftOutLines,
    },
}

/// Letters that could be sent and were left out: what is said of them together, and each case with who left it out and why.
#[derive(Default)]
struct LeftOutLines {
    said: String,
    lines: Vec<(String, String)>,
}

/// How many of the letters that would be sent are listed.
const LISTED: usize = 200;

struct FailureLine {
    case: String,
    reference: String,
    why: String,
    excluded: Option<String>,
}

struct SampleLine {
    case: String,
    why: String,
    href: String,
}

struct OutcomeLine {
    case: String,
    said: String,
}

struct SentLine {
    case: String,
    title: String,
    at: String,
    href: String,
}

/// The batch of the officer, or the form for a new one.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    if !session.officer.role.may(Action::SendLetters) {
        return Err(Trouble::Forbidden);
    }
    let language = frame.language;
    let batch = app.letter_batches().of(&session.officer.id);
    let state = batch.as_ref().map_or(StateShown::None, |batch| shown(language, batch));
    let since = app.office().day();
    let sent = app.ask(&session, crate::role_words::purpose(session.officer.role), SentByMe { since }).await?;
    let line = |one: SentLetter| {
        Ok(SentLine {
            href: format!("/sager/{}/breve/{}", one.case, one.letter.position),
            case: one.case.to_string(),
            at: language.moment_at(one.letter.at),
            title: one.letter.title,
        })
    };
    let sent = sent.into_iter().map(line).collect::<Result<_, Trouble>>()?;
    let is_moving = matches!(state, StateShown::Setting { .. } | StateShown::Sending { .. });
    let needs_letterhead = !letterhead::of(&app, &session).await?.is_whole();
    let mut frame = frame.titled(language.t("letters-batch-title")).method(language.t("letters-batch-method"));
    if Query::of(&frame.path).get("i-gang").is_some() {
        let (title, text) = (language.t("letters-batch-busy"), language.t("letters-batch-busy-text"));
        frame = frame.alert(Alert::new(Tone::Warning, title, text));
    }
    let page = Page { state, form: form(language), needs_letterhead, sent, frame };
    let mut response = frame::page(&page)?;
    if is_moving {
        // The page loads itself again without a script; a link does the same.
        response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static("3"));
    }
    Ok(response)
}

fn form(language: Language) -> Vec<FormField> {
    let none = ErrorSummary { language, errors: Vec::new() };
    let kinds = Kind::ALL.map(|kind| (casework::letters::key(kind).to_owned(), language.t(kind_key(kind)))).into();
    let whose =
        vec![("mig".to_owned(), language.t("work-mine")), ("alle".to_owned(), language.t("letters-batch-all-cases"))];
    let languages = Language::ALL.map(|one| (one.code().to_owned(), one.name().to_owned())).into();
    vec![
        FormField::line(language, "kind", language.t("letters-kind"))
            .kind(FieldKind::OneOf(kinds))
            .typed("hearing", &none),
        FormField::line(language, "whose", language.t("letters-batch-whose"))
            .kind(FieldKind::OneOf(whose))
            .typed("mig", &none),
        FormField::line(language, "language", language.t("letters-language"))
            .kind(FieldKind::OneOf(languages))
            .typed(language.code(), &none),
        FormField::line(language, Blank::Deadline.name(), language.t("letters-blank-deadline"))
            .kind(FieldKind::Day)
            .optional()
            .hint(language.t("letters-batch-deadline")),
    ]
}

fn shown(language: Language, batch: &Batch) -> StateShown {
    let kind = language.t(kind_key(batch.kind));
    let (tried, of) = batch.course().progress();
    let progress = [("kind", kind.as_str().into()), ("done", (tried as u64).into()), ("of", (of as u64).into())];
    match &*batch.stage() {
        Stage::Setting => StateShown::Setting { said: language.t_with("letters-batch-setting", &progress) },
        Stage::Ready(ready) => {
            let failures: Vec<FailureLine> = ready
                .failures()
                .map(|failure| FailureLine {
                    case: failure.case,
                    reference: failure.reference,
                    why: failure.why.map_or_else(
                        || failure.gaps.iter().map(|one| gap(language, *one).text).collect::<Vec<_>>().join(" "),
                        |error| unset(language, error),
                    ),
                    excluded: failure.excluded,
                })
                .collect();
            let number = |count: usize| language.count(count as u64);
            let counts = ready.run.counts().into_iter().map(|counts| {
                let kind = language.t(kind_key(counts.kind));
                [kind, number(counts.set), number(failures.len()), number(counts.pages)]
            });
            let samples = ready.run.samples().into_iter().enumerate().map(|(place, sample)| SampleLine {
                case: ready.case_of(sample.reference),
                why: sample.reasons.iter().map(|reason| language.t(reason_key(*reason))).collect::<Vec<_>>().join(", "),
                href: format!("{HERE}/proeve/{place}"),
            });
            let values = [("kind", kind.as_str().into()), ("count", (ready.count() as u64).into())];
            StateShown::Ready {
                said: language.t_with("letters-batch-ready", &values),
                counts: counts.collect(),
                open: failures.iter().filter(|failure| failure.excluded.is_none()).count(),
                samples: samples.collect(),
                ready: ready.count() as u64,
                letters: ready.letters().take(LISTED).collect(),
                more: ready
                    .count()
                    .checked_sub(LISTED + 1)
                    .map(|more| language.t_with("letters-batch-ready-more", &[("count", (more as u64 + 1).into())])),
                left_out: left_out(language, ready.left_out()),
                failures,
            }
        }
        Stage::Sending => StateShown::Sending {
            said: language.t_with("letters-batch-sending", &progress),
            is_paused: batch.course().wish() == Wish::Pause,
        },
        Stage::Ended { outcomes, left, left_out: without } => {
            let sent = outcomes.iter().filter(|one| matches!(one.how, Outcome::Sent)).count() as u64;
            let failed = outcomes.len() as u64 - sent;
            let values = [("sent", sent.into()), ("failed", failed.into()), ("left", (*left as u64).into())];
            StateShown::Ended {
                said: language.t_with("letters-batch-ended", &values),
                outcomes: outcomes
                    .iter()
                    .map(|one| OutcomeLine { case: one.case.clone(), said: language.t(outcome_key(&one.how)) })
                    .collect(),
                left_out: left_out(language, without.clone()),
            }
        }
        Stage::Broken => ended_badly(language.t("letters-batch-broken")),
        Stage::SendingBroken => ended_badly(language.t("letters-batch-sending-broken")),
    }
}

fn ended_badly(said: String) -> StateShown {
    StateShown::Ended { said, outcomes: Vec::new(), left_out: LeftOutLines::default() }
}

fn left_out(language: Language, lines: Vec<(String, String)>) -> LeftOutLines {
    LeftOutLines { said: language.t_with("letters-batch-left-out", &[("count", (lines.len() as u64).into())]), lines }
}

fn unset(language: Language, error: &letters::FailureReason) -> String {
    use letters::{FailureReason, LetterError};
    let (key, field) = match error {
        FailureReason::Letter(LetterError::Unprintable { field, .. }) => ("letters-unprintable", *field),
        FailureReason::Letter(LetterError::TooLong { field, .. }) => ("letters-too-long", *field),
        FailureReason::Letter(LetterError::DayIsOver { field }) => ("letters-day-is-over", *field),
        FailureReason::Letter(LetterError::Typesetter(_)) => return language.t("letters-typesetter"),
        FailureReason::ReferenceUsedTwice => return language.t("letters-twice"),
    };
    language.t_with(key, &[("field", field.into())])
}

fn reason_key(reason: letters::SampleReason) -> &'static str {
    use letters::SampleReason;
    match reason {
        SampleReason::First => "letters-sample-first",
        SampleReason::Last => "letters-sample-last",
        SampleReason::Kind(_) => "letters-sample-kind",
        SampleReason::LongestName => "letters-sample-longest-name",
        SampleReason::MostPages => "letters-sample-most-pages",
        SampleReason::ProtectedAddress => "letters-sample-protected",
        SampleReason::Lot => "letters-sample-lot",
    }
}

fn outcome_key(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Sent => "letters-outcome-sent",
        Outcome::ChangedMeanwhile => "letters-outcome-changed",
        Outcome::Differs => "letters-outcome-differs",
        Outcome::Refused => "letters-outcome-refused",
        Outcome::Broken => "letters-outcome-broken",
    }
}

/// Begins a dry run; one that the officer has already is put away.
pub(crate) async fn start(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let session = posted.session.clone();
    if !session.officer.role.may(Action::SendLetters) {
        return Err(Trouble::Forbidden);
    }
    let kind = kind_of(posted.get("kind")).ok_or(Trouble::NotFound)?;
    let mut typed = Typed::default();
    if kind == Kind::Hearing {
        typed.set(Blank::Deadline, posted.get(Blank::Deadline.name()));
    }
    let owner = session.officer.id.clone();
    let papers = app.with_journal(move |journal| journal.papers_of(&owner, PAPERS)).await?;
    let mut own = std::collections::BTreeMap::new();
    for paper in papers {
        let mut parts = paper.name.splitn(4, '/').skip(1);
        let (Some(case), Some(of), Some(fact)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let (Some(of), Ok(case)) = (kind_of(of), casework::cases::CaseNumber::parse(case)) else { continue };
        if of == kind {
            let draft: Draft = serde_json::from_str(&paper.content)?;
            own.insert((case, fact.to_owned()), (draft.language, draft.typed));
        }
    }
    let population = Population {
        kind,
        assigned: if posted.get("whose") == "alle" { AssignedTo::Anybody } else { AssignedTo::Me },
        common: CommonWords { language: Language::from_code(posted.get("language")).unwrap_or_default().into(), typed },
        own,
        letterhead: letterhead::of(&app, &session).await?,
    };
    let found = app.ask(&session, crate::role_words::purpose(session.officer.role), population).await?;
    let batch = Arc::new(Batch::new(kind));
    if !app.letter_batches().put(&session.officer.id, &batch) {
        return Ok(see_other(&Query::of(HERE).with("i-gang", "ja").href()));
    }
    running::dry_run(batch, found);
    Ok(see_other(HERE))
}

/// Leaves the ticked letters out, with a reason.
pub(crate) async fn exclude(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let batch = app.letter_batches().of(&posted.session.officer.id).ok_or(Trouble::NotFound)?;
    let references: Vec<String> = posted.all("reference").map(ToOwned::to_owned).collect();
    batch.exclude(&references, posted.get("case").trim(), &posted.session.officer.name, posted.get("why"));
    Ok(see_other(HERE))
}

/// Sends the batch: it cannot be taken back, but stopped between any two letters.
pub(crate) async fn send(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let batch = app.letter_batches().of(&posted.session.officer.id).ok_or(Trouble::NotFound)?;
    running::send(&app, &posted.session, batch)?;
    Ok(see_other(HERE))
}

/// Pauses, goes on, stops, or puts away what has ended.
pub(crate) async fn steer(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let officer = &posted.session.officer.id;
    let batch = app.letter_batches().of(officer).ok_or(Trouble::NotFound)?;
    match (posted.get("wish"), Wish::of(posted.get("wish"))) {
        (_, Some(wish)) => batch.course().wish_for(wish),
        ("away", None) => app.letter_batches().put_away(officer),
        _ => return Err(Trouble::NotFound),
    }
    Ok(see_other(HERE))
}

/// A letter to proof-read.
pub(crate) async fn sample(
    session: Session,
    State(app): State<App>,
    Path(place): Path<usize>,
) -> Result<Response, Trouble> {
    let batch = app.letter_batches().of(&session.officer.id).ok_or(Trouble::NotFound)?;
    let (case, letter) = batch.sample(place).ok_or(Trouble::NotFound)?;
    let rendered = super::draft::set(&app, letter).await?.map_err(Trouble::broken)?;
    Ok(as_pdf(rendered.pdf, &draft_name(&case, batch.kind), None))
}
