//! One case under one measure: whether it counts, on which day, with what outcome.

use super::plan::{
    Calendar, CountedBy, DecidedBy, Limit, Measure, Population, Rule, Span, StockChange, Timed, TrimmedMean, Volume,
};
use crate::figure::{Line, Outcome};
use crate::flow::{CaseEvents, Day, Ending, EventKind, Fault, Folded, Office, Sight};

/// Why a case is not among the lines of a figure at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    /// Its marks are others than the population's.
    OtherMarks,
    /// The day it would be counted on lies outside the window, or has not come.
    OutsideWindow,
}

/// The lines of a case: none and why, or one for each time it counts.
pub(crate) enum Observed {
    Aside(Aside),
    One(Line),
    Many(Vec<Line>),
}

/// Whether the population takes the case on a day: its marks are those that hold on that day.
pub(crate) fn belongs(population: &Population, case: &Folded<'_>, on: Day) -> bool {
    population.with.iter().all(|kind| case.holds(*kind, on))
        && (population.with_any.is_empty() || population.with_any.iter().any(|kind| case.holds(*kind, on)))
        && !population.without.iter().any(|kind| case.holds(*kind, on))
}

/// Whether a case that contradicts itself could be on the list, whichever of its events is wrong: something happened in it in the
/// days that are measured, and its marks can fit.
pub(crate) fn could_belong(measure: &Measure, events: CaseEvents<'_>, sight: Sight) -> bool {
    let span = measure.span_on(sight.on);
    // A case of a stock came into it at any time before.
    let from = if matches!(measure, Measure::StockChange(_)) { Day(i32::MIN) } else { span.from };
    let seen = || events.happenings().filter(|event| sight.sees(event));
    let has = |kind: &EventKind| seen().any(|event| event.kind == *kind);
    let held_before = |kind: &EventKind| seen().any(|event| event.kind == *kind && event.day <= span.from);
    let fits = |population: &Population| {
        population.with.iter().all(has)
            && (population.with_any.is_empty() || population.with_any.iter().any(has))
            && !population.without.iter().any(held_before)
    };
    seen().any(|event| from <= event.day && event.day <= span.to) && measure.population().is_none_or(fits)
}

/// The case under a measure on cases; records have no case.
pub(crate) fn observe(measure: &Measure, case: &Folded<'_>, sight: Sight) -> Observed {
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => observe_timed(timed, measure, case, sight),
        Measure::DecidedBy(decided) => observe_decided(decided, case, sight),
        Measure::TrimmedMean(mean) => observe_mean(mean, [measure.span(), measure.span_on(sight.on)], case),
        Measure::Volume(volume) => observe_volume(volume, measure, case),
        Measure::StockChange(stock) => observe_stock(stock, case, sight),
        Measure::Calendar(calendar) => observe_counter(calendar, measure, case),
        Measure::Milestone(_) | Measure::Projects(_) | Measure::Judgement(_) => Observed::Aside(Aside::OtherMarks),
    }
}

fn line(case: &Folded<'_>, day: Day, value: Option<i32>, outcome: Outcome) -> Line {
    Line { case: case.events().case, day, value, outcome }
}

fn observe_timed(timed: &Timed, measure: &Measure, case: &Folded<'_>, sight: Sight) -> Observed {
    if !timed.each {
        let found = match case.first(timed.start) {
            Some(start) => timed_line(timed, measure, case, Run { after: None, start, until: None }, sight),
            None => without_clock(timed, measure, case),
        };
        return match found {
            Ok(line) => Observed::One(line),
            Err(aside) => Observed::Aside(aside),
        };
    }
    let starts = case.every(timed.start);
    let found: Vec<Result<Line, Aside>> =
        runs(&starts).map(|run| timed_line(timed, measure, case, run, sight)).collect();
    let first = found.iter().find_map(|found| found.as_ref().err().copied());
    let lines: Vec<Line> = found.into_iter().flatten().collect();
    if lines.is_empty() { Observed::Aside(first.unwrap_or(Aside::OutsideWindow)) } else { Observed::Many(lines) }
}

/// The day by which the clock must have stopped; none where the case does not say it.
pub(crate) fn due(limit: &Limit, case: &Folded<'_>, start: Day) -> Option<Day> {
    match limit {
        Limit::Days(days) => Some(start.plus(i32::from(*days))),
        Limit::Months(months) => Some(start.months_later(*months)),
        Limit::EndOfNextMonth => Some(start.end_of_next_month()),
        Limit::DayOf(kind) => case.latest_entry(*kind),
    }
}

/// One run of a clock that may start several times.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    /// The start before: what happened by then belongs to that one.
    pub(crate) after: Option<Day>,
    pub(crate) start: Day,
    /// The next start: a stop then or later belongs to that one.
    pub(crate) until: Option<Day>,
}

/// The runs of a clock that starts on these days.
pub(crate) fn runs(starts: &[Day]) -> impl Iterator<Item = Run> {
    starts.iter().enumerate().map(|(place, start)| Run {
        after: place.checked_sub(1).map(|before| starts[before]),
        start: *start,
        until: starts.get(place + 1).copied(),
    })
}

/// Without a start there is no clock; what was done is still named where it was done in the window.
fn without_clock(timed: &Timed, measure: &Measure, case: &Folded<'_>) -> Result<Line, Aside> {
    let span = measure.span();
    let done = case.first(timed.stop).filter(|day| span.contains(*day)).ok_or(Aside::OutsideWindow)?;
    in_population(timed, case, line(case, done, None, Outcome::NoClock))
}

fn timed_line(
    timed: &Timed,
    measure: &Measure,
    case: &Folded<'_>,
    Run { after, start, until }: Run,
    sight: Sight,
) -> Result<Line, Aside> {
    let span = measure.span();
    let decided = case.ending.filter(|(_, how)| *how == Ending::Decided).map(|(day, _)| day);
    let stop = if timed.each { case.first_from(timed.stop, start) } else { case.first(timed.stop) };
    let stop = stop.filter(|stop| until.is_none_or(|until| *stop < until));
    let due = due(&timed.limit, case, start);
    let counted = match timed.counted_by {
        CountedBy::Start => Some(start),
        CountedBy::Stop => stop,
        CountedBy::Outcome => match (stop, due) {
            (Some(stop), Some(due)) => Some(stop.min(due)),
            (stop, due) => stop.or(due),
        },
        CountedBy::OpenedAndDecided => decided.filter(|_| span.contains(case.opened)),
    };
    let counted = counted.filter(|day| span.contains(*day)).ok_or(Aside::OutsideWindow)?;
    // What was done before the clock started took no time of it.
    let value = stop.map(|stop| stop.since(start)).map(|days| if timed.early_is_in_time { days.max(0) } else { days });
    let seen = counted.min(sight.on);
    let outcome = match (stop, due) {
        (Some(stop), _) if stop < start && !timed.early_is_in_time => Outcome::Faulty(Fault::StoppedBeforeStarted),
        (_, None) => Outcome::NoClock,
        (Some(stop), Some(due)) if stop <= due => Outcome::InTime,
        (Some(_), _) => Outcome::Late,
        (None, _) if timed.counted_by == CountedBy::OpenedAndDecided => Outcome::Late,
        (None, Some(due)) => match case.ending {
            Some((closed, Ending::Closed)) if closed <= due => Outcome::ClosedFirst,
            _ if due > sight.on => Outcome::Pending,
            _ => Outcome::Late,
        },
    };
    let found = in_population(timed, case, line(case, seen, value, outcome))?;
    // Of a case that contradicts itself nobody knows that the limit was missed.
    let missed = !matches!(outcome, Outcome::InTime | Outcome::Faulty(_));
    let ruled = Ruled { case, after, start, stop, missed };
    Ok(Line { outcome: by_rules(timed, &ruled, found.outcome), ..found })
}

fn in_population(timed: &Timed, case: &Folded<'_>, line: Line) -> Result<Line, Aside> {
    if belongs(&timed.population, case, line.day) { Ok(line) } else { Err(Aside::OtherMarks) }
}

/// A case before the rules of its measure.
pub(crate) struct Ruled<'a> {
    pub(crate) case: &'a Folded<'a>,
    /// The start of the clock before this one.
    pub(crate) after: Option<Day>,
    pub(crate) start: Day,
    pub(crate) stop: Option<Day>,
    pub(crate) missed: bool,
}

/// Exclusions come first, before a contradiction and a missing clock too; a rule that counts as met is asked only where the
/// limit was not kept.
fn by_rules(timed: &Timed, ruled: &Ruled<'_>, outcome: Outcome) -> Outcome {
    let place = |rules: &[Rule]| rules.iter().position(|rule| applies(rule, ruled)).and_then(|n| u8::try_from(n).ok());
    if let Some(rule) = place(&timed.exclusions) {
        return Outcome::Excluded(rule);
    }
    if outcome == Outcome::Late {
        return place(&timed.counts_as_met).map_or(outcome, Outcome::CountsAsMet);
    }
    outcome
}

/// Whether everything that a rule says holds.
pub(crate) fn applies(rule: &Rule, ruled: &Ruled<'_>) -> bool {
    let Ruled { case, after, start, stop, missed } = *ruled;
    let below = |below: &super::plan::Below| {
        let last = case.last_until(below.kind, start).filter(|event| after.is_none_or(|after| event.day > after));
        let value = last.and_then(|event| event.value);
        value.is_none_or(|value| value < below.value)
    };
    let stopped = |kind: &EventKind| match (stop, case.latest_entry(*kind)) {
        (Some(stop), Some(by)) => stop <= by,
        _ => false,
    };
    (!rule.only_missed || missed)
        && rule.has.iter().all(|kind| case.has(*kind))
        && !rule.lacks.iter().any(|kind| case.has(*kind))
        && rule.below.as_ref().is_none_or(below)
        && rule.stopped_by.as_ref().is_none_or(stopped)
}

fn observe_decided(decided: &DecidedBy, case: &Folded<'_>, sight: Sight) -> Observed {
    let by = Day::from(decided.by);
    let from = decided.opened_from.map(Day::from);
    if case.opened > by || from.is_some_and(|from| case.opened < from) {
        return Observed::Aside(Aside::OutsideWindow);
    }
    let ended = case.ending;
    let counted = ended.map_or(sight.on, |(day, _)| day.min(sight.on));
    if !belongs(&decided.population, case, counted) {
        return Observed::Aside(Aside::OtherMarks);
    }
    let outcome = match ended {
        Some((day, Ending::Decided)) if day <= by => Outcome::InTime,
        Some((day, Ending::Closed)) if day <= by => Outcome::ClosedFirst,
        None if sight.on < by => Outcome::Pending,
        _ => Outcome::Late,
    };
    Observed::One(line(case, counted, ended.map(|(day, _)| day.since(case.opened)), outcome))
}

/// The line that a case outside the point of a mean has in the whole window; nothing under any other measure.
pub(crate) fn beside_point(measure: &Measure, case: &Folded<'_>) -> Option<Line> {
    let Measure::TrimmedMean(mean) = measure else { return None };
    match observe_mean(mean, [measure.span()], case) {
        Observed::One(line) => Some(line),
        _ => None,
    }
}

/// A case counts where the clock stopped within all of the spans.
fn observe_mean<const N: usize>(mean: &TrimmedMean, spans: [Span; N], case: &Folded<'_>) -> Observed {
    let Some(stop) = case.first(mean.stop).filter(|day| spans.iter().all(|span| span.contains(*day))) else {
        return Observed::Aside(Aside::OutsideWindow);
    };
    if !belongs(&mean.population, case, stop) {
        return Observed::Aside(Aside::OtherMarks);
    }
    Observed::One(match case.first(mean.start) {
        None => line(case, stop, None, Outcome::NoClock),
        Some(start) if stop < start => line(case, stop, None, Outcome::Faulty(Fault::StoppedBeforeStarted)),
        Some(start) => {
            let days = stop.since(start);
            let outcome = if days <= i32::from(mean.limit) { Outcome::InTime } else { Outcome::Late };
            line(case, stop, Some(days), outcome)
        }
    })
}

fn observe_volume(volume: &Volume, measure: &Measure, case: &Folded<'_>) -> Observed {
    let span = measure.span();
    let Some(day) = case.first_within(volume.event, span.from, span.to) else {
        return Observed::Aside(Aside::OutsideWindow);
    };
    if !belongs(&volume.population, case, day) {
        return Observed::Aside(Aside::OtherMarks);
    }
    let value = case.has(EventKind::Opened).then(|| day.since(case.opened));
    Observed::One(line(case, day, value, Outcome::Counted))
}

fn observe_stock(stock: &StockChange, case: &Folded<'_>, sight: Sight) -> Observed {
    let at = |on: Day| {
        let since = case.held_since(stock.begins, &stock.ends, on)?;
        let long = stock.longer_than_months == 0 || since.months_later(stock.longer_than_months) < on;
        (long && belongs(&stock.population, case, on)).then(|| on.since(since))
    };
    let closing = Day::from(stock.closing).min(sight.on);
    Observed::One(match (at(Day::from(stock.opening)), at(closing)) {
        (Some(_), Some(age)) => line(case, closing, Some(age), Outcome::Stayed),
        (Some(age), None) => line(case, closing, Some(age), Outcome::LeftStock),
        (None, Some(age)) => line(case, closing, Some(age), Outcome::CameIntoStock),
        (None, None) => return Observed::Aside(Aside::OutsideWindow),
    })
}

/// The office of a counter.
pub(crate) fn office_of(case: &Folded<'_>) -> Option<Office> {
    let mark = case.last_until(EventKind::AtOffice, Day(i32::MAX))?;
    Office::ALL.get(usize::try_from(mark.value?).ok()?).copied()
}

fn observe_counter(calendar: &Calendar, measure: &Measure, case: &Folded<'_>) -> Observed {
    if !office_of(case).is_some_and(|office| calendar.offices.contains(&office)) {
        return Observed::Aside(Aside::OtherMarks);
    }
    let span = measure.span();
    let mut lines: Vec<Line> = Vec::new();
    let mut seen: Vec<_> = case.happenings().filter(|event| event.kind == EventKind::NextAppointment).collect();
    seen.sort_unstable();
    for event in seen {
        if !span.contains(event.day) || law::calendar::is_day_of_rest(event.day.date()) {
            continue;
        }
        let Some(days) = event.value else { continue };
        // Two observations of one day: the longer wait counts, which never flatters.
        match lines.last_mut().filter(|line| line.day == event.day) {
            Some(last) => last.value = last.value.max(Some(days)),
            None => lines.push(line(case, event.day, Some(days), Outcome::InTime)),
        }
    }
    for line in &mut lines {
        if line.value.is_some_and(|days| days > i32::from(calendar.within_days)) {
            line.outcome = Outcome::Late;
        }
    }
    if lines.is_empty() { Observed::Aside(Aside::OutsideWindow) } else { Observed::Many(lines) }
}
