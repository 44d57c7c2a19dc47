//! Texts and codes: addresses, postcodes, countries, and the words that names are made of.

use deunicode::deunicode;
use unicode_normalization::UnicodeNormalization;

use super::{Difference, Register};
use crate::review::letters::{edits, letters};

/// Two texts of several words, such as addresses.
pub fn texts(carl2: &str, cpr: &str) -> Difference {
    let (left, right) = (words(carl2), words(cpr));
    if let Some(missing) = Difference::of_missing(left.is_empty(), right.is_empty()) {
        return missing;
    }
    let (whole_left, whole_right) = (left.join(" "), right.join(" "));
    if is_same(&whole_left, &whole_right) {
        return Difference::Same;
    }
    if is_transliterated(&whole_left, &whole_right) {
        return Difference::Transliterated;
    }
    // A floor or a door less is no slip of letters.
    if let Some(missing) = words_missing(&left, &right) {
        return missing;
    }
    // Another house is another house, however few digits differ.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(&whole_left) == digits(&whole_right)
        && let Some(spelling) = spelling(&whole_left, &whole_right)
    {
        return spelling;
    }
    Difference::Different
}

/// A code against those that the other register holds, the current one first: countries, postcodes, municipalities.
pub fn codes(carl2: &str, cpr: &[&str]) -> Difference {
    let carl2 = carl2.trim();
    let held: Vec<&str> = cpr.iter().map(|code| code.trim()).filter(|code| !code.is_empty()).collect();
    if let Some(missing) = Difference::of_missing(carl2.is_empty(), held.is_empty()) {
        return missing;
    }
    match held.iter().position(|code| code.eq_ignore_ascii_case(carl2)) {
        Some(0) => Difference::Same,
        Some(_) => Difference::SameAsFormer,
        None => Difference::Different,
    }
}

/// The words of a text, as it has them: cut at blanks, without signs around them.
pub(super) fn words(text: &str) -> Vec<String> {
    let trimmed = text.split_whitespace().map(|word| word.trim_matches(|sign: char| ".,;:*+()".contains(sign)));
    trimmed.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The same letters, capitals aside, however they are encoded.
pub(super) fn is_same(one: &str, two: &str) -> bool {
    one == two || letters(one) == letters(two)
}

/// The same when letters are written otherwise.
pub(super) fn is_transliterated(one: &str, two: &str) -> bool {
    let (ones, twos) = (folds(one), folds(two));
    ones.iter().any(|one| !one.is_empty() && twos.contains(one))
}

/// A text in plain Latin letters: as Danes write æ, ø and å without them, and with the marks left out.
fn folds(text: &str) -> [String; 3] {
    let small: String = text.to_lowercase().nfc().collect();
    let spelt = |oe: &str, aa: &str| {
        let mut plain = String::with_capacity(small.len());
        for letter in small.chars() {
            match letter {
                'æ' | 'ä' => plain.push_str("ae"),
                'ø' | 'ö' => plain.push_str(oe),
                'å' => plain.push_str(aa),
                other => plain.push(other),
            }
        }
        deunicode(&plain).to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
    };
    let bare: String = deunicode(&small).to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    [spelt("oe", "aa"), spelt("o", "a"), bare]
}

/// One text has all the words of the other, and more.
pub(super) fn words_missing(left: &[String], right: &[String]) -> Option<Difference> {
    let (fewer, more, on) = match left.len().cmp(&right.len()) {
        std::cmp::Ordering::Less => (left, right, Register::Carl2),
        std::cmp::Ordering::Greater => (right, left, Register::Cpr),
        std::cmp::Ordering::Equal => return None,
    };
    let rest = without(more, fewer)?;
    Some(Difference::WordsMissing { on, words: rest })
}

/// What is left of some words when others are taken out, each once; none where one of those is not among them.
pub(super) fn without(words: &[String], taken: &[String]) -> Option<Vec<String>> {
    let mut rest = words.to_vec();
    for word in taken {
        let exact = rest.iter().position(|other| is_same(other, word));
        let at = exact.or_else(|| rest.iter().position(|other| is_transliterated(other, word)))?;
        rest.remove(at);
    }
    Some(rest)
}

/// Another spelling: at most one slip in three letters, and never more than three. Of two letters nothing can be a
/// slip of the other.
pub(super) fn spelling(one: &str, two: &str) -> Option<Difference> {
    let (left, right) = (letters(one), letters(two));
    let allowed = (left.len().max(right.len()) / 3).min(3);
    let edits = edits(&left, &right)?;
    (edits.len() <= allowed && left.len().min(right.len()) > 1).then_some(Difference::Spelling { edits })
}
