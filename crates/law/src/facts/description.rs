//! A fact of the case file in words for a page: each field by its name, each value as people write it.
//!
//! It reads the file's JSON, not the typed fact, so that a fact from another version of the program can still be shown: what it does
//! not know it shows as it stands. It never judges whether a fact is whole or right; [`crate::case::read`] does.

use serde::Deserialize;
use serde_json::{Map, Value};
use vocabulary::{Ground, Kroner, MunicipalityCode};

use super::names::{self, Field, Holds};
use super::{Hours, Month, Nationality};
use crate::assessment::day_text;
use crate::words::{Language, Words};

/// The fields of a fact as the case file writes it (`fact`, `on` and what the kind holds), as names and values in words; the kind
/// itself is left to [`super::headline`]. The day stands first, then what the kind holds, then who recorded it and why, last
/// whatever is not known, under its own key and as it stands. A field that is absent or null is left out.
pub fn describe(fact: &Map<String, Value>, language: Language) -> Vec<(String, String)> {
    let kind = kind_of(fact);
    let day = names::shared().iter().filter(|field| field.name == "on");
    let rest = names::shared().iter().filter(|field| field.name != "on");
    let own = names::own(kind);
    let rest = rest.filter(|shared| own.iter().all(|field| field.name != shared.name));
    let known: Vec<&Field> = day.chain(own).chain(rest).collect();
    let mut lines: Vec<(String, String)> = known
        .iter()
        .filter_map(|field| {
            let value = present(fact, field.name)?;
            Some((field.words.text(language).to_owned(), value_text(kind, field, value, language)))
        })
        .collect();
    lines.extend(
        fact.iter()
            .filter(|(key, value)| *key != "fact" && !value.is_null() && known.iter().all(|field| field.name != *key))
            .map(|(key, value)| (key.clone(), as_it_stands(value))),
    );
    lines
}

/// The kind that the fact says it is; empty where it does not.
pub(super) fn kind_of(fact: &Map<String, Value>) -> &str {
    fact.get("fact").and_then(Value::as_str).unwrap_or_default()
}

/// What stands in a field, where anything does.
pub(super) fn present<'f>(fact: &'f Map<String, Value>, field: &str) -> Option<&'f Value> {
    fact.get(field).filter(|value| !value.is_null())
}

/// What stands in a field, in words; as it stands where it is not what the field holds.
pub(super) fn value_text(kind: &str, field: &Field, value: &Value, language: Language) -> String {
    let Value::Array(items) = value else {
        return one_text(kind, field, value, language).unwrap_or_else(|| as_it_stands(value));
    };
    let items = items
        .iter()
        .map(|item| one_text(kind, field, item, language).unwrap_or_else(|| as_it_stands(item)))
        .collect::<Vec<_>>();
    match field.holds {
        _ if items.is_empty() => Words::new("ingen", "none").text(language).to_owned(),
        // Numbered, since activities name their goal by its number.
        Holds::Parts => {
            let numbered = items.iter().enumerate().map(|(place, item)| format!("{}) {item}", place + 1));
            numbered.collect::<Vec<_>>().join("; ")
        }
        _ => items.join(", "),
    }
}

/// A single value in words; nothing where it is not what the field holds.
fn one_text(kind: &str, field: &Field, value: &Value, language: Language) -> Option<String> {
    match field.holds {
        Holds::Day => value.as_str().and_then(|text| uncertain_day_text(text, language)),
        Holds::Month => value.as_str().and_then(|text| month_text(text, language)),
        Holds::Year | Holds::Count => value.as_i64().map(|number| number.to_string()),
        Holds::Municipality => {
            let code = MunicipalityCode::new(u16::try_from(value.as_u64()?).ok()?).ok()?;
            code.municipality().map(|municipality| municipality.name.clone())
        }
        Holds::Country => value.as_str().and_then(|iso3| country_text(iso3, language)),
        Holds::Ground => {
            let ground: Ground = value.as_str()?.parse().ok()?;
            Some(format!("{} {ground}", Words::new("udlændingelovens", "Aliens Act").text(language)))
        }
        Holds::Amount => Kroner::deserialize(value).ok().map(|amount| amount.to_string()),
        Holds::Hours => {
            let hours = Hours::try_from(value.as_f64()?).ok()?;
            let unit = if hours == Hours::whole(1) { Words::new("time", "hour") } else { Words::new("timer", "hours") };
            Some(format!("{} {}", number_text(hours.into(), language), unit.text(language)))
        }
        Holds::WeeklyHours => value.as_f64().map(|hours| number_text(hours, language)),
        Holds::YesNo => {
            let words = if value.as_bool()? { Words::new("ja", "yes") } else { Words::new("nej", "no") };
            Some(words.text(language).to_owned())
        }
        Holds::Text | Holds::Fact | Holds::Person => value.as_str().map(str::to_owned),
        Holds::Parts => value.as_object().map(|parts| parts_text(kind, field, parts, language)),
        Holds::Choice(_) => {
            let words = match value {
                Value::Bool(true) => field.choice("true"),
                Value::Bool(false) => field.choice("false"),
                _ => field.choice(value.as_str()?),
            };
            words.map(|words| words.text(language).to_owned())
        }
    }
}

/// An object in one line: what it is and its text, then the rest with names, as in "beskæftigelse: arbejde som kok".
fn parts_text(kind: &str, whole: &Field, parts: &Map<String, Value>, language: Language) -> String {
    let (mut plain, mut named) = (Vec::new(), Vec::new());
    let key_of = |field: &Field| field.name.strip_prefix(whole.name).and_then(|rest| rest.strip_prefix('.'));
    for field in names::own(kind) {
        let Some(value) = key_of(field).and_then(|key| present(parts, key)) else { continue };
        let text = value_text(kind, field, value, language);
        match field.holds {
            Holds::Text | Holds::Choice(_) => plain.push(text),
            _ => named.push(format!("{}: {text}", field.words.text(language))),
        }
    }
    let known = |key: &String| names::find(kind, &format!("{}.{key}", whole.name)).is_some();
    let unknown = parts.iter().filter(|(key, value)| !value.is_null() && !known(key));
    named.extend(unknown.map(|(key, value)| format!("{key}: {}", as_it_stands(value))));
    let plain = if plain.is_empty() { None } else { Some(plain.join(": ")) };
    plain.into_iter().chain(named).collect::<Vec<_>>().join(", ")
}

/// A day, or the month or the year where no more is known.
fn uncertain_day_text(text: &str, language: Language) -> Option<String> {
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    let day = text.parse().ok().map(|day| day_text(day, language));
    day.or_else(|| month_text(text, language))
}

/// A month as Danes write it (maj 2008), or as ISO in English.
fn month_text(text: &str, language: Language) -> Option<String> {
    let month = Month::try_from(text.to_owned()).ok()?;
    Some(match language {
        Language::Danish => day_text(month.first(), language).trim_start_matches("1. ").to_owned(),
        Language::English => month.to_string(),
    })
}

/// A country by its Danish name, which is the only one the register has; in English with its code.
fn country_text(iso3: &str, language: Language) -> Option<String> {
    let country = Nationality::try_from(iso3.to_owned()).ok()?.country().country()?;
    Some(match language {
        Language::Danish => country.name.to_owned(),
        Language::English => format!("{} ({iso3})", country.name),
    })
}

fn number_text(number: f64, language: Language) -> String {
    let text = number.to_string();
    if language == Language::Danish { text.replace('.', ",") } else { text }
}

fn as_it_stands(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn described(fact: &Value, language: Language) -> Vec<(String, String)> {
        describe(fact.as_object().unwrap(), language)
    }

    fn value_of(fact: &Value, label: &str) -> String {
        let lines = described(fact, Language::Danish);
        lines.iter().find(|(name, _)| name == label).unwrap_or_else(|| panic!("no {label}: {lines:?}")).1.clone()
    }

    #[test]
    fn values_are_written_as_danes_write_them() {
        let income = json!({ "fact": "income", "on": "2008-05-31", "month": "2008-05", "work": 5773.5, "hours": 18.5 });
        let lines: Vec<String> =
            described(&income, Language::Danish).into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        assert_eq!(
            lines,
            [
                "dag: 31. maj 2008",
                "måned: maj 2008",
                "arbejdsindtægt før skat: 5.773,50 kr.",
                "arbejdstimer i måneden: 18,5 timer",
            ]
        );
    }

    #[test]
    fn places_and_provisions_are_written_by_name() {
        let permit = json!({ "fact": "permit", "on": "2008-01", "ground": "9c:1", "permanent": false });
        assert_eq!(value_of(&permit, "dag"), "januar 2008");
        assert_eq!(value_of(&permit, "opholdsgrundlag"), "udlændingelovens § 9 c, stk. 1");
        assert_eq!(value_of(&json!({ "fact": "citizenship", "country": "XXA" }), "land"), "Statsløs");
        assert_eq!(value_of(&json!({ "fact": "residence", "municipality": 101 }), "kommune"), "København");
    }

    #[test]
    fn goals_and_activities_can_be_read() {
        let contract = json!({
            "fact": "contract",
            "goals": [{ "aim": "employment", "text": "arbejde som kok" }, { "aim": "other", "text": "egen bolig" }],
            "activities": [{ "text": "praktik i køkken", "goal": 1 }],
            "settled_by": "municipality",
        });
        assert_eq!(value_of(&contract, "mål"), "1) beskæftigelse: arbejde som kok; 2) andet: egen bolig");
        assert_eq!(value_of(&contract, "aktiviteter"), "1) praktik i køkken, mål nr.: 1");
        assert_eq!(value_of(&contract, "indholdet fastlagt"), "af kommunen");
    }

    #[test]
    fn what_is_not_known_is_shown_as_it_stands() {
        let fact = json!({ "fact": "housing", "form": "castle", "rent": "meget", "towers": 3, "municipality": 9998 });
        let lines = described(&fact, Language::Danish);
        let shown = |name: &str, value: &str| lines.contains(&(name.to_owned(), value.to_owned()));
        assert!(
            shown("boligform", "castle") && shown("husleje pr. måned", "meget") && shown("towers", "3"),
            "{lines:?}"
        );
        assert!(shown("kommune", "9998"), "{lines:?}");
        let new_kind = json!({ "fact": "coronation", "on": "2008-05-01", "crown": true });
        assert_eq!(value_of(&new_kind, "crown"), "true");
    }

    #[test]
    fn fields_that_are_absent_or_null_are_left_out() {
        assert_eq!(described(&json!({ "fact": "housing", "form": "own", "rent": null }), Language::English).len(), 1);
    }
}
