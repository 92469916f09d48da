//! The sealer (封存): chains what PostgreSQL committed, in batches, one at a time under a lease.

use super::{AuditEvent, Head, from_row, head};
use crate::db::{BULK_ROWS, Tx, Value};
use crate::error::StoreError;

/// Who seals, until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Names this process, so that it may go on before the lease has run out.
    pub owner: String,
    /// Now, UTC.
    pub now: String,
    /// Until when another process leaves the sealing to this one, UTC.
    pub until: String,
}

/// Seals up to `limit` rows; answers how many, or nothing while another process holds the lease.
/// Runs at read committed (`Work::SERIALIZABLE = false`), so that it does not collide with the
/// commands that append. On SQLite the writer has sealed everything already.
pub async fn seal(tx: &mut Tx, lease: &Lease, limit: usize) -> Result<Option<u64>, StoreError> {
    const FOUND: &str = "
        select id, at, actor, actor_name, division_code, action, outcome, detail, request_id,
               address, seq, hash
          from audit_event
         where seq is null
         order by id
         limit $1";
    const SEAL: &str = "update audit_event set seq = $1, hash = $2 where id = $3 and seq is null";
    if tx.chain().is_some() {
        return Ok(Some(0));
    }
    if !take(tx, lease).await? {
        return Ok(None);
    }
    let limit = limit.min(BULK_ROWS) as i64;
    let rows = tx.all(FOUND, &[limit.into()]).await?;
    let rows = rows.iter().map(from_row).collect::<Result<Vec<AuditEvent>, StoreError>>()?;
    let mut last = head(tx).await?.unwrap_or(Head::START);
    let mut sealed = Vec::with_capacity(rows.len());
    for event in &rows {
        last = last.next(&event.row());
        sealed.push((last.seq, last.hex(), &event.id));
    }
    let args: Vec<[Value; 3]> =
        sealed.iter().map(|(seq, hash, id)| [seq.into(), hash.into(), (*id).into()]).collect();
    match tx.run_each(SEAL, &args).await? {
        count if count == args.len() as u64 => Ok(Some(count)),
        _ => Err(StoreError::Stale),
    }
}

/// Takes or renews the lease. The row stays locked until the commit, so two never seal at once.
async fn take(tx: &mut Tx, lease: &Lease) -> Result<bool, StoreError> {
    const FIRST: &str = "
        insert into audit_sealer (name, owner, lease_until)
        values ('audit', $1, $2)
            on conflict (name) do nothing";
    const RENEW: &str = "
        update audit_sealer
           set owner = $1, lease_until = $2
         where name = 'audit' and (owner = $1 or lease_until < $3)";
    let Lease { owner, now, until } = lease;
    if tx.run(FIRST, &[owner.into(), until.into()]).await? == 1 {
        return Ok(true);
    }
    Ok(tx.run(RENEW, &[owner.into(), until.into(), now.into()]).await? == 1)
}
