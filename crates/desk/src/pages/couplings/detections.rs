//! What the last night found in the registers that cannot be right: how much of each kind, whom it is about, and what to do about it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::Action;
use casework::detections::{DetectionKind, Place};
use casework::questions::{FindingLine, Holder, Page as Wanted};

use crate::app::App;
use crate::components::{Pagination, Query};
use crate::frame::{self, Frame, Trouble};
use crate::pages::nights::last_report;
use crate::session::Session;
use crate::texts::Language;

/// Rows on a page.
const ROWS: usize = 25;

#[derive(Template)]
#[template(path = "pages/detections.html")]
struct Page {
    frame: Frame,
    night: Option<String>,
    kinds: Vec<Kind>,
    /// The kind that is listed alone, in words.
    only: Option<String>,
    rows: Vec<Row>,
    /// Whether the night kept its list.
    is_kept: bool,
    pagination: Pagination,
}

struct Kind {
    name: String,
    count: String,
    todo: String,
    href: String,
}

struct Row {
    what: String,
    place: String,
    about: Shown,
    others: Vec<Shown>,
}

struct Shown {
    name: String,
    number: String,
}

/// The findings of the last night.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    if !session.officer.role.may(Action::ReadCouplings) {
        return Err(Trouble::Forbidden);
    }
    let language = frame.language;
    let query = Query::of(&frame.path);
    let only = query.get("hvad").and_then(named);
    let number = query.get("side").and_then(|side| side.parse().ok()).unwrap_or(1);
    let report = last_report(&app, &session).await?.1;
    let found = app.findings(&session, only, Wanted { number, rows: ROWS }).await?;
    let kinds = report.iter().flat_map(|report| &report.detections).map(|(kind, count)| {
        let (name, todo) = words(language, *kind);
        let href = Query::of("/koblinger/fund").with("hvad", told(*kind).0).href();
        Kind { name, count: language.count(*count), todo, href }
    });
    frame::page(&Page {
        kinds: kinds.collect(),
        night: report.as_ref().map(|report| language.date(report.night)),
        only: only.map(|kind| words(language, kind).0),
        rows: found.rows.into_iter().map(|line| row(language, line)).collect(),
        is_kept: found.is_kept,
        pagination: Pagination::new(language, query, found.found as u64, ROWS as u64),
        frame: frame
            .titled(language.t("detections-title"))
            .below(language.t("couplings-title"), "/koblinger")
            .method(language.t("detections-method")),
    })
}

fn row(language: Language, line: FindingLine) -> Row {
    let shown =
        |holder: Holder| Shown { name: holder.name, number: holder.person_id.or(holder.cpr).unwrap_or_default() };
    let place = match line.place {
        Place::Carl2 => "detections-in-carl2",
        Place::Cpr => "detections-in-cpr",
        Place::Coupling => "detections-in-coupling",
    };
    Row {
        what: words(language, line.what).0,
        place: language.t(place),
        about: shown(line.about),
        others: line.others.into_iter().map(shown).collect(),
    }
}

/// The kind of a name in the address.
fn named(name: &str) -> Option<DetectionKind> {
    DetectionKind::ALL.into_iter().find(|kind| told(*kind).0 == name)
}

/// What a kind of finding is, and what to do about it.
fn words(language: Language, kind: DetectionKind) -> (String, String) {
    let (_, name, todo) = told(kind);
    (language.t(name), language.t(todo))
}

/// The name of a kind in the address, the key of what it is, and the key of what to do about it.
fn told(kind: DetectionKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        DetectionKind::NumberOfSeveralPersons => {
            ("nummer-paa-flere", "found-number-of-several-persons", "found-do-carl2")
        }
        DetectionKind::PersonIdOfSeveralPersons => {
            ("person-id-paa-flere", "found-person-id-of-several-persons", "found-do-carl2")
        }
        DetectionKind::PersonIdOfSeveralNumbers => {
            ("person-id-for-flere-numre", "found-person-id-of-several-numbers", "found-do-municipality")
        }
        DetectionKind::FormerNumberOfSeveralPersons => {
            ("nedlagt-til-flere", "found-former-number-of-several", "found-do-cpr")
        }
        DetectionKind::PersonUnderTwoPersonIds => ("to-person-id", "found-person-under-two-ids", "found-do-carl2"),
        DetectionKind::SeveralNumbersFit => ("flere-numre-passer", "found-several-numbers-fit", "found-do-pair"),
        DetectionKind::SeveralPersonsFit => ("flere-personer-passer", "found-several-persons-fit", "found-do-pair"),
        DetectionKind::ChangedNumber => ("aendret", "found-changed-number", "found-do-carl2"),
        DetectionKind::AnnulledNumber => ("annulleret", "found-annulled-number", "found-do-carl2"),
        DetectionKind::DoubleNumber => ("dobbelt", "found-double-number", "found-do-carl2"),
        DetectionKind::NumberContradictsBirthDate => {
            ("foedselsdato", "found-contradicts-birth-date", "found-do-either")
        }
        DetectionKind::NumberContradictsSex => ("koen", "found-contradicts-sex", "found-do-either"),
    }
}
