//! The pictures of a figure: the course of a share over its window against what is required, and how long its cases took.

use jiff::civil::Date;
use law::words::month_of;
use oversight::figure::Profile;
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
pub(super) fn course(language: Language, nth: usize, measure: &Measure, profile: &Profile) -> Option<Chart> {
    let (Measure::ShareWithin(Timed { required, .. }) | Measure::Deadline(Timed { required, .. })) = measure else {
        return None;
    };
    let (mut all, mut in_time) = (0_u64, 0_u64);
    let mut points = Vec::new();
    for ((year, month), of_month) in &profile.months {
        all += of_month.counted;
        in_time += of_month.in_time;
        let first = Date::new(*year, *month, 1).ok()?;
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

/// How many days the cases took, with the limit drawn where it is a number of days. Nothing where fewer than two cases have days. Cases that count and
/// have none are said beside it.
pub(super) fn lengths(language: Language, nth: usize, measure: &Measure, profile: &Profile) -> Option<Histogram> {
    let limit = match measure {
        Measure::ShareWithin(timed) | Measure::Deadline(timed) => match timed.limit {
            Limit::Days(days) => Some(i32::from(days)),
            Limit::Months(_) | Limit::EndOfNextMonth | Limit::DayOf(_) => None,
        },
        Measure::TrimmedMean(mean) => Some(i32::from(mean.limit)),
        _ => return None,
    };
    let all = profile.measured();
    let id = LENGTHS.get(nth).filter(|_| all > 1)?;
    // One case of many years would press all others into the first bin.
    let ninety_fifth = profile.at((all - 1) * 95 / 100)?;
    let width = ninety_fifth.max(limit.unwrap_or(0)) / (BINS - 1) + 1;
    let bin = |nth: i32| {
        let (from, to) = (nth * width, (nth + 1) * width - 1);
        let is_last = nth == BINS - 1;
        let count = profile.over(from - 1) - if is_last { 0 } else { profile.over(to) };
        let label = match (is_last, from == to) {
            (true, _) => format!("{from}+"),
            (false, true) => from.to_string(),
            (false, false) => format!("{from}–{to}"),
        };
        Bin { label, count }
    };
    let middle = profile.at((all - 1) / 2)?;
    let over = limit.map(|limit| profile.over(limit));
    let number = |days: i32| language.decimal(f64::from(days), 0);
    let mut values =
        vec![("half", number(middle).into()), ("longest", number(profile.at(all - 1)?).into()), ("count", all.into())];
    let mut conclusion = match (limit, over) {
        (Some(limit), Some(over)) => {
            values.extend([("limit", number(limit).into()), ("over", over.into())]);
            language.t_with("picture-lengths-limit", &values)
        }
        _ => language.t_with("picture-lengths-said", &values),
    };
    if profile.without_days > 0 {
        let counted = all + profile.without_days;
        let values = [("without", profile.without_days.into()), ("counted", counted.into())];
        conclusion = format!("{conclusion} {}", language.t_with("picture-without-days", &values));
    }
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
    use oversight::figure::{Line, Outcome};
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
        let chart = course(Language::Danish, 0, measure, &Profile::of(&lines)).expect("a course");
        let shares: Vec<f64> = chart.points.iter().map(|point| point.share).collect();
        assert_eq!(shares, [1.0, 0.75], "what does not count is not in it");
        assert_eq!(chart.points[1].cells, ["august 2024", "3", "4", "75,0 %"]);
        assert!(chart.conclusion.contains("75,0 %") && chart.conclusion.contains("under kravet på 90,0 %"));
        let one_month = Profile::of(&lines[1..3]);
        assert!(course(Language::Danish, 0, measure, &one_month).is_none(), "one month is no course");
    }

    #[test]
    fn the_bins_hold_every_case_and_the_limit_stands_behind_its_last_day() {
        let plan = plan();
        let measure = plan.goal("1.3").expect("visa").parts[0].measure.get_ref();
        let lines: Vec<Line> =
            (0..100).map(|nth| line(nth, date(2024, 8, 1), i32::try_from(nth).unwrap(), Outcome::InTime)).collect();
        let one = lengths(Language::Danish, 0, measure, &Profile::of(&lines)).expect("a histogram");
        assert_eq!(one.bins.iter().map(|bin| bin.count).sum::<u64>(), 100);
        // 94 days are the 95th of a hundred: bins of nine days.
        assert_eq!((one.bins[0].label.as_str(), one.bins[11].label.as_str()), ("0–8", "99+"));
        assert!((one.limit.expect("40 days").at_bin - 41.0 / 9.0).abs() < 1e-9);
        assert!(one.conclusion.contains("59") && one.conclusion.contains("40 dage"), "{}", one.conclusion);
        assert!(!one.conclusion.contains("ingen dage"), "{}", one.conclusion);
    }

    #[test]
    fn cases_that_count_and_have_no_days_are_said_beside_the_picture() {
        let plan = plan();
        let measure = plan.goal("1.1.a").expect("interviews").parts[0].measure.get_ref();
        let with = (0..640).map(|nth| line(nth, date(2024, 8, 1), if nth < 59 { 31 } else { 9 }, Outcome::InTime));
        let without = (640..646).map(|nth| Line { value: None, ..line(nth, date(2024, 8, 1), 0, Outcome::Late) });
        let lines: Vec<Line> = with.chain(without).collect();
        let one = lengths(Language::Danish, 0, measure, &Profile::of(&lines)).expect("a histogram");
        assert!(
            one.conclusion.starts_with("Halvdelen af 640 sager") && one.conclusion.contains("59"),
            "{}",
            one.conclusion
        );
        assert!(one.conclusion.contains("6 af de 646 talte sager har ingen dage"), "{}", one.conclusion);
    }
}
