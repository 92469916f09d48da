//! The audit chain (审计链), from its first row to its end.

use mingqu_store::StoreError;
use mingqu_store::audit::{self, Head};
use mingqu_store::db::Tx;

use super::Verified;

/// Rows digested at a time.
const PAGE: i64 = 5_000;

pub(super) async fn check(tx: &mut Tx, report: &mut Verified) -> Result<(), StoreError> {
    let mut head = Head::START;
    loop {
        let page = audit::verify(tx, head, PAGE).await?;
        report.events += page.rows;
        if let Some(seq) = page.broken {
            report.found(format!("审计日志第 {seq} 条被改动过：哈希与内容不符"));
        }
        for gap in page.gaps {
            let (first, last) = (gap.first, gap.last);
            report.found(format!("审计日志第 {first} 条至第 {last} 条不见了"));
        }
        head = page.head;
        if page.end {
            break;
        }
    }
    report.unsealed = audit::unsealed(tx).await?;
    report.events += u64::try_from(report.unsealed).unwrap_or_default();
    Ok(())
}
