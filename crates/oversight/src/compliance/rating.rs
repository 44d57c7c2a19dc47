//! Two who judge the same cases without seeing each other's answers, and how far they agree beyond chance.
//!
//! Source: Cohen, *A Coefficient of Agreement for Nominal Scales*, Educational and Psychological Measurement 20 (1960).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What somebody finds about one question of the checklist in one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SampleFinding")]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// The Act was kept.
    Met,
    /// It was not.
    NotMet,
    /// The question does not arise in the case.
    NotApplicable,
    /// The file does not tell.
    CannotTell,
}

impl Finding {
    /// Every finding.
    pub const ALL: [Self; 4] = [Self::Met, Self::NotMet, Self::NotApplicable, Self::CannotTell];

    /// The name in forms and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::NotApplicable => "not-applicable",
            Self::CannotTell => "cannot-tell",
        }
    }

    /// The finding with a name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.key() == key)
    }
}

/// How two agree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SampleAgreement")]
pub struct Agreement {
    /// Pairs of findings.
    pub pairs: u64,
    /// Pairs that are the same.
    pub same: u64,
    /// Cohen's kappa: 1 for full agreement, 0 for no more than chance. None where both only ever found one and the same: chance alone
    /// would give that too, and kappa says nothing.
    pub kappa: Option<f64>,
}

/// Cohen's kappa of pairs of findings: `(pₒ − pₑ)/(1 − pₑ)`, with `pₒ` the share that is the same and `pₑ` what chance gives from how
/// often each of the two finds what. None where there are no pairs.
pub fn agreement(pairs: impl IntoIterator<Item = (Finding, Finding)>) -> Option<Agreement> {
    let (mut first, mut second) = ([0_u64; Finding::ALL.len()], [0_u64; Finding::ALL.len()]);
    let (mut all, mut same) = (0_u64, 0_u64);
    for (one, other) in pairs {
        all += 1;
        same += u64::from(one == other);
        first[one as usize] += 1;
        second[other as usize] += 1;
    }
    if all == 0 {
        return None;
    }
    let n = all as f64;
    let observed = same as f64 / n;
    let expected: f64 = first.iter().zip(second).map(|(one, other)| *one as f64 * other as f64).sum::<f64>() / (n * n);
    let kappa = (expected < 1.0).then(|| (observed - expected) / (1.0 - expected));
    Some(Agreement { pairs: all, same, kappa })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Finding::{Met, NotMet};
    use super::*;

    fn pairs(table: [(Finding, Finding, usize); 4]) -> Vec<(Finding, Finding)> {
        table.into_iter().flat_map(|(one, other, times)| std::iter::repeat_n((one, other), times)).collect()
    }

    #[test]
    fn kappa_is_that_of_the_textbook() {
        // Fifty applications read by two: both yes 20, both no 15, yes/no 5, no/yes 10. pₒ = 0.7, pₑ = 0.5.
        let table = [(Met, Met, 20), (Met, NotMet, 5), (NotMet, Met, 10), (NotMet, NotMet, 15)];
        let found = agreement(pairs(table)).expect("an agreement");
        assert_eq!((found.pairs, found.same), (50, 35));
        assert!((found.kappa.expect("a kappa") - 0.4).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn two_who_only_ever_find_the_same_one_thing_show_nothing() {
        let found = agreement([(Met, Met), (Met, Met)]).expect("an agreement");
        assert_eq!((found.same, found.kappa), (2, None));
        assert_eq!(agreement([]), None);
    }

    proptest! {
        #[test]
        fn kappa_is_at_most_one_and_one_only_where_all_agree(given in proptest::collection::vec((0..4_usize, 0..4_usize), 1..40)) {
            let pairs: Vec<_> = given.iter().map(|(one, other)| (Finding::ALL[*one], Finding::ALL[*other])).collect();
            let found = agreement(pairs.iter().copied()).expect("an agreement");
            let turned = agreement(pairs.iter().map(|(one, other)| (*other, *one))).expect("an agreement");
            prop_assert_eq!(found, turned);
            if let Some(kappa) = found.kappa {
                prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&kappa));
                prop_assert_eq!((kappa - 1.0).abs() < 1e-12, found.same == found.pairs);
            }
        }
    }
}
