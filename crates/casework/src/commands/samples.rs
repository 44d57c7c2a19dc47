//! Drawing a sample of cases, judging its cases by the checklist, and settling what two judged differently.
//!
//! Each is a fact about the sample and changes no case. Two judge a case, neither more than once; what they differ on a third settles, who
//! is neither of them.

use std::collections::BTreeMap;

use oversight::compliance::GroundGroup;
use oversight::compliance::checklist::ITEMS;
use oversight::compliance::rating::Finding;
use oversight::compliance::sample::{Allocation, Drawn, draw};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use vocabulary::MunicipalityCode;

use super::new_fact;
use crate::access::{Action, Sight};
use crate::cases::CaseNumber;
use crate::fact;
use crate::office::{Command, CommandError, Decided, FieldProblem, Part, Question, Refused, SeenCase, View};
use crate::samples::{CaseJudged, Judged, SampleCase, SampleDesign, SampleDrawn, SampleFile, Settled, Stage, Strata};
use crate::work::CaseLook;

/// Most cases of a sample: more than two people judge.
pub const SAMPLE_SIZE_MAX: usize = 1_000;
/// Longest title, in characters.
const TITLE_CHARACTERS_MAX: usize = 200;
/// Longest note or reason, in characters.
const NOTE_CHARACTERS_MAX: usize = 5_000;

/// A sample to be drawn from the cases that the officer sees, as they are today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawSample {
    /// What it is for.
    pub title: String,
    /// Only cases of this municipality; a municipality's officer draws from its own.
    pub municipality: Option<MunicipalityCode>,
    /// Only cases whose first person stays on this ground.
    pub ground: Option<GroundGroup>,
    /// What the cases are divided by.
    pub strata: Strata,
    /// How the sample is divided among the strata.
    pub allocation: Allocation,
    /// How many.
    pub size: usize,
    /// The seed: with it the same sample can be drawn again.
    pub seed: u64,
}

fn invalid(field: &str, key: &'static str, detail: impl Into<String>) -> CommandError {
    CommandError::Invalid(vec![FieldProblem { field: field.to_owned(), key, detail: detail.into() }])
}

/// A text of one who works here, without spaces around it.
fn text(field: &str, text: &str, characters_max: usize) -> Result<String, CommandError> {
    let text = text.trim();
    if text.chars().count() > characters_max {
        return Err(invalid(field, "problem-too-long", characters_max.to_string()));
    }
    if text.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\t' | '\r')) {
        return Err(invalid(field, "problem-control-characters", ""));
    }
    Ok(text.to_owned())
}

fn needed(field: &str, given: &str, characters_max: usize) -> Result<String, CommandError> {
    let given = text(field, given, characters_max)?;
    if given.is_empty() { Err(invalid(field, "problem-missing", "")) } else { Ok(given) }
}

impl Command for DrawSample {
    type Done = String;

    fn decide(&self, view: &View<'_>) -> Result<Decided<String>, CommandError> {
        view.must(Action::JudgeSamples)?;
        view.must(Action::ReadCases)?;
        let title = needed("title", &self.title, TITLE_CHARACTERS_MAX)?;
        if !(1..=SAMPLE_SIZE_MAX).contains(&self.size) {
            return Err(invalid("size", "problem-wrong-value", format!("1–{SAMPLE_SIZE_MAX}")));
        }
        if (self.allocation == Allocation::Simple) != (self.strata == Strata::None) {
            return Err(invalid("strata", "problem-wrong-value", ""));
        }
        let municipality = view.officer().authority.municipality().or(self.municipality);
        let (population, unreadable) = self.population(view);
        if population.is_empty() {
            return Err(invalid("size", "problem-no-cases", ""));
        }
        let drawn = self.drawn(&population);
        let cases = drawn.cases.into_iter().map(|(place, stratum)| {
            let file = population[place].file;
            for person in &file.persons {
                view.note(file, &person.id, Part::ListRow);
            }
            SampleCase { case: file.number.clone(), stratum }
        });
        let free = (1..=u32::MAX).map(|nth| format!("{}-{nth}", view.day())).find(|id| !view.is_sample_taken(id));
        let id = free.unwrap_or_default();
        let design = SampleDesign {
            id: id.clone(),
            title,
            on: view.day(),
            known: view.position(),
            municipality,
            ground: self.ground,
            strata: self.strata,
            allocation: self.allocation,
            size: self.size,
            seed: self.seed,
            populations: drawn.populations,
            unreadable: Some(unreadable),
        };
        let sample = SampleDrawn { design, cases: cases.collect() };
        let subject = fact::sample_subject(&id);
        let facts = vec![new_fact(view, fact::SAMPLE_DRAWN, subject.clone(), None, &sample)];
        Ok(Decided { facts, from: vec![(subject, 0)], done: id })
    }
}

/// A stratum as a sample would divide it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StratumDrawn {
    /// The stratum: a municipality's code, a ground's name, or nothing.
    pub stratum: String,
    /// Its cases.
    pub population: u64,
    /// How many of them would be drawn.
    pub drawn: u64,
}

impl StratumDrawn {
    /// How many of its cases must be judged before its spread is known, and with it an interval of the whole: two, or all where there are fewer.
    pub fn least(&self) -> u64 {
        self.population.min(2)
    }

    /// Whether too few would be drawn for an interval.
    pub fn is_too_few(&self) -> bool {
        self.drawn < self.least()
    }
}

/// How a sample would be divided among its strata. No case of it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HowDrawn(pub DrawSample);

impl Question for HowDrawn {
    type Answer = Vec<StratumDrawn>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<StratumDrawn>, Refused> {
        view.must(Action::JudgeSamples)?;
        view.must(Action::ReadCases)?;
        let drawn = self.0.drawn(&self.0.population(view).0);
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (_, stratum) in drawn.cases {
            *counts.entry(stratum).or_default() += 1;
        }
        let of = |(stratum, population): (String, u64)| {
            let drawn = counts.get(&stratum).copied().unwrap_or(0);
            StratumDrawn { stratum, population, drawn }
        };
        Ok(drawn.populations.into_iter().map(of).collect())
    }
}

impl DrawSample {
    /// The cases to draw from, and how many the Act cannot read: these have no ground to be chosen by. Their order must not rest on when a case came
    /// in: the same cases give the same sample.
    fn population<'a>(&self, view: &View<'a>) -> (Vec<SeenCase<'a>>, u64) {
        let municipality = view.officer().authority.municipality().or(self.municipality);
        let mut unreadable = 0;
        let drawable = view.cases().filter(|seen| seen.sight == Sight::Content).filter(|seen| {
            unreadable += u64::from(seen.look.unreadable.is_some());
            seen.look.unreadable.is_none() && self.takes(seen.look, municipality)
        });
        let mut population: Vec<SeenCase<'a>> = drawable.collect();
        population.sort_unstable_by(|a, b| a.file.number.cmp(&b.file.number));
        (population, unreadable)
    }

    fn drawn(&self, population: &[SeenCase<'_>]) -> Drawn<String> {
        let strata: Vec<String> = population.iter().map(|seen| stratum(seen.look, self.strata)).collect();
        draw(&strata, self.allocation, self.size, &mut ChaCha20Rng::seed_from_u64(self.seed))
    }

    fn takes(&self, look: &CaseLook, municipality: Option<MunicipalityCode>) -> bool {
        municipality.is_none_or(|code| look.municipality == Some(code))
            && self.ground.is_none_or(|ground| ground_of(look) == ground)
    }
}

/// The ground of the person whom the case is about.
fn ground_of(look: &CaseLook) -> GroundGroup {
    look.persons.first().map_or(GroundGroup::Unknown, |person| person.ground)
}

fn stratum(look: &CaseLook, strata: Strata) -> String {
    match strata {
        Strata::None => String::new(),
        Strata::Municipality => look.municipality.map_or_else(String::new, |code| code.to_string()),
        Strata::Ground => ground_of(look).key().to_owned(),
    }
}

/// A case of a sample to be judged: every question of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgeCase {
    /// The sample.
    pub sample: String,
    /// The case.
    pub case: CaseNumber,
    /// What is found, by the names of the questions.
    pub findings: BTreeMap<String, Finding>,
    /// What is worth knowing.
    pub note: String,
}

/// What two judged differently, to be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettleCase {
    /// The sample.
    pub sample: String,
    /// The case.
    pub case: CaseNumber,
    /// What holds, for each question on which the two differ.
    pub findings: BTreeMap<String, Finding>,
    /// Why.
    pub reason: String,
}

/// The case of a sample, where the officer may judge it: they may read the case itself, too.
fn of_sample<'a>(
    view: &View<'a>,
    sample: &str,
    case: &CaseNumber,
) -> Result<(&'a SampleFile, &'a CaseJudged), CommandError> {
    view.must(Action::JudgeSamples)?;
    let sample = view.sample(sample)?;
    let judged = sample.of_case(case.as_str()).ok_or(Refused::NotFound)?;
    view.read_case(case.as_str(), Part::Case)?;
    Ok((sample, judged))
}

/// Exactly the questions that are asked, each with a finding.
fn answered(
    asked: impl Iterator<Item = &'static str>,
    findings: &BTreeMap<String, Finding>,
) -> Result<BTreeMap<String, Finding>, CommandError> {
    let mut taken = BTreeMap::new();
    let mut problems = Vec::new();
    for item in asked {
        if let Some(finding) = findings.get(item) {
            taken.insert(item.to_owned(), *finding);
        } else {
            problems.push(FieldProblem { field: item.to_owned(), key: "problem-missing", detail: String::new() });
        }
    }
    if problems.is_empty() { Ok(taken) } else { Err(CommandError::Invalid(problems)) }
}

impl Command for JudgeCase {
    type Done = Stage;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Stage>, CommandError> {
        let (_, so_far) = of_sample(view, &self.sample, &self.case)?;
        if so_far.is_judged_by(&view.officer().id) {
            return Err(invalid("findings", "problem-judged-already", ""));
        }
        if so_far.judgements.len() > 1 {
            return Err(invalid("findings", "problem-judged-by-two", ""));
        }
        let findings = answered(ITEMS.iter().map(|item| item.key), &self.findings)?;
        let judged = Judged { case: self.case.clone(), findings, note: text("note", &self.note, NOTE_CHARACTERS_MAX)? };
        let subject = fact::sample_case_subject(&self.sample, self.case.as_str());
        let facts = vec![new_fact(view, fact::SAMPLE_JUDGED, subject.clone(), None, &judged)];
        let done = match so_far.judgements.first() {
            None => Stage::Once,
            Some(first) if first.judged.findings == judged.findings => Stage::Done,
            Some(_) => Stage::Differs,
        };
        Ok(Decided { facts, from: vec![(subject, so_far.position)], done })
    }
}

impl Command for SettleCase {
    type Done = Stage;

    fn decide(&self, view: &View<'_>) -> Result<Decided<Stage>, CommandError> {
        let (_, so_far) = of_sample(view, &self.sample, &self.case)?;
        if so_far.is_judged_by(&view.officer().id) {
            return Err(invalid("findings", "problem-not-the-third", ""));
        }
        if so_far.stage() != Stage::Differs {
            return Err(invalid("findings", "problem-nothing-to-settle", ""));
        }
        let reason = needed("reason", &self.reason, NOTE_CHARACTERS_MAX)?;
        let settled =
            Settled { case: self.case.clone(), findings: answered(so_far.differing(), &self.findings)?, reason };
        let subject = fact::sample_case_subject(&self.sample, self.case.as_str());
        let facts = vec![new_fact(view, fact::SAMPLE_SETTLED, subject.clone(), None, &settled)];
        Ok(Decided { facts, from: vec![(subject, so_far.position)], done: Stage::Done })
    }
}
