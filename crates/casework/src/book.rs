//! The book: everything that the desk reads, folded from the journal and kept in memory.
//!
//! Derived: the journal is the truth, and the book is folded from it when the desk starts and read on as facts come. Nobody reads the
//! book but through [`crate::office::View`], which knows who asks.

mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Fact, Filter, Journal, JournalError};
use law::edition::Edition;
use rayon::prelude::*;
use vocabulary::MunicipalityCode;

pub(crate) use people::{People, Somebody};

use crate::cases::Cases;
use crate::content::{Content, ContentError, FactText};
use crate::fact;
use crate::goals::{Flow, Goals};
use crate::method::Method;
use crate::review::decided::Decisions;
use crate::review::queue::Known;
use crate::samples::Samples;
use crate::state::State;
use crate::supervision::Supervision;
use crate::work::{self, CaseLook};

/// Everything that the desk reads.
#[derive(Debug)]
pub(crate) struct Book {
    /// The registers, couplings and nights.
    pub(crate) registers: State,
    /// The cases.
    pub(crate) cases: Cases,
    /// What each case asks for, by its place.
    pub(crate) looks: Vec<CaseLook>,
    /// The cases that a municipality sees, by place.
    pub(crate) by_municipality: BTreeMap<MunicipalityCode, BTreeSet<usize>>,
    /// What data stewards have decided lately.
    pub(crate) decisions: Decisions,
    /// The coupling method in force, read once: it is large.
    pub(crate) method: Option<Method>,
    /// The uncoupled permits after the last night, and which night that was.
    pub(crate) uncoupled: Option<Box<(Date, oversight::uncoupled::Figures)>>,
    /// Goals plans, with what was recorded and frozen.
    pub(crate) goals: Goals,
    /// The case flow that goals are measured on; none where the desk was opened without one.
    pub(crate) flow: Option<Arc<Flow>>,
    /// The samples that were drawn, with how their cases were judged.
    pub(crate) samples: Samples,
    /// What the registers say of the risks of pairs that wait, and on which day; none until somebody asks.
    known: Mutex<Option<(Date, Arc<Known>)>>,
    /// Everybody of the registers by name.
    pub(crate) people: People,
    /// What is supervised.
    pub(crate) supervision: Supervision,
    /// The day that the cases were last looked at as a whole.
    pub(crate) day: Date,
    /// Position of the last fact taken in.
    pub(crate) position: u64,
}

/// Why the journal cannot be folded into the book.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A fact cannot be understood.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// The coupling method in force cannot be read.
    #[error("the coupling method in force cannot be read: {0}")]
    Method(#[source] serde_json::Error),
    /// No edition of the Act is known for the day.
    #[error("no edition of the Act is in force on {0}")]
    NoEdition(Date),
}

/// Facts read and understood, but not yet in the book.
pub(crate) struct Read(Vec<(Fact, Content)>);

impl Read {
    /// Position of the last fact; none when nothing was read.
    pub(crate) fn last(&self) -> Option<u64> {
        self.0.last().map(|(fact, _)| fact.position)
    }
}

/// How many facts are read at a time: few enough that taking them in holds nobody up.
const PORTION: usize = 500;
/// How many when nobody waits for the book.
const FIRST_PORTION: usize = 20_000;

/// Folds the whole journal.
pub(crate) fn fold(journal: &mut Journal, day: Date) -> Result<Book, BookError> {
    fold_as_known(journal, day, Timestamp::MAX)
}

/// Folds what the journal had learned by a moment: the book as it was known then, looked at on a day.
pub(crate) fn fold_as_known(journal: &mut Journal, day: Date, at: Timestamp) -> Result<Book, BookError> {
    let mut book = Book {
        registers: State::default(),
        cases: Cases::default(),
        looks: Vec::new(),
        by_municipality: BTreeMap::new(),
        decisions: Decisions::default(),
        method: None,
        uncoupled: None,
        goals: Goals::default(),
        flow: None,
        samples: Samples::default(),
        known: Mutex::default(),
        people: People::of(&State::default()),
        supervision: Supervision::default(),
        day,
        position: 0,
    };
    loop {
        let mut read = read_portion(journal, book.position, FIRST_PORTION)?;
        // The journal is written in the order of time: whatever comes after the first that is too late is too late.
        let known = read.0.partition_point(|(fact, _)| fact.recorded_at <= at);
        let is_last = known < read.0.len() || read.last().is_none();
        read.0.truncate(known);
        book.take_in_unseen(read, &mut BTreeSet::new())?;
        if is_last {
            break;
        }
    }
    book.people = People::of(&book.registers);
    let edition = edition(day)?;
    let looks: Vec<CaseLook> = book.cases.files().par_iter().map(|file| work::look(file, edition, day)).collect();
    for look in looks {
        book.looks.push(CaseLook::default());
        book.set_look(book.looks.len() - 1, look);
    }
    Ok(book)
}

/// Reads the next facts after a position, on all cores.
pub(crate) fn read_on(journal: &mut Journal, after: u64) -> Result<Read, BookError> {
    read_portion(journal, after, PORTION)
}

fn read_portion(journal: &mut Journal, after: u64, most: usize) -> Result<Read, BookError> {
    let mut facts = Vec::new();
    journal.read(after, &Filter::all(), |found| {
        facts.push(found.to_fact());
        if facts.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let understood = facts.into_par_iter().map(|fact| {
        let (position, kind, subject, payload) = (fact.position, &*fact.kind, &*fact.subject, &*fact.payload);
        let content = FactText { position, kind, subject, payload }.content()?;
        Ok((fact, content))
    });
    Ok(Read(understood.collect::<Result<_, ContentError>>()?))
}

/// The edition of the Act that is executed on a day.
pub(crate) fn edition(day: Date) -> Result<&'static Edition, BookError> {
    Edition::on(day).ok_or(BookError::NoEdition(day))
}

impl Book {
    /// Takes facts in, and looks again at the cases that they are about.
    pub(crate) fn take_in(&mut self, read: Read) -> Result<(), BookError> {
        let people = read.0.iter().flat_map(|(_, content)| self.people.touched_by(content)).collect();
        let mut touched = BTreeSet::new();
        // Of a fact that cannot be taken in the book stands before it; what came earlier is looked at all the same.
        let taken = self.take_in_unseen(read, &mut touched);
        self.people.renew(&self.registers, &people);
        let edition = edition(self.day)?;
        for place in touched {
            let look = work::look(self.cases.at(place), edition, self.day);
            if place == self.looks.len() {
                self.looks.push(CaseLook::default());
            }
            self.set_look(place, look);
        }
        taken
    }

    /// Takes facts in without looking at the cases, and tells those that changed. Stops before a fact that cannot be taken in, every time.
    fn take_in_unseen(&mut self, read: Read, touched: &mut BTreeSet<usize>) -> Result<(), BookError> {
        for (fact, content) in read.0 {
            // What another connection brought in meanwhile is not taken in twice.
            if fact.position <= self.position {
                continue;
            }
            if matches!(content, Content::OfACase) {
                touched.extend(self.cases.take_in(&fact.as_ref())?);
            }
            if matches!(content, Content::OfGoals) {
                self.goals.take_in(&fact.as_ref())?;
            }
            if matches!(content, Content::OfASample) {
                self.samples.take_in(&fact)?;
            }
            if matches!(content, Content::OfSupervision) {
                self.supervision.take_in(&fact.as_ref())?;
            }
            self.decisions.take_in(&fact, &content);
            if let Content::NightCompleted(report) = &content {
                self.uncoupled = Some(Box::new((report.night, report.uncoupled.clone())));
            }
            if let Content::Method(text) = &content {
                self.method = Some(serde_json::from_str(text).map_err(BookError::Method)?);
            }
            // Decisions on pairs, facts of cases and what oversight adds leave the registers as they are.
            let is_of_registers = !fact::is_of_a_case(&fact.kind) && !fact::is_of_oversight(&fact.kind);
            if is_of_registers && !fact::ABOUT_PAIRS.contains(&fact.kind.as_str()) {
                *self.known.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
            }
            self.registers.take_in(fact.position, content);
            self.position = fact.position;
        }
        Ok(())
    }

    /// What the registers say of the risks of pairs that wait, looked up once a day and after every delivery.
    pub(crate) fn known_risks(&self) -> Arc<Known> {
        let mut kept = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((day, known)) if *day == self.day => Arc::clone(known),
            _ => {
                let known = Arc::new(Known::of(&self.registers, self.day));
                *kept = Some((self.day, Arc::clone(&known)));
                known
            }
        }
    }

    /// Puts a look in the place of the one before.
    pub(crate) fn set_look(&mut self, place: usize, look: CaseLook) {
        for code in self.looks[place].municipalities() {
            if let Some(places) = self.by_municipality.get_mut(&code) {
                places.remove(&place);
            }
        }
        for code in look.municipalities() {
            self.by_municipality.entry(code).or_default().insert(place);
        }
        self.looks[place] = look;
    }
}
