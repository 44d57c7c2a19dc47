//! The state that follows from the facts: a pure fold over the journal, nothing else.
//!
//! The night folds the journal once, and applies each fact that it appends itself; so the state after a night is the
//! state that the next night folds, and a test holds the two against each other. Nothing here decides anything.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use registers::administrative_numbers::AdministrativeNumberAnswer;
use registers::carl2::{Carl2Person, FormerKey, FormerNumber, Permit};
use registers::cpr::CprPerson;
use registers::person_ids::PersonIdRow;
use vocabulary::{CprNumber, PersonId};

use crate::content::{Content, Fingerprint};
use crate::fact::{
    self, Coupled, DeliveryStored, Judged, MunicipalityError, MunicipalityErrorKind, NightRefused, NightStarted, Noted,
    NumberRequested, Pair, Proposed, Queued, RuleEvidence, Source, Stage, StageCompleted,
};
use crate::report::TrendPoint;

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
    /// Keys of the permits that lean on a relative's, by their person.
    pub(crate) permits_on_relatives: BTreeMap<PersonId, BTreeSet<String>>,
    /// Numbers that were changed, by the number that each leads to next.
    pub(crate) changed_into: BTreeMap<CprNumber, Vec<CprNumber>>,
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
    /// Pairs that one data steward confirmed and another must approve.
    pub proposals: BTreeMap<Pair, ProposalEntry>,
    /// What was known of a rejected pair while it waited, should the rejection be taken back.
    pub set_aside: BTreeMap<Pair, Queued>,
    /// Notes on pairs, oldest first.
    pub notes: BTreeMap<Pair, Vec<Noted>>,
    /// Couplings that the registers have come to contradict.
    pub doubted: BTreeSet<Pair>,
    /// Pairs that a data steward rejected or undid: never coupled automatically again.
    pub rejected: BTreeSet<Pair>,
    /// Administrative CPR numbers that were asked for.
    pub requests: BTreeMap<PersonId, RequestEntry>,
    /// Answers to what nobody asked, by the request that they name.
    pub unasked_answers: BTreeMap<String, AdministrativeNumberAnswer>,
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
    /// The frozen model of the coupling, as JSON, where it was kept without its configuration.
    pub model: Option<String>,
    /// The coupling method in force.
    pub method: Option<MethodEntry>,
    /// The newest dry run of another method.
    pub trial: Option<MethodEntry>,
}

/// A person of the civil register.
#[derive(Clone, Debug, PartialEq)]
pub struct CprEntry {
    /// What the records say.
    pub person: Box<CprPerson>,
    /// Numbers that earlier records of this person led to (`PNRGAELD`), and these do not.
    pub led_to_before: Vec<CprNumber>,
    /// Fingerprint of the records, to see whether a later delivery brings anything new.
    pub fingerprint: Fingerprint,
    /// The fact.
    pub position: u64,
}

/// A person of the alien register.
#[derive(Clone, Debug, PartialEq)]
pub struct Carl2Entry {
    /// What the register says.
    pub person: Box<Carl2Person>,
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
    /// The fact of the first coupling that this one carries on, through changed keys: whatever is later rests on it.
    pub since: u64,
}

/// A pair that waits for a data steward.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueEntry {
    /// The pair and its evidence.
    pub queued: Queued,
    /// The fact.
    pub position: u64,
    /// The fact that first put it in the queue: a pair whose evidence changes has waited since then.
    pub since: u64,
    /// Why a data steward put it aside, when one did.
    pub parked: Option<Judged>,
}

/// A pair that waits for a second approval.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposalEntry {
    /// The proposal.
    pub proposed: Proposed,
    /// The fact.
    pub position: u64,
    /// The fact of the first proposal that this one carries on: what the proposer saw is not newer.
    pub since: u64,
}

/// A coupling method, in force or tried. Read by whoever needs it: it is large, and most need it not.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodEntry {
    /// The fact.
    pub position: u64,
    /// Its payload, as JSON.
    pub text: String,
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
    /// File and hash of every delivery that was stored.
    pub stored: BTreeMap<String, String>,
}

/// A night that completed.
#[derive(Clone, Debug, PartialEq)]
pub struct NightEntry {
    /// The uncoupled permits after it.
    pub trend: TrendPoint,
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

impl State {
    /// Takes in what one fact says. Facts come in the order of the journal.
    pub fn take_in(&mut self, position: u64, content: Content) {
        self.position = position;
        match content {
            Content::CprPerson(person, fingerprint) => {
                self.cpr_person(person, fingerprint, position);
            }
            Content::Carl2Person(person) => {
                let entry = Carl2Entry { person, present: true, position };
                self.carl2.insert(entry.person.person_id.clone(), entry);
            }
            Content::Carl2PersonAbsent(id) => {
                if let Some(entry) = self.carl2.get_mut(&id) {
                    (entry.present, entry.position) = (false, position);
                }
            }
            Content::PermitAbsent(permit_id) => {
                self.permit_gone(&permit_id);
            }
            Content::FormerNumberAbsent(gone) => {
                if let Some(former) = self.former_numbers.get_mut(&gone.person_id) {
                    former.retain(|former| *former != gone);
                }
            }
            Content::PersonIdTypedAbsent(number) => {
                self.typed.remove(&number);
            }
            Content::Permit(permit) => {
                self.permit(*permit);
            }
            Content::FormerNumber(former) => {
                self.former_numbers.entry(former.person_id.clone()).or_default().push(former);
            }
            Content::PersonIdTyped(row) => {
                self.typed.insert(row.cpr_number, row);
            }
            Content::NumberRequested(requested) => {
                self.requests.insert(requested.person_id.clone(), RequestEntry { requested, answer: None });
            }
            Content::NumberAnswered(answer) => match self.requests.get_mut(&answer.person_id) {
                Some(entry) if entry.requested.request_id == answer.request_id => entry.answer = Some(answer),
                _ => {
                    self.unasked_answers.insert(answer.request_id.clone(), answer);
                }
            },
            Content::MunicipalityErrorOpened(error) => {
                self.municipality_errors.insert((error.cpr_number, error.what), error);
            }
            Content::MunicipalityErrorClosed(error) => {
                self.municipality_errors.remove(&(error.cpr_number, error.what));
            }
            coupling_or_night => self.take_in_coupling(position, coupling_or_night),
        }
    }

    fn take_in_coupling(&mut self, position: u64, content: Content) {
        match content {
            Content::Coupled(coupled) => self.coupled(coupled, position),
            Content::Queued(queued) => {
                let (since, parked) = match self.queue.remove(&queued.pair) {
                    Some(before) => (before.since, before.parked),
                    None => (position, None),
                };
                self.queue.insert(queued.pair.clone(), QueueEntry { queued, position, since, parked });
            }
            Content::Dequeued(pair) => {
                self.queue.remove(&pair);
            }
            Content::Doubted(pair) => {
                self.doubted.insert(pair);
            }
            Content::DoubtLifted(pair) => {
                self.doubted.remove(&pair);
            }
            Content::Undone(undone) => {
                self.uncouple(&undone.pair);
                self.rejected.insert(undone.pair);
            }
            Content::Noted(noted) => self.notes.entry(noted.pair.clone()).or_default().push(noted),
            Content::Proposed(proposed) => self.proposed(proposed, position),
            Content::ProposalWithdrawn(judged) | Content::ProposalDeclined(judged) => {
                self.proposals.remove(&judged.pair);
            }
            Content::Model(model) => self.model = Some(model),
            Content::Method(text) => self.method = Some(MethodEntry { position, text }),
            Content::MethodTrial(text) => self.trial = Some(MethodEntry { position, text }),
            Content::RuleEvidence(evidence) => {
                self.evidence.insert(evidence.rule.clone(), evidence);
            }
            Content::Rejected(judged) => self.rejected(judged),
            Content::RejectionWithdrawn(judged) => {
                self.rejected.remove(&judged.pair);
                self.set_aside.remove(&judged.pair);
            }
            Content::Parked(judged) => {
                if let Some(entry) = self.queue.get_mut(&judged.pair) {
                    entry.parked = Some(judged);
                }
            }
            Content::Unparked(judged) => {
                if let Some(entry) = self.queue.get_mut(&judged.pair) {
                    entry.parked = None;
                }
            }
            night => self.take_in_night(position, night),
        }
    }

    fn take_in_night(&mut self, position: u64, content: Content) {
        match content {
            Content::NightStarted(night, started) => {
                let (stored, completed) = (Vec::new(), BTreeMap::new());
                self.unfinished = Some(UnfinishedNight { night, position, started, stored, completed });
            }
            Content::DeliveryStored(stored) => self.delivery_stored(stored),
            Content::StageCompleted(completed) => {
                if let Some(unfinished) = &mut self.unfinished {
                    unfinished.completed.insert(completed.stage, completed);
                }
            }
            Content::NightCompleted(report) => {
                let (all, last_twelve_months) = (report.uncoupled.all, report.uncoupled.last_twelve_months);
                let made = report.couplings.made;
                let trend = TrendPoint { night: report.night, all, last_twelve_months, made };
                self.nights.push(NightEntry { trend, position });
                self.unfinished = None;
                self.refused = None;
            }
            Content::NightAbandoned => self.unfinished = None,
            Content::NightRefused(night, refused) => self.refused = Some((night, refused)),
            _ => {}
        }
    }

    fn cpr_person(&mut self, person: Box<CprPerson>, fingerprint: Fingerprint, position: u64) {
        let before = self.cpr.remove(&person.number);
        let mut led_to_before = before.as_ref().map(|entry| entry.led_to_before.clone()).unwrap_or_default();
        led_to_before.extend(before.and_then(|entry| entry.person.current_number));
        led_to_before.retain(|number| Some(*number) != person.current_number);
        led_to_before.dedup();
        for before in &led_to_before {
            if let Some(changed) = self.changed_into.get_mut(before) {
                changed.retain(|number| *number != person.number);
            }
        }
        if let Some(next) = person.current_number {
            let changed = self.changed_into.entry(next).or_default();
            changed.retain(|number| *number != person.number);
            changed.push(person.number);
        }
        self.cpr.insert(person.number, CprEntry { person, led_to_before, fingerprint, position });
    }

    fn permit(&mut self, permit: Permit) {
        self.permit_gone(&permit.permit_id);
        if permit.reference_person_id.is_some() {
            self.permits_on_relatives.entry(permit.person_id.clone()).or_default().insert(permit.permit_id.clone());
        }
        self.permits.insert(permit.permit_id.clone(), permit);
    }

    fn permit_gone(&mut self, permit_id: &str) {
        let Some(permit) = self.permits.remove(permit_id) else { return };
        if let Some(keys) = self.permits_on_relatives.get_mut(&permit.person_id) {
            keys.remove(permit_id);
            if keys.is_empty() {
                self.permits_on_relatives.remove(&permit.person_id);
            }
        }
    }

    /// A coupling takes the place of the one it carries on, and of any other of its person. That no number is coupled
    /// with two persons is for whoever appends the fact to see to.
    fn coupled(&mut self, coupled: Coupled, position: u64) {
        let pair = coupled.pair.clone();
        let carried_on = coupled.followed.as_ref().and_then(|before| self.couplings.get(&before.person_id));
        let since = carried_on.map_or(position, |before| before.since);
        if let Some(before) = coupled.followed.clone() {
            self.uncouple(&before);
        }
        if let Some(before) = self.couplings.get(&pair.person_id) {
            let before = before.coupled.pair.clone();
            self.uncouple(&before);
        }
        self.queue.remove(&pair);
        self.rejected.remove(&pair);
        self.set_aside.remove(&pair);
        self.proposals.remove(&pair);
        self.coupled_numbers.insert(pair.cpr_number, pair.person_id.clone());
        self.couplings.insert(pair.person_id, CouplingEntry { coupled, position, since });
    }

    fn rejected(&mut self, judged: Judged) {
        if let Some(entry) = self.queue.remove(&judged.pair) {
            self.set_aside.insert(judged.pair.clone(), entry.queued);
        }
        self.proposals.remove(&judged.pair);
        self.rejected.insert(judged.pair);
    }

    fn proposed(&mut self, proposed: Proposed, position: u64) {
        let before = proposed.followed.as_ref().and_then(|before| self.proposals.remove(before));
        let since = before.map_or(position, |before| before.since);
        self.proposals.insert(proposed.pair.clone(), ProposalEntry { proposed, position, since });
    }

    fn uncouple(&mut self, pair: &Pair) {
        self.couplings.remove(&pair.person_id);
        if self.coupled_numbers.get(&pair.cpr_number) == Some(&pair.person_id) {
            self.coupled_numbers.remove(&pair.cpr_number);
        }
        self.doubted.remove(pair);
    }

    fn delivery_stored(&mut self, stored: DeliveryStored) {
        let entry = self.sources.entry(stored.source).or_default();
        entry.last_produced_on = Some(stored.produced_on);
        entry.stored.insert(stored.sha256.clone(), stored.file.clone());
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
        let next = |at: CprNumber| self.cpr.get(&at).and_then(|entry| entry.person.current_number);
        let mut chain = vec![];
        let mut at = number;
        while let Some(later) = next(at) {
            if later == number || chain.contains(&later) {
                return number;
            }
            chain.push(later);
            at = later;
        }
        at
    }

    /// Changed numbers that lead to a number today, in no order.
    pub(crate) fn numbers_changed_into(&self, number: CprNumber) -> Vec<CprNumber> {
        let mut found: Vec<CprNumber> = Vec::new();
        let mut next = vec![number];
        while let Some(at) = next.pop() {
            for &before in self.changed_into.get(&at).into_iter().flatten() {
                if before != number && !found.contains(&before) {
                    found.push(before);
                    next.push(before);
                }
            }
        }
        // A chain that comes back to itself leads nowhere.
        found.retain(|&before| self.current_number(before) == number);
        found
    }

    /// The CPR number that a person is coupled to, if any.
    pub fn number_of(&self, person_id: &PersonId) -> Option<CprNumber> {
        self.couplings.get(person_id).map(|entry| entry.coupled.pair.cpr_number)
    }

    /// The night under way or, between nights, the last one.
    pub(crate) fn last_night(&self) -> Option<Date> {
        let under_way = self.unfinished.as_ref().map(|unfinished| unfinished.night);
        under_way.or_else(|| self.nights.last().map(|entry| entry.trend.night))
    }

    /// The night that first knew a fact at a position: the one under way, or the first that completed after it. None for
    /// what came after the last night.
    pub fn night_of(&self, position: u64) -> Option<Date> {
        let after = self.nights.partition_point(|entry| entry.position < position);
        let under_way = || self.unfinished.as_ref().filter(|under_way| under_way.position < position);
        self.nights.get(after).map(|entry| entry.trend.night).or_else(|| under_way().map(|night| night.night))
    }

    /// Former numbers of a person, of one of the two kinds.
    pub fn former_cpr_numbers(&self, person_id: &PersonId) -> impl Iterator<Item = CprNumber> + '_ {
        self.former_numbers.get(person_id).into_iter().flatten().filter_map(|former| match &former.number {
            FormerKey::Cpr(number) => Some(*number),
            FormerKey::PersonId(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use registers::cpr::{RecordBuilder, RecordType};

    use super::*;
    use crate::review::samples::{A, B, C, number};

    fn take_in(state: &mut State, position: u64, of: &str, leads_to: &str) {
        let record = RecordBuilder::new(RecordType::Person, number(of))
            .put("PNRGAELD", leads_to)
            .put("STATUS", if leads_to.is_empty() { "01" } else { "60" })
            .put("STATUSHAENSTART", "000000000000")
            .put("KOEN", "K")
            .put("FOED_DT", "1990-01-01");
        let text = String::from_utf8(record.build().unwrap().stripped().to_vec()).unwrap();
        let person = CprPerson::from_records(&text).unwrap();
        let fingerprint = crate::content::fingerprint(&text);
        state.take_in(position, Content::CprPerson(Box::new(person), fingerprint));
    }

    #[test]
    fn numbers_that_lead_to_one_are_found_through_every_change_and_correction() {
        let mut state = State::default();
        for (position, (of, leads_to)) in [(A, ""), (B, A), (C, B)].into_iter().enumerate() {
            take_in(&mut state, position as u64 + 1, of, leads_to);
        }
        let mut found = state.numbers_changed_into(number(A));
        found.sort_unstable();
        assert_eq!(found, [number(B), number(C)]);
        assert!(state.numbers_changed_into(number(B)).is_empty(), "B itself leads on");
        // A correction: C leads to A's own number no more, and A to B now.
        take_in(&mut state, 4, B, "");
        take_in(&mut state, 5, A, B);
        let mut found = state.numbers_changed_into(number(B));
        found.sort_unstable();
        assert_eq!(found, [number(A), number(C)]);
        // A chain that comes back to itself leads nowhere.
        take_in(&mut state, 6, B, A);
        assert!(state.numbers_changed_into(number(A)).is_empty());
    }
}
