//! Where the person lives, who is responsible there, and housing.

use jiff::civil::Date;
use vocabulary::{Kroner, MunicipalityCode};

use super::{choices, facts};

facts! {
    /// Udlændingeservice's decision on where a refugee is to live (visitering). § 10.
    pub struct Placement {
        /// The municipality.
        pub municipality: MunicipalityCode,
        /// On what it was decided (§ 11).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub basis: Vec<PlacementBasis>,
    }

    /// Udlændingeservice's judgement of whether placement has to wait so that an unaccompanied minor can be involved in it. § 10, stk. 2.
    pub struct PlacementPostponement {
        /// It has to wait, or not.
        pub needed: bool,
    }

    /// The municipality takes over responsibility for a refugee on the day, before the first whole month has ended. § 4, stk. 2, 2. pkt.
    pub struct EarlyTakeover {
        /// The municipality.
        pub municipality: MunicipalityCode,
        /// Whether the refugee consented.
        pub consent: bool,
    }

    /// Registered in CPR as having moved to the municipality, done on the day. §§ 4, stk. 3, 10, stk. 3–6.
    pub struct CprRegistration {
        /// The municipality.
        pub municipality: MunicipalityCode,
        /// The day from which it has effect, where that is another day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub effective: Option<Date>,
        /// Who registered.
        #[serde(default)]
        pub registrar: Registrar,
    }

    /// Takes residence or stay in the municipality on the day. § 4, stk. 4.
    pub struct Residence {
        /// The municipality.
        pub municipality: MunicipalityCode,
        /// Whether the stay is temporary, as part of an offer (§ 10, stk. 3, 2. pkt.): it then changes no responsibility.
        #[serde(default)]
        pub temporary_for_offer: bool,
    }

    /// Takes residence in a part of the realm where the Act does not apply. § 68.
    pub struct ResidenceInRealm {
        /// Which part.
        pub part: RealmPart,
    }

    /// Stays abroad from the day on. § 25, stk. 2.
    pub struct StayAbroad {
        /// The first day back, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
        /// Whether the right to help is kept during the stay (lov om aktiv socialpolitik § 5, stk. 2 and 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub right_kept: Option<bool>,
    }

    /// Deprived of liberty from the day on. §§ 4, stk. 5, 25 c, 27, stk. 3.
    pub struct Imprisonment {
        /// The municipality where the institution lies.
        pub municipality: MunicipalityCode,
        /// How.
        pub form: Custody,
        /// The day of release, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// Two municipalities agree who is responsible during imprisonment. § 4, stk. 5.
    pub struct ResponsibilityAgreement {
        /// The municipality that is to be responsible.
        pub municipality: MunicipalityCode,
        /// Whether the foreigner consented.
        pub consent: bool,
    }

    /// The municipality leaves tasks to another. § 5.
    pub struct Delegation {
        /// To whom.
        pub to: Delegate,
        /// The municipality, where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub municipality: Option<MunicipalityCode>,
        /// Which tasks.
        pub tasks: Vec<Task>,
        /// Whether it also decides, or only carries out.
        pub decides: bool,
        /// Whether a state framework tender or an order on the municipality to use other actors covers the person (§ 25 a, stk. 9, 2. pkt.).
        #[serde(default)]
        pub state_tender: bool,
        /// First day on which it no longer holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// The new municipality's answer on taking over the programme. §§ 18, 32.
    pub struct ProgrammeTakeover {
        /// The municipality moved to.
        pub municipality: MunicipalityCode,
        /// Whether it approved.
        pub approved: bool,
        /// Whether the move is essential for the person's integration (§ 18, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub essential_for_integration: Option<bool>,
        /// Whether special personal circumstances speak for it (§ 18, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub special_circumstances: Option<bool>,
    }

    /// Housing from the day on. § 12.
    pub struct Housing {
        /// What kind.
        pub form: HousingForm,
        /// Rent a month.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rent: Option<Kroner>,
        /// Income of the household a month.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub household_income: Option<Kroner>,
    }

    /// Udlændingeservice's permission to stay on at the accommodation centre for a time. § 12, stk. 2.
    pub struct CentreStay {
        /// Whether it was given.
        pub permitted: bool,
        /// First day it no longer holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// The cost of moving the refugee. § 12, stk. 4.
    pub struct RemovalExpense {
        /// The amount.
        pub amount: Kroner,
        /// Where to.
        pub to: RemovalTo,
    }

    /// Udlændingeservice provides housing in the municipality's place and at its expense. § 15.
    pub struct HousingOnBehalf {
        /// Whether the municipality makes too little use of its possibilities.
        pub insufficient: bool,
    }
}

choices! {
    /// What a placement was decided on. § 11.
    pub enum PlacementBasis {
        /// The municipality's quota.
        Quota,
        /// The refugee's personal circumstances.
        PersonalCircumstances,
        /// The conditions in the municipality.
        MunicipalityConditions,
    }

    /// Who registered in CPR.
    #[derive(Default)]
    pub enum Registrar {
        /// The municipality.
        #[default]
        Municipality,
        /// Udlændingeservice, since the municipality did not (§ 10, stk. 5).
        ImmigrationService,
    }

    /// A part of the realm where the Act does not apply.
    pub enum RealmPart {
        /// The Faroe Islands.
        FaroeIslands,
        /// Greenland.
        Greenland,
    }

    /// How somebody is deprived of liberty.
    pub enum Custody {
        /// Remanded in custody.
        Remand,
        /// In a substitute for remand.
        RemandSubstitute,
        /// Serving in prison or local prison.
        Serving,
        /// In hospital or another institution after a sentence to placement, treatment or detention.
        Institution,
    }

    /// Whom tasks are left to.
    pub enum Delegate {
        /// An organisation or association, the Danish Refugee Council for instance.
        Organisation,
        /// An educational institution.
        School,
        /// A private company.
        Company,
        /// Another municipality.
        Municipality,
    }

    /// A task that can be left to another. § 5.
    pub enum Task {
        /// Introduction programmes (chapter 4).
        Programme,
        /// Paying introduction benefit (chapter 5).
        Benefit,
        /// Help in special cases (chapter 6).
        SpecialHelp,
        /// Coordinating the general integration effort (§ 3, stk. 2).
        Coordination,
    }

    /// Kinds of housing.
    pub enum HousingForm {
        /// A permanent dwelling the municipality assigned.
        Permanent,
        /// A temporary place to stay.
        Temporary,
        /// A dwelling the person found.
        Own,
    }

    /// Where a refugee's move went.
    pub enum RemovalTo {
        /// To the municipality.
        Municipality,
        /// To a folk high school, as an offer, directly at the takeover.
        FolkHighSchool,
    }
}
