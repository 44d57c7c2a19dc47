//! Danish education. §§ 20, stk. 6, 21, 22.

use jiff::civil::Date;

use super::{Hours, choices, facts};

facts! {
    /// Taught Danish at the accommodation centre after the permit. § 21, stk. 1, 2. pkt.
    pub struct DanishAtCentre {}

    /// Referred to Danish education. § 21, stk. 1.
    pub struct DanishReferral {
        /// The provider.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub provider: Option<String>,
    }

    /// Danish education from the day on.
    pub struct DanishCourse {
        /// Hours a week, preparation included (§ 17).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weekly_hours: Option<Hours>,
        /// Whether it is specially arranged for somebody who works or studies (§ 22).
        #[serde(default)]
        pub specially_arranged: bool,
        /// First day it no longer takes place, where planned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// Danish education is left out. § 21, stk. 3.
    pub struct DanishExemption {
        /// How much of it.
        pub extent: Extent,
        /// Why.
        pub ground: DanishExemptionGround,
    }

    /// Whether somebody who works or studies needs specially arranged Danish education. § 22.
    pub struct DanishNeed {
        /// Needs it, or not.
        pub special_arrangement: bool,
    }

    /// Entered for a test in Danish. § 45, stk. 7, nr. 3.
    pub struct DanishTestEntry {}

    /// A test in Danish.
    pub struct DanishTest {
        /// Passed, or not.
        pub passed: bool,
        /// Whether it is a final test.
        #[serde(default)]
        pub final_test: bool,
        /// Whether it is at the level the contract set as goal.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_goal_level: Option<bool>,
        /// For a test after the introduction period: whether it was held at the first term at the latest: the first after the
        /// period for somebody who entered within it (§ 45, stk. 7, nr. 3), else the first after entry (nr. 4, litra b).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by_first_term: Option<bool>,
    }

    /// Danish education ended.
    pub struct DanishEnd {
        /// Whether the conditions for a proof of active participation are met (lov om danskuddannelse § 5, stk. 5).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub participated_actively: Option<bool>,
    }

    /// A proof of active participation was issued. § 21, stk. 2.
    pub struct DanishCertificate {}

    /// Whether the person learns Danish systematically and within the set time. § 20, stk. 6.
    pub struct DanishProgress {
        /// Within the time, or not.
        pub within_time: bool,
    }

    /// Told of the consequences of not learning Danish. § 20, stk. 6.
    pub struct DanishNotice {}
}

choices! {
    /// How much is left out.
    pub enum Extent {
        /// All of it.
        Whole,
        /// A part.
        Part,
    }

    /// Why Danish education is left out.
    pub enum DanishExemptionGround {
        /// The person's Danish is good enough.
        SufficientDanish,
        /// Quite special reasons.
        SpecialReasons,
    }
}
