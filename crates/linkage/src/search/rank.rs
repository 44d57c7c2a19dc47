//! The score of a row, from how well its names fit.

use crate::search::fit::{Fit, Fits};

/// A word at its place in a person's names, packed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item(pub(super) u32);

const FIRST: u32 = 1 << 31;
const HALF: u32 = 1 << 30;

impl Item {
    pub(super) fn word_of_name(word: u32, is_first: bool) -> Self {
        Self(checked(word) | if is_first { FIRST } else { 0 })
    }

    /// Half of a word that stands before it joined: found by, and no word of the name.
    pub(super) fn half(word: u32) -> Self {
        Self(checked(word) | HALF)
    }

    pub(super) fn word(self) -> u32 {
        self.0 & (HALF - 1)
    }

    fn begins_name(self) -> bool {
        self.0 & FIRST != 0
    }

    fn is_half(self) -> bool {
        self.0 & HALF != 0
    }
}

fn checked(word: u32) -> u32 {
    assert!(word < HALF, "fewer distinct words than 2^30");
    word
}

/// Scores rows against one query.
pub(super) struct Ranking<'a> {
    fits: &'a [Fits],
}

/// Most words that were not typed which are told apart.
const LEFT_OVER_MAX: u32 = 31;

impl<'a> Ranking<'a> {
    pub(super) fn new(fits: &'a [Fits]) -> Self {
        Self { fits }
    }

    /// The whole score: the key of the tally above, then the best single name, what of it was not typed, the order.
    pub(super) fn score(&self, key: u32, items: &[u32]) -> u32 {
        let names = items.chunk_by(|_, next| !Item(*next).begins_name());
        key << 16 | names.map(|name| self.name(name)).max().unwrap_or(0)
    }

    fn name(&self, items: &[u32]) -> u32 {
        let mut used = 0_u64;
        let mut points = 0;
        let mut in_order = true;
        let mut last = None;
        for fits in self.fits {
            let Some((fit, place)) = best(fits, items, used) else { continue };
            used |= 1 << place.min(63);
            points += fit.points();
            in_order &= last.is_none_or(|last| last < place);
            last = Some(place);
        }
        let words = items.iter().filter(|item| !Item(**item).is_half()).count() as u32;
        let left_over = words.saturating_sub(used.count_ones()).min(LEFT_OVER_MAX);
        points << 6 | (LEFT_OVER_MAX - left_over) << 1 | u32::from(in_order)
    }
}

/// The word that fits best, of equal ones one that no part before has used, and the first.
fn best(fits: &Fits, items: &[u32], used: u64) -> Option<(Fit, usize)> {
    let fitting = items.iter().enumerate().filter_map(|(place, item)| Some((fits.of(Item(*item).word())?, place)));
    fitting.max_by_key(|(fit, place)| (*fit, used >> (*place).min(63) & 1 == 0, usize::MAX - place))
}
