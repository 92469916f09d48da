//! Files sent in (上传): one file and the fields beside it, of bounded size.

use std::collections::BTreeMap;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

use crate::envelope::UPLOAD_MAX;
use crate::error::{ApiError, of_status, too_large};

/// Routes that take files; each must be built with [`limit`].
const ROUTES: &[&str] = &["/api/v1/notices"];

/// Fields beside the file, and how long one may be.
const FIELDS_MAX: usize = 20;
const FIELD_MAX: usize = 4_096;

pub(crate) fn is_upload(path: &str) -> bool {
    ROUTES.contains(&path) || path.ends_with("/receipt")
}

/// The layer that lets a route take a file: `routes!(…)` then `.layer(upload::limit())`.
pub fn limit() -> axum::extract::DefaultBodyLimit {
    axum::extract::DefaultBodyLimit::max(UPLOAD_MAX)
}

/// A file with the fields beside it.
#[derive(Clone, Debug)]
pub struct Upload {
    /// As the sender called it, without folders.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    fields: BTreeMap<String, String>,
}

impl Upload {
    /// A field that must be there.
    pub fn field(&self, name: &str) -> Result<&str, ApiError> {
        let missing = || ApiError::field(name, "缺少这一项");
        self.fields.get(name).map(String::as_str).ok_or_else(missing)
    }

    /// A field that may be missing.
    pub fn field_opt(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// A whole number that must be there.
    pub fn number(&self, name: &str) -> Result<i64, ApiError> {
        self.field(name)?.trim().parse().map_err(|_| ApiError::field(name, "应为整数"))
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Upload, ApiError> {
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| {
            of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE).hinted("用 multipart/form-data 上传文件")
        })?;
        let (mut file, mut fields) = (None, BTreeMap::new());
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                let file_name = plain_name(part.file_name().unwrap_or_default());
                file = Some((file_name, part.bytes().await.map_err(broken)?.into()));
            } else if fields.len() < FIELDS_MAX {
                let value = short(part, &name).await?;
                fields.insert(name, value);
            }
        }
        let (file_name, bytes) = file.ok_or_else(|| ApiError::field("file", "没有选文件"))?;
        Ok(Upload { file_name, bytes, fields })
    }
}

async fn short(part: Field<'_>, name: &str) -> Result<String, ApiError> {
    let text = part.text().await.map_err(broken)?;
    if FIELD_MAX < text.len() {
        return Err(ApiError::field(name, "太长"));
    }
    Ok(text)
}

fn broken(error: MultipartError) -> ApiError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(Some(UPLOAD_MAX)),
        _ => ApiError::new(StatusCode::BAD_REQUEST, "bad_request", "文件没有传完整，请重新上传"),
    }
}

/// The last part of a path, of at most 200 characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if kept.is_empty() { "未命名".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_no_folder_and_no_control_character() {
        for (given, expected) in [
            ("来文.docx", "来文.docx"),
            ("C:\\桌面\\来文.docx", "来文.docx"),
            ("../../etc/passwd", "passwd"),
            ("a\u{0}b\n.txt", "ab.txt"),
            ("", "未命名"),
        ] {
            assert_eq!(plain_name(given), expected, "{given}");
        }
    }
}
