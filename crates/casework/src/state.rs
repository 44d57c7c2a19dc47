//! The state that follows from the facts: a pure fold over the journal, nothing else.
//!
//! The night folds the journal once, and applies each fact that it appends itself; so the state after a night is the
//! state that the next night folds, and a test holds the two against each other. Nothing here decides anything.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use oversight::uncoupled::Rate;
use registers::administrative_numbers::AdministrativeNumberAnswer;
use registers::carl2::{Carl2Person, FormerKey, FormerNumber, Permit};
use registers::cpr::CprPerson;
use registers::person_ids::PersonIdRow;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use vocabulary::{CprNumber, PersonId};

use crate::fact::{
    self, Coupled, DeliveryStored, Judged, MunicipalityError, MunicipalityErrorKind, NightRefused, NightStarted,
    NumberRequested, Pair, Queued, RuleEvidence, Source, Stage, StageCompleted, Undone,
};
use crate::report::{Report, TrendPoint};

/// What the journal says, by person, permit, pair and night.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Position of the last fact in the state.
    pub position: u64,
    /// Persons of the civil register, as last delivered.
    pub cpr: BTreeMap<CprNumber, CprEntry>,
    /// Persons of the alien register, as last delivered.
    pub carl2: BTreeMap<PersonId, Carl2Entry>,
    /// Permits, by their key.
    pub permits: BTreeMap<String, Permit>,
    /// Former numbers, by person.
    pub former_numbers: BTreeMap<PersonId, Vec<FormerNumber>>,
    /// What the municipalities typed, by CPR number.
    pub typed: BTreeMap<CprNumber, PersonIdRow>,
    /// Couplings that hold, by person of the alien register.
    pub couplings: BTreeMap<PersonId, CouplingEntry>,
    /// The same couplings, by person of the civil register.
    pub coupled_numbers: BTreeMap<CprNumber, PersonId>,
    /// Pairs that wait for a data steward.
    pub queue: BTreeMap<Pair, QueueEntry>,
    /// Couplings that the registers have come to contradict.
    pub doubted: BTreeSet<Pair>,
    /// Pairs that a data steward rejected or undid: never coupled automatically again.
    pub rejected: BTreeSet<Pair>,
    /// Administrative CPR numbers that were asked for.
    pub requests: BTreeMap<PersonId, RequestEntry>,
    /// Open errors, by CPR number and kind.
    pub municipality_errors: BTreeMap<(CprNumber, MunicipalityErrorKind), MunicipalityError>,
    /// What each source has brought.
    pub sources: BTreeMap<Source, SourceEntry>,
    /// Nights that completed, oldest first.
    pub nights: Vec<NightEntry>,
    /// The night that began and has not ended.
    pub unfinished: Option<UnfinishedNight>,
    /// The last refusal, when no night has completed since.
    pub refused: Option<(Date, NightRefused)>,
    /// The last measurement of each rule.
    pub evidence: BTreeMap<String, RuleEvidence>,
    /// The frozen model of the coupling, as JSON.
    pub model: Option<String>,
}

/// A person of the civil register.
#[derive(Clone, Debug, PartialEq)]
pub struct CprEntry {
    /// What the records say.
    pub person: CprPerson,
    /// Fingerprint of the records, to see whether a later delivery brings anything new.
    pub fingerprint: Fingerprint,
    /// The fact.
    pub position: u64,
}

/// The first half of the SHA-256 of a person's records.
pub type Fingerprint = [u8; 16];

/// A person of the alien register.
#[derive(Clone, Debug, PartialEq)]
pub struct Carl2Entry {
    /// What the register says.
    pub person: Carl2Person,
    /// Whether the last full extract still held the person.
    pub present: bool,
    /// The fact.
    pub position: u64,
}

/// A coupling that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct CouplingEntry {
    /// The coupling.
    pub coupled: Coupled,
    /// The fact.
    pub position: u64,
}

/// A pair that waits for a data steward.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueEntry {
    /// The pair and its evidence.
    pub queued: Queued,
    /// The fact.
    pub position: u64,
    /// Why a data steward put it aside, when one did.
    pub parked: Option<String>,
}

/// A request for an administrative CPR number.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestEntry {
    /// The request.
    pub requested: NumberRequested,
    /// The answer, when it has come.
    pub answer: Option<AdministrativeNumberAnswer>,
}

/// What a source has brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceEntry {
    /// When the sender made the last delivery that was stored.
    pub last_produced_on: Option<Date>,
    /// Records read in each delivery of changes, oldest first.
    pub sizes_of_changes: Vec<u64>,
}

/// A night that completed.
#[derive(Clone, Debug, PartialEq)]
pub struct NightEntry {
    /// The uncoupled permits after it.
    pub trend: TrendPoint,
    /// Share of uncoupled permits after it.
    pub uncoupled: Rate,
    /// Position of the fact that holds its report.
    pub position: u64,
}

/// A night that began and has not ended.
#[derive(Clone, Debug, PartialEq)]
pub struct UnfinishedNight {
    /// The night.
    pub night: Date,
    /// Position of the fact that began it: whatever is later belongs to it.
    pub position: u64,
    /// What it set out to store.
    pub started: NightStarted,
    /// Deliveries that are stored.
    pub stored: Vec<DeliveryStored>,
    /// Stages that are done.
    pub completed: BTreeMap<Stage, StageCompleted>,
}

/// A fact that the state cannot take in.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
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

/// Fingerprint of a person's records.
pub fn fingerprint(records: &str) -> Fingerprint {
    let mut half = Fingerprint::default();
    half.copy_from_slice(&Sha256::digest(records.as_bytes())[..16]);
    half
}

impl State {
    /// Takes in one fact. Facts come in the order of the journal.
    pub fn apply(&mut self, position: u64, kind: &str, subject: &str, payload: &str) -> Result<(), StateError> {
        self.position = position;
        let fact = FactText { position, kind, subject, payload };
        match kind {
            fact::CPR_PERSON => self.cpr_person(&fact),
            fact::CARL2_PERSON => self.carl2_person(&fact),
            fact::CARL2_PERSON_ABSENT => self.carl2_person_absent(&fact),
            fact::CARL2_PERMIT => {
                let permit: Permit = fact.json()?;
                self.permits.insert(permit.permit_id.clone(), permit);
                Ok(())
            }
            fact::CARL2_FORMER_NUMBER => {
                let former: FormerNumber = fact.json()?;
                self.former_numbers.entry(former.person_id.clone()).or_default().push(former);
                Ok(())
            }
            fact::PERSON_ID_TYPED => {
                let row: PersonIdRow = fact.json()?;
                self.typed.insert(row.cpr_number, row);
                Ok(())
            }
            fact::NUMBER_REQUESTED => {
                let requested: NumberRequested = fact.json()?;
                self.requests.insert(requested.person_id.clone(), RequestEntry { requested, answer: None });
                Ok(())
            }
            fact::NUMBER_ANSWERED => self.number_answered(&fact),
            fact::MUNICIPALITY_ERROR_OPENED => {
                let error: MunicipalityError = fact.json()?;
                self.municipality_errors.insert((error.cpr_number, error.what), error);
                Ok(())
            }
            fact::MUNICIPALITY_ERROR_CLOSED => {
                let error: MunicipalityError = fact.json()?;
                self.municipality_errors.remove(&(error.cpr_number, error.what));
                Ok(())
            }
            fact::RULE_EVIDENCE => {
                let evidence: RuleEvidence = fact.json()?;
                self.evidence.insert(evidence.rule.clone(), evidence);
                Ok(())
            }
            fact::COUPLING_MODEL => {
                self.model = Some(payload.to_owned());
                Ok(())
            }
            _ => self.apply_coupling(&fact),
        }
    }

    fn apply_coupling(&mut self, fact: &FactText<'_>) -> Result<(), StateError> {
        match fact.kind {
            fact::COUPLED => self.coupled(fact.json()?, fact.position),
            fact::COUPLING_QUEUED => {
                let queued: Queued = fact.json()?;
                let pair = queued.pair.clone();
                self.queue.insert(pair, QueueEntry { queued, position: fact.position, parked: None });
            }
            fact::COUPLING_DEQUEUED => {
                self.queue.remove(&fact.json::<Pair>()?);
            }
            fact::COUPLING_DOUBTED => {
                self.doubted.insert(fact.json()?);
            }
            fact::COUPLING_DOUBT_LIFTED => {
                self.doubted.remove(&fact.json::<Pair>()?);
            }
            fact::COUPLING_REJECTED => {
                let judged: Judged = fact.json()?;
                self.queue.remove(&judged.pair);
                self.rejected.insert(judged.pair);
            }
            fact::COUPLING_PARKED => {
                let judged: Judged = fact.json()?;
                if let Some(entry) = self.queue.get_mut(&judged.pair) {
                    entry.parked = Some(judged.reason);
                }
            }
            fact::COUPLING_UNDONE => {
                let undone: Undone = fact.json()?;
                self.uncouple(&undone.pair);
                self.rejected.insert(undone.pair);
            }
            _ => return self.apply_night(fact),
        }
        Ok(())
    }

    fn apply_night(&mut self, fact: &FactText<'_>) -> Result<(), StateError> {
        match fact.kind {
            fact::NIGHT_STARTED => {
                let started: NightStarted = fact.json()?;
                self.unfinished = Some(UnfinishedNight {
                    night: fact.night()?,
                    position: fact.position,
                    started,
                    stored: Vec::new(),
                    completed: BTreeMap::new(),
                });
            }
            fact::DELIVERY_STORED => self.delivery_stored(fact.json()?),
            fact::STAGE_COMPLETED => {
                let completed: StageCompleted = fact.json()?;
                if let Some(unfinished) = &mut self.unfinished {
                    unfinished.completed.insert(completed.stage, completed);
                }
            }
            fact::NIGHT_COMPLETED => {
                let report: Report = fact.json()?;
                let trend = TrendPoint {
                    night: report.night,
                    all: report.uncoupled.all,
                    last_twelve_months: report.uncoupled.last_twelve_months,
                };
                self.nights.push(NightEntry { trend, uncoupled: report.uncoupled.all, position: fact.position });
                self.unfinished = None;
                self.refused = None;
            }
            fact::NIGHT_REFUSED => self.refused = Some((fact.night()?, fact.json()?)),
            _ => return Err(fact.unknown()),
        }
        Ok(())
    }

    fn cpr_person(&mut self, fact: &FactText<'_>) -> Result<(), StateError> {
        let person = CprPerson::from_records(fact.payload).map_err(|error| fact.unreadable(error))?;
        let fingerprint = fingerprint(fact.payload);
        self.cpr.insert(person.number, CprEntry { person, fingerprint, position: fact.position });
        Ok(())
    }

    fn carl2_person(&mut self, fact: &FactText<'_>) -> Result<(), StateError> {
        let person: Carl2Person = fact.json()?;
        let id = person.person_id.clone();
        self.carl2.insert(id, Carl2Entry { person, present: true, position: fact.position });
        Ok(())
    }

    fn carl2_person_absent(&mut self, fact: &FactText<'_>) -> Result<(), StateError> {
        let id: PersonId = fact.json()?;
        let entry = self.carl2.get_mut(&id).ok_or_else(|| fact.unreadable("no such person before it"))?;
        entry.present = false;
        entry.position = fact.position;
        Ok(())
    }

    fn number_answered(&mut self, fact: &FactText<'_>) -> Result<(), StateError> {
        let answer: AdministrativeNumberAnswer = fact.json()?;
        if let Some(entry) = self.requests.get_mut(&answer.person_id) {
            entry.answer = Some(answer);
        }
        Ok(())
    }

    fn coupled(&mut self, coupled: Coupled, position: u64) {
        let pair = coupled.pair.clone();
        if let Some(before) = self.couplings.get(&pair.person_id) {
            let before = before.coupled.pair.clone();
            self.uncouple(&before);
        }
        self.queue.remove(&pair);
        self.rejected.remove(&pair);
        self.coupled_numbers.insert(pair.cpr_number, pair.person_id.clone());
        self.couplings.insert(pair.person_id, CouplingEntry { coupled, position });
    }

    fn uncouple(&mut self, pair: &Pair) {
        self.couplings.remove(&pair.person_id);
        self.coupled_numbers.remove(&pair.cpr_number);
        self.doubted.remove(pair);
    }

    fn delivery_stored(&mut self, stored: DeliveryStored) {
        let entry = self.sources.entry(stored.source).or_default();
        entry.last_produced_on = Some(stored.produced_on);
        if stored.content == fact::DeliveryContent::Changes {
            entry.sizes_of_changes.push(stored.read.first().map_or(0, |count| count.read));
        }
        if let Some(unfinished) = &mut self.unfinished {
            unfinished.stored.push(stored);
        }
    }

    /// The CPR number that a number leads to today: the number itself, or the one it was changed to.
    ///
    /// Follows `PNRGAELD` from one delivered person to the next; a chain that comes back to itself ends where it began.
    pub fn current_number(&self, number: CprNumber) -> CprNumber {
        let mut seen = BTreeSet::from([number]);
        let mut at = number;
        while let Some(next) = self.cpr.get(&at).and_then(|entry| entry.person.current_number) {
            if !seen.insert(next) {
                return number;
            }
            at = next;
        }
        at
    }

    /// The CPR number that a person is coupled to, if any.
    pub fn number_of(&self, person_id: &PersonId) -> Option<CprNumber> {
        self.couplings.get(person_id).map(|entry| entry.coupled.pair.cpr_number)
    }

    /// Former numbers of a person, of one of the two kinds.
    pub fn former_cpr_numbers(&self, person_id: &PersonId) -> impl Iterator<Item = CprNumber> + '_ {
        self.former_numbers.get(person_id).into_iter().flatten().filter_map(|former| match &former.number {
            FormerKey::Cpr(number) => Some(*number),
            FormerKey::PersonId(_) => None,
        })
    }
}

/// A fact while it is taken in.
struct FactText<'a> {
    position: u64,
    kind: &'a str,
    subject: &'a str,
    payload: &'a str,
}

impl FactText<'_> {
    fn json<T: DeserializeOwned>(&self) -> Result<T, StateError> {
        serde_json::from_str(self.payload).map_err(|error| self.unreadable(error))
    }

    fn night(&self) -> Result<Date, StateError> {
        let day = self.subject.strip_prefix("night:").unwrap_or_default();
        day.parse().map_err(|error| self.unreadable(error))
    }

    fn unreadable(&self, reason: impl std::fmt::Display) -> StateError {
        StateError::Payload { position: self.position, kind: self.kind.to_owned(), reason: reason.to_string() }
    }

    fn unknown(&self) -> StateError {
        StateError::UnknownKind { position: self.position, kind: self.kind.to_owned() }
    }
}
