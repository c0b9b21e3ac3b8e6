//! Documents that are archives: measured by reading them through, without unpacking anything.

use std::io::{self, Read, Seek};

use zip::ZipArchive;

use crate::media::Media;
use crate::receive::Unfit;

/// The most entries of an archive.
pub const MOST_ENTRIES: usize = 10_000;

/// The most bytes that an archive expands to.
pub const LARGEST_EXPANDED: u64 = 256 * 1024 * 1024;

/// The most times its own size that an archive expands to, once it is more than a mebibyte. Sheets full of numbers are
/// rarely packed thirty to one; a bomb is packed a thousand to one.
pub const MOST_RATIO: u64 = 100;

/// Below this, nothing is a bomb.
const HARMLESS: u64 = 1024 * 1024;

const MACROS: &str = "vbaProject.bin";

/// Which document an archive is, if it is one; refused where it expands to more than any document would.
pub(crate) fn look(file: impl Read + Seek) -> Result<Option<Media>, Unfit> {
    let mut file = file;
    let packed = file.seek(io::SeekFrom::End(0))?;
    file.rewind()?;
    let Ok(mut archive) = ZipArchive::new(file) else {
        return Ok(None);
    };
    if archive.len() > MOST_ENTRIES {
        return Err(Unfit::Bomb);
    }
    let names = archive.file_names().map(|name| Ok(name?.into_owned()));
    let Ok(names) = names.collect::<Result<Vec<String>, zip::result::ZipError>>() else {
        return Ok(None);
    };
    let has = |name: &str| names.iter().any(|entry| entry == name);
    let office = [
        ("word/document.xml", Media::Docx),
        ("xl/workbook.xml", Media::Xlsx),
        ("ppt/presentation.xml", Media::Pptx),
    ];
    let mut found = if has("[Content_Types].xml") && !names.iter().any(|name| name.ends_with(MACROS)) {
        office.into_iter().find(|(name, _)| has(name)).map(|(_, media)| media)
    } else {
        None
    };
    let most = LARGEST_EXPANDED.min(packed.saturating_mul(MOST_RATIO).max(HARMLESS));
    let mut expanded = 0;
    let mut part = vec![0; 32 * 1024];
    for index in 0..archive.len() {
        // An entry that is locked or packed in a way that no office uses cannot be measured, so it is no document.
        let Ok(mut entry) = archive.by_index(index) else {
            return Ok(None);
        };
        let is_type = entry.name().is_ok_and(|name| name == "mimetype");
        let mut kept = Vec::new();
        loop {
            // What an entry says of its own size is not believed. One that does not unpack, or not to what its checksum
            // says, is damaged.
            let Ok(count) = entry.read(&mut part) else {
                return Ok(None);
            };
            if count == 0 {
                break;
            }
            expanded += count as u64;
            if expanded > most {
                return Err(Unfit::Bomb);
            }
            if is_type && kept.len() < 128 {
                kept.extend_from_slice(&part[..count.min(128)]);
            }
        }
        if is_type {
            let open = [Media::Odt, Media::Ods, Media::Odp];
            found = open
                .into_iter()
                .find(|media| media.media_type().as_bytes() == kept.trim_ascii());
        }
    }
    Ok(found)
}
