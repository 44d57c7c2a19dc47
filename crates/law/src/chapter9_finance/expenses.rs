//! § 45, stk. 1–3, and § 45 a: who bears the expenses for a person, and the State's refund of half of benefit and special help.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use crate::answer::{Answer, Finding};
use crate::calendar;
use crate::changes::Changes;
use crate::cite;
use crate::duty::Duty;
use crate::edition::Edition;
use crate::facts::{Month, SupportForm};
use crate::life::{Life, Question, Value};
use crate::spine::Responsible;
use crate::why::{Evidence, FactRef, Said, Why};
use crate::words::Words;

/// Which municipality bears the expenses.
pub static BEARER: Question = Question {
    key: "finance.bearer",
    words: Words::new("Hvilken kommune afholder udgifterne?", "Which municipality bears the expenses?"),
};
/// Whether the State refunds a share of benefit.
pub static OF_BENEFIT: Question = Question {
    key: "refund.benefit",
    words: Words::new(
        "Refunderer staten en del af introduktionsydelsen?",
        "Does the State refund a part of the introduction benefit?",
    ),
};
/// How much of a payment the State refunds.
pub static OF_PAYMENT: Question = Question {
    key: "refund.payment",
    words: Words::new("Hvor meget af udbetalingen refunderes?", "How much of the payment is refunded?"),
};
/// Whether the State refunds a share of special help and aids.
pub static OF_SPECIAL_HELP: Question = Question {
    key: "refund.special_help",
    words: Words::new(
        "Refunderer staten en del af hjælp i særlige tilfælde og hjælpemidler?",
        "Does the State refund a part of help in special cases and of aids?",
    ),
};

static PERCENT: Words = Words::new("pct.", "%");

/// § 45, stk. 1: who bears the expenses: the municipality that is responsible (1. pkt.), after a move the one moved to (2. pkt.). A stay
/// elsewhere that moves no responsibility, as one for an offer or in prison (§ 4), moves no expense.
pub fn bearer(responsible: &Responsible, why: &mut Why) -> (Finding, Value) {
    let moved = responsible.finding.provision == cite!("§ 4, stk. 4, 2. pkt.");
    let provision = if moved { cite!("§ 45, stk. 1, 2. pkt.") } else { cite!("§ 45, stk. 1, 1. pkt.") };
    why.answer(cite!("§ 45, stk. 1, 1. pkt."), Answer::of(!moved), responsible.because);
    why.answer(cite!("§ 45, stk. 1, 2. pkt."), Answer::of(moved), responsible.because);
    let finding = Finding { provision, ..responsible.finding.clone() };
    if let Some(municipality) = responsible.municipality {
        why.says(provision, Said::Municipality(municipality), responsible.because);
        return (finding, Value::Municipality(municipality));
    }
    why.answer(provision, finding.answer, responsible.because);
    (finding, Value::None)
}

/// A time without refund: its first day, and the facts that made something due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithoutRefund {
    /// The first day on which what was due was late.
    pub since: Date,
    /// Why it was due.
    pub because: Evidence,
}

/// § 45 a, 2. pkt.: the days without refund of benefit: while an assessment, a plan or a follow-up for somebody sick is late, from the day
/// after the last day in time until the day it was made or fell away. Reads the duties whose lateness has that consequence.
pub fn days_without_refund(duties: &[Duty]) -> Changes<Option<WithoutRefund>> {
    let mut turns: Vec<(Date, bool, usize)> = Vec::new();
    let mut late: Vec<WithoutRefund> = Vec::new();
    for duty in duties.iter().filter(|duty| duty.kind.when_late.is_some_and(|then| cite!("§ 45 a").covers(then))) {
        let Some(due) = duty.due.on else { continue };
        let since = calendar::days_after(due, 1);
        let ends = [duty.done.map(|(day, _)| day), duty.ended.map(|(day, _)| day)].into_iter().flatten().min();
        if ends.is_none_or(|end| since < end) {
            turns.push((since, true, late.len()));
            turns.extend(ends.map(|end| (end, false, late.len())));
            late.push(WithoutRefund { since, because: duty.because });
        }
    }
    turns.sort_unstable();
    let mut running: BTreeSet<(Date, usize)> = BTreeSet::new();
    let mut changes = Changes::default();
    for (day, begins, place) in turns {
        let key = (late[place].since, place);
        if begins {
            running.insert(key);
        } else {
            running.remove(&key);
        }
        changes.set(day, running.first().map(|(_, place)| late[*place]));
    }
    changes
}

/// § 45 a, 1. pkt.: the exception for benefit to somebody sick for whom an assessment, a plan or a follow-up under § 20 a is late on the day.
pub fn is_without_refund(late: &Changes<Option<WithoutRefund>>, on: Date, why: &mut Why) -> Finding {
    let held = late.on(on).copied().flatten();
    let because = held.map_or(Evidence::default(), |held| held.because);
    if let Some(held) = held {
        why.says(cite!("§ 45 a, 2. pkt."), Said::Day(held.since), because);
    }
    Finding::noted(Answer::of(held.is_some()), cite!("§ 45 a, 1. pkt."), because, why)
}

/// § 45, stk. 2: the State refunds half of introduction benefit, employment supplement, and special benefits and support (§ 27, stk. 3–4),
/// unless [`is_without_refund`].
pub fn refund_of_benefit(
    edition: &Edition,
    late: &Changes<Option<WithoutRefund>>,
    on: Date,
    why: &mut Why,
) -> (Finding, Value) {
    let provision = cite!("§ 45, stk. 2");
    let percent = i32::from(edition.figures.refund_percent);
    why.says(provision, Said::Count(percent, PERCENT), ());
    let finding = Finding::of(Answer::Yes, provision).unless(&is_without_refund(late, on, why));
    let share = if finding.answer.is_yes() { Value::Count(percent, PERCENT) } else { Value::None };
    (finding, share)
}

/// § 45, stk. 2 with § 45 a: what the State refunds of a month's benefit: half, less the part of the month's days without refund.
/// Benefit is paid by the month, and § 45 a counts time: each day of the month carries an equal part.
pub fn refund_of_payment(
    edition: &Edition,
    late: &Changes<Option<WithoutRefund>>,
    (month, amount): (Month, Kroner),
    payment: FactRef,
    why: &mut Why,
) -> (Finding, Value) {
    let provision = cite!("§ 45, stk. 2");
    let without = days_in(late, month);
    let percent = i64::from(edition.figures.refund_percent);
    let refunded = i64::from(month.days() - without);
    let refund = amount.share(percent * refunded, 100 * i64::from(month.days()));
    let days = Words::new("dage i måneden uden refusion", "days of the month without refund");
    why.answer(cite!("§ 45 a, 1. pkt."), Answer::of(without > 0), payment);
    why.says(cite!("§ 45 a, 2. pkt."), Said::Count(without, days), payment);
    why.amount(provision, refund, None, payment);
    let finding = if refunded > 0 {
        Finding::of(Answer::Yes, provision)
    } else {
        Finding::of(Answer::No, cite!("§ 45 a, 1. pkt."))
    };
    (finding, Value::Amount(refund))
}

/// The days of a month without refund.
fn days_in(late: &Changes<Option<WithoutRefund>>, month: Month) -> i32 {
    let (first, after) = (month.first(), month.next().first());
    let mut days = 0;
    let mut from = first;
    for day in late.days_between(first, after).chain([after]) {
        if late.on(from).copied().flatten().is_some() {
            days += calendar::days_between(from, day);
        }
        from = day;
    }
    days
}

/// § 45, stk. 3: the State refunds half of help in special cases (chapter 6) and of tools and small changes to the workplace (§ 24 a, stk. 3).
/// § 45 a does not touch it.
pub fn refund_of_special_help(edition: &Edition, help: FactRef, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 45, stk. 3");
    let percent = i32::from(edition.figures.refund_percent);
    why.says(provision, Said::Count(percent, PERCENT), help);
    (Finding::of(Answer::Yes, provision), Value::Count(percent, PERCENT))
}

/// Draws § 45, stk. 1–3 and § 45 a: who bears the expenses from the takeover on; the refund of benefit from the application on; of a
/// payment when its month is over; and of special help from the first application on.
pub fn draw(life: &mut Life<'_>, introduction: Period) {
    draw_bearer(life);
    let (file, edition) = (life.file, life.edition);
    let late = days_without_refund(life.duties());
    let since = |first: Date| {
        let from = first.max(introduction.from()).max(cite!("§ 45, stk. 2").in_force().from());
        Period::new(from, introduction.to()).ok()
    };
    if let Some(over) = file.benefit_applications.first().and_then(|application| since(application.on)) {
        let days = late.days_between(over.from(), Date::MAX).collect();
        life.conclude_by_day(&OF_BENEFIT, None, over, days, |on, why| refund_of_benefit(edition, &late, on, why));
    }
    let paid = file.benefit_payments.iter().map(|paid| (paid.fact, paid.on, paid.month, paid.amount));
    let advance = file.advance_payments.iter().map(|paid| (paid.fact, paid.on, paid.month, paid.amount));
    for (fact, on, month, amount) in paid.chain(advance) {
        let from = on.max(month.next().first()).max(introduction.from());
        if cite!("§ 45, stk. 2").is_in_force(month.first()) && from <= life.horizon {
            life.conclude(&OF_PAYMENT, Some(fact), Period::since(from), |why| {
                refund_of_payment(edition, &late, (month, amount), fact, why)
            });
        }
    }
    let help = file.help_applications.first().map(|help| (help.on, help.fact));
    let aids = file.employment_supports.iter().find(|support| support.form == SupportForm::Aids);
    let first = [help, aids.map(|support| (support.on, support.fact))].into_iter().flatten().min();
    if let Some((help, over)) = first.and_then(|(on, fact)| Some((fact, since(on)?))) {
        life.conclude_by_day(&OF_SPECIAL_HELP, None, over, Vec::new(), |_, why| {
            refund_of_special_help(edition, help, why)
        });
    }
}

/// Draws § 45, stk. 1: as responsibility moves, so do the expenses.
fn draw_bearer(life: &mut Life<'_>) {
    let in_force = cite!("§ 45, stk. 1").in_force();
    let periods: Vec<(Period, Responsible)> = life
        .spine
        .responsible
        .periods()
        .filter_map(|(period, held)| Some((period.intersection(in_force)?, held.clone())))
        .collect();
    for (holds, responsible) in periods {
        life.conclude(&BEARER, None, holds, |why| bearer(&responsible, why));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::answer::Bearer;
    use crate::duty::{Due, DutyKind};
    use crate::edition::LBK_1593_2007;

    static ASSESS: DutyKind = DutyKind {
        key: "a_duty_of_the_test",
        provision: cite!("§ 20 a, stk. 2, 1. pkt."),
        bearer: Bearer::Municipality,
        words: Words::new("vurder behovet for en plan", "assess the need for a plan"),
        when_late: Some(cite!("§ 45 a")),
    };
    static OTHER: DutyKind = DutyKind { when_late: None, ..ASSESS };

    fn duty(kind: &'static DutyKind, due: Date) -> Duty {
        Duty::new(kind, due, (), Due::at_once(due))
    }

    fn done(duty: Duty, on: Date) -> Duty {
        duty.done(Some((on, FactRef::new(0))))
    }

    fn answer(duties: &[Duty], on: Date) -> Finding {
        refund_of_benefit(&LBK_1593_2007, &days_without_refund(duties), on, &mut Why::silent()).0
    }

    #[test]
    fn from_the_first_day_late_until_it_is_done_there_is_no_refund() {
        let assessed = [done(duty(&ASSESS, date(2008, 5, 1)), date(2008, 5, 20))];
        assert_eq!(answer(&assessed, date(2008, 5, 1)), Finding::of(Answer::Yes, cite!("§ 45, stk. 2")));
        assert_eq!(answer(&assessed, date(2008, 5, 2)), Finding::of(Answer::No, cite!("§ 45 a, 1. pkt.")));
        assert!(answer(&assessed, date(2008, 5, 19)).answer.is_no());
        assert!(answer(&assessed, date(2008, 5, 20)).answer.is_yes());
    }

    #[test]
    fn what_is_done_in_time_or_has_no_such_consequence_costs_nothing() {
        let in_time = [done(duty(&ASSESS, date(2008, 5, 1)), date(2008, 5, 1))];
        let next_day = [done(duty(&ASSESS, date(2008, 5, 1)), date(2008, 5, 2))];
        let other = [duty(&OTHER, date(2008, 5, 1))];
        for duties in [&in_time, &next_day, &other] {
            assert!(answer(duties, date(2008, 5, 2)).answer.is_yes());
            assert!(days_without_refund(duties).is_empty());
        }
    }

    #[test]
    fn a_duty_that_falls_away_ends_the_time_without_refund() {
        let well = Words::new("rask", "well");
        let ended = [duty(&ASSESS, date(2008, 5, 1)).ended(Some((date(2008, 5, 10), well)))];
        assert!(answer(&ended, date(2008, 5, 9)).answer.is_no());
        assert!(answer(&ended, date(2008, 5, 10)).answer.is_yes());
    }

    #[test]
    fn two_that_are_late_at_a_time_end_with_the_later() {
        let both = [
            done(duty(&ASSESS, date(2008, 5, 1)), date(2008, 5, 20)),
            done(duty(&ASSESS, date(2008, 5, 10)), date(2008, 6, 1)),
        ];
        assert!(answer(&both, date(2008, 5, 25)).answer.is_no());
        assert!(answer(&both, date(2008, 6, 1)).answer.is_yes());
    }

    #[test]
    fn a_payment_is_refunded_for_the_days_with_refund() {
        let late = days_without_refund(&[done(duty(&ASSESS, date(2008, 5, 31)), date(2008, 6, 16))]);
        let refund = |month| {
            let paid = (Month::of(month), Kroner::whole(6000));
            refund_of_payment(&LBK_1593_2007, &late, paid, FactRef::new(0), &mut Why::silent())
        };
        assert_eq!(refund(date(2008, 5, 1)).1, Value::Amount(Kroner::whole(3000)));
        assert_eq!(refund(date(2008, 6, 1)).1, Value::Amount(Kroner::whole(1500)), "15 of 30 days");
        let never = days_without_refund(&[duty(&ASSESS, date(2008, 5, 31))]);
        let paid = (Month::of(date(2008, 6, 1)), Kroner::whole(6000));
        let none = refund_of_payment(&LBK_1593_2007, &never, paid, FactRef::new(0), &mut Why::silent());
        assert_eq!(none, (Finding::of(Answer::No, cite!("§ 45 a, 1. pkt.")), Value::Amount(Kroner::ZERO)));
    }
}
