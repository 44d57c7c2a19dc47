//! In which rows each word stands.

use std::mem;

use crate::search::rank::Item;
use crate::texts::Rows;

/// The rows of each word, ascending.
#[derive(Clone, Debug)]
pub(super) struct Postings {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Postings {
    /// Turns the words of each row into the rows of each word.
    pub(super) fn of(names: &Rows<u32>, words: usize) -> Self {
        let mut starts = vec![0_u32; words + 1];
        each(names, |word, _| starts[word as usize + 1] += 1);
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        let mut next = starts.clone();
        let mut rows = vec![0; starts[words] as usize];
        each(names, |word, row| {
            rows[next[word as usize] as usize] = row;
            next[word as usize] += 1;
        });
        Self { starts, rows }
    }

    /// The rows of a word; none of one that came later.
    pub(super) fn rows(&self, word: u32) -> &[u32] {
        match self.starts.get(word as usize..word as usize + 2) {
            Some(&[start, end]) => &self.rows[start as usize..end as usize],
            _ => &[],
        }
    }

    /// Calls for each row of both words.
    pub(super) fn both(&self, first: u32, second: u32, mut each: impl FnMut(u32)) {
        let (first, second) = (self.rows(first), self.rows(second));
        let (few, many) = if first.len() <= second.len() { (first, second) } else { (second, first) };
        for row in few.iter().filter(|row| many.binary_search(row).is_ok()) {
            each(*row);
        }
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        mem::size_of_val(&self.starts[..]) + mem::size_of_val(&self.rows[..])
    }
}

/// Calls for each word of each row once.
fn each(names: &Rows<u32>, mut each: impl FnMut(u32, u32)) {
    for row in 0..names.count() {
        let items = names.row(row);
        for (place, item) in items.iter().enumerate() {
            let word = Item(*item).word();
            if !items[..place].iter().any(|before| Item(*before).word() == word) {
                each(word, row as u32);
            }
        }
    }
}
