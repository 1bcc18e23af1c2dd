//! One run at a time in one folder.

use super::SyncError;
use std::fs;
use std::path::Path;

/// While this lives, no other run writes in the folder. The system lets go of it when the process ends, however it does.
#[derive(Debug)]
pub(super) struct Lock {
    _held: Option<fs::File>,
}

/// Waits until no other run writes in `folder`, which exists.
///
/// The folder itself is locked, so that nothing is left lying in it. Where the system cannot lock folders, as on some
/// network drives and outside Unix, runs are not kept apart.
#[cfg(unix)]
pub(super) fn lock(folder: &Path) -> Result<Lock, SyncError> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::{Errno, retry_on_intr};
    let file = fs::File::open(folder).map_err(SyncError::io("read", folder))?;
    match retry_on_intr(|| flock(&file, FlockOperation::LockExclusive)) {
        Ok(()) => Ok(Lock { _held: Some(file) }),
        Err(Errno::NOTSUP | Errno::NOSYS | Errno::NOLCK | Errno::BADF | Errno::INVAL) => Ok(Lock { _held: None }),
        Err(error) => Err(SyncError::io("lock", folder)(error.into())),
    }
}

#[cfg(not(unix))]
pub(super) fn lock(_: &Path) -> Result<Lock, SyncError> {
    Ok(Lock { _held: None })
}
