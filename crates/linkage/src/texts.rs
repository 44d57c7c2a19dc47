//! Many short texts in one piece of memory, and the distinct ones among them by number.
//!
//! Must not know what the texts mean.

use hashbrown::HashTable;

/// Texts one after another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

/// The texts no longer fit: four GiB in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full;

impl Texts {
    pub(crate) fn push(&mut self, text: &str) -> Result<u32, Full> {
        let number = u32::try_from(self.ends.len()).map_err(|_| Full)?;
        let end = u32::try_from(self.bytes.len() + text.len()).map_err(|_| Full)?;
        self.bytes.push_str(text);
        self.ends.push(end);
        Ok(number)
    }

    pub(crate) fn get(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.bytes[start..self.ends[number] as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Distinct texts, numbered in the order of their first appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    texts: Texts,
    /// Hash and number of each text: the hash is compared first, so that most texts need not be looked at.
    numbers: HashTable<(u64, u32)>,
}

impl Interner {
    pub(crate) fn intern(&mut self, text: &str) -> Result<u32, Full> {
        if let Some(number) = self.number(text) {
            return Ok(number);
        }
        let hash = crate::hash::text(text.as_bytes());
        let number = self.texts.push(text)?;
        self.numbers.insert_unique(hash, (hash, number), |(hash, _)| *hash);
        Ok(number)
    }

    /// The number of a text that is there.
    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        let hash = crate::hash::text(text.as_bytes());
        let is_same = |(other, number): &(u64, u32)| *other == hash && self.texts.get(*number as usize) == text;
        self.numbers.find(hash, is_same).map(|(_, number)| *number)
    }

    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.texts.bytes.capacity() + self.texts.ends.capacity() * 4 + self.numbers.allocation_size()
    }

    pub(crate) fn into_texts(self) -> Texts {
        self.texts
    }
}

/// Rows of several items each, one after another.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Rows<T> {
    pub(crate) fn new() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }

    pub(crate) fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Ends the row to which items were pushed.
    pub(crate) fn close(&mut self) -> Result<(), Full> {
        self.starts.push(u32::try_from(self.items.len()).map_err(|_| Full)?);
        Ok(())
    }

    pub(crate) fn row(&self, row: usize) -> &[T] {
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// Where a row's items begin among all.
    pub(crate) fn start(&self, row: usize) -> usize {
        self.starts[row] as usize
    }

    /// Number of rows.
    pub(crate) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    /// The rows in another order.
    pub(crate) fn reordered(&self, order: &[u32]) -> Self {
        let mut rows =
            Self { starts: Vec::with_capacity(order.len() + 1), items: Vec::with_capacity(self.items.len()) };
        rows.starts.push(0);
        let mut end = 0;
        for old in order {
            let row = self.row(*old as usize);
            rows.items.extend_from_slice(row);
            end += row.len() as u32;
            rows.starts.push(end);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_get_one_number() {
        let mut interner = Interner::default();
        let numbers: Vec<u32> = ["a", "", "b", "a", ""].iter().map(|text| interner.intern(text).unwrap()).collect();
        assert_eq!(numbers, [0, 1, 2, 0, 1]);
        let texts = interner.into_texts();
        assert_eq!((texts.len(), texts.get(1), texts.get(2)), (3, "", "b"));
    }

    #[test]
    fn rows_keep_their_items_in_another_order() {
        let mut rows = Rows::new();
        for row in [&[1, 2][..], &[], &[3]] {
            for item in row {
                rows.push(*item);
            }
            rows.close().unwrap();
        }
        let turned = rows.reordered(&[2, 1, 0]);
        assert_eq!((turned.row(0), turned.row(1), turned.row(2)), (&[3][..], &[][..], &[1, 2][..]));
    }
}
