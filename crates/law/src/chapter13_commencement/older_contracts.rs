//! Acts of 2002 and 2006 on plans and contracts: whom the older ones still bind, and by when they get the new ones.

use jiff::civil::{Date, date};
use vocabulary::Period;

use super::transitional::PersonOn;
use crate::act::Provision;
use crate::answer::{Answer, Bearer, Finding};
use crate::case::PersonFile;
use crate::changes::periods_from;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Dated, OlderPlan, OlderPlanForm, SupportKind, between, first_from};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

use super::older_benefit::RULES_OF_JULY_2002;

/// Whether an integration contract is to be drawn up under the transitional rules of 2006.
pub static CONTRACT: Question = Question {
    key: "transition.contract",
    words: Words::new(
        "Skal der udarbejdes integrationskontrakt efter overgangsreglerne fra 2006?",
        "Is an integration contract to be drawn up under the transitional rules of 2006?",
    ),
};

/// An individual contract is offered to somebody with an action plan.
pub static OFFER_INDIVIDUAL_CONTRACT: DutyKind = DutyKind {
    key: "transition.offer_individual_contract",
    provision: cite!("lov 364/2002 § 2, stk. 2, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("tilbyd en individuel kontrakt", "offer an individual contract"),
    when_late: None,
};
/// The integration contract of somebody with an individual contract.
pub static DRAW_UP_IN_PERIOD: DutyKind = DutyKind {
    key: "transition.draw_up_contract",
    provision: cite!("lov 243/2006 § 3, stk. 2, 1. pkt."),
    bearer: Bearer::Municipality,
    words: DRAW_UP,
    when_late: None,
};
/// The integration contract of somebody who had met the goals of the individual contract.
pub static DRAW_UP_GOALS_MET: DutyKind = DutyKind {
    key: "transition.draw_up_contract",
    provision: cite!("lov 243/2006 § 3, stk. 3, 3. pkt."),
    bearer: Bearer::Municipality,
    words: DRAW_UP,
    when_late: None,
};
/// The integration contract of somebody formerly under chapter 4 who received support on 1 April 2006.
pub static DRAW_UP_RECEIVING: DutyKind = DutyKind {
    key: "transition.draw_up_contract",
    provision: cite!("lov 243/2006 § 3, stk. 4, 3. pkt."),
    bearer: Bearer::Municipality,
    words: DRAW_UP,
    when_late: None,
};
/// The integration contract of somebody formerly under chapter 4 who asks for support later.
pub static DRAW_UP_ASKING: DutyKind = DutyKind {
    key: "transition.draw_up_contract",
    provision: cite!("lov 243/2006 § 3, stk. 4, 4. pkt."),
    bearer: Bearer::Municipality,
    words: DRAW_UP,
    when_late: None,
};
/// The state asks for the contract of somebody whose goals were met.
pub static ASK_GOALS_MET: DutyKind = DutyKind {
    key: "transition.ask_for_contract",
    provision: cite!("lov 243/2006 § 3, stk. 3, 4. pkt."),
    bearer: Bearer::Jobcentre,
    words: ASK,
    when_late: None,
};
/// The state asks for the contract of somebody formerly under chapter 4.
pub static ASK_FORMERLY_COVERED: DutyKind = DutyKind {
    key: "transition.ask_for_contract",
    provision: cite!("lov 243/2006 § 3, stk. 4, 5. pkt."),
    bearer: Bearer::Jobcentre,
    words: ASK,
    when_late: None,
};
const DRAW_UP: Words = Words::new(
    "udarbejd integrationskontrakt efter overgangsreglerne",
    "draw up the integration contract under the transitional rules",
);
const ASK: Words =
    Words::new("bed kommunen om at udarbejde integrationskontrakten", "ask the municipality to draw up the contract");

/// The day on which the contract rules of lov 243/2006 came into force.
pub const CONTRACT_RULES_OF_2006: Date = date(2006, 4, 1);

/// Lov 243/2006 § 3, stk. 2, 1. pkt. and stk. 4, 3. pkt.: the last day for the contracts that are to be drawn up by a day.
const CONTRACTS_BY: Date = date(2007, 1, 1);

/// The first plan or contract of a form before a day.
fn plan_before<'f, 'a>(file: &'f PersonFile<'a>, form: OlderPlanForm, day: Date) -> Option<&'f Dated<'a, OlderPlan>> {
    file.older_plans.iter().take_while(|plan| plan.on < day).find(|plan| plan.form == form)
}

/// Lov 364/2002 § 2, stk. 2, 1. pkt.: whether the rules on action plans go on: for those who had one before 1 July 2002, until an individual
/// contract takes its place. Reads older plans.
pub fn keeps_the_action_plan_rules(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let plan = plan_before(person.file, OlderPlanForm::ActionPlan, RULES_OF_JULY_2002);
    let contract = person.file.older_plans.iter().find(|plan| plan.form == OlderPlanForm::IndividualContract);
    let contract = contract.filter(|contract| contract.on <= person.on);
    let newer = person.file.contracts.first().filter(|contract| contract.on <= person.on);
    let keeps = plan.is_some() && contract.is_none() && newer.is_none();
    let evidence = [plan.map(|plan| plan.fact), contract.map(|contract| contract.fact)];
    Finding::noted(Answer::of(keeps), cite!("lov 364/2002 § 2, stk. 2, 1. pkt."), evidence, why)
}

/// Lov 364/2002 § 2, stk. 2, 2. pkt.: the offer of an individual contract to somebody with an action plan: within three months after
/// 1 July 2002, while the introduction period runs. Reads older plans; done by an offer or a contract.
pub fn offer_of_individual_contract(file: &PersonFile<'_>, spine: &Spine, edition: &Edition) -> Option<Duty> {
    let plan = plan_before(file, OlderPlanForm::ActionPlan, RULES_OF_JULY_2002)?;
    let period = spine.introduction_period.filter(|period| period.contains(RULES_OF_JULY_2002))?;
    let is_offer = |plan: &&Dated<'_, OlderPlan>| plan.form != OlderPlanForm::ActionPlan;
    let offered = file.older_plans.iter().find(is_offer).map(|plan| (plan.on, plan.fact));
    let due = Due::within_months(RULES_OF_JULY_2002, edition.figures.individual_contract_offer_months);
    let over = Words::new("introduktionsperioden er udløbet", "the introduction period has ended");
    let duty = Duty::new(&OFFER_INDIVIDUAL_CONTRACT, RULES_OF_JULY_2002, plan.fact, due);
    Some(duty.done(offered).ended(period.to().map(|end| (end, over))))
}

/// By which rule of lov 243/2006 § 3 somebody passes over to an integration contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// With an individual contract, in the introduction period (stk. 2).
    InPeriod,
    /// The same, but the goals of the contract were met (stk. 3).
    GoalsMet,
    /// The introduction period was over, and the permit is not permanent (stk. 4).
    FormerlyCovered,
}

impl Passage {
    fn name(self) -> (&'static str, Words) {
        match self {
            Self::InPeriod => ("in_period", Words::new("i introduktionsperioden", "in the introduction period")),
            Self::GoalsMet => ("goals_met", Words::new("målene var opfyldt", "the goals were met")),
            Self::FormerlyCovered => {
                ("formerly_covered", Words::new("tidligere omfattet af kapitel 4", "formerly under chapter 4"))
            }
        }
    }

    /// Where it is said that the contract is to be drawn up, and that the new rules hold from then on.
    fn provisions(self) -> (Provision, Provision) {
        match self {
            Self::InPeriod => (cite!("lov 243/2006 § 3, stk. 2, 1. pkt."), cite!("lov 243/2006 § 3, stk. 2, 2. pkt.")),
            Self::GoalsMet => (cite!("lov 243/2006 § 3, stk. 3, 1. pkt."), cite!("lov 243/2006 § 3, stk. 3, 2. pkt.")),
            Self::FormerlyCovered => {
                (cite!("lov 243/2006 § 3, stk. 4, 1. pkt."), cite!("lov 243/2006 § 3, stk. 4, 2. pkt."))
            }
        }
    }
}

/// Lov 243/2006 § 3, stk. 2–4: by which rule somebody who was under the older contract rules on 1 April 2006 passes over, with the fact it
/// rests on. Reads older plans, goals met, permits, and what the spine holds of takeover, introduction period and programme.
pub fn passage(file: &PersonFile<'_>, spine: &Spine) -> Option<(Passage, FactRef)> {
    let takeover = spine.takeover_fact.filter(|_| spine.takeover.is_some_and(|day| day < CONTRACT_RULES_OF_2006))?;
    let period = spine.introduction_period?;
    if period.contains(CONTRACT_RULES_OF_2006) {
        let contract = plan_before(file, OlderPlanForm::IndividualContract, CONTRACT_RULES_OF_2006)?;
        let met = between(&file.goals_met, Date::MIN, CONTRACT_RULES_OF_2006).last();
        let met = met.filter(|met| met.contract.as_ref().is_none_or(|of| of.fact() == Some(contract.fact)));
        return Some(met.map_or((Passage::InPeriod, contract.fact), |met| (Passage::GoalsMet, met.fact)));
    }
    let covered = spine.programme.as_ref().is_some_and(|programme| programme.answer.is_yes());
    let permanent = file.permits.iter().any(|permit| permit.permanent && permit.on < CONTRACT_RULES_OF_2006);
    (covered && !permanent).then_some((Passage::FormerlyCovered, takeover))
}

/// Support asked for or received from 1 April 2006 on.
#[derive(Clone, Copy)]
struct Support {
    on: Date,
    fact: FactRef,
    unemployment: bool,
    /// Received already on 1 April 2006.
    at_commencement: bool,
    /// Asked for, not received.
    asked: bool,
}

/// Support for living that counts: help under lov om aktiv socialpolitik, unemployment or activation benefit, and for those whose goals
/// were met introduction benefit too. In the order of the days.
fn support(file: &PersonFile<'_>, passage: Passage) -> Vec<Support> {
    let counts = |form| matches!(form, SupportKind::CashBenefit | SupportKind::UnemploymentBenefit);
    let new = |on: Date, fact, unemployment, asked: bool| Support {
        on: on.max(CONTRACT_RULES_OF_2006),
        fact,
        unemployment,
        at_commencement: !asked && on < CONTRACT_RULES_OF_2006,
        asked,
    };
    let is_unemployment = |form| form == SupportKind::UnemploymentBenefit;
    let received = file.public_supports.iter().filter(|held| counts(held.form));
    let received = received.filter(|held| held.until.is_none_or(|until| CONTRACT_RULES_OF_2006 < until));
    let mut all: Vec<Support> =
        received.map(|held| new(held.on, held.fact, is_unemployment(held.form), false)).collect();
    let asked = file.support_applications.iter().filter(|asked| counts(asked.form));
    let asked = asked.filter(|asked| CONTRACT_RULES_OF_2006 <= asked.on);
    all.extend(asked.map(|asked| new(asked.on, asked.fact, is_unemployment(asked.form), true)));
    if passage == Passage::GoalsMet {
        let asked = first_from(&file.benefit_applications, CONTRACT_RULES_OF_2006);
        all.extend(asked.map(|asked| new(asked.on, asked.fact, false, true)));
        // Paid for the month before or later: the payment had not stopped on the day.
        let month_before = CONTRACT_RULES_OF_2006.yesterday().map_or(CONTRACT_RULES_OF_2006, Date::first_of_month);
        let paid = file.benefit_payments.iter().find(|paid| month_before <= paid.month.first());
        all.extend(paid.map(|paid| new(paid.on, paid.fact, false, false)));
    }
    all.sort_unstable_by_key(|support| (support.on, support.fact));
    all
}

/// The days on which support of a new kind begins or is asked for: the others change nothing.
fn days_of_support(support: &[Support]) -> impl Iterator<Item = Date> {
    let unemployment = support.iter().find(|support| support.unemployment);
    let asked = support.iter().find(|support| support.unemployment && support.asked);
    [support.first(), unemployment, asked].into_iter().flatten().map(|support| support.on)
}

/// Whether an integration contract has been drawn up by the day, so that the contract rules of 2006 hold.
fn drawn_up(file: &PersonFile<'_>, on: Date) -> Option<(Date, FactRef)> {
    let contract = first_from(&file.contracts, CONTRACT_RULES_OF_2006).filter(|contract| contract.on <= on);
    contract.map(|contract| (contract.on, contract.fact))
}

/// Lov 243/2006 § 3, stk. 2, 1. pkt.: the last day for the integration contract of somebody in the introduction period: 1 January 2007, or
/// the last day of the period where that comes first.
pub fn last_day_for_contract_in_period(spine: &Spine) -> Date {
    let end = spine.introduction_period.and_then(Period::to).and_then(|end| end.yesterday().ok());
    end.map_or(CONTRACTS_BY, |end| end.min(CONTRACTS_BY))
}

/// Lov 243/2006 § 3, stk. 2–4: whether an integration contract is to be drawn up: for those in the period always (stk. 2), for the others
/// when they ask for or receive support (stk. 3 and 4); and whether the new contract rules hold already, which they do from the day it is
/// drawn up. Nothing for somebody whom none of them covers.
pub fn is_to_have_integration_contract(person: &PersonOn<'_>, why: &mut Why) -> Option<(Passage, Finding)> {
    let (passage, fact) = passage(person.file, person.spine)?;
    let (must, new_rules) = passage.provisions();
    let support: Vec<Support> =
        support(person.file, passage).into_iter().filter(|support| support.on <= person.on).collect();
    let first = support.first();
    let needed = passage == Passage::InPeriod || first.is_some();
    let finding = Finding::noted(Answer::of(needed), must, [Some(fact), first.map(|support| support.fact)], why);
    let drawn = drawn_up(person.file, person.on);
    why.answer(new_rules, Answer::of(drawn.is_some()), drawn.map(|(_, fact)| fact));
    match passage {
        Passage::InPeriod => why.says(must, Said::Day(last_day_for_contract_in_period(person.spine)), fact),
        Passage::GoalsMet => {
            let time = cite!("lov 243/2006 § 3, stk. 3, 3. pkt.");
            why.answer(time, Answer::of(first.is_some()), first.map(|support| support.fact));
            let asks = support.iter().find(|support| support.unemployment && support.asked);
            let state = cite!("lov 243/2006 § 3, stk. 3, 4. pkt.");
            why.answer(state, Answer::of(asks.is_some()), asks.map(|support| support.fact));
        }
        Passage::FormerlyCovered => {
            let receiving = support.iter().find(|support| support.at_commencement);
            let third = cite!("lov 243/2006 § 3, stk. 4, 3. pkt.");
            why.answer(third, Answer::of(receiving.is_some()), receiving.map(|support| support.fact));
            let asking = first.filter(|_| receiving.is_none());
            let fourth = cite!("lov 243/2006 § 3, stk. 4, 4. pkt.");
            why.answer(fourth, Answer::of(asking.is_some()), asking.map(|support| support.fact));
            let unemployment = support.iter().find(|support| support.unemployment);
            let fifth = cite!("lov 243/2006 § 3, stk. 4, 5. pkt.");
            why.answer(fifth, Answer::of(unemployment.is_some()), unemployment.map(|support| support.fact));
        }
    }
    Some((passage, finding))
}

/// Lov 243/2006 § 3, stk. 2–4: whether the individual contract and its rules still hold: until the integration contract is drawn up.
pub fn keeps_the_individual_contract_rules(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let Some((passage, fact)) = passage(person.file, person.spine).filter(|_| CONTRACT_RULES_OF_2006 <= person.on)
    else {
        return Finding::of(Answer::No, cite!("lov 243/2006 § 3"));
    };
    let (must, new_rules) = passage.provisions();
    let drawn = drawn_up(person.file, person.on);
    why.answer(new_rules, Answer::of(drawn.is_some()), [Some(fact), drawn.map(|(_, fact)| fact)]);
    Finding::of(Answer::of(drawn.is_none()), if drawn.is_some() { new_rules } else { must })
}

/// The duties of lov 243/2006 § 3, stk. 2–4: the municipality's to draw the contract up, the state's to ask for it.
fn draw_duties(life: &mut Life<'_>, passage: Passage, fact: FactRef) {
    let (file, spine) = (life.file, std::mem::take(&mut life.spine));
    let drawn = drawn_up(file, Date::MAX);
    let ended = |from: Date| contract_falls_away(file, &spine, from);
    let support = support(file, passage);
    let new = |kind, on, fact: FactRef, due| Duty::new(kind, on, fact, due).done(drawn).ended(ended(on));
    let soon = Due::as_soon_as_possible;
    let contract = match (passage, support.first()) {
        (Passage::InPeriod, _) => {
            let due = Due::on_named_day(CONTRACT_RULES_OF_2006, last_day_for_contract_in_period(&spine));
            Some(new(&DRAW_UP_IN_PERIOD, CONTRACT_RULES_OF_2006, fact, due))
        }
        (Passage::GoalsMet, Some(first)) => Some(new(&DRAW_UP_GOALS_MET, first.on, first.fact, soon(first.on))),
        (Passage::FormerlyCovered, Some(first)) if support.iter().any(|support| support.at_commencement) => {
            Some(new(&DRAW_UP_RECEIVING, first.on, first.fact, Due::on_named_day(first.on, CONTRACTS_BY)))
        }
        (Passage::FormerlyCovered, Some(first)) => Some(new(&DRAW_UP_ASKING, first.on, first.fact, soon(first.on))),
        (_, None) => None,
    };
    let asks = support.iter().find(|support| match passage {
        Passage::InPeriod => false,
        Passage::GoalsMet => support.unemployment && support.asked,
        Passage::FormerlyCovered => support.unemployment,
    });
    let asks = asks.filter(|asks| drawn.is_none_or(|(day, _)| asks.on < day));
    let kind = if passage == Passage::GoalsMet { &ASK_GOALS_MET } else { &ASK_FORMERLY_COVERED };
    let asked = asks.map(|asks| {
        let request = first_from(&file.contract_requests, asks.on).map(|request| (request.on, request.fact));
        let done = [request, drawn].into_iter().flatten().min();
        Duty::new(kind, asks.on, asks.fact, soon(asks.on)).done(done).ended(ended(asks.on))
    });
    life.spine = spine;
    for duty in [contract, asked].into_iter().flatten() {
        life.duty(duty);
    }
}

/// From a day on, the first on which the contract is no longer called for: a permanent permit (§ 19, stk. 8, 1. pkt.), or the Act no longer
/// covers the person.
fn contract_falls_away(file: &PersonFile<'_>, spine: &Spine, from: Date) -> Option<(Date, Words)> {
    let permanent = file.permits.iter().find(|permit| permit.permanent && from <= permit.on).map(|permit| permit.on);
    let permanent = permanent.map(|day| (day, Words::new("tidsubegrænset opholdstilladelse", "permanent permit")));
    let uncovered = spine.scope.periods().find(|(holds, scope)| from < holds.from() && scope.finding.answer.is_no());
    let uncovered = uncovered
        .map(|(holds, _)| (holds.from(), Words::new("ikke længere omfattet af loven", "no longer covered by the Act")));
    [permanent, uncovered].into_iter().flatten().min_by_key(|(day, _)| *day)
}

/// Draws the passage to individual contracts in 2002 and to integration contracts in 2006.
pub(super) fn draw(life: &mut Life<'_>) {
    let (file, edition) = (life.file, life.edition);
    if let Some(duty) = offer_of_individual_contract(file, &life.spine, edition) {
        life.duty(duty);
    }
    let Some((passage, fact)) = passage(file, &life.spine).filter(|_| CONTRACT_RULES_OF_2006 <= life.horizon) else {
        return;
    };
    let mut days: Vec<Date> = days_of_support(&support(file, passage)).collect();
    days.extend(drawn_up(file, Date::MAX).map(|(day, _)| day));
    let spine = std::mem::take(&mut life.spine);
    let at = |on: Date| PersonOn { file, spine: &spine, edition, on };
    for holds in periods_from(CONTRACT_RULES_OF_2006, days) {
        life.conclude(&CONTRACT, None, holds, |why| {
            let found = is_to_have_integration_contract(&at(holds.from()), why);
            let finding = found.map_or(Finding::of(Answer::No, cite!("lov 243/2006 § 3")), |(_, finding)| finding);
            let (name, words) = passage.name();
            (finding, Value::Named(name, words))
        });
    }
    life.spine = spine;
    draw_duties(life, passage, fact);
}
