//! Facts and times to test with.

use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Fact, Filter, Journal, NewFact, ReadEntry, Source};
use proptest::prelude::*;

/// A fictive evening, `second` seconds in.
pub(crate) fn evening(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_210_000 + second).unwrap()
}

pub(crate) fn fact(kind: &str, subject: &str) -> NewFact {
    NewFact {
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        valid_from: Some(jiff::civil::date(2026, 11, 20)),
        valid_to: None,
        actor: "night".to_owned(),
        source: Some(Source { file: "D261119.L431102".to_owned(), row: 17 }),
        replaces: None,
        payload: format!("{subject} æøå ሰላም"),
    }
}

pub(crate) fn persons(count: u32) -> Vec<NewFact> {
    (1..=count).map(|number| fact("carl2-person/1", &format!("carl2:{number}"))).collect()
}

pub(crate) fn append(journal: &mut Journal, second: i64, facts: &[NewFact]) -> journal::Receipt {
    let mut transaction = journal.begin(evening(second)).unwrap();
    transaction.append_all(facts).unwrap();
    transaction.commit().unwrap()
}

pub(crate) fn look(second: i64, subject: &str) -> ReadEntry {
    ReadEntry {
        at: evening(second),
        actor: "anna".to_owned(),
        authority: "kommune 0101".to_owned(),
        purpose: "integration contract".to_owned(),
        subject: subject.to_owned(),
        what: "address".to_owned(),
    }
}

pub(crate) fn read_all(journal: &mut Journal, filter: &Filter) -> Vec<Fact> {
    let mut facts = Vec::new();
    let stopped = journal.read(0, filter, |fact| {
        facts.push(fact.to_fact());
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(stopped.unwrap(), None);
    facts
}

pub(crate) fn positions(journal: &mut Journal, filter: &Filter) -> Vec<u64> {
    read_all(journal, filter).iter().map(|fact| fact.position).collect()
}

/// Whether the stored fact is what was handed in.
pub(crate) fn is_same(stored: &Fact, new: &NewFact) -> bool {
    let Fact { kind, subject, valid_from, valid_to, actor, source, replaces, payload, .. } = stored.clone();
    NewFact { kind, subject, valid_from, valid_to, actor, source, replaces, payload } == *new
}

/// Any fact that both databases take.
pub(crate) fn any_fact() -> impl Strategy<Value = NewFact> {
    let text = "[^\0]{0,40}";
    let name = "[^\0]{1,20}";
    let day =
        proptest::option::of((1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap()));
    let row = prop_oneof![any::<u32>().prop_map(u64::from), Just(i64::MAX.cast_unsigned())];
    let source = proptest::option::of((text, row).prop_map(|(file, row)| Source { file, row }));
    (name, name, day.clone(), day, name, source, text).prop_map(
        |(kind, subject, valid_from, valid_to, actor, source, payload)| NewFact {
            kind,
            subject,
            valid_from,
            valid_to,
            actor,
            source,
            replaces: None,
            payload,
        },
    )
}
