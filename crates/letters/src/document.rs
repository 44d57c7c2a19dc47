//! A letter as it is set: blocks of fixed sentences with fields in them. The only way for a value into a letter is a [`Field`],
//! so the list of fields is whole by the way it is built.

use jiff::civil::Date;
use law::act::Provision;
use law::assessment::day_text;
use law::words::{Language, Words};
use vocabulary::Kroner;

use crate::source::{Source, Sourced};
use crate::text::Text;

/// A value in a letter, with what it is and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub label: &'static str,
    /// As the letter has it.
    pub value: String,
    /// Where it comes from.
    pub source: Source,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    Fixed(&'static str),
    Field(Field),
}

/// Pieces that are set one after the other.
pub(crate) type Line = Vec<Run>;

/// A part of a letter's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Heading(&'static str),
    Paragraph(Line),
    List(Vec<Line>),
    /// A box that the eye finds: a deadline, an outcome.
    Notice(Line),
    /// Names with what they are, one a row.
    Terms(Vec<(&'static str, Line)>),
    /// The greeting and who sends it, which never stand alone on a page.
    Close(&'static str, Line),
    /// A place to sign for each party.
    Signatures(Vec<Signature>),
}

/// A place to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) party: &'static str,
    pub(crate) name: Line,
}

/// What stands above the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) sender: Line,
    pub(crate) sender_lines: Vec<Line>,
    pub(crate) recipient: Vec<Line>,
    pub(crate) references: Vec<(&'static str, Line)>,
    pub(crate) title: Line,
}

/// A whole letter, ready to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) language: Language,
    /// The day of the letter, for the file's own description.
    pub(crate) day: Date,
    pub(crate) head: Head,
    pub(crate) body: Vec<Block>,
}

impl Document {
    /// Every field, in the order of the letter.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let Head { sender, sender_lines, recipient, references, title } = &self.head;
        let references = references.iter().map(|(_, line)| line);
        let head = [sender].into_iter().chain(sender_lines).chain(recipient).chain(references).chain([title]);
        head.chain(self.body.iter().flat_map(Block::lines)).flatten().filter_map(|run| match run {
            Run::Field(field) => Some(field),
            Run::Fixed(_) => None,
        })
    }
}

impl Block {
    fn lines(&self) -> Vec<&Line> {
        match self {
            Self::Heading(_) => Vec::new(),
            Self::Paragraph(line) | Self::Notice(line) | Self::Close(_, line) => vec![line],
            Self::List(lines) => lines.iter().collect(),
            Self::Terms(terms) => terms.iter().map(|(_, line)| line).collect(),
            Self::Signatures(signatures) => signatures.iter().map(|signature| &signature.name).collect(),
        }
    }
}

/// A value that a letter can show.
pub(crate) trait Shown {
    fn shown(&self, language: Language) -> String;
}

impl Shown for Text {
    fn shown(&self, _: Language) -> String {
        self.as_str().to_owned()
    }
}

impl Shown for Date {
    fn shown(&self, language: Language) -> String {
        day_text(*self, language)
    }
}

impl Shown for Kroner {
    fn shown(&self, _: Language) -> String {
        self.to_string()
    }
}

impl Shown for u16 {
    fn shown(&self, _: Language) -> String {
        self.to_string()
    }
}

impl Shown for Words {
    fn shown(&self, language: Language) -> String {
        self.text(language).to_owned()
    }
}

/// The body of a letter while it is written, in one language.
pub(crate) struct Writer {
    language: Language,
    blocks: Vec<Block>,
}

impl Writer {
    pub(crate) fn new(language: Language) -> Self {
        Self { language, blocks: Vec::new() }
    }

    pub(crate) fn finish(self) -> Vec<Block> {
        self.blocks
    }

    /// A value as a field with a label.
    pub(crate) fn field(&self, da: &'static str, en: &'static str, sourced: &Sourced<impl Shown>) -> Field {
        Field {
            label: Words::new(da, en).text(self.language),
            value: sourced.value().shown(self.language),
            source: sourced.source().clone(),
        }
    }

    /// A provision with what it asks; it is its own source.
    pub(crate) fn provision(&self, provision: Provision) -> Field {
        Field {
            label: Words::new("bestemmelse", "provision").text(self.language),
            value: format!("{provision}: {}", provision.entry().title.text(self.language)),
            source: Source::Provision(provision),
        }
    }

    /// A provision by its citation alone.
    pub(crate) fn citation(&self, provision: Provision) -> Field {
        Field {
            label: Words::new("bestemmelse", "provision").text(self.language),
            value: provision.citation().to_owned(),
            source: Source::Provision(provision),
        }
    }

    pub(crate) fn heading(&mut self, da: &'static str, en: &'static str) {
        self.blocks.push(Block::Heading(Words::new(da, en).text(self.language)));
    }

    /// A paragraph: a sentence whose holes `{}` are filled with the fields in their order.
    pub(crate) fn paragraph<const N: usize>(&mut self, da: &'static str, en: &'static str, fields: [Field; N]) {
        self.blocks.push(Block::Paragraph(self.line(da, en, fields)));
    }

    /// As a paragraph, in a box.
    pub(crate) fn notice<const N: usize>(&mut self, da: &'static str, en: &'static str, fields: [Field; N]) {
        self.blocks.push(Block::Notice(self.line(da, en, fields)));
    }

    pub(crate) fn list(&mut self, lines: impl IntoIterator<Item = Line>) {
        self.blocks.push(Block::List(lines.into_iter().collect()));
    }

    pub(crate) fn terms(&mut self, terms: impl IntoIterator<Item = (Words, Line)>) {
        let terms = terms.into_iter().map(|(words, line)| (words.text(self.language), line));
        self.blocks.push(Block::Terms(terms.collect()));
    }

    pub(crate) fn close(&mut self, da: &'static str, en: &'static str, sender: Line) {
        self.blocks.push(Block::Close(Words::new(da, en).text(self.language), sender));
    }

    pub(crate) fn signatures(&mut self, signatures: impl IntoIterator<Item = (Words, Line)>) {
        let signatures =
            signatures.into_iter().map(|(words, name)| Signature { party: words.text(self.language), name });
        self.blocks.push(Block::Signatures(signatures.collect()));
    }

    /// A line from a sentence with holes.
    ///
    /// # Panics
    /// Where there are more or fewer holes than fields: a fault of this room, which the tests of each kind of letter find.
    pub(crate) fn line<const N: usize>(&self, da: &'static str, en: &'static str, fields: [Field; N]) -> Line {
        let sentence = Words::new(da, en).text(self.language);
        let mut pieces = sentence.split("{}");
        let mut line: Line = pieces.next().map(Run::Fixed).into_iter().collect();
        for field in fields {
            line.push(Run::Field(field));
            line.push(Run::Fixed(pieces.next().expect("a hole in the sentence for every field")));
        }
        assert!(pieces.next().is_none(), "a field for every hole in the sentence: {sentence}");
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(value: &str) -> Field {
        Field { label: "navn", value: value.to_owned(), source: Source::Settings }
    }

    #[test]
    fn a_sentence_takes_its_fields_in_order() {
        let writer = Writer::new(Language::Danish);
        let line = writer.line("Fra {} til {}.", "From {} to {}.", [field("A"), field("B")]);
        assert_eq!(
            line,
            [Run::Fixed("Fra "), Run::Field(field("A")), Run::Fixed(" til "), Run::Field(field("B")), Run::Fixed(".")]
        );
    }

    #[test]
    fn a_value_with_braces_is_no_hole() {
        let line = Writer::new(Language::Danish).line("Navn: {}", "Name: {}", [field("{}")]);
        assert_eq!(line.len(), 3);
    }

    #[test]
    #[should_panic(expected = "a field for every hole")]
    fn a_hole_without_field_is_found() {
        Writer::new(Language::English).line("Navn: {}", "Name: {}", []);
    }
}
