//! The end of a night: proofs, figures and alarms from what the journal now says.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::civil::Date;
use journal::{Filter, Journal, JournalError};
use oversight::alarm::{self, Alarm};
use oversight::completeness::{Fate, Proof};
use oversight::uncoupled::Figures;
use vocabulary::{CprNumber, PersonId};

use crate::administrative_numbers;
use crate::coupling::{self, Proposal, RunFigures};
use crate::fact::{self, DeliveryContent, DeliveryStored, NamedProof, Source};
use crate::report::{Couplings, MunicipalityErrors, Report, RuleFigures, TrendPoint, Warning};
use crate::settings::Settings;
use crate::state::State;
use crate::uncoupled::{self, PermitCase};

/// What a night concludes: the report, and the cases behind its figures.
pub struct Conclusion {
    /// The report.
    pub report: Report,
    /// Every permit with its holder's coupling.
    pub permits: Vec<PermitCase>,
}

/// The kinds of record that a proof speaks of.
const PROVEN: [&str; 6] = [
    fact::CPR_PERSON,
    fact::CARL2_PERSON,
    fact::CARL2_PERMIT,
    fact::CARL2_FORMER_NUMBER,
    fact::PERSON_ID_TYPED,
    fact::NUMBER_ANSWERED,
];

/// Concludes the night that is under way.
pub(crate) fn conclude(
    journal: &mut Journal,
    state: &State,
    night: Date,
    proposal: &Proposal,
    settings: &Settings,
) -> Result<Conclusion, JournalError> {
    let stored = state.unfinished.as_ref().map_or(&[][..], |unfinished| unfinished.stored.as_slice());
    let tonight = Tonight::read(journal, state)?;
    let permits = uncoupled::cases(state, &coupling::causes(state, proposal));
    let figures = Figures::count(permits.iter().map(|case| &case.permit), night);
    let proofs = proofs(stored, &tonight);
    let couplings = couplings(state, &proposal.figures, &tonight);
    let alarms = alarms(state, night, stored, &proofs, &figures, &couplings, settings);
    let report = Report {
        night,
        deliveries: stored.to_vec(),
        proofs,
        couplings,
        trend: trend(state, night, &figures, settings),
        municipality_errors: municipality_errors(state, night, &tonight),
        administrative_numbers: administrative_numbers::figures(
            state,
            tonight.count(fact::NUMBER_REQUESTED),
            tonight.count(fact::NUMBER_ANSWERED),
        ),
        set_aside: found_set_aside(stored, settings),
        alarms,
        warnings: warnings(stored, &proposal.figures),
        uncoupled: figures,
    };
    Ok(Conclusion { report, permits })
}

/// What the journal learned since the night began, by kind, with what became of each delivered record.
struct Tonight {
    counts: BTreeMap<String, u64>,
    fates: BTreeMap<&'static str, Proof>,
    couplings_by_rule: BTreeMap<String, u64>,
    followed: u64,
}

impl Tonight {
    fn read(journal: &mut Journal, state: &State) -> Result<Self, JournalError> {
        let mut tonight =
            Self { counts: BTreeMap::new(), fates: BTreeMap::new(), couplings_by_rule: BTreeMap::new(), followed: 0 };
        let began = state.unfinished.as_ref().map_or(state.position, |unfinished| unfinished.position);
        let waiting = Waiting::of(state);
        journal.read(began, &Filter::all(), |found| {
            *tonight.counts.entry(found.kind.to_owned()).or_default() += 1;
            if let Some(kind) = PROVEN.into_iter().find(|&kind| kind == found.kind) {
                tonight.fates.entry(kind).or_default().count(fate(state, &waiting, found.subject));
            }
            if found.kind == fact::COUPLED {
                tonight.count_coupling(found.payload, found.replaces.is_some());
            }
            ControlFlow::<()>::Continue(())
        })?;
        Ok(tonight)
    }

    fn count(&self, kind: &str) -> u64 {
        self.counts.get(kind).copied().unwrap_or(0)
    }

    fn count_coupling(&mut self, payload: &str, followed: bool) {
        if let Ok(coupled) = serde_json::from_str::<fact::Coupled>(payload) {
            *self.couplings_by_rule.entry(coupled.rule).or_default() += 1;
            self.followed += u64::from(followed);
        }
    }
}

/// Everybody about whom something waits for a person.
struct Waiting<'a> {
    persons: std::collections::BTreeSet<&'a str>,
    numbers: std::collections::BTreeSet<CprNumber>,
}

impl<'a> Waiting<'a> {
    fn of(state: &'a State) -> Self {
        let queued = state.queue.keys().chain(&state.doubted);
        let unanswered = state.requests.iter().filter(|(_, entry)| entry.answer.is_none());
        Self {
            persons: queued.map(|pair| pair.person_id.as_str()).chain(unanswered.map(|(id, _)| id.as_str())).collect(),
            numbers: state
                .queue
                .keys()
                .chain(&state.doubted)
                .map(|pair| pair.cpr_number)
                .chain(state.municipality_errors.keys().map(|(number, _)| *number))
                .collect(),
        }
    }
}

/// What became of a delivered record, told by the person it is about.
fn fate(state: &State, waiting: &Waiting<'_>, subject: &str) -> Fate {
    let (coupled, queued) = if let Some(number) = subject.strip_prefix("cpr:") {
        let Ok(number) = CprNumber::parse(number) else { return Fate::WithoutCounterpart };
        let current = state.current_number(number);
        let is_coupled = [number, current].iter().any(|number| state.coupled_numbers.contains_key(number));
        (is_coupled, [number, current].iter().any(|number| waiting.numbers.contains(number)))
    } else {
        let id = subject.strip_prefix("carl2:").unwrap_or_default();
        (state.is_coupled(id), waiting.persons.contains(id))
    };
    match (coupled, queued) {
        (true, _) => Fate::Coupled,
        (false, true) => Fate::Queued,
        (false, false) => Fate::WithoutCounterpart,
    }
}

/// A proof for each kind of record: `read`, `unchanged` and `set aside` as the readers counted them, the fates of the
/// rest as the journal tells them. Two counts of the same thing, made apart.
fn proofs(stored: &[DeliveryStored], tonight: &Tonight) -> Vec<NamedProof> {
    let mut proofs: BTreeMap<&str, Proof> = BTreeMap::new();
    for count in stored.iter().flat_map(|stored| &stored.read) {
        let proof = proofs.entry(&count.kind).or_default();
        proof.read += count.read;
        proof.unchanged += count.unchanged;
        proof.rejected += count.set_aside;
        proof.rejected_set_aside += count.set_aside;
    }
    let in_order = PROVEN.into_iter().filter_map(|kind| Some((kind, proofs.remove(kind)?)));
    let whole = |(kind, mut proof): (&'static str, Proof)| {
        let fates = tonight.fates.get(kind).copied().unwrap_or_default();
        proof.coupled += fates.coupled;
        proof.queued += fates.queued;
        proof.rejected += fates.rejected;
        proof.rejected_without_counterpart += fates.rejected_without_counterpart;
        NamedProof { kind: kind.to_owned(), proof }
    };
    in_order.map(whole).collect()
}

fn couplings(state: &State, run: &RunFigures, tonight: &Tonight) -> Couplings {
    let mut by_rule: BTreeMap<String, RuleFigures> = BTreeMap::new();
    for entry in state.couplings.values() {
        by_rule.entry(entry.coupled.rule.clone()).or_default().coupled += 1;
    }
    for (rule, made) in &tonight.couplings_by_rule {
        by_rule.entry(rule.clone()).or_default().made = *made;
    }
    for (rule, figures) in &mut by_rule {
        figures.evidence = state.evidence.get(rule).cloned();
    }
    Couplings {
        persons: state.carl2.values().filter(|entry| entry.present).count() as u64,
        coupled: state.couplings.len() as u64,
        made: tonight.count(fact::COUPLED) - tonight.followed,
        followed: tonight.followed,
        queued: state.queue.len() as u64,
        in_doubt: state.doubted.len() as u64,
        candidate_pairs: run.candidate_pairs,
        by_rule,
    }
}

fn trend(state: &State, night: Date, figures: &Figures, settings: &Settings) -> Vec<TrendPoint> {
    let now = TrendPoint { night, all: figures.all, last_twelve_months: figures.last_twelve_months };
    let before = state.nights.iter().map(|entry| entry.trend);
    let all: Vec<TrendPoint> = before.chain([now]).collect();
    all[all.len().saturating_sub(settings.trend_nights)..].to_vec()
}

fn municipality_errors(state: &State, night: Date, tonight: &Tonight) -> MunicipalityErrors {
    let mut errors = MunicipalityErrors {
        open: state.municipality_errors.len() as u64,
        opened: tonight.count(fact::MUNICIPALITY_ERROR_OPENED),
        closed: tonight.count(fact::MUNICIPALITY_ERROR_CLOSED),
        ..MunicipalityErrors::default()
    };
    for error in state.municipality_errors.values() {
        errors.overdue += u64::from(error.deadline < night);
        *errors.by_municipality.entry(error.municipality).or_default() += 1;
        *errors.by_kind.entry(error.what).or_default() += 1;
    }
    errors
}

fn found_set_aside(stored: &[DeliveryStored], settings: &Settings) -> Vec<crate::report::SetAside> {
    stored.iter().flat_map(|stored| &stored.set_aside).take(settings.set_aside_shown).cloned().collect()
}

fn warnings(stored: &[DeliveryStored], run: &RunFigures) -> Vec<Warning> {
    let of_readers = stored.iter().flat_map(|stored| &stored.warnings);
    of_readers.chain(&run.warnings).cloned().collect()
}

fn alarms(
    state: &State,
    night: Date,
    stored: &[DeliveryStored],
    proofs: &[NamedProof],
    figures: &Figures,
    couplings: &Couplings,
    settings: &Settings,
) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    for source in [Source::Cpr, Source::Carl2, Source::PersonIds] {
        alarms.extend(source_alarms(state, night, source, stored, settings));
    }
    let broken = proofs.iter().filter(|named| !named.proof.holds());
    alarms.extend(broken.map(|named| Alarm::ProofBroken { source: named.kind.clone() }));
    let before = state.nights.last().and_then(|entry| entry.trend.all.share());
    alarms.extend(alarm::uncoupled_rose(before, figures.all.share(), &settings.alarms));
    if couplings.in_doubt > 0 {
        alarms.push(Alarm::CouplingsInDoubt { couplings: couplings.in_doubt });
    }
    alarms
}

/// Alarms of one source: nothing came, it is old, it is small, too much of it cannot be read.
fn source_alarms(
    state: &State,
    night: Date,
    source: Source,
    stored: &[DeliveryStored],
    settings: &Settings,
) -> Vec<Alarm> {
    let of_source: Vec<&DeliveryStored> = stored.iter().filter(|stored| stored.source == source).collect();
    let entry = state.sources.get(&source);
    let last_produced_on = entry.and_then(|entry| entry.last_produced_on);
    let Some(newest) = of_source.last() else {
        return vec![Alarm::Missing { source: source.name().to_owned(), last_produced_on }];
    };
    let mut alarms = Vec::new();
    alarms.extend(alarm::late(source.name(), newest.produced_on, night, &settings.alarms));
    let sizes = entry.map_or(&[][..], |entry| entry.sizes_of_changes.as_slice());
    let changes = of_source.iter().filter(|stored| stored.content == DeliveryContent::Changes).count();
    let before = &sizes[..sizes.len().saturating_sub(changes)];
    for stored in &of_source {
        let read: u64 = stored.read.iter().map(|count| count.read).sum();
        let set_aside: u64 = stored.read.iter().map(|count| count.set_aside).sum();
        alarms.extend(alarm::set_aside(source.name(), set_aside, read, &settings.alarms));
        if stored.content == DeliveryContent::Changes {
            let first = stored.read.first().map_or(0, |count| count.read);
            alarms.extend(alarm::too_small(source.name(), first, before, &settings.alarms));
        }
    }
    alarms
}

impl State {
    /// Whether a person of the alien register is coupled, by the text of the person-id.
    fn is_coupled(&self, person_id: &str) -> bool {
        self.couplings.contains_key(person_id)
    }

    /// The person that a number is coupled to.
    pub fn person_of(&self, number: CprNumber) -> Option<&PersonId> {
        self.coupled_numbers.get(&number)
    }
}
