//! Offers under §§ 23–24 b, and employment.

use jiff::civil::Date;
use vocabulary::Kroner;

use super::{FactKey, Hours, choices, facts};

facts! {
    /// An offer that begins on the day.
    pub struct Offer {
        /// What is offered.
        pub form: OfferForm,
        /// First day after the last of it.
        pub until: Date,
        /// Hours a week, preparation included (§ 17).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weekly_hours: Option<Hours>,
        /// For a work placement: why it is given (§ 23 b, stk. 1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub placement_need: Option<PlacementNeed>,
        /// For a work placement of somebody with unemployment alone: no work experience, long unemployment or hard to employ with wage subsidy (§ 23 b, stk. 4, nr. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hard_to_employ: Option<bool>,
        /// For wage subsidy: with a private or a public employer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub employer: Option<Employer>,
        /// For the scheme of § 24 b: whether the employer meets the conditions of lov om en aktiv beskæftigelsesindsats §§ 54, 60, 61 and 62.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub employer_meets_conditions: Option<bool>,
        /// For the scheme of § 24 b: the day it was agreed, where that is another day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub agreed: Option<Date>,
        /// For education with SU: whether the wish was assessed against the need for labour (§ 23 a, stk. 6, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub labour_need_assessed: Option<bool>,
        /// For a mentor: whether the task goes beyond what the employer or school is ordinarily expected to do (§ 23 d, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub mentor_beyond_ordinary: Option<bool>,
        /// The offer that this one extends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub extends: Option<FactKey>,
    }

    /// The offer ended on the day, before it was to.
    pub struct OfferEnd {
        /// Which offer.
        pub offer: FactKey,
    }

    /// The assessment behind a longer work placement. § 23 b, stk. 5.
    pub struct OfferExtensionNeed {
        /// The offer that is extended.
        pub offer: FactKey,
        /// What the assessment found.
        pub finding: ExtensionFinding,
    }

    /// A free period. § 24.
    pub struct FreePeriod {
        /// First day after it.
        pub until: Date,
        /// Whether it was agreed with the person (§ 24, stk. 1, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub agreed: Option<bool>,
    }

    /// Employment from the day on.
    pub struct Employment {
        /// Whether it is ordinary employment, without wage subsidy.
        pub ordinary: bool,
        /// Hours a week.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weekly_hours: Option<Hours>,
    }

    /// Employment ended.
    pub struct EmploymentEnd {
        /// Which.
        pub employment: FactKey,
    }

    /// Support for somebody employed without wage subsidy, asked for on the day. § 24 a.
    pub struct EmploymentSupport {
        /// What support.
        pub form: SupportForm,
        /// Whether the employer has agreed to it (stk. 1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub employer_agrees: Option<bool>,
        /// Whether the condition of the support is met: beyond what the employer is expected to provide (stk. 1), decisive for
        /// the employment (stk. 2), or decisive or making up for a limit in working capacity (stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub condition_met: Option<bool>,
    }

    /// An expense of a business for the person's recruitment course, for which it asks a grant on the day. § 23 e, stk. 3.
    pub struct PartnershipExpense {
        /// What it was for.
        pub purpose: PartnershipPurpose,
        /// How much.
        pub amount: Kroner,
        /// Whether the course lies within a partnership agreement on work placement (§ 23 e, stk. 1–2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub within_agreement: Option<bool>,
        /// Whether the business has actually borne the expense.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub incurred: Option<bool>,
    }

    /// Quite special reasons for leaving out offers, wholly or partly. § 23, stk. 4.
    pub struct OfferExemption {
        /// They exist, or not.
        pub exist: bool,
    }
}

choices! {
    /// What is offered.
    pub enum OfferForm {
        /// Short course of guidance and clarification (§ 23 a, stk. 1, nr. 1).
        Guidance,
        /// Specially arranged project or education (§ 23 a, stk. 1, nr. 2).
        Project,
        /// Stay at a folk high school (§ 23 a, stk. 1, nr. 2).
        FolkHighSchool,
        /// Practical training within a specially arranged education (§ 23 a, stk. 3).
        TrainingPeriod,
        /// Danish for a trade (§ 23 a, stk. 1, nr. 2).
        TradeDanish,
        /// Ordinary education (§ 23 a, stk. 1, nr. 3).
        OrdinaryEducation,
        /// Ordinary education that gives a right to SU (§ 23 a, stk. 6).
        EducationWithSu,
        /// Special course to use one's qualifications in Denmark (§ 23 a, stk. 1, nr. 4).
        Requalification,
        /// Work placement (virksomhedspraktik, § 23 b).
        WorkPlacement,
        /// Employment with wage subsidy (§ 23 c).
        WageSubsidy,
        /// Wage subsidy for those over 55 (§ 24 b).
        WageSubsidyOver55,
        /// A mentor (§ 23 d).
        Mentor,
    }

    /// Why a work placement is given. § 23 b, stk. 1.
    pub enum PlacementNeed {
        /// To clarify what work to aim at.
        Clarification,
        /// Lacking skills make ordinary or subsidised work hard to get.
        LackingSkills,
        /// Something else, which the Act does not name.
        Other,
    }

    /// Kinds of employer.
    pub enum Employer {
        /// Public.
        Public,
        /// Private.
        Private,
    }

    /// What an assessment of a longer work placement found.
    pub enum ExtensionFinding {
        /// A longer period is called for, up to 26 weeks.
        Longer,
        /// A particular need for more than 26 weeks.
        ParticularNeed,
        /// No need.
        None,
    }

    /// What an expense of a business in a partnership was for. § 23 e, stk. 2–3.
    pub enum PartnershipPurpose {
        /// Guidance and upgrading of skills (§ 23 a).
        Course,
        /// A mentor (§§ 23 d and 24 a, stk. 2).
        Mentor,
        /// Administration.
        Administration,
        /// Something else.
        Other,
    }

    /// Support under § 24 a.
    pub enum SupportForm {
        /// Qualification (stk. 1).
        Qualification,
        /// Mentor (stk. 2).
        Mentor,
        /// Tools and small changes to the workplace (stk. 3).
        Aids,
    }
}
