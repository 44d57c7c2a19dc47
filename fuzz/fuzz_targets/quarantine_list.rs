//! Any list beside some raw bytes is replayed or is an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::quarantine::{LIST, RAW, replay};

fuzz_target!(|bytes: &[u8]| {
    let directory = tempfile::tempdir().expect("the disk holds");
    std::fs::write(directory.path().join(RAW), b"0010101901234").expect("the disk holds");
    let list = directory.path().join(LIST);
    std::fs::write(&list, bytes).expect("the disk holds");
    let _ = replay(&list, 1 << 20);
});
