//! Giving cases to somebody, many at once: choose, look at what would change and what is left out, have it done in the background,
//! read what came of it, take it back.

mod running;

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use casework::access::Action;
use casework::cases::CaseNumber;
use casework::commands::{ExclusionReason, WhatWouldBeAssigned};
use casework::office::Purpose;
use casework::questions::CasesOfWork;

pub(crate) use self::running::Assigning;
use self::running::{Failure, Move, Stage};
use crate::app::App;
use crate::batches::{Batch as _, Wish};
use crate::components::{Query, Tone};
use crate::frame::{self, Alert, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::session::Session;
use crate::texts::Language;

const HERE: &str = "/opgaver/fordel";
/// How many of the cases are listed; the rest are counted.
const LISTED: usize = 10;
/// How long whoever starts a change waits for its end: a few cases are given away before the next page comes.
const PATIENCE: Duration = Duration::from_millis(700);

#[derive(Template)]
#[template(path = "pages/assigning.html")]
struct Page {
    frame: Frame,
    state: Shown,
    back: String,
}

/// What there is of a change.
enum Shown {
    None,
    Ready {
        said: Option<String>,
        cases: CaseLines,
        excluded: Lines,
    },
    Working {
        said: String,
        is_paused: bool,
    },
    /// Whole where no case was left out.
    Ended {
        is_whole: bool,
        said: String,
        rest: String,
        cases: CaseLines,
        failed: Lines,
        may_undo: bool,
    },
}

/// Cases that change hands, with who has or had them; the first few, and how many more.
struct CaseLines {
    lines: Vec<(String, String)>,
    more: Option<String>,
}

/// Cases that do not, and why, under what is said of them together.
struct Lines {
    said: String,
    lines: Vec<(String, String)>,
}

/// The officer to give to, and the cases that were chosen: each that was ticked, or all of the list.
async fn asked(app: &App, posted: &Posted) -> Result<(Option<String>, Vec<CaseNumber>), Trouble> {
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
    let cases = if posted.get("alle").is_empty() {
        let mut cases: Vec<CaseNumber> = posted.all("case").filter_map(|case| CaseNumber::parse(case).ok()).collect();
        cases.sort();
        cases.dedup();
        cases
    } else {
        let filter = super::filter(&Query::of(posted.get("back")));
        app.ask(&posted.session, Purpose::Planning, CasesOfWork(filter)).await?
    };
    Ok((to, cases))
}

/// Where the list is that the cases were chosen on.
fn back(posted: &Posted) -> String {
    let back = posted.get("back");
    if frame::is_local(back) { back.to_owned() } else { "/opgaver".to_owned() }
}

/// Finds out what giving the chosen cases away would do, and leads to where it is told. Changes nothing.
pub(crate) async fn choose(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let (to, cases) = asked(&app, &posted).await?;
    let asked = WhatWouldBeAssigned { cases, to: to.clone() };
    let preview = app.ask(&posted.session, Purpose::Planning, asked).await?;
    let moves = preview.assignments.into_iter().map(|one| Move { case: one.case, from: one.before, to: to.clone() });
    let assigning = Arc::new(Assigning::new(to.clone(), moves.collect(), preview.excluded, back(&posted)));
    if app.assignings().put(&posted.session.officer.id, &assigning) {
        return Ok(see_other(HERE));
    }
    Ok(see_other(&format!("{HERE}?i-gang=ja")))
}

/// What would be done, is being done, or was done.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    if !session.officer.role.may(Action::AssignWork) {
        return Err(Trouble::Forbidden);
    }
    let language = frame.language;
    let assigning = app.assignings().of(&session.officer.id);
    let state = assigning.as_ref().map_or(Shown::None, |assigning| shown(language, &app, assigning));
    let gives_back = assigning.as_ref().is_some_and(|assigning| assigning.gives_back);
    let title = match &state {
        Shown::Ended { is_whole: false, .. } => "assign-partly-title",
        Shown::Ended { .. } if gives_back => "assign-undone-title",
        Shown::Ended { .. } => "assign-done-title",
        _ => "assign-preview-title",
    };
    let mut frame = frame.titled(language.t(title)).below(language.t("work-duties"), "/opgaver");
    if Query::of(&frame.path).get("i-gang").is_some() {
        frame = frame.alert(Alert::new(Tone::Warning, language.t("assign-busy"), language.t("assign-busy-text")));
    }
    match &state {
        Shown::Ready { cases, excluded, .. } if cases.lines.is_empty() && excluded.lines.is_empty() => {
            frame = frame.alert(Alert::new(Tone::Warning, language.t("assign-none"), language.t("assign-none-text")));
        }
        Shown::Ended { is_whole: false, .. } => {
            frame = frame.alert(Alert::new(Tone::Warning, language.t(title), language.t("assign-partly-text")));
        }
        Shown::Ended { .. } => {
            let text = if gives_back { "assign-undone-text" } else { "assign-done-text" };
            frame = frame.alert(Alert::new(Tone::Success, language.t(title), language.t(text)));
        }
        _ => {}
    }
    let is_moving = matches!(state, Shown::Working { .. });
    let back = assigning.map_or_else(|| "/opgaver".to_owned(), |assigning| assigning.back.clone());
    let mut response = frame::page(&Page { frame, state, back })?;
    if is_moving {
        // The page loads itself again without a script; a link does the same.
        response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static("3"));
    }
    Ok(response)
}

fn shown(language: Language, app: &App, assigning: &Assigning) -> Shown {
    let name = |id: Option<&str>| app.officers().in_charge(language, id);
    let to = name(assigning.to.as_deref());
    let count = |count: usize| (count as u64).into();
    match &*assigning.stage() {
        Stage::Ready { moves, excluded } => Shown::Ready {
            said: (!moves.is_empty()).then(|| {
                language.t_with("assign-would", &[("count", count(moves.len())), ("name", to.as_str().into())])
            }),
            cases: case_lines(language, moves, &name),
            excluded: Lines {
                said: language.t_with("assign-excluded", &[("count", count(excluded.len()))]),
                lines: excluded.iter().map(|one| (one.case.to_string(), why(language, one.reason))).collect(),
            },
        },
        Stage::Working => {
            let (done, of) = assigning.course().progress();
            let key = if assigning.gives_back { "assign-giving-back" } else { "assign-working" };
            Shown::Working {
                said: language.t_with(key, &[("done", count(done)), ("of", count(of))]),
                is_paused: assigning.course().wish() == Wish::Pause,
            }
        }
        Stage::Ended { done, failed, left } => {
            let said = if assigning.gives_back {
                language.t_with("assign-undone", &[("count", count(done.len()))])
            } else {
                language.t_with("assign-given", &[("count", count(done.len())), ("name", to.as_str().into())])
            };
            let failure = |(case, failure): &(CaseNumber, Failure)| {
                let why = match failure {
                    Failure::Excluded(reason) => why(language, *reason),
                    Failure::Refused => language.t("assign-refused"),
                    Failure::Broken => language.t("assign-broken"),
                };
                (case.to_string(), why)
            };
            Shown::Ended {
                is_whole: failed.is_empty() && *left == 0,
                said,
                rest: language.t_with("assign-rest", &[("failed", count(failed.len())), ("left", count(*left))]),
                cases: case_lines(language, done, &name),
                failed: Lines {
                    said: language.t_with("assign-excluded", &[("count", count(failed.len()))]),
                    lines: failed.iter().map(failure).collect(),
                },
                may_undo: !done.is_empty() && !assigning.gives_back,
            }
        }
    }
}

fn case_lines(language: Language, moves: &[Move], name: &impl Fn(Option<&str>) -> String) -> CaseLines {
    let more = moves.len().saturating_sub(LISTED) as u64;
    CaseLines {
        lines: moves.iter().take(LISTED).map(|one| (one.case.to_string(), name(one.from.as_deref()))).collect(),
        more: (more > 0).then(|| language.t_with("assign-more", &[("count", more.into())])),
    }
}

fn why(language: Language, reason: ExclusionReason) -> String {
    language.t(match reason {
        ExclusionReason::NotFound => "assign-not-found",
        ExclusionReason::AlreadyThere => "assign-already",
        ExclusionReason::MovedMeanwhile => "assign-moved",
    })
}

/// Gives the cases away that were looked at.
pub(crate) async fn assign(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let assigning = app.assignings().of(&posted.session.officer.id).ok_or(Trouble::NotFound)?;
    let reason: String = posted.get("reason").trim().chars().take(500).collect();
    let Some(moves) = assigning.begin() else { return Ok(see_other(HERE)) };
    run(&app, &posted.session, assigning, moves, reason).await;
    Ok(see_other(HERE))
}

/// Takes back what was done: each case goes to whoever had it before, unless somebody has given it away since.
pub(crate) async fn undo(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let officer = &posted.session.officer.id;
    let given = app.assignings().of(officer).ok_or(Trouble::NotFound)?;
    let Some(assigning) = given.reversed() else { return Ok(see_other(HERE)) };
    let assigning = Arc::new(assigning);
    if !app.assignings().put(officer, &assigning) {
        return Ok(see_other(&format!("{HERE}?i-gang=ja")));
    }
    if let Some(moves) = assigning.begin() {
        // The reason stands in the cases, which are kept in Danish.
        run(&app, &posted.session, assigning, moves, Language::Danish.t("assign-undo-reason")).await;
    }
    Ok(see_other(HERE))
}

async fn run(app: &App, session: &Session, assigning: Arc<Assigning>, moves: Vec<Move>, reason: String) {
    let (app, officer) = (app.clone(), Arc::clone(&session.officer));
    let work = tokio::task::spawn_blocking(move || running::run(&app, &officer, &assigning, moves, &reason));
    // It goes on by itself; whether it ended in time is only for what the next page shows.
    let _ = tokio::time::timeout(PATIENCE, work).await;
}

/// Pauses, goes on or stops.
pub(crate) async fn steer(State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    let assigning = app.assignings().of(&posted.session.officer.id).ok_or(Trouble::NotFound)?;
    assigning.course().wish_for(Wish::of(posted.get("wish")).ok_or(Trouble::NotFound)?);
    Ok(see_other(HERE))
}
