//! Samples of cases as an officer sees them: what another found of a case is not told before both have judged it.

use jiff::Timestamp;
use oversight::compliance::checklist::ITEMS;
use oversight::compliance::{Outcome, PersonDuty};
use schemars::JsonSchema;
use serde::Serialize;

use crate::access::{Action, Sight};
use crate::cases::CaseNumber;
use crate::office::{Part, Question, Refused, View};
use crate::samples::{CaseJudged, ItemResult, Judged, SampleDesign, SampleFile, Settled, Stage};

/// Asks for the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SamplesDrawn;

/// A sample in the list.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SampleLine {
    /// How it was drawn.
    pub design: SampleDesign,
    /// How many cases it has. Which they are is told with the sample, as far as the asker may read them.
    pub cases: usize,
    /// Who drew it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Cases that two have judged and that are settled.
    pub done: usize,
    /// Cases that wait for a third.
    pub differing: usize,
}

impl Question for SamplesDrawn {
    type Answer = Vec<SampleLine>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<SampleLine>, Refused> {
        let mut lines: Vec<SampleLine> = view.samples()?.map(line).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.at));
        Ok(lines)
    }
}

fn line(sample: &SampleFile) -> SampleLine {
    let at = |stage| sample.judged.values().filter(|judged| judged.stage() == stage).count();
    SampleLine {
        design: sample.drawn.design.clone(),
        cases: sample.drawn.cases.len(),
        by: sample.by.clone(),
        at: sample.at,
        done: at(Stage::Done),
        differing: at(Stage::Differs),
    }
}

/// Asks for a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplePage {
    /// Its name.
    pub id: String,
}

/// A sample: its cases, and what it tells so far.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SampleSeen {
    /// The sample.
    pub line: SampleLine,
    /// Its cases that the asker may read.
    pub cases: Vec<SampledCase>,
    /// Cases of it that the asker may not read now: they have moved away since.
    pub unseen: usize,
    /// What it tells of each question of the checklist.
    pub results: Vec<ItemResult>,
}

/// A case of a sample.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SampledCase {
    /// The case.
    pub case: CaseNumber,
    /// Its stratum.
    pub stratum: String,
    /// How far its judging is.
    pub stage: Stage,
    /// Whether the asker can judge it, or settle it.
    pub is_for_asker: bool,
}

impl Question for SamplePage {
    type Answer = SampleSeen;

    fn answer(&self, view: &View<'_>) -> Result<SampleSeen, Refused> {
        let sample = view.sample(&self.id)?;
        let mut cases = Vec::new();
        for one in &sample.drawn.cases {
            let seen = view.case(one.case.as_str()).filter(|seen| seen.sight == Sight::Content);
            let Some((seen, judged)) = seen.zip(sample.of_case(one.case.as_str())) else { continue };
            for person in &seen.file.persons {
                view.note(seen.file, &person.id, Part::ListRow);
            }
            let stage = judged.stage();
            let is_for_asker = !judged.is_judged_by(&view.officer().id) && stage != Stage::Done;
            cases.push(SampledCase { case: one.case.clone(), stratum: one.stratum.clone(), stage, is_for_asker });
        }
        Ok(SampleSeen {
            line: line(sample),
            unseen: sample.drawn.cases.len() - cases.len(),
            cases,
            results: ITEMS.iter().map(|item| sample.result(item.key)).collect(),
        })
    }
}

/// Asks for a case of a sample, to judge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleOfCase {
    /// The sample.
    pub id: String,
    /// The case.
    pub case: CaseNumber,
}

/// A case of a sample as far as the asker may know of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SampleCaseSeen {
    /// The sample's title.
    pub title: String,
    /// How far the judging is.
    pub stage: Stage,
    /// What the asker found, where they have judged it.
    pub own: Option<Judged>,
    /// What both found, with who; nothing before both have judged it.
    pub both: Vec<(String, Judged)>,
    /// What a third settled, and who.
    pub settled: Option<(String, Settled)>,
    /// The questions on which the two differ; nothing before both have judged.
    pub differing: Vec<&'static str>,
    /// How the program finds the duty behind each question, once both have judged: a person is not led by it.
    pub program: Vec<(&'static str, Vec<Outcome>)>,
    /// Whether the asker can judge it now.
    pub may_judge: bool,
    /// Whether the asker can settle it now.
    pub may_settle: bool,
}

impl Question for SampleOfCase {
    type Answer = SampleCaseSeen;

    fn answer(&self, view: &View<'_>) -> Result<SampleCaseSeen, Refused> {
        view.must(Action::JudgeSamples)?;
        let sample = view.sample(&self.id)?;
        let judged: &CaseJudged = sample.of_case(self.case.as_str()).ok_or(Refused::NotFound)?;
        let seen = view.read_case(self.case.as_str(), Part::Case)?;
        let me = &view.officer().id;
        let own = judged.judgements.iter().find(|one| one.by == *me).map(|one| one.judged.clone());
        let is_both = judged.judgements.len() > 1;
        let outcomes = |key: &str| {
            let of_duty = |one: &&PersonDuty| one.person == 0 && one.duty.key == key;
            seen.look.overseen.duties.iter().filter(of_duty).map(|one| one.outcome(view.day())).collect()
        };
        let program = ITEMS.iter().filter_map(|item| Some((item.key, outcomes(item.duty?))));
        Ok(SampleCaseSeen {
            title: sample.drawn.design.title.clone(),
            stage: judged.stage(),
            may_judge: !is_both && own.is_none(),
            may_settle: judged.stage() == Stage::Differs && own.is_none(),
            own,
            both: judged
                .judgements
                .iter()
                .filter(|_| is_both)
                .map(|one| (one.by.clone(), one.judged.clone()))
                .collect(),
            settled: judged.settled.clone(),
            differing: judged.differing().collect(),
            program: if is_both { program.collect() } else { Vec::new() },
        })
    }
}
