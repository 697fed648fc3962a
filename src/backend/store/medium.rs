//! Where an organization is kept: a file, or memory. Imports `domain` and the system.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use uuid::Uuid;

use super::file::{FileContent, Stamp, read, refused};
use super::lock::{self, LockWaiting, LockedFile};
use super::memory::Memory;
use crate::backend::guard;
use crate::domain::Error;
use crate::files;

/// Where the bytes of an organization are.
pub(super) enum Medium {
    File(PathBuf),
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

    pub(super) fn stamp(&self) -> Result<Stamp, Error> {
        match self {
            Self::File(path) => match files::look(path) {
                Ok(meta) => Ok(Stamp::of(&meta)),
                Err(why) => Err(refused(path, "read", &why)),
            },
            Self::Memory(memory) => Ok(guard(memory).stamp()),
        }
    }

    pub(super) fn read(&self) -> Result<FileContent, Error> {
        match self {
            Self::File(path) => read(path),
            Self::Memory(memory) => Ok(guard(memory).read()),
        }
    }

    /// An id for something new. In memory it follows from what was done before: what is shown twice is the same twice.
    pub(super) fn new_id(&self) -> Uuid {
        match self {
            Self::File(_) => Uuid::new_v4(),
            Self::Memory(memory) => guard(memory).new_id(),
        }
    }

    /// Waits until no other writer has it, then holds it.
    pub(super) fn lock(&self, waiting: &LockWaiting) -> Result<LockedMedium<'_>, Error> {
        Ok(match self {
            Self::File(path) => LockedMedium::File(lock::lock(path, waiting)?),
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

    /// The same where it begins anew.
    pub(super) fn start_over(self, bytes: &[u8]) -> Result<(), Error> {
        self.put(bytes, LockedFile::start_over)
    }

    fn put(self, bytes: &[u8], put: fn(LockedFile, &[u8]) -> Result<(), Error>) -> Result<(), Error> {
        match self {
            Self::File(file) => put(file, bytes),
            Self::Memory(mut memory) => {
                memory.replace(bytes);
                Ok(())
            }
        }
    }
}
