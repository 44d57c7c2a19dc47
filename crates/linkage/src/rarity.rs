//! How common the values of a field are: agreeing on a rare name says more than agreeing on a common one.
//!
//! Counted over both registers when the model is trained, frozen in the model, and looked up for each distinct value.
//! Only values above a floor are kept, by hash: what is not listed is rare.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::config::{Config, FieldKind};
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
    /// By field; empty where the field's kind needs none.
    pub(crate) fields: Vec<Frequency>,
}

/// Information of each distinct value of a register, in thousandths of a bit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rarity {
    /// By word number.
    pub(crate) words: Vec<u16>,
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
        let mut words = FxHashMap::default();
        for register in [left, right] {
            for placed in (0..register.len()).flat_map(|row| register.names.row(row)) {
                *words.entry(register.words.get(*placed).fold).or_default() += 1;
            }
        }
        let fields = (0..config.fields.len()).map(|field| {
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
        Self { words: Frequency::from_counts(&words), fields: fields.collect() }
    }

    /// Looks up the values of one row only.
    pub(crate) fn rarity_of_row(&self, config: &Config, register: &Register, row: usize) -> Rarity {
        if register.len() == 1 {
            return self.rarity(config, register);
        }
        let mut words = vec![0; register.words.all().len()];
        for placed in register.names.row(row) {
            words[placed.word()] = self.words.information(register.words.get(*placed).fold);
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
        Rarity { words, fields: config.fields.iter().enumerate().map(field).collect() }
    }

    /// Looks up every distinct value of a register.
    pub(crate) fn rarity(&self, config: &Config, register: &Register) -> Rarity {
        let words = register.words.all().iter().map(|word| self.words.information(word.fold)).collect();
        let field = |(position, field): (usize, &crate::config::Field)| {
            let frequency = &self.fields[position];
            let kind = field.kind;
            let value = |key: Option<u64>| key.map_or(0, |key| class(kind, frequency, key));
            keys(kind, register.column(position)).into_iter().map(value).collect()
        };
        Rarity { words, fields: config.fields.iter().enumerate().map(field).collect() }
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
