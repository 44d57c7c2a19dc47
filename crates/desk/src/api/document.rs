//! The OpenAPI document: paths from the handlers, schemas from the types that are written and read.
//!
//! The types of the rooms above describe themselves by JSON Schema, which is the schema language of OpenAPI 3.1; a handler names one by
//! `ref("#/components/schemas/NAME")`, and a test follows every such name.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
use casework::commands::Preview;
use casework::fact::MunicipalityErrorKind;
use casework::questions::{
    AddressSeen, AuditAnswers, CaseSeen, Cases, ComplianceFigures, ComplianceRow, Consequences, Day, EntryFigures,
    Errors, FigureSort, FindingsSeen, HandOverSeen, Hits, IdleFigures, LineGroup, LineSort, Pair, Rows, SampleCaseSeen,
    Timing, WithAndWithoutFigures, WorkKind, WorkRow, WorkSort,
};
use casework::supervision::{CallInPreview, DecisionsOf, OwedSeen, Summary, UndertakingSeen};
use oversight::audit::Point;
use oversight::availability::{Review, Wanted};
use oversight::compliance::figures::BearerGroup;
use oversight::compliance::{GroundGroup, Outcome};
use oversight::danish_education::{Report, Standing};
use oversight::ledger::Ledger;
use oversight::processors::Processor;
use oversight::undertakings::Undertaking;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, SecurityRequirement,
};
use vocabulary::MunicipalityCode;

use super::supervision::areas;
use super::{case, commands, couplings, forms, goals, letters, lists, nights, problem, samples, session, supervision};
use crate::session::COOKIE;

/// Has a generator describe types, with everything that they are made of.
macro_rules! describe {
    ($generator:expr, $($what:ty),+) => { $( $generator.subschema_for::<$what>(); )+ };
}

/// The document, as it is served and kept in `crates/desk/openapi.json`.
pub fn openapi() -> &'static str {
    &DOCUMENT
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut text = serde_json::to_string_pretty(&document()).expect("a document is plain data");
    text.push('\n');
    text
});

/// The document for whoever asks.
pub(super) async fn serve() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], openapi())
}

/// The name of a type's schema, for a parameter.
pub(super) fn named<T: JsonSchema>() -> Ref {
    Ref::from_schema_name(T::schema_name())
}

/// What the document says of the whole.
pub(super) fn head() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Ankomst")
        .version("1")
        .description(Some(
            "What the desk shows and does, for programs. Access and the read log are those of the pages.",
        ))
        .license(Some(LicenseBuilder::new().name("EUPL-1.2").identifier(Some("EUPL-1.2")).build()))
        .build();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE)));
    OpenApiBuilder::new()
        .info(info)
        .components(Some(ComponentsBuilder::new().security_scheme("session", cookie).build()))
        .security(Some([SecurityRequirement::new("session", Vec::<String>::new())]))
        .build()
}

fn document() -> Value {
    let (_, openapi) = super::documented().split_for_parts();
    let mut document = serde_json::to_value(openapi).expect("a document is plain data");
    document["components"]["schemas"] = Value::Object(schemas());
    let operations = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for operation in operations.filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        if let Some(body) = operation.get_mut("requestBody") {
            body["required"] = true.into();
        }
        operation["responses"]["default"] = json!({
            "description": "A problem (RFC 9457): why it was not answered as asked.",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemDetails" } } },
        });
    }
    document
}

/// What oversight answers.
fn oversight_answers(answers: &mut SchemaGenerator) {
    describe!(
        answers,
        ComplianceFigures,
        Rows<ComplianceRow>,
        AuditAnswers,
        IdleFigures,
        EntryFigures,
        WithAndWithoutFigures
    );
}

/// What goals plans and samples answer.
fn goals_answers(answers: &mut SchemaGenerator) {
    describe!(
        answers,
        goals::plans::GoalsPlansSeen,
        goals::plans::GoalsPlanSeen,
        goals::status::PlanStatusSeen,
        goals::status::GoalSeen,
        goals::status::ForecastsSeen,
        goals::cases::FigureCasesSeen,
        goals::cases::ExplainedSeen,
        goals::frozen::FrozenFigures,
        goals::frozen::FrozenSeen,
        goals::frozen::ComparisonSeen,
        goals::frozen::Frozen,
        goals::records::RecordsSeen,
        goals::records::Stored,
        goals::versions::PlanChecked,
        goals::reports::GoalsReportSeen,
        goals::reports::ReportKept,
        samples::SamplesSeen,
        samples::SampleOpened,
        SampleCaseSeen,
        samples::SampleBegun,
        samples::Judging
    );
}

/// What supervision answers.
fn supervision_answers(answers: &mut SchemaGenerator) {
    describe!(
        answers,
        Summary,
        supervision::LinkedFiguresSeen,
        OwedSeen,
        CallInPreview,
        supervision::ProcessorOverviewSeen,
        supervision::EvidenceSeen,
        DecisionsOf,
        areas::Lines<areas::ThingLine<Report>>,
        areas::Lines<areas::ThingLine<Point>>,
        areas::Lines<areas::ReviewLine>,
        areas::Lines<areas::ThingLine<Processor>>,
        areas::Lines<areas::ThingLine<Undertaking>>,
        areas::ThingOpened<'_, Report, areas::ReportStands>,
        areas::ThingOpened<'_, Point, areas::PointStands>,
        areas::ThingOpened<'_, Review, areas::ReviewStands>,
        areas::ThingOpened<'_, Processor, areas::ProcessorStands>,
        areas::ThingOpened<'_, Undertaking, UndertakingSeen>,
        areas::StepTaken
    );
}

/// What is sent to goals plans, samples and supervision.
fn oversight_requests(requests: &mut SchemaGenerator) {
    describe!(
        requests,
        LineGroup,
        LineSort,
        goals::frozen::FigureToFreeze,
        goals::records::RecordGiven,
        goals::records::RecordWithdrawal,
        goals::versions::PlanToCheck,
        goals::versions::PlanVersion,
        goals::reports::ReportTextsGiven,
        samples::SampleWanted,
        samples::CaseJudgement,
        samples::CaseSettlement,
        Standing,
        supervision::CallIn,
        areas::StepGiven<<Report as Ledger>::Step>,
        areas::StepGiven<<Point as Ledger>::Step>,
        areas::StepGiven<<Review as Ledger>::Step>,
        areas::StepGiven<<Processor as Ledger>::Step>,
        areas::StepGiven<<Undertaking as Ledger>::Step>,
        Wanted
    );
}

/// The schemas of everything that is sent and answered.
#[expect(clippy::too_many_lines, reason = "a list of types, one a line")]
fn schemas() -> Map<String, Value> {
    let mut answers = generator(SchemaSettings::draft2020_12().for_serialize());
    describe!(
        answers,
        session::Me,
        Day,
        Rows<WorkRow>,
        Cases,
        Hits,
        CaseSeen,
        case::AccessLog,
        commands::Done,
        Consequences,
        Preview,
        Errors,
        FindingsSeen,
        HandOverSeen,
        couplings::DecidedAt,
        nights::Nights,
        nights::Health,
        problem::ProblemDetails,
        AddressSeen,
        forms::FormsOffered,
        forms::FormOpened,
        forms::FormEffects,
        forms::FormDraft,
        letters::LettersSeen,
        letters::LetterPreview,
        letters::LetterSent
    );
    oversight_answers(&mut answers);
    goals_answers(&mut answers);
    supervision_answers(&mut answers);
    let mut requests = generator(SchemaSettings::draft2020_12().for_deserialize());
    describe!(
        requests,
        session::Entering,
        lists::Finding,
        lists::AddressAsked,
        forms::Filled,
        forms::DraftGiven,
        letters::LetterGiven,
        letters::LetterToSend,
        commands::Facts,
        commands::Withdrawal,
        commands::NoteGiven,
        commands::Opening,
        commands::Assigning,
        couplings::Deciding,
        couplings::PartAsked,
        couplings::SortAsked,
        couplings::ErrorSortAsked,
        couplings::CauseName,
        MunicipalityErrorKind,
        WorkKind,
        Timing,
        WorkSort,
        Pair,
        FigureSort,
        GroundGroup,
        BearerGroup,
        Outcome,
        MunicipalityCode
    );
    oversight_requests(&mut requests);
    let mut schemas = requests.take_definitions(true);
    schemas.extend(answers.take_definitions(true));
    schemas.insert(
        "CaseFile".to_owned(),
        json!({
            "type": "object",
            "description": "A case file, as docs/case-file.md and schemas/ describe it.",
            "required": ["case", "persons", "facts"],
            "properties": {
                "case": { "$ref": "#/components/schemas/CaseNumber" },
                "persons": { "type": "array", "items": { "type": "object" } },
                "facts": { "type": "array", "items": { "type": "object", "required": ["fact"] } },
            },
        }),
    );
    schemas.insert(
        "Pairs".to_owned(),
        json!({
            "type": "object",
            "description": "A page of the queue.",
            "required": ["rows", "found", "of", "parts"],
            "properties": {
                "rows": {
                    "type": "array",
                    "items": { "type": "object", "required": ["position", "name", "pair", "risks", "parked"] },
                },
                "found": { "type": "integer", "minimum": 0 },
                "of": { "type": "integer", "minimum": 0 },
            },
        }),
    );
    for (name, what) in [("DecidedPairs", "A page of decisions."), ("DoubtedPairs", "A page of couplings in doubt.")] {
        let schema = json!({
            "type": "object",
            "description": what,
            "required": ["rows", "found"],
            "properties": {
                "rows": { "type": "array", "items": { "type": "object", "required": ["position", "name", "pair"] } },
                "found": { "type": "integer", "minimum": 0 },
            },
        });
        schemas.insert(name.to_owned(), schema);
    }
    schemas.insert(
        "PairSeen".to_owned(),
        json!({
            "type": "object",
            "description": "A pair as a data steward decides it.",
            "required": ["version", "pair", "name", "comparison", "risks", "demand", "standing"],
            "properties": {
                "version": { "type": "integer", "minimum": 0, "description": "What a decision names in If-Match." },
            },
        }),
    );
    schemas.insert(
        "Report".to_owned(),
        json!({
            "type": "object",
            "description": "The report of a night, as `ankomst report` writes it.",
            "required": ["night", "proofs", "couplings", "uncoupled", "alarms"],
            "properties": { "night": { "type": "string", "format": "date" } },
        }),
    );
    schemas.into_iter().collect()
}

fn generator(settings: SchemaSettings) -> SchemaGenerator {
    settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator()
}
