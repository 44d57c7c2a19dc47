//! Where a figure will end if things go on as they do, and the pace that would be needed.
//!
//! **Method.** The *pace* is that of the last 90 days of the window up to the day of the question (all days there are,
//! where fewer). What is still to come until the window ends is a number with the Poisson distribution of that
//! pace. *Volume*: what is there plus what is to come. *Share*: a case to come is in time with the share p of the last 90
//! days, of which Beta(1 + in time, 1 + late) says how surely it is known (the beta-binomial); at the low end the open cases that are already
//! over their limit are taken to be counted before the year ends. Where cases are counted by the clock's start, a case whose limit still runs is known
//! only if it was in time: share and pace are then those of the last 90 days whose starts have a limit that is over, and those that still run are
//! among those to come, whether they have stopped or not. *Mean*: cases to come take as long as those of the
//! last 90 days that are kept after trimming; a mean at a point has those of its last month only. *Share by a date*: as many are decided, and as
//! many come, as in the last 90 days, until none is left; cases that lapsed or are opened outside the goal's days neither came nor wait. *Stock*: what came and left since the opening goes on. The interval is 95 % by the normal
//! approximation.
//!
//! **What it cannot know.** That a season, a law or a war changes the pace; that cases of one day resemble each other
//! (the interval is then too narrow); that trimming is made anew over the whole year. With fewer than 20 cases in the
//! 90 days there is no forecast.

use std::borrow::Cow;

use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plan::{At, DecidedBy, Measure, TrimmedMean};
use super::{Gathered, Span};
use crate::figure::{FEW, Line, Outcome, opening_stock, statistics};
use crate::flow::{Day, Sight};

/// Days of the past that stand for those to come.
const LOOK_BACK: i32 = 90;
/// Standard deviations on each side of a normal 95 % interval.
const SIGMAS: f64 = 1.96;
/// Days for which a pace is told where it is a number.
const MONTH: f64 = 30.0;

/// The figure at the end of the window, in the figure's own unit (percent, days, number).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Forecast {
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The expected figure.
    pub expected: f64,
    /// The upper end.
    pub high: f64,
    /// The pace of the last 90 days: percent in time, mean days, or the number in 30 days (also of a share by a date).
    pub pace: f64,
    /// The pace that the rest of the window needs to meet the requirement; nothing where no pace does.
    pub needed: Option<f64>,
    /// How many cases are expected to be counted in the rest of the window.
    pub to_come: f64,
    /// How many of those to come have begun already: cases counted by the clock's start whose limit still runs.
    pub running: u64,
    /// Open cases that are over the limit already; they will be late when they are counted.
    pub overdue: u64,
}

/// A forecast, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outlook {
    /// What is to be expected.
    Expected(Forecast),
    /// Nothing can be expected, and why.
    None(NoForecast),
}

/// Why there is no forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoForecast {
    /// The window is over: the figure is what it is.
    Over,
    /// The window has not begun.
    NotBegun,
    /// Fewer than 20 cases in the last 90 days, or in the opening stock.
    TooFew,
    /// Fewer than 30 days since the opening of a stock.
    TooSoon,
}

impl Outlook {
    /// The forecast, where there is one.
    pub fn expected(&self) -> Option<&Forecast> {
        match self {
            Self::Expected(forecast) => Some(forecast),
            Self::None(_) => None,
        }
    }
}

impl From<Result<Forecast, NoForecast>> for Outlook {
    fn from(found: Result<Forecast, NoForecast>) -> Self {
        found.map_or_else(Self::None, Self::Expected)
    }
}

impl NoForecast {
    /// What users read.
    pub const fn words(self) -> Words {
        match self {
            Self::Over => Words::new("vinduet er slut", "the window is over"),
            Self::NotBegun => Words::new("vinduet er ikke begyndt", "the window has not begun"),
            Self::TooFew => Words::new(
                "færre end 20 sager i de seneste 90 dage eller i åbningsbeholdningen",
                "fewer than 20 cases in the last 90 days or in the opening stock",
            ),
            Self::TooSoon => {
                Words::new("færre end 30 dage siden åbningsbeholdningen", "fewer than 30 days since the opening stock")
            }
        }
    }
}

/// What is to be expected of a measure at the end of its window.
pub(super) fn forecast(measure: &Measure, gathered: &Gathered, sight: Sight) -> Outlook {
    let span = measure.span();
    let rest = f64::from(span.to.since(sight.on));
    if rest <= 0.0 {
        return Outlook::None(NoForecast::Over);
    }
    if sight.on < span.from {
        return Outlook::None(NoForecast::NotBegun);
    }
    match measure {
        Measure::StockChange(stock) => stock_forecast(measure, stock.reduced_by, gathered, rest, sight),
        Measure::DecidedBy(decided) => decided_forecast(decided, gathered, rest, sight),
        Measure::TrimmedMean(mean) if mean.at == At::LastMonth => point_forecast(mean, gathered, sight),
        _ => flow_forecast(measure, gathered, rest, sight),
    }
    .into()
}

/// What the last days say.
struct Recent {
    days: f64,
    count: f64,
    in_time: f64,
    mean: f64,
    /// Of the mean's values.
    variance: f64,
}

/// The last days up to one.
fn recent(span: Span, lines: &[Line], until: Day) -> Result<Recent, NoForecast> {
    let from = span.from.max(until.plus(1 - LOOK_BACK));
    let days = f64::from(until.since(from) + 1);
    let is_recent = |line: &&Line| line.outcome.is_in() && from <= line.day && line.day <= until;
    let lines: Vec<&Line> = lines.iter().filter(is_recent).collect();
    if (lines.len() as u64) < FEW {
        return Err(NoForecast::TooFew);
    }
    let kept = lines.iter().filter(|line| !matches!(line.outcome, Outcome::Trimmed { .. }));
    let values: Vec<f64> = kept.filter_map(|line| line.value).map(f64::from).collect();
    let mean = values.iter().sum::<f64>() / (values.len() as f64).max(1.0);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let variance = squares / (values.len() as f64 - 1.0).max(1.0);
    let in_time = lines.iter().filter(|line| line.outcome.is_in_time()).count() as f64;
    Ok(Recent { days, count: lines.len() as f64, in_time, mean, variance })
}

/// The lines of which the outcome is known whatever it became, and how many of the others still count or may: those whose limit runs, and of them
/// those that are in time already.
struct Settled<'a> {
    lines: Cow<'a, [Line]>,
    running: u64,
    already_in_time: u64,
    /// The last day of a line that is settled; the day of the question where every counted line is.
    until: Day,
}

fn settled(gathered: &Gathered, sight: Sight) -> Settled<'_> {
    if gathered.dues.is_empty() {
        let lines = Cow::Borrowed(gathered.lines.as_slice());
        return Settled { lines, running: 0, already_in_time: 0, until: sight.on };
    }
    let (mut lines, mut running, mut already_in_time, mut until) = (Vec::new(), 0, 0, Day(i32::MIN));
    for (line, due) in gathered.lines.iter().zip(&gathered.dues) {
        let still_counts = line.outcome.is_in() || line.outcome == Outcome::Pending;
        if !still_counts {
            continue;
        }
        if due.is_some_and(|due| due > sight.on) {
            running += 1;
            already_in_time += u64::from(line.outcome.is_in_time());
        } else {
            until = until.max(line.day);
            lines.push(*line);
        }
    }
    Settled { lines: lines.into(), running, already_in_time, until }
}

fn flow_forecast(measure: &Measure, gathered: &Gathered, rest: f64, sight: Sight) -> Result<Forecast, NoForecast> {
    let Settled { lines, running, already_in_time, until } = settled(gathered, sight);
    let recent = recent(measure.span(), &lines, until)?;
    let to_come = recent.count / recent.days * rest + running as f64;
    let counted: Vec<&Line> = lines.iter().filter(|line| line.outcome.is_in()).collect();
    let so_far = counted.len() as f64;
    let in_time = counted.iter().filter(|line| line.outcome.is_in_time()).count() as f64;
    let overdue = overdue(measure, gathered, sight);
    let share = |required: f64| {
        let (alpha, beta) = (1.0 + recent.in_time, 1.0 + recent.count - recent.in_time);
        let p = alpha / (alpha + beta);
        let spread = p * (1.0 - p) / (alpha + beta + 1.0);
        let deviation = (to_come * p * (1.0 - p) + to_come * to_come * spread).sqrt();
        let end = |more: f64| 100.0 * (in_time + more.clamp(already_in_time as f64, to_come)) / (so_far + to_come);
        let stock = overdue as f64;
        let low = (p * to_come - SIGMAS * deviation).min(p * (to_come - stock).max(0.0));
        let needed = (required / 100.0 * (so_far + to_come) - in_time) / to_come * 100.0;
        Forecast {
            low: end(low),
            expected: end(p * to_come),
            high: end(p * to_come + SIGMAS * deviation),
            pace: 100.0 * recent.in_time / recent.count,
            needed: (needed <= 100.0).then_some(needed.max(0.0)),
            to_come,
            running,
            overdue,
        }
    };
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => Ok(share(percent(timed.required))),
        Measure::Calendar(calendar) => Ok(share(percent(calendar.required))),
        Measure::TrimmedMean(mean) => {
            let kept = counted.iter().filter(|line| !matches!(line.outcome, Outcome::Trimmed { .. }));
            let values: Vec<f64> = kept.filter_map(|line| line.value).map(f64::from).collect();
            Ok(Forecast { overdue, ..mean_forecast(mean, &values, &recent, to_come) })
        }
        _ => {
            let minimum = if let Measure::Volume(volume) = measure { volume.minimum as f64 } else { 0.0 };
            // Of a Poisson rate that is itself known from a count.
            let deviation = (to_come + to_come * to_come / recent.count).sqrt();
            let missing = (minimum - so_far).max(0.0);
            Ok(Forecast {
                low: so_far + (to_come - SIGMAS * deviation).max(0.0),
                expected: so_far + to_come,
                high: so_far + to_come + SIGMAS * deviation,
                pace: recent.count / recent.days * MONTH,
                needed: Some(missing / rest * MONTH),
                to_come,
                running,
                overdue,
            })
        }
    }
}

fn percent(percent: super::Percent) -> f64 {
    percent.0 as f64 / 100.0
}

/// A mean of the values that are there and of those to come, which take as long as the recent ones.
fn mean_forecast(mean: &TrimmedMean, values: &[f64], recent: &Recent, to_come: f64) -> Forecast {
    let (count, sum) = (values.len() as f64, values.iter().sum::<f64>());
    let more = to_come * percent(mean.keep) / 100.0;
    let end = |mean: f64| (sum + mean * more) / (count + more);
    // The mean to come is unknown by how the recent one is, and by the chance of the cases to come.
    let deviation = (recent.variance / recent.count + recent.variance / more.max(1.0)).sqrt();
    let needed = (f64::from(mean.limit) * (count + more) - sum) / more;
    Forecast {
        low: end((recent.mean - SIGMAS * deviation).max(0.0)),
        expected: end(recent.mean),
        high: end(recent.mean + SIGMAS * deviation),
        pace: recent.mean,
        needed: (needed >= 0.0).then_some(needed),
        to_come,
        running: 0,
        overdue: 0,
    }
}

/// A mean at a point: of what is decided in the window's last month, where the days up to its end go on as the last 90 did.
fn point_forecast(mean: &TrimmedMean, gathered: &Gathered, sight: Sight) -> Result<Forecast, NoForecast> {
    let measure = Measure::TrimmedMean(mean.clone());
    let span = measure.span();
    let month = Day::from(span.to.date().first_of_month());
    let whole = [gathered.lines.as_slice(), &gathered.beside].concat();
    let lines = trimmed(&whole, mean, |line| line.day >= span.from.max(sight.on.plus(1 - LOOK_BACK)));
    let recent = recent(span, &lines, sight.on)?;
    let days_to_come = span.to.since(sight.on.max(month.plus(-1)));
    let in_month = trimmed(&whole, mean, |line| line.day >= month);
    let kept = in_month.iter().filter(|line| !matches!(line.outcome, Outcome::Trimmed { .. }));
    let values: Vec<f64> = kept.filter_map(|line| line.value).map(f64::from).collect();
    let to_come = recent.count / recent.days * f64::from(days_to_come);
    Ok(Forecast { overdue: overdue(&measure, gathered, sight), ..mean_forecast(mean, &values, &recent, to_come) })
}

/// The lines that count and are wanted, the slowest of them marked as left out of the mean.
fn trimmed(lines: &[Line], mean: &TrimmedMean, is_wanted: impl Fn(&Line) -> bool) -> Vec<Line> {
    let wanted = lines.iter().filter(|line| line.outcome.is_in() && is_wanted(line));
    let mut lines: Vec<Line> = wanted.map(|line| Line { outcome: untrimmed(line.outcome), ..*line }).collect();
    statistics(&mut lines, mean.keep, true);
    lines
}

/// What a case of a mean was before the slowest were marked.
fn untrimmed(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Trimmed { in_time: true } => Outcome::InTime,
        Outcome::Trimmed { in_time: false } => Outcome::Late,
        other => other,
    }
}

/// A share that is decided by a day: those who are decided go on as in the last 90 days, and so do those who come, until none is left or the day is
/// there.
fn decided_forecast(decided: &DecidedBy, gathered: &Gathered, rest: f64, sight: Sight) -> Result<Forecast, NoForecast> {
    let measure = Measure::DecidedBy(decided.clone());
    let recent = recent(measure.span(), &gathered.lines, sight.on)?;
    let count = |outcome| gathered.lines.iter().filter(|line| line.outcome == outcome).count() as f64;
    let (done, pending) = (count(Outcome::InTime), count(Outcome::Pending));
    let since = sight.on.plus(1 - LOOK_BACK);
    let opened = |line: &Line| Some(line.day.plus(-line.value?)).filter(|_| line.outcome.is_in());
    let of_the_goal = |opened: &Day| measure.span().contains(*opened);
    let came = gathered.lines.iter().filter_map(opened).chain(gathered.open.iter().copied().filter(of_the_goal));
    let came = came.filter(|opened| *opened >= since).count() as f64 / f64::from(LOOK_BACK) * rest;
    let to_come = recent.count / recent.days * rest;
    let deviation = (to_come + to_come * to_come / recent.count).sqrt();
    let whole = done + pending + came;
    let end = |more: f64| 100.0 * (done + more.clamp(0.0, pending + came)) / whole;
    let needed = (percent(decided.required) / 100.0 * whole - done).max(0.0);
    Ok(Forecast {
        low: end(to_come - SIGMAS * deviation),
        expected: end(to_come),
        high: end(to_come + SIGMAS * deviation),
        pace: recent.count / recent.days * MONTH,
        needed: Some(needed / rest * MONTH),
        to_come: to_come.min(pending + came),
        running: 0,
        overdue: 0,
    })
}

/// Open cases over the limit, where the limit runs from the opening.
fn overdue(measure: &Measure, gathered: &Gathered, sight: Sight) -> u64 {
    use super::plan::Limit;
    let over = |limit: &Limit| {
        let is_over = |opened: &&crate::flow::Day| match limit {
            Limit::Days(days) => opened.plus(i32::from(*days)) < sight.on,
            Limit::Months(months) => opened.months_later(*months) < sight.on,
            Limit::EndOfNextMonth => opened.end_of_next_month() < sight.on,
            Limit::DayOf(_) => false,
        };
        gathered.open.iter().filter(is_over).count() as u64
    };
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) if timed.start == crate::flow::EventKind::Opened => {
            over(&timed.limit)
        }
        Measure::TrimmedMean(mean) => over(&Limit::Days(mean.limit)),
        _ => 0,
    }
}

fn stock_forecast(
    measure: &Measure,
    reduced_by: super::Percent,
    gathered: &Gathered,
    rest: f64,
    sight: Sight,
) -> Result<Forecast, NoForecast> {
    let count = |outcome| gathered.lines.iter().filter(|line| line.outcome == outcome).count() as f64;
    let (came, left) = (count(Outcome::CameIntoStock), count(Outcome::LeftStock));
    let opening = opening_stock(&gathered.lines) as f64;
    let elapsed = f64::from(sight.on.since(measure.span().from));
    if opening < FEW as f64 {
        return Err(NoForecast::TooFew);
    }
    if elapsed < MONTH {
        return Err(NoForecast::TooSoon);
    }
    let closing = count(Outcome::Stayed) + came;
    let moves = (came + left) / elapsed * rest;
    let deviation = (moves + moves * moves / (came + left).max(1.0)).sqrt();
    let expected = closing + (came - left) / elapsed * rest;
    let reduction = |closing: f64| 100.0 * (opening - closing.max(0.0)) / opening;
    let target = opening * (1.0 - reduced_by.0 as f64 / 10_000.0);
    Ok(Forecast {
        low: reduction(expected + SIGMAS * deviation),
        expected: reduction(expected),
        high: reduction(expected - SIGMAS * deviation),
        pace: (left - came) / elapsed * MONTH,
        needed: Some((closing - target).max(0.0) / rest * MONTH),
        to_come: moves,
        running: 0,
        overdue: 0,
    })
}
