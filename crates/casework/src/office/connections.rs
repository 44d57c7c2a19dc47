//! Connections to the journal: opened when they are needed, kept for the next one, never more than a database server bears.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use journal::{Journal, JournalError};

/// How many may be open at a time. A PostgreSQL server lets a hundred in if nobody says otherwise, and a night, an operator's
/// tools and other desks want some of them too; what waits for the disk is not quicker on more connections.
pub(super) const OPEN_MOST: usize = 16;

/// The connections of one office.
#[derive(Debug)]
pub(super) struct Connections {
    url: String,
    kept: Mutex<Kept>,
    given_back: Condvar,
}

#[derive(Debug)]
struct Kept {
    idle: Vec<Journal>,
    /// How many are open, idle or at work.
    open: usize,
}

/// Counts a connection as closed when the work on it ends without giving it back, also by a panic.
struct Place<'a>(&'a Connections);

impl Connections {
    pub(super) fn new(url: &str, first: Journal) -> Self {
        let kept = Mutex::new(Kept { idle: vec![first], open: 1 });
        Self { url: url.to_owned(), kept, given_back: Condvar::new() }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Runs a reading or writing on a connection of its own; waits for one where all are at work. Blocks.
    ///
    /// Not to be called from within itself: a work that holds a connection and waits for another may wait for ever.
    pub(super) fn with<T, E: From<JournalError>>(
        &self,
        work: impl FnOnce(&mut Journal) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.wait_for_one();
        let place = Place(self);
        let mut journal = match idle {
            Some(journal) => journal,
            None => Journal::open(&self.url)?,
        };
        let done = work(&mut journal);
        // A connection that failed is dropped: the next one is opened anew.
        if done.is_ok() {
            place.give_back(journal);
        }
        done
    }

    /// An idle connection, or leave to open one.
    fn wait_for_one(&self) -> Option<Journal> {
        let mut kept = self.kept();
        loop {
            if let Some(journal) = kept.idle.pop() {
                return Some(journal);
            }
            if kept.open < OPEN_MOST {
                kept.open += 1;
                return None;
            }
            kept = self.given_back.wait(kept).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place<'_> {
    fn give_back(self, journal: Journal) {
        let mut kept = self.0.kept();
        kept.idle.push(journal);
        // What `drop` takes off again: the connection stays open.
        kept.open += 1;
        drop(kept);
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.kept().open -= 1;
        self.0.given_back.notify_one();
    }
}
