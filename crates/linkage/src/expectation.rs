//! Learning the mixture by expectation and maximisation over counted patterns.
//!
//! Dempster, Laird, Rubin (1977); for record linkage Winkler (1988) and Larsen and Rubin (2001, several classes).
//! Tried and left out: rivals of pairs that identifiers confirm, as known pairs of two persons. A person who stands twice
//! in one register is such a rival, and spoils what is learnt (docs/linkage.md). Sums go over fixed portions in order, so that the number of threads cannot change a bit.

use rayon::prelude::*;

use crate::compare::Slot;
use crate::config::FieldKind;
use crate::level::{Grade, grade_of, level_of, levels};
use crate::model::{Class, Counted, LEVEL_LEAST};

const CLASSES: [(&str, bool); 10] = [
    ("one person", true),
    ("one person, spelt otherwise", true),
    ("two of one family and house", false),
    ("two of one family", false),
    ("twins", false),
    ("two of one name", false),
    ("two of one name and about one age", false),
    ("two of one birth date", false),
    ("two of one house", false),
    ("unrelated", false),
];
const COUNT: usize = CLASSES.len();
const ONE: usize = 0;
const RESPELT: usize = 1;
const FAMILY_HOUSE: usize = 2;
const FAMILY: usize = 3;
const TWINS: usize = 4;
const SAME_NAME: usize = 5;
const SAME_NAME_AND_AGE: usize = 6;
const SAME_DATE: usize = 7;
const NEIGHBOURS: usize = 8;
const UNRELATED: usize = 9;

const ROUNDS_MAX: u32 = 40;
const PORTION: usize = 2048;
/// Imagined pairs in each class, spread by grade, so that nothing is impossible because it was not seen.
const PRIOR_PAIRS: f64 = 8.0;

/// Probabilities of a class by slot and level, and its share.
struct Mixture {
    shares: [f64; COUNT],
    levels: Vec<[Vec<f64>; COUNT]>,
}

/// Sums of one round.
struct Sums {
    shares: [f64; COUNT],
    levels: Vec<[Vec<f64>; COUNT]>,
}

/// Learns the classes; answers them with the number of rounds.
///
/// `records` is how many records the pairs are of, on the side with fewer: there can be no more pairs of one person.
/// Without that bound, a crowd of namesakes that no identifier tells apart passes for one person each with many.
pub(crate) fn learn(slots: &[Slot], counted: &[Counted], records: f64) -> (Vec<Class>, u32) {
    let known: Vec<(&Counted, Told)> = counted.iter().map(|entry| (entry, told(slots, entry))).collect();
    let mut mixture = maximise(slots, &sum(slots, &known, |entry, _| first_guess(slots, entry)));
    let mut rounds = 0;
    let mut share = 1.0;
    while rounds < ROUNDS_MAX {
        rounds += 1;
        let logs = mixture.logs();
        let sums = sum(slots, &known, |entry, told| bounded(expect(&logs, entry, told), share));
        // How many there were before the bound is known from how many there are after it.
        let same = (sums.shares[ONE] + sums.shares[RESPELT]) / share;
        share = (records / same.max(1.0)).min(1.0);
        let next = maximise(slots, &sums);
        let moved = mixture.shares.iter().zip(next.shares).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        mixture = next;
        if moved < 1e-6 {
            break;
        }
    }
    (mixture.classes(), rounds)
}

/// What is taken for known of a pattern while learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    /// An identifier confirms it: without this, persons whose names were swapped can make a class of their own.
    OnePerson,
    TwoPersons,
}

fn told(slots: &[Slot], entry: &Counted) -> Told {
    match () {
        () if is_confirmed(slots, entry.pattern) || is_renamed(slots, entry.pattern) => Told::OnePerson,
        () if is_other(slots, entry) => Told::TwoPersons,
        () => Told::Nothing,
    }
}

/// Whether a number and a birth date of few agree, and a house or a part of the name: a person whose names were swapped,
/// or who took another. A relative's number comes with another birth date.
fn is_renamed(slots: &[Slot], pattern: u64) -> bool {
    let grade = |kind| grade_of(slots, pattern, kind);
    grade(FieldKind::Identifier).max(grade(FieldKind::Cpr)) == Grade::Equal
        && grade(FieldKind::Date) >= Grade::Alike
        && !many_hold_the_date(slots, pattern)
        && (grade(FieldKind::Address) >= Grade::Alike
            || grade(FieldKind::Given).max(grade(FieldKind::Surname)) >= Grade::Partial)
}

/// Gives what the classes of one person have above a share of themselves to the others.
fn bounded(mut parts: [f64; COUNT], share: f64) -> [f64; COUNT] {
    let same = parts[ONE] + parts[RESPELT];
    let others = 1.0 - same;
    if share >= 1.0 || same <= 0.0 {
        return parts;
    }
    let surplus = same * (1.0 - share);
    for (class, part) in parts.iter_mut().enumerate() {
        if CLASSES[class].1 {
            *part *= share;
        } else if others > 1e-9 {
            *part *= 1.0 + surplus / others;
        }
    }
    if others <= 1e-9 {
        parts[SAME_NAME_AND_AGE] += surplus;
    }
    parts
}

fn sum(slots: &[Slot], counted: &[(&Counted, Told)], expect: impl Fn(&Counted, Told) -> [f64; COUNT] + Sync) -> Sums {
    let portions: Vec<Sums> = counted
        .par_chunks(PORTION)
        .map(|portion| {
            let mut sums = Sums::zero(slots);
            for (entry, told) in portion {
                sums.add(entry, &expect(entry, *told));
            }
            sums
        })
        .collect();
    let mut total = Sums::zero(slots);
    for portion in &portions {
        total.merge(portion);
    }
    total
}

/// The best grade among the fields of some kinds.
fn grade(slots: &[Slot], pattern: u64, kinds: &[FieldKind]) -> Grade {
    kinds.iter().map(|kind| grade_of(slots, pattern, *kind)).max().unwrap_or(Grade::Missing)
}

/// Where a pattern is put before anything is learnt.
fn first_guess(slots: &[Slot], entry: &Counted) -> [f64; COUNT] {
    let grade = |kinds: &[FieldKind]| grade(slots, entry.pattern, kinds);
    let (given, surname, date) = (grade(&[FieldKind::Given]), grade(&[FieldKind::Surname]), grade(&[FieldKind::Date]));
    let numbered = grade(&[FieldKind::Identifier, FieldKind::Cpr]);
    let house = grade(&[FieldKind::Address]) >= Grade::Alike;
    let near = house || grade(&[FieldKind::Event]) >= Grade::Alike;
    let alike = [given, surname, date].iter().filter(|grade| **grade >= Grade::Alike).count();
    let is_other = is_other(slots, entry);
    let one_person = !is_other
        && match numbered {
            Grade::Equal => alike >= 2,
            Grade::Different => false,
            _ => alike == 3 || (alike == 2 && near && given >= Grade::Partial),
        };
    let likely = match () {
        () if one_person && given == Grade::Equal && surname == Grade::Equal => ONE,
        () if one_person => RESPELT,
        () if surname >= Grade::Partial && near && date >= Grade::Alike => TWINS,
        () if surname >= Grade::Partial && given <= Grade::Partial && house => FAMILY_HOUSE,
        () if surname >= Grade::Partial && given <= Grade::Partial && near => FAMILY,
        () if given >= Grade::Alike && surname >= Grade::Alike && date >= Grade::Partial => SAME_NAME_AND_AGE,
        () if given >= Grade::Partial && surname >= Grade::Partial => SAME_NAME,
        () if date >= Grade::Alike => SAME_DATE,
        () if house => NEIGHBOURS,
        () => UNRELATED,
    };
    let mut guess = [0.01; COUNT];
    guess[likely] = 0.91;
    if is_other {
        (guess[ONE], guess[RESPELT]) = (0.0, 0.0);
    }
    let total: f64 = guess.iter().sum();
    guess.map(|part| part / total)
}

/// Whether an identifier and the rest agree so fully that no mistyped identifier explains it.
pub(crate) fn is_confirmed(slots: &[Slot], pattern: u64) -> bool {
    let mut number = false;
    let mut alike = 0;
    for (place, slot) in slots.iter().enumerate() {
        let grade = levels(slot.kind)[level_of(pattern, place)].grade;
        match slot.kind {
            FieldKind::Identifier | FieldKind::Cpr => number |= grade == Grade::Equal,
            FieldKind::Given | FieldKind::Date => {
                if grade != Grade::Missing && grade < Grade::Alike {
                    return false;
                }
                alike += u32::from(grade >= Grade::Alike);
            }
            FieldKind::Sex if grade == Grade::Different => return false,
            FieldKind::Surname => alike += u32::from(grade >= Grade::Partial),
            _ => {}
        }
    }
    number && alike >= 2
}

/// Whether a pattern is taken for two persons while learning: two of given name, surname, birth date and sex are not
/// alike, or one where the birth date is one that many hold, and no identifier agrees. Without this, a class of one
/// person drifts to whatever other group is tight: the inhabitants of one house, or all who were given one birth date.
/// Scoring knows no such bound.
fn is_other(slots: &[Slot], entry: &Counted) -> bool {
    if grade(slots, entry.pattern, &[FieldKind::Identifier, FieldKind::Cpr]) == Grade::Equal {
        return false;
    }
    let grades = [FieldKind::Given, FieldKind::Surname, FieldKind::Date, FieldKind::Sex]
        .map(|kind| grade(slots, entry.pattern, &[kind]));
    let unlike = grades.iter().filter(|grade| **grade != Grade::Missing && **grade < Grade::Alike).count();
    unlike >= 2 || (many_hold_the_date(slots, entry.pattern) && grades.contains(&Grade::Different))
}

fn many_hold_the_date(slots: &[Slot], pattern: u64) -> bool {
    let mut dates = slots.iter().enumerate().filter(|(_, slot)| slot.kind == FieldKind::Date);
    dates.any(|(place, _)| DATES_OF_MANY.contains(&level_of(pattern, place)))
}

/// The levels of a date that many hold: both 1 January, and equal but crowded.
const DATES_OF_MANY: std::ops::RangeInclusive<usize> = 11..=12;

/// The classes' probabilities for a pattern. `logs`: shares, then by slot, class and level.
fn expect(logs: &Mixture, entry: &Counted, told: Told) -> [f64; COUNT] {
    let mut sums = logs.shares;
    for (slot, classes) in logs.levels.iter().enumerate() {
        let level = level_of(entry.pattern, slot);
        if level > 0 {
            sums.iter_mut().zip(classes).for_each(|(sum, levels)| *sum += levels[level]);
        }
    }
    for (class, sum) in sums.iter_mut().enumerate() {
        let excluded = match told {
            Told::Nothing => false,
            Told::OnePerson => !CLASSES[class].1,
            Told::TwoPersons => CLASSES[class].1,
        };
        if excluded {
            *sum = f64::NEG_INFINITY;
        }
    }
    let most = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts = sums.map(|sum| (sum - most).exp2());
    let total: f64 = parts.iter().sum();
    parts.map(|part| part / total)
}

fn maximise(slots: &[Slot], sums: &Sums) -> Mixture {
    let total: f64 = sums.shares.iter().sum::<f64>() + COUNT as f64;
    let shares = sums.shares.map(|share| (share + 1.0) / total);
    let slot = |(slot, classes): (&Slot, &[Vec<f64>; COUNT])| {
        std::array::from_fn(|class| {
            let prior = prior(*slot, CLASSES[class].1);
            let counts = &classes[class];
            let seen: f64 = counts.iter().skip(1).sum::<f64>() + PRIOR_PAIRS;
            counts.iter().zip(prior).map(|(count, prior)| (count + PRIOR_PAIRS * prior) / seen).collect()
        })
    };
    Mixture { shares, levels: slots.iter().zip(&sums.levels).map(slot).collect() }
}

/// What is believed of a field before anything is seen.
fn prior(slot: Slot, same: bool) -> Vec<f64> {
    let levels = levels(slot.kind);
    let of = |grade: Grade| levels.iter().filter(|level| level.grade == grade).count().max(1) as f64;
    let is_number = matches!(slot.kind, FieldKind::Identifier | FieldKind::Cpr);
    let share = |grade: Grade| match (grade, same) {
        // A number is given to one person.
        (Grade::Equal, false) if is_number => 0.001,
        (Grade::Missing, _) => 0.0,
        (Grade::Equal, true) => 0.85,
        (Grade::Alike, true) => 0.08,
        (Grade::Different, true) => 0.02,
        (Grade::Partial, true) | (Grade::Equal | Grade::Alike, false) => 0.05,
        (Grade::Partial, false) => 0.10,
        (Grade::Different, false) => 0.80,
    };
    levels.iter().map(|level| share(level.grade) / of(level.grade)).collect()
}

impl Mixture {
    fn logs(&self) -> Self {
        let log = |value: &f64| value.max(1e-12).log2();
        Self {
            shares: self.shares.map(|share| log(&share)),
            levels: self.levels.iter().map(|slot| slot.each_ref().map(|l| l.iter().map(log).collect())).collect(),
        }
    }

    fn classes(&self) -> Vec<Class> {
        let millibits = |value: &f64| ((value.max(1e-12).log2() * 1000.0).round() as i32).max(LEVEL_LEAST);
        let class = |(class, (name, same_person)): (usize, &(&str, bool))| {
            let levels = |slot: &[Vec<f64>; COUNT]| {
                let mut levels: Vec<i32> = slot[class].iter().map(millibits).collect();
                levels[0] = 0;
                levels
            };
            Class {
                name: (*name).to_owned(),
                same_person: *same_person,
                share_millibits: millibits(&self.shares[class]),
                levels_millibits: self.levels.iter().map(levels).collect(),
            }
        };
        CLASSES.iter().enumerate().map(class).collect()
    }
}

impl Sums {
    fn zero(slots: &[Slot]) -> Self {
        let slot = |slot: &Slot| std::array::from_fn(|_| vec![0.0; levels(slot.kind).len()]);
        Self { shares: [0.0; COUNT], levels: slots.iter().map(slot).collect() }
    }

    fn add(&mut self, entry: &Counted, parts: &[f64; COUNT]) {
        let count = f64::from(entry.count);
        for (class, part) in parts.iter().enumerate() {
            self.shares[class] += part * count;
            for (slot, classes) in self.levels.iter_mut().enumerate() {
                classes[class][level_of(entry.pattern, slot)] += part * count;
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.shares.iter_mut().zip(other.shares).for_each(|(a, b)| *a += b);
        for (mine, yours) in self.levels.iter_mut().flatten().zip(other.levels.iter().flatten()) {
            mine.iter_mut().zip(yours).for_each(|(a, b)| *a += b);
        }
    }
}
