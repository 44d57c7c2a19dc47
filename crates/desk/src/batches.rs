//! Work on many things at once, in the background: how far it is, and that its officer can hold it, go on and stop between any two of them.
//!
//! A batch lives in the memory of the server, one of each sort for each officer. What it did stands in the journal: after a restart the
//! batch is gone, and nothing that it did is. What a batch does is no matter of this file.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a held batch sleeps before it looks again.
const HOLD: Duration = Duration::from_millis(200);

/// The batches of one sort: one for each officer.
#[derive(Debug)]
pub(crate) struct Batches<B>(Mutex<HashMap<String, Arc<B>>>);

impl<B> Default for Batches<B> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// Something that is done to many things.
pub(crate) trait Batch {
    /// How far it is, and what its officer wishes.
    fn course(&self) -> &Course;

    /// Whether it changes something now: such a batch is neither replaced nor put away.
    fn is_at_work(&self) -> bool;
}

impl<B: Batch> Batches<B> {
    /// The officer's batch.
    pub(crate) fn of(&self, officer: &str) -> Option<Arc<B>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(officer).cloned()
    }

    /// Puts a new batch in the place of the one before, unless that is at work.
    pub(crate) fn put(&self, officer: &str, batch: &Arc<B>) -> bool {
        let mut batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = batches.get(officer) {
            if before.is_at_work() {
                return false;
            }
            before.course().wish_for(Wish::Stop);
        }
        batches.insert(officer.to_owned(), Arc::clone(batch));
        true
    }

    /// Forgets the officer's batch, unless it is at work.
    pub(crate) fn put_away(&self, officer: &str) {
        let mut batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_at_work = batches.get(officer).is_some_and(|batch| batch.is_at_work());
        if !is_at_work && let Some(batch) = batches.remove(officer) {
            batch.course().wish_for(Wish::Stop);
        }
    }
}

/// What the officer wishes of a batch that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    GoOn,
    Pause,
    Stop,
}

impl Wish {
    /// The wish of a button.
    pub(crate) fn of(button: &str) -> Option<Self> {
        match button {
            "go-on" => Some(Self::GoOn),
            "pause" => Some(Self::Pause),
            "stop" => Some(Self::Stop),
            _ => None,
        }
    }
}

/// How far a batch is, and what its officer wishes of it.
#[derive(Debug, Default)]
pub(crate) struct Course {
    wish: AtomicU8,
    tried: AtomicUsize,
    of: AtomicUsize,
}

impl Course {
    /// How many of how many.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.tried.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    /// Says how many of how many.
    pub(crate) fn tell(&self, tried: usize, of: usize) {
        self.tried.store(tried, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    pub(crate) fn wish(&self) -> Wish {
        match self.wish.load(Ordering::Relaxed) {
            0 => Wish::GoOn,
            1 => Wish::Pause,
            _ => Wish::Stop,
        }
    }

    pub(crate) fn wish_for(&self, wish: Wish) {
        let number = match wish {
            Wish::GoOn => 0,
            Wish::Pause => 1,
            Wish::Stop => 2,
        };
        self.wish.store(number, Ordering::Relaxed);
    }

    /// Waits while the officer wishes a pause; whether to go on. Blocks.
    pub(crate) fn goes_on(&self) -> bool {
        loop {
            match self.wish() {
                Wish::GoOn => return true,
                Wish::Stop => return false,
                Wish::Pause => std::thread::sleep(HOLD),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[derive(Default)]
    struct Sample {
        course: Course,
        is_at_work: AtomicBool,
    }

    impl Batch for Sample {
        fn course(&self) -> &Course {
            &self.course
        }

        fn is_at_work(&self) -> bool {
            self.is_at_work.load(Ordering::Relaxed)
        }
    }

    #[test]
    fn a_batch_at_work_is_neither_replaced_nor_put_away_and_one_that_is_replaced_is_stopped() {
        let batches = Batches::default();
        let (first, second) = (Arc::new(Sample::default()), Arc::new(Sample::default()));
        assert!(batches.put("anna", &first));
        first.is_at_work.store(true, Ordering::Relaxed);
        assert!(!batches.put("anna", &second));
        batches.put_away("anna");
        assert!(batches.of("anna").is_some_and(|one| Arc::ptr_eq(&one, &first)));
        assert!(batches.put("birk", &second), "each officer has one");
        first.is_at_work.store(false, Ordering::Relaxed);
        assert!(batches.put("anna", &second));
        assert_eq!(first.course.wish(), Wish::Stop);
        batches.put_away("anna");
        assert!(batches.of("anna").is_none());
    }

    #[test]
    fn a_held_batch_goes_on_when_its_officer_wishes_it_and_ends_when_stopped() {
        let course = Course::default();
        course.wish_for(Wish::Pause);
        let went_on = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| course.goes_on());
            std::thread::sleep(HOLD / 4);
            assert!(!waiting.is_finished());
            course.wish_for(Wish::GoOn);
            waiting.join().expect("no panic")
        });
        assert!(went_on);
        course.wish_for(Wish::Stop);
        assert!(!course.goes_on());
    }
}
