//! § 6: the national number (landstallet): how many refugees are expected to get a permit in a year.

use jiff::civil::Date;

use super::{YEAR_OVER, end_of};
use crate::answer::{Answer, Bearer, Finding, MissingFact};
use crate::changes::until_or_open;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Dated, NationalNumber, QuotaYear};
use crate::life::{Life, Question, Value};
use crate::why::Why;
use crate::words::Words;

/// Whether the national number in force has to be changed.
pub static MUST_CHANGE: Question = Question {
    key: "national_number.must_change",
    words: Words::new("Skal landstallet ændres?", "Must the national number be changed?"),
};
/// To announce next year's national number.
pub static ANNOUNCE: DutyKind = DutyKind {
    key: "national_number.announce",
    provision: cite!("§ 6, 1. pkt."),
    bearer: Bearer::ImmigrationService,
    words: Words::new("udsend meddelelse om næste års landstal", "announce next year's national number"),
    when_late: None,
};
/// To change a national number that the estimate is too far from.
pub static CHANGE: DutyKind = DutyKind {
    key: "national_number.change",
    provision: cite!("§ 6, 3. pkt."),
    bearer: Bearer::ImmigrationService,
    words: Words::new("ændr landstallet", "change the national number"),
    when_late: None,
};

static ESTIMATE: MissingFact = MissingFact {
    fact: "national_number.now_estimated",
    words: Words::new(
        "hvor mange flygtninge der nu skønnes at skulle boligplaceres i året",
        "how many refugees are now estimated to be placed in the year",
    ),
};
static REFUGEES: Words = Words::new("flygtninge efter det seneste skøn", "refugees by the latest estimate");
static NEAR_AGAIN: Words = Words::new(
    "skønnet afviger ikke længere mere end 50 pct. fra landstallet",
    "the estimate no longer differs by more than 50 per cent from the national number",
);

/// § 6, 1. pkt.: by when next year's national number is announced: on 1 April of the year before at the latest, that day included.
pub fn announcement(quota_year: &Dated<'_, QuotaYear>, edition: &Edition) -> Due {
    let last = edition.figures.national_number_by.of(quota_year.year.saturating_sub(1));
    Due::on_named_day(quota_year.on, last)
}

/// § 6, 3. pkt.: whether an estimate differs from a national number by more than 50 per cent of the number, up or down. At exactly
/// 50 per cent it does not.
pub fn differs_too_much(number: u32, estimate: u32, edition: &Edition) -> bool {
    let difference = u64::from(number.abs_diff(estimate));
    difference * 100 > u64::from(edition.figures.national_number_change_percent) * u64::from(number)
}

/// § 6, 3. pkt.: whether the number that is in force from a fact's day on has to be changed. Reads the number and Udlændingeservice's
/// estimate of the day; the estimate is Udlændingeservice's to make, and missing where it has not been made.
pub fn must_be_changed(number: &Dated<'_, NationalNumber>, edition: &Edition, why: &mut Why) -> Finding {
    let provision = cite!("§ 6, 3. pkt.");
    why.answer(cite!("§ 6, 2. pkt."), Answer::of(number.change), number.fact);
    let far = number.now_estimated.map(|estimate| differs_too_much(number.number, estimate, edition));
    Finding::noted(Answer::known(far, &ESTIMATE), provision, number.fact, why)
}

/// Draws § 6, 3. pkt. over what is known of one year's number.
pub(super) fn draw(life: &mut Life<'_>, numbers: &[Dated<'_, NationalNumber>]) {
    let edition = life.edition;
    let Some(over) = numbers.first().map(|number| end_of(number.year)) else { return };
    for (place, number) in numbers.iter().enumerate().take_while(|(_, number)| number.on < over) {
        if !cite!("§ 6, 3. pkt.").is_in_force(number.on) {
            continue;
        }
        let until = numbers.get(place + 1).map_or(over, |next| next.on.min(over));
        let holds = until_or_open(number.on, Some(until));
        life.conclude(&MUST_CHANGE, Some(number.fact), holds, |why| {
            let estimate = number.now_estimated.and_then(|estimate| i32::try_from(estimate).ok());
            let value = estimate.map_or(Value::None, |estimate| Value::Count(estimate, REFUGEES));
            (must_be_changed(number, edition, why), value)
        });
    }
    draw_changes(life, numbers, over);
}

/// The duty to change the number: it arises when an estimate is too far from the number in force, is done by a change that comes near
/// enough, and falls away when a later estimate does.
fn draw_changes(life: &mut Life<'_>, numbers: &[Dated<'_, NationalNumber>], over: Date) {
    let edition = life.edition;
    let mut in_force = None;
    let mut estimate = None;
    let mut pending: Option<Duty> = None;
    for number in numbers.iter().take_while(|number| number.on < over) {
        let before = in_force.filter(|_| number.change).unwrap_or(number.number);
        estimate = number.now_estimated.or(estimate);
        let far_from = |number: u32| estimate.is_some_and(|estimate| differs_too_much(number, estimate, edition));
        if pending.is_none() && number.now_estimated.is_some() && far_from(before) {
            let in_force = cite!("§ 6, 3. pkt.").is_in_force(number.on);
            let duty = Duty::new(&CHANGE, number.on, number.fact, Due::as_soon_as_possible(number.on));
            pending = in_force.then_some(duty);
        }
        if !far_from(number.number)
            && let Some(duty) = pending.take()
        {
            let changed = number.change.then_some((number.on, number.fact));
            life.duty(duty.done(changed).ended((!number.change).then_some((number.on, NEAR_AGAIN))));
        }
        in_force = Some(number.number);
    }
    if let Some(duty) = pending {
        life.duty(duty.ended(Some((over, YEAR_OVER))));
    }
}
