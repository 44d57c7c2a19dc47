//! The names of kinds, fields and choices: whole, plain and told in the language asked for, whatever the fact.

use std::collections::{BTreeMap, BTreeSet};

use law::facts::{KINDS, describe, headline, names};
use law::words::{Language, Words};
use serde_json::{Map, Value, json};

use crate::random_case::{Kinds, case};

/// Names that are the same word in both languages.
const THE_SAME_IN_BOTH: [&str; 7] = ["administration", "form", "id", "mentor", "person", "plan", "region"];

/// Every kind with its fields, as the schema has them; fields of objects as `goals.aim`.
fn fields() -> Vec<(String, String, Value)> {
    let schema = serde_json::to_value(law::case::schema()).unwrap();
    let mut all = Vec::new();
    for kind in schema["properties"]["facts"]["items"]["oneOf"].as_array().unwrap() {
        let name = kind["properties"]["fact"]["const"].as_str().unwrap();
        for (field, of) in kind["properties"].as_object().unwrap() {
            let of = resolved(of, &schema);
            for (part, of) in of["properties"].as_object().into_iter().flatten() {
                all.push((name.to_owned(), format!("{field}.{part}"), resolved(of, &schema)));
            }
            all.push((name.to_owned(), field.clone(), of));
        }
    }
    all.retain(|(_, field, _)| field != "fact");
    all
}

/// The type of a field, or of its items: without references, lists and the possibility that nothing stands there.
fn resolved(of: &Value, schema: &Value) -> Value {
    if let Some(name) = of["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return resolved(&schema["$defs"][name], schema);
    }
    if let Some(options) = of["anyOf"].as_array() {
        return resolved(options.iter().find(|option| option["type"] != "null").unwrap(), schema);
    }
    if of["items"].is_object() { resolved(&of["items"], schema) } else { of.clone() }
}

/// The values that can be chosen in a field.
fn choices(of: &Value) -> Vec<String> {
    let constants = of["oneOf"].as_array().into_iter().flatten().map(|choice| &choice["const"]);
    let listed = of["enum"].as_array().into_iter().flatten();
    constants.chain(listed).filter_map(Value::as_str).map(str::to_owned).collect()
}

fn assert_is_a_name(words: Option<Words>, of: &str) {
    let words = words.unwrap_or_else(|| panic!("{of} has no name"));
    for text in [words.da, words.en] {
        assert!(!text.trim().is_empty() && text.trim() == text && !text.contains('_'), "{of} is called {text:?}");
    }
    assert!(words.da != words.en || THE_SAME_IN_BOTH.contains(&words.da), "{of} is {} in both languages", words.da);
}

#[test]
fn every_kind_has_a_name_of_its_own_in_both_languages() {
    let mut seen = BTreeMap::new();
    for kind in KINDS {
        let words = names::kind(kind);
        assert_is_a_name(words, kind);
        for text in words.into_iter().flat_map(|words| [words.da.to_lowercase(), words.en.to_lowercase()]) {
            if let Some(other) = seen.insert(text.clone(), kind) {
                assert!(other == kind, "{kind} and {other} are both called {text}");
            }
        }
    }
}

#[test]
fn every_field_and_every_choice_has_a_name_in_both_languages() {
    for (kind, field, of) in fields() {
        assert_is_a_name(names::field(&kind, &field), &format!("{kind}.{field}"));
        for value in choices(&of) {
            assert_is_a_name(names::choice(&kind, &field, &value), &format!("{kind}.{field} = {value}"));
        }
    }
}

#[test]
fn fields_of_one_kind_are_told_apart_by_their_names() {
    let mut seen = BTreeMap::new();
    for (kind, field, _) in fields() {
        for text in names::field(&kind, &field).into_iter().flat_map(|words| [("da", words.da), ("en", words.en)]) {
            if let Some(other) = seen.insert((kind.clone(), text), field.clone()) {
                panic!("{kind}.{field} and {kind}.{other} are both called {text:?}");
            }
        }
    }
}

#[test]
fn no_name_stands_for_what_the_case_file_does_not_have() {
    let table = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("names").join(name);
        std::fs::read_to_string(path).unwrap()
    };
    for kind in table("kinds.tsv").lines().skip(1).map(|row| row.split('\t').next().unwrap()) {
        assert!(KINDS.contains(&kind), "names/kinds.tsv: there is no kind {kind}");
    }
    let fields = fields();
    for row in table("fields.tsv").lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let known = fields.iter().any(|(kind, field, _)| field == cells[1] && (cells[0] == "*" || kind == cells[0]));
        assert!(known, "names/fields.tsv: there is no field {} {}", cells[0], cells[1]);
    }
    for (kind, field, of) in &fields {
        for value in ["true", "false"] {
            let named = names::choice(kind, field, value).is_some();
            assert!(!named || of["type"].to_string().contains("boolean"), "{kind}.{field} is never {value}");
        }
    }
}

/// The facts of some random cases, and the two kinds that no random case holds.
fn random_facts() -> Vec<Map<String, Value>> {
    let kinds = Kinds::new();
    let cases = (0..20).map(|seed| case(&kinds, seed, 800));
    let random = cases.flat_map(|case| case["facts"].as_array().unwrap().clone());
    let others = [
        json!({ "fact": "own_circumstances", "on": "2008-05-01", "omission": "a", "own": true }),
        json!({ "fact": "complaint_decided", "on": "2008-05-01", "complaint": "k", "changed": false }),
    ];
    random.chain(others).map(|fact| fact.as_object().unwrap().clone()).collect()
}

#[test]
fn every_field_of_a_random_fact_is_described() {
    let facts = random_facts();
    for fact in &facts {
        let kind = fact["fact"].as_str().unwrap();
        for language in [Language::Danish, Language::English] {
            let lines = describe(fact, language);
            assert_eq!(lines.len(), fact.len() - 1, "{fact:?}: {lines:?}");
            for field in fact.keys().filter(|field| *field != "fact") {
                let name = names::field(kind, field).unwrap().text(language);
                let value = &lines.iter().find(|(label, _)| label == name).unwrap().1;
                assert!(!value.is_empty(), "{kind}.{field} is described by nothing");
            }
        }
    }
    let described: BTreeSet<&str> = facts.iter().filter_map(|fact| fact["fact"].as_str()).collect();
    let untried: Vec<_> = KINDS.iter().filter(|kind| !described.contains(*kind)).collect();
    assert!(untried.is_empty(), "no random fact is of these kinds: {untried:?}");
}

#[test]
fn a_value_of_the_case_file_is_never_shown_raw() {
    let ids = ["id", "person", "spouse", "partner", "child", "by", "reason"];
    for fact in random_facts() {
        let kind = fact["fact"].as_str().unwrap();
        for (field, value) in fact.iter().filter(|(field, _)| !ids.contains(&field.as_str())) {
            if field == "fact" {
                continue;
            }
            let name = names::field(kind, field).unwrap().da;
            let lines = describe(&fact, Language::Danish);
            let shown = &lines.iter().find(|(label, _)| label == name).unwrap().1;
            let chosen = value.as_str().is_some_and(|text| names::choice(kind, field, text).is_some());
            let raw_choice = chosen && value == shown.as_str() && !THE_SAME_IN_BOTH.contains(&shown.as_str());
            let iso_day = value.as_str().is_some_and(|text| text.parse::<jiff::civil::Date>().is_ok() && text == shown);
            assert!(!raw_choice && !iso_day, "{kind}.{field} is shown as {shown}");
            assert!(!value.is_boolean() || (shown != "true" && shown != "false"), "{kind}.{field} is shown as {shown}");
        }
    }
}

#[test]
fn danish_has_no_english_in_it() {
    let english: Vec<&str> =
        vec![" the ", " of ", " to the ", " is ", " not ", " with ", " and ", "true", "false", "null", "_"];
    for fact in random_facts() {
        let told = headline(&fact, Language::Danish);
        let lines = describe(&fact, Language::Danish).into_iter().map(|(label, value)| format!("{label}: {value}"));
        for line in lines.chain([told]) {
            for word in &english {
                assert!(!line.contains(*word), "{word:?} in {line:?}");
            }
        }
    }
}
