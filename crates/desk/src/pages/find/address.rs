//! Where a person lives, asked at a counter. A protected address is behind a form that asks why; the reason is kept for a few minutes as
//! the officer's working paper, so that it stands in no address and going back sends nothing twice.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use casework::office::Purpose;
use casework::questions::{AddressOf, AddressSeen, Dwelling, Reason};
use jiff::{SignedDuration, Timestamp};
use journal::Expected;

use crate::app::App;
use crate::components::{ErrorSummary, FieldKind, FormField, Query};
use crate::frame::{self, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::session::Session;

/// How long a reason opens the address: as long as somebody stands at the counter.
const REASON_HOLDS: SignedDuration = SignedDuration::from_mins(10);

#[derive(Template)]
#[template(path = "pages/address.html")]
struct Page {
    frame: Frame,
    person: String,
    name: String,
    case: String,
    is_protected: bool,
    lines: Vec<String>,
    /// What is said where no address is shown, but the form or nothing.
    instead: Option<String>,
    /// The reason by which it is shown.
    reason: Option<String>,
    /// The form that asks for one.
    form: Option<(ErrorSummary, FormField)>,
}

fn paper(person: &str) -> String {
    format!("address/{person}")
}

/// The reason that the officer gave a moment ago.
async fn given(app: &App, session: &Session, person: &str) -> Result<Option<Reason>, Trouble> {
    let (owner, name) = (session.officer.id.clone(), paper(person));
    let kept = app.with_journal(move |journal| journal.paper(&owner, &name)).await?;
    let fresh = kept.filter(|paper| Timestamp::now().duration_since(paper.saved_at) < REASON_HOLDS);
    Ok(fresh.and_then(|paper| Reason::parse(&paper.content).ok()))
}

/// The address, or the form that asks why it must be seen.
pub(crate) async fn show(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(person): Path<String>,
) -> Result<Response, Trouble> {
    let language = frame.language;
    let reason = given(&app, &session, &person).await?;
    let asked = AddressOf { person: person.clone(), reason: reason.clone() };
    let seen = app.ask(&session, Purpose::LookingUp, asked).await?;
    let AddressSeen { name, case, is_protected, dwelling, .. } = seen;
    let is_asked_for = matches!(dwelling, Dwelling::Protected);
    let (lines, instead) = match dwelling {
        Dwelling::Shown(lines) => (lines, None),
        Dwelling::Unknown => (Vec::new(), Some(language.t("case-address-unknown"))),
        Dwelling::Protected => (Vec::new(), None),
    };
    let form = is_asked_for.then(|| {
        let wrong = Query::of(&frame.path).get("fejl").is_some();
        let text = || {
            let bounds = [("least", (Reason::SHORTEST as u64).into()), ("most", (Reason::LONGEST as u64).into())];
            language.t_with("address-reason-wrong", &bounds)
        };
        let errors = wrong.then(|| FieldTrouble { field: "reason".to_owned(), text: text() });
        let errors = ErrorSummary { language, errors: errors.into_iter().collect() };
        let field = FormField::line(language, "reason", language.t("address-reason"))
            .kind(FieldKind::Lines)
            .hint(language.t("address-reason-hint"))
            .typed("", &errors);
        (errors, field)
    });
    frame::page(&Page {
        frame: frame.titled(language.t("address-title")).below(language.t("find-title"), "/find"),
        person,
        name,
        case: case.to_string(),
        is_protected,
        lines,
        instead,
        reason: reason.filter(|_| is_protected).map(|reason| reason.as_str().to_owned()),
        form,
    })
}

/// Takes the reason, and leads to the address.
pub(crate) async fn give_reason(
    State(app): State<App>,
    Path(person): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let session = &posted.session;
    // Whoever may not see the person leaves no paper of theirs.
    app.ask(session, Purpose::LookingUp, AddressOf { person: person.clone(), reason: None }).await?;
    let here = format!("/find/{person}/adresse");
    let Ok(reason) = Reason::parse(posted.get("reason")) else { return Ok(see_other(&format!("{here}?fejl=grund"))) };
    let (owner, name, now) = (session.officer.id.clone(), paper(&person), Timestamp::now());
    app.with_journal(move |journal| journal.put_paper(&owner, &name, reason.as_str(), Expected::Any, now)).await?;
    Ok(see_other(&here))
}
