//! Which decisions on less benefit have effect, whether they agree with what the Act finds, and what a month's payment comes to.
//!
//! A finding lowers nothing. A decision that was made by the rules and announced does, until it is revoked, even where it does
//! not agree with the Act: that it does not is said, so that somebody corrects it.

pub mod agreement;

use jiff::civil::Date;
use vocabulary::{Kroner, Period};

use crate::answer::{Answer, Finding};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{periods_from, until_or_open};
use crate::cite;
use crate::decision::{DecisionRecord, Payment, Stage, provision_of, record_of};
use crate::facts::{DecisionKind, Month};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

/// Whether a decision on less benefit has effect.
pub static EFFECT: Question = Question {
    key: "decision.effect",
    words: Words::new("Har afgørelsen virkning?", "Does the decision have effect?"),
};
/// What is to be paid for a month.
pub static PAYABLE: Question = Question {
    key: "benefit.payable",
    words: Words::new("Hvad skal udbetales for måneden?", "What is to be paid for the month?"),
};
/// What keeps a decision from having effect, besides a step against the rules.
const NOT_ANNOUNCED: (&str, Words) = ("not_announced", Words::new("ikke meddelt endnu", "not announced yet"));
const REVOKED: (&str, Words) = ("revoked", Words::new("tilbagekaldt", "revoked"));

/// Whether a decision of the kind takes from the benefit under §§ 30–32.
fn takes_benefit(kind: DecisionKind) -> bool {
    matches!(
        kind,
        DecisionKind::BenefitReduction
            | DecisionKind::BenefitDeduction
            | DecisionKind::BenefitStop
            | DecisionKind::RepaymentDuty
            | DecisionKind::BenefitAfterMove
    )
}

/// Whether a decision has effect on the day: made after hearing the party, announced with reasons and guidance, not revoked. Names
/// what was done against the rules by then, so that it came no further.
pub fn has_effect(file: &PersonFile<'_>, record: &DecisionRecord, on: Date, why: &mut Why) -> (Finding, Value) {
    let provision = provision_of(record.kind);
    let in_effect = record.in_effect(on).is_some();
    let revoked = record.revoked.is_some_and(|day| day <= on);
    let by_then = record.faults.iter().filter(|(fact, _)| file.day(*fact) <= on);
    let mut names: Vec<(&'static str, Words)> = by_then.map(|(_, fault)| (fault.name(), fault.words())).collect();
    if in_effect {
        names.clear();
    } else if revoked {
        names.push(REVOKED);
    } else if names.is_empty() {
        names.push(NOT_ANNOUNCED);
    }
    (Finding::noted(Answer::of(in_effect), provision, record.draft, why), Value::Names(names))
}

fn conclude_effect(life: &mut Life<'_>, record: &DecisionRecord) {
    let file = life.file;
    let mut days: Vec<Date> = record.faults.iter().map(|(fact, _)| file.day(*fact)).collect();
    days.extend(announced(record));
    days.extend(record.revoked);
    for holds in periods_from(file.day(record.draft), days) {
        life.conclude(&EFFECT, Some(record.draft), holds, |why| has_effect(file, record, holds.from(), why));
    }
}

/// The day a decision was announced by the rules.
fn announced(record: &DecisionRecord) -> Option<Date> {
    match &record.stage {
        Stage::Announced(decision) => Some(decision.reached()),
        _ => None,
    }
}

/// What is to be paid for a month, of the benefit as computed, by what is known on a day: lowered by the decisions that have
/// effect on the month's last day. A reduction or a deduction takes its amount from the month it names, until it is revoked; a
/// stop and a decision under § 32 take the days of the month they cover, unless a board has revoked them since.
pub fn payable(month: Month, benefit: Kroner, spine: &Spine, known: Date, why: &mut Why) -> Payment {
    let last = month.last();
    let mut payment = Payment::of(benefit);
    for record in spine.decisions.iter().filter(|record| record.month == Some(month)) {
        let by_amount = matches!(record.kind, DecisionKind::BenefitReduction | DecisionKind::BenefitDeduction);
        let stands = record.revoked.is_none_or(|revoked| known < revoked);
        if let (true, Some(decision), Some(amount)) = (by_amount && stands, record.in_effect(last), record.amount) {
            why.amount(provision_of(record.kind), amount, None, record.draft);
            payment = payment.lowered(amount, decision);
        }
    }
    let whole = Period::new(month.first(), Some(month.next().first())).ok();
    for lowering in &spine.lowerings {
        let days = whole.and_then(|whole| lowering.days.intersection(whole));
        let record = record_of(&spine.decisions, lowering.decision);
        let stands = record.filter(|record| record.quashed.is_none_or(|quashed| known < quashed));
        let decision = stands.and_then(|record| record.in_effect(last));
        let (Some(days), Some(decision)) = (days, decision) else { continue };
        let covered = days.to().map_or(month.days(), |to| calendar::days_between(days.from(), to));
        let amount = lowering.a_month.unwrap_or(benefit).share(covered.into(), month.days().into());
        why.amount(provision_of(decision.kind()), amount, None, lowering.decision);
        payment = payment.lowered(amount, decision);
    }
    payment
}

/// For each decision that takes from the benefit: whether it has effect, and whether it agrees with the Act.
pub(super) fn draw(life: &mut Life<'_>) {
    let mut spine = std::mem::take(&mut life.spine);
    spine.grounds.sort_unstable_by_key(|ground| (ground.fact, ground.calls_for));
    for record in spine.decisions.iter().filter(|record| takes_benefit(record.kind)) {
        conclude_effect(life, record);
        agreement::conclude(life, &spine, record);
    }
    life.spine = spine;
}

/// What is to be paid for each month, from the day its benefit can be computed; anew when a decision is revoked after that.
pub(super) fn draw_payable(life: &mut Life<'_>) {
    let spine = std::mem::take(&mut life.spine);
    let mut revoked: Vec<Date> = spine.decisions.iter().filter_map(|record| record.revoked).collect();
    revoked.sort_unstable();
    revoked.dedup();
    for (month, benefit) in &spine.benefit {
        for (computed_for, computed) in benefit.periods() {
            let from = computed_for.from();
            let changes = revoked.iter().copied().filter(|day| *day > from && computed_for.contains(*day));
            let mut days = std::iter::once(from).chain(changes).peekable();
            while let Some(day) = days.next() {
                let holds = until_or_open(day, days.peek().copied().or(computed_for.to()));
                life.conclude(&PAYABLE, *month, holds, |why| {
                    why.amount(cite!("§ 27, stk. 2, 1. pkt."), *computed, None, ());
                    let payment = payable(*month, *computed, &spine, holds.from(), why).amount();
                    let answer = Answer::of(!payment.is_zero());
                    (Finding::of(answer, cite!("§ 27, stk. 2, 1. pkt.")), Value::Amount(payment))
                });
            }
        }
    }
    life.spine = spine;
}
