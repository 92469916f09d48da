//! Where the data lie (数据目录): the database file or the server's address, keys, passwords.
//!
//! ```text
//! DIR/mingqu.db  DIR/keys/master.key  DIR/fonts/  DIR/first-passwords.txt  DIR/demo
//! ```
//! With a PostgreSQL server the directory holds everything but the database.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use mingqu_store::db::{Db, SqliteSettings};

use super::{accident, refused};
use crate::error::AppError;
use crate::keys::Keys;

/// Connections to a server: as many callers as it serves at once without queueing in vain.
const CONNECTIONS: usize = 32;

const UNUSABLE: &str = "数据目录无法使用，请检查目录及其权限";

/// A data directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    root: PathBuf,
    url: Option<String>,
}

impl Directory {
    /// A directory with the database in a file of it, or on a server when there is an address.
    pub fn new(root: &Path, url: Option<String>) -> Directory {
        Directory { root: root.to_owned(), url }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the database is on a server.
    pub fn on_server(&self) -> bool {
        self.url.is_some()
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.root.join("mingqu.db")
    }

    /// The folder of keys.
    pub fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    /// The file of the master key.
    pub fn master_key(&self) -> PathBuf {
        self.keys().join("master.key")
    }

    /// The folder of fonts that the papers are set in.
    pub fn fonts(&self) -> PathBuf {
        self.root.join("fonts")
    }

    /// Where fonts are looked for: the directory's own first, then the system's.
    pub fn font_folders(&self) -> Vec<PathBuf> {
        let system = ["/usr/local/share/fonts", "/usr/share/fonts"].map(PathBuf::from);
        std::iter::once(self.fonts()).chain(system).collect()
    }

    /// The one-time passwords of the first administrators.
    pub fn first_passwords(&self) -> PathBuf {
        self.root.join("first-passwords.txt")
    }

    /// The marker of a demonstration.
    pub fn demo(&self) -> PathBuf {
        self.root.join("demo")
    }

    /// Makes the folders, for nobody but the account that runs the program.
    pub(crate) fn make(&self) -> Result<(), AppError> {
        for folder in [&self.root, &self.keys(), &self.fonts()] {
            make_folder(folder)?;
        }
        Ok(())
    }

    /// Opens the database for writing.
    pub async fn open(&self) -> Result<Db, AppError> {
        Ok(match &self.url {
            Some(url) => Db::open_postgres(url, CONNECTIONS).await?,
            None => Db::open_sqlite(&self.database(), SqliteSettings::default())?,
        })
    }

    /// Opens an existing database for reading, beside a running program or without one.
    pub async fn open_reader(&self) -> Result<Db, AppError> {
        if let Some(url) = &self.url {
            return Ok(Db::open_postgres(url, 2).await?);
        }
        let file = self.database();
        if !file.is_file() {
            let message = format!("{} 里没有数据库", self.root.display());
            return Err(refused("keeping.no_database", message));
        }
        Ok(Db::open_reader(&file)?)
    }

    /// The keys; made when the database is new, refused when they are gone.
    pub(crate) fn load_keys(&self, fresh: bool) -> Result<Keys, AppError> {
        let file = self.master_key();
        match fs::read_to_string(&file) {
            Ok(text) => match mingqu_vault::from_hex(text.trim()) {
                Some(master) => Ok(Keys::new(master)),
                None => {
                    Err(refused("keeping.bad_key", "密钥文件 keys/master.key 损坏，请从备份恢复"))
                }
            },
            Err(error) if error.kind() == ErrorKind::NotFound && fresh => {
                let master = Keys::fresh()?;
                write_private(&file, &format!("{}\n", mingqu_vault::hex(&master)))?;
                Ok(Keys::new(master))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let message =
                    "密钥文件 keys/master.key 不见了，没有它读不出上传的原件，请从备份恢复";
                Err(refused("keeping.no_key", message))
            }
            Err(error) => Err(accident("密钥文件读不出，请检查权限", error)),
        }
    }
}

/// Makes a folder that only its owner enters; one that is there stays as it is.
pub(crate) fn make_folder(folder: &Path) -> Result<(), AppError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| accident(UNUSABLE, error))
}

/// Writes a new file that only its owner reads, and flushes it.
pub(crate) fn write_private(file: &Path, text: &str) -> Result<(), AppError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file).map_err(|error| accident(UNUSABLE, error))?;
    let written = out.write_all(text.as_bytes()).and_then(|()| out.sync_all());
    written.map_err(|error| accident(UNUSABLE, error))
}
