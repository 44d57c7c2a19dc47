//! § 51: what Udlændingeservice tells the municipality that is responsible.

use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use super::fetching::has_contents;
use super::records::{Passed, Records, holds_any, holds_only};
use super::{Basis, CONSENT, ESSENTIAL, MUNICIPALITY};
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::PersonFile;
use crate::chapter12_definitions::{self, Category};
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{
    ConsentTo, Dated, InformationContent, InformationNeed, InformationRoute, Permit, first_from, last_by,
};
use crate::life::Life;
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Udlændingeservice tells who was given a permit.
pub static TELL: DutyKind = DutyKind {
    key: "information.from_immigration_service",
    provision: cite!("§ 51, stk. 1"),
    bearer: Bearer::ImmigrationService,
    words: Words::new(
        "meddel kommunen navn, persondata og opholdsgrundlag",
        "tell the municipality name, personal data and ground of stay",
    ),
    when_late: None,
};

static PURELY_PRIVATE: MissingFact = MissingFact {
    fact: "information_need.purely_private",
    words: Words::new("om oplysningerne er rent private", "whether the information is purely private"),
};
static ADMINISTRATION_ACT: Judgement = Judgement {
    fact: "information_need.administration_act_allows",
    by: Bearer::ImmigrationService,
    words: Words::new(
        "tillader forvaltningslovens § 28, stk. 2, videregivelsen?",
        "does § 28, stk. 2 of the Public Administration Act allow passing it on?",
    ),
};

const WITHOUT_CONSENT: [InformationContent; 3] =
    [InformationContent::Name, InformationContent::PersonalData, InformationContent::GroundOfStay];

/// § 51, stk. 1: name, personal data and ground of stay go to the responsible municipality in connection with the permit: on the day
/// when permit and municipality are known. Reads permit, placement, responsibility and what was passed on.
pub fn tell(file: &PersonFile<'_>, spine: &Spine) -> Option<Duty> {
    let (permit, _, category) = chapter12_definitions::permit_with_effect(&file.permits, &mut Why::silent())
        .filter(|(.., held)| held.is_some())?;
    let (known, municipality, because) = municipality_known(file, spine, permit, category)?;
    let on = known.max(permit.latest);
    if !spine.is_covered(on) {
        return None;
    }
    let duty = Duty::new(&TELL, on, [Some(permit.fact), because], Due::at_once(on));
    Some(duty.done(all_told(file, permit.on, municipality)))
}

/// The first day on which it is known which municipality is to be responsible: for a refugee the placement, for others the day a
/// municipality is responsible.
fn municipality_known(
    file: &PersonFile<'_>,
    spine: &Spine,
    permit: &Dated<'_, Permit>,
    category: Option<Category>,
) -> Option<(Date, MunicipalityCode, Option<FactRef>)> {
    let placed = first_from(&file.placements, permit.on).filter(|_| category == Some(Category::Refugee));
    let placed = placed.map(|placed| (placed.on, placed.municipality, Some(placed.fact)));
    let responsible = spine.responsible.periods().find_map(|(period, responsible)| {
        responsible.municipality.map(|municipality| (period.from(), municipality, responsible.because))
    });
    [placed, responsible].into_iter().flatten().min_by_key(|(day, ..)| *day)
}

/// The day by which all three had been told to the municipality.
fn all_told(file: &PersonFile<'_>, from: Date, municipality: MunicipalityCode) -> Option<(Date, FactRef)> {
    let mut left = WITHOUT_CONSENT.to_vec();
    let told = file.informations_passed.iter().filter(|passed| {
        passed.on >= from
            && passed.route == InformationRoute::ImmigrationServiceToMunicipality
            && passed.municipality == Some(municipality)
    });
    for passed in told {
        left.retain(|content| !passed.contents.contains(content));
        if left.is_empty() {
            return Some((passed.on, passed.fact));
        }
    }
    None
}

/// § 51: what Udlændingeservice may pass on to the responsible municipality: name, personal data and ground of stay without consent
/// (stk. 1), other information as stk. 2 says ([`may_pass_on_other`]). Reads what was passed on to whom.
pub fn may_pass_on(
    file: &PersonFile<'_>,
    spine: &Spine,
    records: &Records<'_>,
    passed: &Passed<'_>,
    seen: Date,
    why: &mut Why,
) -> (Finding, Basis) {
    let rule = cite!("§ 51, stk. 1");
    let placed = last_by(&file.placements, passed.on);
    let to = match passed.municipality {
        None => Answer::Missing(&MUNICIPALITY),
        Some(to) => Answer::of(
            spine.municipality(passed.on) == Some(to)
                || (spine.municipality(passed.on).is_none() && placed.is_some_and(|placed| placed.municipality == to)),
        ),
    };
    let (own, basis) = if holds_only(passed, &WITHOUT_CONSENT) {
        (Finding::noted(has_contents(passed), rule, passed.fact, why), Basis::NoConsentNeeded)
    } else {
        may_pass_on_other(records, passed, seen, why)
    };
    let mut all = AllOf::conditions_of(own.provision);
    all.require(rule, to, [Some(passed.fact), placed.map(|placed| placed.fact)], why);
    all.take(&own);
    (all.finding(), basis)
}

/// § 51, stk. 2: other information of essential importance may be passed on with consent (1. pkt.), and without where consent was not
/// had ([`may_pass_on_without_consent`]). Reads consent and the assessment. Essential importance is for judgement.
pub fn may_pass_on_other(records: &Records<'_>, passed: &Passed<'_>, seen: Date, why: &mut Why) -> (Finding, Basis) {
    let rule = cite!("§ 51, stk. 2, 1. pkt.");
    let need = records.need(InformationRoute::ImmigrationServiceToMunicipality, seen);
    let consent = records.consent(ConsentTo::ImmigrationServiceInformation, passed.on);
    let given = Answer::known(consent.map(|consent| consent.given), &CONSENT);
    let evidence = [Some(passed.fact), consent.map(|consent| consent.fact)];
    let (consent, basis) = if given.is_no() {
        why.answer(rule, given, evidence);
        (may_pass_on_without_consent(passed, need, why), Basis::ConsentNotHad)
    } else {
        (Finding::noted(given, rule, evidence, why), Basis::Consent)
    };
    let essential = Answer::judged(need.and_then(|need| need.essential), &ESSENTIAL);
    let mut all = AllOf::conditions_of(consent.provision);
    all.require(rule, essential, [Some(passed.fact), need.map(|need| need.fact)], why);
    all.take(&consent);
    (all.finding(), basis)
}

/// § 51, stk. 2, 2. pkt.: without consent, unless it is about purely private matters and the administration act does not allow it
/// (3. pkt., [`is_private_and_not_allowed`]).
pub fn may_pass_on_without_consent(
    passed: &Passed<'_>,
    need: Option<&Dated<'_, InformationNeed>>,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 51, stk. 2, 2. pkt.");
    let general = Finding::noted(Answer::of(provision.is_in_force(passed.on)), provision, passed.fact, why);
    general.unless(&is_private_and_not_allowed(passed, need, why))
}

/// § 51, stk. 2, 3. pkt.: the exception for purely private matters, which without consent go only where § 28, stk. 2 of the
/// administration act allows. Reads contents and the assessment; what that act allows is for judgement.
pub fn is_private_and_not_allowed(
    passed: &Passed<'_>,
    need: Option<&Dated<'_, InformationNeed>>,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 51, stk. 2, 3. pkt.");
    let private = [InformationContent::PurelyPrivate, InformationContent::MedicalRecords];
    let stated = if holds_any(passed, &private) { Some(true) } else { need.and_then(|need| need.purely_private) };
    let barred = match stated {
        Some(true) => {
            Answer::judged(need.and_then(|need| need.administration_act_allows), &ADMINISTRATION_ACT).negated()
        }
        Some(false) => Answer::No,
        None => Answer::Missing(&PURELY_PRIVATE),
    };
    Finding::noted(barred, provision, [Some(passed.fact), need.map(|need| need.fact)], why)
}

/// Draws § 51, stk. 1.
pub fn draw(life: &mut Life<'_>) {
    if let Some(duty) = tell(life.file, &life.spine) {
        life.duty(duty);
    }
}
