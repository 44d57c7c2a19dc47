//! Oversight: what became of every duty, the cases behind each figure, the questions of the audit, idle time, late entry, with and without.

use axum::extract::State;
use casework::questions::{
    AuditAnswers, AuditQuestions, Compliance, ComplianceCases, ComplianceFigures, ComplianceRow, EntryFigures, Figure,
    FigureSort, IdleFigures, IdleTime, LateEntry, Rows, WithAndWithout, WithAndWithoutFigures,
};
use jiff::ToSpan;
use jiff::civil::Date;
use law::duty::DutyNumber;
use oversight::compliance::figures::{BearerGroup, Scope};
use oversight::compliance::{GroundGroup, Outcome};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::MunicipalityCode;

use super::document::named;
use super::lists::page;
use super::problem::Problem;
use super::reading::{Asked, AskedBoth, Asker, municipality};
use crate::app::App;
use crate::role_words;

/// Which duties are counted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScopeAsked {
    /// The first day of the period; a year before its last without one.
    #[param(value_type = Option<String>, format = "date")]
    from: Option<Date>,
    /// The last day of the period; the day of the figures without one.
    #[param(value_type = Option<String>, format = "date")]
    to: Option<Date>,
    /// Only this municipality's, by its code; an officer of a municipality has no other.
    #[param(required = false, schema_with = named::<MunicipalityCode>)]
    #[serde(default, deserialize_with = "municipality")]
    municipality: Option<MunicipalityCode>,
    /// Only persons who stay on this ground.
    #[param(required = false, schema_with = named::<GroundGroup>)]
    ground: Option<GroundGroup>,
    /// Only duties of these.
    #[param(required = false, schema_with = named::<BearerGroup>)]
    bearer: Option<BearerGroup>,
    /// Only this duty, by its name.
    duty: Option<String>,
}

fn scope(app: &App, asked: &ScopeAsked) -> Result<Scope, Problem> {
    let to = asked.to.unwrap_or_else(|| app.office().day());
    let a_year_before = to.saturating_sub(1.years());
    let from = asked.from.unwrap_or_else(|| a_year_before.tomorrow().unwrap_or(a_year_before));
    if from > to {
        return Err(Problem::field("from", "problem-wrong-value", format!("-{to}")));
    }
    let duty = match asked.duty.as_deref() {
        Some(name) => {
            let duty = DutyNumber::named(name);
            Some(duty.ok_or_else(|| Problem::field("duty", "problem-no-such", name))?)
        }
        None => None,
    };
    Ok(Scope {
        municipality: asked.municipality,
        ground: asked.ground,
        bearer: asked.bearer,
        duty,
        ..Scope::over(from, to)
    })
}

/// How the Act is kept
///
/// What became of every duty of the Act, counted over everybody: by provision, municipality, ground and month.
#[utoipa::path(
    get,
    path = "/api/v1/compliance",
    tag = "oversight",
    params(ScopeAsked),
    responses((status = 200, description = "The figures.", body = ref("#/components/schemas/ComplianceFigures"), content_type = "application/json"))
)]
pub(crate) async fn compliance(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<ScopeAsked>,
) -> Result<axum::Json<ComplianceFigures>, Problem> {
    let scope = scope(&app, &asked)?;
    let purpose = role_words::purpose(session.officer.role);
    Ok(axum::Json(app.ask(&session, purpose, Compliance { scope }).await?))
}

/// Which of the duties that are counted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct BehindAsked {
    /// Only duties that stand so.
    #[param(required = false, schema_with = named::<Outcome>)]
    outcome: Option<Outcome>,
    /// In which order.
    #[param(required = false, schema_with = named::<FigureSort>)]
    #[serde(default)]
    sort: FigureSort,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// The cases behind a figure
///
/// The same duties that the figure counts, one by one, of the cases that the asker may read.
#[utoipa::path(
    get,
    path = "/api/v1/compliance/cases",
    operation_id = "compliance_cases",
    tag = "oversight",
    params(ScopeAsked, BehindAsked),
    responses((status = 200, description = "A page of duties.", body = ref("#/components/schemas/ComplianceRows"), content_type = "application/json"))
)]
pub(crate) async fn cases(
    State(app): State<App>,
    Asker(session): Asker,
    AskedBoth(asked, BehindAsked { outcome, sort, page: number, rows }): AskedBoth<ScopeAsked, BehindAsked>,
) -> Result<axum::Json<Rows<ComplianceRow>>, Problem> {
    let page = page(number, rows)?;
    let scope = scope(&app, &asked)?;
    let purpose = role_words::purpose(session.officer.role);
    let asked = ComplianceCases { scope, figure: Figure::Duties(outcome), sort, page };
    Ok(axum::Json(app.ask(&session, purpose, asked).await?))
}

/// The questions of the audit
///
/// What the audit of 2015 asked of a sample, answered over everybody, with what was found then.
#[utoipa::path(
    get,
    path = "/api/v1/compliance/audit",
    tag = "oversight",
    params(ScopeAsked),
    responses((status = 200, description = "The answers.", body = ref("#/components/schemas/AuditAnswers"), content_type = "application/json"))
)]
pub(crate) async fn audit(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<ScopeAsked>,
) -> Result<axum::Json<AuditAnswers>, Problem> {
    let scope = scope(&app, &asked)?;
    let purpose = role_words::purpose(session.officer.role);
    Ok(axum::Json(app.ask(&session, purpose, AuditQuestions { scope }).await?))
}

/// Which municipality's cases.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfMunicipality {
    /// Only this municipality's, by its code; an officer of a municipality has no other.
    #[param(required = false, schema_with = named::<MunicipalityCode>)]
    #[serde(default, deserialize_with = "municipality")]
    municipality: Option<MunicipalityCode>,
}

/// Idle time
///
/// On how many days cases waited, and for whom.
#[utoipa::path(
    get,
    path = "/api/v1/compliance/idle-time",
    tag = "oversight",
    params(OfMunicipality),
    responses((status = 200, description = "The figures.", body = ref("#/components/schemas/IdleFigures"), content_type = "application/json"))
)]
pub(crate) async fn idle_time(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<OfMunicipality>,
) -> Result<axum::Json<IdleFigures>, Problem> {
    let purpose = role_words::purpose(session.officer.role);
    Ok(axum::Json(app.ask(&session, purpose, IdleTime { municipality: asked.municipality }).await?))
}

/// Late entry
///
/// How many days after something happened it was recorded.
#[utoipa::path(
    get,
    path = "/api/v1/compliance/late-entry",
    tag = "oversight",
    params(OfMunicipality),
    responses((status = 200, description = "The figures.", body = ref("#/components/schemas/EntryFigures"), content_type = "application/json"))
)]
pub(crate) async fn late_entry(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<OfMunicipality>,
) -> Result<axum::Json<EntryFigures>, Problem> {
    let purpose = role_words::purpose(session.officer.role);
    Ok(axum::Json(app.ask(&session, purpose, LateEntry { municipality: asked.municipality }).await?))
}

/// With and without
///
/// Persons in a programme with and without contract, goal, follow-up and referral to Danish education, by municipality.
#[utoipa::path(
    get,
    path = "/api/v1/compliance/with-and-without",
    tag = "oversight",
    responses((status = 200, description = "The figures.", body = ref("#/components/schemas/WithAndWithoutFigures"), content_type = "application/json"))
)]
pub(crate) async fn with_and_without(
    State(app): State<App>,
    Asker(session): Asker,
) -> Result<axum::Json<WithAndWithoutFigures>, Problem> {
    let purpose = role_words::purpose(session.officer.role);
    Ok(axum::Json(app.ask(&session, purpose, WithAndWithout).await?))
}
