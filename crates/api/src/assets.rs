//! The web, embedded (网页): hashed files are kept for a year, the page itself is asked for anew.

use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::error::{ApiError, of_status};

/// A file as the build found it.
struct File {
    path: &'static str,
    etag: &'static str,
    bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/web_files.rs"));

/// The route of the web.
pub(crate) const WEB: &str = "/{*path}";

/// A file of the web, or its page for every address that the page itself knows.
pub(crate) async fn web_read(uri: Uri, headers: HeaderMap) -> Result<Response, ApiError> {
    let path = uri.path().trim_start_matches('/');
    let unknown = || of_status(StatusCode::NOT_FOUND);
    if path == "api" || path.starts_with("api/") {
        return Err(unknown());
    }
    let file = match find(path) {
        Some(file) => file,
        // A file that is gone is not the page.
        None if path.starts_with("assets/") => return Err(unknown()),
        None => find("index.html").ok_or_else(unknown)?,
    };
    let kept = if file.path.starts_with("assets/") {
        HeaderValue::from_static("public, max-age=31536000, immutable")
    } else {
        HeaderValue::from_static("no-cache")
    };
    let same = headers.get(header::IF_NONE_MATCH).is_some_and(|etag| etag == file.etag);
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, media_type(file.path))], file.bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, kept);
    headers.insert(header::ETAG, HeaderValue::from_static(file.etag));
    Ok(response)
}

fn find(path: &str) -> Option<&'static File> {
    let at = FILES.binary_search_by(|file| file.path.cmp(path)).ok()?;
    FILES.get(at)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
