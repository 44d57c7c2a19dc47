//! Bringing a file in line by line: each line is stored whole or left out whole with its number and the reason, and what is there already is
//! counted and left as it is, so that a file can be brought in again.

use std::io::BufRead;
use std::ops::Range;

use jiff::Timestamp;
use journal::{Fact, Journal, JournalError, NewFact, Source};

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
    /// Somebody recorded something about the same subject after the file was checked against the journal: what the lines say may not hold any
    /// more.
    #[error(
        "something was recorded about {subject} while the file was brought in: lines up to {stored_to} are stored, run it again for the rest"
    )]
    ChangedMeanwhile {
        /// The subject of the fact.
        subject: String,
        /// The last line of what was stored before; 0 where nothing was.
        stored_to: u64,
    },
    /// The journal cannot be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Lines in one transaction.
const AT_A_TIME: usize = 1_000;

/// Brings the lines of a file in. `facts_of` says what a line becomes, and nothing of one that is there already, knowing the journal up to
/// position `known_at`.
///
/// # Errors
/// Where the file or the journal fails, or another writes about the same subjects meanwhile; what is wrong with single lines is in the answer.
pub(crate) fn import_lines<F>(
    journal: &mut Journal,
    lines: impl BufRead,
    file: &str,
    (now, known_at): (Timestamp, u64),
    mut facts_of: impl FnMut(&str, Source) -> Result<Option<Vec<NewFact>>, F>,
) -> Result<Imported<F>, ImportError> {
    let mut imported = Imported { read: 0, stored: 0, facts: 0, already_there: 0, left_out: Vec::new() };
    let mut waiting = Waiting { known_at, own: Vec::new(), facts: Vec::new(), stored_to: 0 };
    let mut lines_waiting = 0;
    let mut last = 0;
    for (nth, line) in (1..).zip(lines.lines()) {
        let line = line.map_err(|source| ImportError::File { line: nth, source })?;
        last = nth;
        if line.trim().is_empty() {
            continue;
        }
        imported.read += 1;
        match facts_of(&line, Source { file: file.to_owned(), row: nth }) {
            Ok(Some(facts)) => {
                imported.stored += 1;
                imported.facts += facts.len() as u64;
                waiting.facts.extend(facts);
                lines_waiting += 1;
            }
            Ok(None) => imported.already_there += 1,
            Err(why) => imported.left_out.push(LeftOut { line: nth, why }),
        }
        if lines_waiting == AT_A_TIME {
            waiting.store(journal, now, nth)?;
            lines_waiting = 0;
        }
    }
    waiting.store(journal, now, last)?;
    Ok(imported)
}

/// Facts that are not stored yet, and where this import has stored before.
struct Waiting {
    known_at: u64,
    own: Vec<Range<u64>>,
    facts: Vec<NewFact>,
    stored_to: u64,
}

impl Waiting {
    /// Stores them, unless somebody else wrote about what they are about.
    fn store(&mut self, journal: &mut Journal, now: Timestamp, line: u64) -> Result<(), ImportError> {
        if self.facts.is_empty() {
            return Ok(());
        }
        let mut transaction = journal.begin(now)?;
        let subjects: Vec<String> = self.facts.iter().map(|fact| fact.subject.clone()).collect();
        let newer = transaction.newer_facts(self.known_at, &subjects)?;
        let others = newer.into_iter().find(|fact| !self.own.iter().any(|own| own.contains(&fact.position)));
        if let Some(Fact { subject, .. }) = others {
            return Err(ImportError::ChangedMeanwhile { subject, stored_to: self.stored_to });
        }
        self.own.push(transaction.append_all(self.facts.iter())?);
        transaction.commit()?;
        self.facts.clear();
        self.stored_to = line;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(subject: &str) -> NewFact {
        NewFact {
            kind: crate::fact::CASE_NOTE.to_owned(),
            subject: subject.to_owned(),
            valid_from: None,
            valid_to: None,
            actor: "test".to_owned(),
            source: None,
            replaces: None,
            payload: "{}".to_owned(),
        }
    }

    #[test]
    fn what_another_records_about_the_same_meanwhile_stops_the_import_and_what_is_about_others_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("journal.db").display());
        let mut journal = Journal::open(&url).expect("a journal");
        let mut desk = Journal::open(&url).expect("another connection");
        let mut record = |subject: &str| {
            let mut transaction = desk.begin(Timestamp::now()).expect("a transaction");
            transaction.append(&about(subject)).expect("a fact");
            transaction.commit().expect("stored");
        };
        let mut bring_in = |lines: &str, record: &mut dyn FnMut()| {
            let known_at = journal.head().expect("a head").position;
            import_lines(&mut journal, lines.as_bytes(), "x", (Timestamp::now(), known_at), |line, _| {
                record();
                Ok::<_, ()>(Some(vec![about(line)]))
            })
        };
        let twice = bring_in("case:1\ncase:1", &mut || record("case:2")).expect("both lines");
        assert_eq!(twice.stored, 2, "what the file itself says of a subject is no conflict");
        let stopped = bring_in("case:2\ncase:3", &mut || record("case:3"));
        assert!(
            matches!(&stopped, Err(ImportError::ChangedMeanwhile { subject, stored_to: 0 }) if subject == "case:3"),
            "{stopped:?}"
        );
    }
}
