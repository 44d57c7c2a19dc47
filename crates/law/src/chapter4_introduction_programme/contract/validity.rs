//! § 19, stk. 7–8: who settled what the contract holds, how long it holds, and what it cannot hold after the introduction period.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{AllOf, Answer, Finding};
use crate::case::PersonFile;
use crate::changes::Changes;
use crate::cite;
use crate::facts::{Contract, Dated, SettledBy, SupportKind};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

use super::{Term, integration_contracts, terms};

/// Whether the municipality settled what the contract holds.
pub static SETTLED: Question = Question {
    key: "contract.settled_by_municipality",
    words: Words::new(
        "Har kommunen alene fastsat kontraktens indhold?",
        "Did the municipality alone settle what the contract holds?",
    ),
};
/// Whether the contract holds.
pub static IN_FORCE: Question = Question {
    key: "contract.in_force",
    words: Words::new("Gælder integrationskontrakten?", "Does the integration contract hold?"),
};
/// Whether the contract cannot hold offers any more.
pub static WITHOUT_OFFERS: Question = Question {
    key: "contract.without_offers",
    words: Words::new(
        "Er kontrakten uden tilbud og pålæg, fordi introduktionsperioden er udløbet?",
        "Is the contract without offers and orders since the introduction period has run out?",
    ),
};
/// Whether the Active Employment Act covers the person.
pub static ACTIVE_EMPLOYMENT_ACT: Question = Question {
    key: "contract.active_employment_act",
    words: Words::new(
        "Er udlændingen omfattet af § 31 a i lov om en aktiv beskæftigelsesindsats?",
        "Does § 31 a of the Active Employment Act cover the foreigner?",
    ),
};

/// The first permanent permit, with the day it was given.
pub(super) fn permanent_permit(file: &PersonFile<'_>) -> Option<(Date, FactRef)> {
    file.permits.iter().find(|permit| permit.permanent).map(|permit| (permit.on, permit.fact))
}

/// § 19, stk. 7: whether the municipality settled what the contract holds, since the parties could not agree. Reads the contract.
pub fn is_settled_by_municipality(contract: &Dated<'_, Contract>, why: &mut Why) -> Finding {
    let answer = Answer::of(contract.settled_by == SettledBy::Municipality);
    Finding::noted(answer, cite!("§ 19, stk. 7"), contract.fact, why)
}

/// § 19, stk. 8, 1. pkt.: whether the contract holds on the day: until a permanent permit is given, for somebody whom the Act covers.
/// Reads permits and whom the Act covers.
pub fn is_in_force(
    file: &PersonFile<'_>,
    spine: &Spine,
    contract: &Dated<'_, Contract>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let permanent = permanent_permit(file).filter(|(day, _)| *day <= on).map(|(_, fact)| fact);
    let mut all = AllOf::conditions_of(cite!("§ 19, stk. 8, 1. pkt."));
    all.require(cite!("§ 19, stk. 8, 1. pkt."), Answer::of(permanent.is_none()), [Some(contract.fact), permanent], why);
    if let Some(scope) = spine.scope.on(on) {
        why.answer(scope.finding.provision, scope.finding.answer, ());
        all.take(&scope.finding);
    }
    all.finding()
}

/// § 19, stk. 8, 2. pkt.: whether the introduction period has run out by the day, so that a contract cannot hold offers, help in
/// their place or orders. Reads the introduction period.
pub fn is_after_the_introduction_period(spine: &Spine, on: Date, why: &mut Why) -> Finding {
    let end = spine.introduction_period.and_then(Period::to);
    let answer = Answer::of(end.is_some_and(|end| end <= on));
    Finding::noted(answer, cite!("§ 19, stk. 8, 2. pkt."), spine.takeover_fact.filter(|_| answer.is_yes()), why)
}

/// § 19, stk. 8, 2. pkt.: whether a contract drawn up after the introduction period holds none of what it cannot hold. One from before
/// may name what was given in the period. Reads the contract.
pub fn holds_only_what_it_may(spine: &Spine, contract: &Dated<'_, Contract>, why: &mut Why) -> Finding {
    let drawn_up_after = is_after_the_introduction_period(spine, contract.on, why);
    let texts = [&contract.danish, &contract.offers, &contract.danish_and_offers];
    let holds_some =
        texts.into_iter().any(Option::is_some) || contract.names_help_in_place || contract.names_education_order;
    Finding::of(Answer::of(drawn_up_after.answer.is_no() || !holds_some), cite!("§ 19, stk. 8, 2. pkt."))
}

/// Cash benefit and unemployment benefit, from day to day.
fn support(file: &PersonFile<'_>) -> Changes<Option<FactRef>> {
    let counts = |form| matches!(form, SupportKind::CashBenefit | SupportKind::UnemploymentBenefit);
    let supports = file.public_supports.iter().filter(|support| counts(support.form));
    Changes::of_holding(supports.map(|support| (support.on, support.until, support.fact)))
}

/// § 19, stk. 8, 3. pkt.: whether § 31 a of lov om en aktiv beskæftigelsesindsats covers the person on the day: after the
/// introduction period, with cash benefit or unemployment benefit. Reads other support, as it holds from day to day.
pub fn is_under_active_employment_act(
    spine: &Spine,
    support: &Changes<Option<FactRef>>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 19, stk. 8, 3. pkt.");
    let held = support.held_on(on);
    let mut all = AllOf::conditions_of(provision);
    all.take(&is_after_the_introduction_period(spine, on, why));
    all.require(provision, Answer::of(held.is_some()), held, why);
    all.finding()
}

/// § 19, stk. 7–8: draws who settled each contract and how long it holds.
pub(super) fn draw(life: &mut Life<'_>, spine: &Spine) {
    let support = support(life.file);
    for term in terms(life.file) {
        life.conclude(&SETTLED, Some(term.contract.fact), term.days, |why| {
            (is_settled_by_municipality(&term.contract, why), Value::None)
        });
        draw_after_the_period(life, spine, &support, &term);
    }
    draw_in_force(life, spine);
}

/// Draws stk. 8, 2.–3. pkt.: from the takeover on, and from the end of the introduction period on.
fn draw_after_the_period(life: &mut Life<'_>, spine: &Spine, support: &Changes<Option<FactRef>>, term: &Term<'_>) {
    let Some(period) = spine.introduction_period else { return };
    let about = Some(term.contract.fact);
    let end: Vec<Date> = period.to().into_iter().collect();
    if let Some(days) = term.days.intersection(Period::since(period.from())) {
        life.conclude_changing(&WITHOUT_OFFERS, about, days, &end, |on, why| {
            (is_after_the_introduction_period(spine, on, why), Value::None)
        });
    }
    let Some(after) = period.to().and_then(|end| term.days.intersection(Period::since(end))) else { return };
    let days: Vec<Date> = support.days_within(after.from(), after.to()).collect();
    life.conclude_changing(&ACTIVE_EMPLOYMENT_ACT, about, after, &days, |on, why| {
        (is_under_active_employment_act(spine, support, on, why), Value::None)
    });
}

/// Draws stk. 8, 1. pkt. for each contract until another takes its place.
fn draw_in_force(life: &mut Life<'_>, spine: &Spine) {
    let file = life.file;
    let permanent = permanent_permit(file).map(|(day, _)| day);
    let contracts = integration_contracts(file);
    for (place, contract) in contracts.iter().enumerate() {
        let next = contracts.get(place + 1).map(|next| next.on);
        let Ok(holds) = Period::new(contract.on, next) else { continue };
        let mut days: Vec<Date> = spine.scope.days_within(contract.on, next).chain(permanent).collect();
        days.sort_unstable();
        life.conclude_changing(&IN_FORCE, Some(contract.fact), holds, &days, |on, why| {
            (is_in_force(file, spine, contract, on, why), Value::None)
        });
    }
}
