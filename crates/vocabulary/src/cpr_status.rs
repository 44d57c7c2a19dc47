//! The status of a CPR number.

use serde::{Deserialize, Serialize};

/// What CPR says of a number and its holder (`STATUS`). Sources: Statistics Denmark Times, "CPR-oplysninger"; CPR codes of kaqa.gl.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum CprStatus {
    /// 01: resident in Denmark.
    ResidentInDenmark,
    /// 03: resident in Denmark under a special road code (9900–9999), for instance without a fixed address.
    ResidentInDenmarkSpecialRoad,
    /// 05: resident in Greenland.
    ResidentInGreenland,
    /// 07: resident in Greenland under a special road code.
    ResidentInGreenlandSpecialRoad,
    /// 10: a reserved number.
    Reserved,
    /// 20: not resident; the number was issued for an administrative purpose (an administrative CPR number).
    Administrative,
    /// 30: the number is annulled.
    Annulled,
    /// 50: deleted because the person had two numbers.
    DoubleNumber,
    /// 60: replaced because birth date or sex was changed.
    Changed,
    /// 70: disappeared.
    Disappeared,
    /// 80: emigrated.
    Emigrated,
    /// 90: dead.
    Dead,
}

/// A code that CPR does not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:02} is no CPR status (01, 03, 05, 07, 10, 20, 30, 50, 60, 70, 80, 90)")]
pub struct CprStatusError(pub u8);

impl CprStatus {
    /// Every status, in the order of the codes.
    pub const ALL: [Self; 12] = [
        Self::ResidentInDenmark,
        Self::ResidentInDenmarkSpecialRoad,
        Self::ResidentInGreenland,
        Self::ResidentInGreenlandSpecialRoad,
        Self::Reserved,
        Self::Administrative,
        Self::Annulled,
        Self::DoubleNumber,
        Self::Changed,
        Self::Disappeared,
        Self::Emigrated,
        Self::Dead,
    ];

    /// CPR's code, two digits in files.
    pub fn code(self) -> u8 {
        match self {
            Self::ResidentInDenmark => 1,
            Self::ResidentInDenmarkSpecialRoad => 3,
            Self::ResidentInGreenland => 5,
            Self::ResidentInGreenlandSpecialRoad => 7,
            Self::Reserved => 10,
            Self::Administrative => 20,
            Self::Annulled => 30,
            Self::DoubleNumber => 50,
            Self::Changed => 60,
            Self::Disappeared => 70,
            Self::Emigrated => 80,
            Self::Dead => 90,
        }
    }

    /// Reads CPR's code.
    pub fn from_code(code: u8) -> Result<Self, CprStatusError> {
        Self::ALL.into_iter().find(|status| status.code() == code).ok_or(CprStatusError(code))
    }

    /// Registered as living in Denmark (01, 03).
    pub fn is_resident_in_denmark(self) -> bool {
        matches!(self, Self::ResidentInDenmark | Self::ResidentInDenmarkSpecialRoad)
    }

    /// The number no longer stands for a person of its own: annulled, double or changed (30, 50, 60).
    pub fn is_withdrawn(self) -> bool {
        matches!(self, Self::Annulled | Self::DoubleNumber | Self::Changed)
    }
}

impl From<CprStatus> for u8 {
    fn from(status: CprStatus) -> Self {
        status.code()
    }
}

impl TryFrom<u8> for CprStatus {
    type Error = CprStatusError;

    fn try_from(code: u8) -> Result<Self, Self::Error> {
        Self::from_code(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_round_trips_and_no_other_is_accepted() {
        let known: Vec<u8> = CprStatus::ALL.iter().map(|status| status.code()).collect();
        for code in 0..=99 {
            assert_eq!(CprStatus::from_code(code).is_ok(), known.contains(&code), "{code}");
        }
    }
}
