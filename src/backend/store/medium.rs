//! Where an organization is kept: a file, or memory. Imports `domain` and the system.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use uuid::Uuid;

use super::file::{FileContent, Stamp, content, open, refused};
use super::lock::{self, LockWaiting, LockedFile};
use super::memory::Memory;
use super::recover;
use crate::backend::guard;
use crate::backend::parallel::RunParallel;
use crate::domain::Error;
use crate::files;

/// Where the bytes of an organization are.
pub(super) enum Medium {
    /// With the file that was read last: it holds its content, also once somebody deletes it.
    File(PathBuf, Mutex<Option<File>>),
    Memory(Mutex<Memory>),
}

impl Medium {
    pub(super) fn file(path: &Path) -> Self {
        Self::File(path.to_owned(), Mutex::default())
    }

    /// The path for sentences; that of memory is none.
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(path, _) => path,
            Self::Memory(_) => Path::new("the organization in memory"),
        }
    }

    pub(super) fn stamp(&self) -> Result<Stamp, Error> {
        match self {
            Self::File(path, _) => match files::look(path) {
                Ok(meta) => Ok(Stamp::of(&meta)),
                Err(why) => Err(refused(path, "read", &why)),
            },
            Self::Memory(memory) => Ok(guard(memory).stamp()),
        }
    }

    pub(super) fn read(&self) -> Result<FileContent, Error> {
        match self {
            Self::File(path, last) => {
                let file = open(path)?;
                let content = content(path, &file)?;
                *guard(last) = Some(file);
                Ok(content)
            }
            Self::Memory(memory) => Ok(guard(memory).read()),
        }
    }

    /// An id for something new. In memory it follows from what was done before: what is shown twice is the same twice.
    pub(super) fn new_id(&self) -> Uuid {
        match self {
            Self::File(..) => Uuid::new_v4(),
            Self::Memory(memory) => guard(memory).new_id(),
        }
    }

    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::File(path, _) if recover::is_missing(path))
    }

    /// What is wrong with its content, and what to do about that.
    pub(super) fn damage(&self, why: String) -> String {
        match self {
            Self::File(path, _) => recover::damage(path, &why),
            Self::Memory(_) => why,
        }
    }

    /// The same error, with what to do where it is gone.
    pub(super) fn way_on(&self, error: Error) -> Error {
        match (self, error) {
            (Self::File(path, _), Error::File { file, .. }) if recover::is_missing(path) => Error::File {
                file,
                why: recover::way_on(path),
            },
            (_, error) => error,
        }
    }

    /// Starts over where it is gone. Returns the file that keeps the old content.
    pub(super) fn begin_anew(&self, first: &[u8]) -> Result<Option<PathBuf>, Error> {
        match self {
            Self::File(path, last) => recover::begin_anew(path, guard(last).as_ref(), first),
            Self::Memory(memory) => {
                guard(memory).replace(first);
                Ok(None)
            }
        }
    }

    /// Waits until no other writer has it, then holds it.
    pub(super) fn lock(&self, waiting: &LockWaiting) -> Result<LockedMedium<'_>, Error> {
        Ok(match self {
            Self::File(path, _) => LockedMedium::File(lock::lock(path, waiting)?),
            Self::Memory(memory) => LockedMedium::Memory(guard(memory)),
        })
    }
}

/// An organization that nobody else changes until this is dropped.
pub(super) enum LockedMedium<'a> {
    File(LockedFile),
    Memory(MutexGuard<'a, Memory>),
}

impl LockedMedium<'_> {
    pub(super) fn read(&self) -> Result<FileContent, Error> {
        match self {
            Self::File(file) => file.read(),
            Self::Memory(memory) => Ok(memory.read()),
        }
    }

    /// Puts `bytes` in its place in one step.
    pub(super) fn replace(self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes, LockedFile::replace)
    }

    /// Like `replace`, but leaves it alone if `proof` refuses.
    pub(super) fn replace_if(
        self,
        bytes: &[u8],
        parallel: RunParallel,
        proof: impl Fn() -> Result<(), Error> + Sync,
    ) -> Result<(), Error> {
        if let Self::File(file) = self {
            return file.replace_if(bytes, parallel, proof);
        }
        proof()?;
        self.replace(bytes)
    }

    /// Like `replace`, where it starts over.
    pub(super) fn start_over(self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes, LockedFile::start_over)
    }

    /// Starts over where it is damaged. Returns the file that keeps the damaged content.
    pub(super) fn set_aside(self, bytes: &[u8]) -> Result<Option<PathBuf>, Error> {
        self.put(bytes, |file, bytes| recover::set_aside(&file, bytes))
    }

    fn put<T: Default>(self, bytes: &[u8], put: fn(LockedFile, &[u8]) -> Result<T, Error>) -> Result<T, Error> {
        match self {
            Self::File(file) => put(file, bytes),
            Self::Memory(mut memory) => {
                memory.replace(bytes);
                Ok(T::default())
            }
        }
    }
}
