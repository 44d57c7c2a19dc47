//! The index of the right register by blocking keys, with sizes known before anything is compared.
//!
//! A block larger than the limit is split by further fields; what is still too large is left out and named in the
//! report. So no block explodes: 1 January and the most common names above all. Must not know weights.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::config::{Config, Side};
use crate::hash::mix;
use crate::key::{Key, Recipe, SPLITS, Splitters, keys};
use crate::register::Register;

/// What the blocking keys do, told before and after the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockingReport {
    /// The keys.
    pub keys: Vec<KeyReport>,
    /// The largest block that was allowed in this run.
    pub block_limit: usize,
    /// The blocks that were left out, largest first, at most twenty.
    pub left_out: Vec<LeftOutBlock>,
    /// Pairs confirmed by an identifier, on which the recall of the other keys is measured.
    pub confirmed: u64,
    /// Confirmed pairs that some key other than an identifier finds too: an estimate of the recall of the keys for
    /// pairs that share no identifier.
    pub confirmed_found_without_identifier: u64,
}

/// One blocking key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyReport {
    /// What the records share.
    pub name: String,
    /// Different keys in the right register.
    pub blocks: u64,
    /// The largest block that is compared.
    pub largest: u64,
    /// Blocks above the limit, split by sex and category, then by the month of an event.
    pub split: u64,
    /// Blocks still above the limit, left out.
    pub left_out: u64,
    /// Pairs forecast; a pair found by two keys counts at both.
    pub pairs: u64,
    /// Confirmed pairs found by this key.
    pub confirmed_found: u64,
    /// Confirmed pairs that no other key finds, identifiers not counted.
    pub confirmed_found_alone: u64,
}

/// A block that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutBlock {
    /// The key.
    pub key: String,
    /// Right records in it.
    pub records: u64,
    /// The names or dates of one of them, to name the block. Never an id: reports and warnings are read by many.
    pub example: String,
}

/// The right register by keys.
pub(crate) struct Index {
    keys: Vec<Key>,
    splitters: Splitters,
    tables: Vec<Table>,
    limit: usize,
}

/// The blocks of one key.
#[derive(Default)]
struct Table {
    /// Bits of a hash that name its bucket.
    bits: u32,
    /// Where each bucket begins.
    starts: Vec<u32>,
    /// The hash of each entry, whole: a table of another size must find the same blocks.
    hashes: Vec<u64>,
    rows: Vec<u32>,
    /// Blocks that were split, at any level, by hash.
    split: FxHashSet<u64>,
    /// Blocks that were left out: hash, records, one of their rows.
    left_out: Vec<(u64, u32, u32)>,
    blocks: u64,
    largest: u32,
}

/// A candidate: the right row, and a bit for each key that found it.
pub(crate) type Candidate = (u32, u16);

/// Space reused from record to record.
#[derive(Default)]
pub(crate) struct Scratch {
    hashes: Vec<u64>,
    words: Vec<u64>,
    pub(crate) candidates: Vec<Candidate>,
}

impl Index {
    /// Builds the index with blocks so small that `left` gives at most the configured number of pairs.
    pub(crate) fn build(config: &Config, left: &Register, right: &Register) -> Self {
        let mut limit = config.limits.block;
        loop {
            let index = Self::with_limit(config, right, limit);
            let pairs: u64 = index.forecast(left).iter().sum();
            let budget = (config.limits.pairs_per_record as u64).saturating_mul(left.len() as u64);
            if pairs <= budget || limit <= LIMIT_LEAST {
                return index;
            }
            limit /= 2;
        }
    }

    /// Builds the index with a given largest block.
    pub(crate) fn with_limit(config: &Config, right: &Register, limit: usize) -> Self {
        let keys = keys(config);
        let splitters = Splitters::new(config);
        let tables = keys
            .par_iter()
            .map(|key| Table::build(key.recipe, &splitters, right, key.recipe.block_limit(limit)))
            .collect();
        Self { keys, splitters, tables, limit }
    }

    /// Pairs by key that a left register will give, each counted at every key that finds it.
    pub(crate) fn forecast(&self, left: &Register) -> Vec<u64> {
        let zero = || vec![0; self.keys.len()];
        let add = |mut a: Vec<u64>, b: Vec<u64>| {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
            a
        };
        (0..left.len())
            .into_par_iter()
            .fold(
                || (zero(), Scratch::default()),
                |(mut sums, mut scratch), row| {
                    for (key, sum) in sums.iter_mut().enumerate() {
                        self.for_each_block(key, left, row, &mut scratch, |block, _| *sum += block.len() as u64);
                    }
                    (sums, scratch)
                },
            )
            .map(|(sums, _)| sums)
            .reduce(zero, add)
    }

    /// The right rows that share a key with a left row, each once, in order.
    pub(crate) fn candidates(&self, left: &Register, row: usize, scratch: &mut Scratch) {
        scratch.candidates.clear();
        for key in 0..self.keys.len() {
            let bit = 1 << key;
            self.for_each_block(key, left, row, scratch, |block, candidates| {
                candidates.extend(block.iter().map(|row| (*row, bit)));
            });
        }
        scratch.candidates.sort_unstable();
        scratch.candidates.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 |= later.1;
            }
            same
        });
    }

    fn for_each_block(
        &self,
        key: usize,
        left: &Register,
        row: usize,
        scratch: &mut Scratch,
        mut take: impl FnMut(&[u32], &mut Vec<Candidate>),
    ) {
        let Scratch { hashes, words, candidates } = scratch;
        hashes.clear();
        self.keys[key].recipe.hashes(left, row, Side::Left, hashes);
        let table = &self.tables[key];
        for hash in hashes.iter() {
            table.look_up(*hash, 0, &self.splitters, (left, row), words, &mut |block| take(block, candidates));
        }
    }

    /// Bits of the keys that are identifiers.
    pub(crate) fn identifier_keys(&self) -> u16 {
        let identifiers = self.keys.iter().enumerate().filter(|(_, key)| matches!(key.recipe, Recipe::Number(_)));
        identifiers.map(|(position, _)| 1 << position).sum()
    }

    /// The largest block that is compared.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// By key, the hashes of blocks that were split or left out, in order.
    pub(crate) fn oversize(&self) -> Vec<Vec<u64>> {
        self.tables.iter().map(Table::oversize).collect()
    }

    /// The same index with only some of the rows, and the same blocks split.
    pub(crate) fn only(&self, rows: &[bool]) -> Self {
        let tables = self.tables.par_iter().map(|table| table.only(rows)).collect();
        Self { keys: self.keys.clone(), splitters: self.splitters.clone(), tables, limit: self.limit }
    }

    /// Marks the rows in blocks that crossed the limit since `before` was kept.
    pub(crate) fn mark_crossed(&self, right: &Register, before: &[Vec<u64>], rows: &mut [bool]) {
        for (position, (key, table)) in self.keys.iter().zip(&self.tables).enumerate() {
            let old = before.get(position).map_or(&[][..], Vec::as_slice);
            let crossed = crate::change::difference(&table.oversize(), old);
            if crossed.is_empty() {
                continue;
            }
            let split = |hash: &u64| table.split.contains(hash) || crossed.contains(hash);
            rows.par_iter_mut().enumerate().for_each_init(
                <(Vec<u64>, Vec<u64>)>::default,
                |(hashes, words), (row, marked)| {
                    hashes.clear();
                    key.recipe.hashes(right, row, Side::Right, hashes);
                    for level in 0..=SPLITS {
                        *marked |= hashes.iter().any(|hash| crossed.contains(hash));
                        hashes.retain(split);
                        if *marked || hashes.is_empty() || level == SPLITS {
                            return;
                        }
                        self.splitters.words(right, row, level, Side::Right, words);
                        *hashes = hashes.iter().flat_map(|hash| words.iter().map(|word| mix(*hash, *word))).collect();
                    }
                },
            );
        }
    }

    /// The report; `recall` counts, for each key, the confirmed pairs that it finds. `pairs` is the forecast, where one
    /// was made.
    pub(crate) fn report(
        &self,
        left: &Register,
        right: &Register,
        recall: &Recall,
        pairs: Option<Vec<u64>>,
    ) -> BlockingReport {
        let pairs = pairs.unwrap_or_else(|| self.forecast(left));
        let key_report = |(position, key): (usize, &Key)| {
            let table = &self.tables[position];
            KeyReport {
                name: key.name.clone(),
                blocks: table.blocks,
                largest: u64::from(table.largest),
                split: table.split.len() as u64,
                left_out: table.left_out.len() as u64,
                pairs: pairs[position],
                confirmed_found: recall.by_key[position],
                confirmed_found_alone: recall.alone[position],
            }
        };
        let mut left_out: Vec<LeftOutBlock> = Vec::new();
        for (key, table) in self.keys.iter().zip(&self.tables) {
            left_out.extend(table.left_out.iter().map(|(_, records, row)| LeftOutBlock {
                key: key.name.clone(),
                records: u64::from(*records),
                example: key.recipe.example(right, *row),
            }));
        }
        left_out.sort_by(|a, b| (b.records, &a.key, &a.example).cmp(&(a.records, &b.key, &b.example)));
        left_out.truncate(20);
        BlockingReport {
            keys: self.keys.iter().enumerate().map(key_report).collect(),
            block_limit: self.limit,
            left_out,
            confirmed: recall.confirmed,
            confirmed_found_without_identifier: recall.found_without_identifier,
        }
    }
}

/// Recall of the keys, measured on pairs that an identifier confirms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recall {
    pub(crate) confirmed: u64,
    pub(crate) found_without_identifier: u64,
    pub(crate) by_key: [u64; 16],
    pub(crate) alone: [u64; 16],
}

impl Recall {
    pub(crate) fn count(&mut self, keys: u16, identifier_keys: u16) {
        self.confirmed += 1;
        self.found_without_identifier += u64::from(keys & !identifier_keys != 0);
        for (key, found) in self.by_key.iter_mut().enumerate() {
            *found += u64::from(keys >> key & 1);
        }
        let others = keys & !identifier_keys;
        if others.is_power_of_two() {
            self.alone[others.trailing_zeros() as usize] += 1;
        }
    }

    pub(crate) fn add(mut self, other: &Self) -> Self {
        self.confirmed += other.confirmed;
        self.found_without_identifier += other.found_without_identifier;
        self.by_key.iter_mut().zip(other.by_key).for_each(|(a, b)| *a += b);
        self.alone.iter_mut().zip(other.alone).for_each(|(a, b)| *a += b);
        self
    }
}

/// Blocks are not made smaller than this to keep the budget of pairs.
const LIMIT_LEAST: usize = 4;

impl Table {
    fn build(recipe: Recipe, splitters: &Splitters, right: &Register, limit: usize) -> Self {
        let mut table = Self::default();
        let mut entries = entries(right, |row, hashes| recipe.hashes(right, row, Side::Right, hashes));
        let mut kept = Vec::with_capacity(entries.len());
        for level in 0..=SPLITS {
            entries.par_sort_unstable();
            let mut oversize: Vec<(u64, u32)> = Vec::new();
            for block in entries.chunk_by(|a, b| a.0 == b.0) {
                table.blocks += u64::from(level == 0);
                if block.len() <= limit {
                    table.largest = table.largest.max(block.len() as u32);
                    kept.extend_from_slice(block);
                } else if level == SPLITS {
                    table.left_out.push((block[0].0, block.len() as u32, block[0].1));
                } else {
                    table.split.insert(block[0].0);
                    oversize.extend_from_slice(block);
                }
            }
            let mut words = Vec::new();
            entries.clear();
            for (hash, row) in oversize {
                splitters.words(right, row as usize, level, Side::Right, &mut words);
                entries.extend(words.iter().map(|word| (mix(hash, *word), row)));
            }
        }
        kept.par_sort_unstable();
        table.fill(&kept);
        table
    }

    fn oversize(&self) -> Vec<u64> {
        let left_out = self.left_out.iter().map(|(hash, _, _)| *hash);
        let mut hashes: Vec<u64> = self.split.iter().copied().chain(left_out).collect();
        hashes.sort_unstable();
        hashes
    }

    fn only(&self, rows: &[bool]) -> Self {
        let entries = self.hashes.iter().copied().zip(self.rows.iter().copied());
        let kept: Vec<(u64, u32)> = entries.filter(|(_, row)| rows[*row as usize]).collect();
        let mut table = Self { split: self.split.clone(), ..Self::default() };
        table.fill(&kept);
        table
    }

    fn fill(&mut self, entries: &[(u64, u32)]) {
        self.bits = entries.len().max(2).ilog2().clamp(1, 26);
        self.starts = vec![0; (1 << self.bits) + 1];
        for (hash, _) in entries {
            self.starts[(hash >> (64 - self.bits)) as usize + 1] += 1;
        }
        for bucket in 1..self.starts.len() {
            self.starts[bucket] += self.starts[bucket - 1];
        }
        self.hashes = entries.iter().map(|(hash, _)| *hash).collect();
        self.rows = entries.iter().map(|(_, row)| *row).collect();
    }

    fn block(&self, hash: u64) -> &[u32] {
        let bucket = (hash >> (64 - self.bits)) as usize;
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let bucket = &self.hashes[from..to];
        let Some(first) = bucket.iter().position(|found| *found == hash) else { return &[] };
        let count = bucket[first..].iter().take_while(|found| **found == hash).count();
        &self.rows[from + first..from + first + count]
    }

    fn look_up(
        &self,
        hash: u64,
        level: usize,
        splitters: &Splitters,
        (left, row): (&Register, usize),
        words: &mut Vec<u64>,
        take: &mut impl FnMut(&[u32]),
    ) {
        let block = self.block(hash);
        if !block.is_empty() {
            take(block);
        } else if level < SPLITS && self.split.contains(&hash) {
            splitters.words(left, row, level, Side::Left, words);
            for word in std::mem::take(words) {
                self.look_up(mix(hash, word), level + 1, splitters, (left, row), words, take);
            }
        }
    }
}

/// The keys of all rows.
fn entries(register: &Register, hashes: impl Fn(usize, &mut Vec<u64>) + Sync) -> Vec<(u64, u32)> {
    (0..register.len())
        .into_par_iter()
        .fold(
            || (Vec::new(), Vec::new()),
            |(mut entries, mut scratch), row| {
                scratch.clear();
                hashes(row, &mut scratch);
                entries.extend(scratch.iter().map(|hash| (*hash, row as u32)));
                (entries, scratch)
            },
        )
        .map(|(entries, _)| entries)
        .reduce(Vec::new, |mut a, mut b| {
            a.append(&mut b);
            a
        })
}
