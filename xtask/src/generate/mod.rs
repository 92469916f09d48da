//! Generated files (生成的文件): SQLite twins, the schema, the API document, the web's types.
//!
//! ```text
//! migrations/postgres/*.sql ─► migrations/sqlite/*.sql
//!                           ─► docs/schema.sql
//! mingqu openapi ─► openapi/openapi.json ─► web/src/api/schema.d.ts
//! ```

mod api;
mod schema;
pub(crate) mod twins;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::{build, places, web};

/// A file and what it should hold.
pub(crate) struct Generated {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// `gen [--check | --migrations]`; the last writes only what needs no build.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let check = match words {
        [] => false,
        [word] if word == "--check" => true,
        [word] if word == "--migrations" => return write(from_migrations()?),
        _ => bail!("用法：cargo xtask gen [--check | --migrations]"),
    };
    // The migrations are embedded in the binary that is asked for the API: they come first.
    if !check {
        write(from_migrations()?)?;
    }
    web::ready()?;
    build::binary(false)?;
    match check {
        true => compare(),
        false => {
            write(vec![api::document()?])?;
            write(vec![api::types()?])
        }
    }
}

/// Fails when a generated file is not what it would be now; needs the built binary and the web.
pub(crate) fn compare() -> Result<()> {
    let mut files = from_migrations()?;
    files.push(api::document()?);
    files.push(api::types()?);
    let stale: Vec<String> = files.iter().filter(|file| !is_current(file)).map(name).collect();
    if !stale.is_empty() {
        bail!("这些文件过时了：{}；运行 cargo xtask gen 再提交", stale.join("、"));
    }
    Ok(())
}

/// The part that needs no build; tidy compares it at every test.
pub(crate) fn from_migrations() -> Result<Vec<Generated>> {
    let folder = places::root().join("crates/store/migrations");
    let mut files = twins::all(&folder)?;
    files.push(schema::schema(&folder.join("postgres"))?);
    Ok(files)
}

pub(crate) fn is_current(file: &Generated) -> bool {
    fs::read_to_string(&file.path).is_ok_and(|text| text == file.text)
}

/// The path a person would type.
pub(crate) fn name(file: &Generated) -> String {
    let root = places::root();
    file.path.strip_prefix(&root).unwrap_or(&file.path).display().to_string()
}

fn write(files: Vec<Generated>) -> Result<()> {
    for file in files.iter().filter(|file| !is_current(file)) {
        if let Some(folder) = file.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file.path, &file.text).with_context(|| name(file))?;
        println!("写了 {}", name(file));
    }
    Ok(())
}
