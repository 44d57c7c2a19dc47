//! Calling reports in from many municipalities: choose, look at what would go out and what is left out, send. A letter cannot be taken back, so it is
//! a page of its own.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::supervision::{CallInPreview, CallInReports, ExclusionReason, WhatWouldBeCalledIn};
use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use super::area::{municipality, trouble};
use super::step_form::{day, typed_day};
use crate::app::{App, Rejected};
use crate::components::{ErrorSummary, FieldKind, FormField, Query, Tone};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble};
use crate::pages::letters::letterhead;
use crate::posted::Posted;
use crate::role_words::purpose;
use crate::texts::Language;

/// The parameter of the list that names the municipalities that are ticked, with commas between.
pub(super) const CHOSEN: &str = "valgt";

#[derive(Template)]
#[template(path = "pages/supervision_call_in.html")]
struct Page {
    frame: Frame,
    errors: ErrorSummary,
    deadline: FormField,
    period_last: String,
    said: String,
    /// Code and name.
    called_in: Vec<(String, String)>,
    /// Name and why.
    excluded: Vec<(String, String)>,
    /// Codes that were chosen, to be sent back.
    chosen: Vec<String>,
    may_send: bool,
    is_done: bool,
    /// The list with the same municipalities ticked.
    back: String,
}

struct Asked {
    municipalities: Vec<MunicipalityCode>,
    period_last: Option<Date>,
    deadline: Option<Date>,
}

fn asked(posted: &Posted) -> Asked {
    let mut municipalities: Vec<MunicipalityCode> =
        posted.all("municipality").filter_map(|code| MunicipalityCode::parse(code).ok()).collect();
    municipalities.sort_unstable();
    municipalities.dedup();
    Asked { municipalities, period_last: posted.get("period_last").parse().ok(), deadline: day(posted.get("deadline")) }
}

/// What calling in would do.
pub(crate) async fn preview(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let asked = asked(&posted);
    let period_last = asked.period_last.ok_or(Trouble::NotFound)?;
    // Four weeks are a suggestion; the officer sets the day.
    let suggested = app.office().day().max(period_last).saturating_add(jiff::Span::new().weeks(4));
    let deadline = asked.deadline.unwrap_or(suggested);
    previewed(frame, &app, &posted, (asked.municipalities, period_last, deadline), Vec::new()).await
}

/// The preview of what was chosen, also where it was refused: what was chosen stays.
async fn previewed(
    frame: Frame,
    app: &App,
    posted: &Posted,
    (municipalities, period_last, deadline): (Vec<MunicipalityCode>, Date, Date),
    mut errors: Vec<FieldTrouble>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let question = WhatWouldBeCalledIn { municipalities, period_last, deadline };
    let answer = app.ask(&posted.session, purpose(posted.session.officer.role), question).await?;
    let has_letterhead = letterhead::of(app, &posted.session).await.is_ok_and(|one| one.is_whole());
    let frame = if has_letterhead {
        frame
    } else {
        let (heading, text) = (language.t("supervision-no-letterhead"), language.t("supervision-letterhead-first"));
        frame.alert(Alert::new(Tone::Warning, heading, text))
    };
    let preview = answer.unwrap_or_else(|problems| {
        if errors.is_empty() {
            errors = problems.iter().map(|problem| named(language, trouble(language, problem))).collect();
        }
        CallInPreview { called_in: Vec::new(), excluded: Vec::new() }
    });
    let step = if has_letterhead { Stage::ToBeSent } else { Stage::WithoutLetterhead };
    shown(frame, posted, &preview, errors, (period_last, deadline), step)
}

/// An error with the label of its field.
fn named(language: Language, error: FieldTrouble) -> FieldTrouble {
    if error.field == "deadline" {
        return FieldTrouble { text: format!("{}: {}", language.t("supervision-deadline"), error.text), ..error };
    }
    error
}

/// How far calling in has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing stands above the letters yet, so none can be sent.
    WithoutLetterhead,
    /// It can be sent.
    ToBeSent,
    /// It is done.
    Done,
}

/// Calls the reports in.
pub(crate) async fn call_in(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let asked = asked(&posted);
    let (Some(period_last), Some(deadline)) = (asked.period_last, asked.deadline) else {
        return preview(frame, State(app), posted).await;
    };
    let letterhead = letterhead::of(&app, &posted.session).await?;
    let municipalities = asked.municipalities.clone();
    let command = CallInReports { municipalities, period_last, deadline, letterhead };
    let language = frame.language;
    match app.act(&posted.session, purpose(posted.session.officer.role), command).await? {
        Ok(done) => {
            let heading =
                language.t_with("supervision-called-in-done", &[("count", (done.called_in.len() as u64).into())]);
            let frame = frame.alert(Alert::new(Tone::Success, heading, language.t("supervision-called-in-text")));
            shown(frame, &posted, &done, Vec::new(), (period_last, deadline), Stage::Done)
        }
        Err(Rejected::Invalid(problems)) => {
            let errors = problems.iter().map(|problem| named(language, trouble(language, problem))).collect();
            previewed(frame, &app, &posted, (asked.municipalities, period_last, deadline), errors).await
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

fn shown(
    frame: Frame,
    posted: &Posted,
    preview: &CallInPreview,
    errors: Vec<FieldTrouble>,
    (period_last, deadline): (Date, Date),
    stage: Stage,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let errors = ErrorSummary { language, errors };
    let frame = frame
        .titled(language.t("supervision-call-in-title"))
        .below(language.t("nav-supervision"), "/opfoelgning")
        .below(language.t("supervision-danish"), format!("/opfoelgning/danskuddannelse?periode={period_last}"));
    let why = |reason| match reason {
        ExclusionReason::NoMunicipality => language.t("supervision-no-municipality"),
        ExclusionReason::CalledInAlready => language.t("supervision-called-in-already"),
    };
    let count = (preview.called_in.len() as u64).into();
    let key = if stage == Stage::Done { "supervision-call-in-sent" } else { "supervision-call-in-said" };
    let chosen: Vec<String> = posted.all("municipality").map(ToOwned::to_owned).collect();
    let back = Query::of("/opfoelgning/danskuddannelse").with("periode", &period_last.to_string());
    let back = if stage == Stage::Done { back } else { back.with(CHOSEN, &chosen.join(",")) };
    frame::page(&Page {
        deadline: FormField::line(language, "deadline", language.t("supervision-deadline"))
            .kind(FieldKind::Day)
            .typed(typed_day(deadline), &errors),
        period_last: period_last.to_string(),
        said: language.t_with(key, &[("count", count), ("last", language.date(period_last).into())]),
        called_in: preview.called_in.iter().map(|code| (code.to_string(), municipality(*code))).collect(),
        excluded: preview.excluded.iter().map(|one| (municipality(one.municipality), why(one.reason))).collect(),
        chosen,
        may_send: stage == Stage::ToBeSent && errors.errors.is_empty() && !preview.called_in.is_empty(),
        is_done: stage == Stage::Done,
        back: back.href(),
        errors,
        frame,
    })
}
