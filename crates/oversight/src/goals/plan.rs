//! What a goals plan consists of, as its TOML file says it. Unknown fields are refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use toml::Spanned;
use vocabulary::Date;

use super::{Percent, Points};
use crate::figure::hexadecimal;
use crate::flow::{Area, Day, EventKind, Sight};

/// A text in the two languages of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "BothLanguages")]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Danish, the language of the plans.
    pub da: String,
    /// English.
    pub en: String,
}

/// A plan for one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalsPlan")]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its name in files and commands.
    pub id: String,
    /// The version of the definitions; a change of any definition is a new version.
    pub version: String,
    /// The title.
    pub title: Text,
    /// The authorities that are bound.
    pub authority: Text,
    /// The first day of its validity.
    pub valid_from: Date,
    /// The last day.
    pub valid_to: Date,
    /// Where the text is.
    pub source: String,
    /// The roles that sign; no names.
    pub signers: Vec<Text>,
    /// Readings that hold for the whole plan.
    #[serde(default)]
    pub readings: Vec<Text>,
    /// The goals in the plan's order.
    #[serde(rename = "goal")]
    pub goals: Vec<Goal>,
}

/// What kind of goal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GoalKind {
    /// About the authority's own task.
    Professional,
    /// Shared by the authorities of the ministry.
    Shared,
}

/// How points follow from the measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalScoring")]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Scoring {
    /// All points when every part is met, else none.
    Binary,
    /// Points in proportion to how much of the requirement is reached, all of them at most.
    Proportional,
    /// The points of the highest step that is reached.
    Stepped(Vec<Step>),
    /// Each part brings its own points.
    SumOfParts,
}

/// A step of a stepped score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ScoringStep")]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// How much of the requirement is reached: 100 is the requirement itself.
    pub reached: Percent,
    /// The points for it.
    pub points: Points,
}

/// One goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PlanGoal")]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its number in the plan, `1.2.b`.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Professional or shared.
    pub kind: GoalKind,
    /// What it is about.
    pub title: Text,
    /// The requirement in own words.
    pub requirement: Text,
    /// The points it carries.
    #[schemars(with = "Points")]
    pub weight: Spanned<Points>,
    /// The weight as the plan's text prints it beside this goal; absent where none is printed.
    pub weight_printed: Option<Points>,
    /// Why the weight is what it is, where the text does not print it.
    pub weight_reading: Option<Text>,
    /// The readings chosen where the text leaves a choice.
    #[serde(default)]
    pub readings: Vec<Text>,
    /// What the text presupposes.
    pub assumption: Option<Text>,
    /// How points follow.
    pub scoring: Scoring,
    /// Who says whether it is met.
    pub assessor: Text,
    /// What proves it.
    pub evidence: Text,
    /// The measures; one where the goal has no sub-goals.
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
}

/// A sub-goal, or the whole of a goal that has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PlanPart")]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name within the goal.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// What is required, where it differs from the goal's own requirement.
    pub requirement: Option<Text>,
    /// Its points, where the score is the sum of parts.
    pub points: Option<Points>,
    /// The measure.
    #[schemars(with = "Measure")]
    pub measure: Spanned<Measure>,
    /// What the other reading of the text would give; computed and shown beside, never scored.
    pub other: Option<OtherReading>,
}

/// The reading that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PlanOtherReading")]
#[serde(deny_unknown_fields)]
pub struct OtherReading {
    /// What it says.
    pub text: Text,
    /// Its measure.
    #[schemars(with = "Measure")]
    pub measure: Spanned<Measure>,
}

/// How something is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PlanMeasure")]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The share of cases that ended in the window and took no longer than the limit.
    ShareWithin(Timed),
    /// The share of cases in which something was done by the case's own deadline.
    Deadline(Timed),
    /// The share of all cases that were decided by a date.
    DecidedBy(DecidedBy),
    /// The mean of the fastest cases.
    TrimmedMean(TrimmedMean),
    /// A number of cases or persons.
    Volume(Volume),
    /// A stock against a frozen opening stock.
    StockChange(StockChange),
    /// An observation for each office and weekday.
    Calendar(Calendar),
    /// Dated parts with evidence.
    Milestone(Milestone),
    /// A number of projects.
    Projects(Projects),
    /// A named role's judgement.
    Judgement(Judgement),
}

/// Which cases a measure looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeasurePopulation")]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// What the cases are about.
    pub area: Area,
    /// Marks or events that must hold on the day the case is counted.
    #[serde(default)]
    pub with: Vec<EventKind>,
    /// One of these must hold; all cases where it is empty.
    #[serde(default)]
    pub with_any: Vec<EventKind>,
    /// None of these may hold.
    #[serde(default)]
    pub without: Vec<EventKind>,
}

/// The days in which a case is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeasureWindow")]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// The day by which the figure is final, where cases are followed after the window; the window's last day otherwise.
    pub final_by: Option<Date>,
    /// Why window or final day lie outside the plan's validity.
    pub shifted: Option<Text>,
}

/// Which day of a case must lie in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CountedBy {
    /// The day the clock started.
    Start,
    /// The day the clock stopped; cases whose clock runs are not counted.
    Stop,
    /// The day the outcome was known: the clock stopped, or the deadline passed, whichever came first.
    Outcome,
    /// The case was opened and decided in the window; a clock that has not stopped by then is not met.
    OpenedAndDecided,
}

/// When the clock must have stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TimeLimit")]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Limit {
    /// So many days after the start; that day is in time.
    Days(u16),
    /// The same day number so many months after the start, or the month's last day; that day is in time.
    Months(u16),
    /// The last day of the calendar month after the start's.
    EndOfNextMonth,
    /// The day that the latest entry of this kind says; that day is in time.
    DayOf(EventKind),
}

/// A clock with a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TimedMeasure")]
#[serde(deny_unknown_fields)]
pub struct Timed {
    /// Which cases.
    pub population: Population,
    /// When.
    pub window: Window,
    /// Which day of a case lies in the window.
    pub counted_by: CountedBy,
    /// What starts the clock.
    pub start: EventKind,
    /// What stops it.
    pub stop: EventKind,
    /// Whether every start in a case is counted, and not only the first.
    #[serde(default)]
    pub each: bool,
    /// Whether what stops the clock may come before what starts it: that is in time, and no contradiction.
    #[serde(default)]
    pub early_is_in_time: bool,
    /// The limit.
    pub limit: Limit,
    /// The share that must keep it.
    pub required: Percent,
    /// Cases that are left out, with their reason.
    #[serde(default)]
    pub exclusions: Vec<Rule>,
    /// Cases that count as met although the limit was not kept.
    #[serde(default)]
    pub counts_as_met: Vec<Rule>,
}

/// A rule for single cases; all that it says must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CaseRule")]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// What it says and where it stands.
    pub text: Text,
    /// Kinds of events the case has.
    #[serde(default)]
    pub has: Vec<EventKind>,
    /// Kinds it has not.
    #[serde(default)]
    pub lacks: Vec<EventKind>,
    /// The last event of a kind before the clock started, and after it had started before that, has a value below a number, or is not there.
    pub below: Option<Below>,
    /// The clock stopped by the day that the latest entry of this kind says.
    pub stopped_by: Option<EventKind>,
    /// Only cases that did not keep the limit.
    #[serde(default)]
    pub only_missed: bool,
}

/// A value too low.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RuleBelow")]
#[serde(deny_unknown_fields)]
pub struct Below {
    /// The kind.
    pub kind: EventKind,
    /// The number.
    pub value: i32,
}

/// A share decided by a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "DecidedByMeasure")]
#[serde(deny_unknown_fields)]
pub struct DecidedBy {
    /// Which cases.
    pub population: Population,
    /// Cases opened from this day on; every day where absent.
    pub opened_from: Option<Date>,
    /// The last day that is in time; cases opened later are not counted.
    pub by: Date,
    /// Why one of the days lies outside the plan's validity.
    pub shifted: Option<Text>,
    /// The share that must be decided by then.
    pub required: Percent,
}

/// Which part of the window is averaged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeanAt")]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// All of it.
    #[default]
    Window,
    /// Its last month; in a preview the last month of the latest quarter that is over.
    LastMonth,
}

/// The mean of the fastest cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TrimmedMeanMeasure")]
#[serde(deny_unknown_fields)]
pub struct TrimmedMean {
    /// Which cases.
    pub population: Population,
    /// When the clock must have stopped.
    pub window: Window,
    /// Which part of the window.
    #[serde(default)]
    pub at: At,
    /// What starts the clock.
    pub start: EventKind,
    /// What stops it.
    pub stop: EventKind,
    /// The share that is kept; of n cases, ⌊n × (100 % − kept)⌋ are dropped, the slowest first and of equals the highest case number.
    pub keep: Percent,
    /// The mean in days that must not be exceeded.
    pub limit: u16,
}

/// What a volume counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "VolumeDistinct")]
#[serde(rename_all = "kebab-case")]
pub enum Distinct {
    /// Each case once.
    Cases,
    /// Each person once, in the case that came first.
    Persons,
}

/// A number of cases or persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "VolumeMeasure")]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// Which cases.
    pub population: Population,
    /// When.
    pub window: Window,
    /// What is counted; the first in a case that lies in the window.
    pub event: EventKind,
    /// Cases or persons.
    pub distinct: Distinct,
    /// How many are required.
    pub minimum: u64,
    /// The parts of the same goal whose group may overlap with this one, by id.
    #[serde(default)]
    pub overlaps: Vec<String>,
}

/// A stock against its opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "StockChangeMeasure")]
#[serde(deny_unknown_fields)]
pub struct StockChange {
    /// Which cases.
    pub population: Population,
    /// What puts a case into the stock.
    pub begins: EventKind,
    /// What takes it out.
    pub ends: Vec<EventKind>,
    /// Only cases in it for more than so many months; all where 0.
    pub longer_than_months: u16,
    /// The day of the opening stock.
    pub opening: Date,
    /// The day of the closing stock.
    pub closing: Date,
    /// Cases or persons; a person is in the stock while one of the cases is.
    pub distinct: Distinct,
    /// By how much the stock must have fallen.
    pub reduced_by: Percent,
}

/// Whether offices are measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CalendarOffices")]
#[serde(rename_all = "kebab-case")]
pub enum Offices {
    /// One share over all offices and weekdays.
    Together,
    /// Each office must reach the share.
    Each,
}

/// One observation for each office and weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CalendarMeasure")]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// When; Saturdays, Sundays and days on which Denmark rests are no weekdays.
    pub window: Window,
    /// The offices.
    pub offices: Vec<crate::flow::Office>,
    /// Together or each.
    pub measured: Offices,
    /// The days that the next appointment may be away.
    pub within_days: u16,
    /// The share of weekdays.
    pub required: Percent,
}

/// Dated parts, each with evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MilestoneMeasure")]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// What must be reached.
    pub requirement: Text,
    /// The first day that counts; any day where absent.
    pub not_before: Option<Date>,
    /// The last day that is in time.
    pub due: Date,
    /// Why one of the days lies outside the plan's validity.
    pub shifted: Option<Text>,
}

/// A number of projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ProjectsMeasure")]
#[serde(deny_unknown_fields)]
pub struct Projects {
    /// When they must have been carried out.
    pub window: Window,
    /// At least so many.
    pub at_least: u64,
    /// So many are foreseen; more count as met, and it is said that they are more.
    pub at_most: u64,
}

/// A named role's judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "JudgementMeasure")]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// What is judged.
    pub requirement: Text,
    /// The role whose judgement counts, as records name it.
    pub assessor: String,
    /// The day from which the judgement of the year can be final.
    pub due: Date,
}

impl Measure {
    /// The kind's name in files and output; a shifted window and a mean at a point are kinds of their own there.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Deadline(timed) if timed.window.final_by.is_some() => "shifted-window",
            Self::ShareWithin(_) => "share-within",
            Self::Deadline(_) => "deadline",
            Self::DecidedBy(_) => "decided-by",
            Self::TrimmedMean(TrimmedMean { at: At::LastMonth, .. }) => "trimmed-mean-at-a-point",
            Self::TrimmedMean(_) => "trimmed-mean",
            Self::Volume(_) => "volume",
            Self::StockChange(_) => "stock-change",
            Self::Calendar(_) => "calendar",
            Self::Milestone(_) => "milestone",
            Self::Projects(_) => "projects",
            Self::Judgement(_) => "judgement",
        }
    }

    /// Whether it is measured on cases; the others are measured on records.
    pub fn is_on_cases(&self) -> bool {
        !matches!(self, Self::Milestone(_) | Self::Projects(_) | Self::Judgement(_))
    }

    /// The cases it looks at.
    pub fn population(&self) -> Option<&Population> {
        match self {
            Self::ShareWithin(timed) | Self::Deadline(timed) => Some(&timed.population),
            Self::DecidedBy(decided) => Some(&decided.population),
            Self::TrimmedMean(mean) => Some(&mean.population),
            Self::Volume(volume) => Some(&volume.population),
            Self::StockChange(stock) => Some(&stock.population),
            Self::Calendar(_) | Self::Milestone(_) | Self::Projects(_) | Self::Judgement(_) => None,
        }
    }

    /// What its cases are about; a calendar looks at counters. Measures on records have no cases.
    pub fn area(&self) -> Area {
        self.population().map_or(Area::ServiceCounter, |population| population.area)
    }

    /// The days on which the cases are looked at: not later than the day from which the figure is final, so that nothing
    /// that happens afterwards changes it.
    pub fn sight(&self, asked: Sight) -> Sight {
        Sight { on: asked.on.min(self.span().final_by), ..asked }
    }

    /// The days that are measured as seen on a day: for a mean at a point its month, the window's last or the last of the latest
    /// quarter that is over; else the whole [`span`](Self::span).
    pub fn span_on(&self, on: Day) -> Span {
        let whole = self.span();
        if !matches!(self, Self::TrimmedMean(mean) if mean.at == At::LastMonth) {
            return whole;
        }
        let last = if on >= whole.to { whole.to.date() } else { end_of_quarter_over(on) };
        Span { from: Day::from(last.first_of_month()), to: Day::from(last), final_by: whole.final_by }
    }

    /// The first and last day whose events decide it, and the day from which the figure is final.
    pub fn span(&self) -> Span {
        match self {
            Self::ShareWithin(Timed { window, .. })
            | Self::Deadline(Timed { window, .. })
            | Self::TrimmedMean(TrimmedMean { window, .. })
            | Self::Volume(Volume { window, .. })
            | Self::Calendar(Calendar { window, .. })
            | Self::Projects(Projects { window, .. }) => Span::of(window.from, window.to, window.final_by),
            Self::DecidedBy(decided) => Span::of(decided.opened_from.unwrap_or(Date::MIN), decided.by, None),
            Self::StockChange(stock) => Span::of(stock.opening, stock.closing, None),
            Self::Milestone(milestone) => Span::of(milestone.not_before.unwrap_or(Date::MIN), milestone.due, None),
            Self::Judgement(judgement) => Span::of(Date::MIN, judgement.due, None),
        }
    }
}

/// The last day of the latest quarter that is over at the end of a day.
fn end_of_quarter_over(on: Day) -> Date {
    let date = on.date();
    let into = (date.month() - 1) % 3;
    if into == 2 && date == date.last_of_month() {
        return date;
    }
    let first = Date::new(date.year(), date.month() - into, 1).unwrap_or(date);
    Day::from(first).plus(-1).date()
}

/// The days of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeasureSpan")]
pub struct Span {
    /// The first; the calendar's first where the measure has none.
    #[schemars(with = "String")]
    pub from: Day,
    /// The last.
    pub to: Day,
    /// From the end of this day on the figure is final.
    pub final_by: Day,
}

impl Span {
    fn of(from: Date, to: Date, final_by: Option<Date>) -> Self {
        Self { from: Day::from(from), to: Day::from(to), final_by: Day::from(final_by.unwrap_or(to)) }
    }

    /// Whether a day lies between the first and the last.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

impl Plan {
    /// The goal of this number.
    pub fn goal(&self, id: &str) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.id.get_ref() == id)
    }

    /// The sum of the weights.
    pub fn sum(&self) -> Points {
        self.goals.iter().map(|goal| *goal.weight.get_ref()).sum()
    }

    /// The measure of a name like `1.2.b.all`: the goal and the part.
    pub fn measure(&self, name: &str) -> Option<&Measure> {
        let mut parts = self.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (goal, part)));
        let (_, part) = parts.find(|(goal, part)| format!("{}.{}", goal.id.get_ref(), part.id.get_ref()) == name)?;
        Some(part.measure.get_ref())
    }

    /// The goals that another text of the plan defines otherwise or adds, by themselves: the version does not count.
    pub fn defined_anew<'a>(&self, new: &'a Self) -> impl Iterator<Item = &'a Goal> {
        new.goals.iter().filter(|goal| {
            self.goal(goal.id.get_ref()).is_none_or(|known| self.definition(known) != self.definition(goal))
        })
    }

    /// The goals that another text of the plan has no more.
    pub fn left_out_of<'a>(&'a self, new: &Self) -> impl Iterator<Item = &'a Goal> {
        self.goals.iter().filter(|goal| new.goal(goal.id.get_ref()).is_none())
    }

    /// SHA-256 of a goal's definition, with the plan and its version: a figure made under it says so.
    pub fn definition(&self, goal: &Goal) -> String {
        let mut hash = Sha256::new();
        for text in [&self.id, &self.version] {
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        // Fields keep their order. Never hashed as nothing: two definitions would be one.
        hash.update(serde_json::to_vec(goal).expect("texts, numbers and lists always have a JSON form"));
        hexadecimal(&hash.finalize())
    }
}

impl Part {
    /// What it is about, in words: its own requirement, or what its milestone or judgement asks for. None where the goal's requirement says it all.
    pub fn text(&self) -> Option<&Text> {
        let of_measure = match self.measure.get_ref() {
            Measure::Milestone(milestone) => Some(&milestone.requirement),
            Measure::Judgement(judgement) => Some(&judgement.requirement),
            _ => None,
        };
        self.requirement.as_ref().or(of_measure)
    }
}

impl Goal {
    /// Its readings, the one of its weight included.
    pub fn all_readings(&self) -> impl Iterator<Item = &Text> {
        self.weight_reading.iter().chain(&self.readings)
    }
}
