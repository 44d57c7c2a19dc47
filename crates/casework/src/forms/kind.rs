//! What a kind of fact holds, as forms need it: types and what is needed from the case file's schema, names from `law::facts::names`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use law::act::Provision;
use law::facts::names::{self, Holds};
use law::words::Words;
use serde_json::Value;

use super::why::provisions_in;

/// What a kind of fact holds.
#[derive(Debug)]
pub(super) struct Kind {
    /// Whether somebody must stand behind it by name and with a reason.
    pub(super) is_judgement: bool,
    /// The provisions that it is asked for.
    pub(super) why: Vec<Provision>,
    /// The fields besides those that every fact has, in the order they are told. Parts of objects are told after them: `goals.aim`.
    pub(super) fields: Vec<KindField>,
}

/// A field of a kind.
#[derive(Debug)]
pub(super) struct KindField {
    /// Its key: `goals.aim` for a part of each of the `goals`.
    pub(super) name: &'static str,
    /// What it is called.
    pub(super) words: Words,
    /// What stands in it, or in each item where it is a list.
    pub(super) holds: Holds,
    /// Whether it is a list.
    pub(super) is_list: bool,
    /// Whether the case file must have it.
    pub(super) is_needed: bool,
    /// The provisions that it is asked for itself; none where it is asked for what the kind is.
    pub(super) why: Vec<Provision>,
}

impl Kind {
    /// The kind with a key.
    pub(super) fn of(kind: &str) -> Option<&'static Self> {
        static KINDS: LazyLock<BTreeMap<String, Kind>> = LazyLock::new(from_the_schema);
        KINDS.get(kind)
    }

    /// A field of it.
    pub(super) fn field(&self, name: &str) -> Option<&KindField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The parts of a field that holds objects.
    pub(super) fn parts<'a>(&'a self, whole: &'a str) -> impl Iterator<Item = &'a KindField> {
        self.fields.iter().filter(move |field| part_name(field.name, whole).is_some())
    }
}

/// The key of a part inside its object: `aim` of `goals.aim`.
pub(super) fn part_name<'a>(name: &'a str, whole: &str) -> Option<&'a str> {
    name.strip_prefix(whole)?.strip_prefix('.')
}

/// What every fact has, and no form asks as a field of the kind.
const OF_EVERY_FACT: [&str; 8] = ["id", "fact", "person", "on", "recorded", "replaces", "by", "reason"];

fn from_the_schema() -> BTreeMap<String, Kind> {
    let schema = Value::from(law::case::schema());
    let definitions = &schema["$defs"];
    let kinds = schema["properties"]["facts"]["items"]["oneOf"].as_array().into_iter().flatten();
    let read = |kind: &Value| {
        let key = kind["properties"]["fact"]["const"].as_str()?.to_owned();
        let fields = names::fields(&key).filter_map(|field| kind_field(&key, kind, definitions, field)).collect();
        Some((key, Kind { is_judgement: is_needed(kind, "by"), why: provisions(kind), fields }))
    };
    kinds.filter_map(read).collect()
}

fn kind_field(key: &str, kind: &Value, definitions: &Value, field: &'static names::Field) -> Option<KindField> {
    if OF_EVERY_FACT.contains(&field.name) {
        return None;
    }
    let (whole, part) = field.name.split_once('.').map_or((field.name, None), |(whole, part)| (whole, Some(part)));
    let of_whole = kind["properties"].get(whole)?;
    let own = resolved(of_whole, definitions);
    let (schema, needed, described) = match part {
        None => (own, is_needed(kind, whole), of_whole),
        Some(part) => {
            let object = resolved(&own["items"], definitions);
            let of_part = object["properties"].get(part)?;
            (resolved(of_part, definitions), is_needed(object, part), of_part)
        }
    };
    let words = names::field(key, field.name)?;
    let is_list = has_type(schema, "array");
    Some(KindField {
        name: field.name,
        words,
        holds: field.holds,
        is_list,
        is_needed: needed,
        why: provisions(described),
    })
}

fn provisions(schema: &Value) -> Vec<Provision> {
    schema["description"].as_str().map_or_else(Vec::new, provisions_in)
}

fn is_needed(schema: &Value, field: &str) -> bool {
    schema["required"].as_array().is_some_and(|needed| needed.iter().any(|name| name == field))
}

fn has_type(schema: &Value, wanted: &str) -> bool {
    match &schema["type"] {
        Value::Array(types) => types.iter().any(|one| one == wanted),
        one => one == wanted,
    }
}

fn resolved<'a>(schema: &'a Value, definitions: &'a Value) -> &'a Value {
    let target = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    target.and_then(|name| definitions.get(name)).unwrap_or(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_s_every_field_is_known_with_name_and_type() {
        for key in law::facts::KINDS {
            assert!(Kind::of(key).is_some(), "{key}");
        }
        let contract = Kind::of("contract").expect("contracts");
        let goals = contract.field("goals").expect("goals");
        assert!(goals.is_list && goals.holds == Holds::Parts && !goals.is_needed);
        assert!(contract.field("goals.text").is_some_and(|text| text.is_needed));
        assert!(contract.field("until").is_none(), "a contract has no such field");
        let offer = Kind::of("offer").expect("offers");
        assert!(offer.field("until").is_some_and(|until| until.is_needed && until.holds == Holds::Day));
        assert!(Kind::of("reasonable_ground").is_some_and(|kind| kind.is_judgement));
        assert!(Kind::of("decision_draft").and_then(|kind| kind.field("rests_on")).is_some_and(|field| field.is_list));
    }

    #[test]
    fn no_field_of_the_schema_is_left_out() {
        let schema = Value::from(law::case::schema());
        for kind in schema["properties"]["facts"]["items"]["oneOf"].as_array().expect("kinds") {
            let key = kind["properties"]["fact"]["const"].as_str().expect("a kind");
            let known = Kind::of(key).expect("a kind");
            for name in kind["properties"].as_object().expect("fields").keys() {
                assert!(OF_EVERY_FACT.contains(&name.as_str()) || known.field(name).is_some(), "{key}.{name}");
            }
        }
    }
}
