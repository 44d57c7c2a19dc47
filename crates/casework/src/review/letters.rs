//! Letters of a text, and the fewest slips that make one text of another: which letter, where.
//!
//! A letter is what a reader takes for one: a sign with the marks that combine with it.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One slip between two texts, at a place counted in letters of the left text from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "edit", rename_all = "kebab-case")]
pub enum Edit {
    /// The left text has a letter more.
    OnlyLeft {
        /// Where.
        at: usize,
        /// Which.
        letter: String,
    },
    /// The right text has a letter more, before this place.
    OnlyRight {
        /// Where.
        at: usize,
        /// Which.
        letter: String,
    },
    /// One letter stands for another.
    Changed {
        /// Where.
        at: usize,
        /// In the left text.
        left: String,
        /// In the right text.
        right: String,
    },
    /// Two neighbours are swapped.
    Swapped {
        /// Where the first of them stands.
        at: usize,
        /// As they stand in the left text.
        letters: String,
    },
}

/// Longest text that is compared letter by letter.
pub(crate) const LETTERS_MAX: usize = 80;

/// The letters of a text, small and composed.
pub(crate) fn letters(text: &str) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    for sign in text.to_lowercase().nfc() {
        match letters.last_mut() {
            Some(letter) if is_combining_mark(sign) => letter.push(sign),
            _ => letters.push(sign.to_string()),
        }
    }
    letters
}

/// The fewest slips between two texts: a letter more, less, changed, or two neighbours swapped (optimal string
/// alignment). None where either is longer than [`LETTERS_MAX`].
pub(crate) fn edits(left: &[String], right: &[String]) -> Option<Vec<Edit>> {
    if left.len().max(right.len()) > LETTERS_MAX {
        return None;
    }
    let costs = costs(left, right);
    let (mut i, mut j) = (left.len(), right.len());
    let mut edits = Vec::new();
    while i > 0 || j > 0 {
        let here = costs[i][j];
        if i > 0 && j > 0 && left[i - 1] == right[j - 1] && here == costs[i - 1][j - 1] {
            (i, j) = (i - 1, j - 1);
        } else if is_swap(left, right, i, j) && here == costs[i - 2][j - 2] + 1 {
            edits.push(Edit::Swapped { at: i - 2, letters: left[i - 2..i].concat() });
            (i, j) = (i - 2, j - 2);
        } else if i > 0 && j > 0 && here == costs[i - 1][j - 1] + 1 {
            edits.push(Edit::Changed { at: i - 1, left: left[i - 1].clone(), right: right[j - 1].clone() });
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && here == costs[i - 1][j] + 1 {
            edits.push(Edit::OnlyLeft { at: i - 1, letter: left[i - 1].clone() });
            i -= 1;
        } else {
            edits.push(Edit::OnlyRight { at: i, letter: right[j - 1].clone() });
            j -= 1;
        }
    }
    edits.reverse();
    Some(edits)
}

/// The number of slips between each beginning of the left text and each of the right.
fn costs(left: &[String], right: &[String]) -> Vec<Vec<usize>> {
    let mut costs = vec![vec![0_usize; right.len() + 1]; left.len() + 1];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            costs[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let changed = costs[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
                let cost = changed.min(costs[i - 1][j] + 1).min(costs[i][j - 1] + 1);
                if is_swap(left, right, i, j) { cost.min(costs[i - 2][j - 2] + 1) } else { cost }
            };
        }
    }
    costs
}

fn is_swap(left: &[String], right: &[String], i: usize, j: usize) -> bool {
    i > 1 && j > 1 && left[i - 1] != left[i - 2] && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(left: &str, right: &str) -> Vec<Edit> {
        edits(&letters(left), &letters(right)).unwrap()
    }

    #[test]
    fn each_kind_of_slip_is_found_where_it_is() {
        assert_eq!(between("Sara", "Sahra"), [Edit::OnlyRight { at: 2, letter: "h".to_owned() }]);
        assert_eq!(between("Sahra", "Sara"), [Edit::OnlyLeft { at: 2, letter: "h".to_owned() }]);
        let changed = Edit::Changed { at: 1, left: "a".to_owned(), right: "e".to_owned() };
        assert_eq!(between("Hassan", "Hessan"), [changed]);
        assert_eq!(between("Mohamed", "Mohmaed"), [Edit::Swapped { at: 3, letters: "am".to_owned() }]);
        assert_eq!(between("", ""), []);
    }

    #[test]
    fn a_mark_belongs_to_its_letter_however_it_is_encoded() {
        assert_eq!(between("Zoë", "Zoe\u{308}"), []);
        assert_eq!(letters("q\u{307}a").len(), 2, "a mark that composes with nothing still is no letter of its own");
        assert_eq!(letters("\u{301}"), ["\u{301}"], "nor is it lost where it stands alone");
    }

    #[test]
    fn what_is_too_long_is_not_compared() {
        assert_eq!(edits(&letters(&"a".repeat(LETTERS_MAX + 1)), &letters("a")), None);
    }
}
