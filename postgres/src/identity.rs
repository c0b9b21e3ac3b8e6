//! As whom the server runs. PostgreSQL refuses to be root.

use std::ffi::OsString;
use std::os::unix::fs::{MetadataExt, lchown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::StartError;
use crate::binaries::{self, Binaries};

/// As whom the server runs.
#[derive(Debug)]
pub(crate) enum Identity {
    /// As ourselves, who are not root.
    Own,
    /// Root steps down to this account, which then owns the data.
    Account { uid: u32, gid: u32 },
    /// Root keeps the files and hides in a user namespace where PostgreSQL sees user 1000. For folders that no other
    /// account can reach, such as those below root's own home.
    Namespace,
    /// Root steps down to this account but lets it pass closed folders (`CAP_DAC_OVERRIDE`). For the same folders in
    /// containers, where user namespaces are usually forbidden.
    Passing { uid: u32, gid: u32 },
}

impl Identity {
    /// Chooses by trying: the account must reach both the folder and the binaries.
    pub(crate) fn choose(folder: &Path, binaries: &Binaries) -> Result<Self, StartError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self::Own);
        }
        let found = ["postgres", "nobody"]
            .iter()
            .find_map(|name| Some((*name, id("-u", name)?, id("-g", name)?)));
        let (name, account, passing) = match found {
            Some((name, uid, gid)) => (name, Some(Self::Account { uid, gid }), Some(Self::Passing { uid, gid })),
            None => ("postgres", None, None),
        };
        [account, Some(Self::Namespace), passing]
            .into_iter()
            .flatten()
            .find(|identity| identity.reaches(folder, binaries))
            .ok_or_else(|| StartError::Unreachable {
                folder: folder.to_owned(),
                account: name.to_owned(),
            })
    }

    fn reaches(&self, folder: &Path, binaries: &Binaries) -> bool {
        self.command(Path::new("/bin/sh"), &[])
            .args(["-c", r#"cd "$1" && exec "$2" --version"#, "sh"])
            .args([folder, &binaries.postgres()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// A command that will run `program` under this identity, with the words of `wrapper` right before it.
    pub(crate) fn command(&self, program: &Path, wrapper: &[OsString]) -> Command {
        let mut words: Vec<OsString> = match self {
            Self::Own | Self::Account { .. } => Vec::new(),
            Self::Namespace => ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
                .map(OsString::from)
                .into(),
            Self::Passing { uid, gid } => [
                "setpriv",
                &format!("--reuid={uid}"),
                &format!("--regid={gid}"),
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override",
            ]
            .map(OsString::from)
            .into(),
        };
        words.extend_from_slice(wrapper);
        words.push(program.into());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        // The present folder may be one that the account cannot enter.
        command.current_dir("/");
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
            command.env_remove(name);
        }
        if let Self::Account { uid, gid } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Hands a file or a whole folder to this identity, where we may; a folder that is handed over costs one look.
    pub(crate) fn adopt(&self, path: &Path) -> Result<(), StartError> {
        let examined = std::fs::symlink_metadata(path).map_err(|source| StartError::folder("examine", path, source))?;
        match self {
            Self::Own => {
                let ours = rustix::process::geteuid().as_raw();
                if examined.uid() == ours {
                    Ok(())
                } else {
                    Err(StartError::OtherOwner {
                        folder: path.to_owned(),
                        owner: examined.uid(),
                    })
                }
            }
            Self::Account { uid, gid } | Self::Passing { uid, gid } if examined.uid() != *uid => {
                hand_over(path, *uid, *gid)
            }
            Self::Namespace if examined.uid() != 0 => hand_over(path, 0, 0),
            Self::Account { .. } | Self::Namespace | Self::Passing { .. } => Ok(()),
        }
    }
}

/// Changes the owner of a tree, its root last: an interrupted run is taken up again by the next start.
fn hand_over(path: &Path, uid: u32, gid: u32) -> Result<(), StartError> {
    let failed = |source| StartError::folder("change the owner of", path, source);
    if std::fs::symlink_metadata(path).map_err(failed)?.is_dir() {
        for entry in std::fs::read_dir(path).map_err(failed)? {
            hand_over(&entry.map_err(failed)?.path(), uid, gid)?;
        }
    }
    lchown(path, Some(uid), Some(gid)).map_err(failed)
}

fn id(what: &str, account: &str) -> Option<u32> {
    let output = Command::new("id")
        .args([what, account])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// `setpriv` of util-linux, which asks the kernel to signal the program it becomes when our thread ends.
/// Absent on macOS.
pub(crate) fn setpriv() -> Option<PathBuf> {
    binaries::in_path("setpriv")
}
