//! Who writes to whom: the authority's letterhead, and where the registers say the person gets post.

use law::words::Words;
use letters::{
    AtLeastOne, Contact, Delivery, Envelope, Person, PersonalNumber, Register, Sender, Source, Sourced, Text,
};
use serde::{Deserialize, Serialize};
use vocabulary::CprNumber;

use super::blanks::{Blank, Blanks, Form, Gap};
use super::writing::Material;
use crate::cases::CaseFile;
use crate::office::View;
use crate::questions::address_lines;

/// What stands above every letter of an authority. The authority says it itself; nothing is made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// The department.
    pub department: String,
    /// The postal address, a line each.
    pub address: String,
    /// Telephone.
    pub telephone: String,
    /// Where secure post is sent.
    pub secure_post: String,
}

impl Letterhead {
    /// Whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        [&self.department, &self.address, &self.telephone, &self.secure_post].iter().all(|text| !text.trim().is_empty())
    }
}

/// The person that a letter is about, as far as the registers know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipient {
    pub(super) name: Sourced<Text>,
    pub(super) number: Option<CprNumber>,
    pub(super) post: Post,
}

/// Where the person gets post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Post {
    /// Name and address are protected, of the person or of somebody who lives with them.
    Protected,
    /// The civil register's address.
    Address(Vec<String>),
    /// No register tells.
    Unknown,
}

/// What the registers say of a person of a case; the name of the case where the registers are not coupled.
pub(super) fn recipient(view: &View<'_>, file: &CaseFile, id: &str) -> Option<Recipient> {
    let civil = view.civil(id);
    let named = |name: &str, source| Text::new(name).ok().map(|name| Sourced::new(name, source));
    let of_cpr = civil.and_then(|(_, entry)| entry.person.name.as_ref()).map(vocabulary::PersonName::full);
    let of_case = file.person(id).and_then(|person| person.name.clone());
    let name = of_cpr
        .and_then(|name| named(&name, Source::Register(Register::Cpr)))
        .or_else(|| named(&of_case?, Source::Register(Register::Carl2)))
        .or_else(|| named(id, Source::Register(Register::Carl2)))?;
    let post = match civil {
        _ if view.is_dwelling_protected(id) => Post::Protected,
        Some((_, entry)) => {
            let lines = address_lines(&entry.person);
            if lines.is_empty() { Post::Unknown } else { Post::Address(lines) }
        }
        None => Post::Unknown,
    };
    Some(Recipient { name, number: civil.map(|(number, _)| number), post })
}

/// The person in the letter. The whole number stands only where the person must be known without doubt.
pub(super) fn person(recipient: &Recipient, is_whole: bool) -> Person {
    let number = recipient.number.map(|number| {
        let number = Sourced::new(number, Source::Register(Register::Cpr));
        if is_whole { PersonalNumber::Whole(number) } else { PersonalNumber::Masked(number) }
    });
    Person { name: recipient.name.clone(), number }
}

/// How the letter reaches the person. A protected address is not even asked for.
pub(super) fn delivery(recipient: &Recipient, blanks: &mut Blanks<'_>) -> Option<Delivery> {
    let lines = match &recipient.post {
        Post::Protected => return Some(Delivery::DigitalPostOnly),
        Post::Address(lines) => lines.iter().filter_map(|line| Text::new(line).ok()).collect(),
        Post::Unknown => Vec::new(),
    };
    if let Some(known) =
        AtLeastOne::from_list(lines.into_iter().map(|line| Sourced::new(line, Source::Register(Register::Cpr))))
    {
        return Some(Delivery::Address(known));
    }
    blanks.lines(Blank::Address, Vec::new()).map(Delivery::Address)
}

/// The envelope, with a title that is suggested.
pub(super) fn envelope(material: &Material<'_>, blanks: &mut Blanks<'_>, title: &str) -> Option<Envelope> {
    let suggested = Text::new(title).ok().map(|title| Sourced::new(title, Source::CaseSystem));
    let title = blanks.text(Blank::Title, Form::Line, suggested);
    let sender = sender(material);
    if sender.is_none() {
        blanks.gaps.push(Gap::NoLetterhead);
    }
    Some(Envelope {
        language: blanks.language(),
        sender: sender?,
        case_number: Sourced::new(Text::new(material.file.number.as_str()).ok()?, Source::CaseSystem),
        date: Sourced::new(material.day, Source::CaseSystem),
        title: title?,
    })
}

fn setting(text: &str) -> Option<Sourced<Text>> {
    Text::new(text).ok().map(|text| Sourced::new(text, Source::Settings))
}

fn sender(material: &Material<'_>) -> Option<Sender> {
    let Letterhead { department, address, telephone, secure_post } = material.letterhead;
    Some(Sender {
        authority: setting(&material.officer.authority.name())?,
        department: setting(department)?,
        address: AtLeastOne::from_list(address.lines().filter_map(setting))?,
        contact: Contact {
            name: setting(&material.officer.name)?,
            telephone: setting(telephone)?,
            secure_post: setting(secure_post)?,
        },
    })
}

/// Where a complaint is sent: to the authority that decided, which looks at the case again first.
pub(super) fn send_to(material: &Material<'_>, language: law::words::Language) -> Option<Sourced<Text>> {
    let Letterhead { department, address, telephone, .. } = material.letterhead;
    let address: Vec<&str> = address.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let telephone_word = Words::new("telefon", "telephone").text(language);
    let authority = material.officer.authority.name();
    setting(&format!("{authority}, {department}, {}, {telephone_word} {telephone}", address.join(", ")))
}
