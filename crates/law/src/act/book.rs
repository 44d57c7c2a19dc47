//! The index of the Act as a page (`docs/act.md`): a test holds the page to it.

use std::fmt::Write as _;

use super::{Provision, Status, broken_references};

/// The whole index as Markdown.
pub fn book() -> String {
    let mut page = String::from(
        "# The Act, provision by provision\n\n\
         Written by `ankomst law coverage --markdown`; a test fails when it is not what the program would write. Titles are our own words, not the Act's.\n\
         *executed*: a function runs it over facts; *recorded*: facts are kept, nothing is computed; *power*: a minister may make rules; *organisational*: aims,\n\
         tasks, set-up, and what the consolidation leaves out. *in force* is the first day of the present wording and what that rests on; *cases* counts golden cases.\n",
    );
    let mut file = "";
    for provision in Provision::all() {
        let entry = provision.entry();
        if entry.file != file {
            file = entry.file;
            write!(page, "\n## {}\n\n| provision | title | status | in force | function | cases |\n| --- | --- | --- | --- | --- | ---: |\n", heading(file)).expect("a String takes all");
        }
        let until = entry.until.map_or_else(String::new, |until| format!(" until {until}"));
        let function = entry.function.map_or_else(String::new, |function| format!("`{function}`"));
        let status = format!("{:?}", entry.status).to_lowercase();
        let cases = if entry.status == Status::Executed { provision.cases().len().to_string() } else { String::new() };
        writeln!(
            page,
            "| {provision} | {} | {status} | {}{until} ({}) | {function} | {cases} |",
            entry.title.en, entry.from, entry.source
        )
        .expect("a String takes all");
    }
    page.push_str("\n## References of the Act to what it does not have\n\n");
    for broken in broken_references() {
        writeln!(page, "- {} points to {}", broken.from, broken.to).expect("a String takes all");
    }
    page
}

fn heading(file: &str) -> String {
    match file.strip_prefix("chapter") {
        Some(number) => format!("Chapter {number}"),
        None if file == "transitional" => "Transitional rules of the amending acts".to_owned(),
        None => "Notes of the consolidation".to_owned(),
    }
}
