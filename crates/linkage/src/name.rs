//! Names of persons as words that can be compared: cut into words, particles dropped, split names joined.
//!
//! Must not know weights or registers' columns; a name has given, middle and surname parts, each perhaps with former
//! values, and that is all.

use deunicode::deunicode;
use rustc_hash::FxHashMap;

use crate::sound::{Likeness, Sound, Sounds, sounds};

/// Longest word that is kept for comparing letter by letter.
const LETTERS_MAX: usize = 20;

/// Most words of one name that are kept.
pub(crate) const WORDS_MAX: usize = 8;

/// One distinct word of the names of a register.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The folded letters, as a hash.
    pub(crate) fold: u64,
    /// How it sounds, in each reading that the spelling allows.
    sounds: Sounds,
    letters: [u8; LETTERS_MAX],
    length: u8,
    mask: u32,
}

/// How alike two words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Alike {
    /// Different names.
    Different,
    /// One is the other's initial or beginning, or they are only somewhat alike: more letters differ than one slip
    /// explains, or one of very few.
    Somewhat,
    /// One or two letters differ.
    Close,
    /// The same consonants, other vowels.
    Skeleton,
    /// Another romanisation.
    Variant,
    /// The same letters.
    Equal,
}

/// The part of a name in which a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Part {
    /// The first given name.
    First,
    /// Further given names.
    Given,
    /// The first two given names written as one.
    JoinedGiven,
    /// Middle names.
    Middle,
    /// Surname.
    Surname,
    /// The first two words of the surname written as one.
    JoinedSurname,
    /// First word of a former given name.
    FormerGiven,
    /// A word of a former surname.
    FormerSurname,
}

const PARTS: [Part; 8] = [
    Part::First,
    Part::Given,
    Part::JoinedGiven,
    Part::Middle,
    Part::Surname,
    Part::JoinedSurname,
    Part::FormerGiven,
    Part::FormerSurname,
];

/// A word in its part: the part in the upper three bits, the word's number below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placed(u32);

impl Placed {
    pub(crate) fn new(part: Part, word: u32) -> Self {
        Self((part as u32) << 29 | word)
    }

    pub(crate) fn part(self) -> Part {
        PARTS[(self.0 >> 29) as usize]
    }

    pub(crate) fn word(self) -> usize {
        (self.0 & 0x1FFF_FFFF) as usize
    }
}

/// The distinct words of a register's names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    distinct: Vec<Word>,
    signatures: Vec<Signature>,
    numbers: FxHashMap<Box<str>, u32>,
}

impl Words {
    /// The number of a word, which is added when it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number =
            u32::try_from(self.distinct.len()).expect("fewer distinct words than values, which are counted in u32");
        let word = Word::new(text);
        self.signatures.push(word.signature());
        self.distinct.push(word);
        self.numbers.insert(text.into(), number);
        number
    }

    pub(crate) fn get(&self, placed: Placed) -> &Word {
        &self.distinct[placed.word()]
    }

    pub(crate) fn signature(&self, placed: Placed) -> Signature {
        self.signatures[placed.word()]
    }
}

/// What of a word shows at once that another is a different name, in so little memory that all words' signatures stay
/// near.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature {
    /// A bit for each letter that stands in it, and the length above them.
    letters: u32,
    /// A bit for each consonant of the usual reading.
    consonants: u32,
    /// A bit, by hash, for the skeleton of each reading.
    skeletons: u32,
}

impl Signature {
    /// Whether [`Word::alike`] must answer "different".
    pub(crate) fn is_different(self, other: Self) -> bool {
        let (mine, yours) = (self.letters & LETTERS, other.letters & LETTERS);
        let longest = (self.letters >> LENGTH_SHIFT).max(other.letters >> LENGTH_SHIFT) as usize;
        let common = mine & yours;
        let is_beginning = common == mine || common == yours;
        self.skeletons & other.skeletons == 0
            && !is_beginning
            && (mine ^ yours).count_ones() as usize > 2 * allowed(longest).1
            && (self.consonants ^ other.consonants).count_ones() > 2
    }
}

const LENGTH_SHIFT: u32 = 27;
const LETTERS: u32 = (1 << LENGTH_SHIFT) - 1;

/// The edits between words of at most so many letters that are close, and that are somewhat alike.
fn allowed(longest: usize) -> (usize, usize) {
    match longest {
        0..=2 => (0, 0),
        3 => (0, 1),
        4..=5 => (1, 1),
        6..=8 => (1, 2),
        _ => (2, 3),
    }
}

impl Word {
    pub(crate) fn new(text: &str) -> Self {
        let sounds = sounds(text);
        let bytes = text.as_bytes();
        let length = bytes.len().min(LETTERS_MAX);
        let mut letters = [0; LETTERS_MAX];
        letters[..length].copy_from_slice(&bytes[..length]);
        let mask = letters[..length].iter().fold(0, |mask, letter| mask | 1 << (letter & 31));
        Self { fold: crate::hash::text(bytes), sounds, letters, length: length as u8, mask }
    }

    pub(crate) fn signature(&self) -> Signature {
        let skeletons = self.skeletons().fold(0, |bits, skeleton| bits | 1 << (skeleton & 31));
        Signature {
            letters: self.mask & LETTERS | u32::from(self.length) << LENGTH_SHIFT,
            consonants: self.sounds.consonants(),
            skeletons,
        }
    }

    /// The skeletons of all readings.
    pub(crate) fn skeletons(&self) -> impl Iterator<Item = u64> + '_ {
        self.sounds.all().iter().map(|sound| sound.skeleton)
    }

    /// The skeletons of the likely readings, for keys that few other values narrow down.
    pub(crate) fn likely_skeletons(&self) -> impl Iterator<Item = u64> + '_ {
        self.sounds.likely().iter().map(|sound| sound.skeleton)
    }

    /// The reading that is taken first.
    pub(crate) fn usual(&self) -> Sound {
        self.sounds.all()[0]
    }

    /// The letters that are compared one by one.
    pub(crate) fn letters(&self) -> &[u8] {
        &self.letters[..usize::from(self.length)]
    }

    /// The first letter.
    pub(crate) fn initial(&self) -> u8 {
        self.letters[0]
    }

    /// Compares two words.
    pub(crate) fn alike(&self, other: &Self) -> Alike {
        if self.fold == other.fold {
            return Alike::Equal;
        }
        match self.sounds_like(other) {
            Likeness::Variant => Alike::Variant,
            Likeness::Skeleton => Alike::Skeleton,
            Likeness::None => match self.letters_like(other) {
                Alike::Different | Alike::Somewhat
                    if self.initial() == other.initial() && self.sounds.are_close(&other.sounds) =>
                {
                    Alike::Close
                }
                letters => letters,
            },
        }
    }

    /// Whether a slip of the hand explains that their letters differ, whatever they sound like.
    pub(crate) fn is_slip_of(&self, other: &Self) -> bool {
        self.letters_like(other) == Alike::Close
    }

    fn sounds_like(&self, other: &Self) -> Likeness {
        let mut best = Likeness::None;
        for mine in self.sounds.all() {
            for yours in other.sounds.all() {
                best = best.max(mine.likeness(yours));
            }
        }
        best
    }

    fn letters_like(&self, other: &Self) -> Alike {
        let (a, b) = (self.letters(), other.letters());
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        if (short.len() == 1 || short.len() >= 5) && long.starts_with(short) {
            return Alike::Somewhat;
        }
        let (close, somewhat) = allowed(long.len());
        if somewhat == 0 {
            return Alike::Different;
        }
        let far = long.len() - short.len() > somewhat || (self.mask ^ other.mask).count_ones() as usize > 2 * somewhat;
        match if far { usize::MAX } else { distance(a, b, somewhat) } {
            found if found <= close => Alike::Close,
            found if found <= somewhat => Alike::Somewhat,
            _ if self.sounds.are_somewhat_alike(&other.sounds) => Alike::Somewhat,
            _ => Alike::Different,
        }
    }
}

/// Edits between two short words: one letter put in, left out, changed, or two neighbours swapped (optimal string
/// alignment). Stops early above `allowed`.
pub(crate) fn distance(a: &[u8], b: &[u8], allowed: usize) -> usize {
    let mut before = [0_usize; LETTERS_MAX + 1];
    let mut last: [usize; LETTERS_MAX + 1] = std::array::from_fn(|j| j);
    for i in 1..=a.len() {
        let mut row = [0_usize; LETTERS_MAX + 1];
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        if least > allowed {
            return least;
        }
        before = last;
        last = row;
    }
    last[b.len()]
}

/// Whether two names are one name, perhaps written with Latin letters by two systems (Khadija, Chadeja): word by word
/// the same letters without marks, or the same sounds. An empty name is no name.
pub fn is_one_name(one: &str, two: &str) -> bool {
    let (one, two) = (words(one), words(two));
    !one.is_empty()
        && one.len() == two.len()
        && one.iter().zip(&two).all(|(one, two)| Word::new(one).alike(&Word::new(two)) >= Alike::Variant)
}

/// Cuts a name into folded words: letters without marks, particles dropped, split names joined; at most [`WORDS_MAX`].
pub(crate) fn words(name: &str) -> Vec<String> {
    let ascii = ascii(name);
    let mut words = joined(&cut(&ascii));
    words.truncate(WORDS_MAX);
    words
}

/// All folded words of a name as [`words`] has them, and after them the halves of those that were joined.
pub(crate) fn words_and_halves(name: &str) -> (Vec<String>, Vec<String>) {
    let ascii = ascii(name);
    let raw = cut(&ascii);
    let words = joined(&raw);
    if words.len() == raw.len() {
        return (words, Vec::new());
    }
    let is_half = |half: &&&str| !is_particle(half) && !words.iter().any(|word| word == **half);
    let halves = raw.iter().filter(is_half).map(|half| (*half).to_owned()).collect();
    (words, halves)
}

/// The name in small Latin letters without marks.
fn ascii(name: &str) -> String {
    deunicode(&apart(name)).to_ascii_lowercase().replace(['\'', '`'], "")
}

fn cut(ascii: &str) -> Vec<&str> {
    ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The words without particles, split names joined.
fn joined(raw: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(raw.len());
    let mut open = false;
    for word in raw {
        if is_particle(word) {
            continue;
        }
        match words.last_mut() {
            Some(last) if open || is_ending(word) => last.push_str(word),
            _ => words.push((*word).to_owned()),
        }
        open = is_abd(word);
    }
    if words.is_empty() {
        words = raw.iter().map(|word| (*word).to_owned()).collect();
    }
    words
}

/// The name with a blank where a capital follows a small letter: two names that were run together.
fn apart(name: &str) -> String {
    let mut apart = String::with_capacity(name.len() + 2);
    let mut after_small = false;
    for letter in name.chars() {
        if after_small && letter.is_uppercase() {
            apart.push(' ');
        }
        after_small = letter.is_lowercase();
        apart.push(letter);
    }
    apart
}

/// Words that registers add, drop and join as they like.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ul"
            | "ur"
            | "as"
            | "ad"
            | "ibn"
            | "bin"
            | "ben"
            | "bint"
            | "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "la"
            | "da"
            | "dos"
            | "di"
            | "du"
            | "af"
            | "av"
            | "zu"
    )
}

/// The first half of names like Abd al-Rahman.
fn is_abd(word: &str) -> bool {
    matches!(
        word,
        "abd"
            | "abdul"
            | "abdel"
            | "abdal"
            | "abdoul"
            | "abdool"
            | "abdol"
            | "abdil"
            | "abdull"
            | "abdl"
            | "abdur"
            | "abder"
            | "abdus"
            | "abdes"
            | "abdut"
            | "abdun"
    )
}

/// The second half of names like Nur al-Din, Karim-zadeh, Habib-ullah.
fn is_ending(word: &str) -> bool {
    matches!(
        word,
        "ullah"
            | "ollah"
            | "allah"
            | "uddin"
            | "eddin"
            | "eddine"
            | "aldin"
            | "din"
            | "zadeh"
            | "zada"
            | "zade"
            | "zai"
            | "pour"
            | "poor"
            | "pur"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alike(a: &str, b: &str) -> Alike {
        Word::new(a).alike(&Word::new(b))
    }

    #[test]
    fn two_romanisations_are_one_name_and_two_names_are_not() {
        assert!(is_one_name("Khadija", "Chadeja"));
        assert!(is_one_name("Søren", "Soren"));
        assert!(!is_one_name("Hassan", "Hussein"));
        assert!(!is_one_name("Sara Maria", "Sara"));
        assert!(!is_one_name("", ""));
    }

    #[test]
    fn particles_fall_and_halves_are_joined() {
        assert_eq!(words("Abd al-Rahman"), ["abdrahman"]);
        assert_eq!(words("NUR AL DIN"), ["nurdin"]);
        assert_eq!(words("Şahin van der Berg"), ["sahin", "berg"]);
        assert_eq!(words("Sa'id"), ["said"]);
        assert_eq!(words("VanHau LarsJens"), ["hau", "lars", "jens"], "names that were run together");
        assert_eq!(words("Ben"), ["ben"], "a particle that is the whole name stays");
        assert_eq!(words("Володимир"), ["volodimir"]);
        assert!(words(" - ").is_empty());
    }

    #[test]
    fn one_letter_wrong_is_close() {
        assert_eq!(alike("jensen", "jemsen"), Alike::Close);
        assert_eq!(alike("hansen", "jensen"), Alike::Somewhat);
        assert_eq!(
            alike("ali", "adi"),
            Alike::Somewhat,
            "short names that differ by one letter are mostly other names"
        );
        assert_eq!(alike("ali", "omar"), Alike::Different);
        assert_eq!(alike("m", "mads"), Alike::Somewhat);
        assert_eq!(alike("christoffersen", "christoff"), Alike::Somewhat);
    }

    proptest! {
        #[test]
        fn comparing_is_symmetric(a in "[a-z]{1,24}", b in "[a-z]{1,24}") {
            prop_assert_eq!(alike(&a, &b), alike(&b, &a));
        }

        #[test]
        fn a_signature_rejects_only_different_words(a in "[a-e]{1,9}|[a-z]{1,24}", b in "[a-e]{1,9}|[a-z]{1,24}") {
            let (a, b) = (Word::new(&a), Word::new(&b));
            if a.signature().is_different(b.signature()) {
                prop_assert_eq!(a.alike(&b), Alike::Different);
            }
        }

        #[test]
        fn folding_again_changes_nothing(name in "\\PC{0,40}") {
            let once = words(&name);
            let again = words(&once.join(" "));
            prop_assert!(again.len() <= once.len());
            prop_assert!(once.len() <= WORDS_MAX);
        }

        #[test]
        fn distance_keeps_the_triangle_of_length(a in "[ab]{0,8}", b in "[ab]{0,8}") {
            let found = distance(a.as_bytes(), b.as_bytes(), 20);
            prop_assert!(found >= a.len().abs_diff(b.len()) && found <= a.len().max(b.len()));
            prop_assert_eq!(found == 0, a == b);
        }
    }
}
