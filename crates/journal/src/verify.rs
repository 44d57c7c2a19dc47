//! Recomputing the chains.
//!
//! Knows how damage looks, not what a fact means. What it cannot see: a tail that was cut off, or a journal that was rewritten whole
//! with new hashes. For those a head must have been kept elsewhere: [`crate::Journal::verify_against`].

use std::fmt;
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::chain::{Head, Heads, hash_of_fact, hash_of_read};
use crate::database::{Database, Unreadable};
use crate::error::{JournalError, Trouble};
use crate::filter::Filter;

/// One of the two chains of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The facts.
    Facts,
    /// The read log.
    Reads,
}

/// A journal in which everything stands as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many facts there are.
    pub facts: u64,
    /// How many entries the read log has.
    pub reads: u64,
    /// The ends of both chains.
    pub heads: Heads,
}

/// The first place where something does not stand as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{chain}, position {position}: {what}")]
pub struct Broken {
    /// In which chain.
    pub chain: Chain,
    /// At which position.
    pub position: u64,
    /// What is wrong there.
    pub what: Damage,
}

/// What can be wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is not there, but one after it is.
    Missing,
    /// Its fields and the entry before it do not give its hash: it was changed, put in from outside, or stands in another's place.
    Changed,
    /// It was recorded before the entry that stands before it.
    TimeWentBack,
    /// What is stored cannot be such an entry at all.
    Unreadable(String),
    /// The chain ends before the head that was kept elsewhere: its tail was cut off.
    CutOff,
    /// Its hash is not the one that was kept elsewhere: the chain was rewritten.
    Rewritten,
}

/// How far a verification has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entries of both chains that were checked.
    pub done: u64,
    /// Entries of both chains when it began.
    pub total: u64,
}

/// Why a journal could not be shown to be whole.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It is not.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Entries between two reports of progress.
const PROGRESS_EVERY: u64 = 10_000;

pub(crate) fn verify(
    database: &mut dyn Database,
    kept: Heads,
    mut progress: impl FnMut(Progress),
) -> Result<Verified, VerifyError> {
    let facts = database.last(Chain::Facts)?.map_or(0, |last| last.position);
    let reads = database.last(Chain::Reads)?.map_or(0, |last| last.position);
    let total = facts + reads;
    let mut report = |done: u64| {
        if done.is_multiple_of(PROGRESS_EVERY) {
            progress(Progress { done, total });
        }
    };

    let mut walk = Walk::new(Chain::Facts, kept.facts);
    let scanned = database.scan_facts(0, &Filter::all(), &mut |row| {
        let flow = walk.step(row.map(|fact| (fact.position, fact.recorded_at, fact.hash, fact)), hash_of_fact);
        report(walk.head.position);
        flow
    });
    let facts = walk.end(scanned)?;

    let mut walk = Walk::new(Chain::Reads, kept.reads);
    let scanned = database.scan_reads(None, &mut |row| {
        let flow = walk.step(row.map(|read| (read.position, read.at, read.hash, read)), hash_of_read);
        report(facts.position + walk.head.position);
        flow
    });
    let reads = walk.end(scanned)?;
    progress(Progress { done: facts.position + reads.position, total: (facts.position + reads.position).max(total) });
    Ok(Verified { facts: facts.position, reads: reads.position, heads: Heads { facts, reads } })
}

/// A walk along one chain.
struct Walk {
    chain: Chain,
    kept: Head,
    head: Head,
    at: Timestamp,
    damage: Option<(u64, Damage)>,
}

impl Walk {
    fn new(chain: Chain, kept: Head) -> Self {
        Self { chain, kept, head: Head::default(), at: Timestamp::MIN, damage: None }
    }

    fn step<R>(
        &mut self,
        row: Result<(u64, Timestamp, [u8; 32], R), Unreadable>,
        hash: impl FnOnce(&[u8; 32], &R) -> [u8; 32],
    ) -> ControlFlow<()> {
        let expected = self.head.position + 1;
        let damage = match row {
            Err(Unreadable { position, .. }) if position != expected => Some(Damage::Missing),
            Err(Unreadable { why, .. }) => Some(Damage::Unreadable(why)),
            Ok((position, ..)) if position != expected => Some(Damage::Missing),
            Ok((position, at, stored, row)) => {
                let damage = if hash(&self.head.hash, &row) != stored {
                    Some(Damage::Changed)
                } else if at < self.at {
                    Some(Damage::TimeWentBack)
                } else if position == self.kept.position && stored != self.kept.hash {
                    Some(Damage::Rewritten)
                } else {
                    None
                };
                self.head = Head { position, hash: stored };
                self.at = at;
                damage
            }
        };
        match damage {
            Some(damage) => {
                self.damage = Some((expected, damage));
                ControlFlow::Break(())
            }
            None => ControlFlow::Continue(()),
        }
    }

    fn end(self, scanned: Result<(), JournalError>) -> Result<Head, VerifyError> {
        let next = self.head.position + 1;
        let damage = match scanned {
            Err(JournalError::Storage { trouble: Trouble::Damaged, source, .. }) => {
                Some((next, Damage::Unreadable(source.to_string())))
            }
            Err(error) => return Err(error.into()),
            Ok(()) if self.damage.is_none() && self.head.position < self.kept.position => Some((next, Damage::CutOff)),
            Ok(()) => self.damage,
        };
        match damage {
            Some((position, what)) => Err(Broken { chain: self.chain, position, what }.into()),
            None => Ok(self.head),
        }
    }
}

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Facts => "facts",
            Self::Reads => "read log",
        })
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("nothing stands here, but something stands after it"),
            Self::Changed => f.write_str("it was changed, moved or put in after it was recorded"),
            Self::TimeWentBack => f.write_str("it was recorded before the entry that stands before it"),
            Self::Unreadable(why) => write!(f, "it cannot be read: {why}"),
            Self::CutOff => f.write_str("the chain ends before the head that was kept elsewhere"),
            Self::Rewritten => f.write_str("its hash is not the one that was kept elsewhere"),
        }
    }
}
