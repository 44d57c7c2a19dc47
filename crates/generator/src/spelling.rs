//! How a name is written: on the person's own papers, in CARL2, and in CPR.
//!
//! The papers follow the culture's naming. Each register then copies them with its own slips, from a stream of random
//! numbers of its own, so that the same person is written the same way every day. Must not know files.

use rand::RngExt;
use vocabulary::{NameMark, PersonName, Sex};

use crate::chance::{Chance, Purpose, Stream};
use crate::culture::Culture;
use crate::error_kind::{ErrorKind, ErrorKinds};
use crate::names::{BirthName, Pools};
use crate::rates::Rates;
use crate::romanisation::{capitalised, fold_to_ascii, fold_to_latin1, respell};

/// What spelling needs to know about the country.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pens<'a> {
    pub chance: &'a Chance,
    pub rates: &'a Rates,
}

/// The parts of a name as the person's papers have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Papers {
    pub given: Vec<String>,
    pub middle: Vec<String>,
    pub surname: Vec<String>,
}

/// A name as CARL2 writes it, and what makes it differ from the papers.
#[derive(Clone, Debug)]
pub(crate) struct AlienName {
    pub given: String,
    pub surname: String,
    pub kinds: ErrorKinds,
}

/// A name as CPR writes it, and what makes it differ from the papers.
#[derive(Clone, Debug)]
pub(crate) struct CivilName {
    pub name: PersonName,
    pub kinds: ErrorKinds,
}

/// Most characters of given, middle and last names in CPR (`FORNVN`, `MELNVN`, `EFTERNVN`).
const CIVIL_LENGTHS: [usize; 3] = [50, 40, 40];
/// CARL2's copy is nearer to the papers than CPR's, which is made from CARL2's letter by somebody else.
const ALIEN_FACTOR: f64 = 0.35;

/// The name on the papers of a person.
pub(crate) fn papers(pens: Pens<'_>, person: u32, family: u32, name: &BirthName) -> Papers {
    let pools = Pools::of(name.culture);
    let own = pools.given(name.sex).name(name.given).to_owned();
    let second = name.second.map(|second| pools.given(name.sex).name(second).to_owned());
    let forefather = |place: u16| pools.given(Sex::Male).name(place).to_owned();
    let surname = in_sex(pools.surnames().name(name.surname), name.culture, name.sex);
    let chain = vec![forefather(name.father), forefather(name.grandfather)];
    let mut rng = pens.chance.stream(Purpose::Papers, person);
    let mut given = vec![own];
    let mut middle = Vec::new();
    let mut last = vec![surname];
    match name.culture {
        Culture::Arabic => {
            given.extend(second);
            if rng.random_bool(0.3) {
                given.push(chain[0].clone());
            }
            if name.surname.is_multiple_of(5) {
                last = chain;
            }
        }
        Culture::Persian => {
            given.extend(second);
            if name.surname.is_multiple_of(13) {
                last.clear();
            }
        }
        Culture::Habesha | Culture::Somali => last = chain,
        Culture::Tamil => last = chain[..1].to_vec(),
        Culture::Burmese => {
            given.extend(second);
            if rng.random_bool(0.6) {
                given.push(chain[0].clone());
            }
            last.clear();
        }
        Culture::Vietnamese => {
            middle = name.second.map(|second| pools.middle(name.sex).name(second).to_owned()).into_iter().collect();
        }
        Culture::Slavic => {
            if rng.random_bool(0.12) {
                given.push(patronymic(&chain[0], name.sex));
            }
        }
        Culture::Danish => {
            given.extend(second);
            if rng.random_bool(0.45) {
                middle.push(pools.middle(name.sex).name(name.grandfather % 20).to_owned());
            }
        }
        Culture::Turkish | Culture::Balkan | Culture::Congolese | Culture::Eastern => given.extend(second),
    }
    // Relatives usually have the surname spelled alike on their papers: it comes from the family's stream.
    let mut family_rng = pens.chance.stream(Purpose::Papers, u32::MAX - family);
    if name.culture.is_romanised() && family_rng.random_bool(0.5) {
        last = last.iter().map(|part| respell(part, name.culture, &mut family_rng)).collect();
    }
    if name.culture.is_romanised() && rng.random_bool(0.5) {
        given = given.iter().map(|part| respell(part, name.culture, &mut rng)).collect();
    }
    if name.culture != Culture::Danish && rng.random_bool(pens.rates.long_name) {
        given.extend((0..4).map(|_| pools.given(name.sex).name(pools.given(name.sex).draw(&mut rng)).to_owned()));
        middle.extend((0..5).map(|_| forefather(pools.given(Sex::Male).draw(&mut rng))));
    }
    Papers { given, middle, surname: last }
}

/// The name as row `row` of CARL2 has it.
pub(crate) fn alien_name(pens: Pens<'_>, row: u32, papers: &Papers, culture: Culture) -> AlienName {
    let mut rng = pens.chance.stream(Purpose::AlienSpelling, row);
    let mut kinds = ErrorKinds::default();
    let mut parts = papers.clone();
    distort(&mut parts, culture, pens.rates, ALIEN_FACTOR, &mut rng, &mut kinds);
    let mut given = join(&parts.given, &parts.middle);
    let mut surname = parts.surname.join(" ");
    if !rng.random_bool(pens.rates.native_letters) {
        given = fold_to_ascii(&given);
        surname = fold_to_ascii(&surname);
    }
    if rng.random_bool(pens.rates.capitals) {
        kinds.insert(ErrorKind::Capitals);
        given = given.to_uppercase();
        surname = surname.to_uppercase();
    }
    AlienName { given, surname, kinds }
}

/// The name as CPR has it.
pub(crate) fn civil_name(pens: Pens<'_>, person: u32, papers: &Papers, culture: Culture) -> CivilName {
    let mut rng = pens.chance.stream(Purpose::CivilSpelling, person);
    let mut kinds = ErrorKinds::default();
    let mut parts = papers.clone();
    if culture != Culture::Danish {
        distort(&mut parts, culture, pens.rates, 1.0, &mut rng, &mut kinds);
        if parts.middle.is_empty() && rng.random_bool(pens.rates.part_moved) {
            move_part(&mut parts, &mut kinds);
        }
        if parts.surname.is_empty() && parts.given.len() > 1 {
            parts.surname.extend(parts.given.pop());
        }
    }
    let name = write_civil(&parts, &mut kinds);
    CivilName { name, kinds }
}

/// Folds and cuts the parts as CPR has to, with its marks.
pub(crate) fn write_civil(parts: &Papers, kinds: &mut ErrorKinds) -> PersonName {
    let mut write = |part: String, limit: usize| {
        let folded = fold_to_latin1(&part);
        let mut mark = None;
        if folded != part {
            kinds.insert(ErrorKind::Folded);
            mark = Some(NameMark::ForeignCharacters);
        }
        let cut: String = folded.chars().take(limit).collect();
        if cut.len() < folded.len() {
            kinds.insert(ErrorKind::NameCut);
            mark = Some(NameMark::Shortened);
        }
        (cut.trim_end().to_owned(), mark)
    };
    let [given_limit, middle_limit, surname_limit] = CIVIL_LENGTHS;
    let (given, given_mark) = write(parts.given.join(" "), given_limit);
    let (middle, middle_mark) = write(parts.middle.join(" "), middle_limit);
    let (surname, surname_mark) = write(parts.surname.join(" "), surname_limit);
    PersonName { given, middle, surname, given_mark, middle_mark, surname_mark }
}

/// A surname in the form that a person of this sex bears.
pub(crate) fn in_sex(surname: &str, culture: Culture, sex: Sex) -> String {
    if sex == Sex::Male || !matches!(culture, Culture::Slavic | Culture::Eastern) {
        return surname.to_owned();
    }
    for (man, woman) in [("ski", "ska"), ("cki", "cka"), ("sky", "ska"), ("ov", "ova")] {
        if let Some(stem) = surname.strip_suffix(man) {
            return format!("{stem}{woman}");
        }
    }
    surname.to_owned()
}

fn patronymic(father: &str, sex: Sex) -> String {
    let stem = father.trim_end_matches(['i', 'y', 'o', 'a']);
    match sex {
        Sex::Female => format!("{stem}ivna"),
        Sex::Male => format!("{stem}ovych"),
    }
}

fn distort(parts: &mut Papers, culture: Culture, rates: &Rates, factor: f64, rng: &mut Stream, kinds: &mut ErrorKinds) {
    let romanised = if culture.is_romanised() { rates.romanised } else { rates.romanised / 8.0 };
    if rng.random_bool(romanised * factor) {
        let all = parts.given.iter_mut().chain(&mut parts.surname);
        for part in all.filter(|_| rng.random_bool(0.6)).collect::<Vec<_>>() {
            let other = respell(part, culture, rng);
            if other != *part {
                kinds.insert(ErrorKind::Romanised);
                *part = other;
            }
        }
    }
    if parts.given.len() > 1 && rng.random_bool(rates.second_given_dropped * factor) {
        parts.given.truncate(1);
        kinds.insert(ErrorKind::SecondGivenDropped);
    }
    if rng.random_bool(rates.particle * factor) {
        change_particle(&mut parts.surname, rng, kinds);
    }
    let is_chain = matches!(culture, Culture::Habesha | Culture::Somali | Culture::Arabic) && parts.surname.len() > 1;
    if is_chain && rng.random_bool(rates.chain_cut * factor) {
        cut_chain(parts, rng);
        kinds.insert(ErrorKind::ChainCut);
    }
    if rng.random_bool(rates.parts_merged * factor) {
        merge_parts(parts, kinds);
    }
    if !parts.surname.is_empty() && rng.random_bool(rates.parts_swapped * factor) {
        std::mem::swap(&mut parts.given, &mut parts.surname);
        kinds.insert(ErrorKind::PartsSwapped);
    }
    if rng.random_bool(rates.misspelled * factor) {
        let words =
            if parts.surname.is_empty() || rng.random_bool(0.5) { &mut parts.given } else { &mut parts.surname };
        let word = rng.random_range(0..words.len());
        words[word] = slip(&words[word], rng);
        kinds.insert(ErrorKind::Misspelled);
    }
}

fn change_particle(surname: &mut [String], rng: &mut Stream, kinds: &mut ErrorKinds) {
    for part in surname {
        let Some((particle, rest)) = part.split_once(['-', ' ']) else { continue };
        if !matches!(particle, "Al" | "El" | "Abu" | "Wa") {
            continue;
        }
        kinds.insert(ErrorKind::Particle);
        *part = match rng.random_range(0..4_u8) {
            0 => rest.to_owned(),
            1 => capitalised(&format!("{particle}{rest}")),
            2 => format!("{particle} {rest}"),
            _ => format!("{}-{rest}", if particle == "Al" { "El" } else { particle }),
        };
    }
}

fn cut_chain(parts: &mut Papers, rng: &mut Stream) {
    match rng.random_range(0..3_u8) {
        0 => parts.surname.truncate(1),
        1 => {
            parts.surname.drain(..1);
        }
        _ => {
            let first = parts.surname.remove(0);
            parts.given.push(first);
        }
    }
}

fn merge_parts(parts: &mut Papers, kinds: &mut ErrorKinds) {
    let words = if parts.given.len() > 1 { &mut parts.given } else { &mut parts.surname };
    let merged = match words.as_slice() {
        [one, two, ..] => capitalised(&format!("{one}{two}")),
        [one] if one.contains([' ', '-']) => capitalised(&one.replace([' ', '-'], "")),
        [one] if one.starts_with("Abdul") && one.len() > 5 => format!("Abdul {}", capitalised(&one[5..])),
        _ => return,
    };
    words.drain(..words.len().min(2));
    words.insert(0, merged);
    kinds.insert(ErrorKind::PartsMerged);
}

fn move_part(parts: &mut Papers, kinds: &mut ErrorKinds) {
    if parts.given.len() > 1 {
        parts.middle.extend(parts.given.pop());
    } else if parts.surname.len() > 1 {
        parts.middle.push(parts.surname.remove(0));
    } else {
        return;
    }
    kinds.insert(ErrorKind::PartMoved);
}

/// Two letters changed places, one was left out, doubled, or taken from beside it on the keyboard.
fn slip(word: &str, rng: &mut Stream) -> String {
    const KEYS: &str = "qwertyuiopasdfghjklzxcvbnm";
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let place = rng.random_range(1..letters.len() - 1);
    match rng.random_range(0..4_u8) {
        0 => letters.swap(place, place + 1),
        1 => {
            letters.remove(place);
        }
        2 => letters.insert(place, letters[place]),
        _ => {
            let beside = KEYS.chars().zip(KEYS.chars().skip(1)).find(|(key, _)| *key == letters[place]);
            letters[place] = beside.map_or('e', |(_, next)| next);
        }
    }
    letters.into_iter().collect()
}

fn join(given: &[String], middle: &[String]) -> String {
    given.iter().chain(middle).map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Line;

    fn with_pens<T>(rates: &Rates, use_pens: impl FnOnce(Pens<'_>) -> T) -> T {
        let chance = Chance::new(5);
        use_pens(Pens { chance: &chance, rates })
    }

    fn person(culture: Culture, sex: Sex, surname: u16) -> BirthName {
        BirthName { culture, sex, given: 3, second: None, father: 5, grandfather: 7, surname }
    }

    #[test]
    fn a_person_is_written_the_same_way_every_time() {
        with_pens(&Rates::default(), |pens| {
            let name = person(Culture::Arabic, Sex::Male, 11);
            let write = || {
                let papers = papers(pens, 9, 4, &name);
                (alien_name(pens, 9, &papers, name.culture).given, civil_name(pens, 9, &papers, name.culture).name)
            };
            assert_eq!(write(), write());
        });
    }

    #[test]
    fn siblings_share_the_spelling_of_their_surname() {
        with_pens(&Rates::default(), |pens| {
            let line = Line { father: 1, grandfather: 2, surname: 8 };
            for family in 0..50 {
                let names = [Sex::Male, Sex::Female].map(|sex| {
                    let mut name = person(Culture::Arabic, sex, line.surname);
                    name.father = line.father;
                    name
                });
                let [brother, sister] = [0, 1].map(|n: u32| papers(pens, family * 2 + n, family, &names[n as usize]));
                assert_eq!(brother.surname, sister.surname);
            }
        });
    }

    #[test]
    fn a_surname_takes_the_form_of_the_sex() {
        assert_eq!(in_sex("Kowalski", Culture::Eastern, Sex::Female), "Kowalska");
        assert_eq!(in_sex("Ivanov", Culture::Slavic, Sex::Female), "Ivanova");
        assert_eq!(in_sex("Shevchenko", Culture::Slavic, Sex::Female), "Shevchenko");
    }

    #[test]
    fn cpr_cuts_what_is_too_long_and_marks_it() {
        let long =
            Papers { given: vec!["Şeyma".to_owned()], middle: vec![], surname: vec!["Al-Raqqawi".to_owned(); 5] };
        let mut kinds = ErrorKinds::default();
        let name = write_civil(&long, &mut kinds);
        assert_eq!(name.surname.chars().count(), 40);
        assert_eq!((name.given.as_str(), name.given_mark), ("Seyma", Some(NameMark::ForeignCharacters)));
        assert_eq!(name.surname_mark, Some(NameMark::Shortened));
        assert!(kinds.contains(ErrorKind::NameCut) && kinds.contains(ErrorKind::Folded));
    }

    #[test]
    fn no_name_is_ever_empty_in_either_register() {
        with_pens(&Rates::default(), |pens| {
            for culture in Culture::ALL {
                for row in 0..300_u32 {
                    let name = person(culture, Sex::Female, u16::try_from(row % 20).unwrap());
                    let papers = papers(pens, row, row / 3, &name);
                    assert!(!alien_name(pens, row, &papers, culture).given.is_empty());
                    assert!(!civil_name(pens, row, &papers, culture).name.given.is_empty());
                }
            }
        });
    }

    #[test]
    fn without_errors_both_registers_copy_the_papers() {
        let calm = Rates {
            romanised: 0.0,
            capitals: 0.0,
            native_letters: 1.0,
            second_given_dropped: 0.0,
            parts_merged: 0.0,
            parts_swapped: 0.0,
            part_moved: 0.0,
            particle: 0.0,
            chain_cut: 0.0,
            misspelled: 0.0,
            ..Rates::default()
        };
        with_pens(&calm, |pens| {
            let name = person(Culture::Arabic, Sex::Male, 3);
            let papers = papers(pens, 1, 1, &name);
            let (alien, civil) =
                (alien_name(pens, 1, &papers, name.culture), civil_name(pens, 1, &papers, name.culture));
            assert_eq!((alien.given, alien.surname), (civil.name.given, civil.name.surname));
            assert_eq!(alien.kinds.iter().count() + civil.kinds.iter().count(), 0);
        });
    }
}
