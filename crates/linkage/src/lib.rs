//! Coupling two registers: normalise, block, compare, weigh, assign one to one, explain. Also finding persons by a name that
//! was typed ([`search`]).
//!
//! Knows columns, told by a [`Config`], not Denmark's databases. No file, clock, randomness, database or network: rows
//! come in through [`Builder::push`], and the same rows give the same answer on any number of threads.
//!
//! The way of a coupling: [`Register::builder`] for each side, [`train`] once, [`couple`] with the frozen [`Model`].

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "rows and values are counted in u32, which building a register checks; packing them is what this crate does"
)]

mod assign;
mod block;
mod calibration;
mod card;
mod change;
mod compare;
mod config;
mod coupling;
mod decide;
mod detect;
mod drift;
mod expectation;
mod explain;
mod forecast;
mod given;
mod hash;
mod key;
mod level;
mod lookup;
mod model;
mod name;
mod rarity;
mod register;
mod relatives;
mod run;
mod score;
pub mod search;
mod sound;
mod texts;
mod value;

pub use block::{BlockingReport, KeyReport, LeftOutBlock};
pub use calibration::{Band, Calibration, Sample, calibrate};
pub use change::{Changed, State, couple_changed};
pub use config::{
    BlockingKey, Config, ConfigError, Contradiction, Decision, Field, FieldKind, KEY_FIELDS_MAX, Limits, Rule, Side,
    SideConfig,
};
pub use coupling::{
    Cause, Constraints, Contested, Counts, Coupling, Doubt, Ground, IdentifierState, LeftOutcome, Objection, Outcome,
    Pair, probability,
};
pub use detect::{
    Contradicted, ContradictingNumber, LookAlike, OneToMany, SharedNumber, contradicting_numbers, look_alikes,
    look_alikes_of, one_to_many, shared_numbers,
};
pub use drift::{Drift, FieldDrift, OutcomeShares, drift};
pub use explain::{Explanation, Step, explain, explain_pattern};
pub use forecast::forecast;
pub use level::{Grade, Level, levels};
pub use lookup::{Found, Lookup};
pub use model::{Class, Evidence, Model, ModelError, Training};
pub use name::is_one_name;
pub use rarity::{Frequencies, Frequency};
pub use register::{Builder, Intake, Register, RegisterError};
pub use relatives::RelativesWeights;
pub use run::{couple, learn_and_couple, train};
pub use score::scores;
