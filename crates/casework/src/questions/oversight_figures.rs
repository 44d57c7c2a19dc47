//! The other figures of oversight: the questions of the audit, idle time by cause, and late entry.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::facts::{KINDS, names};
use oversight::compliance::audit::{self, Measure, QUESTIONS, Ratio};
use oversight::compliance::delay::{Delays, Summary};
use oversight::compliance::figures::Scope;
use oversight::compliance::waiting::IdleDays;
use oversight::figure::FEW;
use schemars::JsonSchema;
use serde::Serialize;
use vocabulary::MunicipalityCode;

use super::compliance::{Excluded, ScopeSaid, contracts, count, said};
use super::rounded::for_asker;
use crate::access::Action;
use crate::office::{Question, Refused, View};

/// Asks the questions of the audit of 2015 again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditQuestions {
    /// Which person-duties the questions about duties are asked of; its municipality and ground hold for the question about contracts too.
    pub scope: Scope,
}

/// The questions of the audit with what holds now.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AuditAnswers {
    /// The day of the figures.
    pub on: Date,
    /// The night that the couplings are known from; none where the asker does not read them, or before the first.
    pub couplings_of: Option<Date>,
    /// What the questions about duties were asked of, and, as to municipality and ground, the one about contracts.
    pub scope: ScopeSaid,
    /// The questions.
    pub answers: Vec<AuditAnswer>,
    /// What was not counted.
    pub excluded: Excluded,
    /// Whether every count is rounded to the nearest five: for those who see no persons.
    pub rounded: bool,
}

/// A question with what holds now and what was found then.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AuditAnswer {
    /// Its name.
    pub question: &'static str,
    /// The question, in Danish and English.
    pub words: [&'static str; 2],
    /// What is counted, of what.
    pub definition: [&'static str; 2],
    /// What it is judged by.
    pub provision: Option<law::act::Provision>,
    /// What holds now; none where nothing can be counted.
    pub now: Option<Ratio>,
    /// The same as a share, 0 to 1; none of nothing.
    pub share: Option<f64>,
    /// Whether the share rests on fewer than twenty.
    pub few: bool,
    /// What was found then, as a share; none where no figure is known.
    pub found_then: Option<f64>,
    /// Where that stands.
    pub source: &'static str,
    /// Why nothing can be counted, where it cannot.
    pub why_not: Option<[&'static str; 2]>,
}

impl Question for AuditQuestions {
    type Answer = AuditAnswers;

    fn answer(&self, view: &View<'_>) -> Result<AuditAnswers, Refused> {
        let (scope, figures, excluded) = count(view, self.scope)?;
        let contracts = contracts(view, &scope)?;
        let may_read_couplings = view.officer().role.may(Action::ReadNights);
        // The couplings are the country's: they are no figure of one municipality or one ground.
        let couplings = if may_read_couplings { view.uncoupled()? } else { None };
        let answers = QUESTIONS.iter().map(|question| {
            let now = audit::answer(question, &figures, contracts, couplings.map(|(_, figures)| figures));
            AuditAnswer {
                question: question.key,
                words: [question.words.da, question.words.en],
                definition: [question.definition.da, question.definition.en],
                provision: question.provision,
                now,
                share: now.and_then(Ratio::share),
                few: now.is_some_and(|ratio| (1..FEW).contains(&ratio.of)),
                found_then: question.found_then,
                source: question.source,
                why_not: now.is_none().then_some(match question.measure {
                    Measure::NotInTheAct(why) => [why.da, why.en],
                    _ => [
                        "Koblingerne måles for hele landet af nætterne; denne rolle læser dem ikke, eller der har ingen nat været.",
                        "The couplings are measured for the country by the nights; this role does not read them, or there has been no night.",
                    ],
                }),
            }
        });
        let answers = AuditAnswers {
            on: view.day(),
            couplings_of: couplings.map(|(night, _)| *night),
            scope: said(&scope),
            answers: answers.collect(),
            excluded,
            rounded: false,
        };
        Ok(for_asker(view, answers))
    }
}

/// Asks on how many days cases waited, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleTime {
    /// Only this municipality's cases.
    pub municipality: Option<MunicipalityCode>,
}

/// Idle time by cause.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct IdleFigures {
    /// The day of the figures.
    pub on: Date,
    /// Cases that had begun.
    pub cases: u64,
    /// The days of all of them.
    pub days: IdleDays,
    /// Cases and days by the municipality in charge now.
    pub municipalities: Vec<IdleLine>,
    /// Cases that had not begun, or that the Act cannot read: no days are counted of them.
    pub without_days: u64,
    /// Whether every count is rounded to the nearest five: for those who see no persons.
    pub rounded: bool,
    /// Lines of fewer than twenty cases, which are left out where counts are rounded.
    pub left_out: u64,
}

/// The days of a municipality's cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IdleLine {
    /// The municipality in charge now.
    pub municipality: Option<MunicipalityCode>,
    /// Cases that had begun.
    pub cases: u64,
    /// Their days.
    pub days: IdleDays,
}

impl Question for IdleTime {
    type Answer = IdleFigures;

    fn answer(&self, view: &View<'_>) -> Result<IdleFigures, Refused> {
        let municipality = view.officer().authority.municipality().or(self.municipality);
        let mut lines: BTreeMap<Option<MunicipalityCode>, (u64, IdleDays)> = BTreeMap::new();
        let (mut all, mut cases, mut without_days) = (IdleDays::default(), 0, 0);
        for look in view.looks()?.filter(|look| municipality.is_none_or(|code| look.municipality == Some(code))) {
            let days = look.overseen.idle;
            if days.elapsed == 0 {
                without_days += 1;
                continue;
            }
            cases += 1;
            all.add(&days);
            let line = lines.entry(look.municipality).or_default();
            line.0 += 1;
            line.1.add(&days);
        }
        let lines = lines.into_iter().map(|(municipality, (cases, days))| IdleLine { municipality, cases, days });
        let figures = IdleFigures {
            on: view.day(),
            cases,
            days: all,
            municipalities: lines.collect(),
            without_days,
            rounded: false,
            left_out: 0,
        };
        Ok(for_asker(view, figures))
    }
}

/// Asks how late facts were recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateEntry {
    /// Only this municipality's cases.
    pub municipality: Option<MunicipalityCode>,
}

/// How late facts were recorded.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EntryFigures {
    /// The day of the figures.
    pub on: Date,
    /// All facts.
    pub all: Summary,
    /// The cases that they are of.
    pub cases: u64,
    /// By kind of fact; kinds without a fact are left out.
    pub kinds: Vec<KindLine>,
    /// By the municipality in charge now.
    pub municipalities: Vec<EntryLine>,
    /// Whether every count is rounded to the nearest five: for those who see no persons.
    pub rounded: bool,
    /// Lines of fewer than twenty cases, that of all facts among them, which are left out where counts are rounded.
    pub left_out: u64,
}

/// A kind of fact.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct KindLine {
    /// The kind, as the case file names it.
    pub kind: &'static str,
    /// What users read, in Danish and English.
    pub words: [&'static str; 2],
    /// The cases with such a fact.
    pub cases: u64,
    /// Its delays.
    pub summary: Summary,
}

/// A municipality.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EntryLine {
    /// The municipality in charge now.
    pub municipality: Option<MunicipalityCode>,
    /// Its cases with facts.
    pub cases: u64,
    /// Its delays.
    pub summary: Summary,
}

impl Question for LateEntry {
    type Answer = EntryFigures;

    fn answer(&self, view: &View<'_>) -> Result<EntryFigures, Refused> {
        let municipality = view.officer().authority.municipality().or(self.municipality);
        let mut all = OfCases::default();
        let mut kinds = vec![OfCases::default(); KINDS.len()];
        let mut lines: BTreeMap<Option<MunicipalityCode>, OfCases> = BTreeMap::new();
        let looks = view.looks()?.filter(|look| municipality.is_none_or(|code| look.municipality == Some(code)));
        for (case, look) in (1..).zip(looks) {
            let line = lines.entry(look.municipality).or_default();
            for entered in &look.overseen.entered {
                for of in [&mut kinds[entered.place()], &mut *line, &mut all] {
                    of.count(case, entered.days);
                }
            }
        }
        let kinds = KINDS.iter().zip(&kinds).map(|(kind, of)| KindLine {
            kind,
            words: names::kind(kind).map_or([*kind, *kind], |words| [words.da, words.en]),
            cases: of.cases,
            summary: of.delays.summary(),
        });
        let lines = lines.into_iter().map(|(municipality, of)| EntryLine {
            municipality,
            cases: of.cases,
            summary: of.delays.summary(),
        });
        let figures = EntryFigures {
            on: view.day(),
            all: all.delays.summary(),
            cases: all.cases,
            kinds: kinds.filter(|line| line.cases > 0).collect(),
            municipalities: lines.filter(|line| line.cases > 0).collect(),
            rounded: false,
            left_out: 0,
        };
        Ok(for_asker(view, figures))
    }
}

/// Delays, and how many cases they are of.
#[derive(Clone, Debug, Default)]
struct OfCases {
    delays: Delays,
    cases: u64,
    /// The case that was counted last, from one.
    last: u64,
}

impl OfCases {
    fn count(&mut self, case: u64, days: Option<i16>) {
        if self.last != case {
            (self.last, self.cases) = (case, self.cases + 1);
        }
        match days {
            Some(days) => self.delays.count(days.into()),
            None => self.delays.count_without_day(),
        }
    }
}
