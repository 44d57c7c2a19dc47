//! What the desk asks of supervision.

use std::collections::BTreeMap;

use jiff::civil::Date;
use oversight::availability::Review;
use oversight::danish_education::{Counts, Owed, ReportPeriod, Standing, owed, period_ending, periods};
use oversight::ledger::Party;
use oversight::processors::{COLUMNS, Processor, rows};
use oversight::undertakings::{Milestone, Undertaking, milestones};
use schemars::JsonSchema;
use serde::Serialize;

use super::steps::party_of;
use super::{Area, Supervision, letters};
use crate::access::Action;
use crate::goals::Documented;
use crate::office::{Part, Question, Refused, View};

/// How each area stands, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupervisionSummary;

/// A thing of an area with its steps and letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen<A: Area> {
    /// Its name.
    pub id: String,
    /// Of which area.
    pub area: std::marker::PhantomData<A>,
}

impl<A: Area> Seen<A> {
    /// Asks for a thing.
    pub fn of(id: impl Into<String>) -> Self {
        Self { id: id.into(), area: std::marker::PhantomData }
    }

    /// A review shows cases, and so do the letters that left with it: whoever sees none sees figures alone, on the list. Whose cases are shown
    /// is noted.
    fn note_cases(&self, view: &View<'_>, supervision: &Supervision) -> Result<(), Refused> {
        if A::NAME != Review::NAME {
            return Ok(());
        }
        view.must(Action::ReadCases)?;
        let review = supervision.reviews().get(&self.id).ok_or(Refused::NotFound)?;
        for seen in review.state.chosen.iter().filter_map(|chosen| view.case(&chosen.decision.case)) {
            for person in &seen.file.persons {
                view.note(seen.file, &person.id, Part::ListRow);
            }
        }
        Ok(())
    }
}

/// A thing as it stands, and how it came about.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "{A}Thing")]
pub struct Thing<A> {
    /// Its name.
    pub id: String,
    /// What has come of it.
    pub state: A,
    /// Its steps, oldest first.
    pub steps: Vec<TakenStep>,
    /// The letters that left with them, oldest first.
    pub letters: Vec<SentWithStep>,
    /// The version that the next step is taken from.
    pub version: u64,
    /// For whom the asker could take a step; none where they could take none.
    pub party: Option<Party>,
    /// The steps that the thing takes as it stands, by name; none where the asker takes none.
    pub open_steps: Vec<&'static str>,
}

/// A step that was taken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TakenStep {
    /// Its place in the journal.
    pub position: u64,
    /// When it was recorded.
    pub at: jiff::Timestamp,
    /// Who recorded it.
    pub by: String,
    /// The day it was taken in the world.
    pub on: Date,
    /// For whom.
    pub party: Party,
    /// The step as the area writes it.
    pub what: serde_json::Value,
}

/// A letter that left with a step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SentWithStep {
    /// Its place in the journal.
    pub position: u64,
    /// When.
    pub at: jiff::Timestamp,
    /// Who sent it.
    pub by: String,
    /// Its title.
    pub title: String,
    /// To whom.
    pub to: String,
}

/// What an area's officers may do with a thing.
fn may_step<A: Area>(view: &View<'_>) -> Option<Party> {
    party_of(view.officer()).filter(|_| view.officer().role.may(A::ACTION))
}

fn thing<A: Area>(view: &View<'_>, supervision: &Supervision, id: &str) -> Result<Thing<A>, Refused> {
    let kept = A::shelf(supervision).get(id).ok_or(Refused::NotFound)?;
    let party = may_step::<A>(view);
    Ok(Thing {
        id: id.to_owned(),
        state: kept.state.clone(),
        steps: (kept.steps.iter())
            .map(|taken| TakenStep {
                position: taken.position,
                at: taken.at,
                by: taken.by.clone(),
                on: taken.entry.on,
                party: taken.entry.party,
                what: serde_json::to_value(&taken.entry.what).unwrap_or_default(),
            })
            .collect(),
        letters: (kept.letters.iter())
            .map(|sent| SentWithStep {
                position: sent.position,
                at: sent.at,
                by: sent.by.clone(),
                title: sent.title.clone(),
                to: sent.to.clone(),
            })
            .collect(),
        version: kept.position,
        open_steps: (A::STEPS.iter().copied()).filter(|step| party.is_some() && kept.state.admits(step)).collect(),
        party,
    })
}

impl<A: Area> Question for Seen<A> {
    type Answer = Thing<A>;

    fn answer(&self, view: &View<'_>) -> Result<Thing<A>, Refused> {
        let supervision = view.supervision(Action::ReadSupervision)?;
        self.note_cases(view, supervision)?;
        thing(view, supervision, &self.id)
    }
}

/// Every thing of an area. Of a review no case is named in it that its reader must not see: see [`Seen`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Things<A: Area>(pub std::marker::PhantomData<A>);

impl<A: Area> Question for Things<A> {
    type Answer = (Vec<(String, A)>, Option<Party>);

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let supervision = view.supervision(Action::ReadSupervision)?;
        let things = A::shelf(supervision).iter().map(|(id, kept)| (id.to_owned(), kept.state.clone())).collect();
        Ok((things, may_step::<A>(view)))
    }
}

/// Who owes a report on a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwedReports {
    /// The period's last day; without it the last period that is over.
    pub period_last: Option<Date>,
    /// Only those that stand like this.
    pub standing: Option<Standing>,
}

/// The reports of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwedSeen {
    /// The period.
    pub period: ReportPeriod,
    /// Every period that has begun, oldest first.
    pub periods: Vec<ReportPeriod>,
    /// A line for each municipality that is wanted.
    pub lines: Vec<Owed>,
    /// How many there are of each standing, wanted or not.
    #[schemars(with = "BTreeMap<String, usize>")]
    pub counts: Counts,
    /// Reports called in outside the rhythm, by name.
    pub extraordinary: Vec<String>,
    /// Whether the asker could call reports in.
    pub may_call_in: bool,
}

impl Question for OwedReports {
    type Answer = OwedSeen;

    fn answer(&self, view: &View<'_>) -> Result<OwedSeen, Refused> {
        let supervision = view.supervision(Action::ReadSupervision)?;
        let today = view.day();
        let all = periods(today);
        let asked = match self.period_last {
            Some(last) => period_ending(last),
            None => all.iter().rev().find(|period| period.last < today).copied(),
        };
        let period = asked.ok_or(Refused::NotFound)?;
        let (lines, counts) = owed(period, supervision.reports().states(), today);
        let extraordinary = supervision.reports().iter().filter(|(_, kept)| kept.state.extraordinary.is_some());
        Ok(OwedSeen {
            period,
            periods: all,
            lines: lines.into_iter().filter(|line| self.standing.is_none_or(|only| line.standing == only)).collect(),
            counts,
            extraordinary: extraordinary.map(|(id, _)| id.to_owned()).collect(),
            may_call_in: may_step::<oversight::danish_education::Report>(view).is_some(),
        })
    }
}

/// The overview of data processors on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProcessorOverview {
    /// The day; without it today.
    pub on: Option<Date>,
}

impl Question for ProcessorOverview {
    type Answer = (Date, Vec<[String; COLUMNS]>);

    fn answer(&self, view: &View<'_>) -> Result<Self::Answer, Refused> {
        let supervision = view.supervision(Action::ReadSupervision)?;
        // What lies ahead is not known yet.
        let on = self.on.unwrap_or(view.day()).min(view.day());
        Ok((on, rows(supervision.processors().states(), on)))
    }
}

/// A shared goal, and where its milestones stand.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UndertakingSeen {
    /// What is handed in, by when, and when it was.
    pub milestones: Vec<Milestone>,
    /// What is late or wrong.
    pub findings: Vec<oversight::undertakings::Finding>,
}

impl UndertakingSeen {
    /// Of an undertaking on a day.
    pub fn of(undertaking: &Undertaking, on: Date) -> Self {
        Self { milestones: milestones(undertaking, on), findings: undertaking.findings(on) }
    }
}

/// What the plans' shared goals document of themselves, and whether it counts in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidenceOfGoals;

impl Question for EvidenceOfGoals {
    type Answer = Vec<Documented>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<Documented>, Refused> {
        view.documented()
    }
}

/// The numbers of the front page of supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SupervisionSummary")]
pub struct Summary {
    /// The last period that is over, and how many reports stand how.
    pub period: Option<ReportPeriod>,
    /// How many reports of it stand how.
    #[schemars(with = "BTreeMap<String, usize>")]
    pub reports: Counts,
    /// Audit points by whose move it is; those that are closed under none.
    pub points: Vec<(Option<Party>, usize)>,
    /// Reviews that are not closed, and decisions in them that are not assessed.
    pub reviews: (usize, usize),
    /// Processors, and findings that stand.
    pub processors: (usize, usize),
    /// Shared goals, and findings that stand.
    pub undertakings: (usize, usize),
}

impl Question for SupervisionSummary {
    type Answer = Summary;

    fn answer(&self, view: &View<'_>) -> Result<Summary, Refused> {
        let supervision = view.supervision(Action::ReadSupervision)?;
        let today = view.day();
        let period = periods(today).into_iter().rev().find(|period| period.last < today);
        let reports = period.map(|period| owed(period, supervision.reports().states(), today).1).unwrap_or_default();
        let mut points = BTreeMap::<Option<Party>, usize>::new();
        for point in supervision.points().states() {
            *points.entry(point.stage.whose_move()).or_default() += 1;
        }
        let open = || supervision.reviews().states().filter(|review| review.closed.is_none());
        let standing = |processor: &Processor| processor.findings(today).iter().filter(|one| one.stands()).count();
        Ok(Summary {
            period,
            reports,
            points: points.into_iter().collect(),
            reviews: (open().count(), open().map(Review::unassessed).sum()),
            processors: (
                supervision.processors().states().count(),
                supervision.processors().states().map(standing).sum(),
            ),
            undertakings: (
                supervision.undertakings().states().count(),
                supervision.undertakings().states().map(|one| one.findings(today).len()).sum(),
            ),
        })
    }
}

/// Where the document of a letter that left with a step lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSupervisionLetter<A: Area> {
    /// The thing.
    pub seen: Seen<A>,
    /// The letter's place in the journal.
    pub position: u64,
}

impl<A: Area> Question for StoredSupervisionLetter<A> {
    type Answer = u64;

    fn answer(&self, view: &View<'_>) -> Result<u64, Refused> {
        let supervision = view.supervision(Action::ReadSupervision)?;
        self.seen.note_cases(view, supervision)?;
        let kept = A::shelf(supervision).get(&self.seen.id).ok_or(Refused::NotFound)?;
        let is_there = kept.letters.iter().any(|sent| sent.position == self.position);
        is_there.then_some(self.position).ok_or(Refused::NotFound)
    }
}

/// The document of a letter, from the payload of its fact; none where it is not whole.
pub fn supervision_document(payload: &str) -> Option<Vec<u8>> {
    letters::document(payload)
}
