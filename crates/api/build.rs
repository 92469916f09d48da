//! Embeds the built web (网页): a table of files in OUT_DIR; one page that says how, when there is none.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

const NOT_BUILT: &str = r#"<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>明渠</title></head>
<body>
<h1>网页还没有构建</h1>
<p>这个程序编译时没有网页文件。请运行 <code>cargo xtask build --release</code>，
它先构建网页，再构建程序。接口 <code>/api/v1</code> 不受影响。</p>
</body>
</html>
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or("no manifest dir")?);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no out dir")?);
    let dist = root.join("../../web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", root.join("../../web/dist").display());
    let mut files = BTreeMap::new();
    if dist.join("index.html").is_file() {
        collect(&dist, "", &mut files)?;
    } else {
        let page = out.join("index.html");
        fs::write(&page, NOT_BUILT)?;
        files.insert("index.html".to_owned(), page);
    }
    fs::write(out.join("web_files.rs"), table(&files)?)?;
    Ok(())
}

/// Every file below a folder, by its path with `/`.
fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, PathBuf>,
) -> std::io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            files.insert(name, entry.path());
        }
    }
    Ok(())
}

fn table(files: &BTreeMap<String, PathBuf>) -> Result<String, Box<dyn std::error::Error>> {
    let mut out = String::from("static FILES: &[File] = &[\n");
    for (name, path) in files {
        let mut hasher = DefaultHasher::new();
        fs::read(path)?.hash(&mut hasher);
        let path = path.canonicalize()?;
        writeln!(
            out,
            "    File {{ path: {name:?}, etag: \"\\\"{:016x}\\\"\", bytes: include_bytes!({:?}) }},",
            hasher.finish(),
            path.display().to_string(),
        )?;
    }
    out.push_str("];\n");
    Ok(out)
}
