//! The pictures of a figure: the course of a share over its window against what is required, and how long its cases took.

use jiff::civil::Date;
use law::words::month_of;
use oversight::figure::{Line, Outcome};
use oversight::goals::{Limit, Measure, Timed};

use crate::components::{Bin, Chart, Histogram, Limit as LimitLine, Point, Shape};
use crate::texts::Language;

/// The ids of the pictures on a page, one for each measure that a goal can have.
const COURSES: [&str; 4] = ["course-1", "course-2", "course-3", "course-4"];
const LENGTHS: [&str; 4] = ["lengths-1", "lengths-2", "lengths-3", "lengths-4"];
/// Bins of a histogram; what is longer than all of them is in the last.
const BINS: i32 = 12;

/// The share in time of everything counted so far, month by month, with the requirement as a line. Nothing where the measure has no share or the
/// cases lie in one month.
pub(super) fn course(language: Language, nth: usize, measure: &Measure, lines: &[Line]) -> Option<Chart> {
    let (Measure::ShareWithin(Timed { required, .. }) | Measure::Deadline(Timed { required, .. })) = measure else {
        return None;
    };
    let mut counted: Vec<&Line> = lines.iter().filter(|line| line.outcome.is_in()).collect();
    counted.sort_unstable_by_key(|line| line.day);
    let (mut all, mut in_time) = (0_u64, 0_u64);
    let mut points = Vec::new();
    for of_month in counted.chunk_by(|one, next| month(one) == month(next)) {
        all += of_month.len() as u64;
        in_time += of_month.iter().filter(|line| is_in_time(line.outcome)).count() as u64;
        let first = of_month.first()?.day.date();
        let name = month_of(first).text(language.into());
        let share = in_time as f64 / all as f64;
        let until = format!("{name} {}", first.year());
        let cells = vec![until.clone(), language.count(in_time), language.count(all), language.percent(share)];
        points.push(Point {
            label: name.to_owned(),
            share,
            says: format!("{until}: {}", language.percent(share)),
            cells,
        });
    }
    let (last, target) = (points.last()?, required.0 as f64 / 10_000.0);
    let id = COURSES.get(nth).filter(|_| points.len() > 1)?;
    let values = [
        ("month", last.cells[0].as_str().into()),
        ("share", language.percent(last.share).into()),
        ("required", language.percent(target).into()),
    ];
    // Whether it is reached is told from the fraction, not from rounded shares.
    let key = if required.is_reached(in_time, all) { "picture-course-above" } else { "picture-course-below" };
    let heads = ["picture-until", "number-in-time", "number-counted", "picture-share"];
    Some(Chart {
        language,
        id,
        title: language.t("picture-course"),
        conclusion: language.t_with(key, &values),
        shape: Shape::LineWithTarget(target),
        heads: heads.map(|key| language.t(key)).into(),
        points,
    })
}

fn month(line: &Line) -> (i16, i8) {
    let day: Date = line.day.date();
    (day.year(), day.month())
}

fn is_in_time(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::InTime | Outcome::CountsAsMet(_) | Outcome::Trimmed { in_time: true })
}

/// How many days the cases took, with the limit drawn where it is a number of days. Nothing where fewer than two cases have days.
pub(super) fn lengths(language: Language, nth: usize, measure: &Measure, lines: &[Line]) -> Option<Histogram> {
    let limit = match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => match timed.limit {
            Limit::Days(days) => Some(i32::from(days)),
            Limit::Months(_) | Limit::EndOfNextMonth | Limit::DayOf(_) => None,
        },
        Measure::TrimmedMean(mean) => Some(i32::from(mean.limit)),
        _ => return None,
    };
    let mut days: Vec<i32> = lines
        .iter()
        .filter(|line| line.outcome.is_in())
        .filter_map(|line| line.value)
        .map(|days| days.max(0))
        .collect();
    days.sort_unstable();
    let id = LENGTHS.get(nth).filter(|_| days.len() > 1)?;
    // One case of many years would press all others into the first bin.
    let ninety_fifth = days[(days.len() - 1) * 95 / 100];
    let width = ninety_fifth.max(limit.unwrap_or(0)) / (BINS - 1) + 1;
    let bin = |nth: i32| {
        let (from, to) = (nth * width, (nth + 1) * width - 1);
        let is_last = nth == BINS - 1;
        let count = days.iter().filter(|days| **days >= from && (is_last || **days <= to)).count() as u64;
        let label = match (is_last, from == to) {
            (true, _) => format!("{from}+"),
            (false, true) => from.to_string(),
            (false, false) => format!("{from}–{to}"),
        };
        Bin { label, count }
    };
    let middle = days[(days.len() - 1) / 2];
    let over = limit.map(|limit| days.iter().filter(|days| **days > limit).count() as u64);
    let number = |days: i32| language.decimal(f64::from(days), 0);
    let mut values = vec![
        ("half", number(middle).into()),
        ("longest", number(days.last().copied().unwrap_or(0)).into()),
        ("count", (days.len() as u64).into()),
    ];
    let conclusion = match (limit, over) {
        (Some(limit), Some(over)) => {
            values.extend([("limit", number(limit).into()), ("over", over.into())]);
            language.t_with("picture-lengths-limit", &values)
        }
        _ => language.t_with("picture-lengths-said", &values),
    };
    let heads = ["goals-days-taken", "picture-cases", "picture-longer"];
    Some(Histogram {
        language,
        id,
        title: language.t("picture-lengths"),
        conclusion,
        heads: heads.map(|key| language.t(key)),
        bins: (0..BINS).map(bin).collect(),
        limit: limit.map(|limit| LimitLine {
            // The limit's last day is in time: the line stands behind it.
            at_bin: f64::from(limit + 1) / f64::from(width),
            label: language.t_with("picture-limit", &[("days", number(limit).into())]),
        }),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use oversight::flow::{CaseNumber, Day};
    use oversight::goals::{PLANS, Plan, read_plan};

    use super::*;

    fn plan() -> Plan {
        read_plan(PLANS[0].0, PLANS[0].1).expect("the house's plan")
    }

    fn line(case: u64, day: Date, value: i32, outcome: Outcome) -> Line {
        Line { case: CaseNumber(case), day: Day::from(day), value: Some(value), outcome }
    }

    #[test]
    fn the_course_is_of_everything_counted_so_far_and_says_whether_the_requirement_is_reached() {
        let plan = plan();
        let measure = plan.goal("1.3").expect("visa").parts[0].measure.get_ref();
        let lines = [
            line(1, date(2024, 8, 9), 50, Outcome::Late),
            line(2, date(2024, 7, 2), 10, Outcome::InTime),
            line(3, date(2024, 7, 3), 10, Outcome::InTime),
            line(4, date(2024, 8, 3), 10, Outcome::InTime),
            line(5, date(2024, 8, 3), 10, Outcome::Pending),
        ];
        let chart = course(Language::Danish, 0, measure, &lines).expect("a course");
        let shares: Vec<f64> = chart.points.iter().map(|point| point.share).collect();
        assert_eq!(shares, [1.0, 0.75], "what does not count is not in it");
        assert_eq!(chart.points[1].cells, ["august 2024", "3", "4", "75,0 %"]);
        assert!(chart.conclusion.contains("75,0 %") && chart.conclusion.contains("under kravet på 90,0 %"));
        assert!(course(Language::Danish, 0, measure, &lines[1..3]).is_none(), "one month is no course");
    }

    #[test]
    fn the_bins_hold_every_case_and_the_limit_stands_behind_its_last_day() {
        let plan = plan();
        let measure = plan.goal("1.3").expect("visa").parts[0].measure.get_ref();
        let lines: Vec<Line> =
            (0..100).map(|nth| line(nth, date(2024, 8, 1), i32::try_from(nth).unwrap(), Outcome::InTime)).collect();
        let one = lengths(Language::Danish, 0, measure, &lines).expect("a histogram");
        assert_eq!(one.bins.iter().map(|bin| bin.count).sum::<u64>(), 100);
        // 94 days are the 95th of a hundred: bins of nine days.
        assert_eq!((one.bins[0].label.as_str(), one.bins[11].label.as_str()), ("0–8", "99+"));
        assert!((one.limit.expect("40 days").at_bin - 41.0 / 9.0).abs() < 1e-9);
        assert!(one.conclusion.contains("59") && one.conclusion.contains("40 dage"), "{}", one.conclusion);
    }
}
