//! The house's own rules, as far as a program can check them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn rooms() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("crates")).expect("the rooms").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn the_architecture_names_every_room_and_no_other() {
    let architecture = read("ARCHITECTURE.md");
    let table = architecture.lines().filter_map(|line| line.strip_prefix("| `"));
    let named: BTreeSet<String> = table.filter_map(|line| Some(line.split('`').next()?.to_owned())).collect();
    assert_eq!(named, rooms());
}

#[test]
fn every_dependency_is_explained() {
    let manifest = read("Cargo.toml");
    let table = manifest.split("[workspace.dependencies]").nth(1).expect("the table of dependencies");
    let table = table.split("\n[").next().unwrap_or_default();
    let names = table.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).filter(|name| !name.starts_with('#'));
    let documented = read("docs/dependencies.md");
    let rooms = rooms();
    let missing: Vec<&str> = names.filter(|name| !rooms.contains(*name) && !documented.contains(name)).collect();
    assert!(missing.is_empty(), "docs/dependencies.md does not explain {missing:?}");
}

/// A room may use the rooms above it, never those below (ARCHITECTURE.md). Dev-dependencies are tests' own.
#[test]
fn no_room_uses_a_room_below_it() {
    let order = [
        "vocabulary",
        "law",
        "linkage",
        "oversight",
        "registers",
        "journal",
        "letters",
        "casework",
        "desk",
        "generator",
        "ankomst",
    ];
    assert_eq!(order.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), rooms());
    for (place, room) in order.iter().enumerate() {
        let manifest = read(&format!("crates/{room}/Cargo.toml"));
        let uses = manifest.split("[dependencies]").nth(1).unwrap_or_default();
        let uses = uses.split("\n[").next().unwrap_or_default();
        for below in &order[place + 1..] {
            assert!(!uses.lines().any(|line| line.starts_with(&format!("{below}."))), "{room} uses {below}");
        }
    }
}
