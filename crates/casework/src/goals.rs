//! Goals plans at work: the plans in force, what was recorded of them, and the figures that somebody stands for; folded from facts.
//!
//! What a figure is and how a plan is scored is in [`oversight::goals`]; here is what people add to it, and where the case flow
//! comes from. A plan that was saved replaces the one of the house with the same id, from then on; both stay in the journal.

mod documented;
mod flow;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use jiff::Timestamp;
use journal::FactRef;
use oversight::figure::{Figure, Frozen, Statistics, Tampered, opening_stock};
use oversight::flow::Day;
use oversight::goals::{Change, NoPlace, PLANS, Plan, Record, StockChange, changes, read_plan};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use documented::Documented;
pub(crate) use documented::documented;
pub use flow::Flow;
pub use registers::error::Error as FlowError;

use crate::content::ContentError;
use crate::fact;

/// A plan was saved by the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSaved {
    /// The plan's file, as `docs/goals.md` describes it.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// A record should not have been entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordWithdrawn {
    /// The place of the fact that entered it.
    pub position: u64,
    /// Why.
    pub reason: String,
}

/// Somebody stands for a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureFrozen {
    /// The figure's hash.
    pub hash: String,
    /// Its numbers as they were when it was frozen; held against the list whenever the fact is read.
    pub statistics: Statistics,
    /// What the figure is for, in the signer's words.
    pub occasion: String,
    /// The figure with its list of cases: JSON, deflated, in base 64.
    pub figure: String,
}

/// Who, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The place in the journal.
    pub position: u64,
    /// The officer's id.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A plan in force.
#[derive(Clone, Debug)]
pub struct PlanInForce {
    /// The plan.
    pub plan: Arc<Plan>,
    /// Its file.
    pub text: Arc<str>,
    /// Who saved it and why; none where it is the house's.
    pub saved: Option<(Entered, String)>,
}

/// What a version that was saved changed in a goal.
#[derive(Clone, Debug)]
pub struct SavedChange {
    /// The plan.
    pub plan: String,
    /// Who saved the version.
    pub entered: Entered,
    /// Why.
    pub reason: String,
    /// The version's number.
    pub version: String,
    /// What it changed.
    pub change: Change,
}

/// A record as it stands.
#[derive(Clone, Debug)]
pub struct EnteredRecord {
    /// Who entered it.
    pub entered: Entered,
    /// What it says.
    pub record: Record,
    /// Who withdrew it and why.
    pub withdrawn: Option<(Entered, String)>,
}

/// A frozen figure, without its list.
#[derive(Clone, Debug)]
pub struct FrozenFigure {
    /// Who stands for it.
    pub entered: Entered,
    /// What it was frozen for.
    pub occasion: String,
    /// Its hash.
    pub hash: String,
    /// The plan.
    pub plan: String,
    /// The goal and the part.
    pub measure: String,
    /// Its numbers.
    pub statistics: Statistics,
    /// The figure; its list is kept packed in the journal and unpacked here once.
    pub figure: Arc<Figure>,
}

impl FrozenFigure {
    /// The opening stock that the figure holds of a measure, `1.a.2`: its cases that were in the stock on the opening day. None of a figure of
    /// another measure, or of one that was made before that day.
    pub fn opening_of(&self, measure: &str, change: &StockChange) -> Option<u64> {
        let is_of_it = self.measure == measure && self.figure.sight.on >= Day::from(change.opening);
        is_of_it.then(|| opening_stock(&self.figure.lines))
    }
}

/// Everything about goals that the journal holds.
#[derive(Clone, Debug)]
pub struct Goals {
    plans: BTreeMap<String, PlanInForce>,
    /// What each version that was saved changed in the one before it, the oldest first.
    changes: Vec<SavedChange>,
    records: Vec<EnteredRecord>,
    frozen: Vec<FrozenFigure>,
}

impl Default for Goals {
    fn default() -> Self {
        let of_the_house = |(name, text): (&str, &str)| {
            let plan = read_plan(name, text).expect("a test reads the plans of the house");
            (plan.id.clone(), PlanInForce { plan: Arc::new(plan), text: Arc::from(text), saved: None })
        };
        Self {
            plans: PLANS.into_iter().map(of_the_house).collect(),
            changes: Vec::new(),
            records: Vec::new(),
            frozen: Vec::new(),
        }
    }
}

/// Whether a kind of fact is about goals.
pub fn is_of_goals(kind: &str) -> bool {
    [fact::GOAL_RECORDED, fact::GOAL_RECORD_WITHDRAWN, fact::FIGURE_FROZEN, fact::GOALS_PLAN_SAVED].contains(&kind)
}

/// The subject of facts about a plan's figures and records.
pub fn subject(plan: &str) -> String {
    format!("goals:{plan}")
}

/// The subject of a plan's text.
pub fn plan_subject(plan: &str) -> String {
    format!("goals-plan:{plan}")
}

impl Goals {
    /// The plans in force, by id.
    pub fn plans(&self) -> impl Iterator<Item = &PlanInForce> {
        self.plans.values()
    }

    /// The plan with an id.
    pub fn plan(&self, id: &str) -> Option<&PlanInForce> {
        self.plans.get(id)
    }

    /// What the versions of a plan that were saved changed in its goals, the oldest first.
    pub fn changes<'a>(&'a self, plan: &'a str) -> impl Iterator<Item = &'a SavedChange> {
        self.changes.iter().filter(move |one| one.plan == plan)
    }

    /// Whether a record says something that its plan asks for.
    ///
    /// # Errors
    /// Where there is no such plan here, or it asks for nothing like it.
    pub fn place(&self, record: &Record) -> Result<(), NoPlace> {
        match self.plan(&record.plan) {
            Some(in_force) => in_force.plan.place(record),
            None => Err(NoPlace::Plan { plan: record.plan.clone() }),
        }
    }

    /// What was recorded of a plan, the oldest first, what was withdrawn included.
    pub fn records<'a>(&'a self, plan: &'a str) -> impl Iterator<Item = &'a EnteredRecord> {
        self.records.iter().filter(move |one| one.record.plan == plan)
    }

    /// The record entered at a place in the journal.
    pub fn record_at(&self, position: u64) -> Option<&EnteredRecord> {
        self.records.iter().find(|one| one.entered.position == position)
    }

    /// The frozen figures of a plan, the oldest first.
    pub fn frozen<'a>(&'a self, plan: &'a str) -> impl Iterator<Item = &'a FrozenFigure> {
        self.frozen.iter().filter(move |one| one.plan == plan)
    }

    /// Takes in a fact about goals.
    ///
    /// # Errors
    /// A payload that does not fit its kind; a plan that cannot be read; a figure whose list is not the one that was frozen, or whose
    /// numbers are not those of the list.
    pub fn take_in(&mut self, found: &FactRef<'_>) -> Result<(), ContentError> {
        let entered = Entered { position: found.position, by: found.actor.to_owned(), at: found.recorded_at };
        match found.kind {
            fact::GOAL_RECORDED => {
                let record = read::<Record>(found)?;
                self.records.push(EnteredRecord { entered, record, withdrawn: None });
            }
            fact::GOAL_RECORD_WITHDRAWN => {
                let RecordWithdrawn { position, reason } = read(found)?;
                let mut records = self.records.iter_mut();
                let record = records.find(|one| one.entered.position == position);
                let record = record.ok_or_else(|| unreadable(found, format!("nothing was recorded at {position}")))?;
                record.withdrawn = Some((entered, reason));
            }
            fact::GOALS_PLAN_SAVED => {
                let PlanSaved { text, reason } = read(found)?;
                let problems = |problems: Vec<oversight::goals::PlanError>| {
                    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
                    unreadable(found, lines.join("; "))
                };
                let plan = Arc::new(read_plan(found.subject, &text).map_err(problems)?);
                let in_force = PlanInForce {
                    plan: Arc::clone(&plan),
                    text: text.into(),
                    saved: Some((entered.clone(), reason.clone())),
                };
                if let Some(before) = self.plans.insert(plan.id.clone(), in_force) {
                    let saved = |change| SavedChange {
                        plan: plan.id.clone(),
                        entered: entered.clone(),
                        reason: reason.clone(),
                        version: plan.version.clone(),
                        change,
                    };
                    self.changes.extend(changes(&before.plan, &plan).into_iter().map(saved));
                }
            }
            fact::FIGURE_FROZEN => {
                let fact: FigureFrozen = read(found)?;
                let figure = unpack(&fact.figure).map_err(|reason| unreadable(found, reason))?;
                let frozen = Frozen { figure, hash: fact.hash, signer: entered.by.clone(), at: entered.at };
                frozen.verify().map_err(|tampered: Tampered| unreadable(found, tampered.to_string()))?;
                // The numbers stand beside the list, outside its hash.
                if !fact.statistics.are_of(&frozen.figure.lines) {
                    let measure = &frozen.figure.measure;
                    return Err(unreadable(
                        found,
                        format!("the numbers of {measure} are not those of its frozen list"),
                    ));
                }
                self.frozen.push(FrozenFigure {
                    entered,
                    occasion: fact.occasion,
                    hash: frozen.hash,
                    plan: frozen.figure.plan.clone(),
                    measure: frozen.figure.measure.clone(),
                    statistics: fact.statistics,
                    figure: Arc::new(frozen.figure),
                });
            }
            _ => {}
        }
        Ok(())
    }
}

fn read<T: DeserializeOwned>(found: &FactRef<'_>) -> Result<T, ContentError> {
    serde_json::from_str(found.payload).map_err(|error| unreadable(found, error.to_string()))
}

fn unreadable(found: &FactRef<'_>, reason: String) -> ContentError {
    ContentError::Payload { position: found.position, kind: found.kind.to_owned(), reason }
}

/// A figure as a fact holds it.
///
/// # Errors
/// Where it cannot be written, which a figure always can.
pub(crate) fn pack(figure: &Figure) -> Result<String, std::io::Error> {
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
    deflated.write_all(&serde_json::to_vec(figure)?)?;
    Ok(STANDARD.encode(deflated.finish()?))
}

fn unpack(packed: &str) -> Result<Figure, String> {
    let deflated = STANDARD.decode(packed).map_err(|error| error.to_string())?;
    let mut text = Vec::new();
    DeflateDecoder::new(deflated.as_slice()).read_to_end(&mut text).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
