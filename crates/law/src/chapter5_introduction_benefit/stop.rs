//! § 31: refusal of the programme, absence that equals it, education orders not followed: the benefit stops while the ground lasts.

pub mod duration;

use jiff::civil::Date;
use vocabulary::Period;

use super::ground::{Extent, Ground, Household, Judged, Member, duty_to_decide};
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement};
use crate::case::PersonFile;
use crate::changes::{Changes, periods_from};
use crate::cite;
use crate::duty::{Due, DutyKind};
use crate::facts::{AbsenceAsRefusal, Content, Dated, DecisionKind, FactKey, RefusalOf};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether a refusal, absences or an order not followed call for a stop.
pub static GROUND: Question = Question {
    key: "stop.ground",
    words: Words::new("Skal introduktionsydelsen ophøre?", "Is the introduction benefit to stop?"),
};
/// Whether absences have become so many that they equal a refusal.
pub static REPEATED: Question = Question {
    key: "stop.repeated_absence",
    words: Words::new(
        "Kan de gentagne udeblivelser ligestilles med en afvisning?",
        "Do the repeated absences equal a refusal?",
    ),
};

static EQUALS_REFUSAL: Judgement = Judgement {
    fact: "absence_as_refusal",
    by: Bearer::Municipality,
    words: Words::new(
        "har udeblivelserne et så betydeligt omfang, at fraværet kan ligestilles med en afvisning?",
        "are the absences so considerable that they equal a refusal?",
    ),
};

const STOP: Words = Words::new("bestem, at introduktionsydelsen ophører", "decide that the introduction benefit stops");

pub(crate) static DECIDE_REFUSAL: DutyKind = DutyKind {
    key: "stop.decide_refusal",
    provision: cite!("§ 31, stk. 1"),
    bearer: Bearer::Municipality,
    words: STOP,
    when_late: None,
};
pub(crate) static DECIDE_ABSENCE: DutyKind = DutyKind {
    key: "stop.decide_absence",
    provision: cite!("§ 31, stk. 2"),
    bearer: Bearer::Municipality,
    words: STOP,
    when_late: None,
};
pub(crate) static DECIDE_EDUCATION: DutyKind = DutyKind {
    key: "stop.decide_education",
    provision: cite!("§ 31, stk. 4, 1. pkt."),
    bearer: Bearer::Municipality,
    words: STOP,
    when_late: None,
};

/// Something that can call for a stop: a refusal, or an order that was not followed.
struct Conduct<'j> {
    fact: FactRef,
    on: Date,
    /// The provision that speaks of it.
    provision: Provision,
    /// The duty it calls for.
    decide: &'static DutyKind,
    /// From which day on the possibility does not exist any more or was taken up, and by which fact.
    over: Option<(Date, FactRef)>,
    /// Whether the foreigner, or the spouse whose conduct it is, has applied for help or receives it.
    has_help: bool,
    judged: &'j Judged,
}

/// § 31, stk. 1 and stk. 4, 1. pkt.: a refusal to take part in the programme, or an order under § 16 a or what follows from it
/// that was not followed, calls for a stop where there was no reasonable ground, as long as the possibility exists. The ground
/// is a judgement.
fn calls_for_stop(conduct: &Conduct<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = conduct.provision;
    let (lacks_ground, judgement) = conduct.judged.lacks_ground(on);
    let over = conduct.over.filter(|(day, _)| *day <= on);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(conduct.has_help), conduct.fact, why);
    all.require(provision, Answer::of(over.is_none()), [Some(conduct.fact), over.map(|(_, fact)| fact)], why);
    all.require(provision, lacks_ground, [Some(conduct.fact), judgement], why);
    all.finding()
}

/// The end of the possibility that a refusal, or an order not followed, was about: the first that points at it and comes after it.
fn end_of(file: &PersonFile<'_>, fact: FactRef) -> Option<(Date, FactRef)> {
    let ends = file.pointing_at(fact).filter(|(_, content)| matches!(content, Content::RefusalEnd(_)));
    let began = file.day(fact);
    ends.map(|(end, _)| (file.day(end), end)).filter(|(day, _)| *day >= began).min()
}

fn draw_conduct(life: &mut Life<'_>, conduct: &Conduct<'_>) {
    if !conduct.provision.is_in_force(conduct.on) {
        return;
    }
    let mut days: Vec<Date> = conduct.judged.days().collect();
    days.extend(conduct.over.map(|(day, _)| day));
    let mut found = Changes::default();
    for holds in periods_from(conduct.on, days) {
        life.conclude(&GROUND, Some(conduct.fact), holds, |why| {
            let finding = calls_for_stop(conduct, holds.from(), why);
            found.set(holds.from(), finding.clone());
            (finding, Value::None)
        });
    }
    let over = conduct.over.map(|(day, _)| day);
    push_ground(life, conduct.fact, found, over, conduct.decide);
}

fn push_ground(
    life: &mut Life<'_>,
    fact: FactRef,
    found: Changes<Finding>,
    over: Option<Date>,
    decide: &'static DutyKind,
) {
    let calls_for = DecisionKind::BenefitStop;
    let ground = Ground { fact, calls_for, found, last_day: None, over, extent: Extent::Whole };
    let decided = ground.decided(life.file, &life.spine.decisions);
    let first = ground.periods().next();
    if let Some(first) = first {
        duty_to_decide(life, decide, &ground, Due::as_soon_as_possible(first.from()), decided);
    }
    life.spine.grounds.push(ground);
}

/// § 31, stk. 1: refusals of parts of the programme; and stk. 4, 1. pkt.: refusals to follow an order.
fn draw_refusals(life: &mut Life<'_>, member: Member<'_, '_>, help: &[Period]) {
    for refusal in member.file.refusals.iter().filter(|refusal| member.counts(refusal.on)) {
        let (provision, decide) = match refusal.of {
            RefusalOf::Programme => (cite!("§ 31, stk. 1"), &DECIDE_REFUSAL),
            RefusalOf::EducationOrder => (cite!("§ 31, stk. 4, 1. pkt."), &DECIDE_EDUCATION),
            RefusalOf::ReferredJob => continue,
        };
        let judged = Judged::reasonable(member.file, refusal.fact);
        let conduct = Conduct {
            fact: refusal.fact,
            on: refusal.on,
            provision,
            decide,
            over: end_of(member.file, refusal.fact),
            has_help: member.has_help(help, refusal.on),
            judged: &judged,
        };
        draw_conduct(life, &conduct);
    }
}

/// The days on which orders were followed after all, by order.
fn orders_followed(file: &PersonFile<'_>) -> Vec<(FactRef, Date, FactRef)> {
    let followed = file.education_order_outcomes.iter().filter(|outcome| outcome.followed);
    let mut days: Vec<(FactRef, Date, FactRef)> =
        followed.filter_map(|outcome| Some((outcome.order.fact()?, outcome.on, outcome.fact))).collect();
    days.sort_unstable();
    days
}

/// § 31, stk. 4, 1. pkt.: orders under § 16 a that were not followed. Following one later ends it.
fn draw_orders(life: &mut Life<'_>, member: Member<'_, '_>, help: &[Period]) {
    if member.file.education_order_outcomes.is_empty() {
        return;
    }
    let followed = orders_followed(member.file);
    for outcome in &member.file.education_order_outcomes {
        let Some(order) = outcome.order.fact().filter(|_| !outcome.followed && member.counts(outcome.on)) else {
            continue;
        };
        let after = followed.partition_point(|(of, on, _)| (*of, *on) < (order, outcome.on));
        let later = followed.get(after).filter(|(of, ..)| *of == order).map(|(_, on, fact)| (*on, *fact));
        let judged = Judged::reasonable(member.file, outcome.fact);
        let conduct = Conduct {
            fact: outcome.fact,
            on: outcome.on,
            provision: cite!("§ 31, stk. 4, 1. pkt."),
            decide: &DECIDE_EDUCATION,
            over: [later, end_of(member.file, outcome.fact)].into_iter().flatten().min(),
            has_help: member.has_help(help, outcome.on),
            judged: &judged,
        };
        draw_conduct(life, &conduct);
    }
}

/// § 31, stk. 2: absences that were judged to equal a refusal call for a stop where there are several and none had reasonable
/// ground. Whether they are so considerable is the judgement itself.
pub fn absences_call_for_stop(
    judgement: &Dated<'_, AbsenceAsRefusal>,
    absences: &[(FactRef, Judged)],
    has_help: bool,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 31, stk. 2");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(has_help), judgement.fact, why);
    all.require(provision, Answer::of(absences.len() > 1), judgement.fact, why);
    for (absence, judged) in absences {
        let (lacks_ground, ground) = judged.lacks_ground(on);
        all.require(provision, lacks_ground, [Some(*absence), ground], why);
    }
    all.require(provision, Answer::of(judgement.equals_refusal), judgement.fact, why);
    all.finding()
}

/// § 31, stk. 2: judgements that absences equal a refusal.
fn draw_absences(life: &mut Life<'_>, member: Member<'_, '_>, help: &[Period]) {
    for judgement in member.file.absences_as_refusal.iter().filter(|judgement| member.counts(judgement.on)) {
        if !cite!("§ 31, stk. 2").is_in_force(judgement.on) {
            continue;
        }
        let mut named: Vec<FactRef> = judgement.absences.iter().filter_map(FactKey::fact).collect();
        named.sort_unstable();
        named.dedup();
        let absences: Vec<(FactRef, Judged)> =
            named.into_iter().map(|fact| (fact, Judged::reasonable(member.file, fact))).collect();
        let has_help = member.has_help(help, judgement.on);
        let mut found = Changes::default();
        let days = absences.iter().flat_map(|(_, judged)| judged.days()).collect();
        for holds in periods_from(judgement.on, days) {
            life.conclude(&GROUND, Some(judgement.fact), holds, |why| {
                let finding = absences_call_for_stop(judgement, &absences, has_help, holds.from(), why);
                found.set(holds.from(), finding.clone());
                (finding, Value::None)
            });
        }
        push_ground(life, judgement.fact, found, None, &DECIDE_ABSENCE);
    }
}

/// § 31, stk. 2: once two absences of one person from the programme were without reasonable ground, somebody has to judge
/// whether they equal a refusal; and again when another comes after a judgement. Builds on the grounds of § 30.
fn ask_for_judgement(life: &mut Life<'_>, household: &Household<'_>) {
    let grounds = &life.spine.grounds;
    let members = household.members(life.file).filter(|_| !grounds.is_empty());
    let asked: Vec<(Period, i32)> = members.flat_map(|member| periods_to_judge(grounds, member)).collect();
    for (holds, count) in asked {
        life.conclude(&REPEATED, None, holds, |why| {
            let finding = Finding::noted(Answer::ForJudgement(&EQUALS_REFUSAL), cite!("§ 31, stk. 2"), (), why);
            (finding, Value::Count(count, Words::new("udeblivelser uden rimelig grund", "absences without ground")))
        });
    }
}

/// The periods in which one person's absences without reasonable ground wait for a judgement, with how many they are.
fn periods_to_judge(grounds: &[Ground], member: Member<'_, '_>) -> Vec<(Period, i32)> {
    let of_member = |ground: &&Ground| {
        let person = member.file.case.fact(ground.fact).person;
        ground.calls_for == DecisionKind::BenefitReduction && person == member.file.person
    };
    let mut changes: Vec<(Date, i32)> = Vec::new();
    for period in grounds.iter().filter(of_member).flat_map(Ground::periods) {
        changes.push((period.from(), 1));
        changes.extend(period.to().map(|to| (to, -1)));
    }
    changes.extend(member.file.absences_as_refusal.iter().map(|judgement| (judgement.on, 0)));
    // A judgement of the same day covers the absences of that day, so it comes after them.
    changes.sort_unstable_by_key(|(day, change)| (*day, *change == 0));
    let (mut count, mut since_judgement) = (0, false);
    let mut asked: Changes<Option<i32>> = Changes::default();
    for (day, change) in changes {
        count += change;
        since_judgement = change > 0 || (since_judgement && change != 0);
        asked.set(day, (since_judgement && count > 1).then_some(count));
    }
    asked.periods().filter_map(|(period, count)| Some((period, (*count)?))).collect()
}

/// § 31: everything that calls for a stop, and how long the stops decided on last.
pub(super) fn draw(life: &mut Life<'_>, household: &Household<'_>, help: &[Period]) {
    let file = life.file;
    ask_for_judgement(life, household);
    for member in household.members(file) {
        draw_refusals(life, member, help);
        draw_absences(life, member, help);
        draw_orders(life, member, help);
    }
    duration::draw(life);
}
