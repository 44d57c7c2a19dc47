//! Introduction benefit: application, income, other support, payment, repayment. §§ 25–32.

use jiff::civil::Date;
use vocabulary::Kroner;

use super::{FactKey, Hours, Month, choices, facts};

facts! {
    /// Applied for introduction benefit. §§ 25, stk. 1, 27, stk. 1.
    pub struct BenefitApplication {
        /// Whether the person came because of unemployment alone (§ 25 a, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unemployment_alone: Option<bool>,
    }

    /// Income of a month (in the spouse's facts, the spouse's). § 28.
    pub struct Income {
        /// The month.
        pub month: Month,
        /// From work, before tax.
        #[serde(default)]
        pub work: Kroner,
        /// Hours worked in the month.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hours: Option<Hours>,
        /// From elsewhere.
        #[serde(default)]
        pub other: Kroner,
    }

    /// Wealth from the day on, the spouse's included. § 25, stk. 8 (lov om aktiv socialpolitik § 14).
    pub struct Wealth {
        /// The amount that can be used.
        pub amount: Kroner,
    }

    /// Other public support from the day on (in the spouse's facts, the spouse's). § 25, stk. 6 and 11.
    pub struct PublicSupport {
        /// What.
        pub form: SupportKind,
        /// First day it no longer holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// Benefit was paid out.
    pub struct BenefitPayment {
        /// The month it is for.
        pub month: Month,
        /// The amount.
        pub amount: Kroner,
    }

    /// Special introduction benefit was paid in advance. § 27 a.
    pub struct AdvancePayment {
        /// The month it is for.
        pub month: Month,
        /// The amount.
        pub amount: Kroner,
        /// Days on which the person is expected to be available.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub days: Option<u8>,
    }

    /// Work that the person, against better knowledge, did not tell of, found on the day. § 31 a.
    pub struct UndisclosedWork {
        /// Whether it was against better knowledge.
        pub knowingly: bool,
        /// The day on which the person failed to tell of it, where that is known (lov 304/2005 § 7, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub breached: Option<Date>,
    }

    /// A claim for repayment was fixed. § 31 a, stk. 6.
    pub struct RepaymentClaim {
        /// The decision on the duty to repay.
        pub decision: FactKey,
        /// The amount.
        pub amount: Kroner,
    }

    /// The review at the end of a month of whether the ground for stopping the benefit is still there. § 31, stk. 3.
    pub struct StopReview {
        /// Still there, or not.
        pub ground_remains: bool,
    }
}

choices! {
    /// Other public support.
    pub enum SupportKind {
        /// Meets the conditions for SU (§ 25, stk. 11).
        EducationSupport,
        /// Meets the conditions for social pension (§ 25, stk. 11).
        SocialPension,
        /// Receives support that is not conditional on availability (§ 25, stk. 6, 1. pkt.).
        Unconditional,
        /// Is in education (§ 25, stk. 6, 2. pkt.).
        InEducation,
        /// Receives cash benefit or start help under lov om aktiv socialpolitik (§ 31 a, stk. 4).
        CashBenefit,
        /// Receives unemployment benefit (§ 19, stk. 8, 3. pkt.).
        UnemploymentBenefit,
    }
}
