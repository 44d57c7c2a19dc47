//! The coupling method: configuration and model, in force only when it is a fact.
//!
//! The first night keeps what it is given. From then on another configuration changes nothing until it has been tried
//! on the registers (`method_trial`) and a named person has approved it. Whether two persons are one is not decided here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use jiff::Timestamp;
use journal::{Filter, Journal, JournalError, NewFact};
use linkage::{Config, Model, OutcomeShares};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fact;
use crate::method_trial::Trial;
use crate::state::State;
use crate::stewardship::Decision;

/// How persons are coupled, from the fact that holds it and on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// Fields, rules, contradictions, thresholds, limits.
    pub configuration: Config,
    /// The frozen model, with the configuration's thresholds.
    pub model: Model,
    /// What became of the persons of the alien register when the method was first run; none where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<OutcomeShares>,
    /// Why it is in force. Who put it in force is the fact's actor.
    #[serde(flatten)]
    pub because: Because,
}

/// Why a method is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "kebab-case")]
pub enum Because {
    /// The journal's first night kept what it was given, and what it learned.
    FirstNight,
    /// The journal held a model from before methods were kept; the night added the configuration that it was given.
    ModelWasKept,
    /// A person approved a trial.
    Approved {
        /// The trial's place in the journal.
        trial: u64,
        /// Why, in the words of whoever approved it.
        reason: String,
    },
}

/// Why a trial was not approved. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum ApprovalError {
    /// Name or reason is blank.
    #[error("an approval needs a name and a reason")]
    Unfounded,
    /// The journal holds no such trial, or a newer one.
    #[error("the trial is not the newest one{}", newest.map(|at| format!(", which is fact {at}")).unwrap_or_default())]
    NotNewest {
        /// The newest trial, if there is any.
        newest: Option<u64>,
    },
    /// A method has been put in force since the trial.
    #[error("the method was put in force after the trial, by fact {by}")]
    Decided {
        /// The fact that did it.
        by: u64,
    },
    /// The registers are no longer those of the trial.
    #[error("a night or a delivery has come since the trial")]
    NightSince,
    /// A night began and has not ended.
    #[error("a night is unfinished")]
    NightUnfinished,
    /// The trial in the journal cannot be read by this program.
    #[error("the trial in the journal cannot be read: {0}")]
    Text(#[from] serde_json::Error),
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl ApprovalError {
    /// Whether the approval was refused, rather than failed.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Text(_) | Self::Journal(_))
    }
}

/// The method in force. Where the journal holds a model from before methods were kept, it is the method with the
/// `given` configuration, except that its thresholds are the model's, with which every night has coupled.
pub fn in_force(state: &State, given: &Config) -> Result<Option<Method>, serde_json::Error> {
    if let Some(kept) = &state.method {
        return serde_json::from_str(&kept.text).map(Some);
    }
    let Some(model) = &state.model else { return Ok(None) };
    let model: Model = serde_json::from_str(model)?;
    let configuration = Config { decision: model.decision, ..given.clone() };
    Ok(Some(Method { configuration, model, expected: None, because: Because::ModelWasKept }))
}

/// What of a configuration differs from another, as `part.name`, in the order of the parts. Empty when they are equal.
pub fn differences(one: &Config, two: &Config) -> Vec<String> {
    let parts = |config: &Config| match serde_json::to_value(config) {
        Ok(Value::Object(parts)) => parts,
        _ => unreachable!("a configuration is plain data with named parts, which JSON can always hold"),
    };
    let (one, two) = (parts(one), parts(two));
    let names: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
    let differing = |name: &String| {
        let none = Value::Null;
        differences_of(name, one.get(name).unwrap_or(&none), two.get(name).unwrap_or(&none))
    };
    names.into_iter().flat_map(differing).collect()
}

/// The differing entries of one part: a table, a list of things with names, or one value.
fn differences_of(part: &str, one: &Value, two: &Value) -> Vec<String> {
    let (mine, yours) = (entries(one), entries(two));
    if one == two {
        return Vec::new();
    }
    if mine.is_empty() && yours.is_empty() {
        return vec![part.to_owned()];
    }
    let names: BTreeSet<&str> = mine.keys().chain(yours.keys()).copied().collect();
    let differing: Vec<String> = names
        .into_iter()
        .filter(|name| mine.get(name) != yours.get(name))
        .map(|name| format!("{part}.{name}"))
        .collect();
    if differing.is_empty() { vec![format!("order.{part}")] } else { differing }
}

fn entries(value: &Value) -> BTreeMap<&str, &Value> {
    match value {
        Value::Object(parts) => parts.iter().map(|(name, part)| (name.as_str(), part)).collect(),
        Value::Array(parts) => parts.iter().filter_map(|part| Some((part.get("name")?.as_str()?, part))).collect(),
        _ => BTreeMap::new(),
    }
}

/// Puts the newest trial's method in force, in the name of whoever approves it. The next night uses it.
pub fn approve(
    journal: &mut Journal,
    state: &State,
    trial: u64,
    decision: &Decision,
    now: Timestamp,
) -> Result<u64, ApprovalError> {
    if decision.by.trim().is_empty() || decision.reason.trim().is_empty() {
        return Err(ApprovalError::Unfounded);
    }
    let newest = state.trial.as_ref().map(|kept| kept.position);
    let kept = state.trial.as_ref().filter(|kept| kept.position == trial);
    let kept = kept.ok_or(ApprovalError::NotNewest { newest })?;
    if let Some(method) = state.method.as_ref().filter(|method| method.position > trial) {
        return Err(ApprovalError::Decided { by: method.position });
    }
    if state.unfinished.is_some() {
        return Err(ApprovalError::NightUnfinished);
    }
    let tried: Trial = serde_json::from_str(&kept.text)?;
    if registers_changed(journal, tried.seen)? {
        return Err(ApprovalError::NightSince);
    }
    let name = tried.configuration.name.clone();
    let because = Because::Approved { trial, reason: decision.reason.clone() };
    let method =
        Method { configuration: tried.configuration, model: tried.model, expected: Some(tried.outcomes), because };
    let fact = NewFact {
        kind: fact::COUPLING_METHOD.to_owned(),
        subject: fact::method_subject(&name),
        valid_from: None,
        valid_to: None,
        actor: decision.by.clone(),
        source: None,
        replaces: state.method.as_ref().map(|method| method.position),
        payload: fact::json(&method),
    };
    // The approval is of the trial on the journal as it is: if anything has been added since, it must be looked at.
    let mut transaction = journal.begin_expecting(now, state.position)?;
    let position = transaction.append(&fact)?;
    transaction.commit()?;
    Ok(position)
}

/// Whether a night has begun, or a register brought anything, after a position of the journal.
fn registers_changed(journal: &mut Journal, since: u64) -> Result<bool, JournalError> {
    let kinds = fact::DELIVERED.into_iter().chain([fact::NIGHT_STARTED]);
    let found = journal.read(since, &Filter::all().kinds(kinds), |_| ControlFlow::Break(()))?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = include_str!("../../../parameters/coupling.toml");

    fn config() -> Config {
        Config::from_toml(TOML).unwrap()
    }

    #[test]
    fn a_configuration_does_not_differ_from_itself() {
        assert!(differences(&config(), &config()).is_empty());
    }

    #[test]
    fn what_differs_is_named_by_part_and_name() {
        let mut other = config();
        other.decision.couple_millibits += 1;
        other.limits.block += 1;
        other.rules[0].support_at_least = 1;
        other.contradictions.pop();
        other.fields[0].left.pop();
        other.left.name = "X".to_owned();
        let expected = [
            "contradiction.another birth date, and no CPR number agrees",
            "decision.couple_millibits",
            "field.person-id",
            "left.name",
            "limits.block",
            "rule.person-id",
        ];
        assert_eq!(differences(&config(), &other), expected);
    }

    #[test]
    fn another_order_of_the_same_rules_is_a_difference() {
        let mut other = config();
        other.rules.swap(0, 1);
        assert_eq!(differences(&config(), &other), ["order.rule"]);
    }

    #[test]
    fn a_model_from_before_methods_were_kept_goes_on_with_its_own_thresholds() {
        let given = config();
        let registers = crate::register_rows::left(&State::default(), &given).unwrap();
        let right = crate::register_rows::right(&State::default(), &given).unwrap();
        let mut model = linkage::train(&registers, &right, &given);
        model.decision.couple_millibits = 11_000;
        let state = State { model: Some(fact::json(&model)), ..State::default() };
        let method = in_force(&state, &given).unwrap().unwrap();
        assert_eq!(method.because, Because::ModelWasKept);
        assert_eq!(differences(&method.configuration, &given), ["decision.couple_millibits"]);
        assert_eq!(in_force(&State::default(), &given).unwrap(), None);
    }
}
