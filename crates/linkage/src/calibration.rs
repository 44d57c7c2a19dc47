//! Whether the probabilities that a model states are those that persons find: decided pairs against what was predicted.
//!
//! The decided pairs are banded by their score. In each band the mean of the predicted probabilities is held against the
//! share that was found to be one person, with its interval by Wilson (Journal of the American Statistical Association 22,
//! 1927, 209–212). Whole numbers only, so that a model with its calibration is the same file everywhere. Does not know who
//! decided.

use serde::{Deserialize, Serialize};

use crate::coupling::probability;

/// A pair that somebody has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The logarithm to base 2 of the odds that the engine gave it, in thousandths.
    pub score_millibits: i32,
    /// Whether it is one person.
    pub is_same: bool,
}

/// Decided pairs against a model, by score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The bands that hold any pair, lowest score first.
    pub bands: Vec<Band>,
}

/// The decided pairs of one band of scores. Shares are in millionths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The lowest score in it, in thousandths of a bit; none for the lowest band.
    pub from_millibits: Option<i32>,
    /// The lowest score above it; none for the highest band.
    pub to_millibits: Option<i32>,
    /// Pairs.
    pub pairs: u64,
    /// Those of them that are one person.
    pub same: u64,
    /// Mean of the probabilities that the engine gave them.
    pub predicted_millionths: u32,
    /// Lower end of the interval of the share that is one person.
    pub low_millionths: u32,
    /// Upper end.
    pub high_millionths: u32,
}

impl Band {
    /// Share that is one person, in millionths.
    pub fn observed_millionths(&self) -> u32 {
        millionths(self.same as f64 / self.pairs.max(1) as f64)
    }

    /// Whether what was found cannot well be chance, if what was predicted is right.
    pub fn is_off(&self) -> bool {
        !(self.low_millionths..=self.high_millionths).contains(&self.predicted_millionths)
    }
}

impl Calibration {
    /// The bands in which the model is not to be believed.
    pub fn off(&self) -> impl Iterator<Item = &Band> {
        self.bands.iter().filter(|band| band.is_off())
    }
}

/// Where one band ends and the next begins: three bits apart, which is a factor of eight in the odds.
const BORDERS: [i32; 9] = [-4_000, -1_000, 2_000, 5_000, 8_000, 11_000, 14_000, 17_000, 20_000];

/// The quantile of the normal distribution for an interval that holds 99 times of 100: there are ten bands, and one that
/// is off by chance alone should be rare.
const QUANTILE: f64 = 2.575_829;

/// Bands the decided pairs. The order of the samples does not matter.
pub fn calibrate(samples: &[Sample]) -> Calibration {
    let mut by_band: Vec<Vec<Sample>> = vec![Vec::new(); BORDERS.len() + 1];
    for sample in samples {
        by_band[BORDERS.partition_point(|border| *border <= sample.score_millibits)].push(*sample);
    }
    let bands = by_band.into_iter().enumerate().filter(|(_, samples)| !samples.is_empty());
    Calibration { bands: bands.map(|(at, samples)| band(at, samples)).collect() }
}

fn band(at: usize, mut samples: Vec<Sample>) -> Band {
    // Sums of fractions depend on their order.
    samples.sort_unstable_by_key(|sample| sample.score_millibits);
    let pairs = samples.len() as f64;
    let same = samples.iter().filter(|sample| sample.is_same).count();
    let predicted: f64 = samples.iter().map(|sample| probability(sample.score_millibits)).sum();
    let (low, high) = wilson(same as f64, pairs);
    Band {
        from_millibits: at.checked_sub(1).map(|below| BORDERS[below]),
        to_millibits: BORDERS.get(at).copied(),
        pairs: samples.len() as u64,
        same: same as u64,
        predicted_millionths: millionths(predicted / pairs),
        low_millionths: millionths(low),
        high_millionths: millionths(high),
    }
}

/// Wilson's interval of a share.
fn wilson(found: f64, all: f64) -> (f64, f64) {
    let (share, square) = (found / all, QUANTILE * QUANTILE);
    let middle = share + square / (2.0 * all);
    let half = QUANTILE * (share * (1.0 - share) / all + square / (4.0 * all * all)).sqrt();
    let scale = 1.0 + square / all;
    ((middle - half) / scale, (middle + half) / scale)
}

fn millionths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1e6).round() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn samples(score_millibits: i32, same: usize, different: usize) -> Vec<Sample> {
        let sample = |is_same| Sample { score_millibits, is_same };
        std::iter::repeat_n(sample(true), same).chain(std::iter::repeat_n(sample(false), different)).collect()
    }

    #[test]
    fn wilsons_interval_is_that_of_the_textbook() {
        // 8 of 10 at 99 %: centre (0.8 + 0.3317) / 1.6635 = 0.6803, half width 2.5758 · 0.1805 / 1.6635 = 0.2795.
        let (low, high) = wilson(8.0, 10.0);
        assert!((low - 0.4008).abs() < 0.0001 && (high - 0.9599).abs() < 0.0001, "{low} {high}");
    }

    #[test]
    fn a_model_that_is_right_is_not_off() {
        // Odds of one to one, of eight to one and of a thousand to one.
        let all = [samples(0, 51, 49), samples(3_000, 88, 12), samples(10_000, 999, 1)].concat();
        let calibration = calibrate(&all);
        assert_eq!(calibration.bands.len(), 3);
        assert_eq!(calibration.off().count(), 0, "{calibration:?}");
        let middle = &calibration.bands[1];
        assert_eq!((middle.from_millibits, middle.to_millibits), (Some(2_000), Some(5_000)));
        assert_eq!((middle.pairs, middle.same, middle.observed_millionths()), (100, 88, 880_000));
        assert_eq!(middle.predicted_millionths, 888_889);
    }

    #[test]
    fn a_model_that_believes_too_much_or_too_little_is_off() {
        for wrong in [samples(10_000, 80, 20), samples(0, 95, 5)] {
            let calibration = calibrate(&wrong);
            assert_eq!(calibration.off().count(), 1, "{calibration:?}");
        }
        assert_eq!(calibrate(&samples(10_000, 1, 0)).off().count(), 0, "one pair says little");
    }

    #[test]
    fn no_sample_is_no_band() {
        assert_eq!(calibrate(&[]), Calibration::default());
    }

    proptest! {
        #[test]
        fn every_sample_stands_in_one_band_and_the_order_does_not_matter(
            mut scores in proptest::collection::vec((-30_000_i32..30_000, any::<bool>()), 0..60)
        ) {
            let read = |scores: &[(i32, bool)]| {
                let samples = scores.iter().map(|(score_millibits, is_same)| Sample { score_millibits: *score_millibits, is_same: *is_same });
                calibrate(&samples.collect::<Vec<_>>())
            };
            let one = read(&scores);
            prop_assert_eq!(one.bands.iter().map(|band| band.pairs).sum::<u64>(), scores.len() as u64);
            for band in &one.bands {
                prop_assert!(band.low_millionths <= band.observed_millionths() && band.observed_millionths() <= band.high_millionths);
            }
            scores.reverse();
            prop_assert_eq!(one, read(&scores));
        }
    }
}
