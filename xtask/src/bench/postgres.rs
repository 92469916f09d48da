//! PostgreSQL as rival (对手：数据库), in its fastest plain forms, driven by its own pgbench.

use std::fs;

use anyhow::{Context as _, Result};

use crate::pg::Cluster;
use crate::shell;

/// A way of posting: its tables, its script, its callers.
pub(crate) struct Posting {
    schema: &'static str,
    script: &'static str,
    clients: &'static str,
    /// Postings in one transaction of the script.
    postings: u64,
}

/// The same rows and checks in one function call: the fair comparison.
pub(crate) const SAME: Posting = Posting {
    schema: include_str!("sql/pg_same.sql"),
    script: include_str!("sql/pg_same_run.sql"),
    clients: "64",
    postings: 1,
};

/// One row and two balances: what is left when audit, lines and keys are left out.
pub(crate) const FUNCTION: Posting = Posting {
    schema: include_str!("sql/pg_ledger.sql"),
    script: include_str!("sql/pg_func.sql"),
    clients: "64",
    postings: 1,
};

/// A thousand in one transaction; more clients only wait for each other's accounts.
pub(crate) const BATCH: Posting = Posting {
    schema: include_str!("sql/pg_ledger.sql"),
    script: include_str!("sql/pg_batch.sql"),
    clients: "1",
    postings: 1000,
};

impl Posting {
    fn lay(&self, cluster: &Cluster) -> Result<()> {
        let file = write("schema.sql", self.schema)?;
        let mut psql = cluster.client("psql");
        psql.args(["-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(&file);
        shell::output(&mut psql)?;
        fs::remove_file(&file)?;
        Ok(())
    }

    /// Postings a second in one round, on tables laid anew.
    pub(crate) fn rate(&self, cluster: &Cluster, seconds: u32) -> Result<u64> {
        self.lay(cluster)?;
        let file = write("script.sql", self.script)?;
        let mut pgbench = cluster.client("pgbench");
        pgbench.args(["-n", "-M", self.protocol(), "-j", "2", "-c", self.clients]);
        pgbench.args(["-T", &seconds.to_string(), "-f"]).arg(&file);
        let told = shell::output(&mut pgbench)?;
        fs::remove_file(&file)?;
        let rate = told.lines().find_map(|line| line.strip_prefix("tps = "));
        let thousandths = rate.and_then(thousandths).context("pgbench 没有给出 tps")?;
        Ok(thousandths * self.postings / 1000)
    }

    /// A script that makes a table cannot be prepared before that table exists.
    fn protocol(&self) -> &'static str {
        if self.postings == 1 { "prepared" } else { "simple" }
    }
}

/// `17.3456 (…)` as 17,345.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, rest) = text.split_once('.')?;
    let rest: String = rest.chars().take_while(char::is_ascii_digit).chain("000".chars()).collect();
    format!("{whole}{}", rest.get(..3)?).parse().ok()
}

fn write(name: &str, text: &str) -> Result<std::path::PathBuf> {
    let path = std::env::temp_dir().join(format!("mingqu-bench-{}-{name}", std::process::id()));
    fs::write(&path, text)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rate_of_pgbench_is_read() {
        let cases = [
            ("17.3456 (without initial connection time)", Some(17_345)),
            ("6254.1 (x)", Some(6_254_100)),
            ("none", None),
        ];
        for (text, want) in cases {
            assert_eq!(super::thousandths(text), want, "{text}");
        }
    }
}
