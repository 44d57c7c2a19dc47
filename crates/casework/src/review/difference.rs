//! Names for the difference between what two registers say of one thing, so that a person sees at once what kind it is.
//!
//! Pure functions over values as the registers have them. They name, and weigh nothing: what a difference means for the
//! coupling is the method's. Each is symmetric: swapping the two values swaps the sides and changes nothing else, save
//! that of equally short ways from one spelling to another either may be told.

mod date;
mod name;
mod number;
mod text;

use serde::Serialize;

pub use super::letters::Edit;
pub use date::{birth_dates, days};
pub use name::{NamePart, NameParts, name_parts};
pub use number::numbers;
pub use text::{codes, texts};

/// One of the two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Register {
    /// The alien register.
    Carl2,
    /// The civil register.
    Cpr,
}

/// What kind of difference there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Difference {
    /// The same, capitals and blanks aside.
    Same,
    /// The same as a value that one of the registers held before.
    SameAsFormer,
    /// The same when one writes the letters otherwise: å and aa, ø and oe, marks left out, another script.
    Transliterated,
    /// The same name by another romanisation: Khadija, Chadeja.
    Romanised,
    /// Another spelling.
    Spelling {
        /// The slips between the two, left to right. Their number is the distance.
        edits: Vec<Edit>,
    },
    /// The same names in another order.
    OtherOrder,
    /// The name stands in another part of the other register's name.
    Moved {
        /// Where it stands there.
        to: NamePart,
    },
    /// One register has more words: a name, a floor, a door.
    WordsMissing {
        /// The register that lacks them.
        on: Register,
        /// The words, as the other has them.
        words: Vec<String>,
    },
    /// One register has only an initial.
    InitialOnly {
        /// The register that has it.
        on: Register,
    },
    /// Day and month are swapped.
    DayAndMonthSwapped,
    /// One digit is another, too many or too few, or two neighbours are swapped.
    OneDigit,
    /// One register knows the date only in part, or gives 1 January of the year as is done where the day is not known;
    /// as far as both know, they agree.
    KnownInPart {
        /// The register that knows less.
        on: Register,
    },
    /// The same year and month, another day.
    SameMonthOnly,
    /// The same year, another month.
    SameYearOnly,
    /// So many days between two dates of one event, at most a month.
    DaysApart {
        /// How many.
        days: u32,
    },
    /// One register does not have it.
    MissingOn {
        /// The register that does not.
        on: Register,
    },
    /// Neither register has it.
    MissingOnBoth,
    /// Different.
    Different,
    /// Different in what no typing error explains: sex, years between birth dates, death before an event.
    Contradicting,
    /// Not told: it would say where a protected person lives.
    Withheld,
}

impl Difference {
    /// Whether the two say the same, however it is written.
    pub fn is_agreement(&self) -> bool {
        matches!(self, Self::Same | Self::SameAsFormer | Self::Transliterated | Self::Romanised | Self::OtherOrder)
    }

    /// What is missing where one or both have nothing; none where both have something.
    pub(crate) fn of_missing(carl2: bool, cpr: bool) -> Option<Self> {
        match (carl2, cpr) {
            (true, true) => Some(Self::MissingOnBoth),
            (true, false) => Some(Self::MissingOn { on: Register::Carl2 }),
            (false, true) => Some(Self::MissingOn { on: Register::Cpr }),
            (false, false) => None,
        }
    }
}

#[cfg(test)]
mod tests;
