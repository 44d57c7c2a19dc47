//! Any text is a case file or is refused with what is wrong; what is read can be assessed, with and without reasons.
#![no_main]

use jiff::civil::date;
use law::assessment::{Inquiry, assess};
use law::edition::LBK_1593_2007;
use law::words::Language;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(case) = law::case::read(text) else { return };
    for (person, explain) in case.persons.iter().filter_map(|person| case.person(&person.id)).zip([true, false]) {
        let (on, language) = (date(2009, 6, 1), Language::Danish);
        let _ = assess(&case, person, &Inquiry { on, known_at: None, edition: &LBK_1593_2007, explain, language });
    }
});
