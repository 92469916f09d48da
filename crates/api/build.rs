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
        files.insert("index.html".to_owned(), NOT_BUILT.as_bytes().to_vec());
    }
    fs::create_dir_all(out.join("web"))?;
    fs::write(out.join("web_files.rs"), table(&files, &out)?)?;
    Ok(())
}

/// Every file below a folder, by its path with `/`.
fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> std::io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// The table, over copies: the web may be built anew while this program is compiled.
fn table(files: &BTreeMap<String, Vec<u8>>, out: &Path) -> std::io::Result<String> {
    let mut text = String::from("static FILES: &[File] = &[\n");
    for (number, (name, bytes)) in files.iter().enumerate() {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let etag = format!("\"{:016x}\"", hasher.finish());
        fs::write(out.join("web").join(number.to_string()), bytes)?;
        let copy = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/web/{number}\"))");
        // Writing to a string does not fail.
        let _ = writeln!(text, "    File {{ path: {name:?}, etag: {etag:?}, bytes: {copy} }},");
    }
    text.push_str("];\n");
    Ok(text)
}
