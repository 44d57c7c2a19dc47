//! The plan on a day: for each goal its figures, its state, its points, and whether that is final.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::forecast::{Outlook, forecast};
use super::judge::{Holds, Judged, State, judge_calendar, judge_cases, judge_share, judge_stock, score};
use super::plan::{
    Calendar, Goal, GoalKind, Judgement, Measure, Milestone, Offices, Part, Plan, Projects, Scoring, StockChange, Text,
};
use super::record::{Record, Records, What};
use super::{Aside, Gathered, Percent, Points, Slot, Span, slots};
use crate::figure::{Age, Figure, Fraction, Missing, Outcome, Profile, Statistics, age_of, opening_stock, statistics};
use crate::flow::{CaseNumber, Day, Fault, Office, PersonKey, Sight};

/// Whether a state can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalStanding")]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The window or what follows it is not over.
    Provisional,
    /// It is over, or what was required has happened.
    Final,
}

/// Something that whoever reads a figure must know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalNote")]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// It rests on fewer than 20 cases.
    FewCases(u64),
    /// Cases that contradict themselves could not be measured.
    Faulty(u64),
    /// The opening stock is counted from the flow as it is known now; nobody has frozen it.
    OpeningNotFrozen,
    /// The frozen opening stock differs from what the flow says now; the frozen one counts.
    OpeningDiffers {
        /// As frozen.
        frozen: u64,
        /// As counted now.
        counted: u64,
    },
    /// More projects than foreseen; they count as met.
    MoreProjects(u64),
    /// Records without evidence, which do not count.
    WithoutEvidence(u64),
    /// Records entered of what supervision documents as well; the documentation counts, and they do not.
    DocumentedInstead(u64),
    /// Judgements by another role than the plan's, which do not count.
    OtherAssessor(u64),
    /// Reached, but not between the plan's days.
    ReachedOutside(Day),
    /// Weekdays without an observation, which count and not as met.
    MissingDays(u64),
    /// A preview of a mean at a point: the month it is made of.
    Preview {
        /// The month's first day.
        from: Day,
        /// Its last.
        to: Day,
    },
    /// No case flow was read, so nothing is said of what is measured on it.
    NoFlowRead,
    /// No records were read, so nothing is said of what is measured on them.
    NoRecordsRead,
    /// Persons or cases that another part counts too.
    Overlap {
        /// The other part.
        with: String,
        /// How many.
        count: u64,
    },
}

/// Why lines are not part of a figure's number, and how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// A name for programs.
    pub id: String,
    /// In words.
    pub text: Text,
    /// How many.
    pub count: u64,
}

/// How a stock moved between its two days. A frozen opening stock goes before the counted one, so that the four need not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "StockMoves")]
pub struct Stock {
    /// In it on the opening day.
    pub opening: u64,
    /// Of them not in it any more.
    pub left: u64,
    /// In it now and not on the opening day.
    pub came: u64,
    /// In it now.
    pub closing: u64,
}

/// The weekdays of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OfficeDays {
    /// The office.
    pub office: Office,
    /// Weekdays with an observation.
    pub observed: u64,
    /// Of them in time.
    pub in_time: u64,
    /// Weekdays without one.
    pub missing: u64,
}

/// A measure's figure with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeasuredCases")]
pub struct Measured {
    /// The list of cases; not written with the status, since it may be millions long.
    #[serde(skip)]
    pub figure: Option<Figure>,
    /// Its hash.
    pub hash: String,
    /// The hash of the definition it was made under.
    pub definition: String,
    /// The days that are measured.
    pub span: Span,
    /// Lines on the list: counted, contradicting themselves and left out together.
    pub lines: u64,
    /// Median, share and mean.
    pub statistics: Statistics,
    /// The share that the mean keeps.
    pub keep: Percent,
    /// Of a stock how it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<Stock>,
    /// Of a calendar each of its offices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<OfficeDays>,
    /// Of a calendar the office of each of its counters.
    #[serde(skip)]
    pub counters: BTreeMap<CaseNumber, Office>,
    /// What pictures are drawn from: made with the figure, since its list may be millions long.
    #[serde(skip)]
    pub profile: Profile,
    /// The age of the open cases.
    pub open: Age,
    /// Left out, by reason.
    pub left_out: Vec<LeftOut>,
    /// Cases of the area that are not on the list.
    pub aside: Aside,
    /// The end of the window if things go on, or why nothing is to be expected.
    pub outlook: Outlook,
}

/// One measure of a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartStatus {
    /// The part.
    pub id: String,
    /// The measure's kind.
    pub measure: String,
    /// What was reached: percent, days or a number.
    pub measured: Option<Fraction>,
    /// What is required, in the same unit.
    pub required: Fraction,
    /// How it stands.
    pub state: State,
    /// Whether that is final.
    pub standing: Standing,
    /// From the end of this day on it is.
    pub final_by: Day,
    /// The cases, where the measure is on cases.
    pub cases: Option<Measured>,
    /// The evidence that counts, where the measure is on records.
    pub evidence: Vec<String>,
    /// The first day on which a milestone was reached, where that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<Day>,
    /// What must be known besides.
    pub notes: Vec<Note>,
    /// The reading that was not chosen, for comparison.
    pub other: Option<Box<Other>>,
    #[serde(skip)]
    reached: (u64, u64),
}

/// What the reading that was not chosen gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "OtherReadingStatus")]
pub struct Other {
    /// What it says.
    pub text: Text,
    /// Its status; it gives no points.
    pub status: PartStatus,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GoalStatus {
    /// Its number.
    pub id: String,
    /// Professional or shared.
    pub kind: GoalKind,
    /// What it is about.
    pub title: Text,
    /// The points it carries.
    pub weight: Points,
    /// The points as things stand.
    pub points: Points,
    /// Points that can still be won.
    pub points_open: Points,
    /// How it stands; where each part brings its own points and some can still be won, how these stand.
    pub state: State,
    /// Whether that is final.
    pub standing: Standing,
    /// The readings chosen.
    pub readings: Vec<Text>,
    /// Its measures.
    pub parts: Vec<PartStatus>,
}

/// A plan on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanStatus {
    /// The plan.
    pub plan: String,
    /// The version of its definitions.
    pub version: String,
    /// The days of the question.
    pub sight: Sight,
    /// The points as things stand.
    pub points: Points,
    /// Of them final.
    pub points_final: Points,
    /// Points that can still be won: of goals that are not met and not lost, or of such parts where each brings its own.
    pub points_open: Points,
    /// Readings of the whole plan.
    pub readings: Vec<Text>,
    /// The goals.
    pub goals: Vec<GoalStatus>,
}

/// What the measures of a plan gathered (one for each of [`slots`]) and the records, made into figures, states and points. Where no flow or no
/// records were read, nothing is said of what is measured on them, and nothing of it is final.
pub fn status(plan: &Plan, gathered: Option<Vec<Gathered>>, records: Option<&Records>, sight: Sight) -> PlanStatus {
    let (has_flow, has_records) = (gathered.is_some(), records.is_some());
    let mut made: Vec<(Slot<'_>, Gathered)> = slots(plan).into_iter().zip(gathered.into_iter().flatten()).collect();
    for (_, gathered) in &mut made {
        prepare(gathered);
    }
    let overlaps = overlaps(&made);
    let mut made = made.into_iter();
    let mut overlaps = overlaps.into_iter();
    let known = |record: &&Record| {
        record.plan == plan.id && Day::from(record.recorded) <= sight.known_at && Day::from(record.day) <= sight.on
    };
    let entered: Vec<&Record> = records.iter().flat_map(|all| &all.entered).filter(known).collect();
    let documented: Vec<&Record> = records.iter().flat_map(|all| &all.documented).filter(known).collect();
    let goals: Vec<GoalStatus> = plan
        .goals
        .iter()
        .map(|goal| {
            let definition = plan.definition(goal);
            let parts = goal.parts.iter().map(|part| {
                let place = Place {
                    plan,
                    goal,
                    part,
                    definition: &definition,
                    sight,
                    has_flow,
                    has_records,
                    entered: &entered,
                    documented: &documented,
                };
                place.part_status(&mut made, &mut overlaps)
            });
            goal_status(goal, parts.collect())
        })
        .collect();
    let points = |counts: &dyn Fn(&GoalStatus) -> Option<Points>| goals.iter().filter_map(counts).sum();
    PlanStatus {
        plan: plan.id.clone(),
        version: plan.version.clone(),
        sight,
        points: points(&|goal| Some(goal.points)),
        points_final: points(&|goal| (goal.standing == Standing::Final).then_some(goal.points)),
        points_open: points(&|goal| Some(goal.points_open)),
        readings: plan.readings.clone(),
        goals,
    }
}

fn goal_status(goal: &Goal, parts: Vec<PartStatus>) -> GoalStatus {
    let weight = *goal.weight.get_ref();
    let scored: Vec<(State, Option<Points>, (u64, u64))> =
        goal.parts.iter().zip(&parts).map(|(part, status)| (status.state, part.points, status.reached)).collect();
    let states = || parts.iter().map(|part| part.state);
    let by_parts = goal.scoring == Scoring::SumOfParts;
    let some_open = states().any(State::is_open);
    let state = State::of_all(states().filter(|state| !by_parts || !some_open || state.is_open()));
    let all_final = parts.iter().all(|part| part.standing == Standing::Final);
    // One part that is lost decides a goal that needs all of them.
    let lost = parts.iter().any(|part| part.state == State::NotMet && part.standing == Standing::Final);
    let decided = all_final || (lost && goal.scoring == Scoring::Binary);
    let points = score(&goal.scoring, weight, &scored);
    let points_open = if by_parts {
        scored.iter().filter(|(state, ..)| state.is_open()).filter_map(|(_, points, _)| *points).sum()
    } else if state.is_open() {
        Points(weight.0 - points.0)
    } else {
        Points(0)
    };
    GoalStatus {
        id: goal.id.get_ref().clone(),
        kind: goal.kind,
        title: goal.title.clone(),
        weight,
        points,
        points_open,
        state,
        standing: if decided { Standing::Final } else { Standing::Provisional },
        readings: goal.all_readings().cloned().collect(),
        parts,
    }
}

/// Counts each person once, in the case that came first; in a stock on each of the two days.
fn prepare(gathered: &mut Gathered) {
    let mut order: Vec<(PersonKey, Day, usize)> = Vec::new();
    for (place, (line, person)) in gathered.lines.iter().zip(&gathered.persons).enumerate() {
        if let Some(person) = person.filter(|_| line.outcome.is_in()) {
            order.push((person, line.day, place));
        }
    }
    order.sort_unstable();
    for cases in order.chunk_by(|one, next| one.0 == next.0).filter(|cases| cases.len() > 1) {
        let outcome = of_person(cases.iter().map(|(.., place)| gathered.lines[*place].outcome));
        for (nth, (.., place)) in cases.iter().enumerate() {
            gathered.lines[*place].outcome = if nth == 0 { outcome } else { Outcome::SamePerson };
        }
    }
}

/// What the cases of a person make of the person: in the stock on a day while one of them is.
fn of_person(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let both = |one, next| match (one, next) {
        (Outcome::LeftStock, Outcome::LeftStock) | (Outcome::CameIntoStock, Outcome::CameIntoStock) => one,
        (Outcome::Stayed | Outcome::LeftStock | Outcome::CameIntoStock, _) => Outcome::Stayed,
        (one, _) => one,
    };
    outcomes.reduce(both).unwrap_or(Outcome::Counted)
}

/// For each measure, how many of its persons (or cases) the parts it may overlap with count too.
fn overlaps(made: &[(Slot<'_>, Gathered)]) -> Vec<Vec<Note>> {
    let name = |slot: &Slot<'_>| format!("{}.{}", slot.goal.id.get_ref(), slot.part.id.get_ref());
    let counted = |gathered: &Gathered| -> BTreeSet<u64> {
        let persons = gathered.persons.iter().map(|person| person.map(|person| person.0));
        let all = gathered.lines.iter().zip(persons.chain(std::iter::repeat(None)));
        all.filter(|(line, _)| line.outcome == Outcome::Counted)
            .map(|(line, person)| person.unwrap_or(line.case.0))
            .collect()
    };
    let of = |(slot, gathered): &(Slot<'_>, Gathered)| {
        let Measure::Volume(volume) = slot.measure else { return Vec::new() };
        let others = made.iter().filter(|(other, _)| !other.is_other && volume.overlaps.contains(&name(other)));
        let mine = if volume.overlaps.is_empty() { BTreeSet::new() } else { counted(gathered) };
        let note = |(other, theirs): &(Slot<'_>, Gathered)| {
            let count = counted(theirs).intersection(&mine).count() as u64;
            Note::Overlap { with: name(other), count }
        };
        others.map(note).collect()
    };
    made.iter().map(of).collect()
}

/// A part in its place.
struct Place<'a> {
    plan: &'a Plan,
    goal: &'a Goal,
    part: &'a Part,
    definition: &'a str,
    sight: Sight,
    has_flow: bool,
    has_records: bool,
    entered: &'a [&'a Record],
    documented: &'a [&'a Record],
}

impl Place<'_> {
    fn part_status<'p>(
        &self,
        made: &mut impl Iterator<Item = (Slot<'p>, Gathered)>,
        overlaps: &mut impl Iterator<Item = Vec<Note>>,
    ) -> PartStatus {
        let mut one = |measure: &Measure, name: &str| {
            if measure.is_on_cases() {
                let (_, gathered) = made.next().unzip();
                let notes = overlaps.next().unwrap_or_default();
                let found = self.on_cases(measure, name, gathered.unwrap_or_default(), notes);
                if self.has_flow { found } else { unread(found, Note::NoFlowRead) }
            } else if self.has_records {
                self.on_records(measure)
            } else {
                unread(self.on_records(measure), Note::NoRecordsRead)
            }
        };
        let name = format!("{}.{}", self.goal.id.get_ref(), self.part.id.get_ref());
        let mut chosen = one(self.part.measure.get_ref(), &name);
        chosen.other = self.part.other.as_ref().map(|other| {
            let status = one(other.measure.get_ref(), &format!("{name}.other"));
            Box::new(Other { text: other.text.clone(), status })
        });
        chosen
    }

    fn on_cases(&self, measure: &Measure, name: &str, mut gathered: Gathered, mut notes: Vec<Note>) -> PartStatus {
        let sight = measure.sight(self.sight);
        let span = measure.span_on(sight.on);
        if span.to < measure.span().to {
            notes.push(Note::Preview { from: span.from, to: span.to });
        }
        let mut missing = Vec::new();
        if let Measure::Calendar(calendar) = measure {
            missing = missing_days(calendar, &gathered, measure.span(), sight);
        }
        if !missing.is_empty() {
            notes.push(Note::MissingDays(missing.len() as u64));
        }
        let keep = keep_of(measure);
        let numbers = statistics(&mut gathered.lines, keep, matches!(measure, Measure::TrimmedMean(_)));
        let with = |outcome| gathered.lines.iter().filter(|line| line.outcome == outcome).count() as u64;
        let (left, came) = (with(Outcome::LeftStock), with(Outcome::CameIntoStock));
        let closing = with(Outcome::Stayed) + came;
        let mut stock = None;
        let judged = match measure {
            Measure::StockChange(change) => {
                let opening = self.opening(change, opening_stock(&gathered.lines), &mut notes);
                stock = Some(Stock { opening, left, came, closing });
                judge_stock(change, opening, closing, numbers.faulty)
            }
            Measure::Calendar(calendar) => judge_calendar(calendar, &gathered.lines, &gathered.offices, &missing),
            measure => judge_cases(measure, &numbers, &gathered.lines).unwrap_or_else(|| nothing((0, 1))),
        };
        if numbers.faulty > 0 {
            notes.push(Note::Faulty(numbers.faulty));
        }
        if numbers.counted > 0 && numbers.counted < crate::figure::FEW {
            notes.push(Note::FewCases(numbers.counted));
        }
        let outlook = forecast(measure, &gathered, sight);
        let (mut offices, mut counters) = (Vec::new(), BTreeMap::new());
        if let Measure::Calendar(calendar) = measure {
            offices = office_days(calendar, &gathered, &missing);
            let lines = gathered.lines.iter().zip(&gathered.offices);
            counters = lines.filter_map(|(line, office)| Some((line.case, (*office)?))).collect();
        }
        let is_final = self.is_over(measure.span().final_by);
        let state = match (judged.holds, is_final) {
            (Holds::Yes, _) => State::Met,
            (Holds::No, true) => State::NotMet,
            (Holds::Unclear, _) | (Holds::Nothing, true) => State::Undecidable,
            (Holds::Nothing, false) => State::NotYetMeasurable,
            (Holds::No, false) if sight.on < measure.span().from => State::NotYetMeasurable,
            (Holds::No, false) => match (outlook.expected(), measure) {
                (Some(forecast), Measure::Volume(volume)) if forecast.expected >= volume.minimum as f64 => {
                    State::OnCourse
                }
                (Some(forecast), Measure::StockChange(_)) if forecast.expected >= judged.required.as_f64() => {
                    State::OnCourse
                }
                (None, Measure::Volume(_)) => State::NotYetMeasurable,
                _ => State::AtRisk,
            },
        };
        let mut open: Vec<i32> = gathered.open.iter().map(|opened| sight.on.since(*opened)).collect();
        let figure = Figure {
            plan: self.plan.id.clone(),
            measure: name.to_owned(),
            definition: self.definition.to_owned(),
            span,
            sight,
            lines: gathered.lines,
            missing,
        };
        let measured = Measured {
            hash: figure.hash(),
            definition: figure.definition.clone(),
            span,
            lines: figure.lines.len() as u64,
            statistics: numbers,
            keep,
            stock,
            offices,
            counters,
            profile: Profile::of(&figure.lines),
            open: age_of(&mut open),
            left_out: left_out(measure, &figure),
            aside: gathered.aside,
            outlook,
            figure: Some(figure),
        };
        let standing = if is_final { Standing::Final } else { Standing::Provisional };
        PartStatus { notes, cases: Some(measured), ..self.part_of(measure, judged, state, standing) }
    }

    /// Whether a day is over, by both days of the question: what happened by then cannot all be known before.
    fn is_over(&self, day: Day) -> bool {
        self.sight.on >= day && self.sight.known_at >= day
    }

    fn part_of(&self, measure: &Measure, judged: Judged, state: State, standing: Standing) -> PartStatus {
        PartStatus {
            id: self.part.id.get_ref().clone(),
            measure: measure.kind().to_owned(),
            measured: judged.measured,
            required: judged.required,
            state,
            standing,
            final_by: measure.span().final_by,
            cases: None,
            evidence: Vec::new(),
            reached_on: None,
            notes: Vec::new(),
            other: None,
            reached: judged.reached,
        }
    }

    fn opening(&self, change: &StockChange, counted: u64, notes: &mut Vec<Note>) -> u64 {
        let frozen =
            self.of_this_part(self.entered).filter(|record| record.day == change.opening).filter_map(|record| {
                let What::OpeningStock { count, .. } = record.what else { return None };
                Some((record.recorded, count))
            });
        match frozen.max() {
            None => {
                notes.push(Note::OpeningNotFrozen);
                counted
            }
            Some((_, frozen)) => {
                if frozen != counted {
                    notes.push(Note::OpeningDiffers { frozen, counted });
                }
                frozen
            }
        }
    }

    /// The records of this part that are known.
    fn of_this_part<'r>(&self, records: &'r [&'r Record]) -> impl Iterator<Item = &'r Record> {
        let here = |record: &&Record| record.goal == *self.goal.id.get_ref() && self.goal.is_told_by(self.part, record);
        records.iter().copied().filter(here)
    }

    /// Whether a record says what the measure asks for, by whom it asks for it, and with evidence.
    fn answers(&self, measure: &Measure, record: &Record) -> bool {
        let is_from_whom = match measure {
            Measure::Judgement(judgement) => self.goal.is_judged_by(judgement, &record.assessor),
            _ => true,
        };
        is_from_whom && measure.asks_for(&record.what) && !record.evidence.trim().is_empty()
    }

    /// The records that the part is measured on: what supervision documents, and where it says nothing that the part asks for, what was entered.
    fn records_of(&self, measure: &Measure, notes: &mut Vec<Note>) -> Vec<&Record> {
        let entered: Vec<&Record> = self.of_this_part(self.entered).collect();
        let documented: Vec<&Record> = self.of_this_part(self.documented).collect();
        if !documented.iter().any(|record| self.answers(measure, record)) {
            return documented.into_iter().chain(entered).collect();
        }
        if !entered.is_empty() {
            notes.push(Note::DocumentedInstead(entered.len() as u64));
        }
        documented
    }

    fn on_records(&self, measure: &Measure) -> PartStatus {
        let mut notes = Vec::new();
        let all = self.records_of(measure, &mut notes);
        let (records, without): (Vec<&Record>, Vec<&Record>) =
            all.into_iter().partition(|record| !record.evidence.trim().is_empty());
        if !without.is_empty() {
            notes.push(Note::WithoutEvidence(without.len() as u64));
        }
        let mut found = match measure {
            Measure::Milestone(milestone) => self.milestone(measure, milestone, &records, &mut notes),
            Measure::Projects(projects) => self.projects(measure, projects, &records, &mut notes),
            Measure::Judgement(judgement) => self.judgement(measure, judgement, &records, &mut notes),
            _ => self.part_of(measure, nothing((0, 1)), State::NotYetMeasurable, Standing::Provisional),
        };
        found.notes = notes;
        found
    }

    fn milestone(
        &self,
        measure: &Measure,
        milestone: &Milestone,
        records: &[&Record],
        notes: &mut Vec<Note>,
    ) -> PartStatus {
        let reached = records.iter().filter(|record| record.what == What::Reached);
        let is_in = |record: &&&Record| {
            record.day <= milestone.due && milestone.not_before.is_none_or(|from| record.day >= from)
        };
        let (inside, outside): (Vec<&&Record>, Vec<&&Record>) = reached.partition(is_in);
        if inside.is_empty() {
            notes.extend(outside.iter().map(|record| Note::ReachedOutside(Day::from(record.day))));
        }
        let over = self.is_over(Day::from(milestone.due));
        let (state, standing, count) = match (inside.is_empty(), over) {
            (false, _) => (State::Met, Standing::Final, 1),
            (true, true) => (State::NotMet, Standing::Final, 0),
            (true, false) => (State::NotYetMeasurable, Standing::Provisional, 0),
        };
        let evidence = inside.iter().map(|record| record.evidence.clone()).collect();
        let reached_on = inside.iter().map(|record| Day::from(record.day)).min();
        PartStatus { evidence, reached_on, ..self.part_of(measure, nothing((count, 1)), state, standing) }
    }

    fn projects(
        &self,
        measure: &Measure,
        projects: &Projects,
        records: &[&Record],
        notes: &mut Vec<Note>,
    ) -> PartStatus {
        let span = measure.span();
        let mut names = BTreeSet::new();
        let mut evidence = Vec::new();
        for record in records.iter().filter(|record| span.contains(Day::from(record.day))) {
            if let What::Project { name } = &record.what
                && names.insert(name)
            {
                evidence.push(record.evidence.clone());
            }
        }
        let count = names.len() as u64;
        if count > projects.at_most {
            notes.push(Note::MoreProjects(count));
        }
        let over = self.is_over(span.final_by);
        let state = match (count >= projects.at_least, over) {
            (true, _) => State::Met,
            (false, true) => State::NotMet,
            (false, false) => State::NotYetMeasurable,
        };
        let standing = if over || state == State::Met { Standing::Final } else { Standing::Provisional };
        let judged = nothing((count, projects.at_least));
        PartStatus { evidence, ..self.part_of(measure, judged, state, standing) }
    }

    fn judgement(
        &self,
        measure: &Measure,
        judgement: &Judgement,
        records: &[&Record],
        notes: &mut Vec<Note>,
    ) -> PartStatus {
        let is_judged = |record: &&&Record| matches!(record.what, What::Judged { .. });
        let (by_role, others): (Vec<&&Record>, Vec<&&Record>) =
            records.iter().filter(is_judged).partition(|record| self.goal.is_judged_by(judgement, &record.assessor));
        if !others.is_empty() {
            notes.push(Note::OtherAssessor(others.len() as u64));
        }
        let latest = by_role.into_iter().max_by_key(|record| (record.day, record.recorded));
        let upheld = latest.map(|record| record.what == What::Judged { upheld: true });
        let over = self.is_over(Day::from(judgement.due));
        let state = match (upheld, over) {
            (Some(true), _) => State::Met,
            (Some(false), true) => State::NotMet,
            (Some(false), false) => State::AtRisk,
            (None, true) => State::Undecidable,
            (None, false) => State::NotYetMeasurable,
        };
        let standing = if over && latest.is_some() { Standing::Final } else { Standing::Provisional };
        let evidence = latest.iter().map(|record| record.evidence.clone()).collect();
        let judged = nothing((u64::from(upheld == Some(true)), 1));
        PartStatus { evidence, ..self.part_of(measure, judged, state, standing) }
    }
}

/// A part of which nothing is said, since what it is measured on was not read.
fn unread(part: PartStatus, why: Note) -> PartStatus {
    let (state, standing) = (State::Undecidable, Standing::Provisional);
    PartStatus { state, standing, measured: None, notes: vec![why], reached: (0, 0), ..part }
}

/// The weekdays of each office of a calendar.
fn office_days(calendar: &Calendar, gathered: &Gathered, missing: &[Missing]) -> Vec<OfficeDays> {
    let days = |office: &Office| {
        let lines = gathered
            .lines
            .iter()
            .zip(&gathered.offices)
            .filter(|(line, at)| **at == Some(*office) && line.outcome.is_in());
        let (observed, in_time) = lines.fold((0, 0), |(observed, in_time), (line, _)| {
            (observed + 1, in_time + u64::from(line.outcome == Outcome::InTime))
        });
        let missing = missing.iter().filter(|missing| missing.office == *office).count() as u64;
        OfficeDays { office: *office, observed, in_time, missing }
    };
    calendar.offices.iter().map(days).collect()
}

/// What a figure's list says by itself of its requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was reached.
    pub measured: Option<Fraction>,
    /// What is required, in the same unit.
    pub required: Fraction,
    /// Whether that is reached; nothing where the list does not decide it.
    pub is_met: Option<bool>,
    /// Whether the figure's days lie so late that it is final.
    pub is_final: bool,
}

/// What a kept figure says of the requirement of its measure; nothing where the list alone does not tell, as of offices that are measured each for
/// itself. An opening stock is the one of the list.
pub fn verdict(measure: &Measure, figure: &Figure, statistics: &Statistics) -> Option<Verdict> {
    let with = |outcome| figure.lines.iter().filter(|line| line.outcome == outcome).count() as u64;
    let judged = match measure {
        Measure::StockChange(change) => {
            let closing = with(Outcome::Stayed) + with(Outcome::CameIntoStock);
            judge_stock(change, opening_stock(&figure.lines), closing, statistics.faulty)
        }
        Measure::Calendar(calendar) if calendar.measured == Offices::Together => {
            let missing = figure.missing.len() as u64;
            let (not_met, unclear) = if statistics.faulty > 0 { (0, missing) } else { (missing, 0) };
            judge_share(calendar.required, statistics.in_time, statistics.counted + not_met, unclear)
        }
        Measure::Calendar(_) => return None,
        measure => judge_cases(measure, statistics, &figure.lines)?,
    };
    let last = figure.span.final_by;
    Some(Verdict {
        measured: judged.measured,
        required: judged.required,
        is_met: match judged.holds {
            Holds::Yes => Some(true),
            Holds::No => Some(false),
            Holds::Unclear | Holds::Nothing => None,
        },
        is_final: figure.sight.on >= last && figure.sight.known_at >= last,
    })
}

/// A number of things against a number required, where nothing is measured on cases.
fn nothing((count, required): (u64, u64)) -> Judged {
    let fraction = |number| Fraction { part: i64::try_from(number).unwrap_or(i64::MAX), whole: 1 };
    let holds = Holds::Nothing;
    Judged { holds, measured: Some(fraction(count)), required: fraction(required), reached: (count, required) }
}

/// The share that the mean of a figure keeps: the measure's own, else the share it requires.
fn keep_of(measure: &Measure) -> Percent {
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => timed.required,
        Measure::DecidedBy(decided) => decided.required,
        Measure::TrimmedMean(mean) => mean.keep,
        Measure::Calendar(calendar) => calendar.required,
        _ => Percent(Percent::WHOLE),
    }
}

/// The weekdays up to the day of the question on which an office has no observation.
fn missing_days(calendar: &Calendar, gathered: &Gathered, span: Span, sight: Sight) -> Vec<Missing> {
    let seen: BTreeSet<_> = gathered.lines.iter().zip(&gathered.offices).map(|(line, at)| (*at, line.day)).collect();
    let last = span.to.min(sight.on);
    let days = (span.from.0..=last.0).map(Day).filter(|day| !law::calendar::is_day_of_rest(day.date()));
    let offices = |day| calendar.offices.iter().map(move |office| Missing { office: *office, day });
    let all = days.flat_map(offices);
    all.filter(|missing| !seen.contains(&(Some(missing.office), missing.day))).collect()
}

/// The lines that are out, by reason in words.
fn left_out(measure: &Measure, figure: &Figure) -> Vec<LeftOut> {
    let text = |da: &str, en: &str| Text { da: da.to_owned(), en: en.to_owned() };
    let one = |outcome: Outcome| -> Option<(String, Text)> {
        Some(match outcome {
            Outcome::Excluded(place) => {
                let (Measure::ShareWithin(timed) | Measure::Deadline(timed)) = measure else { return None };
                let rule = timed.exclusions.get(usize::from(place))?;
                (rule.id.clone(), rule.text.clone())
            }
            Outcome::Pending => ("pending".to_owned(), text("fristen løber stadig", "the limit has not passed")),
            Outcome::ClosedFirst => {
                let da = "sagen er lukket uden afgørelse, mens fristen løb";
                ("closed-first".to_owned(), text(da, "the case was closed without a decision while the limit ran"))
            }
            Outcome::NoClock => {
                let da = "det, der starter uret, eller fristen mangler";
                ("no-clock".to_owned(), text(da, "what starts the clock, or the deadline, is missing"))
            }
            Outcome::SamePerson => {
                let da = "personen er talt med i en anden sag";
                ("same-person".to_owned(), text(da, "the person is counted in another case"))
            }
            Outcome::Faulty(fault) => (fault_id(fault), text(fault.danish(), fault.english())),
            _ => return None,
        })
    };
    let counts = figure.counts().into_iter();
    counts.filter_map(|(outcome, count)| one(outcome).map(|(id, text)| LeftOut { id, text, count })).collect()
}

fn fault_id(fault: Fault) -> String {
    // A fault is a plain name in serde's form.
    serde_json::to_value(fault).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
