//! Names as CPR keeps them: given, middle and last name apart, each with a mark.

use serde::{Deserialize, Serialize};

/// A person's name with CPR's marks. Empty parts are empty texts: many people have no last name at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// All given names, in order (`FORNVN`, at most 50 characters in CPR).
    pub given: String,
    /// Middle names (`MELNVN`, at most 40).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub middle: String,
    /// Last name (`EFTERNVN`, at most 40).
    pub surname: String,
    /// Mark of the given names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_mark: Option<NameMark>,
    /// Mark of the middle names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle_mark: Option<NameMark>,
    /// Mark of the last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surname_mark: Option<NameMark>,
}

/// What CPR says of a part of a name (`…_MRK`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NameMark {
    /// `+`: the part is shortened.
    #[serde(rename = "+")]
    Shortened,
    /// `*`: the part holds characters that CPR cannot keep.
    #[serde(rename = "*")]
    ForeignCharacters,
    /// `=`: the part is insufficiently documented.
    #[serde(rename = "=")]
    Undocumented,
}

impl NameMark {
    /// Reads CPR's sign; a blank is no mark, anything else is not CPR's.
    pub fn from_sign(sign: char) -> Result<Option<Self>, char> {
        match sign {
            ' ' => Ok(None),
            '+' => Ok(Some(Self::Shortened)),
            '*' => Ok(Some(Self::ForeignCharacters)),
            '=' => Ok(Some(Self::Undocumented)),
            other => Err(other),
        }
    }

    /// CPR's sign.
    pub fn sign(self) -> char {
        match self {
            Self::Shortened => '+',
            Self::ForeignCharacters => '*',
            Self::Undocumented => '=',
        }
    }
}

impl PersonName {
    /// A name without marks.
    pub fn new(given: impl Into<String>, middle: impl Into<String>, surname: impl Into<String>) -> Self {
        Self { given: given.into(), middle: middle.into(), surname: surname.into(), ..Self::default() }
    }

    /// The parts that are not empty, in order, separated by blanks.
    pub fn full(&self) -> String {
        let parts = [&self.given, &self.middle, &self.surname];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Whether nothing at all is known of the name.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.middle.is_empty() && self.surname.is_empty()
    }

    /// Whether CPR says that some part was shortened, so that its end may be missing.
    pub fn is_shortened(&self) -> bool {
        [self.given_mark, self.middle_mark, self.surname_mark].contains(&Some(NameMark::Shortened))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_name_is_a_whole_name() {
        assert_eq!(PersonName::new("Farhad", "", "").full(), "Farhad");
        assert_eq!(PersonName::new("Ude Ulrike", "", "Udtzen").full(), "Ude Ulrike Udtzen");
    }

    #[test]
    fn marks_are_read_and_written_as_cpr_does() {
        for sign in ['+', '*', '='] {
            assert_eq!(NameMark::from_sign(sign).unwrap().unwrap().sign(), sign);
        }
        assert_eq!(NameMark::from_sign(' '), Ok(None));
        assert_eq!(NameMark::from_sign('x'), Err('x'));
    }
}
