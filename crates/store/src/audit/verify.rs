//! Verifying the chain (验链): page by page, every broken place named.

use mingqu_vault::from_hex;

use super::{Head, chained, from_row};
use crate::db::Tx;
use crate::error::StoreError;

/// Numbers of the chain that are not there, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub first: i64,
    pub last: i64,
}

/// What a page of the chain shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Rows looked at.
    pub rows: u64,
    /// The first row whose hash does not follow from its text and the row before.
    pub broken: Option<i64>,
    /// Rows that have been removed.
    pub gaps: Vec<Gap>,
    /// Where the next page goes on; an anchor printed outside is compared with this.
    pub head: Head,
    /// No further row.
    pub end: bool,
}

impl Verified {
    /// Nothing was changed and nothing is missing.
    pub fn whole(&self) -> bool {
        self.broken.is_none() && self.gaps.is_empty()
    }
}

/// Walks up to `limit` rows after `head` (from [`Head::START`]). After a broken row it goes on from
/// the hash that stands there, so that later damage is found too.
pub async fn verify(tx: &mut Tx, head: Head, limit: i64) -> Result<Verified, StoreError> {
    const SQL: &str = "
        select id, at, actor, actor_name, division_code, action, outcome, detail, request_id,
               address, seq, hash
          from audit_event
         where seq > $1
         order by seq
         limit $2";
    let rows = tx.all(SQL, &[head.seq.into(), limit.into()]).await?;
    let end = (rows.len() as i64) < limit;
    let mut found = Verified { rows: rows.len() as u64, broken: None, gaps: Vec::new(), head, end };
    for row in &rows {
        let (event, seq) = (from_row(row)?, row.int("seq")?);
        let stored = event.hash.as_deref().and_then(from_hex);
        if seq > found.head.seq + 1 {
            // What the row before was is not known any more: this one is taken as it stands.
            found.gaps.push(Gap { first: found.head.seq + 1, last: seq - 1 });
        } else if stored != Some(chained(&found.head.hash, seq, &event.row())) {
            found.broken = found.broken.or(Some(seq));
        }
        found.head = Head { seq, hash: stored.unwrap_or_default() };
    }
    Ok(found)
}

/// Rows that are committed and not yet chained: on PostgreSQL, what the sealer has before it.
pub async fn unsealed(tx: &mut Tx) -> Result<i64, StoreError> {
    const SQL: &str = "select cast(count(*) as bigint) as n from audit_event where seq is null";
    let row = tx.one(SQL, &[]).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}
