//! The first start (首次启动): an empty database gets the three administrators (三员).

use mingqu_domain::policy::{DivisionLevel, Policy};
use mingqu_domain::user::Duty;
use mingqu_store::db::Tx;
use mingqu_store::user::account;

use super::office_create::{self, OfficeCreate, OfficeKind};
use super::user_create::{self, UserCreate};
use super::{PasswordHash, password, user_grant};
use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::execute::{Caller, Command, Context};

/// User name and duty of the three.
const ADMINISTRATORS: [(&str, Duty); 3] = [
    ("sysadmin", Duty::SystemAdmin),
    ("secadmin", Duty::SecurityAdmin),
    ("audadmin", Duty::AuditAdmin),
];

/// Makes the three administrators with one-time passwords and answers those, by user name;
/// nothing when there is any user already.
pub async fn first_start(app: &App) -> Result<Option<Vec<(String, String)>>, AppError> {
    if !is_empty(app).await? {
        return Ok(None);
    }
    let (mut hashes, mut passwords) = (Vec::new(), Vec::new());
    for (username, _) in ADMINISTRATORS {
        let made = password::one_time(username, &app.policy().security)?;
        hashes.push(PasswordHash::of(&made).await?);
        passwords.push((username.to_owned(), made));
    }
    let caller = Caller { app: app.clone(), actor: Actor::system(), key: None };
    let made = caller.execute(FirstStart { hashes }).await?;
    Ok((made == MADE).then_some(passwords))
}

async fn is_empty(app: &App) -> Result<bool, AppError> {
    let read = app.db().read(|tx| Box::pin(async move { account::list(tx, None).await }));
    Ok(read.await.map_err(AppError::from)?.is_empty())
}

const MADE: i64 = 1;
const NOT_EMPTY: i64 = 0;

/// One unit of work: there are all three or none.
struct FirstStart {
    hashes: Vec<PasswordHash>,
}

impl Command for FirstStart {
    const ACTION: &'static str = "user.first_start";
    /// Nobody can hold a permission yet; the program alone runs it.
    const GUARDED: bool = false;
    type Done = i64;

    fn detail(&self) -> String {
        ADMINISTRATORS.map(|(username, _)| username).join("、")
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<i64, AppError> {
        if !account::list(tx, None).await?.is_empty() {
            return Ok(NOT_EMPTY);
        }
        let office = OfficeCreate {
            division_code: home(cx.policy()),
            name: "系统".to_owned(),
            section: String::new(),
            kind: OfficeKind::System,
        };
        let office_id = office_create::add(tx, cx, &office).await?;
        for ((username, duty), hash) in ADMINISTRATORS.into_iter().zip(&self.hashes) {
            let new = UserCreate {
                username: username.to_owned(),
                display_name: duty.label().to_owned(),
                office_id: office_id.clone(),
                hash: hash.clone(),
                once: true,
            };
            let id = user_create::add(tx, cx, &new).await?;
            user_grant::replace(tx, cx, &id, &[duty]).await?;
        }
        Ok(MADE)
    }
}

/// The prefecture whose counties the policy knows: the program's home.
fn home(policy: &Policy) -> String {
    let has_counties =
        |code| policy.children_of(code).iter().any(|child| child.level() == DivisionLevel::County);
    let mut prefectures =
        policy.divisions.iter().filter(|division| division.level() == DivisionLevel::Prefecture);
    let home = prefectures.find(|division| has_counties(division.code));
    home.or(policy.divisions.first())
        .map(|division| division.code.as_str().to_owned())
        .unwrap_or_default()
}
