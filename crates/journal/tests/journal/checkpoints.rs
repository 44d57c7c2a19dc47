//! Read models that may be thrown away.

use journal::JournalError;

use crate::places::Place;
use crate::samples::{append, persons};

on_both_databases!(
    a_checkpoint_comes_back_as_it_was_saved,
    a_checkpoint_replaces_the_one_before_whatever_its_form,
    a_checkpoint_of_another_form_is_none,
    a_checkpoint_cannot_be_ahead_of_the_journal,
    a_checkpoint_of_another_journal_is_none,
    a_damaged_checkpoint_is_told,
    checkpoints_can_be_dropped,
);

fn a_checkpoint_comes_back_as_it_was_saved(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(3));
    let large: Vec<u8> = (0..9_000_001_u32).map(|number| (number % 253) as u8).collect();
    for (position, bytes) in [(3, &large[..]), (2, b""), (0, b"before the first fact")] {
        journal.save_checkpoint("cases", 1, position, bytes).unwrap();
        assert!(place.open().load_checkpoint("cases", 1).unwrap() == Some((position, bytes.to_vec())));
    }
}

fn a_checkpoint_replaces_the_one_before_whatever_its_form(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(3));
    journal.save_checkpoint("cases", 1, 1, &vec![1; 5_000_000]).unwrap();
    journal.save_checkpoint("other", 1, 1, b"stays").unwrap();
    journal.save_checkpoint("cases", 2, 2, b"new").unwrap();
    assert_eq!(journal.load_checkpoint("cases", 1).unwrap(), None);
    assert_eq!(journal.load_checkpoint("cases", 2).unwrap(), Some((2, b"new".to_vec())));
    assert_eq!(journal.load_checkpoint("other", 1).unwrap(), Some((1, b"stays".to_vec())));
}

fn a_checkpoint_of_another_form_is_none(place: &Place) {
    let mut journal = place.open();
    journal.save_checkpoint("cases", 7, 0, b"x").unwrap();
    assert_eq!(journal.load_checkpoint("cases", 8).unwrap(), None);
    assert_eq!(journal.load_checkpoint("case", 7).unwrap(), None);
}

fn a_checkpoint_cannot_be_ahead_of_the_journal(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(3));
    let refused = journal.save_checkpoint("cases", 1, 4, b"x");
    assert!(matches!(refused, Err(JournalError::Refused { field: "checkpoint", .. })));
}

fn a_checkpoint_of_another_journal_is_none(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(3));
    journal.save_checkpoint("cases", 1, 3, b"x").unwrap();
    // As after a backup was brought back and other facts were appended.
    place.unprotect();
    place.run("DELETE FROM facts WHERE position = 3").unwrap();
    assert_eq!(journal.load_checkpoint("cases", 1).unwrap(), None);
    append(&mut journal, 9, &persons(1));
    assert_eq!(journal.load_checkpoint("cases", 1).unwrap(), None);
}

fn a_damaged_checkpoint_is_told(place: &Place) {
    let mut journal = place.open();
    journal.save_checkpoint("cases", 1, 0, b"abc").unwrap();
    let bytes = match place {
        Place::Sqlite { .. } => "x'616264'",
        Place::Postgres { .. } => "'\\x616264'",
    };
    place.run(&format!("UPDATE checkpoint_parts SET bytes = {bytes}")).unwrap();
    match journal.load_checkpoint("cases", 1) {
        Err(JournalError::Damaged { what, .. }) => assert_eq!(what, "checkpoint cases"),
        other => panic!("{other:?}"),
    }
}

fn checkpoints_can_be_dropped(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(1));
    journal.save_checkpoint("cases", 1, 1, b"x").unwrap();
    journal.drop_checkpoints().unwrap();
    assert_eq!(journal.load_checkpoint("cases", 1).unwrap(), None);
    assert_eq!(journal.head().unwrap().position, 1);
}
