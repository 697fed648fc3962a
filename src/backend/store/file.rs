//! The bytes of an organization, in a file or in memory: reading them, and making the file. Imports `domain` and the system.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use rustix::fs::{Access, access};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::lock::{self, Locked, Waiting};
use super::memory::Memory;
use crate::backend::held;
use crate::backend::new_file::{NewFile, error, failed, folder};
use crate::domain::Error;
use crate::files::{self, Refusal, words};

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

    fn of(meta: &Metadata) -> Self {
        Self {
            inode: (meta.dev(), meta.ino()),
            length: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        }
    }
}

/// Where the bytes of an organization are.
pub(super) enum Medium {
    /// In a file.
    File(PathBuf),
    /// In memory alone.
    Memory(Mutex<Memory>),
}

impl Medium {
    /// The path for sentences; that of memory is none.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Memory(_) => Path::new("the organization in memory"),
        }
    }

    /// The state it is in now.
    pub(super) fn stamp(&self) -> Result<Stamp, Error> {
        match self {
            Self::File(path) => match files::look(path) {
                Ok(meta) => Ok(Stamp::of(&meta)),
                Err(why) => Err(refused(path, "read", &why)),
            },
            Self::Memory(memory) => Ok(held(memory).stamp()),
        }
    }

    /// Reads it whole.
    pub(super) fn read(&self) -> Result<Content, Error> {
        match self {
            Self::File(path) => read(path),
            Self::Memory(memory) => Ok(held(memory).read()),
        }
    }

    /// An id for something new. In memory it follows from what was done before: what is shown twice is the same twice.
    pub(super) fn new_id(&self) -> Uuid {
        match self {
            Self::File(_) => Uuid::new_v4(),
            Self::Memory(memory) => held(memory).new_id(),
        }
    }

    /// Waits until no other writer has it, then holds it.
    pub(super) fn lock(&self, waiting: &Waiting) -> Result<Held<'_>, Error> {
        Ok(match self {
            Self::File(path) => Held::File(lock::lock(path, waiting)?),
            Self::Memory(memory) => Held::Memory(held(memory)),
        })
    }
}

/// An organization that nobody else changes until this is dropped.
pub(super) enum Held<'a> {
    /// Its file is locked.
    File(Locked),
    /// Its memory is.
    Memory(MutexGuard<'a, Memory>),
}

impl Held<'_> {
    /// Reads it whole.
    pub(super) fn read(&self) -> Result<Content, Error> {
        match self {
            Self::File(file) => file.read(),
            Self::Memory(memory) => Ok(memory.read()),
        }
    }

    /// Puts `bytes` in its place in one step.
    pub(super) fn replace(self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes, Locked::replace)
    }

    /// The same where it begins anew.
    pub(super) fn start_over(self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes, Locked::start_over)
    }

    fn put(self, bytes: &[u8], put: fn(Locked, &[u8]) -> Result<(), Error>) -> Result<(), Error> {
        match self {
            Self::File(file) => put(file, bytes),
            Self::Memory(mut memory) => {
                memory.replace(bytes);
                Ok(())
            }
        }
    }
}

/// The content of a file and the state it was read in.
pub(super) struct Content {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) stamp: Stamp,
    /// Whether an equal stamp later on proves that nothing changed.
    pub(super) settled: bool,
}

pub(super) fn refused(path: &Path, deed: &str, refusal: &Refusal) -> Error {
    match refusal {
        Refusal::System(cause) => failed(path, deed, cause),
        other => error(path, format!("{other}.")),
    }
}

/// Reads the file whole.
fn read(path: &Path) -> Result<Content, Error> {
    let file = files::open(path, OpenOptions::new().read(true)).map_err(|e| refused(path, "read", &e))?;
    content(path, &file)
}

pub(super) fn content(path: &Path, file: &File) -> Result<Content, Error> {
    let now = SystemTime::now();
    let meta = file.metadata().map_err(|e| failed(path, "read", &e))?;
    let bytes = files::content(file, LARGEST).map_err(|e| refused(path, "read", &e))?;
    let age = meta.modified().ok().and_then(|m| now.duration_since(m).ok());
    Ok(Content {
        bytes,
        stamp: Stamp::of(&meta),
        settled: age.is_some_and(|age| age > TICK),
    })
}

/// Creates the file with `bytes` unless somebody else was faster. Its folder is made for its owner alone, and so is it.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let cause = |e: io::Error| failed(path, "written", &e);
    let folder = folder(path);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(cause)?;
    match NewFile::beside(path, bytes).and_then(|new| new.place(path)) {
        Err(e) if !path.exists() => Err(cause(e)),
        _ => Ok(()),
    }
}

/// Whether the file can be replaced, so that a read-only place is refused at the start and not at the first change.
///
/// # Errors
/// A sentence that says what cannot be written, and how to look at the file all the same.
pub fn writable(path: &Path) -> Result<(), Error> {
    let hint = "Open it with --read-only to look at it.";
    let real = fs::canonicalize(path).map_err(|e| failed(path, "read", &e))?;
    access(&real, Access::WRITE_OK)
        .map_err(|e| error(path, format!("it cannot be written: {}. {hint}", words(&e.into()))))?;
    access(folder(&real), Access::WRITE_OK | Access::EXEC_OK).map_err(|e| {
        error(
            path,
            format!("its folder cannot be written: {}. {hint}", words(&e.into())),
        )
    })
}
