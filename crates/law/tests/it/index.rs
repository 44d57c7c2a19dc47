//! The index of the Act against the code: what it says executes a provision exists, and says so itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use law::act::{Provision, Status};

/// Where the code of a module lies: `chapter13_commencement::older_benefit` in `src/chapter13_commencement/older_benefit.rs`.
fn file_of(module: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module.replace("::", "/")).with_extension("rs")
}

/// The doc comment of a function of a module, as one line; nothing where there is no such function.
fn documentation(sources: &mut BTreeMap<String, String>, path: &str) -> Option<String> {
    let (module, function) = path.rsplit_once("::")?;
    if !sources.contains_key(module) {
        sources.insert(module.to_owned(), fs::read_to_string(file_of(module)).ok()?);
    }
    let lines: Vec<&str> = sources[module].lines().map(str::trim_start).collect();
    let named = format!("fn {function}");
    let defines = |line: &str| {
        line.split_once(&named).is_some_and(|(before, after)| {
            ["", "pub ", "pub(crate) ", "pub(super) "].contains(&before) && after.starts_with(['(', '<'])
        })
    };
    let place = lines.iter().position(|line| defines(line))?;
    let is_attribute = |line: &&&str| line.starts_with("#[");
    let above = lines[..place].iter().rev().skip_while(is_attribute);
    let mut doc: Vec<&str> = above.map_while(|line| line.strip_prefix("///")).map(str::trim).collect();
    doc.reverse();
    Some(doc.join(" "))
}

/// Sections that a text names after `§` or `§§`: `§ 19`, `§§ 16–18 a`, `§§ 7, stk. 3 and 8, stk. 3`.
fn sections(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in text.split('§').skip(1) {
        let mut last: Option<(u32, String)> = None;
        let mut ranges = false;
        let mut rest = part;
        while let Some(((number, letter), joined, after)) = next_section(rest) {
            if let Some((from, _)) = last.as_ref().filter(|_| ranges) {
                found.extend((*from..=number).map(|between| format!("§ {between}")));
            }
            found.insert(format!("§ {number}{}", letter.as_ref().map_or(String::new(), |letter| format!(" {letter}"))));
            last = Some((number, letter.unwrap_or_default()));
            ranges = joined == Joined::Range;
            if joined == Joined::End {
                break;
            }
            rest = after;
        }
    }
    found
}

#[derive(PartialEq, Eq)]
enum Joined {
    Range,
    And,
    End,
}

/// The number of a section and its letter, where it has one.
type Number = (u32, Option<String>);

/// A number at the beginning of the text, how the next one is joined to it, and the rest.
fn next_section(text: &str) -> Option<(Number, Joined, &str)> {
    let text = text.trim_start();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = text[..digits].parse().ok()?;
    let after = &text[digits..];
    let mut signs = after.chars();
    let letter = match (signs.next(), signs.next(), signs.next()) {
        (Some(' '), Some(letter), next)
            if letter.is_ascii_lowercase() && next.is_none_or(|next| !next.is_alphanumeric()) =>
        {
            Some(letter.to_string())
        }
        _ => None,
    };
    let after = if letter.is_some() { &after[2..] } else { after };
    for (sign, joined) in [
        ("–", Joined::Range),
        ("-", Joined::Range),
        (" to ", Joined::Range),
        (" and ", Joined::And),
        (" or ", Joined::And),
        (", ", Joined::And),
    ] {
        if let Some(rest) = after.strip_prefix(sign).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return Some(((number, letter), joined, rest));
        }
    }
    Some(((number, letter), Joined::End, after))
}

/// What a function has to name in its documentation: the section, and for a transitional rule the act too.
fn is_named_in(doc: &str, provision: Provision) -> bool {
    let citation = provision.citation();
    let section = citation.split(',').next().unwrap_or(citation);
    match section.strip_prefix("lov ").and_then(|rest| rest.split_once(' ')) {
        Some((act, section)) => doc.contains(act) && sections(doc).contains(section),
        None => sections(doc).contains(section),
    }
}

#[test]
fn the_sections_of_a_text_are_read_as_lawyers_write_them() {
    let read = |text: &str| sections(text).into_iter().collect::<Vec<_>>();
    assert_eq!(read("§ 20, stk. 1, and § 20 a."), ["§ 20", "§ 20 a"]);
    assert_eq!(read("§§ 54–56 together"), ["§ 54", "§ 55", "§ 56"]);
    assert_eq!(read("§§ 16, 17 and 18 a"), ["§ 16", "§ 17", "§ 18 a"]);
    assert_eq!(read("§ 25 and more"), ["§ 25"]);
    assert_eq!(read("§§ 27–30, 34"), ["§ 27", "§ 28", "§ 29", "§ 30", "§ 34"]);
}

#[test]
fn every_function_of_the_index_exists_and_names_its_section() {
    let mut sources = BTreeMap::new();
    let mut wrong = String::new();
    for provision in Provision::all() {
        let Some(function) = provision.entry().function else { continue };
        match documentation(&mut sources, function) {
            None => writeln!(wrong, "{provision}: there is no {function}").unwrap(),
            Some(doc) if !is_named_in(&doc, provision) => {
                writeln!(wrong, "{provision}: {function} does not name it: {doc}").unwrap();
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_executed_row_names_a_function_and_no_other_row_does() {
    let mut wrong = String::new();
    for provision in Provision::all() {
        let entry = provision.entry();
        match (entry.status, entry.function) {
            (Status::Executed, None) => writeln!(wrong, "{provision}: executed by nothing").unwrap(),
            (Status::Executed, Some(_)) | (_, None) => {}
            (_, Some(function)) => writeln!(wrong, "{provision}: not executed, but names {function}").unwrap(),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_whole_stands_before_its_parts() {
    let all: Vec<Provision> = Provision::all().collect();
    for (place, part) in all.iter().enumerate() {
        let Some((whole, _)) = part.citation().rsplit_once(", ") else { continue };
        let of_whole = all.iter().position(|provision| provision.citation() == whole);
        assert!(of_whole.is_some_and(|whole| whole < place), "{part} before {whole}");
    }
}

#[test]
fn every_title_is_there_in_both_languages() {
    for provision in Provision::all() {
        let title = provision.entry().title;
        assert!(!title.da.trim().is_empty() && !title.en.trim().is_empty(), "{provision}");
    }
}

/// Two rows that read alike would make two steps of an account look like one. Rows that were left out of the consolidation all read alike.
#[test]
fn no_title_stands_for_two_leaf_rows_of_a_section() {
    let all: Vec<Provision> = Provision::all().collect();
    let is_leaf = |provision: &Provision| !all.iter().any(|part| part != provision && provision.covers(*part));
    let leaves =
        all.iter().filter(|provision| provision.entry().status != Status::Organisational && is_leaf(provision));
    let mut by_title: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for leaf in leaves {
        let section = leaf.citation().split(',').next().unwrap_or_default();
        for title in [leaf.entry().title.da, leaf.entry().title.en] {
            by_title.entry((section, title)).or_default().push(leaf.citation());
        }
    }
    by_title.retain(|_, rows| rows.len() > 1);
    assert!(by_title.is_empty(), "{by_title:#?}");
}
