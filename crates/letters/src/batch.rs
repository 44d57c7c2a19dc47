//! Many letters at once. First a dry run sets every letter of the population and sends none: counts, every failure by name, and samples to
//! proof-read. Only a dry run whose failures are all dealt with becomes a batch, and a batch gives out one letter after the other, so it can be
//! stopped between any two.
//!
//! What leaves is what was proof-read: each letter is set again and held against the seal of the dry run. So a population of any size
//! needs no place for its files.

use std::collections::HashMap;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::vec;

use sha2::{Digest, Sha256};

use crate::letter::{Kind, Letter};
use crate::press::Rendered;
use crate::samples::{Sample, draw};
use crate::text::Text;
use crate::typesetting::{LetterError, render};

/// A letter of a population, with the reference by which the caller knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The reference, once in a population.
    pub reference: String,
    /// The letter.
    pub letter: Letter,
}

/// A population of which every letter was set and none was sent.
#[derive(Debug)]
pub struct DryRun {
    sealed: Vec<Sealed>,
    failures: Vec<Failure>,
    left_out: Vec<LeftOut>,
}

/// A letter that could be set, and the hash of its file.
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) entry: Entry,
    pub(crate) seal: [u8; 32],
    pub(crate) pages: usize,
}

/// A letter that cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The letter's reference.
    pub reference: String,
    /// Its kind.
    pub kind: Kind,
    /// Why.
    pub reason: FailureReason,
    /// Who left it out of the batch, and why, where somebody did.
    pub excluded: Option<Exclusion>,
}

/// Why a letter cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FailureReason {
    /// It cannot be set.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// Several letters have its reference; which of them is meant cannot be known.
    #[error("several letters have this reference: none of them is sent, give each its own")]
    ReferenceUsedTwice,
}

/// A failure that somebody answers for: the letter is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Who left it out.
    pub by: Text,
    /// Why, and what happens to the person instead.
    pub why: Text,
}

/// A letter that could be sent and is left out all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The letter's reference.
    pub reference: String,
    /// Its kind.
    pub kind: Kind,
    /// Who left it out, and why.
    pub exclusion: Exclusion,
}

/// How many letters of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The kind.
    pub kind: Kind,
    /// Could be set.
    pub set: usize,
    /// Could not.
    pub failed: usize,
    /// Pages of those that could.
    pub pages: usize,
}

/// There is no letter with this reference, so there is nothing to leave out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no letter with the reference {0}: nothing was left out")]
pub struct UnknownLetter(pub String);

/// There are failures that nobody has dealt with. The dry run is kept.
#[derive(Debug, thiserror::Error)]
#[error("{} letters cannot be sent: none was sent, mend them or leave them out by name", self.open())]
pub struct OpenFailures {
    /// The dry run, as it was.
    pub dry_run: DryRun,
}

/// Letters that may be sent, one after the other. Dropping it stops: what was not given out is not sent.
#[derive(Debug)]
pub struct Batch {
    waiting: vec::IntoIter<Sealed>,
}

/// A letter to send now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its reference.
    pub reference: String,
    /// Its file, to the byte as in the dry run.
    pub rendered: Rendered,
}

/// A letter of a batch that must not be sent after all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// It came out other than in the dry run.
    #[error("the letter {reference} came out other than in the dry run: it was not sent, make a new dry run")]
    Differs {
        /// Its reference.
        reference: String,
    },
    /// It cannot be set any more.
    #[error("the letter {reference} was not sent: {error}")]
    Letter {
        /// Its reference.
        reference: String,
        /// Why.
        error: LetterError,
    },
}

/// Sets every letter of a population and sends none.
pub fn dry_run(population: impl IntoIterator<Item = Entry>) -> DryRun {
    match dry_run_watched(population, |_, _| ControlFlow::<Infallible>::Continue(())) {
        ControlFlow::Continue(run) => run,
    }
}

/// The same, telling before each letter how many of how many were tried, so that whoever watches can stop it: then there is no dry run.
pub fn dry_run_watched<B>(
    population: impl IntoIterator<Item = Entry>,
    mut watch: impl FnMut(usize, usize) -> ControlFlow<B>,
) -> ControlFlow<B, DryRun> {
    let population: Vec<Entry> = population.into_iter().collect();
    let mut uses: HashMap<String, usize> = HashMap::new();
    for entry in &population {
        *uses.entry(entry.reference.clone()).or_default() += 1;
    }
    let mut run = DryRun { sealed: Vec::new(), failures: Vec::new(), left_out: Vec::new() };
    let of = population.len();
    for (tried, entry) in population.into_iter().enumerate() {
        watch(tried, of)?;
        match set(&entry, uses[&entry.reference]) {
            Ok(rendered) => run.sealed.push(Sealed { seal: seal(&rendered), pages: rendered.pages, entry }),
            Err(reason) => {
                let kind = entry.letter.kind();
                run.failures.push(Failure { reference: entry.reference, kind, reason, excluded: None });
            }
        }
    }
    ControlFlow::Continue(run)
}

fn set(entry: &Entry, uses: usize) -> Result<Rendered, FailureReason> {
    if uses > 1 {
        return Err(FailureReason::ReferenceUsedTwice);
    }
    Ok(render(&entry.letter)?)
}

fn seal(rendered: &Rendered) -> [u8; 32] {
    Sha256::digest(&rendered.pdf).into()
}

impl DryRun {
    /// The counts, for every kind there is a letter of.
    pub fn counts(&self) -> Vec<Counts> {
        let of = |kind| {
            let set = self.sealed.iter().filter(|sealed| sealed.entry.letter.kind() == kind);
            Counts {
                kind,
                set: set.clone().count(),
                failed: self.failures.iter().filter(|failure| failure.kind == kind).count(),
                pages: set.map(|sealed| sealed.pages).sum(),
            }
        };
        Kind::ALL.map(of).into_iter().filter(|counts| counts.set + counts.failed > 0).collect()
    }

    /// Every letter that cannot be sent, in the order of the population.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// Letters to proof-read, each with why it was picked. The same population always gives the same.
    pub fn samples(&self) -> Vec<Sample<'_>> {
        draw(&self.sealed)
    }

    /// The references of the letters that would be sent, in the order of the population.
    pub fn ready(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sealed.iter().map(|sealed| sealed.entry.reference.as_str())
    }

    /// Letters that could be sent and were left out, in the order in which that was done.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Leaves a letter out of the batch, in somebody's name: one that failed, or one that could be sent and shall not be. It is named in
    /// [`DryRun::failures`] or in [`DryRun::left_out`].
    ///
    /// # Errors
    /// Where there is no letter with the reference.
    pub fn exclude(&mut self, reference: &str, exclusion: &Exclusion) -> Result<(), UnknownLetter> {
        if let Some(place) = self.sealed.iter().position(|sealed| sealed.entry.reference == reference) {
            let Entry { reference, letter } = self.sealed.remove(place).entry;
            self.left_out.push(LeftOut { reference, kind: letter.kind(), exclusion: exclusion.clone() });
            return Ok(());
        }
        let mut failed = self.failures.iter_mut().filter(|failure| failure.reference == reference).peekable();
        if failed.peek().is_none() {
            return Err(UnknownLetter(reference.to_owned()));
        }
        failed.for_each(|failure| failure.excluded = Some(exclusion.clone()));
        Ok(())
    }

    /// The batch, where every failure was left out by name.
    ///
    /// # Errors
    /// The dry run, where one was not.
    pub fn into_batch(self) -> Result<Batch, Box<OpenFailures>> {
        if self.failures.iter().any(|failure| failure.excluded.is_none()) {
            return Err(Box::new(OpenFailures { dry_run: self }));
        }
        Ok(Batch { waiting: self.sealed.into_iter() })
    }
}

impl OpenFailures {
    /// How many failures nobody has dealt with.
    pub fn open(&self) -> usize {
        self.dry_run.failures.iter().filter(|failure| failure.excluded.is_none()).count()
    }
}

impl Batch {
    /// The references of the letters that were not given out yet.
    pub fn waiting(&self) -> impl ExactSizeIterator<Item = &str> {
        self.waiting.as_slice().iter().map(|sealed| sealed.entry.reference.as_str())
    }
}

impl Iterator for Batch {
    type Item = Result<Outgoing, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let Sealed { entry: Entry { reference, letter }, seal: expected, .. } = self.waiting.next()?;
        Some(match render(&letter) {
            Ok(rendered) if seal(&rendered) == expected => Ok(Outgoing { reference, rendered }),
            Ok(_) => Err(BatchError::Differs { reference }),
            Err(error) => Err(BatchError::Letter { reference, error }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::*;
    use crate::samples::SampleReason;
    use crate::{Delivery, Letter};

    fn entry(reference: &str, letter: Letter) -> Entry {
        Entry { reference: reference.to_owned(), letter }
    }

    fn population() -> Vec<Entry> {
        one_of_each().into_iter().enumerate().map(|(place, letter)| entry(&format!("L{place}"), letter)).collect()
    }

    /// A decision that cannot be printed: a smiling face in the name.
    fn unprintable() -> Letter {
        let envelope = envelope(law::words::Language::Danish, "Afgørelse");
        Letter::decision(envelope, person("Amira 😀"), Delivery::DigitalPostOnly, reduction())
    }

    fn answered_for() -> Exclusion {
        Exclusion { by: text("Birthe Holm"), why: text("Navnet rettes i CPR; brevet sendes i hånden.") }
    }

    #[test]
    fn every_letter_of_a_population_is_counted_as_set_or_failed() {
        let mut all = population();
        all.push(entry("L9", unprintable()));
        let run = dry_run(all);
        let decisions = run.counts().into_iter().find(|counts| counts.kind == Kind::Decision).expect("there are some");
        assert_eq!((decisions.set, decisions.failed), (2, 1));
        assert_eq!(run.counts().iter().map(|counts| counts.set + counts.failed).sum::<usize>(), 8);
        assert!(run.counts().iter().all(|counts| counts.pages >= counts.set));
    }

    #[test]
    fn a_dry_run_that_is_stopped_is_none() {
        let mut told = Vec::new();
        let stopped = dry_run_watched(population(), |tried, of| {
            told.push((tried, of));
            if tried == 2 { ControlFlow::Break("stopped") } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, ControlFlow::Break("stopped")));
        assert_eq!(told, [(0, 7), (1, 7), (2, 7)]);
    }

    #[test]
    fn a_population_with_a_failure_that_nobody_answers_for_is_not_sent() {
        let run = dry_run([entry("good", grant()), entry("bad", unprintable())]);
        let refused = run.into_batch().expect_err("one failed");
        assert_eq!(refused.open(), 1);
        let failure = &refused.dry_run.failures()[0];
        assert_eq!(failure.reference, "bad");
        assert_eq!(failure.reason, FailureReason::Letter(LetterError::Unprintable { field: "navn", sign: '😀' }));
    }

    #[test]
    fn a_failure_left_out_by_name_lets_the_others_go() {
        let mut run = dry_run([entry("good", grant()), entry("bad", unprintable())]);
        assert_eq!(run.exclude("ugly", &answered_for()), Err(UnknownLetter("ugly".to_owned())));
        run.exclude("bad", &answered_for()).expect("it failed");
        let sent: Vec<Outgoing> = run.into_batch().expect("answered for").collect::<Result<_, _>>().expect("as before");
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].reference, "good");
        assert_eq!(Ok(&sent[0].rendered), render(&grant()).as_ref());
    }

    #[test]
    fn a_letter_that_could_be_sent_is_left_out_by_name_and_counted_no_more() {
        let mut run = dry_run([entry("a", grant()), entry("b", hearing()), entry("c", grant())]);
        run.exclude("b", &answered_for()).expect("it is there");
        assert_eq!(run.exclude("b", &answered_for()), Err(UnknownLetter("b".to_owned())), "only once");
        let left_out: Vec<(&str, Kind)> = run.left_out().iter().map(|one| (one.reference.as_str(), one.kind)).collect();
        assert_eq!(left_out, [("b", Kind::Hearing)]);
        assert_eq!(run.ready().collect::<Vec<_>>(), ["a", "c"]);
        assert!(run.samples().iter().all(|sample| sample.reference != "b"));
        let batch = run.into_batch().expect("nothing failed");
        assert_eq!(batch.waiting().collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn letters_that_share_a_reference_all_fail() {
        let run = dry_run([entry("one", grant()), entry("one", hearing())]);
        let reasons: Vec<&FailureReason> = run.failures().iter().map(|failure| &failure.reason).collect();
        assert_eq!(reasons, [&FailureReason::ReferenceUsedTwice; 2]);
    }

    #[test]
    fn a_batch_that_is_stopped_still_names_what_was_not_sent() {
        let mut batch =
            dry_run([entry("a", grant()), entry("b", hearing()), entry("c", grant())]).into_batch().expect("all good");
        assert_eq!(batch.next().expect("the first").expect("as before").reference, "a");
        assert_eq!(batch.waiting().collect::<Vec<_>>(), ["b", "c"]);
    }

    #[test]
    fn a_letter_that_comes_out_other_than_in_the_dry_run_is_not_sent() {
        let mut run = dry_run([entry("a", grant())]);
        run.sealed[0].entry.letter = hearing();
        let mut batch = run.into_batch().expect("all good");
        assert_eq!(batch.next(), Some(Err(BatchError::Differs { reference: "a".to_owned() })));
    }

    #[test]
    fn samples_hold_every_kind_the_ends_the_longest_name_and_the_protected() {
        let run = dry_run(population());
        let samples = run.samples();
        let reasons = |reference: &str| -> &[SampleReason] {
            samples.iter().find(|sample| sample.reference == reference).map_or(&[], |sample| &sample.reasons)
        };
        assert!(reasons("L0").contains(&SampleReason::First));
        assert!(reasons("L1").contains(&SampleReason::ProtectedAddress));
        assert!(reasons("L6").contains(&SampleReason::Last));
        assert!(reasons("L0").contains(&SampleReason::LongestName));
        for kind in Kind::ALL {
            assert!(samples.iter().any(|sample| sample.reasons.contains(&SampleReason::Kind(kind))), "{kind:?}");
        }
        assert_eq!(samples, dry_run(population()).samples());
    }
}
