//! A letter: an envelope and what its kind requires. Built by one function a kind, so that a decision is not sent to an authority and
//! a statement not to a person.

use law::words::Words;
use serde::Serialize;

use crate::contract::Contract;
use crate::decision::Decision;
use crate::document::{Document, Field, Writer};
use crate::envelope::{Addressee, Authority, Delivery, Envelope, Person};
use crate::follow_up::FollowUp;
use crate::hearing::Hearing;
use crate::statement::Statement;

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    envelope: Envelope,
    person: Person,
    to: Addressee,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Decision(Decision),
    Hearing(Hearing),
    Contract(Box<Contract>),
    FollowUp(FollowUp),
    Statement(Statement),
}

/// What kind of letter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Afgørelse.
    Decision,
    /// Partshøring.
    Hearing,
    /// Integrationskontrakt.
    Contract,
    /// Opfølgning.
    FollowUp,
    /// Udtalelse (§ 52).
    Statement,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Decision, Self::Hearing, Self::Contract, Self::FollowUp, Self::Statement];

    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Decision => Words::new("afgørelse", "decision"),
            Self::Hearing => Words::new("partshøring", "party hearing"),
            Self::Contract => Words::new("integrationskontrakt", "integration contract"),
            Self::FollowUp => Words::new("opfølgning", "follow-up"),
            Self::Statement => Words::new("udtalelse", "statement"),
        }
    }
}

impl Letter {
    /// A decision to the person.
    pub fn decision(envelope: Envelope, person: Person, delivery: Delivery, decision: Decision) -> Self {
        Self { envelope, person, to: Addressee::Person(delivery), content: Content::Decision(decision) }
    }

    /// A party hearing.
    pub fn hearing(envelope: Envelope, person: Person, delivery: Delivery, hearing: Hearing) -> Self {
        Self { envelope, person, to: Addressee::Person(delivery), content: Content::Hearing(hearing) }
    }

    /// An integration contract to sign.
    pub fn contract(envelope: Envelope, person: Person, delivery: Delivery, contract: Contract) -> Self {
        Self { envelope, person, to: Addressee::Person(delivery), content: Content::Contract(Box::new(contract)) }
    }

    /// A follow-up.
    pub fn follow_up(envelope: Envelope, person: Person, delivery: Delivery, follow_up: FollowUp) -> Self {
        Self { envelope, person, to: Addressee::Person(delivery), content: Content::FollowUp(follow_up) }
    }

    /// A statement about the person to another authority.
    pub fn statement(envelope: Envelope, person: Person, to: Authority, statement: Statement) -> Self {
        Self { envelope, person, to: Addressee::Authority(to), content: Content::Statement(statement) }
    }

    /// What kind of letter it is.
    pub fn kind(&self) -> Kind {
        match &self.content {
            Content::Decision(_) => Kind::Decision,
            Content::Hearing(_) => Kind::Hearing,
            Content::Contract(_) => Kind::Contract,
            Content::FollowUp(_) => Kind::FollowUp,
            Content::Statement(_) => Kind::Statement,
        }
    }

    /// The name of the person whose case it is.
    pub fn person_name(&self) -> &str {
        self.person.name.value().as_str()
    }

    /// Whether the person's address is protected, so that it must not stand in the letter nor on an envelope.
    pub fn is_digital_post_only(&self) -> bool {
        matches!(self.to, Addressee::Person(Delivery::DigitalPostOnly))
    }

    /// Every value in the letter with its label and source, in the order of the letter.
    pub fn fields(&self) -> Vec<Field> {
        self.document().fields().cloned().collect()
    }

    /// Whether an answer or meeting is set to a day before or on the day that it must come after; with that field's label.
    pub(crate) fn deadline_passed(&self) -> Option<&'static str> {
        let written = self.envelope.date.value();
        let (label, late) = match &self.content {
            Content::Hearing(hearing) => {
                (Words::new("svarfrist", "deadline for answer"), hearing.deadline.value() <= written)
            }
            Content::FollowUp(follow_up) => {
                (Words::new("næste opfølgning", "next follow-up"), follow_up.next.value() <= follow_up.held.value())
            }
            Content::Decision(_) | Content::Contract(_) | Content::Statement(_) => return None,
        };
        late.then(|| label.text(self.envelope.language))
    }

    /// A contract is written between two parties, a statement to an authority.
    fn is_written_to_the_person(&self) -> bool {
        matches!(self.content, Content::Decision(_) | Content::Hearing(_) | Content::FollowUp(_))
    }

    pub(crate) fn document(&self) -> Document {
        let mut writer = Writer::new(self.envelope.language);
        if self.is_written_to_the_person() {
            let name = writer.field("navn", "name", &self.person.name);
            writer.paragraph("Kære {}", "Dear {}", [name]);
        }
        match &self.content {
            Content::Decision(decision) => decision.write(&mut writer),
            Content::Hearing(hearing) => hearing.write(&mut writer),
            Content::Contract(contract) => contract.write(&mut writer, &self.person, &self.envelope.sender),
            Content::FollowUp(follow_up) => follow_up.write(&mut writer),
            Content::Statement(statement) => statement.write(&mut writer, &self.person),
        }
        if !matches!(self.content, Content::Contract(_)) {
            self.envelope.sender.write_greeting(&mut writer);
        }
        let head = self.envelope.head(&self.person, &self.to);
        Document { language: self.envelope.language, day: *self.envelope.date.value(), head, body: writer.finish() }
    }
}
