//! Bringing whole cases in: a case file a line, as another system or the generator writes them (docs/case-file.md).
//!
//! Each line is read as the Act reads it before anything of it is stored. A line that cannot be taken is left out whole, with its number and
//! every fault; a case that is there already is left as it is, and counted.

use std::collections::BTreeSet;
use std::io::BufRead;

use jiff::Timestamp;
use journal::{Journal, JournalError, NewFact, Source};
use law::case::CaseError;
use serde_json::Value;

use crate::cases::{CaseNumber, CasePerson, Opened};
use crate::fact;
use crate::line_import::{ImportError, Imported, import_lines};

/// Why a line was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// It is no JSON.
    #[error("{0}")]
    NotJson(String),
    /// The Act cannot read it.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// Its number cannot be one.
    #[error("{0:?} is no case number")]
    Number(String),
    /// Its persons are not what a case file has.
    #[error("the persons cannot be read: {0}")]
    Persons(String),
}

/// Brings the cases of a file in, in an officer's or a system's name.
///
/// # Errors
/// Where the file or the journal fails; what is wrong with single lines is in the answer.
pub fn import(
    journal: &mut Journal,
    lines: impl BufRead,
    file: &str,
    actor: &str,
    now: Timestamp,
) -> Result<Imported<LineFault>, ImportError> {
    let known_at = journal.head()?.position;
    let mut known = opened_before(journal)?;
    import_lines(journal, lines, file, (now, known_at), |line, source| {
        let (number, facts) = facts_of(line, &source, actor)?;
        Ok(known.insert(number.to_string()).then_some(facts))
    })
}

fn opened_before(journal: &mut Journal) -> Result<BTreeSet<String>, JournalError> {
    let mut known = BTreeSet::new();
    journal.read(0, &journal::Filter::all().kinds([fact::CASE_OPENED]), |found| {
        known.extend(found.subject.strip_prefix("case:").map(ToOwned::to_owned));
        std::ops::ControlFlow::<()>::Continue(())
    })?;
    Ok(known)
}

/// The facts that a line becomes: the opening first.
fn facts_of(line: &str, source: &Source, actor: &str) -> Result<(CaseNumber, Vec<NewFact>), LineFault> {
    let value: Value = serde_json::from_str(line).map_err(|error| LineFault::NotJson(error.to_string()))?;
    let case = law::case::read_value(&value)?;
    let number = CaseNumber::parse(&case.id).map_err(|_| LineFault::Number(case.id.clone()))?;
    let persons: Vec<CasePerson> =
        serde_json::from_value(value["persons"].clone()).map_err(|error| LineFault::Persons(error.to_string()))?;
    let opened = Opened { case: number.clone(), persons };
    let subject = fact::case_subject(number.as_str());
    let new_fact = |kind: &str, valid_from, payload: String| NewFact {
        kind: kind.to_owned(),
        subject: subject.clone(),
        valid_from,
        valid_to: None,
        actor: actor.to_owned(),
        source: Some(source.clone()),
        replaces: None,
        payload,
    };
    let mut facts = vec![new_fact(fact::CASE_OPENED, None, fact::json(&opened))];
    for (given, read) in value["facts"].as_array().into_iter().flatten().zip(&case.facts) {
        let mut given = given.clone();
        // Other facts may name it by its place; in the journal places are not what they were in the file.
        given["id"] = read.id.as_str().into();
        facts.push(new_fact(fact::CASE_FACT, Some(read.on.earliest()), given.to_string()));
    }
    Ok((number, facts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::Cases;

    const GOOD: &str = r#"{"case":"K-1","persons":[{"id":"100001","name":"A","born":"1979-05-02"}],"facts":[{"fact":"citizenship","on":"2008-01-10","country":"SOM"},{"fact":"permit","on":"2008-01-10","ground":"7:1"}]}"#;

    fn journal(folder: &tempfile::TempDir) -> Journal {
        let path = folder.path().join("journal.db");
        Journal::open(&format!("sqlite:{}", path.display())).expect("a new journal")
    }

    #[test]
    fn what_is_sound_comes_in_once_and_what_is_not_is_named_by_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut journal = journal(&folder);
        let file = format!("{GOOD}\n\nno case\n{}\n", GOOD.replace("permit", "nonsense").replace("K-1", "K-2"));
        let imported =
            import(&mut journal, file.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
        assert_eq!((imported.read, imported.stored, imported.facts), (3, 1, 3));
        assert_eq!(imported.left_out.iter().map(|left| left.line).collect::<Vec<_>>(), [3, 4]);
        let again = import(&mut journal, file.as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
        assert_eq!((again.stored, again.already_there), (0, 1));

        let mut cases = Cases::default();
        let mut read = |found: journal::FactRef<'_>| {
            cases.take_in(&found).expect("facts of a case");
            std::ops::ControlFlow::<()>::Continue(())
        };
        journal.read(0, &journal::Filter::all(), &mut read).expect("the journal");
        let file = cases.at(cases.place("K-1").expect("the case"));
        assert_eq!(file.law_case().expect("a case the Act reads").facts.len(), 2);
        assert_eq!(&*file.facts[1].id, "#2");
    }
}
