//! § 22: specially arranged Danish education for those whom work or education keeps from the usual course.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{Answer, Bearer, Finding, Judgement};
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Content, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Why};
use crate::words::Words;

use super::{Offering, is_left_out};

/// Whether specially arranged Danish education is to be offered.
pub static SPECIAL_ARRANGEMENT: Question = Question {
    key: "danish.special_arrangement",
    words: Words::new(
        "Skal der tilbydes særskilt tilrettelagt danskuddannelse?",
        "Is specially arranged Danish education to be offered?",
    ),
};

/// The duty to offer a special arrangement.
pub static ARRANGE: DutyKind = DutyKind {
    key: "danish.arrange_specially",
    provision: cite!("§ 22"),
    bearer: Bearer::Municipality,
    words: Words::new("tilbyd særskilt tilrettelagt danskuddannelse", "offer specially arranged Danish education"),
    when_late: None,
};

static NEED: Judgement = Judgement {
    fact: "danish_need",
    by: Bearer::Municipality,
    words: Words::new(
        "er der behov for særskilt tilrettelagt danskuddannelse ved siden af job eller uddannelse?",
        "is specially arranged Danish education needed beside work or education?",
    ),
};

const NO_NEED: Words = Words::new(
    "udlændingen er ikke længere i job eller uddannelse, eller behovet er faldet bort",
    "the foreigner is no longer in work or education, or the need is gone",
);

/// Work and education that has begun, from day to day. Reads employments and educations and their ends.
fn work_or_education(file: &PersonFile<'_>) -> Changes<Option<FactRef>> {
    let work = file.employments.iter().map(|work| {
        let ends = file.pointing_at(work.fact).filter(|(_, content)| matches!(content, Content::EmploymentEnd(_)));
        (work.on, ends.map(|(fact, _)| file.day(fact)).min(), work.fact)
    });
    let education = file.education_starts.iter().map(|start| {
        let end = first_from(&file.education_ends, start.on).map(|end| end.on);
        (start.on, end, start.fact)
    });
    let mut begun: Vec<(Date, Option<Date>, FactRef)> = work.chain(education).collect();
    begun.sort_unstable_by_key(|(from, _, fact)| (*from, *fact));
    Changes::of_holding(begun)
}

/// § 22: whether specially arranged Danish education is to be offered on the day to somebody whom work or education keeps from the
/// usual course. Whether it is needed is the municipality's judgement. Not where Danish education is wholly left out (§ 21, stk. 3).
/// Reads work, education and the judgement.
pub fn is_special_arrangement_due(file: &PersonFile<'_>, occupied: FactRef, on: Date, why: &mut Why) -> Finding {
    let need = last_by(&file.danish_needs, on);
    let answer = Answer::judged(need.map(|need| need.special_arrangement), &NEED);
    let evidence = [Some(occupied), need.map(|fact| fact.fact)];
    Finding::noted(answer, cite!("§ 22"), evidence, why).unless(&is_left_out(file, on, why))
}

/// § 22: what is to be offered while somebody works or studies.
pub(super) fn draw(life: &mut Life<'_>, programme: Period, offerings: &[Offering<'_>]) {
    let file = life.file;
    let occupied = work_or_education(file);
    let mut days: Vec<Date> = file.danish_needs.iter().map(|need| need.on).collect();
    days.extend(file.danish_exemptions.iter().map(|exemption| exemption.on));
    days.sort_unstable();
    let special = file.danish_courses.iter().filter(|course| course.specially_arranged);
    let courses: Vec<(Date, FactRef)> = special.map(|course| (course.on, course.fact)).collect();
    for (stretch, fact) in occupied.periods() {
        let (Some(fact), Some(stretch)) = (*fact, stretch.intersection(programme)) else { continue };
        life.conclude_changing(&SPECIAL_ARRANGEMENT, Some(fact), stretch, &days, |on, why| {
            (is_special_arrangement_due(file, fact, on, why), Value::None)
        });
        let course = courses.get(courses.partition_point(|(day, _)| *day < stretch.from())).copied();
        let first = offerings.partition_point(|offering| offering.days.to().is_some_and(|to| to <= stretch.from()));
        for offering in &offerings[first..] {
            let Some(both) = stretch.intersection(offering.days) else { break };
            let ended = stretch.to().map(|to| (to, NO_NEED)).into_iter().chain(offering.ended);
            duties_to_arrange(life, fact, both, ended.min_by_key(|(day, _)| *day), course);
        }
    }
}

/// § 22: the duty to offer the arrangement, each time it is found needed; the Act sets no day. It is done by the first specially
/// arranged course that begins while the person works or studies. Reads the judgements of need and the courses.
fn duties_to_arrange(
    life: &mut Life<'_>,
    occupied: FactRef,
    days: Period,
    ended: Option<(Date, Words)>,
    course: Option<(Date, FactRef)>,
) {
    let needs = &life.file.danish_needs;
    let mut place = needs.partition_point(|need| need.on <= days.from()).saturating_sub(1);
    while let Some(need) = needs.get(place).filter(|need| need.on <= days.from() || days.contains(need.on)) {
        let gone = needs[place..].iter().take_while(|later| later.special_arrangement).count();
        if gone == 0 {
            place += 1;
            continue;
        }
        place += gone;
        let needless = needs.get(place).map(|later| (later.on, NO_NEED));
        let ended = [ended, needless].into_iter().flatten().min_by_key(|(day, _)| *day);
        let from = need.on.max(days.from());
        let duty = Duty::new(&ARRANGE, from, [Some(occupied), Some(need.fact)], Due::as_soon_as_possible(from));
        life.duty(duty.done(course).ended(ended));
    }
}
