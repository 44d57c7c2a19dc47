//! The facts the Act speaks of, typed: one structure a kind, grouped by what they are about.
//!
//! A fact has a kind, a day, the day it was recorded, whom it is about, and what the kind holds. An event that is not in the case
//! has not happened; a property that is not in the case is not known, and a rule that needs it says that it is missing.
//! The table of kinds is at the end of this file; the case file's schema and the messages for bad files come from the same types.

mod availability;
mod benefit;
mod danish;
mod decisions;
mod description;
mod family;
mod headline;
mod help;
mod information;
mod institutions;
pub mod names;
mod offers;
mod places;
mod programme;
mod sickness;
mod stay;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use availability::*;
pub use benefit::*;
pub use danish::*;
pub use decisions::*;
pub use description::describe;
pub use family::*;
pub use headline::headline;
pub use help::*;
pub use information::*;
pub use institutions::*;
pub use offers::*;
pub use places::*;
pub use programme::*;
pub use sickness::*;
pub use stay::*;

use crate::why::FactRef;

/// Structures of facts: what every one of them derives, said once.
macro_rules! facts {
    ($($item:item)*) => { $(
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        $item
    )* };
}

/// Choices in facts, written in snake case.
macro_rules! choices {
    ($($item:item)*) => { $(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        $item
    )* };
}
pub(crate) use {choices, facts};

/// The id of another fact in the same case, as the file writes it; resolved when the case is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct FactKey {
    id: String,
    at: Option<FactRef>,
}

impl FactKey {
    /// The id as written.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The fact it names. A case that has been read has no key without one.
    pub fn fact(&self) -> Option<FactRef> {
        self.at
    }

    pub(crate) fn resolve(&mut self, at: FactRef) {
        self.at = Some(at);
    }
}

impl JsonSchema for FactKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FactId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "fact-id", "description": "The id of another fact of the case." })
    }
}

impl From<String> for FactKey {
    fn from(id: String) -> Self {
        Self { id, at: None }
    }
}

impl From<FactKey> for String {
    fn from(key: FactKey) -> Self {
        key.id
    }
}

/// Hours a week or in a month, with at most two decimals, held as hundredths so that sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "f64", into = "f64")]
#[schemars(with = "f64")]
pub struct Hours(u32);

impl Hours {
    /// From hundredths of an hour.
    pub const fn hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// Whole hours.
    pub const fn whole(hours: u32) -> Self {
        Self(hours * 100)
    }

    /// In hundredths of an hour.
    pub const fn in_hundredths(self) -> u32 {
        self.0
    }
}

impl TryFrom<f64> for Hours {
    type Error = &'static str;

    fn try_from(hours: f64) -> Result<Self, Self::Error> {
        let hundredths = (hours * 100.0).round();
        if !(0.0..=100_000.0).contains(&hours) || (hundredths / 100.0 - hours).abs() > 1e-9 {
            return Err("hours are a number from 0 with at most two decimals");
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        Ok(Self(hundredths as u32))
    }
}

impl From<Hours> for f64 {
    fn from(hours: Hours) -> Self {
        Self::from(hours.0) / 100.0
    }
}

/// A month of a year, written `2008-05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(Date);

impl JsonSchema for Month {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Month".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "month", "pattern": r"^\d{4}-\d{2}$", "description": "A month of a year: YYYY-MM." })
    }
}

impl Month {
    /// The month that the day is in.
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.0
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.0.last_of_month()
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(crate::calendar::first_of_next_month(self.0))
    }

    /// The days in it.
    pub fn days(self) -> i32 {
        i32::from(self.0.days_in_month())
    }
}

impl TryFrom<String> for Month {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let whole = format!("{text}-01");
        let day: Option<Date> = if text.len() == 7 { whole.parse().ok() } else { None };
        day.map(Self).ok_or("a month is written YYYY-MM")
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        format!("{:04}-{:02}", month.0.year(), month.0.month())
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from(*self))
    }
}

/// Fields that can hold keys of other facts.
pub(crate) trait Keys {
    /// Every key, to be resolved.
    fn keys(&mut self) -> Vec<&mut FactKey>;

    /// Calls with each key.
    fn each(&self, call: &mut dyn FnMut(&FactKey));
}

impl Keys for FactKey {
    fn keys(&mut self) -> Vec<&mut FactKey> {
        vec![self]
    }

    fn each(&self, call: &mut dyn FnMut(&FactKey)) {
        call(self);
    }
}

impl Keys for Option<FactKey> {
    fn keys(&mut self) -> Vec<&mut FactKey> {
        self.iter_mut().collect()
    }

    fn each(&self, call: &mut dyn FnMut(&FactKey)) {
        self.iter().for_each(call);
    }
}

impl Keys for Vec<FactKey> {
    fn keys(&mut self) -> Vec<&mut FactKey> {
        self.iter_mut().collect()
    }

    fn each(&self, call: &mut dyn FnMut(&FactKey)) {
        self.iter().for_each(call);
    }
}

/// Makes from the table of kinds: the enum of contents, the reader by kind, the file of one person by kind, and the schema.
macro_rules! kinds {
    ($( $(#[$doc:meta])* $key:literal $variant:ident($kind:ident) $list:ident $([$($field:ident),*])? $(judged $judged:literal)?, )*) => {
        /// What a fact holds: one variant a kind.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Content {
            $( $(#[$doc])* $variant($kind), )*
        }

        /// Every kind of fact, as the case file names it.
        pub const KINDS: &[&str] = &[$($key),*];

        impl Content {
            /// The kind, as the case file names it.
            pub fn kind(&self) -> &'static str {
                match self { $( Self::$variant(_) => $key, )* }
            }

            /// Whether the kind records a judgement, so that somebody must stand behind it by name and with a reason.
            pub fn is_judgement(&self) -> bool {
                match self { $( Self::$variant(_) => false $(|| $judged)?, )* }
            }

            /// Reads what a fact of the kind holds; nothing where there is no such kind.
            pub(crate) fn read<'de, D: serde::Deserializer<'de>>(kind: &str, from: D) -> Option<Result<Self, D::Error>> {
                match kind {
                    $( $key => Some($kind::deserialize(from).map(Self::$variant)), )*
                    _ => None,
                }
            }

            /// What it holds, as the case file writes it.
            pub fn to_json(&self) -> serde_json::Result<serde_json::Value> {
                match self { $( Self::$variant(held) => serde_json::to_value(held), )* }
            }

            /// Calls with each key of another fact in it.
            pub(crate) fn each_key(&self, mut call: impl FnMut(&FactKey)) {
                let _ = &mut call;
                match self {
                    $( Self::$variant(_held) => { $($( Keys::each(&_held.$field, &mut call); )*)? } )*
                }
            }

            /// The keys of other facts in it.
            pub(crate) fn keys(&mut self) -> Vec<&mut FactKey> {
                match self {
                    $( Self::$variant(_held) => {
                        let keys: Vec<&mut FactKey> = Vec::new();
                        $($( let keys = { let mut keys = keys; keys.extend(Keys::keys(&mut _held.$field)); keys }; )*)?
                        keys
                    } )*
                }
            }
        }

        /// The schema of each kind, without what every fact has.
        pub(crate) fn kind_schemas(generator: &mut schemars::SchemaGenerator) -> Vec<(&'static str, bool, schemars::Schema)> {
            vec![$( ($key, false $(|| $judged)?, <$kind as JsonSchema>::json_schema(generator)), )*]
        }

        /// The facts about one person, by kind and in the order of their days.
        #[derive(Debug, Default)]
        pub struct ByKind<'a> {
            $( $(#[$doc])* pub $list: Vec<Dated<'a, $kind>>, )*
        }

        impl<'a> ByKind<'a> {
            pub(crate) fn add(&mut self, on: Date, latest: Date, fact: FactRef, content: &'a Content) {
                match content {
                    $( Content::$variant(held) => self.$list.push(Dated { on, latest, fact, held }), )*
                }
            }
        }
    };
}

/// A fact of a known kind with its day.
#[derive(Debug)]
pub struct Dated<'a, T> {
    /// The day it holds from, or happened; the first possible day where it is not known to the day.
    pub on: Date,
    /// The last possible day; the same as `on` where the day is known.
    pub latest: Date,
    /// Its place in the case.
    pub fact: FactRef,
    /// What it holds.
    pub held: &'a T,
}

impl<T> Clone for Dated<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Dated<'_, T> {}

impl<T> std::ops::Deref for Dated<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.held
    }
}

/// The last of the facts that has happened by the day. The facts stand in the order of their days.
pub fn last_by<'f, 'a, T>(facts: &'f [Dated<'a, T>], day: Date) -> Option<&'f Dated<'a, T>> {
    facts.partition_point(|fact| fact.on <= day).checked_sub(1).and_then(|place| facts.get(place))
}

/// The facts that have happened by the day.
pub fn up_to<'f, 'a, T>(facts: &'f [Dated<'a, T>], day: Date) -> &'f [Dated<'a, T>] {
    &facts[..facts.partition_point(|fact| fact.on <= day)]
}

/// The first of the facts on or after the day.
pub fn first_from<'f, 'a, T>(facts: &'f [Dated<'a, T>], day: Date) -> Option<&'f Dated<'a, T>> {
    facts.get(facts.partition_point(|fact| fact.on < day))
}

/// The facts from one day on and before another.
pub fn between<'f, 'a, T>(facts: &'f [Dated<'a, T>], from: Date, to: Date) -> &'f [Dated<'a, T>] {
    let start = facts.partition_point(|fact| fact.on < from);
    let end = facts.partition_point(|fact| fact.on < to).max(start);
    &facts[start..end]
}

kinds! {
    // stay
    /// Citizenship.
    "citizenship" Citizenship(Citizenship) citizenships,
    /// Covered by EU rules on free movement, or not.
    "eu_rules" EuRules(EuRules) eu_rules judged true,
    /// Residence permit.
    "permit" Permit(Permit) permits,
    /// The permit ended.
    "permit_ended" PermitEnded(PermitEnded) permits_ended,
    /// Decision on whether the Act covers the person.
    "scope_decision" ScopeDecision(ScopeDecision) scope_decisions judged true,
    /// Came as an unaccompanied minor seeking asylum.
    "unaccompanied_minor" UnaccompaniedMinor(UnaccompaniedMinor) unaccompanied_minors,
    /// Registered as an asylum seeker.
    "asylum_registration" AsylumRegistration(AsylumRegistration) asylum_registrations,
    /// A parent got lawful stay.
    "parent_lawfully_here" ParentLawfullyHere(ParentLawfullyHere) parents_lawfully_here,
    /// Death.
    "death" Death(Death) deaths,
    // places
    /// Placement in a municipality.
    "placement" Placement(Placement) placements,
    /// Placement has to wait so that an unaccompanied minor can be involved, or not.
    "placement_postponement" PlacementPostponement(PlacementPostponement) placement_postponements judged true,
    /// The municipality takes over early.
    "early_takeover" EarlyTakeover(EarlyTakeover) early_takeovers,
    /// Registration in CPR as moved to the municipality.
    "cpr_registration" CprRegistration(CprRegistration) cpr_registrations,
    /// Takes residence or stay in a municipality.
    "residence" Residence(Residence) residences,
    /// Takes residence in the Faroe Islands or Greenland.
    "residence_in_realm" ResidenceInRealm(ResidenceInRealm) residences_in_realm,
    /// Stays abroad.
    "stay_abroad" StayAbroad(StayAbroad) stays_abroad,
    /// Remanded or serving.
    "imprisonment" Imprisonment(Imprisonment) imprisonments,
    /// Two municipalities agree on who is responsible during imprisonment.
    "responsibility_agreement" ResponsibilityAgreement(ResponsibilityAgreement) responsibility_agreements,
    /// Tasks left to another.
    "delegation" Delegation(Delegation) delegations,
    /// The new municipality was asked to take over the programme.
    "programme_takeover" ProgrammeTakeover(ProgrammeTakeover) programme_takeovers judged true,
    /// Housing.
    "housing" Housing(Housing) housings,
    /// Permission to stay on at the accommodation centre.
    "centre_stay" CentreStay(CentreStay) centre_stays judged true,
    /// Removal expenses.
    "removal_expense" RemovalExpense(RemovalExpense) removal_expenses,
    /// The Immigration Service provides housing in the municipality's place.
    "housing_on_behalf" HousingOnBehalf(HousingOnBehalf) housings_on_behalf judged true,
    // family
    /// Marriage.
    "marriage" Marriage(Marriage) marriages,
    /// The marriage ended.
    "marriage_ended" MarriageEnded(MarriageEnded) marriages_ended,
    /// Lives with somebody as if married.
    "cohabitation" Cohabitation(Cohabitation) cohabitations,
    /// A child and how the person stands to it.
    "child" Child(Child) children,
    /// Lives with parents, or not.
    "lives_with_parents" LivesWithParents(LivesWithParents) living_with_parents,
    // programme
    /// The introduction programme was offered.
    "programme_offer" ProgrammeOffer(ProgrammeOffer) programme_offers,
    /// The programme began.
    "programme_start" ProgrammeStart(ProgrammeStart) programme_starts,
    /// Help under other acts in place of the programme.
    "help_in_place_of_programme" HelpInPlaceOfProgramme(HelpInPlaceOfProgramme) helps_in_place_of_programme,
    /// Problems beyond unemployment, or not.
    "problem_assessment" ProblemAssessment(ProblemAssessment) problem_assessments judged true,
    /// Has a vocational qualification, or not.
    "qualification" Qualification(Qualification) qualifications,
    /// Able to complete an education, or not.
    "education_capability" EducationCapability(EducationCapability) education_capabilities judged true,
    /// Order to propose, apply for or begin an education.
    "education_order" EducationOrder(EducationOrder) education_orders,
    /// The order was followed, or not.
    "education_order_outcome" EducationOrderOutcome(EducationOrderOutcome) education_order_outcomes [order],
    /// Admission to an education.
    "education_admission" EducationAdmission(EducationAdmission) education_admissions,
    /// Began an education.
    "education_start" EducationStart(EducationStart) education_starts,
    /// Left or completed an education.
    "education_end" EducationEnd(EducationEnd) education_ends,
    /// Risk of special difficulties in completing the education.
    "education_risk" EducationRisk(EducationRisk) education_risks judged true,
    /// Status of taking part in the programme.
    "status" StatusReport(StatusReport) status_reports,
    /// Integration contract.
    "contract" Contract(Contract) contracts [replaces_contract],
    /// Plan or contract under the rules before 1 April 2006.
    "older_plan" OlderPlan(OlderPlan) older_plans,
    /// The state asked for an integration contract.
    "contract_request" ContractRequest(ContractRequest) contract_requests,
    /// Signature on the contract.
    "contract_signature" ContractSignature(ContractSignature) contract_signatures [contract],
    /// Signature on the declaration of integration and active citizenship.
    "declaration_signature" DeclarationSignature(DeclarationSignature) declaration_signatures,
    /// Quite special circumstances: no signatures are needed.
    "special_circumstances" SpecialCircumstances(SpecialCircumstances) special_circumstances judged true,
    /// The goals of the contract are met.
    "goals_met" GoalsMet(GoalsMet) goals_met [contract],
    /// Follow-up of the contract.
    "follow_up" FollowUp(FollowUp) follow_ups,
    /// The person belongs to a group with another form of contact.
    "group_guideline" GroupGuideline(GroupGuideline) group_guidelines judged true,
    // sickness
    /// Reported sick.
    "sick_note" SickNote(SickNote) sick_notes,
    /// Assessment of whether a plan is needed.
    "sickness_assessment" SicknessAssessment(SicknessAssessment) sickness_assessments judged true,
    /// Plan for clarification, treatment and training.
    "sickness_plan" SicknessPlan(SicknessPlan) sickness_plans,
    /// Follow-up of the plan.
    "sickness_plan_follow_up" SicknessPlanFollowUp(SicknessPlanFollowUp) sickness_plan_follow_ups,
    // Danish
    /// Danish taught at the accommodation centre after the permit.
    "danish_at_centre" DanishAtCentre(DanishAtCentre) danish_at_centre,
    /// Referral to Danish education.
    "danish_referral" DanishReferral(DanishReferral) danish_referrals,
    /// Danish education went on or began.
    "danish_course" DanishCourse(DanishCourse) danish_courses,
    /// Danish education is left out, wholly or partly.
    "danish_exemption" DanishExemption(DanishExemption) danish_exemptions judged true,
    /// A need for specially arranged Danish education, or none.
    "danish_need" DanishNeed(DanishNeed) danish_needs judged true,
    /// Entered for a test in Danish.
    "danish_test_entry" DanishTestEntry(DanishTestEntry) danish_test_entries,
    /// A test in Danish.
    "danish_test" DanishTest(DanishTest) danish_tests,
    /// Danish education ended.
    "danish_end" DanishEnd(DanishEnd) danish_ends,
    /// Proof of active participation.
    "danish_certificate" DanishCertificate(DanishCertificate) danish_certificates,
    /// Learns Danish within the set time, or not.
    "danish_progress" DanishProgress(DanishProgress) danish_progress judged true,
    /// Told of the consequences of not learning Danish.
    "danish_notice" DanishNotice(DanishNotice) danish_notices,
    // offers
    /// Offer of guidance, work placement, wage subsidy and the like.
    "offer" Offer(Offer) offers [extends],
    /// The offer ended early.
    "offer_end" OfferEnd(OfferEnd) offer_ends [offer],
    /// Whether a longer work placement is needed.
    "offer_extension_need" OfferExtensionNeed(OfferExtensionNeed) offer_extension_needs [offer] judged true,
    /// Free period between offers.
    "free_period" FreePeriod(FreePeriod) free_periods,
    /// Employment.
    "employment" Employment(Employment) employments,
    /// Employment ended.
    "employment_end" EmploymentEnd(EmploymentEnd) employment_ends [employment],
    /// Support under § 24 a for somebody employed without wage subsidy.
    "employment_support" EmploymentSupport(EmploymentSupport) employment_supports,
    /// Expense of a business for a recruitment course in a partnership.
    "partnership_expense" PartnershipExpense(PartnershipExpense) partnership_expenses,
    /// Quite special reasons for leaving out offers.
    "offer_exemption" OfferExemption(OfferExemption) offer_exemptions judged true,
    // availability
    /// Registered as seeking work.
    "job_registration" JobRegistration(JobRegistration) job_registrations,
    /// Confirmed the registration.
    "job_confirmation" JobConfirmation(JobConfirmation) job_confirmations,
    /// Taken off the register of job seekers, or registered anew.
    "job_deregistration" JobDeregistration(JobDeregistration) job_deregistrations,
    /// CV entered in Jobnet.
    "cv_entered" CvEntered(CvEntered) cvs_entered,
    /// Referred to a job.
    "job_referral" JobReferral(JobReferral) job_referrals,
    /// Ordered to seek named jobs.
    "job_search_order" JobSearchOrder(JobSearchOrder) job_search_orders,
    /// There is no job to refer the person to.
    "no_job_to_refer" NoJobToRefer(NoJobToRefer) no_jobs_to_refer judged true,
    /// Ordered to take part in activities offered before.
    "participation_order" ParticipationOrder(ParticipationOrder) participation_orders,
    /// A reasonable offer of work.
    "work_offer" WorkOffer(WorkOffer) work_offers judged true,
    /// Makes active use of possibilities to work, or not.
    "job_seeking" JobSeeking(JobSeeking) job_seekings judged true,
    /// A ground on which work cannot be demanded.
    "availability_ground" AvailabilityGround(AvailabilityGround) availability_grounds judged true,
    /// Assessment of availability.
    "availability_assessment" AvailabilityAssessment(AvailabilityAssessment) availability_assessments judged true,
    /// Information from a public control that raises doubt about availability.
    "control_information" ControlInformation(ControlInformation) control_informations,
    /// Absence.
    "absence" Absence(Absence) absences,
    /// Reasonable ground for an absence or a refusal, or none.
    "reasonable_ground" ReasonableGround(ReasonableGround) reasonable_grounds [absence] judged true,
    /// A missing registration, confirmation or CV is due to own circumstances, or not.
    "own_circumstances" OwnCircumstances(OwnCircumstances) own_circumstances [omission] judged true,
    /// Contact with the jobcentre restored.
    "contact_restored" ContactRestored(ContactRestored) contacts_restored,
    /// Refuses to take part.
    "refusal" Refusal(Refusal) refusals,
    /// The possibility that was refused does not exist any more, or was taken up.
    "refusal_end" RefusalEnd(RefusalEnd) refusal_ends [refusal],
    /// Absences amount to a refusal, or not.
    "absence_as_refusal" AbsenceAsRefusal(AbsenceAsRefusal) absences_as_refusal [absences] judged true,
    // benefit
    /// Application for introduction benefit.
    "benefit_application" BenefitApplication(BenefitApplication) benefit_applications,
    /// Income of a month.
    "income" Income(Income) incomes,
    /// Wealth.
    "wealth" Wealth(Wealth) wealths,
    /// Entitled to or receives other public support.
    "public_support" PublicSupport(PublicSupport) public_supports,
    /// Special support for high housing costs or many to support, or none.
    "special_support" SpecialSupport(SpecialSupport) special_supports judged true,
    /// Application for other public support.
    "support_application" SupportApplication(SupportApplication) support_applications,
    /// Help paid in advance or in arrears.
    "payment_mode" PaymentMode(PaymentMode) payment_modes,
    /// Benefit paid out.
    "benefit_payment" BenefitPayment(BenefitPayment) benefit_payments,
    /// Special introduction benefit paid in advance.
    "advance_payment" AdvancePayment(AdvancePayment) advance_payments,
    /// Work that was not disclosed.
    "undisclosed_work" UndisclosedWork(UndisclosedWork) undisclosed_works judged true,
    /// A claim for repayment was fixed.
    "repayment_claim" RepaymentClaim(RepaymentClaim) repayment_claims [decision],
    /// The month-end review of a stopped benefit.
    "stop_review" StopReview(StopReview) stop_reviews judged true,
    // help
    /// Application for help in special cases.
    "help_application" HelpApplication(HelpApplication) help_applications,
    /// Judgement of conditions of an application for help.
    "help_assessment" HelpAssessment(HelpAssessment) help_assessments [application] judged true,
    // information
    /// Informed of something the Act says people must be told.
    "information_given" InformationGiven(InformationGiven) informations_given,
    /// Consent to information being passed on or fetched.
    "consent" Consent(Consent) consents,
    /// Information passed on.
    "information_passed" InformationPassed(InformationPassed) informations_passed,
    /// Need to pass on other information.
    "information_need" InformationNeed(InformationNeed) information_needs judged true,
    /// The receiving municipality accepted or sent back a hand-over.
    "hand_over_answer" HandOverAnswer(HandOverAnswer) hand_over_answers [hand_over],
    /// A statement was asked for.
    "statement_request" StatementRequest(StatementRequest) statement_requests,
    /// A statement was given.
    "statement_given" StatementGiven(StatementGiven) statements_given [request],
    /// A presumption that benefit is received wrongly.
    "custody_presumption" CustodyPresumption(CustodyPresumption) custody_presumptions,
    /// A change in circumstances that may matter.
    "change_of_circumstances" ChangeOfCircumstances(ChangeOfCircumstances) changes_of_circumstances,
    // decisions
    /// A decision was drafted.
    "decision_draft" DecisionDraft(DecisionDraft) decision_drafts [rests_on],
    /// The party was heard.
    "party_hearing" PartyHearing(PartyHearing) party_hearings [decision],
    /// The decision was made.
    "decision_made" DecisionMade(DecisionMade) decisions_made [decision] judged true,
    /// The decision was announced.
    "decision_announced" DecisionAnnounced(DecisionAnnounced) decisions_announced [decision],
    /// The decision was revoked or changed.
    "decision_revoked" DecisionRevoked(DecisionRevoked) decisions_revoked [decision],
    /// Complaint.
    "complaint" Complaint(Complaint) complaints [decision],
    /// A board decided the complaint.
    "complaint_decided" ComplaintDecided(ComplaintDecided) complaints_decided [complaint],
    /// The complaint was passed on.
    "complaint_forwarded" ComplaintForwarded(ComplaintForwarded) complaints_forwarded [complaint],
    // institutions
    /// Composition of an integration council.
    "council" Council(Council) councils,
    /// Composition of the Council for Ethnic Minorities.
    "national_council" NationalCouncil(NationalCouncil) national_councils,
    /// Election of a representative by an integration council.
    "representative_election" RepresentativeElection(RepresentativeElection) representative_elections,
    /// A statement by the Council for Ethnic Minorities.
    "council_statement" CouncilStatement(CouncilStatement) council_statements,
    /// A year for which quotas are set.
    "quota_year" QuotaYear(QuotaYear) quota_years,
    /// The national number was announced or changed.
    "national_number" NationalNumber(NationalNumber) national_numbers,
    /// Quotas were agreed or fixed.
    "quota" Quota(Quota) quotas,
}
