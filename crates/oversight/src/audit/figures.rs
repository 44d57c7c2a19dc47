//! The live figures that an audit point can be linked to: each point is followed on what it was about.

use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A figure by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AuditFigure")]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Permits whose holder is not coupled, of those granted to refugees and family in the last twelve months ([`crate::uncoupled`]).
    UncoupledPermits,
    /// Administrative CPR numbers asked for and not yet answered.
    AdministrativeNumbers,
    /// Contracts without a goal, of the contracts of persons in a programme.
    ContractsWithoutGoal,
    /// Reports on Danish education that are not closed, of those owed for the last period that is over ([`crate::danish_education`]).
    DanishEducationReports,
}

/// A figure as it is now: how many of how many. None of a part that nothing is known of yet is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "LiveFigure")]
pub struct Live {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

impl Figure {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::UncoupledPermits => Words::new(
                "tilladelser de seneste 12 måneder uden koblet CPR-nummer",
                "permits of the last 12 months without a coupled CPR number",
            ),
            Self::AdministrativeNumbers => Words::new(
                "ubesvarede bestillinger af administrative CPR-numre",
                "unanswered requests for administrative CPR numbers",
            ),
            Self::ContractsWithoutGoal => Words::new("kontrakter uden mål", "contracts without a goal"),
            Self::DanishEducationReports => Words::new(
                "rapporter om danskuddannelse, der ikke er afsluttet",
                "reports on Danish education that are not closed",
            ),
        }
    }

    /// Every figure.
    pub const ALL: [Self; 4] =
        [Self::UncoupledPermits, Self::AdministrativeNumbers, Self::ContractsWithoutGoal, Self::DanishEducationReports];

    /// The name in facts and texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::UncoupledPermits => "uncoupled-permits",
            Self::AdministrativeNumbers => "administrative-numbers",
            Self::ContractsWithoutGoal => "contracts-without-goal",
            Self::DanishEducationReports => "danish-education-reports",
        }
    }
}

impl Live {
    /// The share, 0 to 1; none where there is nothing to take a share of.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }
}
