//! Small shapes that many answers share (共用视图): actions, codes with names, lists, paging.

use chrono::NaiveDate;
use mingqu_app::action::Action;
use mingqu_domain::user::Duty;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::error::ApiError;

/// 对一件事能办什么
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Action)]
pub struct ActionView {
    /// 动作
    pub name: String,
    /// 按钮上的字
    pub label: String,
    /// 现在能不能办
    pub allowed: bool,
    /// 不能办的错误码
    pub reason_code: Option<String>,
    /// 不能办的原因
    pub reason: Option<String>,
}

impl From<Action> for ActionView {
    fn from(action: Action) -> ActionView {
        let allowed = action.allowed();
        let (reason_code, reason) = action.refused.unzip();
        ActionView {
            name: action.name.to_owned(),
            label: action.label.to_owned(),
            allowed,
            reason_code: reason_code.map(str::to_owned),
            reason,
        }
    }
}

/// Judged actions, as they are shown.
pub(crate) fn actions(actions: Vec<Action>) -> Vec<ActionView> {
    actions.into_iter().map(ActionView::from).collect()
}

/// 岗位
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Duty)]
pub struct DutyView {
    /// 代码
    pub code: String,
    /// 名称
    pub label: String,
}

/// Duties, as they are shown.
pub(crate) fn duties(duties: &[Duty]) -> Vec<DutyView> {
    let view =
        |duty: &Duty| DutyView { code: duty.code().to_owned(), label: duty.label().to_owned() };
    duties.iter().map(view).collect()
}

/// 检查结果
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Check)]
pub struct CheckView {
    /// 代码
    pub code: String,
    /// 名称
    pub label: String,
    /// 是否通过
    pub ok: bool,
    /// 说明
    pub message: String,
}

/// 带版本的写请求
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct VersionInput {
    /// 看到的版本
    pub version: i64,
}

/// 带版本和理由的写请求
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ReasonInput {
    /// 看到的版本
    pub version: i64,
    /// 理由
    pub reason: String,
}

/// 取哪种形式
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// 数据
    #[default]
    Json,
    /// 工作簿
    Xlsx,
}

/// 列表的形式
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormatQuery {
    /// 取哪种形式：json 或 xlsx
    #[serde(default)]
    pub format: Format,
}

/// A day as `2024-04-22`.
pub fn parse_day(path: &str, text: &str) -> Result<NaiveDate, ApiError> {
    text.parse().map_err(|_| ApiError::field(path, "日期写成 2024-04-22 的样子"))
}

/// Rows of a page when nobody says how many, and at most.
const LIMIT: i64 = 50;
const LIMIT_MAX: i64 = 500;

/// Rows of a workbook at most.
pub const SHEET_MAX: i64 = 5_000;

/// How many rows a call may answer.
pub fn limit(asked: Option<i64>, format: Format) -> i64 {
    match format {
        Format::Json => asked.unwrap_or(LIMIT).clamp(1, LIMIT_MAX),
        Format::Xlsx => SHEET_MAX,
    }
}
