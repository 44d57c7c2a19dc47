//! A subject's facts and its read log, newest first, a page at a time.

use journal::{JournalError, NewFact, ReadEntry};

use crate::places::{Place, Raw};
use crate::samples::{append, fact, look};

on_both_databases!(
    pages_of_facts_follow_one_another_newest_first,
    pages_of_the_read_log_follow_one_another_newest_first,
    a_damaged_entry_on_a_page_is_told,
);

/// Seven about the one, at the positions 1, 3, 5 …, each followed by one about another.
fn in_turn<T>(make: impl Fn(&str) -> T) -> Vec<T> {
    (0..14).map(|number| make(if number % 2 == 0 { "cpr:1" } else { "cpr:11" })).collect()
}

/// Every page of three, until one is empty.
fn pages(mut page: impl FnMut(Option<u64>, u32) -> Vec<u64>) -> Vec<Vec<u64>> {
    let mut pages = Vec::new();
    let mut before = None;
    loop {
        let positions = page(before, 3);
        let Some(last) = positions.last() else { return pages };
        before = Some(*last);
        pages.push(positions);
    }
}

fn pages_of_facts_follow_one_another_newest_first(place: &Place) {
    let mut journal = place.open();
    let facts: Vec<NewFact> = in_turn(|subject| fact("a/1", subject));
    append(&mut journal, 0, &facts);
    let mut page = |subject: &str, before, limit| -> Vec<u64> {
        journal.facts_of_page(subject, before, limit).unwrap().iter().map(|fact| fact.position).collect()
    };
    assert_eq!(pages(|before, limit| page("cpr:1", before, limit)), [vec![13, 11, 9], vec![7, 5, 3], vec![1]]);
    assert_eq!(page("cpr:1", Some(u64::MAX), 2), [13, 11]);
    for none in [page("cpr:1", None, 0), page("cpr:1", Some(1), 5), page("cpr:", None, 5), page("cpr:2", None, 5)] {
        assert_eq!(none, [0_u64; 0]);
    }
}

fn pages_of_the_read_log_follow_one_another_newest_first(place: &Place) {
    let mut journal = place.open();
    let entries: Vec<ReadEntry> = in_turn(|subject| look(0, subject));
    journal.log_reads(&entries).unwrap();
    let mut page = |subject: &str, before, limit| -> Vec<u64> {
        journal.reads_of_page(subject, before, limit).unwrap().iter().map(|read| read.position).collect()
    };
    assert_eq!(pages(|before, limit| page("cpr:11", before, limit)), [vec![14, 12, 10], vec![8, 6, 4], vec![2]]);
    assert_eq!(page("cpr:11", None, 100).len(), 7);
    assert_eq!(page("cpr:12", None, 100), [0_u64; 0]);
    let both = ["cpr:1".to_owned(), "cpr:11".to_owned(), "cpr:1".to_owned()];
    let mut page = |before, limit| -> Vec<u64> {
        journal.reads_of_page_any(&both, before, limit).unwrap().iter().map(|read| read.position).collect()
    };
    assert_eq!(page(None, 4), [14, 13, 12, 11], "of several subjects, each entry once");
    assert_eq!(page(Some(11), 4), [10, 9, 8, 7]);
}

fn a_damaged_entry_on_a_page_is_told(place: &Place) {
    let mut journal = place.open();
    journal.log_reads(&[look(0, "cpr:1"), look(0, "cpr:1")]).unwrap();
    place.unprotect();
    match place {
        Place::Sqlite { .. } => place.overwrite("reads", "hash", 1, &Raw::Bytes(vec![0])),
        Place::Postgres { .. } => place.run("UPDATE reads SET at = 'infinity' WHERE position = 1").unwrap(),
    }
    assert_eq!(journal.reads_of_page("cpr:1", None, 1).unwrap().len(), 1);
    match journal.reads_of_page("cpr:1", None, 2) {
        Err(JournalError::Damaged { what, .. }) => assert_eq!(what, "entry of the read log at position 1"),
        other => panic!("{other:?}"),
    }
}

/// What the server itself counted: rows that were fetched, through whichever index.
#[test]
fn a_page_on_postgres_reads_its_own_rows_and_no_others() {
    let place = Place::postgres();
    let mut journal = place.open();
    // The subject's entries are the oldest, and many newer ones of others follow: walking back along the whole log would read them all.
    let mut entries = vec![look(0, "cpr:1"); 20];
    entries.extend(vec![look(0, "cpr:2"); 3_000]);
    journal.log_reads(&entries).unwrap();
    let mut facts = vec![fact("a/1", "cpr:1"); 20];
    facts.extend(vec![fact("a/1", "cpr:2"); 3_000]);
    append(&mut journal, 0, &facts);
    place.run("ANALYZE facts; ANALYZE reads").unwrap();
    drop(journal);
    let before = rows_fetched(&place);
    let mut journal = place.open();
    assert_eq!(journal.reads_of_page("cpr:1", Some(15), 5).unwrap().len(), 5);
    assert_eq!(journal.facts_of_page("cpr:1", Some(15), 5).unwrap().len(), 5);
    drop(journal);
    // Counted when the connection has ended, a moment later.
    let begun = std::time::Instant::now();
    let fetched = loop {
        let fetched = rows_fetched(&place) - before;
        if fetched > 0 || begun.elapsed() > std::time::Duration::from_secs(10) {
            break fetched;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    assert!((10..=20).contains(&fetched), "{fetched} rows");
}

fn rows_fetched(place: &Place) -> i64 {
    let Place::Postgres { schema, raw } = place else { panic!("only a server counts") };
    let sql = "SELECT (sum(coalesce(idx_tup_fetch, 0)) + sum(seq_tup_read))::bigint FROM pg_stat_user_tables
        WHERE schemaname = $1 AND relname IN ('facts', 'reads')";
    raw.lock().unwrap().query_one(sql, &[schema]).unwrap().get(0)
}
