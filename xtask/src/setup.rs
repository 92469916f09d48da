//! What the machine must have (系统软件与字体): installed where that is allowed, else named exactly.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{pg, places, shell};

/// The faces of official papers: 仿宋, 宋, 黑, 楷.
const FANDOL: &[&str] = &[
    "FandolFang-Regular.otf",
    "FandolSong-Bold.otf",
    "FandolSong-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolKai-Regular.otf",
];
const FANDOL_PACKAGE: &str = "texlive-lang-chinese";
/// Other work on the machine may hold the package lock; a quarter of an hour is long enough.
const LOCK: &str = "DPkg::Lock::Timeout=900";

struct Need {
    package: &'static str,
    why: &'static str,
    present: fn() -> bool,
}

const FOR_RUNNING: &[Need] =
    &[Need { package: "fonts-noto-cjk", why: "公文里的生僻字", present: has_noto }];

const FOR_TESTING: &[Need] = &[
    Need {
        package: "postgresql", why: "两种数据库都要测", present: || pg::programs().is_some()
    },
    Need { package: "chromium", why: "浏览器测试", present: has_chromium },
    Need { package: "poppler-utils", why: "看公文的版面", present: || has("pdftoppm") },
];

const FOR_MEASURING: &[Need] = &[
    Need { package: "wrk", why: "压测的调用方", present: || has("wrk") },
    Need {
        package: "libreoffice-writer", why: "公文转换的对手", present: || has("soffice")
    },
];

/// `setup [--bench]`: everything `cargo xtask test` needs, and with --bench the rivals too.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let mut needs: Vec<&Need> = FOR_RUNNING.iter().chain(FOR_TESTING).collect();
    if words.iter().any(|word| word == "--bench") {
        needs.extend(FOR_MEASURING);
    }
    packages(&needs)?;
    fandol()
}

/// The fonts of the papers. Without them the program runs and `doctor` names what is missing.
pub(crate) fn for_running() {
    let needs: Vec<&Need> = FOR_RUNNING.iter().collect();
    if let Err(error) = packages(&needs).and_then(|()| fandol()) {
        println!("公文字体没有装全，先继续：{error:#}");
    }
}

fn packages(needs: &[&Need]) -> Result<()> {
    let missing: Vec<&&Need> = needs.iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|need| need.package).collect();
    if !may_install() {
        let list: Vec<String> =
            missing.iter().map(|need| format!("{}（{}）", need.package, need.why)).collect();
        bail!("缺 {}；请管理员运行：apt-get install {}", list.join("、"), names.join(" "));
    }
    update()?;
    let mut apt = shell::program("apt-get", ["-o", LOCK, "-y", "-q", "install"]);
    apt.arg("--no-install-recommends").args(names);
    shell::run(apt.env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Takes the few font files out of their large package instead of installing all of it.
fn fandol() -> Result<()> {
    if FANDOL.iter().all(|file| font_folders().iter().any(|folder| folder.join(file).is_file())) {
        return Ok(());
    }
    if !has("apt-get") || !has("dpkg") {
        bail!("缺公文字体；请把 {} 放到 data/fonts", FANDOL.join("、"));
    }
    let folder = std::env::temp_dir().join(format!("mingqu-fonts-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let taken = take_fandol(&folder);
    fs::remove_dir_all(&folder)?;
    taken
}

fn take_fandol(folder: &Path) -> Result<()> {
    if pg::is_superuser() {
        update()?;
    }
    let mut download = shell::program("apt-get", ["-q", "download", FANDOL_PACKAGE]);
    shell::run(download.current_dir(folder))?;
    let package = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let package = package.into_iter().find(|path| path.extension().is_some_and(|end| end == "deb"));
    let package = package.context("没有取到字体软件包")?;
    let mut unpack = shell::program("dpkg", ["-x"]);
    shell::run(unpack.arg(&package).arg(folder))?;
    let from = folder.join("usr/share/texlive/texmf-dist/fonts/opentype/public/fandol");
    let to = if pg::is_superuser() {
        PathBuf::from("/usr/local/share/fonts/mingqu")
    } else {
        places::home().context("不知道把字体放在哪里")?.join(".local/share/fonts/mingqu")
    };
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir(&from).context("软件包里没有 Fandol")?.flatten() {
        if entry.path().extension().is_some_and(|end| end == "otf") {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    println!("公文字体已放到 {}", to.display());
    Ok(())
}

fn update() -> Result<()> {
    shell::run(&mut shell::program("apt-get", ["-o", LOCK, "-q", "update"]))
}

fn font_folders() -> Vec<PathBuf> {
    let mut folders = vec![
        PathBuf::from("/usr/local/share/fonts/mingqu"),
        PathBuf::from("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
    ];
    folders.extend(places::home().map(|home| home.join(".local/share/fonts/mingqu")));
    folders
}

fn may_install() -> bool {
    pg::is_superuser() && has("apt-get")
}

fn has(name: &str) -> bool {
    places::program(name).is_some()
}

fn has_chromium() -> bool {
    ["chromium", "chromium-browser", "google-chrome"].iter().any(|name| has(name))
}

fn has_noto() -> bool {
    let folder = Path::new("/usr/share/fonts/opentype/noto");
    folder.join("NotoSerifCJK-Regular.ttc").is_file()
}
