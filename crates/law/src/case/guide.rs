//! The page on case files (`docs/case-file.md`): an introduction, and every kind of fact from the schema. A test holds the page to it.

use std::fmt::Write as _;

use serde_json::Value;

use super::reading::ENVELOPE;
use super::schema;

/// The page as Markdown.
pub fn guide() -> String {
    let schema = Value::from(schema());
    let definitions = &schema["$defs"];
    let mut page = include_str!("guide.md").to_owned();
    for kind in schema["properties"]["facts"]["items"]["oneOf"].as_array().into_iter().flatten() {
        write_kind(&mut page, kind, definitions);
    }
    page
}

fn write_kind(page: &mut String, kind: &Value, definitions: &Value) {
    let needed =
        |field: &str| kind["required"].as_array().is_some_and(|needed| needed.iter().any(|name| name == field));
    let name = kind["properties"]["fact"]["const"].as_str().unwrap_or_default();
    let judgement = if needed("by") { " *A judgement: needs `by` and `reason`.*" } else { "" };
    write!(page, "## `{name}`\n\n{}{judgement}\n\n", one_line(kind)).expect("a String takes all");
    let fields: Vec<_> = kind["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(field, _)| !ENVELOPE.contains(&field.as_str()))
        .collect();
    if fields.is_empty() {
        return;
    }
    page.push_str("| field | type | meaning |\n| --- | --- | --- |\n");
    for (field, schema) in fields {
        let must = if needed(field) { ", needed" } else { "" };
        writeln!(page, "| `{field}` | {}{must} | {} |", type_of(schema, definitions), one_line(schema))
            .expect("a String takes all");
    }
    page.push('\n');
}

/// The description, on one line.
fn one_line(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A type in words a case writer knows.
fn type_of(schema: &Value, definitions: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return type_of(&definitions[name], definitions);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        return options
            .iter()
            .filter(|option| option["type"] != "null")
            .map(|option| type_of(option, definitions))
            .collect::<Vec<_>>()
            .join(" or ");
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return choices
            .iter()
            .filter_map(|choice| choice["const"].as_str())
            .map(|choice| format!("`{choice}`"))
            .collect::<Vec<_>>()
            .join(", ");
    }
    if let Some(choices) = schema["enum"].as_array() {
        return choices
            .iter()
            .filter_map(Value::as_str)
            .map(|choice| format!("`{choice}`"))
            .collect::<Vec<_>>()
            .join(", ");
    }
    let of_type = match &schema["type"] {
        Value::Array(types) => types.first().and_then(Value::as_str).unwrap_or_default(),
        other => other.as_str().unwrap_or_default(),
    };
    match (of_type, schema["format"].as_str()) {
        ("string", Some("date")) => "date".to_owned(),
        ("string", Some("fact-id")) => "id of a fact".to_owned(),
        ("string", Some("month")) => "month".to_owned(),
        ("string", Some("country")) => "country".to_owned(),
        ("string", _) => "text".to_owned(),
        ("boolean", _) => "true or false".to_owned(),
        ("integer", _) => "whole number".to_owned(),
        ("number", _) => "number".to_owned(),
        ("array", _) => format!("list of {}", type_of(&schema["items"], definitions)),
        ("object", _) => {
            let fields: Vec<String> = schema["properties"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(field, of)| format!("`{field}` ({})", type_of(of, definitions)))
                .collect();
            format!("object: {}", fields.join(", "))
        }
        (other, _) => other.to_owned(),
    }
}
