//! Finding persons by what somebody typed of their names: any order, beginnings, other romanisations, slips of the hand.
//!
//! A person is a row with any number of names (of several registers, former ones). Must not know registers, who asks, or
//! why somebody may see one person and not another: that is a question asked back for each candidate.
//!
//! **Score.** First how many typed parts are found for certain ([`Fit`] down to a beginning in another romanisation),
//! then how well all parts fit, added up, then how well they fit one single name, then how many words of that name were
//! not typed, then whether the order is the same. Rows of equal score come in the order of their numbers.
//!
//! **Hidden persons.** A row that is not accepted is left out before anything is counted, so it neither takes a place nor
//! sets [`Found::more`]. What is looked at does not depend on it either: all words that fit are gone through, with no
//! limit that hidden rows could use up. Only the question itself is asked for them, some nanoseconds each.
//!
//! **Bounds.** At most [`LETTERS_READ`] letters and [`PARTS_MAX`] parts of a query are read, and each part goes through
//! each row that holds a word that fits once; [`RANKED_MAX`] accepted rows are ranked among themselves.

mod dictionary;
mod fit;
mod postings;
mod query;
mod rank;
mod tally;

use std::collections::BTreeMap;
use std::mem;

use rustc_hash::FxHashSet;

use self::dictionary::Dictionary;
pub use self::fit::Fit;
use self::fit::Fits;
use self::postings::Postings;
pub use self::query::{LETTERS_READ, PARTS_MAX};
use self::query::{Query, Split};
use self::rank::{Item, Ranking};
use self::tally::Tally;
use crate::name::words_and_halves;
use crate::texts::Rows;

/// Most accepted rows that are ranked among themselves; of more that fit equally well, those of the lowest number.
pub const RANKED_MAX: usize = 4096;

/// Persons by their names, to be asked by many at once.
#[derive(Clone, Debug)]
pub struct NameIndex {
    dictionary: Dictionary,
    /// The names of the settled rows.
    names: Rows<u32>,
    postings: Postings,
    /// Settled rows that were replaced or removed since.
    stale: FxHashSet<u32>,
    /// Rows that came or changed since.
    fresh: BTreeMap<u32, Vec<u32>>,
    /// Rows that have ever been there.
    rows: u32,
}

/// Collects persons before there is an index.
#[derive(Clone, Debug)]
pub struct Builder {
    dictionary: Dictionary,
    names: Rows<u32>,
}

/// A person who fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The row, as [`Builder::push`] or [`NameIndex::add`] answered it.
    pub row: u32,
    /// How well it fits; higher is better, and scores of one search alone can be compared.
    pub score: u32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best that were accepted, best first.
    pub rows: Vec<Hit>,
    /// Whether more persons fit who were accepted.
    pub more: bool,
    /// Whether the text was too long and its end was not searched for.
    pub is_cut: bool,
}

impl NameIndex {
    /// Starts an index.
    pub fn builder() -> Builder {
        Builder { dictionary: Dictionary::default(), names: Rows::new() }
    }

    /// Rows that have ever been there, removed ones included: all row numbers are below.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Finds the persons whose names fit what was typed, at most `most` of those that `accept` lets through.
    ///
    /// `accept` is asked about rows from the best down until enough are let through, of a common name about many: it must
    /// be a look into memory, not a query.
    pub fn find(&self, query: &str, most: usize, accept: impl FnMut(u32) -> bool) -> Found {
        let query = Query::read(query);
        if query.parts.is_empty() {
            return Found { is_cut: query.is_cut, ..Found::default() };
        }
        let fits = self.fits(&query);
        let splits = query.splits(&self.dictionary);
        let mut tally = self.tally(&fits, &splits);
        let enough = most.saturating_add(1).min(RANKED_MAX);
        let candidates = tally.best(query.parts.len(), enough, RANKED_MAX, accept);
        let ranking = Ranking::new(&fits);
        let score = |(row, key): (u32, u32)| Hit { row, score: ranking.score(key, self.items(row)) };
        let mut rows: Vec<Hit> = candidates.into_iter().map(score).collect();
        rows.sort_unstable_by_key(|hit| (u32::MAX - hit.score, hit.row));
        let more = rows.len() > most;
        rows.truncate(most);
        Found { rows, more, is_cut: query.is_cut }
    }

    /// Adds a person with names; answers the row.
    pub fn add(&mut self, names: &[&str]) -> u32 {
        let row = self.rows;
        self.rows = row.checked_add(1).expect("fewer persons than 2^32");
        self.fresh.insert(row, items(&mut self.dictionary, names));
        row
    }

    /// Gives a row other names in place of those it had.
    ///
    /// # Panics
    /// Where there has never been such a row.
    pub fn replace(&mut self, row: u32, names: &[&str]) {
        self.remove(row);
        self.fresh.insert(row, items(&mut self.dictionary, names));
    }

    /// Takes a person out: the row stays empty until it is replaced. Its words stay known until an index is built anew.
    ///
    /// # Panics
    /// Where there has never been such a row.
    pub fn remove(&mut self, row: u32) {
        assert!(row < self.rows, "row {row} of {}", self.rows);
        self.fresh.remove(&row);
        if (row as usize) < self.names.count() {
            self.stale.insert(row);
        }
    }

    /// Rows that came, changed or went since the index was built or merged. Each search goes through all of them, so
    /// merge when they are more than some ten thousand, which cost it some milliseconds.
    pub fn pending(&self) -> usize {
        self.fresh.len() + self.stale.iter().filter(|row| !self.fresh.contains_key(row)).count()
    }

    /// Works what came, changed or went into the index; of two million persons this takes about a second.
    pub fn merge(&mut self) {
        let mut names = Rows::new();
        for row in 0..self.rows {
            for item in self.items(row) {
                names.push(*item);
            }
            close(&mut names);
        }
        self.stale = FxHashSet::default();
        self.fresh = BTreeMap::new();
        self.dictionary.settle();
        self.postings = Postings::of(&names, self.dictionary.len());
        self.names = names;
    }

    /// Bytes of memory that the index takes, what is not merged yet left out.
    pub fn bytes(&self) -> usize {
        let names = mem::size_of_val(self.names.items()) + 4 * self.names.count();
        self.dictionary.bytes() + names + self.postings.bytes()
    }

    /// The words that fit each part, and that fit it together with the next one.
    fn fits(&self, query: &Query) -> Vec<Fits> {
        let mut fits: Vec<Fits> = query.parts.iter().map(|part| self.dictionary.fits(part)).collect();
        for (place, joined) in query.joined() {
            for (word, fit) in self.dictionary.fits(&joined) {
                if fit.is_whole() {
                    let fit = fit.min(Fit::Reading);
                    fits[place].add(word, fit);
                    fits[place + 1].add(word, fit);
                }
            }
        }
        fits
    }

    fn tally(&self, fits: &[Fits], splits: &[Split]) -> Tally {
        let mut tally = Tally::new(self.rows);
        for (part, fits) in fits.iter().enumerate() {
            for (word, fit) in fits.best_first() {
                tally.mark(part, fit, self.postings.rows(word));
            }
        }
        for split in splits {
            self.postings.both(split.first, split.second, |row| tally.mark(split.part, Fit::Reading, &[row]));
        }
        for row in &self.stale {
            tally.clear(*row);
        }
        for (row, items) in &self.fresh {
            for (part, fits) in fits.iter().enumerate() {
                if let Some(fit) = items.iter().filter_map(|item| fits.of(Item(*item).word())).max() {
                    tally.mark(part, fit, &[*row]);
                }
            }
            let has = |word: u32| items.iter().any(|item| Item(*item).word() == word);
            for split in splits.iter().filter(|split| has(split.first) && has(split.second)) {
                tally.mark(split.part, Fit::Reading, &[*row]);
            }
        }
        tally
    }

    fn items(&self, row: u32) -> &[u32] {
        match self.fresh.get(&row) {
            Some(items) => items,
            None if (row as usize) < self.names.count() && !self.stale.contains(&row) => self.names.row(row as usize),
            None => &[],
        }
    }
}

impl Builder {
    /// Adds a person with names; answers the row, counted from 0.
    pub fn push(&mut self, names: &[&str]) -> u32 {
        let row = u32::try_from(self.names.count()).expect("fewer persons than 2^32");
        for item in items(&mut self.dictionary, names) {
            self.names.push(item);
        }
        close(&mut self.names);
        row
    }

    /// The index, ready to be asked.
    pub fn finish(self) -> NameIndex {
        let Self { mut dictionary, names } = self;
        dictionary.settle();
        NameIndex {
            postings: Postings::of(&names, dictionary.len()),
            rows: u32::try_from(names.count()).expect("counted when pushed"),
            dictionary,
            names,
            stale: FxHashSet::default(),
            fresh: BTreeMap::new(),
        }
    }
}

/// The words of a person's names, each distinct name once.
fn items(dictionary: &mut Dictionary, names: &[&str]) -> Vec<u32> {
    let mut items: Vec<u32> = Vec::new();
    for (number, name) in names.iter().enumerate() {
        if names[..number].contains(name) {
            continue;
        }
        let (words, halves) = words_and_halves(name);
        for (place, word) in words.iter().enumerate() {
            items.push(Item::word_of_name(dictionary.intern(word), place == 0).0);
        }
        items.extend(halves.iter().map(|half| Item::half(dictionary.intern(half)).0));
    }
    items
}

fn close(names: &mut Rows<u32>) {
    assert!(names.close().is_ok(), "fewer words of all persons' names than 2^32");
}

#[cfg(test)]
mod tests;
