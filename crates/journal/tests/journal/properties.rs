//! Laws that hold for any facts.

use journal::{Broken, Filter, NewFact, VerifyError};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

use crate::places::{Place, Raw};
use crate::samples::{any_fact, append, evening, is_same, read_all};

on_both_databases!(
    any_sequence_of_facts_is_read_back_and_verifies,
    any_change_of_a_stored_byte_is_found_at_its_position,
    transactions_and_rollbacks_in_any_order_leave_no_gap,
);

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

/// One journal for all cases: each continues where the one before ended.
fn any_sequence_of_facts_is_read_back_and_verifies(place: &Place) {
    let journal = std::cell::RefCell::new(place.open());
    let law = |(facts, replaced): (Vec<NewFact>, Option<Index>)| {
        let mut journal = journal.borrow_mut();
        let head = journal.head().unwrap().position;
        let mut facts = facts;
        if let (Some(replaced), Some(last)) = (replaced, facts.last_mut().filter(|_| head > 0)) {
            last.replaces = Some(replaced.index(usize::try_from(head).unwrap()) as u64 + 1);
        }
        let receipt = append(&mut journal, 0, &facts);
        let stored = read_all(&mut journal, &Filter::all());
        let stored = &stored[usize::try_from(head).unwrap()..];
        prop_assert_eq!(stored.len(), facts.len());
        for (stored, new) in stored.iter().zip(&facts) {
            prop_assert!(is_same(stored, new), "{:?} is not {:?}", stored, new);
            prop_assert!(journal.by_subject(&new.subject).unwrap().contains(stored));
        }
        prop_assert_eq!(journal.verify(|_| ()).unwrap().heads.facts, receipt.head);
        Ok(())
    };
    runner(40).run(&(vec(any_fact(), 0..12), any::<Option<Index>>()), law).unwrap();
}

/// A change to one row, and its undoing.
#[derive(Clone, Debug)]
enum Change {
    /// One byte of a text or a hash.
    Byte { column: &'static str, at: Index, mask: u8 },
    /// A number, date or time.
    Number { column: &'static str, by: i64 },
}

fn any_change() -> impl Strategy<Value = Change> {
    let text = prop::sample::select(vec!["kind", "subject", "actor", "source_file", "payload", "hash"]);
    let number = prop::sample::select(vec!["recorded_at", "valid_from", "valid_to", "source_row", "replaces"]);
    prop_oneof![
        (text, any::<Index>(), 1_u8..).prop_map(|(column, at, mask)| Change::Byte { column, at, mask }),
        (number, prop_oneof![Just(-1), Just(1), Just(100)]).prop_map(|(column, by)| Change::Number { column, by }),
    ]
}

fn any_change_of_a_stored_byte_is_found_at_its_position(place: &Place) {
    let mut journal = place.open();
    let full = |number: u32| NewFact {
        valid_to: Some(jiff::civil::date(2027, 5, 10)),
        replaces: (number > 3).then_some(2),
        ..crate::samples::fact("carl2-person/1", &format!("carl2:{number}"))
    };
    append(&mut journal, 0, &(1..=40).map(full).collect::<Vec<_>>());
    place.unprotect();
    let facts = read_all(&mut journal, &Filter::all());
    let journal = std::cell::RefCell::new(journal);
    let law = |(at, change): (Index, Change)| {
        // Those from 4 on have every field.
        let fact = &facts[3 + at.index(facts.len() - 3)];
        let (column, old, new) = match change {
            Change::Byte { column, at, mask } => {
                let old = match column {
                    "kind" => fact.kind.clone().into_bytes(),
                    "subject" => fact.subject.clone().into_bytes(),
                    "actor" => fact.actor.clone().into_bytes(),
                    "source_file" => fact.source.clone().unwrap().file.into_bytes(),
                    "payload" => fact.payload.clone().into_bytes(),
                    _ => fact.hash.to_vec(),
                };
                let mut new = old.clone();
                new[at.index(old.len())] ^= mask;
                if matches!(place, Place::Postgres { .. }) && column != "hash" && !is_text(&new) {
                    // The server itself refuses such bytes in a text.
                    return Ok(());
                }
                (column, Raw::Bytes(old), Raw::Bytes(new))
            }
            Change::Number { column, by } => {
                let old = match column {
                    "recorded_at" => fact.recorded_at.as_microsecond(),
                    "valid_from" => 20_261_120,
                    "valid_to" => 20_270_510,
                    "source_row" => 17,
                    _ => 2,
                };
                (column, Raw::Number(old), Raw::Number(old + by))
            }
        };
        place.overwrite("facts", column, fact.position, &new);
        let found = journal.borrow_mut().verify(|_| ());
        place.overwrite("facts", column, fact.position, &old);
        match found {
            Err(VerifyError::Broken(Broken { position, .. })) => prop_assert_eq!(position, fact.position),
            other => prop_assert!(false, "{:?}", other),
        }
        Ok(())
    };
    runner(150).run(&(any::<Index>(), any_change()), law).unwrap();
    journal.borrow_mut().verify(|_| ()).unwrap();
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0)
}

fn transactions_and_rollbacks_in_any_order_leave_no_gap(place: &Place) {
    let journals = std::cell::RefCell::new([place.open(), place.open()]);
    let mut expected = Vec::new();
    let steps = vec((any::<bool>(), any::<bool>(), vec(any_fact(), 0..4)), 1..8);
    let expected_cell = std::cell::RefCell::new(&mut expected);
    let law = |steps: Vec<(bool, bool, Vec<NewFact>)>| {
        let mut journals = journals.borrow_mut();
        let mut expected = expected_cell.borrow_mut();
        for (second, commits, facts) in steps {
            let mut transaction = journals[usize::from(second)].begin(evening(0)).unwrap();
            let positions = transaction.append_all(&facts).unwrap();
            prop_assert_eq!(positions.start, expected.len() as u64 + 1);
            if commits {
                transaction.commit().unwrap();
                expected.extend(facts);
            }
        }
        let stored = read_all(&mut journals[0], &Filter::all());
        prop_assert_eq!(stored.len(), expected.len());
        prop_assert!(stored.iter().zip(expected.iter()).all(|(stored, new)| is_same(stored, new)));
        prop_assert_eq!(journals[1].verify(|_| ()).unwrap().facts, expected.len() as u64);
        Ok(())
    };
    runner(30).run(&steps, law).unwrap();
}
