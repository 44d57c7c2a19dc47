//! Applications for help in special cases, with the conditions of each kind as they are known, and the judgements on them. §§ 33–39.

use vocabulary::{Kroner, MunicipalityCode};

use super::{FactKey, Nationality, choices, facts};

facts! {
    /// An application for help in special cases. A condition that is not stated is not known; what the municipality has to judge is
    /// in [`HelpAssessment`].
    pub struct HelpApplication {
        /// What for.
        pub form: HelpForm,
        /// How much.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<Kroner>,
        /// Neither the person nor the spouse has the means to pay (§§ 34, 36, 37, 39).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub without_means: Option<bool>,
        /// The expense is documented (§ 34).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub documented: Option<bool>,
        /// It is caused by taking part in the programme (§ 34).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub due_to_programme: Option<bool>,
        /// For a folk high school: weeks of the stay (§ 34, stk. 1, nr. 5).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weeks: Option<u16>,
        /// The need could be foreseen (§ 35, 2.–3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub foreseeable: Option<bool>,
        /// Other law can cover it (§ 36).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub covered_elsewhere: Option<bool>,
        /// The treatment is given outside the public system (§ 36, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub outside_public_system: Option<bool>,
        /// The public system has no treatment (§ 36, 4. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub no_public_treatment: Option<bool>,
        /// The child: as `child` facts name it (§ 37, stk. 1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub child: Option<String>,
        /// The child was taken abroad without consent (§ 37, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub child_taken_abroad: Option<bool>,
        /// The person has custody (§ 37, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub has_custody: Option<bool>,
        /// The police have been told (§ 37, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reported_to_police: Option<bool>,
        /// The case was put before the Ministry of Foreign Affairs (§ 37, stk. 2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub put_before_foreign_ministry: Option<bool>,
        /// Custody passed, at the holder's death, to somebody without a duty to support the child (§ 38).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub custody_after_death: Option<bool>,
        /// The child's income does not suffice (§ 38).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub child_income_insufficient: Option<bool>,
        /// Where the move goes (§ 39).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub move_to: Option<MoveTo>,
        /// The municipality moved to, for a move within Denmark (§ 39).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub to_municipality: Option<MunicipalityCode>,
        /// The country moved to (§ 39, stk. 4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub to_country: Option<Nationality>,
        /// For a move abroad: assured of lasting work there (§ 39, stk. 4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lasting_work: Option<bool>,
    }

    /// The municipality's judgement of conditions of an application; what a later one does not judge stays as it was judged before.
    pub struct HelpAssessment {
        /// The application.
        pub application: FactKey,
        /// The expense is reasonable (§§ 33–35).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reasonable: Option<bool>,
        /// It must be ruled out that whoever has to support the person does so (§ 33).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub supporter_fails: Option<bool>,
        /// Teaching material is of a quite special kind (§ 34, stk. 1, nr. 4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub special_material: Option<bool>,
        /// The employment supplement covers the expenses of a work placement only to a limited extent (§ 34, stk. 2, 1. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub supplement_covers_little: Option<bool>,
        /// Paying oneself would make it decisively harder to manage in future (§ 35, 1. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub decisively_harder: Option<bool>,
        /// Help is quite decisive for how the person or the family lives (§ 35, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub decisive_for_life: Option<bool>,
        /// The treatment is necessary and well founded (§ 36, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub necessary: Option<bool>,
        /// The treatment outside the public system is medically well founded (§ 36, 4. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub medically_founded: Option<bool>,
        /// The move betters housing or work (§ 39, stk. 1).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub betters_housing_or_work: Option<bool>,
        /// The person is specially attached to the country (§ 39, stk. 4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub special_attachment: Option<bool>,
    }
}

choices! {
    /// What help is asked for.
    pub enum HelpForm {
        /// Support where the supporter fails (§ 33).
        FailedSupport,
        /// Special courses in the programme (§ 34, stk. 1, nr. 1).
        ProgrammeCourse,
        /// Transport to the programme (§ 34, stk. 1, nr. 2).
        ProgrammeTransport,
        /// Tools and working clothes (§ 34, stk. 1, nr. 3).
        ProgrammeTools,
        /// Special teaching material (§ 34, stk. 1, nr. 4).
        ProgrammeMaterial,
        /// Own payment at a folk high school (§ 34, stk. 1, nr. 5).
        ProgrammeFolkHighSchool,
        /// Other expenses of the programme (§ 34, stk. 1).
        ProgrammeOther,
        /// Single expenses (§ 35).
        SingleExpense,
        /// Treatment, medicine, dental care (§ 36).
        Treatment,
        /// Contact with own children (§ 37, stk. 1).
        ContactWithChild,
        /// Travel to children taken abroad (§ 37, stk. 2).
        ChildTakenAbroad,
        /// Support of a child after the holder of custody died (§ 38).
        ChildAfterDeath,
        /// Move (§ 39).
        Move,
    }

    /// Where a move goes.
    pub enum MoveTo {
        /// Within the municipality.
        SameMunicipality,
        /// To another municipality.
        OtherMunicipality,
        /// Abroad.
        Abroad,
    }
}
