//! The audit trail (审计日志): one row for every call of a command, chained by SM3.
//!
//! ```text
//! hash(seq) = SM3(hash(seq − 1) ‖ seq ‖ each field with its length in front), hash(0) = 32 zero bytes
//! SQLite:     insert → sealed at once by the one writer
//! PostgreSQL: insert → committed unsealed → seal() under a lease, in the order it finds them
//! ```
//! The order of the chain is the order of sealing, `seq`: a row that commits late with an earlier
//! id is sealed later, never left out.

mod seal;
mod verify;

pub use seal::{Lease, seal};
pub use verify::{Gap, Verified, unsealed, verify};

use mingqu_vault::{Sm3, from_hex, hex};

use crate::db::{Chain, Row, Tx, Value};
use crate::error::StoreError;

/// What is written down about one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditRow<'a> {
    /// UUIDv7.
    pub id: &'a str,
    /// UTC instant.
    pub at: &'a str,
    /// The user's id, or `-` for nobody signed in.
    pub actor: &'a str,
    pub actor_name: &'a str,
    /// Empty where no division is concerned.
    pub division_code: &'a str,
    pub action: &'a str,
    /// `done`, `repeated`, or the code of the refusal.
    pub outcome: &'a str,
    pub detail: &'a str,
    pub request_id: &'a str,
    pub address: &'a str,
}

/// A row as it stands in the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    pub id: String,
    pub at: String,
    pub actor: String,
    pub actor_name: String,
    pub division_code: String,
    pub action: String,
    pub outcome: String,
    pub detail: String,
    pub request_id: String,
    pub address: String,
    /// Place in the chain from 1 on; nothing until sealed.
    pub seq: Option<i64>,
    /// In hexadecimal; nothing until sealed.
    pub hash: Option<String>,
}

impl AuditEvent {
    fn row(&self) -> AuditRow<'_> {
        AuditRow {
            id: &self.id,
            at: &self.at,
            actor: &self.actor,
            actor_name: &self.actor_name,
            division_code: &self.division_code,
            action: &self.action,
            outcome: &self.outcome,
            detail: &self.detail,
            request_id: &self.request_id,
            address: &self.address,
        }
    }
}

/// Where the chain ends: printed on certified papers as an anchor outside the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: [u8; 32],
}

impl Head {
    /// Before the first row.
    pub const START: Head = Head { seq: 0, hash: [0; 32] };

    /// The hash as it is stored and printed.
    pub fn hex(&self) -> String {
        hex(&self.hash)
    }

    /// The head after this row.
    fn next(&self, row: &AuditRow) -> Head {
        let seq = self.seq + 1;
        Head { seq, hash: chained(&self.hash, seq, row) }
    }
}

fn chained(prev: &[u8; 32], seq: i64, row: &AuditRow) -> [u8; 32] {
    let mut sm3 = Sm3::new();
    sm3.update(prev);
    sm3.update(&seq.to_be_bytes());
    for field in fields(row) {
        sm3.field(field.as_bytes());
    }
    sm3.finish()
}

/// In the order of the columns.
fn fields<'a>(row: &AuditRow<'a>) -> [&'a str; 10] {
    [
        row.id,
        row.at,
        row.actor,
        row.actor_name,
        row.division_code,
        row.action,
        row.outcome,
        row.detail,
        row.request_id,
        row.address,
    ]
}

/// Writes a row: on SQLite into the chain at once, on PostgreSQL for the sealer.
pub async fn insert(tx: &mut Tx, row: &AuditRow<'_>) -> Result<(), StoreError> {
    const SQL: &str = "
        insert into audit_event (id, at, actor, actor_name, division_code, action, outcome,
                                 detail, request_id, address, seq, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let sealed = match tx.chain().copied() {
        None => None,
        Some(Chain::At { seq, hash }) => Some(Head { seq, hash }.next(row)),
        Some(Chain::Unread) => Some(head(tx).await?.unwrap_or(Head::START).next(row)),
    };
    let hash = sealed.as_ref().map(Head::hex);
    let mut args = [Value::Text(None); 12];
    for (arg, field) in args.iter_mut().zip(fields(row)) {
        *arg = field.into();
    }
    args[10] = sealed.map(|head| head.seq).into();
    args[11] = (&hash).into();
    tx.run(SQL, &args).await?;
    if let (Some(chain), Some(Head { seq, hash })) = (tx.chain(), sealed) {
        *chain = Chain::At { seq, hash };
    }
    Ok(())
}

/// Where the chain ends; nothing before the first sealed row.
pub async fn head(tx: &mut Tx) -> Result<Option<Head>, StoreError> {
    const SQL: &str = "
        select id, seq, hash
          from audit_event
         where seq is not null
         order by seq desc
         limit 1";
    let Some(row) = tx.one(SQL, &[]).await? else {
        return Ok(None);
    };
    let hash = from_hex(row.text("hash")?).ok_or_else(|| StoreError::Corrupt {
        table: "audit_event",
        column: "hash",
        id: row.text("id").unwrap_or_default().to_owned(),
    })?;
    Ok(Some(Head { seq: row.int("seq")?, hash }))
}

/// What is asked of the trail; an empty filter asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// From this instant on.
    pub from: Option<String>,
    /// Before this instant.
    pub to: Option<String>,
    /// A user's id.
    pub actor: Option<String>,
    /// Rows of exactly this division.
    pub division_code: Option<String>,
    /// Rows of any of these divisions.
    pub divisions: Option<Vec<String>>,
    pub action: Option<String>,
    pub outcome: Option<String>,
    /// Part of the name, the detail, the request id or the address.
    pub q: Option<String>,
    /// Older than the row with this instant and id: the last row of the page before.
    pub before: Option<(String, String)>,
    pub limit: i64,
}

/// The newest first.
pub async fn list(tx: &mut Tx, filter: &Filter) -> Result<Vec<AuditEvent>, StoreError> {
    const SQL: &str = r"
        select id, at, actor, actor_name, division_code, action, outcome, detail, request_id,
               address, seq, hash
          from audit_event
         where (cast($1 as text) is null or at >= $1)
           and (cast($2 as text) is null or at < $2)
           and (cast($3 as text) is null or actor = $3)
           and (cast($4 as text) is null or division_code = $4)
           and (cast($5 as text) is null or action = $5)
           and (cast($6 as text) is null or outcome = $6)
           and (cast($7 as text) is null
                or lower(actor_name || ' ' || detail || ' ' || request_id || ' ' || address)
                   like $7 escape '\')
           and (cast($8 as text) is null or (at, id) < ($8, $9))
           and (cast($11 as text) is null or $11 like '%,' || division_code || ',%')
         order by at desc, id desc
         limit $10";
    let divisions = filter.divisions.as_ref().map(|codes| format!(",{},", codes.join(",")));
    let like = filter.q.as_deref().map(pattern);
    let (at, id) = filter.before.clone().unzip();
    let args = [
        (&filter.from).into(),
        (&filter.to).into(),
        (&filter.actor).into(),
        (&filter.division_code).into(),
        (&filter.action).into(),
        (&filter.outcome).into(),
        (&like).into(),
        (&at).into(),
        (&id).into(),
        filter.limit.into(),
        (&divisions).into(),
    ];
    tx.all(SQL, &args).await?.iter().map(from_row).collect()
}

/// One row by its id.
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<AuditEvent>, StoreError> {
    const SQL: &str = "
        select id, at, actor, actor_name, division_code, action, outcome, detail, request_id,
               address, seq, hash
          from audit_event
         where id = $1";
    let row = tx.one(SQL, &[id.into()]).await?;
    row.map(|row| from_row(&row)).transpose()
}

/// Contains, with the signs of a pattern taken literally.
fn pattern(q: &str) -> String {
    let mut like = String::from("%");
    for c in q.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            like.push('\\');
        }
        like.push(c);
    }
    like.push('%');
    like
}

fn from_row(row: &Row) -> Result<AuditEvent, StoreError> {
    let text = |column| row.text(column).map(str::to_owned);
    Ok(AuditEvent {
        id: text("id")?,
        at: text("at")?,
        actor: text("actor")?,
        actor_name: text("actor_name")?,
        division_code: text("division_code")?,
        action: text("action")?,
        outcome: text("outcome")?,
        detail: text("detail")?,
        request_id: text("request_id")?,
        address: text("address")?,
        seq: row.int_opt("seq")?,
        hash: row.text_opt("hash")?.map(str::to_owned),
    })
}
