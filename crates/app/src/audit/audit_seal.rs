//! Sealing (封存): one batch of the chain on PostgreSQL; on SQLite there is nothing left to do.

use std::sync::OnceLock;

use mingqu_store::StoreError;
use mingqu_store::audit::{Lease, seal};
use mingqu_store::db::{Tx, Work};

use crate::app::App;
use crate::clock;
use crate::error::AppError;
use crate::keys;

/// How long another process waits for one that has died: a few rounds of the job.
const LEASE_MILLIS: i64 = 30_000;

/// Rows in a batch: some tens of milliseconds under the lease.
const BATCH: usize = 2_000;

/// Seals one batch; answers how many rows, or nothing while another process does it. For a job of
/// the server: again at once after a full batch, else after a second.
pub async fn seal_once(app: &App) -> Result<Option<u64>, AppError> {
    let now = app.clock().millis();
    let lease = Lease {
        owner: owner()?,
        now: clock::instant(now),
        until: clock::instant(now + LEASE_MILLIS),
    };
    Ok(app.db().write(Seal { lease }).await?)
}

/// This process, for as long as it lives.
fn owner() -> Result<String, AppError> {
    static OWNER: OnceLock<String> = OnceLock::new();
    if let Some(owner) = OWNER.get() {
        return Ok(owner.clone());
    }
    let fresh = keys::token::<8>()?;
    Ok(OWNER.get_or_init(|| fresh).clone())
}

struct Seal {
    lease: Lease,
}

impl Work for Seal {
    type Done = Option<u64>;
    type Error = StoreError;
    const SERIALIZABLE: bool = false;

    async fn run(&self, tx: &mut Tx) -> Result<Option<u64>, StoreError> {
        seal(tx, &self.lease, BATCH).await
    }
}
