//! The model: how likely each kind of agreement is for one person, and for two persons of each sort.
//!
//! A mixture of classes with independent fields inside each class: one person (tidy or untidy records), two persons of
//! one family, two persons of one name, unrelated persons. The classes carry the dependence that a single class of
//! "two persons" cannot: surname, address and entry agree together in a family, and are counted once.
//! Scores are integers, thousandths of a bit, and a function of the pattern alone.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::calibration::Calibration;
use crate::compare::Slot;
use crate::config::{Config, Decision, FieldKind, MILLIBITS_MOST};
use crate::level::{LEVEL_BITS, level_of};
use crate::rarity::Frequencies;
use crate::relatives::RelativesWeights;

/// A trained model, kept in a file and used frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Version of the file format.
    pub format: u32,
    /// Name of the coupling for which it was trained.
    pub name: String,
    /// The compared fields in order: name and kind. A configuration with others is refused.
    pub fields: Vec<(String, FieldKind)>,
    /// The classes of the mixture.
    pub classes: Vec<Class>,
    /// What it adds to a pair that no other record rivals, in thousandths of a bit: nearly all records have a partner,
    /// so a chance likeness is seldom left without one.
    pub unrivalled_millibits: i32,
    /// What it adds to a pair when the relatives of the two records are coupled with each other, or elsewhere.
    #[serde(default)]
    pub relatives: RelativesWeights,
    /// Largest block of right records under one key.
    pub block_limit: usize,
    /// How common values are.
    pub frequencies: Frequencies,
    /// The thresholds in force.
    pub decision: Decision,
    /// What it was trained on.
    pub training: Training,
    /// What is known of the precision of each rule, with the source of the knowledge.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// How its probabilities fare against pairs that persons have decided, where it has been held against any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
}

/// One class of pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Name for explanations.
    pub name: String,
    /// Whether the pairs of this class are one person.
    pub same_person: bool,
    /// Logarithm to base 2 of the class's share of candidate pairs, in thousandths.
    pub share_millibits: i32,
    /// By field and level: logarithm to base 2 of the probability, in thousandths. Level 0 (missing) says nothing.
    pub levels_millibits: Vec<Vec<i32>>,
}

/// What a model was trained on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Left records.
    pub left_records: u64,
    /// Right records.
    pub right_records: u64,
    /// Candidate pairs counted.
    pub pairs: u64,
    /// Different patterns among them.
    pub patterns: u64,
    /// Pairs among them that an identifier confirms.
    pub confirmed: u64,
    /// Rounds of expectation and maximisation.
    pub rounds: u32,
}

/// Measured precision of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The rule, or `weight`.
    pub rule: String,
    /// Pairs examined.
    pub pairs: u64,
    /// Wrong among them.
    pub wrong: u64,
    /// Who examined them, or against which truth: shown beside the figure.
    pub source: String,
}

/// Why a model is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Trained for other fields than the configuration names.
    #[error("the model was trained for the fields {trained}; the configuration compares {configured}")]
    OtherFields {
        /// Fields of the model.
        trained: String,
        /// Fields of the configuration.
        configured: String,
    },
    /// Another format than this program writes.
    #[error("the model has format {found}, this program reads format {expected}")]
    OtherFormat {
        /// In the file.
        found: u32,
        /// Of this program.
        expected: u32,
    },
}

/// The version of the file format.
pub(crate) const FORMAT: u32 = 2;

impl Model {
    /// Refuses a configuration for which the model was not trained.
    pub fn check(&self, config: &Config) -> Result<(), ModelError> {
        if self.format != FORMAT {
            return Err(ModelError::OtherFormat { found: self.format, expected: FORMAT });
        }
        let configured = compared_fields(config);
        let is_whole = |class: &Class| {
            class.levels_millibits.len() == self.fields.len()
                && self.fields.iter().zip(&class.levels_millibits).all(|((_, kind), levels)| {
                    levels.len() == crate::level::levels(*kind).len() && levels.iter().all(|log| is_bounded(*log))
                })
                && is_bounded(class.share_millibits)
        };
        let whole = self.classes.iter().all(is_whole) && is_bounded(self.unrivalled_millibits);
        if configured != self.fields || !whole || self.frequencies.fields.len() != config.fields.len() {
            let text = |fields: &[(String, FieldKind)]| {
                fields.iter().map(|(name, kind)| format!("{name} ({kind:?})")).collect::<Vec<_>>().join(", ")
            };
            return Err(ModelError::OtherFields { trained: text(&self.fields), configured: text(&configured) });
        }
        Ok(())
    }

    /// The logarithm to base 2 of the odds that a pattern is one person, in thousandths.
    pub fn score_millibits(&self, pattern: u64) -> i32 {
        self.score_of_first(pattern, self.fields.len())
    }

    /// The score of the first fields of a pattern alone: the steps of an explanation.
    pub(crate) fn score_of_first(&self, pattern: u64, slots: usize) -> i32 {
        let shown = if slots >= MAX_SLOTS { u64::MAX } else { (1 << (LEVEL_BITS * slots)) - 1 };
        let side = |same| {
            let classes = self.classes.iter().filter(move |class| class.same_person == same);
            log_sum(classes.map(|class| class.log_of(pattern & shown)))
        };
        side(true) - side(false)
    }

    /// The highest score of a pattern over all levels of some names that are not compared yet.
    pub(crate) fn most_with(&self, names: &Unknown, rest: u64) -> i32 {
        let known: Vec<(bool, i32)> =
            self.classes.iter().map(|class| (class.same_person, class.log_of(rest))).collect();
        let of = |levels: &Vec<i32>| {
            let side = |same: bool| {
                let classes = known.iter().zip(levels).filter(move |((is_same, _), _)| *is_same == same);
                log_sum(classes.map(|((_, log), level)| log + level))
            };
            side(true) - side(false)
        };
        names.0.iter().map(of).max().unwrap_or(i32::MAX)
    }

    /// What each combination of levels of the fields of some kinds adds to each class.
    pub(crate) fn unknown(&self, kinds: &[FieldKind]) -> Unknown {
        let mut combinations = vec![vec![0; self.classes.len()]];
        for place in kinds.iter().filter_map(|kind| self.fields.iter().position(|(_, found)| found == kind)) {
            let levels = self.classes.first().map_or(0, |class| class.levels_millibits[place].len());
            let with = |combination: &Vec<i32>, level: usize| -> Vec<i32> {
                let logs = self.classes.iter().map(|class| class.levels_millibits[place].get(level).copied());
                combination.iter().zip(logs).map(|(sum, log)| sum + log.unwrap_or(0)).collect()
            };
            combinations = combinations.iter().flat_map(|one| (0..levels).map(move |level| with(one, level))).collect();
        }
        Unknown(combinations)
    }

    /// The class to which a pattern most likely belongs.
    pub fn likeliest_class(&self, pattern: u64) -> Option<&Class> {
        self.classes.iter().max_by_key(|class| class.log_of(pattern))
    }
}

/// Whether a logarithm is one that a model can have learnt: sums of a few stay far from what a number holds.
fn is_bounded(millibits: i32) -> bool {
    millibits.unsigned_abs() <= MILLIBITS_MOST.unsigned_abs()
}

impl Class {
    /// The logarithm of the class's share times the probability of a pattern in it. Missing fields say nothing.
    fn log_of(&self, pattern: u64) -> i32 {
        let levels = self.levels_millibits.iter().enumerate();
        let known = levels.map(|(slot, levels)| levels.get(level_of(pattern, slot)).copied().unwrap_or(0));
        self.share_millibits + known.sum::<i32>()
    }
}

/// What each combination of levels of fields that are not compared yet adds to each class.
pub(crate) struct Unknown(Vec<Vec<i32>>);

/// Slots of a pattern.
const MAX_SLOTS: usize = 64 / LEVEL_BITS;

pub(crate) fn compared_fields(config: &Config) -> Vec<(String, FieldKind)> {
    let fields = config.fields.iter().filter(|field| field.kind.is_compared());
    fields.map(|field| (field.name.clone(), field.kind)).collect()
}

/// The logarithm of a sum of numbers given as logarithms to base 2 in thousandths.
fn log_sum(logs: impl Iterator<Item = i32> + Clone) -> i32 {
    let Some(most) = logs.clone().max() else { return i32::MIN / 4 };
    let powers = &*POWERS;
    let sum: f64 = logs.map(|log| powers.get((most - log) as usize).copied().unwrap_or(0.0)).sum();
    most + (sum.log2() * 1000.0).round() as i32
}

/// Two to the power of minus so many thousandths: below 2^-30 nothing changes a sum in thousandths of a bit.
static POWERS: LazyLock<Vec<f64>> =
    LazyLock::new(|| (0..30_000).map(|thousandths| (-f64::from(thousandths) / 1000.0).exp2()).collect());

/// The largest and smallest logarithm that a level can have: a probability of 2^-30 is never learnt from a register.
pub(crate) const LEVEL_LEAST: i32 = -30_000;

/// How often a pattern stands among the candidate pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Counted {
    pub(crate) pattern: u64,
    pub(crate) count: u32,
}

pub(crate) fn new_model(config: &Config, slots: &[Slot], classes: Vec<Class>) -> Model {
    debug_assert!(classes.iter().all(|class| class.levels_millibits.len() == slots.len()));
    Model {
        format: FORMAT,
        name: config.name.clone(),
        fields: compared_fields(config),
        classes,
        unrivalled_millibits: 0,
        relatives: RelativesWeights::default(),
        block_limit: config.limits.block,
        frequencies: Frequencies::default(),
        decision: config.decision,
        training: Training::default(),
        evidence: Vec::new(),
        calibration: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_logarithms_are_those_of_the_numbers() {
        assert_eq!(log_sum([0, 0].into_iter()), 1_000);
        assert_eq!(log_sum([5_000].into_iter()), 5_000);
        assert_eq!(log_sum([10_000, -90_000].into_iter()), 10_000);
    }
}
