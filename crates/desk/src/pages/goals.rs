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
use casework::questions::PlanInputs;
use jiff::civil::Date;
use oversight::goals::PlanStatus;
use said::text;

use crate::app::App;
use crate::components::Query;
use crate::frame::{Alert, FieldTrouble, Frame, Trouble};
use crate::session::Session;
use crate::texts::Language;
use crate::{components, problem_words, role_words};

/// The days of a question: what had happened by one, as known on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) on: Date,
    pub(super) known_at: Date,
}

impl Days {
    /// What the address asks for: `pr` is the day, `kendt` the day of what was known; today where it names none. A plan's year that
    /// is over is looked at with its last day known to the end.
    pub(super) fn asked(query: &Query, today: Date, valid_to: Date) -> Self {
        let day = |name: &str| query.get(name).and_then(|text| text.trim().parse::<Date>().ok());
        let on = day("pr").unwrap_or_else(|| today.min(valid_to));
        Self { on, known_at: day("kendt").unwrap_or(today).max(on) }
    }

    /// The days as they go along in addresses.
    pub(super) fn asking(self) -> String {
        format!("pr={}&kendt={}", self.on, self.known_at)
    }

    /// The days in words.
    pub(super) fn said(self, language: Language) -> String {
        let (on, known) = (language.date(self.on), language.date(self.known_at));
        language.t_with("goals-days", &[("on", on.into()), ("known", known.into())])
    }
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
    let inputs = app.ask(session, role_words::purpose(session.officer.role), question).await?;
    let days = Days::asked(query, app.office().day(), inputs.plan.plan.valid_to);
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
            _ => problem_words::sentence(language, problem),
        };
        FieldTrouble { field: problem.field.clone(), text }
    };
    problems.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_that_is_over_is_shown_on_its_last_day_with_what_is_known_today() {
        let days = Days::asked(&Query::of("/maal/x"), date(2026, 11, 26), date(2024, 12, 31));
        assert_eq!(days, Days { on: date(2024, 12, 31), known_at: date(2026, 11, 26) });
    }

    #[test]
    fn nothing_is_known_before_it_happened() {
        let query = Query::of("/maal/x?pr=2024-06-30&kendt=2024-03-01");
        let days = Days::asked(&query, date(2026, 11, 26), date(2024, 12, 31));
        assert_eq!(days, Days { on: date(2024, 6, 30), known_at: date(2024, 6, 30) });
    }
}
