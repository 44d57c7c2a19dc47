//! What the last night found in the registers that cannot be right: how much of each kind, and where the list of it is.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::Action;
use casework::detections::DetectionKind;

use crate::app::App;
use crate::frame::{self, Frame, Trouble};
use crate::pages::nights::last_report;
use crate::session::Session;
use crate::texts::Language;

#[derive(Template)]
#[template(path = "pages/detections.html")]
struct Page {
    frame: Frame,
    night: Option<String>,
    kinds: Vec<(String, String, String)>,
}

/// The findings of the last night.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    if !session.officer.role.may(Action::ReadCouplings) {
        return Err(Trouble::Forbidden);
    }
    let language = frame.language;
    let report = last_report(&app, &session).await?.1;
    let kinds = report.iter().flat_map(|report| &report.detections);
    let kinds = kinds.map(|(kind, count)| {
        let (name, todo) = words(language, *kind);
        (name, language.count(*count), todo)
    });
    frame::page(&Page {
        kinds: kinds.collect(),
        night: report.as_ref().map(|report| language.date(report.night)),
        frame: frame
            .titled(language.t("detections-title"))
            .below(language.t("couplings-title"), "/koblinger")
            .method(language.t("detections-method")),
    })
}

/// What a kind of finding is, and what to do about it.
fn words(language: Language, kind: DetectionKind) -> (String, String) {
    let (name, todo) = match kind {
        DetectionKind::NumberOfSeveralPersons => ("found-number-of-several-persons", "found-do-carl2"),
        DetectionKind::PersonIdOfSeveralPersons => ("found-person-id-of-several-persons", "found-do-carl2"),
        DetectionKind::PersonIdOfSeveralNumbers => ("found-person-id-of-several-numbers", "found-do-municipality"),
        DetectionKind::FormerNumberOfSeveralPersons => ("found-former-number-of-several", "found-do-cpr"),
        DetectionKind::PersonUnderTwoPersonIds => ("found-person-under-two-ids", "found-do-carl2"),
        DetectionKind::SeveralNumbersFit => ("found-several-numbers-fit", "found-do-pair"),
        DetectionKind::SeveralPersonsFit => ("found-several-persons-fit", "found-do-pair"),
        DetectionKind::ChangedNumber => ("found-changed-number", "found-do-carl2"),
        DetectionKind::AnnulledNumber => ("found-annulled-number", "found-do-carl2"),
        DetectionKind::DoubleNumber => ("found-double-number", "found-do-carl2"),
        DetectionKind::NumberContradictsBirthDate => ("found-contradicts-birth-date", "found-do-either"),
        DetectionKind::NumberContradictsSex => ("found-contradicts-sex", "found-do-either"),
    };
    (language.t(name), language.t(todo))
}
