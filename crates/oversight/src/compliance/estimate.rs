//! How far a share found in a sample may be from the share in the whole: intervals and the stratified estimator.
//!
//! Sources: Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, JASA 22 (1927), for the interval of a
//! simple random sample; Cochran, *Sampling Techniques*, third edition (1977), sections 2.8 and 5.3–5.6, for the finite population and
//! for strata. `z` is the number of standard deviations: [`Z_95`] for 95 per cent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Standard deviations of a two-sided interval of 95 per cent.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// A share with the interval that it lies in, all 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// The share, as the sample tells it.
    pub share: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Wilson's interval of a share in a simple random sample: `met` of `of`. None for an empty sample.
///
/// Centre `(p + z²/2n) / (1 + z²/n)`, half width `z/(1 + z²/n) · √(p(1 − p)/n + z²/4n²)`. It holds also near 0 and 1 and in small
/// samples, where the usual `p ± z√(p(1 − p)/n)` does not. The part of the whole that was drawn is not taken into account, so in small
/// populations it is wider than it need be.
pub fn wilson(met: u64, of: u64, z: f64) -> Option<Estimate> {
    if of == 0 || met > of {
        return None;
    }
    let (n, share) = (of as f64, met as f64 / of as f64);
    let z2 = z * z;
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Estimate { share, low: (centre - half).clamp(0.0, share), high: (centre + half).clamp(share, 1.0) })
}

/// What was found in one stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stratum {
    /// Cases in the whole stratum.
    pub population: u64,
    /// Cases of it in the sample that could be judged.
    pub judged: u64,
    /// Of them, those that met.
    pub met: u64,
}

/// The share in the whole, from a stratified sample. None where a stratum with cases has fewer than two judged: its spread is not
/// known then, and no interval is made up.
///
/// Share `Σ W p`, variance `Σ W² (1 − n/N) p(1 − p)/(n − 1)` with `W = N / ΣN` (Cochran 1977, formulas 5.52 and 5.53); interval
/// `± z √variance`, cut at 0 and 1.
pub fn stratified(strata: &[Stratum], z: f64) -> Option<Estimate> {
    let whole: u64 = strata.iter().map(|stratum| stratum.population).sum();
    if whole == 0 {
        return None;
    }
    let (mut share, mut variance) = (0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.population > 0) {
        let Stratum { population, judged, met } = *stratum;
        if judged < 2 && judged < population || judged == 0 || judged > population || met > judged {
            return None;
        }
        let (weight, n) = (population as f64 / whole as f64, judged as f64);
        let of_stratum = met as f64 / n;
        share += weight * of_stratum;
        if judged < population {
            let unseen = 1.0 - n / population as f64;
            variance += weight * weight * unseen * of_stratum * (1.0 - of_stratum) / (n - 1.0);
        }
    }
    let half = z * variance.sqrt();
    Some(Estimate { share, low: (share - half).max(0.0), high: (share + half).min(1.0) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn close(found: f64, wanted: f64) -> bool {
        (found - wanted).abs() < 5e-4
    }

    #[test]
    fn wilson_s_interval_is_the_published_one() {
        // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (met, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let found = wilson(met, of, Z_95).expect("an interval");
            assert!(close(found.low, low) && close(found.high, high), "{met} of {of}: {found:?}");
        }
        assert_eq!(wilson(0, 0, Z_95), None);
        assert_eq!(wilson(3, 2, Z_95), None);
    }

    #[test]
    fn strata_weigh_by_their_population_and_not_by_how_many_were_drawn() {
        let large = Stratum { population: 900, judged: 10, met: 10 };
        let small = Stratum { population: 100, judged: 10, met: 0 };
        let found = stratified(&[large, small], Z_95).expect("an estimate");
        assert!(close(found.share, 0.9) && close(found.low, 0.9) && close(found.high, 0.9), "{found:?}");
        // By hand: W = ½, p = ½, N = 100 and n = 10 in both: variance 2 · ¼ · 0.9 · ¼/9.
        let half = Stratum { population: 100, judged: 10, met: 5 };
        let found = stratified(&[half, half], Z_95).expect("an estimate");
        let wanted = Z_95 * (2.0 * 0.25 * 0.9 * 0.25 / 9.0_f64).sqrt();
        assert!(close(found.high - 0.5, wanted), "{found:?}");
    }

    #[test]
    fn a_stratum_of_whom_one_was_judged_gives_no_interval_unless_that_one_is_all_there_is() {
        let one = |population| Stratum { population, judged: 1, met: 1 };
        let many = Stratum { population: 50, judged: 10, met: 5 };
        assert_eq!(stratified(&[one(2), many], Z_95), None);
        assert!(stratified(&[one(1), many], Z_95).is_some());
        assert_eq!(stratified(&[Stratum { population: 5, judged: 0, met: 0 }], Z_95), None);
        assert_eq!(stratified(&[], Z_95), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share_and_a_larger_sample_narrows_it(met in 0..50_u64, more in 0..50_u64) {
            let of = met + more;
            prop_assume!(of > 0);
            let small = wilson(met, of, Z_95).expect("an interval");
            let large = wilson(met * 10, of * 10, Z_95).expect("an interval");
            prop_assert!(0.0 <= small.low && small.low <= small.share && small.share <= small.high && small.high <= 1.0);
            prop_assert!(large.high - large.low < small.high - small.low);
        }

        #[test]
        fn everybody_judged_leaves_nothing_uncertain(met in 0..30_u64, more in 0..30_u64) {
            prop_assume!(met + more > 0);
            let all = Stratum { population: met + more, judged: met + more, met };
            let found = stratified(&[all], Z_95).expect("an estimate");
            prop_assert!((found.high - found.low).abs() < 1e-12);
        }
    }
}
