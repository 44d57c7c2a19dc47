//! Goals plans: what each says, how it stands on a day, every figure open to its cases, what is frozen, recorded, reported and written anew.
//!
//! A figure is measured by the same functions as on the pages. Whoever opens one to its cases stands in the read log.

pub(super) mod cases;
pub(super) mod frozen;
pub(super) mod plans;
pub(super) mod records;
pub(super) mod reports;
pub(super) mod status;
pub(super) mod versions;

use std::sync::Arc;

use casework::goals::Entered;
use casework::office::Question;
use casework::questions::{Days, PlanInputs};
use jiff::Timestamp;
use jiff::civil::Date;
use oversight::goals::PlanStatus;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::problem::Problem;
use crate::app::App;
use crate::pages::goals::measured_on;
use crate::session::Session;

/// On which day, and as known when.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DaysAsked {
    /// What had happened by this day; today without one, and where it has not come.
    #[param(value_type = Option<String>, format = "date")]
    on: Option<Date>,
    /// As known on this day; today without one, and where it has not come. Nothing is known before it happened: an earlier day than `on` is `on` itself.
    #[param(value_type = Option<String>, format = "date")]
    known_at: Option<Date>,
}

/// On which days a figure was made, and from what.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Made {
    /// What had happened by this day.
    on: Date,
    /// As known on this day.
    known_at: Date,
    /// Whether there is case flow to measure on; without it every figure on cases is empty.
    has_flow: bool,
}

impl Made {
    fn of(inputs: &PlanInputs, days: Days) -> Self {
        Self { on: days.on, known_at: days.known_at, has_flow: inputs.flow.is_some() }
    }
}

/// Who entered something, and when.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EnteredBy {
    /// Its place in the journal.
    position: u64,
    /// The officer's id.
    by: String,
    /// When.
    at: Timestamp,
    /// Why, where a reason belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl EnteredBy {
    fn of(entered: &Entered, reason: Option<&str>) -> Self {
        let Entered { position, by, at } = entered;
        Self { position: *position, by: by.clone(), at: *at, reason: reason.map(ToOwned::to_owned) }
    }
}

/// A plan's inputs and its status on the days that are asked for.
async fn measured<Q>(
    app: &App,
    session: &Session,
    asked: DaysAsked,
    question: Q,
) -> Result<(PlanInputs, Arc<PlanStatus>, Days), Problem>
where
    Q: Question<Answer = PlanInputs> + Send + 'static,
{
    Ok(measured_on(app, session, (asked.on, asked.known_at), question).await?)
}
