//! What people were told, what was passed on, and with what consent. §§ 49–52, 25 c.

use vocabulary::MunicipalityCode;

use super::{FactKey, choices, facts};

facts! {
    /// The person was informed on the day.
    pub struct InformationGiven {
        /// Of what.
        pub about: InformedOf,
        /// Whether in writing.
        pub in_writing: bool,
    }

    /// The person's answer on consent, from the day on.
    pub struct Consent {
        /// To what.
        pub to: ConsentTo,
        /// Given, or refused.
        pub given: bool,
    }

    /// Information was passed on, or fetched.
    pub struct InformationPassed {
        /// What kind of passing on it is.
        pub route: InformationRoute,
        /// The municipality it went to, where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub municipality: Option<MunicipalityCode>,
        /// What it held.
        pub contents: Vec<InformationContent>,
        /// What it was for, where it was fetched (§ 50).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub purpose: Option<FetchPurpose>,
        /// Whether the empowered municipality had it because it is empowered (§ 51 a, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub had_by_empowerment: Option<bool>,
    }

    /// An assessment of whether information should be passed on or fetched. §§ 50, stk. 1, 51, stk. 2, 51 a, 51 b, stk. 3.
    pub struct InformationNeed {
        /// On which route.
        pub route: InformationRoute,
        /// Whether it is of essential importance (§§ 51, stk. 2, 51 b, stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub essential: Option<bool>,
        /// Whether it is necessary: for the case it is fetched for (§ 50, stk. 1), for the empowered municipality's tasks (§ 51 a,
        /// stk. 1), for the receiver's work, so that it may be passed on without consent (§ 51 b, stk. 3, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub necessary: Option<bool>,
        /// Whether it is about purely private matters (§ 51, stk. 2, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub purely_private: Option<bool>,
        /// Whether forvaltningsloven § 28, stk. 2 allows it, where it is about purely private matters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub administration_act_allows: Option<bool>,
    }

    /// The receiving municipality's answer to a hand-over. § 51 b.
    pub struct HandOverAnswer {
        /// The passing on.
        pub hand_over: FactKey,
        /// Accepted as complete, or sent back.
        pub accepted: bool,
    }

    /// Udlændingeservice asked for a statement. § 52.
    pub struct StatementRequest {
        /// About what.
        pub about: StatementAbout,
    }

    /// The statement was given. § 52.
    pub struct StatementGiven {
        /// The request.
        pub request: FactKey,
        /// Whether the programme, or a course that equals it, was completed (stk. 1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub completed: Option<bool>,
        /// Whether there is overdue debt to the public (stk. 1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub overdue_debt: Option<bool>,
    }

    /// A presumption that somebody receives introduction benefit wrongly, formed on the day. § 25 c.
    pub struct CustodyPresumption {
        /// Which.
        pub form: Presumption,
    }

    /// A change in the person's circumstances that may matter to the benefit. § 49, stk. 2.
    pub struct ChangeOfCircumstances {
        /// In words.
        pub text: String,
    }
}

choices! {
    /// What somebody was informed of.
    pub enum InformedOf {
        /// The duty to give information, which changes matter, and the consequences (§ 49, stk. 3).
        DutyToInform,
        /// The possibility to fetch information and the consequences of not helping (§ 50, stk. 3).
        FetchingOfInformation,
        /// A change in circumstances: the person told the municipality (§ 49, stk. 2).
        OwnChange,
        /// The information needed to decide: the person gave it (§ 49, stk. 1).
        OwnInformation,
        /// The end of benefit: the municipality told the jobcentre (§ 25 a, stk. 2, 2. pkt.).
        EndOfBenefit,
        /// The order under § 16 a: the municipality told the school (§ 16 a, stk. 4).
        EducationOrderToSchool,
        /// A presumption under § 25 c: the prison service or police told the municipality.
        CustodyPresumption,
        /// Absence: another actor told the municipality (§ 51 c).
        AbsenceByOtherActor,
    }

    /// What consent is about.
    pub enum ConsentTo {
        /// Fetching information from others (§ 50, stk. 1).
        FetchingOfInformation,
        /// Other information from Udlændingeservice to the municipality (§ 51, stk. 2).
        ImmigrationServiceInformation,
        /// Other information to the municipality moved to (§ 51 b, stk. 3).
        HandOverInformation,
    }

    /// The way information went.
    pub enum InformationRoute {
        /// From Udlændingeservice to the responsible municipality (§ 51).
        ImmigrationServiceToMunicipality,
        /// From the municipality moved from to the one moved to (§ 51 b).
        HandOver,
        /// From the delegating to the empowered municipality (§ 51 a, stk. 1).
        ToEmpowered,
        /// From the empowered to the delegating municipality (§ 51 a, stk. 2).
        ToDelegating,
        /// From others to the municipality (§ 50, stk. 1–2).
        FromOthers,
        /// From the state in the jobcentre, for the assessment of availability (§ 25 a, stk. 3).
        FromJobcentre,
        /// Economic information from authorities and unemployment funds (§ 50, stk. 5).
        Economic,
        /// From the income register (§ 50, stk. 6).
        IncomeRegister,
    }

    /// What was passed on.
    pub enum InformationContent {
        /// Name.
        Name,
        /// Personal data.
        PersonalData,
        /// Ground of stay.
        GroundOfStay,
        /// What the integration contract holds.
        Contract,
        /// A copy of the signed declaration.
        Declaration,
        /// The status at the move (§ 18 a, stk. 3).
        Status,
        /// The same from municipalities lived in before (§ 51 b, stk. 2, 2. pkt.).
        EarlierMunicipalities,
        /// Economic circumstances (§ 50, stk. 5–6).
        Finances,
        /// Purely private matters (§ 50, stk. 1, 2. pkt., § 51, stk. 2).
        PurelyPrivate,
        /// Other confidential information (§ 50, stk. 1, 2. pkt., § 51, stk. 2).
        Confidential,
        /// Medical and hospital records (§ 50, stk. 1, 3. pkt.).
        MedicalRecords,
        /// Other information.
        Other,
    }

    /// What information is fetched for. § 50.
    pub enum FetchPurpose {
        /// A case on benefits under chapters 4–6.
        SingleCase,
        /// A general search for control.
        GeneralControl,
        /// Anything else.
        Other,
    }

    /// What a statement is about.
    pub enum StatementAbout {
        /// Completion of the programme and overdue debt (§ 52, stk. 1).
        Completion,
        /// When contract and declaration were drawn up and signed (§ 52, stk. 2).
        ContractDates,
    }

    /// Which presumption.
    pub enum Presumption {
        /// Deprived of liberty for a crime and receiving benefit (§ 25 c, stk. 1).
        DeprivedOfLiberty,
        /// Evading prosecution (§ 25 c, stk. 2, nr. 1).
        EvadesProsecution,
        /// Evading the serving of a sentence (§ 25 c, stk. 2, nr. 2).
        EvadesServing,
    }
}
