//! A follow-up (opfølgning, integrationsloven § 20): how it goes with the contract's goals, what was agreed, and when next.

use jiff::civil::Date;
use law::cite;

use crate::document::{Line, Writer};
use crate::envelope::plain;
use crate::source::Sourced;
use crate::text::{AtLeastOne, Text};

/// A follow-up on a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The day of the interview.
    pub held: Sourced<Date>,
    /// Which version of the contract was followed up.
    pub version: Sourced<u16>,
    /// How each goal stands (stk. 3).
    pub goals: AtLeastOne<GoalStatus>,
    /// What was agreed.
    pub agreed: AtLeastOne<Sourced<Text>>,
    /// Whether the contract changes (stk. 3, 3. pkt.).
    pub changes: Changes,
    /// The day by which the next follow-up is held. After the day of the interview.
    pub next: Sourced<Date>,
}

/// How a goal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalStatus {
    /// The goal.
    pub goal: Sourced<Text>,
    /// How it stands.
    pub status: Sourced<Text>,
}

/// Whether a contract changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// It goes on as it is.
    None,
    /// There will be a new version.
    NewVersion {
        /// What changes.
        what: Sourced<Text>,
    },
}

impl FollowUp {
    pub(crate) fn write(&self, writer: &mut Writer) {
        let held = writer.field("samtalens dato", "day of the interview", &self.held);
        let version = writer.field("kontraktens version", "version of the contract", &self.version);
        let rule = writer.citation(cite!("§ 20"));
        writer.paragraph(
            "Den {} havde vi en samtale om din integrationskontrakt, version {} (integrationsloven {}). Her er det, vi talte om og aftalte.",
            "On {} we had an interview about your integration contract, version {} (Integration Act {}). This is what we talked about \
             and agreed.",
            [held, version, rule],
        );
        writer.heading("Sådan går det med målene", "How the goals stand");
        let goals: Vec<Line> = self.goals.iter().map(|goal| goal.line(writer)).collect();
        writer.list(goals);
        writer.heading("Det aftalte vi", "What we agreed");
        let agreed: Vec<Line> =
            self.agreed.iter().map(|agreed| plain(writer.field("aftale", "agreed", agreed))).collect();
        writer.list(agreed);
        writer.heading("Kontrakten", "The contract");
        match &self.changes {
            Changes::None => {
                writer.paragraph("Kontrakten fortsætter uden ændringer.", "The contract goes on unchanged.", []);
            }
            Changes::NewVersion { what } => {
                let what = writer.field("ændring", "change", what);
                writer.paragraph(
                    "Kontrakten skal ændres: {} Du får en ny version til underskrift.",
                    "The contract is to change: {} You will receive a new version to sign.",
                    [what],
                );
            }
        }
        writer.heading("Næste samtale", "Next interview");
        let next = writer.field("næste opfølgning", "next follow-up", &self.next);
        writer.notice("Vi mødes igen senest den {}.", "We meet again by {}.", [next]);
        writer.paragraph(
            "Er noget i dette brev ikke rigtigt, så skriv eller ring til os.",
            "If anything in this letter is not right, write to us or telephone.",
            [],
        );
    }
}

impl GoalStatus {
    fn line(&self, writer: &Writer) -> Line {
        let goal = writer.field("mål", "goal", &self.goal);
        let status = writer.field("målets status", "status of the goal", &self.status);
        writer.line("{}: {}", "{}: {}", [goal, status])
    }
}
