//! § 25 a, stk. 2 and 4: registration as job seeker, its weekly confirmation, the CV in Jobnet and the CV interview.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{Answer, Bearer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::changes::{period_of, until_or_open};
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{ContactForm, Dated};
use crate::facts::{DecisionKind, InformedOf, Interview, JobRegistration, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether the person has to be registered as job seeker.
pub static REQUIRED: Question = Question {
    key: "registration.required",
    words: Words::new(
        "Skal udlændingen være registreret som arbejdssøgende?",
        "Must the foreigner be registered as a job seeker?",
    ),
};

static UNEMPLOYMENT_ALONE: MissingFact = MissingFact {
    fact: "benefit_application.unemployment_alone",
    words: Words::new(
        "om der er søgt om ydelsen alene på grund af ledighed",
        "whether benefit was applied for because of unemployment alone",
    ),
};

/// The duty to register at the first contact.
pub static REGISTER: DutyKind = DutyKind {
    key: "registration.register",
    provision: cite!("§ 25 a, stk. 2, 1. pkt."),
    bearer: Bearer::Foreigner,
    words: Words::new("lad dig registrere som arbejdssøgende", "register as a job seeker"),
    when_late: Some(cite!("§ 30 a, stk. 2, 1. pkt.")),
};
pub(crate) static SEE_TO_REGISTRATION: DutyKind = DutyKind {
    key: "registration.see_to",
    provision: cite!("§ 25 a, stk. 2, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new(
        "sørg for, at udlændingen bliver registreret som arbejdssøgende",
        "see to it that the foreigner is registered as a job seeker",
    ),
    when_late: None,
};
pub(crate) static TELL_JOBCENTRE: DutyKind = DutyKind {
    key: "registration.end_of_benefit",
    provision: cite!("§ 25 a, stk. 2, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("giv jobcentret besked om, at hjælpen ophører", "tell the jobcentre that help ends"),
    when_late: None,
};
pub(crate) static CONFIRM: DutyKind = DutyKind {
    key: "registration.confirm",
    provision: cite!("§ 25 a, stk. 2, 3. pkt."),
    bearer: Bearer::Foreigner,
    words: Words::new("bekræft registreringen som arbejdssøgende", "confirm the registration as a job seeker"),
    when_late: Some(cite!("§ 30 a, stk. 2, 1. pkt.")),
};
/// The duty to enter a CV.
pub static ENTER_CV: DutyKind = DutyKind {
    key: "registration.cv",
    provision: cite!("§ 25 a, stk. 4, 1. pkt."),
    bearer: Bearer::Foreigner,
    words: Words::new("læg cv ind i Jobnet", "enter a CV in Jobnet"),
    when_late: Some(cite!("§ 30 a, stk. 2, 1. pkt.")),
};
pub(crate) static CV_INTERVIEW: DutyKind = DutyKind {
    key: "registration.cv_interview",
    provision: cite!("§ 25 a, stk. 4, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("hold cv-samtale", "hold the CV interview"),
    when_late: None,
};

const NOT_BY_UNEMPLOYMENT_ALONE: Words =
    Words::new("hjælpen gives ikke længere alene på grund af ledighed", "help is no longer for unemployment alone");
const STRUCK_OFF: Words = Words::new("afmeldt som arbejdssøgende", "taken off the register of job seekers");

/// § 25 a, stk. 2: whether help was applied for or is received because of unemployment alone: by the municipality's assessment
/// of the person's problems where it has made one, else by what the last application says. Reads applications and problem
/// assessments.
pub fn is_for_unemployment_alone(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 25 a, stk. 2, 1. pkt.");
    if let Some(assessed) = last_by(&file.problem_assessments, on) {
        return Finding::noted(Answer::of(!assessed.beyond_unemployment), provision, assessed.fact, why);
    }
    let application = last_by(&file.benefit_applications, on);
    let alone = application.and_then(|application| application.unemployment_alone);
    Finding::noted(Answer::known(alone, &UNEMPLOYMENT_ALONE), provision, application.map(|fact| fact.fact), why)
}

/// The periods of help with the answer to [`is_for_unemployment_alone`], from the day stk. 2 came into force.
fn periods_of_help(file: &PersonFile<'_>, help: &[Period]) -> Vec<(Period, Finding)> {
    let mut days: Vec<Date> = file.benefit_applications.iter().map(|fact| fact.on).collect();
    days.extend(file.problem_assessments.iter().map(|fact| fact.on));
    days.sort_unstable();
    days.dedup();
    let in_force = cite!("§ 25 a, stk. 2, 1. pkt.").in_force();
    let mut found: Vec<(Period, Finding)> = Vec::new();
    for period in help.iter().filter_map(|period| period.intersection(in_force)) {
        let start = days.partition_point(|day| *day <= period.from());
        let end = period.to().map_or(days.len(), |to| days.partition_point(|day| *day < to)).max(start);
        let mut from = period.from();
        for to in days[start..end].iter().copied().map(Some).chain([period.to()]) {
            let finding = is_for_unemployment_alone(file, from, &mut Why::silent());
            match found.last_mut() {
                Some((last, same)) if last.to() == Some(from) && *same == finding => {
                    *last = until_or_open(last.from(), to);
                }
                _ => found.push((until_or_open(from, to), finding)),
            }
            from = to.unwrap_or(from);
        }
    }
    found
}

/// The registration that stands on the day: not followed by removal from the register, unless it was confirmed after that.
fn standing_registration<'f, 'a>(file: &'f PersonFile<'a>, on: Date) -> Option<&'f Dated<'a, JobRegistration>> {
    let registration = last_by(&file.job_registrations, on)?;
    let removed = last_by(&file.job_deregistrations, on).filter(|removed| removed.on > registration.on);
    let revived = |removed: Date| last_by(&file.job_confirmations, on).is_some_and(|held| held.on >= removed);
    removed.is_none_or(|removed| revived(removed.on)).then_some(registration)
}

/// § 25 a, stk. 2, 1. pkt.: at the first contact about help, somebody with unemployment alone registers as job seeker, and the
/// municipality sees to it. One contact is one application: who is helped again without a new one need not register again.
pub fn register_at_first_contact(life: &mut Life<'_>, seeking: &[Period]) {
    let file = life.file;
    let mut last = None;
    for period in seeking {
        let on = period.from();
        let Some(application) = last_by(&file.benefit_applications, on) else { continue };
        if last == Some(application.fact) || !REGISTER.provision.is_in_force(application.on) {
            continue;
        }
        last = Some(application.fact);
        let registration = standing_registration(file, on).or_else(|| first_from(&file.job_registrations, on));
        let done = registration.map(|registration| (registration.on, registration.fact));
        let ended = period.to().map(|to| (to, NOT_BY_UNEMPLOYMENT_ALONE));
        for (kind, due) in [(&REGISTER, Due::at_once(on).for_a_citizen()), (&SEE_TO_REGISTRATION, Due::at_once(on))] {
            life.duty(Duty::new(kind, on, application.fact, due).done(done).ended(ended));
        }
    }
}

/// § 25 a, stk. 2, 2. pkt.: the municipality tells the jobcentre when help ends: the right ends, or a decision stops the benefit.
/// Reads what was told from that day on.
pub fn tell_jobcentre_of_the_end(life: &mut Life<'_>, seeking: &[Period], help: &[Period]) {
    let file = life.file;
    let stop = |record: &crate::decision::DecisionRecord| {
        let days = record.days_of_effect().filter(|_| record.kind == DecisionKind::BenefitStop)?;
        let stopped = days.from().max(record.effect_from.unwrap_or(days.from()));
        period_of(seeking, stopped).map(|_| (stopped, Some(record.draft)))
    };
    let mut ends: Vec<(Date, Option<FactRef>)> = life.spine.decisions.iter().filter_map(stop).collect();
    let ended = |period: &Period| period.to().filter(|to| period_of(help, *to).is_none()).map(|to| (to, None));
    ends.extend(seeking.iter().filter_map(ended));
    if ends.is_empty() {
        return;
    }
    ends.sort_unstable();
    let told = file.informations_given.iter().filter(|given| given.about == InformedOf::EndOfBenefit);
    let told: Vec<(Date, FactRef)> = told.map(|given| (given.on, given.fact)).collect();
    for (on, because) in ends {
        let done = told.get(told.partition_point(|(day, _)| *day < on)).copied();
        life.duty(Duty::new(&TELL_JOBCENTRE, on, because, Due::as_soon_as_possible(on)).done(done));
    }
}

/// What can happen to a registration.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Removed,
    Registered,
    Confirmed,
}

/// Everything that happened to the registration, in the order of days.
fn marks(file: &PersonFile<'_>) -> Vec<(Date, Mark, FactRef)> {
    let mut marks: Vec<(Date, Mark, FactRef)> =
        file.job_registrations.iter().map(|fact| (fact.on, Mark::Registered, fact.fact)).collect();
    marks.extend(file.job_confirmations.iter().map(|fact| (fact.on, Mark::Confirmed, fact.fact)));
    marks.extend(file.job_deregistrations.iter().map(|fact| (fact.on, Mark::Removed, fact.fact)));
    marks.sort_unstable();
    marks
}

/// § 25 a, stk. 2, 3. pkt.: the registration is confirmed at least once a week: within 7 days of the registration or of the
/// confirmation before. A duty that is not kept stays open until the person confirms, registers anew or is taken off the register.
pub fn confirm_every_week(life: &mut Life<'_>, seeking: &[Period]) {
    let file = life.file;
    let days = life.edition.figures.confirmation_days;
    let marks = marks(file);
    let mut confirm = |on: Date, because: FactRef, done: Option<(Date, FactRef)>, ended: Option<(Date, Words)>| {
        if CONFIRM.provision.is_in_force(on) {
            let due = Due::within_days(on, days).for_a_citizen();
            life.duty(Duty::new(&CONFIRM, on, because, due).done(done).ended(ended));
        }
    };
    for period in seeking {
        let before = period.from().yesterday().ok().and_then(|day| standing_registration(file, day));
        let mut last = before.map(|registration| (period.from(), registration.fact));
        let start = marks.partition_point(|(on, ..)| *on < period.from());
        let end = period.to().map_or(marks.len(), |to| marks.partition_point(|(on, ..)| *on < to)).max(start);
        for (on, mark, fact) in marks[start..end].iter().copied() {
            match (mark, last) {
                (Mark::Removed, Some((from, because))) => confirm(from, because, None, Some((on, STRUCK_OFF))),
                (_, Some((from, _))) if from == on => continue,
                (_, Some((from, because))) => confirm(from, because, Some((on, fact)), None),
                // A confirmation revives a registration that was struck off, and nothing where there never was one.
                (Mark::Confirmed, None) if last_by(&file.job_registrations, on).is_none() => continue,
                (_, None) => {}
            }
            last = (mark != Mark::Removed).then_some((on, fact));
        }
        if let Some((from, because)) = last {
            confirm(from, because, None, period.to().map(|to| (to, NOT_BY_UNEMPLOYMENT_ALONE)));
        }
    }
}

/// The registrations that a deadline of stk. 4 is counted from: in each period of help the first that stands in it.
fn registrations_in<'f, 'a>(
    file: &'f PersonFile<'a>,
    periods: &'f [Period],
) -> impl Iterator<Item = (Period, &'f Dated<'a, JobRegistration>)> {
    periods.iter().filter_map(|period| {
        let registration = standing_registration(file, period.from())
            .or_else(|| first_from(&file.job_registrations, period.from()))?;
        period.to().is_none_or(|to| registration.on < to).then_some((*period, registration))
    })
}

/// § 25 a, stk. 4, 1. pkt.: a CV is entered in Jobnet within a month of the registration, a citizen's deadline. A new
/// registration gives no new month while the CV is lacking. Reads registrations and CVs entered.
pub fn enter_cv(life: &mut Life<'_>, help: &[Period]) {
    let file = life.file;
    let months = life.edition.figures.cv_months;
    let entered = file.cvs_entered.first().map(|cv| (cv.on, cv.fact));
    for (period, registration) in registrations_in(file, help) {
        let from = registration.on.max(period.from());
        let already = entered.is_some_and(|(on, _)| on < from);
        if already || !ENTER_CV.provision.is_in_force(registration.on) {
            continue;
        }
        let due = Due::within_months(registration.on, months).for_a_citizen();
        let ended = period.to().map(|to| (to, super::HELP_ENDED));
        life.duty(Duty::new(&ENTER_CV, from, registration.fact, due).done(entered).ended(ended));
    }
}

/// § 25 a, stk. 4, 2. pkt.: a CV interview is held within a month of the registration under stk. 2, which makes sure that the
/// CV in Jobnet is complete: one in which it was found not to have been checked does not count. Reads follow-ups in the form of
/// CV interviews.
pub fn hold_cv_interview(life: &mut Life<'_>, seeking: &[Period]) {
    let file = life.file;
    let months = life.edition.figures.cv_months;
    let held = file.follow_ups.iter().filter(|held| {
        held.interview == Interview::Cv && held.form != ContactForm::OtherContact && held.jobnet_checked != Some(false)
    });
    let held: Vec<(Date, FactRef)> = held.map(|held| (held.on, held.fact)).collect();
    for (period, registration) in registrations_in(file, seeking) {
        let from = registration.on.max(period.from());
        let done = held.get(held.partition_point(|(on, _)| *on < registration.on)).copied();
        let already = done.is_some_and(|(on, _)| on < from);
        if already || !CV_INTERVIEW.provision.is_in_force(registration.on) {
            continue;
        }
        let due = Due::within_months(registration.on, months);
        let ended = period.to().map(|to| (to, NOT_BY_UNEMPLOYMENT_ALONE));
        life.duty(Duty::new(&CV_INTERVIEW, from, registration.fact, due).done(done).ended(ended));
    }
}

/// Draws § 25 a, stk. 2 and 4 over the person's life.
pub(super) fn draw(life: &mut Life<'_>, help: &[Period]) {
    let file = life.file;
    let found = periods_of_help(file, help);
    let mut seeking = Vec::with_capacity(found.len());
    for (holds, finding) in found {
        life.conclude(&REQUIRED, None, holds, |why| (is_for_unemployment_alone(file, holds.from(), why), Value::None));
        if finding.answer.is_yes() {
            seeking.push(holds);
        }
    }
    register_at_first_contact(life, &seeking);
    tell_jobcentre_of_the_end(life, &seeking, help);
    confirm_every_week(life, &seeking);
    enter_cv(life, help);
    hold_cv_interview(life, &seeking);
}
