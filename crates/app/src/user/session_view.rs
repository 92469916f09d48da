//! Who is signed in (当前会话): the person, what may be done, the books, where one may go.

use chrono::Datelike as _;
use mingqu_domain::user::{Duty, Permission};
use mingqu_store::budget::book;

use super::lookup;
use crate::actor::{Due, division_name};
use crate::error::AppError;
use crate::execute::Caller;

/// Everything the screen's frame shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// The person.
    pub user: SessionUser,
    /// What the person's own and lent duties allow, in the order of the table.
    pub permissions: Vec<&'static str>,
    /// The books the person reads, own first.
    pub books: Vec<BookView>,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// The civil date.
    pub today: String,
    /// The password must be changed first.
    pub password_due: bool,
    /// The second factor must be set up first.
    pub second_factor_due: bool,
    /// Where the person may go.
    pub places: Vec<Place>,
}

/// The person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionUser {
    /// Id.
    pub id: String,
    /// User name.
    pub username: String,
    /// As shown.
    pub display_name: String,
    /// 机构
    pub office_id: String,
    /// 机构名称
    pub office_name: String,
    /// 区划
    pub division_code: String,
    /// 区划名称
    pub division_name: String,
    /// 岗位
    pub duties: Vec<Duty>,
    /// Whether a second factor is set up.
    pub second_factor: bool,
}

/// A book the person may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookView {
    /// 区划
    pub division_code: String,
    /// 区划名称
    pub division_name: String,
    /// 预算年度
    pub fiscal_year: i64,
    /// 已结账
    pub closed: bool,
}

/// An entry of the navigation; how much waits there is the workbench's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its word: `notices`.
    pub code: &'static str,
    /// Its Chinese name.
    pub label: &'static str,
    /// The group it stands in.
    pub parent: Option<&'static str>,
}

/// Word, name, group and the permission that opens it; a group opens with any of its entries.
const PLACES: [(&str, &str, Option<&str>, Option<&str>); 12] = [
    ("workbench", "工作台", None, Some("workbench.read")),
    ("funds", "资金下达", None, None),
    ("notices", "来文", Some("funds"), Some("notice.read")),
    ("allocations", "分配", Some("funds"), Some("allocation.read")),
    ("allotments", "下达", Some("funds"), Some("allotment.read")),
    ("ledger", "指标账", None, None),
    ("accounts", "账户", Some("ledger"), Some("indicator.read")),
    ("entries", "凭证", Some("ledger"), Some("indicator.read")),
    ("audit", "审计", None, Some("audit.read")),
    ("system", "系统", None, None),
    ("users", "用户与权限", Some("system"), Some("user.read")),
    ("delegations", "委托", Some("system"), Some("delegation.read")),
];

/// The session as the web shows it; also while something is due.
pub async fn session_view(caller: &Caller) -> Result<SessionView, AppError> {
    let actor = &caller.actor;
    actor.require_signed_in()?;
    let id = actor.user_id.clone();
    let read = caller.app.db().read(move |tx| {
        Box::pin(async move {
            let user = lookup::find(tx, &id).await?;
            Ok::<_, AppError>((user, book::list(tx).await?))
        })
    });
    let (user, books) = read.await?;
    let today = caller.app.clock().today();
    let policy = caller.app.policy_on(today);
    let mine = |action: &str| actor.due.is_none() && actor.may(action);
    Ok(SessionView {
        user: SessionUser {
            id: user.id,
            username: user.username,
            display_name: user.display_name,
            office_id: actor.office_id.clone(),
            office_name: actor.office_name.clone(),
            division_code: actor.division_code.clone(),
            division_name: division_name(policy, &actor.division_code),
            duties: actor.duties.clone(),
            second_factor: user.totp_since.is_some(),
        },
        permissions: Permission::ALL.iter().map(|row| row.action).filter(|row| mine(row)).collect(),
        books: books_of(caller, books),
        demo: caller.app.is_demo(),
        today: today.to_string(),
        password_due: actor.due == Some(Due::Password),
        second_factor_due: actor.due == Some(Due::SecondFactor),
        places: places(mine),
    })
}

/// The books that are there, and this year's of every division: the first entry opens it.
fn books_of(caller: &Caller, books: Vec<book::Book>) -> Vec<BookView> {
    let (policy, actor) = (caller.app.policy(), &caller.actor);
    let this_year = i64::from(caller.app.clock().today().year());
    let mut seen = Vec::new();
    for code in actor.readable(policy) {
        let division_name = division_name(policy, &code);
        let view = |fiscal_year, closed| BookView {
            division_code: code.clone(),
            division_name: division_name.clone(),
            fiscal_year,
            closed,
        };
        let own = books.iter().filter(|book| book.division_code == code);
        let open = own.clone().any(|book| book.fiscal_year == this_year);
        seen.extend((!open).then(|| view(this_year, false)));
        seen.extend(own.map(|book| view(book.fiscal_year, book.closed_on.is_some())));
    }
    seen
}

fn places(mine: impl Fn(&str) -> bool) -> Vec<Place> {
    let open = |permission: Option<&str>| permission.is_some_and(&mine);
    let within = |group: &str| {
        PLACES.iter().any(|(_, _, parent, permission)| *parent == Some(group) && open(*permission))
    };
    let shown = PLACES.iter().filter(|(code, _, _, permission)| open(*permission) || within(code));
    shown.map(|&(code, label, parent, _)| Place { code, label, parent }).collect()
}
