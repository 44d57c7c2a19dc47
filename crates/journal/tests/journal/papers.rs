//! Working papers: changed and deleted freely, and no text lost between two editors.

use journal::{Expected, Journal, JournalError, NAME_BYTES_MAX, PAPER_BYTES_MAX, WorkingPaper};

use crate::places::Place;
use crate::samples::{append, evening, persons};

on_both_databases!(
    a_paper_is_read_back_as_it_was_saved_by_its_owner_alone,
    a_second_editor_is_handed_what_the_first_saved,
    of_many_who_save_on_the_same_version_one_succeeds,
    a_version_from_before_a_paper_was_deleted_is_not_taken_for_the_new_one,
    whoever_expects_nothing_overwrites,
    papers_are_listed_by_name_under_a_beginning,
    old_papers_are_cleared_away_by_beginning_and_time,
    a_paper_that_both_databases_could_not_hold_is_refused,
    papers_stand_in_no_chain,
);

fn put(journal: &mut Journal, name: &str, content: &str, expected: Expected) -> u64 {
    journal.put_paper("anna", name, content, expected, evening(0)).unwrap()
}

fn found(conflict: Result<u64, JournalError>) -> Option<WorkingPaper> {
    match conflict {
        Err(JournalError::PaperConflict { found, .. }) => found.map(|paper| *paper),
        other => panic!("{other:?}"),
    }
}

fn a_paper_is_read_back_as_it_was_saved_by_its_owner_alone(place: &Place) {
    let mut journal = place.open();
    let saved_at = jiff::Timestamp::new(evening(0).as_second(), 123_456_789).unwrap();
    let content = "udkast: æøå ሰላም '; DROP TABLE working_papers; --";
    let version = journal.put_paper("anna", "draft/1", content, Expected::New, saved_at).unwrap();
    let paper = place.open().paper("anna", "draft/1").unwrap().unwrap();
    let saved_at = jiff::Timestamp::new(evening(0).as_second(), 123_456_000).unwrap();
    let (owner, name, content) = ("anna".to_owned(), "draft/1".to_owned(), content.to_owned());
    assert_eq!(paper, WorkingPaper { owner, name, content, version, saved_at });
    assert_eq!(journal.paper("birk", "draft/1").unwrap(), None);
    assert_eq!(journal.paper("anna", "draft/2").unwrap(), None);
    assert!(!journal.delete_paper("birk", "draft/1").unwrap());
    assert!(journal.delete_paper("anna", "draft/1").unwrap());
    assert!(!journal.delete_paper("anna", "draft/1").unwrap());
    assert_eq!(journal.paper("anna", "draft/1").unwrap(), None);
}

fn a_second_editor_is_handed_what_the_first_saved(place: &Place) {
    let (mut one, mut two) = (place.open(), place.open());
    let first = put(&mut one, "draft", "begun", Expected::New);
    let second = put(&mut one, "draft", "of the first tab", Expected::Version(first));
    assert_ne!(first, second);
    for expected in [Expected::Version(first), Expected::New, Expected::Version(u64::MAX)] {
        let there = found(two.put_paper("anna", "draft", "of the second tab", expected, evening(1))).unwrap();
        assert_eq!((there.content.as_str(), there.version), ("of the first tab", second));
    }
    assert_eq!(one.paper("anna", "draft").unwrap().unwrap().content, "of the first tab");
    put(&mut two, "draft", "of both", Expected::Version(second));
    assert_eq!(one.paper("anna", "draft").unwrap().unwrap().content, "of both");
}

fn of_many_who_save_on_the_same_version_one_succeeds(place: &Place) {
    let version = put(&mut place.open(), "draft", "begun", Expected::New);
    let saved: Vec<(String, bool)> = std::thread::scope(|scope| {
        let editors: Vec<_> = (0..6)
            .map(|editor| {
                scope.spawn(move || {
                    let text = format!("of editor {editor}");
                    let saved = place.open().put_paper("anna", "draft", &text, Expected::Version(version), evening(1));
                    let saved = saved.map(|_| ()).map_err(|error| found(Err(error)).unwrap());
                    (text, saved.is_ok())
                })
            })
            .collect();
        editors.into_iter().map(|editor| editor.join().unwrap()).collect()
    });
    let winners: Vec<_> = saved.iter().filter(|(_, saved)| *saved).map(|(text, _)| text.clone()).collect();
    assert_eq!(winners, [place.open().paper("anna", "draft").unwrap().unwrap().content]);
}

fn a_version_from_before_a_paper_was_deleted_is_not_taken_for_the_new_one(place: &Place) {
    let mut journal = place.open();
    let old = put(&mut journal, "draft", "old", Expected::New);
    journal.delete_paper("anna", "draft").unwrap();
    assert_eq!(found(journal.put_paper("anna", "draft", "late", Expected::Version(old), evening(1))), None);
    let new = put(&mut journal, "draft", "new", Expected::New);
    assert_ne!(old, new);
    let there = found(journal.put_paper("anna", "draft", "late", Expected::Version(old), evening(1)));
    assert_eq!(there.unwrap().content, "new");
}

fn whoever_expects_nothing_overwrites(place: &Place) {
    let mut journal = place.open();
    let first = put(&mut journal, "columns", "name,date", Expected::Any);
    let second = put(&mut journal, "columns", "", Expected::Any);
    assert_ne!(first, second);
    let paper = journal.paper("anna", "columns").unwrap().unwrap();
    assert_eq!((paper.content.as_str(), paper.version), ("", second));
}

fn papers_are_listed_by_name_under_a_beginning(place: &Place) {
    let mut journal = place.open();
    for name in ["filter/ø", "filter/b", "filter/B", "filter", "draft/1", "filter/%", "filtre", "filter/a"] {
        put(&mut journal, name, name, Expected::New);
    }
    journal.put_paper("birk", "filter/c", "", Expected::New, evening(0)).unwrap();
    let mut names = |prefix: &str| -> Vec<String> {
        journal.papers_of("anna", prefix).unwrap().into_iter().map(|paper| paper.name).collect()
    };
    assert_eq!(names("filter/"), ["filter/%", "filter/B", "filter/a", "filter/b", "filter/ø"]);
    assert_eq!(names("filter/%"), ["filter/%"]);
    assert_eq!(names("filter/ø"), ["filter/ø"]);
    assert_eq!(names("").len(), 8);
    assert!(names("x").is_empty());
}

fn old_papers_are_cleared_away_by_beginning_and_time(place: &Place) {
    let mut journal = place.open();
    for (owner, name, second) in
        [("anna", "draft/1", 0), ("birk", "draft/1", 5), ("anna", "draft/2", 10), ("anna", "filter/1", 0)]
    {
        journal.put_paper(owner, name, "", Expected::New, evening(second)).unwrap();
    }
    assert_eq!(journal.delete_papers_saved_before("draft/", evening(10)).unwrap(), 2);
    assert_eq!(journal.delete_papers_saved_before("draft/", evening(10)).unwrap(), 0);
    let names: Vec<_> = journal.papers_of("anna", "").unwrap().into_iter().map(|paper| paper.name).collect();
    assert_eq!(names, ["draft/2", "filter/1"]);
    assert!(journal.papers_of("birk", "").unwrap().is_empty());
    assert_eq!(journal.delete_papers_saved_before("", evening(60)).unwrap(), 2);
}

fn a_paper_that_both_databases_could_not_hold_is_refused(place: &Place) {
    let mut journal = place.open();
    let (long_name, long) = ("n".repeat(NAME_BYTES_MAX + 1), "c".repeat(PAPER_BYTES_MAX + 1));
    for (owner, name, content, field) in [
        ("", "draft", "", "owner"),
        ("an\0na", "draft", "", "owner"),
        ("anna", "", "", "paper name"),
        ("anna", &long_name, "", "paper name"),
        ("anna", "draft", "nul\0", "content"),
        ("anna", "draft", &long, "content"),
    ] {
        match journal.put_paper(owner, name, content, Expected::Any, evening(0)) {
            Err(JournalError::Refused { field: refused, .. }) => assert_eq!(refused, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert!(matches!(journal.paper("anna", "\0"), Err(JournalError::Refused { field: "paper name", .. })));
    assert!(matches!(journal.papers_of("anna", "\0"), Err(JournalError::Refused { field: "paper name", .. })));
    let longest = ("n".repeat(NAME_BYTES_MAX), "c".repeat(PAPER_BYTES_MAX));
    let owner = "o".repeat(NAME_BYTES_MAX);
    journal.put_paper(&owner, &longest.0, &longest.1, Expected::New, evening(0)).unwrap();
    assert_eq!(journal.paper(&owner, &longest.0).unwrap().unwrap().content, longest.1);
}

fn papers_stand_in_no_chain(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(2));
    let heads = journal.heads().unwrap();
    put(&mut journal, "draft", "a", Expected::New);
    place.run("UPDATE working_papers SET content = 'changed behind its back'").unwrap();
    assert_eq!(journal.verify_against(heads, |_| ()).unwrap().heads, heads);
    // An earlier time than the newest fact's is no matter: papers are not ordered by time.
    journal.put_paper("anna", "other", "", Expected::New, evening(-5_000)).unwrap();
}
