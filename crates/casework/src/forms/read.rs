//! What was typed, read into facts of the case file: each field by the type of its kind, or a problem that names the field.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::facts::names::Holds;
use serde_json::{Map, Value, json};
use vocabulary::{Country, MunicipalityCode};

use super::controls::FormContext;
use super::kind::{Kind, KindField, part_name};
use super::{Asked, Day, Form, Slot, Typed, written};
use crate::cases::CaseFile;
use crate::office::FieldProblem;

/// Longest text in a field, in characters.
const CHARACTERS_MAX: usize = 4_000;

/// The facts that a form's answers become, and for each the place of its slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The facts, as a case file has them; the day of recording and most ids are left to the command.
    pub facts: Vec<Value>,
    /// The place of the slot that each comes from.
    slots: Vec<usize>,
}

/// Reads what was typed into a form.
///
/// # Errors
/// Every field that cannot be taken, by its name in the form.
pub fn read(form: &Form, typed: &Typed, context: &FormContext<'_>) -> Result<Facts, Vec<FieldProblem>> {
    let mut reading = Reading { typed, problems: Vec::new() };
    let days: Vec<Option<Date>> = (0..form.slots.len()).map(|place| reading.day(form, place)).collect();
    let ids = ids_of_named_slots(form, context.file);
    let mut read = Facts { facts: Vec::new(), slots: Vec::new() };
    for (place, slot) in form.slots.iter().enumerate() {
        let (Some(on), Some(kind)) = (days[place], Kind::of(slot.kind)) else { continue };
        let mut fact = Map::new();
        fact.insert("fact".to_owned(), slot.kind.into());
        fact.insert("person".to_owned(), context.person.into());
        fact.insert("on".to_owned(), on.to_string().into());
        if let Some(id) = &ids[place] {
            fact.insert("id".to_owned(), id.as_str().into());
        }
        if kind.is_judgement {
            fact.insert("by".to_owned(), context.officer.into());
            let reason = reading.text(&format!("{place}.reason"), true);
            fact.extend(reason.map(|reason| ("reason".to_owned(), reason)));
        }
        for (field, value) in slot.fixed {
            fact.insert((*field).to_owned(), (*value).into());
        }
        for (field, other) in slot.points {
            let id = ids.get(*other).cloned().flatten();
            fact.extend(id.map(|id| ((*field).to_owned(), id.into())));
        }
        for field in asked(slot, kind) {
            let value = reading.field(place, kind, field);
            fact.extend(value.map(|value| (field.name.to_owned(), value)));
        }
        read.facts.push(Value::Object(fact));
        read.slots.push(place);
    }
    if read.facts.is_empty() && reading.problems.is_empty() {
        reading.problem("0.on", "problem-missing", String::new());
    }
    if reading.problems.is_empty() { Ok(read) } else { Err(reading.problems) }
}

/// The name in the form of a field that the command names (`facts[1].goals[0].text`).
pub fn problem_field(facts: &Facts, named: &str) -> String {
    let Some((place, rest)) = named.strip_prefix("facts[").and_then(|rest| rest.split_once(']')) else {
        return named.to_owned();
    };
    let slot = place.parse().ok().and_then(|place: usize| facts.slots.get(place)).copied().unwrap_or_default();
    let mut name = slot.to_string();
    for part in rest.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
        let row = part.parse().ok().map(|row: usize| (row + 1).to_string());
        name.push('.');
        name.push_str(&row.unwrap_or_else(|| part.to_owned()));
    }
    name
}

/// The fields of a slot that are asked: not those that the form knows, nor parts of others.
pub(super) fn asked<'k>(slot: &Slot, kind: &'k Kind) -> Vec<&'k KindField> {
    let known = |name: &str| {
        slot.fixed.iter().any(|(field, _)| *field == name) || slot.points.iter().any(|(field, _)| *field == name)
    };
    match slot.asked {
        Asked::These(names) => names.iter().filter_map(|name| kind.field(name)).collect(),
        Asked::All => kind.fields.iter().filter(|field| !field.name.contains('.') && !known(field.name)).collect(),
    }
}

/// New ids for the facts that others of the form name.
fn ids_of_named_slots(form: &Form, file: &CaseFile) -> Vec<Option<String>> {
    let named: BTreeSet<usize> = form.slots.iter().flat_map(|slot| slot.points).map(|(_, place)| *place).collect();
    // One more than there are facts: one of them is free.
    let id = |kind: &str| {
        (1..=file.facts.len() + 1).map(|nth| format!("{kind}-{nth}")).find(|id| file.fact_of(id).is_none())
    };
    let slots = form.slots.iter().enumerate();
    slots.map(|(place, slot)| if named.contains(&place) { id(slot.kind) } else { None }).collect()
}

struct Reading<'a> {
    typed: &'a Typed,
    problems: Vec<FieldProblem>,
}

impl Reading<'_> {
    fn problem(&mut self, field: &str, key: &'static str, detail: String) {
        self.problems.push(FieldProblem { field: field.to_owned(), key, detail });
    }

    /// The day of a slot's fact; none where it is not recorded or cannot be read.
    fn day(&mut self, form: &Form, place: usize) -> Option<Date> {
        let name = format!("{place}.on");
        match form.slots[place].day {
            Day::Of(other) if other < place => written::day(self.typed.get(&format!("{other}.on"))),
            Day::Of(_) => None,
            Day::IfGiven if !self.is_begun(place) => None,
            Day::Asked | Day::IfGiven => self.required(&name, "problem-day", written::day),
        }
    }

    /// Whether anything stands in a slot.
    fn is_begun(&self, place: usize) -> bool {
        let start = format!("{place}.");
        self.typed.fields().any(|(name, value)| name.starts_with(&start) && !value.trim().is_empty())
    }

    fn required<T>(&mut self, name: &str, key: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.typed.get(name);
        if text.is_empty() {
            self.problem(name, "problem-missing", String::new());
            return None;
        }
        let value = read(text);
        if value.is_none() {
            self.problem(name, key, text.chars().take(60).collect());
        }
        value
    }

    fn field(&mut self, place: usize, kind: &Kind, field: &KindField) -> Option<Value> {
        let name = format!("{place}.{}", field.name);
        match (field.holds, field.is_list) {
            (Holds::Parts, _) => self.rows(&name, kind, field),
            (Holds::Text, true) => self.lines(&name, field.is_needed),
            (_, true) => self.several(&name, field),
            (_, false) => self.one(&name, field),
        }
    }

    fn one(&mut self, name: &str, field: &KindField) -> Option<Value> {
        if field.holds == Holds::Text {
            return self.text(name, field.is_needed);
        }
        if self.typed.get(name).is_empty() && !field.is_needed {
            return None;
        }
        let (key, read) = reader(field.holds);
        match field.holds {
            Holds::Choice(choices) => self.required(name, "problem-unknown-choice", |text| choice(choices, text)),
            _ => self.required(name, key, read),
        }
    }

    fn several(&mut self, name: &str, field: &KindField) -> Option<Value> {
        let typed = self.typed;
        let mut values = Vec::new();
        for text in typed.all(name) {
            let value = match field.holds {
                Holds::Choice(choices) => choice(choices, text),
                _ => reader(field.holds).1(text),
            };
            match value {
                Some(value) => values.push(value),
                None => self.problem(name, "problem-unknown-choice", text.chars().take(60).collect()),
            }
        }
        if values.is_empty() && field.is_needed {
            self.problem(name, "problem-missing", String::new());
        }
        (!values.is_empty()).then_some(Value::Array(values))
    }

    fn lines(&mut self, name: &str, is_needed: bool) -> Option<Value> {
        let whole = self.text(name, is_needed)?;
        let lines = whole.as_str().unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty());
        Some(lines.collect())
    }

    fn text(&mut self, name: &str, is_needed: bool) -> Option<Value> {
        let text = self.typed.get(name);
        if text.is_empty() {
            if is_needed {
                self.problem(name, "problem-missing", String::new());
            }
            return None;
        }
        if text.chars().count() > CHARACTERS_MAX {
            self.problem(name, "problem-too-long", CHARACTERS_MAX.to_string());
            return None;
        }
        if text.chars().any(is_steering) {
            self.problem(name, "problem-control-characters", String::new());
            return None;
        }
        Some(text.into())
    }

    /// The rows of a list of objects. A row that is left empty before a filled one is a problem: others count from it.
    fn rows(&mut self, name: &str, kind: &Kind, field: &KindField) -> Option<Value> {
        let mut rows = Vec::new();
        for row in 1..=self.typed.rows(name) {
            let mut object = Map::new();
            for part in kind.parts(field.name) {
                let key = part_name(part.name, field.name).unwrap_or(part.name);
                let value = self.one(&format!("{name}.{row}.{key}"), part);
                object.extend(value.map(|value| (key.to_owned(), value)));
            }
            rows.push(Value::Object(object));
        }
        if rows.is_empty() && field.is_needed {
            self.problem(name, "problem-missing", String::new());
        }
        (!rows.is_empty()).then_some(Value::Array(rows))
    }
}

/// Whether a sign steers how text is shown; the case file takes none. Line breaks are for the reader.
fn is_steering(sign: char) -> bool {
    let is_turning = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_turning || (sign.is_control() && !matches!(sign, '\n' | '\t'))
}

type Read = fn(&str) -> Option<Value>;

/// How what stands in a field is read, and the problem where it cannot be.
fn reader(holds: Holds) -> (&'static str, Read) {
    match holds {
        Holds::Day => ("problem-day", |text| written::day(text).map(|day| day.to_string().into())),
        Holds::Month => ("problem-month", |text| written::month(text).map(Value::from)),
        Holds::Amount => ("problem-amount", |text| serde_json::to_value(written::amount(text)?).ok()),
        Holds::Hours | Holds::WeeklyHours => ("problem-hours", |text| written::number(text).map(Value::from)),
        Holds::Count | Holds::Year => ("problem-count", |text| text.parse::<u32>().ok().map(Value::from)),
        Holds::Municipality => {
            ("problem-unknown-choice", |text| MunicipalityCode::parse(text).ok().map(|code| code.value().into()))
        }
        Holds::Country => ("problem-unknown-choice", |text| {
            Country::all().iter().filter_map(|country| country.iso3).find(|iso3| *iso3 == text).map(Value::from)
        }),
        Holds::Ground => ("problem-ground", |text| {
            let ground: vocabulary::Ground = text.parse().ok()?;
            Some(ground.code().into())
        }),
        Holds::YesNo => ("problem-unknown-choice", |text| match text {
            "true" => Some(json!(true)),
            "false" => Some(json!(false)),
            _ => None,
        }),
        Holds::Fact | Holds::Person | Holds::Text | Holds::Parts | Holds::Choice(_) => {
            ("problem-unknown-choice", |text| Some(text.into()))
        }
    }
}

fn choice(choices: &[(&'static str, law::words::Words)], text: &str) -> Option<Value> {
    let known = choices.iter().map(|(value, _)| *value).find(|value| *value == text)?;
    Some(match known {
        "true" => true.into(),
        "false" => false.into(),
        other => other.into(),
    })
}
