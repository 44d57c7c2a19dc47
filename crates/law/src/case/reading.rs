//! Reading a case file: every fact that cannot be read is named, with the field and what was expected, before anything is concluded.

mod messages;
mod value;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};
use vocabulary::UncertainDate;

use self::value::{FieldError, ValueReader};
use super::{Case, Fact, Person, PersonRef};
use crate::facts::{Content, KINDS};
use crate::why::FactRef;

/// The most facts a case may hold: a hundred times the longest real ones.
pub const MOST_FACTS: usize = 200_000;
/// The most persons a case may hold.
pub const MOST_PERSONS: usize = 200;

/// A case file that cannot be read: everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} problem(s) in the case file", .problems.len())]
pub struct CaseError {
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a case file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `facts[3].ground`, `persons[0].born`; empty for the whole file.
    pub field: String,
    /// The id and kind of the fact, where there are.
    pub fact: Option<String>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file is not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader says.
        detail: String,
    },
    /// A field that has to be there is not.
    Missing,
    /// A field that no such thing has.
    Unknown {
        /// The fields it has.
        known: Vec<String>,
    },
    /// A value of the wrong type.
    WrongType {
        /// What stands there.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// A value of the right type that cannot be.
    WrongValue {
        /// What stands there.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// A choice that does not exist.
    UnknownChoice {
        /// What stands there.
        found: String,
        /// What can be chosen.
        known: Vec<String>,
    },
    /// An id that stands twice.
    Twice {
        /// The id.
        id: String,
    },
    /// An id that nothing has.
    NoSuch {
        /// The id.
        id: String,
        /// What it should be the id of.
        of: &'static str,
    },
    /// A judgement without a name or a reason behind it.
    Unfounded,
    /// A day that must be known to the day.
    Uncertain {
        /// What stands there.
        found: String,
    },
    /// A period that ends before it begins, or a fact recorded before it could be known.
    Order {
        /// The day that should come first.
        first: String,
        /// The day that should come after it.
        then: String,
    },
    /// A fact that would have happened before the fact it points at.
    BeforeWhatItPointsAt {
        /// The day of the fact.
        on: String,
        /// The id of the other.
        id: String,
        /// The day of the other.
        other: String,
    },
    /// More than a case may hold.
    TooMany {
        /// The most.
        most: usize,
    },
}

/// Reads a case file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(text: &str) -> Result<Case, CaseError> {
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let detail = error.to_string();
        let detail = detail.split(" at line ").next().unwrap_or_default().to_owned();
        one("", ProblemKind::NotJson { line: error.line(), column: error.column(), detail })
    })?;
    read_value(&value)
}

/// Reads a case file that is JSON in memory already.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_value(value: &Value) -> Result<Case, CaseError> {
    let mut reading = Reading::default();
    let case = reading.case(value);
    match case {
        Some(case) if reading.problems.is_empty() => Ok(case),
        _ => Err(CaseError { problems: reading.problems }),
    }
}

fn one(field: &str, kind: ProblemKind) -> CaseError {
    CaseError { problems: vec![Problem { field: field.to_owned(), fact: None, kind }] }
}

#[derive(Default)]
struct Reading {
    problems: Vec<Problem>,
}

/// The fields of a case file.
const FIELDS: [&str; 3] = ["case", "persons", "facts"];

/// The fields every fact can have, besides those of its kind.
pub(super) const ENVELOPE: [&str; 8] = ["id", "fact", "person", "on", "recorded", "replaces", "by", "reason"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonFields {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    born: Option<UncertainDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    #[serde(default, rename = "id")]
    _id: Option<String>,
    #[serde(default)]
    person: Option<String>,
    on: UncertainDate,
    #[serde(default)]
    recorded: Option<Date>,
    #[serde(default)]
    replaces: Option<String>,
    #[serde(default)]
    by: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(rename = "fact")]
    _fact: String,
}

/// What pointing at a fact needs to know of it.
#[derive(Clone, Copy)]
struct Known {
    at: FactRef,
    on: UncertainDate,
    recorded: Date,
    kind: &'static str,
}

impl Known {
    fn of(at: FactRef, fact: &Fact) -> Self {
        Self { at, on: fact.on, recorded: fact.recorded, kind: fact.content.kind() }
    }
}

/// The id of a fact: its own, or its place in the file from 1.
fn id_of(place: usize, row: &Value) -> String {
    row.get("id").and_then(Value::as_str).map_or_else(|| format!("#{}", place + 1), str::to_owned)
}

/// Whether a sign steers how text is shown: control characters, and those that turn the direction of writing.
fn steers(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl Reading {
    fn case(&mut self, value: &Value) -> Option<Case> {
        let Some(file) = value.as_object() else {
            self.wrong_type("", value, "et objekt med case, persons og facts");
            return None;
        };
        for field in file.keys().filter(|field| !FIELDS.contains(&field.as_str())) {
            self.add(field.clone(), None, ProblemKind::Unknown { known: FIELDS.map(str::to_owned).to_vec() });
        }
        let id = match file.get("case") {
            Some(id @ Value::String(text)) => {
                self.refuse_what_cannot_be("case", None, id, false);
                text.clone()
            }
            Some(other) => {
                self.wrong_type("case", other, "en tekst: sagens nummer");
                String::new()
            }
            None => {
                self.add("case".to_owned(), None, ProblemKind::Missing);
                String::new()
            }
        };
        let persons = self.persons(file);
        let facts = self.facts(file, &persons);
        Some(Case::new(id, persons, facts))
    }

    fn list<'v>(&mut self, file: &'v Map<String, Value>, field: &str, most: usize) -> &'v [Value] {
        match file.get(field) {
            Some(Value::Array(rows)) if rows.len() > most => {
                self.add(field.to_owned(), None, ProblemKind::TooMany { most });
            }
            Some(Value::Array(rows)) => return rows,
            Some(other) => self.wrong_type(field, other, "en liste"),
            None => self.add(field.to_owned(), None, ProblemKind::Missing),
        }
        &[]
    }

    fn persons(&mut self, file: &Map<String, Value>) -> Vec<Person> {
        let rows = self.list(file, "persons", MOST_PERSONS);
        if rows.is_empty() && file.get("persons").is_some_and(Value::is_array) {
            self.wrong_type("persons", &file["persons"], "mindst én person; den første er den, sagen handler om");
        }
        let mut persons: Vec<Person> = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            match PersonFields::deserialize(ValueReader::new(row)) {
                Ok(fields) => {
                    for (field, text) in [("id", Some(&fields.id)), ("name", fields.name.as_ref())] {
                        let text = text.cloned().unwrap_or_default();
                        self.refuse_what_cannot_be(&format!("persons[{place}].{field}"), None, &text.into(), false);
                    }
                    if persons.iter().any(|person| person.id == fields.id) {
                        self.add(format!("persons[{place}].id"), None, ProblemKind::Twice { id: fields.id.clone() });
                    }
                    persons.push(Person { id: fields.id, name: fields.name, born: fields.born });
                }
                Err(error) => self.field_error(&format!("persons[{place}]"), None, error),
            }
        }
        persons
    }

    fn facts(&mut self, file: &Map<String, Value>, persons: &[Person]) -> Vec<Fact> {
        let rows = self.list(file, "facts", MOST_FACTS);
        let mut facts = Vec::with_capacity(rows.len());
        let mut replaces = Vec::new();
        let mut ids: BTreeMap<String, Option<Known>> = BTreeMap::new();
        let mut places = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let id = id_of(place, row);
            let read = self.fact(place, row, persons);
            let at = FactRef::new(facts.len());
            let known = read.as_ref().map(|(fact, _)| Known::of(at, fact));
            if ids.insert(id.clone(), known).is_some() {
                self.add(format!("facts[{place}].id"), None, ProblemKind::Twice { id });
            }
            let Some((fact, replaced)) = read else { continue };
            replaces.push(replaced);
            places.push(place);
            facts.push(fact);
        }
        for (place_read, ((fact, replaced), place)) in facts.iter_mut().zip(replaces).zip(places).enumerate() {
            let label = Some(format!("{} ({})", fact.id, fact.content.kind()));
            if let Some(id) = replaced {
                let itself = Known::of(FactRef::new(place_read), fact);
                fact.replaces = self.replaced(format!("facts[{place}].replaces"), label.as_ref(), itself, id, &ids);
            }
            self.resolve(&format!("facts[{place}]"), label.as_ref(), fact, &ids);
        }
        facts
    }

    /// The fact that another takes the place of: one of the same kind that was recorded before it, or stands before it in the file.
    fn replaced(
        &mut self,
        field: String,
        label: Option<&String>,
        itself: Known,
        id: String,
        ids: &BTreeMap<String, Option<Known>>,
    ) -> Option<FactRef> {
        let Some(known) = ids.get(&id) else {
            self.add(field, label.cloned(), ProblemKind::NoSuch { id, of: "facts" });
            return None;
        };
        match known {
            Some(other) if other.kind == itself.kind && (other.recorded, other.at) < (itself.recorded, itself.at) => {
                return Some(other.at);
            }
            Some(_) => {
                let expected = "id på en tidligere registreret oplysning af samme art".to_owned();
                self.add(field, label.cloned(), ProblemKind::WrongValue { found: id, expected });
            }
            None => {}
        }
        None
    }

    /// Turns ids of other facts into places. What could not be read itself is no fault of those that point at it.
    fn resolve(&mut self, field: &str, label: Option<&String>, fact: &mut Fact, ids: &BTreeMap<String, Option<Known>>) {
        let on = fact.on;
        for key in fact.content.keys() {
            match ids.get(key.id()) {
                Some(Some(other)) if other.on.earliest() > on.latest() => {
                    let kind = ProblemKind::BeforeWhatItPointsAt {
                        on: on.to_string(),
                        id: key.id().to_owned(),
                        other: other.on.to_string(),
                    };
                    self.add(field.to_owned(), label.cloned(), kind);
                }
                Some(Some(other)) => key.resolve(other.at),
                Some(None) => {}
                None => {
                    let kind = ProblemKind::NoSuch { id: key.id().to_owned(), of: "facts" };
                    self.add(field.to_owned(), label.cloned(), kind);
                }
            }
        }
    }

    fn fact(&mut self, place: usize, row: &Value, persons: &[Person]) -> Option<(Fact, Option<String>)> {
        let at = format!("facts[{place}]");
        let Some(fields) = row.as_object() else {
            self.wrong_type(&at, row, "et objekt");
            return None;
        };
        let kind = match fields.get("fact") {
            Some(Value::String(kind)) => kind.as_str(),
            Some(other) => {
                self.wrong_type(&format!("{at}.fact"), other, "en tekst: oplysningens art");
                return None;
            }
            None => {
                self.add(format!("{at}.fact"), None, ProblemKind::Missing);
                return None;
            }
        };
        let id = id_of(place, row);
        let label = Some(format!("{id} ({kind})"));
        if !KINDS.contains(&kind) {
            let known = KINDS.iter().map(ToString::to_string).collect();
            self.add(format!("{at}.fact"), label, ProblemKind::UnknownChoice { found: kind.to_owned(), known });
            return None;
        }
        let (envelope, content): (Map<String, Value>, Map<String, Value>) =
            fields.clone().into_iter().partition(|(field, _)| ENVELOPE.contains(&field.as_str()));
        let envelope = Value::Object(envelope);
        let content = Value::Object(content);
        let read =
            (Envelope::deserialize(ValueReader::new(&envelope)), Content::read(kind, ValueReader::new(&content))?);
        match read {
            (Ok(envelope), Ok(content)) => {
                let before = self.problems.len();
                for (field, value) in fields {
                    self.refuse_what_cannot_be(&format!("{at}.{field}"), label.as_ref(), value, field == "reason");
                }
                let sound = self.problems.len() == before;
                self.whole_fact(&at, id, label, envelope, content, persons).filter(|_| sound)
            }
            (envelope, content) => {
                for error in [envelope.err(), content.err()].into_iter().flatten() {
                    self.field_error(&at, label.clone(), error);
                }
                None
            }
        }
    }

    fn whole_fact(
        &mut self,
        at: &str,
        id: String,
        label: Option<String>,
        envelope: Envelope,
        content: Content,
        persons: &[Person],
    ) -> Option<(Fact, Option<String>)> {
        let before = self.problems.len();
        let person = match &envelope.person {
            None => Some(0),
            Some(person) => persons.iter().position(|known| known.id == *person),
        };
        if person.is_none() {
            let id = envelope.person.clone().unwrap_or_default();
            self.add(format!("{at}.person"), label.clone(), ProblemKind::NoSuch { id, of: "persons" });
        }
        if envelope.on.day().is_none() && !matches!(content, Content::Permit(_)) {
            self.add(format!("{at}.on"), label.clone(), ProblemKind::Uncertain { found: envelope.on.to_string() });
        }
        let founded = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        if content.is_judgement() && !(founded(&envelope.by) && founded(&envelope.reason)) {
            self.add(format!("{at}.by"), label.clone(), ProblemKind::Unfounded);
        }
        let spouse = messages::other_person(&content);
        if spouse.is_some() && spouse == person.and_then(|place| persons.get(place)).map(|own| own.id.as_str()) {
            let found = spouse.unwrap_or_default().to_owned();
            let expected = "id på en anden person".to_owned();
            self.add(at.to_owned(), label.clone(), ProblemKind::WrongValue { found, expected });
        }
        if let Some((first, then)) = messages::ends_before_it_begins(envelope.on, &content) {
            self.add(at.to_owned(), label, ProblemKind::Order { first, then });
        }
        let fact = Fact {
            id,
            person: PersonRef::new(person.unwrap_or_default()),
            on: envelope.on,
            recorded: envelope.recorded.unwrap_or_else(|| envelope.on.latest()),
            replaces: None,
            by: envelope.by,
            reason: envelope.reason,
            content,
        };
        (self.problems.len() == before).then_some((fact, envelope.replaces))
    }

    /// What no field can hold, whatever its type: a number below nothing, and signs that would forge lines of a report. Only a reason
    /// may have several lines.
    fn refuse_what_cannot_be(&mut self, field: &str, label: Option<&String>, value: &Value, lines: bool) {
        match value {
            Value::Number(number) if number.as_f64().is_some_and(|number| number < 0.0) => {
                let expected = "et tal, der ikke er negativt".to_owned();
                let kind = ProblemKind::WrongValue { found: number.to_string(), expected };
                self.add(field.to_owned(), label.cloned(), kind);
            }
            Value::String(text) if text.chars().any(|sign| steers(sign) && !(lines && sign == '\n')) => {
                let expected = "en tekst uden styretegn".to_owned();
                let kind = ProblemKind::WrongValue { found: text.escape_debug().to_string(), expected };
                self.add(field.to_owned(), label.cloned(), kind);
            }
            Value::Array(values) => {
                for value in values {
                    self.refuse_what_cannot_be(field, label, value, lines);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, field: String, fact: Option<String>, kind: ProblemKind) {
        self.problems.push(Problem { field, fact, kind });
    }

    fn wrong_type(&mut self, field: &str, found: &Value, expected: &str) {
        let kind = ProblemKind::WrongType { found: value::shown(found), expected: expected.to_owned() };
        self.add(field.to_owned(), None, kind);
    }

    fn field_error(&mut self, at: &str, fact: Option<String>, error: FieldError) {
        let field = match (at, error.field.as_str()) {
            (at, "") => at.to_owned(),
            (at, inner) if inner.starts_with('[') => format!("{at}{inner}"),
            (at, inner) => format!("{at}.{inner}"),
        };
        self.add(field, fact, error.kind);
    }
}
