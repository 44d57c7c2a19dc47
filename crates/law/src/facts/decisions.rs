//! Decisions from draft to announcement, and complaints. § 53; forvaltningsloven §§ 19, 22–25.

use jiff::civil::Date;
use vocabulary::Kroner;

use super::{FactKey, Month, choices, facts};

facts! {
    /// A decision is drafted on the day. Its id names it in what follows.
    pub struct DecisionDraft {
        /// What it decides.
        pub decides: DecisionKind,
        /// The first day on which it is to have effect.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub effect_from: Option<Date>,
        /// The month whose benefit it changes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub month: Option<Month>,
        /// The amount it takes from or grants.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<Kroner>,
        /// The facts it rests on: absences, refusals, undisclosed work, an application.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub rests_on: Vec<FactKey>,
    }

    /// The party was told what the decision will rest on and could answer. Forvaltningsloven § 19.
    pub struct PartyHearing {
        /// The decision.
        pub decision: FactKey,
    }

    /// The decision was made by the caseworker whom the fact names.
    pub struct DecisionMade {
        /// The decision.
        pub decision: FactKey,
        /// Whether another municipality or actor decided, empowered under § 5, stk. 2 or 3.
        #[serde(default)]
        pub empowered_under: Option<Empowerment>,
    }

    /// The decision was announced to the person. Forvaltningsloven §§ 22, 25.
    pub struct DecisionAnnounced {
        /// The decision.
        pub decision: FactKey,
        /// With reasons.
        pub reasons: bool,
        /// With guidance on where and how to complain.
        pub complaint_guidance: bool,
    }

    /// The decision was revoked, by the municipality or by a board.
    pub struct DecisionRevoked {
        /// The decision.
        pub decision: FactKey,
        /// By whom.
        pub by_board: bool,
    }

    /// A complaint was received.
    pub struct Complaint {
        /// The decision complained of.
        pub decision: FactKey,
    }

    /// A board decided the complaint. Lov 523/2005 § 23, stk. 5.
    pub struct ComplaintDecided {
        /// The complaint.
        pub complaint: FactKey,
        /// Whether the decision was changed.
        pub changed: bool,
    }

    /// The complaint was passed on to the board.
    pub struct ComplaintForwarded {
        /// The complaint.
        pub complaint: FactKey,
        /// To which.
        pub to: Board,
    }
}

choices! {
    /// What a decision decides.
    pub enum DecisionKind {
        /// Whether the Act covers the person (§ 2, stk. 4).
        Scope,
        /// The national number (§ 6).
        NationalNumber,
        /// A region's quota (§ 7).
        RegionQuota,
        /// A municipality's quota (§ 8).
        MunicipalQuota,
        /// Placement (§§ 10–11).
        Placement,
        /// Housing provided in the municipality's place (§ 15).
        HousingOnBehalf,
        /// Housing (§ 12).
        Housing,
        /// Responsibility and help to individuals (§§ 4–5).
        Responsibility,
        /// The introduction programme (§ 16).
        Programme,
        /// An order to take an education (§ 16 a).
        EducationOrder,
        /// Taking over the programme after a move (§ 18).
        ProgrammeTakeover,
        /// The contract's content where there was no agreement (§ 19, stk. 7).
        ContractContent,
        /// Danish education, or leaving it out (§§ 21–22).
        DanishEducation,
        /// An offer (§§ 23–24 b).
        Offer,
        /// Right to introduction benefit granted (§§ 25–28).
        BenefitGrant,
        /// Right to introduction benefit refused (§§ 25–28).
        BenefitRefusal,
        /// Reduction for absence (§ 30).
        BenefitReduction,
        /// Deduction by days (§ 30 a).
        BenefitDeduction,
        /// Stop of the benefit (§ 31).
        BenefitStop,
        /// Duty to repay (§ 31 a).
        RepaymentDuty,
        /// Reduction or stop after a move that was not approved (§ 32).
        BenefitAfterMove,
        /// Support where the supporter fails (§ 33).
        HelpFailedSupport,
        /// Help with expenses of the programme (§ 34).
        HelpProgramme,
        /// Help with single expenses (§ 35).
        HelpSingleExpense,
        /// Help with treatment (§ 36).
        HelpTreatment,
        /// Help concerning children (§ 37).
        HelpChildren,
        /// Help to support a child after a death (§ 38).
        HelpChildAfterDeath,
        /// Help with a move (§ 39).
        HelpMove,
        /// Repayment under other rules (§ 41).
        Repayment,
        /// Members of an integration council (§ 42).
        CouncilMembers,
        /// Statement on completing the programme (§ 52).
        Statement,
    }

    /// On what another decided.
    pub enum Empowerment {
        /// Another municipality, § 5, stk. 2.
        Municipality,
        /// An organisation or other actor, § 5, stk. 3.
        OtherActor,
    }

    /// Where complaints go.
    pub enum Board {
        /// Beskæftigelsesankenævnet.
        EmploymentAppealsBoard,
        /// Det sociale nævn.
        SocialBoard,
        /// Ankestyrelsen.
        NationalSocialAppealsBoard,
    }
}
