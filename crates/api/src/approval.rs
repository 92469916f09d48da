//! An approval as every document shows it (审批条).

use mingqu_app::approval as app;
use serde::Serialize;
use utoipa::ToSchema;

/// 环节
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApprovalStepView {
    /// 第几步，0 是经办
    step_no: i64,
    /// 环节名称
    label: String,
    /// 岗位
    duty: String,
    /// 谁办的
    user_name: Option<String>,
    /// done 已办 / current 正在办 / waiting 未到
    state: String,
    /// 办理时刻（UTC）
    acted_at: Option<String>,
    /// 意见
    opinion: Option<String>,
    /// 代谁办
    acted_for: Option<String>,
    /// 在手上几小时
    held_hours: Option<i64>,
}

/// 审批经过
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApprovalActView {
    /// 时刻（UTC）
    at: String,
    /// 谁
    user_name: String,
    /// 动作
    action: String,
    /// 动作名称
    action_label: String,
    /// 意见
    opinion: Option<String>,
}

/// 可以退回到的环节
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReturnTarget {
    /// 第几步
    step_no: i64,
    /// 环节名称
    label: String,
}

/// 审批
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    /// 审批 ID
    id: String,
    /// with_preparer / open / approved
    state: String,
    /// 流程名称
    flow_label: String,
    /// 环节
    steps: Vec<ApprovalStepView>,
    /// 经过，新的在前
    history: Vec<ApprovalActView>,
    /// 可以退回到
    return_targets: Vec<ReturnTarget>,
    /// 常用退回理由
    common_reasons: Vec<String>,
    /// 正在等谁的加签意见
    asked_name: Option<String>,
}

/// As it is sent.
pub(crate) fn view(
    approval: app::ApprovalView,
    flow_label: &str,
    common_reasons: Vec<String>,
) -> ApprovalView {
    let step = |step: app::StepView| ApprovalStepView {
        step_no: number(step.step_no),
        label: step.label,
        duty: step.duty.to_owned(),
        user_name: step.user_name,
        state: step.state.code().to_owned(),
        acted_at: step.acted_at,
        opinion: step.opinion,
        acted_for: step.acted_for,
        held_hours: step.held_hours,
    };
    let act = |act: app::ActView| ApprovalActView {
        at: act.at,
        user_name: act.user_name,
        action: act.kind.code().to_owned(),
        action_label: act.kind.label().to_owned(),
        opinion: act.opinion,
    };
    let target = |(step_no, label)| ReturnTarget { step_no: number(step_no), label };
    ApprovalView {
        id: approval.row.id,
        state: approval.row.state,
        flow_label: flow_label.to_owned(),
        steps: approval.steps.into_iter().map(step).collect(),
        history: approval.history.into_iter().map(act).collect(),
        return_targets: approval.return_targets.into_iter().map(target).collect(),
        common_reasons,
        asked_name: approval.asked_name,
    }
}

/// A count as JSON holds it.
pub(crate) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
