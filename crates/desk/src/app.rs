//! What every handler works with: the office, the sessions, who may enter, and when the nights run.

use std::sync::{Arc, Mutex, PoisonError};

use casework::detections::DetectionKind;
use casework::office::{
    AskError, Command, CommandError, FieldProblem, Inquirer, JudgeError, Judging, Meanwhile, Office, Once, Purpose,
    Question, Refused,
};
use casework::questions::{FindingsSeen, Page};
use casework::stewardship::StewardError;
use jiff::Timestamp;
use journal::{Journal, JournalError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{Semaphore, watch};

use crate::answers::Answers;
use crate::batches::Batches;
use crate::frame::Trouble;
use crate::officers::Officers;
use crate::pages::letters::batches::Batch as LetterBatch;
use crate::pages::work::Assigning;
use crate::schedule::Schedule;
use crate::session::{Session, Sessions};

/// What every handler works with.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

struct Inner {
    office: Office,
    officers: Officers,
    sessions: Sessions,
    answers: Answers,
    letter_batches: Batches<LetterBatch>,
    assignings: Batches<Assigning>,
    schedule: Option<Arc<Schedule>>,
    /// Places for those who follow the nights as they run.
    followers: Arc<Semaphore>,
    /// Since when the book has not taken in what came into the journal; none while it does.
    behind_since: Mutex<Option<Timestamp>>,
    /// Says that the server stops: whoever follows something would keep it from stopping.
    stopping: watch::Sender<bool>,
}

/// Most who follow the nights at the same time.
const FOLLOWERS_MAX: usize = 64;

/// Why a change was not made, told to whoever can mend it.
#[derive(Clone, Debug)]
pub(crate) enum Rejected {
    /// Fields that cannot be taken.
    Invalid(Vec<FieldProblem>),
    /// Somebody else changed the same thing.
    ChangedMeanwhile(Box<Meanwhile>),
}

impl App {
    pub(crate) fn new(office: Office, officers: Officers, schedule: Option<Arc<Schedule>>) -> Self {
        let followers = Arc::new(Semaphore::new(FOLLOWERS_MAX));
        let stopping = watch::Sender::new(false);
        let (sessions, letter_batches, assignings) = (Sessions::default(), Batches::default(), Batches::default());
        let answers = Answers::default();
        Self(Arc::new(Inner {
            office,
            officers,
            sessions,
            answers,
            letter_batches,
            assignings,
            schedule,
            followers,
            behind_since: Mutex::new(None),
            stopping,
        }))
    }

    pub(crate) fn office(&self) -> &Office {
        &self.0.office
    }

    pub(crate) fn officers(&self) -> &Officers {
        &self.0.officers
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    pub(crate) fn answers(&self) -> &Answers {
        &self.0.answers
    }

    pub(crate) fn letter_batches(&self) -> &Batches<LetterBatch> {
        &self.0.letter_batches
    }

    pub(crate) fn assignings(&self) -> &Batches<Assigning> {
        &self.0.assignings
    }

    pub(crate) fn schedule(&self) -> Option<&Arc<Schedule>> {
        self.0.schedule.as_ref()
    }

    pub(crate) fn followers(&self) -> &Arc<Semaphore> {
        &self.0.followers
    }

    /// Becomes true when the server stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }

    /// Says that the server stops.
    pub(crate) fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Since when the book does not take in what comes into the journal; none while it does.
    pub(crate) fn behind_since(&self) -> Option<Timestamp> {
        *self.0.behind_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether the book takes in what comes into the journal.
    pub(crate) fn tell_up_to_date(&self, is_up_to_date: bool, now: Timestamp) {
        let mut since = self.0.behind_since.lock().unwrap_or_else(PoisonError::into_inner);
        *since = if is_up_to_date { None } else { since.or(Some(now)) };
    }

    /// Asks the office in an officer's name.
    pub(crate) async fn ask<Q>(&self, session: &Session, purpose: Purpose, question: Q) -> Result<Q::Answer, Trouble>
    where
        Q: Question + Send + 'static,
        Q::Answer: Send + 'static,
    {
        let officer = Arc::clone(&session.officer);
        self.blocking(move |app| {
            let asked = app.office().ask(Inquirer { officer: &officer, purpose }, &question);
            asked.map_err(asked_in_vain)
        })
        .await
    }

    /// A page of what the last night found in the registers.
    pub(crate) async fn findings(
        &self,
        session: &Session,
        what: Option<DetectionKind>,
        page: Page,
    ) -> Result<FindingsSeen, Trouble> {
        let officer = Arc::clone(&session.officer);
        self.blocking(move |app| {
            let inquirer = Inquirer { officer: &officer, purpose: Purpose::Coupling };
            app.office().findings(inquirer, what, page).map_err(asked_in_vain)
        })
        .await
    }

    /// Makes a change in an officer's name.
    pub(crate) async fn act<C>(
        &self,
        session: &Session,
        purpose: Purpose,
        command: C,
    ) -> Result<Result<C::Done, Rejected>, Trouble>
    where
        C: Command + Send + 'static,
        C::Done: Send + 'static,
    {
        let officer = Arc::clone(&session.officer);
        self.blocking(move |app| {
            let done = app.office().act(Inquirer { officer: &officer, purpose }, &command, Timestamp::now());
            match done {
                Ok(done) => Ok(Ok(done)),
                Err(error) => rejection(error).map(Err),
            }
        })
        .await
    }

    /// As [`App::act`], done once however often it is sent: the answer to the first sending is given again.
    pub(crate) async fn act_once<C, A>(
        &self,
        session: &Session,
        purpose: Purpose,
        command: C,
        once: Once,
        answer: impl Fn(&C::Done) -> A + Send + 'static,
    ) -> Result<Result<A, Rejected>, Trouble>
    where
        C: Command + Send + 'static,
        A: Serialize + DeserializeOwned + Send + 'static,
    {
        let officer = Arc::clone(&session.officer);
        self.blocking(move |app| {
            let inquirer = Inquirer { officer: &officer, purpose };
            let answer =
                |done: &C::Done, _: u64| serde_json::to_string(&answer(done)).expect("an answer is plain data");
            match app.office().act_once(inquirer, &command, &once, Timestamp::now(), answer) {
                Ok(answered) => Ok(Ok(serde_json::from_str(&answered.answer)?)),
                Err(CommandError::KeyUsedOtherwise) => Err(Trouble::SentBefore),
                Err(error) => rejection(error).map(Err),
            }
        })
        .await
    }

    /// Decides a pair in an officer's name: where the decision stands, or why it cannot be made.
    pub(crate) async fn judge(
        &self,
        session: &Session,
        judging: Judging,
    ) -> Result<Result<u64, StewardError>, Trouble> {
        let officer = Arc::clone(&session.officer);
        self.blocking(move |app| {
            let inquirer = Inquirer { officer: &officer, purpose: Purpose::Coupling };
            match app.office().judge(inquirer, &judging, Timestamp::now()) {
                Ok(position) => Ok(Ok(position)),
                Err(JudgeError::Refused(refused)) => Err(refusal(&refused)),
                Err(JudgeError::Steward(error @ (StewardError::Journal(_) | StewardError::Coupling(_)))) => {
                    Err(Trouble::broken(error))
                }
                Err(JudgeError::Steward(error)) => Ok(Err(error)),
                Err(error) => Err(Trouble::broken(error)),
            }
        })
        .await
    }

    /// Works with the journal itself: nights, drafts, the read log.
    pub(crate) async fn with_journal<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Journal) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.blocking(move |app| app.office().with_journal(work).map_err(Trouble::broken)).await
    }

    /// Runs where it may block.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let app = self.clone();
        tokio::task::spawn_blocking(move || work(&app)).await?
    }
}

/// What cannot be mended by whoever asked, and what can.
pub(crate) fn rejection(error: CommandError) -> Result<Rejected, Trouble> {
    match error {
        CommandError::Invalid(problems) => Ok(Rejected::Invalid(problems)),
        CommandError::ChangedMeanwhile(meanwhile) => Ok(Rejected::ChangedMeanwhile(meanwhile)),
        CommandError::Refused(refused) => Err(refusal(&refused)),
        error => Err(Trouble::broken(error)),
    }
}

/// Why a question got no answer.
pub(crate) fn asked_in_vain(error: AskError) -> Trouble {
    match error {
        AskError::Refused(refused) => refusal(&refused),
        error => Trouble::broken(error),
    }
}

/// What a refusal is told as.
pub(crate) fn refusal(refused: &Refused) -> Trouble {
    match refused {
        Refused::NotFound => Trouble::NotFound,
        Refused::NotYourTask(_) => Trouble::Forbidden,
    }
}
