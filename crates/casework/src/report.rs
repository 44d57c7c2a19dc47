//! The report of a night: how well it went, said honestly.
//!
//! Derived from the journal alone, stored in it when the night ends, and shown as text, JSON and HTML by the outer rooms.

use std::collections::BTreeMap;

use jiff::civil::Date;
use linkage::Drift;
use oversight::alarm::Alarm;
use oversight::uncoupled::{Figures, Rate};
use registers::Place;
use registers::quarantine::Fault;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

use crate::detections::DetectionKind;
use crate::fact::{DeliveryStored, MunicipalityErrorKind, NamedProof, RuleEvidence};

/// How a night went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The night.
    pub night: Date,
    /// The deliveries it stored.
    pub deliveries: Vec<DeliveryStored>,
    /// The proof of completeness, a line for each kind of record.
    pub proofs: Vec<NamedProof>,
    /// The couplings.
    pub couplings: Couplings,
    /// The uncoupled permits.
    pub uncoupled: Figures,
    /// The share of uncoupled permits after each of the last nights, this one last.
    pub trend: Vec<TrendPoint>,
    /// What the municipalities must mend.
    pub municipality_errors: MunicipalityErrors,
    /// Administrative CPR numbers.
    pub administrative_numbers: AdministrativeNumbers,
    /// How far the coupled pairs are from what the model expects; none in reports from before it was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift: Option<Drift>,
    /// What the registers hold that somebody should look at, by kind. Each stands in a list beside the report.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detections: BTreeMap<DetectionKind, u64>,
    /// What was set aside as unreadable: the first of them; the proofs count all.
    pub set_aside: Vec<SetAside>,
    /// What somebody must look at.
    pub alarms: Vec<Alarm>,
    /// What the readers and the coupling warned of.
    pub warnings: Vec<Warning>,
}

/// Something that set nothing aside and stopped nothing, but that somebody should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "kebab-case")]
pub enum Warning {
    /// Numbers that do not hold modulus 11, as CPR issues them since 2007.
    WithoutModulus11 {
        /// The delivery.
        file: String,
        /// How many.
        numbers: u64,
    },
    /// CPR reports errors in what was sent to it (record 910).
    ErrorsFromCpr {
        /// The delivery.
        file: String,
        /// How many.
        errors: u64,
    },
    /// A delivery was taken although its end record counts otherwise, since the settings say so.
    WrongCountAccepted {
        /// The delivery.
        file: String,
        /// Records that the end record counts.
        said: u64,
        /// Records in the file.
        found: u64,
    },
    /// Records that a full delivery no longer holds. Their facts stay; they are no longer used. Couplings stay too.
    Absent {
        /// The delivery.
        file: String,
        /// The kind of record, named by the fact it became.
        kind: String,
        /// How many.
        records: u64,
    },
    /// A delivery in the inbox that was passed over: it is no newer than the last one stored, and is not stored itself.
    PassedOver {
        /// The delivery.
        file: String,
    },
    /// The CPR office answered what nobody asked; the answer is kept and not coupled.
    AnswerNotAskedFor {
        /// The request that the answer names.
        request_id: String,
    },
    /// An answer was kept and not coupled, since person or number is coupled already.
    AnswerNotCoupled {
        /// The request.
        request_id: String,
    },
    /// Records that share a key with so many others that the engine did not compare them under it.
    BlockLeftOut {
        /// The key.
        key: String,
        /// Records in the block.
        records: u64,
        /// The id of one of them.
        example: String,
    },
    /// Values that were cut or left out since there were too many or they were too long.
    ValuesLimited {
        /// The register.
        register: String,
        /// How many.
        values: u64,
    },
    /// Values that could not be read as their field's kind and count as absent.
    ValuesUnreadable {
        /// The register.
        register: String,
        /// The field.
        field: String,
        /// How many.
        values: u64,
    },
}

/// Something that could not be read. What it holds is in the quarantine, not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Where it stands.
    pub place: Place,
    /// Why it cannot be read.
    pub fault: Fault,
}

/// The couplings after a night.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Couplings {
    /// Persons of the alien register.
    pub persons: u64,
    /// Those of them who are coupled.
    pub coupled: u64,
    /// Couplings made this night.
    pub made: u64,
    /// Couplings that followed a person to a new CPR number this night.
    pub followed: u64,
    /// Pairs that wait for a data steward.
    pub queued: u64,
    /// Couplings that the registers have since come to contradict.
    pub in_doubt: u64,
    /// Pairs that were compared this night.
    pub candidate_pairs: u64,
    /// By rule.
    pub by_rule: BTreeMap<String, RuleFigures>,
}

/// What one rule has coupled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuleFigures {
    /// Couplings of this rule that hold.
    pub coupled: u64,
    /// Those made this night.
    pub made: u64,
    /// How precise it was found to be, where it has been measured.
    pub evidence: Option<RuleEvidence>,
}

/// The uncoupled permits after one night.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrendPoint {
    /// The night.
    pub night: Date,
    /// All permits.
    pub all: Rate,
    /// Refugees and families whose permit was granted in the twelve months before.
    pub last_twelve_months: Rate,
    /// Couplings that the night made.
    pub made: u64,
}

/// What the municipalities must mend.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MunicipalityErrors {
    /// Open after the night.
    pub open: u64,
    /// Opened this night.
    pub opened: u64,
    /// Closed this night.
    pub closed: u64,
    /// Open and past their deadline.
    pub overdue: u64,
    /// Open, by municipality.
    pub by_municipality: BTreeMap<MunicipalityCode, u64>,
    /// Open, by what is wrong.
    pub by_kind: BTreeMap<MunicipalityErrorKind, u64>,
}

/// Administrative CPR numbers: from request to ordinary registration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministrativeNumbers {
    /// Asked for this night.
    pub requested: u64,
    /// Asked for and not answered.
    pub unanswered: u64,
    /// Answered this night.
    pub answered: u64,
    /// Answered, and the person is not yet registered as resident.
    pub not_yet_resident: u64,
    /// Answered, and the person is registered as resident.
    pub resident: u64,
}
