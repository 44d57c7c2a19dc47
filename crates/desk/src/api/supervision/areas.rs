//! The things of each area of supervision: a list, a thing with the steps that made it, beginning one, and taking a step with it.
//!
//! The five areas are told of alike; a macro gives each its addresses and its schemas, since a document has no parameters for types.

use std::marker::PhantomData;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use casework::letters::Letterhead;
use casework::office::Command;
use casework::supervision::{
    Area, DrawReview, LinkedFigure, LinkedFigures, Seen, TakeStep, Thing, Things, Took, UndertakingSeen,
};
use jiff::civil::Date;
use oversight::audit::Point;
use oversight::availability::{MunicipalityFigures, Review, Wanted};
use oversight::danish_education::{Report, Standing};
use oversight::ledger::Party;
use oversight::processors::{self, Processor};
use oversight::undertakings::Undertaking;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::api::case::tagged;
use crate::api::commands::{Answer, send, stale};
use crate::api::problem::Problem;
use crate::api::reading::{Asked, Asker, Sent};
use crate::api::samples::PageAsked;
use crate::app::App;
use crate::frame::Trouble;
use crate::pages::letters::letterhead;
use crate::pages::supervision::{self, document};
use crate::role_words::purpose;
use crate::session::Session;
use crate::texts::Language;

/// An area as programs are told of it.
trait Told: Area + Serialize + JsonSchema + Clone {
    /// Its addresses, without the thing's name.
    const PATH: &'static str;
    /// A thing in the list.
    type Line: Serialize;
    /// How a thing stands, beyond what its steps made of it.
    type Standing: Serialize;

    /// A thing in the list, as it stands today.
    fn line(&self, id: String, today: Date) -> Self::Line;

    /// How it stands today.
    fn standing(&self, today: Date, figures: &[LinkedFigure]) -> Self::Standing;
}

/// A thing in the list of its area.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{A}Line")]
pub(crate) struct ThingLine<A> {
    /// Its name.
    id: String,
    /// What has come of it.
    state: A,
}

/// A review of judgements of availability in the list: in numbers, since whoever reads the list may not read the cases.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReviewLine {
    /// Its name.
    id: String,
    /// What was asked for.
    wanted: Wanted,
    /// When it was drawn.
    drawn: Date,
    /// How many decisions were drawn.
    chosen: usize,
    /// How many of them nobody has assessed.
    unassessed: usize,
    /// When it was closed, and with what conclusion.
    closed: Option<(Date, String)>,
}

/// A page of an area's list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{L}s")]
pub(crate) struct Lines<L> {
    /// The rows of the page, by name.
    rows: Vec<L>,
    /// How many there are.
    found: usize,
    /// Which page it is.
    page: casework::questions::Page,
    /// For whom the asker could begin one; none where they could not.
    party: Option<Party>,
}

/// A thing with its steps and letters, and how it stands today.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{A}Opened")]
pub(crate) struct ThingOpened<'a, A, S> {
    /// The thing, how it came about, its version, and the steps that can be taken with it.
    thing: &'a Thing<A>,
    /// How it stands today.
    standing: S,
}

/// How a report on Danish education stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReportStands {
    /// In a word.
    standing: Standing,
    /// The next day that something is expected by.
    next_deadline: Option<Date>,
    /// Points that are not settled.
    open_points: usize,
}

/// How an audit point stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PointStands {
    /// Whose move it is; nobody's where it is closed.
    whose_move: Option<Party>,
    /// Whether its deadline has passed.
    is_overdue: bool,
    /// The figures that show how it goes, as they are now.
    figures: Vec<LinkedFigure>,
}

/// How a review stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReviewStands {
    /// Decisions that nobody has assessed.
    unassessed: usize,
    /// By municipality: what was drawn, how much of it is lawful, and the share of errors with its interval.
    figures: Vec<MunicipalityFigures>,
}

/// How a data processor stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProcessorStands {
    /// The day by which it is to be supervised.
    supervision_due: Option<Date>,
    /// What is wrong or was.
    findings: Vec<processors::Finding>,
}

impl Told for Report {
    const PATH: &'static str = "/api/v1/supervision/danish-education-reports";
    type Line = ThingLine<Self>;
    type Standing = ReportStands;

    fn line(&self, id: String, _: Date) -> ThingLine<Self> {
        ThingLine { id, state: self.clone() }
    }

    fn standing(&self, today: Date, _: &[LinkedFigure]) -> ReportStands {
        let open_points = self.points.iter().filter(|point| point.settled.is_none()).count();
        ReportStands { standing: self.standing(today), next_deadline: self.next_deadline(), open_points }
    }
}

impl Told for Point {
    const PATH: &'static str = "/api/v1/supervision/audit-points";
    type Line = ThingLine<Self>;
    type Standing = PointStands;

    fn line(&self, id: String, _: Date) -> ThingLine<Self> {
        ThingLine { id, state: self.clone() }
    }

    fn standing(&self, today: Date, figures: &[LinkedFigure]) -> PointStands {
        let linked = figures.iter().filter(|one| self.figures.contains(&one.figure)).copied();
        PointStands {
            whose_move: self.stage.whose_move(),
            is_overdue: self.is_overdue(today),
            figures: linked.collect(),
        }
    }
}

impl Told for Review {
    const PATH: &'static str = "/api/v1/supervision/availability-reviews";
    type Line = ReviewLine;
    type Standing = ReviewStands;

    fn line(&self, id: String, _: Date) -> ReviewLine {
        ReviewLine {
            id,
            wanted: self.wanted.clone(),
            drawn: self.drawn,
            chosen: self.chosen.len(),
            unassessed: self.unassessed(),
            closed: self.closed.clone(),
        }
    }

    fn standing(&self, _: Date, _: &[LinkedFigure]) -> ReviewStands {
        ReviewStands { unassessed: self.unassessed(), figures: oversight::availability::figures(self) }
    }
}

impl Told for Processor {
    const PATH: &'static str = "/api/v1/supervision/processors";
    type Line = ThingLine<Self>;
    type Standing = ProcessorStands;

    fn line(&self, id: String, _: Date) -> ThingLine<Self> {
        ThingLine { id, state: self.clone() }
    }

    fn standing(&self, today: Date, _: &[LinkedFigure]) -> ProcessorStands {
        ProcessorStands { supervision_due: self.supervision_due(today), findings: self.findings(today) }
    }
}

impl Told for Undertaking {
    const PATH: &'static str = "/api/v1/supervision/undertakings";
    type Line = ThingLine<Self>;
    type Standing = UndertakingSeen;

    fn line(&self, id: String, _: Date) -> ThingLine<Self> {
        ThingLine { id, state: self.clone() }
    }

    fn standing(&self, today: Date, _: &[LinkedFigure]) -> UndertakingSeen {
        UndertakingSeen::of(self, today)
    }
}

/// A step to be taken.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "{S}Given")]
pub(crate) struct StepGiven<S> {
    /// The day it was taken in the world.
    on: Date,
    /// The step, by its name in `step`, with its fields.
    what: S,
}

/// What taking a step came to.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepTaken {
    /// The thing's name.
    id: String,
    /// The version of the thing now: what to send in `If-Match` with the next step, in quotation marks.
    version: u64,
    /// To whom a letter went out with it.
    letter_to: Option<String>,
}

async fn list<A: Told>(app: &App, session: &Session, asked: &PageAsked) -> Result<axum::Json<Lines<A::Line>>, Problem> {
    let page = asked.page()?;
    let today = app.office().day();
    let (things, party) = app.ask(session, purpose(session.officer.role), Things::<A>(PhantomData)).await?;
    let (found, range) = (things.len(), page.range(things.len()));
    let rows = things[range].iter().map(|(id, thing)| thing.line(id.clone(), today)).collect();
    Ok(axum::Json(Lines { rows, found, page, party }))
}

async fn show<A: Told>(app: &App, session: &Session, id: String, headers: HeaderMap) -> Result<Response, Problem> {
    let today = app.office().day();
    let figures = app.ask(session, purpose(session.officer.role), LinkedFigures).await?;
    tagged(app, session, Seen::<A>::of(id), headers, move |thing| {
        let standing = thing.state.standing(today, &figures);
        (thing.version, serde_json::to_vec(&ThingOpened { thing, standing }))
    })
    .await
}

async fn take<A: Told>(app: &App, id: Option<String>, sent: Sent<StepGiven<A::Step>>) -> Result<Response, Problem>
where
    A::Step: DeserializeOwned,
{
    let from = match id {
        Some(_) => sent.version()?,
        // Nobody can have changed what is not there; what is there already is refused by name.
        None => app.office().position(),
    };
    let Sent { session, body: StepGiven { on, what }, once, .. } = sent;
    // Auditors write no letters. A step that goes out as one says so itself where the letterhead is not whole.
    let letterhead = match letterhead::of(app, &session).await {
        Ok(letterhead) => Some(letterhead).filter(Letterhead::is_whole),
        Err(Trouble::Forbidden) => None,
        Err(trouble) => return Err(trouble.into()),
    };
    let command = TakeStep::<A> { id, on, what, from, letterhead };
    begun::<A, _>(app, &session, once, command).await
}

async fn begun<A, C>(
    app: &App,
    session: &Session,
    once: Option<casework::office::Once>,
    command: C,
) -> Result<Response, Problem>
where
    A: Told,
    C: Command<Done = Took> + Send + 'static,
{
    let sent = send(app, session, once, purpose(session.officer.role), command, |took: &Took, version| {
        let Took { id, letter_to } = took.clone();
        let location = Some(format!("{}/{id}", A::PATH));
        Answer { status: 201, location, body: json!(StepTaken { id, version, letter_to }) }
    });
    sent.await.map_err(stale)
}

/// The addresses of an area.
macro_rules! area {
    (
        $module:ident of $area:ty, $what:literal,
        $all:tt, $one:tt, $steps:tt,
        $lines:tt, $opened:tt, $given:tt,
        $list_id:tt, $show_id:tt, $take_id:tt
    ) => {
        pub(crate) mod $module {
            use super::*;

            #[doc = concat!("The ", $what, "s")]
            #[utoipa::path(
                get,
                path = $all,
                operation_id = $list_id,
                tag = "supervision",
                params(PageAsked),
                responses((status = 200, description = "A page of the list.", body = ref($lines), content_type = "application/json"))
            )]
            pub(crate) async fn list(
                State(app): State<App>,
                Asker(session): Asker,
                Asked(asked): Asked<PageAsked>,
            ) -> Result<Response, Problem> {
                Ok(super::list::<$area>(&app, &session, &asked).await?.into_response())
            }

            #[doc = concat!("One ", $what)]
            ///
            /// What has come of it, the steps that made it, the letters that left with them, how it stands today, and the steps that it takes.
            #[utoipa::path(
                get,
                path = $one,
                operation_id = $show_id,
                tag = "supervision",
                params(
                    ("id" = String, Path, description = "Its name."),
                    ("If-None-Match" = Option<String>, Header, description = "An ETag of it."),
                ),
                responses(
                    (status = 200, description = "It.", body = ref($opened), content_type = "application/json", headers(("ETag" = String, description = "The version and a print of what is shown."))),
                    (status = 304, description = "Nothing has changed."),
                )
            )]
            pub(crate) async fn show(
                State(app): State<App>,
                Asker(session): Asker,
                Path(id): Path<String>,
                headers: HeaderMap,
            ) -> Result<Response, Problem> {
                super::show::<$area>(&app, &session, id, headers).await
            }

            #[doc = concat!("Take a step with one ", $what)]
            ///
            /// One of its `open_steps`, by the party whose step it is. Some go out as a letter.
            #[utoipa::path(
                post,
                path = $steps,
                operation_id = $take_id,
                tag = "supervision",
                params(
                    ("id" = String, Path, description = "Its name."),
                    ("If-Match" = String, Header, description = "The version that was looked at: its ETag, or its version in quotation marks."),
                    ("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once."),
                ),
                request_body(content = ref($given), content_type = "application/json"),
                responses((status = 201, description = "Taken.", body = ref("#/components/schemas/StepTaken"), content_type = "application/json", headers(("Location" = String, description = "Where it is."))))
            )]
            pub(crate) async fn take(
                State(app): State<App>,
                Path(id): Path<String>,
                sent: Sent<StepGiven<<$area as oversight::ledger::Ledger>::Step>>,
            ) -> Result<Response, Problem> {
                super::take::<$area>(&app, Some(id), sent).await
            }
        }
    };
}

/// Beginning a thing by its first step.
macro_rules! begin {
    ($name:ident of $area:ty, $what:literal, $all:tt, $given:tt, $id:tt) => {
        #[doc = concat!("Begin one ", $what)]
        ///
        /// With its first step.
        #[utoipa::path(
            post,
            path = $all,
            operation_id = $id,
            tag = "supervision",
            params(("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once.")),
            request_body(content = ref($given), content_type = "application/json"),
            responses((status = 201, description = "Begun.", body = ref("#/components/schemas/StepTaken"), content_type = "application/json", headers(("Location" = String, description = "Where it is."))))
        )]
        pub(crate) async fn $name(
            State(app): State<App>,
            sent: Sent<StepGiven<<$area as oversight::ledger::Ledger>::Step>>,
        ) -> Result<Response, Problem> {
            take::<$area>(&app, None, sent).await
        }
    };
}

/// The letters that left with a thing's steps.
macro_rules! letters {
    ($name:ident of $area:ty, $what:literal, $path:tt, $id:tt) => {
        #[doc = concat!("A letter of one ", $what)]
        ///
        /// As PDF, to the byte as it left.
        #[utoipa::path(
            get,
            path = $path,
            operation_id = $id,
            tag = "supervision",
            params(("id" = String, Path, description = "Its name."), ("position" = String, Path, description = "The letter's place in the journal.")),
            responses((status = 200, description = "The letter.", content_type = "application/pdf"))
        )]
        pub(crate) async fn $name(
            State(app): State<App>,
            Asker(session): Asker,
            Path((id, position)): Path<(String, String)>,
        ) -> Result<Response, Problem> {
            let position = position.parse().map_err(|_| Trouble::NotFound)?;
            let pdf = document::<$area>(&app, &session, id, position).await?;
            Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf).into_response())
        }
    };
}

area!(
    reports of Report, "report on Danish education",
    "/api/v1/supervision/danish-education-reports", "/api/v1/supervision/danish-education-reports/{id}",
    "/api/v1/supervision/danish-education-reports/{id}/steps",
    "#/components/schemas/DanishEducationReportLines", "#/components/schemas/DanishEducationReportOpened",
    "#/components/schemas/DanishEducationStepGiven",
    "danish_education_reports", "danish_education_report", "take_danish_education_step"
);
area!(
    points of Point, "audit point",
    "/api/v1/supervision/audit-points", "/api/v1/supervision/audit-points/{id}",
    "/api/v1/supervision/audit-points/{id}/steps",
    "#/components/schemas/AuditPointLines", "#/components/schemas/AuditPointOpened", "#/components/schemas/AuditStepGiven",
    "audit_points", "audit_point", "take_audit_step"
);
area!(
    reviews of Review, "review of availability",
    "/api/v1/supervision/availability-reviews", "/api/v1/supervision/availability-reviews/{id}",
    "/api/v1/supervision/availability-reviews/{id}/steps",
    "#/components/schemas/ReviewLines", "#/components/schemas/AvailabilityReviewOpened",
    "#/components/schemas/AvailabilityStepGiven",
    "availability_reviews", "availability_review", "take_availability_step"
);
area!(
    processors_of of Processor, "data processor",
    "/api/v1/supervision/processors", "/api/v1/supervision/processors/{id}",
    "/api/v1/supervision/processors/{id}/steps",
    "#/components/schemas/ProcessorLines", "#/components/schemas/ProcessorOpened", "#/components/schemas/ProcessorStepGiven",
    "processors", "processor", "take_processor_step"
);
area!(
    undertakings of Undertaking, "shared goal",
    "/api/v1/supervision/undertakings", "/api/v1/supervision/undertakings/{id}",
    "/api/v1/supervision/undertakings/{id}/steps",
    "#/components/schemas/UndertakingLines", "#/components/schemas/UndertakingOpened",
    "#/components/schemas/UndertakingStepGiven",
    "undertakings", "undertaking", "take_undertaking_step"
);

begin!(
    begin_report of Report, "report on Danish education", "/api/v1/supervision/danish-education-reports",
    "#/components/schemas/DanishEducationStepGiven", "begin_danish_education_report"
);
begin!(
    begin_point of Point, "audit point", "/api/v1/supervision/audit-points",
    "#/components/schemas/AuditStepGiven", "begin_audit_point"
);
begin!(
    begin_processor of Processor, "data processor", "/api/v1/supervision/processors",
    "#/components/schemas/ProcessorStepGiven", "begin_processor"
);
begin!(
    begin_undertaking of Undertaking, "shared goal", "/api/v1/supervision/undertakings",
    "#/components/schemas/UndertakingStepGiven", "begin_undertaking"
);

letters!(
    report_letter of Report, "report on Danish education",
    "/api/v1/supervision/danish-education-reports/{id}/letters/{position}", "danish_education_letter"
);
letters!(
    review_letter of Review, "review of availability",
    "/api/v1/supervision/availability-reviews/{id}/letters/{position}", "availability_letter"
);

/// The report of one review of availability
///
/// Its figures by municipality with their intervals, errors by kind, what municipalities were asked, method and seed, as accessible PDF. It
/// tells of no case.
#[utoipa::path(
    get,
    path = "/api/v1/supervision/availability-reviews/{id}/report",
    operation_id = "availability_report",
    tag = "supervision",
    params(("id" = String, Path, description = "Its name.")),
    responses((status = 200, description = "The report.", content_type = "application/pdf"))
)]
pub(crate) async fn review_report(
    State(app): State<App>,
    Asker(session): Asker,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let pdf = supervision::review_report(&app, &session, id, Language::Danish).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf).into_response())
}

/// Draw a review of availability
///
/// A sample of the judgements of a period, the same number from each municipality, in an order that the seed gives and anybody can make
/// again (§ 25 b).
#[utoipa::path(
    post,
    path = "/api/v1/supervision/availability-reviews",
    operation_id = "draw_availability_review",
    tag = "supervision",
    params(("Idempotency-Key" = Option<String>, Header, description = "Names the command, so that it is done once.")),
    request_body(content = ref("#/components/schemas/ReviewWanted"), content_type = "application/json"),
    responses((status = 201, description = "Drawn.", body = ref("#/components/schemas/StepTaken"), content_type = "application/json", headers(("Location" = String, description = "Where it is."))))
)]
pub(crate) async fn draw_review(State(app): State<App>, sent: Sent<Wanted>) -> Result<Response, Problem> {
    let Sent { session, body: wanted, once, .. } = sent;
    begun::<Review, _>(&app, &session, once, DrawReview { wanted }).await
}
