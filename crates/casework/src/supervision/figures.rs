//! The live figures that audit points are linked to. Aggregates alone: no person is shown, so no read is logged. Whoever sees no cases gets the
//! counts of persons rounded, as everywhere.

use oversight::audit::{Figure, Live};
use oversight::danish_education::{Standing, owed, periods};
use schemars::JsonSchema;
use serde::Serialize;

use crate::access::Action;
use crate::office::{Question, Refused, View};
use crate::questions::for_asker;

/// The figures as they are now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedFigures;

/// A figure, where something is known to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkedFigure {
    /// Which.
    pub figure: Figure,
    /// How many of how many; none before a night has counted.
    pub live: Option<Live>,
}

impl Question for LinkedFigures {
    type Answer = Vec<LinkedFigure>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<LinkedFigure>, Refused> {
        view.supervision(Action::ReadSupervision)?;
        Ok(Figure::ALL.map(|figure| LinkedFigure { figure, live: view.live(figure) }).into())
    }
}

impl View<'_> {
    /// A figure as it is now.
    fn live(&self, figure: Figure) -> Option<Live> {
        match figure {
            Figure::UncoupledPermits => self.uncoupled_permits().map(|live| for_asker(self, live)),
            Figure::AdministrativeNumbers => self.unanswered_requests().map(|live| for_asker(self, live)),
            Figure::ContractsWithoutGoal => Some(for_asker(self, self.contracts_without_goal())),
            Figure::DanishEducationReports => {
                let supervision = self.supervision(Action::ReadSupervision).ok()?;
                let today = self.day();
                let over = periods(today).into_iter().rev().find(|period| period.last < today)?;
                let (lines, counts) = owed(over, supervision.reports().states(), today);
                let closed = counts.get(&Standing::Closed).copied().unwrap_or(0);
                Some(Live { count: (lines.len() - closed) as u64, of: lines.len() as u64 })
            }
        }
    }
}
