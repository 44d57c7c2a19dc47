//! `ankomst demo`: one command from nothing to a country with nights, cases and case flow; a folder of others is left alone.

use std::fs;

use crate::program::run;

#[test]
fn one_command_makes_a_country_and_a_second_opens_it_as_it_was_left() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let folder = place.path().join("demo");
    let name = folder.display().to_string();
    let line = ["demo", &name, "--persons", "300", "--no-desk"];
    let made = run(&line);
    assert_eq!(made.code, 0, "{}{}", made.out, made.err);
    let journal = format!("sqlite:{name}/ankomst.db");
    assert!(made.out.contains(&format!("ankomst serve --journal {journal}")), "{}", made.out);
    assert_eq!(run(&["verify", "--journal", &journal]).code, 0);
    for made in ["report/report.html", "flow.parquet", "supervision.jsonl", "output/night-2026-11-18.txt"] {
        assert!(folder.join(made).exists(), "{made}");
    }
    let cases = fs::read_to_string(folder.join("output/cases-import.txt")).expect("what the import said");
    assert!(!cases.trim().is_empty());

    let journal_file = folder.join("ankomst.db");
    let written = fs::metadata(&journal_file).and_then(|file| file.modified()).expect("the time of the journal");
    assert_eq!(run(&line).code, 0);
    let after = fs::metadata(&journal_file).and_then(|file| file.modified()).expect("the time of the journal");
    assert_eq!(written, after, "a finished demo is opened, not made again");
}

#[test]
fn a_folder_of_something_else_is_refused_and_left_as_it_is() {
    let place = tempfile::tempdir().expect("a temporary folder");
    fs::write(place.path().join("thesis.txt"), "three years of work").expect("a file");
    let name = place.path().display().to_string();
    for line in [vec!["demo", &name, "--no-desk"], vec!["demo", &name, "--no-desk", "--afresh"]] {
        let refused = run(&line);
        assert_eq!(refused.code, 4, "{}", refused.err);
        assert!(refused.err.contains(&name));
    }
    let files: Vec<_> = fs::read_dir(place.path()).expect("a folder").collect();
    assert_eq!(files.len(), 1, "nothing was put into it");
}
