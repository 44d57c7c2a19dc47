//! The kinds of agreement and difference that a comparison can find, for each kind of field.
//!
//! A comparison of two records is one 64-bit word, the *pattern*: four bits a field, each a level of this table.
//! Everything after the comparison (weights, rules, contradictions, explanation) is a function of the pattern alone.

use serde::{Deserialize, Serialize};

use crate::compare::Slot;
use crate::config::FieldKind;

/// What a level means for rules and contradictions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// One side or both do not know the value.
    Missing,
    /// Different beyond what a typing error explains.
    Different,
    /// Neither alike nor clearly different.
    Partial,
    /// Another spelling or one typing error.
    Alike,
    /// Equal.
    Equal,
}

/// One level: its name in files and explanations, and its grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// Stable name, such as `swapped day and month`.
    pub name: &'static str,
    /// What it means for rules.
    pub grade: Grade,
}

/// Bits of a pattern for one field.
pub(crate) const LEVEL_BITS: usize = 4;

/// The level of a field in a pattern.
pub(crate) fn level_of(pattern: u64, slot: usize) -> usize {
    (pattern >> (LEVEL_BITS * slot) & 15) as usize
}

/// The best grade among the fields of a kind; missing where there is none.
pub(crate) fn grade_of(slots: &[Slot], pattern: u64, kind: FieldKind) -> Grade {
    let found = slots.iter().enumerate().filter(|(_, slot)| slot.kind == kind);
    found.map(|(place, slot)| levels(slot.kind)[level_of(pattern, place)].grade).max().unwrap_or(Grade::Missing)
}

/// The levels of a kind of field. Level 0 is always "missing".
pub fn levels(kind: FieldKind) -> &'static [Level] {
    match kind {
        FieldKind::Identifier | FieldKind::Cpr => NUMBER,
        FieldKind::Given => GIVEN,
        FieldKind::Surname => SURNAME,
        FieldKind::Date => DATE,
        FieldKind::Sex => SEX,
        FieldKind::Category | FieldKind::Postcode => CATEGORY,
        FieldKind::Event => EVENT,
        FieldKind::Death => DEATH,
        FieldKind::Address => ADDRESS,
        FieldKind::Middle | FieldKind::Reference => &[],
    }
}

const fn level(name: &'static str, grade: Grade) -> Level {
    Level { name, grade }
}

const MISSING: Level = level("missing", Grade::Missing);
const DIFFERENT: Level = level("different", Grade::Different);

const NUMBER: &[Level] = &[
    MISSING,
    DIFFERENT,
    level("same first six digits", Grade::Different),
    level("one digit wrong or swapped", Grade::Alike),
    level("equal, but held by several records", Grade::Partial),
    level("equal to a former number", Grade::Equal),
    level("equal", Grade::Equal),
];

const GIVEN: &[Level] = &[
    MISSING,
    DIFFERENT,
    level("only a further given name agrees", Grade::Different),
    level("beginning, or only somewhat alike", Grade::Partial),
    level("moved to another part of the name", Grade::Partial),
    level("the same names in another order", Grade::Alike),
    level("other order of given names", Grade::Partial),
    level("agrees with a former name", Grade::Partial),
    level("same consonants, other vowels", Grade::Partial),
    level("typing error", Grade::Alike),
    level("other spelling, common name", Grade::Alike),
    level("other spelling, rare name", Grade::Alike),
    level("equal, very common", Grade::Equal),
    level("equal, common", Grade::Equal),
    level("equal, not rare", Grade::Equal),
    level("equal, rare", Grade::Equal),
];

const SURNAME: &[Level] = &[
    MISSING,
    DIFFERENT,
    level("moved to another part of the name", Grade::Partial),
    level("agrees with a former name", Grade::Partial),
    level("one of several names agrees, common", Grade::Partial),
    level("one of several names agrees, rare", Grade::Partial),
    level("same consonants, other vowels", Grade::Partial),
    level("typing error", Grade::Alike),
    level("other spelling, common name", Grade::Alike),
    level("other spelling, rare name", Grade::Alike),
    level("equal, very common", Grade::Equal),
    level("equal, common", Grade::Equal),
    level("equal, not rare", Grade::Equal),
    level("equal, rare", Grade::Equal),
    level("equal, very rare", Grade::Equal),
    level("beginning, or only somewhat alike", Grade::Partial),
];

const DATE: &[Level] = &[
    MISSING,
    level("more than two years apart", Grade::Different),
    level("at most two years apart", Grade::Different),
    level("same year", Grade::Partial),
    level("same year and month", Grade::Partial),
    level("same day and month, other year", Grade::Partial),
    level("1 January on one side, year near", Grade::Partial),
    level("1 January on one side, same year", Grade::Partial),
    level("one digit wrong or swapped", Grade::Alike),
    level("day and month swapped", Grade::Alike),
    level("as far as both know", Grade::Alike),
    level("both 1 January of the same year", Grade::Equal),
    level("equal, a date held by many", Grade::Equal),
    level("equal", Grade::Equal),
];

const SEX: &[Level] = &[MISSING, DIFFERENT, level("equal", Grade::Equal)];

const CATEGORY: &[Level] = &[
    MISSING,
    DIFFERENT,
    level("equal, common", Grade::Equal),
    level("equal, not rare", Grade::Equal),
    level("equal, rare", Grade::Equal),
    level("equal, very rare", Grade::Equal),
];

const EVENT: &[Level] = &[
    MISSING,
    level("more than a year apart", Grade::Different),
    level("within a year", Grade::Different),
    level("within three months", Grade::Partial),
    level("within a month", Grade::Partial),
    level("within a week", Grade::Alike),
    level("within a day", Grade::Alike),
    level("the same day", Grade::Equal),
];

const DEATH: &[Level] = &[
    MISSING,
    level("dead before an event of the other side", Grade::Different),
    level("possible", Grade::Partial),
    level("different days of death", Grade::Partial),
    level("the same day of death", Grade::Equal),
];

const ADDRESS: &[Level] = &[
    MISSING,
    DIFFERENT,
    level("same street", Grade::Partial),
    level("same house, many live there", Grade::Alike),
    level("same house", Grade::Alike),
    level("equal, many live there", Grade::Equal),
    level("equal", Grade::Equal),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_fits_its_bits_and_the_first_is_missing() {
        let kinds = [
            FieldKind::Identifier,
            FieldKind::Cpr,
            FieldKind::Given,
            FieldKind::Surname,
            FieldKind::Date,
            FieldKind::Sex,
            FieldKind::Category,
            FieldKind::Event,
            FieldKind::Death,
            FieldKind::Address,
            FieldKind::Postcode,
        ];
        for kind in kinds {
            let levels = levels(kind);
            assert!(levels.len() <= 1 << LEVEL_BITS, "{kind:?}");
            assert_eq!(levels[0].grade, Grade::Missing, "{kind:?}");
            assert!(levels[1..].iter().all(|level| level.grade != Grade::Missing), "{kind:?}");
        }
    }
}
