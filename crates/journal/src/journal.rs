//! The journal as everyone uses it.
//!
//! Puts the chain, the clock and the limits in front of whichever database lies behind.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;

use jiff::Timestamp;

use crate::chain::{Head, Heads};
use crate::checkpoint;
use crate::database::{Database, NewPaper, Page, Unreadable};
use crate::error::JournalError;
use crate::fact::{Fact, FactRef, NewFact, check_name};
use crate::filter::Filter;
use crate::kept_answer::{self, KeptAnswer};
use crate::postgres;
use crate::read_log::{LoggedRead, LoggedReadRef, ReadEntry};
use crate::sqlite;
use crate::transaction::{CLOCK_CORRECTED, Receipt, Transaction, head_of, log_reads};
use crate::verify::{Chain, Progress, Verified, VerifyError, verify};
use crate::working_paper::{self, Expected, WorkingPaper};

/// Longest name of a lock, in bytes: it becomes part of a file's name.
const LOCK_NAME_BYTES_MAX: usize = 50;

/// One connection to a journal.
pub struct Journal {
    database: Box<dyn Database>,
    name: String,
}

/// A named lock on a journal, held until it is dropped or the process ends.
#[must_use = "the lock is let go when this is dropped"]
pub struct Lock {
    _held: Box<dyn Send>,
}

impl Journal {
    /// Opens the journal at `sqlite:path` or `postgres://user:password@host:port/database`, and makes it where there is none.
    ///
    /// The folder of a file, the database of a server must exist. The layout is brought up to date; a journal with a newer layout
    /// than this program knows is [refused](JournalError::TooNew).
    pub fn open(url: &str) -> Result<Self, JournalError> {
        match url.split_once(':') {
            Some(("sqlite", path)) => {
                let database = sqlite::open(path)?;
                Ok(Self { database: Box::new(database), name: format!("sqlite:{path}") })
            }
            Some(("postgres" | "postgresql", _)) => {
                let database = postgres::open(url)?;
                Ok(Self { name: database.name().to_owned(), database: Box::new(database) })
            }
            _ => Err(JournalError::Address { why: "it begins neither with sqlite: nor with postgres://".to_owned() }),
        }
    }

    /// The address without a password.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Waits until nobody else writes, then begins a transaction. `recorded_at` is the time now, the same for every fact in it.
    ///
    /// A time before the newest fact's is taken as that fact's up to [`crate::CLOCK_TOLERANCE`], and
    /// [refused](JournalError::ClockWentBack) beyond.
    pub fn begin(&mut self, recorded_at: Timestamp) -> Result<Transaction<'_>, JournalError> {
        Transaction::new(self.database.begin(Chain::Facts)?, &self.name, recorded_at, None)
    }

    /// As [`Journal::begin`], but answers [`JournalError::Conflict`] unless the newest fact stands at `head_position`: for whoever decided something
    /// from the facts up to there.
    pub fn begin_expecting(
        &mut self,
        recorded_at: Timestamp,
        head_position: u64,
    ) -> Result<Transaction<'_>, JournalError> {
        Transaction::new(self.database.begin(Chain::Facts)?, &self.name, recorded_at, Some(head_position))
    }

    /// Accepts, in an operator's name, that `now` is right although entries were recorded later: the clock had run ahead.
    ///
    /// Appends the fact `clock-corrected/1` about the subject `journal`, payload `{"clock":…,"newest":…}`. Until the clock has caught up, facts are recorded
    /// at the newest entry's time instead of being refused. Refused where the clock is not behind.
    pub fn accept_clock(&mut self, now: Timestamp, actor: &str) -> Result<Receipt, JournalError> {
        let mut transaction = Transaction::for_clock(self.database.begin(Chain::Facts)?, &self.name, now)?;
        let newest = transaction.recorded_at();
        if newest <= now {
            let why = format!("shows {now}, and no entry was recorded later: there is nothing to accept");
            return Err(JournalError::Refused { field: "clock", why });
        }
        transaction.append(&NewFact {
            kind: CLOCK_CORRECTED.to_owned(),
            subject: "journal".to_owned(),
            valid_from: None,
            valid_to: None,
            actor: actor.to_owned(),
            source: None,
            replaces: None,
            payload: format!(r#"{{"clock":"{now}","newest":"{newest}"}}"#),
        })?;
        transaction.commit()
    }

    /// Hands over the facts after position `after` that the filter wants, in order, as they stood when the read began.
    /// Only one fact at a time is in memory. `each` goes on with [`ControlFlow::Continue`] or stops with a value, which is answered:
    ///
    /// ```
    /// # use std::ops::ControlFlow;
    /// # use journal::{Filter, Journal, JournalError};
    /// # fn first_name(journal: &mut Journal) -> Result<Option<String>, JournalError> {
    /// journal.read(0, &Filter::all().kinds(["carl2-person/1"]), |fact| ControlFlow::Break(fact.subject.to_owned()))
    /// # }
    /// ```
    pub fn read<B>(
        &mut self,
        after: u64,
        filter: &Filter,
        mut each: impl FnMut(FactRef<'_>) -> ControlFlow<B>,
    ) -> Result<Option<B>, JournalError> {
        let mut stopped = None;
        self.database.scan_facts(after, filter, &mut |row| match row.map(&mut each) {
            Ok(ControlFlow::Continue(())) => ControlFlow::Continue(()),
            Ok(ControlFlow::Break(value)) => {
                stopped = Some(Ok(value));
                ControlFlow::Break(())
            }
            Err(unreadable) => {
                stopped = Some(Err(unreadable));
                ControlFlow::Break(())
            }
        })?;
        stopped.transpose().map_err(|unreadable| unreadable.damaged(&self.name, "fact"))
    }

    /// Every fact about a subject, in order. For subjects of many facts, [`Journal::read`] with [`Filter::subject`].
    pub fn by_subject(&mut self, subject: &str) -> Result<Vec<Fact>, JournalError> {
        let mut facts = Vec::new();
        self.read(0, &Filter::all().subject(subject), |fact| {
            facts.push(fact.to_fact());
            ControlFlow::<()>::Continue(())
        })?;
        Ok(facts)
    }

    /// The newest facts about a subject, newest first, at most `limit`; with `before`, those that stand before that position. The next page begins before
    /// the last fact of this one.
    pub fn facts_of_page(&mut self, subject: &str, before: Option<u64>, limit: u32) -> Result<Vec<Fact>, JournalError> {
        let mut facts = Ok(Vec::new());
        let page = Page { subject, before, limit };
        self.database.page_of_facts(page, &mut |row| gather(&mut facts, row.map(|fact| fact.to_fact())))?;
        facts.map_err(|unreadable| unreadable.damaged(&self.name, "fact"))
    }

    /// The fact at a position.
    pub fn get(&mut self, position: u64) -> Result<Option<Fact>, JournalError> {
        let Some(before) = position.checked_sub(1) else { return Ok(None) };
        let first = self.read(before, &Filter::all(), |fact| ControlFlow::Break(fact.to_fact()))?;
        Ok(first.filter(|fact| fact.position == position))
    }

    /// The end of the facts.
    pub fn head(&mut self) -> Result<Head, JournalError> {
        Ok(head_of(self.database.last(Chain::Facts)?))
    }

    /// The ends of both chains, to be kept elsewhere: see [`Journal::verify_against`].
    pub fn heads(&mut self) -> Result<Heads, JournalError> {
        Ok(Heads { facts: self.head()?, reads: head_of(self.database.last(Chain::Reads)?) })
    }

    /// When the newest fact was recorded.
    pub fn last_recorded_at(&mut self) -> Result<Option<Timestamp>, JournalError> {
        Ok(self.database.last(Chain::Facts)?.map(|last| last.at))
    }

    /// How many facts there are of each kind.
    pub fn count_by_kind(&mut self) -> Result<BTreeMap<String, u64>, JournalError> {
        self.database.count_by_kind()
    }

    /// Logs that somebody looks at persons' data, durably, before it is shown: all entries or none. Answers the end of the read log.
    ///
    /// The rule for the time is that of [`Journal::begin`].
    pub fn log_reads(&mut self, entries: &[ReadEntry]) -> Result<Head, JournalError> {
        log_reads(self.database.begin(Chain::Reads)?, &self.name, entries)
    }

    /// As [`Journal::log_reads`], for one entry.
    pub fn log_read(&mut self, entry: &ReadEntry) -> Result<Head, JournalError> {
        self.log_reads(std::slice::from_ref(entry))
    }

    /// Who looked at a subject's data, in order.
    pub fn reads_of(&mut self, subject: &str) -> Result<Vec<LoggedRead>, JournalError> {
        let mut reads = Ok(Vec::new());
        self.database
            .scan_reads(Some(subject), &mut |row| gather(&mut reads, row.map(LoggedReadRef::to_logged_read)))?;
        reads.map_err(|unreadable| unreadable.damaged(&self.name, "entry of the read log"))
    }

    /// Who looked at a subject's data last, newest first, at most `limit`; with `before`, those entries that stand before that position. The next page
    /// begins before the last entry of this one.
    pub fn reads_of_page(
        &mut self,
        subject: &str,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<LoggedRead>, JournalError> {
        let mut reads = Ok(Vec::new());
        let page = Page { subject, before, limit };
        self.database.page_of_reads(page, &mut |row| gather(&mut reads, row.map(LoggedReadRef::to_logged_read)))?;
        reads.map_err(|unreadable| unreadable.damaged(&self.name, "entry of the read log"))
    }

    /// As [`Journal::reads_of_page`] over several subjects together: a person stands in more registers than one.
    pub fn reads_of_page_any(
        &mut self,
        subjects: &[String],
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<LoggedRead>, JournalError> {
        let mut reads = Vec::new();
        for subject in subjects {
            reads.extend(self.reads_of_page(subject, before, limit)?);
        }
        reads.sort_by_key(|read| std::cmp::Reverse(read.position));
        reads.dedup_by_key(|read| read.position);
        reads.truncate(limit as usize);
        Ok(reads)
    }

    /// Saves a working paper, durably, and answers its new version.
    ///
    /// Where something else is there than `expected`, nothing is stored, and [`JournalError::PaperConflict`] hands over what is there: two editors of
    /// one paper both keep their text. The content may be empty, and is at most [`crate::PAPER_BYTES_MAX`] long.
    pub fn put_paper(
        &mut self,
        owner: &str,
        name: &str,
        content: &str,
        expected: Expected,
        now: Timestamp,
    ) -> Result<u64, JournalError> {
        let paper = NewPaper { owner, name, content, saved_at: now };
        working_paper::put(&mut *self.database, &self.name, paper, expected)
    }

    /// The working paper of that name.
    pub fn paper(&mut self, owner: &str, name: &str) -> Result<Option<WorkingPaper>, JournalError> {
        working_paper::get(&mut *self.database, owner, name)
    }

    /// An owner's working papers whose name begins so, contents included, ordered by name byte by byte. All of them for the empty beginning.
    pub fn papers_of(&mut self, owner: &str, name_prefix: &str) -> Result<Vec<WorkingPaper>, JournalError> {
        working_paper::of(&mut *self.database, owner, name_prefix)
    }

    /// Deletes a working paper, whatever its version. Answers whether there was one.
    pub fn delete_paper(&mut self, owner: &str, name: &str) -> Result<bool, JournalError> {
        working_paper::delete(&mut *self.database, owner, name)
    }

    /// Deletes every owner's working papers whose name begins so and that were saved before `time`. Answers how many.
    pub fn delete_papers_saved_before(&mut self, name_prefix: &str, time: Timestamp) -> Result<u64, JournalError> {
        working_paper::delete_saved_before(&mut *self.database, name_prefix, time)
    }

    /// What a command was answered that was sent under this key, see [`Transaction::keep_answer`].
    pub fn kept_answer(&mut self, owner: &str, key: &str) -> Result<Option<KeptAnswer>, JournalError> {
        kept_answer::check_key(owner, key)?;
        self.database.kept_answer(owner, key)
    }

    /// Forgets answers that were kept before `time`: their commands, sent again, would be carried out again. Answers how many.
    ///
    /// Waits until nobody else writes.
    pub fn delete_answers_kept_before(&mut self, time: Timestamp) -> Result<u64, JournalError> {
        let mut writing = self.database.begin(Chain::Facts)?;
        let deleted = writing.delete_answers_kept_before(time)?;
        writing.commit()?;
        Ok(deleted)
    }

    /// Recomputes both chains from the beginning and answers the first place where something does not stand as it was written.
    ///
    /// `progress` is called now and then and at the end. A tail that was cut off is not seen by this, only by [`Journal::verify_against`].
    pub fn verify(&mut self, progress: impl FnMut(Progress)) -> Result<Verified, VerifyError> {
        self.verify_against(Heads::default(), progress)
    }

    /// As [`Journal::verify`], and the chains must also pass through heads that were kept elsewhere earlier:
    /// then a tail that was cut off and a journal that was rewritten whole are seen too.
    pub fn verify_against(&mut self, kept: Heads, progress: impl FnMut(Progress)) -> Result<Verified, VerifyError> {
        verify(&mut *self.database, kept, progress)
    }

    /// Keeps a read model that was folded from every fact up to `position`, in place of every earlier one of that name. `version` is that of
    /// its form.
    pub fn save_checkpoint(
        &mut self,
        name: &str,
        version: u32,
        position: u64,
        bytes: &[u8],
    ) -> Result<(), JournalError> {
        checkpoint::save(&mut *self.database, name, version, position, bytes)
    }

    /// The read model of that name and form, and the position up to which it was folded. None where it must be folded from the beginning.
    pub fn load_checkpoint(&mut self, name: &str, version: u32) -> Result<Option<(u64, Vec<u8>)>, JournalError> {
        checkpoint::load(&mut *self.database, &self.name, name, version)
    }

    /// Throws every read model away. Nothing is lost: they are folded from the facts again.
    pub fn drop_checkpoints(&mut self) -> Result<(), JournalError> {
        self.database.drop_checkpoints()
    }

    /// Takes a lock that only one process can hold, for example `night`, or answers [`JournalError::AlreadyLocked`] at once.
    ///
    /// A lock keeps programs from starting twice. It does not keep anybody from appending. Names are small letters, digits and hyphens.
    pub fn lock(&self, name: &str) -> Result<Lock, JournalError> {
        check_name("lock name", name, LOCK_NAME_BYTES_MAX)?;
        if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            let why = "holds something other than small letters, digits and hyphens".to_owned();
            return Err(JournalError::Refused { field: "lock name", why });
        }
        Ok(Lock { _held: self.database.lock(name)? })
    }
}

/// Gathers rows until one cannot be read.
fn gather<T>(gathered: &mut Result<Vec<T>, Unreadable>, row: Result<T, Unreadable>) -> ControlFlow<()> {
    match row {
        Ok(row) => {
            if let Ok(rows) = gathered {
                rows.push(row);
            }
            ControlFlow::Continue(())
        }
        Err(unreadable) => {
            *gathered = Err(unreadable);
            ControlFlow::Break(())
        }
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Journal").field(&self.name).finish()
    }
}

impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock").finish_non_exhaustive()
    }
}
