//! The municipalities' judgements of availability, read from the cases, and drawing a sample of them (§ 25 b).

use jiff::civil::Date;
use oversight::availability::{Decision, Drawn, Judged, Review, Step, Stratum, Wanted, draw};
use oversight::ledger::WrongStep;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use vocabulary::MunicipalityCode;

use super::steps::{TakeStep, Took, invalid, take};
use crate::access::{Action, Sight};
use crate::book;
use crate::cases::CaseFile;
use crate::office::{Command, CommandError, Decided, Question, Refused, SeenCase, View};
use crate::work;

/// How many judgements each municipality made in a period. No person is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AvailabilityDecisions {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// The judgements of a period, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "AvailabilityCounts")]
pub struct DecisionsOf {
    /// By municipality: judgements, and those of them that find somebody available.
    pub municipalities: Vec<(MunicipalityCode, usize, usize)>,
    /// Judgements that no municipality is known for.
    pub without_municipality: usize,
    /// Judgements about persons with problems beyond unemployment: § 25 b is about those who are only unemployed.
    pub beyond_unemployment: usize,
}

/// Every judgement of a period within § 25 b, and how many fall outside it.
struct Population {
    decisions: Vec<Decision>,
    beyond_unemployment: usize,
}

/// What a fact of a case judges of availability.
fn judged(fact: &Value) -> Option<Judged> {
    match fact.get("fact")?.as_str()? {
        "availability_assessment" => {
            let is_available = fact.get("available")?.as_bool()?;
            Some(if is_available { Judged::Available } else { Judged::NotAvailable })
        }
        "availability_ground" => {
            let holds = fact.get("holds").and_then(Value::as_bool).unwrap_or(true);
            Some(if holds { Judged::GroundHolds } else { Judged::GroundDoesNotHold })
        }
        _ => None,
    }
}

fn day_of(fact: &Value) -> Option<Date> {
    fact.get("on")?.as_str()?.parse().ok()
}

/// Whether the person of a fact was found to have problems beyond unemployment by the latest assessment up to the day.
fn is_beyond_unemployment(facts: &[Value], about: &Value, on: Date) -> bool {
    let assessments =
        facts.iter().filter(|fact| fact["fact"] == "problem_assessment" && fact.get("person") == about.get("person"));
    let known = assessments.filter_map(|fact| Some((day_of(fact)?, fact.get("beyond_unemployment")?.as_bool()?)));
    known.filter(|(day, _)| *day <= on).max_by_key(|(day, _)| *day).is_some_and(|(_, beyond)| beyond)
}

fn population(view: &View<'_>, from: Date, to: Date) -> Population {
    let mut found = Population { decisions: Vec::new(), beyond_unemployment: 0 };
    for seen in view.cases().filter(|seen| seen.sight == Sight::Content) {
        if !seen.file.facts.iter().any(|fact| fact.json.contains("\"availability_")) {
            continue;
        }
        of_a_case(seen, from, to, &mut found);
    }
    found
}

fn of_a_case(seen: SeenCase<'_>, from: Date, to: Date, found: &mut Population) {
    let counting = seen.file.facts.iter().filter(|fact| fact.withdrawn.is_none());
    let read: Vec<(&str, Value)> =
        counting.filter_map(|fact| Some((&*fact.id, serde_json::from_str(&fact.json).ok()?))).collect();
    let values: Vec<Value> = read.iter().map(|(_, value)| value.clone()).collect();
    for (id, value) in &read {
        let (Some(judged), Some(on)) = (judged(value), day_of(value)) else { continue };
        if on < from || to < on {
            continue;
        }
        if is_beyond_unemployment(&values, value, on) {
            found.beyond_unemployment += 1;
            continue;
        }
        found.decisions.push(Decision {
            case: seen.file.number.to_string(),
            fact: (*id).to_owned(),
            judged,
            on,
            municipality: responsible(seen, on),
        });
    }
}

/// The municipality that was responsible on a day. Where it has not changed since, the case's look of today tells it.
fn responsible(seen: SeenCase<'_>, on: Date) -> Option<MunicipalityCode> {
    if seen.look.since.is_some_and(|since| since <= on) {
        return seen.look.municipality;
    }
    on_the_day(seen.file, on)
}

fn on_the_day(file: &CaseFile, on: Date) -> Option<MunicipalityCode> {
    let edition = book::edition(on).ok()?;
    work::look(file, edition, on).municipality
}

impl Question for AvailabilityDecisions {
    type Answer = DecisionsOf;

    fn answer(&self, view: &View<'_>) -> Result<DecisionsOf, Refused> {
        view.supervision(Action::ReadSupervision)?;
        view.must(Action::ReadCases)?;
        let found = population(view, self.from, self.to);
        let mut by_municipality = std::collections::BTreeMap::<MunicipalityCode, (usize, usize)>::new();
        let mut without_municipality = 0;
        for decision in &found.decisions {
            match decision.municipality {
                None => without_municipality += 1,
                Some(code) => {
                    let (all, available) = by_municipality.entry(code).or_default();
                    *all += 1;
                    *available += usize::from(matches!(decision.judged, Judged::Available | Judged::GroundDoesNotHold));
                }
            }
        }
        Ok(DecisionsOf {
            municipalities: by_municipality
                .into_iter()
                .map(|(code, (all, available))| (code, all, available))
                .collect(),
            without_municipality,
            beyond_unemployment: found.beyond_unemployment,
        })
    }
}

/// Draws a sample and begins its review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawReview {
    /// What is to be drawn.
    pub wanted: Wanted,
}

impl Command for DrawReview {
    type Done = Took;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Took>, CommandError> {
        let supervision = view.supervision(Action::SuperviseMunicipalities)?;
        view.must(Action::ReadCases)?;
        if self.wanted.to > view.day() {
            return Err(invalid(&WrongStep::Early { field: "to", earliest: self.wanted.to }));
        }
        let found = population(view, self.wanted.from, self.wanted.to);
        let Drawn { chosen, population, without_municipality } = draw(&found.decisions, &self.wanted);
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let strata = population.into_iter();
        let what = Step::Drawn {
            wanted: self.wanted.clone(),
            population: strata
                .map(|(municipality, decisions)| Stratum { municipality, decisions: small(decisions) })
                .collect(),
            without_municipality: small(without_municipality),
            beyond_unemployment: small(found.beyond_unemployment),
            chosen,
        };
        let step = TakeStep::<Review> { id: None, on: view.day(), what, from: view.position(), letterhead: None };
        take(view, supervision, &step)
    }
}
