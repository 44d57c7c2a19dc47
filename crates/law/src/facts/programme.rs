//! The introduction programme, orders to take an education, and the integration contract. §§ 16–20.

use jiff::civil::Date;

use super::{FactKey, choices, facts};

facts! {
    /// The programme was offered. § 16.
    pub struct ProgrammeOffer {
        /// Danish education is part of it.
        pub danish: bool,
        /// Offers under § 23 are part of it.
        pub offers: bool,
    }

    /// The programme began. § 16, stk. 4.
    pub struct ProgrammeStart {}

    /// Rehabilitation or flexible work under other acts in place of the programme. § 16, stk. 7.
    pub struct HelpInPlaceOfProgramme {
        /// Which.
        pub form: HelpInPlace,
        /// First day it no longer holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// Whether the person has problems beyond unemployment ("problemer ud over ledighed").
    pub struct ProblemAssessment {
        /// Problems beyond unemployment, or unemployment alone.
        pub beyond_unemployment: bool,
    }

    /// Whether the person has an education that gives vocational qualifications. § 16 a, stk. 1, nr. 3.
    pub struct Qualification {
        /// Has one, or not.
        pub vocational: bool,
    }

    /// The municipality's assessment of whether the person can complete an education on ordinary terms. § 16 a, stk. 1, nr. 5.
    pub struct EducationCapability {
        /// Able, or not.
        pub able: bool,
    }

    /// An order under § 16 a.
    pub struct EducationOrder {
        /// What it orders.
        pub step: EducationStep,
        /// The last day to follow it.
        pub deadline: Date,
        /// The educations.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub educations: Vec<String>,
    }

    /// Whether an order was followed.
    pub struct EducationOrderOutcome {
        /// The order.
        pub order: FactKey,
        /// Followed, or not.
        pub followed: bool,
    }

    /// Admitted to an education one was ordered to apply for. § 16 a, stk. 3.
    pub struct EducationAdmission {
        /// The education.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub education: Option<String>,
    }

    /// Began an education.
    pub struct EducationStart {
        /// Whether it was ordered under § 16 a.
        pub ordered: bool,
        /// Whether it is an education that leads to further study or a vocation.
        pub qualifying: bool,
        /// Whether SU, trainee pay or the like supports the person during it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub supported: Option<bool>,
    }

    /// Left or completed an education.
    pub struct EducationEnd {
        /// Completed, or left.
        pub completed: bool,
        /// Whether it can be taken up again (§ 25, stk. 10).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub can_resume: Option<bool>,
        /// Whether there was reasonable ground for leaving (§ 25 d).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reasonable_ground: Option<bool>,
    }

    /// The municipality's assessment of a risk of special difficulties. § 16 a, stk. 4.
    pub struct EducationRisk {
        /// A risk, or none.
        pub risk: bool,
    }

    /// A status of how the person took part. § 18 a.
    pub struct StatusReport {
        /// Which.
        pub form: StatusForm,
        /// For a final status: whether the statuses of municipalities lived in before are part of it (§ 18 a, stk. 3, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub holds_earlier: Option<bool>,
    }

    /// An integration contract, drawn up on the day. § 19.
    pub struct Contract {
        /// What it aims at.
        #[serde(default)]
        pub goals: Vec<Goal>,
        /// What is to be done, and for which goal.
        #[serde(default)]
        pub activities: Vec<Activity>,
        /// To what extent and with what content Danish education is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub danish: Option<String>,
        /// To what extent and with what content offers under § 23 are given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub offers: Option<String>,
        /// How Danish education and offers stand to each other.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub danish_and_offers: Option<String>,
        /// Help under § 16, stk. 7 stands in it.
        #[serde(default)]
        pub names_help_in_place: bool,
        /// An order under § 16 a stands in it.
        #[serde(default)]
        pub names_education_order: bool,
        /// The sanctions are stated in it (§ 19, stk. 5).
        #[serde(default)]
        pub states_sanctions: bool,
        /// Whether the person's own situation, needs, skills and the needs of the labour market were assessed (§ 19, stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub whole_assessment: Option<bool>,
        /// Whether skills and the needs of the labour market were part of the assessment, where that was not as the whole (§ 19, stk. 3, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub skills_and_market_assessed: Option<bool>,
        /// Whether ordinary work was found to be no realistic goal for now (§ 19, stk. 3, 3. pkt.).
        #[serde(default)]
        pub ordinary_work: OrdinaryWork,
        /// Whether the contract then is arranged to better the chances of work later (§ 19, stk. 3, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub betters_later_chances: Option<bool>,
        /// Who settled what it holds.
        #[serde(default)]
        pub settled_by: SettledBy,
        /// The contract it takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub replaces_contract: Option<FactKey>,
    }

    /// A goal of a contract.
    pub struct Goal {
        /// What it is a goal of.
        pub aim: Aim,
        /// In words.
        pub text: String,
    }

    /// An activity of a contract.
    pub struct Activity {
        /// In words.
        pub text: String,
        /// The number of the goal it serves, counted from 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub goal: Option<usize>,
    }

    /// A plan or contract under the rules before 1 April 2006. Lov 364/2002 § 2, stk. 2; lov 243/2006 § 3, stk. 2.
    pub struct OlderPlan {
        /// Which.
        pub form: OlderPlanForm,
    }

    /// The state asked the municipality to draw up an integration contract. Lov 243/2006 § 3, stk. 3, 4. pkt. and stk. 4, 5. pkt.
    pub struct ContractRequest {}

    /// A signature on the contract.
    pub struct ContractSignature {
        /// The contract.
        pub contract: FactKey,
        /// Who signed.
        pub party: ContractParty,
    }

    /// The person signed the declaration of integration and active citizenship. § 19, stk. 1, 3. pkt.
    pub struct DeclarationSignature {}

    /// Quite special circumstances make signatures unnecessary. § 19, stk. 1, 5. pkt.
    pub struct SpecialCircumstances {
        /// They exist, or not.
        pub exist: bool,
    }

    /// The goals of the contract are met. § 20, stk. 1.
    pub struct GoalsMet {
        /// The contract.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub contract: Option<FactKey>,
    }

    /// A follow-up of the contract. § 20.
    pub struct FollowUp {
        /// How it was held.
        pub form: ContactForm,
        /// Whether that form was suitable, where it was not face to face; choosing it says so where nothing is stated (§ 20, stk. 1, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub suitable: Option<bool>,
        /// What kind of interview it was (§ 20, stk. 4).
        #[serde(default)]
        pub interview: Interview,
        /// Whether changes in situation and needs and the keeping of the contract were discussed (§ 20, stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub situation_discussed: Option<bool>,
        /// Whether the course and its yield were discussed against the goals (§ 20, stk. 3, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub yield_discussed: Option<bool>,
        /// Whether changes to the programme were discussed (§ 20, stk. 3, 3. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub changes_discussed: Option<bool>,
        /// Whether support of the search for work was agreed (§ 20, stk. 4, 2. pkt.).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub job_search_agreed: Option<bool>,
        /// Whether the entries in Jobnet were checked (§§ 20, stk. 4, 3. pkt., 25 a, stk. 4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub jobnet_checked: Option<bool>,
    }

    /// The person belongs to a group for which the municipality has set another form of contact. § 20, stk. 2.
    pub struct GroupGuideline {
        /// Belongs to it, or not.
        pub applies: bool,
    }
}

choices! {
    /// Help that is given in place of the programme. § 16, stk. 7.
    pub enum HelpInPlace {
        /// Rehabilitation (lov om aktiv socialpolitik chapter 6).
        Rehabilitation,
        /// Flexible work (lov om en aktiv beskæftigelsesindsats chapter 13).
        FlexibleWork,
    }

    /// What an order under § 16 a orders.
    pub enum EducationStep {
        /// To propose educations (stk. 1).
        Propose,
        /// To apply for admission (stk. 2).
        Apply,
        /// To begin and complete (stk. 3).
        Begin,
    }

    /// Which status it is. § 18 a.
    pub enum StatusForm {
        /// Before the end, when the goals are met (stk. 1, 2. pkt.).
        Provisional,
        /// At the end of the introduction period (stk. 1, 1. pkt.).
        Final,
        /// At a move (stk. 3).
        OnMove,
    }

    /// Which plan or contract of the older rules it is.
    pub enum OlderPlanForm {
        /// Individual action plan (individuel handlingsplan), under the rules before 1 July 2002.
        ActionPlan,
        /// An individual contract was offered.
        ContractOffered,
        /// Individual contract (individuel kontrakt), under the rules from 1 July 2002 to 31 March 2006.
        IndividualContract,
    }

    /// Who settled what the contract holds.
    #[derive(Default)]
    pub enum SettledBy {
        /// The person and the municipality together.
        #[default]
        Agreement,
        /// The municipality, since they could not agree (§ 19, stk. 7).
        Municipality,
    }

    /// What the assessment found of ordinary work.
    #[derive(Default)]
    pub enum OrdinaryWork {
        /// Aimed at as soon as possible.
        #[default]
        AimedAt,
        /// No realistic goal for now.
        NotYetRealistic,
    }

    /// What a goal is a goal of.
    pub enum Aim {
        /// Employment.
        Employment,
        /// Education.
        Education,
        /// Something else, as health or housing: no goal in the sense of § 19, stk. 4.
        Other,
    }

    /// A party to the contract.
    pub enum ContractParty {
        /// The foreigner.
        Foreigner,
        /// The municipality.
        Municipality,
    }

    /// How a follow-up was held.
    pub enum ContactForm {
        /// A conversation face to face.
        Meeting,
        /// A conversation by telephone.
        Telephone,
        /// A conversation by digital means.
        Digital,
        /// Contact other than a conversation, as a letter.
        OtherContact,
    }

    /// The kind of interview.
    #[derive(Default)]
    pub enum Interview {
        /// Follow-up without the form of a CV or job interview.
        #[default]
        FollowUp,
        /// CV interview.
        Cv,
        /// Job interview, about concrete jobs and the search for them.
        Job,
    }
}
