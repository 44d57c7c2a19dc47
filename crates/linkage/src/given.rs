//! What is decided already, by row: kept pairs, rejected pairs, barred records, and records that a kept pair takes.
//!
//! A kept pair takes both its records, and the one that is there also when the other is gone: a person decides what
//! becomes of it. Must not know how new pairs are chosen.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::compare::{Comparer, Memory};
use crate::coupling::{Constraints, Contested, Ground, Objection, Outcome, Pair};
use crate::decide::{Edge, Rulebook};
use crate::model::Model;
use crate::register::Register;

/// The constraints by row.
pub(crate) struct Given {
    /// Kept pairs with both records, each once.
    kept: Vec<(u32, u32)>,
    kept_left: FxHashMap<u32, u32>,
    kept_right: FxHashMap<u32, u32>,
    /// Left records of kept pairs whose right record is gone.
    held_left: FxHashSet<u32>,
    /// Right records of kept pairs whose left record is gone.
    held_right: FxHashSet<u32>,
    forbidden: FxHashSet<(u32, u32)>,
    barred_left: FxHashSet<u32>,
    barred_right: FxHashSet<u32>,
}

impl Given {
    pub(crate) fn new(left: &Register, right: &Register, constraints: &Constraints) -> Self {
        let mut kept = Vec::new();
        let mut held_left = FxHashSet::default();
        let mut held_right = FxHashSet::default();
        for (left_id, right_id) in &constraints.coupled {
            match (left.row(left_id), right.row(right_id)) {
                (Some(left), Some(right)) => kept.push((left, right)),
                (Some(left), None) => _ = held_left.insert(left),
                (None, Some(right)) => _ = held_right.insert(right),
                (None, None) => {}
            }
        }
        kept.sort_unstable();
        kept.dedup();
        let forbidden = constraints.forbidden.iter();
        Self {
            kept_left: kept.iter().copied().collect(),
            kept_right: kept.iter().map(|(left, right)| (*right, *left)).collect(),
            kept,
            held_left,
            held_right,
            forbidden: forbidden.filter_map(|(a, b)| Some((left.row(a)?, right.row(b)?))).collect(),
            barred_left: constraints.barred_left.iter().filter_map(|id| left.row(id)).collect(),
            barred_right: constraints.barred_right.iter().filter_map(|id| right.row(id)).collect(),
        }
    }

    /// Whether an edge of a left record that is not coupled may at least be shown to a person.
    pub(crate) fn is_open(&self, edge: &Edge) -> bool {
        !self.kept_left.contains_key(&edge.left)
            && !self.barred_left.contains(&edge.left)
            && !self.barred_right.contains(&edge.right)
            && !self.forbidden.contains(&(edge.left, edge.right))
    }

    /// Whether an open edge is a rival of others. One to a right record that a kept pair explains is not; one to a
    /// record whose partner is gone is, for nothing tells yet whose it is.
    pub(crate) fn competes(&self, edge: &Edge) -> bool {
        !self.kept_right.contains_key(&edge.right)
    }

    /// Whether one of two records is taken, so that they may not be coupled.
    pub(crate) fn is_taken(&self, left: u32, right: u32) -> bool {
        self.kept_left.contains_key(&left) || self.held_left.contains(&left) || self.takes_right(right)
    }

    /// Whether a kept pair takes a right record, be its left record there or gone.
    pub(crate) fn takes_right(&self, right: u32) -> bool {
        self.kept_right.contains_key(&right) || self.held_right.contains(&right)
    }

    /// Whether a left record may not be coupled.
    pub(crate) fn bars_left(&self, left: u32) -> bool {
        self.barred_left.contains(&left)
    }

    pub(crate) fn kept_pairs(&self, comparer: &Comparer<'_>, model: &Model) -> Vec<Pair> {
        let pair = |memory: &mut Memory, (left, right): &(u32, u32)| {
            let pattern = comparer.pattern(*left as usize, *right as usize, memory);
            Pair {
                left: *left,
                right: *right,
                score_millibits: model.score_millibits(pattern),
                relatives_millibits: 0,
                certainty_millibits: model.score_millibits(pattern) + model.unrivalled_millibits,
                outcome: Outcome::Couple,
                ground: Ground::Kept,
                doubt: None,
                margin_millibits: None,
                pattern,
            }
        };
        self.kept.par_iter().map_init(Memory::default, pair).collect()
    }

    /// Kept pairs that would not be coupled so today.
    pub(crate) fn contested(
        &self,
        comparer: &Comparer<'_>,
        rulebook: &Rulebook<'_>,
        model: &Model,
        constraints: &Constraints,
        edges: &[Edge],
    ) -> Vec<Contested> {
        if constraints.coupled.is_empty() {
            return Vec::new();
        }
        let mut best_left: FxHashMap<u32, (i32, u32)> = FxHashMap::default();
        let mut best_right: FxHashMap<u32, (i32, u32)> = FxHashMap::default();
        for edge in edges.iter().filter(|edge| !self.forbidden.contains(&(edge.left, edge.right))) {
            if self.kept_left.get(&edge.left).is_some_and(|partner| *partner != edge.right)
                && !self.kept_right.contains_key(&edge.right)
            {
                let best = best_left.entry(edge.left).or_insert((i32::MIN, u32::MAX));
                *best = (*best).max((edge.score, edge.right));
            }
            if self.kept_right.get(&edge.right).is_some_and(|partner| *partner != edge.left)
                && !self.kept_left.contains_key(&edge.left)
            {
                let best = best_right.entry(edge.right).or_insert((i32::MIN, u32::MAX));
                *best = (*best).max((edge.score, edge.left));
            }
        }
        let memory = Memory::default();
        let objection = |left_id: &str, right_id: &str| {
            let (Some(left), Some(right)) = (comparer.left.row(left_id), comparer.right.row(right_id)) else {
                return Some(Objection::Gone);
            };
            let pattern = comparer.pattern(left as usize, right as usize, &memory);
            let score = model.score_millibits(pattern);
            if let Some(contradiction) = rulebook.contradiction(pattern) {
                return Some(Objection::Contradiction(contradiction));
            }
            let margin = model.decision.margin_millibits;
            if let Some((_, row)) = best_left.get(&left).filter(|(other, _)| *other >= score + margin) {
                return Some(Objection::BetterRight { id: comparer.right.id(*row).to_owned() });
            }
            if let Some((_, row)) = best_right.get(&right).filter(|(other, _)| *other >= score + margin) {
                return Some(Objection::BetterLeft { id: comparer.left.id(*row).to_owned() });
            }
            (score < model.decision.leave_millibits).then_some(Objection::Weak { score_millibits: score })
        };
        let contested = constraints.coupled.iter().filter_map(|(left, right)| {
            let objection = objection(left, right)?;
            Some(Contested { left: left.clone(), right: right.clone(), objection })
        });
        contested.collect()
    }
}
