//! A hearing letter (partshøring, forvaltningsloven §§ 19–20): what is considered, on what facts, and by when to answer.

use jiff::civil::Date;
use law::act::Provision;

use crate::decision::write_provisions;
use crate::document::Writer;
use crate::envelope::plain;
use crate::source::Sourced;
use crate::text::{AtLeastOne, Text};

/// A party hearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// What the authority considers to decide.
    pub considered: Sourced<Text>,
    /// The provisions by which it would.
    pub provisions: AtLeastOne<Provision>,
    /// The facts on which it would, also those the person does not know the authority has.
    pub facts: AtLeastOne<Sourced<Text>>,
    /// The last day to answer. After the day of the letter.
    pub deadline: Sourced<Date>,
}

impl Hearing {
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.paragraph(
            "Vi skal træffe en afgørelse i din sag. Før vi gør det, vil vi høre, hvad du har at sige.",
            "We are to make a decision in your case. Before we do, we want to hear what you have to say.",
            [],
        );
        let deadline = writer.field("svarfrist", "deadline for answer", &self.deadline);
        writer.notice("Svar senest den {}.", "Answer by {}.", [deadline.clone()]);
        writer.heading("Det overvejer vi", "What we consider");
        let considered = writer.field("påtænkt afgørelse", "decision considered", &self.considered);
        writer.paragraph("{}", "{}", [considered]);
        writer.heading("Det bygger vi på", "What we build on");
        let facts: Vec<_> = self.facts.iter().map(|fact| plain(writer.field("oplysning", "fact", fact))).collect();
        writer.list(facts);
        write_provisions(writer, &self.provisions);
        writer.heading("Sådan svarer du", "How to answer");
        writer.paragraph(
            "Skriv eller ring til os. Du finder telefonnummer og adresse øverst i brevet. Fortæl os, om oplysningerne er rigtige, om der \
             mangler noget, og hvad du mener om det, vi overvejer. Har du en rimelig grund, som vi ikke kender, så fortæl om den.",
            "Write to us or telephone. You find number and address at the top of the letter. Tell us whether the facts are right, \
             whether something is missing, and what you think of what we consider. If you have a reasonable ground that we do not \
             know of, tell us about it.",
            [],
        );
        writer.paragraph(
            "Du har ret til at se sagens papirer (aktindsigt), og du må have en anden med dig eller lade en anden svare for dig.",
            "You have the right to see the papers of the case, and you may bring somebody or let somebody answer for you.",
            [],
        );
        writer.paragraph(
            "Har vi ikke hørt fra dig den {}, træffer vi afgørelsen på de oplysninger, vi har.",
            "If we have not heard from you by {}, we decide on the facts that we have.",
            [deadline],
        );
    }
}
