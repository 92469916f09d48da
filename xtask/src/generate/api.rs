//! The API document and the web's types (接口说明与前端类型), both from the built binary.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Generated;
use crate::{places, shell};

/// `openapi/openapi.json` as the binary describes itself.
pub(crate) fn document() -> Result<Generated> {
    let mut mingqu = Command::new(places::binary(false)?);
    let printed = shell::output(mingqu.arg("openapi"))?;
    serde_json::from_str::<Value>(&printed).context("mingqu openapi 没有给出 JSON")?;
    let text = format!("{}\n", printed.trim_end());
    Ok(Generated { path: places::root().join("openapi/openapi.json"), text })
}

/// `web/src/api/schema.d.ts` from the committed document.
pub(crate) fn types() -> Result<Generated> {
    let made = std::env::temp_dir().join(format!("mingqu-schema-{}.d.ts", std::process::id()));
    let mut npm = shell::npm(["exec", "--", "openapi-typescript", "../openapi/openapi.json", "-o"]);
    shell::output(npm.arg(&made))?;
    let text = fs::read_to_string(&made)?;
    fs::remove_file(&made)?;
    Ok(Generated { path: places::web().join("src/api/schema.d.ts"), text })
}
