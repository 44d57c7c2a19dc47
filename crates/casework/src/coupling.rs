//! The coupling of the two registers as a night does it: what the engine proposes against what the journal says.
//!
//! An existing coupling is a durable thing: the engine is told of it and never takes it away. When the registers come
//! to contradict it, it is marked as doubted and a data steward decides. A human decision outranks the engine.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use journal::{Filter, Journal, JournalError};
use linkage::{
    Changed, Config, Constraints, Doubt, Drift, Ground, LeftOutcome, LookAlike, Model, ModelError, Outcome,
    OutcomeShares, Register,
};
use oversight::uncoupled::Cause;
use registers::carl2::FormerKey;
use serde::{Deserialize, Serialize};
use vocabulary::{CprNumber, PersonId};

use crate::content::{Fingerprint, fingerprint};
use crate::detections::{self, Detection};
use crate::fact::{self, Coupled, Pair, Queued};
use crate::method::{self, Because, Method};
use crate::register_rows::{self, RowsError};
use crate::report::Warning;
use crate::stage::{Stage, StageError};
use crate::state::State;
use crate::stewardship;

mod waiting_proposals;

/// The rule under which the CPR office's answer is coupled.
pub const ADMINISTRATIVE_NUMBER: &str = "administrative-number";
/// The rule under which the weight of the evidence couples.
pub const WEIGHT: &str = "weight";

/// Why the registers cannot be coupled.
#[derive(Debug, thiserror::Error)]
pub enum CouplingError {
    /// The registers do not fit the configuration.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// The frozen model does not fit the configuration.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The method in force cannot be read by this program.
    #[error("the coupling method in the journal cannot be read: {0}")]
    MethodText(#[from] serde_json::Error),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A fact could not be appended.
    #[error(transparent)]
    Stage(#[from] StageError),
}

/// What the engine proposes on the registers of a night.
pub struct Proposal {
    /// The method that the night used, when the journal holds none yet and is to keep this one.
    adopted: Option<Method>,
    /// What of the given configuration differs from the method in force, which was used instead.
    pub differences: Vec<String>,
    couple: Vec<Coupled>,
    review: BTreeMap<Pair, Queued>,
    contested: BTreeSet<Pair>,
    outcomes: BTreeMap<PersonId, Uncoupled>,
    /// The run in figures.
    pub figures: RunFigures,
    /// How far the coupled pairs are from what the model expects.
    pub drift: Drift,
    /// What somebody should look at.
    pub detections: Vec<Detection>,
    keep: Option<KeptRun>,
    /// Position of the last fact that the run saw.
    position: u64,
}

/// A run of the engine in figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunFigures {
    /// Pairs compared.
    pub candidate_pairs: u64,
    /// What the engine warned of.
    pub warnings: Vec<Warning>,
}

/// An uncoupled person as the engine left them.
struct Uncoupled {
    cause: linkage::Cause,
    best: Option<CprNumber>,
}

/// Runs the engine over the registers with the method in force. Where there is none, the `given` configuration is used
/// and a model trained; compares only what changed since the last run when that run's pairs were kept.
pub(crate) fn propose(journal: &mut Journal, state: &State, given: &Config) -> Result<Proposal, CouplingError> {
    let in_force = method::in_force(state, given)?;
    let config = in_force.as_ref().map_or(given, |method| &method.configuration);
    let (left, right) = rayon::join(|| register_rows::left(state, config), || register_rows::right(state, config));
    let (left, right) = (left?, right?);
    let is_enough = in_force.is_some() || left.len().min(right.len()) >= MODEL_NEEDS;
    let constraints = constraints(state, |_| true);
    let (method, learnt) = if let Some(method) = in_force {
        (method, None)
    } else {
        let (model, coupling) = linkage::learn_and_couple(&left, &right, given, &constraints);
        let configuration = given.clone();
        (Method { configuration, model, expected: None, because: Because::FirstNight }, Some(coupling))
    };
    let (config, model) = (&method.configuration, &method.model);
    let basis = Basis::of(model, config);
    let registers = (&left, &right);
    let (coupling, look_alikes, seen, compared) = if let Some((kept, changed)) = kept_run(journal, state, basis)? {
        let (coupling, (look_alikes, seen)) = rayon::join(
            || linkage::couple_changed(registers, config, model, &constraints, &kept.pairs, &changed),
            || {
                let alike = detections::look_alikes_after(&kept.look_alikes, &changed, &left, config, model);
                (alike, detections::in_registers(state, registers, config))
            },
        );
        (coupling?, look_alikes?, seen, Compared::Changes(changed.left.len() + changed.right.len()))
    } else {
        let coupling = learnt.map_or_else(|| linkage::couple(&left, &right, config, model, &constraints), Ok)?;
        let look_alikes = linkage::look_alikes(&left, config, model)?;
        (coupling, look_alikes, detections::in_registers(state, registers, config), Compared::Everything)
    };
    let fits = linkage::one_to_many(&coupling, &left, &right, model);
    let detections = detections::together(seen, &look_alikes, fits);
    let decided = decided_rows(state, &left);
    let keep = is_worth_keeping(compared, state).then(|| KeptRun {
        basis,
        pairs: linkage::State::of(&coupling, &left, &right, config),
        look_alikes,
    });
    let reader = Reader { left: &left, right: &right, config };
    let found = coupling.pairs.iter().filter_map(|pair| reader.coupled(pair)).collect();
    let (couple, held_back) = waiting_proposals::hold_back(state, found);
    let mut review = reader.review(state, &coupling);
    review.extend(held_back);
    Ok(Proposal {
        couple,
        review,
        contested: contested(state, &coupling),
        outcomes: reader.uncoupled(&coupling.left),
        figures: figures(&coupling, &left, &right),
        detections,
        keep,
        position: state.position,
        differences: method::differences(config, given),
        drift: linkage::drift(&coupling, model, method.expected, |pair| !decided.contains(&pair.left)),
        adopted: (state.method.is_none() && is_enough)
            .then(|| Method { expected: Some(OutcomeShares::of(&coupling)), ..method }),
    })
}

/// What a run compared.
#[derive(Clone, Copy)]
enum Compared {
    /// Both registers whole.
    Everything,
    /// So many changed records.
    Changes(usize),
}

/// Whether the run's pairs are kept for the next one. After few changes the older ones serve as well: the next run
/// then compares these changes again, which costs less than keeping the pairs of everybody.
fn is_worth_keeping(compared: Compared, state: &State) -> bool {
    match compared {
        Compared::Everything => true,
        Compared::Changes(records) => records * 20 > state.carl2.len() + state.cpr.len(),
    }
}

/// Persons that each register must hold before what is learnt from them is put in force: an empty first night must not
/// decide how all later ones couple. Until then each night uses what it is given, and learns its own model.
const MODEL_NEEDS: usize = 100;

/// The checkpoint that holds the last run's pairs. Derived: without it the next run compares everything again.
pub(crate) const CHECKPOINT: &str = "coupling-pairs";
/// The form of the checkpoint.
pub(crate) const CHECKPOINT_VERSION: u32 = 2;

/// What a run is kept for the next one: its pairs, and the model and configuration they were found with.
#[derive(Serialize, Deserialize)]
struct KeptRun {
    basis: Basis,
    pairs: linkage::State,
    /// Persons of the alien register that look like one.
    look_alikes: Vec<LookAlike>,
}

/// Fingerprint of model, configuration and program: pairs found with others are of no use.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Basis(Fingerprint);

impl Basis {
    fn of(model: &Model, config: &Config) -> Self {
        Self(fingerprint(&fact::json(&(model, config, env!("CARGO_PKG_VERSION")))))
    }
}

/// The last run's pairs and who has changed since, if that run was kept and rests on the same model and configuration.
fn kept_run(journal: &mut Journal, state: &State, basis: Basis) -> Result<Option<(KeptRun, Changed)>, CouplingError> {
    let Some((position, bytes)) = journal.load_checkpoint(CHECKPOINT, CHECKPOINT_VERSION)? else { return Ok(None) };
    // A checkpoint is derived: one that cannot be read is made again by comparing everything.
    let Ok(kept) = serde_json::from_slice::<KeptRun>(&bytes) else { return Ok(None) };
    if kept.basis != basis || position > state.position {
        return Ok(None);
    }
    let mut left = BTreeSet::new();
    let mut right = BTreeSet::new();
    journal.read(position, &Filter::all().kinds(fact::DELIVERED), |found| {
        if let Some(id) = found.subject.strip_prefix("carl2:") {
            left.insert(id.to_owned());
        } else if let Some(Ok(number)) = found.subject.strip_prefix("cpr:").map(CprNumber::parse) {
            // A number that used to lead to somebody lent that person its evidence, and no longer does.
            let led_to_before = state.cpr.get(&number).map_or(&[][..], |entry| &entry.led_to_before);
            let touched = std::iter::once(number).chain(led_to_before.iter().copied());
            right.extend(touched.flat_map(|number| [number, state.current_number(number)]));
        }
        ControlFlow::<()>::Continue(())
    })?;
    let right = right.into_iter().map(CprNumber::digits).collect();
    Ok(Some((kept, Changed { left: left.into_iter().collect(), right })))
}

/// Keeps what a run found for those who look at it, and its pairs for the next run, where that is worth it.
pub(crate) fn keep(journal: &mut Journal, proposal: &Proposal) -> Result<(), CouplingError> {
    detections::keep(journal, proposal.position, &proposal.detections)?;
    let Some(keep) = &proposal.keep else { return Ok(()) };
    let bytes = serde_json::to_vec(keep)?;
    Ok(journal.save_checkpoint(CHECKPOINT, CHECKPOINT_VERSION, proposal.position, &bytes)?)
}

/// What persons have decided, and no method.
pub(crate) fn decided(state: &State) -> Constraints {
    constraints(state, is_decided)
}

/// What the CPR office has decided, and no data steward: the method as it would judge what they have decided.
pub(crate) fn undecided(state: &State) -> Constraints {
    let constraints = constraints(state, |coupled| coupled.rule == ADMINISTRATIVE_NUMBER);
    Constraints { forbidden: Vec::new(), ..constraints }
}

/// Whether a person has decided a coupling: a data steward, or the CPR office for a number that it was asked for.
fn is_decided(coupled: &Coupled) -> bool {
    [stewardship::DATA_STEWARD, ADMINISTRATIVE_NUMBER].contains(&coupled.rule.as_str())
}

/// The persons of the alien register whose coupling a person has decided, by row.
fn decided_rows(state: &State, left: &Register) -> BTreeSet<u32> {
    let decided = state.couplings.iter().filter(|(_, entry)| is_decided(&entry.coupled));
    decided.filter_map(|(id, _)| left.row(id.as_str())).collect()
}

/// What the engine must respect: the couplings that are kept, and the pairs that were rejected.
fn constraints(state: &State, is_kept: impl Fn(&Coupled) -> bool) -> Constraints {
    let ids = |pair: &Pair| (pair.person_id.to_string(), pair.cpr_number.digits());
    let kept = state.couplings.values().filter(|entry| is_kept(&entry.coupled)).map(|entry| &entry.coupled.pair);
    let successors = successors(state);
    let followed = kept.map(|pair| {
        let person_id = successors.get(&pair.person_id).unwrap_or(&pair.person_id);
        (person_id.to_string(), state.current_number(pair.cpr_number).digits())
    });
    let forbidden = state.rejected.iter().flat_map(|pair| {
        let current = Pair { person_id: pair.person_id.clone(), cpr_number: state.current_number(pair.cpr_number) };
        [ids(pair), ids(&current)]
    });
    Constraints { coupled: followed.collect(), forbidden: forbidden.collect(), ..Constraints::default() }
}

/// Reads the engine's rows back as persons.
struct Reader<'a> {
    left: &'a Register,
    right: &'a Register,
    config: &'a Config,
}

impl Reader<'_> {
    fn pair(&self, left: u32, right: u32) -> Option<Pair> {
        let person_id = self.person_id(left)?;
        Some(Pair { person_id, cpr_number: self.number(right)? })
    }

    fn person_id(&self, left: u32) -> Option<PersonId> {
        // The rows were made from person-ids, so they read back as such in the widest format.
        let format = vocabulary::PersonIdFormat { shortest: 1, longest: usize::MAX, digits_only: false };
        format.parse(self.left.id(left)).ok()
    }

    fn number(&self, right: u32) -> Option<CprNumber> {
        CprNumber::parse(self.right.id(right)).ok()
    }

    fn rule(&self, ground: Ground) -> String {
        match ground {
            Ground::Rule(at) => self.config.rules[usize::from(at)].name.clone(),
            Ground::Weight => WEIGHT.to_owned(),
            Ground::Kept => "kept".to_owned(),
        }
    }

    /// A pair that the engine couples anew; a kept one is in the journal already.
    fn coupled(&self, pair: &linkage::Pair) -> Option<Coupled> {
        if pair.outcome != Outcome::Couple || pair.ground == Ground::Kept {
            return None;
        }
        Some(Coupled {
            pair: self.pair(pair.left, pair.right)?,
            rule: self.rule(pair.ground),
            weight_millibits: Some(i64::from(pair.score_millibits)),
            probability: Some(pair.probability()),
            reason: String::new(),
            followed: None,
            second_approval: None,
        })
    }

    fn review(&self, state: &State, coupling: &linkage::Coupling) -> BTreeMap<Pair, Queued> {
        let review = coupling.pairs.iter().filter(|pair| pair.outcome == Outcome::Review);
        let queued = review.filter_map(|pair| {
            let found = self.pair(pair.left, pair.right)?;
            let queued = Queued {
                cause: cause_of_doubt(state, &found, pair.doubt),
                pair: found.clone(),
                rule: self.rule(pair.ground),
                weight_millibits: i64::from(pair.score_millibits),
                probability: pair.probability(),
            };
            Some((found, queued))
        });
        queued.collect()
    }

    fn uncoupled(&self, outcomes: &[LeftOutcome]) -> BTreeMap<PersonId, Uncoupled> {
        let rows = (0_u32..).zip(outcomes);
        let uncoupled = rows.filter_map(|(row, outcome)| {
            let cause = outcome.cause?;
            let best = outcome.best.and_then(|right| self.number(right));
            Some((self.person_id(row)?, Uncoupled { cause, best }))
        });
        uncoupled.collect()
    }
}

/// Couplings that the engine would not make today. Not in doubt are one whose number CPR has not delivered yet (an
/// administrative number is coupled the day it is issued), one whose person a full extract no longer holds, and one
/// that a data steward decided on the registers as they still are.
fn contested(state: &State, coupling: &linkage::Coupling) -> BTreeSet<Pair> {
    let by_ids: BTreeSet<&str> = coupling.contested.iter().map(|contested| contested.left.as_str()).collect();
    let kept = state.couplings.iter().filter(|(id, _)| by_ids.contains(id.as_str()));
    let doubtful = kept.filter(|(id, entry)| {
        let left = state.carl2.get(*id).filter(|left| left.present);
        let (Some(left), Some(right)) = (left, state.cpr.get(&entry.coupled.pair.cpr_number)) else { return false };
        let decided = entry.coupled.rule == stewardship::DATA_STEWARD;
        !decided || left.position.max(right.position) > entry.position
    });
    doubtful.map(|(_, entry)| entry.coupled.pair.clone()).collect()
}

fn figures(coupling: &linkage::Coupling, left: &Register, right: &Register) -> RunFigures {
    let left_out = coupling.blocking.left_out.iter().map(|block| Warning::BlockLeftOut {
        key: block.key.clone(),
        records: block.records,
        example: block.example.clone(),
    });
    let intakes = intake_warnings("CARL2", left).into_iter().chain(intake_warnings("CPR", right));
    let warnings = left_out.chain(intakes).collect();
    RunFigures { candidate_pairs: coupling.counts.candidates, warnings }
}

fn intake_warnings(name: &str, register: &Register) -> Vec<Warning> {
    let intake = register.intake();
    let limited = intake.values_cut + intake.values_left_out;
    let limited = (limited > 0).then(|| Warning::ValuesLimited { register: name.to_owned(), values: limited });
    let unreadable = intake.unreadable.iter().filter(|(_, values)| *values > 0).map(|(field, values)| {
        Warning::ValuesUnreadable { register: name.to_owned(), field: field.clone(), values: *values }
    });
    limited.into_iter().chain(unreadable).collect()
}

/// Why a pair waits, in the words of the figures.
fn cause_of_doubt(state: &State, pair: &Pair, doubt: Option<Doubt>) -> Cause {
    match doubt {
        Some(Doubt::Tie | Doubt::OtherPair) => Cause::SeveralCandidates,
        Some(Doubt::Contradiction(_)) => Cause::Contradiction,
        Some(Doubt::Weight) | None => cause_of_weak_evidence(state, &pair.person_id, Some(pair.cpr_number)),
    }
}

/// The evidence is weak because the municipality typed nothing, or another person's id; or it is contradictory, when
/// the right id was typed and the rest does not fit.
pub(crate) fn cause_of_weak_evidence(state: &State, person_id: &PersonId, number: Option<CprNumber>) -> Cause {
    let typed = number.and_then(|number| state.typed.get(&number)).map(|row| row.person_id.as_str());
    match typed {
        None | Some("") => Cause::PersonIdMissing,
        Some(typed) if typed == person_id.as_str() => Cause::Contradiction,
        Some(_) => Cause::PersonIdWrong,
    }
}

/// Appends the difference between the proposal and the journal.
pub(crate) fn append(stage: &mut Stage<'_>, proposal: &Proposal) -> Result<(), CouplingError> {
    if let Some(method) = &proposal.adopted {
        stage.append(fact::COUPLING_METHOD, fact::method_subject(&method.configuration.name), method)?;
    }
    let stuck = follow_keys(stage)?;
    waiting_proposals::follow_keys(stage)?;
    for coupled in &proposal.couple {
        let subject = fact::carl2_subject(&coupled.pair.person_id);
        stage.append(fact::COUPLED, subject, coupled)?;
    }
    append_queue(stage, proposal)?;
    append_doubts(stage, &(&proposal.contested | &stuck))
}

/// A coupling follows its person when a register changes the key: a CPR number that was changed, a person-id that is
/// a former one now. It keeps its rule and reason. Where the new key is taken, or a data steward has said that the two
/// are not one, it stays, and is doubted: answers those pairs.
fn follow_keys(stage: &mut Stage<'_>) -> Result<BTreeSet<Pair>, CouplingError> {
    let successors = successors(stage.state);
    let mut stuck = BTreeSet::new();
    let moved = stage.state.couplings.values().filter_map(|entry| {
        let before = &entry.coupled.pair;
        let person_id = successors.get(&before.person_id).unwrap_or(&before.person_id).clone();
        let pair = Pair { person_id, cpr_number: stage.state.current_number(before.cpr_number) };
        (pair != *before).then(|| (entry.coupled.clone(), entry.position, pair))
    });
    let moved: Vec<(Coupled, u64, Pair)> = moved.collect();
    for (before, position, pair) in moved {
        let holder = stage.state.coupled_numbers.get(&pair.cpr_number);
        let number_taken = holder.is_some_and(|holder| *holder != before.pair.person_id);
        let person_taken =
            pair.person_id != before.pair.person_id && stage.state.couplings.contains_key(&pair.person_id);
        if number_taken || person_taken || stage.state.rejected.contains(&pair) {
            stuck.insert(before.pair);
            continue;
        }
        let subject = fact::carl2_subject(&pair.person_id);
        let coupled = Coupled { followed: Some(before.pair.clone()), pair, ..before };
        stage.replace(fact::COUPLED, subject, &coupled, position)?;
    }
    Ok(stuck)
}

/// The person of today for each person that the alien register no longer holds but names as somebody's former person-id.
pub(crate) fn successors(state: &State) -> BTreeMap<PersonId, PersonId> {
    let former = state.former_numbers.values().flatten().filter_map(|former| match &former.number {
        FormerKey::PersonId(before) => Some((before, &former.person_id)),
        FormerKey::Cpr(_) => None,
    });
    let is_gone = |id: &PersonId| state.carl2.get(id).is_none_or(|entry| !entry.present);
    let is_there = |id: &PersonId| state.carl2.get(id).is_some_and(|entry| entry.present);
    former
        .filter(|(before, now)| is_gone(before) && is_there(now))
        .map(|(before, now)| (before.clone(), now.clone()))
        .collect()
}

fn append_queue(stage: &mut Stage<'_>, proposal: &Proposal) -> Result<(), CouplingError> {
    // A pair that waits for a second approval stays, whatever the engine says of it now: a person decides.
    let stays = |pair: &&Pair| proposal.review.contains_key(*pair) || stage.state.proposals.contains_key(*pair);
    let gone: Vec<Pair> = stage.state.queue.keys().filter(|pair| !stays(pair)).cloned().collect();
    for pair in gone {
        stage.append(fact::COUPLING_DEQUEUED, fact::carl2_subject(&pair.person_id), &pair)?;
    }
    for (pair, queued) in &proposal.review {
        let known = stage.state.queue.get(pair).is_some_and(|entry| entry.queued == *queued);
        if !known {
            stage.append(fact::COUPLING_QUEUED, fact::carl2_subject(&pair.person_id), queued)?;
        }
    }
    Ok(())
}

fn append_doubts(stage: &mut Stage<'_>, contested: &BTreeSet<Pair>) -> Result<(), CouplingError> {
    let holds =
        |pair: &&Pair| stage.state.couplings.get(&pair.person_id).is_some_and(|entry| entry.coupled.pair == **pair);
    let contested: BTreeSet<Pair> = contested.iter().filter(holds).cloned().collect();
    let lifted: Vec<Pair> = stage.state.doubted.difference(&contested).cloned().collect();
    for pair in lifted {
        stage.append(fact::COUPLING_DOUBT_LIFTED, fact::carl2_subject(&pair.person_id), &pair)?;
    }
    let doubted: Vec<Pair> = contested.difference(&stage.state.doubted).cloned().collect();
    for pair in doubted {
        stage.append(fact::COUPLING_DOUBTED, fact::carl2_subject(&pair.person_id), &pair)?;
    }
    Ok(())
}

/// Why each uncoupled person of the alien register is not coupled.
pub(crate) fn causes(state: &State, proposal: &Proposal) -> BTreeMap<PersonId, Cause> {
    let rejected: BTreeSet<&PersonId> = state.rejected.iter().map(|pair| &pair.person_id).collect();
    let uncoupled = state.carl2.keys().filter(|id| !state.couplings.contains_key(*id));
    let cause_of = |id: &PersonId| cause(state, id, proposal.outcomes.get(id), rejected.contains(id));
    uncoupled.map(|id| (id.clone(), cause_of(id))).collect()
}

fn cause(state: &State, person_id: &PersonId, outcome: Option<&Uncoupled>, was_rejected: bool) -> Cause {
    if state.requests.get(person_id).is_some_and(|entry| entry.answer.is_none()) {
        return Cause::NumberRequested;
    }
    match outcome.map(|outcome| (outcome.cause, outcome.best)) {
        Some((linkage::Cause::Uncertain, best)) => cause_of_weak_evidence(state, person_id, best),
        Some((linkage::Cause::Tie | linkage::Cause::OtherPair, _)) => Cause::SeveralCandidates,
        Some((linkage::Cause::Contradiction, _)) => Cause::Contradiction,
        Some((linkage::Cause::NoCandidate | linkage::Cause::WeakCandidate | linkage::Cause::Barred, _)) | None => {
            if was_rejected {
                Cause::Rejected
            } else {
                cause_without_candidate(state, person_id)
            }
        }
    }
}

fn cause_without_candidate(state: &State, person_id: &PersonId) -> Cause {
    let person = state.carl2.get(person_id).map(|entry| &entry.person);
    let number = person.and_then(|person| person.cpr_number);
    match person {
        Some(_) if number.is_some_and(|number| !state.cpr.contains_key(&number)) => Cause::NumberUnknown,
        Some(person) if person.entered_on.is_none() => Cause::NotEntered,
        Some(person) if person.died_on.is_some() => Cause::DiedBefore,
        _ => Cause::NoCandidate,
    }
}

/// Persons whom somebody in CPR resembles enough to be shown.
pub(crate) fn resembled(proposal: &Proposal) -> BTreeSet<PersonId> {
    proposal.review.keys().map(|pair| pair.person_id.clone()).collect()
}

#[cfg(test)]
#[path = "coupling/tests.rs"]
mod tests;
