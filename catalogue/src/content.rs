//! The content files: embedded in the program, or read from a folder of the same shape.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use thiserror::Error;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// A file or folder of content that cannot be read.
#[derive(Debug, Error)]
#[error("the content at {} cannot be read", path.display())]
pub struct Unreadable {
    /// Where.
    pub path: PathBuf,
    /// Why.
    pub source: std::io::Error,
}

/// The content as text, by path with forward slashes below the content folder (`questionnaires/option-lists.yaml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Content {
    /// The files. Bytes that are not UTF-8 stand as U+FFFD, which the check reports.
    pub files: BTreeMap<String, String>,
}

impl Content {
    /// The content that was built into the program.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![&EMBEDDED];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            files.extend(folder.files().map(|file| {
                let path = file.path().to_string_lossy().replace('\\', "/");
                (path, String::from_utf8_lossy(file.contents()).into_owned())
            }));
        }
        Self { files }
    }

    /// The content below a folder. Files whose names begin with a dot are left out.
    pub fn from_folder(root: &Path) -> Result<Self, Unreadable> {
        let mut files = BTreeMap::new();
        let mut folders = vec![(root.to_owned(), String::new())];
        while let Some((folder, below)) = folders.pop() {
            let unreadable = |path: &Path| {
                let path = path.to_owned();
                move |source| Unreadable { path, source }
            };
            for entry in std::fs::read_dir(&folder).map_err(unreadable(&folder))? {
                let entry = entry.map_err(unreadable(&folder))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = entry.path();
                if name.starts_with('.') {
                    continue;
                }
                if entry.file_type().map_err(unreadable(&path))?.is_dir() {
                    folders.push((path, format!("{below}{name}/")));
                } else {
                    let bytes = std::fs::read(&path).map_err(unreadable(&path))?;
                    files.insert(format!("{below}{name}"), String::from_utf8_lossy(&bytes).into_owned());
                }
            }
        }
        Ok(Self { files })
    }

    /// The YAML files of a folder in the order of their names.
    pub(crate) fn yaml_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(folder) && kind(path) == "yaml")
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

/// The ending of a file's name, in lower case as all names here are.
pub(crate) fn kind(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}
