//! § 19, stk. 3–5: what a contract rests on and has to say.

use jiff::civil::Date;

use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::chapter4_introduction_programme::contract::validity::is_after_the_introduction_period;
use crate::chapter4_introduction_programme::danish;
use crate::chapter4_introduction_programme::programme::has_help_in_place_of_programme;
use crate::cite;
use crate::facts::{Aim, Contract, Dated, Goal, OrdinaryWork, last_by};
use crate::spine::Spine;
use crate::why::{Said, Why};
use crate::words::Words;

static WHOLE_ASSESSMENT: MissingFact = MissingFact {
    fact: "contract.whole_assessment",
    words: Words::new(
        "om kontrakten bygger på en samlet vurdering af situation, færdigheder og arbejdsmarked",
        "whether the contract rests on a whole assessment of situation, skills and labour market",
    ),
};
static LATER_CHANCES: MissingFact = MissingFact {
    fact: "contract.betters_later_chances",
    words: Words::new(
        "om kontrakten er lagt an på at forbedre mulighederne for senere arbejde",
        "whether the contract is arranged to better the chances of work later",
    ),
};

const GOALS: Words = Words::new("mål om beskæftigelse eller uddannelse", "goals of employment or education");
const UNSERVED: Words = Words::new("mål uden en aktivitet", "goals without an activity");
const STRAY: Words =
    Words::new("aktiviteter, der ikke tjener et mål i kontrakten", "activities that serve no goal of the contract");

/// § 19, stk. 3: whether the contract rests on a whole assessment (1. pkt.) in which skills and the labour market are part (2. pkt.),
/// and looks further ahead where ordinary work is no realistic goal yet (3. pkt.). Reads what the contract says of it; whether work
/// is realistic is the parties' judgement, recorded in the contract.
pub fn rests_on_assessment(contract: &Dated<'_, Contract>, why: &mut Why) -> Finding {
    let mut all = AllOf::conditions_of(cite!("§ 19, stk. 3"));
    let whole = contract.whole_assessment;
    all.require(cite!("§ 19, stk. 3, 1. pkt."), Answer::known(whole, &WHOLE_ASSESSMENT), contract.fact, why);
    let skills = contract.skills_and_market_assessed.or(whole);
    all.require(cite!("§ 19, stk. 3, 2. pkt."), Answer::known(skills, &WHOLE_ASSESSMENT), contract.fact, why);
    if contract.ordinary_work == OrdinaryWork::NotYetRealistic {
        let later = Answer::known(contract.betters_later_chances, &LATER_CHANCES);
        all.require(cite!("§ 19, stk. 3, 3. pkt."), later, contract.fact, why);
    } else {
        why.answer(cite!("§ 19, stk. 3, 3. pkt."), Answer::No, contract.fact);
    }
    all.finding()
}

/// Whether a goal is one in the sense of § 19, stk. 4: of employment or education, and described.
fn is_a_goal(goal: &Goal) -> bool {
    matches!(goal.aim, Aim::Employment | Aim::Education) && !goal.text.trim().is_empty()
}

/// § 19, stk. 4, 1. pkt.: whether the contract describes a goal of employment or education. Another goal, as health or housing, is
/// none. Reads the contract's goals.
pub fn has_goal(contract: &Dated<'_, Contract>, why: &mut Why) -> Finding {
    let provision = cite!("§ 19, stk. 4, 1. pkt.");
    let goals = contract.goals.iter().filter(|goal| is_a_goal(goal)).count();
    why.says(provision, count(goals, GOALS), contract.fact);
    Finding::of(Answer::of(goals > 0), provision)
}

/// § 19, stk. 4, 1. pkt.: whether the contract sets activities that are to reach its goals: each goal of employment or education has
/// one, and each activity says what it is and serves a goal that the contract has. Reads goals and activities.
pub fn has_activities_for_its_goals(contract: &Dated<'_, Contract>, why: &mut Why) -> Finding {
    let provision = cite!("§ 19, stk. 4, 1. pkt.");
    let mut served = vec![false; contract.goals.len()];
    let mut stray = 0;
    for activity in &contract.activities {
        let goal = activity.goal.and_then(|number| number.checked_sub(1)).and_then(|place| served.get_mut(place));
        match goal {
            Some(goal) if !activity.text.trim().is_empty() => *goal = true,
            _ => stray += 1,
        }
    }
    let goals = || contract.goals.iter().zip(&served).filter(|(goal, _)| is_a_goal(goal));
    let unserved = goals().filter(|(_, served)| !**served).count();
    why.says(provision, count(unserved, UNSERVED), contract.fact);
    why.says(provision, count(stray, STRAY), contract.fact);
    Finding::of(Answer::of(goals().next().is_some() && unserved == 0 && stray == 0), provision)
}

fn count(count: usize, of: Words) -> Said {
    Said::Count(i32::try_from(count).unwrap_or(i32::MAX), of)
}

/// § 16, stk. 2 with § 21: whether the person is to have Danish education ([`danish::is_to_be_offered`]); not after the introduction
/// period.
pub fn is_to_have_danish(file: &PersonFile<'_>, spine: &Spine, on: Date, why: &mut Why) -> Finding {
    danish::is_to_be_offered(file, on, why).0.unless(&is_after_the_introduction_period(spine, on, why))
}

/// § 16, stk. 2: whether the person is to have offers under § 23: with a right to introduction benefit (1. pkt.), or where they are
/// offered all the same (3. pkt.); else Danish education only (2. pkt.). Not where quite special reasons leave them out (§ 23, stk. 4),
/// help is given in place of the programme, or the introduction period has run out. Reads the right to benefit and the programme offered.
pub fn is_to_have_offers(file: &PersonFile<'_>, spine: &Spine, on: Date, why: &mut Why) -> Finding {
    general_right_to_offers(file, spine, on, why)
        .unless(&are_offers_left_out(file, on, why))
        .unless(&has_help_in_place_of_programme(file, on, why))
        .unless(&is_after_the_introduction_period(spine, on, why))
}

/// § 16, stk. 2 before its exceptions.
fn general_right_to_offers(file: &PersonFile<'_>, spine: &Spine, on: Date, why: &mut Why) -> Finding {
    if let Some(programme) = last_by(&file.programme_offers, on).filter(|programme| programme.offers) {
        return Finding::noted(Answer::Yes, cite!("§ 16, stk. 2, 3. pkt."), programme.fact, why);
    }
    match spine.benefit_right.on(on) {
        Some(right) if right.answer.is_yes() => Finding::noted(Answer::Yes, cite!("§ 16, stk. 2, 1. pkt."), (), why),
        Some(right) if right.answer.is_open() => {
            why.answer(right.provision, right.answer, ());
            right.clone()
        }
        _ => {
            why.answer(cite!("§ 16, stk. 2, 2. pkt."), Answer::Yes, ());
            Finding::of(Answer::No, cite!("§ 16, stk. 2, 2. pkt."))
        }
    }
}

/// § 23, stk. 4: whether quite special reasons leave out offers on the day: a judgement of the municipality. Reads it.
fn are_offers_left_out(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let exemption = last_by(&file.offer_exemptions, on);
    let answer = Answer::of(exemption.is_some_and(|exemption| exemption.exist));
    Finding::noted(answer, cite!("§ 23, stk. 4"), exemption.map(|fact| fact.fact), why)
}

/// § 19, stk. 4, 2. pkt.: whether the contract says in what extent and with what content Danish education and offers are given, and
/// how they stand to each other. What it has to say follows from what the person is to have ([`is_to_have_danish`],
/// [`is_to_have_offers`]).
pub fn states_the_programme(
    file: &PersonFile<'_>,
    spine: &Spine,
    contract: &Dated<'_, Contract>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let (danish, offers) = (is_to_have_danish(file, spine, on, why), is_to_have_offers(file, spine, on, why));
    let mut both = AllOf::conditions_of(cite!("§ 19, stk. 4, 2. pkt."));
    both.take(&danish);
    both.take(&offers);
    let mut all = AllOf::conditions_of(cite!("§ 19, stk. 4, 2. pkt."));
    all.take(&says_what_it_must(contract.danish.as_deref(), &danish));
    all.take(&says_what_it_must(contract.offers.as_deref(), &offers));
    all.take(&says_what_it_must(contract.danish_and_offers.as_deref(), &both.finding()));
    let finding = all.finding();
    why.answer(cite!("§ 19, stk. 4, 2. pkt."), finding.answer, contract.fact);
    finding
}

/// Whether a text stands in the contract, or need not.
fn says_what_it_must(text: Option<&str>, needed: &Finding) -> Finding {
    let provision = cite!("§ 19, stk. 4, 2. pkt.");
    match needed.answer {
        _ if text.is_some_and(|text| !text.trim().is_empty()) => Finding::of(Answer::Yes, provision),
        Answer::Yes | Answer::No => Finding::of(needed.answer.negated(), provision),
        _ => needed.clone(),
    }
}

/// § 19, stk. 4, 3. pkt.: whether help in place of the programme and orders to take an education stand in the contract, where there are
/// any on the day. After the introduction period it cannot hold them (stk. 8, 2. pkt.). Reads help, orders and the contract.
pub fn states_help_and_orders(
    file: &PersonFile<'_>,
    spine: &Spine,
    contract: &Dated<'_, Contract>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 19, stk. 4, 3. pkt.");
    let after = is_after_the_introduction_period(spine, on, why);
    let help = has_help_in_place_of_programme(file, on, why).unless(&after);
    let order = last_by(&file.education_orders, on).map(|order| order.fact);
    let ordered = Finding::noted(Answer::of(order.is_some()), cite!("§ 16 a"), order, why).unless(&after);
    let mut all = AllOf::conditions_of(provision);
    for (needed, stands) in [(help, contract.names_help_in_place), (ordered, contract.names_education_order)] {
        if needed.answer.is_yes() {
            all.require(provision, Answer::of(stands), contract.fact, why);
        }
    }
    all.finding()
}

/// § 19, stk. 5: whether the contract states the sanctions. Reads the contract.
pub fn states_sanctions(contract: &Dated<'_, Contract>, why: &mut Why) -> Finding {
    Finding::noted(Answer::of(contract.states_sanctions), cite!("§ 19, stk. 5"), contract.fact, why)
}
