//! What a caller is told when it did not work (错误答复): the one place that knows statuses.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use mingqu_app::AppError;
use serde::Serialize;
use utoipa::ToSchema;

/// One field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ErrorField {
    /// 字段
    pub path: String,
    /// 说明
    pub message: String,
}

/// 错误答复
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ErrorBody {
    /// 稳定的错误码，供程序判断
    pub code: String,
    /// 给经办人看的说明
    pub message: String,
    /// 接下来怎么办
    pub hint: Option<String>,
    /// 哪些字段不对
    pub fields: Option<Vec<ErrorField>>,
    /// 本次请求的编号，报修时用
    pub request_id: String,
    /// 已保存的原件，可以再读一次
    pub upload_id: Option<String>,
}

/// An error on its way out. The envelope gives it the request's id and writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError(Box<Told>);

/// What the error says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: String,
    pub(crate) hint: Option<&'static str>,
    pub(crate) fields: Vec<ErrorField>,
    pub(crate) upload_id: Option<String>,
    /// For the log only.
    pub(crate) cause: Option<String>,
}

impl ApiError {
    /// An error of the interface itself.
    pub(crate) fn new(status: StatusCode, code: &'static str, message: &str) -> ApiError {
        ApiError(Box::new(Told {
            status,
            code: Cow::Borrowed(code),
            message: message.to_owned(),
            hint: None,
            fields: Vec::new(),
            upload_id: None,
            cause: None,
        }))
    }

    /// One field of the request that cannot be read.
    pub fn field(path: &str, message: &str) -> ApiError {
        let error = ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_request", message);
        error.at_field(path, message)
    }

    /// With a field that is wrong.
    #[must_use]
    pub(crate) fn at_field(mut self, path: &str, message: &str) -> ApiError {
        self.0.fields.push(ErrorField { path: path.to_owned(), message: message.to_owned() });
        self
    }

    /// With what to do next.
    #[must_use]
    pub(crate) fn hinted(mut self, hint: &'static str) -> ApiError {
        self.0.hint = Some(hint);
        self
    }

    /// With what only the log is told.
    #[must_use]
    pub(crate) fn caused(mut self, cause: String) -> ApiError {
        self.0.cause = Some(cause);
        self
    }

    /// What it says.
    pub(crate) fn told(&self) -> &Told {
        &self.0
    }

    /// With the upload that was kept, so that it can be read again.
    #[must_use]
    pub fn with_upload(mut self, upload_id: Option<String>) -> ApiError {
        self.0.upload_id = upload_id;
        self
    }

    /// A refusal to let somebody in is 401 instead of 422.
    #[must_use]
    pub(crate) fn at_sign_in(mut self) -> ApiError {
        if self.0.code.starts_with("session.") {
            self.0.status = StatusCode::UNAUTHORIZED;
        }
        self
    }

    /// As it is written down.
    pub(crate) fn body(&self, request_id: &str) -> ErrorBody {
        let Told { code, message, hint, fields, upload_id, .. } = self.told().clone();
        ErrorBody {
            code: code.into_owned(),
            message,
            hint: hint.map(str::to_owned),
            fields: (!fields.is_empty()).then_some(fields),
            request_id: request_id.to_owned(),
            upload_id,
        }
    }
}

impl<E: Into<AppError>> From<E> for ApiError {
    fn from(error: E) -> ApiError {
        let error = error.into();
        let (status, hint) = judge(&error);
        let (message, cause) = match &error {
            // What the store says is for the log, but for what the clerk can do something about.
            AppError::Failed(cause) => {
                let told = match cause.code() {
                    "store.disk_full" | "store.unavailable" => cause.to_string(),
                    _ => "系统内部出错，账没有变，请记下请求编号找系统管理员".to_owned(),
                };
                (told, Some(format!("{}: {}", cause.code(), cause.cause())))
            }
            other => (other.to_string(), None),
        };
        let code = Cow::Borrowed(error.code());
        let (fields, upload_id) = (Vec::new(), None);
        ApiError(Box::new(Told { status, code, message, hint, fields, upload_id, cause }))
    }
}

fn judge(error: &AppError) -> (StatusCode, Option<&'static str>) {
    match error {
        AppError::Refused { .. } => (StatusCode::UNPROCESSABLE_ENTITY, None),
        AppError::NotFound { .. } => (StatusCode::NOT_FOUND, None),
        AppError::Forbidden { .. } | AppError::OutOfScope { .. } => (StatusCode::FORBIDDEN, None),
        AppError::SignedOut => (StatusCode::UNAUTHORIZED, None),
        AppError::Stale => (StatusCode::CONFLICT, None),
        AppError::KeyReused => (StatusCode::CONFLICT, Some("每一次操作用一个新的幂等键")),
        AppError::KeyMissing => {
            (StatusCode::BAD_REQUEST, Some("为每一次操作生成一个键；重试同一操作时用同一个键"))
        }
        AppError::Busy => (StatusCode::SERVICE_UNAVAILABLE, None),
        AppError::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, None),
    }
}

/// The body is written by the envelope, which finds the error among the extensions.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What is said about a status that axum itself answered, without a body of ours.
pub(crate) fn of_status(status: StatusCode) -> ApiError {
    let (code, message) = match status {
        StatusCode::NOT_FOUND => ("not_found", "没有这个地址"),
        StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "这个地址不接受这种请求方法"),
        StatusCode::PAYLOAD_TOO_LARGE => return too_large(None),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("bad_media_type", "请求体的类型不对"),
        StatusCode::INTERNAL_SERVER_ERROR => ("internal", "系统内部出错，账没有变"),
        _ => ("bad_request", "请求写得不对"),
    };
    ApiError::new(status, code, message)
}

/// More than may be sent.
pub(crate) fn too_large(limit: Option<usize>) -> ApiError {
    let message = match limit {
        Some(limit) => format!("内容太大，最多 {} MB，没有保存", limit >> 20),
        None => "内容太大，没有保存".to_owned(),
    };
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", &message)
}
