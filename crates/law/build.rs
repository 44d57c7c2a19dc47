//! Turns the index of the Act (`act/*.tsv`) into tables the compiler can look citations up in, and tells which golden
//! cases (`cases/*.toml`) each provision has; and the names of facts, their fields and choices (`names/*.tsv`) into tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// The files of the index, in the order of the text.
const FILES: [&str; 15] = [
    "chapter1",
    "chapter2",
    "chapter3",
    "chapter4",
    "chapter5",
    "chapter6",
    "chapter7",
    "chapter8",
    "chapter9",
    "chapter10",
    "chapter11",
    "chapter12",
    "chapter13",
    "transitional",
    "notes",
];

fn main() {
    println!("cargo::rerun-if-changed=act");
    println!("cargo::rerun-if-changed=cases");
    println!("cargo::rerun-if-changed=names");
    write("names.rs", &names());
    let cases = cases_by_provision();
    let mut citations = String::new();
    let mut entries = String::new();
    let mut seen = BTreeSet::new();
    let mut known = 0;
    for file in FILES {
        let path = format!("act/{file}.tsv");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (line, row) in text.lines().enumerate().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [citation, status, from, until, source, function, danish, english] = cells[..] else {
                panic!("{path}:{}: eight columns are expected, there are {}", line + 1, cells.len());
            };
            assert!(seen.insert(citation.to_owned()), "{path}:{}: {citation} stands twice", line + 1);
            let cases = cases.get(citation).cloned().unwrap_or_default();
            known += usize::from(!cases.is_empty());
            writeln!(citations, "    {citation:?},").expect("a String takes all");
            writeln!(
                entries,
                "    Entry {{ file: {file:?}, status: Status::{}, from: {}, until: {}, source: {source:?}, function: {}, title: Words {{ da: {danish:?}, en: {english:?} }}, cases: &{cases:?} }},",
                variant(status, &path, line),
                date(from, &path, line),
                if until.is_empty() { "None".to_owned() } else { format!("Some({})", date(until, &path, line)) },
                if function.is_empty() { "None".to_owned() } else { format!("Some({function:?})") },
            )
            .expect("a String takes all");
        }
    }
    let unknown: Vec<&String> = cases.keys().filter(|citation| !seen.contains(*citation)).collect();
    assert!(unknown.is_empty(), "golden cases name provisions that the Act does not have: {unknown:?}");
    assert_eq!(known, cases.len(), "each provision with golden cases is in the index");
    let table = format!(
        "pub(super) const CITATIONS: [&str; {0}] = [\n{citations}];\npub(super) static ENTRIES: [Entry; {0}] = [\n{entries}];\n",
        seen.len()
    );
    write("act.rs", &table);
}

fn write(name: &str, table: &str) {
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join(name), table).expect("the table can be written");
}

/// The tables of names: kinds in alphabetical order; fields by kind, and within a kind in the order of the file.
fn names() -> String {
    let mut kinds: Vec<(String, String)> =
        rows("names/kinds.tsv").into_iter().map(|[kind, danish, english]| (kind, words(&danish, &english))).collect();
    kinds.sort();
    assert_no_twins("names/kinds.tsv", kinds.iter().map(|(kind, _)| kind.clone()));
    let mut choices: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for [choice, value, danish, english] in rows("names/choices.tsv") {
        choices.entry(choice).or_default().push((value, words(&danish, &english)));
    }
    for (choice, values) in &choices {
        assert_no_twins(&format!("names/choices.tsv: {choice}"), values.iter().map(|(value, _)| value.clone()));
    }
    let mut fields = rows::<6>("names/fields.tsv");
    fields.sort_by(|[kind, ..], [other, ..]| kind.cmp(other));
    assert_no_twins("names/fields.tsv", fields.iter().map(|[kind, field, ..]| format!("{kind} {field}")));
    let mut table = format!("static KINDS: [(&str, Words); {}] = [\n", kinds.len());
    for (kind, words) in &kinds {
        writeln!(table, "    ({kind:?}, {words}),").expect("a String takes all");
    }
    writeln!(table, "];\nstatic FIELDS: [Field; {}] = [", fields.len()).expect("a String takes all");
    for [kind, field, holds, told, danish, english] in &fields {
        assert!(
            told.is_empty() || told == "told",
            "names/fields.tsv: {kind} {field}: {told} is neither told nor empty"
        );
        writeln!(
            table,
            "    Field {{ kind: {kind:?}, name: {field:?}, holds: {}, told: {}, words: {} }},",
            holding(holds, &choices),
            !told.is_empty(),
            words(danish, english),
        )
        .expect("a String takes all");
    }
    table.push_str("];\n");
    table
}

/// What a field holds: one of the plain things, or one of a choice's values.
fn holding(holds: &str, choices: &BTreeMap<String, Vec<(String, String)>>) -> String {
    if let Some(values) = choices.get(holds) {
        let values: Vec<String> = values.iter().map(|(value, words)| format!("({value:?}, {words})")).collect();
        return format!("Holds::Choice(&[{}])", values.join(", "));
    }
    let plain = match holds {
        "day" => "Day",
        "month" => "Month",
        "year" => "Year",
        "municipality" => "Municipality",
        "country" => "Country",
        "ground" => "Ground",
        "amount" => "Amount",
        "hours" => "Hours",
        "weekly_hours" => "WeeklyHours",
        "count" => "Count",
        "yes_no" => "YesNo",
        "text" => "Text",
        "fact" => "Fact",
        "person" => "Person",
        "parts" => "Parts",
        _ => panic!("names/fields.tsv: {holds} is nothing a field holds, nor a choice of names/choices.tsv"),
    };
    format!("Holds::{plain}")
}

fn words(danish: &str, english: &str) -> String {
    assert!(!danish.is_empty() && !english.is_empty(), "a name is there in both languages: {danish:?}, {english:?}");
    format!("Words {{ da: {danish:?}, en: {english:?} }}")
}

/// The rows of a table below its heading.
fn rows<const COLUMNS: usize>(path: &str) -> Vec<[String; COLUMNS]> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let row = |(line, row): (usize, &str)| {
        let cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
        cells.try_into().unwrap_or_else(|cells: Vec<String>| {
            panic!("{path}:{}: {COLUMNS} columns are expected, there are {}", line + 1, cells.len())
        })
    };
    text.lines().enumerate().skip(1).map(row).collect()
}

fn assert_no_twins(table: &str, keys: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    for key in keys {
        assert!(seen.insert(key.clone()), "{table}: {key} stands twice");
    }
}

fn variant(status: &str, path: &str, line: usize) -> &'static str {
    match status {
        "executed" => "Executed",
        "recorded" => "Recorded",
        "power" => "Power",
        "organisational" => "Organisational",
        "repealed" => "Repealed",
        _ => panic!("{path}:{}: {status} is no status", line + 1),
    }
}

fn date(text: &str, path: &str, line: usize) -> String {
    let parts: Vec<i16> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts[..] else { panic!("{path}:{}: {text} is no date", line + 1) };
    format!("date({year}, {month}, {day})")
}

/// The names of the golden cases of each provision.
fn cases_by_provision() -> BTreeMap<String, Vec<String>> {
    let mut cases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut files: Vec<_> =
        fs::read_dir("cases").expect("the golden cases").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in file.get("case").and_then(toml::Value::as_array).into_iter().flatten() {
            let Some(name) = case.get("name").and_then(toml::Value::as_str) else {
                panic!("{}: a case has a name", path.display());
            };
            let provisions: Vec<&str> = match case.get("provision") {
                Some(toml::Value::String(one)) => vec![one],
                Some(toml::Value::Array(several)) => several.iter().filter_map(toml::Value::as_str).collect(),
                _ => panic!("{}: {name}: a case has a provision", path.display()),
            };
            for provision in provisions {
                cases.entry(provision.to_owned()).or_default().push(name.to_owned());
            }
        }
    }
    cases
}
