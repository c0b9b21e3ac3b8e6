//! The lock on a folder, and the word of who holds it. One file is both, so that the two cannot disagree.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::StartError;

const OWNER: &str = "owner";

/// Takes the folder for as long as the returned file stays open, or says who has it.
pub(crate) fn take(folder: &Path) -> Result<File, StartError> {
    let path = folder.join(OWNER);
    let file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|source| StartError::folder("open", &path, source))?;
    match file.try_lock() {
        Ok(()) => {
            announce(folder, "an address that is not known yet")?;
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => {
            let owner = std::fs::read_to_string(&path).map_err(|source| StartError::folder("read", &path, source))?;
            Err(StartError::InUse {
                folder: folder.to_owned(),
                owner: owner.trim().replace('\n', " at "),
            })
        }
        Err(TryLockError::Error(source)) => Err(StartError::folder("lock", &path, source)),
    }
}

/// Writes down process and address of the holder.
pub(crate) fn announce(folder: &Path, address: &str) -> Result<(), StartError> {
    let path = folder.join(OWNER);
    std::fs::write(&path, format!("process {}\n{address}\n", std::process::id()))
        .map_err(|source| StartError::folder("write", &path, source))
}
