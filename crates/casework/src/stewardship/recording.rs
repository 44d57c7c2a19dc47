//! Appending a decision, unless something about the same two persons has come since what it was made from.
//!
//! Looked up inside the transaction, while nobody else can append: of two decisions on one pair at once the first is
//! stored, and the second is told who decided what, and when.

use std::fmt;
use std::ops::ControlFlow;

use jiff::Timestamp;
use journal::{FactRef, Filter, Journal, JournalError, NewFact, Transaction};

use super::StewardError;
use crate::fact::{self, Pair};

/// What came about a pair while it was being decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meanwhile {
    /// Who: a data steward, or the night.
    pub by: String,
    /// What: the kind of fact.
    pub kind: String,
    /// About which pair, where it is about one; the person or number is the decision's.
    pub pair: Option<Pair>,
    /// When.
    pub recorded_at: Timestamp,
    /// Where in the journal.
    pub position: u64,
}

impl fmt::Display for Meanwhile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { by, kind, recorded_at, position, pair } = self;
        write!(f, "meanwhile, at {recorded_at}, {by} recorded {kind} (fact {position})")?;
        match pair {
            Some(pair) => write!(f, " of {} and {}", pair.person_id, pair.cpr_number),
            None => Ok(()),
        }
    }
}

/// The first thing about a pair's two persons that came after a position, if anything did.
pub fn meanwhile(
    journal: &mut Journal,
    from: u64,
    pair: &Pair,
    now: Timestamp,
) -> Result<Option<Meanwhile>, JournalError> {
    since(&mut journal.begin(now)?, from, pair)
}

/// Appends facts about a pair that were concluded from what the journal held at a position; with none they stand
/// whatever has come. `keep` stores what else belongs to the decision, given the position of its last fact, before anything is looked
/// up. Answers that position.
pub(super) fn record(
    journal: &mut Journal,
    from: Option<u64>,
    pair: &Pair,
    facts: &[NewFact],
    now: Timestamp,
    keep: impl FnOnce(&mut Transaction<'_>, u64) -> Result<(), JournalError>,
) -> Result<u64, StewardError> {
    let mut transaction = journal.begin(now)?;
    let last = transaction.next_position() - 1 + facts.len() as u64;
    keep(&mut transaction, last)?;
    if let Some(from) = from
        && let Some(came) = since(&mut transaction, from, pair)?
    {
        return Err(StewardError::Meanwhile(Box::new(came)));
    }
    let mut position = 0;
    for fact in facts {
        position = transaction.append(fact)?;
    }
    transaction.commit()?;
    Ok(position)
}

/// The first fact after a position that could make a decision on the pair another one: of either person, or of any
/// pair that one of the two is in. Notes decide nothing.
fn since(transaction: &mut Transaction<'_>, position: u64, pair: &Pair) -> Result<Option<Meanwhile>, JournalError> {
    let counts = |found: &FactRef<'_>| found.kind != fact::COUPLING_NOTED;
    let mut first: Option<Meanwhile> = None;
    let mut keep = |found: Meanwhile| {
        if first.as_ref().is_none_or(|first| found.position < first.position) {
            first = Some(found);
        }
    };
    for subject in [fact::carl2_subject(&pair.person_id), fact::cpr_subject(pair.cpr_number)] {
        let about = Filter::all().subject(subject);
        let found = transaction.read(position, &about, |found| {
            if counts(&found) { ControlFlow::Break(told(&found)) } else { ControlFlow::Continue(()) }
        })?;
        found.into_iter().for_each(&mut keep);
    }
    // A fact about a pair stands under its person of the alien register; another person's may take the same number.
    let of_pairs = Filter::all().kinds(fact::ABOUT_PAIRS);
    let found = transaction.read(position, &of_pairs, |found| {
        let found = counts(&found).then(|| told(&found));
        match found.filter(|found| found.pair.as_ref().is_some_and(|other| other.cpr_number == pair.cpr_number)) {
            Some(found) => ControlFlow::Break(found),
            None => ControlFlow::Continue(()),
        }
    })?;
    found.into_iter().for_each(&mut keep);
    Ok(first)
}

fn told(found: &FactRef<'_>) -> Meanwhile {
    Meanwhile {
        by: found.actor.to_owned(),
        kind: found.kind.to_owned(),
        // Facts of other kinds are about one person and name no pair.
        pair: serde_json::from_str(found.payload).ok(),
        recorded_at: found.recorded_at,
        position: found.position,
    }
}
