//! Where a figure will end if things go on as they do, and the pace that would be needed.
//!
//! **Method.** The *pace* is that of the last 90 days of the window up to the day of the question (all days there are,
//! where fewer). What is still to come until the window ends is a number with the Poisson distribution of that
//! pace. *Volume*: what is there plus what is to come. *Share*: a case to come is in time with the share p of the last 90
//! days, of which Beta(1 + in time, 1 + late) says how surely it is known (the beta-binomial); at the low end the open cases that are already
//! over their limit are taken to be counted before the year ends. *Mean*: cases to come take as long as those of the
//! last 90 days that are kept after trimming. *Stock*: what came and left since the opening goes on. The interval is 95 % by the normal
//! approximation.
//!
//! **What it cannot know.** That a season, a law or a war changes the pace; that cases of one day resemble each other
//! (the interval is then too narrow); that trimming is made anew over the whole year. With fewer than 20 cases in the
//! 90 days there is no forecast.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plan::{At, Measure};
use super::{Gathered, Span};
use crate::figure::{FEW, Line, Outcome};
use crate::flow::Sight;

/// Days of the past that stand for those to come.
const LOOK_BACK: i32 = 90;
/// Standard deviations on each side of a normal 95 % interval.
const SIGMAS: f64 = 1.96;

/// The figure at the end of the window, in the figure's own unit (percent, days, number).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Forecast {
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The expected figure.
    pub expected: f64,
    /// The upper end.
    pub high: f64,
    /// The pace of the last 90 days: percent in time, mean days, or the number in 30 days.
    pub pace: f64,
    /// The pace that the rest of the window needs to meet the requirement; nothing where no pace does.
    pub needed: Option<f64>,
    /// How many cases are expected to be counted in the rest of the window.
    pub to_come: f64,
    /// Open cases that are over the limit already; they will be late when they are counted.
    pub overdue: u64,
}

/// The forecast of a measure; nothing where the window is over or has not begun, too little is known, or the measure is
/// made at one point.
pub fn forecast(measure: &Measure, gathered: &Gathered, closing: u64, sight: Sight) -> Option<Forecast> {
    let span = measure.span();
    let rest = f64::from(span.to.since(sight.on));
    if rest <= 0.0 || sight.on < span.from {
        return None;
    }
    match measure {
        Measure::StockChange(stock) => stock_forecast(measure, stock.reduced_by, gathered, closing, rest, sight),
        _ => flow_forecast(measure, gathered, rest, sight),
    }
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

fn recent(span: Span, lines: &[Line], sight: Sight) -> Option<Recent> {
    let from = span.from.max(sight.on.plus(1 - LOOK_BACK));
    let days = f64::from(sight.on.since(from) + 1);
    let lines: Vec<&Line> = lines.iter().filter(|line| line.outcome.is_in() && line.day >= from).collect();
    if (lines.len() as u64) < FEW {
        return None;
    }
    let kept = lines.iter().filter(|line| !matches!(line.outcome, Outcome::Trimmed { .. }));
    let values: Vec<f64> = kept.filter_map(|line| line.value).map(f64::from).collect();
    let mean = values.iter().sum::<f64>() / (values.len() as f64).max(1.0);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let variance = squares / (values.len() as f64 - 1.0).max(1.0);
    let is_in_time = |line: &&&Line| {
        matches!(line.outcome, Outcome::InTime | Outcome::CountsAsMet(_) | Outcome::Trimmed { in_time: true })
    };
    let in_time = lines.iter().filter(is_in_time).count() as f64;
    Some(Recent { days, count: lines.len() as f64, in_time, mean, variance })
}

fn flow_forecast(measure: &Measure, gathered: &Gathered, rest: f64, sight: Sight) -> Option<Forecast> {
    let recent = recent(measure.span(), &gathered.lines, sight)?;
    let to_come = recent.count / recent.days * rest;
    let counted: Vec<&Line> = gathered.lines.iter().filter(|line| line.outcome.is_in()).collect();
    let so_far = counted.len() as f64;
    let in_time =
        counted.iter().filter(|line| !matches!(line.outcome, Outcome::Late | Outcome::Trimmed { in_time: false }));
    let in_time = in_time.count() as f64;
    let overdue = overdue(measure, gathered, sight);
    let share = |required: f64| {
        let (alpha, beta) = (1.0 + recent.in_time, 1.0 + recent.count - recent.in_time);
        let p = alpha / (alpha + beta);
        let spread = p * (1.0 - p) / (alpha + beta + 1.0);
        let deviation = (to_come * p * (1.0 - p) + to_come * to_come * spread).sqrt();
        let end = |more: f64| 100.0 * (in_time + more.clamp(0.0, to_come)) / (so_far + to_come);
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
            overdue,
        }
    };
    let percent = |percent: super::Percent| percent.0 as f64 / 100.0;
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => Some(share(percent(timed.required))),
        Measure::Calendar(calendar) => Some(share(percent(calendar.required))),
        Measure::TrimmedMean(mean) if mean.at == At::Window => {
            let kept = counted.iter().filter(|line| !matches!(line.outcome, Outcome::Trimmed { .. }));
            let values: Vec<f64> = kept.filter_map(|line| line.value).map(f64::from).collect();
            let (count, sum) = (values.len() as f64, values.iter().sum::<f64>());
            let more = to_come * percent(mean.keep) / 100.0;
            let end = |mean: f64| (sum + mean * more) / (count + more);
            // The mean to come is unknown by how the recent one is, and by the chance of the cases to come.
            let deviation = (recent.variance / recent.count + recent.variance / more.max(1.0)).sqrt();
            let needed = (f64::from(mean.limit) * (count + more) - sum) / more;
            Some(Forecast {
                low: end((recent.mean - SIGMAS * deviation).max(0.0)),
                expected: end(recent.mean),
                high: end(recent.mean + SIGMAS * deviation),
                pace: recent.mean,
                needed: (needed >= 0.0).then_some(needed),
                to_come,
                overdue,
            })
        }
        Measure::Volume(volume) => {
            // Of a Poisson rate that is itself known from a count.
            let deviation = (to_come + to_come * to_come / recent.count).sqrt();
            let missing = (volume.minimum as f64 - so_far).max(0.0);
            Some(Forecast {
                low: so_far + (to_come - SIGMAS * deviation).max(0.0),
                expected: so_far + to_come,
                high: so_far + to_come + SIGMAS * deviation,
                pace: recent.count / recent.days * 30.0,
                needed: Some(missing / rest * 30.0),
                to_come,
                overdue,
            })
        }
        _ => None,
    }
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
    closing: u64,
    rest: f64,
    sight: Sight,
) -> Option<Forecast> {
    let count = |outcome| gathered.lines.iter().filter(|line| line.outcome == outcome).count() as f64;
    let (came, left) = (count(Outcome::CameIntoStock), count(Outcome::LeftStock));
    let opening = count(Outcome::Stayed) + left;
    let elapsed = f64::from(sight.on.since(measure.span().from));
    if opening < FEW as f64 || elapsed < f64::from(LOOK_BACK) / 3.0 {
        return None;
    }
    let closing = closing as f64;
    let moves = (came + left) / elapsed * rest;
    let deviation = (moves + moves * moves / (came + left).max(1.0)).sqrt();
    let expected = closing + (came - left) / elapsed * rest;
    let reduction = |closing: f64| 100.0 * (opening - closing.max(0.0)) / opening;
    let target = opening * (1.0 - reduced_by.0 as f64 / 10_000.0);
    Some(Forecast {
        low: reduction(expected + SIGMAS * deviation),
        expected: reduction(expected),
        high: reduction(expected - SIGMAS * deviation),
        pace: (left - came) / elapsed * 30.0,
        needed: Some((closing - target).max(0.0) / rest * 30.0),
        to_come: moves,
        overdue: 0,
    })
}
