//! Pairs in the office: finding the one that an address means, what was done with it, and deciding it.
//!
//! A decision is drawn up from the book and recorded without it, so that nobody who only reads waits for the journal.

use std::ops::ControlFlow;

use jiff::Timestamp;
use journal::{Filter, Journal, JournalError, Transaction};
use serde::{Deserialize, Serialize};

use super::{AskError, BookError, Inquirer, Office, Part, Question, Refused, View};
use crate::access::Action;
use crate::cases::CaseNumber;
use crate::detections::{self, DetectionKind};
use crate::fact::{self, Pair, ReasonCode};
use crate::questions::{Findings, FindingsSeen, Page};
use crate::stewardship::{self, Decision, Draft, Judgement, RestsOn, StewardError};

/// A fact about a pair, as its history tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairFact {
    /// Its place in the journal.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// A data steward, or the night.
    pub by: String,
    /// The kind of fact.
    pub kind: String,
    /// The pair.
    pub pair: Pair,
    /// Why, by code.
    pub code: Option<ReasonCode>,
    /// Why, or what was noted, in words; empty where nothing was said.
    pub words: String,
}

/// What of a payload the history tells: each kind of fact about pairs has some of it.
#[derive(Deserialize)]
struct Told {
    #[serde(flatten)]
    pair: Pair,
    #[serde(default)]
    code: Option<ReasonCode>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

impl PairFact {
    fn of(found: &journal::FactRef<'_>) -> Option<Self> {
        if !fact::ABOUT_PAIRS.contains(&found.kind) {
            return None;
        }
        // The fold has read every such fact, so this one can be read too.
        let told: Told = serde_json::from_str(found.payload).ok()?;
        Some(Self {
            position: found.position,
            at: found.recorded_at,
            by: found.actor.to_owned(),
            kind: found.kind.to_owned(),
            pair: told.pair,
            code: told.code,
            words: if told.note.is_empty() { told.reason } else { told.note },
        })
    }
}

/// A decision that somebody makes on a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judging {
    /// The pair.
    pub pair: Pair,
    /// What is decided.
    pub judgement: Judgement,
    /// Why, in words; may be empty where nothing asks for it.
    pub reason: String,
    /// Position of the last fact that the page held from which it is decided.
    pub seen_at: u64,
}

/// Why a decision was not recorded. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// It is not the officer's to decide.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It cannot be decided so, or somebody was faster.
    #[error(transparent)]
    Steward(#[from] StewardError),
    /// The read log or the journal cannot be written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The decision is stored, but the desk cannot read it back.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// Since when a coupling holds, and which cases the person has.
struct Coupling<'a>(&'a Pair);

impl Question for Coupling<'_> {
    type Answer = Option<(u64, Vec<CaseNumber>)>;

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let registers = view.registers(Action::ReadCouplings)?;
        let entry = registers.couplings.get(&self.0.person_id).filter(|entry| entry.coupled.pair == *self.0);
        let person = self.0.person_id.as_str();
        Ok(entry.map(|entry| {
            let cases = view.cases_of(person);
            // Which of the person's cases were worked on is told of them.
            for seen in &cases {
                view.note(seen.file, person, Part::ListRow);
            }
            (entry.since, cases.iter().map(|seen| seen.file.number.clone()).collect())
        }))
    }
}

impl Office {
    /// The fact about a pair at a position, for addresses. Blocks.
    pub fn pair_fact(&self, position: u64) -> Result<Option<PairFact>, JournalError> {
        self.with_journal(|journal| Ok(journal.get(position)?.and_then(|found| PairFact::of(&found.as_ref()))))
    }

    /// Every fact about any pair of a pair's person of the alien register, oldest first. Blocks.
    pub fn pair_history(&self, pair: &Pair) -> Result<Vec<PairFact>, JournalError> {
        let filter = Filter::all().kinds(fact::ABOUT_PAIRS).subject(fact::carl2_subject(&pair.person_id));
        self.with_journal(|journal| {
            let mut facts = Vec::new();
            journal.read(0, &filter, |found| {
                facts.extend(PairFact::of(&found));
                ControlFlow::<()>::Continue(())
            })?;
            Ok(facts)
        })
    }

    /// What rests on the coupling of a pair; none where the two are not coupled. Blocks.
    pub fn rests_on(&self, inquirer: Inquirer<'_>, pair: &Pair) -> Result<Option<RestsOn>, AskError> {
        let Some((since, cases)) = self.ask(inquirer, &Coupling(pair))? else { return Ok(None) };
        Ok(Some(self.with_journal(|journal| stewardship::rested_on(journal, pair, &cases, since))?))
    }

    /// A page of what the last night found in the registers that cannot be right, and whom it is about. Blocks.
    pub fn findings(
        &self,
        inquirer: Inquirer<'_>,
        what: Option<DetectionKind>,
        page: Page,
    ) -> Result<FindingsSeen, AskError> {
        let kept = self.with_journal(detections::kept)?;
        self.ask(inquirer, &Findings { kept, what, page })
    }

    /// Decides a pair in an officer's name, and answers where the decision stands. Blocks.
    pub fn judge(&self, inquirer: Inquirer<'_>, judging: &Judging, now: Timestamp) -> Result<u64, JudgeError> {
        self.judge_with(inquirer, judging, now, |_, _| Ok(()))
    }

    /// As [`Office::judge`], and `keep` stores in the same transaction what else belongs to the decision.
    pub(super) fn judge_with(
        &self,
        inquirer: Inquirer<'_>,
        judging: &Judging,
        now: Timestamp,
        keep: impl FnOnce(&mut Transaction<'_>, u64) -> Result<(), JournalError>,
    ) -> Result<u64, JudgeError> {
        let Judging { pair, judgement, reason, seen_at } = judging;
        let decision = Decision { by: inquirer.officer.id.clone(), reason: reason.trim().to_owned() };
        let rests = self.what_would_rest(inquirer, judging)?;
        let drawn_up = {
            let book = self.book();
            let view = View::new(&book, inquirer.officer);
            let registers = view.registers(Action::DecideCouplings)?;
            Draft::of(registers, view.method(), pair, judgement, &decision, &rests, view.day())
        };
        let position = match drawn_up {
            Ok(draft) => {
                let draft = draft.seen_at(*seen_at);
                self.with_journal(|journal| draft.record_with(journal, now, keep))?
            }
            // What somebody else did is the better answer where that is why it cannot be.
            Err(error) => {
                match self.with_journal(|journal: &mut Journal| stewardship::meanwhile(journal, *seen_at, pair, now))? {
                    Some(meanwhile) if *judgement != Judgement::Note => {
                        return Err(StewardError::Meanwhile(Box::new(meanwhile)).into());
                    }
                    _ => return Err(error.into()),
                }
            }
        };
        self.catch_up()?;
        Ok(position)
    }

    fn what_would_rest(&self, inquirer: Inquirer<'_>, judging: &Judging) -> Result<RestsOn, JudgeError> {
        if !matches!(judging.judgement, Judgement::Undo | Judgement::UndoAndQueue) {
            return Ok(RestsOn::default());
        }
        let rests = self.rests_on(inquirer, &judging.pair).map_err(|error| match error {
            AskError::Refused(refused) => JudgeError::Refused(refused),
            AskError::ReadLog(error) | AskError::Journal(error) => JudgeError::Journal(error),
        })?;
        Ok(rests.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
