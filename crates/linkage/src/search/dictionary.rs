//! The distinct words of all names, and which of them fit a typed part.
//!
//! A settled word is found by its letters, its beginning, its consonants in each reading, and by what is left of it when
//! one letter is taken out: two words that one slip of the hand turns into each other have such a rest in common (Garbe,
//! SymSpell, 2012). Words that came later are few and gone through one by one. Must not know persons.

use crate::hash::{mix, text};
use crate::name::Word;
use crate::search::fit::{Fit, Fits, Part};
use crate::sound::Sound;
use crate::texts::Interner;

/// Most letters of a word that are kept.
const WORD_MAX: usize = 64;

/// Fewest letters of which one may be wrong.
const FAULTY_MIN: usize = 3;

/// Fewest letters of a word that is taken as the beginning of a longer typed one.
const STEM_MIN: usize = 5;

/// The words by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    words: Interner,
    /// Settled words, those of lower number.
    settled: usize,
    /// In alphabetical order.
    alphabet: Vec<u32>,
    /// In the order of their consonants in the usual reading.
    consonants: Vec<(u64, u32, Sound)>,
    /// By hash of something two words can have in common: the hash above, the word below.
    common: Vec<u64>,
}

impl Dictionary {
    pub(super) fn len(&self) -> usize {
        self.words.texts().len()
    }

    /// The number of a word, which is added when it is new.
    pub(super) fn intern(&mut self, word: &str) -> u32 {
        self.words.intern(kept(word)).expect("distinct words of names stay below four GiB")
    }

    /// The number of a word that is there.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.words.number(kept(word))
    }

    /// Makes all words fast to find.
    pub(super) fn settle(&mut self) {
        let texts = self.words.texts();
        self.settled = texts.len();
        self.alphabet = (0..self.settled as u32).collect();
        self.alphabet.sort_unstable_by_key(|word| texts.get(*word as usize));
        self.consonants = Vec::with_capacity(self.settled);
        self.common = Vec::new();
        for number in 0..self.settled {
            let word = Word::new(texts.get(number));
            self.consonants.push((word.usual().order(), number as u32, word.usual()));
            each_in_common(&word, |hash| self.common.push(u64::from(hash) << 32 | number as u64));
        }
        self.consonants.sort_unstable_by_key(|(order, word, _)| (*order, *word));
        self.common.sort_unstable();
        self.common.dedup();
        self.common.shrink_to_fit();
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.words.bytes() + 4 * self.alphabet.capacity() + 48 * self.consonants.capacity() + 8 * self.common.capacity()
    }

    /// The words that fit a part.
    pub(super) fn fits(&self, part: &str) -> Fits {
        let text = kept(part);
        let part = Part::new(text);
        let mut fits = Fits::default();
        for word in self.beginning_with(text) {
            fits.add(*word, if self.text(*word) == text { Fit::Equal } else { Fit::Beginning });
        }
        if text.len() > 1 {
            for word in self.candidates(&part) {
                if let Some(fit) = part.fit(self.text(word)) {
                    fits.add(word, fit);
                }
            }
        }
        if part.may_begin_otherwise() {
            for word in self.sounding_like_beginning(&part.word.usual()) {
                fits.add(word, Fit::BeginningOtherwise);
            }
        }
        for word in self.settled..self.len() {
            if let Some(fit) = part.fit(self.text(word as u32)) {
                fits.add(word as u32, fit);
            }
        }
        fits
    }

    fn text(&self, word: u32) -> &str {
        self.words.texts().get(word as usize)
    }

    fn beginning_with(&self, beginning: &str) -> &[u32] {
        let start = self.alphabet.partition_point(|word| self.text(*word) < beginning);
        let rest = &self.alphabet[start..];
        &rest[..rest.partition_point(|word| self.text(*word).starts_with(beginning))]
    }

    /// Settled words that begin so in another romanisation.
    fn sounding_like_beginning(&self, sound: &Sound) -> impl Iterator<Item = u32> + '_ {
        let (range, sound) = (sound.order_range(), *sound);
        let start = self.consonants.partition_point(|(order, ..)| order < range.start());
        let fitting = self.consonants[start..].iter().take_while(move |(order, ..)| range.contains(order));
        fitting.filter(move |(_, _, longer)| sound.begins(longer)).map(|(_, word, _)| *word)
    }

    /// Settled words that may fit otherwise than by their beginning, each once.
    fn candidates(&self, part: &Part<'_>) -> Vec<u32> {
        let mut words = Vec::new();
        each_in_common(&part.word, |hash| words.extend(self.with_in_common(hash)));
        let stems = (STEM_MIN..part.text.len()).chain([1]).filter_map(|length| self.number(&part.text[..length]));
        words.extend(stems.filter(|word| (*word as usize) < self.settled));
        words.sort_unstable();
        words.dedup();
        words
    }

    fn with_in_common(&self, hash: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.common.partition_point(|entry| ((entry >> 32) as u32) < hash);
        let entries = self.common[start..].iter().take_while(move |entry| (*entry >> 32) as u32 == hash);
        entries.map(|entry| *entry as u32)
    }
}

/// The letters of a word that are kept: all are ASCII.
fn kept(word: &str) -> &str {
    &word[..word.len().min(WORD_MAX)]
}

/// What a word can have in common with one that sounds like it or differs by a slip, as hashes.
fn each_in_common(word: &Word, mut each: impl FnMut(u32)) {
    for skeleton in word.skeletons() {
        each(mix(1, skeleton) as u32);
    }
    let letters = word.letters();
    if letters.len() < FAULTY_MIN {
        return;
    }
    each(text(letters) as u32);
    let mut rest = Vec::with_capacity(letters.len());
    for left_out in 0..letters.len() {
        rest.clear();
        rest.extend_from_slice(&letters[..left_out]);
        rest.extend_from_slice(&letters[left_out + 1..]);
        each(text(&rest) as u32);
    }
}
