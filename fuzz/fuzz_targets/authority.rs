//! Any bytes are read or set aside, and every line is counted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::authority::{compare_countries, read};

fuzz_target!(|bytes: &[u8]| {
    let register = read("fuzz", bytes).expect("memory does not fail");
    let listed = (register.countries.len() + register.municipalities.len()) as u64;
    assert_eq!(register.lines, listed + register.others + register.frame + register.quarantine.records());
    compare_countries(&register.countries);
});
