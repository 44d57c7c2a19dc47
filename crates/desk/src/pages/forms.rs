//! Forms that follow the Act: what can be done now, one form, what its answers would do, saved, taken back.
//!
//! What a form asks and what its answers become is decided in `casework::forms`; this only shows and passes on.

mod conflict;
pub(crate) mod draft;
mod preview;
mod saving;
pub(crate) mod shown;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::forms::{Group, Offered, Typed};
use casework::questions::{Actions, Addressee, FormSeen, OpenForm};
use journal::Expected;

use self::draft::Draft;
use self::shown::{ContractLine, SectionShown};
use crate::app::App;
use crate::components::{Badge, ErrorSummary, Query, RelativeDate, Tone, WhyWeAsk};
use crate::frame::{self, Alert, FieldTrouble, Frame, Trouble, see_other};
use crate::posted::Posted;
use crate::role_words;
use crate::session::{self, Session};
use crate::texts::Language;

pub(crate) use draft::{DRAFT_VERSION, clock, drop as drop_draft, expected_draft, save as save_draft, wants_text};
pub(crate) use preview::{control, preview};
pub(crate) use saving::{once_of, save, saved_alert, undo};

#[derive(Template)]
#[template(path = "pages/forms.html")]
struct ActionsPage {
    frame: Frame,
    person: Addressee,
    first: Vec<ActionShown>,
    groups: Vec<(String, Vec<ActionShown>)>,
    others: Vec<ActionShown>,
}

/// A form in the list of what can be done.
struct ActionShown {
    title: String,
    href: String,
    provision: String,
    why: String,
    /// The duties that it answers: text, badge, due date.
    duties: Vec<(String, Badge, Option<RelativeDate>)>,
    questions: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "pages/form.html")]
struct FormPage {
    frame: Frame,
    /// The address of the form.
    address: String,
    case: String,
    person: Addressee,
    version: u64,
    token: String,
    why: Option<WhyWeAsk>,
    errors: ErrorSummary,
    sections: Vec<SectionShown>,
    contracts: Vec<ContractLine>,
    has_rows: bool,
    is_about_contracts: bool,
    /// A draft that waits, said with its time; none where it is in the form already.
    draft: Option<String>,
    /// When the draft was last saved, or that it is not.
    draft_said: String,
    /// The version of the draft that what is typed takes the place of; empty for none.
    draft_version: String,
}

/// Everything that can be done in a case now, what answers a duty first.
pub(crate) async fn list(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path(case): Path<String>,
) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let language = frame.language;
    let person = query.get("person").map(ToOwned::to_owned);
    let asked = Actions { case: case.clone(), person, language: language.into() };
    let seen = app.ask(&session, role_words::purpose(session.officer.role), asked).await?;
    let today = app.office().day();
    let person = seen.person;
    let shown = |one: &Offered| action(language, today, &case, &person.id, one);
    let is_general = |one: &&Offered| one.form.group == Group::Other;
    let answers = |one: &&Offered| !one.duties.is_empty() || (!one.questions.is_empty() && !is_general(one));
    let first = seen.offered.iter().filter(answers).map(shown).collect();
    let of_group = |group: Group| -> Vec<ActionShown> {
        seen.offered.iter().filter(|one| one.form.group == group && !answers(one)).map(shown).collect()
    };
    let groups = Group::ALL.into_iter().filter(|group| *group != Group::Other);
    let groups = groups.map(|group| (language.t(group_key(group)), of_group(group)));
    let groups = groups.filter(|(_, forms)| !forms.is_empty()).collect();
    let mut others = of_group(Group::Other);
    others.sort_by(|one, other| one.title.cmp(&other.title));
    let title = language.t("forms-title");
    let frame = frame.titled(title).below(language.t("cases-title"), "/sager");
    let frame = below_case(frame, &case, &person);
    frame::page(&ActionsPage { frame, person, first, groups, others })
}

fn below_case(frame: Frame, case: &str, person: &Addressee) -> Frame {
    let case = Query::of(&format!("/sager/{case}")).with("person", &person.id).href();
    frame.below(person.name.clone(), case)
}

fn group_key(group: Group) -> &'static str {
    match group {
        Group::Programme => "case-tab-programme",
        Group::Danish => "case-tab-danish",
        Group::Benefit => "case-tab-benefit",
        Group::Housing => "case-tab-housing",
        Group::Decisions => "case-tab-decisions",
        Group::Information => "case-tab-information",
        Group::Other | Group::Opening => "forms-other",
    }
}

fn action(language: Language, today: jiff::civil::Date, case: &str, person: &str, one: &Offered) -> ActionShown {
    let duty = |duty: &law::assessment::DutyView| {
        let (tone, key) =
            if duty.state == "overdue" { (Tone::Error, "duty-overdue") } else { (Tone::Info, "duty-open") };
        let due = duty.due.map(|date| RelativeDate { language, date, today });
        (duty.text.to_owned(), Badge::new(tone, language.t(key)), due)
    };
    ActionShown {
        title: shown::capitalised(one.form.title.text(language.into())),
        href: address_of(case, person, one.form.key, one.about.as_deref()),
        provision: one.form.provision.map_or_else(String::new, |provision| provision.citation().to_owned()),
        why: one.form.why.text(language.into()).to_owned(),
        duties: one.duties.iter().map(duty).collect(),
        questions: one.questions.clone(),
    }
}

/// The address of a form for a person, and for a fact of the case where it is opened for one.
pub(crate) fn address_of(case: &str, person: &str, form: &str, about: Option<&str>) -> String {
    let query = Query::of(&format!("/sager/{case}/handlinger/{form}")).with("person", person);
    about.map_or(query.clone(), |about| query.with("om", about)).href()
}

/// A form, afresh or with the draft in it.
pub(crate) async fn open(
    frame: Frame,
    session: Session,
    State(app): State<App>,
    Path((case, form)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let query = Query::of(&frame.path);
    let language = frame.language;
    let mut asked = OpenForm {
        case: case.clone(),
        person: query.get("person").map(ToOwned::to_owned),
        form: form.clone(),
        about: query.get("om").map(ToOwned::to_owned),
        typed: None,
        more: 0,
        language: language.into(),
    };
    let purpose = role_words::purpose(session.officer.role);
    let blank = app.ask(&session, purpose, asked.clone()).await?;
    let draft = Draft::find(&app, &session, &case, &blank.person.id, &form).await?;
    let goes_on = query.get("kladde") == Some("fortsaet");
    let Some(draft) = draft else { return render(frame, &case, &form, blank, Vec::new(), Waiting::Nothing) };
    if !goes_on {
        let said = draft.said(language, app.office().day());
        return render(frame, &case, &form, blank, Vec::new(), Waiting::Draft(said));
    }
    asked.typed = Some(draft.typed.clone());
    // What the draft was written against decides whether somebody changed the case meanwhile.
    let seen = FormSeen { version: draft.version, ..app.ask(&session, purpose, asked).await? };
    let waiting = Waiting::InTheForm { said: draft.time(), draft: draft.paper };
    render(frame, &case, &form, seen, Vec::new(), waiting)
}

/// The form with what was typed now, and what the other draft has that is different; saving again replaces that.
fn two_drafts(frame: Frame, case: &str, form: &str, seen: FormSeen, other: &Draft) -> Result<Response, Trouble> {
    let language = frame.language;
    let controls = seen.sections.iter().flat_map(|section| &section.controls);
    let differing = controls.filter_map(|control| {
        let theirs: Vec<&str> = other.typed.all(&control.name).collect();
        let mine: Vec<&str> =
            control.values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        let said = if theirs.is_empty() { language.t("draft-other-empty") } else { theirs.join(", ") };
        (theirs != mine).then(|| format!("{}: {said}", control.label))
    });
    let alert = Alert::new(Tone::Warning, language.t("draft-conflict"), language.t("draft-conflict-text"))
        .with_points(language, differing.collect());
    let frame = frame.alert(alert);
    let page = form_page(frame, case, form, seen, Vec::new(), Waiting::Beside { draft: other.paper })?;
    frame::page_with(StatusCode::CONFLICT, &page)
}

/// The form again with what was typed: to mend it, or with more rows.
pub(crate) async fn again(
    frame: Frame,
    State(app): State<App>,
    Path((case, form)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Trouble> {
    show_again(frame, &app, &case, &form, &posted, Vec::new()).await
}

/// Whoever loads the address of a step again, or enters anew on it, is led to the form.
pub(crate) async fn back_to_form(Path((case, form)): Path<(String, String)>) -> Response {
    see_other(&format!("/sager/{case}/handlinger/{form}"))
}

async fn show_again(
    frame: Frame,
    app: &App,
    case: &str,
    form: &str,
    posted: &Posted,
    errors: Vec<FieldTrouble>,
) -> Result<Response, Trouble> {
    let asked = OpenForm {
        case: case.to_owned(),
        person: Some(posted.get("person").to_owned()),
        form: form.to_owned(),
        about: None,
        typed: Some(typed(posted)),
        more: if posted.get("flere").is_empty() { 0 } else { 2 },
        language: frame.language.into(),
    };
    let session = &posted.session;
    let seen = app.ask(session, role_words::purpose(session.officer.role), asked).await?;
    let version = posted.get("version").parse().unwrap_or(seen.version);
    let waiting = match expected_draft(posted)? {
        Expected::Version(draft) => Waiting::Beside { draft },
        Expected::New | Expected::Any => Waiting::Nothing,
    };
    render(frame, case, form, FormSeen { version, ..seen }, errors, waiting)
}

/// What a form's page says of its draft.
enum Waiting {
    Nothing,
    Draft(String),
    InTheForm {
        said: String,
        draft: u64,
    },
    /// The form was opened with this draft, or is about to take its place.
    Beside {
        draft: u64,
    },
}

fn render(
    frame: Frame,
    case: &str,
    form: &str,
    seen: FormSeen,
    errors: Vec<FieldTrouble>,
    waiting: Waiting,
) -> Result<Response, Trouble> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::page_with(status, &form_page(frame, case, form, seen, errors, waiting)?)
}

fn form_page(
    frame: Frame,
    case: &str,
    form: &str,
    seen: FormSeen,
    errors: Vec<FieldTrouble>,
    waiting: Waiting,
) -> Result<FormPage, Trouble> {
    let language = frame.language;
    let errors = ErrorSummary { language, errors };
    let why = seen.form.provision.map(|provision| WhyWeAsk {
        language,
        about: String::new(),
        reason: seen.form.why.text(language.into()).to_owned(),
        provision: provision.citation().to_owned(),
    });
    let (draft, draft_said, draft_version) = match waiting {
        Waiting::Nothing => (None, String::new(), None),
        Waiting::Draft(said) => (Some(said), String::new(), None),
        Waiting::InTheForm { said, draft } => {
            (None, language.t_with("draft-saved", &[("time", said.into())]), Some(draft))
        }
        Waiting::Beside { draft } => (None, String::new(), Some(draft)),
    };
    let title = shown::capitalised(seen.form.title.text(language.into()));
    let frame = frame.titled(title).below(language.t("cases-title"), "/sager");
    let frame = below_case(frame, case, &seen.person);
    let list = Query::of(&format!("/sager/{case}/handlinger")).with("person", &seen.person.id).href();
    let frame = frame.below(language.t("forms-title"), list);
    let sections: Vec<SectionShown> =
        seen.sections.iter().map(|section| SectionShown::new(language, section, &errors)).collect();
    let has_rows = seen.sections.iter().any(|section| section.controls.iter().any(shown::is_row));
    let is_about_contracts = seen.form.slots.iter().any(|slot| slot.kind == "contract");
    Ok(FormPage {
        address: format!("/sager/{case}/handlinger/{form}"),
        case: case.to_owned(),
        version: seen.version,
        token: session::random()?,
        why,
        errors,
        sections,
        contracts: shown::contracts(language, &seen.contracts),
        has_rows,
        is_about_contracts,
        draft,
        draft_said,
        draft_version: draft_version.map_or_else(String::new, |version| version.to_string()),
        person: seen.person,
        frame,
    })
}

/// What was typed into the fields of a form: their names begin with the place of their slot.
pub(crate) fn typed(posted: &Posted) -> Typed {
    let is_field = |name: &str| name.starts_with(|sign: char| sign.is_ascii_digit());
    let fields = posted.fields().filter(|(name, _)| is_field(name));
    Typed::new(fields.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

#[cfg(test)]
mod tests;
