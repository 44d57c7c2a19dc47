//! Names: part by part, and from one part to another.
//!
//! The alien register has given names and a surname, the civil register a middle name too, and each has its own idea of
//! which word belongs where.

use serde::Serialize;

use super::text::{is_same, is_transliterated, spelling, without, words, words_missing};
use super::{Difference, Register};
use crate::review::letters::letters;

/// A part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamePart {
    /// Given names.
    Given,
    /// Middle names.
    Middle,
    /// Surname.
    Surname,
}

/// A name as a register has it; what it lacks is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameParts<'a> {
    /// Given names.
    pub given: &'a str,
    /// Middle names.
    pub middle: &'a str,
    /// Surname.
    pub surname: &'a str,
}

const PARTS: [NamePart; 3] = [NamePart::Given, NamePart::Middle, NamePart::Surname];

impl<'a> NameParts<'a> {
    fn part(&self, part: NamePart) -> &'a str {
        match part {
            NamePart::Given => self.given,
            NamePart::Middle => self.middle,
            NamePart::Surname => self.surname,
        }
    }
}

/// One part of two names, seen beside the other parts.
pub fn name_parts(carl2: &NameParts<'_>, cpr: &NameParts<'_>, part: NamePart) -> Difference {
    let alone = part_alone(carl2.part(part), cpr.part(part));
    let clear = alone.is_agreement()
        || matches!(alone, Difference::MissingOnBoth | Difference::Spelling { .. } | Difference::InitialOnly { .. });
    if clear {
        return alone;
    }
    let to_cpr = moved(carl2, cpr, part);
    let to_carl2 = moved(cpr, carl2, part);
    to_cpr.or(to_carl2).map_or(alone, |to| Difference::Moved { to })
}

/// Where the words of a part that the other name does not have in the same part stand there: all of them in one part.
fn moved(from: &NameParts<'_>, to: &NameParts<'_>, part: NamePart) -> Option<NamePart> {
    let there = words(to.part(part));
    let astray: Vec<String> = words(from.part(part))
        .into_iter()
        .filter(|word| !there.iter().any(|other| is_same(other, word) || is_transliterated(other, word)))
        .collect();
    if astray.is_empty() {
        return None;
    }
    let others = PARTS.into_iter().filter(|other| *other != part);
    others.into_iter().find(|other| without(&words(to.part(*other)), &astray).is_some())
}

/// One part of two names, by itself.
fn part_alone(carl2: &str, cpr: &str) -> Difference {
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
    if let Some(on) = initial_only(&left, &right) {
        return Difference::InitialOnly { on };
    }
    if without(&left, &right).is_some_and(|rest| rest.is_empty()) {
        return Difference::OtherOrder;
    }
    if let Some(missing) = words_missing(&left, &right) {
        return missing;
    }
    if linkage::is_one_name(&whole_left, &whole_right) || linkage::is_one_name(&whole_right, &whole_left) {
        return Difference::Romanised;
    }
    spelling(&whole_left, &whole_right).unwrap_or(Difference::Different)
}

/// The register whose name is the other's, word by word, with an initial in place of one word or more.
fn initial_only(left: &[String], right: &[String]) -> Option<Register> {
    if left.len() != right.len() {
        return None;
    }
    let mut only = None;
    for (one, two) in left.iter().zip(right) {
        let on = match (letters(one).as_slice(), letters(two).as_slice()) {
            (one, two) if one == two => continue,
            ([initial], [first, _, ..]) if initial == first => Register::Carl2,
            ([first, _, ..], [initial]) if initial == first => Register::Cpr,
            _ => return None,
        };
        if only.is_some_and(|before| before != on) {
            return None;
        }
        only = Some(on);
    }
    only
}
