//! The JSON Schema of a case file, from the same types that read it.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use vocabulary::UncertainDate;

use crate::facts::kind_schemas;

/// The JSON Schema of a case file.
pub fn schema() -> Schema {
    let mut generator = SchemaGenerator::default();
    let date = generator.subschema_for::<jiff::civil::Date>();
    let uncertain = generator.subschema_for::<UncertainDate>();
    let kinds: Vec<Value> = kind_schemas(&mut generator)
        .into_iter()
        .map(|(kind, judgement, schema)| fact_schema(kind, judgement, schema, &date, &uncertain))
        .collect();
    let definitions = generator.take_definitions(true);
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case under the Integration Act",
        "description": "Persons and dated facts. Events that are not here have not happened; properties that are not here are not known.",
        "type": "object",
        "required": ["case", "persons", "facts"],
        "additionalProperties": false,
        "properties": {
            "case": { "type": "string", "description": "The case number." },
            "persons": {
                "type": "array",
                "minItems": 1,
                "description": "The first is the one the case is about; the others are family.",
                "items": {
                    "type": "object",
                    "required": ["id"],
                    "additionalProperties": false,
                    "properties": {
                        "id": { "type": "string" },
                        "name": { "type": ["string", "null"] },
                        "born": { "anyOf": [uncertain, { "type": "null" }] },
                    },
                },
            },
            "facts": { "type": "array", "items": { "oneOf": kinds } },
        },
        "$defs": definitions,
    })
}

/// A fact of a kind: what the kind holds, and what every fact has.
fn fact_schema(kind: &str, judgement: bool, schema: Schema, date: &Schema, uncertain: &Schema) -> Value {
    let mut schema = match Value::from(schema) {
        Value::Object(fields) => fields,
        other => panic!("the schema of {kind} is no object: {other}"),
    };
    let envelope = json!({
        "fact": { "const": kind },
        "id": { "type": ["string", "null"], "description": "Named by other facts; #1, #2 … by place where left out." },
        "person": { "type": ["string", "null"], "description": "The id of a person; the first person where left out." },
        "on": uncertain,
        "recorded": { "anyOf": [date, { "type": "null" }], "description": "The day it was recorded; the day it happened where left out." },
        "replaces": { "type": ["string", "null"], "description": "The id of the fact it takes the place of." },
        "by": { "type": ["string", "null"], "description": "Who stands behind it." },
        "reason": { "type": ["string", "null"], "description": "The reason given." },
    });
    let mut properties = match envelope {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    if let Some(Value::Object(own)) = schema.remove("properties") {
        properties.extend(own);
    }
    let mut required = vec![json!("fact"), json!("on")];
    if judgement {
        required.extend([json!("by"), json!("reason")]);
    }
    if let Some(Value::Array(own)) = schema.remove("required") {
        required.extend(own);
    }
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("required".to_owned(), Value::Array(required));
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
    schema.remove("title");
    Value::Object(schema)
}
