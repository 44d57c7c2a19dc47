//! The end of a night: proofs, figures and alarms from what the journal now says.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::civil::Date;
use journal::{Filter, Journal, JournalError};
use linkage::Drift;
use oversight::alarm::{self, Alarm, Thresholds, weekdays_between};
use oversight::completeness::{Fate, Proof};
use oversight::uncoupled::Figures;
use vocabulary::{CprNumber, PersonId};

use crate::administrative_numbers;
use crate::coupling::{self, Proposal, RunFigures};
use crate::detections;
use crate::fact::{self, DeliveryContent, DeliveryStored, NamedProof, ReadCount, Source, Stage, StageCompleted};
use crate::report::{Couplings, MunicipalityErrors, Report, TrendPoint, Warning};
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
    passed_over: &[String],
    settings: &Settings,
) -> Result<Conclusion, JournalError> {
    let stored = state.unfinished.as_ref().map_or(&[][..], |unfinished| unfinished.stored.as_slice());
    let tonight = Tonight::read(journal, state)?;
    let permits = uncoupled::cases(state, &coupling::causes(state, proposal));
    let figures = Figures::count(permits.iter().map(|case| &case.permit), night);
    let proofs = proofs(stored, &tonight);
    let couplings = couplings(state, &proposal.figures, &tonight);
    let signs =
        Signs { state, night, stored, proofs: &proofs, figures: &figures, couplings: &couplings, proposal, settings };
    let alarms = alarms(&signs);
    let made = couplings.made;
    let report = Report {
        night,
        deliveries: stored.to_vec(),
        proofs,
        couplings,
        trend: trend(state, night, &figures, made, settings),
        municipality_errors: municipality_errors(state, night, &tonight),
        administrative_numbers: administrative_numbers::figures(
            state,
            tonight.count(fact::NUMBER_REQUESTED),
            tonight.count(fact::NUMBER_ANSWERED),
        ),
        drift: Some(proposal.drift.clone()),
        detections: detections::count(&proposal.detections),
        set_aside: found_set_aside(stored, settings),
        alarms,
        warnings: warnings(state, stored, passed_over),
        uncoupled: figures,
    };
    Ok(Conclusion { report, permits })
}

/// What the journal learned since the night began, by kind, with what became of each delivered record.
struct Tonight {
    /// Position of the fact that began the night.
    began: u64,
    counts: BTreeMap<String, u64>,
    fates: BTreeMap<&'static str, Proof>,
}

impl Tonight {
    fn read(journal: &mut Journal, state: &State) -> Result<Self, JournalError> {
        let began = state.unfinished.as_ref().map_or(state.position, |unfinished| unfinished.position);
        let mut tonight = Self { began, counts: BTreeMap::new(), fates: BTreeMap::new() };
        let waiting = Waiting::of(state);
        journal.read(began, &Filter::all(), |found| {
            *tonight.counts.entry(found.kind.to_owned()).or_default() += 1;
            if let Some(kind) = PROVEN.into_iter().find(|&kind| kind == found.kind) {
                tonight.fates.entry(kind).or_default().count(fate(state, &waiting, found.subject));
            }
            ControlFlow::<()>::Continue(())
        })?;
        Ok(tonight)
    }

    fn count(&self, kind: &str) -> u64 {
        self.counts.get(kind).copied().unwrap_or(0)
    }
}

/// Everybody about whom something waits for a person.
struct Waiting<'a> {
    persons: std::collections::BTreeSet<&'a str>,
    numbers: std::collections::BTreeSet<CprNumber>,
}

impl<'a> Waiting<'a> {
    fn of(state: &'a State) -> Self {
        let queued = state.queue.keys().chain(&state.doubted).chain(state.proposals.keys());
        let unanswered = state.requests.iter().filter(|(_, entry)| entry.answer.is_none());
        Self {
            persons: queued.map(|pair| pair.person_id.as_str()).chain(unanswered.map(|(id, _)| id.as_str())).collect(),
            numbers: state
                .queue
                .keys()
                .chain(&state.doubted)
                .chain(state.proposals.keys())
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
    let is_present = |id: &PersonId| state.carl2.get(id).is_some_and(|entry| entry.present);
    let mut couplings = Couplings {
        persons: state.carl2.values().filter(|entry| entry.present).count() as u64,
        coupled: state.couplings.keys().filter(|id| is_present(id)).count() as u64,
        queued: state.queue.len() as u64,
        in_doubt: state.doubted.len() as u64,
        candidate_pairs: candidate_pairs(state, run),
        ..Couplings::default()
    };
    for entry in state.couplings.values() {
        let rule = couplings.by_rule.entry(entry.coupled.rule.clone()).or_default();
        rule.coupled += 1;
        if entry.position > tonight.began {
            let followed = entry.coupled.followed.is_some();
            rule.made += u64::from(!followed);
            couplings.made += u64::from(!followed);
            couplings.followed += u64::from(followed);
        }
    }
    for (rule, figures) in &mut couplings.by_rule {
        figures.evidence = state.evidence.get(rule).cloned();
    }
    couplings
}

/// Pairs compared by the run that coupled: the one that completed the stage, when this night was interrupted since.
fn candidate_pairs(state: &State, run: &RunFigures) -> u64 {
    completed_coupling(state).and_then(|stage| stage.candidate_pairs).unwrap_or(run.candidate_pairs)
}

fn completed_coupling(state: &State) -> Option<&StageCompleted> {
    state.unfinished.as_ref()?.completed.get(&Stage::Coupling)
}

fn trend(state: &State, night: Date, figures: &Figures, made: u64, settings: &Settings) -> Vec<TrendPoint> {
    let (all, last_twelve_months) = (figures.all, figures.last_twelve_months);
    let now = TrendPoint { night, all, last_twelve_months, made };
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

fn warnings(state: &State, stored: &[DeliveryStored], passed_over: &[String]) -> Vec<Warning> {
    let of_readers = stored.iter().flat_map(|stored| &stored.warnings);
    let of_coupling = completed_coupling(state).into_iter().flat_map(|stage| &stage.warnings);
    let of_inbox = passed_over.iter().map(|file| Warning::PassedOver { file: file.clone() });
    of_readers.chain(of_coupling).cloned().chain(of_inbox).collect()
}

/// What the alarms of a night are concluded from.
struct Signs<'a> {
    state: &'a State,
    night: Date,
    stored: &'a [DeliveryStored],
    proofs: &'a [NamedProof],
    figures: &'a Figures,
    couplings: &'a Couplings,
    proposal: &'a Proposal,
    settings: &'a Settings,
}

fn alarms(signs: &Signs<'_>) -> Vec<Alarm> {
    let thresholds = &signs.settings.alarms;
    let nights = &signs.state.nights[signs.state.nights.len().saturating_sub(signs.settings.trend_nights)..];
    let mut alarms: Vec<Alarm> = Source::ALL.into_iter().flat_map(|source| source_alarms(signs, source)).collect();
    let broken = signs.proofs.iter().filter(|named| !named.proof.holds());
    alarms.extend(broken.map(|named| Alarm::ProofBroken { source: named.kind.clone() }));
    let shares = nights.iter().filter_map(|entry| entry.trend.all.share());
    alarms.extend(alarm::uncoupled_rose(shares, signs.figures.all.share(), thresholds));
    // The first night couples everybody and is no measure of the nights after it.
    let made: Vec<u64> = nights.iter().skip(1).map(|entry| entry.trend.made).collect();
    alarms.extend(alarm::few_couplings(signs.couplings.made, &made, thresholds));
    alarms.extend(unanswered(signs));
    let differences = &signs.proposal.differences;
    alarms.extend((!differences.is_empty()).then(|| Alarm::MethodDiffers { differences: differences.clone() }));
    alarms.extend(drifted(&signs.proposal.drift, thresholds));
    if signs.couplings.in_doubt > 0 {
        alarms.push(Alarm::CouplingsInDoubt { couplings: signs.couplings.in_doubt });
    }
    alarms
}

fn drifted(drift: &Drift, thresholds: &Thresholds) -> Option<Alarm> {
    let fields = drift.fields.iter().map(|field| (field.field.as_str(), field.index));
    let outcome = drift.outcome_index.map(|index| ("outcome", index));
    alarm::drifted(fields.chain(outcome), drift.pairs, thresholds)
}

fn unanswered(signs: &Signs<'_>) -> Option<Alarm> {
    let longest = signs.settings.alarms.unanswered_after_weekdays;
    let waiting = signs.state.requests.values().filter(|entry| entry.answer.is_none());
    let late = waiting.filter(|entry| weekdays_between(entry.requested.night, signs.night) > longest);
    let requests = late.count() as u64;
    (requests > 0).then_some(Alarm::RequestsUnanswered { requests })
}

/// Alarms of one source: nothing came though something should have, it is old, it is small, much is gone or unreadable.
fn source_alarms(signs: &Signs<'_>, source: Source) -> Vec<Alarm> {
    let thresholds = &signs.settings.alarms;
    let of_source: Vec<&DeliveryStored> = signs.stored.iter().filter(|stored| stored.source == source).collect();
    let entry = signs.state.sources.get(&source);
    let Some(newest) = of_source.last() else {
        return missing(signs, source).into_iter().collect();
    };
    let mut alarms = Vec::new();
    alarms.extend(alarm::late(source.name(), newest.produced_on, signs.night, thresholds));
    let sizes = entry.map_or(&[][..], |entry| entry.sizes_of_changes.as_slice());
    let changes = of_source.iter().filter(|stored| stored.content == DeliveryContent::Changes).count();
    let before = &sizes[..sizes.len().saturating_sub(changes)];
    for stored in &of_source {
        let sum = |part: fn(&ReadCount) -> u64| stored.read.iter().map(part).sum::<u64>();
        let read = sum(|count| count.read);
        alarms.extend(alarm::set_aside(source.name(), sum(|count| count.set_aside), read, thresholds));
        alarms.extend(alarm::absent(source.name(), sum(|count| count.absent), read, thresholds));
        if stored.content == DeliveryContent::Changes {
            let first = stored.read.first().map_or(0, |count| count.read);
            alarms.extend(alarm::too_small(source.name(), first, before, thresholds));
        }
    }
    alarms
}

/// Nothing came. On a weekend nothing comes, and answers only come when something was asked.
fn missing(signs: &Signs<'_>, source: Source) -> Option<Alarm> {
    let last_produced_on = signs.state.sources.get(&source).and_then(|entry| entry.last_produced_on);
    let is_late = last_produced_on
        .is_none_or(|last| weekdays_between(last, signs.night) > signs.settings.alarms.late_after_weekdays);
    let is_expected = source != Source::AdministrativeNumbers;
    (is_expected && is_late).then(|| Alarm::Missing { source: source.name().to_owned(), last_produced_on })
}

impl State {
    /// Whether a person of the alien register is coupled, by the text of the person-id.
    fn is_coupled(&self, person_id: &str) -> bool {
        self.couplings.contains_key(person_id)
    }
}
