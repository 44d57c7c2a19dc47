//! The read log of an office: many who look at the same time are written down together.
//!
//! An entry must be on disk before what it tells of is shown, and a disk that is busy (a night stores a delivery) takes the same time
//! for one entry as for a hundred. So whoever comes while an entry is being written waits with the others, and the first of them writes
//! for all in one transaction.
//!
//! A page asks again while somebody works on it: a draft is kept every few seconds, a contract is held against the Act as it is typed. The
//! same look by the same officer within ten minutes is therefore one look, or the person it is about could not find the others among them.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use jiff::{SignedDuration, Timestamp};
use journal::{JournalError, ReadEntry};

/// Who waits to be written down.
#[derive(Debug, Default)]
pub(super) struct ReadLog {
    waiting: Mutex<Waiting>,
    written: Condvar,
    lately: Mutex<HashMap<Look, Timestamp>>,
}

/// How long the same look is one look.
const ONE_LOOK: SignedDuration = SignedDuration::from_mins(10);

/// How many looks are remembered before those that are over are let go.
const REMEMBERED: usize = 10_000;

/// An entry without its time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Look {
    actor: String,
    authority: String,
    purpose: String,
    subject: String,
    what: String,
}

impl Look {
    fn of(entry: &ReadEntry) -> Self {
        let ReadEntry { at: _, actor, authority, purpose, subject, what } = entry.clone();
        Self { actor, authority, purpose, subject, what }
    }
}

#[derive(Debug, Default)]
struct Waiting {
    entries: Vec<ReadEntry>,
    outcome: Outcome,
    /// Whether somebody is writing an earlier portion.
    is_being_written: bool,
}

/// Whether a portion was written, once that is known.
type Outcome = Arc<OnceLock<bool>>;

/// Ends the writing of a portion, also by a panic: the others must not wait for it for ever.
struct Writing<'a> {
    log: &'a ReadLog,
    outcome: Outcome,
}

impl ReadLog {
    /// Writes entries, with those of others, and returns when they are on disk. Blocks.
    ///
    /// Where the writing together fails, each tries alone: one entry that the journal refuses keeps no other from being written, and
    /// everybody learns what became of their own.
    pub(super) fn write(
        &self,
        entries: &[ReadEntry],
        write: impl Fn(&[ReadEntry]) -> Result<(), JournalError>,
    ) -> Result<(), JournalError> {
        let new = self.not_written_lately(entries);
        if new.is_empty() {
            return Ok(());
        }
        if !self.written_together(&new, &write) {
            write(&new)?;
        }
        self.remember(&new);
        Ok(())
    }

    fn not_written_lately(&self, entries: &[ReadEntry]) -> Vec<ReadEntry> {
        let lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = |entry: &&ReadEntry| {
            lately.get(&Look::of(entry)).is_none_or(|before| entry.at.duration_since(*before) >= ONE_LOOK)
        };
        entries.iter().filter(is_new).cloned().collect()
    }

    fn remember(&self, entries: &[ReadEntry]) {
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        if lately.len() + entries.len() > REMEMBERED
            && let Some(now) = entries.iter().map(|entry| entry.at).max()
        {
            lately.retain(|_, at| now.duration_since(*at) < ONE_LOOK);
        }
        lately.extend(entries.iter().map(|entry| (Look::of(entry), entry.at)));
    }

    fn written_together(
        &self,
        entries: &[ReadEntry],
        write: impl Fn(&[ReadEntry]) -> Result<(), JournalError>,
    ) -> bool {
        let mut waiting = self.waiting();
        waiting.entries.extend_from_slice(entries);
        let outcome = Arc::clone(&waiting.outcome);
        loop {
            if let Some(written) = outcome.get() {
                return *written;
            }
            if waiting.is_being_written {
                waiting = self.written.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            // Nobody writes, and the own entries are not written: they are among those that wait.
            waiting.is_being_written = true;
            let portion = mem::take(&mut waiting.entries);
            let writing = Writing { log: self, outcome: mem::take(&mut waiting.outcome) };
            drop(waiting);
            let written = write(&portion).is_ok();
            // Only the first saying counts; a portion that ends by a panic is said to have failed.
            let _ = writing.outcome.set(written);
            return written;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let mut waiting = self.log.waiting();
        let _ = self.outcome.set(false);
        waiting.is_being_written = false;
        drop(waiting);
        self.log.written.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use jiff::Timestamp;

    use super::*;

    fn entry(subject: &str) -> ReadEntry {
        ReadEntry {
            at: Timestamp::UNIX_EPOCH,
            actor: "sagsbehandler-1".to_owned(),
            authority: "Aarhus Kommune".to_owned(),
            purpose: "sagsbehandling".to_owned(),
            subject: subject.to_owned(),
            what: "case".to_owned(),
        }
    }

    #[test]
    fn whoever_comes_while_one_writes_is_written_down_with_the_others_in_one_go() {
        let (log, writings, stored) = (ReadLog::default(), AtomicUsize::new(0), Mutex::new(Vec::new()));
        let begun = Barrier::new(2);
        let write = |entries: &[ReadEntry]| {
            if writings.fetch_add(1, Ordering::SeqCst) == 0 {
                begun.wait();
                // The other nine have come and wait.
                while log.waiting().entries.len() < 9 {
                    thread::yield_now();
                }
            }
            stored.lock().expect("no panic").extend(entries.iter().map(|entry| entry.subject.clone()));
            Ok(())
        };
        thread::scope(|scope| {
            scope.spawn(|| log.write(&[entry("0")], write).expect("written"));
            begun.wait();
            for number in 1..10 {
                let (log, write) = (&log, &write);
                scope.spawn(move || log.write(&[entry(&number.to_string())], write).expect("written"));
            }
        });
        let mut stored = stored.into_inner().expect("no panic");
        stored.sort();
        assert_eq!(stored, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
        assert_eq!(writings.into_inner(), 2, "the first alone, the nine together");
    }

    #[test]
    fn an_entry_that_is_refused_keeps_no_other_from_being_written() {
        let (log, stored) = (ReadLog::default(), Mutex::new(Vec::new()));
        let begun = Barrier::new(2);
        let write = |entries: &[ReadEntry]| {
            if entries[0].subject == "first" {
                begun.wait();
                while log.waiting().entries.len() < 2 {
                    thread::yield_now();
                }
            }
            if entries.iter().any(|entry| entry.subject == "refused") {
                return Err(JournalError::Conflict { journal: "test".to_owned(), expected: 1, found: 2 });
            }
            stored.lock().expect("no panic").extend(entries.iter().map(|entry| entry.subject.clone()));
            Ok(())
        };
        thread::scope(|scope| {
            scope.spawn(|| log.write(&[entry("first")], write).expect("written"));
            begun.wait();
            let refused = scope.spawn(|| log.write(&[entry("refused")], write));
            let taken = scope.spawn(|| log.write(&[entry("taken")], write));
            assert!(refused.join().expect("no panic").is_err());
            assert!(taken.join().expect("no panic").is_ok());
        });
        assert_eq!(stored.into_inner().expect("no panic"), ["first", "taken"]);
    }

    #[test]
    fn the_same_look_within_ten_minutes_is_one_and_another_part_or_time_is_not() {
        let (log, stored) = (ReadLog::default(), Mutex::new(Vec::new()));
        let write = |entries: &[ReadEntry]| {
            stored.lock().expect("no panic").extend(entries.to_vec());
            Ok(())
        };
        let at = |minutes: i64, what: &str| ReadEntry {
            at: Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes),
            what: what.to_owned(),
            ..entry("a")
        };
        for (minutes, what) in [(0, "case"), (9, "case"), (9, "letter"), (10, "case"), (15, "case")] {
            log.write(&[at(minutes, what)], write).expect("written");
        }
        let stored = stored.into_inner().expect("no panic");
        assert_eq!(stored, [at(0, "case"), at(9, "letter"), at(10, "case")]);
    }

    #[test]
    fn a_look_that_could_not_be_written_is_not_taken_for_written() {
        let log = ReadLog::default();
        let fails = |_: &[ReadEntry]| Err(JournalError::Conflict { journal: "test".to_owned(), expected: 1, found: 2 });
        assert!(log.write(&[entry("a")], fails).is_err());
        assert!(log.write(&[entry("a")], fails).is_err(), "it is tried again");
    }

    #[test]
    fn who_panics_while_writing_for_all_leaves_nobody_waiting() {
        let log = ReadLog::default();
        let panics = |_: &[ReadEntry]| -> Result<(), JournalError> { panic!("the writer dies") };
        let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| log.write(&[entry("a")], panics)));
        assert!(died.is_err());
        log.write(&[entry("b")], |_| Ok(())).expect("written");
    }
}
