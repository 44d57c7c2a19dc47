//! The dry run of another coupling method: every pair whose fate would change, before anybody approves it.
//!
//! Both methods run in full on the registers as they stand, bound only by what persons have decided; so the list shows
//! what each would make of the registers by itself, not what earlier nights have left standing. Nothing is coupled.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use jiff::Timestamp;
use journal::{Journal, JournalError, NewFact};
use linkage::{
    Calibration, Config, Coupling, Evidence, Ground, Model, ModelError, Outcome, OutcomeShares, Register, Sample,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use vocabulary::CprNumber;

use crate::coupling::{self, WEIGHT};
use crate::fact::{self, Pair, RuleEvidence};
use crate::method::{self, Method};
use crate::outputs::{OutputError, write_whole};
use crate::register_rows::{self, RowsError};
use crate::state::State;
use crate::stewardship::DATA_STEWARD;

/// A trial as the journal keeps it: what was tried, and what it would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// The configuration that was tried.
    pub configuration: Config,
    /// The model that was tried, with the configuration's thresholds.
    pub model: Model,
    /// What would become of the persons of the alien register.
    pub outcomes: OutcomeShares,
    /// Position of the last fact that the trial saw.
    pub seen: u64,
    /// Pairs in the list of changes.
    pub changed: u64,
    /// The same, by what becomes of them: `review to couple`, `other rule`.
    pub by_kind: BTreeMap<String, u64>,
    /// Of the pairs that would no longer be coupled, those that stand as couplings in the journal.
    pub standing_lost: u64,
    /// SHA-256 of the list of changes, in hexadecimal.
    pub changes_sha256: String,
}

/// Where the model of the tried method comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelChoice {
    /// The one in force, with the thresholds of the tried configuration.
    InForce,
    /// Learnt from the registers of the journal.
    Trained,
    /// One that was trained apart, with the thresholds of the tried configuration.
    Given(Box<Model>),
}

/// A trial with its list of changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// What is kept of it.
    pub trial: Trial,
    /// Every pair whose outcome or rule would change, by person-id and CPR number.
    pub changes: Vec<Change>,
    /// The list as a CSV file.
    csv: Vec<u8>,
}

/// What a pair is under a method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fate {
    /// Couple, review or leave.
    pub outcome: Outcome,
    /// The rule that speaks for it; none where it is left.
    pub rule: Option<String>,
    /// The evidence, in thousandths of a bit.
    pub score_millibits: i32,
}

/// A pair whose fate would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The person in the alien register.
    pub person_id: String,
    /// The CPR number.
    pub cpr_number: String,
    /// Under the method in force.
    pub before: Fate,
    /// Under the tried method.
    pub after: Fate,
    /// Whether the pair stands as a coupling in the journal.
    pub stands: bool,
}

/// Why a method was not tried. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// No method is in force yet: the first night puts one in force.
    #[error("no coupling method is in force yet")]
    NoMethod,
    /// A night began and has not ended: the registers are half stored.
    #[error("a night is unfinished")]
    NightUnfinished,
    /// The model in force was learnt for other fields or blocks than the configuration has.
    #[error("the model in force was learnt with other fields or limits: {}", differences.join(", "))]
    NeedsTraining {
        /// What differs, as `part.name` of the configuration.
        differences: Vec<String>,
    },
    /// The registers do not fit the configuration.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// The model does not fit the configuration.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The method in the journal cannot be read by this program.
    #[error("the coupling method in the journal cannot be read: {0}")]
    Text(#[from] serde_json::Error),
    /// The list could not be made.
    #[error("the list of changes could not be made: {0}")]
    List(#[from] csv::Error),
}

/// Runs the method in force and another one on the registers as they stand.
pub fn run(state: &State, configuration: &Config, choice: ModelChoice) -> Result<Tried, TrialError> {
    if state.unfinished.is_some() {
        return Err(TrialError::NightUnfinished);
    }
    let today = method::in_force(state, configuration)?.ok_or(TrialError::NoMethod)?;
    let registers = registers(state, &today.configuration)?;
    let other_registers = if same_rows(&today.configuration, configuration) {
        None
    } else {
        Some(self::registers(state, configuration)?)
    };
    let new_registers = other_registers.as_ref().unwrap_or(&registers);
    let model = model(&today, configuration, choice, new_registers)?;
    let before = Run::of(state, &today.configuration, &today.model, &registers)?;
    let after = Run::of(state, configuration, &model, new_registers)?;
    let changes = changes(state, &before, &after)?;
    let outcomes = after.outcomes;
    let calibration = after.calibration(state)?;
    let model = Model { evidence: evidence(state), calibration, ..model };
    let csv = as_csv(&changes)?;
    let mut by_kind: BTreeMap<String, u64> = BTreeMap::new();
    for change in &changes {
        *by_kind.entry(change.kind()).or_default() += 1;
    }
    let lost = changes.iter().filter(|change| change.stands && change.after.outcome != Outcome::Couple);
    let trial = Trial {
        configuration: configuration.clone(),
        model,
        outcomes,
        seen: state.position,
        changed: changes.len() as u64,
        by_kind,
        standing_lost: lost.count() as u64,
        changes_sha256: hexadecimal(&Sha256::digest(&csv)),
    };
    Ok(Tried { trial, changes, csv })
}

/// What has been measured of each rule.
fn evidence(state: &State) -> Vec<Evidence> {
    let of_rule = |found: &RuleEvidence| Evidence {
        rule: found.rule.clone(),
        pairs: found.examined,
        wrong: found.wrong,
        source: format!("{}, {}", found.against, found.on),
    };
    state.evidence.values().map(of_rule).collect()
}

/// The pairs that data stewards have decided, by ids, and whether each is one person.
fn decisions(state: &State) -> BTreeMap<(String, String), bool> {
    let ids = |pair: &Pair| (pair.person_id.to_string(), state.current_number(pair.cpr_number).digits());
    let rejected = state.rejected.iter().map(|pair| (ids(pair), false));
    let confirmed = state.couplings.values().map(|entry| &entry.coupled);
    let confirmed = confirmed.filter(|coupled| coupled.rule == DATA_STEWARD).map(|coupled| (ids(&coupled.pair), true));
    rejected.chain(confirmed).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

/// Who stands as actor on the fact of a trial: the program, for a trial decides nothing.
const ACTOR: &str = "method try";

impl Tried {
    /// Writes the list of changes. Only its owner may read it.
    pub fn write(&self, path: &Path) -> Result<(), OutputError> {
        write_whole(path, |file| io::Write::write_all(file, &self.csv))
    }

    /// Keeps the trial in the journal and answers its number: its place there.
    pub fn keep(&self, journal: &mut Journal, now: Timestamp) -> Result<u64, JournalError> {
        let fact = NewFact {
            kind: fact::COUPLING_METHOD_TRIAL.to_owned(),
            subject: fact::method_subject(&self.trial.configuration.name),
            valid_from: None,
            valid_to: None,
            actor: ACTOR.to_owned(),
            source: None,
            replaces: None,
            payload: fact::json(&self.trial),
        };
        // A trial says itself what it saw; what came meanwhile is for the approval to look at.
        let mut transaction = journal.begin(now)?;
        let position = transaction.append(&fact)?;
        transaction.commit()?;
        Ok(position)
    }
}

impl Change {
    /// What becomes of the pair: `review to couple`, or `other rule` where only the rule changes.
    pub fn kind(&self) -> String {
        if self.before.outcome == self.after.outcome {
            return "other rule".to_owned();
        }
        format!("{} to {}", word(self.before.outcome), word(self.after.outcome))
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Couple => "couple",
        Outcome::Review => "review",
        Outcome::Leave => "leave",
    }
}

/// Both registers as rows.
type Registers = (Register, Register);

fn registers(state: &State, config: &Config) -> Result<Registers, RowsError> {
    let (left, right) = rayon::join(|| register_rows::left(state, config), || register_rows::right(state, config));
    Ok((left?, right?))
}

/// Whether two configurations read the registers into the same rows.
fn same_rows(one: &Config, two: &Config) -> bool {
    let cut = |config: &Config| (config.limits.value_bytes, config.limits.values);
    (&one.fields, &one.left, &one.right, cut(one)) == (&two.fields, &two.left, &two.right, cut(two))
}

fn model(today: &Method, to: &Config, choice: ModelChoice, registers: &Registers) -> Result<Model, TrialError> {
    let (left, right) = registers;
    let model = match choice {
        ModelChoice::Trained => return Ok(linkage::train(left, right, to)),
        ModelChoice::Given(model) => *model,
        ModelChoice::InForce => {
            let learnt_with = ["field.", "order.field", "limits.block", "limits.pairs_per_record"];
            let differences: Vec<String> = method::differences(&today.configuration, to)
                .into_iter()
                .filter(|found| learnt_with.iter().any(|part| found.starts_with(part)))
                .collect();
            if !differences.is_empty() {
                return Err(TrialError::NeedsTraining { differences });
            }
            today.model.clone()
        }
    };
    let model = Model { name: to.name.clone(), decision: to.decision, ..model };
    model.check(to)?;
    Ok(model)
}

/// One method's run.
struct Run<'a> {
    config: &'a Config,
    model: &'a Model,
    registers: &'a Registers,
    /// Pairs that are coupled or shown, by ids.
    found: BTreeMap<(String, String), Fate>,
    outcomes: OutcomeShares,
}

impl<'a> Run<'a> {
    fn of(state: &State, config: &'a Config, model: &'a Model, registers: &'a Registers) -> Result<Self, ModelError> {
        let (left, right) = registers;
        let coupling = linkage::couple(left, right, config, model, &coupling::decided(state))?;
        let outcomes = OutcomeShares::of(&coupling);
        Ok(Self { config, model, registers, found: found(&coupling, config, registers), outcomes })
    }

    /// The method's probabilities against what data stewards have decided: it runs once more, and is not told of them.
    fn calibration(&self, state: &State) -> Result<Option<Calibration>, ModelError> {
        let (left, right) = self.registers;
        let mut decided: BTreeMap<(u32, u32), bool> = BTreeMap::new();
        for (pair, is_same) in decisions(state) {
            decided.extend(self.row(&pair).map(|rows| (rows, is_same)));
        }
        if decided.is_empty() {
            return Ok(None);
        }
        let coupling = linkage::couple(left, right, self.config, self.model, &coupling::undecided(state))?;
        let stated: BTreeMap<(u32, u32), i32> =
            coupling.pairs.iter().map(|pair| ((pair.left, pair.right), pair.certainty_millibits)).collect();
        // A pair that the method leaves has the evidence of its two records alone.
        let rows: Vec<(u32, u32)> = decided.keys().copied().collect();
        let scores = linkage::scores(left, right, self.config, self.model, &rows)?;
        let sample = |((rows, is_same), score): ((&(u32, u32), &bool), i32)| Sample {
            score_millibits: stated.get(rows).copied().unwrap_or(score),
            is_same: *is_same,
        };
        let samples: Vec<Sample> = decided.iter().zip(scores).map(sample).collect();
        Ok(Some(linkage::calibrate(&samples)))
    }

    fn row(&self, (one, two): &(String, String)) -> Option<(u32, u32)> {
        let (left, right) = self.registers;
        Some((left.row(one)?, right.row(two)?))
    }

    /// The scores of pairs that this method leaves.
    fn scores(&self, pairs: &[&(String, String)]) -> Result<Vec<i32>, ModelError> {
        let (left, right) = self.registers;
        let rows: Vec<(u32, u32)> = pairs.iter().filter_map(|pair| self.row(pair)).collect();
        debug_assert_eq!(rows.len(), pairs.len(), "both methods read the same persons");
        linkage::scores(left, right, self.config, self.model, &rows)
    }
}

fn found(coupling: &Coupling, config: &Config, (left, right): &Registers) -> BTreeMap<(String, String), Fate> {
    let fate = |pair: &linkage::Pair| {
        let rule = match pair.ground {
            Ground::Kept => return None,
            Ground::Weight => WEIGHT.to_owned(),
            Ground::Rule(at) => config.rules[usize::from(at)].name.clone(),
        };
        let ids = (left.id(pair.left).to_owned(), right.id(pair.right).to_owned());
        Some((ids, Fate { outcome: pair.outcome, rule: Some(rule), score_millibits: pair.score_millibits }))
    };
    coupling.pairs.iter().filter_map(fate).collect()
}

fn changes(state: &State, before: &Run<'_>, after: &Run<'_>) -> Result<Vec<Change>, ModelError> {
    let pairs: BTreeSet<&(String, String)> = before.found.keys().chain(after.found.keys()).collect();
    let differing: Vec<&(String, String)> = pairs
        .into_iter()
        .filter(|pair| {
            let fate = |run: &Run<'_>| run.found.get(*pair).map(|fate| (fate.outcome, fate.rule.clone()));
            fate(before) != fate(after)
        })
        .collect();
    let left = |run: &Run<'_>| -> Result<BTreeMap<(String, String), Fate>, ModelError> {
        let pairs: Vec<_> = differing.iter().copied().filter(|pair| !run.found.contains_key(*pair)).collect();
        let fate = |score_millibits| Fate { outcome: Outcome::Leave, rule: None, score_millibits };
        Ok(pairs.iter().copied().cloned().zip(run.scores(&pairs)?.into_iter().map(fate)).collect())
    };
    let (left_before, left_after) = (left(before)?, left(after)?);
    let change = |pair: &&(String, String)| {
        let fate = |run: &Run<'_>, left: &BTreeMap<(String, String), Fate>| {
            run.found.get(*pair).or_else(|| left.get(*pair)).cloned()
        };
        let (person_id, cpr_number) = (*pair).clone();
        Some(Change {
            before: fate(before, &left_before)?,
            after: fate(after, &left_after)?,
            stands: stands(state, &person_id, &cpr_number),
            person_id,
            cpr_number,
        })
    };
    Ok(differing.iter().filter_map(change).collect())
}

/// Whether a pair stands as a coupling, under its number or one that was changed to it.
fn stands(state: &State, person_id: &str, cpr_number: &str) -> bool {
    let standing = state.couplings.get(person_id).map(|entry| state.current_number(entry.coupled.pair.cpr_number));
    standing.is_some_and(|number| CprNumber::parse(cpr_number) == Ok(number))
}

fn as_csv(changes: &[Change]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "person_id",
        "cpr_number",
        "change",
        "outcome_before",
        "outcome_after",
        "rule_before",
        "rule_after",
        "score_before",
        "score_after",
        "coupled_in_journal",
    ])?;
    for change in changes {
        let bits = |fate: &Fate| format!("{:.3}", f64::from(fate.score_millibits) / 1000.0);
        let rule = |fate: &Fate| fate.rule.clone().unwrap_or_default();
        writer.write_record([
            change.person_id.clone(),
            change.cpr_number.clone(),
            change.kind(),
            word(change.before.outcome).to_owned(),
            word(change.after.outcome).to_owned(),
            rule(&change.before),
            rule(&change.after),
            bits(&change.before),
            bits(&change.after),
            if change.stands { "yes" } else { "no" }.to_owned(),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
