//! Before a form is saved: the facts it will add, and what changes because of them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::office::CommandError;
use casework::questions::{ConclusionChange, Consequences, DutyChange, DutyEffect, FormPreview, OpenForm, PreviewForm};
use law::assessment::ConclusionView;

use super::shown::{self, FactShown};
use super::{below_case, show_again, typed};
use crate::app::{App, Rejected, rejection};
use crate::components::{Badge, Query, Tone};
use crate::frame::{self, Frame, Trouble};
use crate::posted::Posted;
use crate::role_words;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/form_preview.html")]
struct PreviewPage {
    frame: Frame,
    address: String,
    hidden: Vec<(String, String)>,
    effects: Effects,
    is_final: bool,
    back: String,
}

#[derive(Template)]
#[template(path = "pages/form_gate.html")]
struct GatePart {
    language: Language,
    gate: Vec<GateLine>,
    /// What keeps the Act from looking, where fields cannot be read yet.
    problems: Vec<String>,
}

/// What saving would do, in words.
pub(super) struct Effects {
    pub(super) language: Language,
    pub(super) facts: Vec<FactShown>,
    pub(super) duties: Vec<DutyLine>,
    pub(super) conclusions: Vec<ConclusionLine>,
    pub(super) gate: Vec<GateLine>,
}

/// A duty that changes.
pub(super) struct DutyLine {
    pub(super) badge: Badge,
    pub(super) text: String,
    pub(super) provision: String,
    pub(super) dates: String,
}

/// A conclusion that changes.
pub(super) struct ConclusionLine {
    pub(super) question: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) provision: String,
}

/// What the Act finds of a contract.
pub(super) struct GateLine {
    pub(super) badge: Badge,
    pub(super) question: &'static str,
    pub(super) value: String,
    pub(super) provision: String,
}

impl Effects {
    pub(super) fn new(language: Language, preview: &FormPreview) -> Self {
        let Consequences { facts, duties, conclusions } = &preview.consequences;
        Self {
            language,
            facts: facts.iter().map(|fact| shown::fact_naming(language, fact, &preview.named)).collect(),
            duties: duties.iter().map(|change| duty(language, change)).collect(),
            conclusions: conclusion_lines(language, conclusions),
            gate: preview.gate.iter().map(|one| gate_line(language, one)).collect(),
        }
    }
}

fn duty(language: Language, change: &DutyChange) -> DutyLine {
    let (tone, key) = match change.effect {
        DutyEffect::Done => (Tone::Success, "effect-done"),
        DutyEffect::Arises => (Tone::Info, "effect-arises"),
        DutyEffect::Moves => (Tone::Warning, "effect-moves"),
        DutyEffect::FallsAway => (Tone::Plain, "effect-falls-away"),
        DutyEffect::Reopens => (Tone::Warning, "effect-reopens"),
    };
    let on =
        |day: Option<jiff::civil::Date>| day.map_or_else(|| language.t("effect-no-date"), |day| language.date(day));
    let dates = match (change.effect, change.due_before) {
        (DutyEffect::Moves, Some(before)) => language
            .t_with("effect-moved", &[("before", language.date(before).into()), ("after", on(change.duty.due).into())]),
        (DutyEffect::FallsAway, _) => String::new(),
        (DutyEffect::Done, _) => on(change.duty.done),
        _ => change.duty.due_text.clone(),
    };
    DutyLine {
        badge: Badge::new(tone, language.t(key)),
        text: shown::capitalised(change.duty.text),
        provision: change.duty.provision.citation().to_owned(),
        dates,
    }
}

/// Conclusions that change. What is gone for one fact and new for another, as for a contract and the one that takes its place, is one
/// line; where both say the same, nothing changes for the reader.
fn conclusion_lines(language: Language, changes: &[ConclusionChange]) -> Vec<ConclusionLine> {
    let mut gone: Vec<&ConclusionView> =
        changes.iter().filter(|change| change.after.is_none()).filter_map(|change| change.before.as_ref()).collect();
    let mut lines = Vec::new();
    for change in changes {
        let Some(after) = &change.after else { continue };
        let same = |one: &&ConclusionView| one.question == after.question;
        let before = match (&change.before, gone.iter().position(same)) {
            (Some(before), _) => Some(before),
            (None, Some(place)) => Some(gone.remove(place)),
            (None, None) => None,
        };
        lines.push(conclusion(language, before, Some(after)));
    }
    lines.extend(gone.into_iter().map(|before| conclusion(language, Some(before), None)));
    lines.into_iter().flatten().filter(|line| line.before != line.after).collect()
}

fn conclusion(
    language: Language,
    before: Option<&ConclusionView>,
    after: Option<&ConclusionView>,
) -> Option<ConclusionLine> {
    let told = after.or(before)?;
    let said =
        |one: Option<&ConclusionView>| one.map_or_else(|| language.t("effect-not-asked"), |one| answer(language, one));
    Some(ConclusionLine {
        question: told.text.to_owned(),
        before: said(before),
        after: said(after),
        provision: told.provision.citation().to_owned(),
    })
}

fn answer(language: Language, one: &ConclusionView) -> String {
    let word = language.t(answer_key(one.answer).1);
    match &one.value_text {
        Some(value) if one.answer == "yes" => value.clone(),
        Some(value) => format!("{word}: {value}"),
        None => word,
    }
}

fn answer_key(answer: &str) -> (Tone, &'static str) {
    match answer {
        "yes" => (Tone::Success, "answer-yes"),
        "no" => (Tone::Error, "answer-no"),
        "missing" => (Tone::Warning, "answer-missing"),
        _ => (Tone::Info, "answer-judgement"),
    }
}

fn gate_line(language: Language, one: &ConclusionView) -> GateLine {
    let (tone, key) = answer_key(one.answer);
    GateLine {
        badge: Badge::new(tone, language.t(key)),
        question: one.text,
        value: one.value_text.clone().unwrap_or_default(),
        provision: one.provision.citation().to_owned(),
    }
}

/// What a posted form would do; or the form again with what is wrong.
pub(super) async fn look(
    frame: &Frame,
    app: &App,
    case: &str,
    form: &str,
    posted: &Posted,
) -> Result<Result<FormPreview, Vec<casework::office::FieldProblem>>, Trouble> {
    let asked = PreviewForm {
        case: case.to_owned(),
        person: posted.get("person").to_owned(),
        form: form.to_owned(),
        typed: typed(posted),
        language: frame.language.into(),
    };
    let session = &posted.session;
    match app.ask(session, role_words::purpose(session.officer.role), asked).await? {
        Ok(preview) => Ok(Ok(preview)),
        Err(CommandError::Invalid(problems)) => Ok(Err(problems)),
        Err(error) => match rejection(error)? {
            Rejected::Invalid(problems) => Ok(Err(problems)),
            Rejected::ChangedMeanwhile(_) => Err(Trouble::Conflict),
        },
    }
}

/// The form again, with its problems told at their fields.
pub(super) async fn with_problems(
    frame: Frame,
    app: &App,
    case: &str,
    form: &str,
    posted: &Posted,
    problems: &[casework::office::FieldProblem],
) -> Result<Response, Trouble> {
    let session = &posted.session;
    let asked = OpenForm {
        case: case.to_owned(),
        person: Some(posted.get("person").to_owned()),
        form: form.to_owned(),
        about: None,
        typed: Some(typed(posted)),
        more: 0,
        language: frame.language.into(),
    };
    let seen = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let troubles = shown::troubles(frame.language, problems, &seen.sections);
    show_again(frame, app, case, form, posted, troubles).await
}

/// What was posted, to be sent along unseen.
pub(super) fn hidden(posted: &Posted) -> Vec<(String, String)> {
    posted
        .fields()
        .filter(|(name, _)| *name != "flere")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Shows what a form would do before it is saved.
pub(crate) async fn preview(
    frame: Frame,
    State(app): State<App>,
    Path((case, form)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let preview = match look(&frame, &app, &case, &form, &posted).await? {
        Ok(preview) => preview,
        Err(problems) => return with_problems(frame, &app, &case, &form, &posted, &problems).await,
    };
    let language = frame.language;
    let title = shown::capitalised(preview.form.title.text(language.into()));
    let frame = frame.titled(language.t_with("preview-title", &[("form", title.into())]));
    let frame = below_case(frame.below(language.t("cases-title"), "/sager"), &case, &preview.person);
    frame::page(&PreviewPage {
        address: format!("/sager/{case}/handlinger/{form}"),
        hidden: hidden(&posted),
        effects: Effects::new(language, &preview),
        is_final: preview.form.is_final(),
        back: Query::of(&format!("/sager/{case}")).with("person", &preview.person.id).href(),
        frame,
    })
}

/// What the Act finds of the contract as it is typed: a part of the page.
pub(crate) async fn control(
    frame: Frame,
    State(app): State<App>,
    Path((case, form)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let part = match look(&frame, &app, &case, &form, &posted).await? {
        Ok(preview) => GatePart { language, gate: Effects::new(language, &preview).gate, problems: Vec::new() },
        Err(problems) => {
            let session = &posted.session;
            let asked = OpenForm {
                case: case.clone(),
                person: Some(posted.get("person").to_owned()),
                form: form.clone(),
                about: None,
                typed: Some(typed(&posted)),
                more: 0,
                language: language.into(),
            };
            let seen = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
            let troubles = shown::troubles(language, &problems, &seen.sections);
            let problems = troubles.into_iter().map(|trouble| trouble.text).collect();
            GatePart { language, gate: Vec::new(), problems }
        }
    };
    frame::page(&part)
}
