//! The facts that the night and the data stewards append: their kinds, subjects and payloads.
//!
//! A kind names its payload's schema and version. Kinds are never changed, only added; what was written once must be
//! readable for ever. Payloads of register facts are the registers' own types (`registers::carl2`, …) as JSON; a CPR
//! person is kept as the raw records of the delivery, so that a better reading of them never needs another delivery.

use jiff::civil::Date;
use oversight::completeness::Proof;
use registers::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{CprNumber, MunicipalityCode, PersonId};

use crate::goals::is_of_goals;
use crate::report::{Report, SetAside, Warning};
use crate::supervision::is_of_supervision;

mod judgement;

pub use judgement::{Judged, Noted, Proposed, ReasonCode, SecondApproval, Undone};

/// A person as CPR delivered it: raw records, one a line. Subject `cpr:NUMBER`.
pub const CPR_PERSON: &str = "cpr-person/1";
/// A person of the alien register. Subject `carl2:PERSON-ID`.
pub const CARL2_PERSON: &str = "carl2-person/1";
/// A residence permit. Subject `carl2:PERSON-ID`.
pub const CARL2_PERMIT: &str = "carl2-permit/1";
/// A number that a person had before. Subject `carl2:PERSON-ID`.
pub const CARL2_FORMER_NUMBER: &str = "carl2-former-number/1";
/// A full extract no longer holds the person. Subject `carl2:PERSON-ID`, payload the person-id.
pub const CARL2_PERSON_ABSENT: &str = "carl2-person-absent/1";
/// A full extract no longer holds the permit. Subject `carl2:PERSON-ID`, payload the permit's key.
pub const CARL2_PERMIT_ABSENT: &str = "carl2-permit-absent/1";
/// A full extract no longer holds the former number. Subject `carl2:PERSON-ID`, payload the former number.
pub const CARL2_FORMER_NUMBER_ABSENT: &str = "carl2-former-number-absent/1";
/// A full set of lists no longer holds the person-id. Subject `cpr:NUMBER`, payload the CPR number.
pub const PERSON_ID_TYPED_ABSENT: &str = "person-id-typed-absent/1";
/// A municipality typed a person-id for a CPR number. Subject `cpr:NUMBER`.
pub const PERSON_ID_TYPED: &str = "person-id-typed/1";
/// An administrative CPR number was asked for. Subject `carl2:PERSON-ID`, payload [`NumberRequested`].
pub const NUMBER_REQUESTED: &str = "administrative-number-requested/1";
/// The CPR office answered. Subject `carl2:PERSON-ID`.
pub const NUMBER_ANSWERED: &str = "administrative-number-answered/1";
/// Two register persons are one human being. Subject `carl2:PERSON-ID`, payload [`Coupled`].
pub const COUPLED: &str = "coupled/1";
/// A pair waits for a data steward. Subject `carl2:PERSON-ID`, payload [`Queued`].
pub const COUPLING_QUEUED: &str = "coupling-queued/1";
/// A pair no longer waits, since the registers changed. Subject `carl2:PERSON-ID`, payload [`Pair`].
pub const COUPLING_DEQUEUED: &str = "coupling-dequeued/1";
/// The registers changed so that the engine would no longer couple. Subject `carl2:PERSON-ID`, payload [`Pair`].
pub const COUPLING_DOUBTED: &str = "coupling-doubted/1";
/// The registers changed so that the engine no longer objects. Subject `carl2:PERSON-ID`, payload [`Pair`].
pub const COUPLING_DOUBT_LIFTED: &str = "coupling-doubt-lifted/1";
/// A data steward says that two persons are not one. Subject `carl2:PERSON-ID`, payload [`Judged`].
pub const COUPLING_REJECTED: &str = "coupling-rejected/1";
/// A data steward puts a pair aside for later. Subject `carl2:PERSON-ID`, payload [`Judged`].
pub const COUPLING_PARKED: &str = "coupling-parked/1";
/// A parked pair is taken up again. Subject `carl2:PERSON-ID`, payload [`Judged`].
pub const COUPLING_UNPARKED: &str = "coupling-unparked/1";
/// A data steward took a rejection, or an undoing, back: the pair is judged anew. Subject `carl2:PERSON-ID`, payload [`Judged`].
pub const COUPLING_REJECTION_WITHDRAWN: &str = "coupling-rejection-withdrawn/1";
/// A data steward wrote a note on a pair. Subject `carl2:PERSON-ID`, payload [`Noted`].
pub const COUPLING_NOTED: &str = "coupling-noted/1";
/// A data steward confirmed a risky pair: nothing is coupled until another approves. Subject `carl2:PERSON-ID`, payload [`Proposed`].
pub const COUPLING_PROPOSED: &str = "coupling-proposed/1";
/// Who proposed a coupling took it back. Subject `carl2:PERSON-ID`, payload [`Judged`].
pub const COUPLING_PROPOSAL_WITHDRAWN: &str = "coupling-proposal-withdrawn/1";
/// Another data steward did not approve a proposed coupling. Subject `carl2:PERSON-ID`, payload [`Judged`].
pub const COUPLING_PROPOSAL_DECLINED: &str = "coupling-proposal-declined/1";
/// A data steward undid a coupling. Subject `carl2:PERSON-ID`, payload [`Undone`].
pub const COUPLING_UNDONE: &str = "coupling-undone/1";
/// The frozen model that the coupling uses from here on. Subject `model:NAME`, payload the linkage crate's model.
///
/// Written before methods were kept whole; a journal that has one and no [`COUPLING_METHOD`] is still read.
pub const COUPLING_MODEL: &str = "coupling-model/1";
/// The coupling method that is in force from here on. Subject `method:NAME`, payload [`crate::method::Method`].
pub const COUPLING_METHOD: &str = "coupling-method/1";
/// A dry run of another method. Subject `method:NAME`, payload [`crate::method_trial::Trial`].
pub const COUPLING_METHOD_TRIAL: &str = "coupling-method-trial/1";
/// The measured precision of a rule. Subject `rule:NAME`, payload [`RuleEvidence`].
pub const RULE_EVIDENCE: &str = "rule-evidence/1";
/// A registration that a municipality must mend. Subject `cpr:NUMBER`, payload [`MunicipalityError`].
pub const MUNICIPALITY_ERROR_OPENED: &str = "municipality-error-opened/1";
/// The registration is mended, or no longer the municipality's. Subject `cpr:NUMBER`, payload [`MunicipalityError`].
pub const MUNICIPALITY_ERROR_CLOSED: &str = "municipality-error-closed/1";
/// One delivery is in the journal. Subject `source:SOURCE`, payload [`DeliveryStored`].
pub const DELIVERY_STORED: &str = "delivery-stored/1";
/// A night began. Subject `night:DATE`, payload [`NightStarted`].
pub const NIGHT_STARTED: &str = "night-started/1";
/// A stage other than a delivery is done. Subject `night:DATE`, payload [`StageCompleted`].
pub const STAGE_COMPLETED: &str = "stage-completed/1";
/// A night ended. Subject `night:DATE`, payload [`Report`].
pub const NIGHT_COMPLETED: &str = "night-completed/1";
/// Somebody gave up a night that could not go on; what it stored stays. Subject `night:DATE`, payload [`NightAbandoned`].
pub const NIGHT_ABANDONED: &str = "night-abandoned/1";
/// A night refused its deliveries and stored none. Subject `night:DATE`, payload [`NightRefused`].
pub const NIGHT_REFUSED: &str = "night-refused/1";

/// A case under the Act was opened. Subject `case:NUMBER`, payload [`crate::cases::Opened`].
pub const CASE_OPENED: &str = "case-opened/1";
/// A person came into a case. Subject `case:NUMBER`, payload [`crate::cases::CasePerson`].
pub const CASE_PERSON_ADDED: &str = "case-person-added/1";
/// A fact of a case. Subject `case:NUMBER`, payload a fact as the case file has it (docs/case-file.md), with its id.
pub const CASE_FACT: &str = "case-fact/1";
/// A fact of a case that should not have been recorded. Subject `case:NUMBER`, payload [`crate::cases::FactWithdrawn`].
pub const CASE_FACT_WITHDRAWN: &str = "case-fact-withdrawn/1";
/// Who works on a case. Subject `case:NUMBER`, payload [`crate::cases::Assigned`].
pub const CASE_ASSIGNED: &str = "case-assigned/1";
/// A note in a case. Subject `case:NUMBER`, payload [`crate::cases::Note`].
pub const CASE_NOTE: &str = "case-note/1";
/// A letter left the house. Subject `case:NUMBER`, payload [`crate::cases::LetterIssued`].
pub const LETTER_ISSUED: &str = "letter-issued/1";

/// Something was recorded of a goal that no case tells. Subject `goals:PLAN`, payload [`oversight::goals::Record`].
pub const GOAL_RECORDED: &str = "goal-recorded/1";
/// A record of a goal should not have been entered. Subject `goals:PLAN`, payload [`crate::goals::RecordWithdrawn`].
pub const GOAL_RECORD_WITHDRAWN: &str = "goal-record-withdrawn/1";
/// Somebody stands for a figure. Subject `goals:PLAN`, payload [`crate::goals::FigureFrozen`].
pub const FIGURE_FROZEN: &str = "figure-frozen/1";
/// Another version of a goals plan. Subject `goals-plan:PLAN`, payload [`crate::goals::PlanSaved`].
pub const GOALS_PLAN_SAVED: &str = "goals-plan-saved/1";

/// A sample of cases was drawn. Subject `sample:ID`, payload [`crate::samples::SampleDrawn`].
pub const SAMPLE_DRAWN: &str = "sample-drawn/1";
/// Somebody judged a case of a sample by the checklist. Subject `sample:ID:CASE`, payload [`crate::samples::Judged`].
pub const SAMPLE_JUDGED: &str = "sample-judged/1";
/// A third settled what two had judged differently. Subject `sample:ID:CASE`, payload [`crate::samples::Settled`].
pub const SAMPLE_SETTLED: &str = "sample-settled/1";

/// Whether a kind of fact is of a sample of cases.
pub fn is_of_a_sample(kind: &str) -> bool {
    [SAMPLE_DRAWN, SAMPLE_JUDGED, SAMPLE_SETTLED].contains(&kind)
}

/// Whether a kind of fact is what oversight adds: it is of no register and of no case.
pub fn is_of_oversight(kind: &str) -> bool {
    is_of_a_sample(kind) || is_of_goals(kind) || is_of_supervision(kind)
}

/// The subject of a sample.
pub fn sample_subject(id: &str) -> String {
    format!("sample:{id}")
}

/// The subject of a case of a sample.
pub fn sample_case_subject(id: &str, case: &str) -> String {
    format!("sample:{id}:{case}")
}
/// A letter left the house with a step of supervision. Subject `oversight:AREA:ID`, payload [`crate::supervision::LetterSent`].
///
/// The kinds of the steps themselves are those of [`crate::supervision::Area`].
pub const SUPERVISION_LETTER: &str = "supervision-letter/1";

/// The kinds of fact that are of a case.
const OF_A_CASE: [&str; 7] =
    [CASE_OPENED, CASE_PERSON_ADDED, CASE_FACT, CASE_FACT_WITHDRAWN, CASE_ASSIGNED, CASE_NOTE, LETTER_ISSUED];

/// Whether a kind of fact is of a case under the Act, and not of the registers or the nights.
pub fn is_of_a_case(kind: &str) -> bool {
    OF_A_CASE.contains(&kind)
}

/// The journal's own: an operator accepted a clock that had run ahead.
pub const CLOCK_CORRECTED: &str = "clock-corrected/1";

/// The kinds of fact that the registers deliver.
pub const DELIVERED: [&str; 9] = [
    CPR_PERSON,
    CARL2_PERSON,
    CARL2_PERMIT,
    CARL2_FORMER_NUMBER,
    PERSON_ID_TYPED,
    CARL2_PERSON_ABSENT,
    CARL2_PERMIT_ABSENT,
    CARL2_FORMER_NUMBER_ABSENT,
    PERSON_ID_TYPED_ABSENT,
];

/// The kinds of fact about a pair: what is or was concluded of it, and by whom. Each payload names the pair.
pub const ABOUT_PAIRS: [&str; 14] = [
    COUPLED,
    COUPLING_QUEUED,
    COUPLING_DEQUEUED,
    COUPLING_DOUBTED,
    COUPLING_DOUBT_LIFTED,
    COUPLING_REJECTED,
    COUPLING_REJECTION_WITHDRAWN,
    COUPLING_PARKED,
    COUPLING_UNPARKED,
    COUPLING_NOTED,
    COUPLING_PROPOSED,
    COUPLING_PROPOSAL_WITHDRAWN,
    COUPLING_PROPOSAL_DECLINED,
    COUPLING_UNDONE,
];

/// The subject of a CPR number.
pub fn cpr_subject(number: CprNumber) -> String {
    format!("cpr:{}", number.digits())
}

/// The subject of a person in the alien register.
pub fn carl2_subject(person_id: impl std::fmt::Display) -> String {
    format!("carl2:{person_id}")
}

/// The subject of a case.
pub fn case_subject(number: &str) -> String {
    format!("case:{number}")
}

/// The subject of a coupling method.
pub fn method_subject(name: &str) -> String {
    format!("method:{name}")
}

/// The subject of a night.
pub fn night_subject(night: Date) -> String {
    format!("night:{night}")
}

/// The sources that a night reads. Their names stand in facts, reports and alarms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// CPR deliveries.
    Cpr,
    /// Extracts of the alien register.
    Carl2,
    /// The municipalities' person-id lists.
    PersonIds,
    /// Answers of the CPR office.
    AdministrativeNumbers,
}

impl Source {
    /// Every source, in the order in which a night stores them.
    pub const ALL: [Self; 4] = [Self::Cpr, Self::Carl2, Self::PersonIds, Self::AdministrativeNumbers];

    /// The name in facts, reports and folders.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpr => "cpr",
            Self::Carl2 => "carl2",
            Self::PersonIds => "person-ids",
            Self::AdministrativeNumbers => "administrative-numbers",
        }
    }
}

/// A pair of register persons.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pair {
    /// The person in the alien register.
    pub person_id: PersonId,
    /// The person in the civil register.
    pub cpr_number: CprNumber,
}

/// Two register persons are one human being.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coupled {
    /// The pair.
    #[serde(flatten)]
    pub pair: Pair,
    /// The rule that coupled them, or `data-steward`.
    pub rule: String,
    /// Weight of the evidence in thousandths of a bit, where the rule weighs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_millibits: Option<i64>,
    /// Calibrated probability, where the rule weighs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Why, in the words of the person who decided; empty for a rule.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The coupling that this one carries on, when a key of one of the two was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed: Option<Pair>,
    /// The two data stewards, where the risk of the pair asked for a second approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_approval: Option<SecondApproval>,
}

/// A pair that waits for a data steward.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queued {
    /// The pair.
    #[serde(flatten)]
    pub pair: Pair,
    /// The rule that proposes it.
    pub rule: String,
    /// Weight of the evidence in thousandths of a bit.
    pub weight_millibits: i64,
    /// Calibrated probability.
    pub probability: f64,
    /// Why it was not coupled.
    pub cause: oversight::uncoupled::Cause,
}

/// The measured precision of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleEvidence {
    /// The rule.
    pub rule: String,
    /// Couplings that were examined.
    pub examined: u64,
    /// Those of them that were wrong.
    pub wrong: u64,
    /// Against what they were examined.
    pub against: String,
    /// The day of the examination.
    pub on: Date,
}

impl RuleEvidence {
    /// Share of the examined couplings that were right; none when none was examined.
    pub fn precision(&self) -> Option<f64> {
        (self.examined > 0).then(|| (self.examined - self.wrong) as f64 / self.examined as f64)
    }
}

/// An administrative CPR number was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRequested {
    /// Key of the request, the same in the answer.
    pub request_id: String,
    /// For whom.
    pub person_id: PersonId,
    /// The permit that gives the right to the number.
    pub permit_id: String,
    /// The night that asked.
    pub night: Date,
}

/// A registration in CPR that the municipality must mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MunicipalityError {
    /// The municipality of residence.
    pub municipality: MunicipalityCode,
    /// The registered person.
    pub cpr_number: CprNumber,
    /// What is wrong.
    pub what: MunicipalityErrorKind,
    /// What the municipality typed, where it typed something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<PersonId>,
    /// The night that found it.
    pub found_on: Date,
    /// Last day for mending it.
    pub deadline: Date,
}

/// What a municipality must mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MunicipalityErrorKind {
    /// No person-id was typed, and the person is not coupled.
    PersonIdMissing,
    /// The person-id typed is not in the alien register.
    PersonIdUnknown,
    /// The person-id typed belongs to somebody else.
    PersonIdOfAnother,
    /// The same person-id was typed for several CPR numbers.
    PersonIdTwice,
}

/// One delivery is in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryStored {
    /// The night that stored it.
    pub night: Date,
    /// Which source.
    pub source: Source,
    /// File or folder, as given.
    pub file: String,
    /// SHA-256 of the file, or of the folder's manifest, in hexadecimal.
    pub sha256: String,
    /// When the sender made it.
    pub produced_on: Date,
    /// When the sender made the one before it.
    pub previous_produced_on: Option<Date>,
    /// Whether it brings everything or only changes.
    pub content: DeliveryContent,
    /// A proof line for each kind of record it brought: what was read and what was already known.
    pub read: Vec<ReadCount>,
    /// The first of what was set aside; the counts hold all.
    pub set_aside: Vec<SetAside>,
    /// Warnings of the reader that set nothing aside.
    pub warnings: Vec<Warning>,
}

/// Whether a delivery brings everything or only changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryContent {
    /// Everything the sender has.
    Full,
    /// What changed since the delivery before.
    Changes,
}

/// What a delivery brought of one kind of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCount {
    /// The kind, named by the fact it becomes.
    pub kind: String,
    /// Records read.
    pub read: u64,
    /// Those that became facts: new or changed.
    pub stored: u64,
    /// Those that the journal already held.
    pub unchanged: u64,
    /// Those set aside as unreadable.
    pub set_aside: u64,
    /// Those that were known, and that a full delivery no longer holds. Not read, and not part of the proof.
    #[serde(default)]
    pub absent: u64,
}

/// A night began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightStarted {
    /// The deliveries it will store, by source, with their hashes.
    pub deliveries: Vec<Announced>,
}

/// A delivery that a night will store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Which source.
    pub source: Source,
    /// File or folder.
    pub file: String,
    /// SHA-256 of the file, or of the folder's manifest, in hexadecimal.
    pub sha256: String,
}

/// The stages of a night after its deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Coupling the two registers.
    Coupling,
    /// Asking for administrative CPR numbers.
    AdministrativeNumbers,
    /// Telling the municipalities what to mend.
    MunicipalityErrors,
}

/// A stage is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageCompleted {
    /// Which stage.
    pub stage: Stage,
    /// Facts it appended, this one not counted.
    pub facts: u64,
    /// Pairs compared, for the coupling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate_pairs: Option<u64>,
    /// Warnings of the stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

/// A night ended: its report, whole.
pub type NightCompleted = Report;

/// A night refused its deliveries and stored none of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightRefused {
    /// What was refused, where and why.
    pub refusal: Refusal,
}

/// A night that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightAbandoned {
    /// Why, in the words of whoever gave it up.
    pub reason: String,
}

/// A named proof line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedProof {
    /// The kind of record, named by the fact it becomes.
    pub kind: String,
    /// What became of everything read.
    #[serde(flatten)]
    pub proof: Proof,
}

/// Whether facts of the kind are what a register delivered, rather than what was concluded or decided here.
pub fn is_delivered(kind: &str) -> bool {
    DELIVERED.contains(&kind)
}

/// A payload as JSON.
pub fn json(payload: &impl Serialize) -> String {
    serde_json::to_string(payload).expect("payloads are plain data with text keys, which JSON can always hold")
}
