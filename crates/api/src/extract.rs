//! Reading a request (读请求): bodies, paths and queries, refused in Chinese.

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{ApiError, of_status};

/// JSON in and out.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

/// Parts of the path.
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

/// What stands behind the question mark.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, ApiError> {
        match axum::Json::from_request(request, state).await {
            Ok(axum::Json(body)) => Ok(Json(body)),
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE).hinted("用 application/json"))
            }
            Err(JsonRejection::BytesRejection(error)) => Err(of_status(error.status())),
            Err(rejection) => Err(unreadable("请求体写得不对", &rejection.body_text())),
        }
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, ApiError> {
        let found: Result<axum::extract::Path<T>, PathRejection> =
            axum::extract::Path::from_request_parts(parts, state).await;
        let found = found.map_err(|error| unreadable("地址写得不对", &error.body_text()))?;
        Ok(Path(found.0))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Query<T>, ApiError> {
        let found: Result<axum::extract::Query<T>, QueryRejection> =
            axum::extract::Query::from_request_parts(parts, state).await;
        let found = found.map_err(|error| unreadable("查询条件写得不对", &error.body_text()))?;
        Ok(Query(found.0))
    }
}

/// The place is taken from what the reader said: `body.days: invalid type: …`, `missing field `x``.
fn unreadable(message: &str, said: &str) -> ApiError {
    let refused =
        |message: &str| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_request", message);
    match place(said) {
        Some(path) => refused(&format!("{message}：{path}")).at_field(path, "缺少，或类型不对"),
        None => refused(message),
    }
}

/// The field the reader named, if any.
fn place(said: &str) -> Option<&str> {
    if let Some((_, rest)) = said.split_once("missing field `") {
        return rest.split('`').next();
    }
    let (_, rest) = said.split_once("target type: ").or_else(|| said.split_once("string: "))?;
    let (path, _) = rest.split_once(": ")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "_[].".contains(c);
    (!path.is_empty() && path.chars().all(plain)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_named_when_the_reader_names_it() {
        let long = "Failed to deserialize the JSON body into the target type: ";
        for (said, expected) in [
            ("missing field `days` at line 1 column 2", Some("days")),
            ("lines[0].amount_fen: invalid type: string", Some("lines[0].amount_fen")),
            ("invalid type: null, expected struct", None),
        ] {
            assert_eq!(place(&format!("{long}{said}")), expected, "{said}");
        }
        assert_eq!(
            place("Failed to deserialize query string: limit: invalid digit"),
            Some("limit")
        );
        assert_eq!(place("nothing"), None);
    }
}
