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
use crate::components::{ErrorSummary, FieldKind, FormField, Tone};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble};
use crate::pages::letters::letterhead;
use crate::posted::Posted;
use crate::role_words::purpose;

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
    let language = frame.language;
    // Four weeks are a suggestion; the officer sets the day.
    let suggested = app.office().day().max(period_last).saturating_add(jiff::Span::new().weeks(4));
    let deadline = asked.deadline.unwrap_or(suggested);
    let question = WhatWouldBeCalledIn { municipalities: asked.municipalities, period_last, deadline };
    let answer = app.ask(&posted.session, purpose(posted.session.officer.role), question).await?;
    let mut frame = frame;
    let mut errors = Vec::new();
    if letterhead::of(&app, &posted.session).await.is_ok_and(|one| !one.is_whole()) {
        let (heading, text) =
            (language.t("supervision-no-letterhead"), language.t("supervision-problem-no-letterhead"));
        frame = frame.alert(Alert::new(Tone::Warning, heading, text));
    }
    let preview = answer.unwrap_or_else(|problems| {
        errors = problems.iter().map(|problem| trouble(language, problem)).collect();
        CallInPreview { called_in: Vec::new(), excluded: Vec::new() }
    });
    shown(frame, &posted, &preview, errors, period_last, deadline, false)
}

/// Calls the reports in.
pub(crate) async fn call_in(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let asked = asked(&posted);
    let (Some(period_last), Some(deadline)) = (asked.period_last, asked.deadline) else {
        return preview(frame, State(app), posted).await;
    };
    let letterhead = letterhead::of(&app, &posted.session).await?;
    let command = CallInReports { municipalities: asked.municipalities, period_last, deadline, letterhead };
    let language = frame.language;
    match app.act(&posted.session, purpose(posted.session.officer.role), command).await? {
        Ok(done) => {
            let heading =
                language.t_with("supervision-called-in-done", &[("count", (done.called_in.len() as u64).into())]);
            let frame = frame.alert(Alert::new(Tone::Success, heading, language.t("supervision-called-in-text")));
            shown(frame, &posted, &done, Vec::new(), period_last, deadline, true)
        }
        Err(Rejected::Invalid(problems)) => {
            let errors = problems.iter().map(|problem| trouble(language, problem)).collect();
            let nothing = CallInPreview { called_in: Vec::new(), excluded: Vec::new() };
            shown(frame, &posted, &nothing, errors, period_last, deadline, false)
        }
        Err(Rejected::ChangedMeanwhile(_)) => Err(Trouble::Conflict),
    }
}

fn shown(
    frame: Frame,
    posted: &Posted,
    preview: &CallInPreview,
    errors: Vec<FieldTrouble>,
    period_last: Date,
    deadline: Date,
    is_done: bool,
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
    frame::page(&Page {
        deadline: FormField::line(language, "deadline", language.t("supervision-deadline"))
            .kind(FieldKind::Day)
            .typed(typed_day(deadline), &errors),
        period_last: period_last.to_string(),
        said: language
            .t_with("supervision-call-in-said", &[("count", count), ("last", language.date(period_last).into())]),
        called_in: preview.called_in.iter().map(|code| (code.to_string(), municipality(*code))).collect(),
        excluded: preview.excluded.iter().map(|one| (municipality(one.municipality), why(one.reason))).collect(),
        chosen: posted.all("municipality").map(ToOwned::to_owned).collect(),
        may_send: !is_done && errors.errors.is_empty() && !preview.called_in.is_empty(),
        is_done,
        errors,
        frame,
    })
}
