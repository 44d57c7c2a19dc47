//! A batch while it runs: set in the background, sent one after the other, and told at any time how far it is.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use casework::letters::{Found, Gap, Member, SendLetter};
use casework::office::{CommandError, Inquirer};
use jiff::Timestamp;
use letters::{DryRun, Entry, Exclusion, FailureReason, Kind, Letter, Text};

use crate::app::App;
use crate::frame::Trouble;
use crate::role_words;
use crate::session::Session;

/// How long a paused batch sleeps before it looks again.
const PAUSE: Duration = Duration::from_millis(200);

/// The batches of the server: one for each officer.
#[derive(Debug, Default)]
pub(crate) struct Batches(Mutex<HashMap<String, Arc<Batch>>>);

impl Batches {
    /// The officer's batch.
    pub(super) fn of(&self, officer: &str) -> Option<Arc<Batch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(officer).cloned()
    }

    /// Puts a new batch in the place of the one before, unless that is sending.
    pub(super) fn put(&self, officer: &str, batch: &Arc<Batch>) -> bool {
        let mut batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = batches.get(officer) {
            if matches!(*before.stage(), Stage::Sending) {
                return false;
            }
            before.wish_for(Wish::Stop);
        }
        batches.insert(officer.to_owned(), Arc::clone(batch));
        true
    }

    /// Forgets the officer's batch, unless it is sending.
    pub(super) fn put_away(&self, officer: &str) {
        let mut batches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sends = batches.get(officer).is_some_and(|batch| matches!(*batch.stage(), Stage::Sending));
        if !sends && let Some(batch) = batches.remove(officer) {
            batch.wish_for(Wish::Stop);
        }
    }
}

/// What the officer wishes of a batch that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    GoOn,
    Pause,
    Stop,
}

/// A batch of letters of one kind.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) kind: Kind,
    stage: Mutex<Stage>,
    wish: AtomicU8,
    tried: AtomicUsize,
    of: AtomicUsize,
}

/// How far a batch has come.
#[derive(Debug)]
pub(super) enum Stage {
    /// Every letter is being set, none is sent.
    Setting,
    /// Every letter was tried.
    Ready(Box<Ready>),
    /// They leave, one after the other.
    Sending,
    /// It is over: what became of each, and how many were left when it was stopped.
    Ended { outcomes: Vec<Done>, left: usize },
    /// It broke, or was stopped before a letter was sent.
    Broken,
}

/// What became of a letter.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) case: String,
    pub(super) how: Outcome,
}

/// What can become of a letter.
#[derive(Debug)]
pub(super) enum Outcome {
    Sent,
    ChangedMeanwhile,
    Differs,
    Refused,
    Broken,
}

/// A population that was tried.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) run: DryRun,
    members: BTreeMap<String, Member>,
    /// Those whom no letter could be written to yet, with who left them out and why.
    unwritten: Vec<(String, Vec<Gap>, Option<String>)>,
}

/// A letter that cannot be sent.
pub(super) struct FailureOf<'a> {
    pub(super) case: String,
    pub(super) reference: String,
    pub(super) gaps: &'a [Gap],
    pub(super) why: Option<&'a FailureReason>,
    pub(super) excluded: Option<String>,
}

impl Ready {
    /// How many letters are ready to leave.
    pub(super) fn count(&self) -> usize {
        self.run.counts().iter().map(|counts| counts.set).sum()
    }

    /// The case of a reference: a case that cannot be read is its own reference.
    pub(super) fn case_of(&self, reference: &str) -> String {
        self.members.get(reference).map_or_else(|| reference.to_owned(), |member| member.from.case.to_string())
    }

    /// Every letter that cannot be sent.
    pub(super) fn failures(&self) -> impl Iterator<Item = FailureOf<'_>> {
        let unwritten = self.unwritten.iter().map(|(reference, gaps, excluded)| FailureOf {
            case: self.case_of(reference),
            reference: reference.clone(),
            gaps,
            why: None,
            excluded: excluded.clone(),
        });
        let unset = self.run.failures().iter().map(|failure| FailureOf {
            case: self.case_of(&failure.reference),
            reference: failure.reference.clone(),
            gaps: &[],
            why: Some(&failure.reason),
            excluded: failure.excluded.as_ref().map(|one| format!("{}: {}", one.by.as_str(), one.why.as_str())),
        });
        unwritten.chain(unset)
    }
}

impl Batch {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            stage: Mutex::new(Stage::Setting),
            wish: AtomicU8::new(0),
            tried: AtomicUsize::new(0),
            of: AtomicUsize::new(0),
        }
    }

    pub(super) fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many of how many.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.tried.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    pub(super) fn wish(&self) -> Wish {
        match self.wish.load(Ordering::Relaxed) {
            0 => Wish::GoOn,
            1 => Wish::Pause,
            _ => Wish::Stop,
        }
    }

    pub(super) fn wish_for(&self, wish: Wish) {
        let number = match wish {
            Wish::GoOn => 0,
            Wish::Pause => 1,
            Wish::Stop => 2,
        };
        self.wish.store(number, Ordering::Relaxed);
    }

    fn tell(&self, tried: usize, of: usize) {
        self.tried.store(tried, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// Waits while the officer wishes a pause; whether to go on.
    fn goes_on(&self) -> bool {
        loop {
            match self.wish() {
                Wish::GoOn => return true,
                Wish::Stop => return false,
                Wish::Pause => std::thread::sleep(PAUSE),
            }
        }
    }

    /// Leaves failures out in somebody's name. Without a reason nothing is left out.
    pub(super) fn exclude(&self, references: &[String], by: &str, why: &str) {
        let (Ok(by), Ok(why)) = (Text::new(by), Text::new(why)) else { return };
        let mut stage = self.stage();
        let Stage::Ready(ready) = &mut *stage else { return };
        for (reference, _, excluded) in &mut ready.unwritten {
            if references.contains(reference) {
                *excluded = Some(format!("{}: {}", by.as_str(), why.as_str()));
            }
        }
        let exclusion = Exclusion { by, why };
        for reference in references {
            // Those that could not even be written are not in the dry run; they were left out above.
            let _ = ready.run.exclude(reference, &exclusion);
        }
    }

    /// A sample, with its case.
    pub(super) fn sample(&self, place: usize) -> Option<(String, Letter)> {
        let stage = self.stage();
        let Stage::Ready(ready) = &*stage else { return None };
        let samples = ready.run.samples();
        let sample = samples.get(place)?;
        Some((ready.case_of(sample.reference), sample.letter.clone()))
    }
}

/// Sets every letter of a population in the background.
pub(super) fn dry_run(batch: Arc<Batch>, found: Found) {
    tokio::task::spawn_blocking(move || {
        let mut entries = Vec::new();
        let unreadable = found.unreadable.into_iter();
        let mut unwritten: Vec<_> = unreadable.map(|case| (case.to_string(), vec![Gap::Unreadable], None)).collect();
        let mut members = BTreeMap::new();
        for member in found.members {
            let reference = format!("{}/{}", member.from.case, member.from.occasion.fact);
            match &member.written.letter {
                Ok(letter) => entries.push(Entry { reference: reference.clone(), letter: letter.clone() }),
                Err(gaps) => unwritten.push((reference.clone(), gaps.clone(), None)),
            }
            members.insert(reference, member);
        }
        let run = letters::dry_run_watched(entries, |tried, of| {
            batch.tell(tried, of);
            if batch.goes_on() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        *batch.stage() = match run {
            ControlFlow::Continue(run) => Stage::Ready(Box::new(Ready { run, members, unwritten })),
            ControlFlow::Break(()) => Stage::Broken,
        };
    });
}

/// Sends a batch whose failures are all dealt with, one letter after the other.
pub(super) fn send(app: &App, session: &Session, batch: Arc<Batch>) -> Result<(), Trouble> {
    let ready = {
        let mut stage = batch.stage();
        let may_go =
            matches!(&*stage, Stage::Ready(ready) if ready.failures().all(|failure| failure.excluded.is_some()));
        if !may_go {
            return Err(Trouble::Conflict);
        }
        match std::mem::replace(&mut *stage, Stage::Sending) {
            Stage::Ready(ready) => ready,
            other => {
                *stage = other;
                return Err(Trouble::Conflict);
            }
        }
    };
    let Ready { run, members, .. } = *ready;
    let letters = match run.into_batch() {
        Ok(letters) => letters,
        Err(open) => {
            *batch.stage() = Stage::Broken;
            return Err(Trouble::broken(*open));
        }
    };
    let (app, officer) = (app.clone(), Arc::clone(&session.officer));
    tokio::task::spawn_blocking(move || {
        let mut letters = letters;
        let of = letters.waiting().len();
        let mut outcomes = Vec::new();
        batch.tell(0, of);
        while batch.goes_on() {
            let Some(next) = letters.next() else { break };
            let inquirer = Inquirer { officer: &officer, purpose: role_words::purpose(officer.role) };
            outcomes.push(send_one(&app, inquirer, &members, next));
            batch.tell(outcomes.len(), of);
        }
        let left = letters.waiting().len();
        *batch.stage() = Stage::Ended { outcomes, left };
    });
    Ok(())
}

fn send_one(
    app: &App,
    inquirer: Inquirer<'_>,
    members: &BTreeMap<String, Member>,
    next: Result<letters::Outgoing, letters::BatchError>,
) -> Done {
    let (reference, rendered) = match next {
        Ok(outgoing) => (outgoing.reference, Some(outgoing.rendered)),
        Err(letters::BatchError::Differs { reference } | letters::BatchError::Letter { reference, .. }) => {
            (reference, None)
        }
    };
    let member = members.get(&reference);
    let case = member.map_or_else(|| reference.clone(), |member| member.from.case.to_string());
    let (Some(member), Some(rendered)) = (member, rendered) else { return Done { case, how: Outcome::Differs } };
    let Ok(letter) = member.written.letter.clone() else { return Done { case, how: Outcome::Differs } };
    let command = SendLetter {
        written_from: member.from.clone(),
        from: member.written.version,
        title: letter.title(),
        letter,
        rendered,
    };
    let how = match app.office().act(inquirer, &command, Timestamp::now()) {
        Ok(_) => Outcome::Sent,
        Err(CommandError::ChangedMeanwhile(_)) => Outcome::ChangedMeanwhile,
        Err(CommandError::Invalid(_)) => Outcome::Differs,
        Err(CommandError::Refused(_)) => Outcome::Refused,
        Err(error) => {
            // Written to the log under a number; the page says that it was not sent.
            let _ = Trouble::broken(error);
            Outcome::Broken
        }
    };
    Done { case, how }
}
