//! § 51 a: information between a municipality and the one it has empowered (§ 5, stk. 2). What the empowered one may fetch itself
//! (stk. 3) stands with the rules on fetching.

use jiff::civil::Date;

use super::fetching::has_contents;
use super::records::{Passed, Records};
use super::{Basis, MUNICIPALITY, NECESSARY};
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::cite;
use crate::facts::{FetchPurpose, InformationRoute};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

static PURPOSE: MissingFact = MissingFact {
    fact: "information_passed.purpose",
    words: Words::new("om oplysningerne skal bruges i en sag", "whether the information is for a case"),
};
static HAD_BY_EMPOWERMENT: MissingFact = MissingFact {
    fact: "information_passed.had_by_empowerment",
    words: Words::new(
        "om den bemyndigede kommune har oplysningerne som følge af bemyndigelsen",
        "whether the empowered municipality has the information because it is empowered",
    ),
};

/// § 51 a, stk. 1: the empowered municipality may ask the delegating one for what is necessary for the tasks left to it. Reads
/// empowerments and the assessment of necessity, which is the municipality's judgement.
pub fn may_pass_to_empowered(
    records: &Records<'_>,
    passed: &Passed<'_>,
    seen: Date,
    why: &mut Why,
) -> (Finding, Basis) {
    let rule = cite!("§ 51 a, stk. 1");
    let delegation = records.empowered(passed.on);
    let to = match (delegation, passed.municipality) {
        (None, _) => Answer::No,
        (_, None) => Answer::Missing(&MUNICIPALITY),
        (Some(held), to) => Answer::of(held.municipality == to),
    };
    let need = records.need(InformationRoute::ToEmpowered, seen);
    let necessary = Answer::judged(need.and_then(|need| need.necessary), &NECESSARY);
    let mut all = AllOf::conditions_of(rule);
    all.require(rule, to, [Some(passed.fact), delegation.map(|held| held.fact)], why);
    all.require(rule, has_contents(passed), passed.fact, why);
    all.require(rule, necessary, [Some(passed.fact), need.map(|need| need.fact)], why);
    (all.finding(), Basis::NoConsentNeeded)
}

/// § 51 a, stk. 2: the municipality that has empowered another may ask it, for a case, for what it has because of the empowerment.
/// Reads empowerments, for what the information was asked, and how the other came to have it.
pub fn may_pass_to_delegating(
    spine: &Spine,
    records: &Records<'_>,
    passed: &Passed<'_>,
    why: &mut Why,
) -> (Finding, Basis) {
    let rule = cite!("§ 51 a, stk. 2");
    let delegation = records.empowered(passed.on);
    let to = match (delegation, passed.municipality) {
        (None, _) => Answer::No,
        (_, None) => Answer::Missing(&MUNICIPALITY),
        (Some(_), to) => Answer::of(spine.municipality(passed.on) == to),
    };
    let for_a_case = passed.purpose.map(|purpose| purpose == FetchPurpose::SingleCase);
    let mut all = AllOf::conditions_of(rule);
    all.require(rule, to, [Some(passed.fact), delegation.map(|held| held.fact)], why);
    all.require(rule, Answer::known(for_a_case, &PURPOSE), passed.fact, why);
    all.require(rule, Answer::known(passed.had_by_empowerment, &HAD_BY_EMPOWERMENT), passed.fact, why);
    (all.finding(), Basis::NoConsentNeeded)
}
