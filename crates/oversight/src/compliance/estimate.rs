//! How far a share found in a sample may be from the share in the whole: intervals and the stratified estimator.
//!
//! Sources: Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, JASA 22 (1927), for the interval of a
//! simple random sample; Cochran, *Sampling Techniques*, third edition (1977), sections 2.8 and 6.11, for the finite population and
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
    /// Cases of it in the sample on which a finding stands.
    pub settled: u64,
    /// Of them, those in which the question arises and the file tells.
    pub judged: u64,
    /// Of those, the ones that met.
    pub met: u64,
}

impl Stratum {
    fn is_sound(&self) -> bool {
        let Self { population, settled, judged, met } = *self;
        let spread_is_known = settled >= 2 || settled == population;
        met <= judged && judged <= settled && settled <= population && spread_is_known
    }

    /// Its part of the variance of the total of `met − share · judged`: `N² (1 − n/N) s²/n`.
    ///
    /// Where all were judged alike, the sample has less spread than is known of the rest. There the spread is at least that around the centre of
    /// Wilson's interval, `(met + z²/2) / (judged + z²)` (Agresti and Coull, The American Statistician 52 (1998)).
    fn variance(&self, share: f64, z: f64) -> f64 {
        let Self { population, settled, judged, met } = *self;
        if settled == population {
            return 0.0;
        }
        let (n, of, met) = (settled as f64, judged as f64, met as f64);
        let spread = |met: f64, share: f64| {
            let (squares, mean) = (met * (1.0 - share).powi(2) + (of - met) * share * share, (met - share * of) / n);
            (squares - n * mean * mean) / (n - 1.0)
        };
        let is_alike = judged > 0 && (self.met == 0 || self.met == judged);
        let centre = (met + z * z / 2.0) / (of + z * z);
        let at_least = if is_alike { spread(of * centre, centre) } else { 0.0 };
        let whole = population as f64;
        whole * whole * (1.0 - n / whole) * spread(met, share).max(at_least) / n
    }
}

/// The share in the whole, of the cases in which the question arises, from a stratified sample. None where it arose in no case, or a stratum with
/// cases has fewer than two settled: its spread is not known then, and no interval is made up.
///
/// In how many cases of a stratum the question arises is known from the sample alone, so that both are estimated: `R = Σ N·met/n ÷ Σ N·judged/n`,
/// variance `Σ N² (1 − n/N) s²/n ÷ (Σ N·judged/n)²` with the spread of `met − R · judged` (the combined ratio estimate, Cochran 1977, section 6.11);
/// interval `± z √variance`, cut at 0 and 1.
pub fn stratified(strata: &[Stratum], z: f64) -> Option<Estimate> {
    let strata: Vec<_> = strata.iter().filter(|stratum| stratum.population > 0).collect();
    if strata.iter().any(|stratum| !stratum.is_sound()) {
        return None;
    }
    let total = |of: fn(&Stratum) -> u64| -> f64 {
        strata.iter().map(|one| one.population as f64 * of(one) as f64 / one.settled as f64).sum()
    };
    let (judged, met) = (total(|one| one.judged), total(|one| one.met));
    if judged == 0.0 {
        return None;
    }
    let share = met / judged;
    let variance: f64 = strata.iter().map(|stratum| stratum.variance(share, z)).sum();
    let half = z * variance.sqrt() / judged;
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

    fn all_judged(population: u64, judged: u64, met: u64) -> Stratum {
        Stratum { population, settled: judged, judged, met }
    }

    #[test]
    fn strata_weigh_by_their_population_and_not_by_how_many_were_drawn() {
        let found = stratified(&[all_judged(900, 10, 9), all_judged(100, 10, 1)], Z_95).expect("an estimate");
        assert!(close(found.share, 0.82), "{found:?}");
        // By hand: W = ½, p = ½, N = 100 and n = 10 in both: variance 2 · ¼ · 0.9 · ¼/9.
        let half = all_judged(100, 10, 5);
        let found = stratified(&[half, half], Z_95).expect("an estimate");
        let wanted = Z_95 * (2.0 * 0.25 * 0.9 * 0.25 / 9.0_f64).sqrt();
        assert!(close(found.high - 0.5, wanted), "{found:?}");
    }

    #[test]
    fn a_stratum_counts_by_the_cases_in_which_the_question_arises() {
        // Of 900 it arises in a tenth, and none met; of 100 in all, and all met: 90 + 100 cases, 100 of them met.
        let rarely = Stratum { population: 900, settled: 20, judged: 2, met: 0 };
        let found = stratified(&[rarely, all_judged(100, 10, 10)], Z_95).expect("an estimate");
        assert!(close(found.share, 100.0 / 190.0), "{found:?}");
        // In how many of the 900 it arises is hardly known, and the interval says so.
        assert!(found.high - found.low > 0.3, "{found:?}");
    }

    #[test]
    fn a_few_that_were_all_judged_alike_do_not_make_the_rest_certain() {
        let found = stratified(&[all_judged(900, 10, 10), all_judged(100, 10, 0)], Z_95).expect("an estimate");
        assert!(close(found.share, 0.9) && found.low < 0.8 && found.high > 0.95, "{found:?}");
    }

    #[test]
    fn a_stratum_of_whom_one_was_settled_gives_no_interval_unless_that_one_is_all_there_is() {
        let one = |population| all_judged(population, 1, 1);
        let many = all_judged(50, 10, 5);
        assert_eq!(stratified(&[one(2), many], Z_95), None);
        assert!(stratified(&[one(1), many], Z_95).is_some());
        assert_eq!(stratified(&[all_judged(5, 0, 0)], Z_95), None);
        assert_eq!(stratified(&[], Z_95), None);
        let nowhere = Stratum { population: 50, settled: 10, judged: 0, met: 0 };
        assert_eq!(stratified(&[nowhere], Z_95), None, "the question arose in no case");
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
            let all = all_judged(met + more, met + more, met);
            let found = stratified(&[all], Z_95).expect("an estimate");
            prop_assert!((found.high - found.low).abs() < 1e-12);
        }
    }
}
