//! Users, offices, duties and colleagues as they are shown (用户与权限).

use mingqu_domain::user::{Duty, Permission};
use mingqu_store::user::account::{self, UserAccountRow};
use mingqu_store::user::office::{self, OfficeRow};

use super::{OfficeKind, UserRefusal, lookup};
use crate::action::Action;
use crate::actor::{Actor, division_name};
use crate::error::AppError;
use crate::execute::Caller;

/// A user in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Id.
    pub id: String,
    /// User name.
    pub username: String,
    /// As shown.
    pub display_name: String,
    /// 区划
    pub division_code: String,
    /// 区划名称
    pub division_name: String,
    /// 机构
    pub office_id: String,
    /// 机构名称
    pub office_name: String,
    /// 岗位
    pub duties: Vec<Duty>,
    /// `active`, `locked` or `suspended`.
    pub state: &'static str,
    /// 在用、锁定、停用
    pub state_label: &'static str,
    /// While it is locked.
    pub locked_until: Option<String>,
    /// Whether the one-time password was never changed.
    pub password_once: bool,
    /// Whether a second factor is set up.
    pub second_factor: bool,
    /// The last sign-in.
    pub last_sign_in_at: Option<String>,
    /// What the caller may do with it.
    pub actions: Vec<Action>,
}

/// Every user, by division and name: for the three administrators.
pub async fn users(caller: &Caller) -> Result<Vec<UserRow>, AppError> {
    caller.actor.require("user.read")?;
    let read = caller.app.db().read(|tx| {
        Box::pin(async move {
            let users = account::list(tx, None).await?;
            let duties = lookup::all_duties(tx).await?;
            Ok::<_, AppError>((users, duties, office::list(tx).await?))
        })
    });
    let (users, duties, offices) = read.await?;
    let now = caller.app.clock().millis();
    let row = |user| user_row(caller, user, &duties, &offices, now);
    Ok(users.into_iter().map(row).collect())
}

fn user_row(
    caller: &Caller,
    user: UserAccountRow,
    duties: &[(String, Duty)],
    offices: &[OfficeRow],
    now: i64,
) -> UserRow {
    let locked = lookup::is_locked(&user, now);
    let (state, state_label) = match (&user.suspended_at, locked) {
        (Some(_), _) => ("suspended", "停用"),
        (None, true) => ("locked", "锁定"),
        (None, false) => ("active", "在用"),
    };
    let held = duties.iter().filter(|(user_id, _)| *user_id == user.id);
    UserRow {
        actions: actions(&caller.actor, &user, locked),
        duties: in_order(held.map(|(_, duty)| *duty).collect()),
        division_name: division_name(caller.app.policy(), &user.division_code),
        office_name: office_of(offices, &user.office_id),
        state,
        state_label,
        locked_until: user.locked_until.filter(|_| locked),
        password_once: user.password_once == 1,
        second_factor: user.totp_since.is_some(),
        last_sign_in_at: user.signed_in_at,
        id: user.id,
        username: user.username,
        display_name: user.display_name,
        division_code: user.division_code,
        office_id: user.office_id,
    }
}

/// What the commands would say, judged by the same rules.
fn actions(actor: &Actor, user: &UserAccountRow, locked: bool) -> Vec<Action> {
    let other = || match actor.user_id == user.id {
        true => Err(AppError::from(UserRefusal::Oneself)),
        false => Ok(()),
    };
    let suspended = || match user.suspended_at {
        Some(_) => Err(AppError::from(UserRefusal::Suspended)),
        None => Ok(()),
    };
    let not = |state: bool, refusal: UserRefusal| if state { Ok(()) } else { Err(refusal.into()) };
    let may = |action: &'static str| actor.require(action);
    vec![
        Action::judged("grant", "授予岗位", may("user.grant").and_then(|()| other())),
        Action::judged(
            "suspend",
            "停用",
            may("user.suspend").and_then(|()| other()).and_then(|()| suspended()),
        ),
        Action::judged(
            "resume",
            "启用",
            may("user.resume")
                .and_then(|()| not(user.suspended_at.is_some(), UserRefusal::NotSuspended)),
        ),
        Action::judged(
            "unlock",
            "解锁",
            may("user.unlock").and_then(|()| not(locked, UserRefusal::NotLocked)),
        ),
        Action::judged(
            "reset-password",
            "重置口令",
            may("user.reset_password").and_then(|()| other()),
        ),
    ]
}

fn in_order(held: Vec<Duty>) -> Vec<Duty> {
    Duty::ALL.into_iter().filter(|duty| held.contains(duty)).collect()
}

fn office_of(offices: &[OfficeRow], id: &str) -> String {
    let found = offices.iter().find(|office| office.id == id);
    found.map(lookup::office_name).unwrap_or_default()
}

/// An office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeView {
    /// Id.
    pub id: String,
    /// 区划
    pub division_code: String,
    /// 区划名称
    pub division_name: String,
    /// 机构名称
    pub name: String,
    /// 科室
    pub section: String,
    /// 类别
    pub kind: String,
    /// 类别名称
    pub kind_label: String,
}

/// Every office, by division and name: for the administrators.
pub async fn offices(caller: &Caller) -> Result<Vec<OfficeView>, AppError> {
    caller.actor.require("user.read")?;
    let read = caller.app.db().read(|tx| Box::pin(async move { office::list(tx).await }));
    let offices: Vec<OfficeRow> = read.await?;
    let view = |office: OfficeRow| OfficeView {
        division_name: division_name(caller.app.policy(), &office.division_code),
        kind_label: OfficeKind::from_code(&office.kind)
            .map_or(office.kind.clone(), |kind| kind.label().to_owned()),
        id: office.id,
        division_code: office.division_code,
        name: office.name,
        section: office.section,
        kind: office.kind,
    };
    Ok(offices.into_iter().map(view).collect())
}

/// Which duty may do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyTable {
    /// The duties.
    pub duties: Vec<DutyRow>,
    /// The actions.
    pub permissions: &'static [Permission],
}

/// A duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyRow {
    /// Which.
    pub duty: Duty,
    /// Whether it signs in with a second factor.
    pub second_factor: bool,
}

/// The table of duties and actions: for the administrators.
pub async fn duty_table(caller: &Caller) -> Result<DutyTable, AppError> {
    caller.actor.require("user.read")?;
    let app = caller.app.clone();
    let read = caller.app.db().read(move |tx| {
        Box::pin(async move { lookup::second_factor_duties(tx, &app.policy().security).await })
    });
    let second: Vec<Duty> = read.await?;
    let row = |duty| DutyRow { duty, second_factor: second.contains(&duty) };
    Ok(DutyTable { duties: Duty::ALL.into_iter().map(row).collect(), permissions: Permission::ALL })
}

/// Somebody of the same division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColleagueView {
    /// Id.
    pub id: String,
    /// As shown.
    pub display_name: String,
    /// 机构名称
    pub office_name: String,
    /// 岗位
    pub duties: Vec<Duty>,
}

/// Everyone else in service in the caller's division who holds a business duty: to delegate to,
/// or to ask for an opinion.
pub async fn colleagues(caller: &Caller) -> Result<Vec<ColleagueView>, AppError> {
    caller.actor.require("workbench.read")?;
    let (own, division_code) = (caller.actor.user_id.clone(), caller.actor.division_code.clone());
    let read = caller.app.db().read(move |tx| {
        Box::pin(async move {
            let users = account::list(tx, Some(&division_code)).await?;
            let duties = lookup::all_duties(tx).await?;
            Ok::<_, AppError>((users, duties, office::list(tx).await?))
        })
    });
    let (users, duties, offices) = read.await?;
    let mut found = Vec::new();
    for user in users {
        let held = duties.iter().filter(|(user_id, _)| *user_id == user.id);
        let held = in_order(held.map(|(_, duty)| *duty).collect());
        let business = held.iter().any(|duty| !duty.is_admin() && *duty != Duty::Auditor);
        if user.id != own && user.suspended_at.is_none() && business {
            found.push(ColleagueView {
                id: user.id,
                display_name: user.display_name,
                office_name: office_of(&offices, &user.office_id),
                duties: held,
            });
        }
    }
    Ok(found)
}
