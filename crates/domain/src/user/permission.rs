//! Which duty may do what (权限表): one row an action, made by one macro.

use super::Duty;

/// One action and who may do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The word for permission, audit event and command: `notice.import`.
    pub action: &'static str,
    /// The Chinese name.
    pub label: &'static str,
    /// The duties that may.
    pub duties: &'static [Duty],
}

macro_rules! permissions {
    ($($action:literal $label:literal [$($duty:ident)*];)*) => {
        impl Permission {
            /// The whole table, in the order of the work.
            pub const ALL: &'static [Permission] = &[
                $(Permission { action: $action, label: $label, duties: &[$(Duty::$duty),*] },)*
            ];
        }
    };
}

permissions! {
    "workbench.read"         "看工作台"       [Preparer Reviewer Approver Observer Auditor SystemAdmin SecurityAdmin AuditAdmin];
    "notice.read"            "看来文"         [Preparer Reviewer Approver Observer Auditor];
    "notice.import"          "导入来文"       [Preparer];
    "notice.correct"         "更正要素"       [Preparer];
    "notice.answer_doubt"    "处理存疑"       [Preparer];
    "notice.register"        "登记来文"       [Preparer];
    "notice.reject"          "退回来文"       [Preparer];
    "notice.reverse"         "红冲登记"       [Preparer];
    "allocation.read"        "看分配"         [Preparer Reviewer Approver Observer Auditor];
    "allocation.draft"       "拟分配方案"     [Preparer];
    "allocation.change"      "改分配方案"     [Preparer];
    "allocation.cancel"      "作废分配方案"   [Preparer];
    "allocation.submit"      "送审"           [Preparer];
    "allocation.approve"     "通过"           [Reviewer Approver];
    "allocation.return"      "退回"           [Reviewer Approver];
    "allocation.withdraw"    "撤回"           [Preparer];
    "allocation.countersign" "加签"           [Reviewer Approver];
    "allocation.opine"       "签署加签意见"   [Preparer Reviewer Approver Observer];
    "delegation.read"        "看委托"         [Preparer Reviewer Approver];
    "delegation.create"      "委托他人代办"   [Reviewer Approver];
    "delegation.end"         "结束委托"       [Reviewer Approver];
    "allotment.read"         "看下达"         [Preparer Reviewer Approver Observer Auditor];
    "allotment.draft"        "拟下达文"       [Preparer];
    "allotment.issue"        "下达"           [Preparer];
    "allotment.revoke"       "撤回下达"       [Preparer];
    "allotment.record_receipt" "代登记接收"   [Preparer];
    "document.read"          "看收到的文件"   [Preparer Reviewer Approver Observer Auditor];
    "document.receive"       "接收下达"       [Preparer];
    "message.deliver"        "账套之间送文件"  [];
    "indicator.read"         "看指标账"       [Preparer Reviewer Approver Observer Auditor];
    "indicator.supplement"   "追加指标"       [Preparer];
    "indicator.reduce"       "追减指标"       [Preparer];
    "entry.reverse"          "红冲凭证"       [Preparer];
    "audit.read"             "看审计日志"     [Auditor AuditAdmin];
    "office.create"          "建机构"         [SystemAdmin];
    "user.read"              "看用户"         [SystemAdmin SecurityAdmin AuditAdmin];
    "user.create"            "建用户"         [SystemAdmin];
    "user.suspend"           "停用用户"       [SystemAdmin];
    "user.resume"            "启用用户"       [SystemAdmin];
    "user.unlock"            "解锁用户"       [SystemAdmin];
    "user.reset_password"    "重置口令"       [SystemAdmin];
    "user.grant"             "授予岗位"       [SecurityAdmin];
    "duty.second_factor"     "设定二次验证"   [SecurityAdmin];
    "session.password"       "改自己的口令"   [Preparer Reviewer Approver Observer Auditor SystemAdmin SecurityAdmin AuditAdmin];
    "session.totp"           "设自己的二次验证" [Preparer Reviewer Approver Observer Auditor SystemAdmin SecurityAdmin AuditAdmin];
    "clock.advance"          "拨快演示日期"   [SystemAdmin];
}

/// Whether any of the duties may do the action; an unknown action may nobody.
pub fn permits(duties: &[Duty], action: &str) -> bool {
    let row = Permission::ALL.iter().find(|row| row.action == action);
    row.is_some_and(|row| row.duties.iter().any(|duty| duties.contains(duty)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_action_stands_once() {
        let actions: BTreeSet<&str> = Permission::ALL.iter().map(|row| row.action).collect();
        assert_eq!(actions.len(), Permission::ALL.len());
    }

    #[test]
    fn an_administrator_touches_no_business() {
        let business =
            ["notice.", "allocation.", "allotment.", "document.", "indicator.", "entry.", "book."];
        for row in Permission::ALL {
            let touches = business.iter().any(|area| row.action.starts_with(area));
            let admin = row.duties.iter().any(|duty| duty.is_admin());
            assert!(!(touches && admin), "{}", row.action);
        }
    }

    #[test]
    fn an_auditor_only_reads() {
        for row in Permission::ALL.iter().filter(|row| row.duties.contains(&Duty::Auditor)) {
            let own = row.action.starts_with("session.");
            assert!(row.action.ends_with(".read") || own, "{}", row.action);
        }
    }
}
