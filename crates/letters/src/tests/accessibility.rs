use lopdf::Object;

use super::File;
use crate::examples::*;
use crate::render;

#[test]
fn every_kind_calls_itself_accessible_and_fit_for_the_archive() {
    for letter in one_of_each() {
        let metadata = File::of(&letter).metadata();
        for said in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"] {
            assert!(metadata.contains(said), "{:?} lacks {said}: {metadata}", letter.kind());
        }
    }
}

#[test]
fn every_kind_is_tagged_with_headings_and_paragraphs() {
    for letter in one_of_each() {
        let file = File::of(&letter);
        let marked = file.catalog().get(b"MarkInfo").and_then(Object::as_dict).and_then(|info| info.get(b"Marked"));
        assert_eq!(marked.and_then(Object::as_bool).ok(), Some(true));
        assert!(file.catalog().has(b"StructTreeRoot"));
        let tags = file.tags();
        for tag in ["H1", "H2", "P"] {
            assert!(tags.contains(tag), "{:?} lacks {tag}: {tags:?}", letter.kind());
        }
    }
}

#[test]
fn lists_are_lists_to_a_screen_reader() {
    let tags = File::of(&decision()).tags();
    assert!(["L", "LI", "LBody"].iter().all(|tag| tags.contains(*tag)), "{tags:?}");
}

#[test]
fn the_file_says_its_language() {
    for (letter, language) in [(decision(), "da"), (grant(), "en")] {
        let file = File::of(&letter);
        let said = file.catalog().get(b"Lang").and_then(Object::as_str).expect("a language").to_vec();
        assert_eq!(String::from_utf8_lossy(&said), language);
    }
}

#[test]
fn the_title_is_the_letters_own_and_the_date_its_day() {
    let metadata = File::of(&decision()).metadata();
    assert!(metadata.contains("Din introduktionsydelse for februar bliver sat ned"), "{metadata}");
    assert!(metadata.contains("2008-03-03"), "{metadata}");
}

#[test]
fn the_same_letter_gives_the_same_bytes_and_another_does_not() {
    let first = render(&decision());
    assert_eq!(render(&hearing()).map(|rendered| rendered.pages), Ok(1));
    assert_eq!(first, render(&decision()));
    assert_ne!(first, render(&hearing()));
}
