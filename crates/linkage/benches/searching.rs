//! How fast persons are found by name: `cargo bench -p linkage --bench searching`.
//!
//! Two million persons with the names of the synthetic country, four fifths of them Danish, and a tail as long as a
//! country has: one surname in four is made of syllables, and one name in thirty has a slip. One person in five stands in
//! two registers with two spellings. Half of all persons may not be seen. One core. Prints times and memory.

use std::time::Instant;

use linkage::search::NameIndex;

const PERSONS: usize = 2_000_000;
const ASKED: usize = 500;

const DANISH: &str = include_str!("../../generator/names/danish.txt");
const OTHERS: [&str; 6] = [
    include_str!("../../generator/names/arabic.txt"),
    include_str!("../../generator/names/persian.txt"),
    include_str!("../../generator/names/slavic.txt"),
    include_str!("../../generator/names/somali.txt"),
    include_str!("../../generator/names/turkish.txt"),
    include_str!("../../generator/names/habesha.txt"),
];

fn main() {
    let mut chance = Chance(7);
    let lists: Vec<Vec<&str>> = std::iter::once(DANISH).chain(OTHERS).map(names).collect();
    let persons: Vec<Vec<String>> = (0..PERSONS).map(|_| person(&mut chance, &lists)).collect();
    let start = Instant::now();
    let mut builder = NameIndex::builder();
    for person in &persons {
        builder.push(&person.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let mut index = builder.finish();
    println!("built in {:.1} s, {} MB", start.elapsed().as_secs_f64(), index.bytes() / 1_000_000);
    let some = |chance: &mut Chance| persons[chance.below(PERSONS)][0].clone();
    measure(&index, "as it stands", || some(&mut chance));
    measure(&index, "a slip in it", || slip(&some(&mut chance), &mut chance));
    measure(&index, "beginnings of three letters", || beginnings(&some(&mut chance), 3));
    measure(&index, "single letters", || beginnings(&some(&mut chance), 1));
    measure(&index, "one frequent name", || lists[chance.below(lists.len())][chance.below(8)].to_owned());
    measure(&index, "nobody's name", || format!("{} {}", made_up(&mut chance), made_up(&mut chance)));
    measure(&index, "eight single letters", || "a m s k h n e l".to_owned());
    for _ in 0..10_000 {
        let changed = person(&mut chance, &lists);
        let row = u32::try_from(chance.below(PERSONS)).expect("fewer persons than 2^32");
        index.replace(row, &changed.iter().map(String::as_str).collect::<Vec<_>>());
    }
    measure(&index, "a slip in it, 10,000 changes not merged", || slip(&some(&mut chance), &mut chance));
    let start = Instant::now();
    index.merge();
    println!("merged in {:.1} s", start.elapsed().as_secs_f64());
}

/// Asks many times and prints what one search takes.
fn measure(index: &NameIndex, what: &str, mut query: impl FnMut() -> String) {
    let mut times: Vec<f64> = Vec::with_capacity(ASKED);
    for _ in 0..ASKED {
        let query = query();
        let start = Instant::now();
        let found = index.find(&query, 20, |row| row % 2 == 0);
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        assert!(found.rows.len() <= 20);
    }
    times.sort_unstable_by(f64::total_cmp);
    let at = |share: usize| times[(ASKED * share / 100).min(ASKED - 1)];
    println!("{what}: median {:.1} ms, p99 {:.1} ms, longest {:.1} ms", at(50), at(99), at(100));
}

/// The words of a file of names, the most frequent first in each of its parts.
fn names(file: &'static str) -> Vec<&'static str> {
    let lines = file.lines().filter(|line| !line.starts_with(['#', '[']));
    let mut parts: Vec<_> = lines.map(str::split_whitespace).collect();
    let mut names = Vec::new();
    // The parts in turn, so that what is frequent in each stays in front.
    while names.len() < 600 {
        let before = names.len();
        names.extend(parts.iter_mut().filter_map(Iterator::next));
        if names.len() == before {
            break;
        }
    }
    names
}

/// One or two spellings of a name.
fn person(chance: &mut Chance, lists: &[Vec<&str>]) -> Vec<String> {
    let is_danish = chance.below(5) > 0;
    let list = if is_danish { &lists[0] } else { &lists[1 + chance.below(lists.len() - 1)] };
    let mut words: Vec<String> = (0..2 + chance.below(2)).map(|_| frequent(chance, list).to_owned()).collect();
    if chance.below(4) == 0 {
        words.push(made_up(chance));
    }
    let name = words.join(" ");
    let mut names = vec![if chance.below(30) == 0 { slip(&name, chance) } else { name }];
    if !is_danish {
        names.push(slip(&names[0], chance));
    }
    names
}

/// A name of the list, those in front more often.
fn frequent<'a>(chance: &mut Chance, list: &[&'a str]) -> &'a str {
    let bound = 1 + chance.below(list.len());
    list[chance.below(bound)]
}

fn made_up(chance: &mut Chance) -> String {
    const SYLLABLES: [&str; 24] = [
        "ber", "ga", "hol", "lin", "mar", "nør", "ost", "ri", "sten", "tor", "vel", "kro", "da", "fri", "gre", "ham",
        "jel", "ko", "lun", "mo", "pet", "ros", "skov", "bæk",
    ];
    (0..3 + chance.below(2)).map(|_| SYLLABLES[chance.below(SYLLABLES.len())]).collect()
}

/// The text with two neighbouring letters swapped.
fn slip(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let place = chance.below(letters.len().saturating_sub(1).max(1));
    if place + 1 < letters.len() && letters[place] != ' ' && letters[place + 1] != ' ' {
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}

fn beginnings(name: &str, length: usize) -> String {
    let words = name.split(' ').map(|word| word.chars().take(length).collect::<String>());
    words.collect::<Vec<_>>().join(" ")
}

/// A small generator of numbers (SplitMix64): the same seed gives the same persons.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((x ^ (x >> 31)) % limit as u64).expect("below the limit")
    }
}
