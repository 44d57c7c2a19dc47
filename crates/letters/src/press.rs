//! The press: from a template and its data to PDF, PDF/UA-1 for those who cannot see it, PDF/A-2a for the archive.
//!
//! What is set reaches its template as data, a JSON file of strings, never as markup: whatever somebody is called or typed is printed as
//! it is. The template sees that file and nothing else: no day, no other file, no font of the machine. The same data always give the
//! same bytes.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// A letter or a report as PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// A template and the name under which it reads its data.
pub(crate) struct Template {
    source: Source,
    data: FileId,
}

impl Template {
    pub(crate) fn new(name: &str, text: &str, data: &str) -> Self {
        Self { source: Source::new(file(name), text.to_owned()), data: file(data) }
    }
}

/// Sets data in a template; what the typesetter says where it refuses.
pub(crate) fn set(template: &Template, data: Vec<u8>) -> Result<Rendered, String> {
    let rendered = compile(template, data);
    // Layouts share little; what was kept of them would grow with a batch.
    typst::comemo::evict(2);
    rendered
}

fn compile(template: &Template, data: Vec<u8>) -> Result<Rendered, String> {
    let identity = format!("{:x?}", Sha256::digest(&data).as_slice());
    let desk = Desk { template, data: Bytes::new(data) };
    let document: PagedDocument = typst::compile(&desk).output.map_err(|errors| refused(&errors))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|error| error.message().to_string())?;
    let options =
        PdfOptions { ident: Smart::Custom(identity), creator: Smart::Custom(None), standards, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| refused(&errors))?;
    Ok(Rendered { pdf, pages: document.pages().len() })
}

fn refused(errors: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    messages.join("; ")
}

/// Whether both faces have the sign: a text may stand in a heading.
pub(crate) fn covers(sign: char) -> bool {
    FIXTURES.fonts.iter().all(|font| font.info().coverage.contains(u32::from(sign)))
}

/// What everything is set with.
struct Fixtures {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static FIXTURES: LazyLock<Fixtures> = LazyLock::new(|| {
    let fonts: Vec<Font> = [notosans::REGULAR_TTF, notosans::BOLD_TTF].map(|face| font(Bytes::new(face))).into();
    Fixtures { library: LazyHash::new(Library::default()), book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

fn font(face: Bytes) -> Font {
    Font::new(face, 0).expect("the compiled-in font is one")
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What a template can see.
struct Desk<'t> {
    template: &'t Template,
    data: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &FIXTURES.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FIXTURES.book
    }

    fn main(&self) -> FileId {
        self.template.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(self.template.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.template.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FIXTURES.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
