//! Bringing supervision in from another system: a step a line, each taken as if it were taken here. A line that cannot be taken is left out with
//! its number and the reason; one that is there already is counted and left as it is. No letters leave: where they left, another system sent them.

use std::io::BufRead;
use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{FactRef, Filter, Journal, JournalError, NewFact, Source};
use oversight::audit::Point;
use oversight::availability::Review;
use oversight::danish_education::Report;
use oversight::ledger::{Entry, Party};
use oversight::processors::Processor;
use oversight::undertakings::Undertaking;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Area, Supervision, is_of_supervision, subject};
use crate::content::ContentError;
use crate::fact;

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupervisionLine {
    /// The area, as subjects name it.
    pub area: String,
    /// The thing's name: small letters, digits and hyphens.
    pub id: String,
    /// The day the step was taken.
    pub on: Date,
    /// For whom.
    pub party: Party,
    /// The step.
    pub what: Value,
}

/// What became of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines read, empty ones not among them.
    pub read: u64,
    /// Steps stored.
    pub stored: u64,
    /// Steps that were there already.
    pub already_there: u64,
    /// Lines that were left out.
    pub left_out: Vec<LeftOut>,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number, from one.
    pub line: u64,
    /// Why.
    pub why: LineFault,
}

/// Why a line was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// It is no JSON of this form.
    #[error("{0}")]
    Form(String),
    /// There is no such area.
    #[error("there is no area {0:?}")]
    Area(String),
    /// The name cannot be one.
    #[error("{0:?} is no name: small letters, digits and hyphens, at most 80")]
    Name(String),
    /// The day is after today.
    #[error("{0} is not over yet")]
    Future(Date),
    /// The file speaks for a party that whoever brings it in does not.
    #[error("the file is not brought in on behalf of {}", .0.words().en)]
    Party(Party),
    /// Such a step comes about here and nowhere else.
    #[error("such a step is taken here and not handed in")]
    NotHandedIn,
    /// The step cannot be taken.
    #[error("{0}")]
    Step(String),
}

/// Why the import stopped. Lines of transactions that were committed before stay; run it again to go on.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("line {line} cannot be read: {source}")]
    File {
        /// The line, from one.
        line: u64,
        /// What the system says.
        source: std::io::Error,
    },
    /// The journal cannot be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// What the journal holds cannot be understood.
    #[error(transparent)]
    Content(#[from] ContentError),
}

/// Steps in one transaction.
const AT_A_TIME: usize = 1_000;

/// Brings the steps of a file in, on behalf of these parties: a file cannot close for Statsrevisorerne what the ministry brings in.
///
/// # Errors
/// Where the file or the journal fails; what is wrong with single lines is in the answer.
pub fn import(
    journal: &mut Journal,
    lines: impl BufRead,
    file: &str,
    actor: &str,
    parties: &[Party],
    (now, today): (Timestamp, Date),
) -> Result<Imported, ImportError> {
    let mut known = folded(journal)?;
    let mut imported = Imported::default();
    let mut waiting: Vec<NewFact> = Vec::new();
    for (nth, line) in (1..).zip(lines.lines()) {
        let line = line.map_err(|source| ImportError::File { line: nth, source })?;
        if line.trim().is_empty() {
            continue;
        }
        imported.read += 1;
        let taken = read(&line, parties, today).and_then(|line| {
            let source = Source { file: file.to_owned(), row: nth };
            of_its_area(&mut known, &line, actor, source, now)
        });
        match taken {
            Ok(Some(fact)) => {
                imported.stored += 1;
                waiting.push(fact);
            }
            Ok(None) => imported.already_there += 1,
            Err(why) => imported.left_out.push(LeftOut { line: nth, why }),
        }
        if waiting.len() == AT_A_TIME {
            store(journal, &mut waiting, now)?;
        }
    }
    store(journal, &mut waiting, now)?;
    Ok(imported)
}

fn folded(journal: &mut Journal) -> Result<Supervision, ImportError> {
    let mut known = Supervision::default();
    let failed = journal.read(0, &Filter::all(), |found| {
        if !is_of_supervision(found.kind) {
            return ControlFlow::Continue(());
        }
        match known.take_in(&found) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        }
    })?;
    match failed {
        None => Ok(known),
        Some(error) => Err(error.into()),
    }
}

fn store(journal: &mut Journal, waiting: &mut Vec<NewFact>, now: Timestamp) -> Result<(), JournalError> {
    if waiting.is_empty() {
        return Ok(());
    }
    let mut transaction = journal.begin(now)?;
    transaction.append_all(waiting.iter())?;
    transaction.commit()?;
    waiting.clear();
    Ok(())
}

fn read(line: &str, parties: &[Party], today: Date) -> Result<SupervisionLine, LineFault> {
    let line: SupervisionLine = serde_json::from_str(line).map_err(|error| LineFault::Form(error.to_string()))?;
    let is_name = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    if line.id.is_empty() || line.id.len() > 80 || !line.id.chars().all(is_name) {
        return Err(LineFault::Name(line.id));
    }
    if !parties.contains(&line.party) {
        return Err(LineFault::Party(line.party));
    }
    if line.on > today { Err(LineFault::Future(line.on)) } else { Ok(line) }
}

fn of_its_area(
    known: &mut Supervision,
    line: &SupervisionLine,
    actor: &str,
    source: Source,
    now: Timestamp,
) -> Result<Option<NewFact>, LineFault> {
    match line.area.as_str() {
        Report::NAME => step::<Report>(known, line, actor, source, now),
        Point::NAME => step::<Point>(known, line, actor, source, now),
        Review::NAME => step::<Review>(known, line, actor, source, now),
        Processor::NAME => step::<Processor>(known, line, actor, source, now),
        Undertaking::NAME => step::<Undertaking>(known, line, actor, source, now),
        other => Err(LineFault::Area(other.to_owned())),
    }
}

/// The fact of a line; none where the step is there already.
fn step<A: Area>(
    known: &mut Supervision,
    line: &SupervisionLine,
    actor: &str,
    source: Source,
    now: Timestamp,
) -> Result<Option<NewFact>, LineFault> {
    let what: A::Step =
        serde_json::from_value(line.what.clone()).map_err(|error| LineFault::Form(error.to_string()))?;
    if A::name_of(&what).is_some_and(|name| name != line.id) {
        return Err(LineFault::Name(line.id.clone()));
    }
    if !A::may_be_handed_in(&what) {
        return Err(LineFault::NotHandedIn);
    }
    let entry = Entry { on: line.on, party: line.party, what };
    let payload = fact::json(&entry);
    let kept = A::shelf(known).get(&line.id);
    if kept.is_some_and(|kept| kept.steps.iter().any(|taken| fact::json(&taken.entry) == payload)) {
        return Ok(None);
    }
    let fact = NewFact {
        kind: A::KIND.to_owned(),
        subject: subject::<A>(&line.id),
        valid_from: Some(line.on),
        valid_to: None,
        actor: actor.to_owned(),
        source: Some(source),
        replaces: None,
        payload,
    };
    let found = FactRef {
        position: 0,
        recorded_at: now,
        kind: &fact.kind,
        subject: &fact.subject,
        valid_from: fact.valid_from,
        valid_to: None,
        actor,
        source: None,
        replaces: None,
        payload: &fact.payload,
        hash: [0; 32],
    };
    known.take_in(&found).map_err(|error| match error {
        ContentError::Payload { reason, .. } => LineFault::Step(reason),
        unknown @ ContentError::UnknownKind { .. } => LineFault::Step(unknown.to_string()),
    })?;
    Ok(Some(fact))
}
