//! §§ 25 a, 25 c and 25 d: availability for work: what calls for an assessment of it, and what follows from doubt.

pub mod custody;
pub mod left_education;
pub mod referral_course;
pub mod registration;

use jiff::civil::Date;
use vocabulary::Period;

use super::ground::days_of_help;
use crate::answer::Bearer;
use crate::case::PersonFile;
use crate::changes::{Changes, Running, period_of};
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Absence, AbsenceFrom, ContactForm, Dated, InformationRoute, RefusalOf, first_from};
use crate::life::Life;
use crate::spine::Spine;
use crate::why::FactRef;
use crate::words::Words;

const ASSESS: Words = Words::new("vurder rådigheden", "assess availability");

pub(crate) static ASSESS_REFUSED_JOB: DutyKind = DutyKind {
    key: "availability.assess_refused_job",
    provision: cite!("§ 25 a, stk. 1, nr. 1"),
    bearer: Bearer::Municipality,
    words: ASSESS,
    when_late: None,
};
pub(crate) static ASSESS_MISSED_INTERVIEW: DutyKind = DutyKind {
    key: "availability.assess_missed_interview",
    provision: cite!("§ 25 a, stk. 1, nr. 2"),
    bearer: Bearer::Municipality,
    words: ASSESS,
    when_late: None,
};
pub(crate) static ASSESS_MISSED_FOLLOW_UP: DutyKind = DutyKind {
    key: "availability.assess_missed_follow_up",
    provision: cite!("§ 25 a, stk. 1, nr. 3"),
    bearer: Bearer::Municipality,
    words: ASSESS,
    when_late: None,
};
pub(crate) static ASSESS_SICKNESS: DutyKind = DutyKind {
    key: "availability.assess_sickness_not_notified",
    provision: cite!("§ 25 a, stk. 1, nr. 4"),
    bearer: Bearer::Municipality,
    words: ASSESS,
    when_late: None,
};
pub(crate) static GIVE_INFORMATION: DutyKind = DutyKind {
    key: "availability.information",
    provision: cite!("§ 25 a, stk. 3"),
    bearer: Bearer::Jobcentre,
    words: Words::new(
        "giv kommunen oplysningerne til vurderingen af rådigheden",
        "give the municipality the information for assessing availability",
    ),
    when_late: None,
};
pub(crate) static CONTROL_INTERVIEW: DutyKind = DutyKind {
    key: "control.interview",
    provision: cite!("§ 25 a, stk. 5"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "indkald straks til en individuel samtale og hold den",
        "call at once to an individual interview and hold it",
    ),
    when_late: None,
};
pub(crate) static CONTROL_OFFER: DutyKind = DutyKind {
    key: "control.offer",
    provision: cite!("§ 25 a, stk. 6"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "giv et tilbud, eller pålæg at deltage i tidligere tilbudte aktiviteter",
        "give an offer, or order to take part in activities offered before",
    ),
    when_late: None,
};

const HELP_ENDED: Words = Words::new("hjælpen er ophørt", "help has ended");

/// § 25 a, stk. 1: the municipality must assess availability when somebody who has applied for benefit or receives it turns
/// down a job (nr. 1), misses an interview (nr. 2, [`missed_interview`]) or a follow-up (nr. 3), or does not notify sickness
/// (nr. 4, [`did_not_notify_sickness`]). The Act sets no day. Reads refusals, absences and assessments; the assessment is the
/// municipality's.
pub fn assess(life: &mut Life<'_>, help: &[Period]) {
    let file = life.file;
    let refused = file.refusals.iter().filter(|refusal| refusal.of == RefusalOf::ReferredJob);
    let mut events: Vec<(Date, FactRef, &'static DutyKind)> =
        refused.map(|refusal| (refusal.on, refusal.fact, &ASSESS_REFUSED_JOB)).collect();
    let offered = Running::of(file.offers.iter().map(|offer| (offer.on, Some(offer.until))));
    for absence in &file.absences {
        if let Some(kind) = missed_interview(absence).or_else(|| did_not_notify_sickness(absence, &offered)) {
            events.push((absence.on, absence.fact, kind));
        }
    }
    events.sort_unstable_by_key(|(day, fact, _)| (*day, *fact));
    let mut informed = file.informations_passed.iter().filter(|passed| passed.route == InformationRoute::FromJobcentre);
    let informed: Vec<(Date, FactRef)> = informed.by_ref().map(|passed| (passed.on, passed.fact)).collect();
    for (day, fact, kind) in events {
        let Some(holds) = period_of(help, day).filter(|_| kind.provision.is_in_force(day)) else { continue };
        let assessed = first_from(&file.availability_assessments, day).map(|held| (held.on, held.fact));
        let ended = holds.to().map(|to| (to, HELP_ENDED));
        life.duty(Duty::new(kind, day, fact, Due::as_soon_as_possible(day)).done(assessed).ended(ended));
        give_information(life, day, fact, &informed, assessed, ended);
    }
}

/// § 25 a, stk. 3: the state in the jobcentre gives the municipality what it needs for the assessment. No longer needed once it
/// is made.
fn give_information(
    life: &mut Life<'_>,
    day: Date,
    event: FactRef,
    informed: &[(Date, FactRef)],
    assessed: Option<(Date, FactRef)>,
    ended: Option<(Date, Words)>,
) {
    if !GIVE_INFORMATION.provision.is_in_force(day) {
        return;
    }
    let given = informed.get(informed.partition_point(|(on, _)| *on < day)).copied();
    let made = assessed.map(|(on, _)| (on, Words::new("vurderingen er foretaget", "the assessment has been made")));
    let ended = [made, ended].into_iter().flatten().min_by_key(|(on, _)| *on);
    life.duty(Duty::new(&GIVE_INFORMATION, day, event, Due::as_soon_as_possible(day)).done(given).ended(ended));
}

/// § 25 a, stk. 1, nr. 2–3: which interview an absence was from: a job or CV interview or an assessment of availability in the
/// jobcentre or with another actor (nr. 2), or the municipality's follow-up (nr. 3).
fn missed_interview(absence: &Absence) -> Option<&'static DutyKind> {
    match absence.from {
        AbsenceFrom::JobInterview | AbsenceFrom::CvInterview | AbsenceFrom::AvailabilityAssessment => {
            Some(&ASSESS_MISSED_INTERVIEW)
        }
        AbsenceFrom::FollowUp => Some(&ASSESS_MISSED_FOLLOW_UP),
        _ => None,
    }
}

/// § 25 a, stk. 1, nr. 4: an absence from an offer under § 23 or from an employer's job interview for sickness that was not
/// notified.
fn did_not_notify_sickness(absence: &Dated<'_, Absence>, offered: &Running) -> Option<&'static DutyKind> {
    let concerned = match absence.from {
        AbsenceFrom::EmployerInterview | AbsenceFrom::WorkPlacement => true,
        AbsenceFrom::Programme => offered.on(absence.on),
        _ => false,
    };
    (concerned && absence.sickness_notified == Some(false)).then_some(&ASSESS_SICKNESS)
}

/// The individual interviews of a person, in order: contact that is no conversation does not count.
fn interviews(file: &PersonFile<'_>) -> Vec<(Date, FactRef)> {
    let held = file.follow_ups.iter().filter(|held| held.form != ContactForm::OtherContact);
    held.map(|held| (held.on, held.fact)).collect()
}

/// § 25 a, stk. 5: when a public control raises doubt about the availability of somebody who receives benefit, an individual
/// interview is held within a week of the information. Reads control information and follow-ups.
pub fn interview_after_control(life: &mut Life<'_>, help: &[Period]) {
    let file = life.file;
    if file.control_informations.is_empty() {
        return;
    }
    let weeks = life.edition.figures.control_interview_weeks;
    let interviews = interviews(file);
    let mut last = None;
    for information in &file.control_informations {
        let Some(holds) = period_of(help, information.on) else { continue };
        if !CONTROL_INTERVIEW.provision.is_in_force(information.on) {
            continue;
        }
        let held = interviews.get(interviews.partition_point(|(on, _)| *on < information.on)).copied();
        let due = Due::within_weeks(information.on, weeks);
        let ended = holds.to().map(|to| (to, HELP_ENDED));
        life.duty(Duty::new(&CONTROL_INTERVIEW, information.on, information.fact, due).done(held).ended(ended));
        if let Some(interview) = held.filter(|interview| last != Some(*interview)) {
            offer_after_interview(life, interview);
            last = Some(interview);
        }
    }
}

/// § 25 a, stk. 6: within two weeks of that interview, somebody with a right to benefit is given an offer of the programme, or
/// ordered to take part in activities offered before. Reads offers, referrals to Danish education and orders. The right may be
/// found within the two weeks.
pub fn offer_after_interview(life: &mut Life<'_>, (held, interview): (Date, FactRef)) {
    let file = life.file;
    let due = Due::within_weeks(held, life.edition.figures.offer_after_control_weeks);
    let Some((from, until)) = first_day_of_right(&life.spine, held, due.on) else { return };
    if !CONTROL_OFFER.provision.is_in_force(held) {
        return;
    }
    let done = [
        first_from(&file.offers, held).map(|offer| (offer.on, offer.fact)),
        first_from(&file.danish_referrals, held).map(|referral| (referral.on, referral.fact)),
        first_from(&file.participation_orders, held).map(|order| (order.on, order.fact)),
    ];
    let ended = until.map(|to| (to, HELP_ENDED));
    life.duty(Duty::new(&CONTROL_OFFER, from, interview, due).done(done.into_iter().flatten().min()).ended(ended));
}

/// The first day from one day to another on which there is a right to benefit, and the day it ends.
fn first_day_of_right(spine: &Spine, from: Date, to: Option<Date>) -> Option<(Date, Option<Date>)> {
    let right: &Changes<_> = &spine.benefit_right;
    let start = right.since(from).unwrap_or(from);
    let held = right.periods().skip_while(|(period, _)| period.from() < start);
    let mut held = held.filter(|(_, right)| right.answer.is_yes()).map(|(period, _)| period);
    let period = held.find(|period| period.to().is_none_or(|end| from < end))?;
    let day = period.from().max(from);
    to.is_none_or(|to| day <= to).then_some((day, period.to()))
}

/// Draws §§ 25 a, 25 c and 25 d over the person's life.
pub fn draw(life: &mut Life<'_>) {
    custody::draw(life);
    left_education::draw(life);
    let help = days_of_help(&life.spine);
    referral_course::draw(life, &help);
    if help.is_empty() {
        return;
    }
    assess(life, &help);
    registration::draw(life, &help);
    interview_after_control(life, &help);
}
