//! Sickness and the plan that may follow. § 20 a.

use jiff::civil::Date;

use super::facts;

facts! {
    /// The municipality learned on the day that the person is reported sick.
    pub struct SickNote {
        /// The first day well again, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// The municipality's assessment of whether a plan is needed. § 20 a, stk. 1.
    pub struct SicknessAssessment {
        /// Needed, or not.
        pub plan_needed: bool,
    }

    /// A plan for clarification, treatment, training and other activities. § 20 a, stk. 3.
    pub struct SicknessPlan {}

    /// Follow-up of the plan. § 20 a, stk. 4.
    pub struct SicknessPlanFollowUp {}
}
