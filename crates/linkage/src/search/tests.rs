use proptest::prelude::*;

use super::*;

fn index(persons: &[&[&str]]) -> NameIndex {
    let mut builder = NameIndex::builder();
    for names in persons {
        builder.push(names);
    }
    builder.finish()
}

fn rows(index: &NameIndex, query: &str) -> Vec<u32> {
    index.find(query, 10, |_| true).rows.iter().map(|hit| hit.row).collect()
}

/// The first row that is found in a small village.
fn first(query: &str) -> Option<&'static str> {
    const VILLAGE: &[&str] = &[
        "Mohamed Hussein Ali",
        "Fatima al-Zahra Hassan",
        "Søren Åkjær",
        "Sa'id Abd al-Rahman",
        "Anne Marie Jensen-Holm",
        "Volodymyr Shevchenko",
        "Yusuf Nur Din",
        "Tesfay Gebremedhin",
        "Ole Olsen",
    ];
    let names: Vec<&[&str]> = VILLAGE.iter().map(std::slice::from_ref).collect();
    rows(&index(&names), query).first().map(|row| VILLAGE[*row as usize])
}

#[test]
fn a_name_is_found_however_it_is_typed() {
    for (query, name) in [
        ("Mohamed Hussein Ali", "Mohamed Hussein Ali"),
        ("moh hus", "Mohamed Hussein Ali"),
        ("Muhamed", "Mohamed Hussein Ali"),
        ("Mohammed Husein", "Mohamed Hussein Ali"),
        ("hussein, mohamed", "Mohamed Hussein Ali"),
        ("Mohmaed Hussien", "Mohamed Hussein Ali"),
        ("muham hus", "Mohamed Hussein Ali"),
        ("Mohamed Hussein Ali Abdi", "Mohamed Hussein Ali"),
        ("mohamedhussein", "Mohamed Hussein Ali"),
        ("محمد حسين", "Mohamed Hussein Ali"),
        ("fatima zahra", "Fatima al-Zahra Hassan"),
        ("Fatma Alzahra", "Fatima al-Zahra Hassan"),
        ("soren aakjaer", "Søren Åkjær"),
        ("Soeren Aakjær", "Søren Åkjær"),
        ("said rahman", "Sa'id Abd al-Rahman"),
        ("Abdulrahman Saeed", "Sa'id Abd al-Rahman"),
        ("annemarie holm", "Anne Marie Jensen-Holm"),
        ("Jensen Holm", "Anne Marie Jensen-Holm"),
        ("Володимир Шевченко", "Volodymyr Shevchenko"),
        ("Vladimir Schewtschenko", "Volodymyr Shevchenko"),
        ("yousef nureddin", "Yusuf Nur Din"),
        ("tesfay gebre medhin", "Tesfay Gebremedhin"),
        ("O. Olsen", "Ole Olsen"),
    ] {
        assert_eq!(first(query), Some(name), "{query}");
    }
    assert_eq!(first("Xzqv"), None);
}

#[test]
fn exact_comes_before_reading_before_beginning_before_fault_and_whole_names_first() {
    let index = index(&[
        &["Ali Mohamned"],
        &["Ali Mohamedsen"],
        &["Ali Muhammad"],
        &["Omar Ali Mohamed"],
        &["Ali Mohamed"],
        &["Mohamed Ali"],
        &["Ali Omar", "Karim Mohamed"],
        &["Ali Jensen"],
    ]);
    assert_eq!(rows(&index, "Ali Mohamed"), [4, 5, 3, 6, 2, 1, 0, 7]);
}

#[test]
fn a_person_is_found_by_each_name_and_once() {
    let index = index(&[&["Olena Kovalenko", "Elena Kowalenko", "Olena Shevchenko"], &["Iryna Bondar"]]);
    for query in ["Kovalenko", "Olena Shevchenko", "Elena"] {
        assert_eq!(rows(&index, query), [0], "{query}");
    }
}

#[test]
fn a_person_one_may_not_see_takes_no_place_and_shows_in_nothing() {
    let names = vec![&["Ali Hussein"][..]; 9000];
    let with_hidden = index(&names);
    let without = index(&names[..3]);
    let found = with_hidden.find("ali hussein", 5, |row| row >= 8997);
    let expected = without.find("ali hussein", 5, |_| true);
    let shifted = |hit: &Hit| Hit { row: hit.row + 8997, score: hit.score };
    assert_eq!(found.rows, expected.rows.iter().map(shifted).collect::<Vec<_>>());
    assert!(!found.more);
    assert!(with_hidden.find("ali hussein", 5, |row| row >= 8994).more);
}

#[test]
fn who_came_changed_or_went_is_found_as_if_the_index_were_built_anew() {
    let mut changed = index(&[&["Ali Hussein"], &["Karim Nabil"], &["Lars Jensen"]]);
    changed.replace(1, &["Karima Nabila"]);
    changed.remove(2);
    assert_eq!(changed.add(&["Anne Marie Muhamed"]), 3);
    assert_eq!(changed.pending(), 3);
    let anew = index(&[&["Ali Hussein"], &["Karima Nabila"], &[], &["Anne Marie Muhamed"]]);
    let mut merged = changed.clone();
    merged.merge();
    assert_eq!(merged.pending(), 0);
    for query in ["Karim", "karima", "Jensen", "mohamed", "annemarie", "a", "Muhamedd", "ali husein"] {
        let expected = anew.find(query, 10, |_| true);
        assert_eq!(changed.find(query, 10, |_| true), expected, "{query}");
        assert_eq!(merged.find(query, 10, |_| true), expected, "{query}, merged");
    }
    changed.remove(3);
    assert_eq!(rows(&changed, "muhamed"), [0; 0]);
}

#[test]
fn nothing_is_found_by_nothing_and_the_end_of_a_long_text_is_told_to_be_left_out() {
    let index = index(&[&["Ali Hussein"]]);
    for query in ["", " ", "-", "\0", "\u{301}", "\u{200f}"] {
        assert_eq!(index.find(query, 10, |_| true), Found::default(), "{query:?}");
    }
    let found = index.find(&"ali ".repeat(2500), 10, |_| true);
    assert_eq!((found.rows.len(), found.is_cut), (1, true));
    assert!(index.find("a b c d e f g h i", 10, |_| true).is_cut);
    assert!(index.find("ali", 0, |_| true).more);
}

#[test]
fn a_slip_in_a_vowel_is_found_as_one_in_a_consonant_is() {
    let index = index(&[&["Aeecca"], &["Karim"]]);
    assert_eq!(rows(&index, "eecca"), [0], "a word of few consonants");
    assert_eq!(rows(&index, "karam"), [1]);
}

proptest! {
    #[test]
    fn any_text_is_searched_and_any_name_is_found_by_itself(
        names in prop::collection::vec("\\PC{0,30}|[a-zæøå' -]{1,40}|[ا-ي ]{1,20}", 1..12),
        query in "\\PC{0,300}|(\\p{L}\\p{M}*|\0|[ا-ي ]| ){0,80}",
    ) {
        let persons: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
        let index = index(&persons.iter().map(<[&str; 1]>::as_slice).collect::<Vec<_>>());
        let found = index.find(&query, 5, |_| true);
        prop_assert!(found.rows.len() <= 5 && found.rows.is_sorted_by_key(|hit| u32::MAX - hit.score));
        for (row, name) in (0..).zip(&names) {
            if !Query::read(name).parts.is_empty() {
                prop_assert!(rows_of_all(&index, name).contains(&row), "{name}");
            }
        }
    }

    #[test]
    fn one_slip_in_a_long_word_does_not_hide_a_person(name in "[a-z]{5,20}", place in 0_usize..20, letter in "[a-z]?") {
        let index = index(&[&[name.as_str()]]);
        let mut typed = name.clone();
        let place = place % name.len();
        typed.replace_range(place..=place, &letter);
        let is_particle_or_joined = Query::read(&typed).parts != [typed.clone()] || Query::read(&name).parts != [name];
        prop_assert!(is_particle_or_joined || rows_of_all(&index, &typed) == [0], "{typed}");
    }
}

fn rows_of_all(index: &NameIndex, query: &str) -> Vec<u32> {
    index.find(query, usize::MAX, |_| true).rows.iter().map(|hit| hit.row).collect()
}
