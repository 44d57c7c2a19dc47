//! Each kind of difference, the awkward ones too, and what holds for all of them.

use jiff::civil::date;
use proptest::prelude::*;
use vocabulary::UncertainDate;

use super::*;

fn given(carl2: &str, cpr: &str) -> Difference {
    let of = |given| NameParts { given, ..NameParts::default() };
    name_parts(&of(carl2), &of(cpr), NamePart::Given)
}

fn born(carl2: &str, cpr: &str) -> Difference {
    let date = |text: &str| (!text.is_empty()).then(|| text.parse::<UncertainDate>().unwrap());
    birth_dates(date(carl2), date(cpr))
}

/// The difference seen from the other register.
fn mirrored(difference: Difference) -> Difference {
    let other = |on| if on == Register::Carl2 { Register::Cpr } else { Register::Carl2 };
    match difference {
        Difference::WordsMissing { on, words } => Difference::WordsMissing { on: other(on), words },
        Difference::InitialOnly { on } => Difference::InitialOnly { on: other(on) },
        Difference::KnownInPart { on } => Difference::KnownInPart { on: other(on) },
        Difference::MissingOn { on } => Difference::MissingOn { on: other(on) },
        same => same,
    }
}

/// With the way from one spelling to the other left out: of equally short ways either may be told.
fn without_way(difference: Difference) -> (Difference, usize) {
    match difference {
        Difference::Spelling { edits } => (Difference::Spelling { edits: Vec::new() }, edits.len()),
        other => (other, 0),
    }
}

#[test]
fn capitals_blanks_and_encodings_make_no_difference() {
    assert_eq!(given("SARA", "Sara"), Difference::Same);
    assert_eq!(given(" Sara  Maria ", "Sara Maria"), Difference::Same);
    assert_eq!(given("Zoë", "Zoe\u{308}"), Difference::Same);
}

#[test]
fn danish_letters_marks_and_other_scripts_are_transliterated() {
    for (carl2, cpr) in [
        ("Aage", "Åge"),
        ("Soeren", "Søren"),
        ("Soren", "Søren"),
        ("Kjaer", "Kjær"),
        ("Gokhan", "Gökhan"),
        ("Al-Hassan", "Al Hassan"),
        ("Şule", "Sule"),
        ("Иван", "Ivan"),
    ] {
        assert_eq!(given(carl2, cpr), Difference::Transliterated, "{carl2} {cpr}");
    }
}

#[test]
fn another_romanisation_is_told_from_another_spelling() {
    assert_eq!(given("Khadija", "Chadeja"), Difference::Romanised);
    let Difference::Spelling { edits } = given("Marta", "Marja") else { panic!("one letter is a slip") };
    assert_eq!(edits, [Edit::Changed { at: 3, left: "t".to_owned(), right: "j".to_owned() }]);
    assert_eq!(given("Bo", "Ib"), Difference::Different, "two letters are too few for a slip");
}

#[test]
fn text_from_right_to_left_is_compared_like_any_other() {
    assert_eq!(given("محمد", "محمد"), Difference::Same);
    let difference = given("محمد", "خديجة");
    assert!(!difference.is_agreement(), "{difference:?}");
}

#[test]
fn moved_names_are_found_in_the_part_where_they_stand() {
    let carl2 = NameParts { given: "Amina", middle: "", surname: "Yusuf Farah" };
    let cpr = NameParts { given: "Amina Yusuf", middle: "", surname: "Farah" };
    assert_eq!(name_parts(&carl2, &cpr, NamePart::Given), Difference::Moved { to: NamePart::Surname });
    assert_eq!(name_parts(&carl2, &cpr, NamePart::Surname), Difference::Moved { to: NamePart::Given });
    let swapped = NameParts { given: "Farah", middle: "", surname: "Amina" };
    let straight = NameParts { given: "Amina", middle: "", surname: "Farah" };
    assert_eq!(name_parts(&swapped, &straight, NamePart::Given), Difference::Moved { to: NamePart::Surname });
    let middle = NameParts { given: "Amina", middle: "Yusuf", surname: "Farah" };
    assert_eq!(name_parts(&carl2, &middle, NamePart::Middle), Difference::Moved { to: NamePart::Surname });
}

#[test]
fn order_missing_words_and_initials_have_names_of_their_own() {
    assert_eq!(given("Maria Sara", "Sara Maria"), Difference::OtherOrder);
    let missing = Difference::WordsMissing { on: Register::Cpr, words: vec!["Maria".to_owned()] };
    assert_eq!(given("Sara Maria", "Sara"), missing);
    assert_eq!(given("S.", "Sara"), Difference::InitialOnly { on: Register::Carl2 });
    assert_eq!(given("Sara Maria", "Sara M"), Difference::InitialOnly { on: Register::Cpr });
    assert_eq!(given("S Maria", "Sara M"), Difference::Different, "an initial on each side is no name of either");
    assert_eq!(given("S", "Maria"), Difference::Different);
}

#[test]
fn what_is_missing_says_where() {
    assert_eq!(given("", ""), Difference::MissingOnBoth);
    assert_eq!(given(" ", "Sara"), Difference::MissingOn { on: Register::Carl2 });
    assert_eq!(given("Sara", "*"), Difference::MissingOn { on: Register::Cpr }, "CPR's mark is no name");
    assert_eq!(born("", "1990-05-06"), Difference::MissingOn { on: Register::Carl2 });
}

#[test]
fn each_kind_of_birth_date_is_named() {
    assert_eq!(born("1990-05-06", "1990-05-06*"), Difference::Same);
    assert_eq!(born("1990-05-06", "1990-06-05"), Difference::DayAndMonthSwapped);
    assert_eq!(born("1990-05-06", "1991-05-06"), Difference::OneDigit);
    assert_eq!(born("1990-05-12", "1990-05-21"), Difference::OneDigit, "two neighbours swapped");
    assert_eq!(born("1990-05-06", "1990-05-28"), Difference::SameMonthOnly);
    assert_eq!(born("1990-05-06", "1990-11-28"), Difference::SameYearOnly);
    assert_eq!(born("1989-12-28", "1990-01-02"), Difference::Different);
    assert_eq!(born("1970-05-28", "1990-06-06"), Difference::Contradicting);
}

#[test]
fn a_year_and_the_first_of_january_of_it_are_what_is_known_in_part() {
    assert_eq!(born("1990-01-01", "1990-10-01"), Difference::KnownInPart { on: Register::Carl2 });
    assert_eq!(born("1990", "1990-05-06"), Difference::KnownInPart { on: Register::Carl2 });
    assert_eq!(born("1990-05-06", "1990-05"), Difference::KnownInPart { on: Register::Cpr });
    assert_eq!(born("1990-05-06", "1990-07"), Difference::SameYearOnly);
    assert_eq!(born("1990", "1990-01-01"), Difference::Same, "the same knowledge, written in two ways");
    assert_eq!(born("1990-01-01", "1990-01-01"), Difference::Same);
    assert_eq!(born("1990-01-01", "1991-01-01"), Difference::OneDigit);
    assert_eq!(born("1970", "1990-05-06"), Difference::Contradicting);
}

#[test]
fn events_are_so_many_days_apart() {
    let cpr = |text: &str| Some(text.parse::<UncertainDate>().unwrap());
    assert_eq!(days(Some(date(2015, 3, 4)), cpr("2015-03-04")), Difference::Same);
    assert_eq!(days(Some(date(2015, 3, 4)), cpr("2015-03-11")), Difference::DaysApart { days: 7 });
    assert_eq!(days(Some(date(2015, 3, 4)), cpr("2015-04-03")), Difference::DayAndMonthSwapped);
    assert_eq!(days(Some(date(2015, 3, 4)), cpr("2015-03")), Difference::KnownInPart { on: Register::Cpr });
    assert_eq!(days(Some(date(2015, 3, 4)), cpr("2016-03")), Difference::Different);
    assert_eq!(days(Some(date(2015, 3, 4)), cpr("2017-08-09")), Difference::Different);
    assert_eq!(days(None, cpr("2017-08-09")), Difference::MissingOn { on: Register::Carl2 });
}

#[test]
fn numbers_are_the_same_former_one_digit_off_or_different() {
    assert_eq!(numbers(&["010190-1111"], &["0101901111"]), Difference::Same);
    assert_eq!(numbers(&["0101901111", "0201901111"], &["0301901111", "0201901111"]), Difference::SameAsFormer);
    assert_eq!(numbers(&["0101901111"], &["0101901117"]), Difference::OneDigit);
    assert_eq!(numbers(&["0101901211"], &["0101902111"]), Difference::OneDigit, "two neighbours swapped");
    assert_eq!(numbers(&["0101901111"], &["0101909999"]), Difference::Different);
    assert_eq!(numbers(&["1234"], &["1235"]), Difference::Different, "of four signs any is near another");
    assert_eq!(numbers(&[""], &[]), Difference::MissingOnBoth);
    assert_eq!(numbers(&["-"], &["0101901111"]), Difference::MissingOn { on: Register::Carl2 });
}

#[test]
fn codes_are_the_same_today_before_or_not_at_all() {
    assert_eq!(codes("SYR", &["SYR"]), Difference::Same);
    assert_eq!(codes("SYR", &["DNK", "SYR"]), Difference::SameAsFormer);
    assert_eq!(codes("SYR", &["IRQ"]), Difference::Different);
    assert_eq!(codes("", &["IRQ"]), Difference::MissingOn { on: Register::Carl2 });
    assert_eq!(codes("SYR", &[""]), Difference::MissingOn { on: Register::Cpr });
}

#[test]
fn another_house_is_no_spelling_and_a_floor_less_is_told() {
    assert_eq!(texts("Nørregade 7", "NORREGADE 7"), Difference::Transliterated);
    assert_eq!(texts("Nørregade 7", "Nørregade 9"), Difference::Different);
    let floor = Difference::WordsMissing { on: Register::Carl2, words: vec!["2".to_owned(), "tv".to_owned()] };
    assert_eq!(texts("Nørregade 7", "Nørregade 7, 2. tv"), floor);
    assert!(matches!(texts("Nøregade 7", "Nørregade 7"), Difference::Spelling { edits } if edits.len() == 1));
}

/// Names as registers have them, and anything else that is text.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-ZÆØÅa-zæøåéüşğ]{0,8}( [A-Z][a-z]{0,6}){0,2}",
        "\\PC{0,12}",
        "[\u{600}-\u{6ff}\u{300}-\u{36f} a-e]{0,8}",
    ]
}

fn any_date() -> impl Strategy<Value = Option<UncertainDate>> {
    let parts = (1988_i16..1993, 0_i8..=12, 0_i8..=31, any::<bool>());
    parts.prop_map(|(year, month, day, marked)| UncertainDate::from_parts(year, month, day, marked).ok())
}

proptest! {
    #[test]
    fn names_are_compared_without_panic_and_alike_from_both_sides(
        one in (any_name(), any_name(), any_name()),
        two in (any_name(), any_name(), any_name()),
    ) {
        let left = NameParts { given: &one.0, middle: &one.1, surname: &one.2 };
        let right = NameParts { given: &two.0, middle: &two.1, surname: &two.2 };
        for part in [NamePart::Given, NamePart::Middle, NamePart::Surname] {
            let there = without_way(name_parts(&left, &right, part));
            let back = without_way(mirrored(name_parts(&right, &left, part)));
            // Where each name has a word astray in another part of the other, the alien register's is told.
            if !matches!((&there.0, &back.0), (Difference::Moved { .. }, Difference::Moved { .. })) {
                prop_assert_eq!(there, back);
            }
            let own = name_parts(&left, &left, part);
            prop_assert!(matches!(own, Difference::Same | Difference::MissingOnBoth), "{:?}", own);
        }
    }

    #[test]
    fn dates_numbers_and_texts_are_compared_without_panic_and_alike_from_both_sides(
        dates in (any_date(), any_date()),
        texts_given in (any_name(), any_name()),
        digits in ("[0-9-]{0,11}", "[0-9-]{0,11}"),
    ) {
        prop_assert_eq!(birth_dates(dates.0, dates.1), mirrored(birth_dates(dates.1, dates.0)));
        let (one, two) = (texts_given.0.as_str(), texts_given.1.as_str());
        prop_assert_eq!(without_way(texts(one, two)), without_way(mirrored(texts(two, one))));
        prop_assert_eq!(numbers(&[&digits.0], &[&digits.1]), mirrored(numbers(&[&digits.1], &[&digits.0])));
        prop_assert_eq!(numbers(&[one], &[two]), mirrored(numbers(&[two], &[one])));
    }
}
