//! A fact of the case file in one line: the kind and what tells most of it.
//!
//! `names/fields.tsv` says which fields are told; a few kinds are told in a way of their own. Like [`super::describe`] it reads the
//! file's JSON and judges nothing.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};
use vocabulary::{Kroner, Period};

use super::description::{kind_of, present, value_text};
use super::names::{self, Holds};
use crate::assessment::period_text;
use crate::words::{Language, Words};

/// How many fields are told: more would not be read at a glance.
const MOST_TOLD: usize = 2;

/// A fact as the case file writes it, in one line: "Integrationskontrakt: 2 mål, 3 aktiviteter", "Bolig: midlertidig". Where the kind
/// holds nothing that tells more, its day stands there. A kind that is not known is called by its key.
pub fn headline(fact: &Map<String, Value>, language: Language) -> String {
    let kind = kind_of(fact);
    let name = match (names::kind(kind), kind) {
        (Some(words), _) => words.text(language),
        (None, "") => Words::new("oplysning", "fact").text(language),
        (None, key) => key,
    };
    let telling = Telling { fact, kind, language };
    let mut told = telling.own_way().unwrap_or_else(|| telling.told_fields());
    if told.is_empty() {
        told.extend(telling.field("on"));
    }
    let name = capitalised(name);
    if told.is_empty() { name } else { format!("{name}: {}", told.join(", ")) }
}

/// A fact that is being told.
#[derive(Clone, Copy)]
struct Telling<'f> {
    fact: &'f Map<String, Value>,
    kind: &'f str,
    language: Language,
}

impl Telling<'_> {
    /// The fields that tell most, as far as they are there.
    fn told_fields(self) -> Vec<String> {
        let own = names::own(self.kind);
        let shared = names::shared().iter().filter(|shared| own.iter().all(|field| field.name != shared.name));
        let told = own.iter().chain(shared).filter(|field| field.told);
        told.filter_map(|field| self.field(field.name)).take(MOST_TOLD).collect()
    }

    /// The kinds that are told in a way of their own.
    fn own_way(self) -> Option<Vec<String>> {
        Some(match self.kind {
            "absence" => {
                [self.field("on"), self.field("hours").or_else(|| self.field("from"))].into_iter().flatten().collect()
            }
            "contract" => vec![
                self.count("goals", Words::new("mål", "goal"), Words::new("mål", "goals")),
                self.count("activities", Words::new("aktivitet", "activity"), Words::new("aktiviteter", "activities")),
            ],
            "council" => self
                .field("municipality")
                .into_iter()
                .chain([self.count("members", Words::new("medlem", "member"), Words::new("medlemmer", "members"))])
                .collect(),
            "education_order" => {
                let by = self.field("deadline").map(|day| format!("{} {day}", self.say("frist", "by")));
                self.field("step").into_iter().chain(by).collect()
            }
            "income" => self.field("month").into_iter().chain(self.whole_income()).collect(),
            "imprisonment" | "offer" => self.field("form").into_iter().chain(self.period()).collect(),
            "free_period" | "sick_note" | "stay_abroad" => self.period().into_iter().collect(),
            "programme_offer" => {
                let parts = [
                    ("danish", Words::new("danskuddannelse", "Danish education")),
                    ("offers", Words::new("tilbud efter § 23", "offers under § 23")),
                ];
                let part_of = |field| present(self.fact, field) == Some(&Value::Bool(true));
                let named = parts.into_iter().filter(|(field, _)| part_of(field));
                named.map(|(_, words)| words.text(self.language).to_owned()).collect()
            }
            _ => return None,
        })
    }

    /// What stands in a field, in words.
    fn field(self, name: &str) -> Option<String> {
        let field = names::find(self.kind, name)?;
        let text = value_text(self.kind, field, present(self.fact, name)?, self.language);
        Some(match field.holds {
            Holds::WeeklyHours => format!("{text} {}", field.words.text(self.language)),
            _ => text,
        })
    }

    /// How many there are of what a list holds.
    fn count(self, field: &str, one: Words, many: Words) -> String {
        let count = present(self.fact, field).and_then(Value::as_array).map_or(0, Vec::len);
        let unit = if count == 1 { one } else { many };
        format!("{count} {}", unit.text(self.language))
    }

    /// Income from work and from elsewhere together.
    fn whole_income(self) -> Option<String> {
        let amounts: Vec<Kroner> = ["work", "other"]
            .into_iter()
            .filter_map(|field| present(self.fact, field))
            .map(Kroner::deserialize)
            .collect::<Result<_, _>>()
            .ok()?;
        (!amounts.is_empty()).then(|| amounts.into_iter().sum::<Kroner>().to_string())
    }

    /// The days it lasts, where they are known to the day.
    fn period(self) -> Option<String> {
        let day = |field: &str| -> Option<Date> { present(self.fact, field)?.as_str()?.parse().ok() };
        let period = Period::new(day("on")?, day("until")).ok()?;
        Some(period_text(period, self.language))
    }

    fn say(self, danish: &'static str, english: &'static str) -> &'static str {
        Words::new(danish, english).text(self.language)
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn danish(fact: &Value) -> String {
        headline(fact.as_object().unwrap(), Language::Danish)
    }

    #[test]
    fn a_fact_is_told_by_its_kind_and_what_tells_most() {
        let told = [
            (json!({ "fact": "housing", "form": "temporary", "rent": 3000 }), "Bolig: midlertidig"),
            (json!({ "fact": "citizenship", "country": "SOM" }), "Statsborgerskab: Somalia"),
            (json!({ "fact": "permit", "ground": "7:1" }), "Opholdstilladelse: udlændingelovens § 7, stk. 1"),
            (json!({ "fact": "placement", "municipality": 101, "basis": ["quota"] }), "Visitering: København"),
            (
                json!({ "fact": "employment", "ordinary": true, "weekly_hours": 18.5 }),
                "Ansættelse: ordinær, 18,5 timer om ugen",
            ),
            (json!({ "fact": "reasonable_ground", "absence": "f1", "reasonable": false }), "Rimelig grund: nej"),
            (
                json!({ "fact": "decision_draft", "decides": "benefit_reduction", "month": "2008-05", "amount": 500 }),
                "Udkast til afgørelse: nedsættelse ved udeblivelse, maj 2008",
            ),
            (json!({ "fact": "death", "on": "2009-03-01" }), "Dødsfald: 1. marts 2009"),
        ];
        for (fact, line) in told {
            assert_eq!(danish(&fact), line);
        }
    }

    #[test]
    fn some_kinds_are_told_in_a_way_of_their_own() {
        let told = [
            (
                json!({ "fact": "contract", "goals": [{}, {}], "activities": [{}] }),
                "Integrationskontrakt: 2 mål, 1 aktivitet",
            ),
            (
                json!({ "fact": "absence", "on": "2008-05-12", "from": "programme", "hours": 6 }),
                "Udeblivelse: 12. maj 2008, 6 timer",
            ),
            (
                json!({ "fact": "absence", "on": "2008-05-12", "from": "cv_interview" }),
                "Udeblivelse: 12. maj 2008, CV-samtale",
            ),
            (
                json!({ "fact": "income", "month": "2008-05", "work": 500, "other": 1000 }),
                "Indkomst: maj 2008, 1.500,00 kr.",
            ),
            (
                json!({ "fact": "offer", "on": "2008-05-01", "until": "2008-05-15", "form": "work_placement" }),
                "Tilbud: virksomhedspraktik, 1. maj 2008 til og med 14. maj 2008",
            ),
            (json!({ "fact": "sick_note", "on": "2008-05-01" }), "Sygemelding: fra 1. maj 2008"),
            (
                json!({ "fact": "education_order", "step": "apply", "deadline": "2008-05-01" }),
                "Uddannelsespålæg: søge optagelse, frist 1. maj 2008",
            ),
            (
                json!({ "fact": "programme_offer", "on": "2008-05-01", "danish": true, "offers": true }),
                "Tilbud om introduktionsprogram: danskuddannelse, tilbud efter § 23",
            ),
        ];
        for (fact, line) in told {
            assert_eq!(danish(&fact), line);
        }
    }

    #[test]
    fn a_fact_of_an_unknown_kind_is_told_by_its_key() {
        assert_eq!(danish(&json!({ "fact": "coronation", "on": "2008-05-01" })), "Coronation: 1. maj 2008");
        assert_eq!(danish(&json!({})), "Oplysning");
    }
}
