//! Availability for work: registration, jobs, absence and refusal, and the judgements on them. §§ 25, 25 a, 30–31.

use jiff::civil::Date;

use super::{FactKey, Hours, choices, facts};

facts! {
    /// Registered as seeking work in the jobcentre. § 25 a, stk. 2.
    pub struct JobRegistration {}

    /// Confirmed the registration. § 25 a, stk. 2, 3. pkt.
    pub struct JobConfirmation {}

    /// Taken off the register since the registration was not confirmed. § 30 a, stk. 2.
    pub struct JobDeregistration {
        /// Whether the lack of confirmation is due to the person's own circumstances.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub own_circumstances: Option<bool>,
        /// The deadline the jobcentre set for confirming after all (§ 30 a, stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub confirm_by: Option<Date>,
    }

    /// Entered a CV in Jobnet. § 25 a, stk. 4.
    pub struct CvEntered {}

    /// The municipality referred the person to a job. § 25 a, stk. 7–8.
    pub struct JobReferral {
        /// How many days the job lasts; none where it is not limited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub job_days: Option<u32>,
        /// Whether the person got the job; not known yet without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hired: Option<bool>,
    }

    /// Ordered to seek named jobs on Jobnet. §§ 25, stk. 3, 3. pkt., 25 a, stk. 8, 2. pkt., 25 d, nr. 2.
    pub struct JobSearchOrder {
        /// Whether they were sought; without it no breach is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sought: Option<bool>,
        /// Whether the jobs were found together with the person (§ 25 a, stk. 8, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub found_together: Option<bool>,
    }

    /// The municipality finds that there is no job to refer the person to. § 25 a, stk. 8, 2. pkt.
    pub struct NoJobToRefer {}

    /// Ordered to take part in activities that had been offered before. § 25 a, stk. 6.
    pub struct ParticipationOrder {}

    /// An offer of work to the person (or, in the spouse's facts, to the spouse). § 25, stk. 3, 1. pkt. and stk. 4, nr. 1.
    pub struct WorkOffer {
        /// Whether it is reasonable with regard to what is offered.
        pub reasonable: bool,
        /// First day on which it is no longer open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// Whether the person makes active use of possibilities to work. § 25, stk. 3, 2. pkt.
    pub struct JobSeeking {
        /// Active, or not.
        pub active: bool,
    }

    /// A ground on which work cannot be demanded. § 25, stk. 4, nr. 2–8, and stk. 5.
    pub struct AvailabilityGround {
        /// Which.
        pub ground: NotAvailable,
        /// Whether it holds; false records that it was assessed and does not.
        #[serde(default = "holds")]
        pub holds: bool,
        /// First day it no longer holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// The municipality's assessment of availability. § 25 a, stk. 1.
    pub struct AvailabilityAssessment {
        /// Available, or not.
        pub available: bool,
    }

    /// Information from a public control that raises doubt about availability, received on the day. § 25 a, stk. 5.
    pub struct ControlInformation {}

    /// Absence, beginning on the day. §§ 25 a, stk. 1, 30, 30 a.
    pub struct Absence {
        /// From what.
        pub from: AbsenceFrom,
        /// Hours missed of the programme in the month (§ 30, stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hours: Option<Hours>,
        /// Hours of the programme in the month it is held against (§ 30, stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub of_hours: Option<Hours>,
        /// Whether sickness was notified, for absence from an offer or an employer's job interview (§ 25 a, stk. 1, nr. 4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sickness_notified: Option<bool>,
    }

    /// Whether there was reasonable ground. §§ 30–31.
    pub struct ReasonableGround {
        /// The absence or the refusal.
        pub absence: FactKey,
        /// Reasonable, or not.
        pub reasonable: bool,
    }

    /// Whether a missing registration, confirmation or CV is due to the person's own circumstances. § 30 a, stk. 2, 1. pkt.
    pub struct OwnCircumstances {
        /// What the omission began with: the first contact (application), the removal from the register, or the registration.
        pub omission: FactKey,
        /// Due to their own circumstances, or not.
        pub own: bool,
    }

    /// Contact with the jobcentre was restored. § 30 a, stk. 1, 2. pkt.
    pub struct ContactRestored {}

    /// Refuses to take part in the programme, a job, or an order. §§ 25 a, stk. 1, nr. 1, 31.
    pub struct Refusal {
        /// Of what.
        pub of: RefusalOf,
    }

    /// From the day on the possibility does not exist any more, or was taken up. § 31, stk. 1 and 3.
    pub struct RefusalEnd {
        /// The refusal.
        pub refusal: FactKey,
        /// How it ended.
        pub outcome: RefusalOutcome,
    }

    /// Whether repeated absence is so considerable that it equals a refusal. § 31, stk. 2.
    pub struct AbsenceAsRefusal {
        /// The absences.
        pub absences: Vec<FactKey>,
        /// Equal to a refusal, or not.
        pub equals_refusal: bool,
    }
}

choices! {
    /// Grounds on which work cannot be demanded.
    pub enum NotAvailable {
        /// Sickness, or health at risk in the present work (stk. 4, nr. 2).
        Sickness,
        /// Unreasonable distance (nr. 3).
        Distance,
        /// Pregnancy, birth or adoption with a right to absence (nr. 4).
        Birth,
        /// Must mind children and nobody else can (nr. 5).
        Childcare,
        /// Supported to care for a disabled or seriously ill child or a dying relative (nr. 6).
        CareOfRelative,
        /// Labour conflict (nr. 7).
        Conflict,
        /// War material (nr. 8).
        WarMaterial,
        /// Other circumstances of somebody with problems beyond unemployment (stk. 5).
        Other,
    }

    /// What somebody was absent from.
    pub enum AbsenceFrom {
        /// A part of the introduction programme (§ 30).
        Programme,
        /// Work placement (§§ 23 b, 30, stk. 5).
        WorkPlacement,
        /// Job interview in the jobcentre or with another actor (§ 30 a).
        JobInterview,
        /// CV interview in the jobcentre or with another actor (§ 30 a).
        CvInterview,
        /// Assessment of availability in the jobcentre (§ 30 a).
        AvailabilityAssessment,
        /// Follow-up interview in the municipality (§ 25 a, stk. 1, nr. 3).
        FollowUp,
        /// An employer's job interview (§ 25 a, stk. 1, nr. 4).
        EmployerInterview,
    }

    /// What somebody refuses.
    pub enum RefusalOf {
        /// A part of the introduction programme (§ 31, stk. 1).
        Programme,
        /// A job one was referred to (§ 25 a, stk. 1, nr. 1).
        ReferredJob,
        /// An order under § 16 a or what follows from it (§ 31, stk. 4).
        EducationOrder,
    }

    /// How a refusal ended.
    pub enum RefusalOutcome {
        /// The possibility does not exist any more.
        PossibilityGone,
        /// The person takes part.
        TakenUp,
    }
}

/// A ground that is recorded holds, unless it says that it does not.
fn holds() -> bool {
    true
}
