//! What kind of file the bytes are, whatever the name says (文件类型识别).

/// The kinds that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// No bytes at all.
    Empty,
    /// A Word document in a zip package.
    Docx,
    /// Word 97–2003, also as .wps.
    WordBinary,
    /// A web page.
    Html,
    /// Plain text in some encoding.
    Text,
    /// A workbook, in a package or binary.
    Workbook,
    /// PDF; without any font it is pictures of pages.
    Pdf {
        /// A font is declared somewhere.
        has_fonts: bool,
    },
    /// A package protected by a password.
    Encrypted,
    /// A zip package that holds no document of a known kind, or cannot be listed.
    DamagedPackage,
    /// Something else.
    Unknown,
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Marks of pictures, archives and programs.
const OTHERS: [&[u8]; 9] = [
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"BM",
    b"MZ",
    b"Rar!",
    b"7z\xBC\xAF",
    b"\x1F\x8B",
    b"\x7FELF",
];

/// Tells the kind from the content.
#[must_use]
pub fn sniff(bytes: &[u8]) -> MediaKind {
    if bytes.is_empty() {
        MediaKind::Empty
    } else if bytes.starts_with(ZIP) {
        package(bytes)
    } else if bytes.starts_with(COMPOUND) {
        compound(bytes)
    } else if bytes.starts_with(b"%PDF-") {
        MediaKind::Pdf { has_fonts: contains(bytes, b"/Font") || contains(bytes, b"/ObjStm") }
    } else if OTHERS.iter().any(|mark| bytes.starts_with(mark)) && !is_mostly_text(bytes) {
        MediaKind::Unknown
    } else if is_page(bytes) {
        MediaKind::Html
    } else {
        MediaKind::Text
    }
}

/// Names of parts stand uncompressed in a package.
fn package(bytes: &[u8]) -> MediaKind {
    if contains(bytes, b"word/document.xml") {
        MediaKind::Docx
    } else if contains(bytes, b"xl/workbook") {
        MediaKind::Workbook
    } else {
        MediaKind::DamagedPackage
    }
}

/// Names of streams stand in UTF-16 in a compound file.
fn compound(bytes: &[u8]) -> MediaKind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    if has("EncryptedPackage") {
        MediaKind::Encrypted
    } else if has("WordDocument") {
        MediaKind::WordBinary
    } else if has("Workbook") || has("Book") {
        MediaKind::Workbook
    } else {
        MediaKind::Unknown
    }
}

fn is_page(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1_024)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    ["<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<p ", "<table"]
        .iter()
        .any(|mark| head.starts_with(mark))
        || head.starts_with("<?xml") && head.contains("<html")
}

fn is_mostly_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    head.iter().all(|&byte| 0x20 <= byte || matches!(byte, b'\n' | b'\r' | b'\t'))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some((&first, rest)) = needle.split_first() else { return true };
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|b| b.iter().position(|&b| b == first)) {
        let at = from + found + 1;
        if bytes.get(at..at + rest.len()) == Some(rest) {
            return true;
        }
        from = at;
    }
    false
}
