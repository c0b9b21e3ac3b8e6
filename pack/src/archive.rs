//! The parts of a workbook, expanded within bounds and only where they are data.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::refused::Refused;

/// The most bytes of a file that is read as a pack.
pub const LARGEST_FILE: u64 = 8 * 1024 * 1024;

/// The most bytes that the parts of a workbook expand to, all together.
pub const LARGEST_EXPANDED: u64 = 64 * 1024 * 1024;

/// The most parts of a workbook.
const MOST_PARTS: usize = 1_000;

/// What the programs that keep workbooks write beside cells and what does nothing by itself: looks, notes, pictures, printers,
/// labels. Anything else is refused by its name.
const INERT: [&str; 17] = [
    "[content_types].xml",
    "_rels/",
    "docprops/",
    "docmetadata/",
    "customxml/",
    "xl/workbook.xml",
    "xl/_rels/",
    "xl/styles.xml",
    "xl/sharedstrings.xml",
    "xl/calcchain.xml",
    "xl/theme/",
    "xl/worksheets/sheet",
    "xl/worksheets/_rels/",
    "xl/printersettings/",
    "xl/comments",
    "xl/drawings/",
    "xl/media/",
];

/// What is read; of everything else the name alone. Names do not tell capital letters from small ones (ECMA-376 part 2).
fn is_read(name: &str) -> bool {
    matches!(name, "[content_types].xml" | "xl/workbook.xml" | "xl/sharedstrings.xml")
        || is_relations(name)
        || name.starts_with("xl/worksheets/sheet")
}

/// Whether a part says what another part leads to.
pub(crate) fn is_relations(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end == "rels")
}

fn damaged(part: impl Into<String>) -> Vec<Refused> {
    vec![Refused::Damaged { part: part.into() }]
}

/// The texts of the parts that are read, by name in small letters.
pub(crate) fn expand(bytes: &[u8]) -> Result<BTreeMap<String, String>, Vec<Refused>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| vec![Refused::NotAPack])?;
    if archive.len() > MOST_PARTS {
        return Err(damaged(format!("{} parts", archive.len())));
    }
    let names: Result<Vec<_>, _> = archive.file_names().map(|name| name.map(Cow::into_owned)).collect();
    let names = names.map_err(|_| damaged("[names]"))?;
    let is_inert = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.ends_with('/') || INERT.iter().any(|inert| name.starts_with(inert))
    };
    let active = names.into_iter().filter(|name| !is_inert(name));
    let mut active: Vec<_> = active.map(|part| Refused::Active { part }).collect();
    if !active.is_empty() {
        active.sort_by_key(ToString::to_string);
        return Err(active);
    }
    let mut left = LARGEST_EXPANDED;
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| damaged(format!("part {at}")))?;
        let name = part
            .name()
            .map_err(|_| damaged(format!("part {at}")))?
            .to_ascii_lowercase();
        if !is_read(&name) {
            continue;
        }
        let mut text = Vec::new();
        // What a part says of its own size is not believed.
        part.take(left + 1).read_to_end(&mut text).map_err(|_| damaged(&name))?;
        left = left.checked_sub(text.len() as u64).ok_or_else(|| {
            let limit = LARGEST_EXPANDED;
            vec![Refused::Expands { limit }]
        })?;
        let text = String::from_utf8(text).map_err(|_| damaged(&name))?;
        if parts.insert(name.clone(), text).is_some() {
            return Err(damaged(name));
        }
    }
    Ok(parts)
}
