//! Who asks (请求人): from the session cookie, with the Idempotency-Key of the request.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use mingqu_app::{App, AppError, user};

use crate::error::ApiError;

/// The name of the session cookie.
pub(crate) const COOKIE: &str = "mingqu_session";

/// Longest Idempotency-Key.
const KEY_MAX: usize = 100;

/// The header that makes a repetition harmless.
pub(crate) const KEY: &str = "idempotency-key";

/// What the envelope found out about a request.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The request's id, made here.
    pub request_id: String,
    /// Where it came from.
    pub address: String,
    /// Whether the browser speaks TLS to a proxy in front.
    pub secure: bool,
    /// Who it turned out to be, for the log line.
    pub(crate) user_id: Arc<OnceLock<String>>,
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, ApiError> {
        Ok(visit(parts))
    }
}

/// A signed-in person who asks.
#[derive(Clone)]
pub struct Caller(pub mingqu_app::Caller);

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, ApiError> {
        let Visit { request_id, address, user_id, .. } = visit(parts);
        let key = key(&parts.headers)?;
        let token = token(&parts.headers).ok_or(AppError::SignedOut)?;
        let actor = user::resolve(app, token, &address, &request_id).await?;
        // Set once a request, here.
        let _ = user_id.set(actor.user_id.clone());
        Ok(Caller(mingqu_app::Caller { app: app.clone(), actor, key }))
    }
}

/// The token of the session cookie.
#[derive(Clone)]
pub struct Token(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Token, ApiError> {
        let token = token(&parts.headers).ok_or(AppError::SignedOut)?;
        Ok(Token(token.to_owned()))
    }
}

fn visit(parts: &Parts) -> Visit {
    parts.extensions.get::<Visit>().cloned().unwrap_or_else(|| Visit {
        request_id: String::new(),
        address: String::new(),
        secure: false,
        user_id: Arc::default(),
    })
}

/// The token in the cookies, if it may be one.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';'));
    pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        let hex = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        (name == COOKIE && hex).then_some(value)
    })
}

fn key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(KEY) else { return Ok(None) };
    match value.to_str() {
        Ok(key) if is_key(key) => Ok(Some(key.to_owned())),
        _ => Err(ApiError::field("Idempotency-Key", "幂等键用 1 到 100 个可见的英文字符")),
    }
}

fn is_key(key: &str) -> bool {
    (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The cookie that begins or, with no token, ends a session in the browser.
pub(crate) fn cookie(token: Option<&str>, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    match token {
        Some(token) => format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{secure}"),
        None => format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies() {
        let hex = "a1".repeat(32);
        for (cookies, expected) in [
            (format!("{COOKIE}={hex}"), true),
            (format!("theme=dark; {COOKIE}={hex}; x=y"), true),
            (format!("{COOKIE}={}", "z".repeat(64)), false),
            (format!("{COOKIE}=short"), false),
            (format!("other_{COOKIE}={hex}"), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_str(&cookies).unwrap());
            assert_eq!(token(&headers).is_some(), expected, "{cookies}");
        }
    }

    #[test]
    fn a_key_is_visible_and_at_most_a_hundred_long() {
        for (key, expected) in [
            ("a".repeat(100), true),
            ("a".repeat(101), false),
            (String::new(), false),
            ("a b".to_owned(), false),
        ] {
            assert_eq!(is_key(&key), expected, "{key}");
        }
    }
}
