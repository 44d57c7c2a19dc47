//! Goals plans: how each stands on a day, every figure open to its cases, what is recorded and frozen, and a plan written anew.
//!
//! What a measure is and how points are given is told by [`oversight::goals`]; these pages show it and ask for what no case tells.

pub(crate) mod cases;
mod changes;
pub(crate) mod editor;
pub(crate) mod frozen;
pub(crate) mod goal;
mod pictures;
pub(crate) mod plan;
pub(crate) mod plans;
pub(crate) mod report;
pub(crate) mod said;

use std::sync::Arc;

use casework::office::{FieldProblem, Question};
use casework::questions::{Days, PlanInputs};
use jiff::civil::Date;
use oversight::goals::PlanStatus;
use said::text;

use crate::app::App;
use crate::components::Query;
use crate::frame::{Alert, FieldTrouble, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;
use crate::{components, problem_words, role_words};

/// The days that an address asks for: `pr` is the day, `kendt` the day of what was known.
fn days_asked(query: &Query) -> (Option<Date>, Option<Date>) {
    let day = |name: &str| query.get(name).and_then(|text| text.trim().parse::<Date>().ok());
    (day("pr"), day("kendt"))
}

/// Days as they go along in addresses.
pub(super) fn asking(days: Days) -> String {
    format!("pr={}&kendt={}", days.on, days.known_at)
}

/// Days in words.
pub(super) fn days_said(language: Language, days: Days) -> String {
    let (on, known) = (language.date(days.on), language.date(days.known_at));
    language.t_with("goals-days", &[("on", on.into()), ("known", known.into())])
}

/// A plan's inputs, its status on the days that the address asks for, and those days.
pub(super) async fn measured<Q>(
    app: &App,
    session: &Session,
    query: &Query,
    question: Q,
) -> Result<(PlanInputs, Arc<PlanStatus>, Days), Trouble>
where
    Q: Question<Answer = PlanInputs> + Send + 'static,
{
    measured_on(app, session, days_asked(query), question).await
}

/// As [`measured`], on the day and as known on the day that are asked for, for whatever stands in no address of a page.
pub(crate) async fn measured_on<Q>(
    app: &App,
    session: &Session,
    (on, known_at): (Option<Date>, Option<Date>),
    question: Q,
) -> Result<(PlanInputs, Arc<PlanStatus>, Days), Trouble>
where
    Q: Question<Answer = PlanInputs> + Send + 'static,
{
    let inputs = app.ask(session, role_words::purpose(session.officer.role), question).await?;
    let days = Days::asked(on, known_at, app.office().day());
    // A flow is read from disk on all cores.
    app.blocking(move |_| {
        let status = inputs.status(days.on, days.known_at).map_err(Trouble::broken)?;
        Ok((inputs, status, days))
    })
    .await
}

/// Says above everything else that there is no case flow, where there is none.
pub(super) fn said_of_flow(frame: Frame, inputs: &PlanInputs) -> Frame {
    if inputs.flow.is_some() {
        return frame;
    }
    let language = frame.language;
    frame.alert(Alert::new(components::Tone::Warning, language.t("goals-no-flow"), language.t("goals-no-flow-what")))
}

/// Problems in the words of the user.
pub(super) fn troubles(language: Language, problems: &[FieldProblem]) -> Vec<FieldTrouble> {
    let told = |problem: &FieldProblem| {
        let text = match problem.key {
            "problem-wrong-value" => {
                language.t_with("goals-problem-value", &[("detail", problem.detail.as_str().into())])
            }
            "problem-unknown-case" => {
                language.t_with("goals-problem-unknown-case", &[("case", problem.detail.as_str().into())])
            }
            _ => problem_words::sentence(language, problem),
        };
        FieldTrouble { field: problem.field.clone(), text }
    };
    problems.iter().map(told).collect()
}
