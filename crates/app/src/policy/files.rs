//! The rule files built into the program (内置政策文件).

macro_rules! pack {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$((
            $path,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"), "/../../policy/", $folder, "/", $path
            )),
        )),+]
    };
}

/// 财政衔接推进乡村振兴补助资金
pub(super) const LINKAGE: &[(&str, &str)] = pack!(
    "linkage":
    "pack.toml",
    "2021.1/approval.toml",
    "2021.1/deadlines.toml",
    "2021.1/direct_tags.toml",
    "2021.1/divisions.toml",
    "2021.1/funds.toml",
    "2021.1/numbering.toml",
    "2021.1/paper.toml",
    "2021.1/security.toml",
    "2021.1/subjects.toml",
    "2024.1/paper.toml",
);
