//! Reading a plan, and refusing one that contradicts itself: every problem at once, each with its place in the file.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

use vocabulary::Date;

use super::plan::{Goal, Limit, Measure, Part, Plan, Population, Rule, Scoring, Volume, Window};
use super::{Percent, Points};

/// A problem and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}")]
pub struct PlanError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a plan. A goal or part is named by its id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No TOML, an unknown or missing field, an unknown area, kind, mark, measure or rule.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The validity ends before it begins.
    #[error("the plan's validity ends before it begins")]
    ValidityEndsFirst,
    /// The weights do not make 100.
    #[error("the weights sum to {sum}, not to 100")]
    WeightsOff {
        /// What they make.
        sum: Points,
    },
    /// No weight is printed beside the goal, and no reading says why it is what it is.
    #[error("goal {goal}: the text prints no weight, and weight_reading does not say why it is read as {weight}")]
    WeightUnprinted {
        /// The goal.
        goal: String,
        /// The weight given.
        weight: Points,
    },
    /// Another weight is printed, and no reading says why.
    #[error("goal {goal}: the text prints {printed}, the plan says {weight}, and weight_reading does not say why")]
    WeightDiffers {
        /// The goal.
        goal: String,
        /// The weight printed.
        printed: Points,
        /// The weight given.
        weight: Points,
    },
    /// An id stands twice.
    #[error("{0} stands twice")]
    Twice(String),
    /// A goal without parts.
    #[error("goal {0} has no part: nothing measures it")]
    NoPart(String),
    /// A window ends before it begins.
    #[error("{part}: the window ends {to}, before it begins {from}")]
    WindowEndsFirst {
        /// The part.
        part: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// A window or final day outside the validity that is not stated as shifted.
    #[error("{part}: {day} lies outside the plan's validity; state why in `shifted`, or mend the window")]
    OutsideValidity {
        /// The part.
        part: String,
        /// The day outside.
        day: Date,
    },
    /// Both stocks are of one day.
    #[error("{part}: the opening and the closing stock are both of {day}: nothing can change between them")]
    NothingBetween {
        /// The part.
        part: String,
        /// The day.
        day: Date,
    },
    /// The final day lies before the window's end.
    #[error("{part}: the figure would be final {final_by}, before the window ends {to}")]
    FinalBeforeEnd {
        /// The part.
        part: String,
        /// The final day.
        final_by: Date,
        /// The window's end.
        to: Date,
    },
    /// Two groups may overlap, and the plan does not say so.
    #[error("{part} and {other} may count the same person or case; say so in `overlaps`, or make the groups disjoint")]
    OverlapUnsaid {
        /// The part.
        part: String,
        /// The other.
        other: String,
    },
    /// An overlap with a part that is not there.
    #[error("{part}: overlaps names {other}, which is no volume of this plan")]
    OverlapUnknown {
        /// The part.
        part: String,
        /// The name.
        other: String,
    },
    /// A population that no case can belong to.
    #[error("{part}: {kind} is both required and forbidden")]
    Contradictory {
        /// The part.
        part: String,
        /// The kind.
        kind: String,
    },
    /// A number that makes no sense where it stands.
    #[error("{part}: {what}")]
    WrongNumber {
        /// The part.
        part: String,
        /// Which and why.
        what: &'static str,
    },
    /// Points of parts that do not fit the score.
    #[error("goal {goal}: {what}")]
    WrongPoints {
        /// The goal.
        goal: String,
        /// Which and why.
        what: &'static str,
    },
    /// A rule without any condition holds for every case.
    #[error("{part}: the rule {rule} says no condition, so it would hold for every case")]
    RuleWithoutCondition {
        /// The part.
        part: String,
        /// The rule.
        rule: String,
    },
}

/// Reads a plan and checks it whole. `file` is the name in messages.
pub fn read_plan(file: &str, text: &str) -> Result<Plan, Vec<PlanError>> {
    let place = |range: Range<usize>, problem| {
        let (line, column) = line_and_column(text, range.start);
        PlanError { file: file.to_owned(), line, column, problem }
    };
    let plan: Plan = toml::from_str(text).map_err(|error| {
        vec![place(error.span().unwrap_or_default(), Problem::Unreadable(error.message().to_owned()))]
    })?;
    let mut found = Vec::new();
    check_plan(&plan, &mut |range, problem| found.push(place(range, problem)));
    if found.is_empty() { Ok(plan) } else { Err(found) }
}

fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

type Sink<'a> = dyn FnMut(Range<usize>, Problem) + 'a;

fn check_plan(plan: &Plan, sink: &mut Sink<'_>) {
    if plan.valid_to < plan.valid_from {
        sink(0..0, Problem::ValidityEndsFirst);
    }
    let sum = plan.sum();
    if sum != Points(Percent::WHOLE) {
        sink(0..0, Problem::WeightsOff { sum });
    }
    let mut ids = BTreeSet::new();
    for goal in &plan.goals {
        if !ids.insert(goal.id.get_ref()) {
            sink(goal.id.span(), Problem::Twice(goal.id.get_ref().clone()));
        }
        check_weight(goal, sink);
        check_points(goal, sink);
        let mut parts = BTreeSet::new();
        for part in &goal.parts {
            let name = name(goal, part);
            if !parts.insert(part.id.get_ref()) {
                sink(part.id.span(), Problem::Twice(name.clone()));
            }
            let other = part.other.iter().map(|other| &other.measure);
            for measure in std::iter::once(&part.measure).chain(other) {
                check_measure(plan, &name, measure.get_ref(), &mut |problem| sink(measure.span(), problem));
            }
        }
    }
    check_overlaps(plan, sink);
}

/// A part's name over the whole plan.
fn name(goal: &Goal, part: &Part) -> String {
    format!("{}.{}", goal.id.get_ref(), part.id.get_ref())
}

fn check_weight(goal: &Goal, sink: &mut Sink<'_>) {
    let (id, weight) = (goal.id.get_ref().clone(), *goal.weight.get_ref());
    if goal.weight_reading.is_some() {
        return;
    }
    match goal.weight_printed {
        None => sink(goal.weight.span(), Problem::WeightUnprinted { goal: id, weight }),
        Some(printed) if printed != weight => {
            sink(goal.weight.span(), Problem::WeightDiffers { goal: id, printed, weight });
        }
        Some(_) => {}
    }
}

fn check_points(goal: &Goal, sink: &mut Sink<'_>) {
    let id = goal.id.get_ref();
    if goal.parts.is_empty() {
        sink(goal.id.span(), Problem::NoPart(id.clone()));
    }
    let weight = *goal.weight.get_ref();
    let given: Option<Points> = goal.parts.iter().map(|part| part.points).sum();
    let some = goal.parts.iter().any(|part| part.points.is_some());
    let wrong = match &goal.scoring {
        Scoring::SumOfParts if given != Some(weight) => Some("the points of its parts do not sum to its weight"),
        Scoring::Binary | Scoring::Proportional | Scoring::Stepped(_) if some => {
            Some("only a score that is the sum of parts gives parts points of their own")
        }
        Scoring::Proportional | Scoring::Stepped(_) if goal.parts.len() > 1 => {
            Some("a score in proportion or steps needs a single part")
        }
        Scoring::Stepped(steps) if steps.is_empty() => Some("a stepped score without steps"),
        Scoring::Stepped(steps) if !steps.is_sorted_by(|a, b| a.reached < b.reached && a.points <= b.points) => {
            Some("the steps do not rise")
        }
        Scoring::Stepped(steps) if steps.last().is_some_and(|step| step.points > weight) => {
            Some("a step gives more points than the goal carries")
        }
        _ => None,
    };
    if let Some(what) = wrong {
        sink(goal.id.span(), Problem::WrongPoints { goal: id.clone(), what });
    }
}

fn check_measure(plan: &Plan, part: &str, measure: &Measure, sink: &mut dyn FnMut(Problem)) {
    if let Some(population) = measure.population() {
        check_population(part, population, sink);
    }
    let mut wrong = |bad: bool, what: &'static str| {
        if bad {
            sink(Problem::WrongNumber { part: part.to_owned(), what });
        }
    };
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => {
            wrong(is_no_share(timed.required), "a share must be over 0 and at most 100 percent");
            wrong(timed.start == timed.stop, "start and stop of the clock are the same event");
            let never = matches!(timed.limit, Limit::DayOf(kind) if !kind.may_lie_ahead());
            wrong(never, "the limit is the day of an event that is no deadline");
            check_rules(part, timed.exclusions.iter().chain(&timed.counts_as_met), sink);
            check_window(plan, part, &timed.window, sink);
        }
        Measure::DecidedBy(decided) => {
            wrong(is_no_share(decided.required), "a share must be over 0 and at most 100 percent");
            check_days(plan, part, (decided.opened_from, decided.by), decided.shifted.is_some(), sink);
        }
        Measure::TrimmedMean(mean) => {
            wrong(is_no_share(mean.keep), "the share that is kept must be over 0 and at most 100 percent");
            wrong(mean.start == mean.stop, "start and stop of the clock are the same event");
            check_window(plan, part, &mean.window, sink);
        }
        Measure::Volume(volume) => {
            wrong(volume.minimum == 0, "a volume of 0 is always reached");
            check_window(plan, part, &volume.window, sink);
        }
        Measure::StockChange(stock) => {
            wrong(is_no_share(stock.reduced_by), "a share must be over 0 and at most 100 percent");
            wrong(stock.ends.is_empty(), "nothing takes a case out of the stock");
            let (part_name, from, to) = (part.to_owned(), stock.opening, stock.closing);
            match to.cmp(&from) {
                Ordering::Less => sink(Problem::WindowEndsFirst { part: part_name, from, to }),
                Ordering::Equal => sink(Problem::NothingBetween { part: part_name, day: to }),
                Ordering::Greater => {}
            }
            check_day(plan, part, stock.closing, sink);
        }
        Measure::Calendar(calendar) => {
            let offices: BTreeSet<_> = calendar.offices.iter().collect();
            wrong(offices.is_empty() || offices.len() < calendar.offices.len(), "no office, or one twice");
            wrong(is_no_share(calendar.required), "a share must be over 0 and at most 100 percent");
            check_window(plan, part, &calendar.window, sink);
        }
        Measure::Projects(projects) => {
            wrong(projects.at_least == 0, "a number of projects of 0 is always reached");
            wrong(projects.at_most < projects.at_least, "at most fewer projects than at least");
            check_window(plan, part, &projects.window, sink);
        }
        Measure::Milestone(milestone) => {
            check_days(plan, part, (milestone.not_before, milestone.due), milestone.shifted.is_some(), sink);
        }
        Measure::Judgement(judgement) => check_day(plan, part, judgement.due, sink),
    }
}

fn is_no_share(percent: Percent) -> bool {
    percent.0 <= 0 || percent.0 > Percent::WHOLE
}

fn check_population(part: &str, population: &Population, sink: &mut dyn FnMut(Problem)) {
    let any = Some(&population.with_any).filter(|any| any.iter().all(|kind| population.without.contains(kind)));
    let both = population.with.iter().chain(any.into_iter().flatten());
    for kind in both.filter(|kind| population.without.contains(kind)) {
        sink(Problem::Contradictory { part: part.to_owned(), kind: kind.to_string() });
    }
}

fn check_rules<'a>(part: &str, rules: impl Iterator<Item = &'a Rule>, sink: &mut dyn FnMut(Problem)) {
    let mut ids = BTreeSet::new();
    for rule in rules {
        if !ids.insert(&rule.id) {
            sink(Problem::Twice(format!("{part}: {}", rule.id)));
        }
        let says = !rule.has.is_empty() || !rule.lacks.is_empty() || rule.below.is_some() || rule.stopped_by.is_some();
        if !says {
            sink(Problem::RuleWithoutCondition { part: part.to_owned(), rule: rule.id.clone() });
        }
        if rule.below.is_some_and(|below| !below.kind.has_value()) {
            let what = "a rule compares the value of an event that has none";
            sink(Problem::WrongNumber { part: part.to_owned(), what });
        }
    }
}

fn check_window(plan: &Plan, part: &str, window: &Window, sink: &mut dyn FnMut(Problem)) {
    let part = || part.to_owned();
    let Window { from, to, final_by, ref shifted } = *window;
    if to < from {
        sink(Problem::WindowEndsFirst { part: part(), from, to });
    }
    if let Some(final_by) = final_by.filter(|final_by| *final_by < to) {
        sink(Problem::FinalBeforeEnd { part: part(), final_by, to });
    }
    if shifted.is_none() {
        for day in [Some(from), Some(to), final_by].into_iter().flatten() {
            check_day(plan, &part(), day, sink);
        }
    }
}

/// A last day, and a first one where it is given.
fn check_days(
    plan: &Plan,
    part: &str,
    (from, to): (Option<Date>, Date),
    is_shifted: bool,
    sink: &mut dyn FnMut(Problem),
) {
    if let Some(from) = from.filter(|from| *from > to) {
        sink(Problem::WindowEndsFirst { part: part.to_owned(), from, to });
    }
    if !is_shifted {
        from.into_iter().chain([to]).for_each(|day| check_day(plan, part, day, sink));
    }
}

fn check_day(plan: &Plan, part: &str, day: Date, sink: &mut dyn FnMut(Problem)) {
    if day < plan.valid_from || day > plan.valid_to {
        sink(Problem::OutsideValidity { part: part.to_owned(), day });
    }
}

fn check_overlaps(plan: &Plan, sink: &mut Sink<'_>) {
    let parts = plan.goals.iter().flat_map(|goal| goal.parts.iter().map(move |part| (name(goal, part), part)));
    let volumes: Vec<(String, &Part, &Volume)> = parts
        .filter_map(|(name, part)| match part.measure.get_ref() {
            Measure::Volume(volume) => Some((name, part, volume)),
            _ => None,
        })
        .collect();
    for (place, (name, part, volume)) in volumes.iter().enumerate() {
        for other in &volume.overlaps {
            if !volumes.iter().any(|(known, _, _)| known == other && known != name) {
                let (part_name, other) = (name.clone(), other.clone());
                sink(part.measure.span(), Problem::OverlapUnknown { part: part_name, other });
            }
        }
        for (other, _, beside) in &volumes[place + 1..] {
            let said = volume.overlaps.contains(other) || beside.overlaps.contains(name);
            if may_overlap(volume, beside) && !said {
                let (name, other) = (name.clone(), other.clone());
                sink(part.measure.span(), Problem::OverlapUnsaid { part: name, other });
            }
        }
    }
}

/// Whether one case can be in both groups: same area and event, windows that touch, and no mark that one asks for and the other forbids.
fn may_overlap(a: &Volume, b: &Volume) -> bool {
    let forbids = |a: &Volume, b: &Volume| {
        let any = &a.population.with_any;
        let without = &b.population.without;
        a.population.with.iter().any(|kind| without.contains(kind))
            || (!any.is_empty() && any.iter().all(|kind| without.contains(kind)))
    };
    let touch = a.window.from <= b.window.to && b.window.from <= a.window.to;
    a.population.area == b.population.area && a.event == b.event && touch && !forbids(a, b) && !forbids(b, a)
}
