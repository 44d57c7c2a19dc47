//! A decision that was made, as a letter: what was decided, by which provisions, on which facts and considerations, what the person
//! said, and how to complain.

use jiff::civil::Date;
use law::decision::{is_burdensome, provision_of};
use law::facts::{Content, DecisionDraft, DecisionMade, names};
use law::why::FactRef;
use law::words::{Language, Words};
use letters::{AtLeastOne, ComplaintGuidance, Decision, Ending, Heard, Letter, Reasons, Sourced, Text};

use super::blanks::{Blank, Blanks, Form};
use super::envelope::{delivery, envelope, person, send_to};
use super::reasons::{Concluded, concluded, field_of, json_of, of_fact, told};
use super::writing::{Material, day_of};

/// What can have come of a hearing.
const HEARD: &[&str] = &["answered", "silent"];
/// Whether all that was asked for is granted.
const GRANTED: &[&str] = &["in_full", "in_part"];

/// A draft of a decision, with what the case knows of it.
pub(super) struct Drafted<'a> {
    pub(super) fact: FactRef,
    pub(super) held: &'a DecisionDraft,
}

/// The draft of a decision at an id.
pub(super) fn drafted<'a>(material: &Material<'a>, id: &str) -> Option<Drafted<'a>> {
    let (fact, found) = material.case.counting().find(|(_, fact)| fact.id == id)?;
    match &found.content {
        Content::DecisionDraft(held) => Some(Drafted { fact, held }),
        _ => None,
    }
}

/// What a decision is on, in the words of the Act: nedsættelse ved udeblivelse.
pub(super) fn subject(material: &Material<'_>, draft: &str, language: Language) -> String {
    let decides = json_of(material.file, draft);
    let decides = decides.as_ref().and_then(|fact| fact.get("decides")).and_then(|decides| decides.as_str());
    let words = decides.and_then(|decides| names::choice("decision_draft", "decides", decides));
    words.map_or_else(String::new, |words| words.text(language).to_owned())
}

/// A sentence on the decision with what its draft holds: month, amount, from when.
pub(super) fn sentence(
    material: &Material<'_>,
    draft: &str,
    start: Words,
    language: Language,
) -> Option<Sourced<Text>> {
    let mut fact = json_of(material.file, draft)?;
    fact.retain(|name, _| matches!(&**name, "fact" | "month" | "amount" | "effect_from"));
    let held = law::facts::describe(&fact, language).into_iter().map(|(label, value)| format!("{label}: {value}"));
    let held: Vec<String> = held.collect();
    let mut sentence = format!("{} {}", start.text(language), subject(material, draft, language));
    if !held.is_empty() {
        sentence = format!("{sentence} ({})", held.join("; "));
    }
    of_fact(&format!("{sentence}."), draft)
}

/// The facts that a draft rests on, told.
pub(super) fn facts_of(material: &Material<'_>, draft: &Drafted<'_>, language: Language) -> Vec<Sourced<Text>> {
    let rests_on = draft.held.rests_on.iter();
    rests_on.filter_map(|fact| told(material.file, fact.id(), language)).collect()
}

/// What the Act concluded on a day of a draft and the facts it rests on.
pub(super) fn law_of(material: &Material<'_>, draft: &Drafted<'_>, on: Date, language: Language) -> Concluded {
    let rests_on = draft.held.rests_on.iter().filter_map(law::facts::FactKey::fact);
    let about: Vec<FactRef> = [draft.fact].into_iter().chain(rests_on).collect();
    concluded(material, (&about, on), provision_of(draft.held.decides), language)
}

/// The letter that announces the decision.
pub(super) fn letter(material: &Material<'_>, id: &str, blanks: &mut Blanks<'_>) -> Option<Letter> {
    let language = blanks.language();
    let draft = drafted(material, id)?;
    let (made_by, made, made_on) = made(material, draft.fact)?;
    let title = Words::new("Afgørelse om", "Decision on").text(language);
    let title = format!("{title} {}", subject(material, id, language));
    let envelope = envelope(material, blanks, &title);
    let delivery = delivery(&material.recipient, blanks);
    let start = Words::new("Kommunen har truffet afgørelse om", "The municipality has made a decision on");
    let outcome = blanks.text(Blank::Outcome, Form::Lines, sentence(material, id, start, language));
    let law = law_of(material, &draft, made_on, language);
    let reasons = reasons(material, &draft, made_by, &law, blanks);
    let ending = ending(material, &draft, made, reasons, blanks);
    let decision = Decision { outcome: outcome?, provisions: AtLeastOne::from_list(law.provisions)?, ending: ending? };
    Some(Letter::decision(envelope?, person(&material.recipient, false), delivery?, decision))
}

/// The fact that the decision was made, by its id, what it holds, and its day.
fn made<'a>(material: &Material<'a>, draft: FactRef) -> Option<(&'a str, &'a DecisionMade, Date)> {
    let known = material.known();
    let made = known.pointing_at(draft).filter_map(|(fact, content)| match content {
        Content::DecisionMade(made) => Some((material.case.fact(fact).id.as_str(), made, known.day(fact))),
        _ => None,
    });
    made.last()
}

fn reasons(
    material: &Material<'_>,
    draft: &Drafted<'_>,
    made_by: &str,
    law: &Concluded,
    blanks: &mut Blanks<'_>,
) -> Option<Reasons> {
    let facts = blanks.lines(Blank::Facts, facts_of(material, draft, blanks.language()));
    let own = field_of(material.file, made_by, "reason");
    let own = blanks.lines(Blank::Considerations, own.into_iter().collect());
    let mut considerations = own?;
    considerations.rest.extend(law.steps.iter().cloned());
    Some(Reasons { facts: facts?, considerations })
}

fn ending(
    material: &Material<'_>,
    draft: &Drafted<'_>,
    made: &DecisionMade,
    reasons: Option<Reasons>,
    blanks: &mut Blanks<'_>,
) -> Option<Ending> {
    let language = blanks.language();
    let kind = draft.held.decides;
    if !is_burdensome(kind) && blanks.choice(Blank::Granted, GRANTED)? == "in_full" {
        return Some(Ending::GrantedInFull { reasons: Some(reasons?) });
    }
    let heard = heard(material, draft.fact, blanks);
    let complaint = ComplaintGuidance::new(kind, made.empowered_under, send_to(material, language)?);
    Some(Ending::Reasoned { reasons: reasons?, heard: heard?, complaint })
}

fn heard(material: &Material<'_>, draft: FactRef, blanks: &mut Blanks<'_>) -> Option<Heard> {
    let known = material.known();
    let hearing = known.pointing_at(draft).find(|(_, content)| matches!(content, Content::PartyHearing(_)));
    let Some((hearing, _)) = hearing else {
        return blanks.text(Blank::NotHeardBecause, Form::Lines, None).map(|because| Heard::NotNeeded { because });
    };
    let asked = day_of(material, hearing);
    match blanks.choice(Blank::Heard, HEARD)? {
        "answered" => blanks.text(Blank::Said, Form::Lines, None).map(|said| Heard::Answered { asked, said }),
        _ => blanks.day(Blank::AnswerDeadline, None).map(|deadline| Heard::Silent { asked, deadline }),
    }
}
