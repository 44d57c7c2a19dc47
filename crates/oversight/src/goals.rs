//! Goals plans as data: what an authority and its ministry agreed on, measured on the cases.
//!
//! A [`Plan`] is read from TOML and refused where it contradicts itself. Each goal has a weight, a requirement in own
//! words, one or more measures, and the readings that were chosen where the plan's text leaves a choice; they are part of
//! every output. [`gather`] sorts the cases of a flow under the measures, [`status`] makes figures, states and points.
//! `docs/goals.md` says how plans are written and how is rounded.

mod changes;
mod check;
mod explain;
mod forecast;
mod gather;
mod judge;
mod observe;
mod plan;
mod points;
mod record;
mod status;
#[cfg(test)]
mod tests;
mod words;

pub use changes::{Change, Changed, changes};
pub use check::{PlanError, Problem, read_plan};
pub use explain::{Explanation, Finding, explain, outcome_words};
pub use forecast::{Forecast, NoForecast, Outlook};
pub use gather::{Aside, Gathered, Slot, gather, merge, needs_persons, needs_values, slots};
pub use judge::State;
pub use plan::*;
pub use points::{Percent, Points};
pub use record::{NoPlace, Record, Records, What};
pub use status::{
    GoalStatus, LeftOut, Measured, Note, OfficeDays, Other, PartStatus, PlanStatus, Standing, Stock, Verdict, status,
    verdict,
};
pub use words::{SmallNumbers, measure_words};

/// The plans that come with the house: name and text.
pub const PLANS: [(&str, &str); 2] = [
    ("udlaendingestyrelsen-2024", include_str!("../../../plans/udlaendingestyrelsen-2024.toml")),
    ("hjemrejsestyrelsen-og-naevn-2024", include_str!("../../../plans/hjemrejsestyrelsen-og-naevn-2024.toml")),
];
