//! A note in a case: what is worth knowing and no fact of the Act.

use super::case_fact;
use crate::access::Action;
use crate::cases::{CaseNumber, Note};
use crate::fact;
use crate::office::{Command, CommandError, Decided, FieldProblem, Part, View};

/// Longest note, in characters.
const CHARACTERS_MAX: usize = 20_000;

/// A note to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteNote {
    /// The case.
    pub case: CaseNumber,
    /// What it says.
    pub text: String,
}

impl Command for WriteNote {
    type Done = ();

    fn decide(&self, view: &View<'_>) -> Result<Decided<()>, CommandError> {
        view.must(Action::RecordFacts)?;
        view.read_case(self.case.as_str(), Part::Case)?;
        let text = self.text.trim();
        let problem = |key, detail| CommandError::Invalid(vec![FieldProblem { field: "text".to_owned(), key, detail }]);
        if text.is_empty() {
            return Err(problem("problem-missing", String::new()));
        }
        let is_steering = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\t' | '\r');
        if text.chars().any(is_steering) {
            return Err(problem("problem-control-characters", String::new()));
        }
        if text.chars().count() > CHARACTERS_MAX {
            return Err(problem("problem-too-long", CHARACTERS_MAX.to_string()));
        }
        let note = Note { text: text.to_owned() };
        // Notes stand side by side: another one that came meanwhile takes nothing from this.
        let facts = vec![case_fact(fact::CASE_NOTE, &self.case, &view.officer().id, None, &note)];
        Ok(Decided { facts, from: Vec::new(), done: () })
    }
}
