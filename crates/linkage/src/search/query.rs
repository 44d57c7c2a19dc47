//! What was typed, cut into parts.

use crate::name::words_and_halves;
use crate::search::dictionary::Dictionary;

/// Most letters of a query that are read.
pub const LETTERS_READ: usize = 256;

/// Most distinct parts of a query that are searched for.
pub const PARTS_MAX: usize = 8;

/// Fewest letters of each half of a part that was written as one word.
const HALF_MIN: usize = 3;

/// The parts of a query.
pub(super) struct Query {
    /// Distinct parts in the order in which they were typed.
    pub(super) parts: Vec<String>,
    /// Whether the end was not read.
    pub(super) is_cut: bool,
}

/// A part that is two known words.
pub(super) struct Split {
    pub(super) part: usize,
    pub(super) first: u32,
    pub(super) second: u32,
}

impl Query {
    pub(super) fn read(text: &str) -> Self {
        let (text, mut is_cut) = match text.char_indices().nth(LETTERS_READ) {
            Some((end, _)) => (&text[..end], true),
            None => (text, false),
        };
        let mut parts: Vec<String> = Vec::new();
        for word in words_and_halves(text).0 {
            if parts.contains(&word) {
                continue;
            }
            if parts.len() == PARTS_MAX {
                is_cut = true;
                break;
            }
            parts.push(word);
        }
        Self { parts, is_cut }
    }

    /// Neighbouring parts written as one, with the place of the first.
    pub(super) fn joined(&self) -> impl Iterator<Item = (usize, String)> + '_ {
        self.parts.windows(2).enumerate().map(|(place, both)| (place, both.concat()))
    }

    /// Parts that two known words make, written as one.
    pub(super) fn splits(&self, dictionary: &Dictionary) -> Vec<Split> {
        let mut splits = Vec::new();
        for (part, text) in self.parts.iter().enumerate() {
            for end in HALF_MIN..(text.len() + 1).saturating_sub(HALF_MIN) {
                let halves = dictionary.number(&text[..end]).zip(dictionary.number(&text[end..]));
                splits.extend(halves.map(|(first, second)| Split { part, first, second }));
            }
        }
        splits
    }
}
