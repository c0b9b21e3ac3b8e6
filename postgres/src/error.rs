//! Why a server did not start, each as a sentence that says what to do.

use std::io;
use std::path::{Path, PathBuf};

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No binaries anywhere we look.
    #[error(
        "no PostgreSQL {} or newer was found in PATH, /usr/lib/postgresql or Homebrew's folders: install it with \
         `sudo apt-get install postgresql` on Debian and Ubuntu, with `brew install postgresql@17` on macOS, or name \
         a server that exists in DATABASE_URL",
        crate::binaries::OLDEST
    )]
    NotInstalled,
    /// The data were written by a major version that is not installed.
    #[error(
        "{} holds data of PostgreSQL {wanted}, and only PostgreSQL {found} is installed: install `postgresql-{wanted}`, \
         or move the data with pg_upgrade",
        .folder.display()
    )]
    OtherVersion {
        /// The folder with the data.
        folder: PathBuf,
        /// The major version that wrote them.
        wanted: u32,
        /// The major versions that are installed, separated by commas.
        found: String,
    },
    /// Another launcher holds the folder.
    #[error("{} is in use by {owner}: use that one, stop it, or choose another folder", .folder.display())]
    InUse {
        /// The folder asked for.
        folder: PathBuf,
        /// Process and address of the one who holds it.
        owner: String,
    },
    /// A server runs on the folder although its launcher is gone, and did not end by itself.
    #[error(
        "a PostgreSQL without its launcher (process {process}) still runs on {}: stop it with `kill -INT {process}`",
        .folder.display()
    )]
    Abandoned {
        /// The folder asked for.
        folder: PathBuf,
        /// A process of that server.
        process: u32,
    },
    /// We are root, PostgreSQL refuses to be, and no other account gets to the folder.
    #[error(
        "PostgreSQL does not run as root, the account `{account}` cannot reach {}, and neither user namespaces nor \
         capabilities are allowed here: choose a folder that is not below a private home, such as /var/lib/normtrack, or start as an ordinary user",
        .folder.display()
    )]
    Unreachable {
        /// The folder asked for.
        folder: PathBuf,
        /// The account that was tried.
        account: String,
    },
    /// The data belong to another account and we may not change that.
    #[error(
        "{} belongs to another account (user id {owner}), probably since a start as root: start as that account, or \
         hand it over with `sudo chown -R \"$USER\" {}`",
        .folder.display(), .folder.display()
    )]
    OtherOwner {
        /// The folder asked for.
        folder: PathBuf,
        /// User id of the owner of the data.
        owner: u32,
    },
    /// The file system refused something.
    #[error("cannot {doing} {}: {source}", .path.display())]
    Folder {
        /// A verb.
        doing: &'static str,
        /// Its object.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A program could not be run at all.
    #[error("cannot run {program}: {source}")]
    Command {
        /// The program.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// The data folder could not be made.
    #[error("initdb failed on {}:\n{output}", .folder.display())]
    Initdb {
        /// The folder asked for.
        folder: PathBuf,
        /// What initdb said.
        output: String,
    },
    /// The server ended before it answered.
    #[error("PostgreSQL ended while starting; the end of {} says:\n{log}", .path.display())]
    Ended {
        /// The log file.
        path: PathBuf,
        /// Its last lines.
        log: String,
    },
    /// The server did not answer in time.
    #[error("PostgreSQL did not answer within {seconds} seconds; the end of {} says:\n{log}", .path.display())]
    Slow {
        /// How long we waited.
        seconds: u64,
        /// The log file.
        path: PathBuf,
        /// Its last lines.
        log: String,
    },
}

impl StartError {
    pub(crate) fn folder(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Folder {
            doing,
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn command(program: &str, source: io::Error) -> Self {
        Self::Command {
            program: program.to_owned(),
            source,
        }
    }
}
