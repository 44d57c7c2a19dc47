//! Bringing a file in line by line: each line is stored whole or left out whole with its number and the reason, and what is there already is
//! counted and left as it is, so that a file can be brought in again.

use std::io::BufRead;

use jiff::Timestamp;
use journal::{Journal, JournalError, NewFact, Source};

/// What became of the lines; `F` is why one was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported<F> {
    /// Lines read, empty ones not among them.
    pub read: u64,
    /// Lines that were stored.
    pub stored: u64,
    /// Facts that they became.
    pub facts: u64,
    /// Lines that were there already.
    pub already_there: u64,
    /// Lines that were left out.
    pub left_out: Vec<LeftOut<F>>,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut<F> {
    /// Its number, from one.
    pub line: u64,
    /// Why.
    pub why: F,
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
}

/// Lines in one transaction.
const AT_A_TIME: usize = 1_000;

/// Brings the lines of a file in. `facts_of` says what a line becomes, and nothing of one that is there already.
///
/// # Errors
/// Where the file or the journal fails; what is wrong with single lines is in the answer.
pub(crate) fn import_lines<F>(
    journal: &mut Journal,
    lines: impl BufRead,
    file: &str,
    now: Timestamp,
    mut facts_of: impl FnMut(&str, Source) -> Result<Option<Vec<NewFact>>, F>,
) -> Result<Imported<F>, ImportError> {
    let mut imported = Imported { read: 0, stored: 0, facts: 0, already_there: 0, left_out: Vec::new() };
    let mut waiting: Vec<NewFact> = Vec::new();
    let mut lines_waiting = 0;
    for (nth, line) in (1..).zip(lines.lines()) {
        let line = line.map_err(|source| ImportError::File { line: nth, source })?;
        if line.trim().is_empty() {
            continue;
        }
        imported.read += 1;
        match facts_of(&line, Source { file: file.to_owned(), row: nth }) {
            Ok(Some(facts)) => {
                imported.stored += 1;
                imported.facts += facts.len() as u64;
                waiting.extend(facts);
                lines_waiting += 1;
            }
            Ok(None) => imported.already_there += 1,
            Err(why) => imported.left_out.push(LeftOut { line: nth, why }),
        }
        if lines_waiting == AT_A_TIME {
            store(journal, &mut waiting, now)?;
            lines_waiting = 0;
        }
    }
    store(journal, &mut waiting, now)?;
    Ok(imported)
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
