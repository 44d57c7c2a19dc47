//! Which letters of a dry run are proof-read: those at the edges, and some by lot. The lot is the letters' own content, so the same population
//! always gives the same samples, and nobody can choose which.

use sha2::{Digest, Sha256};

use crate::batch::{Entry, Sealed};
use crate::letter::{Kind, Letter};

/// How many are drawn by lot.
const BY_LOT: usize = 5;

/// A letter to proof-read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample<'a> {
    /// Its reference.
    pub reference: &'a str,
    /// The letter.
    pub letter: &'a Letter,
    /// Why it was picked.
    pub reasons: Vec<SampleReason>,
}

/// Why a letter was picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleReason {
    /// The first of the population.
    First,
    /// The last of it.
    Last,
    /// The first of its kind.
    Kind(Kind),
    /// The longest name.
    LongestName,
    /// The most pages.
    MostPages,
    /// The first with a protected address.
    ProtectedAddress,
    /// By lot.
    Lot,
}

/// The samples, in the order of the population.
pub(crate) fn draw(population: &[Sealed]) -> Vec<Sample<'_>> {
    let mut reasons: Vec<Vec<SampleReason>> = vec![Vec::new(); population.len()];
    for (place, reason) in at_the_edges(population) {
        reasons[place].push(reason);
    }
    let mut rest: Vec<usize> = (0..population.len()).filter(|place| reasons[*place].is_empty()).collect();
    let ballot = ballot(population);
    rest.sort_by_cached_key(|place| lot(&ballot, *place, &population[*place]));
    for place in rest.into_iter().take(BY_LOT) {
        reasons[place].push(SampleReason::Lot);
    }
    let picked = population.iter().zip(reasons).filter(|(_, reasons)| !reasons.is_empty());
    picked
        .map(|(sealed, reasons)| {
            let Entry { reference, letter } = &sealed.entry;
            Sample { reference, letter, reasons }
        })
        .collect()
}

fn at_the_edges(population: &[Sealed]) -> impl Iterator<Item = (usize, SampleReason)> {
    let first = |is: &dyn Fn(&Letter) -> bool| population.iter().position(|sealed| is(&sealed.entry.letter));
    let most = |measure: fn(&Sealed) -> usize| {
        // Of several, the first: `max_by_key` gives the last of those that are equal.
        population.iter().enumerate().rev().max_by_key(|(_, sealed)| measure(sealed)).map(|(place, _)| place)
    };
    let mut picked = vec![
        (first(&|_| true), SampleReason::First),
        (population.len().checked_sub(1), SampleReason::Last),
        (most(|sealed| sealed.entry.letter.person_name().chars().count()), SampleReason::LongestName),
        (most(|sealed| sealed.pages), SampleReason::MostPages),
        (first(&Letter::is_digital_post_only), SampleReason::ProtectedAddress),
    ];
    for kind in Kind::ALL {
        picked.push((first(&|letter| letter.kind() == kind), SampleReason::Kind(kind)));
    }
    picked.into_iter().filter_map(|(place, reason)| Some((place?, reason)))
}

/// What the lots are drawn from: every file of the population.
fn ballot(population: &[Sealed]) -> Sha256 {
    population.iter().fold(Sha256::new(), |hash, sealed| hash.chain_update(sealed.seal))
}

fn lot(ballot: &Sha256, place: usize, sealed: &Sealed) -> [u8; 32] {
    ballot.clone().chain_update(sealed.seal).chain_update(place.to_le_bytes()).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::grant;

    /// Letters that were not set: only their seals matter here.
    fn sealed(count: u8) -> Vec<Sealed> {
        let one = |number: u8| Sealed {
            entry: Entry { reference: number.to_string(), letter: grant() },
            seal: [number; 32],
            pages: 1,
        };
        (0..count).map(one).collect()
    }

    fn by_lot(population: &[Sealed]) -> Vec<String> {
        let lots = draw(population).into_iter().filter(|sample| sample.reasons == [SampleReason::Lot]);
        lots.map(|sample| sample.reference.to_owned()).collect()
    }

    #[test]
    fn the_same_population_gives_the_same_lots_and_another_gives_others() {
        let hundred = sealed(100);
        assert_eq!(by_lot(&hundred).len(), BY_LOT);
        assert_eq!(by_lot(&hundred), by_lot(&sealed(100)));
        assert_ne!(by_lot(&hundred), by_lot(&sealed(101)));
    }

    #[test]
    fn of_a_small_population_every_letter_is_a_sample_once() {
        assert_eq!(draw(&sealed(3)).len(), 3);
        assert!(draw(&[]).is_empty());
    }

    #[test]
    fn among_equals_the_first_is_picked() {
        let population = sealed(30);
        let samples = draw(&population);
        assert!(
            samples[0].reasons.contains(&SampleReason::LongestName)
                && samples[0].reasons.contains(&SampleReason::MostPages)
        );
    }
}
