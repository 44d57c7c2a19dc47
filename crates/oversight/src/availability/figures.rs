//! Figures of a review by municipality: how many of the assessed decisions have an error, and how far the sample can be trusted.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::MunicipalityCode;

use super::review::{Error, Review};

/// Fewer assessed decisions than this say little of a municipality; pages warn.
pub const FEW: usize = 20;

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
    /// Errors by kind; a decision can have several.
    pub errors: BTreeMap<Error, usize>,
    /// The share with an error among the assessed, 0 to 1, and where it lies with 95 % certainty; none where nothing is assessed.
    pub error_share: Option<(f64, f64, f64)>,
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
        errors,
        error_share: interval(wrong, assessed.len())
            .map(|(low, high)| (wrong as f64 / assessed.len() as f64, low, high)),
    }
}

/// Wilson's 95 % interval of a share (Wilson 1927), which stays within 0 and 1 also in small samples; none of nothing.
pub fn interval(hits: usize, of: usize) -> Option<(f64, f64)> {
    if of == 0 {
        return None;
    }
    let (of, z) = (of as f64, 1.959_964);
    let share = hits as f64 / of;
    let centre = share + z * z / (2.0 * of);
    let reach = z * (share * (1.0 - share) / of + z * z / (4.0 * of * of)).sqrt();
    let scale = 1.0 + z * z / of;
    Some((((centre - reach) / scale).max(0.0), ((centre + reach) / scale).min(1.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
        let (low, high) = interval(81, 263).expect("a share");
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
        let (low, high) = interval(0, 20).expect("a share");
        assert!(low.abs() < 1e-12 && (high - 0.1611).abs() < 1e-4, "{low} {high}");
        assert_eq!(interval(0, 0), None);
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval_and_the_interval_within_nothing_and_all(of in 1_usize..500, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a small count")]
            let hits = (of as f64 * part) as usize;
            let (low, high) = interval(hits, of).expect("a share");
            let share = hits as f64 / of as f64;
            prop_assert!(0.0 <= low && low <= share + 1e-12 && share - 1e-12 <= high && high <= 1.0);
        }
    }
}
