//! Figures of a review by municipality: how many of the assessed decisions have an error, and how far the sample can be trusted.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::MunicipalityCode;

use super::review::{Error, Review};
use crate::compliance::estimate::{Estimate, Z_95, wilson};

/// What a review found in a municipality.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "ReviewFigures")]
pub struct MunicipalityFigures {
    /// Which.
    pub municipality: MunicipalityCode,
    /// Its decisions in the period.
    pub decisions: u32,
    /// Those drawn.
    pub drawn: usize,
    /// Those assessed.
    pub assessed: usize,
    /// Those of them that are lawful.
    pub lawful: usize,
    /// Those with which benefit was wrongly paid, so that refund is lost (§ 25 b, stk. 4).
    pub refund_lost: usize,
    /// Errors by kind; a decision can have several.
    pub errors: BTreeMap<Error, usize>,
    /// The share with an error among the assessed, and where it lies with 95 % certainty; none where nothing is assessed.
    pub error_share: Option<Estimate>,
}

/// The figures, in the order of the municipalities' codes.
pub fn figures(review: &Review) -> Vec<MunicipalityFigures> {
    review.population.iter().map(|stratum| of(review, stratum.municipality, stratum.decisions)).collect()
}

fn of(review: &Review, municipality: MunicipalityCode, decisions: u32) -> MunicipalityFigures {
    let drawn = review.chosen.iter().filter(|one| one.decision.municipality == Some(municipality));
    let assessed: Vec<_> = drawn.clone().filter_map(|one| one.assessed.as_ref()).collect();
    let lawful = assessed.iter().filter(|one| one.errors.is_empty()).count();
    let mut errors = BTreeMap::new();
    for error in assessed.iter().flat_map(|one| &one.errors) {
        *errors.entry(*error).or_default() += 1;
    }
    let wrong = assessed.len() - lawful;
    MunicipalityFigures {
        municipality,
        decisions,
        drawn: drawn.count(),
        assessed: assessed.len(),
        lawful,
        refund_lost: assessed.iter().filter(|one| one.refund_lost).count(),
        errors,
        error_share: wilson(wrong as u64, assessed.len() as u64, Z_95),
    }
}
