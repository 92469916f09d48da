//! What is counted (运行指标): requests, refusals, the writer; told as Prometheus text.

use std::sync::OnceLock;
use std::time::Duration;

use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use mingqu_app::App;

use crate::error::ApiError;

const REQUESTS: &str = "mingqu_http_requests_total";
const DURATION: &str = "mingqu_http_request_duration_seconds";
const REFUSED: &str = "mingqu_refused_total";
const COMMANDS: &str = "mingqu_writer_commands_total";
const COMMITS: &str = "mingqu_writer_commits_total";
const RERUNS: &str = "mingqu_writer_reruns_total";
const UNSEALED: &str = "mingqu_audit_unsealed";

/// Seconds: from a posting on a fast disk to a paper of many pages.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 10.0];

/// The recorder of this process, installed at the first call.
fn recorder() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(install).as_ref()
}

fn install() -> Option<PrometheusHandle> {
    let matcher = Matcher::Full(DURATION.to_owned());
    let recorder =
        PrometheusBuilder::new().set_buckets_for_metric(matcher, &BUCKETS).ok()?.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).ok()?;
    metrics::describe_counter!(REQUESTS, "请求数，按方法、路径和状态");
    metrics::describe_histogram!(DURATION, "请求用时（秒），按路径");
    metrics::describe_counter!(REFUSED, "没有办成的请求数，按错误码");
    metrics::describe_counter!(COMMANDS, "写入的命令数");
    metrics::describe_counter!(COMMITS, "提交（刷盘）次数");
    metrics::describe_counter!(RERUNS, "冲突后重做的次数");
    metrics::describe_gauge!(UNSEALED, "还没有进入审计链的日志条数");
    Some(handle)
}

/// Begins to count.
pub(crate) fn start() {
    recorder();
}

/// One request.
pub(crate) fn request(method: &Method, path: &str, status: StatusCode, took: Duration) {
    let method = match method.as_str() {
        known @ ("GET" | "POST" | "PATCH" | "DELETE" | "PUT" | "HEAD") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let (path, status) = (path.to_owned(), status.as_str().to_owned());
    metrics::counter!(REQUESTS, "method" => method, "path" => path.clone(), "status" => status)
        .increment(1);
    metrics::histogram!(DURATION, "path" => path).record(took.as_secs_f64());
}

/// One refusal or accident.
pub(crate) fn refused(code: &str) {
    metrics::counter!(REFUSED, "code" => code.to_owned()).increment(1);
}

/// Does what the recorder wants done every few seconds.
pub(crate) fn upkeep() {
    if let Some(handle) = recorder() {
        handle.run_upkeep();
    }
}

/// `GET /metrics`
pub(crate) async fn metrics_read(State(app): State<App>) -> Result<Response, ApiError> {
    let counts = app.db().writer_counts();
    metrics::counter!(COMMANDS).absolute(counts.commands);
    metrics::counter!(COMMITS).absolute(counts.commits);
    metrics::counter!(RERUNS).absolute(counts.reruns);
    if let Ok(unsealed) = mingqu_app::keeping::unsealed(&app).await {
        // A gauge is a floating number; a tail of 2^32 rows is not told more exactly.
        metrics::gauge!(UNSEALED).set(f64::from(u32::try_from(unsealed).unwrap_or(u32::MAX)));
    }
    let text = recorder().map(PrometheusHandle::render).unwrap_or_default();
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
