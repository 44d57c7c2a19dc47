//! The municipality's statement to Udlændingeservice (udtalelse, integrationsloven § 52), for its decision on a permanent residence
//! permit: whether the programme was completed and whether there is overdue public debt, or the three dates of contract and declaration.

use jiff::civil::Date;
use law::act::Provision;
use law::assessment::day_text;
use law::cite;
use law::words::{Language, Words};
use vocabulary::Kroner;

use crate::complaint::ComplaintGuidance;
use crate::document::{Line, Shown, Writer};
use crate::envelope::{Person, plain};
use crate::source::Sourced;
use crate::text::Text;

/// A statement. It says what was asked for and nothing else: each of the two is passed on only at request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The day of the request.
    pub requested: Sourced<Date>,
    /// What was asked for.
    pub said: Said,
    /// How the person can complain of the statement (§ 53, stk. 5).
    pub complaint: ComplaintGuidance,
}

/// What a statement says. No point of it can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// How the programme ended, and debt (stk. 1).
    Completion(ProgrammeAndDebt),
    /// The three dates (stk. 2).
    Dates(ContractDates),
}

/// How the programme ended, and debt (stk. 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeAndDebt {
    /// Whether the programme was completed.
    pub completion: Sourced<Completion>,
    /// What the municipality's judgement of that rests on.
    pub completion_reason: Sourced<Text>,
    /// Overdue debt to the public.
    pub debt: Sourced<Debt>,
}

/// When contract and declaration were drawn up and signed (stk. 2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractDates {
    /// When the contract was drawn up.
    pub contract_drawn_up: Sourced<Happened>,
    /// When the person signed it.
    pub contract_signed: Sourced<Happened>,
    /// When the person signed the declaration on integration and active citizenship.
    pub declaration_signed: Sourced<Happened>,
}

/// Whether the programme was completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The introduction programme was.
    Completed,
    /// It was not, but another course that equals it.
    EqualCourse,
    /// Neither.
    NotCompleted,
}

/// Overdue debt to the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debt {
    /// There is none.
    None,
    /// There is.
    Overdue(Kroner),
}

/// The day of something, or that it has not happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// On this day.
    On(Date),
    /// It has not.
    Not,
}

impl Shown for Completion {
    fn shown(&self, language: Language) -> String {
        let words = match self {
            Self::Completed => {
                Words::new("Ja, introduktionsprogrammet er gennemført", "Yes, the introduction programme was completed")
            }
            Self::EqualCourse => Words::new(
                "Programmet er ikke gennemført, men et andet forløb, der kan sidestilles med det, er",
                "The programme was not completed, but another course that equals it was",
            ),
            Self::NotCompleted => Words::new(
                "Nej, hverken programmet eller et forløb, der kan sidestilles med det, er gennemført",
                "No, neither the programme nor a course that equals it was completed",
            ),
        };
        words.text(language).to_owned()
    }
}

impl Shown for Debt {
    fn shown(&self, language: Language) -> String {
        match self {
            Self::None => Words::new("Nej", "No").text(language).to_owned(),
            Self::Overdue(amount) => format!("{}, {amount}", Words::new("Ja", "Yes").text(language)),
        }
    }
}

impl Shown for Happened {
    fn shown(&self, language: Language) -> String {
        match self {
            Self::On(day) => day_text(*day, language),
            Self::Not => Words::new("Ikke sket", "Has not happened").text(language).to_owned(),
        }
    }
}

impl Statement {
    pub(crate) fn write(&self, writer: &mut Writer, person: &Person) {
        let requested = writer.field("anmodningens dato", "day of the request", &self.requested);
        let rule = writer.citation(match &self.said {
            Said::Completion(_) => cite!("§ 52, stk. 1"),
            Said::Dates(_) => cite!("§ 52, stk. 2"),
        });
        writer.paragraph(
            "Udlændingeservice har den {} bedt om en udtalelse efter integrationsloven {}, til afgørelsen om tidsubegrænset \
             opholdstilladelse. Kommunen udtaler:",
            "On {} the Immigration Service asked for a statement under Integration Act {}, for its decision on a permanent residence \
             permit. The municipality states:",
            [requested, rule],
        );
        match &self.said {
            Said::Completion(said) => said.write(writer),
            Said::Dates(said) => said.write(writer),
        }
        let name = writer.field("navn", "name", &person.name);
        writer.paragraph(
            "{} får en kopi af udtalelsen. Vejledningen herunder er til dig, som udtalelsen handler om.",
            "{} receives a copy of the statement. The guidance below is for you whom the statement concerns.",
            [name],
        );
        self.complaint.write(writer);
    }
}

impl ProgrammeAndDebt {
    fn write(&self, writer: &mut Writer) {
        writer.heading("Program og gæld", "Programme and debt");
        let completion = plain(writer.field("gennemført program", "programme completed", &self.completion));
        let debt = plain(writer.field("forfalden gæld", "overdue debt", &self.debt));
        let terms = [
            (Words::new("Introduktionsprogrammet gennemført", "Introduction programme completed"), completion),
            (Words::new("Forfalden gæld til det offentlige", "Overdue debt to the public"), debt),
        ];
        writer.terms(terms);
        let reason = writer.field("begrundelse", "reason", &self.completion_reason);
        writer.paragraph("Vurderingen bygger på: {}", "The judgement rests on: {}", [reason]);
        write_source(writer, cite!("§ 52, stk. 1"));
    }
}

impl ContractDates {
    fn write(&self, writer: &mut Writer) {
        writer.heading("Kontrakt og erklæring", "Contract and declaration");
        let day = |label: Words, happened: &Sourced<Happened>| -> (Words, Line) {
            (label, plain(writer.field(label.da, label.en, happened)))
        };
        let terms = [
            day(Words::new("Kontrakten udarbejdet", "Contract drawn up"), &self.contract_drawn_up),
            day(Words::new("Kontrakten underskrevet", "Contract signed"), &self.contract_signed),
            day(Words::new("Erklæringen underskrevet", "Declaration signed"), &self.declaration_signed),
        ];
        writer.terms(terms);
        write_source(writer, cite!("§ 52, stk. 2"));
    }
}

fn write_source(writer: &mut Writer, provision: Provision) {
    let rule = writer.citation(provision);
    writer.paragraph("(Integrationsloven {})", "(Integration Act {})", [rule]);
}
