//! A command that is sent twice is done once and answered twice alike.

use journal::{ANSWER_BYTES_MAX, JournalError, KeptAnswer, Trouble};

use crate::places::Place;
use crate::samples::{append, evening, fact, persons};

on_both_databases!(
    an_answer_is_stored_with_its_facts_or_not_at_all,
    a_command_sent_again_stores_nothing_and_is_handed_its_answer,
    of_a_command_sent_many_times_at_once_one_is_carried_out,
    old_answers_are_forgotten,
    an_answer_that_both_databases_could_not_hold_is_refused,
);

const HASH: [u8; 32] = [7; 32];

fn an_answer_is_stored_with_its_facts_or_not_at_all(place: &Place) {
    let mut journal = place.open();
    let mut dropped = journal.begin(evening(0)).unwrap();
    dropped.append(&fact("decision/1", "x")).unwrap();
    dropped.keep_answer("anna", "key", HASH, "afgørelse 1").unwrap();
    drop(dropped);
    assert_eq!(journal.kept_answer("anna", "key").unwrap(), None);
    let mut transaction = journal.begin(evening(1)).unwrap();
    transaction.append(&fact("decision/1", "x")).unwrap();
    transaction.keep_answer("anna", "key", HASH, "afgørelse 1").unwrap();
    transaction.append(&fact("decision/1", "y")).unwrap();
    assert_eq!(transaction.commit().unwrap().last, 2);
    let kept = place.open().kept_answer("anna", "key").unwrap();
    assert_eq!(kept, Some(KeptAnswer { request_hash: HASH, answer: "afgørelse 1".to_owned(), at: evening(1) }));
    assert_eq!(journal.kept_answer("birk", "key").unwrap(), None);
    assert_eq!(journal.verify(|_| ()).unwrap().facts, 2);
}

fn a_command_sent_again_stores_nothing_and_is_handed_its_answer(place: &Place) {
    let mut journal = place.open();
    let mut transaction = journal.begin(evening(0)).unwrap();
    transaction.keep_answer("anna", "key", HASH, "first").unwrap();
    transaction.commit().unwrap();
    let mut again = journal.begin(evening(1)).unwrap();
    again.append(&fact("decision/1", "x")).unwrap();
    match again.keep_answer("anna", "key", [8; 32], "second") {
        Err(JournalError::AlreadyAnswered { key, kept, .. }) => {
            assert_eq!((key.as_str(), kept.answer.as_str(), kept.request_hash), ("key", "first", HASH));
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(again.commit(), Err(JournalError::Storage { trouble: Trouble::Failed, .. })));
    assert_eq!(journal.head().unwrap().position, 0);
    // Another's key of the same name is another key.
    let mut other = journal.begin(evening(2)).unwrap();
    other.keep_answer("birk", "key", HASH, "birk's").unwrap();
    other.commit().unwrap();
    assert_eq!(journal.kept_answer("anna", "key").unwrap().unwrap().answer, "first");
}

fn of_a_command_sent_many_times_at_once_one_is_carried_out(place: &Place) {
    place.open();
    std::thread::scope(|scope| {
        for sender in 0..6 {
            scope.spawn(move || {
                let mut journal = place.open();
                let mut transaction = journal.begin(evening(0)).unwrap();
                transaction.append(&fact("decision/1", "x")).unwrap();
                match transaction.keep_answer("anna", "key", HASH, &format!("sender {sender}")) {
                    Ok(()) => drop(transaction.commit().unwrap()),
                    Err(JournalError::AlreadyAnswered { .. }) => {}
                    Err(other) => panic!("{other}"),
                }
            });
        }
    });
    assert_eq!(place.open().verify(|_| ()).unwrap().facts, 1);
}

fn old_answers_are_forgotten(place: &Place) {
    let mut journal = place.open();
    for second in [0, 10, 20] {
        let mut transaction = journal.begin(evening(second)).unwrap();
        transaction.keep_answer("anna", &format!("key {second}"), HASH, "").unwrap();
        transaction.commit().unwrap();
    }
    append(&mut journal, 30, &persons(1));
    assert_eq!(journal.delete_answers_kept_before(evening(20)).unwrap(), 2);
    assert_eq!(journal.kept_answer("anna", "key 10").unwrap(), None);
    assert!(journal.kept_answer("anna", "key 20").unwrap().is_some());
    assert_eq!(journal.delete_answers_kept_before(evening(20)).unwrap(), 0);
}

fn an_answer_that_both_databases_could_not_hold_is_refused(place: &Place) {
    let mut journal = place.open();
    let mut transaction = journal.begin(evening(0)).unwrap();
    let long = "a".repeat(ANSWER_BYTES_MAX + 1);
    for (owner, key, answer, field) in [
        ("", "key", "", "owner"),
        ("anna", "", "", "key"),
        ("anna", "key", "\0", "answer"),
        ("anna", "key", &long, "answer"),
    ] {
        match transaction.keep_answer(owner, key, HASH, answer) {
            Err(JournalError::Refused { field: refused, .. }) => assert_eq!(refused, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    // Refused is not failed: the transaction goes on without it.
    transaction.keep_answer("anna", "key", HASH, &long[1..]).unwrap();
    transaction.commit().unwrap();
    assert_eq!(journal.kept_answer("anna", "key").unwrap().unwrap().answer.len(), ANSWER_BYTES_MAX);
}
