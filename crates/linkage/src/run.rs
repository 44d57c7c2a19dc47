//! The two passes over candidate pairs: counting patterns to train a model, and scoring with a frozen one.
//!
//! Pairs are made, compared, scored and forgotten; only those above the leave threshold are kept. Left rows are
//! worked on in parallel and put together in order, so the answer does not depend on the number of threads.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::block::{Index, Recall, Scratch};
use crate::compare::{Comparer, Memory, Slot, slots};
use crate::config::{Config, FieldKind};
use crate::coupling::{Constraints, Coupling};
use crate::decide::{self, Edge};
use crate::expectation;
use crate::level::{Grade, level_of, levels};
use crate::model::{Counted, Model, ModelError, Training, new_model};
use crate::rarity::Frequencies;
use crate::register::Register;

/// Pairs counted for training: more do not move the estimates.
const TRAINING_PAIRS: u64 = 2_000_000;

/// Left rows worked on at a time.
const PORTION: usize = 512;

/// Learns a model from two registers: how common values are, and how often records of one person differ.
///
/// Needs no decided pairs. Two empty registers give a model of prior beliefs only.
pub fn train(left: &Register, right: &Register, config: &Config) -> Model {
    let slots = slots(config);
    let frequencies = Frequencies::count(config, left, right);
    let rarity = frequencies.rarity(config, left);
    let comparer = Comparer::new(&slots, left, right, &rarity);
    let index = Index::build(config, left, right);
    let pairs: u64 = index.forecast(left).iter().sum();
    let step = usize::try_from(pairs / TRAINING_PAIRS).unwrap_or(usize::MAX).max(1);
    let counted = count_patterns(&comparer, &index, step);
    let (classes, rounds) = expectation::learn(&slots, &counted);
    let mut model = new_model(config, &slots, classes);
    model.frequencies = frequencies;
    model.block_limit = index.limit();
    model.unrivalled_millibits = unrivalled(&model, &counted, step, left.len(), right.len());
    let confirmed = counted.iter().filter(|entry| is_confirmed(&slots, entry.pattern));
    model.training = Training {
        left_records: left.len() as u64,
        right_records: right.len() as u64,
        pairs: counted.iter().map(|entry| u64::from(entry.count)).sum(),
        patterns: counted.len() as u64,
        confirmed: confirmed.map(|entry| u64::from(entry.count)).sum(),
        rounds,
    };
    model
}

/// The evidence in having no rival: minus the logarithm to base 2 of the shares of records without a partner.
fn unrivalled(model: &Model, counted: &[Counted], step: usize, left: usize, right: usize) -> i32 {
    let pairs: f64 = counted.iter().map(|entry| f64::from(entry.count)).sum();
    let same = model.classes.iter().filter(|class| class.same_person);
    let share: f64 = same.map(|class| (f64::from(class.share_millibits) / 1000.0).exp2()).sum();
    let partners = pairs * share * step as f64;
    // At least one in twenty is taken to have none: a register is never known to be complete.
    let alone = |records: usize| (1.0 - partners / records.max(1) as f64).clamp(0.05, 1.0);
    -((alone(left) * alone(right)).log2() * 1000.0).round() as i32
}

/// Couples two registers with a frozen model.
pub fn couple(
    left: &Register,
    right: &Register,
    config: &Config,
    model: &Model,
    constraints: &Constraints,
) -> Result<Coupling, ModelError> {
    model.check(config)?;
    let slots = slots(config);
    let rarity = model.frequencies.rarity(config, left);
    let comparer = Comparer::new(&slots, left, right, &rarity);
    let index = Index::with_limit(config, right, model.block_limit);
    let scored = score_all(&comparer, &index, model, |_| true);
    let mut coupling = decide::decide(&comparer, config, model, constraints, scored.edges);
    coupling.counts.candidates = scored.candidates;
    coupling.oversize = index.oversize();
    coupling.blocking = index.report(left, right, &scored.recall, None);
    Ok(coupling)
}

/// Everything that one pass of scoring finds.
pub(crate) struct Scored {
    pub(crate) edges: Vec<Edge>,
    pub(crate) candidates: u64,
    pub(crate) recall: Recall,
}

/// Scores the candidate pairs of the wanted left rows and keeps those above the leave threshold, by left and right row.
pub(crate) fn score_all(
    comparer: &Comparer<'_>,
    index: &Index,
    model: &Model,
    wanted: impl Fn(usize) -> bool + Sync,
) -> Scored {
    let identifiers = index.identifier_keys();
    let portions: Vec<Scored> = portions(comparer.left.len())
        .map_init(
            || (Scratch::default(), Scores::new(model), Memory::default()),
            |(scratch, scores, memory), rows| {
                let mut scored = Scored { edges: Vec::new(), candidates: 0, recall: Recall::default() };
                for left in rows.filter(|row| wanted(*row)) {
                    index.candidates(comparer.left, left, scratch);
                    scored.candidates += scratch.candidates.len() as u64;
                    for (right, keys) in &scratch.candidates {
                        let pattern = comparer.pattern(left, *right as usize, memory);
                        let score = scores.get(pattern);
                        if score >= model.decision.leave_millibits {
                            scored.edges.push(Edge { left: left as u32, right: *right, score, pattern });
                        }
                        if keys & identifiers != 0 && is_confirmed(comparer.slots, pattern) {
                            scored.recall.count(*keys, identifiers);
                        }
                    }
                }
                scored
            },
        )
        .collect();
    let mut all = Scored { edges: Vec::new(), candidates: 0, recall: Recall::default() };
    for mut portion in portions {
        all.edges.append(&mut portion.edges);
        all.candidates += portion.candidates;
        all.recall = portion.recall.add(&all.recall);
    }
    all
}

/// Scores of patterns, each computed once.
pub(crate) struct Scores<'a> {
    model: &'a Model,
    known: FxHashMap<u64, i32>,
}

impl<'a> Scores<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        Self { model, known: FxHashMap::default() }
    }

    pub(crate) fn get(&mut self, pattern: u64) -> i32 {
        *self.known.entry(pattern).or_insert_with(|| self.model.score_millibits(pattern))
    }
}

fn portions(rows: usize) -> impl IndexedParallelIterator<Item = std::ops::Range<usize>> {
    (0..rows.div_ceil(PORTION)).into_par_iter().map(move |at| at * PORTION..rows.min((at + 1) * PORTION))
}

/// Whether an identifier and the rest agree so fully that no mistyped identifier explains it.
fn is_confirmed(slots: &[Slot], pattern: u64) -> bool {
    let mut number = false;
    let mut alike = 0;
    for (place, slot) in slots.iter().enumerate() {
        let grade = levels(slot.kind)[level_of(pattern, place)].grade;
        match slot.kind {
            FieldKind::Identifier | FieldKind::Cpr => number |= grade == Grade::Equal,
            FieldKind::Given | FieldKind::Date => {
                if grade != Grade::Missing && grade < Grade::Alike {
                    return false;
                }
                alike += u32::from(grade >= Grade::Alike);
            }
            FieldKind::Sex if grade == Grade::Different => return false,
            FieldKind::Surname => alike += u32::from(grade >= Grade::Partial),
            _ => {}
        }
    }
    number && alike >= 2
}

/// Counts the patterns of the candidate pairs of every so many left rows.
fn count_patterns(comparer: &Comparer<'_>, index: &Index, step: usize) -> Vec<Counted> {
    let rows = comparer.left.len().div_ceil(step);
    let counts = portions(rows)
        .fold(
            || (Scratch::default(), Memory::default(), FxHashMap::<u64, u32>::default()),
            |(mut scratch, memory, mut counts), rows| {
                for left in rows.map(|row| row * step) {
                    index.candidates(comparer.left, left, &mut scratch);
                    for (right, _) in &scratch.candidates {
                        *counts.entry(comparer.pattern(left, *right as usize, &memory)).or_default() += 1;
                    }
                }
                (scratch, memory, counts)
            },
        )
        .map(|(_, _, counts)| counts)
        .reduce(FxHashMap::default, |mut a, b| {
            for (pattern, count) in b {
                *a.entry(pattern).or_default() += count;
            }
            a
        });
    let mut counted: Vec<Counted> = counts.into_iter().map(|(pattern, count)| Counted { pattern, count }).collect();
    counted.sort_unstable();
    counted
}
