//! Running typst over the templates (排版): a closed world of our templates, data and fonts.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::Fonts;
use crate::PaperError;

/// The templates, the first being the one that is compiled.
const TEMPLATES: [(&str, &str); 5] = [
    ("/paper.typ", include_str!("paper.typ")),
    ("/grid.typ", include_str!("grid.typ")),
    ("/letter.typ", include_str!("letter.typ")),
    ("/table.typ", include_str!("table.typ")),
    ("/targets.typ", include_str!("targets.typ")),
];

/// Renderings a memoised result survives unused.
const KEEP: usize = 4;

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

/// The templates, parsed once; ids are made once because they are never given back.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let known = TEMPLATES.iter().filter_map(|(path, text)| Some((file_id(path)?, *text)));
    known.map(|(id, text)| Source::new(id, text.to_owned())).collect()
});

static DATA: LazyLock<Option<FileId>> = LazyLock::new(|| file_id("/data.json"));

/// The PDF/A-2b of the data.
pub(crate) fn pdf(data: &[u8], fonts: &Fonts, ident: &str) -> Result<Vec<u8>, PaperError> {
    let Some(main) = SOURCES.first() else {
        return Err(PaperError::engine("没有版式模板"));
    };
    let world =
        PaperWorld { main: main.id(), data: Bytes::new(data.to_vec()), fonts: fonts.clone() };
    let made = typeset(&world, ident);
    typst::comemo::evict(KEEP);
    made
}

fn typeset(world: &PaperWorld, ident: &str) -> Result<Vec<u8>, PaperError> {
    let compiled = typst::compile::<PagedDocument>(world);
    // Page numbers of a layout that never settled may be wrong.
    if let Some(unsettled) = compiled.warnings.iter().find(|warning| is_unsettled(warning)) {
        return Err(PaperError::engine(&unsettled.message));
    }
    let bytes = compiled.output.and_then(|document| {
        let standards = PdfStandards::new(&[PdfStandard::A_2b]).unwrap_or_default();
        let options = PdfOptions {
            ident: Smart::Custom(ident.to_owned()),
            creator: Smart::Custom(Some("明渠".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options)
    });
    bytes.map_err(|errors| refusal(&errors))
}

fn is_unsettled(warning: &SourceDiagnostic) -> bool {
    warning.message.contains("did not converge")
}

/// What went wrong, as one of ours.
fn refusal(errors: &EcoVec<SourceDiagnostic>) -> PaperError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    let unprintable = messages.iter().find_map(|message| {
        let (_, rest) = message.split_once("the text `")?;
        let (text, _) = rest.split_once("` could not be displayed")?;
        Some(text.trim_matches('"').to_owned())
    });
    match unprintable {
        Some(character) => PaperError::CharacterMissing { character },
        None => PaperError::engine(messages.join("; ")),
    }
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// Our templates, one file of data, our fonts; every other file is refused.
struct PaperWorld {
    main: FileId,
    data: Bytes,
    fonts: Fonts,
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = SOURCES.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if *DATA == Some(id) { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
