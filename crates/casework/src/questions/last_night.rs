//! Where the last night stands in the journal, and what came after it: for those who answer for the nights.

use jiff::civil::Date;

use crate::access::Action;
use crate::fact::NightRefused;
use crate::office::{Question, Refused, View};

/// Asks for the last night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastNight;

/// The last night, and what came after it.
#[derive(Clone, Debug, PartialEq)]
pub struct NightStanding {
    /// Position of the fact that holds the report of the last night that completed.
    pub report: Option<u64>,
    /// A refusal since.
    pub refused: Option<(Date, NightRefused)>,
    /// A night that began and has not ended.
    pub unfinished: Option<Date>,
}

impl Question for LastNight {
    type Answer = NightStanding;

    fn answer(&self, view: &View<'_>) -> Result<NightStanding, Refused> {
        let registers = view.registers(Action::ReadNights)?;
        Ok(NightStanding {
            report: registers.nights.last().map(|night| night.position),
            refused: registers.refused.clone(),
            unfinished: registers.unfinished.as_ref().map(|unfinished| unfinished.night),
        })
    }
}
