//! § 50: fetching information from others, with consent or without, economic information, and the income register.

use jiff::civil::Date;

use super::records::{Passed, Records, holds_any, holds_only};
use super::{Basis, CONSENT, CONTENTS, MUNICIPALITY, NECESSARY};
use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::cite;
use crate::facts::{ConsentTo, FetchPurpose, InformationContent, InformationRoute};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

static PURPOSE: MissingFact = MissingFact {
    fact: "information_passed.purpose",
    words: Words::new("hvad oplysningerne skal bruges til", "what the information is for"),
};

/// § 50, stk. 1–2: a municipality may fetch from persons and authorities what is necessary in a case on benefits: with consent (stk. 1), or
/// without where it could not be had (stk. 2). Reads who fetched, for what, the assessment of necessity and consent. What is
/// necessary is the municipality's judgement. Private and confidential information and medical records are included.
pub fn may_fetch_from_others(
    spine: &Spine,
    records: &Records<'_>,
    passed: &Passed<'_>,
    seen: Date,
    why: &mut Why,
) -> (Finding, Basis) {
    let rule = cite!("§ 50, stk. 1, 1. pkt.");
    let (consent, basis) = has_consent_or_cannot_have_it(records, passed, why);
    let mut all = AllOf::conditions_of(consent.provision);
    all.take(&is_for_whom_it_may_be(spine, records, passed, why));
    all.require(rule, is_for(passed, &[FetchPurpose::SingleCase]), passed.fact, why);
    all.require(rule, has_contents(passed), passed.fact, why);
    let need = records.need(InformationRoute::FromOthers, seen);
    let necessary = Answer::judged(need.and_then(|need| need.necessary), &NECESSARY);
    all.require(rule, necessary, [Some(passed.fact), need.map(|need| need.fact)], why);
    all.take(&consent);
    includes(passed, cite!("§ 50, stk. 1, 2. pkt."), &PRIVATE, why);
    includes(passed, cite!("§ 50, stk. 1, 3. pkt."), &[InformationContent::MedicalRecords], why);
    let told = records.told_of_fetching(passed.on);
    why.answer(cite!("§ 50, stk. 3"), Answer::of(told.is_some()), told.map(|told| told.fact));
    (all.finding(), basis)
}

static PRIVATE: [InformationContent; 3] =
    [InformationContent::PurelyPrivate, InformationContent::Confidential, InformationContent::MedicalRecords];

/// § 50, stk. 1, 1. pkt. and stk. 2: the person consents, or was asked and does not. Reads consents on the day of the fetching.
pub fn has_consent_or_cannot_have_it(records: &Records<'_>, passed: &Passed<'_>, why: &mut Why) -> (Finding, Basis) {
    let (with, without) = (cite!("§ 50, stk. 1, 1. pkt."), cite!("§ 50, stk. 2"));
    let consent = records.consent(ConsentTo::FetchingOfInformation, passed.on);
    let evidence = [Some(passed.fact), consent.map(|consent| consent.fact)];
    match consent.map(|consent| consent.given) {
        Some(true) => (Finding::noted(Answer::Yes, with, evidence, why), Basis::Consent),
        Some(false) => {
            why.answer(with, Answer::No, evidence);
            (Finding::noted(Answer::Yes, without, evidence, why), Basis::ConsentNotHad)
        }
        None => (Finding::noted(Answer::Missing(&CONSENT), without, evidence, why), Basis::ConsentNotHad),
    }
}

/// § 50, stk. 1 and 6 and § 51 a, stk. 3: the municipality responsible for the person fetches, or the one empowered in its place, which
/// may fetch the same. Reads the municipality the information went to, responsibility and empowerments.
pub fn is_for_whom_it_may_be(spine: &Spine, records: &Records<'_>, passed: &Passed<'_>, why: &mut Why) -> Finding {
    let (own, empowered) = (cite!("§ 50, stk. 1, 1. pkt."), cite!("§ 51 a, stk. 3"));
    let Some(fetched) = passed.municipality else {
        return Finding::noted(Answer::Missing(&MUNICIPALITY), own, passed.fact, why);
    };
    if spine.municipality(passed.on) == Some(fetched) {
        return Finding::noted(Answer::Yes, own, passed.fact, why);
    }
    let delegation = records.empowered(passed.on).filter(|held| held.municipality == Some(fetched));
    let holds = delegation.is_some() && empowered.is_in_force(passed.on);
    Finding::noted(Answer::of(holds), empowered, [Some(passed.fact), delegation.map(|held| held.fact)], why)
}

/// § 50, stk. 5: from other authorities and unemployment funds a municipality may fetch economic information without consent (1. pkt.), of
/// persons who live elsewhere too (2. pkt.), in a case or in a general search for control (3. pkt.). Reads who fetched what, and for what.
pub fn may_fetch_finances(spine: &Spine, passed: &Passed<'_>, why: &mut Why) -> (Finding, Basis) {
    let rule = cite!("§ 50, stk. 5, 1. pkt.");
    let mut all = AllOf::conditions_of(rule);
    all.require(rule, is_only(passed, InformationContent::Finances), passed.fact, why);
    let elsewhere = match passed.municipality {
        Some(fetched) => Answer::of(spine.municipality(passed.on) != Some(fetched)),
        None => Answer::Missing(&MUNICIPALITY),
    };
    why.answer(cite!("§ 50, stk. 5, 2. pkt."), elsewhere, passed.fact);
    let purposes = [FetchPurpose::SingleCase, FetchPurpose::GeneralControl];
    all.require(cite!("§ 50, stk. 5, 3. pkt."), is_for(passed, &purposes), passed.fact, why);
    (all.finding(), Basis::NoConsentNeeded)
}

/// § 50, stk. 6: the responsible or empowered municipality may read the income register for a case on benefits. Reads who read it
/// and for what.
pub fn may_read_income_register(
    spine: &Spine,
    records: &Records<'_>,
    passed: &Passed<'_>,
    why: &mut Why,
) -> (Finding, Basis) {
    let rule = cite!("§ 50, stk. 6");
    let mut all = AllOf::conditions_of(rule);
    all.take(&is_for_whom_it_may_be(spine, records, passed, why));
    all.require(rule, is_for(passed, &[FetchPurpose::SingleCase]), passed.fact, why);
    all.require(rule, is_only(passed, InformationContent::Finances), passed.fact, why);
    (all.finding(), Basis::NoConsentNeeded)
}

fn is_for(passed: &Passed<'_>, purposes: &[FetchPurpose]) -> Answer {
    Answer::known(passed.purpose.map(|purpose| purposes.contains(&purpose)), &PURPOSE)
}

fn is_only(passed: &Passed<'_>, content: InformationContent) -> Answer {
    if passed.contents.is_empty() { has_contents(passed) } else { Answer::of(holds_only(passed, &[content])) }
}

/// Whether it is known what the information held.
pub(super) fn has_contents(passed: &Passed<'_>) -> Answer {
    if passed.contents.is_empty() { Answer::Missing(&CONTENTS) } else { Answer::Yes }
}

fn includes(passed: &Passed<'_>, provision: Provision, contents: &[InformationContent], why: &mut Why) {
    why.answer(provision, Answer::of(holds_any(passed, contents)), passed.fact);
}
