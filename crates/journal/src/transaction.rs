//! Appending: all of a transaction or nothing of it.
//!
//! Gives out positions, times and hashes; the database behind it only stores them.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};

use jiff::Timestamp;

use crate::chain::{Head, hash_of_fact, hash_of_read};
use crate::clock::{WentBack, settle};
use crate::database::{Last, Unreadable, Writing};
use crate::error::{JournalError, Kept, Trouble};
use crate::fact::{Fact, FactRef, NewFact};
use crate::filter::Filter;
use crate::kept_answer::{self, KeptAnswer};
use crate::read_log::ReadEntry;
use crate::verify::Chain;

/// Kind of the fact by which an operator accepts that the clock had run ahead.
pub(crate) const CLOCK_CORRECTED: &str = "clock-corrected/1";

/// The only transaction that is being written. Dropped without [`Transaction::commit`], it leaves nothing behind.
pub struct Transaction<'journal> {
    writing: Box<dyn Writing + 'journal>,
    journal: String,
    recorded_at: Timestamp,
    first: u64,
    head: Head,
    failed: bool,
}

/// What a committed transaction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Position of its first fact. Where nothing was appended: the position that the next fact will have.
    pub first: u64,
    /// Position of its last fact; one less than `first` where nothing was appended.
    pub last: u64,
    /// When its facts were recorded. Not before the newest fact that was there already.
    pub recorded_at: Timestamp,
    /// The end of the journal now. Worth keeping elsewhere: see [`crate::Journal::verify_against`].
    pub head: Head,
}

impl<'journal> Transaction<'journal> {
    pub(crate) fn new(
        mut writing: Box<dyn Writing + 'journal>,
        journal: &str,
        given: Timestamp,
        expected: Option<u64>,
    ) -> Result<Self, JournalError> {
        let last = writing.last(Chain::Facts)?;
        let head = head_of(last);
        if let Some(expected) = expected.filter(|expected| *expected != head.position) {
            return Err(JournalError::Conflict { journal: journal.to_owned(), expected, found: head.position });
        }
        let recorded_at = settle_in(&mut *writing, journal, given, last)?;
        Ok(Self { writing, journal: journal.to_owned(), recorded_at, first: head.position + 1, head, failed: false })
    }

    /// Begins the one transaction that tells the journal that its clock had run ahead.
    pub(crate) fn for_clock(
        mut writing: Box<dyn Writing + 'journal>,
        journal: &str,
        given: Timestamp,
    ) -> Result<Self, JournalError> {
        let last = writing.last(Chain::Facts)?;
        let newest = last.map(|last| last.at).max(writing.last(Chain::Reads)?.map(|last| last.at));
        let recorded_at = newest.map_or(given, |newest| newest.max(given));
        let head = head_of(last);
        Ok(Self { writing, journal: journal.to_owned(), recorded_at, first: head.position + 1, head, failed: false })
    }

    /// When the facts of this transaction are recorded: the time it was begun with, or the newest fact's time where that is a little later.
    pub fn recorded_at(&self) -> Timestamp {
        self.recorded_at
    }

    /// The position that the next fact will have.
    pub fn next_position(&self) -> u64 {
        self.head.position + 1
    }

    /// As [`crate::Journal::read`], but within the transaction: the facts that others appended after a position. Nobody else can append until it
    /// ends, so what is not found is not there. What the transaction itself appends is not among them.
    ///
    /// For whoever decided something from the facts up to a position, and must know what has come since about the same subjects.
    pub fn read<B>(
        &mut self,
        after: u64,
        filter: &Filter,
        mut each: impl FnMut(FactRef<'_>) -> ControlFlow<B>,
    ) -> Result<Option<B>, JournalError> {
        self.still_whole()?;
        let first = self.first;
        let mut stopped = None;
        let scanned = self.writing.scan_facts(after, filter, &mut |row| {
            let ended = match row {
                Ok(fact) if fact.position >= first => return ControlFlow::Break(()),
                Ok(fact) => match each(fact) {
                    ControlFlow::Continue(()) => return ControlFlow::Continue(()),
                    ControlFlow::Break(value) => Ok(value),
                },
                Err(unreadable) => Err(unreadable),
            };
            stopped = Some(ended);
            ControlFlow::Break(())
        });
        scanned.inspect_err(|_| self.failed = true)?;
        stopped.transpose().map_err(|unreadable: Unreadable| unreadable.damaged(&self.journal, "fact"))
    }

    /// The facts about these subjects that others appended after position `after`, in order: what somebody who decided from the facts up to
    /// there had not seen.
    ///
    /// All of them are in memory: meant for what came while somebody looked, not for reading a journal.
    pub fn newer_facts(&mut self, after: u64, subjects: &[String]) -> Result<Vec<Fact>, JournalError> {
        let mut newer = Vec::new();
        for subject in subjects.iter().collect::<BTreeSet<_>>() {
            self.read(after, &Filter::all().subject(subject), |fact| {
                newer.push(fact.to_fact());
                ControlFlow::<()>::Continue(())
            })?;
        }
        newer.sort_unstable_by_key(|fact| fact.position);
        Ok(newer)
    }

    /// Appends a fact and answers its position.
    ///
    /// A fact that is [refused](JournalError::Refused) leaves the transaction as it was. After any other error the transaction takes nothing more.
    pub fn append(&mut self, fact: &NewFact) -> Result<u64, JournalError> {
        self.still_whole()?;
        let position = self.next_position();
        fact.check(position)?;
        let mut row = fact.at(position, self.recorded_at, [0; 32]);
        row.hash = hash_of_fact(&self.head.hash, &row);
        self.writing.append_fact(&row).inspect_err(|_| self.failed = true)?;
        self.head = Head { position, hash: row.hash };
        Ok(position)
    }

    /// Appends facts one after the other and answers their positions. They are written as they come, so the iterator may be longer than memory.
    ///
    /// Stops at the first fact that cannot be appended; those before it are in the transaction.
    pub fn append_all<F: Borrow<NewFact>>(
        &mut self,
        facts: impl IntoIterator<Item = F>,
    ) -> Result<Range<u64>, JournalError> {
        let first = self.next_position();
        for fact in facts {
            self.append(fact.borrow())?;
        }
        Ok(first..self.next_position())
    }

    /// Keeps the answer to a command under the sender's key, stored with the facts of this transaction or not at all. `request_hash` is the
    /// SHA-256 of the command: whoever sends the same key again can be told apart from whoever sends something else under it.
    ///
    /// Where the key has its answer already, the command was carried out before: [`JournalError::AlreadyAnswered`] hands that answer
    /// over, and the transaction takes nothing more, so that nothing is done twice.
    pub fn keep_answer(
        &mut self,
        owner: &str,
        key: &str,
        request_hash: [u8; 32],
        answer: &str,
    ) -> Result<(), JournalError> {
        self.still_whole()?;
        kept_answer::check(owner, key, answer)?;
        let answer = KeptAnswer { request_hash, answer: answer.to_owned(), at: self.recorded_at };
        let already = self.writing.keep_answer(owner, key, &answer).inspect_err(|_| self.failed = true)?;
        let Some(kept) = already else { return Ok(()) };
        self.failed = true;
        Err(JournalError::AlreadyAnswered { journal: self.journal.clone(), key: key.to_owned(), kept: Box::new(kept) })
    }

    /// Makes everything durable: when this answers, a power cut takes nothing of it away.
    pub fn commit(self) -> Result<Receipt, JournalError> {
        self.still_whole()?;
        self.writing.commit()?;
        let Self { first, recorded_at, head, .. } = self;
        Ok(Receipt { first, last: head.position, recorded_at, head })
    }

    /// A database may have rolled back by itself after an error; what came after it would then stand alone.
    fn still_whole(&self) -> Result<(), JournalError> {
        if !self.failed {
            return Ok(());
        }
        Err(JournalError::Storage {
            journal: self.journal.clone(),
            trouble: Trouble::Failed,
            kept: Kept::Nothing,
            source: "the error that came before tells why".into(),
        })
    }
}

/// Appends entries to the read log and makes them durable. Answers the position of the last.
pub(crate) fn log_reads<'journal>(
    mut writing: Box<dyn Writing + 'journal>,
    journal: &str,
    entries: &[ReadEntry],
) -> Result<Head, JournalError> {
    let mut last = writing.last(Chain::Reads)?;
    for entry in entries {
        entry.check()?;
        let at = settle_in(&mut *writing, journal, entry.at, last)?;
        let head = head_of(last);
        let mut row = entry.at(head.position + 1, at, [0; 32]);
        row.hash = hash_of_read(&head.hash, &row);
        writing.append_read(&row)?;
        last = Some(Last { position: row.position, at, hash: row.hash });
    }
    writing.commit()?;
    Ok(head_of(last))
}

pub(crate) fn head_of(last: Option<Last>) -> Head {
    last.map(|last| Head { position: last.position, hash: last.hash }).unwrap_or_default()
}

fn settle_in(
    writing: &mut dyn Writing,
    journal: &str,
    given: Timestamp,
    last: Option<Last>,
) -> Result<Timestamp, JournalError> {
    match settle(given, last.map(|last| last.at)) {
        Ok(settled) => Ok(settled),
        Err(WentBack { last }) => {
            let accepted = writing.newest_of_kind(CLOCK_CORRECTED)?;
            if accepted.is_some_and(|accepted| last <= accepted) {
                return Ok(last);
            }
            Err(JournalError::ClockWentBack { journal: journal.to_owned(), last, given })
        }
    }
}
