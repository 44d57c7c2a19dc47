//! A batch while it runs: set in the background, sent one after the other, and told at any time how far it is.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use casework::letters::{Found, Gap, Member, SendLetter};
use casework::office::{CommandError, Inquirer};
use jiff::Timestamp;
use letters::{DryRun, Entry, Exclusion, FailureReason, Kind, Letter, Text};

use crate::app::App;
use crate::batches::Course;
use crate::frame::Trouble;
use crate::role_words;
use crate::session::Session;

/// A batch of letters of one kind.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(super) kind: Kind,
    course: Course,
    stage: Mutex<Stage>,
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
    Ended { outcomes: Vec<Done>, left: usize, left_out: Vec<(String, String)> },
    /// The trial broke or was stopped: no letter was sent.
    Broken,
    /// Sending broke: some letters may have left.
    SendingBroken,
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

    /// The letters that would be sent: reference and case.
    pub(super) fn letters(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.run.ready().map(|reference| (reference.to_owned(), self.case_of(reference)))
    }

    /// Letters that could be sent and were left out: the case, and who left it out and why.
    pub(super) fn left_out(&self) -> Vec<(String, String)> {
        self.run.left_out().iter().map(|one| (self.case_of(&one.reference), in_words(&one.exclusion))).collect()
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
            excluded: failure.excluded.as_ref().map(in_words),
        });
        unwritten.chain(unset)
    }
}

impl crate::batches::Batch for Batch {
    fn course(&self) -> &Course {
        &self.course
    }

    fn is_at_work(&self) -> bool {
        matches!(*self.stage(), Stage::Sending)
    }
}

impl Batch {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, course: Course::default(), stage: Mutex::new(Stage::Setting) }
    }

    pub(super) fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves letters out in somebody's name: those with these references, and those of a case that was typed. Without a reason nothing
    /// is left out.
    pub(super) fn exclude(&self, references: &[String], case: &str, by: &str, why: &str) {
        let (Ok(by), Ok(why)) = (Text::new(by), Text::new(why)) else { return };
        let mut stage = self.stage();
        let Stage::Ready(ready) = &mut *stage else { return };
        for (reference, _, excluded) in &mut ready.unwritten {
            if references.contains(reference) {
                *excluded = Some(format!("{}: {}", by.as_str(), why.as_str()));
            }
        }
        let exclusion = Exclusion { by, why };
        let of_case: Vec<String> =
            ready.letters().filter(|(_, of)| of == case).map(|(reference, _)| reference).collect();
        for reference in references.iter().chain(&of_case) {
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
        let unless_it_ends = Unended(&batch);
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
            batch.course.tell(tried, of);
            if batch.course.goes_on() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        *batch.stage() = match run {
            ControlFlow::Continue(run) => Stage::Ready(Box::new(Ready { run, members, unwritten })),
            ControlFlow::Break(()) => Stage::Broken,
        };
        drop(unless_it_ends);
    });
}

/// A batch at work. One whose work ends by a panic is broken, not at work for ever: its officer can begin another.
struct Unended<'a>(&'a Batch);

impl Drop for Unended<'_> {
    fn drop(&mut self) {
        let mut stage = self.0.stage();
        match *stage {
            Stage::Setting => *stage = Stage::Broken,
            Stage::Sending => *stage = Stage::SendingBroken,
            Stage::Ready(_) | Stage::Ended { .. } | Stage::Broken | Stage::SendingBroken => {}
        }
    }
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
    let left_out = ready.left_out();
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
        let unless_it_ends = Unended(&batch);
        let mut letters = letters;
        let of = letters.waiting().len();
        let mut outcomes = Vec::new();
        let mut own = BTreeMap::new();
        batch.course.tell(0, of);
        while batch.course.goes_on() {
            let Some(next) = letters.next() else { break };
            let inquirer = Inquirer { officer: &officer, purpose: role_words::purpose(officer.role) };
            outcomes.push(send_one(&app, inquirer, &members, next, &mut own));
            batch.course.tell(outcomes.len(), of);
        }
        let left = letters.waiting().len();
        *batch.stage() = Stage::Ended { outcomes, left, left_out };
        drop(unless_it_ends);
    });
    Ok(())
}

/// Who left a letter out, and why.
fn in_words(exclusion: &Exclusion) -> String {
    format!("{}: {}", exclusion.by.as_str(), exclusion.why.as_str())
}

/// By case: the version that the batch's letters were written from, and the one after the last of them was sent.
type OwnVersions = BTreeMap<String, (u64, u64)>;

fn send_one(
    app: &App,
    inquirer: Inquirer<'_>,
    members: &BTreeMap<String, Member>,
    next: Result<letters::Outgoing, letters::BatchError>,
    own: &mut OwnVersions,
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
    let version = member.written.version;
    // What the batch itself made of the case is no change by another; that the letter still is what was read, sending sees to.
    let from = own.get(&case).filter(|(before, _)| *before == version).map_or(version, |(_, after)| *after);
    let command = SendLetter { written_from: member.from.clone(), from, title: letter.title(), letter, rendered };
    let how = match app.office().act_at(inquirer, &command, Timestamp::now()) {
        Ok((_, after)) => {
            own.insert(case.clone(), (version, after));
            Outcome::Sent
        }
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
