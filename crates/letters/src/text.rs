//! Texts that are not blank, and lists that are not empty: what a letter must have, it cannot be built without.

use std::iter;

/// A text with at least one character that is not a space. Line breaks part paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

/// A text that a letter needs is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a text that the letter needs is blank: nothing was written, fill it in")]
pub struct BlankText;

impl Text {
    /// Takes a text, without the spaces around it.
    ///
    /// # Errors
    /// Where nothing is left.
    pub fn new(text: impl AsRef<str>) -> Result<Self, BlankText> {
        let text = text.as_ref().trim();
        if text.is_empty() { Err(BlankText) } else { Ok(Self(text.to_owned())) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A list that has a first element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtLeastOne<T> {
    /// The first.
    pub first: T,
    /// The others, in their order.
    pub rest: Vec<T>,
}

impl<T> AtLeastOne<T> {
    /// A list of one.
    pub fn one(first: T) -> Self {
        Self { first, rest: Vec::new() }
    }

    /// The list, unless it is empty.
    pub fn from_list(list: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut list = list.into_iter();
        let first = list.next()?;
        Some(Self { first, rest: list.collect() })
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        iter::once(&self.first).chain(&self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_text_is_no_text() {
        assert_eq!(Text::new(" \n\t "), Err(BlankText));
        assert_eq!(Text::new(" ja ").map(|text| text.as_str().to_owned()), Ok("ja".to_owned()));
    }

    #[test]
    fn an_empty_list_is_refused_and_the_order_of_others_is_kept() {
        assert_eq!(AtLeastOne::<u8>::from_list([]), None);
        let list = AtLeastOne::from_list([3, 1, 2]).expect("three");
        assert_eq!(list.iter().copied().collect::<Vec<_>>(), [3, 1, 2]);
    }
}
