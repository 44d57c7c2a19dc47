//! The forms that follow the Act, for programs: which make sense now, what one asks, what its answers would do, filling it in, and drafts.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::cases::CaseNumber;
use casework::commands::FillIn;
use casework::forms::{Choice, Control, Input, Offered, Section, Typed};
use casework::office::CommandError;
use casework::questions::{Actions, Addressee, Consequences, FormPreview, FormSeen, OpenForm, PreviewForm};
use jiff::Timestamp;
use jiff::civil::Date;
use journal::Expected;
use law::act::Provision;
use law::assessment::ConclusionView;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::commands::{Done, created, send, stale};
use super::problem::Problem;
use super::reading::{Asked, Asker, Json, Sent};
use crate::app::App;
use crate::frame::Trouble;
use crate::pages::forms::draft;
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;

/// Whom a form is about.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonAsked {
    /// The person-id; the person the case is about where none is named.
    person: Option<String>,
}

/// Which form is opened for whom.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormAsked {
    /// The person-id; the person the case is about where none is named.
    person: Option<String>,
    /// The fact of the case that it is opened for.
    about: Option<String>,
}

/// Whose draft.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftAsked {
    /// The person-id.
    person: String,
}

/// Somebody by person-id and name.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormPerson {
    id: String,
    name: String,
}

/// The forms that make sense now, those that answer an open duty first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormsOffered {
    /// Whom they are about.
    person: FormPerson,
    /// The forms.
    forms: Vec<FormOffered>,
}

/// A form that makes sense now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormOffered {
    /// Its key: the last part of its address.
    key: &'static str,
    /// What is done.
    title: &'static str,
    /// The provision that it follows; none for the general forms.
    provision: Option<Provision>,
    /// Why it is asked.
    why: &'static str,
    /// The open duties that it answers.
    duties: Vec<DutyAnswered>,
    /// The open questions that it answers, in words.
    questions: Vec<&'static str>,
    /// The fact of the case that it is about.
    about: Option<String>,
}

/// An open duty that a form answers.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DutyAnswered {
    /// Its key.
    duty: &'static str,
    /// In words.
    text: &'static str,
    /// `open` or `overdue`.
    state: &'static str,
    /// The last lawful day.
    due: Option<Date>,
}

/// A form as it is asked.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormOpened {
    /// Its key.
    key: &'static str,
    /// What is done.
    title: &'static str,
    /// The provision that it follows.
    provision: Option<Provision>,
    /// Why it is asked.
    why: &'static str,
    /// Whether what it tells of cannot be taken back.
    is_final: bool,
    /// The version of the case: what to name in `If-Match` when it is filled in.
    version: u64,
    /// Whom it is about.
    person: FormPerson,
    /// What is asked, a section for each fact.
    sections: Vec<SectionAsked>,
}

/// The fields of a fact.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SectionAsked {
    /// What the fact is.
    title: String,
    /// Whether it may be left out as a whole, by leaving its day empty.
    is_optional: bool,
    /// Whether it is a judgement, in the name of whoever fills it in.
    is_judgement: bool,
    /// The fields.
    fields: Vec<FieldAsked>,
}

/// A field.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FieldAsked {
    /// Its name.
    name: String,
    /// What is asked.
    label: String,
    /// How it is answered: `day`, `month`, `amount`, `hours`, `count`, `ground`, `line`, `lines`, `each` (a line for each), `one-of`, `some-of`.
    input: &'static str,
    /// What may be chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<ChoiceOffered>,
    /// What stands in it.
    values: Vec<String>,
    /// Whether it must be answered.
    is_needed: bool,
    /// The provisions that it is asked for.
    why: Vec<Provision>,
}

/// What may be chosen.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChoiceOffered {
    /// As it is sent.
    value: String,
    /// As it is read.
    label: String,
}

/// What stands in a field.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Answered {
    /// One value, as people type it: `12.05.2026`, `1.234,50`.
    One(String),
    /// Several, where several may be chosen.
    Several(Vec<String>),
}

/// A form that is filled in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filled {
    /// The person-id.
    person: String,
    /// The fields by name. Those that are left out are empty.
    #[schemars(extend("maxProperties" = 1000))]
    fields: BTreeMap<String, Answered>,
}

/// What a filled-in form would do.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormEffects {
    /// The version of the case that was looked at.
    version: u64,
    /// The facts, and what changes because of them.
    #[serde(flatten)]
    consequences: Consequences,
    /// For a form about a contract: what the Act finds of that contract.
    gate: Vec<ConclusionView>,
}

/// A draft: what somebody typed and did not save.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FormDraft {
    /// The fields by name.
    fields: BTreeMap<String, Answered>,
    /// The version of the case that it was written against.
    version: u64,
    /// When it was saved.
    saved_at: Timestamp,
    /// The version of the draft: what keeps one in its place names it.
    draft: u64,
}

impl FormDraft {
    fn of(kept: &draft::Draft) -> Self {
        let draft::Draft { typed, version, saved_at, paper } = kept;
        Self { fields: fields(typed), version: *version, saved_at: *saved_at, draft: *paper }
    }
}

/// A draft to be kept.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftGiven {
    /// The person-id.
    person: String,
    /// The fields by name.
    #[schemars(extend("maxProperties" = 1000))]
    fields: BTreeMap<String, Answered>,
    /// The version of the case that the form was opened from.
    version: u64,
    /// The version of the draft that it takes the place of; left out where there is none yet.
    draft: Option<u64>,
}

fn typed(fields: BTreeMap<String, Answered>) -> Typed {
    Typed::new(fields.into_iter().flat_map(|(name, answered)| {
        let values = match answered {
            Answered::One(value) => vec![value],
            Answered::Several(values) => values,
        };
        values.into_iter().map(move |value| (name.clone(), value))
    }))
}

fn fields(typed: &Typed) -> BTreeMap<String, Answered> {
    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in typed.fields() {
        by_name.entry(name.to_owned()).or_default().push(value.to_owned());
    }
    let answered = |(name, mut values): (String, Vec<String>)| match values.pop() {
        Some(value) if values.is_empty() => (name, Answered::One(value)),
        last => {
            values.extend(last);
            (name, Answered::Several(values))
        }
    };
    by_name.into_iter().map(answered).collect()
}

fn person(one: Addressee) -> FormPerson {
    FormPerson { id: one.id, name: one.name }
}

fn offered(language: Language, one: Offered) -> FormOffered {
    FormOffered {
        key: one.form.key,
        title: one.form.title.text(language.into()),
        provision: one.form.provision,
        why: one.form.why.text(language.into()),
        duties: one
            .duties
            .iter()
            .map(|duty| DutyAnswered { duty: duty.duty, text: duty.text, state: duty.state, due: duty.due })
            .collect(),
        questions: one.questions,
        about: one.about,
    }
}

fn section(one: Section) -> SectionAsked {
    SectionAsked {
        title: one.title,
        is_optional: one.is_optional,
        is_judgement: one.is_judgement,
        fields: one.controls.into_iter().map(field).collect(),
    }
}

fn field(one: Control) -> FieldAsked {
    let (input, choices) = match one.input {
        Input::Day => ("day", Vec::new()),
        Input::Month => ("month", Vec::new()),
        Input::Amount => ("amount", Vec::new()),
        Input::Hours => ("hours", Vec::new()),
        Input::Count => ("count", Vec::new()),
        Input::Ground => ("ground", Vec::new()),
        Input::Line => ("line", Vec::new()),
        Input::Lines => ("lines", Vec::new()),
        Input::Each => ("each", Vec::new()),
        Input::OneOf(choices) | Input::Select(choices) => ("one-of", choices),
        Input::SomeOf(choices) => ("some-of", choices),
    };
    let choice = |Choice { value, label }: Choice| ChoiceOffered { value, label };
    FieldAsked {
        name: one.name,
        label: one.label,
        input,
        choices: choices.into_iter().map(choice).collect(),
        values: one.values.into_iter().filter(|value| !value.is_empty()).collect(),
        is_needed: one.is_needed,
        why: one.why,
    }
}

/// The case and the form of an address.
fn at((case, form): (String, String)) -> Result<(CaseNumber, String), Problem> {
    let case = CaseNumber::parse(&case).map_err(|_| Trouble::NotFound)?;
    Ok((case, form))
}

/// What can be done in a case
///
/// The forms that make sense for the role, the person and what the case holds now.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/forms",
    operation_id = "forms",
    tag = "forms",
    params(("case" = String, Path, description = "The case number."), PersonAsked),
    responses((status = 200, description = "The forms.", body = ref("#/components/schemas/FormsOffered"), content_type = "application/json"))
)]
pub(crate) async fn list(
    State(app): State<App>,
    Asker(session): Asker,
    super::reading::CaseInPath(case): super::reading::CaseInPath,
    Asked(asked): Asked<PersonAsked>,
    language: Language,
) -> Result<axum::Json<FormsOffered>, Problem> {
    let question = Actions { case: case.to_string(), person: asked.person, language: language.into() };
    let seen = app.ask(&session, purpose(session.officer.role), question).await?;
    let forms = seen.offered.into_iter().map(|one| offered(language, one)).collect();
    Ok(axum::Json(FormsOffered { person: person(seen.person), forms }))
}

/// A form
///
/// What it asks, with types, choices and the provision each field is asked for, and what stands in it when it is opened.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/forms/{form}",
    tag = "forms",
    params(("case" = String, Path, description = "The case number."), ("form" = String, Path, description = "The form's key."), FormAsked),
    responses((status = 200, description = "The form.", body = ref("#/components/schemas/FormOpened"), content_type = "application/json"))
)]
pub(crate) async fn open(
    State(app): State<App>,
    Asker(session): Asker,
    Path(path): Path<(String, String)>,
    Asked(asked): Asked<FormAsked>,
    language: Language,
) -> Result<axum::Json<FormOpened>, Problem> {
    let (case, form) = at(path)?;
    let question = OpenForm {
        case: case.to_string(),
        person: asked.person,
        form,
        about: asked.about,
        typed: None,
        more: 0,
        language: language.into(),
    };
    let FormSeen { form, version, person: about, sections, .. } =
        app.ask(&session, purpose(session.officer.role), question).await?;
    Ok(axum::Json(FormOpened {
        key: form.key,
        title: form.title.text(language.into()),
        provision: form.provision,
        why: form.why.text(language.into()),
        is_final: form.is_final(),
        version,
        person: person(about),
        sections: sections.into_iter().map(section).collect(),
    }))
}

/// What would a filled-in form do
///
/// The facts it becomes, and the duties and conclusions that change. Changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/forms/{form}/preview",
    operation_id = "preview_form",
    tag = "forms",
    params(("case" = String, Path, description = "The case number."), ("form" = String, Path, description = "The form's key.")),
    request_body(content = ref("#/components/schemas/Filled"), content_type = "application/json"),
    responses((status = 200, description = "What it would do.", body = ref("#/components/schemas/FormEffects"), content_type = "application/json"))
)]
pub(crate) async fn preview(
    State(app): State<App>,
    Asker(session): Asker,
    Path(path): Path<(String, String)>,
    language: Language,
    Json(filled): Json<Filled>,
) -> Result<axum::Json<FormEffects>, Problem> {
    let (case, form) = at(path)?;
    let question = PreviewForm {
        case: case.to_string(),
        person: filled.person,
        form,
        typed: typed(filled.fields),
        language: language.into(),
    };
    let looked = app.ask(&session, purpose(session.officer.role), question).await?;
    let FormPreview { version, consequences, gate, .. } = looked.map_err(|error: CommandError| Problem::from(error))?;
    Ok(axum::Json(FormEffects { version, consequences, gate }))
}

/// Fill in a form
///
/// Its answers become facts of the case, all of them or none. A draft of it is let go.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/forms/{form}",
    tag = "forms",
    params(
        ("case" = String, Path, description = "The case number."),
        ("form" = String, Path, description = "The form's key."),
        ("If-Match" = String, Header, description = "The version that the form was opened from, in quotation marks."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/Filled"), content_type = "application/json"),
    responses((status = 201, description = "Recorded.", body = ref("#/components/schemas/Done"), content_type = "application/json"))
)]
pub(crate) async fn fill_in(
    State(app): State<App>,
    Path(path): Path<(String, String)>,
    sent: Sent<Filled>,
) -> Result<Response, Problem> {
    let (case, form) = at(path)?;
    let from = sent.version()?;
    let Sent { session, body: Filled { person, fields }, once, .. } = sent;
    let command = FillIn { case: case.clone(), person: person.clone(), form: form.clone(), typed: typed(fields), from };
    let recorded = send(&app, &session, once, purpose(session.officer.role), command, |recorded, version| {
        created(&Done::of(version, recorded.ids.clone(), None), None)
    });
    let response = recorded.await.map_err(stale)?;
    draft::forget(&app, &session, case.as_str(), &person, &form).await?;
    Ok(response)
}

/// Whether the officer may fill in the form for the person: whoever may not has no draft of it.
async fn may_fill_in(
    app: &App,
    session: &Session,
    case: &CaseNumber,
    form: &str,
    person: &str,
    language: Language,
) -> Result<(), Problem> {
    let question = OpenForm {
        case: case.to_string(),
        person: Some(person.to_owned()),
        form: form.to_owned(),
        about: None,
        typed: None,
        more: 0,
        language: language.into(),
    };
    app.ask(session, purpose(session.officer.role), question).await?;
    Ok(())
}

/// A draft
///
/// What the officer typed into the form and did not save.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case}/forms/{form}/draft",
    tag = "forms",
    params(("case" = String, Path, description = "The case number."), ("form" = String, Path, description = "The form's key."), DraftAsked),
    responses((status = 200, description = "The draft.", body = ref("#/components/schemas/FormDraft"), content_type = "application/json"))
)]
pub(crate) async fn show_draft(
    State(app): State<App>,
    Asker(session): Asker,
    Path(path): Path<(String, String)>,
    Asked(asked): Asked<DraftAsked>,
    language: Language,
) -> Result<axum::Json<FormDraft>, Problem> {
    let (case, form) = at(path)?;
    may_fill_in(&app, &session, &case, &form, &asked.person, language).await?;
    let found = draft::Draft::find(&app, &session, case.as_str(), &asked.person, &form).await?;
    let draft = found.ok_or(Trouble::NotFound)?;
    Ok(axum::Json(FormDraft::of(&draft)))
}

/// Keep a draft
///
/// In place of the one that it names, so that no other is overwritten. Nothing of it is read by the Act, and nobody else sees it.
#[utoipa::path(
    put,
    path = "/api/v1/cases/{case}/forms/{form}/draft",
    tag = "forms",
    params(("case" = String, Path, description = "The case number."), ("form" = String, Path, description = "The form's key.")),
    request_body(content = ref("#/components/schemas/DraftGiven"), content_type = "application/json"),
    responses((status = 200, description = "Kept.", body = ref("#/components/schemas/FormDraft"), content_type = "application/json"))
)]
pub(crate) async fn keep_draft(
    State(app): State<App>,
    Asker(session): Asker,
    Path(path): Path<(String, String)>,
    language: Language,
    Json(given): Json<DraftGiven>,
) -> Result<axum::Json<FormDraft>, Problem> {
    let (case, form) = at(path)?;
    may_fill_in(&app, &session, &case, &form, &given.person, language).await?;
    let expected = given.draft.map_or(Expected::New, Expected::Version);
    let typed = (typed(given.fields), given.version);
    match draft::keep(&app, &session, case.as_str(), &given.person, &form, typed, expected).await? {
        Ok(kept) => Ok(axum::Json(FormDraft::of(&kept))),
        Err(_) => Err(Trouble::Conflict.into()),
    }
}

/// Throw a draft away
#[utoipa::path(
    delete,
    path = "/api/v1/cases/{case}/forms/{form}/draft",
    tag = "forms",
    params(("case" = String, Path, description = "The case number."), ("form" = String, Path, description = "The form's key."), DraftAsked),
    responses((status = 204, description = "There is none."))
)]
pub(crate) async fn drop_draft(
    State(app): State<App>,
    Asker(session): Asker,
    Path(path): Path<(String, String)>,
    Asked(asked): Asked<DraftAsked>,
) -> Result<Response, Problem> {
    let (case, form) = at(path)?;
    draft::forget(&app, &session, case.as_str(), &asked.person, &form).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
