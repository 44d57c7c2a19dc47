//! The coupling against a truth: how many couplings are right, how many of the right ones are found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, bail};
use linkage::{Config, Coupling, Outcome, Register};
use registers::table::ground_name;
use serde::Serialize;

/// The coupling against a truth.
#[derive(Debug, Serialize)]
pub(super) struct Measured {
    /// True pairs that a one-to-one coupling can find: of a person with two ids on one side, one can be coupled.
    pub(super) true_pairs: usize,
    pub(super) wrong: usize,
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
    /// Rule, right, wrong.
    pub(super) by_rule: BTreeMap<String, (usize, usize)>,
    /// True pairs that are not coupled but wait for a person.
    pub(super) true_in_review: usize,
    /// What is coupled and, of what waits for a person, the best guess that is at least as likely right as wrong.
    pub(super) even_odds: Accuracy,
}

/// How good a set of pairs is.
#[derive(Debug, Serialize)]
pub(super) struct Accuracy {
    pub(super) wrong: usize,
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
}

impl Accuracy {
    fn of(right: usize, wrong: usize, true_pairs: usize) -> Self {
        let share = |part: usize, whole: usize| if whole == 0 { 1.0 } else { part as f64 / whole as f64 };
        let (precision, recall) = (share(right, right + wrong), share(right, true_pairs));
        let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        Self { wrong, precision, recall, f1 }
    }
}

/// True pairs, by the rows of the two registers.
pub(super) struct Truth(BTreeSet<(u32, u32)>);

/// The true pairs whose records are both in the files; a person with several numbers has several pairs.
pub(super) fn read_truth(path: &Path, left: &Register, right: &Register) -> anyhow::Result<Truth> {
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("{} kan ikke læses", path.display()))?;
    let mut truth = BTreeSet::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.with_context(|| format!("{} kan ikke læses", path.display()))?;
        let (Some(a), Some(b)) = (record.get(0), record.get(1)) else {
            bail!("{}: række {} har ikke to kolonner", path.display(), row + 1)
        };
        if let (Some(a), Some(b)) = (left.row(a), right.row(b)) {
            truth.insert((a, b));
        }
    }
    if truth.is_empty() {
        bail!("{}: ingen af facitlistens par findes i de to filer", path.display());
    }
    Ok(Truth(truth))
}

/// Measures a coupling against the true pairs.
pub(super) fn measure(Truth(truth): &Truth, config: &Config, coupling: &Coupling) -> Measured {
    let true_pairs = one_to_one(truth);
    let mut by_rule: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut waiting = BTreeSet::new();
    let mut guessed = (0, 0);
    for pair in &coupling.pairs {
        let right = truth.contains(&(pair.left, pair.right));
        let is_best = pair.outcome == Outcome::Couple || pair.margin_millibits.is_some();
        if is_best && pair.certainty_millibits >= 0 {
            *(if right { &mut guessed.0 } else { &mut guessed.1 }) += 1;
        }
        if pair.outcome == Outcome::Couple {
            let counts = by_rule.entry(ground_name(config, pair.ground).to_owned()).or_default();
            *(if right { &mut counts.0 } else { &mut counts.1 }) += 1;
        } else if right {
            waiting.insert(pair.left);
        }
    }
    let (right, wrong) = by_rule.values().fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
    let Accuracy { precision, recall, f1, .. } = Accuracy::of(right, wrong, true_pairs);
    let even_odds = Accuracy::of(guessed.0, guessed.1, true_pairs);
    Measured { true_pairs, wrong, precision, recall, f1, by_rule, true_in_review: waiting.len(), even_odds }
}

/// The most true pairs that can be coupled one to one: in each group of ids of one person, as many as the side with
/// fewer ids has.
fn one_to_one(truth: &BTreeSet<(u32, u32)>) -> usize {
    let mut of_left: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut of_right: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (left, right) in truth {
        of_left.entry(*left).or_default().push(*right);
        of_right.entry(*right).or_default().push(*left);
    }
    let mut seen = BTreeSet::new();
    let mut sum = 0;
    for start in of_left.keys() {
        let (mut lefts, mut rights) = (BTreeSet::new(), BTreeSet::new());
        let mut open = vec![*start];
        while let Some(left) = open.pop() {
            if seen.insert(left) {
                lefts.insert(left);
                for right in &of_left[&left] {
                    rights.insert(*right);
                    open.extend(&of_right[right]);
                }
            }
        }
        sum += lefts.len().min(rights.len());
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_person_with_two_ids_one_pair_can_be_coupled() {
        let truth = [(1, 1), (2, 1), (3, 3), (4, 4), (4, 5), (5, 5)].into_iter().collect();
        assert_eq!(one_to_one(&truth), 1 + 1 + 2);
    }
}
