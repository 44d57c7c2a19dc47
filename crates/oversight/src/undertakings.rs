//! The plans' shared goals that no case data can answer: information security, data processors, internal financial control, sustainable
//! purchases. What was delivered, measured, planned and judged, what is late, and the evidence that a goal can be scored from.
//!
//! Source: Mål- og resultatplan 2024 for Udlændingestyrelsen, section 3.2, and annex 1 for Hjemrejsestyrelsen and the boards.

mod evidence;
mod finding;
mod kind;
mod undertaking;

pub use evidence::evidence;
pub use finding::{Finding, FindingKind, Milestone, milestones};
pub use kind::{Kind, Part};
pub use undertaking::{
    Action, Check, Control, Delivery, Judgement, Maturity, ProcessRisk, PurchaseGoal, Step, Undertaking,
};
