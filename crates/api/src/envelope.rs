//! What surrounds every request (请求外壳): its id, the guard, size and time, the log line, errors.
//!
//! in:  id → cross-site guard → declared size → handler, under a time limit, panics caught
//! out: error body with the id → security headers → one log line, counts and durations

use std::any::Any;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{FutureExt, StreamExt};
use mingqu_app::App;

use crate::caller::Visit;
use crate::error::{self, ApiError, Told};
use crate::{guard, measure};

/// What most calls may send.
pub(crate) const BODY_MAX: usize = 2 << 20;

/// What an upload may send; see [`crate::upload`].
pub(crate) const UPLOAD_MAX: usize = 64 << 20;

/// What is read and thrown away, so that a browser still hears why its file was refused.
const DRAINED_MAX: usize = 512 << 20;

/// A call that takes longer is given up; what it began to write still ends, or does not begin.
const TIME_MAX: Duration = Duration::from_secs(120);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// What the envelope knows.
#[derive(Clone)]
pub(crate) struct Envelope {
    pub(crate) app: App,
    /// A proxy stands in front and tells the client's address and whether it speaks TLS.
    pub(crate) trust_proxy: bool,
}

/// Wraps a request.
pub(crate) async fn wrap(
    State(envelope): State<Envelope>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let visit = envelope.visit(&request);
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or("-", |path| path.as_str());
    let web = [crate::assets::WEB, "/"].contains(&path);
    let path = if web { "web" } else { path }.to_owned();
    let api = !web || request.uri().path().starts_with("/api");
    let method = request.method().clone();
    request.extensions_mut().insert(visit.clone());
    let mut response = answer(request, next).await;
    let refused = finish(&mut response, &visit);
    guard::dress(response.headers_mut(), api);
    if let Ok(id) = HeaderValue::from_str(&visit.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let took = begun.elapsed();
    measure::request(&method, &path, response.status(), took);
    log(&visit, &method, &path, &response, took, refused.as_ref());
    response
}

impl Envelope {
    fn visit(&self, request: &Request) -> Visit {
        let headers = request.headers();
        let proxied = |name| if self.trust_proxy { text(headers, name) } else { None };
        // The last address is the one our own proxy saw.
        let forwarded = proxied(FORWARDED_FOR).and_then(|all| all.rsplit(',').next());
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let address = match forwarded.map(str::trim).filter(|address| is_address(address)) {
            Some(address) => address.to_owned(),
            None => peer.map(|peer| peer.0.ip().to_string()).unwrap_or_default(),
        };
        Visit {
            request_id: self.app.clock().id(),
            address,
            secure: proxied(FORWARDED_PROTO) == Some("https"),
            user_id: std::sync::Arc::default(),
        }
    }
}

fn is_address(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok()
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

async fn answer(request: Request, next: Next) -> Response {
    if let Err(error) = guard::check(request.method(), request.headers()) {
        return error.into_response();
    }
    let upload = crate::upload::is_upload(request.uri().path());
    let limit = if upload { UPLOAD_MAX } else { BODY_MAX };
    let length = text(request.headers(), header::CONTENT_LENGTH.as_str());
    let length = length.and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|bytes| bytes > limit as u64) {
        drain(request).await;
        return error::too_large(Some(limit)).into_response();
    }
    let handled = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(TIME_MAX, handled).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => panicked(&*panic).into_response(),
        Err(_) => {
            let message = "办理超时，是否办成还不知道：请刷新后查看，再决定要不要重办";
            ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "timeout", message).into_response()
        }
    }
}

/// A client that asks first is answered at once; another is heard out, and nothing is kept.
async fn drain(request: Request) {
    if request.headers().contains_key(header::EXPECT) {
        return;
    }
    let mut left = DRAINED_MAX;
    let mut chunks = request.into_body().into_data_stream();
    let all = async {
        while let Some(Ok(chunk)) = chunks.next().await {
            let Some(rest) = left.checked_sub(chunk.len()) else { return };
            left = rest;
        }
    };
    // Whether it ended or was given up, the answer is the same.
    let _ = tokio::time::timeout(TIME_MAX, all).await;
}

fn panicked(panic: &(dyn Any + Send)) -> ApiError {
    let said = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let said = said.or_else(|| panic.downcast_ref::<String>().cloned());
    let cause = said.unwrap_or_else(|| "a panic without words".to_owned());
    error::of_status(StatusCode::INTERNAL_SERVER_ERROR).caused(cause)
}

/// Writes the body of an error; answers the error.
fn finish(response: &mut Response, visit: &Visit) -> Option<ApiError> {
    let status = response.status();
    if status.is_success() || status.is_redirection() || status.is_informational() {
        return None;
    }
    let kept = response.extensions_mut().remove::<ApiError>();
    let refused = kept.unwrap_or_else(|| error::of_status(status));
    let body = axum::Json(refused.body(&visit.request_id)).into_response();
    let (parts, body) = body.into_parts();
    *response.body_mut() = body;
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::CONTENT_ENCODING);
    headers.extend(parts.headers);
    Some(refused)
}

fn log(
    visit: &Visit,
    method: &Method,
    path: &str,
    response: &Response<Body>,
    took: Duration,
    refused: Option<&ApiError>,
) {
    let status = response.status().as_u16();
    let duration_ms = took.as_millis();
    let request_id = visit.request_id.as_str();
    let user_id = visit.user_id.get().map_or("-", String::as_str);
    match refused.map(ApiError::told) {
        None => tracing::info!(
            request.id = request_id,
            user.id = user_id,
            status,
            duration_ms,
            "{method} {path} {status}"
        ),
        Some(Told { code, cause: Some(cause), .. }) => {
            measure::refused(code);
            tracing::error!(
                request.id = request_id, user.id = user_id, status, duration_ms,
                error.code = %code, %cause, "{method} {path} {status} {code}"
            );
        }
        Some(Told { code, .. }) => {
            measure::refused(code);
            tracing::info!(
                request.id = request_id, user.id = user_id, status, duration_ms,
                error.code = %code, "{method} {path} {status} {code}"
            );
        }
    }
}
