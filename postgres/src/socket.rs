//! The socket: where it lies, and whether somebody answers there.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{SUPERUSER, StartError};

/// Part of the socket's name only; no port is opened.
pub(crate) const PORT: u16 = 5432;

/// Systems allow 104 to 108 bytes for the path of a socket.
const LONGEST: usize = 100;

pub(crate) fn file(socket: &Path) -> PathBuf {
    socket.join(format!(".s.PGSQL.{PORT}"))
}

/// Where the socket folder of a folder can lie: in it, or in the temp directory where that path is too long.
fn place(folder: &Path) -> PathBuf {
    let own = folder.join("socket");
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    let short = format!("private-postgres-{:016x}", hasher.finish());
    let candidates = [own, std::env::temp_dir().join(&short)];
    candidates
        .into_iter()
        .find(|candidate| file(candidate).as_os_str().len() <= LONGEST)
        .unwrap_or_else(|| Path::new("/tmp").join(&short))
}

/// The socket folder of a server that runs on a folder and answers.
pub(crate) fn found(folder: &Path) -> Option<PathBuf> {
    let socket = place(&folder.canonicalize().ok()?);
    is_answering(&socket).then_some(socket)
}

/// Makes the socket folder (mode 0700): in the server's own folder, or in the temp directory where that path is too long.
pub(crate) fn make_folder(folder: &Path) -> Result<PathBuf, StartError> {
    let socket = place(folder);
    match std::fs::DirBuilder::new().mode(0o700).create(&socket) {
        Ok(()) => Ok(socket),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            // In a temp directory anybody may have made it: without this check they would sit between us and the server.
            let found =
                std::fs::symlink_metadata(&socket).map_err(|source| StartError::folder("examine", &socket, source))?;
            let euid = rustix::process::geteuid();
            if !found.is_dir() || found.mode() & 0o077 != 0 || (!euid.is_root() && found.uid() != euid.as_raw()) {
                return Err(StartError::folder(
                    "use",
                    &socket,
                    std::io::ErrorKind::PermissionDenied.into(),
                ));
            }
            Ok(socket)
        }
        Err(source) => Err(StartError::folder("create", &socket, source)),
    }
}

/// Whether the server takes sessions: it answers a start-up packet with an authentication message, `R`.
/// While it recovers it answers `E`, before that there is no socket.
pub(crate) fn is_answering(socket: &Path) -> bool {
    let mut body = 196_608_u32.to_be_bytes().to_vec();
    body.extend_from_slice(format!("user\0{SUPERUSER}\0database\0postgres\0\0").as_bytes());
    let length = u32::try_from(body.len() + 4).expect("the packet has a few dozen bytes");
    let ask = || -> std::io::Result<u8> {
        let mut stream = UnixStream::connect(file(socket))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        stream.write_all(&[&length.to_be_bytes()[..], &body].concat())?;
        let mut first = [0];
        stream.read_exact(&mut first)?;
        Ok(first[0])
    };
    matches!(ask(), Ok(b'R'))
}

/// Percent-encodes a part of a URL: everything but RFC 3986's unreserved characters.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
