//! Couplings over the API: the queue, a pair with both registers side by side, its decision, and what municipalities must mend.
//!
//! A pair has the address that its page has: the position of the fact that queued, proposed or coupled it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use casework::detections::DetectionKind;
use casework::fact::{MunicipalityErrorKind, ReasonCode};
use casework::office::{Answered, Inquirer, JudgeError, JudgeOnceError, Judging, Purpose};
use casework::questions::{
    DoubtedCouplings, ErrorSort, LatelyDecided, MunicipalityErrors, PairChoice, PairPage, PairQueue, PairSort, masked,
};
use casework::review::queue::{Choice, Part};
use casework::stewardship::{Judgement, StewardError};
use jiff::Timestamp;
use oversight::uncoupled::Cause;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::IntoParams;
use vocabulary::{CprNumber, MunicipalityCode};

use super::commands::{Answer, written};
use super::document::named;
use super::lists::page;
use super::problem::Problem;
use super::reading::{Asked, Asker, Sent, municipality};
use crate::app::{App, refusal};
use crate::frame::Trouble;
use crate::session::Session;

/// A part of the queue.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "PairPart")]
pub(crate) enum PartAsked {
    /// What waits for a first decision.
    #[default]
    Waiting,
    /// What was put aside.
    Parked,
    /// What others proposed and waits for the asker's approval.
    ToApprove,
    /// What waits for a second approval, whoever proposed it.
    Proposed,
    /// All of it.
    All,
}

/// The order of the pairs.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "PairSort")]
pub(crate) enum SortAsked {
    /// What asks least first, the candidates of one person beside each other.
    #[default]
    Working,
    /// By name.
    Name,
    /// What has waited longest first.
    Oldest,
    /// What came last first.
    Newest,
}

/// Which pairs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairsAsked {
    /// Which part of the queue.
    #[param(required = false, schema_with = named::<PartAsked>)]
    #[serde(default)]
    part: PartAsked,
    /// Only what was not coupled for this reason.
    #[param(required = false, schema_with = named::<CauseName>)]
    cause: Option<Cause>,
    /// Only of this municipality, by its code.
    #[param(required = false, schema_with = named::<MunicipalityCode>)]
    #[serde(default, deserialize_with = "municipality")]
    municipality: Option<MunicipalityCode>,
    /// In which order.
    #[param(required = false, schema_with = named::<SortAsked>)]
    #[serde(default)]
    sort: SortAsked,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// The queue of pairs
///
/// Pairs of the two registers that no rule may couple, for a data steward. CPR numbers are without their last four digits.
#[utoipa::path(
    get,
    path = "/api/v1/couplings",
    tag = "couplings",
    params(PairsAsked),
    responses((status = 200, description = "A page of the queue.", body = ref("#/components/schemas/Pairs"), content_type = "application/json"))
)]
pub(crate) async fn queue(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<PairsAsked>,
) -> Result<axum::Json<Value>, Problem> {
    let page = page(asked.page, asked.rows)?;
    let (part, not_proposed_by) = match asked.part {
        PartAsked::Waiting => (Part::Waiting, None),
        PartAsked::Parked => (Part::Parked, None),
        PartAsked::ToApprove => (Part::Proposed, Some(session.officer.id.clone())),
        PartAsked::Proposed => (Part::Proposed, None),
        PartAsked::All => (Part::All, None),
    };
    let sort = match asked.sort {
        SortAsked::Working => PairSort::Working,
        SortAsked::Name => PairSort::Name,
        SortAsked::Oldest => PairSort::Oldest,
        SortAsked::Newest => PairSort::Newest,
    };
    let choice = Choice { part, cause: asked.cause, municipality: asked.municipality, demand: None, not_proposed_by };
    let question = PairQueue { pairs: PairChoice { choice, sort }, page };
    let pairs = app.ask(&session, Purpose::Coupling, question).await?;
    masking(&pairs, false)
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageAsked {
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// What was decided lately
///
/// By data stewards, the newest first, each with whether it still stands and can be taken back.
#[utoipa::path(
    get,
    path = "/api/v1/couplings/decided",
    tag = "couplings",
    params(PageAsked),
    responses((status = 200, description = "A page of decisions.", body = ref("#/components/schemas/DecidedPairs"), content_type = "application/json"))
)]
pub(crate) async fn decided(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<PageAsked>,
) -> Result<axum::Json<Value>, Problem> {
    let question = LatelyDecided { page: page(asked.page, asked.rows)? };
    masking(&app.ask(&session, Purpose::Coupling, question).await?, false)
}

/// Couplings in doubt
///
/// Those that the registers have come to contradict.
#[utoipa::path(
    get,
    path = "/api/v1/couplings/doubted",
    tag = "couplings",
    params(PageAsked),
    responses((status = 200, description = "A page of couplings.", body = ref("#/components/schemas/DoubtedPairs"), content_type = "application/json"))
)]
pub(crate) async fn doubted(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<PageAsked>,
) -> Result<axum::Json<Value>, Problem> {
    let question = DoubtedCouplings { page: page(asked.page, asked.rows)? };
    masking(&app.ask(&session, Purpose::Coupling, question).await?, false)
}

/// What is wanted of a pair.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairAsked {
    /// Whether the whole CPR numbers are wanted; that they were shown stands in the read log.
    #[param(required = false)]
    #[serde(default)]
    whole_cpr_numbers: bool,
}

/// A pair
///
/// Both registers side by side, risks, weight, other candidates, and how the pair stands. `version` is what a decision names.
#[utoipa::path(
    get,
    path = "/api/v1/couplings/{position}",
    tag = "couplings",
    params(("position" = u64, Path, description = "The pair's address."), PairAsked),
    responses((status = 200, description = "The pair.", body = ref("#/components/schemas/PairSeen"), content_type = "application/json"))
)]
pub(crate) async fn pair(
    State(app): State<App>,
    Asker(session): Asker,
    Path(position): Path<String>,
    Asked(asked): Asked<PairAsked>,
) -> Result<axum::Json<Value>, Problem> {
    let pair = pair_at(&app, &session, &position).await?;
    let question = PairPage { pair, among: PairChoice::default(), whole_cpr_numbers: asked.whole_cpr_numbers };
    let seen = app.ask(&session, Purpose::Coupling, question).await?.map_err(Trouble::broken)?;
    masking(&seen, asked.whole_cpr_numbers)
}

/// The pair at an address, for whoever may see pairs at all.
async fn pair_at(app: &App, session: &Session, position: &str) -> Result<casework::fact::Pair, Problem> {
    if !session.officer.role.may(casework::access::Action::ReadCouplings) {
        return Err(Trouble::Forbidden.into());
    }
    // The journal counts in 63 bits.
    let position = position.parse::<i64>().ok().and_then(|position| u64::try_from(position).ok());
    let position = position.ok_or(Trouble::NotFound)?;
    let found = app.blocking(move |app| app.office().pair_fact(position).map_err(Trouble::broken)).await?;
    Ok(found.ok_or(Trouble::NotFound)?.pair)
}

/// What is decided of a pair.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Judgement")]
pub(crate) enum JudgementAsked {
    /// The two are one person. A risky pair is only proposed by this, and another data steward approves.
    Confirm,
    /// They are not; `code` says why.
    Reject,
    /// Not now.
    Park,
    /// Now after all.
    Unpark,
    /// Another's proposal is right.
    Approve,
    /// Another's proposal is not.
    Decline,
    /// One's own proposal is taken back.
    Withdraw,
    /// A coupling is undone and the two are not one person.
    Undo,
    /// A coupling is undone and the pair waits again.
    UndoAndQueue,
    /// A rejection or an undoing is taken back.
    TakeBack,
    /// A note.
    Note,
}

/// A decision on a pair.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deciding {
    /// What is decided.
    judgement: JudgementAsked,
    /// Why, by code: asked for by `reject`, allowed by `park`.
    code: Option<ReasonCode>,
    /// Why, in words.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    reason: String,
}

/// A decision that stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecidedAt {
    /// Where in the journal it stands.
    position: u64,
}

/// Longest reason, in characters.
const REASON_CHARACTERS_MAX: usize = 2_000;

fn judgement(asked: &Deciding) -> Result<Judgement, Problem> {
    Ok(match asked.judgement {
        JudgementAsked::Reject => {
            let code = asked.code.ok_or_else(|| Problem::field("code", "problem-missing", ""))?;
            return Ok(Judgement::Reject(code));
        }
        JudgementAsked::Park => return Ok(Judgement::Park(asked.code)),
        _ if asked.code.is_some() => return Err(Problem::field("code", "problem-wrong-value", "reject | park")),
        JudgementAsked::Confirm => Judgement::Confirm,
        JudgementAsked::Unpark => Judgement::Unpark,
        JudgementAsked::Approve => Judgement::Approve,
        JudgementAsked::Decline => Judgement::Decline,
        JudgementAsked::Withdraw => Judgement::Withdraw,
        JudgementAsked::Undo => Judgement::Undo,
        JudgementAsked::UndoAndQueue => Judgement::UndoAndQueue,
        JudgementAsked::TakeBack => Judgement::TakeBack,
        JudgementAsked::Note => Judgement::Note,
    })
}

/// Decide a pair
///
/// Confirm, reject, park, approve, undo, or take one of these back. `If-Match` names the `version` of the pair that was looked at, in
/// quotation marks.
#[utoipa::path(
    post,
    path = "/api/v1/couplings/{position}/decisions",
    tag = "couplings",
    params(
        ("position" = u64, Path, description = "The pair's address."),
        ("If-Match" = String, Header, description = "The version that was looked at, in quotation marks."),
        ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
    ),
    request_body(content = ref("#/components/schemas/Deciding"), content_type = "application/json"),
    responses((status = 201, description = "Decided.", body = ref("#/components/schemas/DecidedAt"), content_type = "application/json"))
)]
pub(crate) async fn decide(
    State(app): State<App>,
    Path(position): Path<String>,
    sent: Sent<Deciding>,
) -> Result<Response, Problem> {
    let seen_at = sent.version()?;
    let judgement = judgement(&sent.body)?;
    let Sent { session, body: Deciding { reason, .. }, once, .. } = sent;
    if reason.chars().count() > REASON_CHARACTERS_MAX {
        return Err(Problem::field("reason", "problem-too-long", REASON_CHARACTERS_MAX.to_string()));
    }
    let pair = pair_at(&app, &session, &position).await?;
    let judging = Judging { pair, judgement, reason, seen_at };
    let officer = Arc::clone(&session.officer);
    let done = app.blocking(move |app| {
        let inquirer = Inquirer { officer: &officer, purpose: Purpose::Coupling };
        let now = Timestamp::now();
        Ok(match once {
            Some(once) => app.office().judge_once(inquirer, &judging, &once, now, told_of),
            None => match app.office().judge(inquirer, &judging, now) {
                Ok(position) => Ok(Answered { answer: told_of(position), is_repeated: false }),
                Err(error) => Err(error.into()),
            },
        })
    });
    written(&done.await?.map_err(not_decided)?)
}

fn told_of(position: u64) -> String {
    let body = serde_json::to_value(DecidedAt { position }).expect("a number");
    serde_json::to_string(&Answer { status: 201, location: None, body }).expect("an answer is plain data")
}

fn not_decided(error: JudgeOnceError) -> Problem {
    match error {
        JudgeOnceError::Command(error) => error.into(),
        JudgeOnceError::Judge(JudgeError::Refused(refused)) => refusal(&refused).into(),
        JudgeOnceError::Judge(JudgeError::Steward(StewardError::Meanwhile(meanwhile))) => {
            let change = casework::office::Change {
                position: meanwhile.position,
                at: meanwhile.recorded_at,
                by: meanwhile.by,
                kind: meanwhile.kind,
            };
            let meanwhile = casework::office::Meanwhile { subject: String::new(), changes: vec![change] };
            Problem::VersionStale(Some(Box::new(meanwhile)))
        }
        JudgeOnceError::Judge(JudgeError::Steward(error @ (StewardError::Journal(_) | StewardError::Coupling(_)))) => {
            Trouble::broken(error).into()
        }
        JudgeOnceError::Judge(JudgeError::Steward(StewardError::Unfounded | StewardError::ReasonNeeded { .. })) => {
            Problem::field("reason", "problem-missing", "")
        }
        // The sentence may name who or what stands in the way by CPR number, so only that it does is told.
        JudgeOnceError::Judge(JudgeError::Steward(_)) => {
            Problem::field("judgement", "problem-wrong-value", "the pair does not stand so")
        }
        JudgeOnceError::Judge(error) => Trouble::broken(error).into(),
    }
}

/// The order of errors.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "MunicipalityErrorSort")]
pub(crate) enum ErrorSortAsked {
    /// The earliest deadline first.
    #[default]
    Deadline,
    /// The latest deadline first.
    DeadlineLast,
    /// By municipality.
    Municipality,
    /// By kind.
    What,
}

/// Which errors.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErrorsAsked {
    /// Only this municipality's, by its code; a municipality's own officer sees no other.
    #[param(required = false, schema_with = named::<MunicipalityCode>)]
    #[serde(default, deserialize_with = "municipality")]
    municipality: Option<MunicipalityCode>,
    /// Only of this kind.
    #[param(required = false, schema_with = named::<MunicipalityErrorKind>)]
    what: Option<MunicipalityErrorKind>,
    /// Only those whose deadline is over.
    #[param(required = false)]
    #[serde(default)]
    overdue: bool,
    /// In which order.
    #[param(required = false, schema_with = named::<ErrorSortAsked>)]
    #[serde(default)]
    sort: ErrorSortAsked,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// What municipalities must mend
///
/// Registrations in CPR without a person-id, or with a wrong one.
#[utoipa::path(
    get,
    path = "/api/v1/municipality-errors",
    tag = "couplings",
    params(ErrorsAsked),
    responses((status = 200, description = "A page of errors.", body = ref("#/components/schemas/Errors"), content_type = "application/json"))
)]
pub(crate) async fn municipality_errors(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<ErrorsAsked>,
) -> Result<axum::Json<casework::questions::Errors>, Problem> {
    let sort = match asked.sort {
        ErrorSortAsked::Deadline => ErrorSort::Deadline,
        ErrorSortAsked::DeadlineLast => ErrorSort::DeadlineLast,
        ErrorSortAsked::Municipality => ErrorSort::Municipality,
        ErrorSortAsked::What => ErrorSort::What,
    };
    let question = MunicipalityErrors {
        municipality: asked.municipality,
        what: asked.what,
        overdue: asked.overdue,
        sort,
        page: page(asked.page, asked.rows)?,
    };
    Ok(axum::Json(app.ask(&session, Purpose::Coupling, question).await?))
}

/// Which findings.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindingsAsked {
    /// Only of this kind.
    #[param(required = false, schema_with = named::<DetectionKind>)]
    what: Option<DetectionKind>,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 1_000_000, default = 1)]
    page: Option<usize>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 25)]
    rows: Option<usize>,
}

/// What the last night found
///
/// Numbers and records in the registers that cannot be right, and whom they are about. Nothing of it is acted upon.
#[utoipa::path(
    get,
    path = "/api/v1/detections",
    tag = "couplings",
    params(FindingsAsked),
    responses((status = 200, description = "A page of findings.", body = ref("#/components/schemas/FindingsSeen"), content_type = "application/json"))
)]
pub(crate) async fn detections(
    State(app): State<App>,
    Asker(session): Asker,
    Asked(asked): Asked<FindingsAsked>,
) -> Result<axum::Json<casework::questions::FindingsSeen>, Problem> {
    Ok(axum::Json(app.findings(&session, asked.what, page(asked.page, asked.rows)?).await?))
}

/// The answer as JSON, every CPR number in it without its last four digits unless the whole ones were asked for: that they are shown must
/// stand in the read log.
fn masking(answer: &impl Serialize, whole: bool) -> Result<axum::Json<Value>, Problem> {
    let mut json = serde_json::to_value(answer).map_err(Trouble::broken)?;
    if !whole {
        mask(&mut json);
    }
    Ok(axum::Json(json))
}

fn mask(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "cpr_number").and_then(|text| CprNumber::parse(text).ok()) {
                    Some(number) => *value = masked(number).into(),
                    None => mask(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mask),
        _ => {}
    }
}

/// Why a pair is not coupled, by name.
pub(crate) struct CauseName;

impl JsonSchema for CauseName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cause".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<Value> = Cause::ALL.iter().filter_map(|cause| serde_json::to_value(cause).ok()).collect();
        schemars::json_schema!({ "type": "string", "enum": names, "description": "Why a permit is not coupled." })
    }
}
