//! Who writes to whom about which case: what stands above every letter.
//!
//! An address that is protected cannot leak into a letter: with [`Delivery::DigitalPostOnly`] there is no place for one.

use jiff::civil::Date;
use law::words::{Language, Words};
use vocabulary::CprNumber;

use crate::document::{Field, Head, Line, Run, Shown, Writer};
use crate::source::Sourced;
use crate::text::{AtLeastOne, Text};

/// What every letter has, whatever its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The language of the letter.
    pub language: Language,
    /// The authority that writes.
    pub sender: Sender,
    /// The case number.
    pub case_number: Sourced<Text>,
    /// The day of the letter.
    pub date: Sourced<Date>,
    /// What the letter is about, as its heading.
    pub title: Sourced<Text>,
}

/// The authority that writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Its name: `Sønderbjerg Kommune`.
    pub authority: Sourced<Text>,
    /// The department.
    pub department: Sourced<Text>,
    /// Its postal address, a line each.
    pub address: AtLeastOne<Sourced<Text>>,
    /// Whom to ask.
    pub contact: Contact,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The caseworker.
    pub name: Sourced<Text>,
    /// Telephone.
    pub telephone: Sourced<Text>,
    /// The address for secure post: `www.borger.dk`, or a secure e-mail address.
    pub secure_post: Sourced<Text>,
}

/// The person whose case it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name, as CPR has it.
    pub name: Sourced<Text>,
    /// CPR number, where the person has one.
    pub number: Option<PersonalNumber>,
}

/// A CPR number in a letter.
///
/// Authorities may use it for unambiguous identification and as journal number (databeskyttelsesloven § 11, stk. 1). A letter to the
/// person seldom needs more than the birth date; whole it stands where the party to a contract or the subject of a statement must be
/// identified without doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonalNumber {
    /// `010190-xxxx`.
    Masked(Sourced<CprNumber>),
    /// `010190-1234`.
    Whole(Sourced<CprNumber>),
}

/// How the letter reaches the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// By post or Digital Post, with the address in the letter, a line each.
    Address(AtLeastOne<Sourced<Text>>),
    /// Name and address are protected (CPR-loven § 28): by Digital Post alone, without an address.
    DigitalPostOnly,
}

/// Another authority as recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Its name.
    pub name: Sourced<Text>,
    /// Its address, a line each.
    pub address: AtLeastOne<Sourced<Text>>,
}

/// Who receives the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Addressee {
    Person(Delivery),
    Authority(Authority),
}

impl PersonalNumber {
    fn field(&self, writer: &Writer) -> Field {
        let (shown, source) = match self {
            Self::Masked(number) => (number.value().to_string(), number.source()),
            Self::Whole(number) => (number.value().hyphenated(), number.source()),
        };
        writer.field("personnummer", "CPR number", &Sourced::new(Printed(shown), source.clone()))
    }
}

/// A text that is ready as it is.
struct Printed(String);

impl Shown for Printed {
    fn shown(&self, _: Language) -> String {
        self.0.clone()
    }
}

impl Envelope {
    /// The head of a letter about a person to an addressee.
    pub(crate) fn head(&self, person: &Person, to: &Addressee) -> Head {
        let writer = &Writer::new(self.language);
        Head {
            sender: plain(writer.field("myndighed", "authority", &self.sender.authority)),
            sender_lines: self.sender.lines(writer),
            recipient: recipient(writer, person, to),
            references: self.references(writer, person, to),
            title: plain(writer.field("overskrift", "title", &self.title)),
        }
    }

    /// The head of a letter to an authority that is about no person. It goes by Digital Post: there is no address in it.
    pub(crate) fn head_to(&self, authority: &Sourced<Text>) -> Head {
        let writer = &Writer::new(self.language);
        let recipient = vec![
            plain(writer.field("modtager", "recipient", authority)),
            writer.line("Sendes med Digital Post", "Sent by Digital Post", []),
        ];
        Head {
            sender: plain(writer.field("myndighed", "authority", &self.sender.authority)),
            sender_lines: self.sender.lines(writer),
            recipient,
            references: self.date_and_number(writer),
            title: plain(writer.field("overskrift", "title", &self.title)),
        }
    }

    fn date_and_number(&self, writer: &Writer) -> Vec<(&'static str, Line)> {
        let word = |da, en| Words::new(da, en).text(self.language);
        vec![
            (word("Dato", "Date"), plain(writer.field("brevets dato", "date of the letter", &self.date))),
            (word("Sagsnummer", "Case number"), plain(writer.field("sagsnummer", "case number", &self.case_number))),
        ]
    }

    fn references(&self, writer: &Writer, person: &Person, to: &Addressee) -> Vec<(&'static str, Line)> {
        let word = |da, en| Words::new(da, en).text(self.language);
        let mut references = self.date_and_number(writer);
        if matches!(to, Addressee::Authority(_)) {
            references.push((word("Vedrører", "Concerns"), plain(writer.field("navn", "name", &person.name))));
        }
        if let Some(number) = &person.number {
            references.push((word("Personnummer", "CPR number"), plain(number.field(writer))));
        }
        references
    }
}

impl Sender {
    /// The close of a letter: a named person answers for it.
    pub(crate) fn write_greeting(&self, writer: &mut Writer) {
        let name = writer.field("sagsbehandler", "caseworker", &self.contact.name);
        let department = writer.field("afdeling", "department", &self.department);
        let sender = writer.line("{}, {}", "{}, {}", [name, department]);
        writer.close("Venlig hilsen", "Yours sincerely", sender);
    }

    fn lines(&self, writer: &Writer) -> Vec<Line> {
        let Contact { name, telephone, secure_post } = &self.contact;
        let mut lines = vec![plain(writer.field("afdeling", "department", &self.department))];
        lines.extend(address(writer, &self.address));
        lines.push(writer.line("Kontakt: {}", "Contact: {}", [writer.field("sagsbehandler", "caseworker", name)]));
        lines.push(writer.line("Telefon {}", "Telephone {}", [writer.field("telefon", "telephone", telephone)]));
        lines.push(plain(writer.field("sikker post", "secure post", secure_post)));
        lines
    }
}

/// A line of nothing but a field.
pub(crate) fn plain(field: Field) -> Line {
    vec![Run::Field(field)]
}

fn recipient(writer: &Writer, person: &Person, to: &Addressee) -> Vec<Line> {
    match to {
        Addressee::Person(delivery) => {
            let mut lines = vec![plain(writer.field("navn", "name", &person.name))];
            match delivery {
                Delivery::Address(of) => lines.extend(address(writer, of)),
                Delivery::DigitalPostOnly => {
                    lines.push(writer.line("Sendes kun med Digital Post", "Sent by Digital Post only", []));
                }
            }
            lines
        }
        Addressee::Authority(authority) => {
            let mut lines = vec![plain(writer.field("modtager", "recipient", &authority.name))];
            lines.extend(address(writer, &authority.address));
            lines
        }
    }
}

fn address<'a>(writer: &'a Writer, lines: &'a AtLeastOne<Sourced<Text>>) -> impl Iterator<Item = Line> {
    lines.iter().map(|line| plain(writer.field("adresse", "address", line)))
}
