//! What many commands read (共用查询): a person as an actor, duties, who must use a second factor.

use chrono::NaiveDate;
use mingqu_domain::policy::{Policy, Security};
use mingqu_domain::user::{Duty, compatible};
use mingqu_store::StoreError;
use mingqu_store::db::Tx;
use mingqu_store::user::account::{self, UserAccountRow};
use mingqu_store::user::{delegation, office, setting};

use crate::actor::{Actor, Due};
use crate::app::App;
use crate::clock;
use crate::error::AppError;

/// Names of settings: `second_factor:approver`.
pub(super) const SECOND_FACTOR: &str = "second_factor:";

const DAY_MILLIS: i64 = 86_400_000;

/// A user that must be there.
pub(super) async fn find(tx: &mut Tx, id: &str) -> Result<UserAccountRow, AppError> {
    account::find(tx, id).await?.ok_or_else(|| AppError::not_found("用户", id))
}

/// The duties of a user; a word that is none is reported.
pub(super) async fn duties_of(tx: &mut Tx, user_id: &str) -> Result<Vec<Duty>, StoreError> {
    let words = account::duties(tx, user_id).await?;
    words.iter().map(|word| duty(word, user_id)).collect()
}

/// The duties of everyone, by user in order of id.
pub(super) async fn all_duties(tx: &mut Tx) -> Result<Vec<(String, Duty)>, StoreError> {
    let rows = account::all_duties(tx).await?;
    rows.into_iter().map(|(user_id, word)| Ok((user_id.clone(), duty(&word, &user_id)?))).collect()
}

fn duty(word: &str, user_id: &str) -> Result<Duty, StoreError> {
    Duty::from_code(word).map_err(|_| StoreError::Corrupt {
        table: "user_duty",
        column: "duty",
        id: user_id.to_owned(),
    })
}

/// The duties that sign in with a second factor: the policy's, as the security administrator
/// changed them.
pub(super) async fn second_factor_duties(
    tx: &mut Tx,
    security: &Security,
) -> Result<Vec<Duty>, StoreError> {
    let settings = setting::list(tx, SECOND_FACTOR).await?;
    let required = |duty: &Duty| {
        let name = format!("{SECOND_FACTOR}{}", duty.code());
        let set = settings.iter().find(|(set, _)| *set == name);
        set.map_or(security.second_factor_duties.value.contains(duty), |(_, value)| value == "1")
    };
    Ok(Duty::ALL.into_iter().filter(required).collect())
}

/// A user as the actor of a request: duties, what colleagues lent for today, what is due first.
pub(super) async fn actor(
    tx: &mut Tx,
    app: &App,
    user: &UserAccountRow,
    millis: i64,
) -> Result<Actor, AppError> {
    let today = clock::day_of(millis);
    let policy = app.policy_on(today);
    let duties = duties_of(tx, &user.id).await?;
    let stands_for = lent(tx, user, &duties, today).await?;
    let second = second_factor_duties(tx, &policy.security).await?;
    let office = office::find(tx, &user.office_id).await?;
    let due = if password_due(app, policy, user, millis) {
        Some(Due::Password)
    } else if user.totp_since.is_none() && duties.iter().any(|duty| second.contains(duty)) {
        Some(Due::SecondFactor)
    } else {
        None
    };
    Ok(Actor {
        user_id: user.id.clone(),
        name: user.display_name.clone(),
        office_id: user.office_id.clone(),
        office_name: office.map(|office| office_name(&office)).unwrap_or_default(),
        division_code: user.division_code.clone(),
        duties,
        stands_for,
        due,
        ..Actor::nobody("", "")
    })
}

/// 塔城地区财政局 乡村振兴科
pub(super) fn office_name(office: &office::OfficeRow) -> String {
    if office.section.is_empty() {
        return office.name.clone();
    }
    format!("{} {}", office.name, office.section)
}

/// One-time, or older than the policy allows. The clock of a demonstration jumps by weeks: there
/// no password grows old.
fn password_due(app: &App, policy: &Policy, user: &UserAccountRow, millis: i64) -> bool {
    let days_max = i64::from(policy.security.password_days_max.value);
    let set = clock::millis_of(&user.password_set_at).unwrap_or_default();
    let old = !app.is_demo() && days_max * DAY_MILLIS <= millis - set;
    user.password_once == 1 || old
}

/// Who lent duties for today: colleagues still in service, whose duties still go with one's own.
async fn lent(
    tx: &mut Tx,
    user: &UserAccountRow,
    own: &[Duty],
    today: NaiveDate,
) -> Result<Vec<(String, Vec<Duty>)>, AppError> {
    let mut stands_for = Vec::new();
    for row in delegation::list_in_force(tx, &user.id, &today.to_string()).await? {
        let Some(from) = account::find(tx, &row.from_user_id).await? else { continue };
        if from.suspended_at.is_some() || from.division_code != user.division_code {
            continue;
        }
        let duties = duties_of(tx, &from.id).await?;
        if compatible(&[own, &duties].concat()).is_ok() {
            stands_for.push((from.id, duties));
        }
    }
    Ok(stands_for)
}

/// 王秀兰（wangxiulan）, for the audit trail; the id when there is no such user.
pub(super) async fn name_of(app: &App, id: &str) -> Result<String, AppError> {
    let wanted = id.to_owned();
    let read = app.db().read(move |tx| {
        Box::pin(async move { Ok::<_, AppError>(account::find(tx, &wanted).await?) })
    });
    let user = read.await?;
    Ok(user.map_or(id.to_owned(), |user| format!("{}（{}）", user.display_name, user.username)))
}

/// Whether too many failures keep a user out now.
pub(super) fn is_locked(user: &UserAccountRow, now: i64) -> bool {
    let until = user.locked_until.as_deref().and_then(clock::millis_of);
    until.is_some_and(|until| now < until)
}
