//! Random cases: every kind of fact, with random contents made from the case file's own schema, so that a new kind is tried
//! without anybody thinking of it.

use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};

/// A small generator of numbers from a seed: the same on every machine.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below a bound (xorshift64*).
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % bound.max(1)
    }

    fn day(&mut self) -> Date {
        date(2007, 10, 1).checked_add(jiff::Span::new().days(i64::try_from(self.below(1300)).unwrap())).unwrap()
    }
}

/// The kinds with their schemas, once.
pub(crate) struct Kinds {
    kinds: Vec<(String, Map<String, Value>, Vec<String>)>,
    definitions: Map<String, Value>,
}

impl Kinds {
    pub(crate) fn new() -> Self {
        let schema = serde_json::to_value(law::case::schema()).unwrap();
        let definitions = schema["$defs"].as_object().unwrap().clone();
        let kinds = schema["properties"]["facts"]["items"]["oneOf"].as_array().unwrap();
        let kinds = kinds
            .iter()
            .map(|kind| {
                let required = kind["required"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|field| field.as_str().unwrap().to_owned())
                    .collect();
                (
                    kind["properties"]["fact"]["const"].as_str().unwrap().to_owned(),
                    kind["properties"].as_object().unwrap().clone(),
                    required,
                )
            })
            .collect();
        Self { kinds, definitions }
    }
}

/// A fact that others may point at: its id, kind and day.
pub(crate) type Other = (String, String, String);

/// A fact of any kind; fields that name another fact name one of `others`. None where a needed one does not exist.
pub(crate) fn fact(kinds: &Kinds, numbers: &mut Numbers, id: &str, others: &[Other]) -> Option<Value> {
    let (kind, fields, required) = &kinds.kinds[numbers.below(kinds.kinds.len())];
    let on = numbers.day();
    let mut fact = json!({ "fact": kind, "id": id, "on": on, "by": "en sagsbehandler", "reason": "en grund" });
    if numbers.below(6) == 0 {
        fact["person"] = json!("s");
    }
    for (field, schema) in fields {
        if ["fact", "id", "person", "on", "recorded", "replaces", "by", "reason"].contains(&field.as_str()) {
            continue;
        }
        if !required.contains(field) && numbers.below(3) == 0 {
            continue;
        }
        fact[field] = value(kinds, numbers, schema, on, kind, others)?;
    }
    if kind == "marriage" && fact["person"] == "s" && fact.get("spouse").is_some() {
        fact["spouse"] = json!("p");
    }
    Some(fact)
}

/// Kinds that a field naming a fact usually means, so that judgements meet what they judge.
fn meant(kind: &str) -> &'static [&'static str] {
    match kind {
        "reasonable_ground" => &["absence", "refusal"],
        "absence_as_refusal" => &["absence"],
        "refusal_end" => &["refusal"],
        "contract_signature" | "goals_met" | "contract" => &["contract"],
        "offer" | "offer_end" | "offer_extension_need" => &["offer"],
        "employment_end" => &["employment"],
        "education_order_outcome" => &["education_order"],
        "party_hearing" | "decision_made" | "decision_announced" | "decision_revoked" | "complaint"
        | "repayment_claim" => &["decision_draft"],
        "complaint_forwarded" => &["complaint"],
        "help_assessment" => &["help_application"],
        "hand_over_answer" => &["information_passed"],
        "statement_given" => &["statement_request"],
        "decision_draft" => &["absence", "refusal", "undisclosed_work"],
        _ => &[],
    }
}

fn value(
    kinds: &Kinds,
    numbers: &mut Numbers,
    schema: &Value,
    on: Date,
    kind: &str,
    others: &[Other],
) -> Option<Value> {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return value(kinds, numbers, &kinds.definitions[name.rsplit('/').next().unwrap()], on, kind, others);
    }
    for choice in ["anyOf", "oneOf"] {
        if let Some(options) = schema.get(choice).and_then(Value::as_array) {
            let options: Vec<&Value> =
                options.iter().filter(|option| option.get("type") != Some(&json!("null"))).collect();
            let option = options[numbers.below(options.len())];
            return value(kinds, numbers, option, on, kind, others);
        }
    }
    if let Some(constant) = schema.get("const") {
        return Some(constant.clone());
    }
    if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
        return Some(choices[numbers.below(choices.len())].clone());
    }
    let of_type = match &schema["type"] {
        Value::Array(types) => types[0].as_str().unwrap(),
        other => other.as_str().unwrap_or_else(|| panic!("no type: {schema}")),
    };
    Some(match of_type {
        "boolean" => json!(numbers.below(2) == 0),
        "integer" => {
            let most = schema.get("maximum").and_then(Value::as_u64).unwrap_or(u64::MAX);
            json!([1, 3, 101, 751, 30, 12][numbers.below(6)].min(most))
        }
        "number" => json!([0.0, 500.0, 6000.0, 18.5, 37.0, 2.25][numbers.below(6)]),
        "array" => {
            let count = numbers.below(3);
            Value::Array((0..count).filter_map(|_| value(kinds, numbers, &schema["items"], on, kind, others)).collect())
        }
        "object" => {
            let mut object = Map::new();
            for (field, schema) in schema["properties"].as_object().unwrap() {
                object.insert(field.clone(), value(kinds, numbers, schema, on, kind, others)?);
            }
            Value::Object(object)
        }
        _ => return text(numbers, schema, on, kind, others),
    })
}

fn text(numbers: &mut Numbers, schema: &Value, on: Date, kind: &str, others: &[Other]) -> Option<Value> {
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let later = |numbers: &mut Numbers| {
        on.checked_add(jiff::Span::new().days(i64::try_from(numbers.below(200)).unwrap())).unwrap()
    };
    if schema.get("format") == Some(&json!("fact-id")) {
        let wanted = meant(kind);
        let fitting: Vec<&String> = others
            .iter()
            .filter(|(_, of, day)| wanted.contains(&of.as_str()) && *day <= on.to_string())
            .map(|(id, ..)| id)
            .collect();
        return (!fitting.is_empty()).then(|| json!(fitting[numbers.below(fitting.len())]));
    }
    Some(match schema.get("format").and_then(Value::as_str) {
        Some("date") => json!(later(numbers)),
        Some("month") => json!(law::facts::Month::of(on).to_string()),
        _ if description.contains("Aliens Act") => {
            json!(["7:1", "7:2", "8", "9b:1", "9c:1", "9:1:1", "9i:1", "9e:1"][numbers.below(8)])
        }
        Some("country") => json!(["SOM", "IRQ", "POL", "XXA"][numbers.below(4)]),
        _ if kind == "marriage" => json!("s"),
        _ => json!("tekst"),
    })
}

/// A case with a person, a spouse, and random facts; most begin as a refugee or a spouse would.
pub(crate) fn case(kinds: &Kinds, seed: u64, facts: usize) -> Value {
    let mut numbers = Numbers::new(seed);
    let born = ["1980-01-01", "1990-03-01", "1991-07-15", "1950-05-05", "1989"][numbers.below(5)];
    let mut rows = vec![json!({ "fact": "citizenship", "id": "c", "on": "2007-12-01", "country": "SOM" })];
    match numbers.below(4) {
        0 => rows.push(json!({ "fact": "permit", "id": "t", "on": "2008-01-10", "ground": "9:1:1", "applied_in": "denmark", "sponsor": "resident", "support_condition": false })),
        1 => {}
        _ => {
            rows.push(json!({ "fact": "permit", "id": "t", "on": "2008-01-10", "ground": "7:1" }));
            rows.push(json!({ "fact": "placement", "id": "v", "on": "2008-01-10", "municipality": 101 }));
        }
    }
    if numbers.below(2) == 0 {
        rows.push(json!({ "fact": "benefit_application", "id": "a", "on": "2008-03-03", "unemployment_alone": true }));
        rows.push(json!({ "fact": "problem_assessment", "id": "m", "on": "2008-03-03", "beyond_unemployment": numbers.below(2) == 0, "by": "x", "reason": "y" }));
    }
    let mut others: Vec<Other> = Vec::new();
    for place in 0..facts {
        let id = format!("f{place}");
        if let Some(fact) = fact(kinds, &mut numbers, &id, &others) {
            others.push((id, fact["fact"].as_str().unwrap().to_owned(), fact["on"].as_str().unwrap().to_owned()));
            rows.push(fact);
        }
    }
    json!({ "case": format!("R-{seed}"), "persons": [{ "id": "p", "born": born }, { "id": "s", "born": "1985-02-02" }], "facts": rows })
}
