//! How many parts each row has, and how well: one number a row, counted up word by word.
//!
//! Everything that fits is counted, without a limit: a limit would be used up by rows that may not be shown. The work is
//! bounded by the index itself, since each part marks a row of each word once.

use crate::search::fit::Fit;
use crate::search::query::PARTS_MAX;

/// Bits of the points of all parts.
const POINTS_BITS: u32 = 10;
/// Bits of the key: the parts that are found above their points.
const KEY_BITS: u32 = 14;
const KEY: u32 = (1 << KEY_BITS) - 1;

/// Rows that are looked at first; then eight times as many, and so on.
const FIRST_LOOK: usize = 512;

const _: () = assert!(PARTS_MAX * 100 < 1 << POINTS_BITS && PARTS_MAX < 1 << (KEY_BITS - POINTS_BITS));

/// The rows' counts.
pub(super) struct Tally {
    /// The key, and above it a bit for each part that the row has.
    counts: Vec<u32>,
    /// Rows with at least one part, while they are few.
    touched: Vec<u32>,
    /// Most rows that are kept so; of more, going through all counts is faster than putting them in order.
    few: usize,
}

impl Tally {
    pub(super) fn new(rows: u32) -> Self {
        Self { counts: vec![0; rows as usize], touched: Vec::new(), few: rows as usize / 128 }
    }

    /// Counts a part for rows, unless they have it already: the best fit comes first.
    pub(super) fn mark(&mut self, part: usize, fit: Fit, rows: &[u32]) {
        let bit = 1 << (KEY_BITS as usize + part);
        let add = bit | u32::from(fit.is_found()) << POINTS_BITS | fit.points();
        for row in rows {
            let count = &mut self.counts[*row as usize];
            if *count == 0 && self.touched.len() <= self.few {
                self.touched.push(*row);
            }
            if *count & bit == 0 {
                *count += add;
            }
        }
    }

    /// Forgets what was counted for a row.
    pub(super) fn clear(&mut self, row: u32) {
        self.counts[row as usize] = 0;
    }

    /// The best accepted rows with their keys: at least `enough` where so many fit, with all that are no worse than the
    /// last of them, but no more than `most`.
    ///
    /// A row must have half of the parts and at most one part less than the best accepted one.
    pub(super) fn best(
        &mut self,
        parts: usize,
        enough: usize,
        most: usize,
        mut accept: impl FnMut(u32) -> bool,
    ) -> Vec<(u32, u32)> {
        let hits = self.hits(parts);
        let mut sizes = vec![0_usize; 1 << KEY_BITS];
        for row in &hits {
            sizes[(self.counts[*row as usize] & KEY) as usize] += 1;
        }
        let mut best: Vec<(u32, u32)> = Vec::new();
        let mut above = 1 << KEY_BITS;
        let mut look = FIRST_LOOK;
        while above > 0 {
            let from = lowest(&sizes, above, look);
            for (key, row) in self.between(&hits, &sizes, from, above) {
                let last = best.last().map(|(_, key)| *key);
                let is_worse = last.is_some_and(|last| last != key);
                let is_far = best.first().is_some_and(|(_, best)| found(*best) > found(key) + 1);
                if best.len() == most || is_far || (is_worse && best.len() >= enough) {
                    return best;
                }
                if accept(row) {
                    best.push((row, key));
                }
            }
            above = from;
            look = look.saturating_mul(8);
        }
        best
    }

    /// The rows with enough parts, ascending.
    fn hits(&mut self, parts: usize) -> Vec<u32> {
        let all = ((1_u32 << parts) - 1) << KEY_BITS;
        let is_hit = |count: u32| count != 0 && (count & all == all || found(count) as usize * 2 >= parts);
        if self.touched.len() > self.few {
            let counts = self.counts.iter().zip(0..);
            return counts.filter(|(count, _)| is_hit(**count)).map(|(_, row)| row).collect();
        }
        let mut hits = std::mem::take(&mut self.touched);
        hits.retain(|row| is_hit(self.counts[*row as usize]));
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// The rows with keys from one to below another, the highest key first, then in the order of the rows.
    fn between(&self, hits: &[u32], sizes: &[usize], from: usize, above: usize) -> Vec<(u32, u32)> {
        let mut next = vec![0; above - from];
        let mut total = 0;
        for key in (from..above).rev() {
            next[key - from] = total;
            total += sizes[key];
        }
        let mut sorted = vec![(0, 0); total];
        for row in hits {
            let key = self.counts[*row as usize] & KEY;
            if (from..above).contains(&(key as usize)) {
                let place = &mut next[key as usize - from];
                sorted[*place] = (key, *row);
                *place += 1;
            }
        }
        sorted
    }
}

/// The lowest key such that so many rows have it or a higher one, below a key.
fn lowest(sizes: &[usize], above: usize, rows: usize) -> usize {
    let mut count = 0;
    for key in (0..above).rev() {
        count += sizes[key];
        if count >= rows {
            return key;
        }
    }
    0
}

/// The parts that are found for certain.
fn found(key: u32) -> u32 {
    (key & KEY) >> POINTS_BITS
}
