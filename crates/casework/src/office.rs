//! The office: the one door between those who work and what the journal holds.
//!
//! Every question goes through [`Office::ask`] and every change through [`Office::act`]: there it is known who asks, for which
//! authority and for what purpose; what they may not see is not there, and whose data they looked at stands in the read log before
//! the answer leaves.

mod connections;
#[cfg(test)]
mod household_tests;
mod once;
#[cfg(test)]
mod oversight_tests;
mod pairs;
mod read_log;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Journal, JournalError, NewFact, ReadEntry, Transaction};
use schemars::JsonSchema;

pub use once::{Answered, JudgeOnceError, Once};
pub use pairs::{JudgeError, Judging, PairFact};
pub use view::{Looked, Part, Purpose, SeenCase, View};

use crate::access::{Action, Officer};
pub use crate::book::BookError;
use crate::book::{self, Book};
use crate::goals::Flow;
use crate::work;
use connections::Connections;
use read_log::ReadLog;

/// Everything that the desk does goes through it.
#[derive(Debug)]
pub struct Office {
    book: RwLock<Book>,
    connections: Connections,
    read_log: ReadLog,
}

/// A question that somebody asks. It sees only what the view shows.
pub trait Question {
    /// What it answers.
    type Answer;

    /// Answers from what the asker may see.
    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused>;
}

/// A change that somebody makes.
pub trait Command {
    /// What is told afterwards.
    type Done;

    /// Decides which facts to append, from what the officer may see.
    fn decide(&self, view: &View<'_>) -> Result<Decided<Self::Done>, CommandError>;
}

/// What a command comes to.
#[derive(Debug)]
pub struct Decided<T> {
    /// Facts to append, all or none.
    pub facts: Vec<NewFact>,
    /// The versions it was decided from: for each subject the position after which nobody may have changed it.
    pub from: Vec<(String, u64)>,
    /// What is told afterwards.
    pub done: T,
}

/// Why a question is not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such thing, or the asker may not see it; which of the two is not told.
    #[error("not found, or not for this officer")]
    NotFound,
    /// The officer's role does not do such things.
    #[error("the role does not include {0:?}")]
    NotYourTask(Action),
}

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// It may not be answered.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The read log could not be written, so nothing is shown.
    #[error("the read log could not be written, so nothing is shown: {0}")]
    ReadLog(#[source] JournalError),
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Why a change was not made. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// It may not be made.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What was handed in cannot be.
    #[error("{} field(s) cannot be taken", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// Somebody changed the same thing meanwhile.
    #[error("{} was changed meanwhile", .0.subject)]
    ChangedMeanwhile(Box<Meanwhile>),
    /// The same key was used for another command.
    #[error("the idempotency key was used for another command")]
    KeyUsedOtherwise,
    /// The journal cannot be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The change is stored, but the desk cannot read it back.
    #[error(transparent)]
    Book(#[from] BookError),
}

/// A field that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, JsonSchema)]
pub struct FieldProblem {
    /// The field's name in the form or in the request.
    pub field: String,
    /// What is wrong, by the key of a text.
    pub key: &'static str,
    /// What was found, or what was expected.
    pub detail: String,
}

/// What somebody else did meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Meanwhile {
    /// What it is about.
    pub subject: String,
    /// Who, when and what, oldest first.
    pub changes: Vec<Change>,
}

/// A change that came meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, JsonSchema)]
pub struct Change {
    /// Its place in the journal.
    pub position: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// The kind of fact.
    pub kind: String,
}

/// Who asks, on which day, and why.
#[derive(Clone, Copy, Debug)]
pub struct Inquirer<'a> {
    /// Who.
    pub officer: &'a Officer,
    /// The purpose of what they do now.
    pub purpose: Purpose,
}

impl Office {
    /// Opens the journal and folds it.
    pub fn open(url: &str, day: Date) -> Result<Self, BookError> {
        let mut journal = Journal::open(url)?;
        let book = book::fold(&mut journal, day)?;
        let connections = Connections::new(url, journal);
        Ok(Self { book: RwLock::new(book), connections, read_log: ReadLog::default() })
    }

    /// The office as the journal was known at a moment, looked at on a day: for figures of the past. It never learns what came later.
    pub fn open_as_known(url: &str, day: Date, at: Timestamp) -> Result<Self, BookError> {
        let mut journal = Journal::open(url)?;
        let book = book::fold_as_known(&mut journal, day, at)?;
        let connections = Connections::new(url, journal);
        Ok(Self { book: RwLock::new(book), connections, read_log: ReadLog::default() })
    }

    /// The office with the case flow that goals are measured on.
    #[must_use]
    pub fn with_flow(self, flow: Flow) -> Self {
        self.book.write().unwrap_or_else(PoisonError::into_inner).flow = Some(Arc::new(flow));
        self
    }

    /// Answers a question, if the asker may have the answer, and logs whose data it showed. Blocks.
    pub fn ask<Q: Question>(&self, inquirer: Inquirer<'_>, question: &Q) -> Result<Q::Answer, AskError> {
        let (answer, reads) = self.look(inquirer, question);
        // What was looked at is logged also where the answer is a refusal.
        self.log(inquirer, &reads)?;
        Ok(answer?)
    }

    /// As [`Office::ask`], for somebody who may have the answer already: where `has_it` says so, nothing is shown and nothing is logged
    /// as looked at. Blocks.
    pub fn ask_for_news<Q: Question>(
        &self,
        inquirer: Inquirer<'_>,
        question: &Q,
        has_it: impl FnOnce(&Q::Answer) -> bool,
    ) -> Result<Option<Q::Answer>, AskError> {
        let (answer, reads) = self.look(inquirer, question);
        if answer.as_ref().is_ok_and(has_it) {
            return Ok(None);
        }
        self.log(inquirer, &reads)?;
        Ok(Some(answer?))
    }

    /// Makes a change, if the officer may, and answers what it came to. Blocks.
    pub fn act<C: Command>(
        &self,
        inquirer: Inquirer<'_>,
        command: &C,
        now: Timestamp,
    ) -> Result<C::Done, CommandError> {
        self.act_at(inquirer, command, now).map(|(done, _)| done)
    }

    /// As [`Office::act`], and answers the position of the last fact too: the version of what was changed. Blocks.
    pub fn act_at<C: Command>(
        &self,
        inquirer: Inquirer<'_>,
        command: &C,
        now: Timestamp,
    ) -> Result<(C::Done, u64), CommandError> {
        let Decided { facts, from, done } = self.decide(inquirer, command)?;
        let last = self.with_journal(|journal| append_to(journal.begin(now)?, &facts, &from))?;
        self.catch_up()?;
        Ok((done, last))
    }

    fn look<Q: Question>(
        &self,
        inquirer: Inquirer<'_>,
        question: &Q,
    ) -> (Result<Q::Answer, Refused>, BTreeSet<Looked>) {
        let book = self.book();
        let view = View::new(&book, inquirer.officer);
        let answer = question.answer(&view);
        (answer, view.into_reads())
    }

    fn decide<C: Command>(&self, inquirer: Inquirer<'_>, command: &C) -> Result<Decided<C::Done>, CommandError> {
        let (decided, reads) = {
            let book = self.book();
            let view = View::new(&book, inquirer.officer);
            let decided = command.decide(&view);
            (decided, view.into_reads())
        };
        self.log(inquirer, &reads).map_err(|error| match error {
            AskError::Refused(refused) => CommandError::Refused(refused),
            AskError::ReadLog(error) | AskError::Journal(error) => CommandError::Journal(error),
        })?;
        decided
    }

    /// Takes in what has come into the journal since, whoever brought it. Blocks.
    pub fn catch_up(&self) -> Result<(), BookError> {
        loop {
            let after = self.book().position;
            let read = self.with_journal(|journal| book::read_on(journal, after))?;
            if read.last().is_none() {
                return Ok(());
            }
            self.book.write().unwrap_or_else(PoisonError::into_inner).take_in(read)?;
        }
    }

    /// Looks at every case as of another day, a few at a time. Blocks.
    pub fn turn_to(&self, day: Date) -> Result<(), BookError> {
        let edition = book::edition(day)?;
        self.book.write().unwrap_or_else(PoisonError::into_inner).day = day;
        let mut place = 0;
        loop {
            let looked =
                |book: &Book, place| (book.cases.at(place).position, work::look(book.cases.at(place), edition, day));
            let looks: Vec<_> = {
                let book = self.book();
                let end = book.looks.len().min(place + CASES_AT_A_TIME);
                (place..end).map(|place| (place, looked(&book, place))).collect()
            };
            if looks.is_empty() {
                return Ok(());
            }
            let mut book = self.book.write().unwrap_or_else(PoisonError::into_inner);
            for (place, (position, look)) in looks {
                // What came to the case while it was looked at has its own look.
                let is_newest = book.cases.at(place).position == position;
                let look = if is_newest { look } else { looked(&book, place).1 };
                book.set_look(place, look);
            }
            drop(book);
            place += CASES_AT_A_TIME;
        }
    }

    /// The day that the cases are looked at.
    pub fn day(&self) -> Date {
        self.book().day
    }

    /// Position of the last fact that is seen.
    pub fn position(&self) -> u64 {
        self.book().position
    }

    /// The address of the journal.
    pub fn url(&self) -> &str {
        self.connections.url()
    }

    /// Runs a reading or writing on a connection of its own; waits for one where too many are at work. Blocks.
    ///
    /// Not to be called from within itself.
    pub fn with_journal<T, E: From<JournalError>>(
        &self,
        work: impl FnOnce(&mut Journal) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connections.with(work)
    }

    fn book(&self) -> RwLockReadGuard<'_, Book> {
        self.book.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self, inquirer: Inquirer<'_>, reads: &BTreeSet<Looked>) -> Result<(), AskError> {
        if reads.is_empty() {
            return Ok(());
        }
        let at = Timestamp::now();
        let entry = |looked: &Looked| ReadEntry {
            at,
            actor: inquirer.officer.id.clone(),
            authority: inquirer.officer.authority.name(),
            purpose: inquirer.purpose.words(looked.case.as_ref(), looked.reason.as_deref()),
            subject: looked.subject.clone(),
            what: looked.part.key().to_owned(),
        };
        let entries: Vec<ReadEntry> = reads.iter().map(entry).collect();
        let write = |entries: &[ReadEntry]| self.with_journal(|journal| journal.log_reads(entries)).map(drop);
        self.read_log.write(&entries, write).map_err(AskError::ReadLog)
    }
}

/// How many cases are looked at between two moments in which others may write.
const CASES_AT_A_TIME: usize = 100;

/// Appends facts if nobody changed what they were decided from, and answers the position of the last.
fn append_to(mut transaction: Transaction<'_>, facts: &[NewFact], from: &[(String, u64)]) -> Result<u64, CommandError> {
    for (subject, position) in from {
        let newer = transaction.newer_facts(*position, std::slice::from_ref(subject))?;
        if !newer.is_empty() {
            let change = |fact: journal::Fact| Change {
                position: fact.position,
                at: fact.recorded_at,
                by: fact.actor,
                kind: fact.kind,
            };
            let changes = newer.into_iter().map(change).collect();
            let meanwhile = Meanwhile { subject: subject.clone(), changes };
            return Err(CommandError::ChangedMeanwhile(Box::new(meanwhile)));
        }
    }
    transaction.append_all(facts)?;
    Ok(transaction.commit()?.last)
}
