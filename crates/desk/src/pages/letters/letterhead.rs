//! What stands above the authority's letters: asked for once, kept as a working paper of the authority, and never made up.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use casework::access::{Action, Authority};
use casework::letters::Letterhead;
use jiff::Timestamp;
use journal::Expected;

use crate::app::App;
use crate::components::{ErrorSummary, FieldKind, FormField, Query, Tone};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::session::Session;

#[derive(Template)]
#[template(path = "pages/letterhead.html")]
struct Page {
    frame: Frame,
    errors: ErrorSummary,
    fields: Vec<FormField>,
}

/// The working paper's name.
const PAPER: &str = "letterhead";

/// Whose working paper it is. Empty for authorities that send no letters.
fn owner(authority: Authority) -> Option<String> {
    let name = match authority {
        Authority::Municipality(code) => code.to_string(),
        Authority::ImmigrationService => "immigration-service".to_owned(),
        Authority::IntegrationService => "integration-service".to_owned(),
        Authority::Ministry => "ministry".to_owned(),
        Authority::AuditOffice | Authority::StateAuditors | Authority::Operations => return None,
    };
    Some(format!("authority:{name}"))
}

/// What stands above the letters of the session's authority; empty where nobody has said it yet.
pub(crate) async fn of(app: &App, session: &Session) -> Result<Letterhead, Trouble> {
    let owner = owner(session.officer.authority).ok_or(Trouble::Forbidden)?;
    let paper = app.with_journal(move |journal| journal.paper(&owner, PAPER)).await?;
    let Some(paper) = paper else { return Ok(Letterhead::default()) };
    Ok(serde_json::from_str(&paper.content)?)
}

/// The form.
pub(crate) async fn show(frame: Frame, session: Session, State(app): State<App>) -> Result<Response, Trouble> {
    may(&session)?;
    let letterhead = of(&app, &session).await?;
    page(frame, &letterhead, Vec::new())
}

fn may(session: &Session) -> Result<(), Trouble> {
    let role = session.officer.role;
    let sends = role.may(Action::SendLetters) || role.may(Action::SuperviseMunicipalities);
    if sends { Ok(()) } else { Err(Trouble::Forbidden) }
}

fn page(frame: Frame, letterhead: &Letterhead, errors: Vec<FieldTrouble>) -> Result<Response, Trouble> {
    let language = frame.language;
    let mut frame = frame.titled(language.t("letterhead-title"));
    frame = if frame.visitor.navigation.iter().any(|place| place.href == "/breve/flok") {
        frame.below(language.t("letters-batch-title"), "/breve/flok")
    } else {
        frame.below(language.t("nav-supervision"), "/opfoelgning")
    };
    if Query::of(&frame.path).get("gemt").is_some() {
        frame = frame.alert(Alert::new(Tone::Success, language.t("letterhead-saved"), ""));
    }
    let errors = ErrorSummary { language, errors };
    let field = |name, key: &str, value: &str| FormField::line(language, name, language.t(key)).typed(value, &errors);
    let fields = vec![
        field("department", "letterhead-department", &letterhead.department),
        field("address", "letterhead-address", &letterhead.address).kind(FieldKind::Lines),
        field("telephone", "letterhead-telephone", &letterhead.telephone),
        field("secure-post", "letterhead-secure-post", &letterhead.secure_post),
    ];
    frame::page(&Page { frame, errors, fields })
}

/// Keeps what was typed. The last one to say it counts: it is what the authority is called, not somebody's draft.
pub(crate) async fn save(frame: Frame, State(app): State<App>, posted: Posted) -> Result<Response, Trouble> {
    may(&posted.session)?;
    let typed = |name: &str| posted.get(name).trim().to_owned();
    let letterhead = Letterhead {
        department: typed("department"),
        address: typed("address"),
        telephone: typed("telephone"),
        secure_post: typed("secure-post"),
    };
    if !letterhead.is_whole() {
        let language = frame.language;
        let names = ["department", "address", "telephone", "secure-post"];
        let empty = names.into_iter().filter(|name| posted.get(name).trim().is_empty());
        let errors = empty.map(|name| FieldTrouble { field: name.to_owned(), text: language.t("letterhead-empty") });
        return page(frame, &letterhead, errors.collect());
    }
    let owner = owner(posted.session.officer.authority).ok_or(Trouble::Forbidden)?;
    let content = serde_json::to_string(&letterhead)?;
    app.with_journal(move |journal| journal.put_paper(&owner, PAPER, &content, Expected::Any, Timestamp::now()))
        .await?;
    Ok(see_other("/breve/afsender?gemt=ja"))
}
