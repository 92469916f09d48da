//! Whether the database answers (探测), and what the sealer has before it.

use mingqu_store::{StoreError, audit, scan};

use crate::app::App;
use crate::error::AppError;

/// Answers when the database does.
pub async fn alive(app: &App) -> Result<(), AppError> {
    let read = app.db().read(|tx| Box::pin(async move { scan::alive(tx).await }));
    Ok(read.await.map_err(|error: StoreError| error)?)
}

/// Rows of the audit trail that are not chained yet.
pub async fn unsealed(app: &App) -> Result<i64, AppError> {
    let read = app.db().read(|tx| Box::pin(async move { audit::unsealed(tx).await }));
    Ok(read.await.map_err(|error: StoreError| error)?)
}
