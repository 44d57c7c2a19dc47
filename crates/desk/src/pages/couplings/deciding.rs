//! Deciding a pair and taking that back: what was sent, what came of it, and the pair that comes next.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::fact;
use casework::office::{Judging, Purpose};
use casework::questions::{DecidedLine, NextPair};
use casework::review::decided::Kind;
use casework::stewardship::{Judgement, Meanwhile, StewardError};

use super::choice::{self, pair_href};
use super::decision_form::{self, Unfit};
use super::pair::{fact_at, list_of, render};
use super::undoing;
use crate::app::App;
use crate::components::{Query, Tone};
use crate::frame::{self, Alert, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::review_words;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/pair_conflict.html")]
struct Conflict {
    frame: Frame,
    happened: String,
    /// What was typed and not stored.
    words: String,
    next: String,
    again: String,
}

/// Decides a pair, and goes on to the next.
pub(crate) async fn decide(
    frame: Frame,
    State(app): State<App>,
    Path(position): Path<u64>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let seen_at = posted.get("version").parse().map_err(|_| Trouble::Invalid(Vec::new()))?;
    let (judgement, reason) = match decision_form::read(language, &posted) {
        Ok(read) => read,
        Err(unfit) => {
            return render(as_pair(frame, position, &query), &posted.session, &app, position, Some(unfit)).await;
        }
    };
    let pair = fact_at(&app, position).await?.pair;
    let next = next_href(&app, &posted, &query, &pair).await?;
    let judging = Judging { pair: pair.clone(), judgement, reason: reason.clone(), seen_at };
    match app.judge(&posted.session, judging).await? {
        Ok(_) if judgement == Judgement::Note => {
            Ok(see_other(&Query::of(&pair_href(position, &query)).with("gemt", "note").href()))
        }
        Ok(decided) => Ok(see_other(&next.with("afgjort", &decided_at(judgement, decided).to_string()).href())),
        Err(StewardError::Meanwhile(meanwhile)) => {
            let again = pair_href(position, &query);
            conflict(frame, &app, &meanwhile, reason, next.href(), again, &posted)
        }
        Err(error) => {
            let unfit = Unfit {
                name: posted.get("afgoerelse").to_owned(),
                reason: posted.get("grund").to_owned(),
                words: posted.get("ord").to_owned(),
                error: told_error(language, &app, &error),
            };
            render(as_pair(frame, position, &query), &posted.session, &app, position, Some(unfit)).await
        }
    }
}

/// The page that a form came from, in place of where it was sent.
fn as_pair(frame: Frame, position: u64, query: &Query) -> Frame {
    Frame { path: pair_href(position, query), ..frame }
}

/// The fact that tells of a decision: where one comes to several, the first of them.
pub(super) fn decided_at(judgement: Judgement, last: u64) -> u64 {
    match judgement {
        // A rejection withdrawn, then the pair queued.
        Judgement::TakeBack => last - 1,
        // A coupling undone, the rejection of that withdrawn, then the pair queued.
        Judgement::UndoAndQueue => last - 2,
        _ => last,
    }
}

async fn next_href(app: &App, posted: &Posted, query: &Query, pair: &fact::Pair) -> Result<Query, Trouble> {
    let among = choice::of(query, &posted.session.officer);
    let asked = NextPair { after: pair.clone(), among };
    let next = app.ask(&posted.session, Purpose::Coupling, asked).await?;
    Ok(next.map_or_else(|| list_of(query), |next| Query::of(&pair_href(next, query))))
}

/// Somebody was faster: who decided what and when, what was kept, and the way on.
pub(super) fn conflict(
    frame: Frame,
    app: &App,
    meanwhile: &Meanwhile,
    words: String,
    next: String,
    again: String,
    posted: &Posted,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let what = review_words::happening(language, &meanwhile.kind);
    let at = language.moment_at(meanwhile.recorded_at);
    let key = if meanwhile.by == posted.session.officer.id { "conflict-by-yourself" } else { "conflict-by-another" };
    let by = who(language, app, &meanwhile.by);
    let happened = language.t_with(key, &[("by", by.into()), ("what", what.into()), ("at", at.into())]);
    let frame = frame.titled(language.t("pair-conflict-title")).below(language.t("couplings-title"), "/koblinger");
    frame::page_with(StatusCode::CONFLICT, &Conflict { frame, happened, words, next, again })
}

/// Why a decision cannot be made, and what to do.
pub(super) fn told_error(language: Language, app: &App, error: &StewardError) -> String {
    let by = |by: &str| [("by", app.officers().name(by).to_owned().into())];
    match error {
        StewardError::Unfounded => language.t("decide-error-words"),
        StewardError::ReasonNeeded { .. } => language.t("decide-error-reason"),
        StewardError::UnknownPerson(_) => language.t("decide-error-unknown-person"),
        StewardError::CoupledElsewhere { .. } => language.t("decide-error-coupled-elsewhere"),
        StewardError::AlreadyProposed { by: name } => language.t_with("decide-error-already-proposed", &by(name)),
        StewardError::OwnProposal { .. } => language.t("decide-error-own-proposal"),
        StewardError::NotOwnProposal { by: name } => language.t_with("decide-error-not-own-proposal", &by(name)),
        StewardError::NotProposed
        | StewardError::NotCoupled
        | StewardError::NotQueued
        | StewardError::NotParked
        | StewardError::NotRejected => language.t("decide-error-stands-otherwise"),
        StewardError::NotWeighed { .. } => language.t("decide-error-not-weighed"),
        StewardError::Meanwhile(_) | StewardError::Coupling(_) | StewardError::Journal(_) => {
            unreachable!("these are told elsewhere: the first as a conflict, the others as a failure of the program")
        }
    }
}

/// What was decided on the page before, with its undo while it stands.
pub(super) fn told(language: Language, query: &Query, line: &DecidedLine) -> Alert {
    let one = &line.decided;
    let name = if line.name.is_empty() { one.pair.person_id.to_string() } else { line.name.clone() };
    let key = match one.what {
        Kind::Coupled => "told-coupled",
        Kind::Proposed => "told-proposed",
        Kind::Rejected => "told-rejected",
        Kind::Parked => "told-parked",
        Kind::Unparked => "told-unparked",
        Kind::Undone => "told-undone",
        Kind::TakenBack => "told-taken-back",
        Kind::Withdrawn => "told-withdrawn",
        Kind::Declined => "told-declined",
    };
    let heading = language.t_with(key, &[("name", name.into())]);
    let alert = Alert::new(Tone::Success, heading, "");
    if line.stands { alert.with_undo(undo_action(one.position, query), language.t("told-undo")) } else { alert }
}

/// Where the form is posted that takes a decision back.
pub(super) fn undo_action(decision: u64, query: &Query) -> String {
    format!("/koblinger/{decision}/fortryd{}", choice::carried(query))
}

/// Who did something: an officer, or the night.
pub(super) fn who(language: Language, app: &App, by: &str) -> String {
    if by == NIGHT { language.t("couplings-by-night") } else { app.officers().name(by).to_owned() }
}

/// The name under which a night records.
const NIGHT: &str = "night";

/// Takes a decision back at once. Where something rests on a coupling, that is shown first.
pub(crate) async fn take_back(
    frame: Frame,
    State(app): State<App>,
    Path(position): Path<u64>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let query = Query::of(&frame.path);
    let found = fact_at(&app, position).await?;
    let judgement = match found.kind.as_str() {
        fact::COUPLED => Judgement::UndoAndQueue,
        fact::COUPLING_REJECTED | fact::COUPLING_UNDONE => Judgement::TakeBack,
        fact::COUPLING_PARKED => Judgement::Unpark,
        fact::COUPLING_PROPOSED => Judgement::Withdraw,
        _ => return Err(Trouble::NotFound),
    };
    if judgement == Judgement::UndoAndQueue && undoing::rests_something(&app, &posted.session, &found.pair).await? {
        return Ok(see_other(&format!("/koblinger/{position}/ophaev{}", choice::carried(&query))));
    }
    let reason = Language::Danish.t("decide-regretted");
    let judging = Judging { pair: found.pair, judgement, reason, seen_at: position };
    match app.judge(&posted.session, judging).await? {
        Ok(decided) => {
            let decided = decided_at(judgement, decided);
            Ok(see_other(&Query::of(&pair_href(position, &query)).with("afgjort", &decided.to_string()).href()))
        }
        Err(StewardError::Meanwhile(meanwhile)) => {
            let (next, again) = (list_of(&query).href(), pair_href(position, &query));
            conflict(frame, &app, &meanwhile, String::new(), next, again, &posted)
        }
        Err(error) => {
            let unfit = Unfit {
                name: String::new(),
                reason: String::new(),
                words: String::new(),
                error: told_error(language, &app, &error),
            };
            render(as_pair(frame, position, &query), &posted.session, &app, position, Some(unfit)).await
        }
    }
}
