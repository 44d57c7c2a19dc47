//! From numbers to a state: whether a requirement holds, and whether that can still change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plan::{Calendar, Measure, Offices, Scoring, StockChange, TrimmedMean};
use super::{Percent, Points};
use crate::figure::{Fraction, Line, Missing, Outcome, Statistics};
use crate::flow::Office;

/// How a goal or part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "GoalState")]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The requirement holds; before the final day, as things stand.
    Met,
    /// Not reached yet, and the pace reaches it.
    OnCourse,
    /// Not reached as things stand, and the window is not over.
    AtRisk,
    /// Nothing can be said yet: the window has not begun, or nothing has been counted.
    NotYetMeasurable,
    /// The cases or records that there are do not decide it: those that contradict themselves or are missing could tip it.
    Undecidable,
    /// Not met, and that is final.
    NotMet,
}

impl State {
    /// Whether it is neither met nor lost.
    pub(crate) fn is_open(self) -> bool {
        !matches!(self, Self::Met | Self::NotMet)
    }

    /// Of several that all must be met, the one that stands for all: the worst, and what is certain before what is open.
    pub(crate) fn of_all(states: impl IntoIterator<Item = Self>) -> Self {
        states.into_iter().max().unwrap_or(Self::NotYetMeasurable)
    }
}

/// Whether a requirement holds by what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Yes,
    No,
    /// What contradicts itself or is missing could tip it.
    Unclear,
    /// Nothing was counted.
    Nothing,
}

/// A number against what is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) holds: Holds,
    pub(crate) measured: Option<Fraction>,
    pub(crate) required: Fraction,
    /// How much of the requirement is reached: part of whole.
    pub(crate) reached: (u64, u64),
}

/// A share, with those that could have been either.
pub(crate) fn judge_share(required: Percent, part: u64, whole: u64, open: u64) -> Judged {
    let all = whole + open;
    let holds = if all == 0 {
        Holds::Nothing
    } else if required.is_reached(part, all) {
        Holds::Yes
    } else if required.is_reached(part + open, all) {
        Holds::Unclear
    } else {
        Holds::No
    };
    let scaled = |number: u64, by: i64| number.saturating_mul(u64::try_from(by).unwrap_or(0));
    let measured = signed(scaled(part, 100)).and_then(|part| Fraction::of(part, whole));
    let reached = (scaled(part, Percent::WHOLE), scaled(whole, required.0));
    Judged { holds, measured, required: hundredths(required), reached }
}

fn judge_mean(mean: &TrimmedMean, statistics: &Statistics, lines: &[Line]) -> Judged {
    let limit = mean.limit;
    let measured = statistics.trimmed_mean;
    let keeps = |mean: Fraction| mean.compare(i64::from(limit)).is_le();
    let could_tip = |held: bool| {
        let (shortest, longest) = bounds(mean.keep, lines, statistics.faulty);
        let other = if held { longest } else { shortest };
        other.is_none_or(|mean| keeps(mean) != held)
    };
    let holds = match measured.map(keeps) {
        None => Holds::Nothing,
        Some(held) if statistics.faulty > 0 && could_tip(held) => Holds::Unclear,
        Some(true) => Holds::Yes,
        Some(false) => Holds::No,
    };
    let allowed = measured.map_or(0, |mean| u64::from(limit).saturating_mul(mean.whole));
    let taken = measured.and_then(|mean| u64::try_from(mean.part).ok()).unwrap_or(0);
    // A mean of nothing at all is as short as can be.
    let reached = if holds == Holds::Yes { (1, 1) } else { (allowed, taken) };
    Judged { holds, measured, required: Fraction { part: i64::from(limit), whole: 1 }, reached }
}

/// The shortest and the longest that the mean of the fastest can be with so many more cases of any length: all of them done
/// on the day, or all of them endless. Nothing where an endless one would not be dropped.
fn bounds(keep: Percent, lines: &[Line], more: u64) -> (Option<Fraction>, Option<Fraction>) {
    let mut values: Vec<i32> = lines.iter().filter(|line| line.outcome.is_in()).filter_map(|line| line.value).collect();
    values.sort_unstable();
    let all = values.len() as u64 + more;
    let dropped = Percent(Percent::WHOLE - keep.0).floor_of(all);
    let fastest = |count: u64| -> i64 {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        values.iter().take(count).map(|value| i64::from(*value)).sum()
    };
    let kept = all - dropped;
    let shortest = Fraction::of(fastest(kept.saturating_sub(more)), kept);
    let longest = if more <= dropped { Fraction::of(fastest(kept), kept) } else { None };
    (shortest, longest)
}

fn judge_volume(minimum: u64, count: u64, open: u64) -> Judged {
    let holds = match count {
        count if count >= minimum => Holds::Yes,
        count if count + open >= minimum => Holds::Unclear,
        _ => Holds::No,
    };
    let fraction = |number| Fraction { part: signed(number).unwrap_or(i64::MAX), whole: 1 };
    Judged { holds, measured: Some(fraction(count)), required: fraction(minimum), reached: (count, minimum) }
}

/// The closing stock against the opening one.
pub(crate) fn judge_stock(stock: &StockChange, opening: u64, closing: u64, open: u64) -> Judged {
    let allowed = |closing: u64| {
        let left = u64::try_from(Percent::WHOLE - stock.reduced_by.0).unwrap_or(0);
        u128::from(closing) * 10_000 <= u128::from(opening) * u128::from(left)
    };
    let holds = match opening {
        0 => Holds::Nothing,
        _ if allowed(closing + open) => Holds::Yes,
        _ if allowed(closing) => Holds::Unclear,
        _ => Holds::No,
    };
    let fallen = signed(opening).zip(signed(closing)).map(|(opening, closing)| (opening - closing).saturating_mul(100));
    let needed = opening.saturating_mul(u64::try_from(stock.reduced_by.0).unwrap_or(0));
    let reached = opening.saturating_sub(closing).saturating_mul(10_000);
    let measured = fallen.and_then(|fallen| Fraction::of(fallen, opening));
    Judged { holds, measured, required: hundredths(stock.reduced_by), reached: (reached, needed) }
}

/// The observations of a calendar. Weekdays without one count, and not as met; those that a counter which contradicts itself
/// might have had could tip it. Without any observation nothing is said.
pub(crate) fn judge_calendar(
    calendar: &Calendar,
    lines: &[Line],
    offices: &[Option<Office>],
    missing: &[Missing],
) -> Judged {
    let unread = lines.iter().any(|line| matches!(line.outcome, Outcome::Faulty(_)));
    let any = lines.iter().any(|line| line.outcome.is_in());
    let of = |office: Option<Office>| {
        let mine = |other: &Option<Office>| office.is_none() || *other == office;
        let counted: Vec<&Line> =
            lines.iter().zip(offices).filter(|(line, at)| line.outcome.is_in() && mine(at)).map(|(l, _)| l).collect();
        let in_time = counted.iter().filter(|line| line.outcome == Outcome::InTime).count() as u64;
        let missing = missing.iter().filter(|missing| mine(&Some(missing.office))).count() as u64;
        let (not_met, unclear) = if unread { (0, missing) } else { (missing, 0) };
        let judged = judge_share(calendar.required, in_time, counted.len() as u64 + not_met, unclear);
        if any || unread { judged } else { Judged { holds: Holds::Nothing, measured: None, ..judged } }
    };
    match calendar.measured {
        Offices::Together => of(None),
        Offices::Each => {
            let each = calendar.offices.iter().map(|office| of(Some(*office)));
            // The office that is furthest from its share stands for all.
            let worst = each.max_by_key(|judged| match judged.holds {
                Holds::Yes => 0,
                Holds::Nothing => 1,
                Holds::Unclear => 2,
                Holds::No => 3,
            });
            worst.unwrap_or_else(|| of(None))
        }
    }
}

/// The number of a measure on cases against its requirement; stocks and calendars are judged by what they know besides.
/// A case that can still be decided by a day is one of those of which so many must be: until then it is not met.
pub(crate) fn judge_cases(measure: &Measure, statistics: &Statistics, lines: &[Line]) -> Option<Judged> {
    let Statistics { counted, in_time, faulty, .. } = *statistics;
    match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => {
            Some(judge_share(timed.required, in_time, counted, faulty))
        }
        Measure::DecidedBy(decided) => {
            let pending = lines.iter().filter(|line| line.outcome == Outcome::Pending).count() as u64;
            Some(judge_share(decided.required, in_time, counted + pending, faulty))
        }
        Measure::TrimmedMean(mean) => Some(judge_mean(mean, statistics, lines)),
        Measure::Volume(volume) => Some(judge_volume(volume.minimum, counted, faulty)),
        _ => None,
    }
}

/// The points that a score gives as things stand.
pub(crate) fn score(scoring: &Scoring, weight: Points, parts: &[(State, Option<Points>, (u64, u64))]) -> Points {
    let all_met = parts.iter().all(|(state, _, _)| *state == State::Met);
    let (part, whole) = parts.first().map_or((0, 0), |(_, _, reached)| *reached);
    match scoring {
        _ if all_met && !parts.is_empty() => weight,
        Scoring::Binary => Points(0),
        Scoring::SumOfParts => {
            parts.iter().filter(|(state, _, _)| *state == State::Met).filter_map(|(_, points, _)| *points).sum()
        }
        Scoring::Proportional => weight.times(part, whole),
        Scoring::Stepped(steps) => {
            let reached = steps.iter().rev().find(|step| whole > 0 && step.reached.is_reached(part, whole));
            reached.map_or(Points(0), |step| step.points)
        }
    }
}

fn signed(number: u64) -> Option<i64> {
    i64::try_from(number).ok()
}

fn hundredths(percent: Percent) -> Fraction {
    Fraction { part: percent.0, whole: 100 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::plan::Step;

    #[test]
    fn a_share_that_faulty_cases_could_tip_is_unclear() {
        let holds = |part, whole, open| judge_share(Percent(9000), part, whole, open).holds;
        assert_eq!(holds(90, 100, 0), Holds::Yes);
        assert_eq!(holds(90, 100, 1), Holds::Unclear);
        assert_eq!(holds(89, 100, 0), Holds::No);
        assert_eq!(holds(80, 100, 5), Holds::No);
        assert_eq!(holds(0, 0, 0), Holds::Nothing);
    }

    /// The mean of the fastest with values put in, the slowest dropped: what [`bounds`] must never lie inside of.
    fn mean_with(mut values: Vec<i32>, keep: Percent) -> f64 {
        values.sort_unstable();
        let dropped = Percent(Percent::WHOLE - keep.0).floor_of(values.len() as u64);
        let kept = values.len() - usize::try_from(dropped).unwrap();
        values[..kept].iter().map(|value| f64::from(*value)).sum::<f64>() / kept as f64
    }

    proptest::proptest! {
        /// No lengths of the cases that cannot be read, nor of some of them, take the mean beyond its bounds.
        #[test]
        fn no_faulty_case_takes_a_mean_beyond_its_bounds(
            known in proptest::collection::vec(0_i32..400, 1..60), unread in proptest::collection::vec(0_i32..4_000, 1..6),
            left_out in 0_usize..6, keep in proptest::sample::select(vec![5_000_i64, 9_000, 9_500, 10_000]),
        ) {
            let line = |value: &i32| Line {
                case: crate::flow::CaseNumber(1), day: crate::flow::Day(0), value: Some(*value), outcome: Outcome::InTime,
            };
            let lines: Vec<Line> = known.iter().map(line).collect();
            let (shortest, longest) = bounds(Percent(keep), &lines, unread.len() as u64);
            let some = unread.iter().skip(left_out.min(unread.len()));
            let mean = mean_with(known.iter().chain(some).copied().collect(), Percent(keep));
            proptest::prop_assert!(shortest.is_some_and(|bound| bound.as_f64() <= mean + 1e-9));
            proptest::prop_assert!(longest.is_none_or(|bound| mean <= bound.as_f64() + 1e-9));
        }
    }

    #[test]
    fn a_mean_that_faulty_cases_could_tip_is_unclear() {
        let plan = crate::goals::read_plan("u", crate::goals::PLANS[0].1).unwrap();
        let Measure::TrimmedMean(mean) = plan.goal("1.1.c").unwrap().parts[0].measure.get_ref() else { panic!() };
        // The fastest 90 % take at most 35 days on average.
        let holds = |days: i32, cases: u64, faulty: u64| {
            let line = |case, value, outcome| Line {
                case: crate::flow::CaseNumber(case),
                day: crate::flow::Day(0),
                value,
                outcome,
            };
            let known = (0..cases).map(|case| line(case, Some(days), Outcome::InTime));
            let unread =
                (cases..cases + faulty).map(|case| line(case, None, Outcome::Faulty(crate::flow::Fault::EndedTwice)));
            let mut lines: Vec<Line> = known.chain(unread).collect();
            let numbers = crate::figure::statistics(&mut lines, mean.keep, true);
            judge_mean(mean, &numbers, &lines).holds
        };
        assert_eq!(holds(30, 99, 0), Holds::Yes);
        assert_eq!(holds(30, 99, 1), Holds::Yes, "the one would be dropped, however long it took");
        assert_eq!(holds(30, 99, 20), Holds::Unclear);
        assert_eq!(holds(40, 99, 1), Holds::No, "one day of nothing does not bring 40 down to 35");
        assert_eq!(holds(40, 99, 20), Holds::Unclear);
    }

    #[test]
    fn a_step_is_reached_or_the_one_below_counts() {
        let steps = |reached, points| Step { reached: Percent(reached), points: Points(points) };
        let scoring = Scoring::Stepped(vec![steps(5000, 200), steps(8000, 400)]);
        let points = |part| score(&scoring, Points(500), &[(State::AtRisk, None, (part, 100))]);
        assert_eq!(
            [points(49), points(50), points(79), points(80)],
            [Points(0), Points(200), Points(200), Points(400)]
        );
        assert_eq!(score(&scoring, Points(500), &[(State::Met, None, (100, 100))]), Points(500));
    }

    #[test]
    fn points_in_proportion_are_rounded_down() {
        let points = score(&Scoring::Proportional, Points(1500), &[(State::NotMet, None, (1999, 2000))]);
        assert_eq!(points, Points(1499));
    }

    #[test]
    fn parts_bring_their_own_points() {
        let part = |state, points| (state, Some(Points(points)), (0, 1));
        let parts = [part(State::Met, 200), part(State::NotMet, 200), part(State::Met, 100)];
        assert_eq!(score(&Scoring::SumOfParts, Points(500), &parts), Points(300));
        assert_eq!(score(&Scoring::Binary, Points(500), &parts), Points(0));
    }
}
