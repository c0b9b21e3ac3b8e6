//! What the typesetter is told: one fixed template, one document as data, and the fonts.

use sha2::{Digest as _, Sha256};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const TEMPLATE: &str = include_str!("document.typ");

/// All that the typesetter can see.
struct Sheet {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    document: (FileId, Bytes),
}

fn place(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.document.0 {
            Ok(self.document.1.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The PDF of a document: tagged, with its title and language (PDF/UA-1 wherever it can be), and the same bytes each time.
pub(crate) fn print(fonts: Vec<Font>, document: Vec<u8>) -> Result<Vec<u8>, String> {
    // Readers tell documents apart by an identifier; this one is of the document and of nothing else.
    let ident = Sha256::digest(&document)
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let sheet = Sheet {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(place("document.typ"), TEMPLATE.to_owned()),
        document: (place("document.json"), Bytes::new(document)),
    };
    let laid_out: PagedDocument = typst::compile(&sheet).output.map_err(|faults| said(&faults))?;
    let mut options = PdfOptions {
        ident: Smart::Custom(ident),
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| format!("{error:?}"))?,
        ..PdfOptions::default()
    };
    // A letter of a script that no font here has, in what somebody typed, is all that a document lacks for PDF/UA. It is tagged
    // then, and claims no more.
    typst_pdf::pdf(&laid_out, &options).or_else(|_| {
        options.standards = PdfStandards::default();
        typst_pdf::pdf(&laid_out, &options).map_err(|faults| said(&faults))
    })
}

/// What is wrong, without a word of the document.
fn said(faults: &[SourceDiagnostic]) -> String {
    let all: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
    all.join("; ")
}
