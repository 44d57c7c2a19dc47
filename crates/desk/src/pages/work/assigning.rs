//! Giving cases to somebody, many at once: choose, look at what would change and what is left out, do it, take it back.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::cases::CaseNumber;
use casework::commands::{AssignCases, ExclusionReason, Preview, WhatWouldBeAssigned};
use casework::office::Purpose;

use crate::app::App;
use crate::components::Tone;
use crate::frame::{self, Alert, Frame, Trouble};
use crate::posted::Posted;

#[derive(Template)]
#[template(path = "pages/assigning.html")]
struct Assigning {
    frame: Frame,
    to: String,
    /// How many cases go to whom.
    said: String,
    more: Option<String>,
    excluded_said: String,
    /// Case number, and who has it now.
    cases: Vec<(String, String)>,
    /// Case number, and why it stays.
    excluded: Vec<(String, String)>,
    /// Whether it is done; otherwise it is a preview.
    is_done: bool,
    /// For taking it back: who had which cases before.
    before: Vec<(String, String)>,
    back: String,
}

/// How many of the cases are listed; the rest are counted.
const LISTED: usize = 10;

/// The officer to give to, and the cases that were chosen, each once.
fn asked(app: &App, posted: &Posted) -> Result<(Option<String>, Vec<CaseNumber>), Trouble> {
    let to = match posted.get("to") {
        "" => None,
        id => {
            let officer = app.officers().get(id).ok_or(Trouble::NotFound)?;
            if officer.authority != posted.session.officer.authority {
                return Err(Trouble::NotFound);
            }
            Some(officer.id.clone())
        }
    };
    let mut cases: Vec<CaseNumber> = posted.all("case").filter_map(|case| CaseNumber::parse(case).ok()).collect();
    cases.sort();
    cases.dedup();
    Ok((to, cases))
}

/// What giving the chosen cases away would do. With none chosen it says what to do.
pub(crate) async fn preview(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let (to, cases) = asked(&app, &posted)?;
    let asked = WhatWouldBeAssigned { cases, to: to.clone() };
    let preview = app.ask(&posted.session, Purpose::Planning, asked).await?;
    let language = frame.language;
    let mut frame = frame.titled(language.t("assign-preview-title")).below(language.t("work-duties"), "/opgaver");
    if preview.assignments.is_empty() && preview.excluded.is_empty() {
        frame = frame.alert(Alert::new(Tone::Warning, language.t("assign-none"), language.t("assign-none-text")));
    }
    frame::page(&page(frame, &app, &posted, to, &preview, false))
}

/// Gives the chosen cases away.
pub(crate) async fn assign(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let (to, cases) = asked(&app, &posted)?;
    let reason = posted.get("reason").trim().to_owned();
    let command = AssignCases { cases, to: to.clone(), reason };
    let done = app.act(&posted.session, Purpose::Planning, command).await?;
    let preview = done.map_err(|_| Trouble::Conflict)?;
    let language = frame.language;
    let heading = language.t_with("assign-done", &[("count", (preview.assignments.len() as u64).into())]);
    let alert = Alert::new(Tone::Success, heading, language.t("assign-done-text"));
    let frame = frame.titled(language.t("assign-done-title")).below(language.t("work-duties"), "/opgaver").alert(alert);
    frame::page(&page(frame, &app, &posted, to, &preview, true))
}

fn page(frame: Frame, app: &App, posted: &Posted, to: Option<String>, preview: &Preview, is_done: bool) -> Assigning {
    let language = frame.language;
    let name = |id: Option<&str>| app.officers().in_charge(language, id);
    let why = |reason| match reason {
        ExclusionReason::NotFound => language.t("assign-not-found"),
        ExclusionReason::AlreadyThere => language.t("assign-already"),
    };
    let before: BTreeMap<String, String> =
        preview.assignments.iter().map(|one| (one.case.to_string(), one.before.clone().unwrap_or_default())).collect();
    let count = preview.assignments.len() as u64;
    let given = [("count", count.into()), ("name", name(to.as_deref()).into())];
    let more = count.checked_sub(LISTED as u64).filter(|more| *more > 0);
    Assigning {
        said: if is_done { language.t_with("assign-given", &given) } else { language.t_with("assign-would", &given) },
        more: more.map(|more| language.t_with("assign-more", &[("count", more.into())])),
        excluded_said: language.t_with("assign-excluded", &[("count", (preview.excluded.len() as u64).into())]),
        to: to.unwrap_or_default(),
        cases: preview.assignments.iter().map(|one| (one.case.to_string(), name(one.before.as_deref()))).collect(),
        excluded: preview.excluded.iter().map(|one| (one.case.to_string(), why(one.reason))).collect(),
        is_done,
        before: before.into_iter().collect(),
        back: if frame::is_local(posted.get("back")) { posted.get("back").to_owned() } else { "/opgaver".to_owned() },
        frame,
    }
}

/// Takes it back: each case goes to whoever had it before.
pub(crate) async fn undo(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let mut by_officer: BTreeMap<String, Vec<CaseNumber>> = BTreeMap::new();
    for (field, before) in posted.fields() {
        if let Some(case) = field.strip_prefix("before:").and_then(|case| CaseNumber::parse(case).ok()) {
            by_officer.entry(before.to_owned()).or_default().push(case);
        }
    }
    let mut whole = Preview { assignments: Vec::new(), excluded: Vec::new() };
    for (before, cases) in by_officer {
        let to = (!before.is_empty()).then_some(before);
        let command = AssignCases { cases, to, reason: "fortrudt".to_owned() };
        let done = app.act(&posted.session, Purpose::Planning, command).await?.map_err(|_| Trouble::Conflict)?;
        whole.assignments.extend(done.assignments);
        whole.excluded.extend(done.excluded);
    }
    let language = frame.language;
    let heading = language.t_with("assign-undone", &[("count", (whole.assignments.len() as u64).into())]);
    let alert = Alert::new(Tone::Info, heading, language.t("assign-undone-text"));
    let frame =
        frame.titled(language.t("assign-undone-title")).below(language.t("work-duties"), "/opgaver").alert(alert);
    whole.assignments.clear();
    frame::page(&page(frame, &app, &posted, None, &whole, true))
}
