//! What a zip package would unpack to, measured before anything unpacks it (压缩包检查).

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::refusal::{Limits, ReadRefusal};

/// Checks entries, sizes and macros; sizes are both what is declared and what really comes out.
pub(crate) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ReadRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadRefusal::Broken)?;
    if limits.entries < archive.len() {
        return Err(ReadRefusal::TooLarge {
            size: format!("{} 个部件", archive.len()),
            limit: format!("{} 个", limits.entries),
        });
    }
    let mut declared = 0u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| ReadRefusal::Broken)?;
        declared = declared.saturating_add(entry.size());
        let name = entry.name().map_err(|_| ReadRefusal::Broken)?.to_ascii_lowercase();
        if name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml") {
            return Err(ReadRefusal::HasMacros);
        }
        if entry.encrypted() {
            return Err(ReadRefusal::Encrypted);
        }
    }
    if limits.inflated_bytes < declared {
        return Err(beyond(declared, limits));
    }
    let mut left = limits.inflated_bytes;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| ReadRefusal::Broken)?;
        let name = entry.name().map_err(|_| ReadRefusal::Broken)?;
        let is_types = name.eq_ignore_ascii_case("[Content_Types].xml");
        let mut capped = entry.take(left.saturating_add(1));
        let read = if is_types {
            let mut types = Vec::new();
            let read = capped.read_to_end(&mut types).map_err(|_| ReadRefusal::Broken)?;
            if String::from_utf8_lossy(&types).to_ascii_lowercase().contains("macroenabled") {
                return Err(ReadRefusal::HasMacros);
            }
            u64::try_from(read).unwrap_or(u64::MAX)
        } else {
            std::io::copy(&mut capped, &mut std::io::sink()).map_err(|_| ReadRefusal::Broken)?
        };
        left = left.checked_sub(read).ok_or_else(|| beyond(limits.inflated_bytes + 1, limits))?;
    }
    Ok(())
}

fn beyond(size: u64, limits: &Limits) -> ReadRefusal {
    ReadRefusal::TooLarge {
        size: format!("解压后 {} MB", size >> 20),
        limit: format!("{} MB", limits.inflated_bytes >> 20),
    }
}
