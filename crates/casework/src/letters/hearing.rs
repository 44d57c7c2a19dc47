//! A hearing of the party before a decision: what is considered, on which facts, and by when to answer.

use law::words::Words;
use letters::{AtLeastOne, Hearing, Letter};

use super::blanks::{Blank, Blanks, Form};
use super::decision::{drafted, facts_of, law_of, sentence};
use super::envelope::{delivery, envelope, person};
use super::writing::Material;

/// The letter that hears the party.
pub(super) fn letter(material: &Material<'_>, id: &str, blanks: &mut Blanks<'_>) -> Option<Letter> {
    let language = blanks.language();
    let draft = drafted(material, id)?;
    let title =
        Words::new("Vi vil gerne høre dig, før vi afgør din sag", "We want to hear you before we decide your case");
    let envelope = envelope(material, blanks, title.text(language));
    let delivery = delivery(&material.recipient, blanks);
    let start = Words::new("Vi overvejer at træffe en afgørelse om", "We consider making a decision on");
    let considered = blanks.text(Blank::Considered, Form::Lines, sentence(material, id, start, language));
    let facts = blanks.lines(Blank::Facts, facts_of(material, &draft, language));
    // No law sets this deadline: whoever hears sets it (forvaltningsloven § 19, stk. 1).
    let deadline = blanks.day(Blank::Deadline, None);
    let provisions = AtLeastOne::from_list(law_of(material, &draft, material.day, language).provisions);
    let hearing = Hearing { considered: considered?, provisions: provisions?, facts: facts?, deadline: deadline? };
    Some(Letter::hearing(envelope?, person(&material.recipient, false), delivery?, hearing))
}
