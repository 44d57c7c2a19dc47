//! The pools of names, and the name a person has by birth.
//!
//! Pools are files of well-known names of each culture, the most frequent first; a name is drawn with a frequency that
//! falls with its rank. Must not know registers: how a name is written in one is the matter of `spelling`.

use std::sync::LazyLock;

use rand::RngExt;
use vocabulary::Sex;

use crate::chance::Stream;
use crate::culture::Culture;

/// Names of one kind in a culture, drawn with falling frequency.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    names: Vec<String>,
    cumulated: Vec<u32>,
}

/// All pools of a culture.
#[derive(Debug, Default)]
pub(crate) struct Pools {
    men: Pool,
    women: Pool,
    middle_men: Pool,
    middle_women: Pool,
    surnames: Pool,
}

/// A name by birth, as places in the pools of a culture. Which of them are used, and how, is the culture's naming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BirthName {
    pub culture: Culture,
    pub sex: Sex,
    /// Own name.
    pub given: u16,
    /// A second given name.
    pub second: Option<u16>,
    /// The father's own name.
    pub father: u16,
    /// The grandfather's own name.
    pub grandfather: u16,
    /// The family's name, where the culture has such names.
    pub surname: u16,
}

/// A surname and the two forefathers' names: what siblings share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub father: u16,
    pub grandfather: u16,
    pub surname: u16,
}

impl Pool {
    fn new(weighted: Vec<(String, u32)>) -> Self {
        let mut sum = 0;
        let mut pool = Self::default();
        for (name, weight) in weighted {
            sum += weight;
            pool.names.push(name);
            pool.cumulated.push(sum);
        }
        pool
    }

    /// A place in the pool; 0 when it is empty.
    pub(crate) fn draw(&self, rng: &mut Stream) -> u16 {
        let Some(&total) = self.cumulated.last() else { return 0 };
        let target = rng.random_range(0..total);
        let place = self.cumulated.partition_point(|&sum| sum <= target);
        u16::try_from(place).expect("a pool has far fewer than 65536 names, which a test checks")
    }

    /// The name at a place; empty when the pool is.
    pub(crate) fn name(&self, place: u16) -> &str {
        self.names.get(usize::from(place)).map_or("", String::as_str)
    }
}

impl Pools {
    /// The pools of a culture.
    pub(crate) fn of(culture: Culture) -> &'static Self {
        static ALL: LazyLock<Vec<Pools>> =
            LazyLock::new(|| Culture::ALL.iter().map(|&culture| read(text_of(culture))).collect());
        &ALL[culture as usize]
    }

    /// Own names of a sex.
    pub(crate) fn given(&self, sex: Sex) -> &Pool {
        match sex {
            Sex::Female => &self.women,
            Sex::Male => &self.men,
        }
    }

    /// Middle names of a sex.
    pub(crate) fn middle(&self, sex: Sex) -> &Pool {
        match sex {
            Sex::Female => &self.middle_women,
            Sex::Male => &self.middle_men,
        }
    }

    /// Family names.
    pub(crate) fn surnames(&self) -> &Pool {
        &self.surnames
    }

    /// A line of a family.
    pub(crate) fn draw_line(&self, rng: &mut Stream) -> Line {
        Line { father: self.men.draw(rng), grandfather: self.men.draw(rng), surname: self.surnames.draw(rng) }
    }
}

impl BirthName {
    /// Draws the own name of a child of this line.
    pub(crate) fn draw(culture: Culture, sex: Sex, line: Line, rng: &mut Stream) -> Self {
        let pools = Pools::of(culture);
        let share = match culture {
            Culture::Danish => 0.55,
            Culture::Burmese => 0.85,
            Culture::Vietnamese => 1.0,
            Culture::Eastern | Culture::Congolese => 0.25,
            _ => 0.12,
        };
        let given = pools.given(sex).draw(rng);
        let pool = if culture == Culture::Vietnamese { pools.middle(sex) } else { pools.given(sex) };
        let second = rng.random_bool(share).then(|| pool.draw(rng)).filter(|&second| second != given);
        Self { culture, sex, given, second, father: line.father, grandfather: line.grandfather, surname: line.surname }
    }

    /// The line that this person hands on to his children.
    pub(crate) fn line_of_children(&self) -> Line {
        Line { father: self.given, grandfather: self.father, surname: self.surname }
    }
}

fn text_of(culture: Culture) -> &'static str {
    match culture {
        Culture::Arabic => include_str!("../names/arabic.txt"),
        Culture::Persian => include_str!("../names/persian.txt"),
        Culture::Habesha => include_str!("../names/habesha.txt"),
        Culture::Somali => include_str!("../names/somali.txt"),
        Culture::Slavic => include_str!("../names/slavic.txt"),
        Culture::Turkish => include_str!("../names/turkish.txt"),
        Culture::Balkan => include_str!("../names/balkan.txt"),
        Culture::Vietnamese => include_str!("../names/vietnamese.txt"),
        Culture::Burmese => include_str!("../names/burmese.txt"),
        Culture::Tamil => include_str!("../names/tamil.txt"),
        Culture::Congolese => include_str!("../names/congolese.txt"),
        Culture::Eastern => include_str!("../names/eastern.txt"),
        Culture::Danish => include_str!("../names/danish.txt"),
    }
}

/// Reads the sections of a file of names. A blank within a name is written `_`.
fn read(text: &str) -> Pools {
    let section = |title: &str| {
        let lines = text.lines().skip_while(|line| *line != title).skip(1);
        let lines = lines.take_while(|line| !line.starts_with('['));
        let words = lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        words.map(|word| word.replace('_', " ")).collect::<Vec<String>>()
    };
    let middle = Pool::new(ranked(section("[middle]")));
    let middle_men = Pool::new(ranked(section("[middle-men]")));
    let middle_women = Pool::new(ranked(section("[middle-women]")));
    let surnames = match section("[surname-stems]") {
        stems if stems.is_empty() => ranked(section("[surnames]")),
        stems => composed(&stems, &section("[surname-endings]")),
    };
    Pools {
        men: Pool::new(ranked(section("[men]"))),
        women: Pool::new(ranked(section("[women]"))),
        middle_men: if middle_men.names.is_empty() { Pool::new(ranked(section("[middle]"))) } else { middle_men },
        middle_women: if middle_women.names.is_empty() { middle } else { middle_women },
        surnames: Pool::new(surnames),
    }
}

/// Weights that fall with the rank, as frequencies of names do (Zipf, flattened at the head).
fn ranked(names: Vec<String>) -> Vec<(String, u32)> {
    names.into_iter().zip(0_u32..).map(|(name, rank)| (name, weight(rank))).collect()
}

fn composed(stems: &[String], endings: &[String]) -> Vec<(String, u32)> {
    let pairs = stems.iter().zip(0_u32..).flat_map(|(stem, rank)| {
        endings.iter().zip(0_u32..).map(move |(ending, place)| (format!("{stem}{ending}"), weight(rank + 3 * place)))
    });
    pairs.collect()
}

fn weight(rank: u32) -> u32 {
    1_000_000 / (rank + 4)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::chance::{Chance, Purpose};

    #[test]
    fn every_culture_has_names_and_the_big_ones_have_hundreds() {
        for culture in Culture::ALL {
            let pools = Pools::of(culture);
            assert!(pools.men.names.len() >= 40, "{culture:?}");
            assert!(pools.women.names.len() >= 40, "{culture:?}");
            for pool in [&pools.men, &pools.women, &pools.surnames] {
                assert!(pool.names.len() < 5000 && !pool.names.iter().any(String::is_empty), "{culture:?}");
            }
        }
        for culture in [Culture::Arabic, Culture::Persian, Culture::Slavic] {
            let pools = Pools::of(culture);
            let all = pools.men.names.len() + pools.women.names.len() + pools.surnames.names.len();
            assert!(all > 400, "{culture:?}: {all}");
        }
    }

    #[test]
    fn frequencies_fall_with_the_rank() {
        let mut rng = Chance::new(3).stream(Purpose::Family, 1);
        let pool = Pools::of(Culture::Arabic).given(Sex::Male);
        let mut counts: BTreeMap<u16, u32> = BTreeMap::new();
        for _ in 0..20_000 {
            *counts.entry(pool.draw(&mut rng)).or_default() += 1;
        }
        assert!(counts[&0] > 5 * counts[&60], "{:?} {:?}", counts[&0], counts[&60]);
    }

    #[test]
    fn siblings_share_the_line_and_children_get_the_fathers_name() {
        let mut rng = Chance::new(3).stream(Purpose::Family, 2);
        let line = Pools::of(Culture::Habesha).draw_line(&mut rng);
        let father = BirthName::draw(Culture::Habesha, Sex::Male, line, &mut rng);
        let child = BirthName::draw(Culture::Habesha, Sex::Female, father.line_of_children(), &mut rng);
        assert_eq!((child.father, child.grandfather), (father.given, father.father));
    }
}
