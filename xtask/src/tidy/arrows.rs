//! Who may use whom (房间与箭头): a new arrow first appears here, in a review.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::places;

/// A room, and the rooms it may use. A room or an arrow that is not here does not pass.
const ARROWS: &[(&str, &[&str])] = &[
    ("mingqu-money", &[]),
    ("mingqu-vault", &[]),
    ("mingqu-ledger", &["mingqu-money"]),
    ("mingqu-reader", &["mingqu-money"]),
    ("mingqu-papers", &["mingqu-money"]),
    ("mingqu-domain", &["mingqu-money", "mingqu-ledger"]),
    ("mingqu-store", &["mingqu-money", "mingqu-ledger", "mingqu-vault", "mingqu-domain"]),
    (
        "mingqu-app",
        &[
            "mingqu-money",
            "mingqu-ledger",
            "mingqu-vault",
            "mingqu-reader",
            "mingqu-papers",
            "mingqu-domain",
            "mingqu-store",
        ],
    ),
    ("mingqu-api", &["mingqu-money", "mingqu-domain", "mingqu-app"]),
    ("mingqu-demo", &["mingqu-money", "mingqu-domain", "mingqu-app"]),
    ("mingqu-cli", &["mingqu-app", "mingqu-api", "mingqu-demo", "mingqu-reader"]),
    (
        "mingqu-bench",
        &[
            "mingqu-money",
            "mingqu-domain",
            "mingqu-store",
            "mingqu-app",
            "mingqu-api",
            "mingqu-demo",
        ],
    ),
    (
        "mingqu-testkit",
        &["mingqu-money", "mingqu-domain", "mingqu-store", "mingqu-app", "mingqu-demo"],
    ),
    ("xtask", &[]),
];

/// Rooms without clock, socket, SQL or async; the compiler proves it when the manifest does.
const PURE: &[&str] = &[
    "mingqu-money",
    "mingqu-ledger",
    "mingqu-reader",
    "mingqu-vault",
    "mingqu-papers",
    "mingqu-domain",
];
/// What a pure room would need in order to be impure.
const IMPURE: &[&str] =
    &["tokio", "axum", "rusqlite", "tokio-postgres", "deadpool-postgres", "refinery", "rand"];

pub(crate) fn faults(root: &Path) -> Result<Vec<String>> {
    Ok(of_metadata(&places::metadata(root)?))
}

fn of_metadata(metadata: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for package in list(&metadata["packages"]) {
        let name = text(&package["name"]);
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == name) else {
            faults.push(format!("{name}: a new room; add it to ARROWS and to ARCHITECTURE.md"));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let target = text(&dependency["name"]);
            if dependency["kind"] == "dev" {
                continue;
            }
            if !dependency["path"].is_null() && !allowed.contains(&target) {
                faults.push(format!("{name} -> {target}: this arrow is not drawn in ARROWS"));
            }
            if PURE.contains(&name) && IMPURE.contains(&target) {
                faults.push(format!("{name} -> {target}: a pure room has no clock, socket or SQL"));
            }
        }
    }
    faults
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn an_arrow_back_and_an_impure_rule_are_faults() {
        let dependency = |name: &str, inside: bool, kind: &str| {
            let path = if inside { json!("crates") } else { json!(null) };
            json!({ "name": name, "path": path, "kind": kind })
        };
        let cases = [
            ("mingqu-ledger", dependency("mingqu-money", true, ""), 0),
            ("mingqu-ledger", dependency("mingqu-store", true, ""), 1),
            ("mingqu-store", dependency("mingqu-testkit", true, "dev"), 0),
            ("mingqu-money", dependency("tokio", false, ""), 1),
            ("mingqu-shed", dependency("serde", false, ""), 1),
        ];
        for (room, dependency, want) in cases {
            let metadata = json!({ "packages": [{ "name": room, "dependencies": [dependency] }] });
            let faults = super::of_metadata(&metadata);
            assert_eq!(faults.len(), want, "{faults:?}");
        }
    }
}
