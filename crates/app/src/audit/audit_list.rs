//! Reading the trail (查审计日志): newest first, within reach, with the chain's end checked.

use chrono::NaiveDate;
use mingqu_domain::user::Duty;
use mingqu_store::StoreError;
use mingqu_store::audit::{self, AuditEvent, Filter, Head};
use mingqu_store::db::Tx;

use super::labels;
use crate::actor::{Actor, division_name};
use crate::app::App;
use crate::clock;
use crate::error::AppError;
use crate::execute::Caller;

/// Rows on a page, unless fewer are asked for.
const PAGE_MAX: i64 = 200;

/// Sealed rows that are checked with each page: some hundred digests.
const CHECKED: i64 = 100;

const DAY_MILLIS: i64 = 86_400_000;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// To this day, included.
    pub to: Option<NaiveDate>,
    /// A user's id.
    pub actor: Option<String>,
    /// An action's word.
    pub action: Option<String>,
    /// An outcome's word.
    pub outcome: Option<String>,
    /// Part of name, detail, request id or address.
    pub q: Option<String>,
    /// The page's token: what the page before gave.
    pub after: Option<String>,
    /// Rows on the page.
    pub limit: Option<i64>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The rows.
    pub items: Vec<AuditEventView>,
    /// The next page's token.
    pub next_page: Option<String>,
    /// Where the chain ends.
    pub head: Option<AuditHead>,
    /// Whether the last rows of the chain follow from each other; nothing while none is sealed.
    pub chain_ok: Option<bool>,
}

/// Where the chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditHead {
    /// Its number.
    pub seq: i64,
    /// Its hash in hexadecimal.
    pub hash: String,
}

/// One call of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEventView {
    /// Id.
    pub id: String,
    /// Number in the chain, once it is sealed.
    pub seq: Option<i64>,
    /// When, UTC.
    pub at: String,
    /// The user's id.
    pub actor: String,
    /// The user's name.
    pub actor_name: String,
    /// 区划
    pub division_code: String,
    /// 区划名称
    pub division_name: String,
    /// The action's word.
    pub action: String,
    /// The action's name.
    pub action_label: String,
    /// The outcome's word.
    pub outcome: String,
    /// The outcome's name.
    pub outcome_label: String,
    /// What was asked.
    pub detail: String,
    /// The request.
    pub request_id: String,
    /// Where it came from.
    pub address: String,
    /// The hash, once it is sealed.
    pub hash: Option<String>,
}

/// The trail: an auditor reads the own division and those below, an audit administrator all.
pub async fn audit_events(caller: &Caller, query: AuditQuery) -> Result<AuditPage, AppError> {
    caller.actor.require("audit.read")?;
    let limit = query.limit.unwrap_or(PAGE_MAX).clamp(1, PAGE_MAX);
    let filter = filter_of(&caller.app, &caller.actor, query, limit)?;
    let read = caller.app.db().read(move |tx| {
        Box::pin(async move {
            let events = audit::list(tx, &filter).await?;
            let head = audit::head(tx).await?;
            let whole = match head {
                Some(head) => Some(follows(tx, head).await?),
                None => None,
            };
            Ok::<_, AppError>((events, head, whole))
        })
    });
    let (mut events, head, chain_ok) = read.await?;
    let size = usize::try_from(limit).unwrap_or_default();
    let more = size < events.len();
    events.truncate(size);
    let next_page = events.last().filter(|_| more).map(|last| format!("{}~{}", last.at, last.id));
    let head = head.map(|head| AuditHead { seq: head.seq, hash: head.hex() });
    let items = events.into_iter().map(|event| view(&caller.app, event)).collect();
    Ok(AuditPage { items, next_page, head, chain_ok })
}

fn filter_of(app: &App, actor: &Actor, query: AuditQuery, limit: i64) -> Result<Filter, AppError> {
    let AuditQuery { from, to, actor: by, action, outcome, q, after, .. } = query;
    let before = match after {
        None => None,
        Some(token) => {
            let malformed = || AppError::Refused {
                code: "audit.bad_page",
                message: "翻页标记不对，请从第一页看起".to_owned(),
            };
            let (at, id) = token.split_once('~').ok_or_else(malformed)?;
            Some((at.to_owned(), id.to_owned()))
        }
    };
    let everything = actor.is_system() || actor.duties.contains(&Duty::AuditAdmin);
    Ok(Filter {
        from: from.map(|day| clock::instant(clock::start_of(day))),
        to: to.map(|day| clock::instant(clock::start_of(day) + DAY_MILLIS)),
        actor: by,
        action,
        outcome,
        q,
        before,
        divisions: (!everything).then(|| actor.readable(app.policy())),
        limit: limit + 1,
        ..Filter::default()
    })
}

/// Whether the last rows of the chain follow from the one before them.
async fn follows(tx: &mut Tx, head: Head) -> Result<bool, StoreError> {
    let first = (head.seq - CHECKED).max(0);
    let start = match first {
        0 => Head::START,
        // Row `first` is taken as it stands.
        _ => audit::verify(tx, Head { seq: first - 1, hash: [0; 32] }, 1).await?.head,
    };
    let seen = audit::verify(tx, start, CHECKED).await?;
    Ok(seen.whole() && seen.head == head)
}

fn view(app: &App, event: AuditEvent) -> AuditEventView {
    let division_name = match event.division_code.as_str() {
        "" => String::new(),
        code => division_name(app.policy(), code),
    };
    AuditEventView {
        action_label: labels::action(&event.action),
        outcome_label: labels::outcome(&event.outcome),
        division_name,
        id: event.id,
        seq: event.seq,
        at: event.at,
        actor: event.actor,
        actor_name: event.actor_name,
        division_code: event.division_code,
        action: event.action,
        outcome: event.outcome,
        detail: event.detail,
        request_id: event.request_id,
        address: event.address,
        hash: event.hash,
    }
}
