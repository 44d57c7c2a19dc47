//! Any CSV file of case flow under a manifest made for it is refused, or every row of it is taken, set aside or known
//! already, and no case is taken in part.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use registers::exchange::{ReadOptions, write_manifest};
use registers::flow::import;
use registers::flow_store::FlowStore;
use registers::manifest::{Content, ExchangeFormat};

fuzz_target!(|bytes: &[u8]| {
    let directory = tempfile::tempdir().expect("the disk holds");
    std::fs::write(directory.path().join("events.csv"), bytes).expect("the disk holds");
    let (day, content) = (date(2026, 11, 20), Content::Full);
    if write_manifest(directory.path(), ExchangeFormat::Flow, day, None, content).is_ok() {
        // The import itself asserts that read = taken + quarantined + duplicates.
        let imported = import(directory.path(), &ReadOptions::default(), FlowStore::default()).expect("the manifest fits");
        let set_aside: Vec<&str> = imported.quarantine.items.iter().filter_map(|item| item.subject.as_deref()).collect();
        for event in &imported.store.events {
            assert!(!set_aside.contains(&event.case.0.to_string().as_str()), "a case was taken in part");
        }
    }
});
