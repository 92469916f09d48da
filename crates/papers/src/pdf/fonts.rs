//! Finding the fonts of a paper (字体): the office's licensed ones first, then the free ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use crate::PaperError;

/// A face the papers ask for, and the families that may stand for it, best first.
struct Role {
    key: &'static str,
    label: &'static str,
    families: &'static [&'static str],
}

/// The last resort of every role, and where rare characters of names come from.
const RARE: &[&str] = &["Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC"];

const ROLES: [Role; 5] = [
    Role {
        key: "title",
        label: "小标宋（FandolSong）",
        families: &[
            "FZXiaoBiaoSong-B05S",
            "FZXiaoBiaoSong-B05",
            "方正小标宋简体",
            "方正小标宋_GBK",
            "FandolSong",
        ],
    },
    Role {
        key: "body",
        label: "仿宋（FandolFang）",
        families: &[
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FangSong",
            "仿宋",
            "FandolFang R",
            "FandolFang",
        ],
    },
    Role {
        key: "head", label: "黑体（FandolHei）", families: &["SimHei", "黑体", "FandolHei"]
    },
    Role {
        key: "kai",
        label: "楷体（FandolKai）",
        families: &["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FandolKai"],
    },
    Role {
        key: "song",
        label: "宋体（FandolSong）",
        families: &["SimSun", "宋体", "NSimSun", "FandolSong"],
    },
];

/// Label of [`RARE`] in what is missing.
const RARE_LABEL: &str = "生僻字后备字体（Noto Serif CJK SC）";

/// Files larger than this are no fonts of ours.
const LARGEST_FILE: u64 = 64 << 20;
/// How deep the folders are searched.
const DEEPEST: usize = 6;

/// The fonts at hand; cloning shares them.
#[derive(Clone, Default)]
pub struct Fonts(Arc<Shelf>);

#[derive(Default)]
struct Shelf {
    dirs: Vec<PathBuf>,
    catalog: OnceLock<Catalog>,
}

/// The wanted faces found.
struct Catalog {
    book: LazyHash<FontBook>,
    faces: Vec<Face>,
}

struct Face {
    path: PathBuf,
    index: u32,
    font: OnceLock<Option<Font>>,
}

/// The families of each role that were found, with the fallback at the end.
pub(crate) struct Families(Vec<(&'static str, Vec<&'static str>)>);

impl Fonts {
    /// The fonts under these folders; earlier folders win. Files are read when first needed.
    pub fn load(dirs: &[PathBuf]) -> Fonts {
        Fonts(Arc::new(Shelf { dirs: dirs.to_vec(), catalog: OnceLock::new() }))
    }

    /// No fonts, for programs that print no papers.
    pub fn none() -> Fonts {
        Fonts::default()
    }

    /// Which fonts are not there, named for the person who has to find them.
    pub fn missing(&self) -> Vec<&'static str> {
        let book = self.book();
        let lacking = |families: &[&str]| !families.iter().any(|family| has(book, family));
        let roles = ROLES.iter().filter(|role| lacking(role.families)).map(|role| role.label);
        roles.chain(Some(RARE_LABEL).filter(|_| lacking(RARE))).collect()
    }

    /// The families for the templates; a role that nothing can stand for is refused.
    pub(crate) fn families(&self) -> Result<Families, PaperError> {
        let book = self.book();
        let rare = RARE.iter().copied().filter(|family| has(book, family));
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for role in &ROLES {
            let own = role.families.iter().copied().filter(|family| has(book, family));
            let families: Vec<&str> = own.chain(rare.clone()).collect();
            if families.is_empty() {
                missing.push(role.label);
            }
            found.push((role.key, families));
        }
        if missing.is_empty() {
            Ok(Families(found))
        } else {
            Err(PaperError::FontMissing { names: missing.join("、") })
        }
    }

    /// What typst asks for families.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.catalog().book
    }

    /// The face at a place of the book, read when first asked for.
    pub(crate) fn font(&self, place: usize) -> Option<Font> {
        let face = self.catalog().faces.get(place)?;
        let read = || Font::new(Bytes::new(fs::read(&face.path).ok()?), face.index);
        face.font.get_or_init(read).clone()
    }

    fn catalog(&self) -> &Catalog {
        self.0.catalog.get_or_init(|| Catalog::scan(&self.0.dirs))
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("dirs", &self.0.dirs).finish_non_exhaustive()
    }
}

impl Families {
    /// Role to list of families.
    pub(crate) fn to_json(&self) -> Value {
        let mut map = serde_json::Map::new();
        for (key, families) in &self.0 {
            map.insert((*key).to_owned(), json!(families));
        }
        Value::Object(map)
    }
}

impl Catalog {
    fn scan(dirs: &[PathBuf]) -> Catalog {
        let mut files = Vec::new();
        for dir in dirs {
            font_files(dir, DEEPEST, &mut files);
        }
        let mut seen = Vec::new();
        let mut book = FontBook::new();
        let mut faces = Vec::new();
        for path in files {
            let Ok(bytes) = fs::read(&path) else { continue };
            for (index, info) in (0..).zip(FontInfo::iter(&bytes)) {
                let key = (info.family.to_lowercase(), info.variant);
                if !wanted(&info.family) || seen.contains(&key) {
                    continue;
                }
                seen.push(key);
                book.push(info);
                faces.push(Face { path: path.clone(), index, font: OnceLock::new() });
            }
        }
        Catalog { book: LazyHash::new(book), faces }
    }
}

fn has(book: &FontBook, family: &str) -> bool {
    book.contains_family(&family.to_lowercase())
}

fn wanted(family: &str) -> bool {
    let families = ROLES.iter().flat_map(|role| role.families).chain(RARE);
    families.into_iter().any(|known| known.eq_ignore_ascii_case(family))
}

/// The font files under a folder, in the order of their names.
fn font_files(dir: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.is_dir() && depth > 0 {
            font_files(&path, depth - 1, files);
        } else if about.is_file() && about.len() <= LARGEST_FILE && is_font(&path) {
            files.push(path);
        }
    }
}

fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["otf", "ttf", "ttc", "otc"].iter().any(|known| known.eq_ignore_ascii_case(ending))
}
