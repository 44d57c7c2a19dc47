//! The night: deliveries in, couplings and a report out, every step a fact.
//!
//! A night is a row of stages. Each stage is one transaction of the journal that ends with a fact saying that it is
//! done, so a night that is killed anywhere goes on with the first stage that is not. Nothing is done twice: what a
//! stage would append is always the difference between what it finds and what the journal already says.
//!
//! Nothing here decides whether two persons are one; that is `linkage`. Nothing here knows how a report looks.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Fact, Filter, Journal, JournalError};
use linkage::Config;
use rayon::prelude::*;

use crate::content::{ContentError, FactText};
use crate::coupling::{self, CouplingError, Proposal};
use crate::delivery::{self, Chosen, Deliveries, DeliveryError, Prepared};
use crate::fact::{self, NightAbandoned, NightRefused, NightStarted, Stage, StageCompleted};
use crate::outputs::{self, OutputError};
use crate::report::Report;
use crate::settings::Settings;
use crate::stage::{self, StageError};
use crate::state::{State, UnfinishedNight};
use crate::{administrative_numbers, conclusion, intake, municipality_errors};

/// What a night is told.
pub struct Night<'a> {
    /// Its date.
    pub date: Date,
    /// The deliveries that lie ready.
    pub deliveries: &'a Deliveries,
    /// Settings.
    pub settings: &'a Settings,
    /// How persons are coupled.
    pub coupling: &'a Config,
    /// Folder for everything that leaves the house: report, error lists, requests, quarantine.
    pub out: PathBuf,
    /// Makes the report's page, which lies beside its other results.
    pub page: &'a dyn Fn(&Report) -> String,
    /// The clock.
    pub now: &'a dyn Fn() -> Timestamp,
    /// Told of each step, for whoever watches.
    pub watch: &'a dyn Fn(Step<'_>),
}

/// A step of a night, for whoever watches.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// The journal is being folded.
    Folding,
    /// An unfinished night goes on.
    Resuming(Date),
    /// A delivery is being read and checked.
    Reading(&'a str),
    /// A delivery is being stored.
    Storing(&'a str),
    /// The registers are being coupled.
    Coupling,
    /// The report is being made.
    Reporting,
}

/// How a night ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It completed; look at the report's alarms.
    Completed(Box<Report>),
    /// There was a delivery that must not be used, and nothing was stored.
    Refused(NightRefused),
    /// This night, or a later one, has completed before; nothing was done.
    AlreadyCompleted(Date),
}

/// Why a night stopped in the middle. What completed stages stored is kept; run it again to go on.
#[derive(Debug, thiserror::Error)]
pub enum NightError {
    /// The journal, or another night that runs now.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal holds something that this program cannot take in.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// A fact could not be appended.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// A delivery cannot be read at all.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// The registers cannot be coupled.
    #[error(transparent)]
    Coupling(#[from] CouplingError),
    /// A result cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A delivery of the unfinished night is no longer where it was, or is another file now.
    #[error("the night {night} is unfinished and needs {file} (SHA-256 {sha256}), which is not among the deliveries")]
    DeliveryGone {
        /// The unfinished night.
        night: Date,
        /// The file it announced.
        file: String,
        /// The hash it announced.
        sha256: String,
    },
}

impl NightError {
    /// Whether somebody else appended facts while a stage was under way.
    fn is_conflict(&self) -> bool {
        let (Self::Journal(journal)
        | Self::Stage(StageError::Journal(journal))
        | Self::Coupling(CouplingError::Journal(journal) | CouplingError::Stage(StageError::Journal(journal)))) = self
        else {
            return false;
        };
        matches!(journal, JournalError::Conflict { .. })
    }
}

/// Facts that are fetched before they are read together, on all cores.
const PORTION: usize = 16_384;

/// Folds the whole journal: one thread fetches the facts, the others read them, this one takes them in.
pub fn fold(journal: &mut Journal) -> Result<State, NightError> {
    let mut state = State::default();
    let (sender, portions) = sync_channel(2);
    std::thread::scope(|scope| {
        let fetching = scope.spawn(move || fetch(journal, &sender));
        let taken = portions.into_iter().try_for_each(|portion| take_in(&mut state, portion));
        let fetched = fetching.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // A fact that cannot be read ends the fetching too; it is the cause and comes first.
        taken?;
        Ok::<(), NightError>(fetched?)
    })?;
    Ok(state)
}

/// Fetches every fact, a portion at a time, for as long as somebody takes them.
fn fetch(journal: &mut Journal, portions: &SyncSender<Vec<Fact>>) -> Result<(), JournalError> {
    let mut portion = Vec::with_capacity(PORTION);
    journal.read(0, &Filter::all(), |found| {
        portion.push(found.to_fact());
        if portion.len() < PORTION {
            return ControlFlow::Continue(());
        }
        match portions.send(std::mem::replace(&mut portion, Vec::with_capacity(PORTION))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    // Nobody takes the rest only when an earlier portion could not be read, which is told there.
    let _ = portions.send(portion);
    Ok(())
}

/// Reads a portion of facts on all cores, and takes them in, in their order.
fn take_in(state: &mut State, portion: Vec<Fact>) -> Result<(), ContentError> {
    let contents: Vec<_> = portion.into_par_iter().map(|fact| (fact.position, text_of(&fact).content())).collect();
    for (position, content) in contents {
        state.take_in(position, content?);
    }
    Ok(())
}

fn text_of(fact: &Fact) -> FactText<'_> {
    FactText { position: fact.position, kind: &fact.kind, subject: &fact.subject, payload: &fact.payload }
}

/// How often a night begins anew when somebody decides something while it runs.
const ATTEMPTS: usize = 5;

/// Runs a night, or goes on with the one that was interrupted.
///
/// A data steward may decide something meanwhile. Then the stage under way is not stored, and the night goes on from
/// the journal as it is now: nobody's decision is overruled by what the night knew before it.
pub fn run(journal: &mut Journal, night: &Night<'_>) -> Result<Ended, NightError> {
    let _lock = journal.lock("night")?;
    let mut attempt = 1;
    loop {
        match once(journal, night) {
            Err(error) if error.is_conflict() && attempt < ATTEMPTS => attempt += 1,
            ended => return ended,
        }
    }
}

fn once(journal: &mut Journal, night: &Night<'_>) -> Result<Ended, NightError> {
    (night.watch)(Step::Folding);
    let mut state = fold(journal)?;
    from_state(journal, &mut state, night)
}

/// Runs a night from the state that the journal folds to; afterwards it is the state that the journal folds to then.
fn from_state(journal: &mut Journal, state: &mut State, night: &Night<'_>) -> Result<Ended, NightError> {
    let last = state.nights.last().map(|entry| entry.trend.night);
    if let Some(last) = last.filter(|&last| state.unfinished.is_none() && last >= night.date) {
        return Ok(Ended::AlreadyCompleted(last));
    }
    let prepared = prepare(state, night)?;
    let date = state.unfinished.as_ref().map_or(night.date, |unfinished| unfinished.night);
    let mut run = Run { journal, state, night, date };
    match prepared {
        Ok(Ready { deliveries, passed_over }) => {
            run.through(deliveries, &passed_over).map(|report| Ended::Completed(Box::new(report)))
        }
        Err(refused) => {
            run.stage(|stage, about| Ok(stage.append(fact::NIGHT_REFUSED, about, &refused)?))?;
            Ok(Ended::Refused(refused))
        }
    }
}

/// Gives up the night that is unfinished, when what it needs will never come. What it stored stays.
pub fn abandon(journal: &mut Journal, by: &str, reason: &str, now: Timestamp) -> Result<Option<Date>, NightError> {
    let _lock = journal.lock("night")?;
    let mut state = fold(journal)?;
    let Some(night) = state.unfinished.as_ref().map(|unfinished| unfinished.night) else { return Ok(None) };
    let abandoned = NightAbandoned { reason: reason.to_owned() };
    stage::run::<NightError>(journal, &mut state, by, now, |stage| {
        Ok(stage.append(fact::NIGHT_ABANDONED, fact::night_subject(night), &abandoned)?)
    })?;
    Ok(Some(night))
}

/// What a night is to store, and what of the inbox it passes over.
struct Ready {
    deliveries: Vec<Prepared>,
    passed_over: Vec<String>,
}

/// Reads and checks every delivery before anything is stored: all of them are good, or the night is refused.
fn prepare(state: &State, night: &Night<'_>) -> Result<Result<Ready, NightRefused>, NightError> {
    if let Some(unfinished) = &state.unfinished {
        (night.watch)(Step::Resuming(unfinished.night));
        let deliveries = prepare_rest(state, unfinished, night)?;
        return Ok(Ok(Ready { deliveries, passed_over: Vec::new() }));
    }
    let mut prepared = Vec::new();
    let mut last_produced = delivery::last_produced(state);
    let Chosen { to_read, passed_over } = night.deliveries.choose(state, night.settings)?;
    for (source, path) in to_read {
        let name = path.display().to_string();
        (night.watch)(Step::Reading(&name));
        let delivery = delivery::read(source, path, night.settings)?;
        if let Err(refusal) = delivery.verdict(last_produced.get(&source).copied(), night.settings) {
            return Ok(Err(NightRefused { refusal }));
        }
        last_produced.extend(delivery.produced_on().map(|day| (source, day)));
        prepared.push(delivery);
    }
    Ok(Ok(Ready { deliveries: prepared, passed_over }))
}

/// The deliveries that an unfinished night announced and has not stored, as they were announced.
fn prepare_rest(state: &State, unfinished: &UnfinishedNight, night: &Night<'_>) -> Result<Vec<Prepared>, NightError> {
    let stored: BTreeSet<&str> = unfinished.stored.iter().map(|stored| stored.sha256.as_str()).collect();
    let mut last_produced = delivery::last_produced(state);
    let mut prepared = Vec::new();
    for announced in &unfinished.started.deliveries {
        if stored.contains(announced.sha256.as_str()) {
            continue;
        }
        (night.watch)(Step::Reading(&announced.file));
        let found = delivery::find(announced, night.deliveries, night.settings)?;
        let usable =
            found.filter(|found| found.verdict(last_produced.get(&announced.source).copied(), night.settings).is_ok());
        let delivery = usable.ok_or_else(|| NightError::DeliveryGone {
            night: unfinished.night,
            file: announced.file.clone(),
            sha256: announced.sha256.clone(),
        })?;
        last_produced.extend(delivery.produced_on().map(|day| (announced.source, day)));
        prepared.push(delivery);
    }
    Ok(prepared)
}

/// A night under way.
struct Run<'a> {
    journal: &'a mut Journal,
    state: &'a mut State,
    night: &'a Night<'a>,
    /// The date of the night that is run: the asked one, or the one that was interrupted.
    date: Date,
}

impl Run<'_> {
    fn through(&mut self, prepared: Vec<Prepared>, passed_over: &[String]) -> Result<Report, NightError> {
        self.begin(&prepared)?;
        for delivery in prepared {
            self.store(&delivery)?;
        }
        let proposal = self.couple()?;
        self.request_numbers(&proposal)?;
        self.tell_municipalities()?;
        self.complete(&proposal, passed_over)
    }

    fn begin(&mut self, prepared: &[Prepared]) -> Result<(), NightError> {
        if self.state.unfinished.is_some() {
            return Ok(());
        }
        let started = NightStarted { deliveries: prepared.iter().map(Prepared::announced).collect() };
        self.stage(|stage, about| Ok(stage.append(fact::NIGHT_STARTED, about, &started)?))
    }

    fn store(&mut self, delivery: &Prepared) -> Result<(), NightError> {
        (self.night.watch)(Step::Storing(delivery.file()));
        outputs::write_quarantine(&self.night.out, self.date, delivery)?;
        let date = self.date;
        self.stage(|stage, _| Ok(intake::store(stage, delivery, date)?))
    }

    fn couple(&mut self) -> Result<Proposal, NightError> {
        (self.night.watch)(Step::Coupling);
        let proposal = coupling::propose(self.journal, self.state, self.night.coupling)?;
        let figures = &proposal.figures;
        self.completing(Stage::Coupling, |stage| {
            coupling::append(stage, &proposal)?;
            let (candidate_pairs, warnings) = (Some(figures.candidate_pairs), figures.warnings.clone());
            Ok(StageCompleted { stage: Stage::Coupling, facts: stage.appended(), candidate_pairs, warnings })
        })?;
        coupling::keep(self.journal, &proposal)?;
        outputs::write_detections(&self.night.out, &proposal.detections)?;
        Ok(proposal)
    }

    fn request_numbers(&mut self, proposal: &Proposal) -> Result<(), NightError> {
        let resembled = coupling::resembled(proposal);
        let requests = administrative_numbers::requests(self.state, &resembled, self.date, self.night.settings);
        self.completing(Stage::AdministrativeNumbers, |stage| {
            for request in &requests {
                stage.append(fact::NUMBER_REQUESTED, fact::carl2_subject(&request.person_id), request)?;
            }
            Ok(completed(Stage::AdministrativeNumbers, stage.appended()))
        })?;
        Ok(outputs::write_requests(&self.night.out, self.state, self.date)?)
    }

    fn tell_municipalities(&mut self) -> Result<(), NightError> {
        let changes = municipality_errors::changes(self.state, self.date, self.night.settings);
        self.completing(Stage::MunicipalityErrors, |stage| {
            for (kind, errors) in
                [(fact::MUNICIPALITY_ERROR_CLOSED, &changes.closed), (fact::MUNICIPALITY_ERROR_OPENED, &changes.opened)]
            {
                for error in errors {
                    stage.append(kind, fact::cpr_subject(error.cpr_number), error)?;
                }
            }
            Ok(completed(Stage::MunicipalityErrors, stage.appended()))
        })?;
        Ok(outputs::write_municipality_errors(&self.night.out, self.state)?)
    }

    fn complete(&mut self, proposal: &Proposal, passed_over: &[String]) -> Result<Report, NightError> {
        (self.night.watch)(Step::Reporting);
        let conclusion =
            conclusion::conclude(self.journal, self.state, self.date, proposal, passed_over, self.night.settings)?;
        outputs::write_conclusion(&self.night.out, &conclusion)?;
        let page = (self.night.page)(&conclusion.report);
        outputs::write_page(&self.night.out, &page)?;
        let report = conclusion.report;
        self.stage(|stage, about| Ok(stage.append(fact::NIGHT_COMPLETED, about, &report)?))?;
        Ok(report)
    }

    /// A stage that is skipped when the night has already completed it.
    fn completing(
        &mut self,
        which: Stage,
        work: impl FnOnce(&mut stage::Stage<'_>) -> Result<StageCompleted, NightError>,
    ) -> Result<(), NightError> {
        if self.state.unfinished.as_ref().is_some_and(|unfinished| unfinished.completed.contains_key(&which)) {
            return Ok(());
        }
        self.stage(|stage, about| {
            let completed = work(stage)?;
            Ok(stage.append(fact::STAGE_COMPLETED, about, &completed)?)
        })
    }

    /// A stage; `work` also gets the subject of facts about the night itself.
    fn stage(
        &mut self,
        work: impl FnOnce(&mut stage::Stage<'_>, String) -> Result<(), NightError>,
    ) -> Result<(), NightError> {
        let about = fact::night_subject(self.date);
        let actor = &self.night.settings.actor;
        stage::run(self.journal, self.state, actor, (self.night.now)(), |stage| work(stage, about))
    }
}

fn completed(stage: Stage, facts: u64) -> StageCompleted {
    StageCompleted { stage, facts, candidate_pairs: None, warnings: Vec::new() }
}

#[cfg(test)]
#[path = "night/method_tests.rs"]
mod method_tests;
#[cfg(test)]
#[path = "night/tests.rs"]
mod tests;
