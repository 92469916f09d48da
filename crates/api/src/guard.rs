//! What keeps other sites out (跨站防护): the guard of unsafe methods, and headers of every answer.

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::caller;
use crate::error::ApiError;

/// Only what the program itself sends; element styles are set by the component library.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'self' blob:; \
    frame-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The header that only our own client sends.
const OWN: HeaderName = HeaderName::from_static("x-mingqu");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses an unsafe call that another site may have made with the person's cookie.
pub(crate) fn check(method: &Method, headers: &HeaderMap) -> Result<(), ApiError> {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
    if safe || caller::token(headers).is_none() || headers.contains_key(OWN) || is_own(headers) {
        return Ok(());
    }
    let message = "这个请求不是从明渠的页面发出的，没有办理";
    let error = ApiError::new(StatusCode::FORBIDDEN, "cross_site", message);
    Err(error.hinted("程序调用时带上 X-Mingqu: 1"))
}

/// Sent by our own page, or by a program that is no browser.
fn is_own(headers: &HeaderMap) -> bool {
    let text =
        |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text(&FETCH_SITE), text(&header::ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
            let origin = origin.parse::<Uri>().ok();
            let authority = origin.as_ref().and_then(|origin| origin.authority());
            authority.is_some_and(|authority| Some(authority.as_str()) == host)
        }
        (None, None) => true,
    }
}

/// Headers of every answer; `api` answers are kept by nobody.
pub(crate) fn dress(headers: &mut HeaderMap, api: bool) {
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsafe_call_with_a_cookie_comes_from_our_page_or_from_a_program() {
        let cookie = format!("{}={}", caller::COOKIE, "a1".repeat(32));
        let table: [(&[(&str, &str)], bool); 8] = [
            (&[("cookie", &cookie)], true),
            (&[("cookie", &cookie), ("x-mingqu", "1"), ("sec-fetch-site", "cross-site")], true),
            (&[("cookie", &cookie), ("sec-fetch-site", "same-origin")], true),
            (&[("cookie", &cookie), ("sec-fetch-site", "same-site")], false),
            (&[("cookie", &cookie), ("origin", "https://a.cn"), ("host", "a.cn")], true),
            (&[("cookie", &cookie), ("origin", "https://b.cn"), ("host", "a.cn")], false),
            (&[("cookie", &cookie), ("origin", "null"), ("host", "a.cn")], false),
            (&[("origin", "https://b.cn"), ("host", "a.cn")], true),
        ];
        for (given, expected) in table {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                let name: HeaderName = name.parse().unwrap();
                headers.insert(name, value.parse().unwrap());
            }
            assert_eq!(check(&Method::POST, &headers).is_ok(), expected, "{given:?}");
            assert!(check(&Method::GET, &headers).is_ok(), "{given:?}");
        }
    }
}
