//! The municipalities' judgements of availability and their decisions that reduce or stop the benefit, read from the cases as the Act reads
//! them, and drawing a sample of them (§ 25 b).

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::case::{Case, Fact, PersonRef};
use law::facts::{Content, DecisionKind};
use oversight::availability::{Decision, Drawn, Judged, Review, Step, Stratum, Wanted, draw};
use oversight::ledger::WrongStep;
use schemars::JsonSchema;
use serde::Serialize;
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
    /// By municipality, in the order of their codes.
    pub municipalities: Vec<JudgedBy>,
    /// Judgements that no municipality is known for.
    pub without_municipality: usize,
    /// Judgements about persons with problems beyond unemployment: § 25 b is about those who are only unemployed.
    pub beyond_unemployment: usize,
    /// Cases with such judgements that the Act cannot read: their judgements are in no period.
    pub unreadable_cases: usize,
}

/// The judgements of a municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JudgedBy {
    /// Which.
    pub municipality: MunicipalityCode,
    /// All of them.
    pub all: usize,
    /// Those that find somebody available, or a ground against it unfounded (§§ 25 and 25 a).
    pub available: usize,
    /// Those that reduce or stop the benefit (§§ 30 and 31).
    pub sanctions: usize,
}

/// Every judgement of a period within § 25 b, and what falls outside it.
#[derive(Default)]
struct Population {
    decisions: Vec<Decision>,
    /// The municipality responsible for each judgement about a person with problems beyond unemployment.
    beyond_unemployment: Vec<Option<MunicipalityCode>>,
    unreadable_cases: usize,
}

impl Population {
    /// Judgements beyond unemployment that one municipality was responsible for, or all; those that none is known for are never left out.
    fn beyond_unemployment(&self, of: Option<MunicipalityCode>) -> usize {
        let is_counted = |one: &&Option<MunicipalityCode>| of.is_none() || one.is_none() || **one == of;
        self.beyond_unemployment.iter().filter(is_counted).count()
    }
}

/// Kinds of facts of which one judges: a case without any of them is not read.
const JUDGING: [&str; 3] = ["\"availability_assessment\"", "\"availability_ground\"", "\"decision_made\""];

/// What a fact of a case judges, where it is one of those that § 25 b, stk. 2 names.
fn judged(case: &Case, fact: &Fact) -> Option<Judged> {
    match &fact.content {
        Content::AvailabilityAssessment(one) if one.available => Some(Judged::Available),
        Content::AvailabilityAssessment(_) => Some(Judged::NotAvailable),
        Content::AvailabilityGround(one) if one.holds => Some(Judged::GroundHolds),
        Content::AvailabilityGround(_) => Some(Judged::GroundDoesNotHold),
        Content::DecisionMade(made) => match case.fact(made.decision.fact()?).content {
            Content::DecisionDraft(ref draft) => sanction(draft.decides),
            _ => None,
        },
        _ => None,
    }
}

fn sanction(kind: DecisionKind) -> Option<Judged> {
    match kind {
        DecisionKind::BenefitReduction => Some(Judged::BenefitReduced),
        DecisionKind::BenefitStop => Some(Judged::BenefitStopped),
        _ => None,
    }
}

/// Whether a person was found to have problems beyond unemployment by the latest assessment up to the day.
fn is_beyond_unemployment(case: &Case, person: PersonRef, on: Date) -> bool {
    let known = case.counting().filter(|(_, fact)| fact.person == person && fact.on.latest() <= on);
    let assessed = known.filter_map(|(_, fact)| match &fact.content {
        Content::ProblemAssessment(one) => Some((fact.on.latest(), one.beyond_unemployment)),
        _ => None,
    });
    assessed.max_by_key(|(day, _)| *day).is_some_and(|(_, beyond)| beyond)
}

fn population(view: &View<'_>, from: Date, to: Date) -> Population {
    let mut found = Population::default();
    for seen in view.cases().filter(|seen| seen.sight == Sight::Content) {
        let judges = |json: &str| JUDGING.iter().any(|kind| json.contains(kind));
        if seen.file.facts.iter().any(|fact| judges(&fact.json)) {
            of_a_case(seen, from, to, &mut found);
        }
    }
    found
}

fn of_a_case(seen: SeenCase<'_>, from: Date, to: Date, found: &mut Population) {
    let Ok(case) = seen.file.law_case() else {
        found.unreadable_cases += 1;
        return;
    };
    for (_, fact) in case.counting() {
        // The Act reads no judgement whose day is not known to the day.
        let (Some(judged), Some(on)) = (judged(&case, fact), fact.on.day()) else { continue };
        if on < from || to < on {
            continue;
        }
        let municipality = responsible(seen, on);
        if is_beyond_unemployment(&case, fact.person, on) {
            found.beyond_unemployment.push(municipality);
            continue;
        }
        found.decisions.push(Decision {
            case: seen.file.number.to_string(),
            fact: fact.id.clone(),
            judged,
            on,
            municipality,
        });
    }
}

/// The municipality that was responsible on a day, as the case's look of today tells it; before any was, the Act is executed on that day.
fn responsible(seen: SeenCase<'_>, on: Date) -> Option<MunicipalityCode> {
    let by_then = seen.look.responsible.iter().rev().find(|(since, _)| *since <= on);
    by_then.map_or_else(|| on_the_day(seen.file, on), |(_, code)| Some(*code))
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
        let mut by_municipality = BTreeMap::<MunicipalityCode, JudgedBy>::new();
        let mut without_municipality = 0;
        for decision in &found.decisions {
            let Some(municipality) = decision.municipality else {
                without_municipality += 1;
                continue;
            };
            let line = by_municipality.entry(municipality).or_insert(JudgedBy {
                municipality,
                all: 0,
                available: 0,
                sanctions: 0,
            });
            line.all += 1;
            line.available += usize::from(decision.judged.is_available());
            line.sanctions += usize::from(decision.judged.is_sanction());
        }
        Ok(DecisionsOf {
            municipalities: by_municipality.into_values().collect(),
            without_municipality,
            beyond_unemployment: found.beyond_unemployment(None),
            unreadable_cases: found.unreadable_cases,
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
            beyond_unemployment: small(found.beyond_unemployment(self.wanted.municipality)),
            unreadable_cases: Some(small(found.unreadable_cases)),
            chosen,
        };
        let step = TakeStep::<Review> { id: None, on: view.day(), what, from: view.position(), letterhead: None };
        take(view, supervision, &step)
    }
}
