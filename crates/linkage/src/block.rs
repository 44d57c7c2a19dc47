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
    /// Different keys of the right register that the left register asks for.
    pub blocks: u64,
    /// The largest block that is compared.
    pub largest: u64,
    /// Blocks above the limit, split by sex and category, then by the month of an event.
    pub split: u64,
    /// Blocks still above the limit, left out.
    pub left_out: u64,
    /// Pairs compared; a pair found by two keys counts at both.
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
    /// The entries, by hash and row.
    entries: Vec<Entry>,
    /// Blocks that were split, at any level, by hash.
    split: FxHashSet<u64>,
    /// Blocks that were left out: hash, records, one of their rows.
    left_out: Vec<(u64, u32, u32)>,
    blocks: u64,
    largest: u32,
}

/// A row under a hash. The bucket holds the upper bits of the hash, the tag the lower ones of its first 48, so that
/// tables of any size tell the same blocks apart.
#[derive(Clone, Copy)]
struct Entry {
    tag: u32,
    row: u32,
}

/// Stands in place of a row where a block was split: its records are found by further words.
const SPLIT: u32 = u32::MAX;

const BUCKET_BITS_LEAST: u32 = 16;
const BUCKET_BITS_MOST: u32 = 26;

fn tag(hash: u64) -> u32 {
    (hash >> 16) as u32
}

/// A candidate: the right row, and a bit for each key that found it.
pub(crate) type Candidate = (u32, u16);

/// Space reused from record to record.
#[derive(Default)]
pub(crate) struct Scratch {
    hashes: Vec<u64>,
    /// Key and hash of each block that is sought.
    sought: Vec<(u8, u64)>,
    buckets: Vec<(u32, u32)>,
    words: Vec<u64>,
    pub(crate) candidates: Vec<Candidate>,
    /// Candidates by key so far, each counted at every key that found it.
    pub(crate) pairs: [u64; KEYS_MOST],
}

/// Most keys: a candidate holds a bit for each.
pub(crate) const KEYS_MOST: usize = 16;

impl Index {
    /// Builds the index with blocks so small that `left` gives at most the configured number of pairs.
    pub(crate) fn build(config: &Config, left: &Register, right: &Register) -> Self {
        let mut limit = config.limits.block;
        loop {
            let index = Self::with_limit(config, Some(left), right, limit);
            let budget = (config.limits.pairs_per_record as u64).saturating_mul(left.len() as u64);
            if index.forecast(left) <= budget || limit <= LIMIT_LEAST {
                return index;
            }
            limit = (limit / 2).max(LIMIT_LEAST);
        }
    }

    /// Builds the index with a given largest block. Where the left register is known, blocks that none of its records
    /// asks for are not kept.
    pub(crate) fn with_limit(config: &Config, left: Option<&Register>, right: &Register, limit: usize) -> Self {
        let keys = keys(config);
        let splitters = Splitters::new(config);
        let table = |key: &Key| {
            let wanted = left.map(|left| Wanted::by(key.recipe, left));
            Table::build(key.recipe, &splitters, right, wanted.as_ref(), key.recipe.block_limit(limit))
        };
        let tables = keys.par_iter().map(table).collect();
        Self { keys, splitters, tables, limit }
    }

    /// Pairs that a left register will give, reckoned from evenly spread records; a pair found by two keys counts twice.
    pub(crate) fn forecast(&self, left: &Register) -> u64 {
        let step = left.len().div_ceil(FORECAST_RECORDS).max(1);
        self.pairs_by_key(left, step).iter().sum::<u64>() * step as u64
    }

    /// Pairs that every so many left records give, by key; a pair found by two keys counts at both.
    pub(crate) fn pairs_by_key(&self, left: &Register, step: usize) -> [u64; KEYS_MOST] {
        let of_row = |scratch: &mut Scratch, sampled: usize| {
            self.candidates(left, sampled * step, scratch);
            std::mem::take(&mut scratch.pairs)
        };
        let add = |mut a: [u64; KEYS_MOST], b: [u64; KEYS_MOST]| {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
            a
        };
        let rows = (0..left.len().div_ceil(step)).into_par_iter();
        rows.map_init(Scratch::default, of_row).reduce(|| [0; KEYS_MOST], add)
    }

    /// The right rows that share a key with a left row, each once, in order.
    pub(crate) fn candidates(&self, left: &Register, row: usize, scratch: &mut Scratch) {
        scratch.candidates.clear();
        scratch.sought.clear();
        for (position, key) in self.keys.iter().enumerate() {
            scratch.hashes.clear();
            key.recipe.hashes(left, row, Side::Left, &mut scratch.hashes);
            scratch.sought.extend(scratch.hashes.iter().map(|hash| (position as u8, *hash)));
        }
        // All buckets first, in a loop without branches: the memory then answers many at a time.
        let Scratch { sought, buckets, words, candidates, pairs, .. } = scratch;
        buckets.clear();
        buckets.extend(sought.iter().map(|(key, hash)| self.tables[usize::from(*key)].bucket(*hash)));
        for ((key, hash), bucket) in sought.iter().zip(buckets) {
            let key = usize::from(*key);
            let (table, bit) = (&self.tables[key], 1 << key);
            let mut take = |block: &[Entry]| {
                pairs[key] += block.len() as u64;
                // Two hashes that share their first 48 bits could put a mark of a split block here.
                candidates.extend(block.iter().filter(|entry| entry.row != SPLIT).map(|entry| (entry.row, bit)));
            };
            table.look_up(*hash, *bucket, 0, &self.splitters, (left, row), words, &mut take);
        }
        candidates.sort_unstable();
        candidates.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 |= later.1;
            }
            same
        });
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

    /// The report; `recall` counts, for each key, the confirmed pairs that it finds, and `pairs` all pairs it found.
    pub(crate) fn report(&self, right: &Register, recall: &Recall, pairs: &[u64; KEYS_MOST]) -> BlockingReport {
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
    pub(crate) by_key: [u64; KEYS_MOST],
    pub(crate) alone: [u64; KEYS_MOST],
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

/// Records from which the number of pairs is reckoned.
const FORECAST_RECORDS: usize = 20_000;

/// The hashes that a left register asks for: a bit for each, so one hash in ten too many may pass, none too few.
struct Wanted {
    bits: Vec<u64>,
    mask: u64,
}

impl Wanted {
    fn by(recipe: Recipe, left: &Register) -> Self {
        let hashes: Vec<u64> = entries(left, |row, hashes| recipe.hashes(left, row, Side::Left, hashes), |_| true)
            .into_iter()
            .map(|(hash, _)| hash)
            .collect();
        let size = (hashes.len().max(64) * 8).next_power_of_two() as u64;
        let mut wanted = Self { bits: vec![0; (size / 64) as usize], mask: size - 1 };
        for hash in hashes {
            let place = hash & wanted.mask;
            wanted.bits[(place / 64) as usize] |= 1 << (place % 64);
        }
        wanted
    }

    fn asks_for(&self, hash: u64) -> bool {
        let place = hash & self.mask;
        self.bits[(place / 64) as usize] >> (place % 64) & 1 == 1
    }
}

impl Table {
    fn build(recipe: Recipe, splitters: &Splitters, right: &Register, wanted: Option<&Wanted>, limit: usize) -> Self {
        let mut table = Self::default();
        let hashes = |row: usize, hashes: &mut Vec<u64>| recipe.hashes(right, row, Side::Right, hashes);
        let mut entries = entries(right, hashes, |hash| wanted.is_none_or(|wanted| wanted.asks_for(hash)));
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
                    kept.push((block[0].0, SPLIT));
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
        drop(entries);
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
        let mut table = Self { bits: self.bits, starts: Vec::with_capacity(self.starts.len()), ..Self::default() };
        table.starts.push(0);
        for bucket in self.starts.windows(2) {
            let entries = &self.entries[bucket[0] as usize..bucket[1] as usize];
            table.entries.extend(entries.iter().filter(|entry| entry.row == SPLIT || rows[entry.row as usize]));
            table.starts.push(table.entries.len() as u32);
        }
        table
    }

    fn fill(&mut self, entries: &[(u64, u32)]) {
        self.bits = entries.len().max(2).ilog2().clamp(BUCKET_BITS_LEAST, BUCKET_BITS_MOST);
        self.starts = vec![0; (1 << self.bits) + 1];
        for (hash, _) in entries {
            self.starts[(hash >> (64 - self.bits)) as usize + 1] += 1;
        }
        for bucket in 1..self.starts.len() {
            self.starts[bucket] += self.starts[bucket - 1];
        }
        self.entries = entries.iter().map(|(hash, row)| Entry { tag: tag(*hash), row: *row }).collect();
    }

    /// Where the entries of a hash's bucket stand.
    fn bucket(&self, hash: u64) -> (u32, u32) {
        let bucket = (hash >> (64 - self.bits)) as usize;
        (self.starts[bucket], self.starts[bucket + 1])
    }

    #[expect(clippy::too_many_arguments, reason = "the innermost loop: nothing is packed for one call")]
    fn look_up(
        &self,
        hash: u64,
        (from, to): (u32, u32),
        level: usize,
        splitters: &Splitters,
        (left, row): (&Register, usize),
        words: &mut Vec<u64>,
        take: &mut impl FnMut(&[Entry]),
    ) {
        let bucket = &self.entries[from as usize..to as usize];
        let Some(first) = bucket.iter().position(|entry| entry.tag == tag(hash)) else { return };
        let count = bucket[first..].iter().take_while(|entry| entry.tag == tag(hash)).count();
        let block = &bucket[first..first + count];
        if block[0].row != SPLIT {
            take(block);
            return;
        }
        splitters.words(left, row, level, Side::Left, words);
        for word in std::mem::take(words) {
            let hash = mix(hash, word);
            self.look_up(hash, self.bucket(hash), level + 1, splitters, (left, row), words, take);
        }
    }
}

/// The keys of all rows, as far as they are wanted.
fn entries(
    register: &Register,
    hashes: impl Fn(usize, &mut Vec<u64>) + Sync,
    is_wanted: impl Fn(u64) -> bool + Sync,
) -> Vec<(u64, u32)> {
    (0..register.len())
        .into_par_iter()
        .fold(
            || (Vec::new(), Vec::new()),
            |(mut entries, mut scratch), row| {
                scratch.clear();
                hashes(row, &mut scratch);
                entries.extend(scratch.iter().filter(|hash| is_wanted(**hash)).map(|hash| (*hash, row as u32)));
                (entries, scratch)
            },
        )
        .map(|(entries, _)| entries)
        .reduce(Vec::new, |mut a, mut b| {
            a.append(&mut b);
            a
        })
}
