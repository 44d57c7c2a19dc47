//! What a coupling answers: pairs with their outcome and grounds, and what became of every record.
//!
//! Data only; how it comes about is told in `decide`.

use serde::{Deserialize, Serialize};

use crate::block::BlockingReport;
use crate::decide::Edge;

/// What is to be done with a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Sure enough to be coupled without a person.
    Couple,
    /// A person decides.
    Review,
    /// Not the same person, or nothing that shows it.
    Leave,
}

/// A pair that is coupled or shown to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Row of the left record, see [`crate::Register::id`].
    pub left: u32,
    /// Row of the right record.
    pub right: u32,
    /// The evidence of the two records alone: the logarithm to base 2 of the odds that this is one person, in
    /// thousandths.
    pub score_millibits: i32,
    /// What it adds that relatives of the two are coupled with each other, or takes away that they are coupled elsewhere.
    #[serde(default)]
    pub relatives_millibits: i32,
    /// The same with all other records considered: less where another fits too, more where none does.
    pub certainty_millibits: i32,
    /// Couple or Review; pairs that are left are counted, not listed.
    pub outcome: Outcome,
    /// What decided.
    pub ground: Ground,
    /// Why a person must look, when one must.
    pub doubt: Option<Doubt>,
    /// How much worse the best solution without this pair is, in thousandths of a bit; none where the pair is not
    /// part of the best solution.
    pub margin_millibits: Option<i32>,
    /// The comparison, one word; [`crate::explain`] unfolds it.
    pub pattern: u64,
}

impl Pair {
    /// The probability that this is one person.
    pub fn probability(&self) -> f64 {
        probability(self.certainty_millibits)
    }
}

/// The probability that belongs to a score in thousandths of a bit.
pub fn probability(score_millibits: i32) -> f64 {
    1.0 / (1.0 + (-f64::from(score_millibits) / 1000.0).exp2())
}

/// What a pair rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Coupled before and kept.
    Kept,
    /// The deterministic rule at this position of the configuration.
    Rule(u16),
    /// The weight of the evidence.
    Weight,
}

/// Why a pair is shown to a person rather than coupled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The evidence is too weak to couple and too strong to leave.
    Weight,
    /// Another record fits nearly as well.
    Tie,
    /// The contradiction at this position of the configuration.
    Contradiction(u16),
    /// Another pair takes one of the two records: of this run, or kept from before.
    OtherPair,
}

/// What became of one left record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutcome {
    /// The best outcome of the record's pairs.
    pub outcome: Outcome,
    /// Why it is not coupled; none when it is.
    pub cause: Option<Cause>,
    /// The state of each identifier field, in the order of the configuration.
    pub identifiers: Vec<IdentifierState>,
    /// The best candidate that is not forbidden, if any reaches the leave threshold; it may be coupled with another
    /// record.
    pub best: Option<u32>,
}

/// Why a left record is not coupled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// No right record shares a blocking key, or none that is not forbidden.
    NoCandidate,
    /// The best candidate is too unlikely even to be shown.
    WeakCandidate,
    /// A candidate waits for a person because the evidence is between the thresholds.
    Uncertain,
    /// Two solutions are as good.
    Tie,
    /// The best candidate contradicts the record.
    Contradiction,
    /// The best candidate is coupled with another record, or one of the two is taken by a kept pair that lost its other
    /// record.
    OtherPair,
    /// The record may not be coupled (withdrawn).
    Barred,
}

/// What one identifier of a left record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierState {
    /// The record has none.
    Missing,
    /// No right record has it.
    Unknown,
    /// The coupled record has it.
    Agrees,
    /// Only other right records have it, or the record is not coupled.
    Elsewhere,
    /// The record is coupled with a record that has another or none, and no right record has this one.
    UnknownCoupled,
}

/// Already decided: what the engine must respect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Constraints {
    /// Pairs of ids (left, right) that are coupled and stay so. Both records are taken; where one is gone, the other
    /// is taken all the same, and is coupled with nobody until a person has decided.
    pub coupled: Vec<(String, String)>,
    /// Pairs that a person has rejected.
    pub forbidden: Vec<(String, String)>,
    /// Left records that may not be coupled.
    pub barred_left: Vec<String>,
    /// Right records that may not be coupled (withdrawn, annulled, double numbers).
    pub barred_right: Vec<String>,
}

/// A kept pair that the engine would not have coupled so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contested {
    /// The kept pair's left id.
    pub left: String,
    /// The kept pair's right id.
    pub right: String,
    /// What speaks against it.
    pub objection: Objection,
}

/// What speaks against a kept pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// One of the records is no longer there; the other one stays taken.
    Gone,
    /// The contradiction at this position of the configuration.
    Contradiction(u16),
    /// The evidence has fallen below the leave threshold.
    Weak {
        /// The pair's score in thousandths of a bit.
        score_millibits: i32,
    },
    /// Another record fits better by at least the margin.
    BetterLeft {
        /// Its id.
        id: String,
    },
    /// Another right record fits better by at least the margin.
    BetterRight {
        /// Its id.
        id: String,
    },
}

/// Everything a run answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coupling {
    /// Pairs coupled or to be reviewed, by left row and then right row.
    pub pairs: Vec<Pair>,
    /// What became of each left record, by row.
    pub left: Vec<LeftOutcome>,
    /// Kept pairs that the engine would not have coupled so, in the order of the constraints.
    pub contested: Vec<Contested>,
    /// Counts by what decided.
    pub counts: Counts,
    /// The blocking keys, their sizes and recall.
    pub blocking: BlockingReport,
    /// All pairs above the leave threshold, for the next incremental run.
    pub(crate) edges: Vec<Edge>,
    /// Left rows of which only the best edges were kept.
    pub(crate) crowded: Vec<u32>,
    /// By blocking key: hashes of the blocks that were split or left out.
    pub(crate) oversize: Vec<Vec<u64>>,
}

/// Counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Pairs that were compared, each once.
    pub candidates: u64,
    /// Pairs above the leave threshold.
    pub edges: u64,
    /// Left records with so many such pairs that only the best were kept: one of a crowd of namesakes.
    #[serde(default)]
    pub crowded_records: u64,
    /// Groups of records tied together by such pairs.
    pub components: u64,
    /// Groups too large for an exact assignment, cut at their weakest pairs until each part was small enough: a person
    /// decides all of them.
    pub components_cut: u64,
    /// Coupled pairs by the name of the rule; `kept` and `weight` stand beside the configured rules.
    pub coupled: Vec<(String, u64)>,
    /// Pairs for a person, by doubt.
    pub review: Vec<(String, u64)>,
    /// Left records with at least one pair for a person.
    pub review_records: u64,
    /// Left records left alone.
    pub left_alone: u64,
}
