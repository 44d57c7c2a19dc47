//! What a fact says, read out of its payload: every kind of fact, typed.
//!
//! Reading is separate from taking in, since reading is the work and can be done on all cores; taking in is quick and
//! must be in order.

use jiff::civil::Date;
use registers::administrative_numbers::AdministrativeNumberAnswer;
use registers::carl2::{Carl2Person, FormerNumber, Permit};
use registers::cpr::CprPerson;
use registers::person_ids::PersonIdRow;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use vocabulary::{CprNumber, PersonId};

use crate::fact::{
    self, Coupled, DeliveryStored, Judged, MunicipalityError, NightRefused, NightStarted, Noted, NumberRequested, Pair,
    Proposed, Queued, RuleEvidence, StageCompleted, Undone,
};
use crate::goals;
use crate::report::Report;
use crate::supervision::is_of_supervision;

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// [`fact::CPR_PERSON`], with the fingerprint of its records.
    CprPerson(Box<CprPerson>, Fingerprint),
    /// [`fact::CARL2_PERSON`]
    Carl2Person(Box<Carl2Person>),
    /// [`fact::CARL2_PERSON_ABSENT`]
    Carl2PersonAbsent(PersonId),
    /// [`fact::CARL2_PERMIT_ABSENT`]: the permit's key.
    PermitAbsent(String),
    /// [`fact::CARL2_FORMER_NUMBER_ABSENT`]
    FormerNumberAbsent(FormerNumber),
    /// [`fact::PERSON_ID_TYPED_ABSENT`]
    PersonIdTypedAbsent(CprNumber),
    /// [`fact::CARL2_PERMIT`]
    Permit(Box<Permit>),
    /// [`fact::CARL2_FORMER_NUMBER`]
    FormerNumber(FormerNumber),
    /// [`fact::PERSON_ID_TYPED`]
    PersonIdTyped(PersonIdRow),
    /// [`fact::NUMBER_REQUESTED`]
    NumberRequested(NumberRequested),
    /// [`fact::NUMBER_ANSWERED`]
    NumberAnswered(AdministrativeNumberAnswer),
    /// [`fact::COUPLED`]
    Coupled(Coupled),
    /// [`fact::COUPLING_QUEUED`]
    Queued(Queued),
    /// [`fact::COUPLING_DEQUEUED`]
    Dequeued(Pair),
    /// [`fact::COUPLING_DOUBTED`]
    Doubted(Pair),
    /// [`fact::COUPLING_DOUBT_LIFTED`]
    DoubtLifted(Pair),
    /// [`fact::COUPLING_REJECTED`]
    Rejected(Judged),
    /// [`fact::COUPLING_PARKED`]
    Parked(Judged),
    /// [`fact::COUPLING_UNPARKED`]
    Unparked(Judged),
    /// [`fact::COUPLING_REJECTION_WITHDRAWN`]
    RejectionWithdrawn(Judged),
    /// [`fact::COUPLING_NOTED`]
    Noted(Noted),
    /// [`fact::COUPLING_PROPOSED`]
    Proposed(Proposed),
    /// [`fact::COUPLING_PROPOSAL_WITHDRAWN`]
    ProposalWithdrawn(Judged),
    /// [`fact::COUPLING_PROPOSAL_DECLINED`]
    ProposalDeclined(Judged),
    /// [`fact::COUPLING_UNDONE`]
    Undone(Undone),
    /// [`fact::COUPLING_MODEL`], as JSON.
    Model(String),
    /// [`fact::COUPLING_METHOD`], as JSON.
    Method(String),
    /// [`fact::COUPLING_METHOD_TRIAL`], as JSON.
    MethodTrial(String),
    /// [`fact::RULE_EVIDENCE`]
    RuleEvidence(RuleEvidence),
    /// [`fact::MUNICIPALITY_ERROR_OPENED`]
    MunicipalityErrorOpened(MunicipalityError),
    /// [`fact::MUNICIPALITY_ERROR_CLOSED`]
    MunicipalityErrorClosed(MunicipalityError),
    /// [`fact::DELIVERY_STORED`]
    DeliveryStored(DeliveryStored),
    /// [`fact::NIGHT_STARTED`]
    NightStarted(Date, NightStarted),
    /// [`fact::STAGE_COMPLETED`]
    StageCompleted(StageCompleted),
    /// [`fact::NIGHT_COMPLETED`]
    NightCompleted(Box<Report>),
    /// [`fact::NIGHT_ABANDONED`]
    NightAbandoned,
    /// [`fact::NIGHT_REFUSED`]
    NightRefused(Date, NightRefused),
    /// A fact of a case under the Act, which the registers' state does not hold: see [`crate::cases`].
    OfACase,
    /// A fact about goals: see [`crate::goals`].
    OfGoals,
    /// A fact of a sample that oversight drew: see [`crate::samples`].
    OfASample,
    /// A fact of supervision, which the registers' state does not hold: see [`crate::supervision`].
    OfSupervision,
    /// `clock-corrected/1`: the journal's own, of no meaning for a case.
    ClockCorrected,
}

/// The first half of the SHA-256 of a person's records.
pub type Fingerprint = [u8; 16];

/// Fingerprint of a person's records.
pub fn fingerprint(records: &str) -> Fingerprint {
    let mut half = Fingerprint::default();
    half.copy_from_slice(&Sha256::digest(records.as_bytes())[..16]);
    half
}

/// A fact that cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A kind that this program does not know: the journal was written by a newer one.
    #[error("fact {position} is of the kind {kind}, which this program does not know")]
    UnknownKind {
        /// Its place in the journal.
        position: u64,
        /// Its kind.
        kind: String,
    },
    /// A payload that does not fit its kind.
    #[error("fact {position} of the kind {kind} cannot be read: {reason}")]
    Payload {
        /// Its place in the journal.
        position: u64,
        /// Its kind.
        kind: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// A fact as it stands in the journal, as far as its content goes.
#[derive(Clone, Copy, Debug)]
pub struct FactText<'a> {
    /// Its place in the journal.
    pub position: u64,
    /// Its kind.
    pub kind: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// Its payload.
    pub payload: &'a str,
}

impl FactText<'_> {
    /// Reads what the fact says.
    pub fn content(self) -> Result<Content, ContentError> {
        Ok(match self.kind {
            fact::CPR_PERSON => {
                let person = CprPerson::from_records(self.payload).map_err(|error| self.unreadable(error))?;
                Content::CprPerson(Box::new(person), fingerprint(self.payload))
            }
            fact::CARL2_PERSON => Content::Carl2Person(self.json()?),
            fact::CARL2_PERSON_ABSENT => Content::Carl2PersonAbsent(self.json()?),
            fact::CARL2_PERMIT_ABSENT => Content::PermitAbsent(self.json()?),
            fact::CARL2_FORMER_NUMBER_ABSENT => Content::FormerNumberAbsent(self.json()?),
            fact::PERSON_ID_TYPED_ABSENT => Content::PersonIdTypedAbsent(self.json()?),
            fact::CARL2_PERMIT => Content::Permit(self.json()?),
            fact::CARL2_FORMER_NUMBER => Content::FormerNumber(self.json()?),
            fact::PERSON_ID_TYPED => Content::PersonIdTyped(self.json()?),
            fact::NUMBER_REQUESTED => Content::NumberRequested(self.json()?),
            fact::NUMBER_ANSWERED => Content::NumberAnswered(self.json()?),
            fact::COUPLED => Content::Coupled(self.json()?),
            fact::COUPLING_QUEUED => Content::Queued(self.json()?),
            fact::COUPLING_DEQUEUED => Content::Dequeued(self.json()?),
            fact::COUPLING_DOUBTED => Content::Doubted(self.json()?),
            fact::COUPLING_DOUBT_LIFTED => Content::DoubtLifted(self.json()?),
            fact::COUPLING_REJECTED => Content::Rejected(self.json()?),
            fact::COUPLING_PARKED => Content::Parked(self.json()?),
            fact::COUPLING_UNPARKED => Content::Unparked(self.json()?),
            fact::COUPLING_REJECTION_WITHDRAWN => Content::RejectionWithdrawn(self.json()?),
            fact::COUPLING_NOTED => Content::Noted(self.json()?),
            fact::COUPLING_PROPOSED => Content::Proposed(self.json()?),
            fact::COUPLING_PROPOSAL_WITHDRAWN => Content::ProposalWithdrawn(self.json()?),
            fact::COUPLING_PROPOSAL_DECLINED => Content::ProposalDeclined(self.json()?),
            fact::COUPLING_UNDONE => Content::Undone(self.json()?),
            fact::COUPLING_MODEL => Content::Model(self.payload.to_owned()),
            fact::COUPLING_METHOD => Content::Method(self.payload.to_owned()),
            fact::COUPLING_METHOD_TRIAL => Content::MethodTrial(self.payload.to_owned()),
            fact::RULE_EVIDENCE => Content::RuleEvidence(self.json()?),
            fact::MUNICIPALITY_ERROR_OPENED => Content::MunicipalityErrorOpened(self.json()?),
            fact::MUNICIPALITY_ERROR_CLOSED => Content::MunicipalityErrorClosed(self.json()?),
            fact::DELIVERY_STORED => Content::DeliveryStored(self.json()?),
            fact::NIGHT_STARTED => Content::NightStarted(self.night()?, self.json()?),
            fact::STAGE_COMPLETED => Content::StageCompleted(self.json()?),
            fact::NIGHT_COMPLETED => Content::NightCompleted(self.json()?),
            fact::NIGHT_REFUSED => Content::NightRefused(self.night()?, self.json()?),
            fact::NIGHT_ABANDONED => Content::NightAbandoned,
            kind if fact::is_of_a_case(kind) => Content::OfACase,
            kind if goals::is_of_goals(kind) => Content::OfGoals,
            kind if fact::is_of_a_sample(kind) => Content::OfASample,
            kind if is_of_supervision(kind) => Content::OfSupervision,
            fact::CLOCK_CORRECTED => Content::ClockCorrected,
            _ => return Err(ContentError::UnknownKind { position: self.position, kind: self.kind.to_owned() }),
        })
    }

    fn json<T: DeserializeOwned>(self) -> Result<T, ContentError> {
        serde_json::from_str(self.payload).map_err(|error| self.unreadable(error))
    }

    fn night(self) -> Result<Date, ContentError> {
        let day = self.subject.strip_prefix("night:").unwrap_or_default();
        day.parse().map_err(|error| self.unreadable(error))
    }

    fn unreadable(self, reason: impl std::fmt::Display) -> ContentError {
        ContentError::Payload { position: self.position, kind: self.kind.to_owned(), reason: reason.to_string() }
    }
}
