//! Supervision: reports on Danish education, audit points, reviews of availability, data processors, the plans' shared goals.
//!
//! Each thing is a ledger of `oversight`, kept as facts under the subject `oversight:AREA:ID`: one fact a step, with the step as
//! `oversight` writes it, and one for each letter that left the house with a step. What is shown is folded from them by the same function that
//! let the step in. What steps there are and when each may be taken is `oversight`'s to know.

mod areas;
mod availability;
mod call_in;
mod figures;
mod import;
mod letters;
mod questions;
mod shelf;
mod steps;
#[cfg(test)]
mod tests;

use journal::FactRef;
use oversight::audit::Point;
use oversight::availability::Review;
use oversight::danish_education::Report;
use oversight::ledger::Ledger;
use oversight::processors::Processor;
use oversight::undertakings::Undertaking;
use serde::{Deserialize, Serialize};

pub use availability::{AvailabilityDecisions, DecisionsOf, DrawReview, JudgedBy};
pub use call_in::{CallInPreview, CallInReports, ExclusionReason, NotCalledIn, WhatWouldBeCalledIn};
pub use figures::{LinkedFigure, LinkedFigures};
pub use import::{LineFault, StepImportError, SupervisionLine, import};
pub use questions::{
    EvidenceOfGoals, OwedReports, OwedSeen, ProcessorOverview, Seen, SentWithStep, StoredSupervisionLetter, Summary,
    SupervisionSummary, TakenStep, Thing, Things, UndertakingSeen, supervision_document,
};
pub use shelf::{Kept, Shelf, Taken};
pub use steps::{TakeStep, Took, party_of};

use crate::access::Action;
use crate::content::ContentError;
use crate::fact;
use crate::goals::Goals;

/// An area of supervision: a ledger, how its facts are named, and who takes its steps.
pub trait Area: Ledger + Send + Sync + 'static {
    /// The kind of its facts.
    const KIND: &'static str;
    /// Its name in subjects and addresses.
    const NAME: &'static str;
    /// What whoever takes its steps must be allowed to do.
    const ACTION: Action;
    /// The names of the steps that are taken with a thing that has begun.
    const STEPS: &'static [&'static str];

    /// Where its things are kept.
    fn shelf(supervision: &Supervision) -> &Shelf<Self>;

    /// The name of a thing that a step begins; none where the area numbers its things.
    fn name_of(_step: &Self::Step) -> Option<String> {
        None
    }

    /// Whether the step may be handed in as it is, and is not made here from what only this system knows.
    fn may_be_handed_in(_step: &Self::Step) -> bool {
        true
    }

    /// Whether a thing that stands like this takes the step at all, by its name. Who may take it, and with which values, is for
    /// [`Ledger::take`] to say.
    fn admits(&self, _step: &str) -> bool {
        true
    }

    /// Whether a step fits the goals plan that it is about. A plan that is not here yet is no reason to refuse what happened.
    ///
    /// # Errors
    /// Where the plan has no such goal or part.
    fn fits(_plans: &Goals, _before: Option<&Self>, _step: &Self::Step) -> Result<(), NotInPlan> {
        Ok(())
    }

    /// What goes out to a municipality with a step.
    fn letter(
        _before: Option<&Self>,
        _after: &Self,
        _on: jiff::civil::Date,
        _step: &Self::Step,
    ) -> Option<letters::Wanted> {
        None
    }
}

/// A goal or part that a plan does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: the plan has no {named}")]
pub struct NotInPlan {
    /// The field that names it.
    pub field: &'static str,
    /// Plan, goal and part.
    pub named: String,
}

/// The subject of a thing.
pub fn subject<A: Area>(id: &str) -> String {
    format!("oversight:{}:{id}", A::NAME)
}

/// Everything that is supervised, folded from facts.
#[derive(Clone, Debug, Default)]
pub struct Supervision {
    reports: Shelf<Report>,
    points: Shelf<Point>,
    reviews: Shelf<Review>,
    processors: Shelf<Processor>,
    undertakings: Shelf<Undertaking>,
}

/// A letter that left the house with a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterSent {
    /// Its title.
    pub title: String,
    /// To whom.
    pub to: String,
    /// SHA-256 of the document, in hexadecimal.
    pub sha256: String,
    /// The document as it left, in base 64.
    pub document: String,
}

impl Supervision {
    /// Takes in a fact of supervision.
    ///
    /// # Errors
    /// A payload that does not fit its kind, or a step that could not be taken.
    pub fn take_in(&mut self, found: &FactRef<'_>) -> Result<(), ContentError> {
        let unreadable =
            |reason: String| ContentError::Payload { position: found.position, kind: found.kind.to_owned(), reason };
        let mut parts = found.subject.splitn(3, ':');
        let (Some("oversight"), Some(area), Some(id)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(unreadable(format!("the subject {} is not of supervision", found.subject)));
        };
        let taken = match area {
            Report::NAME => self.reports.take_in(id, found),
            Point::NAME => self.points.take_in(id, found),
            Review::NAME => self.reviews.take_in(id, found),
            Processor::NAME => self.processors.take_in(id, found),
            Undertaking::NAME => self.undertakings.take_in(id, found),
            other => Err(format!("there is no area {other}")),
        };
        taken.map_err(unreadable)
    }

    /// The reports on Danish education.
    pub fn reports(&self) -> &Shelf<Report> {
        &self.reports
    }

    /// The audit points.
    pub fn points(&self) -> &Shelf<Point> {
        &self.points
    }

    /// The reviews of availability.
    pub fn reviews(&self) -> &Shelf<Review> {
        &self.reviews
    }

    /// The data processors.
    pub fn processors(&self) -> &Shelf<Processor> {
        &self.processors
    }

    /// The shared goals.
    pub fn undertakings(&self) -> &Shelf<Undertaking> {
        &self.undertakings
    }
}

/// Whether a kind of fact is of supervision.
pub(crate) fn is_of_supervision(kind: &str) -> bool {
    [Report::KIND, Point::KIND, Review::KIND, Processor::KIND, Undertaking::KIND, fact::SUPERVISION_LETTER]
        .contains(&kind)
}
