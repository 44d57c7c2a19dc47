//! Samples of cases that oversight draws and judges, folded from facts: which cases, how they were drawn, who found what.
//!
//! A case of a sample is judged by two, and neither sees what the other found before both have. Where they differ, a third settles it.
//! What is found is a fact of the sample and never of the case.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use journal::Fact;
use oversight::compliance::GroundGroup;
use oversight::compliance::checklist::ITEMS;
use oversight::compliance::estimate::{self, Estimate, Stratum};
use oversight::compliance::rating::{self, Agreement, Finding};
use oversight::compliance::sample::Allocation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

use crate::cases::CaseNumber;
use crate::content::ContentError;
use crate::fact;

/// What cases are divided by before they are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SampleStrata")]
#[serde(rename_all = "kebab-case")]
pub enum Strata {
    /// By nothing.
    #[default]
    None,
    /// By the municipality in charge.
    Municipality,
    /// By the ground of the stay.
    Ground,
}

impl Strata {
    /// Every division.
    pub const ALL: [Self; 3] = [Self::None, Self::Municipality, Self::Ground];

    /// The name in forms and files.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Municipality => "municipality",
            Self::Ground => "ground",
        }
    }

    /// The division with a name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strata| strata.key() == key)
    }
}

/// How a sample was drawn: everything that is needed to draw it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SampleDesign {
    /// Its name in addresses.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// The day whose look of the cases it was drawn from.
    pub on: Date,
    /// Position of the last fact that was known then.
    pub known: u64,
    /// Only cases of this municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<MunicipalityCode>,
    /// Only cases whose first person stays on this ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<GroundGroup>,
    /// What the cases were divided by.
    pub strata: Strata,
    /// How the sample was divided among the strata.
    pub allocation: Allocation,
    /// How many were asked for.
    pub size: usize,
    /// The seed of the ChaCha20 stream that drew.
    pub seed: u64,
    /// How many cases each stratum had.
    pub populations: BTreeMap<String, u64>,
    /// Cases that the Act cannot read, and that could therefore not be drawn; none in a sample drawn before they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<u64>,
}

/// A sample was drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampleDrawn {
    /// How.
    #[serde(flatten)]
    pub design: SampleDesign,
    /// The drawn cases, in the order of their numbers.
    pub cases: Vec<SampleCase>,
}

/// A case of a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SampleCase {
    /// The case.
    pub case: CaseNumber,
    /// Its stratum: a municipality's code, a ground's name, or nothing.
    pub stratum: String,
}

/// Somebody judged a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SampleJudged")]
pub struct Judged {
    /// The case.
    pub case: CaseNumber,
    /// What was found, by the names of the checklist's questions: all of them.
    pub findings: BTreeMap<String, Finding>,
    /// What is worth knowing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A third settled what two had judged differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SampleSettled")]
pub struct Settled {
    /// The case.
    pub case: CaseNumber,
    /// What holds, for each question on which the two differed.
    pub findings: BTreeMap<String, Finding>,
    /// Why.
    pub reason: String,
}

/// What somebody found in a case, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub judged: Judged,
}

/// What the judgements of one case come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseJudged {
    /// The two who judged, in that order.
    pub judgements: Vec<Judgement>,
    /// What a third settled, and who.
    pub settled: Option<(String, Settled)>,
    /// Position of its newest fact: the version that it is judged from.
    pub position: u64,
}

/// How far the judging of a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SampleStage")]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Nobody has judged it.
    Open,
    /// One has.
    Once,
    /// Two have, and differ.
    Differs,
    /// Two have and agree, or a third settled what they differed on.
    Done,
}

impl CaseJudged {
    /// How far it is.
    pub fn stage(&self) -> Stage {
        match self.judgements.len() {
            0 => Stage::Open,
            1 => Stage::Once,
            _ if self.settled.is_none() && self.differing().next().is_some() => Stage::Differs,
            _ => Stage::Done,
        }
    }

    /// The questions on which the two differ, by name.
    pub fn differing(&self) -> impl Iterator<Item = &'static str> + '_ {
        let both = self.judgements.first().zip(self.judgements.get(1));
        ITEMS.iter().map(|item| item.key).filter(move |item| {
            both.is_some_and(|(one, other)| one.judged.findings.get(*item) != other.judged.findings.get(*item))
        })
    }

    /// What holds of a question: what both found, or what was settled. None before that.
    pub fn holds(&self, item: &str) -> Option<Finding> {
        let [one, other] = self.judgements.as_slice() else { return None };
        let (one, other) = (one.judged.findings.get(item)?, other.judged.findings.get(item)?);
        if one == other {
            return Some(*one);
        }
        self.settled.as_ref().and_then(|(_, settled)| settled.findings.get(item).copied())
    }

    /// Whether somebody has judged it.
    pub fn is_judged_by(&self, officer: &str) -> bool {
        self.judgements.iter().any(|judgement| judgement.by == officer)
    }
}

/// A sample with how its cases were judged.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleFile {
    /// How it was drawn.
    pub drawn: SampleDrawn,
    /// Who drew it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was found, by case.
    pub judged: BTreeMap<CaseNumber, CaseJudged>,
}

impl SampleFile {
    /// What was found of a case; none where the case is not in the sample.
    pub fn of_case(&self, case: &str) -> Option<&CaseJudged> {
        self.judged.get(case)
    }

    /// How often the Act was kept in a question of the checklist, as far as that is settled, with the share in the whole.
    pub fn result(&self, item: &'static str) -> ItemResult {
        let mut counts = [0_u64; Finding::ALL.len()];
        let mut strata: BTreeMap<&str, Stratum> = BTreeMap::new();
        for (stratum, population) in &self.drawn.design.populations {
            strata.insert(stratum, Stratum { population: *population, settled: 0, judged: 0, met: 0 });
        }
        for one in &self.drawn.cases {
            let Some(finding) = self.of_case(one.case.as_str()).and_then(|judged| judged.holds(item)) else { continue };
            counts[finding as usize] += 1;
            if let Some(stratum) = strata.get_mut(one.stratum.as_str()) {
                stratum.settled += 1;
                stratum.judged += u64::from(matches!(finding, Finding::Met | Finding::NotMet));
                stratum.met += u64::from(finding == Finding::Met);
            }
        }
        let [met, not_met, not_applicable, cannot_tell] = counts;
        let estimate = if self.drawn.design.allocation == Allocation::Simple {
            estimate::wilson(met, met + not_met, estimate::Z_95)
        } else {
            estimate::stratified(&strata.into_values().collect::<Vec<_>>(), estimate::Z_95)
        };
        let both = self.judged.values().filter_map(|judged| match judged.judgements.as_slice() {
            [one, other] => one.judged.findings.get(item).copied().zip(other.judged.findings.get(item).copied()),
            _ => None,
        });
        ItemResult { item, met, not_met, not_applicable, cannot_tell, estimate, agreement: rating::agreement(both) }
    }
}

/// What a sample tells of one question of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ItemResult {
    /// The question.
    pub item: &'static str,
    /// Cases in which the Act was kept.
    pub met: u64,
    /// Cases in which it was not.
    pub not_met: u64,
    /// Cases in which the question does not arise.
    pub not_applicable: u64,
    /// Cases whose file does not tell.
    pub cannot_tell: u64,
    /// The share kept in the whole, of the cases in which it can be judged, with an interval of 95 per cent: Wilson's for a simple sample, the
    /// stratified estimator for another, whose strata weigh by the cases in which the question arises.
    pub estimate: Option<Estimate>,
    /// How far the two who judged agree.
    pub agreement: Option<Agreement>,
}

/// Every sample of the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples(BTreeMap<String, SampleFile>);

impl Samples {
    /// Takes in a fact of a sample.
    ///
    /// # Errors
    /// A payload that does not fit its kind, or a sample that was never drawn.
    pub fn take_in(&mut self, found: &Fact) -> Result<(), ContentError> {
        let unreadable =
            |reason: String| ContentError::Payload { position: found.position, kind: found.kind.clone(), reason };
        let named = found.subject.strip_prefix("sample:").unwrap_or_default();
        // What is found of a case has the case behind the sample's name.
        let id = named.split_once(':').map_or(named, |(id, _)| id);
        if found.kind == fact::SAMPLE_DRAWN {
            let drawn: SampleDrawn = read(&found.payload).map_err(unreadable)?;
            let judged = drawn.cases.iter().map(|one| (one.case.clone(), CaseJudged::default())).collect();
            let (by, at) = (found.actor.clone(), found.recorded_at);
            self.0.insert(id.to_owned(), SampleFile { drawn, by, at, judged });
            return Ok(());
        }
        let sample = self.0.get_mut(id).ok_or_else(|| unreadable(format!("the sample {id} was never drawn")))?;
        let absent = |case: &CaseNumber| unreadable(format!("the case {case} is not in the sample"));
        if found.kind == fact::SAMPLE_JUDGED {
            let judged: Judged = read(&found.payload).map_err(unreadable)?;
            let of_case = sample.judged.get_mut(&judged.case).ok_or_else(|| absent(&judged.case))?;
            of_case.position = found.position;
            of_case.judgements.push(Judgement { by: found.actor.clone(), at: found.recorded_at, judged });
        } else {
            let settled: Settled = read(&found.payload).map_err(unreadable)?;
            let of_case = sample.judged.get_mut(&settled.case).ok_or_else(|| absent(&settled.case))?;
            of_case.position = found.position;
            of_case.settled = Some((found.actor.clone(), settled));
        }
        Ok(())
    }

    /// Every sample, by name.
    pub fn iter(&self) -> impl Iterator<Item = &SampleFile> {
        self.0.values()
    }

    /// The sample with a name.
    pub fn get(&self, id: &str) -> Option<&SampleFile> {
        self.0.get(id)
    }
}

fn read<'a, T: Deserialize<'a>>(payload: &'a str) -> Result<T, String> {
    serde_json::from_str(payload).map_err(|error| error.to_string())
}
