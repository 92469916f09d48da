//! Duties (岗位) and their separation (不相容岗位分离).

use thiserror::Error;

/// 岗位。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// 经办
    Preparer,
    /// 复核
    Reviewer,
    /// 审批
    Approver,
    /// 查阅 (预算科、国库科、主管部门)
    Observer,
    /// 审计
    Auditor,
    /// 系统管理员
    SystemAdmin,
    /// 安全管理员
    SecurityAdmin,
    /// 审计管理员
    AuditAdmin,
}

/// Why a set of duties is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DutyRefusal {
    /// No duty at all.
    #[error("至少要给一个岗位")]
    None,
    /// Two duties one person may not hold.
    #[error("“{}”和“{}”不能由一人担任：{reason}", .first.label(), .second.label())]
    Incompatible {
        /// One.
        first: Duty,
        /// The other.
        second: Duty,
        /// The rule.
        reason: &'static str,
    },
    /// Not a duty.
    #[error("没有“{0}”这个岗位")]
    Unknown(String),
}

impl DutyRefusal {
    /// The stable word for programs and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            DutyRefusal::None => "duty.none",
            DutyRefusal::Incompatible { .. } => "duty.incompatible",
            DutyRefusal::Unknown(_) => "duty.unknown",
        }
    }
}

impl Duty {
    /// Every duty, business first.
    pub const ALL: [Duty; 8] = [
        Duty::Preparer,
        Duty::Reviewer,
        Duty::Approver,
        Duty::Observer,
        Duty::Auditor,
        Duty::SystemAdmin,
        Duty::SecurityAdmin,
        Duty::AuditAdmin,
    ];

    /// The word stored in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Duty::Preparer => "preparer",
            Duty::Reviewer => "reviewer",
            Duty::Approver => "approver",
            Duty::Observer => "observer",
            Duty::Auditor => "auditor",
            Duty::SystemAdmin => "system_admin",
            Duty::SecurityAdmin => "security_admin",
            Duty::AuditAdmin => "audit_admin",
        }
    }

    /// The Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Duty::Preparer => "经办",
            Duty::Reviewer => "复核",
            Duty::Approver => "审批",
            Duty::Observer => "查阅",
            Duty::Auditor => "审计",
            Duty::SystemAdmin => "系统管理员",
            Duty::SecurityAdmin => "安全管理员",
            Duty::AuditAdmin => "审计管理员",
        }
    }

    /// The duty of a stored word.
    pub fn from_code(code: &str) -> Result<Duty, DutyRefusal> {
        let found = Duty::ALL.into_iter().find(|duty| duty.code() == code);
        found.ok_or_else(|| DutyRefusal::Unknown(code.to_owned()))
    }

    /// One of the three administrators (三员).
    pub const fn is_admin(self) -> bool {
        matches!(self, Duty::SystemAdmin | Duty::SecurityAdmin | Duty::AuditAdmin)
    }
}

/// Whether one person may hold these duties together.
///
/// - An administrator holds nothing else: the three exclude each other, and none touches business.
/// - An auditor judges others' work and does none of it.
/// - 经办, 复核 and 审批 may be held together in a small office; the approval flow still refuses the
///   same person twice in one document.
/// - Source: GB/T 22239-2019 安全管理机构 (三员分设); 财政内部控制 不相容岗位分离 (general usage).
pub fn compatible(duties: &[Duty]) -> Result<(), DutyRefusal> {
    if duties.is_empty() {
        return Err(DutyRefusal::None);
    }
    for (place, &first) in duties.iter().enumerate() {
        for &second in &duties[place + 1..] {
            if first == second {
                continue;
            }
            let reason = if first.is_admin() || second.is_admin() {
                "三员互斥，且不得经办业务"
            } else if first == Duty::Auditor || second == Duty::Auditor {
                "审计不得经办被审计的业务"
            } else {
                continue;
            };
            return Err(DutyRefusal::Incompatible { first, second, reason });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_holds_only_duties_that_go_together() {
        use Duty::*;
        for (duties, want) in [
            (&[Preparer][..], Ok(())),
            (&[Preparer, Reviewer, Approver], Ok(())),
            (&[Observer, Preparer], Ok(())),
            (&[], Err("duty.none")),
            (&[SystemAdmin, SecurityAdmin], Err("duty.incompatible")),
            (&[AuditAdmin, SystemAdmin], Err("duty.incompatible")),
            (&[SecurityAdmin, Approver], Err("duty.incompatible")),
            (&[Auditor, Preparer], Err("duty.incompatible")),
            (&[Auditor], Ok(())),
        ] {
            assert_eq!(compatible(duties).map_err(|refusal| refusal.code()), want, "{duties:?}");
        }
    }

    #[test]
    fn a_duty_is_found_by_its_code() {
        for duty in Duty::ALL {
            assert_eq!(Duty::from_code(duty.code()), Ok(duty));
        }
    }
}
