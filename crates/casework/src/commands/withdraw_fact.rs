//! Withdrawing a fact that should not have been recorded: the undo of recording. Both stay in the journal.
//!
//! What a letter made of the case when it was sent stays: the letter has reached its reader. It is answered by another step.

use super::{case_fact, record_facts};
use crate::access::Action;
use crate::cases::{CaseNumber, FactWithdrawn};
use crate::fact;
use crate::office::{Command, CommandError, Decided, FieldProblem, Part, Refused, View};

/// Facts that should not have been recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawFact {
    /// The case.
    pub case: CaseNumber,
    /// The facts' ids.
    pub ids: Vec<String>,
    /// Why.
    pub reason: String,
    /// The version of the case that is looked at.
    pub from: u64,
}

impl Command for WithdrawFact {
    type Done = ();

    fn decide(&self, view: &View<'_>) -> Result<Decided<()>, CommandError> {
        view.must(Action::RecordFacts)?;
        let file = view.read_case(self.case.as_str(), Part::Case)?.file;
        if self.reason.trim().is_empty() {
            return Err(CommandError::Invalid(vec![problem("reason", "problem-missing", String::new())]));
        }
        let is_there = |id: &String| file.fact_of(id).is_some_and(|fact| fact.withdrawn.is_none());
        if self.ids.is_empty() || !self.ids.iter().all(is_there) {
            return Err(CommandError::Refused(Refused::NotFound));
        }
        let of_letters: Vec<FieldProblem> = (self.ids.iter().filter_map(|id| file.fact_of(id)))
            .filter_map(|fact| file.letter_that_made(fact))
            .map(|letter| problem("ids", "problem-a-letter-made-it", letter.title.clone()))
            .collect();
        if !of_letters.is_empty() {
            return Err(CommandError::Invalid(of_letters));
        }
        let withdrawn: Vec<serde_json::Value> = (self.ids.iter().filter_map(|id| file.fact_of(id)))
            .filter_map(|fact| serde_json::from_str(&fact.json).ok())
            .collect();
        record_facts::of_the_task(view, &withdrawn)?;
        // Facts that point at a withdrawn one would point at nothing: those must go first, or with it.
        let mut without = file.clone();
        for fact in &mut without.facts {
            if self.ids.iter().any(|id| **id == *fact.id) {
                fact.withdrawn = Some(Box::new(crate::cases::Withdrawn {
                    position: self.from,
                    // A case as it would be: nobody reads from it when that was.
                    at: jiff::Timestamp::UNIX_EPOCH,
                    by: view.officer().id.clone(),
                    reason: self.reason.clone(),
                }));
            }
        }
        without.law_case().map_err(|error| {
            let pointing = |one: &law::case::Problem| {
                problem("ids", "problem-others-point-at-it", one.fact.clone().unwrap_or_else(|| one.field.clone()))
            };
            CommandError::Invalid(error.problems.iter().map(pointing).collect())
        })?;
        let withdrawn = |id: &String| FactWithdrawn { id: id.clone(), reason: self.reason.clone() };
        let actor = &view.officer().id;
        Ok(Decided {
            facts: (self.ids.iter())
                .map(|id| case_fact(fact::CASE_FACT_WITHDRAWN, &self.case, actor, None, &withdrawn(id)))
                .collect(),
            from: vec![(fact::case_subject(self.case.as_str()), self.from)],
            done: (),
        })
    }
}

fn problem(field: &str, key: &'static str, detail: String) -> FieldProblem {
    FieldProblem { field: field.to_owned(), key, detail }
}
