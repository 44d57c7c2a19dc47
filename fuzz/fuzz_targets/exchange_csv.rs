//! Any CSV file under a manifest made for it is refused, or every row of it is read or set aside.
#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use registers::exchange::{ReadOptions, write_manifest};
use registers::manifest::{Content, ExchangeFormat};

fuzz_target!(|bytes: &[u8]| {
    let directory = tempfile::tempdir().expect("the disk holds");
    std::fs::write(directory.path().join("rows.csv"), bytes).expect("the disk holds");
    let (day, content) = (date(2026, 11, 20), Content::Changes);
    if write_manifest(directory.path(), ExchangeFormat::Carl2, day, None, content).is_ok() {
        let extract = registers::carl2::read(directory.path(), &ReadOptions::default()).expect("the manifest fits");
        let read = extract.persons.len() + extract.permits.len() + extract.former_numbers.len();
        assert_eq!(extract.exchange.rows_in_files(), read as u64 + extract.quarantine.records());
    }
});
