//! From a letter to PDF, a pure function of the letter: checked, written down as the template reads it, and set.

use std::sync::LazyLock;

use law::words::Language;
use serde::Serialize;

use crate::document::{Block, Document, Line, Run};
use crate::letter::Letter;
use crate::press::{self, Rendered, Template};
use crate::printable::{LONGEST, first_unprintable, paragraphs};
use crate::supervision::SupervisionLetter;

/// File ids are a table of the whole process that never shrinks: the template is made once.
static LETTER: LazyLock<Template> =
    LazyLock::new(|| Template::new("letter.typ", include_str!("letter.typ"), "letter.json"));

/// Why a letter was not set. Nothing was made of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A field holds a sign that cannot be printed.
    #[error("the field »{field}« holds a sign that the letter cannot print (U+{:04X}): no letter was made, write it in Latin letters", u32::from(*sign))]
    Unprintable {
        /// The field's label.
        field: &'static str,
        /// The sign.
        sign: char,
    },
    /// A field is longer than any letter's.
    #[error(
        "the field »{field}« has {length} characters, more than {LONGEST}: no letter was made, shorten it or send it as an enclosure"
    )]
    TooLong {
        /// The field's label.
        field: &'static str,
        /// How many characters it has.
        length: usize,
    },
    /// A day that must come later does not.
    #[error("the day in the field »{field}« is already over: no letter was made, set a later day")]
    DayIsOver {
        /// The field's label.
        field: &'static str,
    },
    /// The typesetter refused: a fault of the template, not of the letter.
    #[error("the letter could not be set: no letter was made, report this to whoever runs the program: {0}")]
    Typesetter(String),
}

/// Sets a letter. The same letter always gives the same bytes.
pub fn render(letter: &Letter) -> Result<Rendered, LetterError> {
    if let Some(field) = letter.deadline_passed() {
        return Err(LetterError::DayIsOver { field });
    }
    render_document(&letter.document())
}

/// Sets a supervisor's letter to a municipality. The same letter always gives the same bytes.
pub fn render_supervision(letter: &SupervisionLetter) -> Result<Rendered, LetterError> {
    if let Some(field) = letter.deadline_passed() {
        return Err(LetterError::DayIsOver { field });
    }
    render_document(&letter.document())
}

fn render_document(document: &Document) -> Result<Rendered, LetterError> {
    check(document)?;
    set(&Sheet::of(document))
}

fn check(document: &Document) -> Result<(), LetterError> {
    for field in document.fields() {
        let length = field.value.chars().count();
        if length > LONGEST {
            return Err(LetterError::TooLong { field: field.label, length });
        }
        if let Some(sign) = first_unprintable(&field.value, press::covers) {
            return Err(LetterError::Unprintable { field: field.label, sign });
        }
    }
    Ok(())
}

fn set(sheet: &Sheet) -> Result<Rendered, LetterError> {
    let data = serde_json::to_vec(sheet).map_err(|error| LetterError::Typesetter(error.to_string()))?;
    press::set(&LETTER, data).map_err(LetterError::Typesetter)
}

/// The letter as the template reads it: strings, no markup.
#[derive(Serialize)]
struct Sheet {
    language: &'static str,
    day: (i16, i8, i8),
    title: String,
    sender: String,
    sender_lines: Vec<String>,
    recipient: Vec<String>,
    references: Vec<(&'static str, String)>,
    page_words: (&'static str, &'static str),
    sign_words: (&'static str, &'static str),
    body: Vec<Piece>,
}

/// A block as the template reads it: its paragraphs, by list entry or row.
#[derive(Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
enum Piece {
    Heading(&'static str),
    Paragraph(Vec<String>),
    Notice(Vec<String>),
    List(Vec<Vec<String>>),
    Terms(Vec<(&'static str, Vec<String>)>),
    Close((&'static str, String)),
    Signatures(Vec<(&'static str, String)>),
}

impl Sheet {
    fn of(document: &Document) -> Self {
        let head = &document.head;
        let danish = document.language == Language::Danish;
        Self {
            language: if danish { "da" } else { "en" },
            day: (document.day.year(), document.day.month(), document.day.day()),
            title: one_line(&head.title),
            sender: one_line(&head.sender),
            sender_lines: head.sender_lines.iter().map(one_line).collect(),
            recipient: head.recipient.iter().map(one_line).collect(),
            references: head.references.iter().map(|(label, line)| (*label, one_line(line))).collect(),
            page_words: if danish { ("Side", "af") } else { ("Page", "of") },
            sign_words: if danish { ("Dato", "Underskrift") } else { ("Date", "Signature") },
            body: document.body.iter().map(Piece::of).collect(),
        }
    }
}

impl Piece {
    fn of(block: &Block) -> Self {
        match block {
            Block::Heading(heading) => Self::Heading(heading),
            Block::Paragraph(line) => Self::Paragraph(several_lines(line)),
            Block::Notice(line) => Self::Notice(several_lines(line)),
            Block::List(lines) => Self::List(lines.iter().map(several_lines).collect()),
            Block::Terms(terms) => {
                Self::Terms(terms.iter().map(|(label, line)| (*label, several_lines(line))).collect())
            }
            Block::Close(greeting, sender) => Self::Close((greeting, one_line(sender))),
            Block::Signatures(signatures) => {
                Self::Signatures(signatures.iter().map(|at| (at.party, one_line(&at.name))).collect())
            }
        }
    }
}

fn several_lines(line: &Line) -> Vec<String> {
    let whole: String = line
        .iter()
        .map(|run| match run {
            Run::Fixed(text) => text,
            Run::Field(field) => field.value.as_str(),
        })
        .collect();
    paragraphs(&whole)
}

fn one_line(line: &Line) -> String {
    several_lines(line).join(" ")
}
