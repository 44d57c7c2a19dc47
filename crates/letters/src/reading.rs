//! A letter in parts of plain text, to be read on a page beside its file: by whoever proof-reads it, with any means they read with.

use crate::document::{Block, Line, Run};
use crate::letter::Letter;

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph that the eye finds: a deadline, an outcome.
    Notice(String),
    /// Entries below each other.
    List(Vec<String>),
}

impl Letter {
    /// The letter from the recipient's name to the signature, as its file has it.
    pub fn reading(&self) -> Vec<Part> {
        let document = self.document();
        let mut parts = vec![
            Part::List(document.head.recipient.iter().map(text).collect()),
            Part::Heading(text(&document.head.title)),
        ];
        parts.extend(document.body.iter().map(part));
        parts
    }

    /// What the letter is about: its heading.
    pub fn title(&self) -> String {
        text(&self.document().head.title)
    }
}

fn part(block: &Block) -> Part {
    match block {
        Block::Heading(heading) => Part::Heading((*heading).to_owned()),
        Block::Paragraph(line) => Part::Paragraph(text(line)),
        Block::Notice(line) => Part::Notice(text(line)),
        Block::List(lines) => Part::List(lines.iter().map(text).collect()),
        Block::Terms(terms) => Part::List(terms.iter().map(|(name, line)| format!("{name}: {}", text(line))).collect()),
        Block::Close(greeting, sender) => Part::Paragraph(format!("{greeting}\n{}", text(sender))),
        Block::Signatures(signatures) => {
            let place = |one: &crate::document::Signature| format!("{}: {}", one.party, text(&one.name));
            Part::List(signatures.iter().map(place).collect())
        }
    }
}

fn text(line: &Line) -> String {
    let piece = |run: &Run| match run {
        Run::Fixed(fixed) => (*fixed).to_owned(),
        Run::Field(field) => field.value.clone(),
    };
    line.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::{decision, one_of_each};

    #[test]
    fn what_is_read_on_the_page_holds_every_value_of_the_body() {
        for letter in one_of_each() {
            let whole = format!("{:?}", letter.reading());
            for block in &letter.document().body {
                let Block::Paragraph(line) = block else { continue };
                assert!(whole.contains(&format!("{:?}", text(line))), "{whole}");
            }
        }
        let read = decision().reading();
        assert!(read.contains(&Part::Heading("Sådan klager du".to_owned())), "{read:?}");
        assert_eq!(decision().title(), "Din introduktionsydelse for februar bliver sat ned");
    }
}
