//! A decision (afgørelse): what was decided, by which provisions, why, what the person said, and how to complain.
//!
//! Reasons and guidance may be left out only where the person got all that was asked for (forvaltningsloven §§ 22 and 25); a decision
//! without them does not build otherwise.

use jiff::civil::Date;
use law::act::Provision;

use crate::complaint::ComplaintGuidance;
use crate::document::{Field, Writer};
use crate::envelope::plain;
use crate::source::Sourced;
use crate::text::{AtLeastOne, Text};

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided, in plain words: also from when, and how much.
    pub outcome: Sourced<Text>,
    /// The provisions it rests on (forvaltningsloven § 24, stk. 1).
    pub provisions: AtLeastOne<Provision>,
    /// Reasons and guidance.
    pub ending: Ending,
}

/// Whether a decision needs reasons and guidance on complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It grants all that was asked for: it needs neither (forvaltningsloven §§ 22 and 25, stk. 1).
    GrantedInFull {
        /// Reasons all the same.
        reasons: Option<Reasons>,
    },
    /// All others.
    Reasoned {
        /// Why.
        reasons: Reasons,
        /// What came of the hearing.
        heard: Heard,
        /// How to complain.
        complaint: ComplaintGuidance,
    },
}

/// Reasons (forvaltningsloven § 24).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasons {
    /// The facts that weighed (stk. 2).
    pub facts: AtLeastOne<Sourced<Text>>,
    /// The main considerations (stk. 1, 2. pkt.), and how the provisions apply to the facts.
    pub considerations: AtLeastOne<Sourced<Text>>,
}

/// What came of the hearing (forvaltningsloven § 19).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The person answered.
    Answered {
        /// The day of the hearing letter.
        asked: Sourced<Date>,
        /// What the person said.
        said: Sourced<Text>,
    },
    /// No answer came in time.
    Silent {
        /// The day of the hearing letter.
        asked: Sourced<Date>,
        /// The last day to answer.
        deadline: Sourced<Date>,
    },
    /// No hearing was needed (forvaltningsloven § 19, stk. 2).
    NotNeeded {
        /// Why.
        because: Sourced<Text>,
    },
}

impl Decision {
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.heading("Afgørelse", "Decision");
        let outcome = writer.field("afgørelse", "decision", &self.outcome);
        writer.notice("{}", "{}", [outcome]);
        write_provisions(writer, &self.provisions);
        match &self.ending {
            Ending::GrantedInFull { reasons } => {
                if let Some(reasons) = reasons {
                    reasons.write(writer);
                }
                writer.paragraph(
                    "Du har fået alt det, du har bedt om. Derfor er der ingen klagevejledning i dette brev.",
                    "You have been granted all that you asked for. That is why this letter has no guidance on complaint.",
                    [],
                );
            }
            Ending::Reasoned { reasons, heard, complaint } => {
                reasons.write(writer);
                heard.write(writer);
                complaint.write(writer);
            }
        }
    }
}

/// The provisions a letter rests on, with what each is about.
pub(crate) fn write_provisions(writer: &mut Writer, provisions: &AtLeastOne<Provision>) {
    writer.heading("Regler", "Rules");
    writer.paragraph(
        "Sagen er behandlet efter disse bestemmelser i integrationsloven:",
        "The case is handled under these provisions of the Integration Act:",
        [],
    );
    let lines: Vec<_> = provisions.iter().map(|provision| plain(writer.provision(*provision))).collect();
    writer.list(lines);
}

impl Reasons {
    fn write(&self, writer: &mut Writer) {
        writer.heading("Begrundelse", "Reasons");
        writer.paragraph("Vi har lagt vægt på disse oplysninger:", "These facts have weighed with us:", []);
        let facts: Vec<_> = self.facts.iter().map(|fact| plain(writer.field("oplysning", "fact", fact))).collect();
        writer.list(facts);
        for consideration in self.considerations.iter() {
            let consideration = writer.field("hovedhensyn", "consideration", consideration);
            writer.paragraph("{}", "{}", [consideration]);
        }
    }
}

impl Heard {
    fn write(&self, writer: &mut Writer) {
        writer.heading("Det har du sagt til sagen", "What you have said");
        match self {
            Self::Answered { asked, said } => {
                let asked = hearing_day(writer, asked);
                writer.paragraph(
                    "Vi hørte dig i et brev af {}. Du svarede:",
                    "We heard you in a letter of {}. You answered:",
                    [asked],
                );
                let said = writer.field("svar på høringen", "answer to the hearing", said);
                writer.paragraph("»{}«", "“{}”", [said]);
            }
            Self::Silent { asked, deadline } => {
                let asked = hearing_day(writer, asked);
                let deadline = writer.field("svarfrist", "deadline for answer", deadline);
                writer.paragraph(
                    "Vi hørte dig i et brev af {}. Du skulle svare senest den {}. Vi har ikke modtaget et svar.",
                    "We heard you in a letter of {}. You were to answer by {}. We have received no answer.",
                    [asked, deadline],
                );
            }
            Self::NotNeeded { because } => {
                let because = writer.field("hvorfor ingen høring", "why no hearing", because);
                writer.paragraph(
                    "Vi har ikke hørt dig, før vi traf afgørelsen: {}",
                    "We did not hear you before we decided: {}",
                    [because],
                );
            }
        }
    }
}

fn hearing_day(writer: &Writer, asked: &Sourced<Date>) -> Field {
    writer.field("høringsbrevets dato", "day of the hearing letter", asked)
}
