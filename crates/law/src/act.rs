//! The index of the Act: every section, subsection, number and sentence, with title, status, force and place in the code.
//!
//! The rows stand in `act/*.tsv`, one file a chapter, and are compiled in. A [`Provision`] is a row of it; [`cite!`](crate::cite)
//! makes one from a citation while compiling, so that a citation the Act does not have does not build. Titles are our own words.

mod book;
mod references;

use std::borrow::Cow;
use std::fmt;

use jiff::civil::{Date, date};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use vocabulary::Period;

pub use book::book;
pub use references::{BrokenReference, broken_references};

use crate::changes::until_or_open;
use crate::words::Words;

include!(concat!(env!("OUT_DIR"), "/act.rs"));

/// A provision of the Act, of the transitional rules printed with it, or one of its notes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provision(u16);

/// What the index says of a provision.
#[derive(Debug)]
pub struct Entry {
    /// The file of the index, without ending: `chapter4`, `transitional`.
    pub file: &'static str,
    /// What becomes of it here.
    pub status: Status,
    /// First day on which the present wording is in force.
    pub from: Date,
    /// First day on which it is not any more.
    pub until: Option<Date>,
    /// What `from` rests on.
    pub source: &'static str,
    /// The function that executes it, as `module::function`.
    pub function: Option<&'static str>,
    /// What it asks or says, in own words; written so that an answer can follow it.
    pub title: Words,
    /// The names of the golden cases that name it; those of its parts are in [`Provision::cases`].
    pub cases: &'static [&'static str],
}

/// What becomes of a provision in this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A function runs it over facts.
    Executed,
    /// Facts are kept, nothing is computed.
    Recorded,
    /// It empowers a minister to make rules.
    Power,
    /// It states aims, tasks or set-up.
    Organisational,
    /// It was repealed.
    Repealed,
}

/// A provision by its citation, checked while compiling: `cite!("§ 19, stk. 4, 1. pkt.")`.
#[macro_export]
macro_rules! cite {
    ($citation:literal) => {
        const { $crate::act::Provision::named($citation) }
    };
}

impl Provision {
    /// The provision with exactly this citation.
    ///
    /// # Panics
    /// Where the Act has none: in a constant, that stops the build.
    pub const fn named(citation: &str) -> Self {
        let mut row = 0;
        while row < CITATIONS.len() {
            if same(CITATIONS[row], citation) {
                return Self(number(row));
            }
            row += 1;
        }
        panic!("the Act has no such provision")
    }

    /// The provision with this citation, where the Act has one.
    pub fn find(citation: &str) -> Option<Self> {
        let row = CITATIONS.iter().position(|known| *known == citation)?;
        u16::try_from(row).ok().map(Self)
    }

    /// Every provision, in the order of the text.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..number(CITATIONS.len())).map(Self)
    }

    /// As lawyers write it: `§ 19, stk. 4, 1. pkt.`
    pub fn citation(self) -> &'static str {
        CITATIONS[usize::from(self.0)]
    }

    /// Its row in the index.
    pub fn entry(self) -> &'static Entry {
        &ENTRIES[usize::from(self.0)]
    }

    /// The golden cases of it and of its parts.
    pub fn cases(self) -> Vec<&'static str> {
        let parts = Self::all().filter(|other| self.covers(*other));
        let mut cases: Vec<&str> = parts.flat_map(|part| part.entry().cases.iter().copied()).collect();
        cases.sort_unstable();
        cases.dedup();
        cases
    }

    /// Whether the other is the same provision or a part of this one.
    pub fn covers(self, other: Self) -> bool {
        other.citation().strip_prefix(self.citation()).is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
    }

    /// The days on which the present wording is in force.
    pub fn in_force(self) -> Period {
        let entry = self.entry();
        until_or_open(entry.from, entry.until)
    }

    /// Whether the present wording is in force on the day.
    pub fn is_in_force(self, on: Date) -> bool {
        let entry = self.entry();
        entry.from <= on && entry.until.is_none_or(|until| on < until)
    }
}

/// A row as the number of a provision. There are about a thousand.
#[expect(clippy::cast_possible_truncation, reason = "checked before")]
const fn number(row: usize) -> u16 {
    assert!(row <= u16::MAX as usize, "the index has too many rows");
    row as u16
}

/// `==` on texts, as a constant function.
const fn same(one: &str, two: &str) -> bool {
    let (one, two) = (one.as_bytes(), two.as_bytes());
    if one.len() != two.len() {
        return false;
    }
    let mut place = one.len();
    while place > 0 {
        place -= 1;
        if one[place] != two[place] {
            return false;
        }
    }
    true
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.citation())
    }
}

impl fmt::Debug for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provision({self})")
    }
}

impl JsonSchema for Provision {
    fn schema_name() -> Cow<'static, str> {
        "Provision".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "A provision of the Act by its citation, as in § 19, stk. 4, 1. pkt." })
    }
}

impl Serialize for Provision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.citation())
    }
}
