//! Files sent out (下载): a name in Chinese that every browser understands, workbooks of lists.

use std::fmt::Write as _;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use mingqu_app::export::Sheet;

use crate::error::ApiError;
use crate::extract::Json;
use crate::view::Format;

/// The media type of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of a PDF.
pub const PDF: &str = "application/pdf";
/// The media type of a docx.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// How the browser takes a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Shown in the window.
    Inline,
    /// Saved.
    Attachment,
}

/// A file with its name.
pub fn file(
    bytes: Vec<u8>,
    media_type: &'static str,
    name: &str,
    disposition: Disposition,
) -> Response {
    let word = match disposition {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    let value = format!("{word}; filename*=UTF-8''{}", encoded(name));
    let mut response = ([(header::CONTENT_TYPE, media_type)], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A list as JSON or as the workbook of what it shows.
pub fn list<T: serde::Serialize>(
    page: T,
    format: Format,
    sheet: impl FnOnce(&T) -> Sheet,
) -> Result<Response, ApiError> {
    match format {
        Format::Json => Ok(Json(page).into_response()),
        Format::Xlsx => {
            let sheet = sheet(&page);
            let bytes = mingqu_app::export::workbook(&sheet)?;
            Ok(file(bytes, XLSX, &format!("{}.xlsx", sheet.title), Disposition::Attachment))
        }
    }
}

/// As RFC 8187 writes a name.
fn encoded(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_is_written_in_bytes() {
        assert_eq!(encoded("来文 1.xlsx"), "%E6%9D%A5%E6%96%87%201.xlsx");
    }
}
