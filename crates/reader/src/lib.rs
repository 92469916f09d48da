//! Reading a fund notice: a file in, facts with their places and doubts out (读文).
//!
//! A pure room: no clock, no socket, no SQL. A deterministic grammar of official notices; what the
//! text does not state stays `None`.
//!
//! ```text
//! bytes ─ sniff ─► text ─ view (folded, squeezed, lines joined) ─► zones (title, addressee, body,
//!   attachment note, signature, tables) ─► one module per fact ─► gather ─► Reading ─► json
//! ```

mod amounts;
mod archive;
mod attach;
mod basis;
mod codes;
mod columns;
mod dates;
mod doubts;
mod duties;
mod facts;
mod fold;
mod fund;
mod gather;
mod head;
mod html;
mod inline;
pub mod json;
mod lines;
mod numbers;
mod parties;
mod pattern;
mod reference;
mod refusal;
mod sniff;
mod stream;
mod table;
mod taken;
mod text;
mod total;
mod view;
mod word;
mod zones;

pub use facts::{
    Allocation, Certainty, DirectTag, Doubt, DoubtCode, Evidence, NamedAmount, NoticeFacts,
    Reading, SubjectCode, SubjectKind,
};
pub use fold::fold;
pub use reference::{Reference, SubjectName, TagName};
pub use refusal::{Limits, ReadRefusal};
pub use sniff::{MediaKind, sniff};

/// Reads a file of any known kind; the kind is told from its bytes, never from its name.
///
/// - Errors: a [`ReadRefusal`] that tells the clerk what to do.
/// - Panics inside a document library are caught and answered as [`ReadRefusal::Broken`].
pub fn read(
    bytes: &[u8],
    file_name: &str,
    limits: &Limits,
    reference: &Reference,
) -> Result<Reading, ReadRefusal> {
    let text = extract(bytes, file_name, limits)?;
    Ok(read_text(&text, reference))
}

/// The text of a file of any known kind, tables as tab-separated rows.
///
/// - Errors: as [`read`].
pub fn extract(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<String, ReadRefusal> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if limits.file_bytes < size {
        return Err(ReadRefusal::TooLarge {
            size: format!("{} MB", size >> 20),
            limit: format!("{} MB", limits.file_bytes >> 20),
        });
    }
    let text = match sniff(bytes) {
        MediaKind::Empty => return Err(ReadRefusal::Empty),
        MediaKind::Docx => {
            archive::check(bytes, limits)?;
            word::text(bytes)?
        }
        MediaKind::WordBinary => word::text(bytes)?,
        MediaKind::Html => html::text(&text::decode(bytes)?),
        MediaKind::Text => text::decode(bytes)?,
        MediaKind::Encrypted => return Err(ReadRefusal::Encrypted),
        MediaKind::Pdf { has_fonts: false } => return Err(ReadRefusal::ScannedPdf),
        MediaKind::Pdf { has_fonts: true } => return Err(ReadRefusal::PdfNotYet),
        MediaKind::Workbook => return Err(ReadRefusal::WorkbookNotYet),
        MediaKind::DamagedPackage => return Err(ReadRefusal::Broken),
        MediaKind::Unknown => {
            return Err(ReadRefusal::UnknownKind { file_name: file_name.to_owned() });
        }
    };
    let chars = text.chars().count();
    if limits.text_chars < chars {
        return Err(ReadRefusal::TooLarge {
            size: format!("{chars} 字"),
            limit: format!("{} 字", limits.text_chars),
        });
    }
    if text.chars().all(char::is_whitespace) {
        return Err(ReadRefusal::Empty);
    }
    Ok(text)
}

/// Reads a text that is at hand already.
#[must_use]
pub fn read_text(text: &str, reference: &Reference) -> Reading {
    gather::read(text, reference)
}
