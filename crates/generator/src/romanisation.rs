//! Other spellings of a name, by the rules of its culture.
//!
//! The rules are data (`data/romanisation.txt`): letters that stand for one sound, and whole names that are one name.
//! Must not know registers or errors: it only offers another spelling.

use std::sync::LazyLock;

use rand::RngExt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::chance::Stream;
use crate::culture::Culture;

/// The rules of a culture.
#[derive(Debug, Default)]
struct Rules {
    /// Spellings of one name.
    aliases: Vec<Vec<String>>,
    /// Letters that may be written for others, in lower case.
    sounds: Vec<Sound>,
}

/// Letters that may be written for others.
#[derive(Debug)]
struct Sound {
    from: String,
    to: String,
    place: Place,
}

/// Where in a name a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Anywhere,
    Beginning,
    End,
}

impl Sound {
    /// A rule whose letters may carry the marks of the beginning (`^`) and of the end (`$`).
    fn new(from: &str, to: &str) -> Self {
        let bare = |letters: &str| letters.trim_matches(['^', '$']).to_owned();
        let place = match from {
            marked if marked.starts_with('^') => Place::Beginning,
            marked if marked.ends_with('$') => Place::End,
            _ => Place::Anywhere,
        };
        Self { from: bare(from), to: bare(to), place }
    }

    /// The name with the rule used once; nothing where it does not fit, or is used already.
    fn apply(&self, name: &str) -> Option<String> {
        // What is written at length already is not written at greater length.
        let is_used = self.to.contains(&self.from) && name.contains(&self.to);
        if self.from.is_empty() || is_used {
            return None;
        }
        match self.place {
            Place::Beginning => name.strip_prefix(&self.from).map(|rest| format!("{}{rest}", self.to)),
            Place::End => name.strip_suffix(&self.from).map(|rest| format!("{rest}{}", self.to)),
            Place::Anywhere => name.contains(&self.from).then(|| name.replacen(&self.from, &self.to, 1)),
        }
        .filter(|other| !other.is_empty())
    }
}

/// Another spelling of the name, or the same where no rule fits it.
pub(crate) fn respell(name: &str, culture: Culture, rng: &mut Stream) -> String {
    let rules = rules_of(culture);
    let spellings = rules.aliases.iter().find(|spellings| spellings.iter().any(|spelling| spelling == name));
    if let Some(spellings) = spellings
        && rng.random_bool(0.7)
    {
        return spellings[rng.random_range(0..spellings.len())].clone();
    }
    let lower = name.to_lowercase();
    let mut spellings: Vec<String> = rules.sounds.iter().filter_map(|sound| sound.apply(&lower)).collect();
    if spellings.is_empty() {
        return name.to_owned();
    }
    capitalised(&spellings.swap_remove(rng.random_range(0..spellings.len())))
}

/// The name with every character that ISO-8859-1 lacks replaced, as CPR has to write it.
pub(crate) fn fold_to_latin1(name: &str) -> String {
    fold(name, |character| u32::from(character) < 256)
}

/// The name in plain letters, as the machine-readable zone of a passport has it.
pub(crate) fn fold_to_ascii(name: &str) -> String {
    fold(name, |character| character.is_ascii())
}

/// First letters of words in capitals, the rest small.
pub(crate) fn capitalised(name: &str) -> String {
    let mut after_letter = false;
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        if after_letter {
            text.extend(character.to_lowercase());
        } else {
            text.extend(character.to_uppercase());
        }
        after_letter = character.is_alphabetic() || character == '\'';
    }
    text
}

fn fold(name: &str, keeps: impl Fn(char) -> bool) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            kept if keeps(kept) => folded.push(kept),
            'đ' | 'ð' => folded.push('d'),
            'Đ' => folded.push('D'),
            'ł' => folded.push('l'),
            'Ł' => folded.push('L'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'Æ' => folded.push_str("Ae"),
            'ø' | 'ö' => folded.push_str("oe"),
            'Ø' => folded.push_str("Oe"),
            'å' => folded.push_str("aa"),
            'Å' => folded.push_str("Aa"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            other => folded.extend(std::iter::once(other).nfd().filter(|c| !is_combining_mark(*c) && keeps(*c))),
        }
    }
    folded
}

fn rules_of(culture: Culture) -> &'static Rules {
    static ALL: LazyLock<Vec<Rules>> = LazyLock::new(|| {
        let text = include_str!("../data/romanisation.txt");
        Culture::ALL.iter().map(|culture| read(text, culture.label())).collect()
    });
    &ALL[culture as usize]
}

fn read(text: &str, section: &str) -> Rules {
    let title = format!("[{section}]");
    let lines = text.lines().skip_while(|line| *line != title).skip(1).take_while(|line| !line.starts_with('['));
    let mut rules = Rules::default();
    for line in lines {
        if let Some(names) = line.strip_prefix("= ") {
            rules.aliases.push(names.split_whitespace().map(|name| name.replace('_', " ")).collect());
        } else if let Some((from, to)) = line.split_once(" > ") {
            rules.sounds.push(Sound::new(from, to));
        } else if let Some((one, two)) = line.split_once(' ') {
            rules.sounds.extend([Sound::new(one, two), Sound::new(two, one)]);
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Purpose};

    #[test]
    fn every_culture_has_rules() {
        for culture in Culture::ALL {
            assert!(!rules_of(culture).sounds.is_empty(), "{culture:?}");
        }
    }

    #[test]
    fn spellings_of_a_name_are_other_spellings_of_it() {
        let mut rng = Chance::new(1).stream(Purpose::Papers, 1);
        let spellings: Vec<String> = (0..40)
            .map(|_| respell("Volodymyr", Culture::Slavic, &mut rng))
            .filter(|name| name != "Volodymyr")
            .collect();
        assert!(spellings.contains(&"Vladimir".to_owned()));
        assert!(spellings.iter().all(|name| name.starts_with('V')), "{spellings:?}");
    }

    #[test]
    fn a_rule_holds_only_where_it_says_and_only_in_its_direction() {
        let apply = |from, to, name| Sound::new(from, to).apply(name);
        assert_eq!(apply("ah$", "a$", "salah").as_deref(), Some("sala"));
        assert_eq!(apply("ah$", "a$", "ahmad"), None);
        assert_eq!((apply("a", "aa", "farah").as_deref(), apply("a", "aa", "faarah")), (Some("faarah"), None));
        assert_eq!(apply("^h", "^x", "hassan").as_deref(), Some("xassan"));
        let directed = &rules_of(Culture::Arabic).sounds;
        assert!(directed.iter().any(|sound| sound.from == "kh" && sound.to == "ch"));
        assert!(!directed.iter().any(|sound| sound.from == "ch" && sound.to == "kh"));
    }

    #[test]
    fn letters_that_cpr_lacks_are_folded_and_others_kept() {
        assert_eq!(fold_to_latin1("Yıldız Şahin"), "Yildiz Sahin");
        assert_eq!(fold_to_latin1("Łukasz Żółć"), "Lukasz Zólc");
        assert_eq!(fold_to_latin1("Nguyễn Đặng"), "Nguyen Dang");
        assert_eq!(fold_to_latin1("Søren Åse"), "Søren Åse");
        assert_eq!(fold_to_ascii("Søren Åse Özgür"), "Soeren Aase Ozguer");
    }
}
