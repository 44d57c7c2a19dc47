//! The officer's day, the work list, the cases, and finding persons.

use axum::extract::State;
use casework::office::Purpose;
use casework::questions::{
    AddressOf, AddressSeen, AssignedTo, CaseList, Cases, Day, Find, Having, Hits, MyDay, Page, Pair, Reason, Rows,
    Timing, WorkFilter, WorkKind, WorkList, WorkRow, WorkSort,
};
use schemars::JsonSchema;
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::MunicipalityCode;

use super::document::named;
use super::problem::Problem;
use super::reading::{Asked, Asker, Json, municipality};
use crate::app::App;

/// Longest text looked for, in characters.
const TEXT_CHARACTERS_MAX: usize = 200;

/// The last page that can be asked for; no list is as long.
const PAGE_MAX: usize = 1_000_000;

/// Which page of a list.
pub(super) fn page(number: Option<usize>, rows: Option<usize>) -> Result<Page, Problem> {
    let first = Page::default();
    let page = Page { number: number.unwrap_or(first.number), rows: rows.unwrap_or(first.rows) };
    if !(1..=PAGE_MAX).contains(&page.number) {
        return Err(Problem::field("page", "problem-wrong-value", format!("1–{PAGE_MAX}")));
    }
    if !(1..=Page::ROWS_MAX).contains(&page.rows) {
        return Err(Problem::field("rows", "problem-wrong-value", format!("1–{}", Page::ROWS_MAX)));
    }
    Ok(page)
}

fn short(field: &str, text: &str) -> Result<(), Problem> {
    if text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Problem::field(field, "problem-too-long", TEXT_CHARACTERS_MAX.to_string()));
    }
    Ok(())
}

fn assigned_to(text: Option<String>) -> AssignedTo {
    match text {
        None => AssignedTo::Anybody,
        Some(word) if word == "me" => AssignedTo::Me,
        Some(word) if word == "nobody" => AssignedTo::Nobody,
        Some(id) => AssignedTo::Officer(id),
    }
}

/// What the officer's day looks like.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DayAsked {
    /// Only cases that the officer works on.
    #[param(required = false)]
    #[serde(default)]
    own: bool,
    /// Rows in the list.
    #[param(minimum = 1, maximum = 200, default = 20)]
    rows: Option<usize>,
}

/// My day
///
/// What is overdue, what is due within seven days, what is new, and the most urgent duties.
#[utoipa::path(
    get,
    path = "/api/v1/my-day",
    tag = "work",
    params(DayAsked),
    responses((status = 200, description = "The day.", body = ref("#/components/schemas/Day"), content_type = "application/json"))
)]
pub(crate) async fn my_day(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<DayAsked>,
) -> Result<axum::Json<Day>, Problem> {
    let rows = page(None, Some(asked.rows.unwrap_or(20)))?.rows;
    Ok(axum::Json(app.ask(&session, Purpose::Planning, MyDay { own: asked.own, rows }).await?))
}

/// Which rows of the work list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct WorkAsked {
    /// Duties, facts to ask for, or judgements.
    #[param(required = false, schema_with = named::<WorkKind>)]
    #[serde(default)]
    kind: WorkKind,
    /// How they stand to their dates.
    #[param(required = false, schema_with = named::<Timing>)]
    #[serde(default)]
    timing: Timing,
    /// Only this duty, fact or judgement, by its key.
    what: Option<String>,
    /// Who works on the case: `me`, `nobody`, or an officer's id.
    assigned: Option<String>,
    /// Only this municipality's, by its code.
    #[param(required = false, schema_with = named::<MunicipalityCode>)]
    #[serde(default, deserialize_with = "municipality")]
    municipality: Option<MunicipalityCode>,
    /// Only cases and persons whose number or name holds this.
    #[param(max_length = 200)]
    text: Option<String>,
    /// In which order.
    #[param(required = false, schema_with = named::<WorkSort>)]
    #[serde(default)]
    sort: WorkSort,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// The work list
///
/// Duties, facts to ask for and judgements of every case that the asker works with or oversees.
#[utoipa::path(
    get,
    path = "/api/v1/work",
    tag = "work",
    params(WorkAsked),
    responses((status = 200, description = "A page of rows.", body = ref("#/components/schemas/WorkRows"), content_type = "application/json"))
)]
pub(crate) async fn work(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<WorkAsked>,
) -> Result<axum::Json<Rows<WorkRow>>, Problem> {
    let page = page(asked.page, asked.rows)?;
    short("text", asked.text.as_deref().unwrap_or_default())?;
    let filter = WorkFilter {
        kind: asked.kind,
        timing: asked.timing,
        what: asked.what,
        assigned: assigned_to(asked.assigned),
        municipality: asked.municipality,
        text: asked.text,
    };
    Ok(axum::Json(app.ask(&session, Purpose::Planning, WorkList { filter, sort: asked.sort, page }).await?))
}

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CasesAsked {
    /// Only persons in a programme who have this, or lack it: see `has`.
    #[param(required = false, schema_with = named::<Pair>)]
    pair: Option<Pair>,
    /// Whether they have it; without `pair` it says nothing.
    #[param(required = false, default = true)]
    #[serde(default = "yes")]
    has: bool,
    /// Who works on the case: `me`, `nobody`, or an officer's id.
    assigned: Option<String>,
    /// Only this municipality's, by its code.
    #[param(required = false, schema_with = named::<MunicipalityCode>)]
    #[serde(default, deserialize_with = "municipality")]
    municipality: Option<MunicipalityCode>,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// Cases
///
/// With or without contract, goal, follow-up and referral to Danish education.
#[utoipa::path(
    get,
    path = "/api/v1/cases",
    tag = "cases",
    params(CasesAsked),
    responses((status = 200, description = "A page of cases.", body = ref("#/components/schemas/Cases"), content_type = "application/json"))
)]
pub(crate) async fn cases(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<CasesAsked>,
) -> Result<axum::Json<Cases>, Problem> {
    let list = CaseList {
        having: asked.pair.map(|pair| Having { pair, with: asked.has }),
        assigned: assigned_to(asked.assigned),
        municipality: asked.municipality,
        page: page(asked.page, asked.rows)?,
    };
    Ok(axum::Json(app.ask(&session, Purpose::Planning, list).await?))
}

/// Whom somebody looks for. It is a body and no address, since addresses are kept in logs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    /// A CPR number, a person-id, a case number, a name with or without a day of birth.
    #[schemars(length(max = 200))]
    typed: String,
    /// Most persons that are wanted.
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 200))]
    most: usize,
}

fn yes() -> bool {
    true
}

fn twenty() -> usize {
    20
}

/// Find persons
///
/// What is not there and what is not for the asker is answered alike.
#[utoipa::path(
    post,
    path = "/api/v1/find",
    tag = "cases",
    request_body(content = ref("#/components/schemas/Finding"), content_type = "application/json"),
    responses((status = 200, description = "Who fits.", body = ref("#/components/schemas/Hits"), content_type = "application/json"))
)]
pub(crate) async fn find(
    State(app): State<App>,
    Asker(session): Asker,
    Json(asked): Json<Finding>,
) -> Result<axum::Json<Hits>, Problem> {
    short("typed", &asked.typed)?;
    if !(1..=Page::ROWS_MAX).contains(&asked.most) {
        return Err(Problem::field("most", "problem-wrong-value", format!("1–{}", Page::ROWS_MAX)));
    }
    let asked = Find { typed: asked.typed, most: asked.most };
    Ok(axum::Json(app.ask(&session, Purpose::LookingUp, asked).await?))
}

/// Whose address is asked for. It is a body and no address, since the reason belongs in no log but the read log.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddressAsked {
    /// The person-id.
    person: String,
    /// Why the address must be seen although it is protected; without it a protected one is not shown.
    #[schemars(length(min = 10, max = 200))]
    reason: Option<String>,
}

/// Where a person lives
///
/// For those who read no case. A protected address is shown for a reason only, and the reason stands in the read log.
#[utoipa::path(
    post,
    path = "/api/v1/addresses",
    tag = "cases",
    request_body(content = ref("#/components/schemas/AddressAsked"), content_type = "application/json"),
    responses((status = 200, description = "The address.", body = ref("#/components/schemas/AddressSeen"), content_type = "application/json"))
)]
pub(crate) async fn address(
    State(app): State<App>,
    Asker(session): Asker,
    Json(asked): Json<AddressAsked>,
) -> Result<axum::Json<AddressSeen>, Problem> {
    let reason = asked.reason.as_deref().map(Reason::parse).transpose();
    let reason = reason.map_err(|problem| Problem::Invalid(vec![problem]))?;
    let question = AddressOf { person: asked.person, reason };
    Ok(axum::Json(app.ask(&session, Purpose::LookingUp, question).await?))
}
