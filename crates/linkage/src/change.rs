//! Incremental runs: only what changed is compared again, and the answer is that of a full run, byte for byte.
//!
//! Kept between runs: the pairs above the leave threshold, the blocks that were split or left out, and the numbers that
//! several records share. Everything else is a function of the records and the frozen model. A change can touch pairs
//! of unchanged records in two ways, and both are followed: a block crosses the size limit, or a number becomes shared.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::block::{Index, Recall};
use crate::compare::{Comparer, slots};
use crate::config::{Config, FieldKind};
use crate::coupling::{Constraints, Coupling};
use crate::decide::{self, Edge};
use crate::model::{Model, ModelError};
use crate::register::Register;
use crate::run;

/// What is kept from one run to the next. Holds ids, no names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Pairs above the leave threshold: left id, right id, pattern.
    edges: Vec<(String, String, u64)>,
    /// Left ids of which only the best pairs are kept: they are compared again each time.
    crowded: Vec<String>,
    /// By blocking key: hashes of the blocks that were split or left out.
    oversize: Vec<Vec<u64>>,
    /// By identifier field: hashes of numbers that several left records hold.
    shared_left: Vec<Vec<u64>>,
    /// By identifier field: hashes of numbers that several right records hold.
    shared_right: Vec<Vec<u64>>,
}

/// Ids of records that are new or changed since the state was kept. Records that are gone need not be named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Of the left register.
    pub left: Vec<String>,
    /// Of the right register.
    pub right: Vec<String>,
}

impl State {
    /// What to keep of a run for the next.
    pub fn of(coupling: &Coupling, left: &Register, right: &Register, config: &Config) -> Self {
        let edge = |edge: &Edge| (left.id(edge.left).to_owned(), right.id(edge.right).to_owned(), edge.pattern);
        Self {
            edges: coupling.edges.par_iter().map(edge).collect(),
            crowded: coupling.crowded.iter().map(|row| left.id(*row).to_owned()).collect(),
            oversize: coupling.oversize.clone(),
            shared_left: shared(config, left),
            shared_right: shared(config, right),
        }
    }
}

/// Couples again after a change: the answer of [`crate::couple`] on the same registers with the same model, for the
/// price of the changed records.
pub fn couple_changed(
    (left, right): (&Register, &Register),
    config: &Config,
    model: &Model,
    constraints: &Constraints,
    state: &State,
    changed: &Changed,
) -> Result<Coupling, ModelError> {
    model.check(config)?;
    let slots = slots(config);
    let rarity = model.frequencies.rarity(config, left);
    let comparer = Comparer::new(&slots, left, right, &rarity);
    let index = Index::with_limit(config, Some(left), right, model.block_limit);
    let mut touched_left = rows(left, &changed.left);
    touched_left.iter_mut().zip(rows(left, &state.crowded)).for_each(|(touched, crowded)| *touched |= crowded);
    let mut touched_right = rows(right, &changed.right);
    mark_shared(config, left, &state.shared_left, &mut touched_left);
    mark_shared(config, right, &state.shared_right, &mut touched_right);
    index.mark_crossed(right, &state.oversize, &mut touched_right);

    let mut edges = unchanged_edges(&comparer, model, state, &touched_left, &touched_right);
    let of_left = run::score_all(&comparer, &index, model, |row| touched_left[row]);
    let narrow = index.only(&touched_right);
    let of_right = run::score_all(&comparer, &narrow, model, |row| !touched_left[row]);
    edges.extend(of_left.edges);
    edges.extend(of_right.edges);
    edges.par_sort_unstable_by_key(|edge| (edge.left, edge.right));
    let mut forgotten = of_left.forgotten;
    of_right.forgotten.iter().for_each(|(right, score)| run::forget(&mut forgotten, *right, *score));
    let (edges, mut crowded) = run::best_of_each(&edges, &mut forgotten);
    crowded.extend(of_left.crowded.iter().chain(&of_right.crowded));
    crowded.sort_unstable();
    crowded.dedup();
    let mut coupling = decide::decide(&comparer, config, model, constraints, edges, &forgotten);
    coupling.counts.candidates = of_left.candidates + of_right.candidates;
    coupling.counts.crowded_records = crowded.len() as u64;
    coupling.crowded = crowded;
    coupling.oversize = index.oversize();
    let pairs = std::array::from_fn(|key| of_left.pairs[key] + of_right.pairs[key]);
    coupling.blocking = index.report(right, &Recall::default(), &pairs);
    Ok(coupling)
}

fn rows(register: &Register, ids: &[String]) -> Vec<bool> {
    let mut rows = vec![false; register.len()];
    for row in ids.iter().filter_map(|id| register.row(id)) {
        rows[row as usize] = true;
    }
    rows
}

/// The old edges between records that are both there and untouched.
fn unchanged_edges(
    comparer: &Comparer<'_>,
    model: &Model,
    state: &State,
    touched_left: &[bool],
    touched_right: &[bool],
) -> Vec<Edge> {
    let edge = |(left, right, pattern): &(String, String, u64)| {
        let left = comparer.left.row(left).filter(|row| !touched_left[*row as usize])?;
        let right = comparer.right.row(right).filter(|row| !touched_right[*row as usize])?;
        Some(Edge { left, right, score: model.score_millibits(*pattern), relatives: 0, pattern: *pattern })
    };
    state.edges.par_iter().filter_map(edge).collect()
}

/// By identifier field, the numbers that several records of a register hold.
fn shared(config: &Config, register: &Register) -> Vec<Vec<u64>> {
    identifier_fields(config)
        .map(|field| {
            let column = register.column(field);
            let numbers = (0..register.len()).flat_map(|row| column.numbers(row));
            let mut hashes: Vec<u64> =
                numbers.filter(|(_, _, shared)| *shared).map(|(_, number, _)| number.hash()).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        })
        .collect()
}

/// Marks the records that hold a number which is shared now and was not before, or the other way round.
fn mark_shared(config: &Config, register: &Register, before: &[Vec<u64>], touched: &mut [bool]) {
    let now = shared(config, register);
    for (position, field) in identifier_fields(config).enumerate() {
        let none = Vec::new();
        let turned = difference(&now[position], before.get(position).unwrap_or(&none));
        if turned.is_empty() {
            continue;
        }
        let column = register.column(field);
        for (row, touched) in touched.iter_mut().enumerate() {
            *touched |= column.numbers(row).any(|(_, number, _)| turned.contains(&number.hash()));
        }
    }
}

fn identifier_fields(config: &Config) -> impl Iterator<Item = usize> + '_ {
    let numbered = |kind| matches!(kind, FieldKind::Identifier | FieldKind::Cpr);
    config.fields.iter().enumerate().filter(move |(_, field)| numbered(field.kind)).map(|(position, _)| position)
}

/// What stands in one of two lists and not in both.
pub(crate) fn difference(a: &[u64], b: &[u64]) -> FxHashSet<u64> {
    let (a, b): (FxHashSet<u64>, FxHashSet<u64>) = (a.iter().copied().collect(), b.iter().copied().collect());
    a.symmetric_difference(&b).copied().collect()
}
