//! Giving many cases away while it runs: a few at a time, so that nobody waits for it and it can be held or stopped between them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use casework::access::Officer;
use casework::cases::CaseNumber;
use casework::commands::{AssignCases, Exclusion, ExclusionReason, Holder};
use casework::office::{CommandError, Inquirer, Purpose};
use jiff::Timestamp;

use crate::app::App;
use crate::batches::{Batch, Course};
use crate::frame::Trouble;

/// Cases that change hands at a time, all or none.
const PORTION: usize = 20;

/// Cases that are to change hands, and how far that is.
#[derive(Debug)]
pub(crate) struct Assigning {
    /// Who gets them; where they are given back, each goes to whoever had it.
    pub(super) to: Option<String>,
    /// Whether it takes back what was given away.
    pub(super) gives_back: bool,
    /// The list that they were chosen on.
    pub(super) back: String,
    course: Course,
    stage: Mutex<Stage>,
}

/// A case, who has it, and who gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) case: CaseNumber,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// How far it is.
#[derive(Debug)]
pub(super) enum Stage {
    /// It was looked at, and nothing was done.
    Ready { moves: Vec<Move>, excluded: Vec<Exclusion> },
    /// They change hands.
    Working,
    /// It is over: what was done, what was not and why, and how many were not tried because it was stopped.
    Ended { done: Vec<Move>, failed: Vec<(CaseNumber, Failure)>, left: usize },
}

/// Why a case did not change hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    Excluded(ExclusionReason),
    Refused,
    Broken,
}

impl Batch for Assigning {
    fn course(&self) -> &Course {
        &self.course
    }

    fn is_at_work(&self) -> bool {
        matches!(*self.stage(), Stage::Working)
    }
}

impl Assigning {
    pub(super) fn new(to: Option<String>, moves: Vec<Move>, excluded: Vec<Exclusion>, back: String) -> Self {
        let stage = Mutex::new(Stage::Ready { moves, excluded });
        Self { to, gives_back: false, back, course: Course::default(), stage }
    }

    pub(super) fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins what was looked at; none where it has begun already, so that a button pressed twice does it once.
    pub(super) fn begin(&self) -> Option<Vec<Move>> {
        let mut stage = self.stage();
        let Stage::Ready { moves, .. } = &mut *stage else { return None };
        let moves = std::mem::take(moves);
        *stage = Stage::Working;
        self.course.tell(0, moves.len());
        Some(moves)
    }

    /// What takes it back; none before it is over, and what takes back is not taken back.
    pub(super) fn reversed(&self) -> Option<Self> {
        let stage = self.stage();
        let Stage::Ended { done, .. } = &*stage else { return None };
        if self.gives_back {
            return None;
        }
        let back = |one: &Move| Move { case: one.case.clone(), from: one.to.clone(), to: one.from.clone() };
        let moves = done.iter().map(back).collect();
        Some(Self { gives_back: true, ..Self::new(None, moves, Vec::new(), self.back.clone()) })
    }
}

/// Moves the cases, a few at a time. Blocks.
pub(super) fn run(app: &App, officer: &Officer, assigning: &Assigning, moves: Vec<Move>, reason: &str) {
    let of = moves.len();
    let mut groups: BTreeMap<(Option<String>, Option<String>), Vec<CaseNumber>> = BTreeMap::new();
    for Move { case, from, to } in moves {
        groups.entry((from, to)).or_default().push(case);
    }
    let portions = groups.iter().flat_map(|(way, cases)| cases.chunks(PORTION).map(move |cases| (way, cases)));
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for ((from, to), cases) in portions {
        if !assigning.course.goes_on() {
            break;
        }
        let command = AssignCases {
            cases: cases.to_vec(),
            to: to.clone(),
            reason: reason.to_owned(),
            held_by: Holder::As(from.clone()),
        };
        let inquirer = Inquirer { officer, purpose: Purpose::Planning };
        match app.office().act(inquirer, &command, Timestamp::now()) {
            Ok(moved) => {
                let way = |case| Move { case, from: from.clone(), to: to.clone() };
                done.extend(moved.assignments.into_iter().map(|one| way(one.case)));
                failed.extend(moved.excluded.into_iter().map(|one| (one.case, Failure::Excluded(one.reason))));
            }
            Err(CommandError::Refused(_)) => failed.extend(cases.iter().map(|case| (case.clone(), Failure::Refused))),
            Err(error) => {
                // Written to the log under a number; the page says that they stay where they were.
                let _ = Trouble::broken(error);
                failed.extend(cases.iter().map(|case| (case.clone(), Failure::Broken)));
            }
        }
        assigning.course.tell(done.len() + failed.len(), of);
    }
    let left = of - done.len() - failed.len();
    *assigning.stage() = Stage::Ended { done, failed, left };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(from: Option<&str>, to: &str) -> Move {
        let case = CaseNumber::parse("K-1").expect("a case number");
        Move { case, from: from.map(ToOwned::to_owned), to: Some(to.to_owned()) }
    }

    #[test]
    fn a_button_pressed_twice_begins_once_and_what_was_done_is_turned_round_to_take_it_back() {
        let moves = vec![one(None, "b"), one(Some("a"), "b")];
        let assigning = Assigning::new(Some("b".to_owned()), moves.clone(), Vec::new(), "/opgaver".to_owned());
        assert!(assigning.reversed().is_none(), "nothing was done yet");
        assert_eq!(assigning.begin(), Some(moves.clone()));
        assert_eq!(assigning.begin(), None);
        assert!(assigning.is_at_work());
        *assigning.stage() = Stage::Ended { done: moves, failed: Vec::new(), left: 0 };
        let back = assigning.reversed().expect("it is over");
        let moves = back.begin().expect("it has not begun");
        assert_eq!((moves[1].from.as_deref(), moves[1].to.as_deref()), (Some("b"), Some("a")));
        assert_eq!((moves[0].from.as_deref(), moves[0].to.as_deref()), (Some("b"), None));
        *back.stage() = Stage::Ended { done: moves, failed: Vec::new(), left: 0 };
        assert!(back.reversed().is_none());
    }
}
