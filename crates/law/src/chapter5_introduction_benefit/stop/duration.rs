//! § 31, stk. 3 and stk. 4, 2. pkt.: a stop lasts as long as its ground, and the municipality looks at that at the end of every
//! month.

use jiff::civil::Date;
use vocabulary::Period;

use crate::act::Provision;
use crate::answer::{Answer, Bearer, Finding};
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::chapter5_introduction_benefit::ground::{Ground, Lowering, grounds_of, rests_on};
use crate::cite;
use crate::decision::DecisionRecord;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{DecisionKind, Month, first_from};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::FactRef;
use crate::words::Words;

/// Whether a stop that was decided lasts.
pub static LASTS: Question =
    Question { key: "stop.lasts", words: Words::new("Varer ophøret ved?", "Does the stop go on?") };

const REVIEW_WORDS: Words =
    Words::new("vurder, om grunden til ophøret stadig er der", "assess whether the ground for the stop is still there");

pub(crate) static REVIEW: DutyKind = DutyKind {
    key: "stop.review",
    provision: cite!("§ 31, stk. 3, 2. pkt."),
    bearer: Bearer::Municipality,
    words: REVIEW_WORDS,
    when_late: None,
};
pub(crate) static REVIEW_EDUCATION: DutyKind = DutyKind {
    key: "stop.review_education",
    provision: cite!("§ 31, stk. 4, 2. pkt."),
    bearer: Bearer::Municipality,
    words: REVIEW_WORDS,
    when_late: None,
};

const STOP_OVER: Words = Words::new("ophøret varer ikke længere", "the stop has ended");

/// A stop in effect.
struct Stop {
    decision: FactRef,
    /// The first day on which it has effect: never before it was announced.
    from: Date,
    /// The day on which it ends.
    to: Option<Date>,
    /// Whether it rests on an order to take an education.
    education: bool,
}

/// § 31, stk. 3, 1. pkt.: the day on which a stop ends: each ground it rests on is over or was judged away, a review found that
/// the ground is gone, it was revoked, or the introduction period is over. It begins when it was announced, or on the later day
/// it names.
fn stop_of(
    file: &PersonFile<'_>,
    spine: &Spine,
    reviews_gone: &[(Date, FactRef)],
    record: &DecisionRecord,
) -> Option<Stop> {
    let days = record.days_of_effect().filter(|_| record.kind == DecisionKind::BenefitStop)?;
    let from = days.from().max(record.effect_from.unwrap_or(days.from()));
    let grounds: Vec<&Ground> = rests_on(file, record)
        .filter_map(|fact| grounds_of(&spine.grounds, fact, DecisionKind::BenefitStop).first())
        .collect();
    let ends = grounds.iter().map(|ground| end_of_ground(ground, from));
    let over = ends.reduce(|one, other| Some(one?.max(other?))).flatten();
    let gone = reviews_gone.get(reviews_gone.partition_point(|(on, _)| *on < from)).map(|(on, _)| *on);
    let period_over = spine.introduction_period.and_then(Period::to);
    let to = [over, gone, days.to(), period_over].into_iter().flatten().min();
    let of_education =
        |ground: &&Ground| ground.found.periods().any(|(_, found)| found.provision == cite!("§ 31, stk. 4, 1. pkt."));
    Some(Stop { decision: record.draft, from, to, education: grounds.iter().any(of_education) })
}

/// The day on which a ground is no longer there: it is over, or it was judged after the stop began that it calls for none.
fn end_of_ground(ground: &Ground, stopped: Date) -> Option<Date> {
    let judged = ground.found.periods().filter(|(_, found)| found.answer.is_no()).map(|(period, _)| period.from());
    [ground.over, judged.filter(|day| *day >= stopped).min()].into_iter().flatten().min()
}

fn conclude_lasts(life: &mut Life<'_>, stop: &Stop) {
    let provision: Provision =
        if stop.education { cite!("§ 31, stk. 4, 2. pkt.") } else { cite!("§ 31, stk. 3, 1. pkt.") };
    let to = stop.to.map(|to| to.max(stop.from));
    for (holds, answer) in [(Some(until_or_open(stop.from, to)), Answer::Yes), (to.map(Period::since), Answer::No)] {
        let Some(holds) = holds else { continue };
        life.conclude(&LASTS, Some(stop.decision), holds, |why| {
            why.answer(cite!("§ 31, stk. 3, 1. pkt."), answer, stop.decision);
            (Finding::noted(answer, provision, stop.decision, why), Value::None)
        });
    }
}

/// § 31, stk. 3, 2. pkt. and stk. 4, 2. pkt.: at the end of every month while the benefit is stopped, the municipality assesses
/// whether the ground is still there; one duty a month, up to the horizon.
pub fn review_every_month(life: &mut Life<'_>, decision: FactRef, days: Period, education: bool) {
    let kind = if education { &REVIEW_EDUCATION } else { &REVIEW };
    let mut month = Month::of(days.from());
    let ended = days.to().map(|to| (to, STOP_OVER));
    while month.first() <= life.horizon && days.to().is_none_or(|to| month.first() < to) {
        let from = month.first().max(days.from());
        let review = first_from(&life.file.stop_reviews, from).map(|review| (review.on, review.fact));
        life.duty(Duty::new(kind, from, decision, Due::at_end_of_month(from)).done(review).ended(ended));
        month = month.next();
    }
}

/// Draws § 31, stk. 3 for each stop that was decided. Builds on the grounds found before.
pub(super) fn draw(life: &mut Life<'_>) {
    let file = life.file;
    life.spine.grounds.sort_unstable_by_key(|ground| (ground.fact, ground.calls_for));
    let gone = file.stop_reviews.iter().filter(|review| !review.ground_remains);
    let gone: Vec<(Date, FactRef)> = gone.map(|review| (review.on, review.fact)).collect();
    let spine = &life.spine;
    let stops: Vec<Stop> = spine.decisions.iter().filter_map(|record| stop_of(file, spine, &gone, record)).collect();
    for stop in stops {
        conclude_lasts(life, &stop);
        let days = until_or_open(stop.from, stop.to);
        review_every_month(life, stop.decision, days, stop.education);
        life.spine.lowerings.push(Lowering { decision: stop.decision, days, a_month: None });
    }
}
