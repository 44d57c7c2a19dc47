//! How well a word of a name fits a typed part.

use rustc_hash::FxHashMap;

use crate::name::{Alike, Word};

/// How well a word of a name fits a typed part, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// More letters differ than one slip explains, one differs of very few, or one is the other's initial.
    Somewhat,
    /// The same consonants, at least three, with other vowels.
    Vowels,
    /// The word begins like the part in another romanisation.
    BeginningOtherwise,
    /// One slip of the hand.
    Close,
    /// The word begins with the part.
    Beginning,
    /// Another romanisation, or written as two words or as one.
    Reading,
    /// The same letters.
    Equal,
}

impl Fit {
    /// What it adds to the score.
    pub(super) fn points(self) -> u32 {
        match self {
            Self::Somewhat => 30,
            Self::Vowels => 40,
            Self::BeginningOtherwise => 68,
            Self::Close => 76,
            Self::Beginning => 84,
            Self::Reading => 92,
            Self::Equal => 100,
        }
    }

    /// Whether a part that fits so is found; otherwise it only makes a hit somewhat better.
    pub(super) fn is_found(self) -> bool {
        self >= Self::BeginningOtherwise
    }

    /// Whether it is the whole word.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Equal | Self::Reading | Self::Close)
    }
}

/// A typed part, ready to be held against words.
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    pub(super) word: Word,
}

impl<'a> Part<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, word: Word::new(text) }
    }

    /// How well a word fits, if at all.
    pub(super) fn fit(&self, text: &str) -> Option<Fit> {
        if text == self.text {
            return Some(Fit::Equal);
        }
        let begins = text.starts_with(self.text);
        if self.text.len() == 1 {
            return begins.then_some(Fit::Beginning);
        }
        let word = Word::new(text);
        match self.word.alike(&word) {
            // Equal here: the same up to the letters that are compared.
            Alike::Equal | Alike::Variant => Some(Fit::Reading),
            _ if begins => Some(Fit::Beginning),
            Alike::Close => Some(Fit::Close),
            _ if self.may_begin_otherwise() && self.word.usual().begins(&word.usual()) => Some(Fit::BeginningOtherwise),
            Alike::Skeleton if self.word.is_slip_of(&word) => Some(Fit::Close),
            Alike::Skeleton => (self.word.usual().consonants() >= 3).then_some(Fit::Vowels),
            Alike::Somewhat => Some(Fit::Somewhat),
            Alike::Different => None,
        }
    }

    /// Whether the part is long enough that its sound tells something of what it is the beginning of.
    pub(super) fn may_begin_otherwise(&self) -> bool {
        self.text.len() >= 3 && self.word.usual().consonants() >= 2
    }
}

/// The words that fit a part, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Fits(FxHashMap<u32, Fit>);

impl Fits {
    /// Adds a word, the best fit counting.
    pub(super) fn add(&mut self, word: u32, fit: Fit) {
        let best = self.0.entry(word).or_insert(fit);
        *best = fit.max(*best);
    }

    pub(super) fn of(&self, word: u32) -> Option<Fit> {
        self.0.get(&word).copied()
    }

    /// The words from the best down.
    pub(super) fn best_first(&self) -> Vec<(u32, Fit)> {
        let mut words: Vec<(u32, Fit)> = self.0.iter().map(|(word, fit)| (*word, *fit)).collect();
        words.sort_unstable_by(|(a, fit), (b, other)| other.cmp(fit).then(a.cmp(b)));
        words
    }
}

impl IntoIterator for Fits {
    type Item = (u32, Fit);
    type IntoIter = std::collections::hash_map::IntoIter<u32, Fit>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
