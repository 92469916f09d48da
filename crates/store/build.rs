//! A new migration file (迁移脚本) makes the crate that embeds it build again.

fn main() {
    let mut out = std::io::stdout();
    // Without a listener there is nobody to tell, and nothing to do about it.
    let _ = std::io::Write::write_all(&mut out, b"cargo:rerun-if-changed=migrations/postgres\n");
    let _ = std::io::Write::write_all(&mut out, b"cargo:rerun-if-changed=migrations/sqlite\n");
}
