//! Any bytes are read, set aside or refused; all are counted; what is read can be typed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::cpr::{CprPerson, Limits, read};

fuzz_target!(|bytes: &[u8]| {
    let delivery = read("fuzz", bytes, &Limits::default()).expect("memory does not fail");
    let counts = delivery.counts;
    assert_eq!(counts.bytes, bytes.len() as u64);
    assert_eq!(counts.records, counts.of_persons + counts.control + counts.set_aside);
    let kinds = [counts.bytes_of_persons, counts.bytes_of_control, counts.bytes_set_aside, counts.bytes_blank];
    assert_eq!(counts.bytes, kinds.iter().sum::<u64>());
    for person in delivery.persons() {
        CprPerson::from_records(person.text()).expect("what the reader lets through can be typed");
    }
});
