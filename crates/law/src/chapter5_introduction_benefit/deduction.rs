//! § 30 a: deduction by days: for missed interviews, and for missing registration, confirmation or CV.

use jiff::civil::Date;
use vocabulary::Period;

use super::availability::registration::{ENTER_CV, REGISTER};
use super::ground::{Extent, Ground, Household, Judged, conclude_in_time, duty_to_decide};
use super::right::has_problems_beyond_unemployment;
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{Changes, period_of, periods_from, until_or_open};
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Absence, AbsenceFrom, Content, Dated, DecisionKind, JobDeregistration, first_from};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether an absence or an omission calls for a deduction, and for which days.
pub static GROUND: Question = Question {
    key: "deduction.ground",
    words: Words::new("Skal der foretages fradrag i ydelsen?", "Is a deduction to be made from the benefit?"),
};
/// Whether a deduction can still be made.
pub static IN_TIME: Question = Question {
    key: "deduction.in_time",
    words: Words::new("Kan der stadig foretages fradrag?", "Can a deduction still be made?"),
};

pub(crate) static DECIDE: DutyKind = DutyKind {
    key: "deduction.decide",
    provision: cite!("§ 30 a, stk. 4"),
    bearer: Bearer::Municipality,
    words: Words::new("foretag fradrag i introduktionsydelsen", "make the deduction from the introduction benefit"),
    when_late: None,
};

static OWN_CIRCUMSTANCES: Judgement = Judgement {
    fact: "own_circumstances",
    by: Bearer::Municipality,
    words: Words::new(
        "skyldes den manglende registrering, bekræftelse eller cv udlændingens egne forhold?",
        "is the missing registration, confirmation or CV due to the foreigner's own circumstances?",
    ),
};
static CONFIRM_BY: MissingFact = MissingFact {
    fact: "job_deregistration.confirm_by",
    words: Words::new(
        "jobcentrets frist for at bekræfte registreringen",
        "the jobcentre's deadline for confirming the registration",
    ),
};
static CONFIRMATION: MissingFact = MissingFact {
    fact: "job_confirmation",
    words: Words::new(
        "om registreringen bekræftes inden jobcentrets frist",
        "whether the registration is confirmed by the jobcentre's deadline",
    ),
};

/// Whether an absence is from an interview of § 30 a, stk. 1: a job or CV interview, or an assessment of availability.
pub fn is_from_an_interview(from: AbsenceFrom) -> bool {
    matches!(from, AbsenceFrom::JobInterview | AbsenceFrom::CvInterview | AbsenceFrom::AvailabilityAssessment)
}

/// § 30 a, stk. 1, 1. pkt.: an absence from a job or CV interview or an assessment of availability calls for a deduction where the
/// foreigner or the spouse who was absent receives benefit, and had no reasonable ground. The ground is a judgement.
pub fn calls_for_deduction(
    absence: &Dated<'_, Absence>,
    judged: &Judged,
    has_help: bool,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 30 a, stk. 1, 1. pkt.");
    let (lacks_ground, judgement) = judged.lacks_ground(on);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(is_from_an_interview(absence.from)), absence.fact, why);
    all.require(provision, Answer::of(has_help), absence.fact, why);
    all.require(provision, lacks_ground, [Some(absence.fact), judgement], why);
    all.finding()
}

/// § 30 a, stk. 1, 2. pkt. and stk. 2, 2. pkt.: the days of a deduction, as known by `on`: from the day of the missed
/// interview, or the first day without registration, confirmation or CV, until contact is restored or the omission put right;
/// that day not included.
pub fn days(provision: Provision, from: Date, over: Option<Date>, on: Date, about: FactRef, why: &mut Why) -> Period {
    let days = until_or_open(from, over.filter(|over| *over <= on));
    why.says(provision, Said::Period(days), about);
    days
}

/// A missing registration, confirmation or CV.
struct Omission<'j> {
    /// What it began with.
    fact: FactRef,
    /// The first day of it.
    from: Date,
    /// The day it was put right.
    over: Option<Date>,
    /// Whether it is due to the person's own circumstances, where the fact itself says so.
    own: Option<bool>,
    /// The judgements of that.
    judged: &'j Judged,
}

/// § 30 a, stk. 2, 1. pkt.: a missing registration, confirmation or CV calls for a deduction where somebody without problems beyond
/// unemployment receives benefit, unless it is not due to their own circumstances. Both are the municipality's judgements.
fn calls_for_deduction_for_omission(
    file: &PersonFile<'_>,
    omission: &Omission<'_>,
    has_help: bool,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 30 a, stk. 2, 1. pkt.");
    let assessed = has_problems_beyond_unemployment(file, omission.from);
    let problems = if assessed.is_open() { has_problems_beyond_unemployment(file, on) } else { assessed };
    let judged = omission.judged.on(on);
    let own = Answer::judged(judged.map(|(_, own)| own).or(omission.own), &OWN_CIRCUMSTANCES);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(has_help), omission.fact, why);
    all.require(provision, problems.negated(), (), why);
    all.require(provision, own, [Some(omission.fact), judged.map(|(fact, _)| fact)], why);
    all.finding()
}

/// § 30 a, stk. 3: the exception for the first and second missed confirmation within twelve months, where the person confirms
/// by the deadline the jobcentre sets. While that deadline runs it cannot be told. Reads the removal from the register and the
/// confirmation.
pub fn is_forgiven(
    removal: &Dated<'_, JobDeregistration>,
    time: usize,
    confirmed: Option<Date>,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> Finding {
    let by = removal.confirm_by.map(calendar::next_working_day);
    let confirmed = confirmed.filter(|day| *day <= on);
    let answer = match (by, confirmed) {
        _ if time > usize::from(edition.figures.forgiven_confirmations) => Answer::No,
        (None, _) => Answer::Missing(&CONFIRM_BY),
        (Some(by), Some(confirmed)) => Answer::of(confirmed <= by),
        (Some(by), None) if by < on => Answer::No,
        (Some(_), None) => Answer::Missing(&CONFIRMATION),
    };
    Finding::noted(answer, cite!("§ 30 a, stk. 3"), removal.fact, why)
}

/// § 30 a, stk. 3: which missed confirmation within twelve months one is, counted back from it and no further than matters.
/// What was known by then not to be due to the person's own circumstances is not counted.
fn time_within_the_months(file: &PersonFile<'_>, place: usize, edition: &Edition) -> usize {
    let removals = &file.job_deregistrations;
    let Some(removal) = removals.get(place) else { return 1 };
    let within = |earlier: &Dated<'_, JobDeregistration>| {
        calendar::months_after(earlier.on, edition.figures.forgiven_within_months) > removal.on
    };
    let counts = |earlier: &&Dated<'_, JobDeregistration>| {
        let judged = Judged::own_circumstances(file, earlier.fact).on(removal.on).map(|(_, own)| own);
        judged.or(earlier.own_circumstances) != Some(false)
    };
    let most = usize::from(edition.figures.forgiven_confirmations);
    1 + removals[..place].iter().rev().take_while(|earlier| within(earlier)).filter(counts).take(most).count()
}

/// Draws a ground of § 30 a: from day to day whether it calls for a deduction and for which days, whether that is in time, and
/// the duty.
fn draw_ground(
    life: &mut Life<'_>,
    (fact, from, over): (FactRef, Date, Option<Date>),
    counting: Provision,
    mut changes: Vec<Date>,
    find: impl Fn(Date, &mut Why) -> Finding,
) {
    let months = life.edition.figures.reduction_months;
    changes.extend(over);
    let mut found = Changes::default();
    for holds in periods_from(from, changes) {
        life.conclude(&GROUND, Some(fact), holds, |why| {
            let finding = find(holds.from(), why);
            found.set(holds.from(), finding.clone());
            let days = days(counting, from, over, holds.from(), fact, why);
            (finding, Value::Period(days))
        });
    }
    let ground = Ground {
        fact,
        calls_for: DecisionKind::BenefitDeduction,
        found,
        last_day: Some(calendar::months_after(from, months)),
        over,
        extent: Extent::DaysFrom(from),
    };
    let decided = ground.decided(life.file, &life.spine.decisions);
    conclude_in_time(life, &IN_TIME, cite!("§ 30 a, stk. 4"), &ground, decided.map(|(day, _)| day));
    duty_to_decide(life, &DECIDE, &ground, Due::within_months(from, months), decided);
    life.spine.grounds.push(ground);
}

/// § 30 a, stk. 1: each missed interview of the foreigner and of the spouse.
fn draw_absences(life: &mut Life<'_>, household: &Household<'_>, help: &[Period]) {
    let file = life.file;
    for member in household.members(file) {
        for absence in &member.file.absences {
            let concerned = is_from_an_interview(absence.from) && member.counts(absence.on);
            if !concerned || !cite!("§ 30 a, stk. 1, 1. pkt.").is_in_force(absence.on) {
                continue;
            }
            let judged = Judged::reasonable(member.file, absence.fact);
            let has_help = member.has_help(help, absence.on);
            let restored = first_from(&member.file.contacts_restored, absence.on).map(|contact| contact.on);
            let about = (absence.fact, absence.on, restored);
            draw_ground(life, about, cite!("§ 30 a, stk. 1, 2. pkt."), judged.days().collect(), |on, why| {
                calls_for_deduction(absence, &judged, has_help, on, why)
            });
        }
    }
}

/// The day on which it was first assessed, after a day, whether the person has problems beyond unemployment.
fn assessed_after(file: &PersonFile<'_>, day: Date) -> Option<Date> {
    first_from(&file.problem_assessments, day).map(|held| held.on)
}

/// § 30 a, stk. 2: registrations and CVs that were not there when they were due. The days count from the day after the last in
/// time.
fn draw_missing_registration_and_cv(life: &mut Life<'_>, help: &[Period]) {
    let file = life.file;
    let is_concerned = |duty: &&Duty| *duty.kind == REGISTER || *duty.kind == ENTER_CV;
    let late = |duty: &Duty| {
        let from = calendar::days_after(duty.due.on?, 1).max(duty.triggered);
        let done = duty.done.map(|(day, _)| day).or(duty.ended.map(|(day, _)| day));
        let missing = done.is_none_or(|done| from < done) && from <= file.until;
        Some((duty.because.facts().next()?, from, done)).filter(|_| missing)
    };
    let mut omissions: Vec<(FactRef, Date, Option<Date>)> =
        life.duties().iter().filter(is_concerned).filter_map(late).collect();
    omissions.sort_unstable_by_key(|(_, from, _)| *from);
    let mut told: Vec<FactRef> = Vec::new();
    for (fact, from, over) in omissions {
        // Somebody who was taken off the register and has not registered anew is drawn as a missed confirmation.
        if matches!(file.case.fact(fact).content, Content::JobDeregistration(_)) {
            continue;
        }
        if !cite!("§ 30 a, stk. 2, 1. pkt.").is_in_force(from) {
            continue;
        }
        // Help for unemployment alone has begun again under the same registration: another omission of the same kind.
        if told.contains(&fact) {
            life.supersede(&GROUND, Some(fact), from);
            life.supersede(&IN_TIME, Some(fact), from);
        }
        told.push(fact);
        let judged = Judged::own_circumstances(file, fact);
        let omission = Omission { fact, from, over, own: None, judged: &judged };
        draw_omission(life, &omission, help, Vec::new(), |found, _, _| found);
    }
}

/// § 30 a, stk. 2–3: confirmations that were missed, so that the person was taken off the register.
fn draw_missed_confirmations(life: &mut Life<'_>, help: &[Period]) {
    let (file, edition) = (life.file, life.edition);
    for (place, removal) in file.job_deregistrations.iter().enumerate() {
        if !cite!("§ 30 a, stk. 2, 1. pkt.").is_in_force(removal.on) {
            continue;
        }
        let confirmed = first_from(&file.job_confirmations, removal.on).map(|held| held.on);
        let registered = first_from(&file.job_registrations, removal.on).map(|held| held.on);
        let over = [confirmed, registered].into_iter().flatten().min();
        let judged = Judged::own_circumstances(file, removal.fact);
        let time = time_within_the_months(file, place, edition);
        let deadline = removal.confirm_by.map(|by| calendar::days_after(calendar::next_working_day(by), 1));
        let omission =
            Omission { fact: removal.fact, from: removal.on, over, own: removal.own_circumstances, judged: &judged };
        draw_omission(life, &omission, help, deadline.into_iter().collect(), |found, on, why| {
            found.unless(&is_forgiven(removal, time, over, edition, on, why))
        });
    }
}

/// § 30 a, stk. 2: draws an omission: the rule, met by an exception where there is one.
fn draw_omission(
    life: &mut Life<'_>,
    omission: &Omission<'_>,
    help: &[Period],
    mut changes: Vec<Date>,
    except: impl Fn(Finding, Date, &mut Why) -> Finding,
) {
    let file = life.file;
    let has_help = period_of(help, omission.from).is_some();
    changes.extend(omission.judged.days());
    changes.extend(assessed_after(file, omission.from));
    let about = (omission.fact, omission.from, omission.over);
    draw_ground(life, about, cite!("§ 30 a, stk. 2, 2. pkt."), changes, |on, why| {
        except(calls_for_deduction_for_omission(file, omission, has_help, on, why), on, why)
    });
}

/// § 30 a: everything that calls for a deduction.
pub(super) fn draw(life: &mut Life<'_>, household: &Household<'_>, help: &[Period]) {
    draw_absences(life, household, help);
    draw_missing_registration_and_cv(life, help);
    draw_missed_confirmations(life, help);
}
