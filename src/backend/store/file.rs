//! The file of an organization: reading and making it. Imports `domain` and the system.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::Path;
use std::time::{Duration, SystemTime};

use rustix::fs::{Access, access};

use crate::backend::new_file::{NewFile, error, failed, folder};
use crate::domain::Error;
use crate::domain::secret::WipedBytes;
use crate::files::{self, FileRefusal, words};

/// Bytes that an organization file can have. The largest organization the platform allows stays well below it.
const LARGEST: u64 = 256 << 20;

/// Time stamps closer to the reading than this may hide a second write within one tick of the file system's clock.
const TICK: Duration = Duration::from_millis(100);

/// What tells two states of a file apart without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    inode: (u64, u64),
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// The state after so many writes, of what is no file.
    pub(super) fn counted(writes: i64) -> Self {
        Self {
            inode: (0, 0),
            length: 0,
            modified: (writes, 0),
            changed: (0, 0),
        }
    }

    pub(super) fn of(meta: &Metadata) -> Self {
        Self {
            inode: (meta.dev(), meta.ino()),
            length: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        }
    }
}

/// The content of a file and the state it was read in.
pub(super) struct FileContent {
    pub(super) bytes: WipedBytes,
    pub(super) stamp: Stamp,
    /// Whether an equal stamp later on proves that nothing changed.
    pub(super) settled: bool,
}

pub(super) fn refused(path: &Path, deed: &str, refusal: &FileRefusal) -> Error {
    match refusal {
        FileRefusal::System(cause) => failed(path, deed, cause),
        other => error(path, format!("{other}.")),
    }
}

pub(super) fn open(path: &Path) -> Result<File, Error> {
    files::open(path, OpenOptions::new().read(true)).map_err(|e| refused(path, "read", &e))
}

/// Whether there is a file at all, without opening it.
///
/// # Errors
/// There is none, or it is something else.
pub fn is_file(path: &Path) -> Result<(), Error> {
    files::look(path).map(drop).map_err(|e| refused(path, "read", &e))
}

pub(super) fn content(path: &Path, file: &File) -> Result<FileContent, Error> {
    let now = SystemTime::now();
    let meta = file.metadata().map_err(|e| failed(path, "read", &e))?;
    let bytes = files::content(file, LARGEST).map_err(|e| refused(path, "read", &e))?;
    let age = meta.modified().ok().and_then(|m| now.duration_since(m).ok());
    Ok(FileContent {
        bytes,
        stamp: Stamp::of(&meta),
        settled: age.is_some_and(|age| age > TICK),
    })
}

/// Creates the file with `bytes` unless somebody else was faster.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    match prepare(path, bytes).and_then(|new| new.place(path)) {
        Err(e) if !path.exists() => Err(failed(path, "written", &e)),
        _ => Ok(()),
    }
}

/// Writes the file beside its place. Its folder is made for its owner alone, and so is it.
pub(super) fn prepare(path: &Path, bytes: &[u8]) -> io::Result<NewFile> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder(path))?;
    NewFile::beside(path, bytes)
}

/// Whether the file can be replaced, so that a read-only place is refused at the start and not at the first change.
///
/// # Errors
/// A sentence that says what cannot be written, and how to look at the file all the same.
pub fn writable(path: &Path) -> Result<(), Error> {
    let hint = "Open it with --read-only to look at it.";
    let real = fs::canonicalize(path).map_err(|e| failed(path, "read", &e))?;
    access(&real, Access::WRITE_OK)
        .map_err(|e| error(path, format!("it can't be written: {}. {hint}", words(&e.into()))))?;
    access(folder(&real), Access::WRITE_OK | Access::EXEC_OK).map_err(|e| {
        error(
            path,
            format!("its folder can't be written: {}. {hint}", words(&e.into())),
        )
    })
}
