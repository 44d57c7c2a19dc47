//! Drawing a sample that can be drawn again: from the same population, method, size and stream of numbers come the same cases.
//!
//! Sources: Durstenfeld, *Algorithm 235: Random permutation*, Communications of the ACM 7 (1964), for drawing without replacement;
//! Cochran, *Sampling Techniques* (1977), chapter 5, for strata. The stream of numbers is an argument; who calls names its seed.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a sample is divided among strata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SampleAllocation")]
#[serde(rename_all = "kebab-case")]
pub enum Allocation {
    /// No strata: every case has the same chance.
    #[default]
    Simple,
    /// Each stratum in proportion to its cases, at least one of each where the size reaches.
    Proportional,
    /// As many of each stratum, as far as it has cases.
    Equal,
}

impl Allocation {
    /// Every allocation.
    pub const ALL: [Self; 3] = [Self::Simple, Self::Proportional, Self::Equal];

    /// The name in forms and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Proportional => "proportional",
            Self::Equal => "equal",
        }
    }

    /// The allocation with a name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|allocation| allocation.key() == key)
    }
}

/// A sample: how many of each stratum there were, and which were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn<S> {
    /// How many cases each stratum has.
    pub populations: BTreeMap<S, u64>,
    /// The drawn ones by their place in the population, in its order, each with its stratum.
    pub cases: Vec<(usize, S)>,
}

/// Draws from a population whose members are given by their strata, in an order that is always the same. With [`Allocation::Simple`] the
/// strata are told but play no part. A size larger than the population draws all of it.
pub fn draw<S: Ord + Clone>(strata: &[S], allocation: Allocation, size: usize, rng: &mut impl Rng) -> Drawn<S> {
    let mut members: BTreeMap<S, Vec<usize>> = BTreeMap::new();
    for (place, stratum) in strata.iter().enumerate() {
        members.entry(stratum.clone()).or_default().push(place);
    }
    let populations = members.iter().map(|(stratum, places)| (stratum.clone(), places.len() as u64)).collect();
    let mut places = if allocation == Allocation::Simple {
        chosen((0..strata.len()).collect(), size, rng)
    } else {
        let counts: Vec<usize> = members.values().map(Vec::len).collect();
        let sizes = if allocation == Allocation::Equal { equal(&counts, size) } else { proportional(&counts, size) };
        members.into_values().zip(sizes).flat_map(|(places, size)| chosen(places, size, rng)).collect()
    };
    places.sort_unstable();
    Drawn { populations, cases: places.into_iter().map(|place| (place, strata[place].clone())).collect() }
}

/// So many of them, each with the same chance and none twice.
fn chosen(mut places: Vec<usize>, size: usize, rng: &mut impl Rng) -> Vec<usize> {
    let size = size.min(places.len());
    for next in 0..size {
        // The width of a number is fixed, or a machine of another width would draw other cases.
        let left = (places.len() - next) as u64;
        let step = usize::try_from(rng.random_range(0..left)).unwrap_or(0);
        places.swap(next, next + step);
    }
    places.truncate(size);
    places
}

/// In proportion, by largest remainder; the earlier of two equal remainders first. Where the size reaches, each stratum has two, without which nothing
/// is known of its spread; else one.
fn proportional(counts: &[usize], size: usize) -> Vec<usize> {
    let whole: usize = counts.iter().sum();
    let size = size.min(whole);
    if whole == 0 {
        return vec![0; counts.len()];
    }
    let reaches = |each: usize| counts.iter().map(|count| each.min(*count)).sum::<usize>() <= size;
    let at_least = if reaches(2) { 2 } else { usize::from(reaches(1)) };
    let least = |count: usize| at_least.min(count);
    let mut sizes: Vec<usize> = counts.iter().map(|count| (count * size / whole).max(least(*count))).collect();
    let remainder = |place: usize| counts[place] * size % whole;
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(remainder(*place)));
    while sizes.iter().sum::<usize>() < size {
        let Some(next) = order.iter().copied().find(|place| sizes[*place] < counts[*place]) else { break };
        sizes[next] += 1;
        // It has had its turn: the others come first now.
        order.retain(|place| *place != next);
        order.push(next);
    }
    while sizes.iter().sum::<usize>() > size {
        let spare = |place: &usize| sizes[*place] > least(counts[*place]);
        let Some(largest) = (0..sizes.len()).rev().filter(spare).max_by_key(|place| sizes[*place]) else { break };
        sizes[largest] -= 1;
    }
    sizes
}

/// As many of each; what a small stratum cannot give, the others do.
fn equal(counts: &[usize], size: usize) -> Vec<usize> {
    let mut sizes = vec![0; counts.len()];
    let mut left = size.min(counts.iter().sum());
    while left > 0 {
        for (size, count) in sizes.iter_mut().zip(counts) {
            if left > 0 && *size < *count {
                *size += 1;
                left -= 1;
            }
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::*;

    /// What seed 420 draws of a thousand, eight at a time.
    const GOLDEN: [usize; 8] = [219, 322, 372, 396, 572, 620, 852, 977];

    fn stream(seed: u64) -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(seed)
    }

    #[test]
    fn the_same_seed_draws_the_same_cases_for_ever() {
        let strata = vec![(); 1_000];
        let drawn = |seed| {
            let drawn = draw(&strata, Allocation::Simple, 8, &mut stream(seed));
            drawn.cases.into_iter().map(|(place, ())| place).collect::<Vec<_>>()
        };
        assert_eq!(drawn(2015), drawn(2015));
        assert_ne!(drawn(2015), drawn(2016));
        // Written down once: another version of the program or of its libraries must draw the same.
        assert_eq!(drawn(420), GOLDEN);
    }

    #[test]
    fn every_case_has_the_same_chance() {
        let strata = vec![(); 20];
        let mut rng = stream(7);
        let mut times = [0_u32; 20];
        for _ in 0..4_000 {
            for (place, ()) in draw(&strata, Allocation::Simple, 5, &mut rng).cases {
                times[place] += 1;
            }
        }
        // Each is drawn in a quarter of the samples: 1000 times, give or take 4.5 standard deviations of √(4000 · ¼ · ¾).
        assert!(times.iter().all(|drawn| (877..=1_123).contains(drawn)), "{times:?}");
    }

    #[test]
    fn proportions_are_kept_and_small_strata_are_not_forgotten() {
        assert_eq!(proportional(&[50, 30, 20], 10), [5, 3, 2]);
        assert_eq!(proportional(&[970, 20, 10], 20), [16, 2, 2], "two of each, or nothing is known of the spread");
        assert_eq!(proportional(&[970, 20, 10], 5), [3, 1, 1]);
        assert_eq!(proportional(&[97, 2, 1], 20), [17, 2, 1], "no more than there are");
        assert_eq!(proportional(&[1, 1, 1], 2).iter().sum::<usize>(), 2);
        assert_eq!(equal(&[100, 2, 100], 12), [5, 2, 5]);
    }

    proptest! {
        #[test]
        fn a_sample_has_the_size_that_was_asked_for_and_nobody_twice(
            strata in proptest::collection::vec(0..6_u8, 0..60),
            size in 0..80_usize,
            allocation in 0..3_usize,
            seed in any::<u64>(),
        ) {
            let allocation = Allocation::ALL[allocation];
            let drawn = draw(&strata, allocation, size, &mut stream(seed));
            prop_assert_eq!(drawn.cases.len(), size.min(strata.len()));
            prop_assert!(drawn.cases.windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert!(drawn.cases.iter().all(|(place, stratum)| strata[*place] == *stratum));
            prop_assert_eq!(drawn.populations.values().sum::<u64>(), strata.len() as u64);
            if allocation != Allocation::Simple && size >= drawn.populations.len() {
                prop_assert!(drawn.populations.keys().all(|stratum| drawn.cases.iter().any(|(_, of)| of == stratum)));
            }
        }
    }
}
