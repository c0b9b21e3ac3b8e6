//! The fonts: found by the names of their files, so that a folder with hundreds of others costs nothing.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::Font;

/// The families that the six languages need, with the files that hold them, as Debian and the makers name them.
const FAMILIES: [(&str, &[&str]); 3] = [
    ("Noto Sans", &["NotoSans-Regular", "NotoSans-Bold"]),
    (
        "Noto Naskh Arabic",
        &["NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"],
    ),
    (
        "Noto Sans CJK SC",
        &[
            "NotoSansCJK-Regular",
            "NotoSansCJK-Bold",
            "NotoSansCJKsc-Regular",
            "NotoSansCJKsc-Bold",
        ],
    ),
];

/// How deep folders of fonts are looked into.
const DEPTH: usize = 6;

/// Families that are nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Missing(Vec<&'static str>);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "these fonts are missing: {}", self.0.join(", "))
    }
}

/// The fonts of every family, each file once and in the order of [`FAMILIES`]; or the families that are nowhere.
pub(crate) fn find(folders: &[PathBuf]) -> Result<Vec<Font>, Missing> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, DEPTH, &mut files);
    }
    // What the system lists first may change from day to day.
    files.sort();
    let mut fonts = Vec::new();
    let mut missing = Vec::new();
    for (family, names) in FAMILIES {
        let before = fonts.len();
        for name in names {
            let found = files
                .iter()
                .find(|file| file.file_stem().is_some_and(|stem| stem == *name));
            let Some(Ok(bytes)) = found.map(fs::read) else { continue };
            // A collection holds the same letters for several languages.
            fonts.extend(Font::iter(Bytes::new(bytes)).filter(|font| font.info().family == family));
        }
        if fonts.len() == before {
            missing.push(family);
        }
    }
    if missing.is_empty() {
        Ok(fonts)
    } else {
        Err(Missing(missing))
    }
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, files);
            }
        } else if path
            .extension()
            .is_some_and(|end| end == "ttf" || end == "otf" || end == "ttc")
        {
            files.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_that_are_nowhere_are_named() {
        let missing = find(&[PathBuf::from("/nowhere")]).err();
        let missing = missing.map(|missing| missing.to_string());
        assert_eq!(
            missing.as_deref(),
            Some("these fonts are missing: Noto Sans, Noto Naskh Arabic, Noto Sans CJK SC")
        );
    }
}
