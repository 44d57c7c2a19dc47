//! Who looked at whom, and why.

use journal::{Broken, Chain, Damage, JournalError, VerifyError};

use crate::places::{Place, Raw};
use crate::samples::{append, look, persons};

on_both_databases!(
    who_looked_is_found_by_whom_they_looked_at,
    entries_are_logged_together_or_not_at_all,
    a_changed_entry_is_found,
    the_read_log_and_the_facts_do_not_move_each_other,
);

fn who_looked_is_found_by_whom_they_looked_at(place: &Place) {
    let mut journal = place.open();
    journal.log_read(&look(0, "carl2:1")).unwrap();
    let head = journal.log_reads(&[look(1, "carl2:2"), look(1, "carl2:1")]).unwrap();
    assert_eq!(head.position, 3);
    let reads = journal.reads_of("carl2:1").unwrap();
    assert_eq!(reads.iter().map(|read| read.position).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(reads[0].entry, look(0, "carl2:1"));
    assert_eq!(journal.heads().unwrap().reads, head);
}

fn entries_are_logged_together_or_not_at_all(place: &Place) {
    let mut journal = place.open();
    let nameless = journal::ReadEntry { purpose: String::new(), ..look(0, "carl2:2") };
    let refused = journal.log_reads(&[look(0, "carl2:1"), nameless]);
    assert!(matches!(refused, Err(JournalError::Refused { field: "purpose", .. })));
    assert!(journal.reads_of("carl2:1").unwrap().is_empty());
}

fn a_changed_entry_is_found(place: &Place) {
    let mut journal = place.open();
    journal.log_reads(&[look(0, "carl2:1"), look(0, "carl2:2"), look(0, "carl2:3")]).unwrap();
    assert_eq!(journal.verify(|_| ()).unwrap().reads, 3);
    place.unprotect();
    place.overwrite("reads", "actor", 2, &Raw::Bytes(b"nobody".to_vec()));
    match journal.verify(|_| ()) {
        Err(VerifyError::Broken(Broken { chain: Chain::Reads, position: 2, what: Damage::Changed })) => {}
        other => panic!("{other:?}"),
    }
}

fn the_read_log_and_the_facts_do_not_move_each_other(place: &Place) {
    let mut journal = place.open();
    append(&mut journal, 5_000, &persons(2));
    journal.log_read(&look(0, "carl2:1")).unwrap();
    let heads = journal.heads().unwrap();
    assert_eq!((heads.facts.position, heads.reads.position), (2, 1));
}
