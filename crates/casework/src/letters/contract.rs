//! The integration contract as a letter: the version that a fact of the case drew up, to be signed by both. A day or a purpose that nobody
//! has told does not stand in it.

use law::facts::{self, Content, SettledBy, headline, up_to};
use law::why::FactRef;
use law::words::{Language, Words};
use letters::{AtLeastOne, Contract, DanishEducation, Letter, Offer, Offers, Origin, Source, Sourced, Text};

use super::blanks::{Blank, Blanks, Form, Gap};
use super::envelope::{delivery, envelope, person};
use super::reasons::{field_of, json_of, of_fact};
use super::writing::{Material, day_of};

/// The contract of a fact.
pub(super) fn letter(material: &Material<'_>, id: &str, blanks: &mut Blanks<'_>) -> Option<Letter> {
    let (fact, found) = material.case.counting().find(|(_, fact)| fact.id == id)?;
    let Content::Contract(held) = &found.content else { return None };
    let title = Words::new("Integrationskontrakt", "Integration contract").text(blanks.language());
    let envelope = envelope(material, blanks, title);
    let delivery = delivery(&material.recipient, blanks);
    let applies_from = day_of(material, fact);
    let origin = match held.settled_by {
        SettledBy::Agreement => Some(Origin::Agreed),
        SettledBy::Municipality => {
            let disagreement = blanks.text(Blank::Disagreement, Form::Lines, None);
            disagreement.map(|disagreement| Origin::SettledByMunicipality { disagreement })
        }
    };
    let goals = AtLeastOne::from_list(held.goals.iter().filter_map(|goal| of_fact(&goal.text, id)));
    if goals.is_none() {
        blanks.gaps.push(Gap::NoGoals);
    }
    let activities = AtLeastOne::from_list(held.activities.iter().filter_map(|activity| of_fact(&activity.text, id)));
    if activities.is_none() {
        blanks.gaps.push(Gap::NoActivities);
    }
    let danish = danish(material, id, held, blanks);
    let offers = offers(id, held, blanks);
    let contract = Contract {
        version: version(material, fact)?,
        applies_from,
        origin: origin?,
        goals: goals?,
        activities: activities?,
        danish: danish?,
        offers: offers?,
        danish_and_offers: held.danish_and_offers.as_deref().and_then(|both| of_fact(both, id)),
        help_and_orders: help_and_orders(material, held, blanks.language()),
    };
    Some(Letter::contract(envelope?, person(&material.recipient, true), delivery?, contract))
}

/// Which of the person's contracts it is, counted from the first.
pub(super) fn version(material: &Material<'_>, fact: FactRef) -> Option<Sourced<u16>> {
    let known = material.known();
    let place = up_to(&known.contracts, material.day).iter().position(|held| held.fact == fact)?;
    Some(Sourced::new(u16::try_from(place + 1).ok()?, Source::CaseSystem))
}

fn danish(
    material: &Material<'_>,
    id: &str,
    held: &facts::Contract,
    blanks: &mut Blanks<'_>,
) -> Option<DanishEducation> {
    if let Some(course) = held.danish.as_deref().and_then(|danish| of_fact(danish, id)) {
        let known = material.known();
        let begun = up_to(&known.danish_courses, material.day).last().map(|course| course.fact);
        return Some(DanishEducation::Course { course, from: begun.map(|fact| day_of(material, fact)) });
    }
    let known = material.known();
    let exempted = up_to(&known.danish_exemptions, material.day).last();
    let because = exempted.and_then(|held| {
        let id = material.case.fact(held.fact).id.as_str();
        field_of(material.file, id, "reason")
    });
    blanks.text(Blank::NoDanishBecause, Form::Lines, because).map(|because| DanishEducation::NotNeeded { because })
}

fn offers(id: &str, held: &facts::Contract, blanks: &mut Blanks<'_>) -> Option<Offers> {
    let Some(what) = held.offers.as_deref().and_then(|offers| of_fact(offers, id)) else {
        return blanks.text(Blank::NoOffersBecause, Form::Lines, None).map(|because| Offers::None { because });
    };
    let purpose = blanks.optional_text(Blank::OffersPurpose);
    Some(Offers::Offered(AtLeastOne::one(Offer { what, purpose })))
}

/// Help in place of the programme and orders, where the contract says that they stand in it (§ 19, stk. 4, 3. pkt.).
fn help_and_orders(material: &Material<'_>, held: &facts::Contract, language: Language) -> Vec<Sourced<Text>> {
    let known = material.known();
    let help = up_to(&known.helps_in_place_of_programme, material.day).last().filter(|_| held.names_help_in_place);
    let order = up_to(&known.education_orders, material.day).last().filter(|_| held.names_education_order);
    let told = |fact: FactRef| {
        let id = material.case.fact(fact).id.as_str();
        of_fact(&headline(&json_of(material.file, id)?, language), id)
    };
    let facts = help.map(|help| help.fact).into_iter().chain(order.map(|order| order.fact));
    facts.filter_map(told).collect()
}
