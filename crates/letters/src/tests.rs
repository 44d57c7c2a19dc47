//! What the finished files hold, read back by another library.

mod accessibility;
mod any_text;
mod content;
mod hostile_values;

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use crate::{Letter, render};

/// A finished letter, read back.
struct File(Document);

impl File {
    fn of(letter: &Letter) -> Self {
        let rendered = render(letter).expect("the letter can be set");
        Self(Document::load_mem(&rendered.pdf).expect("a PDF"))
    }

    /// The text of all pages, with every run of spaces as one and without places to break.
    fn text(&self) -> String {
        self.text_of(&self.pages())
    }

    /// The text of the last page.
    fn last_page(&self) -> String {
        self.text_of(&self.pages()[self.pages().len() - 1..])
    }

    fn pages(&self) -> Vec<u32> {
        self.0.get_pages().keys().copied().collect()
    }

    fn text_of(&self, pages: &[u32]) -> String {
        one_spaced(&self.0.extract_text(pages).expect("text"))
    }

    fn catalog(&self) -> &Dictionary {
        self.0.catalog().expect("a catalog")
    }

    fn metadata(&self) -> String {
        let id = self.catalog().get(b"Metadata").and_then(Object::as_reference).expect("metadata");
        let stream = self.0.get_object(id).and_then(Object::as_stream).expect("a stream");
        let plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(plain).expect("XMP is UTF-8")
    }

    /// Every type of structure element.
    fn tags(&self) -> BTreeSet<String> {
        let elements = self.0.objects.values().filter_map(|object| object.as_dict().ok());
        let tags = elements
            .filter(|element| element.has(b"P") && element.has(b"K"))
            .filter_map(|element| element.get(b"S").ok());
        tags.filter_map(|tag| tag.as_name().ok()).map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    }
}

fn one_spaced(text: &str) -> String {
    text.replace(['\u{200b}', '\u{ad}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}
