//! How common the values of a field are: agreeing on a rare name says more than agreeing on a common one.
//!
//! Counted over both registers when the model is trained, frozen in the model, and looked up for each distinct value.
//! Only values above a floor are kept, by hash: what is not listed is rare.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::config::{Config, FieldKind};
use crate::hash::mix;
use crate::register::{Column, Register, Values};

/// The common values of one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frequency {
    /// Values counted.
    total: u64,
    /// Distinct values counted.
    distinct: u64,
    /// Hash and count of each common value, by hash.
    common: Vec<(u64, u32)>,
}

/// The common values of all fields, and the common words of names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frequencies {
    /// Words of names.
    pub(crate) words: Frequency,
    /// Words of names among the records of one category, such as a nationality: a name that is rare in a country's
    /// registers may be everybody's in one nation.
    #[serde(default)]
    pub(crate) words_by_category: WordsByCategory,
    /// By field; empty where the field's kind needs none.
    pub(crate) fields: Vec<Frequency>,
}

/// Words of names counted within categories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WordsByCategory {
    /// Words counted, by category, in order.
    totals: Vec<(u64, u64)>,
    /// Hash of category and word, and count, by hash; words that stand once are left out.
    common: Vec<(u64, u32)>,
}

impl WordsByCategory {
    fn count(&self, category: u64, word: u64) -> Option<(u64, u32)> {
        let total = self.totals.binary_search_by_key(&category, |(category, _)| *category).ok()?;
        let key = mix(category, word);
        let count = self.common.binary_search_by_key(&key, |(key, _)| *key).map_or(1, |at| self.common[at].1);
        Some((self.totals[total].1, count))
    }
}

/// Words that a category is imagined to hold besides, spread as in the whole: few records tell little of a nation's names.
const IMAGINED_WORDS: f64 = 200.0;

/// Information of each distinct value of a register, in thousandths of a bit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rarity {
    /// By place of the word among the words of all the register's names.
    pub(crate) placed: Vec<u16>,
    /// By field and value number; empty where the kind needs none.
    pub(crate) fields: Vec<Vec<u16>>,
}

/// A value that is not among the common ones has at least this share of all (2^-15).
const FLOOR_BITS: u32 = 15;

impl Frequency {
    fn from_counts(counts: &FxHashMap<u64, u32>) -> Self {
        let total: u64 = counts.values().map(|count| u64::from(*count)).sum();
        let floor = (total >> FLOOR_BITS).max(1);
        let mut common: Vec<(u64, u32)> =
            counts.iter().filter(|(_, count)| u64::from(**count) > floor).map(|(key, count)| (*key, *count)).collect();
        common.sort_unstable();
        Self { total, distinct: counts.len() as u64, common }
    }

    /// Information of a value in thousandths of a bit: minus the logarithm to base 2 of its share.
    pub(crate) fn information(&self, key: u64) -> u16 {
        let floor = (self.total >> FLOOR_BITS).max(1) as f64;
        let count = self.count(key).map_or(floor, f64::from);
        let bits = (self.total.max(1) as f64 / count).log2();
        (bits * 1000.0).round().clamp(0.0, 60_000.0) as u16
    }

    /// Whether many times more records hold the value than an average value: a date given by default, a centre where
    /// many live.
    pub(crate) fn is_crowded(&self, key: u64, least: u32) -> bool {
        let mean = self.total as f64 / self.distinct.max(1) as f64;
        self.count(key).is_some_and(|count| count >= least && f64::from(count) > 6.0 * mean)
    }

    fn count(&self, key: u64) -> Option<u32> {
        self.common.binary_search_by_key(&key, |(key, _)| *key).ok().map(|at| self.common[at].1)
    }
}

impl Frequencies {
    /// Counts the values of both registers.
    pub(crate) fn count(config: &Config, left: &Register, right: &Register) -> Self {
        let category = config.first(FieldKind::Category);
        let (mine, yours) = rayon::join(|| count_words(left, category), || count_words(right, category));
        let (words, by_category) = mine.merge(yours);
        let fields = (0..config.fields.len()).into_par_iter().map(|field| {
            let mut counts = FxHashMap::default();
            for column in [left.column(field), right.column(field)] {
                let keys = keys(config.fields[field].kind, column);
                for number in column.cells.items() {
                    if let Some(key) = keys.get(*number as usize).copied().flatten() {
                        *counts.entry(key).or_default() += 1;
                    }
                }
            }
            Frequency::from_counts(&counts)
        });
        Self { words: Frequency::from_counts(&words), words_by_category: by_category, fields: fields.collect() }
    }

    /// Information of a word in a name of a record of some category.
    fn word(&self, word: u64, category: Option<u64>) -> u16 {
        let whole = self.words.information(word);
        let Some((total, count)) = category.and_then(|category| self.words_by_category.count(category, word)) else {
            return whole;
        };
        let share = (-f64::from(whole) / 1000.0).exp2();
        let share = (f64::from(count) + IMAGINED_WORDS * share) / (total as f64 + IMAGINED_WORDS);
        (-share.log2() * 1000.0).round().clamp(0.0, 60_000.0) as u16
    }

    /// Looks up the values of one row only.
    pub(crate) fn rarity_of_row(&self, config: &Config, register: &Register, row: usize) -> Rarity {
        if register.len() == 1 {
            return self.rarity(config, register);
        }
        let mut placed = vec![0; register.names.items().len()];
        let start = register.names.start(row);
        for (at, information) in self.words_of_row(config, register, row).enumerate() {
            placed[start + at] = information;
        }
        let field = |(position, field): (usize, &crate::config::Field)| {
            let column = register.column(position);
            let mut classes = vec![0; column.texts.len()];
            for number in column.cells.row(row) {
                if let Some(key) = key(field.kind, column, *number as usize) {
                    classes[*number as usize] = class(field.kind, &self.fields[position], key);
                }
            }
            classes
        };
        Rarity { placed, fields: config.fields.iter().enumerate().map(field).collect() }
    }

    /// Looks up every value of a register.
    pub(crate) fn rarity(&self, config: &Config, register: &Register) -> Rarity {
        let rows = (0..register.len()).into_par_iter();
        let placed = rows.flat_map_iter(|row| self.words_of_row(config, register, row)).collect();
        let field = |(position, field): (usize, &crate::config::Field)| {
            let frequency = &self.fields[position];
            let kind = field.kind;
            let value = |key: Option<u64>| key.map_or(0, |key| class(kind, frequency, key));
            keys(kind, register.column(position)).into_iter().map(value).collect()
        };
        Rarity { placed, fields: config.fields.iter().enumerate().map(field).collect() }
    }

    fn words_of_row<'a>(
        &'a self,
        config: &Config,
        register: &'a Register,
        row: usize,
    ) -> impl Iterator<Item = u16> + use<'a> {
        let category = category(register, config.first(FieldKind::Category), row);
        register.names.row(row).iter().map(move |placed| self.word(register.words.get(*placed).fold, category))
    }
}

fn category(register: &Register, field: Option<usize>, row: usize) -> Option<u64> {
    field.and_then(|field| register.column(field).codes(row).next()).map(|(_, code)| code)
}

/// Words counted, all and by category.
#[derive(Default)]
struct WordCounts {
    words: FxHashMap<u64, u32>,
    by_category: FxHashMap<u64, u32>,
    totals: FxHashMap<u64, u64>,
}

fn count_words(register: &Register, field: Option<usize>) -> WordCounts {
    let mut counts = WordCounts::default();
    for row in 0..register.len() {
        let category = category(register, field, row);
        for placed in register.names.row(row) {
            let word = register.words.get(*placed).fold;
            *counts.words.entry(word).or_default() += 1;
            if let Some(category) = category {
                *counts.by_category.entry(mix(category, word)).or_default() += 1;
                *counts.totals.entry(category).or_default() += 1;
            }
        }
    }
    counts
}

impl WordCounts {
    fn merge(mut self, other: Self) -> (FxHashMap<u64, u32>, WordsByCategory) {
        other.words.into_iter().for_each(|(word, count)| *self.words.entry(word).or_default() += count);
        other.by_category.into_iter().for_each(|(key, count)| *self.by_category.entry(key).or_default() += count);
        other.totals.into_iter().for_each(|(category, count)| *self.totals.entry(category).or_default() += count);
        let mut totals: Vec<(u64, u64)> = self.totals.into_iter().collect();
        let mut common: Vec<(u64, u32)> = self.by_category.into_iter().filter(|(_, count)| *count > 1).collect();
        totals.sort_unstable();
        common.sort_unstable();
        (self.words, WordsByCategory { totals, common })
    }
}

/// For dates and addresses 1 where many hold the value; else its information.
fn class(kind: FieldKind, frequency: &Frequency, key: u64) -> u16 {
    match kind {
        FieldKind::Date => u16::from(frequency.is_crowded(key, 20)),
        FieldKind::Address => u16::from(frequency.is_crowded(key, 12)),
        _ => frequency.information(key),
    }
}

/// The keys under which the distinct values of a column are counted; none where the kind needs no frequency.
fn keys(kind: FieldKind, column: &Column) -> Vec<Option<u64>> {
    match kind {
        FieldKind::Category | FieldKind::Postcode | FieldKind::Date | FieldKind::Address => {
            (0..column.texts.len()).map(|number| key(kind, column, number)).collect()
        }
        _ => Vec::new(),
    }
}

fn key(kind: FieldKind, column: &Column, number: usize) -> Option<u64> {
    match (&column.values, kind) {
        (Values::Codes(codes), FieldKind::Category | FieldKind::Postcode) => codes[number],
        (Values::Dates(dates), FieldKind::Date) => dates[number].map(crate::value::Date::word),
        (Values::Addresses(addresses), FieldKind::Address) => addresses[number].map(|address| address.house),
        _ => None,
    }
}
