//! § 25 a, stk. 7–9: the systematic referral course: who is in one and until when, the next job, and no hand-over to another actor.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{AllOf, Answer, Bearer, Finding, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{period_of, periods_from, until_or_open};
use crate::chapter5_introduction_benefit::right::has_problems_beyond_unemployment;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Dated, Delegate, Delegation, JobReferral, JobSearchOrder, Task, between, first_from};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether a systematic referral course runs.
pub static RUNS: Question = Question {
    key: "referral_course.runs",
    words: Words::new(
        "Er udlændingen i et systematisk formidlingsforløb?",
        "Is the foreigner in a systematic referral course?",
    ),
};
/// Whether the jobs of an order were found together with the person.
pub static FOUND_TOGETHER: Question = Question {
    key: "referral_course.found_together",
    words: Words::new("Er jobbene fundet sammen med udlændingen?", "Were the jobs found together with the foreigner?"),
};
/// Whether the person may be sent to another actor.
pub static OTHER_ACTOR: Question = Question {
    key: "referral_course.other_actor",
    words: Words::new(
        "Må udlændingen henvises til anden aktør under formidlingsforløbet?",
        "May the foreigner be sent to another actor during the referral course?",
    ),
};

static HIRED: MissingFact = MissingFact {
    fact: "job_referral.hired",
    words: Words::new("om udlændingen fik jobbet", "whether the foreigner got the job"),
};
static TOGETHER: MissingFact = MissingFact {
    fact: "job_search_order.found_together",
    words: Words::new(
        "om jobbene er udsøgt i samarbejde med udlændingen",
        "whether the jobs were found together with the foreigner",
    ),
};

pub(crate) static NEXT_JOB: DutyKind = DutyKind {
    key: "referral_course.next_job",
    provision: cite!("§ 25 a, stk. 8, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("formidl til endnu et job", "refer to another job"),
    when_late: None,
};
pub(crate) static ORDER_TO_SEEK: DutyKind = DutyKind {
    key: "referral_course.order_to_seek",
    provision: cite!("§ 25 a, stk. 8, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("pålæg at søge bestemte job på Jobnet", "order applications for certain jobs on Jobnet"),
    when_late: None,
};

const NO_JOB: Words = Words::new("der er ikke job at formidle til", "there is no job to refer to");
const REFERRED: Words = Words::new("formidlet til et job", "referred to a job");
const OVER: Words = Words::new("formidlingsforløbet er slut", "the referral course is over");

/// § 25 a, stk. 7: whether a referral begins a course: somebody who receives benefit and has no problems beyond unemployment was
/// referred to a job of more than five days, or without an end, and did not get it. Whether there are other problems is the
/// municipality's judgement, by what had been judged by `on`.
pub fn begins_a_course(
    file: &PersonFile<'_>,
    referral: &Dated<'_, JobReferral>,
    has_help: bool,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 25 a, stk. 7");
    let long = referral.job_days.is_none_or(|days| days > edition.figures.referral_job_days);
    let assessed = has_problems_beyond_unemployment(file, referral.on);
    let problems = if assessed.is_open() { has_problems_beyond_unemployment(file, on) } else { assessed };
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(has_help), (), why);
    all.require(provision, problems.negated(), (), why);
    all.require(provision, Answer::of(long), referral.fact, why);
    all.require(provision, Answer::known(referral.hired, &HIRED).negated(), referral.fact, why);
    all.finding()
}

/// § 25 a, stk. 8, 1. pkt.: the course goes on until three months after its first referral.
pub fn planned_days(first: Date, edition: &Edition) -> Period {
    until_or_open(first, Some(calendar::months_after(first, edition.figures.referral_course_months)))
}

/// Referrals that got the person the job, in the order of their days.
fn hirings(file: &PersonFile<'_>) -> Vec<(Date, FactRef)> {
    let hired = file.job_referrals.iter().filter(|referral| referral.hired == Some(true));
    hired.map(|referral| (referral.on, referral.fact)).collect()
}

/// The day on which the person comes into employment after the first referral: employment begins, or a later referral got them
/// a job.
fn employed_after(
    file: &PersonFile<'_>,
    hirings: &[(Date, FactRef)],
    first: &Dated<'_, JobReferral>,
    planned: Period,
) -> Option<(Date, FactRef)> {
    let employment = first_from(&file.employments, first.on).map(|employment| (employment.on, employment.fact));
    let from = hirings.partition_point(|(on, _)| *on < first.on);
    let hired = hirings[from..].iter().find(|(_, fact)| *fact != first.fact).copied();
    [employment, hired].into_iter().flatten().min().filter(|(on, _)| planned.contains(*on))
}

/// A course: the days on which it began and ended, and the referral it began with.
struct Course {
    begun: Date,
    end: Date,
    first: FactRef,
}

/// § 25 a, stk. 7–8: each referral that begins a course; those made while one runs belong to it.
fn courses(life: &mut Life<'_>, help: &[Period]) -> Vec<Course> {
    let file = life.file;
    let hirings = hirings(file);
    let mut courses: Vec<Course> = Vec::new();
    for referral in file.job_referrals.iter().filter(|referral| cite!("§ 25 a, stk. 7").is_in_force(referral.on)) {
        let running = courses.last().filter(|course| referral.on < course.end);
        if running.is_some_and(|course| course.begun <= referral.on) {
            continue;
        }
        let planned = planned_days(referral.on, life.edition);
        let employed = employed_after(file, &hirings, referral, planned);
        // A course that began later, when the person's problems had been assessed, takes the referrals since the first into it.
        let end = [running.map(|course| course.begun), employed.map(|(on, _)| on), planned.to()];
        let end = end.into_iter().flatten().min().unwrap_or(Date::MAX);
        if let Some(begun) = conclude_course(life, referral, planned, end, help) {
            ended_by_employment(life, referral, planned, employed);
            courses.push(Course { begun, end, first: referral.fact });
        }
    }
    courses
}

/// Whether a course runs after a referral, until `end`; tells the day from which it does.
fn conclude_course(
    life: &mut Life<'_>,
    referral: &Dated<'_, JobReferral>,
    planned: Period,
    end: Date,
    help: &[Period],
) -> Option<Date> {
    let (file, edition) = (life.file, life.edition);
    let has_help = period_of(help, referral.on).is_some();
    let assessed = first_from(&file.problem_assessments, referral.on).map(|held| held.on);
    let mut begun = None;
    for holds in periods_from(referral.on, assessed.into_iter().collect()) {
        let Some(holds) = holds.intersection(until_or_open(referral.on, Some(end))) else { continue };
        life.conclude(&RUNS, Some(referral.fact), holds, |why| {
            let found = begins_a_course(file, referral, has_help, edition, holds.from(), why);
            why.says(cite!("§ 25 a, stk. 8, 1. pkt."), Said::Period(planned), referral.fact);
            begun = begun.or(found.answer.is_yes().then_some(holds.from()));
            (found, Value::Period(planned))
        });
    }
    begun
}

/// § 25 a, stk. 8, 1. pkt.: who comes into employment is not referred any further: the course ends before its three months are
/// over.
fn ended_by_employment(
    life: &mut Life<'_>,
    first: &Dated<'_, JobReferral>,
    planned: Period,
    employed: Option<(Date, FactRef)>,
) {
    let Some((on, fact)) = employed else { return };
    let Some(rest) = Period::since(on).intersection(planned) else { return };
    life.conclude(&RUNS, Some(first.fact), rest, |why| {
        let finding = Finding::noted(Answer::No, cite!("§ 25 a, stk. 8, 1. pkt."), [Some(first.fact), Some(fact)], why);
        (finding, Value::None)
    });
}

/// What happens in a course.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Referred,
    NoJob,
    Ordered,
}

/// What happens in a course after it began, in the order of days; a referral that got the person the job is not among it.
fn steps(file: &PersonFile<'_>, course: &Course) -> Vec<(Date, Step, FactRef)> {
    let (from, to) = (course.begun, course.end);
    let referrals = between(&file.job_referrals, from, to).iter().filter(|held| held.hired != Some(true));
    let mut steps: Vec<(Date, Step, FactRef)> =
        referrals.map(|fact| (fact.on, Step::Referred, fact.fact)).filter(|(.., fact)| *fact != course.first).collect();
    steps.extend(between(&file.no_jobs_to_refer, from, to).iter().map(|fact| (fact.on, Step::NoJob, fact.fact)));
    steps.extend(between(&file.job_search_orders, from, to).iter().map(|fact| (fact.on, Step::Ordered, fact.fact)));
    steps.sort_unstable();
    steps
}

/// § 25 a, stk. 8, 1.–2. pkt.: in a course the municipality refers to another job as soon as possible, and goes on doing so;
/// where it finds no job, it orders applications for named jobs instead. Reads referrals, orders, and the municipality's
/// finding that there is no job.
fn go_on_referring(life: &mut Life<'_>, course: &Course) {
    let steps = steps(life.file, course);
    let first = (course.begun, Step::Referred, course.first);
    for (place, (on, step, because)) in std::iter::once(first).chain(steps.iter().copied()).enumerate() {
        // The chain begins one before the steps, so the step after this one stands at the same place.
        let next = steps.get(place).copied();
        let kind = if step == Step::NoJob { &ORDER_TO_SEEK } else { &NEXT_JOB };
        let done = next.filter(|(_, next, _)| match step {
            Step::NoJob => *next == Step::Ordered,
            _ => *next != Step::NoJob,
        });
        let ended = match (done, next) {
            (Some(_), _) => None,
            (None, Some((day, Step::NoJob, _))) => Some((day, NO_JOB)),
            (None, Some((day, ..))) => Some((day, REFERRED)),
            (None, None) => Some((course.end, OVER)),
        };
        let done = done.map(|(day, _, fact)| (day, fact));
        life.duty(Duty::new(kind, on, because, Due::as_soon_as_possible(on)).done(done).ended(ended));
    }
}

/// § 25 a, stk. 8, 3. pkt.: the jobs of an order are found together with the person. Reads what the order says of it.
pub fn are_found_together(order: &Dated<'_, JobSearchOrder>, why: &mut Why) -> Finding {
    Finding::noted(Answer::known(order.found_together, &TOGETHER), cite!("§ 25 a, stk. 8, 3. pkt."), order.fact, why)
}

/// § 25 a, stk. 9: whether somebody in a course may be sent to another actor whom the municipality has left programmes to under
/// § 5, stk. 3. They may not (1. pkt.), unless the state's tender or an order on the municipality covers them
/// ([`is_under_state_tender`]).
pub fn may_be_sent_to_other_actor(delegation: &Dated<'_, Delegation>, why: &mut Why) -> Finding {
    let forbidden = Finding::noted(Answer::Yes, cite!("§ 25 a, stk. 9, 1. pkt."), delegation.fact, why);
    let forbidden = forbidden.unless(&is_under_state_tender(delegation, why));
    Finding { answer: forbidden.answer.negated(), ..forbidden }
}

/// § 25 a, stk. 9, 2. pkt.: the exception for those whom a state framework tender covers, or whose municipality has been ordered to
/// use other actors. Reads the delegation.
pub fn is_under_state_tender(delegation: &Dated<'_, Delegation>, why: &mut Why) -> Finding {
    Finding::noted(Answer::of(delegation.state_tender), cite!("§ 25 a, stk. 9, 2. pkt."), delegation.fact, why)
}

/// Whether tasks were left to another actor in the sense of § 5, stk. 3: one that is no municipality, decides, and has programmes.
fn is_to_other_actor(delegation: &Delegation) -> bool {
    delegation.to != Delegate::Municipality && delegation.decides && delegation.tasks.contains(&Task::Programme)
}

/// Draws § 25 a, stk. 7–9 over the person's life.
pub(super) fn draw(life: &mut Life<'_>, help: &[Period]) {
    if life.file.job_referrals.is_empty() {
        return;
    }
    let file = life.file;
    for course in courses(life, help) {
        go_on_referring(life, &course);
        for order in between(&file.job_search_orders, course.begun, course.end) {
            life.conclude(&FOUND_TOGETHER, Some(order.fact), Period::since(order.on), |why| {
                (are_found_together(order, why), Value::None)
            });
        }
        for delegation in between(&file.delegations, course.begun, course.end) {
            if !is_to_other_actor(delegation) {
                continue;
            }
            let holds = until_or_open(delegation.on, Some(course.end.min(delegation.until.unwrap_or(Date::MAX))));
            life.conclude(&OTHER_ACTOR, Some(delegation.fact), holds, |why| {
                (may_be_sent_to_other_actor(delegation, why), Value::None)
            });
        }
    }
}
