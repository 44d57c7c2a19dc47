//! The two passes over candidate pairs: counting patterns to train a model, and scoring with a frozen one.
//!
//! Pairs are made, compared, scored and forgotten; only those above the leave threshold are kept. Left rows are
//! worked on in parallel and put together in order, so the answer does not depend on the number of threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::block::{Index, KEYS_MOST, Recall, Scratch};
use crate::compare::{Comparer, Memory, slots};
use crate::config::{Config, FieldKind};
use crate::coupling::{Constraints, Coupling};
use crate::decide::{self, Edge, Forgotten};
use crate::expectation::{self, is_confirmed};
use crate::model::{Counted, Model, ModelError, Training, Unknown, new_model};
use crate::rarity::Frequencies;
use crate::register::Register;

/// Pairs counted for training: more do not move the estimates.
const TRAINING_PAIRS: u64 = 2_000_000;

/// Left rows worked on at a time.
const PORTION: usize = 512;

/// Learns a model from two registers: how common values are, how often records of one person differ, and what relatives
/// tell.
///
/// Needs no decided pairs. Two empty registers give a model of prior beliefs only.
pub fn train(left: &Register, right: &Register, config: &Config) -> Model {
    with_workbench(left, right, config, |bench| learn(bench).0)
}

/// Learns a model and couples with it: the answers of [`train`] and [`couple`], for little more than the price of one.
pub fn learn_and_couple(
    left: &Register,
    right: &Register,
    config: &Config,
    constraints: &Constraints,
) -> (Model, Coupling) {
    with_workbench(left, right, config, |bench| {
        let (model, scored) = learn(bench);
        let coupling = decided(bench, &model, constraints, scored);
        (model, coupling)
    })
}

/// Two registers ready to be compared.
struct Workbench<'a> {
    comparer: Comparer<'a>,
    index: Index,
    frequencies: &'a Frequencies,
    config: &'a Config,
}

fn with_workbench<Answer>(
    left: &Register,
    right: &Register,
    config: &Config,
    work: impl FnOnce(&Workbench<'_>) -> Answer,
) -> Answer {
    let slots = slots(config);
    let frequencies = Frequencies::count(config, left, right);
    let rarity = frequencies.rarity(config, left);
    let comparer = Comparer::new(&slots, left, right, &rarity);
    let index = Index::build(config, left, right);
    work(&Workbench { comparer, index, frequencies: &frequencies, config })
}

/// Learns the mixture, then from a first coupling what relatives tell. Answers the scored pairs too.
fn learn(bench: &Workbench<'_>) -> (Model, Scored) {
    let Workbench { comparer, index, config, .. } = bench;
    let (slots, left, right) = (comparer.slots, comparer.left, comparer.right);
    let pairs = index.forecast(left);
    let step = usize::try_from(pairs / TRAINING_PAIRS).unwrap_or(usize::MAX).max(1);
    let counted = count_patterns(comparer, index, step);
    let (classes, rounds) = expectation::learn(slots, &counted, left.len().min(right.len()) as f64 / step as f64);
    let mut model = new_model(config, slots, classes);
    model.frequencies = bench.frequencies.clone();
    model.block_limit = index.limit();
    model.unrivalled_millibits = unrivalled(&model, &counted, step, left.len(), right.len());
    let confirmed = counted.iter().filter(|entry| is_confirmed(slots, entry.pattern));
    model.training = Training {
        left_records: left.len() as u64,
        right_records: right.len() as u64,
        pairs: counted.iter().map(|entry| u64::from(entry.count)).sum(),
        patterns: counted.len() as u64,
        confirmed: confirmed.map(|entry| u64::from(entry.count)).sum(),
        rounds,
    };
    let scored = score_all(comparer, index, &model, |_| true);
    model.relatives = decide::learn_relatives(comparer, config, &model, &scored.edges);
    (model, scored)
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
    let index = Index::with_limit(config, Some(left), right, model.block_limit);
    let bench = Workbench { comparer, index, frequencies: &model.frequencies, config };
    let scored = score_all(&bench.comparer, &bench.index, model, |_| true);
    Ok(decided(&bench, model, constraints, scored))
}

fn decided(bench: &Workbench<'_>, model: &Model, constraints: &Constraints, scored: Scored) -> Coupling {
    let Workbench { comparer, index, config, .. } = bench;
    let mut coupling = decide::decide(comparer, config, model, constraints, scored.edges, &scored.forgotten);
    coupling.counts.candidates = scored.candidates;
    coupling.counts.crowded_records = scored.crowded.len() as u64;
    coupling.crowded = scored.crowded;
    coupling.oversize = index.oversize();
    coupling.blocking = index.report(comparer.right, &scored.recall, &scored.pairs);
    coupling
}

/// Everything that one pass of scoring finds.
#[derive(Default)]
pub(crate) struct Scored {
    pub(crate) edges: Vec<Edge>,
    /// Left rows of which only the best edges were kept.
    pub(crate) crowded: Vec<u32>,
    /// What was left out of them.
    pub(crate) forgotten: Forgotten,
    pub(crate) candidates: u64,
    pub(crate) recall: Recall,
    /// Candidates by key, each counted at every key that found it.
    pub(crate) pairs: [u64; KEYS_MOST],
}

/// Scores the candidate pairs of the wanted left rows and keeps those above the leave threshold, by left and right row.
pub(crate) fn score_all(
    comparer: &Comparer<'_>,
    index: &Index,
    model: &Model,
    wanted: impl Fn(usize) -> bool + Sync,
) -> Scored {
    let leave = model.decision.leave_millibits;
    let identifiers = index.identifier_keys();
    let names = [model.unknown(&[FieldKind::Given, FieldKind::Surname]), model.unknown(&[FieldKind::Surname])];
    let tools = || (Scratch::default(), Scores::new(model, &names), Memory::default());
    let portions = each_portion(comparer.left.len(), tools, |(scratch, scores, memory), rows| {
        let mut scored = Scored::default();
        let mut own = Vec::new();
        for left in rows.filter(|row| wanted(*row)) {
            index.candidates(comparer.left, left, scratch);
            std::hint::black_box(comparer.touch(&scratch.candidates));
            scored.candidates += scratch.candidates.len() as u64;
            for (right, keys) in &scratch.candidates {
                let rest = comparer.without_names(left, *right as usize);
                let by_identifier = keys & identifiers != 0;
                if !by_identifier && scores.most_with_names(rest) < leave {
                    continue;
                }
                let given = comparer.with_given(rest, left, *right as usize, memory);
                if !by_identifier && scores.most_with_surname(given) < leave {
                    continue;
                }
                let pattern = comparer.with_surname(given, left, *right as usize, memory);
                let score = scores.get(pattern);
                if score >= leave {
                    own.push(Edge { left: left as u32, right: *right, score, relatives: 0, pattern });
                }
                if by_identifier && is_confirmed(comparer.slots, pattern) {
                    scored.recall.count(*keys, identifiers);
                }
            }
            if keep_best(&mut own, &mut scored.forgotten) {
                scored.crowded.push(left as u32);
            }
            scored.edges.append(&mut own);
        }
        scored.pairs = std::mem::take(&mut scratch.pairs);
        scored
    });
    let mut all = Scored::default();
    for mut portion in portions {
        all.edges.append(&mut portion.edges);
        all.crowded.append(&mut portion.crowded);
        portion.forgotten.into_iter().for_each(|(right, score)| forget(&mut all.forgotten, right, score));
        all.candidates += portion.candidates;
        all.recall = portion.recall.add(&all.recall);
        all.pairs.iter_mut().zip(portion.pairs).for_each(|(sum, pairs)| *sum += pairs);
    }
    all
}

/// Most candidates of one record that are remembered. Who has so many that are none too unlikely is one of a crowd of
/// namesakes, and a person decides; without the bound a crowd of a million would be held in memory whole.
const EDGES_OF_RECORD: usize = 12;

/// Keeps the best edges of one record, by right row; answers whether some were left out, and notes those.
fn keep_best(edges: &mut Vec<Edge>, forgotten: &mut Forgotten) -> bool {
    if edges.len() <= EDGES_OF_RECORD {
        return false;
    }
    edges.sort_unstable_by_key(|edge| (-edge.score, edge.right));
    for edge in edges.drain(EDGES_OF_RECORD..) {
        forget(forgotten, edge.right, edge.score);
    }
    edges.sort_unstable_by_key(|edge| edge.right);
    true
}

/// Notes that a right record has a rival of some score that is not remembered.
pub(crate) fn forget(forgotten: &mut Forgotten, right: u32, score: i32) {
    let highest = forgotten.entry(right).or_insert(score);
    *highest = score.max(*highest);
}

/// The best edges of each record, the left rows of which some were left out, and what was. `edges` come by left and right
/// row.
pub(crate) fn best_of_each(edges: &[Edge], forgotten: &mut Forgotten) -> (Vec<Edge>, Vec<u32>) {
    let (mut best, mut crowded) = (Vec::with_capacity(edges.len()), Vec::new());
    for of_record in edges.chunk_by(|a, b| a.left == b.left) {
        let mut own = of_record.to_vec();
        if keep_best(&mut own, forgotten) {
            crowded.push(of_record[0].left);
        }
        best.append(&mut own);
    }
    (best, crowded)
}

/// Scores of patterns, each computed once.
pub(crate) struct Scores<'a> {
    model: &'a Model,
    /// Both names unknown, and the surname alone.
    unknown: &'a [Unknown; 2],
    known: FxHashMap<u64, i32>,
    without_names: FxHashMap<u64, i32>,
    without_surname: FxHashMap<u64, i32>,
}

impl<'a> Scores<'a> {
    fn new(model: &'a Model, unknown: &'a [Unknown; 2]) -> Self {
        let (known, without_names) = <(FxHashMap<u64, i32>, FxHashMap<u64, i32>)>::default();
        Self { model, unknown, known, without_names, without_surname: FxHashMap::default() }
    }

    fn get(&mut self, pattern: u64) -> i32 {
        *self.known.entry(pattern).or_insert_with(|| self.model.score_millibits(pattern))
    }

    /// The highest score of a pattern without names.
    fn most_with_names(&mut self, rest: u64) -> i32 {
        *self.without_names.entry(rest).or_insert_with(|| self.model.most_with(&self.unknown[0], rest))
    }

    /// The highest score of a pattern without a surname.
    fn most_with_surname(&mut self, rest: u64) -> i32 {
        *self.without_surname.entry(rest).or_insert_with(|| self.model.most_with(&self.unknown[1], rest))
    }
}

/// Works on all rows, a portion at a time on whatever thread is free, each thread with tools of its own. The answers
/// come in the order of the rows.
fn each_portion<Tools, Answer: Send>(
    rows: usize,
    tools: impl Fn() -> Tools + Sync,
    work: impl Fn(&mut Tools, std::ops::Range<usize>) -> Answer + Sync,
) -> Vec<Answer> {
    let portions = rows.div_ceil(PORTION);
    let next = AtomicUsize::new(0);
    let worker = |_| {
        let mut tools = tools();
        let mut answers = Vec::new();
        loop {
            let portion = next.fetch_add(1, Ordering::Relaxed);
            if portion >= portions {
                return answers;
            }
            let answer = work(&mut tools, portion * PORTION..rows.min((portion + 1) * PORTION));
            answers.push((portion, answer));
        }
    };
    let workers = rayon::current_num_threads().min(portions);
    let mut answers: Vec<(usize, Answer)> =
        (0..workers).into_par_iter().with_max_len(1).flat_map_iter(worker).collect();
    answers.sort_unstable_by_key(|(portion, _)| *portion);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Counts the patterns of the candidate pairs of every so many left rows.
fn count_patterns(comparer: &Comparer<'_>, index: &Index, step: usize) -> Vec<Counted> {
    let rows = comparer.left.len().div_ceil(step);
    let tools = || (Scratch::default(), Memory::default());
    let portions = each_portion(rows, tools, |(scratch, memory), rows| {
        let mut counts = FxHashMap::<u64, u32>::default();
        for left in rows.map(|row| row * step) {
            index.candidates(comparer.left, left, scratch);
            for (right, _) in &scratch.candidates {
                *counts.entry(comparer.pattern(left, *right as usize, memory)).or_default() += 1;
            }
        }
        counts
    });
    let mut counts = FxHashMap::<u64, u32>::default();
    for (pattern, count) in portions.into_iter().flatten() {
        *counts.entry(pattern).or_default() += count;
    }
    let mut counted: Vec<Counted> = counts.into_iter().map(|(pattern, count)| Counted { pattern, count }).collect();
    counted.sort_unstable();
    counted
}
