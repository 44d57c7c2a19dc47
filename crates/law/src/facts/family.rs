//! Spouse and children.

use jiff::civil::Date;

use super::facts;

facts! {
    /// Married from the day on.
    pub struct Marriage {
        /// The spouse: the id of a person of the case. Without it, the spouse's own facts are not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spouse: Option<String>,
        /// Whether the Act covers the spouse (§ 25, stk. 8, 3. pkt.), where the spouse is not a person of the case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spouse_covered: Option<bool>,
    }

    /// The marriage ended, or the spouses separated.
    pub struct MarriageEnded {}

    /// Lives with somebody as if married from the day on (samlevende).
    pub struct Cohabitation {
        /// The partner: the id of a person of the case. Without it, the partner's own facts are not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub partner: Option<String>,
        /// First day it no longer holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
        /// Whether the partner's circumstances enter into the computation of help (lov 438/2002 § 7, stk. 6, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub enters_computation: Option<bool>,
        /// Whether help was reduced or stopped because the partner received cash benefit (lov 1040/2002 § 3, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reduced_help: Option<bool>,
    }

    /// How the person stands to a child from the day on; a later fact about the same child replaces it.
    pub struct Child {
        /// The child: the id of a person of the case, or any name for it.
        pub child: String,
        /// The child's day of birth, where the child is not a person of the case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub born: Option<Date>,
        /// For an adopted child: the day it was received in Denmark (lov 1034/2002 § 4, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub received: Option<Date>,
        /// Whether the child lives at home.
        pub lives_at_home: bool,
        /// Whether the person has the duty to support it.
        pub duty_to_support: bool,
    }

    /// Whether the person lives with their parents from the day on (the rate for those under 25).
    pub struct LivesWithParents {
        /// Lives with them, or not.
        pub with_parents: bool,
    }
}
