use law::words::Language;

use super::File;
use crate::examples::*;
use crate::*;

fn to(name: &str) -> Letter {
    let decision = Decision { outcome: typed(name), ..reduction() };
    Letter::decision(envelope(Language::Danish, "Afgørelse"), person(name), Delivery::DigitalPostOnly, decision)
}

#[test]
fn what_would_be_markup_is_printed_as_it_is() {
    for name in [
        "#import \"x.typ\": *",
        "#panic(\"nej\") #let a = 1",
        "$x^2$ og $",
        "*fed* _kursiv_ `kode`",
        "@kilde <mærke> = Overskrift",
        "\\ \\u{41} \\#",
        "// intet /* heller intet */",
        "]] )) }} {{ (( [[",
        "~ -- --- ... '' \"\" -?",
        "- punkt + nummer / udtryk: ja",
        "https://example.org/?a=b&c=%20",
    ] {
        let text = File::of(&to(name)).text();
        assert_eq!(text.matches(name).count(), 3, "recipient, greeting and outcome: {name} in {text}");
    }
}

#[test]
fn names_in_many_latin_alphabets_print() {
    for name in [
        "Ægidius Ørsted Åberg",
        "Nguyễn Thị Ánh",
        "Şükrü Çağlayan Ğ",
        "Łukasz Żółć",
        "Țuțu Ș",
        "O’Brien-d'Arc",
        "Иван Петров",
        "Ελένη",
    ] {
        assert!(File::of(&to(name)).text().contains(name), "{name}");
    }
}

#[test]
fn signs_the_letter_cannot_print_are_named_with_their_field() {
    for (name, sign) in [
        ("أميرة", 'أ'),
        ("שרה", 'ש'),
        ("Amira 😀", '😀'),
        ("A\0B", '\0'),
        ("A\u{202e}B", '\u{202e}'),
        ("A\u{1b}[31mB", '\u{1b}'),
        ("李", '李'),
    ] {
        let refused = render(&to(name)).expect_err(name);
        assert_eq!(refused, LetterError::Unprintable { field: "navn", sign });
    }
}

#[test]
fn a_refusal_says_what_happened_and_what_to_do() {
    let refused = render(&to("A\0B")).expect_err("a NUL").to_string();
    assert!(
        refused.contains("U+0000") && refused.contains("no letter was made") && refused.contains("Latin letters"),
        "{refused}"
    );
}

#[test]
fn a_very_long_word_is_broken_inside_the_margins_and_loses_nothing() {
    let name = "Æ".repeat(300);
    let text = File::of(&to(&name)).text();
    assert!(text.replace(' ', "").contains(&name), "{text}");
}

#[test]
fn a_text_longer_than_any_letters_is_refused_by_name() {
    let refused = render(&to(&"ja ".repeat(11_000))).expect_err("33,000 characters");
    assert!(matches!(refused, LetterError::TooLong { field: "navn", length: 32_999 }), "{refused:?}");
}

#[test]
fn a_decision_of_many_pages_is_set_whole() {
    let words = "Vi har set på sagen.\n".repeat(200);
    let decision = Decision { outcome: typed(&words), ..reduction() };
    let letter = Letter::decision(envelope(Language::Danish, "Afgørelse"), person("Amira"), at_home(), decision);
    assert!(render(&letter).expect("it can be set").pages > 3);
    assert_eq!(File::of(&letter).text().matches("Vi har set på sagen.").count(), 200);
}
