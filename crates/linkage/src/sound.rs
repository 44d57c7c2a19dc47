//! How one word of a name sounds, whatever system wrote it with Latin letters.
//!
//! A word becomes consonants (the *skeleton*, used to find candidates) and, for each gap between them, a class of
//! vowels (used to tell Hassan from Hussein, which share a skeleton). The rules follow section by section what is
//! known to vary when Arabic, Persian, Tigrinya, Somali, Ukrainian, Turkish and Nordic names are written with Latin
//! letters: short vowels are guessed (Mohamed, Muhammad), `ou`/`oo`/`u`, `ee`/`i`/`y`, `sh`/`ch`, `kh`/`h`, `q`/`k`,
//! `dj`/`j`, `gh`/`g`, `w`/`v`, doubled letters, silent final `h`, Somali `x` = h and `c` = ayn, Ukrainian `iu`/`yu`.
//! Sources: Freeman, Condon, Ackerman (HLT-NAACL 2006, N06-1060) on equivalence classes in place of plain edit
//! distance; Cabinet of Ukraine resolution 55 of 27 January 2010 and the older system; ICAO Doc 9303 for Nordic letters.
//!
//! Must not know records, fields or weights.

/// The sound of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sound {
    /// The consonants, as a hash; 0 where the word has none.
    pub(crate) skeleton: u64,
    /// The vowel class of the gap before the first consonant, after it, and so on: three bits each.
    vowels: u64,
    /// Number of consonants.
    consonants: u8,
}

/// Most consonants that are kept: twenty gaps of three bits fit one word.
const CONSONANTS_MAX: usize = 20;

/// How alike two words sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Other consonants.
    None,
    /// The same consonants with other vowels: Hassan and Hussein.
    Skeleton,
    /// The same consonants, and vowels that writing systems mix up: Mohamed and Muhammad.
    Variant,
}

impl Sound {
    /// Compares two sounds.
    pub(crate) fn likeness(&self, other: &Self) -> Likeness {
        if self.skeleton != other.skeleton || self.consonants != other.consonants {
            return Likeness::None;
        }
        let last = u32::from(self.consonants);
        let alike = (0..=last).all(|gap| {
            let (a, b) = (self.vowel(gap), other.vowel(gap));
            vowels_mix(a, b, gap > 0 && gap < last)
        });
        if alike { Likeness::Variant } else { Likeness::Skeleton }
    }

    fn vowel(&self, gap: u32) -> u8 {
        (self.vowels >> (3 * gap) & 7) as u8
    }
}

const NONE: u8 = 0;
const A: u8 = 1;
const E: u8 = 2;
const I: u8 = 3;
const O: u8 = 4;
const U: u8 = 5;
/// `ai`, `ei`, `ay`, `ey`.
const AI: u8 = 6;
/// `au`, `aw`, `ow`.
const AU: u8 = 7;

/// Whether two vowel classes stand for one sound in different systems. Inside a word a short vowel may be left out;
/// at the end it tells Amir from Amira.
fn vowels_mix(a: u8, b: u8, inside: bool) -> bool {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    low == high
        || matches!((low, high), (A, E | AI | AU) | (E, I | AI) | (I, AI) | (O, U | AU) | (U, AU))
        || (low == NONE && inside)
}

/// The sounds that a word can stand for: the usual one, and another where a system of writing allows it
/// (article `al-` grown into the word, Somali `x` and `c`, a Russian form of a Ukrainian name).
pub(crate) fn sounds(word: &str) -> (Sound, Option<Sound>) {
    let word = expand(word);
    let usual = sound(word);
    let other = alias(word).or_else(|| without_article(word)).map(sound).or_else(|| somali(word));
    (usual, other.filter(|other| *other != usual && other.skeleton != 0))
}

/// Written-out forms of abbreviations that stand in passports.
fn expand(word: &str) -> &str {
    match word {
        "md" | "mhd" | "moh" | "mohd" | "muh" | "mohmd" => "mohamed",
        "abd" | "abdul" | "abdel" | "abdal" => "abd",
        other => other,
    }
}

/// One form for names that Ukrainian and Russian (or Norse and other) writing give different consonants.
fn alias(word: &str) -> Option<&'static str> {
    Some(match word {
        "yusuf" | "yousuf" | "jusuf" | "iusuf" | "yusef" => "yusef",
        "maxamed" | "maxamad" | "maxamuud" => "mohamed",
        "volodymyr" | "vladimir" | "wladimir" | "volodimir" => "vladimir",
        "mykola" | "nikolai" | "nikolay" | "nikolaj" | "nicolai" | "mikola" => "nikolai",
        "oleksandr" | "aleksandr" | "alexander" | "aleksander" | "alexandr" | "olexandr" => "aleksandr",
        "oleksandra" | "aleksandra" | "alexandra" | "olexandra" => "aleksandra",
        "oleksii" | "oleksiy" | "oleksij" | "olexiy" | "aleksei" | "aleksey" | "alexey" | "alexei" | "aleksej" => {
            "aleksei"
        }
        "dmytro" | "dmitri" | "dmitry" | "dmitrii" | "dmitriy" | "dmytrii" => "dmitri",
        "serhii" | "serhiy" | "sergii" | "sergiy" | "sergey" | "sergei" | "serhij" | "sergej" => "sergei",
        "yevhen" | "evgeny" | "evgenii" | "yevgeny" | "evgeniy" | "yevgen" | "ievgen" | "yevgenii" | "evhen" => {
            "yevgeni"
        }
        "yevheniia" | "yevheniya" | "evgenia" | "evgeniia" | "yevgenia" | "evgeniya" | "yevgeniya" => "yevgenia",
        "mykhailo" | "mikhail" | "mykhaylo" | "michail" | "mihail" => "mikhail",
        "mykyta" | "nikita" | "mikita" => "nikita",
        "pavlo" | "pavel" => "pavel",
        "petro" | "pyotr" | "petr" => "petr",
        "kyrylo" | "kirill" | "kyril" | "kiril" => "kirill",
        "danylo" | "daniil" | "danil" | "danilo" => "danil",
        "vasyl" | "vasily" | "vasilii" | "vasiliy" => "vasili",
        "hryhorii" | "hryhoriy" | "grigory" | "grigorii" | "grigoriy" => "grigori",
        "heorhii" | "heorhiy" | "georgy" | "georgii" | "georgiy" => "georgi",
        "oleh" | "oleg" => "oleg",
        "ihor" | "igor" => "igor",
        "bohdan" | "bogdan" => "bogdan",
        "hanna" | "ganna" | "anna" => "anna",
        "halyna" | "galina" | "galyna" => "galina",
        "olha" | "olga" => "olga",
        "olena" | "elena" | "yelena" | "helena" => "elena",
        "kateryna" | "ekaterina" | "yekaterina" | "katerina" => "katerina",
        "yelyzaveta" | "elizaveta" | "yelizaveta" | "lizaveta" => "elizaveta",
        "tetiana" | "tetyana" | "tatiana" | "tatyana" | "tatjana" => "tatiana",
        "nataliia" | "nataliya" | "natalia" | "natalya" => "natalia",
        _ => return None,
    })
}

/// The word without an article that was grown into it: Alsayed, Elsayed.
fn without_article(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("al").or_else(|| word.strip_prefix("el"))?;
    (rest.len() >= 4 && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'l'])).then_some(rest)
}

/// Somali writing: `x` is h, `c` is ayn and silent, where the usual reading takes `x` as ks and `c` as k or s.
fn somali(word: &str) -> Option<Sound> {
    if !word.contains(['x', 'c']) || word.contains("ch") || word.contains("ck") || word.contains("sc") {
        return None;
    }
    let plain: String = word.chars().filter(|&c| c != 'c').map(|c| if c == 'x' { 'h' } else { c }).collect();
    Some(sound(&plain))
}

/// Reads letters one after another into consonants and gaps.
fn sound(word: &str) -> Sound {
    let word = strip_abd(word.as_bytes());
    let mut writer = Writer::new(word.1);
    let bytes = word.0;
    let mut at = 0;
    while at < bytes.len() {
        at += read(bytes, at, &mut writer);
    }
    writer.finish()
}

/// `abdul`, `abdel`, `abdur` and the like before a name are one word, abd; the article's vowel and letter vary.
fn strip_abd(word: &[u8]) -> (&[u8], bool) {
    let Some(rest) = word.strip_prefix(b"abd") else { return (word, false) };
    match rest {
        [vowel, b'l', next, ..] if is_vowel(*vowel) && rest.len() >= 5 && *next != b'l' => (&rest[2..], true),
        [vowel, b'l', b'l', ..] if is_vowel(*vowel) && rest.len() >= 5 => (&rest[1..], true),
        [vowel, first, second, ..] if is_vowel(*vowel) && first == second && rest.len() >= 5 => (&rest[2..], true),
        _ if rest.len() >= 4 => (rest, true),
        _ => (word, false),
    }
}

/// Reads one sound at a place; answers how many letters it took.
fn read(bytes: &[u8], at: usize, writer: &mut Writer) -> usize {
    let rest = &bytes[at..];
    let first = at == 0;
    let follows_vowel = |n: usize| rest.get(n).is_some_and(|b| is_vowel(*b));
    let (taken, consonant) = match rest {
        [b't', b's', b'c', b'h', ..] | [b's', b'h', b'c', b'h', ..] => (4, b'S'),
        [b't' | b's', b'c', b'h', ..] => (3, b'S'),
        [b'd', b'z', b'h', ..] => (3, b'j'),
        [b's', b'h' | b'j', ..] | [b'c', b'h', ..] => (2, b'S'),
        [b'k', b'h', ..] => (2, b'h'),
        [b'g', b'h', ..] => (2, b'g'),
        [b'd', b'j' | b'z', ..] | [b'z', b'h', ..] => (2, b'j'),
        [b'd', b'h', ..] => (2, b'd'),
        [b't', b'h', ..] => (2, b't'),
        [b'p', b'h', ..] => (2, b'f'),
        [b't', b's' | b'z', ..] => (2, b's'),
        [b'c', b'k', ..] => (2, b'k'),
        [b'c', b'e' | b'i' | b'y', ..] => (1, b's'),
        [b'c' | b'q', ..] => (1, b'k'),
        [b'w', ..] => (1, b'v'),
        [b'x', ..] => {
            writer.consonant(b'k');
            (1, b's')
        }
        // A final h is silent (Fatemeh, Sarah), and so is j after a vowel's i.
        // Between vowels i and y are glides, and at the start before a, o, u they are the consonant j.
        [b'y' | b'i', b'a' | b'o' | b'u', ..] if first => (1, b'j'),
        [b'y' | b'i', b'e', ..] if first => return 1,
        [b'y' | b'i' | b'j', _, ..] if !first && follows_vowel(1) => return 1,
        [b'h' | b'j'] if !first => return 1,
        [vowel, ..] if is_vowel(*vowel) => return read_vowel(rest, writer),
        [other, ..] => (1, *other),
        [] => return 1,
    };
    writer.consonant(consonant);
    taken
}

/// Reads a run of vowels as one class.
fn read_vowel(rest: &[u8], writer: &mut Writer) -> usize {
    let (taken, class) = match rest {
        [b'o', b'u' | b'o', ..] | [b'u', b'e', ..] => (2, U),
        [b'e', b'e' | b'a', ..] | [b'i', b'e', ..] => (2, I),
        [b'a' | b'e', b'i' | b'y' | b'j', ..] => (2, AI),
        [b'a', b'u', ..] => (2, AU),
        [b'a', b'a' | b'e', ..] => (2, A),
        [b'o', b'e', ..] => (2, O),
        [b'a', ..] => (1, A),
        [b'e', ..] => (1, E),
        [b'i' | b'y', ..] => (1, I),
        [b'o', ..] => (1, O),
        _ => (1, U),
    };
    writer.vowel(class);
    taken
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Collects consonants (doubled ones once) and the vowels between them.
struct Writer {
    letters: [u8; CONSONANTS_MAX],
    count: usize,
    vowels: u64,
}

impl Writer {
    fn new(after_abd: bool) -> Self {
        let mut writer = Self { letters: [0; CONSONANTS_MAX], count: 0, vowels: 0 };
        if after_abd {
            writer.vowel(A);
            writer.consonant(b'b');
            writer.consonant(b'd');
            // The gap after abd holds the article's vowel in one writing and nothing in another.
            writer.vowel(U);
        }
        writer
    }

    fn consonant(&mut self, letter: u8) {
        let doubled = self.count > 0 && self.letters[self.count - 1] == letter && self.gap() == NONE;
        if self.count < CONSONANTS_MAX && !doubled {
            self.letters[self.count] = letter;
            self.count += 1;
        }
    }

    /// The first vowel of a gap stands for it: what follows are glides.
    fn vowel(&mut self, class: u8) {
        if self.gap() == NONE {
            self.vowels |= u64::from(class) << (3 * self.count);
        }
    }

    fn gap(&self) -> u8 {
        (self.vowels >> (3 * self.count) & 7) as u8
    }

    fn finish(self) -> Sound {
        let letters = &self.letters[..self.count];
        // A word of vowels only keeps them as its skeleton, or all such words would be one.
        let skeleton = if self.count == 0 { self.vowels } else { crate::hash::text(letters) };
        Sound { skeleton, vowels: self.vowels, consonants: self.count as u8 }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(a: &str, b: &str) -> Likeness {
        let (a, b) = (sounds(a), sounds(b));
        let all = [Some(a.0), a.1];
        all.iter()
            .flatten()
            .flat_map(|x| [Some(b.0), b.1].into_iter().flatten().map(move |y| x.likeness(&y)))
            .max()
            .unwrap()
    }

    #[test]
    fn spellings_of_one_name_are_variants() {
        for (a, b) in [
            ("mohamed", "muhammad"),
            ("mohammed", "maxamed"),
            ("ahmed", "ahmad"),
            ("youssef", "yusuf"),
            ("yusuf", "jusuf"),
            ("hussein", "husayn"),
            ("khaled", "khalid"),
            ("abdulrahman", "abdelrahman"),
            ("abdurrahman", "abdulrahman"),
            ("cali", "ali"),
            ("fatima", "fatemeh"),
            ("ghebremedhin", "gebremedhin"),
            ("tsegay", "tzegai"),
            ("qasim", "kasem"),
            ("djamal", "jamal"),
            ("alsayed", "sayed"),
            ("volodymyr", "vladimir"),
            ("yuliia", "iuliya"),
            ("maryam", "mariam"),
            ("soerensen", "sorensen"),
            ("aage", "age"),
            ("rahimzadeh", "rahimzada"),
        ] {
            assert_eq!(likeness(a, b), Likeness::Variant, "{a} {b}");
        }
    }

    #[test]
    fn names_of_siblings_are_not_variants() {
        for (a, b) in
            [("hassan", "hussein"), ("jamal", "jamil"), ("amir", "amira"), ("salam", "salim"), ("karim", "karam")]
        {
            assert!(likeness(a, b) < Likeness::Variant, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn a_word_sounds_like_itself_and_likeness_is_symmetric(a in "[a-z]{1,30}", b in "[a-z]{1,30}") {
            prop_assert_eq!(sounds(&a).0.likeness(&sounds(&a).0), Likeness::Variant);
            prop_assert_eq!(likeness(&a, &b), likeness(&b, &a));
        }
    }
}
