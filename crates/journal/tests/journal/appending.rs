//! Whole or not at all, without gaps, one writer at a time.

use std::ops::ControlFlow;

use journal::{Filter, JournalError, Receipt};

use crate::places::Place;
use crate::samples::{append, evening, fact, is_same, persons, positions, read_all};

on_both_databases!(
    what_is_committed_is_read_back_as_it_was,
    a_transaction_that_is_dropped_leaves_nothing_and_no_gap,
    an_empty_transaction_moves_nothing,
    a_fact_that_is_refused_leaves_the_transaction_whole,
    a_fact_can_only_replace_an_earlier_one,
    whoever_decided_on_an_older_head_is_told,
    a_transaction_reads_what_was_appended_before_it_and_by_itself,
    a_transaction_that_has_read_is_stored_or_dropped_whole,
    many_writers_leave_no_gap,
    a_reader_sees_whole_transactions_while_another_journal_writes,
    a_transaction_larger_than_the_buffers_is_stored_whole,
    a_long_payload_is_stored_whole,
    facts_cannot_be_changed_or_removed_in_the_database_itself,
);

fn what_is_committed_is_read_back_as_it_was(place: &Place) {
    let mut journal = place.open();
    let mut facts = persons(3);
    facts[1].valid_from = None;
    facts[1].source = None;
    facts[2].replaces = Some(1);
    facts[2].valid_to = Some(jiff::civil::date(2027, 1, 31));
    let receipt = append(&mut journal, 0, &facts);
    assert_eq!((receipt.first, receipt.last, receipt.recorded_at), (1, 3, evening(0)));
    let stored = read_all(&mut place.open(), &Filter::all());
    assert_eq!(stored.len(), 3);
    for (stored, new) in stored.iter().zip(&facts) {
        assert!(is_same(stored, new), "{stored:?} is not {new:?}");
        assert_eq!(stored.recorded_at, evening(0));
    }
    assert_eq!(stored[2].hash, receipt.head.hash);
    assert_eq!(journal.head().unwrap(), receipt.head);
}

fn a_transaction_that_is_dropped_leaves_nothing_and_no_gap(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(2));
    let mut dropped = journal.begin(evening(1)).unwrap();
    assert_eq!(dropped.append_all(persons(5)).unwrap(), 3..8);
    drop(dropped);
    let receipt = append(&mut journal, 2, &persons(1));
    assert_eq!((receipt.first, receipt.last), (3, 3));
    assert_eq!(journal.verify(|_| ()).unwrap().facts, 3);
}

fn an_empty_transaction_moves_nothing(place: &Place) {
    let mut journal = place.open();
    let before = append(&mut journal, 0, &persons(2));
    let Receipt { first, last, head, .. } = append(&mut journal, 1, &[]);
    assert_eq!((first, last, head), (3, 2, before.head));
}

fn a_fact_that_is_refused_leaves_the_transaction_whole(place: &Place) {
    let mut journal = place.open();
    let mut transaction = journal.begin(evening(0)).unwrap();
    transaction.append(&fact("a/1", "x")).unwrap();
    for (field, spoil) in [
        ("kind", (|fact| fact.kind.clear()) as fn(&mut journal::NewFact)),
        ("subject", |fact| fact.subject = "s".repeat(journal::NAME_BYTES_MAX + 1)),
        ("actor", |fact| fact.actor.clear()),
        ("payload", |fact| fact.payload.push('\0')),
        ("payload", |fact| fact.payload = "p".repeat(journal::PAYLOAD_BYTES_MAX + 1)),
        ("valid_to", |fact| fact.valid_to = Some(jiff::civil::date(-44, 3, 15))),
        ("source row", |fact| fact.source = Some(journal::Source { file: String::new(), row: u64::MAX })),
    ] {
        let mut fact = fact("a/1", "x");
        spoil(&mut fact);
        match transaction.append(&fact) {
            Err(JournalError::Refused { field: refused, .. }) => assert_eq!(refused, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(transaction.append(&fact("a/1", "y")).unwrap(), 2);
    assert_eq!(transaction.commit().unwrap().last, 2);
}

fn a_fact_can_only_replace_an_earlier_one(place: &Place) {
    let mut journal = place.open();
    let mut transaction = journal.begin(evening(0)).unwrap();
    for replaced in [0, 1, 2, u64::MAX] {
        let fact = journal::NewFact { replaces: Some(replaced), ..fact("a/1", "x") };
        assert!(matches!(transaction.append(&fact), Err(JournalError::Refused { field: "replaces", .. })));
    }
}

fn whoever_decided_on_an_older_head_is_told(place: &Place) {
    let (mut one, mut two) = (place.open(), place.open());
    append(&mut one, 0, &persons(2));
    assert!(two.begin_expecting(evening(1), 2).is_ok());
    append(&mut one, 1, &persons(1));
    match two.begin_expecting(evening(2), 2) {
        Err(JournalError::Conflict { expected: 2, found: 3, .. }) => {}
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("the other's fact was not seen"),
    }
    assert_eq!(append(&mut two, 3, &persons(1)).last, 4);
}

fn a_transaction_reads_what_was_appended_before_it_and_by_itself(place: &Place) {
    let (mut one, mut two) = (place.open(), place.open());
    append(&mut one, 0, &[fact("a/1", "x"), fact("a/1", "y")]);
    append(&mut two, 0, &[fact("b/1", "x"), fact("a/1", "z")]);
    let mut transaction = one.begin(evening(1)).unwrap();
    transaction.append(&fact("c/1", "x")).unwrap();
    let mut seen = Vec::new();
    let about_x = Filter::all().subject("x");
    let stopped = transaction.read(1, &about_x, |fact| {
        seen.push((fact.position, fact.kind.to_owned()));
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(stopped.unwrap(), None);
    assert_eq!(seen, [(3, "b/1".to_owned()), (5, "c/1".to_owned())]);
    let first = transaction.read(0, &about_x.kinds(["a/1", "b/1"]), |fact| ControlFlow::Break(fact.position));
    assert_eq!(first.unwrap(), Some(1));
}

fn a_transaction_that_has_read_is_stored_or_dropped_whole(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(2_000));
    for (kept, head) in [(false, 2_000), (true, 2_002)] {
        let mut transaction = journal.begin(evening(1)).unwrap();
        transaction.append(&fact("a/1", "x")).unwrap();
        // Stopped at once, with thousands still to come.
        let first = transaction.read(0, &Filter::all(), |fact| ControlFlow::Break(fact.position)).unwrap();
        assert_eq!(first, Some(1));
        transaction.append(&fact("a/1", "y")).unwrap();
        if kept {
            transaction.commit().unwrap();
        } else {
            drop(transaction);
        }
        assert_eq!(journal.head().unwrap().position, head);
    }
    assert_eq!(journal.verify(|_| ()).unwrap().facts, 2_002);
}

fn many_writers_leave_no_gap(place: &Place) {
    place.open();
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let mut journal = place.open();
                for number in 0..15 {
                    append(&mut journal, 0, &persons(number % 4));
                }
            });
        }
    });
    let facts: u64 = 6 * (0..15).map(|number| number % 4).sum::<u64>();
    assert_eq!(place.open().verify(|_| ()).unwrap().facts, facts);
}

fn a_reader_sees_whole_transactions_while_another_journal_writes(place: &Place) {
    let (mut writer, mut reader) = (place.open(), place.open());
    append(&mut writer, 0, &persons(10));
    let mut transaction = writer.begin(evening(1)).unwrap();
    transaction.append_all(persons(10)).unwrap();
    assert_eq!(reader.head().unwrap().position, 10);
    let mut transaction = Some(transaction);
    let mut seen = 0;
    let stopped = reader.read(0, &Filter::all(), |_| {
        seen += 1;
        if let Some(transaction) = transaction.take() {
            transaction.commit().unwrap();
        }
        std::ops::ControlFlow::<()>::Continue(())
    });
    assert_eq!((stopped.unwrap(), seen), (None, 10));
    assert_eq!(reader.head().unwrap().position, 20);
}

fn a_transaction_larger_than_the_buffers_is_stored_whole(place: &Place) {
    let mut journal = place.open();
    let facts = persons(20_000);
    assert_eq!(append(&mut journal, 0, &facts).last, 20_000);
    assert_eq!(journal.verify(|_| ()).unwrap().facts, 20_000);
    let sample = journal.get(12_345).unwrap().unwrap();
    assert!(is_same(&sample, &facts[12_344]));
}

fn a_long_payload_is_stored_whole(place: &Place) {
    let mut journal = place.open();
    let long = journal::NewFact { payload: "ø".repeat(journal::PAYLOAD_BYTES_MAX / 2), ..fact("a/1", "x") };
    append(&mut journal, 0, &[long.clone(), fact("a/1", "y")]);
    assert!(is_same(&journal.get(1).unwrap().unwrap(), &long));
    assert_eq!(positions(&mut journal, &Filter::all()), [1, 2]);
    journal.verify(|_| ()).unwrap();
}

fn facts_cannot_be_changed_or_removed_in_the_database_itself(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 0, &persons(3));
    journal.log_read(&crate::samples::look(0, "carl2:1")).unwrap();
    let mut statements = vec![
        "UPDATE facts SET payload = 'x' WHERE position = 2",
        "DELETE FROM facts WHERE position = 3",
        "UPDATE reads SET actor = 'nobody'",
        "DELETE FROM reads",
    ];
    match place {
        Place::Sqlite { .. } => statements.extend([
            "INSERT OR REPLACE INTO facts SELECT * FROM facts WHERE position = 2",
            "INSERT INTO facts SELECT 9, recorded_at, kind, subject, valid_from, valid_to, actor, source_file, source_row,
                replaces, hash, payload FROM facts WHERE position = 2",
        ]),
        Place::Postgres { .. } => statements.extend([
            "TRUNCATE facts",
            "TRUNCATE reads",
            "INSERT INTO facts SELECT * FROM facts WHERE position = 2 ON CONFLICT (position) DO UPDATE SET payload = 'x'",
        ]),
    }
    for statement in statements {
        let refusal = place.run(statement).expect_err(statement);
        assert!(["never", "only", "grow"].iter().any(|word| refusal.contains(word)), "{statement}: {refusal}");
    }
    assert_eq!(journal.verify(|_| ()).unwrap().facts, 3);
}
