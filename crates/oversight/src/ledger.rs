//! What the supervision areas have in common: something is begun, dated steps are taken with it by parties that may take them, and a step
//! that cannot be is refused with its reason.
//!
//! Each kind of thing (a report, an audit point, a sample, a processor, an undertaking) is a [`Ledger`]: one function takes the steps, the
//! same when they are recorded and when they are read back. Must not know who the officers are, how steps are stored or what pages say.

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A step, the day it was taken in the world, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<S> {
    /// The day it was taken, which is not the day it was recorded.
    pub on: Date,
    /// For whom.
    pub party: Party,
    /// What was done.
    pub what: S,
}

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The ministry and its agencies: they supervise, and they answer to the auditors.
    Ministry,
    /// Rigsrevisionen: follows up, and recommends that a point be closed.
    Auditors,
    /// Statsrevisorerne: decide whether it is.
    StateAuditors,
}

impl Party {
    /// Every party.
    pub const ALL: [Self; 3] = [Self::Ministry, Self::Auditors, Self::StateAuditors];

    /// Its name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Auditors => "auditors",
            Self::StateAuditors => "state-auditors",
        }
    }

    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Ministry => Words::new("ministeriet", "the ministry"),
            Self::Auditors => Words::new("Rigsrevisionen", "Rigsrevisionen (the national audit office)"),
            Self::StateAuditors => Words::new("Statsrevisorerne", "Statsrevisorerne (the state auditors)"),
        }
    }
}

/// Something that steps are taken with.
pub trait Ledger: Clone + std::fmt::Debug + Sized {
    /// The steps.
    type Step: Clone + std::fmt::Debug + Send + Sync + Serialize + for<'de> Deserialize<'de>;

    /// Takes a step: with what was there before, or with nothing where it begins.
    ///
    /// # Errors
    /// Where the step cannot be taken now, by this party, or with these values. Nothing has changed then.
    fn take(before: Option<&Self>, entry: &Entry<Self::Step>) -> Result<Self, WrongStep>;
}

/// Why a step cannot be taken. Nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongStep {
    /// Nothing was begun under this name.
    #[error("nothing was begun under this name: begin with a first step")]
    NotBegun,
    /// It was begun before.
    #[error("it was begun already: go on with what is there")]
    BegunAlready,
    /// Another party takes this step.
    #[error("this step is taken by {whose:?}")]
    NotYours {
        /// Whose it is.
        whose: Party,
    },
    /// It is closed.
    #[error("it is closed: nothing more can be recorded before it is opened again")]
    Closed,
    /// Something else comes first.
    #[error("{needs} comes first")]
    TooSoon {
        /// What must have been done before, by the step's or the thing's key.
        needs: &'static str,
    },
    /// It does not belong to a thing of this kind.
    #[error("a step like this does not belong here")]
    NotOfThisKind,
    /// A day lies before the earliest it can be.
    #[error("{field} is earlier than {earliest}")]
    Early {
        /// The field.
        field: &'static str,
        /// The earliest day.
        earliest: Date,
    },
    /// A text is blank.
    #[error("{field} is blank")]
    Blank {
        /// The field.
        field: &'static str,
    },
    /// Something is named that is not there.
    #[error("{field}: there is no {value}")]
    NoSuch {
        /// The field.
        field: &'static str,
        /// What was named.
        value: String,
    },
    /// The same name or the same step a second time.
    #[error("{field}: {value} is there already")]
    Twice {
        /// The field.
        field: &'static str,
        /// What is there.
        value: String,
    },
    /// A number is not within its limits.
    #[error("{field} is not between {lowest} and {highest}")]
    OutOfRange {
        /// The field.
        field: &'static str,
        /// The lowest value.
        lowest: i64,
        /// The highest value.
        highest: i64,
    },
    /// Some are not there yet.
    #[error("still missing: {}", .missing.join(", "))]
    Incomplete {
        /// The field.
        field: &'static str,
        /// What is missing, by key.
        missing: Vec<String>,
    },
}

impl WrongStep {
    /// The field that is wrong; the step itself where no field alone is.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Early { field, .. }
            | Self::Blank { field }
            | Self::NoSuch { field, .. }
            | Self::Twice { field, .. }
            | Self::OutOfRange { field, .. }
            | Self::Incomplete { field, .. } => field,
            Self::NotBegun
            | Self::BegunAlready
            | Self::NotYours { .. }
            | Self::Closed
            | Self::TooSoon { .. }
            | Self::NotOfThisKind => "step",
        }
    }
}

/// Refuses a step of another party.
pub(crate) fn by<S>(entry: &Entry<S>, whose: Party) -> Result<(), WrongStep> {
    if entry.party == whose { Ok(()) } else { Err(WrongStep::NotYours { whose }) }
}

/// Refuses a blank text.
pub(crate) fn filled(field: &'static str, text: &str) -> Result<(), WrongStep> {
    if text.trim().is_empty() { Err(WrongStep::Blank { field }) } else { Ok(()) }
}

/// Refuses a day before the earliest.
pub(crate) fn not_before(field: &'static str, day: Date, earliest: Date) -> Result<(), WrongStep> {
    if day < earliest { Err(WrongStep::Early { field, earliest }) } else { Ok(()) }
}

/// Refuses a day that is not after another.
pub(crate) fn after(field: &'static str, day: Date, other: Date) -> Result<(), WrongStep> {
    not_before(field, day, other.tomorrow().unwrap_or(Date::MAX))
}

/// Refuses a number outside its limits.
pub(crate) fn within(field: &'static str, value: i64, lowest: i64, highest: i64) -> Result<(), WrongStep> {
    if (lowest..=highest).contains(&value) { Ok(()) } else { Err(WrongStep::OutOfRange { field, lowest, highest }) }
}
