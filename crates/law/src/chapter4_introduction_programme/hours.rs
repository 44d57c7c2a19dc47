//! § 17: the programme of those who receive offers averages at least 37 hours a week.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vocabulary::Period;

use super::courses::{Course, Courses};
use crate::answer::{Answer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::chapter5_introduction_benefit::right;
use crate::cite;
use crate::edition::Edition;
use crate::facts::{DanishCourse, Dated, Hours, OfferForm, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether the programme has the hours it must have; with whole hours a week as far as they are known.
pub static HOURS: Question = Question {
    key: "programme.hours",
    words: Words::new(
        "Er introduktionsprogrammet på gennemsnitligt mindst 37 timer om ugen?",
        "Does the introduction programme average at least 37 hours a week?",
    ),
};

static OFFER_HOURS: MissingFact = MissingFact {
    fact: "offer.weekly_hours",
    words: Words::new(
        "tilbuddets ugentlige timer inklusive forberedelse",
        "the weekly hours of the offer, preparation included",
    ),
};
static DANISH_HOURS: MissingFact = MissingFact {
    fact: "danish_course.weekly_hours",
    words: Words::new(
        "danskuddannelsens ugentlige timer inklusive forberedelse",
        "the weekly hours of Danish education, preparation included",
    ),
};
static A_WEEK: Words = Words::new("hele timer om ugen", "whole hours a week");

/// What runs on a day, in hours a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// The hours that are known.
    pub known: Hours,
    /// What is not known.
    pub missing: Option<&'static MissingFact>,
    /// The offer that began last of those that run, and the Danish education.
    pub from: [Option<FactRef>; 2],
}

/// § 17: whether the hours of what runs come to at least 37 a week, preparation included. The weekly hours of an offer or a course are
/// taken as its average. Where those that are known suffice, the others need not be.
pub fn has_enough_hours(week: &Week, edition: &Edition, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 17");
    let enough = week.known >= Hours::whole(edition.figures.programme_hours_a_week.into());
    let whole = i32::try_from(week.known.in_hundredths() / 100).unwrap_or(i32::MAX);
    why.says(provision, Said::Count(whole, A_WEEK), week.from);
    let answer = match week.missing {
        Some(missing) if !enough => Answer::Missing(missing),
        _ => Answer::of(enough),
    };
    (Finding::noted(answer, provision, week.from, why), Value::Count(whole, A_WEEK))
}

/// The Danish education of the day: the last that went on or began by then, where it has not ended.
pub fn danish_course<'f, 'a>(file: &'f PersonFile<'a>, on: Date) -> Option<&'f Dated<'a, DanishCourse>> {
    let course = last_by(&file.danish_courses, on).filter(|course| course.until.is_none_or(|until| on < until))?;
    let ended = last_by(&file.danish_ends, on).is_some_and(|end| end.on > course.on);
    (!ended).then_some(course)
}

/// The offers that run, and their hours.
#[derive(Default)]
struct Sum {
    running: BTreeSet<usize>,
    hundredths: u64,
    unknown: u64,
    of_section_23: u64,
}

impl Sum {
    /// An offer begins or ends. A mentor has no hours of its own; the scheme of § 24 b has, but is no offer under § 23.
    fn turn(&mut self, courses: &Courses<'_, '_>, place: usize, begins: bool) {
        let offer = courses.all[place].offer;
        let turned = if begins { self.running.insert(place) } else { self.running.remove(&place) };
        if !turned {
            return;
        }
        let add = |count: &mut u64, by: u64| *count = if begins { *count + by } else { *count - by };
        add(&mut self.hundredths, offer.weekly_hours.map_or(0, Hours::in_hundredths).into());
        add(&mut self.unknown, offer.weekly_hours.is_none().into());
        add(&mut self.of_section_23, offer.form.kind().is_some().into());
    }

    /// What runs on the day, where it is a programme with offers under § 23.
    fn week(&self, courses: &Courses<'_, '_>, danish: Option<&Dated<'_, DanishCourse>>) -> Option<Week> {
        let last = self.running.last().filter(|_| self.of_section_23 > 0)?;
        let of_danish = danish.map_or(Some(Hours::default()), |course| course.weekly_hours);
        let missing = if self.unknown > 0 {
            Some(&OFFER_HOURS)
        } else if of_danish.is_none() {
            Some(&DANISH_HOURS)
        } else {
            None
        };
        let known = self.hundredths + u64::from(of_danish.unwrap_or_default().in_hundredths());
        let known = Hours::hundredths(u32::try_from(known).unwrap_or(u32::MAX));
        Some(Week { known, missing, from: [Some(courses.all[*last].offer.fact), danish.map(|course| course.fact)] })
    }
}

/// Draws § 17 over the days of the introduction period on which offers under § 23 run; not over free periods (§ 24).
pub fn draw(life: &mut Life<'_>, courses: &Courses<'_, '_>, introduction: Period) {
    let (file, edition) = (life.file, life.edition);
    let first = introduction.from().max(cite!("§ 17").in_force().from());
    let last = introduction.to().unwrap_or(Date::MAX);
    if courses.all.is_empty() {
        return;
    }
    let mut turns: Vec<(Date, bool, usize)> = Vec::new();
    let timed = |course: &Course<'_, '_>| course.offer.form != OfferForm::Mentor && course.offer.on < course.end();
    for (place, course) in courses.all.iter().enumerate().filter(|(_, course)| timed(course)) {
        turns.extend([(course.offer.on, true, place), (course.end(), false, place)]);
    }
    turns.sort_unstable();
    let mut days: Vec<Date> = turns.iter().map(|(day, ..)| *day).collect();
    days.extend(file.danish_courses.iter().flat_map(|course| [Some(course.on), course.until]).flatten());
    days.extend(file.danish_ends.iter().map(|end| end.on));
    days.extend(file.free_periods.iter().flat_map(|free| [free.on, free.until]));
    days.extend(life.spine.scope.days_between(first, last));
    days.extend([first, last]);
    days.sort_unstable();
    days.dedup();
    let mut weeks: Changes<Option<Week>> = Changes::default();
    let (mut sum, mut turned) = (Sum::default(), 0);
    for day in days {
        while let Some((_, begins, place)) = turns.get(turned).filter(|(on, ..)| *on <= day) {
            sum.turn(courses, *place, *begins);
            turned += 1;
        }
        let free = right::is_in_free_period(file, day, &mut Why::silent()).answer.is_yes();
        if first <= day {
            let counts = day < last && life.spine.is_covered(day) && !free;
            weeks.set(day, sum.week(courses, danish_course(file, day)).filter(|_| counts));
        }
    }
    for (holds, week) in weeks.periods() {
        if let Some(week) = week {
            life.conclude(&HOURS, None, holds, |why| has_enough_hours(week, edition, why));
        }
    }
}
