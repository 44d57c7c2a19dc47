//! The ground of a residence permit: a section of the Aliens Act (udlændingeloven).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A provision of the Aliens Act on which a residence permit rests.
///
/// The text form in files is `section[:subsection[:number]]`, as in `7:1`, `9c:1` or `9:1:2`; serde uses it too.
/// `Display` writes it as lawyers do: `§ 9, stk. 1, nr. 2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ground {
    section: u8,
    letter: Option<char>,
    subsection: Option<u8>,
    number: Option<u8>,
}

/// Which of the groups a permit belongs to that the coupling figures speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroundCategory {
    /// Asylum and quota refugees, and humanitarian stay: §§ 7, 8 and 9 b.
    Refugee,
    /// Family reunification: § 9, and § 9 c where the permit names a relation.
    Family,
    /// Everything else: work, study, EU rules, § 9 c without a relation.
    Other,
}

/// How a person came in as family (the relation a family permit rests on).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FamilyRelation {
    /// Spouse or cohabitant.
    Spouse,
    /// Child under 18, or adopted child.
    Child,
    /// Any other relation.
    Other,
}

/// A text that names no provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ground is written section:subsection:number, as in 7:1, 9c:1 or 9:1:2")]
pub struct GroundError;

impl Ground {
    /// The section with its letter, as in `9c`.
    pub fn section(&self) -> String {
        self.letter.map_or_else(|| self.section.to_string(), |letter| format!("{}{letter}", self.section))
    }

    /// The subsection (stk.), where the ground names one.
    pub fn subsection(&self) -> Option<u8> {
        self.subsection
    }

    /// The number (nr.), where the ground names one.
    pub fn number(&self) -> Option<u8> {
        self.number
    }

    /// The text form in files, as in `9:1:2`; what [`FromStr`] reads.
    pub fn code(&self) -> String {
        let mut text = self.section();
        for part in [self.subsection, self.number].into_iter().flatten() {
            text.push(':');
            text.push_str(&part.to_string());
        }
        text
    }

    /// The group of the permit. § 9 c is family only where a relation is named: it also covers other cases.
    pub fn category(&self, relation: Option<FamilyRelation>) -> GroundCategory {
        match (self.section, self.letter, relation) {
            (7 | 8, None, _) | (9, Some('b'), _) => GroundCategory::Refugee,
            (9, None, _) | (9, Some('c'), Some(_)) => GroundCategory::Family,
            _ => GroundCategory::Other,
        }
    }
}

impl FromStr for Ground {
    type Err = GroundError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split(':');
        let section = parts.next().unwrap_or_default();
        let digits = section.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let mut letters = section[digits.len()..].chars();
        let letter = letters.next();
        let subsection = number(parts.next())?;
        let nr = number(parts.next())?;
        if letters.next().is_some() || parts.next().is_some() {
            return Err(GroundError);
        }
        let section = number(Some(digits))?.ok_or(GroundError)?;
        Ok(Self { section, letter, subsection, number: nr })
    }
}

fn number(part: Option<&str>) -> Result<Option<u8>, GroundError> {
    let Some(part) = part else { return Ok(None) };
    let plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) && !part.starts_with('0');
    if !plain {
        return Err(GroundError);
    }
    part.parse().map(Some).map_err(|_| GroundError)
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "§ {}", self.section)?;
        if let Some(letter) = self.letter {
            write!(f, " {letter}")?;
        }
        if let Some(subsection) = self.subsection {
            write!(f, ", stk. {subsection}")?;
        }
        if let Some(number) = self.number {
            write!(f, ", nr. {number}")?;
        }
        Ok(())
    }
}

impl Serialize for Ground {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code())
    }
}

impl<'de> Deserialize<'de> for Ground {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for FamilyRelation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spouse => "spouse",
            Self::Child => "child",
            Self::Other => "other",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground(text: &str) -> Ground {
        text.parse().unwrap()
    }

    #[test]
    fn a_ground_is_shown_as_lawyers_write_it() {
        assert_eq!(ground("7:1").to_string(), "§ 7, stk. 1");
        assert_eq!(ground("9c:1").to_string(), "§ 9 c, stk. 1");
        assert_eq!(ground("9:1:2").to_string(), "§ 9, stk. 1, nr. 2");
    }

    #[test]
    fn section_9_c_is_family_only_with_a_relation() {
        assert_eq!(ground("9c:1").category(None), GroundCategory::Other);
        assert_eq!(ground("9c:1").category(Some(FamilyRelation::Child)), GroundCategory::Family);
        assert_eq!(ground("8:2").category(None), GroundCategory::Refugee);
        assert_eq!(ground("9:1:2").category(Some(FamilyRelation::Spouse)), GroundCategory::Family);
        assert_eq!(ground("9b:1").category(None), GroundCategory::Refugee);
        assert_eq!(ground("9a:2:1").category(None), GroundCategory::Other);
    }

    #[test]
    fn what_names_no_provision_is_refused() {
        for text in ["", "c", "9cc:1", "9:", "9:0", "7:1:2:3", "§ 7", "7,1", "999", "9C:1"] {
            assert_eq!(text.parse::<Ground>(), Err(GroundError), "{text}");
        }
    }

    #[test]
    fn the_text_form_round_trips() {
        for text in ["7", "7:1", "9c:1", "9:1:2"] {
            let json = serde_json::to_string(&ground(text)).unwrap();
            assert_eq!(json, format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Ground>(&json).unwrap(), ground(text));
        }
    }
}
