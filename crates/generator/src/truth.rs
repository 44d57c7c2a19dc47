//! What is true: which rows of the two registers are the same human being, and what was done to them.
//!
//! Written for measuring; the coupling never reads it. Must not know how errors are made.

use std::path::Path;

use crate::alien_rows::{kinds_of, person_id};
use crate::error::Error;
use crate::error_kind::{ErrorKind, ErrorKinds};
use crate::relations::View;

/// A true pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub alien: u32,
    pub civil: u32,
}

/// What the truth holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TruthCounts {
    pub pairs: u64,
    /// Rows of CARL2 with each kind, in the order of the kinds.
    pub kinds: Vec<(ErrorKind, u64)>,
}

/// Every true pair, in the order of `rows`, a person's numbers in the order in which they were made.
pub(crate) fn pairs<'a>(view: View<'a>, rows: &'a [u32]) -> impl Iterator<Item = Pair> + 'a {
    let mut by_person: Vec<(u32, u32)> =
        view.population.civils.iter().zip(0..).map(|(civil, row)| (civil.person, row)).collect();
    by_person.sort_unstable();
    rows.iter().flat_map(move |&alien| {
        let person = view.population.alien(alien).person;
        let from = by_person.partition_point(|&(other, _)| other < person);
        let own: Vec<u32> =
            by_person[from..].iter().take_while(|&&(other, _)| other == person).map(|&(_, civil)| civil).collect();
        own.into_iter().map(move |civil| Pair { alien, civil })
    })
}

/// Writes `truth.csv` and `error_kinds.csv`.
pub(crate) fn write(view: View<'_>, folder: &Path, rows: &[u32]) -> Result<TruthCounts, Error> {
    let path = folder.join("truth.csv");
    let mut out = csv::Writer::from_path(&path).map_err(|error| Error::csv(&path, error))?;
    let mut counts = TruthCounts::default();
    out.write_record(["person_id", "cpr_number", "current", "culture"]).map_err(|error| Error::csv(&path, error))?;
    for Pair { alien, civil } in pairs(view, rows) {
        let alien = view.population.alien(alien);
        let civil = view.population.civil(civil);
        let current = if civil.status.is_withdrawn() { "0" } else { "1" };
        let culture = view.population.person(alien.person).name.culture.label();
        let id = person_id(alien);
        out.write_record([id.as_str(), &civil.number.digits(), current, culture])
            .map_err(|error| Error::csv(&path, error))?;
        counts.pairs += 1;
    }
    out.flush().map_err(|source| Error::io(&path, source))?;
    counts.kinds = write_kinds(view, &folder.join("error_kinds.csv"), rows)?;
    Ok(counts)
}

fn write_kinds(view: View<'_>, path: &Path, rows: &[u32]) -> Result<Vec<(ErrorKind, u64)>, Error> {
    let mut out = csv::Writer::from_path(path).map_err(|error| Error::csv(path, error))?;
    let mut counts: Vec<(ErrorKind, u64)> = ErrorKind::ALL.iter().map(|&kind| (kind, 0)).collect();
    out.write_record(["person_id", "kind"]).map_err(|error| Error::csv(path, error))?;
    for &row in rows {
        let id = person_id(view.population.alien(row));
        let kinds: ErrorKinds = kinds_of(view, row);
        for kind in kinds.iter() {
            out.write_record([id.as_str(), kind.label()]).map_err(|error| Error::csv(path, error))?;
            counts[kind as usize].1 += 1;
        }
    }
    out.flush().map_err(|source| Error::io(path, source))?;
    Ok(counts)
}
