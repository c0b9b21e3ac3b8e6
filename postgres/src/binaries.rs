//! Finding an installed PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::StartError;

/// The oldest major version that we use.
pub(crate) const OLDEST: u32 = 15;

/// One installation: a folder with `initdb` and `postgres`.
#[derive(Debug, Clone)]
pub(crate) struct Binaries {
    pub(crate) major: u32,
    folder: PathBuf,
}

impl Binaries {
    pub(crate) fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    pub(crate) fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }
}

/// The installation that fits data of the major version `wanted`, or, for a new folder, the first in PATH, else the newest.
pub(crate) fn find(folder: &Path, wanted: Option<u32>) -> Result<Binaries, StartError> {
    let mut found = installed(candidates());
    match wanted {
        None if found.is_empty() => Err(StartError::NotInstalled),
        None => Ok(found.swap_remove(0)),
        Some(wanted) => match found.iter().position(|binaries| binaries.major == wanted) {
            Some(position) => Ok(found.swap_remove(position)),
            None if found.is_empty() => Err(StartError::NotInstalled),
            None => {
                let found: Vec<String> = found.iter().map(|binaries| binaries.major.to_string()).collect();
                Err(StartError::OtherVersion {
                    folder: folder.to_owned(),
                    wanted,
                    found: found.join(", "),
                })
            }
        },
    }
}

/// Finds a program in PATH.
pub(crate) fn in_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Folders to look into, the preferred first: PATH, then Debian's and Homebrew's, each the newest first.
fn candidates() -> Vec<PathBuf> {
    // A lone link to `postgres` in PATH leads to the folder where the rest is.
    let linked = in_path("postgres")
        .and_then(|path| path.canonicalize().ok())
        .and_then(|path| Some(path.parent()?.to_owned()));
    let mut versioned: Vec<(u32, PathBuf)> = Vec::new();
    for (parent, prefix) in [
        ("/usr/lib/postgresql", ""),
        ("/opt/homebrew/opt", "postgresql@"),
        ("/usr/local/opt", "postgresql@"),
    ] {
        for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if let Some(major) = name.to_str().and_then(|name| name.strip_prefix(prefix)?.parse().ok()) {
                versioned.push((major, entry.path().join("bin")));
            }
        }
    }
    versioned.sort_by_key(|(major, _)| std::cmp::Reverse(*major));
    linked
        .into_iter()
        .chain(versioned.into_iter().map(|(_, folder)| folder))
        .collect()
}

fn installed(candidates: Vec<PathBuf>) -> Vec<Binaries> {
    candidates
        .into_iter()
        .filter(|folder| folder.join("initdb").is_file())
        .filter_map(|folder| {
            let output = Command::new(folder.join("postgres"))
                .arg("--version")
                .current_dir("/")
                .output()
                .ok()?;
            let major = major_of(&String::from_utf8_lossy(&output.stdout))?;
            (major >= OLDEST).then_some(Binaries { major, folder })
        })
        .collect()
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` or `postgres (PostgreSQL) 18beta1`.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split(' ').nth(2)?;
    number[..number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len())]
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_packagers_print_them() {
        for (printed, major) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 17.2 (Homebrew)\n", Some(17)),
            ("postgres (PostgreSQL) 18beta1\n", Some(18)),
            ("postgres (PostgreSQL) 16\n", Some(16)),
            ("", None),
        ] {
            assert_eq!(major_of(printed), major, "{printed:?}");
        }
    }

    #[test]
    fn a_missing_version_is_named_with_those_that_are_there() {
        let error = find(Path::new("/srv/data"), Some(9)).unwrap_err().to_string();
        assert!(
            error.starts_with("/srv/data holds data of PostgreSQL 9, and only PostgreSQL 1"),
            "{error}"
        );
        assert!(error.contains("install `postgresql-9`"), "{error}");
    }
}
